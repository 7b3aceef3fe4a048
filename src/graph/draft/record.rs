//! What a statement changed, as the log of corrections keeps it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::log::{Between, Edit, Element, Fields, same};
use super::super::properties::Properties;
use super::super::store::{NodeId, RelId, Way};
use super::super::value::Value;
use super::{Draft, Undo};

/// What was there before, by what was changed since.
#[derive(Default)]
struct Before<'d> {
    nodes: BTreeSet<NodeId>,
    relationships: BTreeSet<RelId>,
    properties: BTreeMap<NodeId, &'d Properties>,
    relationship_properties: BTreeMap<RelId, &'d Properties>,
    labels: BTreeMap<NodeId, &'d [Arc<str>]>,
}

impl Draft<'_> {
    /// The net changes, in the order in which they can be carried out again. What was written and taken back in the same
    /// statement leaves nothing. Cost: linear in the changes, and for each relationship that is changed or deleted in the
    /// degree of the node that it starts from.
    pub fn edits(&self) -> Vec<Edit> {
        let before = self.before();
        let mut edits = Vec::new();
        for &id in before.nodes.iter().filter(|id| !self.is_deleted(**id)) {
            edits.extend(self.graph.node(id).map(|node| Edit::AddNode {
                key: node.key.clone(),
                labels: node.labels.to_vec(),
                properties: (&node.properties).into(),
            }));
        }
        for &id in before.relationships.iter().filter(|id| !self.is_deleted_relationship(**id)) {
            edits.extend(self.added(id));
        }
        let old = |id: &NodeId| !before.nodes.contains(id) && !self.is_deleted(*id);
        for (id, labels) in before.labels.iter().filter(|(id, _)| old(id)) {
            self.relabelled(*id, labels, &mut edits);
        }
        for (id, properties) in before.properties.iter().filter(|(id, _)| old(id)) {
            if let Some(node) = self.graph.node(*id) {
                let of = Element::Node(node.key.clone());
                changed(&of, properties, &node.properties, &mut edits);
            }
        }
        for (&id, properties) in &before.relationship_properties {
            if !before.relationships.contains(&id)
                && !self.is_deleted_relationship(id)
                && let Some(now) = self.graph.relationship(id)
                && let Some(between) = self.between(id, &before)
            {
                changed(&Element::Relationship(between), properties, &now.properties, &mut edits);
            }
        }
        let mut dead: Vec<RelId> = self.dead_relationships.iter().copied().collect();
        dead.sort_unstable();
        for id in dead.into_iter().filter(|id| !before.relationships.contains(id)) {
            // What hung on a node that was deleted goes with it.
            let gone = |node: NodeId| self.is_deleted(node) && !before.nodes.contains(&node);
            if self.graph.ends(id).is_some_and(|(from, to)| !gone(from) && !gone(to)) {
                edits.extend(self.between(id, &before).map(Edit::RemoveRelationship));
            }
        }
        let mut dead: Vec<NodeId> = self.dead_nodes.iter().copied().collect();
        dead.sort_unstable();
        for id in dead.into_iter().filter(|id| !before.nodes.contains(id)) {
            edits.extend(self.graph.node(id).map(|node| Edit::RemoveNode {
                key: node.key.clone(),
                labels: before.labels.get(&id).copied().unwrap_or(&node.labels).to_vec(),
            }));
        }
        edits
    }

    fn before(&self) -> Before<'_> {
        let mut before = Before::default();
        for undo in &self.undo {
            match undo {
                Undo::Node(id) => drop(before.nodes.insert(*id)),
                Undo::Relationship(id) => drop(before.relationships.insert(*id)),
                Undo::NodeProperties(id, old) => {
                    before.properties.entry(*id).or_insert(old);
                }
                Undo::RelationshipProperties(id, old) => {
                    before.relationship_properties.entry(*id).or_insert(old);
                }
                Undo::Labels(id, old) => {
                    before.labels.entry(*id).or_insert(old);
                }
                Undo::DeadRelationship(_) | Undo::Origin(..) => {}
            }
        }
        before
    }

    fn key(&self, id: NodeId) -> Option<Arc<str>> {
        self.graph.node(id).map(|node| node.key.clone())
    }

    fn added(&self, id: RelId) -> Option<Edit> {
        let (from, to) = self.graph.ends(id)?;
        let relationship = self.graph.relationship(id)?;
        Some(Edit::AddRelationship {
            from: self.key(from)?,
            kind: relationship.kind.clone(),
            to: self.key(to)?,
            properties: (&relationship.properties).into(),
        })
    }

    fn relabelled(&self, id: NodeId, before: &[Arc<str>], edits: &mut Vec<Edit>) {
        let Some(node) = self.graph.node(id) else { return };
        let mut tell = |some: &[Arc<str>], others: &[Arc<str>], there: bool| {
            for label in some.iter().filter(|label| !others.contains(label)) {
                let (node, label) = (node.key.clone(), label.clone());
                edits.push(Edit::Label { node, label, there });
            }
        };
        tell(before, &node.labels, false);
        tell(&node.labels, before, true);
    }

    /// What tells a relationship, as things were before.
    fn between(&self, id: RelId, before: &Before<'_>) -> Option<Between> {
        let had = |id: RelId| {
            let changed = before.relationship_properties.get(&id).copied();
            changed.or_else(|| self.graph.relationship(id).map(|it| &it.properties))
        };
        let (from, to) = self.graph.ends(id)?;
        let kind = self.graph.relationship(id)?.kind.clone();
        let properties = Fields::from(had(id)?);
        let alike = self.graph.relationships_of(from, Way::Out).filter(|&(other, end)| {
            end == to
                && other < id
                && !before.relationships.contains(&other)
                && self.graph.relationship(other).is_some_and(|it| it.kind == kind)
                && had(other).is_some_and(|other| properties.are(other))
        });
        let nth = alike.count();
        Some(Between { from: self.key(from)?, kind, to: self.key(to)?, properties, nth })
    }
}

/// The properties of one element that have another value now.
fn changed(of: &Element, before: &Properties, now: &Properties, edits: &mut Vec<Edit>) {
    let gone = before.keys().filter(|name| !now.contains_key(name));
    for name in now.keys().chain(gone) {
        let value = |all: &Properties| all.get(name).cloned().unwrap_or_default();
        let (was, is): (Value, Value) = (value(before), value(now));
        if !same(&was, &is) {
            edits.push(Edit::Property { of: of.clone(), name: name.clone(), was, is });
        }
    }
}
