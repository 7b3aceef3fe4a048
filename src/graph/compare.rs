//! What differs between two graphs, by the keys of their nodes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::log::OF_TELLINGS;
use super::store::{Graph, Node, NodeId};
use super::value::Value;

/// What one graph has and another has not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Nodes that are new, in order of their keys.
    pub added: Vec<Thing>,
    /// Nodes that are gone.
    pub removed: Vec<Thing>,
    /// Nodes whose labels or properties differ, with the names of what does.
    pub changed: Vec<(Thing, Vec<String>)>,
    /// Relationships that are new, by type, ends and properties.
    pub tied: Vec<Tie>,
    /// Relationships that are gone.
    pub untied: Vec<Tie>,
}

/// A node, as a difference names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    /// Its key.
    pub key: Arc<str>,
    /// Its labels.
    pub labels: Vec<Arc<str>>,
    /// Its name, else the beginning of what it says, else its key.
    pub name: Arc<str>,
}

/// A relationship, as a difference names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// Its type.
    pub kind: Arc<str>,
    /// The name of the node that it starts from.
    pub from: Arc<str>,
    /// The name of the node that it leads to.
    pub to: Arc<str>,
}

impl Difference {
    /// What changed from `before` to `after`. Cost: sorting both graphs.
    pub fn between(before: &Graph, after: &Graph) -> Self {
        let mut difference = Self::default();
        let (old, new) = (keyed(before), keyed(after));
        for (key, node) in &new {
            match old.get(key) {
                None => difference.added.push(Thing::of(node)),
                Some(was) => {
                    let names = differing(was, node);
                    if !names.is_empty() {
                        difference.changed.push((Thing::of(node), names));
                    }
                }
            }
        }
        difference.removed = old
            .iter()
            .filter(|(key, _)| !new.contains_key(*key))
            .map(|(_, n)| Thing::of(n))
            .collect();
        let (old, new) = (ties(before), ties(after));
        difference.tied = beyond(&new, &old);
        difference.untied = beyond(&old, &new);
        difference
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.tied.is_empty()
            && self.untied.is_empty()
    }
}

impl Thing {
    fn of(node: &Node) -> Self {
        Self { key: node.key.clone(), labels: node.labels.to_vec(), name: name(node) }
    }
}

fn name(node: &Node) -> Arc<str> {
    let text =
        ["name", "title", "content"].iter().find_map(|name| match node.properties.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        });
    text.unwrap_or_else(|| node.key.clone())
}

fn keyed(graph: &Graph) -> BTreeMap<&str, &Node> {
    graph.nodes().filter_map(|id| graph.node(id)).map(|node| (&*node.key, node)).collect()
}

/// The property of documents that the clock writes.
const READ_AT: &str = "read_at";

/// The names of properties that differ; of labels, the word `labels`.
fn differing(old: &Node, new: &Node) -> Vec<String> {
    let mut names = Vec::new();
    if old.labels != new.labels {
        names.push("labels".to_owned());
    }
    let same = |a: Option<&Value>, b: Option<&Value>| match (a, b) {
        (Some(a), Some(b)) => a.total_cmp(b).is_eq(),
        (a, b) => a.is_none() && b.is_none(),
    };
    let keys = old.properties.keys().chain(new.properties.keys());
    let all: std::collections::BTreeSet<&Arc<str>> = keys.collect();
    // When something was read tells nothing about the world.
    let all = all.into_iter().filter(|name| &***name != READ_AT);
    let differ = all.filter(|&n| !same(old.properties.get(n), new.properties.get(n)));
    names.extend(differ.map(ToString::to_string));
    names
}

/// How often each relationship is there, by type, keys of its ends and properties.
type Ties<'g> = BTreeMap<(&'g str, &'g str, &'g str, String), (usize, Tie)>;

fn ties(graph: &Graph) -> Ties<'_> {
    let mut found = Ties::new();
    let node = |id: NodeId| graph.node(id);
    for id in graph.relationships() {
        let (Some(rel), Some((from, to))) = (graph.relationship(id), graph.ends(id)) else {
            continue;
        };
        let (Some(from), Some(to)) = (node(from), node(to)) else { continue };
        let mut properties = String::new();
        // One more telling makes no other relationship of it.
        let told = |name: &str| OF_TELLINGS.contains(&name);
        for (name, value) in rel.properties.iter().filter(|(name, _)| !told(name)) {
            properties.push_str(&format!("{name}={value:?};"));
        }
        let tie = || Tie { kind: rel.kind.clone(), from: name(from), to: name(to) };
        let key = (&*rel.kind, &*from.key, &*to.key, properties);
        found.entry(key).or_insert_with(|| (0, tie())).0 += 1;
    }
    found
}

/// What `these` has more often than `those`.
fn beyond(these: &Ties<'_>, those: &Ties<'_>) -> Vec<Tie> {
    let more = these.iter().flat_map(|(key, (n, tie))| {
        let there = those.get(key).map_or(0, |(n, _)| *n);
        std::iter::repeat_n(tie.clone(), n.saturating_sub(there))
    });
    more.collect()
}

#[cfg(test)]
mod tests {
    use super::Difference;
    use crate::graph::{Change, Graph, Properties, Value};

    fn graph(nodes: &[(&str, &str)], ties: &[(&str, &str)]) -> Graph {
        let mut graph = Graph::new();
        let node = |&(key, name): &(&str, &str)| Change::AddNode {
            key: key.into(),
            labels: vec!["Person".into()],
            properties: [("name".into(), Value::from(name))].into_iter().collect::<Properties>(),
            evidence: std::sync::Arc::default(),
        };
        let tie = |&(from, to): &(&str, &str)| Change::AddRelationship {
            from: from.into(),
            to: to.into(),
            kind: "MET".into(),
            properties: Properties::default(),
            evidence: std::sync::Arc::default(),
        };
        graph.apply(nodes.iter().map(node).chain(ties.iter().map(tie))).expect("a graph");
        graph
    }

    #[test]
    fn what_is_new_gone_and_changed_is_told_by_key() {
        let before = graph(&[("a", "Ana"), ("b", "Per"), ("c", "Lis")], &[("a", "b"), ("a", "b")]);
        let after = graph(&[("d", "Ole"), ("b", "Peer"), ("a", "Ana")], &[("a", "b"), ("d", "a")]);
        let told = Difference::between(&before, &after);
        assert_eq!(&*told.added[0].name, "Ole");
        assert_eq!(&*told.removed[0].key, "c");
        assert_eq!((&*told.changed[0].0.key, told.changed[0].1.join(",")), ("b", "name".into()));
        assert_eq!((told.tied.len(), told.untied.len()), (1, 1));
        assert_eq!(&*told.tied[0].from, "Ole");
    }

    #[test]
    fn a_graph_differs_in_nothing_from_itself() {
        let one = graph(&[("a", "Ana"), ("b", "Per")], &[("a", "b")]);
        assert!(Difference::between(&one, &one.clone()).is_empty());
    }
}
