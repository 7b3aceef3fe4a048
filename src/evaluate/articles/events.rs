//! Events: matched by type, place in the text and roles, then compared.

use std::collections::BTreeSet;

use super::align::Who;
use super::aspect::{ArticleCounts, Aspect};
use super::compare::Comparison;
use super::facts::{ComparedFacts, Event};
use crate::evaluate::Count;
use crate::evaluate::matching::one_to_one;
use crate::evaluate::wording::small;
use crate::text::Span;

/// A quote of more words places nothing: evidence is a clause, not a page.
const LONGEST_QUOTE: usize = 60;

/// A participant of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Actor,
    Target,
    Place,
}

/// An event with what it is matched by.
struct Placed<'f> {
    event: &'f Event,
    span: Option<Span>,
    roles: BTreeSet<(Role, Who<'f>)>,
}

/// Two events may be the same where their types are and their quotes overlap in the article or two of their roles are
/// the same. Those match first that overlap and share most roles.
pub(super) fn compare(comparison: &mut Comparison<'_>, text: &str) {
    let (gold, read) = (comparison.gold, comparison.read);
    let text = plain(text);
    let alignment = &comparison.alignment;
    let wanted: Vec<Placed<'_>> =
        gold.events.iter().map(|e| placed(e, &text, |id| alignment.wanted(id))).collect();
    let had: Vec<Placed<'_>> =
        read.events.iter().map(|e| placed(e, &text, |id| alignment.read(id))).collect();
    let pairs = one_to_one(wanted.len(), had.len(), |g, r| match (wanted.get(g), had.get(r)) {
        (Some(wanted), Some(had)) => weight(wanted, had),
        _ => 0.0,
    });

    let counts = &mut comparison.counts;
    count_all(counts, &wanted, |count| Count { gold: count.read, read: 0, ..count });
    count_all(counts, &had, |count| count);
    for (wanted, had) in pairs.iter().filter_map(|&(g, r)| wanted.get(g).zip(had.get(r))) {
        count_pair(counts, wanted, had);
    }
    let found: BTreeSet<usize> = pairs.iter().map(|(g, _)| *g).collect();
    let right: BTreeSet<usize> = pairs.iter().map(|(_, r)| *r).collect();
    for (_, event) in gold.events.iter().enumerate().filter(|(at, _)| !found.contains(at)) {
        comparison.miss(true, "event", told_of(gold, event), &event.quote);
    }
    for (_, event) in read.events.iter().enumerate().filter(|(at, _)| !right.contains(at)) {
        comparison.miss(false, "event", told_of(read, event), &event.quote);
    }
}

/// Counts events of one side; `side` puts what counts as read where it belongs.
fn count_all(counts: &mut ArticleCounts, events: &[Placed<'_>], side: impl Fn(Count) -> Count) {
    for placed in events {
        let (one, roles) = (side(Count::new(0, 1, 0)), side(Count::new(0, placed.roles.len(), 0)));
        counts.count(Aspect::Events, one);
        counts.count(Aspect::ExactEvents, one);
        counts.count(Aspect::Roles, roles);
        let of_type = counts.of_type(&placed.event.kind);
        of_type.events.add(one);
        of_type.roles.add(roles);
    }
}

/// Counts what is right in a pair of events.
fn count_pair(counts: &mut ArticleCounts, gold: &Placed<'_>, read: &Placed<'_>) {
    let right = |right: usize| Count::new(0, 0, right);
    let shared = gold.roles.intersection(&read.roles).count();
    counts.count(Aspect::Events, right(1));
    counts.count(Aspect::ExactEvents, right(usize::from(parties(gold) == parties(read))));
    counts.count(Aspect::Roles, right(shared));
    let of_type = counts.of_type(&gold.event.kind);
    of_type.events.add(right(1));
    of_type.roles.add(right(shared));

    let (gold, read) = (gold.event, read.event);
    let same = usize::from(gold.factuality == read.factuality);
    counts.count(Aspect::Factuality, Count::new(1, 1, same));
    counts.count(Aspect::Date, optional(gold.date, read.date));
    let mode = |event: &'_ Event| event.mode.clone().filter(|mode| !mode.is_empty());
    counts.count(Aspect::Mode, optional(mode(gold), mode(read)));
    let (wanted, had) = (quantities(gold), quantities(read));
    let same = wanted.intersection(&had).count();
    counts.count(Aspect::Quantities, Count::new(wanted.len(), had.len(), same));
}

/// The actors and targets of an event.
fn parties<'f>(placed: &Placed<'f>) -> BTreeSet<(Role, Who<'f>)> {
    placed.roles.iter().filter(|(role, _)| *role != Role::Place).copied().collect()
}

/// Counts a value that either side may lack.
fn optional<T: PartialEq>(gold: Option<T>, read: Option<T>) -> Count {
    let same = gold.is_some() && gold == read;
    Count::new(usize::from(gold.is_some()), usize::from(read.is_some()), usize::from(same))
}

/// What is counted, in the singular, and the bits of how many.
fn quantities(event: &Event) -> BTreeSet<(String, u64)> {
    let all = event.quantities.iter().flatten();
    // Adding zero makes one zero of both.
    all.map(|q| (small(&q.what).trim_end_matches('s').to_owned(), (q.value + 0.0).to_bits()))
        .collect()
}

fn placed<'f>(event: &'f Event, text: &str, who: impl Fn(&'f str) -> Who<'f>) -> Placed<'f> {
    let in_role =
        |role: Role, ids: &'f [String]| ids.iter().map(|id| (role, who(id))).collect::<Vec<_>>();
    let roles = [
        in_role(Role::Actor, &event.actor),
        in_role(Role::Target, &event.target),
        in_role(Role::Place, &event.place),
    ];
    let span = span(text, &event.quote);
    Placed { event, span, roles: roles.into_iter().flatten().collect() }
}

fn weight(gold: &Placed<'_>, read: &Placed<'_>) -> f64 {
    let shared = gold.roles.intersection(&read.roles).count();
    let near = gold.span.zip(read.span).is_some_and(|(a, b)| a.overlaps(b));
    if gold.event.kind != read.event.kind || (!near && shared < 2) {
        return 0.0;
    }
    let all = gold.roles.union(&read.roles).count();
    let near = if near { 2.0 } else { 0.0 };
    near + shared as f64 / (1 + all) as f64 + shared as f64
}

/// Where a quote stands in the text.
fn span(text: &str, quote: &str) -> Option<Span> {
    if quote.is_empty() || quote.split_whitespace().count() > LONGEST_QUOTE {
        return None;
    }
    let quote = plain(quote);
    text.find(&quote).map(|at| Span::new(at, at + quote.len()))
}

/// A text with straight quotation marks and one blank for all white space.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        let is_blank = c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
        if !is_blank || !blank {
            plain.push(match c {
                _ if is_blank => ' ',
                '“' | '”' => '"',
                '‘' | '’' => '\'',
                _ => c,
            });
        }
        blank = is_blank;
    }
    plain
}

/// An event in words.
fn told_of(facts: &ComparedFacts, event: &Event) -> String {
    let names =
        |ids: &[String]| ids.iter().map(|id| facts.name_of(id)).collect::<Vec<_>>().join(", ");
    let mut told = event.kind.clone();
    for (before, ids) in [(" ", &event.actor), (" → ", &event.target), (" @ ", &event.place)] {
        if !ids.is_empty() {
            told.push_str(before);
            told.push_str(&names(ids));
        }
    }
    told
}
