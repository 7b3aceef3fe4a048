//! A graph that is being written to, as the evaluator reads it: without what was deleted.

use std::sync::Arc;

use super::dataset::{Dataset, Stop, Visit};
use crate::graph::{Draft, Graph, NodeId, Properties, RelId, Way};

/// The graph below, deleted things included.
fn below<'d>(draft: &'d Draft<'_>) -> &'d dyn Dataset {
    let graph: &Graph = draft.graph();
    graph
}

impl Dataset for Draft<'_> {
    fn node_count(&self) -> usize {
        below(self).node_count().saturating_sub(self.deleted_nodes())
    }

    fn relationship_count(&self) -> usize {
        below(self).relationship_count().saturating_sub(self.deleted_relationships())
    }

    fn label_count(&self, label: &str) -> usize {
        below(self).label_count(label)
    }

    fn type_count(&self, kind: &str) -> usize {
        below(self).type_count(kind)
    }

    fn nodes(&self, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop> {
        below(self).nodes(&mut |node| if self.is_deleted(node) { Ok(()) } else { visit(node) })
    }

    fn nodes_with_label(&self, label: &str, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop> {
        below(self).nodes_with_label(label, &mut |node| {
            if self.is_deleted(node) { Ok(()) } else { visit(node) }
        })
    }

    fn nodes_with_name(&self, name: &str, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop> {
        below(self).nodes_with_name(name, &mut |node| {
            if self.is_deleted(node) { Ok(()) } else { visit(node) }
        })
    }

    fn name_count(&self, name: &str) -> usize {
        below(self).name_count(name)
    }

    fn relationships(&self, visit: &mut Visit<'_, RelId>) -> Result<(), Stop> {
        below(self).relationships(&mut |relationship| {
            if self.is_deleted_relationship(relationship) { Ok(()) } else { visit(relationship) }
        })
    }

    fn relationships_of(
        &self,
        node: NodeId,
        way: Way,
        types: &[Arc<str>],
        visit: &mut Visit<'_, (RelId, NodeId)>,
    ) -> Result<(), Stop> {
        below(self).relationships_of(node, way, types, &mut |(relationship, other)| {
            let gone = self.is_deleted_relationship(relationship);
            if gone { Ok(()) } else { visit((relationship, other)) }
        })
    }

    fn has_fewer(&self, node: NodeId, than: NodeId) -> bool {
        below(self).has_fewer(node, than)
    }

    fn by_key(&self, key: &str) -> Option<NodeId> {
        below(self).by_key(key).filter(|&node| !self.is_deleted(node))
    }

    fn key(&self, node: NodeId) -> Option<Arc<str>> {
        below(self).key(node)
    }

    fn labels(&self, node: NodeId) -> &[Arc<str>] {
        below(self).labels(node)
    }

    fn kind(&self, relationship: RelId) -> Option<&Arc<str>> {
        below(self).kind(relationship)
    }

    fn ends(&self, relationship: RelId) -> Option<(NodeId, NodeId)> {
        below(self).ends(relationship)
    }

    fn node_properties(&self, node: NodeId) -> Option<&Properties> {
        below(self).node_properties(node)
    }

    fn relationship_properties(&self, relationship: RelId) -> Option<&Properties> {
        below(self).relationship_properties(relationship)
    }

    fn all_labels(&self) -> Vec<Arc<str>> {
        below(self).all_labels()
    }

    fn all_types(&self) -> Vec<Arc<str>> {
        below(self).all_types()
    }

    fn all_property_names(&self) -> Vec<Arc<str>> {
        below(self).all_property_names()
    }

    fn is_deleted(&self, node: NodeId) -> bool {
        Self::is_deleted(self, node)
    }

    fn is_deleted_relationship(&self, relationship: RelId) -> bool {
        Self::is_deleted_relationship(self, relationship)
    }
}
