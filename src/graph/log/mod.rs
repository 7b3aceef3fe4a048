//! The log of corrections: what an analyst wrote to a graph that was read, kept apart from what was read.
//!
//! An [`Entry`] is one statement with its net changes, which name nodes by their keys, so that they can be carried out
//! again on the graph that is assembled from the documents anew; or one [`Judgement`], which holds for documents that are
//! read later, too. What has lost its ground is not forced upon another: it stays in the log as an [`Orphan`]. Nothing is
//! ever taken out of a log: what an entry did is undone by a later one.

mod hand;
mod judge;
mod judgement;
mod order;
mod replay;
mod stored;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::store::{Graph, RelId, Way};
use super::value::Value;
pub use hand::Heard;
pub use judgement::{Fact, Judgement, Source, Subject};
pub use order::{Mark, NoMark, Standing, marks, push, union};
pub use replay::{Lookup, Orphan, Reason, replay, replay_heard};
pub use stored::Fields;
pub(super) use stored::{OF_TELLINGS, same};

/// What is told of the one who writes to a graph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Who writes.
    pub author: Option<String>,
    /// When, in RFC 3339.
    pub at: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// One statement that wrote to a graph that was read, or one judgement of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When, in RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its turn among all entries, where that is not its place in the log (see [`union`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u32>,
    /// The statement in the query language, or the judgement as the prompt takes it.
    pub statement: String,
    /// What the statement changed, in the order in which it is carried out again; empty of a judgement only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// What was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
}

impl Entry {
    /// An entry of what a statement changed; `None` where it changed nothing.
    pub fn new(stamp: Stamp, statement: &str, edits: Vec<Edit>) -> Option<Self> {
        let Stamp { author, at, reason } = stamp;
        let statement = statement.trim().to_owned();
        let entry = Self { author, at, reason, turn: None, statement, edits, judgement: None };
        (!entry.edits.is_empty()).then_some(entry)
    }

    /// An entry of what was judged.
    pub fn judging(stamp: Stamp, judgement: Judgement) -> Self {
        let Stamp { author, at, reason } = stamp;
        let statement = judgement.to_string();
        let judgement = Some(judgement);
        Self { author, at, reason, turn: None, statement, edits: Vec::new(), judgement }
    }

    /// Does it split what another entry of the log wrote?
    fn splits_by_entry(&self) -> bool {
        match &self.judgement {
            Some(Judgement::Split { documents, .. }) => {
                documents.iter().any(|it| matches!(Source::parse(it), Source::Entry(_)))
            }
            _ => false,
        }
    }

    /// The entry that this one undoes, or brings back.
    pub fn takes_back(&self) -> Option<Mark> {
        match self.judgement {
            Some(Judgement::Undo { entry } | Judgement::Redo { entry }) => Some(entry),
            _ => None,
        }
    }

    /// Is the node with this key changed or judged, or a relationship at it?
    pub fn touches(&self, key: &str) -> bool {
        self.edits.iter().any(|edit| edit.touches(key))
            || self.judgement.as_ref().is_some_and(|judgement| judgement.touches(key))
    }
}

/// One net change. Nodes are named by their keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// A node was added.
    AddNode {
        /// Its key.
        key: Arc<str>,
        /// Its labels, sorted.
        #[serde(default)]
        labels: Vec<Arc<str>>,
        /// Its properties.
        #[serde(default)]
        properties: Fields,
    },
    /// A relationship was added.
    AddRelationship {
        /// Where it starts.
        from: Arc<str>,
        /// Its type.
        kind: Arc<str>,
        /// Where it leads.
        to: Arc<str>,
        /// Its properties.
        #[serde(default)]
        properties: Fields,
    },
    /// A node was given a label, or lost it.
    Label {
        /// The node.
        node: Arc<str>,
        /// The label.
        label: Arc<str>,
        /// Has the node it now?
        there: bool,
    },
    /// A property was given another value.
    Property {
        /// Whose.
        of: Element,
        /// Which.
        name: Arc<str>,
        /// Its value before; null where it had none.
        was: Value,
        /// Its value now; null where it has none.
        is: Value,
    },
    /// A relationship was deleted.
    RemoveRelationship(Between),
    /// A node was deleted, with what hangs on it.
    RemoveNode {
        /// Its key.
        key: Arc<str>,
        /// The labels that it had, sorted.
        labels: Vec<Arc<str>>,
    },
}

