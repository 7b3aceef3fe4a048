//! What an answer names in the graph.

use std::collections::BTreeSet;

use super::proof::{Proof, of_node, of_relationship};
use crate::export::Part;
use crate::facts::Corpus;
use crate::graph::{Graph, NodeId, RelId, Value};

/// A thing that an answer names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A node.
    Node(NodeId),
    /// A relationship.
    Relationship(RelId),
}

impl Subject {
    /// What proves it; `None` where it is not in the graph any more.
    pub fn proof(self, graph: &Graph, corpus: &Corpus) -> Option<Proof> {
        match self {
            Self::Node(id) => of_node(graph, corpus, id),
            Self::Relationship(id) => of_relationship(graph, corpus, id),
        }
    }
}

/// The nodes and relationships that values name, each once, in order: at most so many. A text names a node by its id; of a
/// path its relationships are meant. Cost: linear in the values.
pub fn subjects<'v>(
    values: impl IntoIterator<Item = &'v Value>,
    graph: &Graph,
    most: usize,
) -> Vec<Subject> {
    let mut found = Vec::new();
    for value in values {
        collect(value, graph, &mut found);
        if found.len() >= most {
            break;
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|subject| seen.insert(*subject));
    found.truncate(most);
    found
}

/// What subjects are of a graph, as the part of it that is written. Cost: that of [`Part::named`].
pub fn part(subjects: &[Subject], graph: &Graph) -> Part {
    let (mut nodes, mut relationships) = (BTreeSet::new(), BTreeSet::new());
    for subject in subjects {
        match *subject {
            Subject::Node(id) => drop(nodes.insert(id)),
            Subject::Relationship(id) => drop(relationships.insert(id)),
        }
    }
    Part::named(graph, nodes, relationships)
}

fn collect(value: &Value, graph: &Graph, found: &mut Vec<Subject>) {
    match value {
        Value::Node(id) => found.push(Subject::Node(*id)),
        Value::Relationship(id) => found.push(Subject::Relationship(*id)),
        Value::Path(path) => {
            found.extend(path.relationships.iter().copied().map(Subject::Relationship));
            if path.relationships.is_empty() {
                found.extend(path.nodes.iter().copied().map(Subject::Node));
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(item, graph, found)),
        Value::Map(map) => map.values().for_each(|item| collect(item, graph, found)),
        // A column may hold the id or the key of what it is about.
        Value::String(text) => found.extend(graph.by_key(text).map(Subject::Node)),
        _ => {}
    }
}
