//! Entities and their surface forms.

use std::collections::BTreeSet;

use super::align::surfaces;
use super::aspect::Aspect;
use super::compare::Comparison;
use super::facts::Entity;
use crate::evaluate::Count;

/// An entity is right where it is paired with one of its kind; a surface form where the entity paired with its own has
/// it, too. Forms of entities that are not paired do not count as made up: the entity counts already.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (gold, read) = (comparison.gold, comparison.read);
    let alignment = &comparison.alignment;
    let is_right = |one: &&Entity| {
        let pair = alignment.in_gold(&one.id);
        pair.is_some_and(|id| gold.entities.iter().any(|g| g.id == id && g.kind == one.kind))
    };
    let (right, made_up): (Vec<&Entity>, Vec<&Entity>) = read.entities.iter().partition(is_right);
    let found: BTreeSet<&str> = right.iter().filter_map(|one| alignment.in_gold(&one.id)).collect();

    let forms = |entity: &Entity, id: &'_ str| -> BTreeSet<(String, String)> {
        surfaces(entity).into_iter().map(|form| (id.to_owned(), form)).collect()
    };
    let wanted: BTreeSet<_> = gold.entities.iter().flat_map(|one| forms(one, &one.id)).collect();
    let paired = read.entities.iter().filter_map(|one| Some((one, alignment.in_gold(&one.id)?)));
    let had: BTreeSet<_> = paired.flat_map(|(one, id)| forms(one, id)).collect();
    let same = wanted.intersection(&had).count();

    let entities = Count::new(gold.entities.len(), read.entities.len(), right.len());
    comparison.counts.count(Aspect::Entities, entities);
    comparison.counts.count(Aspect::Mentions, Count::new(wanted.len(), had.len(), same));
    let missed = gold.entities.iter().filter(|one| !found.contains(one.id.as_str()));
    for (in_gold, one) in
        missed.map(|one| (true, one)).chain(made_up.into_iter().map(|o| (false, o)))
    {
        comparison.miss(in_gold, "entity", one.kind.as_str().to_owned(), &one.name);
    }
}
