//! A graph while a statement writes to it: what is read sees what was written before, and all of it is kept, or none.
//!
//! Nodes and relationships that are deleted stay in the store until the end, so that no number is used again while
//! somebody may still hold it; they are only not found any more.

mod effects;
mod lists;
mod record;

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::change::sorted as sorted_labels;
use super::evidence::Origin;
use super::properties::Properties;
use super::store::{Graph, Labels, Node, NodeId, RelId, Relationship, Way};
pub use effects::Effects;
use lists::{Lists, name_of};

/// What takes a change back.
#[derive(Debug)]
enum Undo {
    Node(NodeId),
    Relationship(RelId),
    NodeProperties(NodeId, Properties),
    RelationshipProperties(RelId, Properties),
    Labels(NodeId, Labels),
    Origin(NodeId, Origin),
    DeadRelationship(RelId),
}

/// Why a draft cannot be kept, or changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// A node is to be deleted that still has relationships.
    #[error("a node cannot be deleted while it has relationships")]
    Connected(NodeId),
    /// The node or relationship was deleted before.
    #[error("it was deleted before")]
    Deleted,
}

/// A graph with changes that are not kept yet. Dropped without [`Draft::keep`] it leaves the graph as it was.
#[derive(Debug)]
pub struct Draft<'g> {
    graph: &'g mut Graph,
    undo: Vec<Undo>,
    dead_nodes: FxHashSet<NodeId>,
    dead_relationships: FxHashSet<RelId>,
    lists: Lists,
    labels_before: BTreeSet<Arc<str>>,
    /// The number that the next key is tried with.
    next_key: usize,
}

impl<'g> Draft<'g> {
    /// Begins to change a graph. Cost: the number of its labels.
    pub fn new(graph: &'g mut Graph) -> Self {
        graph.forget();
        let labels_before = graph.labels().map(|(label, _)| label.clone()).collect();
        Self {
            next_key: graph.node_count(),
            graph,
            undo: Vec::new(),
            dead_nodes: FxHashSet::default(),
            dead_relationships: FxHashSet::default(),
            lists: Lists::default(),
            labels_before,
        }
    }

    /// The graph with the changes, deleted things included.
    pub fn graph(&self) -> &Graph {
        self.graph
    }

    /// Was the node deleted?
    pub fn is_deleted(&self, node: NodeId) -> bool {
        !self.dead_nodes.is_empty() && self.dead_nodes.contains(&node)
    }

    /// Was the relationship deleted?
    pub fn is_deleted_relationship(&self, relationship: RelId) -> bool {
        !self.dead_relationships.is_empty() && self.dead_relationships.contains(&relationship)
    }

    /// How many nodes were deleted.
    pub fn deleted_nodes(&self) -> usize {
        self.dead_nodes.len()
    }

    /// How many relationships were deleted.
    pub fn deleted_relationships(&self) -> usize {
        self.dead_relationships.len()
    }

    /// Adds a node with a new key.
    pub fn add_node(&mut self, labels: Vec<Arc<str>>, properties: Properties) -> NodeId {
        let key = loop {
            let key: Arc<str> = format!("added/{}", self.next_key).into();
            self.next_key += 1;
            if self.graph.by_key(&key).is_none() {
                break key;
            }
        };
        self.insert(key, labels, properties)
    }

    /// Adds a node with this key; `None` where a node has it.
    pub fn add_node_as(
        &mut self,
        key: Arc<str>,
        labels: Vec<Arc<str>>,
        properties: Properties,
    ) -> Option<NodeId> {
        let free = self.graph.by_key(&key).is_none();
        free.then(|| self.insert(key, labels, properties))
    }

