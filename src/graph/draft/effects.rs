//! What a statement changed.

use std::collections::{BTreeMap, BTreeSet};

use super::super::properties::Properties;
use super::super::store::{NodeId, RelId};
use super::super::value::Value;
use super::{Draft, Undo};

/// What a statement changed, counted as the Technology Compatibility Kit counts it: the graph before is compared with
/// the graph after. Properties are counted by element, name and value, labels by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effects {
    /// Nodes that are there now.
    pub nodes_added: usize,
    /// Nodes that are there no more.
    pub nodes_removed: usize,
    /// Relationships that are there now.
    pub relationships_added: usize,
    /// Relationships that are there no more.
    pub relationships_removed: usize,
    /// Labels that no node had.
    pub labels_added: usize,
    /// Labels that no node has any more.
    pub labels_removed: usize,
    /// Properties with a value that they had not.
    pub properties_added: usize,
    /// Properties that have their value no more.
    pub properties_removed: usize,
}

impl Effects {
    /// Was nothing changed?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The counts with their names in the kit, such as `+nodes`.
    pub fn named(&self) -> [(&'static str, usize); 8] {
        [
            ("+nodes", self.nodes_added),
            ("-nodes", self.nodes_removed),
            ("+relationships", self.relationships_added),
            ("-relationships", self.relationships_removed),
            ("+labels", self.labels_added),
            ("-labels", self.labels_removed),
            ("+properties", self.properties_added),
            ("-properties", self.properties_removed),
        ]
    }
}

impl Draft<'_> {
    /// What was changed; the lists must be settled. Cost: linear in the changes.
    pub(super) fn effects(&self) -> Effects {
        let mut effects = Effects::default();
        let mut nodes: BTreeSet<NodeId> = BTreeSet::new();
        let mut relationships: BTreeSet<RelId> = BTreeSet::new();
        let mut first: BTreeMap<NodeId, &Properties> = BTreeMap::new();
        let mut first_of: BTreeMap<RelId, &Properties> = BTreeMap::new();
        for undo in &self.undo {
            match undo {
                Undo::Node(id) => drop(nodes.insert(*id)),
                Undo::Relationship(id) => drop(relationships.insert(*id)),
                Undo::NodeProperties(id, old) => drop(first.entry(*id).or_insert(old)),
                Undo::RelationshipProperties(id, old) => {
                    first_of.entry(*id).or_insert(old);
                }
                Undo::Labels(..) | Undo::DeadRelationship(_) | Undo::Origin(..) => {}
            }
        }
        let none = Properties::default();
        for &id in nodes.iter().filter(|id| !self.is_deleted(**id)) {
            effects.nodes_added += 1;
            effects.properties(&none, self.properties_now(id).unwrap_or(&none));
        }
        for &id in self.dead_nodes.iter().filter(|id| !nodes.contains(id)) {
            effects.nodes_removed += 1;
            let before = first.get(&id).copied().or_else(|| self.properties_now(id));
            effects.properties(before.unwrap_or(&none), &none);
        }
        for (id, before) in &first {
            if !nodes.contains(id) && !self.is_deleted(*id) {
                effects.properties(before, self.properties_now(*id).unwrap_or(&none));
            }
        }
        let now = |id: RelId| self.graph.relationship(id).map(|it| &it.properties);
        for &id in relationships.iter().filter(|id| !self.is_deleted_relationship(**id)) {
            effects.relationships_added += 1;
            effects.properties(&none, now(id).unwrap_or(&none));
        }
        for &id in self.dead_relationships.iter().filter(|id| !relationships.contains(id)) {
            effects.relationships_removed += 1;
            let before = first_of.get(&id).copied().or_else(|| now(id));
            effects.properties(before.unwrap_or(&none), &none);
        }
        for (id, before) in &first_of {
            if !relationships.contains(id) && !self.is_deleted_relationship(*id) {
                effects.properties(before, now(*id).unwrap_or(&none));
            }
        }
        let labels: BTreeSet<_> = self.graph.labels().map(|(label, _)| label.clone()).collect();
        effects.labels_added = labels.difference(&self.labels_before).count();
        effects.labels_removed = self.labels_before.difference(&labels).count();
        effects
    }

    fn properties_now(&self, id: NodeId) -> Option<&Properties> {
        self.graph.node(id).map(|node| &node.properties)
    }
}

impl Effects {
    fn properties(&mut self, before: &Properties, after: &Properties) {
        let same = |a: &Value, b: Option<&Value>| b.is_some_and(|b| a.total_cmp(b).is_eq());
        let missing = |some: &Properties, others: &Properties| {
            some.iter().filter(|(name, value)| !same(value, others.get(name))).count()
        };
        self.properties_added += missing(after, before);
        self.properties_removed += missing(before, after);
    }
}
