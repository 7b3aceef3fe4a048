//! What the words around a body or a country say it is part or member of.

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::resolve::Resolver;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::Upos;
use crate::text::Span;

/// What a body or a country belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole {
    pub entity: usize,
    /// Is it one of its members, not a part?
    pub member: bool,
    /// The words that say so.
    pub span: Span,
}

/// "Condor, an arm of the Andean Council", "Condor is part of the council", "the council's Condor unit",
/// "the Condor unit of the council". Cost: a bounded stretch around the mention.
pub(super) fn find(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Whole> {
    let entity = candidate.entity.filter(|_| candidate.form != MentionForm::Adjective)?;
    let kind = resolver.kind(entity)?;
    let body = |c: &&Candidate| {
        c.entity.is_some_and(|e| e != entity && resolver.kind(e) == Some(EntityKind::Organization))
    };
    let told = |c: &Candidate, member: bool| {
        let words = candidate.words.start.min(c.words.start)..candidate.words.end.max(c.words.end);
        Some(Whole { entity: c.entity?, member, span: line.span(&words) })
    };
    if kind == EntityKind::Organization && candidate.form == MentionForm::Name {
        // "the army's Condor Brigade"
        if let Some(owner) = owner(line, list, candidate).filter(body) {
            return told(owner, false);
        }
        // "the Condor Brigade of the Peruvian army"
        let end = candidate.words.end;
        let unit = line.is(candidate.core.end.wrapping_sub(1), &[WordClass::Parts]);
        // "1st Battalion, 5th Condor Regiment"
        let digits = |i: usize| line.form(i).starts_with(|c: char| c.is_ascii_digit());
        let numbered = digits(candidate.core.start) || digits(end + 1);
        if unit
            && numbered
            && line.form(end) == ","
            && let Some(whole) = at(line, list, end + 1).filter(body)
            && line.is(whole.core.end.wrapping_sub(1), &[WordClass::Parts])
        {
            return told(whole, false);
        }
        if unit
            && matches!(line.folded(end), "of" | "at")
            && let Some(whole) = at(line, list, end + 1).filter(body)
        {
            return told(whole, false);
        }
    }
    let (from, member) = said(line, candidate.words.end)?;
    let whole = at(line, list, from)?;
    let body = body(&whole);
    let country = !member
        && kind == EntityKind::Organization
        && whole.entity.is_some_and(|e| resolver.kind(e) == Some(EntityKind::Country));
    let fits = body && (member || kind == EntityKind::Organization) || country;
    fits.then(|| told(whole, member)).flatten()
}

/// The mention that owns the words of a name: "the Peruvian army's" before or within "Condor Brigade".
fn owner<'c>(
    line: &Line<'_>,
    list: &'c [Candidate],
    candidate: &Candidate,
) -> Option<&'c Candidate> {
    let owns = |c: &&Candidate| {
        let end = c.words.end;
        line.is_possessive(end)
            && (end + 1 == candidate.words.start
                || c.words.start >= candidate.words.start && end + 1 < candidate.words.end)
    };
    list.iter().filter(owns).max_by_key(|c| (c.words.end, c.words.len()))
}

/// The longest mention at word `at`, past "the".
pub(super) fn at<'c>(line: &Line<'_>, list: &'c [Candidate], at: usize) -> Option<&'c Candidate> {
    let at = at + usize::from(matches!(line.folded(at), "the" | "both"));
    let longest = |at: usize| {
        list.iter()
            .filter(|c| c.words.start == at && c.entity.is_some())
            .filter(|c| !matches!(c.seems, Seems::Person | Seems::Adjective(_)))
            .max_by_key(|c| c.words.len())
    };
    let first = longest(at)?;
    let owned = line.is_possessive(first.words.end).then(|| longest(first.words.end + 1)).flatten();
    Some(owned.unwrap_or(first))
}