    fn insert(&mut self, key: Arc<str>, labels: Vec<Arc<str>>, properties: Properties) -> NodeId {
        let labels = sorted_labels(labels);
        let properties = properties.without_nulls();
        self.count(&properties, true);
        let node = Node { key: key.clone(), labels, properties, evidence: Origin::default() };
        let id = NodeId(self.graph.inner.add_node(node));
        self.graph.enter_key(&key, id);
        if let Some(node) = self.graph.inner.node_weight(id.0) {
            let (labels, name) = (node.labels.clone(), name_of(&node.properties));
            self.lists.enter(self.graph, id, &labels, name);
        }
        self.undo.push(Undo::Node(id));
        id
    }

    /// Adds a relationship.
    ///
    /// # Errors
    /// One of its ends was deleted.
    pub fn add_relationship(
        &mut self,
        from: NodeId,
        to: NodeId,
        kind: Arc<str>,
        properties: Properties,
    ) -> Result<RelId, DraftError> {
        self.add_relationship_of(from, to, kind, properties, Origin::default())
    }

    /// The same of one that was read or imported.
    pub(super) fn add_relationship_of(
        &mut self,
        from: NodeId,
        to: NodeId,
        kind: Arc<str>,
        properties: Properties,
        evidence: Origin,
    ) -> Result<RelId, DraftError> {
        if self.is_deleted(from) || self.is_deleted(to) {
            return Err(DraftError::Deleted);
        }
        let properties = properties.without_nulls();
        self.count(&properties, true);
        *self.graph.by_type.entry(kind.clone()).or_default() += 1;
        let relationship = Relationship { kind, properties, evidence };
        let id = RelId(self.graph.inner.add_edge(from.0, to.0, relationship));
        self.undo.push(Undo::Relationship(id));
        Ok(id)
    }

    /// Gives a node other properties; those without a value are left out.
    ///
    /// # Errors
    /// It was deleted.
    pub fn set_properties(&mut self, id: NodeId, properties: Properties) -> Result<(), DraftError> {
        if self.is_deleted(id) {
            return Err(DraftError::Deleted);
        }
        if let Some(old) = self.exchange(id, properties.without_nulls()) {
            self.undo.push(Undo::NodeProperties(id, old));
        }
        Ok(())
    }

    /// Puts properties in the place of a node's; those that it had.
    fn exchange(&mut self, id: NodeId, properties: Properties) -> Option<Properties> {
        self.count(&properties, true);
        let name = name_of(&properties);
        let node = self.graph.inner.node_weight_mut(id.0)?;
        let old = std::mem::replace(&mut node.properties, properties);
        let old_name = name_of(&old);
        self.count(&old, false);
        if old_name != name {
            self.lists.rename(self.graph, id, old_name, name);
        }
        Some(old)
    }

    /// Gives a relationship other properties; those without a value are left out.
    ///
    /// # Errors
    /// It was deleted.
    pub fn set_relationship_properties(
        &mut self,
        id: RelId,
        properties: Properties,
    ) -> Result<(), DraftError> {
        if self.is_deleted_relationship(id) {
            return Err(DraftError::Deleted);
        }
        let properties = properties.without_nulls();
        self.count(&properties, true);
        if let Some(relationship) = self.graph.inner.edge_weight_mut(id.0) {
            let old = std::mem::replace(&mut relationship.properties, properties);
            self.count(&old, false);
            self.undo.push(Undo::RelationshipProperties(id, old));
        }
        Ok(())
    }

    /// Gives a node other labels, in any order.
    ///
    /// # Errors
    /// It was deleted.
    pub fn set_labels(&mut self, id: NodeId, labels: Vec<Arc<str>>) -> Result<(), DraftError> {
        if self.is_deleted(id) {
            return Err(DraftError::Deleted);
        }
        if let Some(old) = self.exchange_labels(id, sorted_labels(labels)) {
            self.undo.push(Undo::Labels(id, old));
        }
        Ok(())
    }

