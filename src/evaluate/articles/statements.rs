//! Statements: matched by what was said, then compared.

use std::collections::BTreeSet;

use super::align::Who;
use super::aspect::Aspect;
use super::compare::Comparison;
use super::facts::{ComparedFacts, Statement};
use crate::evaluate::Count;
use crate::evaluate::matching::one_to_one;
use crate::evaluate::wording::{Wording, same_content};

/// Two statements match where their contents share half of their words; they are right where the speaker is, too.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (gold, read) = (comparison.gold, comparison.read);
    let alignment = &comparison.alignment;
    let said = |facts: &ComparedFacts| -> Vec<Wording> {
        facts.statements.iter().map(|one| Wording::new(&one.content)).collect()
    };
    let (wanted, had) = (said(gold), said(read));
    let pairs = one_to_one(wanted.len(), had.len(), |g, r| match (wanted.get(g), had.get(r)) {
        (Some(wanted), Some(had)) => same_content(wanted, had),
        _ => 0.0,
    });
    let (mut found, mut right) = (BTreeSet::new(), BTreeSet::new());
    let (mut kind, mut about, mut audience) =
        (Count::default(), Count::default(), Count::default());
    for &(g, r) in &pairs {
        let (Some(wanted), Some(had)) = (gold.statements.get(g), read.statements.get(r)) else {
            continue;
        };
        if alignment.in_gold(&had.speaker) != Some(wanted.speaker.as_str()) {
            continue;
        }
        found.insert(g);
        right.insert(r);
        kind.add(Count::new(1, 1, usize::from(wanted.kind == had.kind)));
        let wanted_ones = |ids| entities(ids, |id| alignment.wanted(id));
        let had_ones = |ids| entities(ids, |id| alignment.read(id));
        about.add(shared(&wanted_ones(&wanted.about), &had_ones(&had.about)));
        audience.add(shared(&wanted_ones(&wanted.audience), &had_ones(&had.audience)));
    }
    let count = |right| Count::new(wanted.len(), had.len(), right);
    let counts = &mut comparison.counts;
    counts.count(Aspect::Contents, count(pairs.len()));
    counts.count(Aspect::Statements, count(right.len()));
    counts.count(Aspect::Kind, kind);
    counts.count(Aspect::About, about);
    counts.count(Aspect::Audience, audience);
    note(comparison, true, gold, &found);
    note(comparison, false, read, &right);
}

/// Notes the statements of one side that are not right.
fn note(
    comparison: &mut Comparison<'_>,
    in_gold: bool,
    side: &ComparedFacts,
    right: &BTreeSet<usize>,
) {
    let told = |one: &Statement| side.name_of(&one.speaker).to_owned();
    for (_, one) in side.statements.iter().enumerate().filter(|(at, _)| !right.contains(at)) {
        let quote = if one.content.is_empty() { &one.quote } else { &one.content };
        comparison.miss(in_gold, "statement", told(one), quote);
    }
}

fn entities<'f>(
    ids: &'f Option<Vec<String>>,
    who: impl Fn(&'f str) -> Who<'f>,
) -> BTreeSet<Who<'f>> {
    ids.iter().flatten().map(|id| who(id)).collect()
}

fn shared(gold: &BTreeSet<Who<'_>>, read: &BTreeSet<Who<'_>>) -> Count {
    Count::new(gold.len(), read.len(), gold.intersection(read).count())
}
