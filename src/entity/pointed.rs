//! What nouns with "the" and no name point back at: "the group", "the reclusive state", "the Council", "its neighbour".

use std::collections::VecDeque;

use super::candidate::Candidate;
use super::coref::{Recent, best, is_subject};
use super::draft::Draft;
use super::entities::MentionForm;
use super::epithets;
use super::line::Line;
use super::resolve::{Resolver, tidy};
use crate::grammar::{EntityKind, WordClass, fold};

/// How many sentences back a noun points that is a word of the name.
const FAR: usize = 12;

/// What a bare definite noun points back at.
pub(super) fn noun(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    candidate: &Candidate,
    recent: &VecDeque<Recent>,
) -> Option<usize> {
    let epithet = line.in_epithet(&candidate.words);
    let word = line.folded(candidate.core.end.saturating_sub(1));
    let is = |class| resolver.lexicon.is(class, word);
    let reach = if epithet { 8 } else { 4 };
    let singular = word.trim_end_matches('s');
    best(recent, line.index, reach.max(FAR), |r| {
        let draft = resolver.drafts.get(r.entity)?;
        let lower = draft.name.to_lowercase();
        // "the airline" is Condor Airlines, but "the nation" not the United Nations.
        let same_head = draft.head == word
            || lower.split(' ').any(|w| w == word || w == singular)
            || (singular == "airline" && lower.ends_with(" airlines"));
        // "the group" is no ministry.
        let band = matches!(
            singular,
            "group"
                | "movement"
                | "faction"
                | "militia"
                | "outfit"
                | "gang"
                | "cartel"
                | "company"
                | "firm"
        );
        let state = |w: &str| {
            matches!(
                w,
                "government"
                    | "ministry"
                    | "parliament"
                    | "cabinet"
                    | "senate"
                    | "police"
                    | "embassy"
            )
        };
        if band
            && !same_head
            && (resolver.lexicon.is(WordClass::DescribedOrgs, &draft.head)
                || lower.split(' ').any(state))
        {
            return None;
        }
        // "the alliance" may be the Condor Coalition.
        let league = |w: &str| {
            matches!(w, "alliance" | "coalition" | "bloc" | "grouping" | "front" | "league")
        };
        let same_head = same_head || league(word) && lower.split(' ').any(league);
        // A word of the name itself points further back.
        if !same_head && line.index.saturating_sub(r.sentence) > reach {
            return None;
        }
        let known = draft.known.and_then(|k| resolver.lexicon.known(k));
        if known.is_some_and(|k| !k.called.is_empty() && !k.called.iter().any(|c| c == word)) {
            return None;
        }
        let points = match draft.kind {
            EntityKind::Country if epithet => {
                let code = draft.iso.as_ref().map_or("", |iso| &iso.0);
                if !epithets::fits(line, &candidate.words, code) {
                    return None;
                }
                2 + i32::from(is_subject(r)) - i32::from(r.form == MentionForm::Adjective)
            }
            _ if epithet => return None,
            EntityKind::Country
                if is(WordClass::BackCountries)
                    && draft
                        .iso
                        .as_ref()
                        .is_some_and(|iso| epithets::fits(line, &candidate.words, &iso.0)) =>
            {
                2 - i32::from(r.form == MentionForm::Adjective)
            }
            EntityKind::Country
                if word == "island" && resolver.lexicon.is(WordClass::Islands, &fold(&lower)) =>
            {
                4
            }
            EntityKind::Place
                if matches!(word, "island" | "territory" | "enclave" | "peninsula")
                    && resolver.lexicon.town(&fold(&lower)).is_some() =>
            {
                return None;
            }
            EntityKind::Place if is(WordClass::BackPlaces) => 2 + i32::from(same_head),
            EntityKind::Organization
                if is(WordClass::BackUnions) && known.is_some_and(|k| k.country.is_none()) =>
            {
                3
            }
            EntityKind::Organization if is(WordClass::BackBodies) && same_head => 4,
            EntityKind::Organization
                if is(WordClass::BackBodies)
                    && (draft.head.is_empty()
                        || known.is_some()
                        || band && is_band(&draft.head))
                    && !draft.unnamed
                    && is(WordClass::BackNamed) =>
            {
                1 + i32::from(is_subject(r))
            }
            _ => return None,
        };
        Some(points)
    })
}

/// Are groups that fight or campaign called so: "the Condor Front", "the Andean Liberation Army"?
fn is_band(head: &str) -> bool {
    matches!(
        head,
        "front"
            | "movement"
            | "army"
            | "brigade"
            | "brigades"
            | "party"
            | "league"
            | "faction"
            | "militia"
            | "resistance"
            | "jihad"
    )
}

/// "The Council today imposed": a body that the text calls so throughout, though it nowhere gives its whole name.
pub(super) fn unnamed_body(
    resolver: &mut Resolver<'_>,
    line: &Line<'_>,
    candidate: &Candidate,
) -> Option<usize> {
    let word = candidate.core.end.checked_sub(1)?;
    let head = line.folded(word);
    let body = matches!(
        head,
        "council"
            | "commission"
            | "committee"
            | "court"
            | "mission"
            | "board"
            | "ministry"
            | "agency"
            | "bureau"
            | "authority"
    );
    if !body || !line.is_capital(word) || line.title_case || line.before(word) != "the" {
        return None;
    }
    if let Some(known) = resolver.thing_called(EntityKind::Organization, head) {
        return Some(known);
    }
    let mut draft = Draft::new(EntityKind::Organization, tidy(line.written(&candidate.core)));
    head.clone_into(&mut draft.head);
    let entity = resolver.add(draft);
    resolver.note_thing(EntityKind::Organization, head, entity);
    Some(entity)
}

/// The country of which something is the neighbour: "its southern neighbour".
pub(super) fn neighbour_of(
    resolver: &Resolver<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<usize> {
    let owner = list
        .iter()
        .find(|c| c.words.start == candidate.words.start && c.words.end < candidate.words.end)?;
    owner.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Country))
}

/// The country that the text has just spoken of beside this one.
pub(super) fn other_country(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    one: usize,
    recent: &VecDeque<Recent>,
) -> Option<usize> {
    best(recent, line.index, 8, |r| {
        let other = r.entity != one && resolver.kind(r.entity) == Some(EntityKind::Country);
        other.then_some(2 - i32::from(r.form == MentionForm::Adjective))
    })
}