    /// Lets what proves another node prove this one, too; a line of a table that it was made from stays.
    pub(super) fn take_over(&mut self, id: NodeId, more: &Origin) {
        let Some(node) = self.graph.inner.node_weight_mut(id.0) else { return };
        let both = match (&node.evidence, more) {
            (Origin::Row(_), _) => return,
            (Origin::Text(none), Origin::Row(_)) if none.is_empty() => more.clone(),
            (Origin::Text(_), Origin::Row(_)) => return,
            (Origin::Text(one), Origin::Text(other)) => {
                let mut all = [&**one, &**other].concat();
                all.sort();
                all.dedup();
                Origin::Text(all.into())
            }
        };
        let old = std::mem::replace(&mut node.evidence, both);
        self.undo.push(Undo::Origin(id, old));
    }

    fn exchange_labels(&mut self, id: NodeId, labels: Labels) -> Option<Labels> {
        let node = self.graph.inner.node_weight_mut(id.0)?;
        let old = std::mem::replace(&mut node.labels, labels.clone());
        self.lists.relabel(self.graph, id, &old, &labels);
        Some(old)
    }

    /// Deletes a relationship, unless it was deleted before.
    pub fn delete_relationship(&mut self, id: RelId) {
        let Some(relationship) = self.graph.inner.edge_weight(id.0) else { return };
        let kind = relationship.kind.clone();
        if self.dead_relationships.insert(id) {
            decrease(self.graph.by_type.get_mut(&kind));
            self.undo.push(Undo::DeadRelationship(id));
        }
    }

    /// Deletes a node, unless it was deleted before; with its relationships where `detach` says so. Cost: its degree.
    pub fn delete_node(&mut self, id: NodeId, detach: bool) {
        if detach {
            let all: Vec<RelId> =
                self.graph.relationships_of(id, Way::Both).map(|(rel, _)| rel).collect();
            all.into_iter().for_each(|relationship| self.delete_relationship(relationship));
        }
        self.dead_nodes.insert(id);
    }

    /// To be called between two clauses, and before the graph is read between two changes: brings the lists of nodes by
    /// label and by name up to date. Cost: the lists that something was taken from.
    pub fn settle(&mut self) {
        self.lists.settle(self.graph);
    }

    fn count(&mut self, properties: &Properties, more: bool) {
        for name in properties.keys() {
            if more {
                *self.graph.property_names.entry(name.clone()).or_default() += 1;
            } else {
                decrease(self.graph.property_names.get_mut(name));
            }
        }
    }

    /// Keeps the changes.
    ///
    /// # Errors
    /// A deleted node still has relationships; nothing is kept then.
    pub fn keep(mut self) -> Result<Effects, DraftError> {
        let dead: Vec<NodeId> = sorted(&self.dead_nodes);
        for &id in &dead {
            let connected = self
                .graph
                .relationships_of(id, Way::Both)
                .any(|(relationship, _)| !self.dead_relationships.contains(&relationship));
            if connected {
                return Err(DraftError::Connected(id));
            }
        }
        for &id in &dead {
            if let Some(node) = self.graph.inner.node_weight(id.0) {
                let (labels, name) = (node.labels.clone(), name_of(&node.properties));
                self.lists.leave(id, &labels, name);
            }
        }
        self.settle();
        let effects = self.effects();
        if self.graph.overlay.is_some() {
            self.note_what_was(&dead);
        }
        for id in sorted(&self.dead_relationships) {
            if let Some(gone) = self.graph.inner.remove_edge(id.0) {
                self.count(&gone.properties, false);
            }
        }
        for id in dead {
            if let Some(gone) = self.graph.inner.remove_node(id.0) {
                self.graph.keys.remove(&gone.key, id.number());
                self.count(&gone.properties, false);
            }
        }
        self.undo.clear();
        Ok(effects)
    }

