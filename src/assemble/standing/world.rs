//! A few documents as the rules see all of them: with small numbers, and what is known of the nodes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cluster::{Cluster, Clusters};
use super::super::copies::Copies;
use super::super::key::Called;
use super::super::local::Locals;
use super::super::places::Places;
use super::{Standing, Who};

/// Some documents.
pub(super) struct World<'w> {
    /// Their numbers in the standing.
    pub numbers: Vec<u64>,
    /// The numbers of the nodes in the standing.
    pub nodes: Vec<usize>,
    pub locals: Locals<'w>,
    pub clusters: Clusters,
    pub called: Vec<Called>,
    pub copies: Copies,
    points: Vec<Option<BTreeSet<usize>>>,
}

impl World<'_> {
    pub(super) fn places(&self) -> Places<'_> {
        Places::known(&self.locals, &self.clusters, self.points.clone())
    }

    /// The small number of a document.
    pub(super) fn number(&self, document: u64) -> Option<usize> {
        self.numbers.binary_search(&document).ok()
    }
}

impl Standing {
    /// These documents, with the originals of those that have the text of another. Cost: linear in them.
    pub(super) fn world(&self, documents: &BTreeSet<u64>) -> World<'_> {
        let mut all = documents.clone();
        all.retain(|&number| self.documents.get(number).is_some());
        let copy = |number: &u64| Some(self.documents.get(*number)?.copy?.0);
        all.extend(documents.iter().filter_map(copy));
        let numbers: Vec<u64> = all.into_iter().collect();
        let reads: Vec<_> = numbers.iter().filter_map(|&it| self.documents.get(it)).collect();
        let locals = Locals::new(reads.iter().map(|read| &*read.read).collect());
        let mut small: BTreeMap<usize, usize> = BTreeMap::new();
        let mut clusters = Clusters::default();
        let mut nodes: Vec<usize> = Vec::new();
        for (&document, read) in numbers.iter().zip(&reads) {
            for (at, state) in read.entities.iter().enumerate() {
                let number = clusters.of.len();
                let place = state.node.zip(state.reason).map(|(node, reason)| {
                    let place = *small.entry(node).or_insert_with(|| {
                        nodes.push(node);
                        let kind = self.node(node).kind;
                        clusters.all.push(Cluster { kind, members: Vec::new(), country: None });
                        nodes.len() - 1
                    });
                    clusters.all[place].members.push((number, reason));
                    place
                });
                debug_assert!(place.is_some(), "{:?}", self.entity(Who { document, at }));
                clusters.of.push(place);
            }
        }
        let called = nodes.iter().map(|&node| {
            let node = self.node(node);
            Called { key: node.key.clone(), name: node.name.clone() }
        });
        let called = called.collect();
        let points = nodes.iter().map(|&node| {
            let lies_in = self.node(node).point.as_ref()?;
            Some(lies_in.iter().filter_map(|country| small.get(country).copied()).collect())
        });
        let points = points.collect();
        let copies = reads.iter().map(|read| {
            let (first, likeness) = read.copy?;
            Some((numbers.binary_search(&first).ok()?, likeness))
        });
        let copies = Copies { of: copies.collect() };
        World { numbers, nodes, locals, clusters, called, copies, points }
    }
}
