//! Standing relations, and the offices of those that hold them.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{Who, surface};
use super::aspect::Aspect;
use super::compare::Comparison;
use super::facts::{ComparedFacts, Relation};
use crate::evaluate::Count;

/// A relation as it is compared: type, subject, object.
type Triple<'f> = (&'f str, Who<'f>, Who<'f>);

/// A relation is right where its type, subject and object are; the same one told twice counts once. Offices are
/// compared where both sides have the relation.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (gold, read) = (comparison.gold, comparison.read);
    let alignment = &comparison.alignment;
    let wanted_one = |r| triple(r, |id| alignment.wanted(id));
    let read_one = |r| triple(r, |id| alignment.read(id));
    let wanted: BTreeMap<Triple<'_>, &Relation> = first(gold, wanted_one);
    let had: BTreeMap<Triple<'_>, &Relation> = first(read, read_one);
    let right = wanted.keys().filter(|key| had.contains_key(*key)).count();
    let relations = Count::new(wanted.len(), had.len(), right);

    let in_both = |key: &Triple<'_>| wanted.contains_key(key) && had.contains_key(key);
    let wanted_offices = offices(gold, wanted_one);
    let had_offices = offices(read, read_one);
    let held: BTreeSet<_> = wanted_offices.iter().filter(|o| in_both(&o.0)).collect();
    let told: BTreeSet<_> = had_offices.iter().filter(|o| in_both(&o.0)).collect();
    let same = Count::new(held.len(), told.len(), held.intersection(&told).count());

    let missed: Vec<&Relation> =
        wanted.iter().filter(|(key, _)| !had.contains_key(*key)).map(|(_, one)| *one).collect();
    let made_up: Vec<&Relation> =
        had.iter().filter(|(key, _)| !wanted.contains_key(*key)).map(|(_, one)| *one).collect();
    comparison.counts.count(Aspect::Relations, relations);
    comparison.counts.count(Aspect::Office, same);
    for one in missed {
        comparison.miss(true, "relation", told_of(gold, one), &one.quote);
    }
    for one in made_up {
        comparison.miss(false, "relation", told_of(read, one), &one.quote);
    }
}

fn triple<'f>(relation: &'f Relation, who: impl Fn(&'f str) -> Who<'f>) -> Triple<'f> {
    (relation.kind.as_str(), who(&relation.subject), who(&relation.object))
}

/// Each relation once, the first that tells it.
fn first<'f>(
    facts: &'f ComparedFacts,
    key: impl Fn(&'f Relation) -> Triple<'f>,
) -> BTreeMap<Triple<'f>, &'f Relation> {
    let mut found = BTreeMap::new();
    for relation in &facts.relations {
        found.entry(key(relation)).or_insert(relation);
    }
    found
}

/// The relations that have an office, each with the office as it is compared.
fn offices<'f>(
    facts: &'f ComparedFacts,
    key: impl Fn(&'f Relation) -> Triple<'f>,
) -> BTreeSet<(Triple<'f>, String)> {
    let held = |r: &&Relation| matches!(r.kind.as_str(), "holds_office" | "former_office");
    let office = |r: &Relation| surface(r.value.as_deref().unwrap_or(""));
    facts.relations.iter().filter(held).map(|r| (key(r), office(r))).collect()
}

/// A relation in words.
fn told_of(facts: &ComparedFacts, relation: &Relation) -> String {
    let (subject, object) = (facts.name_of(&relation.subject), facts.name_of(&relation.object));
    format!("{} {subject} → {object}", relation.kind)
}
