//! What an analyst wrote to the things of a part.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::data::numbers;
use crate::export::Exported;
use crate::graph::{Edit, Element, Entry, Standing};

/// A change, and the numbers of what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// When, by whom and why, as far as that is known.
    pub(super) told: String,
    /// The change in a few words.
    pub(super) text: String,
    /// Nodes that it touches.
    pub(super) nodes: BTreeSet<usize>,
    /// Relationships that it is about.
    pub(super) edges: BTreeSet<usize>,
}

/// The changes of all entries that count, as far as they touch the part. Cost: linear in the log, and in the part's
/// relationships where there is a log.
pub(super) fn changes(what: &Exported<'_>, log: &[Entry]) -> Vec<Change> {
    if log.is_empty() {
        return Vec::new();
    }
    let known = Known::of(what);
    let standing = Standing::of(log);
    let mut found = Vec::new();
    for (_, entry) in log.iter().enumerate().filter(|(place, _)| standing.counts(*place)) {
        let told = [&entry.at, &entry.author, &entry.reason];
        let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
        let told = told.join(", ");
        let mut put = |text: String, (nodes, edges): (BTreeSet<usize>, BTreeSet<usize>)| {
            if !nodes.is_empty() || !edges.is_empty() {
                found.push(Change { told: told.clone(), text, nodes, edges });
            }
        };
        for edit in &entry.edits {
            put(edit.to_string(), known.touched(edit));
        }
        if let Some(judgement) = &entry.judgement {
            // Its texts hold the keys of all that it may touch.
            let mut nodes = BTreeSet::new();
            each_text(&serde_json::to_value(judgement).unwrap_or_default(), &mut |text| {
                let number = known.node(what, text).filter(|_| judgement.touches(text));
                nodes.extend(number);
            });
            put(entry.statement.clone(), (nodes, BTreeSet::new()));
        }
    }
    found
}

/// The part's nodes by their keys, and its relationships as a change tells them.
struct Known<'g> {
    nodes: FxHashMap<&'g str, usize>,
    further: FxHashMap<crate::graph::NodeId, usize>,
    edges: BTreeMap<(usize, &'g str, usize), Vec<usize>>,
}

impl<'g> Known<'g> {
    fn of(what: &Exported<'g>) -> Self {
        let each = what.part.each_node(what.graph).enumerate();
        let nodes = each.map(|(number, (_, node))| (&*node.key, number)).collect();
        let mut edges: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (number, edge) in what.part.edges(what.graph).enumerate() {
            let Some(relationship) = what.graph.relationship(edge.id) else { continue };
            edges.entry((edge.from, &*relationship.kind, edge.to)).or_default().push(number);
        }
        Self { nodes, further: numbers(what), edges }
    }

    /// The number of the node with this key, be it one of its further keys.
    fn node(&self, what: &Exported<'_>, key: &str) -> Option<usize> {
        let further = || self.further.get(&what.graph.by_key(key)?).copied();
        self.nodes.get(key).copied().or_else(further)
    }

    fn touched(&self, edit: &Edit) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let between = match edit {
            Edit::AddNode { key, .. } | Edit::RemoveNode { key, .. } => return self.one(key),
            Edit::Label { node, .. } | Edit::Property { of: Element::Node(node), .. } => {
                return self.one(node);
            }
            Edit::AddRelationship { from, kind, to, .. } => (&**from, &**kind, &**to),
            Edit::Property { of: Element::Relationship(it), .. } | Edit::RemoveRelationship(it) => {
                (&*it.from, &*it.kind, &*it.to)
            }
        };
        let (from, kind, to) = between;
        let (from, to) = (self.nodes.get(from).copied(), self.nodes.get(to).copied());
        let edges = from.zip(to).and_then(|(from, to)| self.edges.get(&(from, kind, to)));
        (from.into_iter().chain(to).collect(), edges.into_iter().flatten().copied().collect())
    }

    fn one(&self, key: &str) -> (BTreeSet<usize>, BTreeSet<usize>) {
        (self.nodes.get(key).copied().into_iter().collect(), BTreeSet::new())
    }
}

fn each_text(value: &Json, take: &mut impl FnMut(&str)) {
    match value {
        Json::String(text) => take(text),
        Json::Array(items) => items.iter().for_each(|item| each_text(item, take)),
        Json::Object(fields) => fields.values().for_each(|item| each_text(item, take)),
        _ => {}
    }
}
