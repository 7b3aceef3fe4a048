//! Where events happen, as far as that tells them apart: towns and facilities, and the countries that they lie in.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::Clusters;
use super::key;
use super::local::{Locals, Ties};
use crate::facts::{EntityId, EntityKind};
use crate::grammar::{Lexicon, Town, fold};

/// The nodes that are places.
pub(super) struct Places<'a> {
    locals: &'a Locals<'a>,
    clusters: &'a Clusters,
    /// Of each node that is a town or facility, the nodes of the countries that it lies in; `None` of all others.
    points: Vec<Option<BTreeSet<usize>>>,
}

/// Where a telling says that something happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Where {
    /// Towns and facilities.
    points: BTreeSet<usize>,
    /// Countries, regions, seas.
    areas: BTreeSet<usize>,
}

impl<'a> Places<'a> {
    /// Cost: linear in the entities.
    pub(super) fn new(locals: &'a Locals<'a>, clusters: &'a Clusters, lexicon: &Lexicon) -> Self {
        let country = |entity: usize| {
            let node = clusters.of.get(entity).copied().flatten();
            node.filter(|&it| is_of(clusters, it, EntityKind::Country))
        };
        let country: Vec<Option<usize>> = (0..locals.all.len()).map(country).collect();
        let ties = Ties::new(locals, &country);
        let codes: BTreeMap<String, usize> = (0..clusters.all.len())
            .filter(|&node| is_of(clusters, node, EntityKind::Country))
            .filter_map(|node| Some((key::iso2(locals, clusters.all.get(node)?)?, node)))
            .collect();
        let points = clusters.all.iter().map(|cluster| {
            let named = cluster.members.iter().filter_map(|&(m, _)| locals.all.get(m));
            let town = town(cluster.is_local(), cluster.kind, lexicon, || {
                named.map(|local| local.entity.name.as_str())
            })?;
            let tied = cluster.members.iter().filter_map(|&(m, _)| ties.countries.get(m)).flatten();
            let mut lies_in: BTreeSet<usize> = tied.copied().collect();
            if lies_in.is_empty() {
                lies_in.extend(town.and_then(|town| codes.get(town.country)).copied());
            }
            Some(lies_in)
        });
        Self { locals, clusters, points: points.collect() }
    }

    /// With what is known of the nodes.
    pub(super) fn known(
        locals: &'a Locals<'a>,
        clusters: &'a Clusters,
        points: Vec<Option<BTreeSet<usize>>>,
    ) -> Self {
        Self { locals, clusters, points }
    }

    /// Is the node a town or facility?
    pub(super) fn is_point(&self, node: usize) -> bool {
        self.points.get(node).is_some_and(Option::is_some)
    }

    /// Where something happened, by the entities that a document names. What is bound to the document says nothing.
    pub(super) fn of(&self, document: usize, ids: &[EntityId]) -> Where {
        let mut found = Where::default();
        for &id in ids {
            let entity = self.locals.number(document, id);
            let node = entity.and_then(|entity| self.clusters.of.get(entity).copied().flatten());
            let Some(node) = node else { continue };
            let cluster = self.clusters.all.get(node).filter(|cluster| !cluster.is_local());
            if cluster.is_none() {
                continue;
            }
            if self.is_point(node) {
                found.points.insert(node);
            } else {
                found.areas.insert(node);
            }
        }
        found
    }

    /// Those of some tellings, by number, which agree where it was, in groups. Who names no town or facility may mean
    /// any: with `or_anywhere` it is counted to the only one that is named, if that lies where it says; else it stands
    /// alone.
    pub(super) fn agreeing(&self, all: &[Where], or_anywhere: bool) -> Vec<Vec<usize>> {
        let points: BTreeSet<&BTreeSet<usize>> =
            all.iter().map(|told| &told.points).filter(|points| !points.is_empty()).collect();
        let areas: BTreeSet<&BTreeSet<usize>> =
            all.iter().map(|told| &told.areas).filter(|areas| !areas.is_empty()).collect();
        let at = |wanted: &BTreeSet<usize>| -> Vec<usize> {
            let there = all.iter().enumerate().filter(|(_, told)| told.points == *wanted);
            there.map(|(i, _)| i).collect()
        };
        let mut points = points.into_iter();
        match (points.next(), points.next()) {
            (None, _) if !or_anywhere => Vec::new(),
            // Nobody names a town: one area, or several that may be far from each other.
            (None, _) if areas.len() < 2 => vec![(0..all.len()).collect()],
            (None, _) => {
                let of = |wanted: &BTreeSet<usize>| {
                    let there = all.iter().enumerate().filter(|(_, told)| told.areas == *wanted);
                    there.map(|(i, _)| i).collect()
                };
                areas.into_iter().map(of).collect()
            }
            (Some(only), None) if or_anywhere => {
                let fits = |told: &Where| {
                    told.points == *only
                        || told
                            .areas
                            .iter()
                            .all(|&area| only.iter().all(|&point| self.lies_in(point, area)))
                };
                vec![(0..all.len()).filter(|&i| all.get(i).is_some_and(fits)).collect()]
            }
            (Some(only), None) => vec![at(only)],
            (Some(first), Some(second)) => {
                [first, second].into_iter().chain(points).map(at).collect()
            }
        }
    }

    fn lies_in(&self, point: usize, area: usize) -> bool {
        self.points.get(point).and_then(Option::as_ref).is_some_and(|all| all.contains(&area))
    }
}

/// Is a node a town or facility, and which town is it, where that is known? `names` gives the names of its members: first that
/// of the first.
pub(super) fn town<'l, 'n, N: Iterator<Item = &'n str>>(
    is_local: bool,
    kind: EntityKind,
    lexicon: &'l Lexicon,
    names: impl FnOnce() -> N,
) -> Option<Option<Town<'l>>> {
    match kind {
        _ if is_local => None,
        EntityKind::Facility => Some(None),
        EntityKind::Place => {
            let mut towns = names().map(|name| lexicon.town(&fold(name.trim())));
            let first = towns.next().flatten().filter(|first| {
                !first.region && towns.all(|town| town.is_none_or(|town| !town.region))
            });
            first.map(Some)
        }
        _ => None,
    }
}

fn is_of(clusters: &Clusters, node: usize, kind: EntityKind) -> bool {
    clusters.all.get(node).is_some_and(|cluster| cluster.kind == kind)
}
