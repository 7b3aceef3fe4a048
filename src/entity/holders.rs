//! Offices without a name ("the Foreign Secretary said") in a document that names their holder.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::offices::Offices;
use super::resolve::Resolver;
use super::roles::{self, Role};

/// Gives a person who is only described by an office to the one who holds it, before or after, if the section names one
/// holder alone. Cost: linear in the descriptions times a bounded number of holders.
pub(super) fn join(resolver: &Resolver<'_>, mentions: &mut [Vec<Candidate>], held: &Offices) {
    let all = holders(resolver, held);
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (line, list) in resolver.lines.iter().zip(mentions.iter()) {
        for candidate in list {
            if let Some(entity) = described(resolver, line, candidate)
                && let Some(role) =
                    roles::parse(line, list, candidate.words.start, candidate.words.end)
                && let Some(person) = holder(line, &role, &all)
            {
                joined.push((entity, person));
            }
        }
    }
    joined.sort_unstable();
    joined.dedup();
    for candidate in mentions.iter_mut().flatten() {
        let Some(entity) = candidate.entity else { continue };
        let from = joined.partition_point(|(old, _)| *old < entity);
        let mut found = joined.iter().skip(from).take_while(|(old, _)| *old == entity);
        // Two holders for one description: neither.
        if let (Some((_, person)), None) = (found.next(), found.next()) {
            candidate.entity = Some(*person);
            candidate.rule = "coref/holder";
        }
    }
}

/// The unnamed person of a description with "the", or of one in a headline, which leaves "the" out.
fn described(resolver: &Resolver<'_>, line: &Line<'_>, candidate: &Candidate) -> Option<usize> {
    let entity = candidate.entity?;
    let draft = resolver.drafts.get(entity)?;
    let first = candidate.words.start;
    let capital = first == 0 || line.is_capital(first) && line.is_capital(candidate.core.end - 1);
    let fits = candidate.form == MentionForm::Description
        && candidate.seems == Seems::Person
        && draft.unnamed
        && !draft.plural
        && (line.before(first) == "the" || capital || candidate.definite);
    fits.then_some(entity)
}

/// Who holds which office in a section, and towards what.
type Holders<'o> = BTreeMap<(usize, &'o str), Vec<(usize, &'o [usize])>>;

/// So many holders of one office are looked at.
const LOOKED_AT: usize = 16;

/// The named holders of offices.
fn holders<'o>(resolver: &Resolver<'_>, held: &'o Offices) -> Holders<'o> {
    let mut all = Holders::new();
    for h in held.all().filter(|h| !h.role.former) {
        let named = resolver.drafts.get(h.person).is_some_and(|d| !d.unnamed);
        if let Some(line) = resolver.lines.get(h.sentence).filter(|_| named) {
            let list = all.entry((line.sentence.section, h.role.office.as_str())).or_default();
            if list.len() < LOOKED_AT {
                list.push((h.person, &h.role.objects));
            }
        }
    }
    all
}

/// The only named person of the section who has this office.
fn holder(line: &Line<'_>, role: &Role, all: &Holders<'_>) -> Option<usize> {
    if role.former || role.spokes || role.pronoun.is_some() {
        return None;
    }
    let mut found = None;
    for (person, objects) in all.get(&(line.sentence.section, role.office.as_str()))? {
        let apart = !role.objects.is_empty()
            && !objects.is_empty()
            && !role.objects.iter().any(|o| objects.contains(o));
        if !apart && found.replace(*person).is_some_and(|other| other != *person) {
            return None;
        }
    }
    found
}
