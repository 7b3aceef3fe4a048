//! Whose an office is where the text does not say.

use super::candidate::{Candidate, Seems};
use super::dateline::{Datelines, country_of};
use super::entities::MentionForm;
use super::leaders;
use super::line::Line;
use super::offices::{self, Held};
use super::resolve::Resolver;
use crate::grammar::EntityKind;
use crate::syntax::Deprel;
use crate::text::Span;

/// Towards whom an office is held where the text does not say: what everybody knows of the holder or the office;
/// else the country of "In Quito, President Vera"; else of the dateline; else the last country before him.
pub(super) fn home(
    resolver: &Resolver<'_>,
    mentions: &[Vec<Candidate>],
    datelines: &Datelines,
    held: &Held,
) -> Option<usize> {
    let line = resolver.lines.get(held.sentence)?;
    let office = crate::grammar::fold(offices::plain(&held.role.office));
    let known =
        leaders::of_person(resolver, held.person).find(|l| l.office == office).or_else(|| {
            leaders::of_person(resolver, held.person).find(|l| l.office.ends_with(&held.role.head))
        });
    if let Some(leader) = known {
        return leaders::whole(resolver, &leader.of);
    }
    let one = office.split('/').next().unwrap_or(&office);
    let one = one.split(" for ").next().unwrap_or(one);
    let owner = resolver.lexicon.owner_of(&office).or_else(|| resolver.lexicon.owner_of(one));
    // "the High Representative" is of no country, wherever he speaks.
    if let Some(body) = owner.filter(|of| resolver.lexicon.by_iso2(of).is_none()) {
        return leaders::whole(resolver, body);
    }
    let list = mentions.get(held.sentence)?;
    let first = list.first().filter(|c| c.words.start == 1 && line.folded(0) == "in");
    if let Some(country) = first.and_then(|c| country_of(resolver, c)) {
        return Some(country);
    }
    // "In Quito, the minister" of a story that never names Ecuador.
    if first.is_some_and(|c| matches!(c.seems, Seems::Capital(_))) {
        return None;
    }
    if let Some(country) = datelines.before(resolver, held.sentence) {
        return Some(country);
    }
    if let Some(of) = owner {
        return leaders::whole(resolver, of);
    }
    let same = list.iter().filter(|c| line.span(&c.words).start < held.span.start);
    let country =
        |c: &Candidate| c.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Country));
    // "flies to Quito to meet President Vera"
    let here = |c: &Candidate| {
        country(c)
            .or_else(|| country_of(resolver, c).filter(|_| matches!(c.seems, Seems::Capital(_))))
    };
    if let Some(found) = same.rev().find_map(here) {
        return Some(found);
    }
    // "Foreign Minister Vera told reporters in Quito"
    if let Some(country) = told_in(resolver, line, list) {
        return Some(country);
    }
    let before = held.sentence.checked_sub(1)?;
    let earlier =
        resolver.lines.get(before).filter(|l| l.sentence.section == line.sentence.section)?;
    let list = mentions.get(earlier.index)?;
    // "the Embassy of Peru": the country of a building that is spoken of.
    let named = |c: &&Candidate| {
        let housed = list.iter().any(|it| {
            it.seems == Seems::Facility
                && it.words.len() > c.words.len()
                && it.words.start <= c.words.start
                && c.words.end <= it.words.end
        });
        c.form == MentionForm::Name && !housed
    };
    list.iter()
        .filter(named)
        .find_map(country)
        .or_else(|| datelines.main(line.sentence.section))
        .or_else(|| list.iter().find_map(country))
        .or_else(|| datelines.main_of_all())
        .or_else(|| datelines.leading())
}

/// The country in whose capital somebody told reporters something: mostly its own officials do.
fn told_in(resolver: &Resolver<'_>, line: &Line<'_>, list: &[Candidate]) -> Option<usize> {
    list.iter().find_map(|c| {
        let Seems::Capital(country) = c.seems else { return None };
        let to = c.words.start.checked_sub(2)?;
        let heard =
            matches!(line.folded(to), "reporters" | "journalists" | "lawmakers" | "parliament");
        (heard && line.before(c.words.start) == "in").then(|| resolver.country_here(country))?
    })
}

/// Whom a spokesperson speaks for where the text does not say: the last body or country that did something in the
/// sentence before the words at `span`, or in the two before it.
pub(super) fn spoken_for(
    resolver: &Resolver<'_>,
    mentions: &[Vec<Candidate>],
    sentence: usize,
    span: Span,
) -> Option<usize> {
    let section = resolver.lines.get(sentence)?.sentence.section;
    let acting = |at: usize| acting_body(resolver, mentions, at, section, span);
    let near = (sentence.saturating_sub(2)..=sentence).rev().find_map(acting);
    // The body of which the first sentence tells what it does: a release of its own.
    near.or_else(|| {
        let first = resolver
            .lines
            .iter()
            .position(|l| l.sentence.section == section && !l.sentence.heading)?;
        acting(first).filter(|&e| resolver.kind(e) == Some(EntityKind::Organization))
    })
}

/// The last body or country before `span` that does something in sentence `at` of the section.
fn acting_body(
    resolver: &Resolver<'_>,
    mentions: &[Vec<Candidate>],
    at: usize,
    section: usize,
    span: Span,
) -> Option<usize> {
    let line = resolver.lines.get(at).filter(|l| l.sentence.section == section)?;
    let acting = mentions.get(at)?.iter().rev().filter(|c| {
        line.span(&c.words).end <= span.start
            && c.form != MentionForm::Adjective
            && c.form != MentionForm::Pronoun
            // "“Our delegation …,” said spokesman Ruiz": a body that he speaks of.
            && !matches!(line.before(c.words.start), "our" | "my")
            && !matches!(line.folded(c.words.start), "our" | "my")
            && line.word(line.head_of(&c.words)).is_some_and(|w| w.deprel == Deprel::Nsubj)
    });
    acting.filter_map(|c| c.entity).find(|&e| {
        let draft = resolver.drafts.get(e);
        let country = draft.is_some_and(|d| d.kind == EntityKind::Country);
        let body = draft.is_some_and(|d| d.kind == EntityKind::Organization && !d.plural);
        country || body
    })
}