    /// Lets the graph keep what was written to, as it was.
    fn note_what_was(&mut self, dead: &[NodeId]) {
        let mut properties: FxHashMap<NodeId, &Properties> = FxHashMap::default();
        let mut labels: FxHashMap<NodeId, &Labels> = FxHashMap::default();
        let mut of_relationships: FxHashMap<RelId, &Properties> = FxHashMap::default();
        let (mut nodes, mut relationships) = (dead.to_vec(), sorted(&self.dead_relationships));
        // What is first in the list was there first.
        for undo in self.undo.iter().rev() {
            match undo {
                Undo::NodeProperties(id, old) => {
                    properties.insert(*id, old);
                    nodes.push(*id);
                }
                Undo::Labels(id, old) => {
                    labels.insert(*id, old);
                    nodes.push(*id);
                }
                Undo::RelationshipProperties(id, old) => {
                    of_relationships.insert(*id, old);
                    relationships.push(*id);
                }
                Undo::Node(_)
                | Undo::Relationship(_)
                | Undo::DeadRelationship(_)
                | Undo::Origin(..) => {}
            }
        }
        let added: FxHashSet<NodeId> = self
            .undo
            .iter()
            .filter_map(|undo| match undo {
                Undo::Node(id) => Some(*id),
                _ => None,
            })
            .collect();
        let tied: FxHashSet<RelId> = self
            .undo
            .iter()
            .filter_map(|undo| match undo {
                Undo::Relationship(id) => Some(*id),
                _ => None,
            })
            .collect();
        for id in nodes.into_iter().filter(|id| !added.contains(id)) {
            self.graph.note_node(id, |node| Node {
                properties: properties.get(&id).map_or(&node.properties, |it| it).clone(),
                labels: labels.get(&id).map_or(&node.labels, |it| it).clone(),
                ..node.clone()
            });
        }
        for id in relationships.into_iter().filter(|id| !tied.contains(id)) {
            self.graph.note_relationship(id, |it| Relationship {
                properties: of_relationships.get(&id).map_or(&it.properties, |it| it).clone(),
                ..it.clone()
            });
        }
    }
}

/// Whatever was not kept is taken back, last change first.
impl Drop for Draft<'_> {
    fn drop(&mut self) {
        while let Some(undo) = self.undo.pop() {
            match undo {
                Undo::Node(id) => {
                    if let Some(node) = self.graph.inner.remove_node(id.0) {
                        self.graph.keys.remove(&node.key, id.number());
                        self.count(&node.properties, false);
                        self.lists.leave(id, &node.labels, name_of(&node.properties));
                    }
                }
                Undo::Relationship(id) => {
                    if let Some(gone) = self.graph.inner.remove_edge(id.0) {
                        self.count(&gone.properties, false);
                        decrease(self.graph.by_type.get_mut(&gone.kind));
                    }
                }
                Undo::NodeProperties(id, old) => drop(self.exchange(id, old)),
                Undo::RelationshipProperties(id, old) => {
                    self.count(&old, true);
                    if let Some(relationship) = self.graph.inner.edge_weight_mut(id.0) {
                        let new = std::mem::replace(&mut relationship.properties, old);
                        self.count(&new, false);
                    }
                }
                Undo::Labels(id, old) => drop(self.exchange_labels(id, old)),
                Undo::Origin(id, old) => {
                    if let Some(node) = self.graph.inner.node_weight_mut(id.0) {
                        node.evidence = old;
                    }
                }
                Undo::DeadRelationship(id) => {
                    if let Some(relationship) = self.graph.inner.edge_weight(id.0) {
                        let kind = relationship.kind.clone();
                        *self.graph.by_type.entry(kind).or_default() += 1;
                    }
                }
            }
        }
        self.settle();
    }
}

fn decrease(count: Option<&mut usize>) {
    if let Some(count) = count {
        *count = count.saturating_sub(1);
    }
}

fn sorted<T: Copy + Ord>(set: &FxHashSet<T>) -> Vec<T> {
    let mut all: Vec<T> = set.iter().copied().collect();
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests;
