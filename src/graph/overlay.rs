//! What a graph was before it was written to: kept, so that what it was made of can change and all be written to it again.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::evidence::Evidence;
use super::store::{Graph, Node, NodeId, RelId, Relationship};
use petgraph::stable_graph::{EdgeIndex, NodeIndex};

/// The nodes and relationships that were written to, as they were, by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Overlay {
    /// How many there were. What has a greater number was added.
    nodes: usize,
    relationships: usize,
    pub(super) old_nodes: FxHashMap<usize, Node>,
    pub(super) old_relationships: FxHashMap<usize, (NodeId, NodeId, Relationship)>,
}

impl Graph {
    /// From now on what is written to is kept as it was. The graph must have no gaps.
    pub(crate) fn keep_what_was(&mut self) {
        self.overlay = Some(Box::new(Overlay {
            nodes: self.node_count(),
            relationships: self.relationship_count(),
            ..Overlay::default()
        }));
    }

    /// Notes how a node was before it was written to first.
    pub(super) fn note_node(&mut self, id: NodeId, was: impl FnOnce(&Node) -> Node) {
        let (Some(overlay), Some(node)) = (&mut self.overlay, self.inner.node_weight(id.0)) else {
            return;
        };
        let number = id.0.index();
        if number < overlay.nodes && !overlay.old_nodes.contains_key(&number) {
            overlay.old_nodes.insert(number, was(node));
        }
    }

    /// Notes how a relationship was before it was written to first.
    pub(super) fn note_relationship(
        &mut self,
        id: RelId,
        was: impl FnOnce(&Relationship) -> Relationship,
    ) {
        let Some((from, to)) = self.ends(id) else { return };
        let (Some(overlay), Some(it)) = (&mut self.overlay, self.inner.edge_weight(id.0)) else {
            return;
        };
        let number = id.0.index();
        if number < overlay.relationships && !overlay.old_relationships.contains_key(&number) {
            overlay.old_relationships.insert(number, (from, to, was(it)));
        }
    }

    /// How many nodes and relationships there were before it was written to.
    pub(crate) fn size_before(&self) -> (usize, usize) {
        let now = || (self.node_count(), self.relationship_count());
        self.overlay.as_ref().map_or_else(now, |it| (it.nodes, it.relationships))
    }

    /// The key of the node that was at this place in the order of all.
    pub(crate) fn key_at(&self, number: usize) -> Option<&Arc<str>> {
        let old = self.overlay.as_ref().and_then(|it| it.old_nodes.get(&number));
        let now = || self.inner.node_weight(NodeIndex::new(number));
        old.or_else(now).map(|node| &node.key)
    }

    /// What proved the relationship that was at this place in the order of all.
    pub(crate) fn evidence_at(&self, number: usize) -> &[Evidence] {
        let old = self.overlay.as_ref().and_then(|it| it.old_relationships.get(&number));
        let now = || self.inner.edge_weight(EdgeIndex::new(number));
        old.map(|(.., it)| it).or_else(now).map_or(&[], |it| &it.evidence)
    }
}
