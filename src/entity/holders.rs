//! Offices without a name ("the Foreign Secretary said") in a document that names their holder.

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::offices::{Held, Offices};
use super::resolve::Resolver;
use super::roles::{self, Role};

/// Gives a person who is only described by an office to the one who holds it, before or after, if the section names one
/// holder alone. Cost: linear in the descriptions times a bounded number of offices.
pub(super) fn join(resolver: &Resolver<'_>, mentions: &mut [Vec<Candidate>], held: &Offices) {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (line, list) in resolver.lines.iter().zip(mentions.iter()) {
        for candidate in list {
            if let Some(entity) = described(resolver, line, candidate)
                && let Some(role) = roles::parse(
                    line,
                    list,
                    candidate.words.start,
                    candidate.words.end,
                )
                && let Some(person) = holder(resolver, line, &role, held)
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
        && (line.before(first) == "the" || capital);
    fits.then_some(entity)
}

/// The only named person of the section who has this office.
fn holder(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    role: &Role,
    held: &Offices,
) -> Option<usize> {
    if role.former || role.spokes || role.pronoun.is_some() {
        return None;
    }
    let section = |h: &Held| resolver.lines.get(h.sentence).map(|l| l.sentence.section);
    let here = Some(line.sentence.section);
    let mut found = None;
    for h in held.all() {
        let named = resolver.drafts.get(h.person).is_some_and(|d| !d.unnamed);
        let same = h.role.office == role.office && !h.role.former && named && section(h) == here;
        let apart = !role.objects.is_empty()
            && !h.role.objects.is_empty()
            && !role.objects.iter().any(|o| h.role.objects.contains(o));
        if same && !apart && found.replace(h.person).is_some_and(|other| other != h.person) {
            return None;
        }
    }
    found
}