/// Where the whole begins, of which the words after a name, which ends at `end`, say that it is a part or a member.
fn said(line: &Line<'_>, end: usize) -> Option<(usize, bool)> {
    let end = line.past_brackets(end);
    let comma = line.form(end) == ",";
    let mut at = end + usize::from(comma);
    let which = matches!(line.folded(at), "which" | "that");
    at += usize::from(which);
    let copula = matches!(line.folded(at), "is" | "are" | "remains");
    at += usize::from(copula);
    if !copula && (which || !comma) {
        return None;
    }
    at += usize::from(copula && line.is_upos(at, &[Upos::Adv]));
    if line.folded(at) == "part" && line.folded(at + 1) == "of" {
        return Some((at + 2, false));
    }
    if !line.is_upos(at, &[Upos::Det]) {
        return None;
    }
    // "the Condor group's armed wing"
    let mark = (at + 2..at + 7)
        .take_while(|&i| line.is_word(i) || line.is_hyphen(i))
        .find(|&i| line.is_possessive(i));
    if let Some(mark) = mark.filter(|_| comma) {
        let noun = (mark + 1..mark + 5)
            .take_while(|&i| line.is_upos(i, &[Upos::Noun, Upos::Adj]) || line.is_hyphen(i))
            .last()?;
        return line.is(noun, &[WordClass::Parts]).then_some((at + 1, false));
    }
    // "a CDW ally", "an Andean Council member"
    let ally = (at + 2..at + 6)
        .take_while(|&i| line.is_word(i) || line.is_hyphen(i))
        .find(|&i| matches!(line.folded(i), "ally" | "member") && line.is_capital(i - 1));
    if ally.is_some_and(|i| comma && !line.is_word(i + 1)) {
        return Some((at + 1, true));
    }
    // "a Condor group affiliate", "an Andean Council agency": the body stands before the noun.
    let body = (at + 2..at + 6)
        .take_while(|&i| line.is_word(i) || line.is_hyphen(i))
        .find(|&i| line.is(i, &[WordClass::Parts]) && line.is_capital(i - 1));
    let ends = |n: &usize| comma && (!line.is_word(n + 1) || line.folded(n + 1) == "led");
    if body.filter(ends).is_some() {
        return Some((at + 1, false));
    }
    // "a state firm under the Ministry of Ports"
    let under = (at + 2..at + 7)
        .take_while(|&i| line.is_upos(i, &[Upos::Noun, Upos::Adj, Upos::Adp]) || line.is_hyphen(i))
        .find(|&i| line.folded(i) == "under");
    if let Some(under) = under.filter(|_| comma) {
        return Some((under + 1, false));
    }
    let of = (at + 2..at + 7)
        .take_while(|&i| {
            line.folded(i) == "of"
                || line.is_hyphen(i)
                || line.is_upos(i, &[Upos::Noun, Upos::Adj, Upos::Propn, Upos::Num, Upos::Verb])
        })
        .find(|&i| line.folded(i) == "of")?;
    let noun = line.folded(of - 1);
    let member = matches!(noun, "member" | "signatory");
    (member || line.is(of - 1, &[WordClass::Parts])).then_some((of + 1, member))
}

/// Where the first of the countries begins that stand before word `at` in one list: "Peru, Cuba and Chile".
fn listed(line: &Line<'_>, list: &[Candidate], at: usize) -> usize {
    let mut first = at;
    for _ in 0..8 {
        let Some(mark) = first.checked_sub(1) else { return first };
        if line.folded(mark) != "and" && line.form(mark) != "," {
            return first;
        }
        let before = list.iter().find(|c| {
            c.words.end == mark
                && matches!(c.seems, Seems::Country(_))
                && c.form == MentionForm::Name
        });
        let Some(before) = before else { return first };
        first = before.words.start;
    }
    first
}

/// "Andean Council member Chile", "Andean Council member states Peru and Chile": what a country is a member of.
pub(super) fn member(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Whole> {
    let noun = listed(line, list, candidate.words.start).checked_sub(1)?;
    let first = match line.folded(noun) {
        "member" | "members" | "ally" | "allies" => noun,
        "state" | "states" | "nation" | "country" if line.before(noun) == "member" => noun - 1,
        _ => return None,
    };
    let body = list.iter().find(|c| {
        c.words.end == first
            && c.entity.is_some_and(|e| resolver.kind(e) == Some(EntityKind::Organization))
    })?;
    let span = line.span(&(body.words.start..candidate.words.end));
    Some(Whole { entity: body.entity?, member: true, span })
}