/// A node or relationship that was there before a statement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// The node with this key.
    Node(Arc<str>),
    /// A relationship.
    Relationship(Between),
}

/// A relationship that was there before a statement. It has no name of its own: it is told by its ends, its type and its
/// properties, and of those that are alike in all by its place among them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// Key of the node that it starts from.
    pub from: Arc<str>,
    /// Its type.
    pub kind: Arc<str>,
    /// Key of the node that it leads to.
    pub to: Arc<str>,
    /// The properties that it had.
    #[serde(default)]
    pub properties: Fields,
    /// How many that are the same in all this stand before it.
    #[serde(default)]
    pub nth: usize,
}

impl Between {
    /// What tells a relationship of a graph; `None` where there is no such one. Cost: the degree of the node that it starts
    /// from.
    pub fn of(graph: &Graph, id: RelId) -> Option<Self> {
        let (from, to) = graph.ends(id)?;
        let relationship = graph.relationship(id)?;
        let properties = Fields::from(&relationship.properties);
        let alike = graph.relationships_of(from, Way::Out).filter(|&(other, end)| {
            let other_one = graph.relationship(other);
            end == to
                && other < id
                && other_one.is_some_and(|it| {
                    it.kind == relationship.kind && properties.are(&it.properties)
                })
        });
        let nth = alike.count();
        let key = |id| graph.node(id).map(|node| node.key.clone());
        let kind = relationship.kind.clone();
        Some(Self { from: key(from)?, kind, to: key(to)?, properties, nth })
    }
}

impl Edit {
    /// Is the node with this key changed, or a relationship at it?
    pub fn touches(&self, key: &str) -> bool {
        let at = |between: &Between| &*between.from == key || &*between.to == key;
        match self {
            Self::AddNode { key: node, .. } | Self::RemoveNode { key: node, .. } => &**node == key,
            Self::AddRelationship { from, to, .. } => &**from == key || &**to == key,
            Self::Label { node, .. } => &**node == key,
            Self::Property { of: Element::Node(node), .. } => &**node == key,
            Self::Property { of: Element::Relationship(between), .. }
            | Self::RemoveRelationship(between) => at(between),
        }
    }
}

impl Edit {
    /// Is it about the relationship that is told so, as [`Between`] is?
    pub fn is_about(&self, relationship: &str) -> bool {
        match self {
            Self::AddRelationship { from, kind, to, .. } => relationship
                .strip_prefix(&**from)
                .and_then(|rest| rest.strip_suffix(&**to))
                .is_some_and(|rest| rest == format!(" -{kind}-> ")),
            Self::Property { of: Element::Relationship(between), .. }
            | Self::RemoveRelationship(between) => between.to_string() == relationship,
            _ => false,
        }
    }
}

impl fmt::Display for Between {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -{}-> {}", self.from, self.kind, self.to)
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(key) => f.write_str(key),
            Self::Relationship(between) => between.fmt(f),
        }
    }
}

/// The change in a few words, on one line unless a value has more.
impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddNode { key, labels, properties } => {
                write!(f, "+ {key}")?;
                labels.iter().try_for_each(|label| write!(f, " :{label}"))?;
                write!(f, "{properties}")
            }
            Self::AddRelationship { from, kind, to, properties } => {
                write!(f, "+ {from} -{kind}-> {to}{properties}")
            }
            Self::Label { node, label, there } => {
                write!(f, "{} {node} :{label}", if *there { '+' } else { '-' })
            }
            Self::Property { of, name, was, is } => {
                write!(f, "~ {of} {name}: {} → {}", stored::told(was), stored::told(is))
            }
            Self::RemoveRelationship(between) => write!(f, "- {between}"),
            Self::RemoveNode { key, labels } => {
                write!(f, "- {key}")?;
                labels.iter().try_for_each(|label| write!(f, " :{label}"))
            }
        }
    }
}
