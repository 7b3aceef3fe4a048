//! Bodies, facilities, ships and vehicles that are only described: told before, or new?

use std::collections::VecDeque;

use super::candidate::{Candidate, Seems};
use super::coref::{Recent, SHIP, best, note_rule};
use super::described::{self, qualifier};
use super::draft::Draft;
use super::entities::MentionForm;
use super::leaders;
use super::line::Line;
use super::pointed::noun;
use super::pointers;
use super::resolve::{Resolver, tidy};
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::{Deprel, Upos};

/// A body or a facility that is only described.
pub(super) fn thing(
    resolver: &mut Resolver<'_>,
    line: &Line<'_>,
    list: &mut [Candidate],
    i: usize,
    recent: &VecDeque<Recent>,
) -> Option<usize> {
    let candidate = list.get(i)?.clone();
    let kind = match candidate.seems {
        Seems::Facility => EntityKind::Facility,
        Seems::Other => EntityKind::Other,
        _ => EntityKind::Organization,
    };
    if candidate.rule == described::BAND {
        let group = qualifier(list, &candidate.words).find_map(|(_, c)| {
            c.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Organization))
        });
        if group.is_some() {
            return group;
        }
    }
    if let Some(entity) = coalition(resolver, line, &candidate, recent) {
        note_rule(list, i, "coref/description");
        return Some(entity);
    }
    if candidate.definite
        && let Some(entity) = called(line, list, candidate.words.end)
    {
        note_rule(list, i, "coref/called");
        return Some(entity);
    }
    let (rest, country) = resolver.without_country(line, list, i);
    let (rest, country) = match pronoun_owner(resolver, line, list, &candidate) {
        Some(owner) => (rest.start + 1..rest.end, Some(owner)),
        None => (rest, country),
    };
    let key = line.key(&rest);
    let head = line.folded(candidate.core.end.checked_sub(1)?).to_owned();
    let bare = candidate.core.len() == 1;
    if kind == EntityKind::Organization
        && (!candidate.definite || explains(line, &candidate))
        && names_it(line, list, &candidate)
    {
        note_rule(list, i, "coref/apposition");
        return None;
    }
    if candidate.definite || country.is_some() {
        let same = resolver.thing_called(kind, key).filter(|&e| {
            resolver.drafts.get(e).is_some_and(|d| d.country == country || country.is_none())
        });
        let by_head = || {
            let reach = if kind == EntityKind::Other { 12 } else { 5 };
            best(recent, line.index, reach, |r| {
                let draft = resolver.drafts.get(r.entity)?;
                let ship = kind == EntityKind::Other
                    && draft.head == SHIP
                    && resolver.lexicon.is(WordClass::Vessels, &head);
                (draft.kind == kind && (draft.head == head || ship) && bare).then_some(2)
            })
        };
        let back = || {
            (bare && resolver.lexicon.is(WordClass::BackBodies, &head))
                .then(|| noun(resolver, line, &candidate, recent))
                .flatten()
        };
        // "the Iran-backed group", "the armed group": one that was named.
        let backed = || {
            let is = resolver.lexicon.is(WordClass::BackNamed, &head);
            let first = pointers::fighting(line, candidate.words.end.saturating_sub(1));
            let start = candidate.words.start;
            let pointing = usize::from(matches!(line.folded(start), "this" | "that"));
            let fights = !bare && first == start + pointing;
            let told = described::is_backed(line, &candidate) || fights;
            let sided = told && candidate.definite && !candidate.plural && is;
            sided.then(|| noun(resolver, line, &candidate, recent)).flatten()
        };
        // "the assailants", "the gunmen": those who were told of as bandits.
        let outlaws = || {
            let is = |word: &str| resolver.lexicon.is(WordClass::Outlaws, word);
            (bare && candidate.definite && is(&head)).then(|| {
                best(recent, line.index, 6, |r| {
                    let draft = resolver.drafts.get(r.entity)?;
                    (draft.plural && draft.unnamed && is(&draft.head)).then_some(2)
                })
            })?
        };
        if let Some(entity) = same.or_else(by_head).or_else(back).or_else(backed).or_else(outlaws) {
            note_rule(list, i, "coref/description");
            return Some(entity);
        }
    } else if is_repeated(line, &candidate)
        && let Some(entity) = resolver.group_called(line.sentence.section, key)
    {
        note_rule(list, i, "coref/same-words");
        return Some(entity);
    }
    let mut draft = Draft::new(kind, tidy(line.written(&candidate.words)));
    draft.unnamed = true;
    draft.plural = candidate.plural;
    draft.head = head;
    draft.country = country.or_else(|| {
        let named =
            qualifier(list, &candidate.words).filter(|(_, c)| c.form != MentionForm::Pronoun);
        let inner = named.filter_map(|(_, c)| c.entity).next();
        inner.filter(|&e| {
            matches!(resolver.kind(e), Some(EntityKind::Country | EntityKind::Organization))
        })
    });
    let entity = resolver.add(draft);
    if country.is_some() || candidate.definite {
        resolver.note_thing(kind, key, entity);
    }
    if candidate.plural {
        resolver.note_group(line.sentence.section, key, entity);
    }
    Some(entity)
}

