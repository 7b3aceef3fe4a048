//! Where facilities lie by their own names: "the embassy in Quito", "Arica harbour", "a hospital run by Andea in Arica".

use super::candidate::{Candidate, Seems};
use super::described::qualifier;
use super::entities::MentionForm;
use super::holdings::kept_by;
use super::line::Line;
use super::located::{Lies, is_wide, wider_at};
use super::resolve::Resolver;
use crate::grammar::{EntityKind, WordClass};

/// Where what is described by its place lies. Cost: a bounded stretch behind the mention, and the sentence's mentions.
pub(super) fn find(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Lies> {
    let facility = candidate.entity.is_some_and(|e| resolver.kind(e) == Some(EntityKind::Facility));
    inside(resolver, line, list, candidate).or_else(|| {
        facility.then(|| {
            named_after(resolver, line, list, candidate)
                .or_else(|| beyond_owner(resolver, line, list, candidate))
        })?
    })
}

/// "the embassy in Quito" as one description.
fn inside(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Lies> {
    let (_, inner) = qualifier(list, &candidate.words).find(|(_, c)| {
        c.words.start > candidate.core.start
            && ["in", "at"].into_iter().any(|w| {
                line.before(c.words.start) == w
                    || c.words.start > 1
                        && line.folded(c.words.start - 2) == w
                        && line.before(c.words.start) == "the"
            })
    })?;
    let whole = inner.entity.filter(|&e| is_wide(resolver, e))?;
    Some((whole, line.span(&candidate.words), ("facility/in", 80)))
}

/// "a hospital run by Andea in Arica", "the headquarters of the Port Council in Arica".
fn beyond_owner(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Lies> {
    let end = candidate.words.end;
    let owner = if line.folded(end) == "of" { end + 1 } else { kept_by(line, end)? };
    let owner = owner + usize::from(line.folded(owner) == "the");
    let body = list.iter().filter(|c| {
        c.words.start == owner
            && c.entity.is_some_and(|e| {
                matches!(resolver.kind(e), Some(EntityKind::Organization | EntityKind::Country))
            })
    });
    let behind = body.max_by_key(|c| c.words.len())?.words.end;
    if !matches!(line.folded(behind), "in" | "at") {
        return None;
    }
    let wider = wider_at(resolver, line, list, behind + 1)?;
    let whole = wider.entity.filter(|&e| is_wide(resolver, e))?;
    let span = line.span(&(candidate.words.start..wider.words.end));
    (!matches!(wider.seems, Seems::Adjective(_))).then_some((whole, span, ("facility/in", 70)))
}

/// "the Arica base", "Arica harbour": a facility that is called by its town.
fn named_after(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Lies> {
    let town = list.iter().filter(|c| {
        c.words.start == candidate.core.start
            && c.words.end < candidate.core.end
            && c.form == MentionForm::Name
            && !line.is_possessive(c.words.end)
            && matches!(c.seems, Seems::Town | Seems::Capital(_))
    });
    let town = town.max_by_key(|c| c.words.len())?;
    let whole = town.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Place))?;
    let head = line.phrase_at(town.words.end, candidate.core.end, &[WordClass::FacilityHeads]);
    let kept = (town.words.end + head == candidate.core.end) && head > 0;
    // A dam or a pipeline is called by a river or by where it leads.
    let far = matches!(
        line.folded(candidate.core.end - 1),
        "dam" | "pipeline" | "bridge" | "canal" | "railway" | "tunnel" | "corridor" | "garrison"
    );
    (kept && !far && !line.is_capital(town.words.end))
        .then(|| (whole, line.span(&candidate.words), ("facility/town", 70)))
}
