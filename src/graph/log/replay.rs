//! Entries carried out again, on a graph that was assembled anew.

use std::fmt;
use std::sync::Arc;

use super::hand::{Hand, Heard};
use super::judge::judge;
use super::{Between, Edit, Element, Entry, Judgement, Standing, same};
use crate::graph::draft::Draft;
use crate::graph::properties::Properties;
use crate::graph::store::{Graph, NodeId, RelId, Way};
use crate::graph::value::{Map, Value};

/// A change of the log that has no ground in the graph any more, and was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// Index of its entry in the log.
    pub entry: usize,
    /// Index of the change in the entry; 0 of a judgement.
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
    /// The name that it names something by is now that of several things.
    Several(String),
    /// An earlier judgement says otherwise.
    Contradicts(String),
    /// It changes nothing: what is to be told apart cannot be.
    Alike(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(what) => write!(f, "{what} is not there any more"),
            Self::Changed(what) => write!(f, "{what} is not what it was"),
            Self::Taken(key) => write!(f, "there is another node {key}"),
            Self::Several(what) => write!(f, "{what} may be several things now"),
            Self::Contradicts(what) => write!(f, "it was judged before that {what}"),
            Self::Alike(what) => write!(f, "{what} cannot be told apart by their names"),
        }
    }
}

/// Where a key leads that no node has any more: what was called so may have got another key when more was read.
pub type Lookup<'l> = &'l dyn Fn(&Graph, &str) -> Option<Arc<str>>;

/// Carries out all entries of a log that count, in order; tells what could not be. Which things are one, and what documents
/// tell, was judged before, when the graph was assembled. Cost: linear in the changes, and for each one of a relationship in
/// the degree of the node that it starts from.
pub fn replay(graph: &mut Graph, entries: &[Entry], lookup: Lookup<'_>) -> Vec<Orphan> {
    replay_heard(graph, entries, &Heard::default(), lookup)
}

/// The same where judgements of what documents tell were heard before.
pub fn replay_heard(
    graph: &mut Graph,
    entries: &[Entry],
    heard: &Heard,
    lookup: Lookup<'_>,
) -> Vec<Orphan> {
    let standing = Standing::of(entries);
    let mut orphans: Vec<Orphan> = standing.lost().iter().map(|&entry| lost(entry)).collect();
    let mut hand = Hand::new(entries);
    let counts = |place: &usize| standing.counts(*place) && !heard.refused.contains(place);
    for (entry, one) in entries.iter().enumerate().filter(|(place, _)| counts(place)) {
        let mut draft = Draft::new(graph);
        let is_settled = heard.settled.contains(&entry);
        let done = match &one.judgement {
            None => Ok(None),
            Some(Judgement::Merge { nodes }) if !is_settled => {
                hand.merge(&mut draft, nodes, lookup).map(|()| None)
            }
            Some(Judgement::Distinct { nodes }) => {
                hand.keep_apart(&draft, nodes, (entry, is_settled), lookup).map(|()| None)
            }
            Some(Judgement::Split { node, documents, name }) if !is_settled => {
                let what = (node, documents.as_slice());
                hand.split(&mut draft, what, name.as_ref(), lookup).map(|()| None)
            }
            Some(judgement @ Judgement::Alias { node, name }) => {
                let put = judge(&mut draft, judgement, &|graph, key| hand.lead(graph, key, lookup));
                put.and_then(|_| hand.draw_in(&mut draft, node, name, lookup)).map(|()| None)
            }
            Some(judgement) => {
                judge(&mut draft, judgement, &|graph, key| hand.lead(graph, key, lookup))
            }
        };
        match done {
            Ok(made) => made.into_iter().for_each(|made| hand.note(made, entry)),
            Err(reason) => orphans.push(Orphan { entry, edit: 0, reason }),
        }
        let mut made: Vec<RelId> = Vec::new();
        let lookup: Lookup<'_> = &|graph, key| hand.lead(graph, key, lookup);
        // Relationships are counted as they stood before the statement.
        let found: Vec<_> =
            one.edits.iter().map(|edit| standing_at(&draft, edit, lookup)).collect();
        for (index, (edit, found)) in one.edits.iter().zip(found).enumerate() {
            match carry_out(&mut draft, edit, found, lookup) {
                Ok(new) => made.extend(new),
                Err(reason) => orphans.push(Orphan { entry, edit: index, reason }),
            }
        }
        made.into_iter().for_each(|made| hand.note(made, entry));
        // A node goes with all that hangs on it, so that nothing hinders.
        let _ = draft.keep();
    }
    orphans.sort_by_key(|orphan| (orphan.entry, orphan.edit));
    orphans
}

fn lost(entry: usize) -> Orphan {
    Orphan { entry, edit: 0, reason: Reason::Missing("the entry that it is about".to_owned()) }
}

/// The relationship that a change is about, if it is about one that must be there.
fn standing_at(draft: &Draft<'_>, edit: &Edit, lookup: Lookup<'_>) -> Option<RelId> {
    match edit {
        Edit::RemoveRelationship(between)
        | Edit::Property { of: Element::Relationship(between), .. } => {
            find(draft.graph(), between, lookup)
        }
        _ => None,
    }
}

/// A relationship that is told so. Cost: the degree of the node that it starts from.
pub(super) fn find(graph: &Graph, between: &Between, lookup: Lookup<'_>) -> Option<RelId> {
    let end = |key| by_key(graph, key, lookup);
    let (from, to) = (end(&between.from)?, end(&between.to)?);
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

fn carry_out(
    draft: &mut Draft<'_>,
    edit: &Edit,
    found: Option<RelId>,
    lookup: Lookup<'_>,
) -> Result<Option<RelId>, Reason> {
    match edit {
        Edit::AddNode { key, labels, properties } => draft
            .add_node_as(key.clone(), labels.clone(), properties.into())
            .map(drop)
            .ok_or_else(|| Reason::Taken(key.clone())),
        Edit::AddRelationship { from, kind, to, properties } => {
            let ends = (node(draft, from, lookup)?, node(draft, to, lookup)?);
            let added = draft.add_relationship(ends.0, ends.1, kind.clone(), properties.into());
            return added.map(Some).map_err(|_| Reason::Missing(from.to_string()));
        }
        Edit::Label { node: key, label, there } => {
            let id = node(draft, key, lookup)?;
            let mut labels =
                draft.graph().node(id).map(|it| it.labels.to_vec()).unwrap_or_default();
            labels.retain(|one| one != label);
            if *there {
                labels.push(label.clone());
            }
            draft.set_labels(id, labels).map_err(|_| Reason::Missing(key.to_string()))
        }
        Edit::Property { of: Element::Node(key), name, was, is } => {
            let id = node(draft, key, lookup)?;
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
            let id = node(draft, key, lookup)?;
            if draft.graph().node(id).is_none_or(|it| *it.labels != **labels) {
                return Err(Reason::Changed(key.to_string()));
            }
            draft.delete_node(id, true);
            Ok(())
        }
    }?;
    Ok(None)
}

/// The node with this key, or the one that it leads to now.
pub(super) fn node(draft: &Draft<'_>, key: &str, lookup: Lookup<'_>) -> Result<NodeId, Reason> {
    let found = by_key(draft.graph(), key, lookup).filter(|id| !draft.is_deleted(*id));
    found.ok_or_else(|| Reason::Missing(key.to_string()))
}

fn by_key(graph: &Graph, key: &str, lookup: Lookup<'_>) -> Option<NodeId> {
    graph.by_key(key).or_else(|| graph.by_key(&lookup(graph, key)?))
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
