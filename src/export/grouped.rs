//! Nodes by their labels, and relationships by their type and the labels at their ends: for formats that write each such
//! group on its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::export::Exported;
use crate::graph::{Labels, NodeId, RelId};

/// Nodes by their labels, sorted. Memory: a number for each node.
pub(super) fn nodes(what: &Exported<'_>) -> BTreeMap<Labels, Vec<NodeId>> {
    let mut groups: BTreeMap<Labels, Vec<NodeId>> = BTreeMap::new();
    for (id, node) in what.part.each_node(what.graph) {
        match groups.get_mut(&node.labels) {
            Some(group) => group.push(id),
            None => drop(groups.insert(node.labels.clone(), vec![id])),
        }
    }
    groups
}

/// A type of relationships, with the first labels at both ends.
pub(super) type Between = (Arc<str>, Option<Arc<str>>, Option<Arc<str>>);

/// Relationships by their type and the first labels at both ends, sorted. Memory: a number for each relationship.
pub(super) fn relationships(what: &Exported<'_>) -> BTreeMap<Between, Vec<RelId>> {
    let first = |number: usize| {
        let node = what.graph.node(*what.part.nodes().get(number)?)?;
        node.labels.first().cloned()
    };
    let mut groups: BTreeMap<Between, Vec<RelId>> = BTreeMap::new();
    for edge in what.part.edges(what.graph) {
        let kind = (edge.relationship.kind.clone(), first(edge.from), first(edge.to));
        groups.entry(kind).or_default().push(edge.id);
    }
    groups
}
