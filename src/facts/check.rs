//! Whether a document and its facts fit together.

use std::collections::BTreeSet;

use super::{DocumentFacts, Entity, EntityId, Evidence, Id, ReadDocument};
use crate::text::Span;

/// What does not fit in the facts of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("document {document:?}: {problem}")]
pub struct FactsError {
    /// The document's id.
    pub document: String,
    /// What is wrong, with the id of the fact.
    pub problem: String,
    /// The id or span that does not fit, as it is written in a file: to find the place by.
    pub clue: String,
}

/// What is wrong, and the clue to it.
type Problem = (String, String);

/// Checks that ids are given once, that each one named is there, that spans fit the text, and
/// that the facts are the document's own. Cost: near linear in the facts.
///
/// # Errors
/// The first thing that does not fit.
pub fn check(read: &ReadDocument) -> Result<(), FactsError> {
    first_problem(read).map_or(Ok(()), |(problem, clue)| {
        Err(FactsError { document: read.document.id.clone(), problem, clue })
    })
}

fn first_problem(read: &ReadDocument) -> Option<Problem> {
    let (document, facts) = (&read.document, &read.facts);
    if facts.doc != document.id {
        let problem = format!("the facts say that they are of {:?}", facts.doc);
        return Some((problem, String::new()));
    }
    if facts.date != document.date {
        let problem = "the date of the facts is not that of the document";
        return Some((problem.to_owned(), String::new()));
    }
    let fits = |span: Span| match &read.excerpts {
        Some(_) => span.start <= span.end,
        None => document.text.get(span.start..span.end).is_some(),
    };
    if let Some(span) = std::iter::once(document.body).chain(document.title).find(|s| !fits(*s)) {
        let problem = format!("title or body at {} does not fit the text", shown(span));
        return Some((problem, written(span)));
    }
    ids(facts)
        .or_else(|| {
            let of = |entity: &Entity| entity.spans.iter().copied().find(|span| !fits(*span));
            facts.entities.iter().find_map(|entity| {
                of(entity).map(|span| {
                    let at = shown(span);
                    let problem =
                        format!("{}: the mention at {at} does not fit the text", entity.id);
                    (problem, written(span))
                })
            })
        })
        .or_else(|| facts.evidence().find_map(|evidence| unfit(evidence, fits)))
        .or_else(|| numbers(facts))
}

fn unfit(evidence: &Evidence, fits: impl Fn(Span) -> bool) -> Option<Problem> {
    let span = [evidence.span, evidence.sentence].into_iter().find(|span| !fits(*span))?;
    let (frame, at) = (&evidence.frame, shown(span));
    Some((format!("the evidence of {frame:?} at {at} does not fit the text"), written(span)))
}

fn written(span: Span) -> String {
    format!("({}, {})", span.start, span.end)
}

fn shown(span: Span) -> String {
    format!("bytes {} to {}", span.start, span.end)
}

/// Ids that are given twice, or named and not there.
fn ids(facts: &DocumentFacts) -> Option<Problem> {
    let mut entities = BTreeSet::new();
    let twice = first_twice(facts.entities.iter().map(|entity| entity.id), &mut entities)
        .or_else(|| first_twice(facts.events.iter().map(|event| event.id), &mut BTreeSet::new()))
        .or_else(|| first_twice(facts.statements.iter().map(|said| said.id), &mut BTreeSet::new()));
    if let Some(id) = twice {
        return Some((format!("the id {id:?} is given twice"), format!("{id:?}")));
    }
    let dangling = |owner: &dyn Fn() -> String, named: &[&[EntityId]]| {
        let missing =
            named.iter().copied().flatten().find(|id| !entities.contains(id))?.to_string();
        let problem = format!("{} names the entity {missing:?}, which is not there", owner());
        Some((problem, format!("{missing:?}")))
    };
    let relations = facts.relations.iter().enumerate().find_map(|(i, relation)| {
        let owner = || format!("relation {} ({})", i + 1, relation.kind);
        dangling(&owner, &[&[relation.subject, relation.object]])
    });
    relations
        .or_else(|| {
            facts.events.iter().find_map(|event| {
                dangling(&|| event.id.to_string(), &[&event.actor, &event.target, &event.place])
            })
        })
        .or_else(|| {
            facts.statements.iter().find_map(|said| {
                let named = [&[said.speaker], &*said.audience, &*said.about];
                dangling(&|| said.id.to_string(), &named)
            })
        })
}

/// The first id that stands twice, as it is written.
fn first_twice<const LETTER: char>(
    mut ids: impl Iterator<Item = Id<LETTER>>,
    seen: &mut BTreeSet<Id<LETTER>>,
) -> Option<String> {
    ids.find(|id| !seen.insert(*id)).map(|id| id.to_string())
}

fn numbers(facts: &DocumentFacts) -> Option<Problem> {
    facts.events.iter().find_map(|event| {
        let bad = event
            .quantities
            .iter()
            .find(|q| !q.value.is_finite() || q.max.is_some_and(|max| !max.is_finite()))?;
        let problem = format!("{}: the quantity {:?} is not a finite number", event.id, bad.what);
        Some((problem, format!("what: {:?}", bad.what)))
    })
}
