//! Entries carried out again, on a graph that was assembled anew.

use std::fmt;
use std::sync::Arc;

use super::{Between, Edit, Element, Entry, same};
use crate::graph::draft::Draft;
use crate::graph::properties::Properties;
use crate::graph::store::{Graph, NodeId, RelId, Way};
use crate::graph::value::{Map, Value};

/// A change of the log that has no ground in the graph any more, and was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// Index of its entry in the log.
    pub entry: usize,
    /// Index of the change in the entry.
    pub edit: usize,
    /// Why it was left out.
    pub reason: Reason,
}

/// Why a change was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// What it changes is not there.
    Missing(String),
    /// What it changes is another thing now: it has another value or other labels than it had.
    Changed(String),
    /// A node with the key of the one that it adds is there.
    Taken(Arc<str>),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(what) => write!(f, "{what} is not there any more"),
            Self::Changed(what) => write!(f, "{what} is not what it was"),
            Self::Taken(key) => write!(f, "there is another node {key}"),
        }
    }
}

/// Carries out all entries of a log, in order; tells what could not be. Cost: linear in the changes, and for each one of
/// a relationship in the degree of the node that it starts from.
pub fn replay(graph: &mut Graph, entries: &[Entry]) -> Vec<Orphan> {
    let mut orphans = Vec::new();
    for (entry, one) in entries.iter().enumerate() {
        let mut draft = Draft::new(graph);
        // Relationships are counted as they stood before the statement.
        let found: Vec<_> = one.edits.iter().map(|edit| standing(&draft, edit)).collect();
        for (index, (edit, found)) in one.edits.iter().zip(found).enumerate() {
            if let Err(reason) = carry_out(&mut draft, edit, found) {
                orphans.push(Orphan { entry, edit: index, reason });
            }
        }
        // A node goes with all that hangs on it, so that nothing hinders.
        let _ = draft.keep();
    }
    orphans
}

/// The relationship that a change is about, if it is about one that must be there.
fn standing(draft: &Draft<'_>, edit: &Edit) -> Option<RelId> {
    match edit {
        Edit::RemoveRelationship(between)
        | Edit::Property { of: Element::Relationship(between), .. } => find(draft.graph(), between),
        _ => None,
    }
}

fn find(graph: &Graph, between: &Between) -> Option<RelId> {
    let (from, to) = (graph.by_key(&between.from)?, graph.by_key(&between.to)?);
    let mut all: Vec<RelId> = graph
        .relationships_of(from, Way::Out)
        .filter(|&(id, end)| {
            end == to && graph.relationship(id).is_some_and(|it| it.kind == between.kind)
        })
        .map(|(id, _)| id)
        .collect();
    all.sort_unstable();
    // The only one is meant, though what is told of it may be told otherwise now.
    if let [only] = all.as_slice() {
        return Some(*only).filter(|_| between.nth == 0);
    }
    let alike = |id: &RelId| {
        graph.relationship(*id).is_some_and(|it| between.properties.are(&it.properties))
    };
    all.into_iter().filter(alike).nth(between.nth)
}

fn carry_out(draft: &mut Draft<'_>, edit: &Edit, found: Option<RelId>) -> Result<(), Reason> {
    match edit {
        Edit::AddNode { key, labels, properties } => draft
            .add_node_as(key.clone(), labels.clone(), properties.into())
            .map(drop)
            .ok_or_else(|| Reason::Taken(key.clone())),
        Edit::AddRelationship { from, kind, to, properties } => {
            let ends = (node(draft, from)?, node(draft, to)?);
            let added = draft.add_relationship(ends.0, ends.1, kind.clone(), properties.into());
            added.map(drop).map_err(|_| Reason::Missing(from.to_string()))
        }
        Edit::Label { node: key, label, there } => {
            let id = node(draft, key)?;
            let mut labels = draft.graph().node(id).map(|it| it.labels.clone()).unwrap_or_default();
            labels.retain(|one| one != label);
            if *there {
                labels.push(label.clone());
            }
            draft.set_labels(id, labels).map_err(|_| Reason::Missing(key.to_string()))
        }
        Edit::Property { of: Element::Node(key), name, was, is } => {
            let id = node(draft, key)?;
            let before = draft.graph().node(id).map(|it| it.properties.clone()).unwrap_or_default();
            let Some(after) = put(&before, name, was, is) else {
                return Err(Reason::Changed(format!("{name} of {key}")));
            };
            draft.set_properties(id, after).map_err(|_| Reason::Missing(key.to_string()))
        }
        Edit::Property { of: Element::Relationship(between), name, was, is } => {
            let missing = || Reason::Missing(between.to_string());
            let id = found.ok_or_else(missing)?;
            let before = draft.graph().relationship(id).map(|it| it.properties.clone());
            let Some(after) = put(&before.unwrap_or_default(), name, was, is) else {
                return Err(Reason::Changed(format!("{name} of {between}")));
            };
            draft.set_relationship_properties(id, after).map_err(|_| missing())
        }
        Edit::RemoveRelationship(between) => {
            let id = found.ok_or_else(|| Reason::Missing(between.to_string()))?;
            draft.delete_relationship(id);
            Ok(())
        }
        Edit::RemoveNode { key, labels } => {
            let id = node(draft, key)?;
            if draft.graph().node(id).is_none_or(|it| it.labels != *labels) {
                return Err(Reason::Changed(key.to_string()));
            }
            draft.delete_node(id, true);
            Ok(())
        }
    }
}

fn node(draft: &Draft<'_>, key: &Arc<str>) -> Result<NodeId, Reason> {
    let found = draft.graph().by_key(key).filter(|id| !draft.is_deleted(*id));
    found.ok_or_else(|| Reason::Missing(key.to_string()))
}

/// The properties with another value of one; `None` where this has neither the old value nor the new one.
fn put(before: &Properties, name: &Arc<str>, was: &Value, is: &Value) -> Option<Properties> {
    let current = before.get(name).cloned().unwrap_or_default();
    if !same(&current, was) && !same(&current, is) {
        return None;
    }
    let mut all: Map = before.to_map();
    if is.is_null() {
        all.shift_remove(name);
    } else {
        all.insert(name.clone(), is.clone());
    }
    Some(all.into())
}