/// "coalition forces", "the coalition's troops": the coalition itself.
fn coalition(
    resolver: &mut Resolver<'_>,
    line: &Line<'_>,
    candidate: &Candidate,
    recent: &VecDeque<Recent>,
) -> Option<usize> {
    let words = &candidate.words;
    let first = words.start + usize::from(line.is_upos(words.start, &[Upos::Num]));
    let last = candidate.core.end.checked_sub(1)?;
    let theirs = matches!(
        line.folded(last),
        "forces"
            | "troops"
            | "force"
            | "aircraft"
            | "warplanes"
            | "jets"
            | "planes"
            | "partners"
            | "soldiers"
    );
    if line.folded(first) != "coalition" || first == last || !theirs {
        return None;
    }
    let told = best(recent, line.index, 12, |r| {
        let draft = resolver.drafts.get(r.entity)?;
        let same = draft.kind == EntityKind::Organization
            && draft.name.to_lowercase().split([' ', '-']).any(|w| w == "coalition");
        same.then_some(2)
    });
    Some(told.unwrap_or_else(|| {
        let mut draft = Draft::new(EntityKind::Organization, "coalition");
        draft.unnamed = true;
        "coalition".clone_into(&mut draft.head);
        let entity = resolver.add(draft);
        resolver.note_thing(EntityKind::Organization, "coalition", entity);
        entity
    }))
}

/// The body whose name follows what is described: "the mission, known by its Spanish acronym MTC,".
pub(super) fn called(line: &Line<'_>, list: &[Candidate], end: usize) -> Option<usize> {
    let mut at = end + usize::from(line.form(end) == ",");
    at += usize::from(matches!(line.folded(at), "better" | "also" | "widely" | "commonly"));
    if !matches!(line.folded(at), "known" | "called" | "named" | "dubbed" | "abbreviated") {
        return None;
    }
    let name = (at + 1..(at + 8).min(line.len()))
        .take_while(|&i| {
            matches!(
                line.folded(i),
                "by" | "as" | "its" | "the" | "acronym" | "initials" | "abbreviation"
            ) || line.is_upos(i, &[Upos::Adj])
                || list.iter().any(|c| c.words.start == i && c.form != MentionForm::Pronoun)
        })
        .find_map(|i| {
            list.iter().find(|c| {
                c.words.start == i
                    && c.form == MentionForm::Name
                    && matches!(c.seems, Seems::Organization | Seems::Known(_) | Seems::Unknown)
            })
        })?;
    name.entity
}

/// Is it a group without a number or an article, which is the same where its words come again ("prosecutors")?
fn is_repeated(line: &Line<'_>, candidate: &Candidate) -> bool {
    let first = candidate.words.start;
    let other =
        matches!(
            line.before(first),
            "other"
                | "more"
                | "some"
                | "several"
                | "many"
                | "few"
                | "a"
                | "another"
                | "these"
                | "those"
        ) || matches!(line.folded(first), "other" | "more" | "several" | "many" | "further");
    candidate.plural
        && candidate.form == MentionForm::Description
        && !other
        && candidate.core == candidate.words
        && !line.is_upos(first, &[Upos::Num])
        && !line.is_upos(first.wrapping_sub(1), &[Upos::Num])
}

/// The country or body that "its" or "his" before a description means: of a leader, what he is known to lead.
fn pronoun_owner(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<usize> {
    let start = candidate.words.start;
    // "its allies" are no part of it.
    let pronoun = matches!(line.folded(start), "its" | "his" | "her" | "their");
    if !pronoun || candidate.plural || candidate.core.len() < 2 {
        return None;
    }
    let pronoun =
        list.iter().find(|c| c.words == (start..start + 1) && c.form == MentionForm::Pronoun)?;
    let owner = pronoun.entity?;
    match resolver.kind(owner)? {
        EntityKind::Country | EntityKind::Organization => Some(owner),
        EntityKind::Person => {
            leaders::of_person(resolver, owner).find_map(|l| leaders::whole(resolver, &l.of))
        }
        _ => None,
    }
}

/// Is a description with "the" set off between commas, or before what tells more: ", the mission in Lima, said"?
fn explains(line: &Line<'_>, candidate: &Candidate) -> bool {
    let end = candidate.words.end;
    let apposed = line
        .word(line.head_of(&candidate.words))
        .is_some_and(|word| matches!(word.deprel, Deprel::Appos));
    apposed && (matches!(line.form(end), "," | ".") || matches!(line.folded(end), "that" | "which"))
}

/// Does "a French company" stand behind the name of a body and a comma, or before one?
fn names_it(line: &Line<'_>, list: &[Candidate], candidate: &Candidate) -> bool {
    let first = candidate.words.start;
    let article = matches!(line.before(first), "a" | "an" | "the");
    let comma = first.checked_sub(2).filter(|&c| article && line.form(c) == ",");
    comma.is_some_and(|comma| {
        list.iter().any(|c| {
            // "the Tacna Defence League (TDL), a group"
            let bracketed = line.form(c.words.end) == ")" && c.words.end + 1 == comma;
            (c.words.end == comma || bracketed)
                && c.form == MentionForm::Name
                && matches!(c.seems, Seems::Organization | Seems::Known(_) | Seems::Unknown)
                && c.entity.is_some()
        })
    })
}
