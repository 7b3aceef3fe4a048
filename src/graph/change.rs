//! Changes: the only way to write to a graph.

use std::sync::Arc;

use super::evidence::{Evidence, Origin};
use super::properties::Properties;
use super::store::{Graph, Labels, Node, NodeId, RelId, Relationship};
use super::value::Value;

/// One change to a graph. Nodes are named by their keys.
#[derive(Debug, Clone)]
pub enum Change {
    /// Adds a node.
    AddNode {
        /// Its key, not yet in use.
        key: Arc<str>,
        /// Its labels, in any order.
        labels: Vec<Arc<str>>,
        /// Its properties; those without a value are left out.
        properties: Properties,
        /// Where it was read.
        evidence: Arc<[Evidence]>,
    },
    /// Adds a relationship between two nodes.
    AddRelationship {
        /// Key of the node that it starts from.
        from: Arc<str>,
        /// Key of the node that it leads to.
        to: Arc<str>,
        /// Its type.
        kind: Arc<str>,
        /// Its properties; those without a value are left out.
        properties: Properties,
        /// Where it was read.
        evidence: Arc<[Evidence]>,
    },
    /// Lets a node be found by one more key.
    AddKey {
        /// Key of the node.
        node: Arc<str>,
        /// The other key, not yet in use.
        key: Arc<str>,
    },
}

/// Why a change could not be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// A node with this key is there already.
    #[error("a node with the key {0:?} is there already")]
    KeyTaken(Arc<str>),
    /// No node has this key.
    #[error("no node has the key {0:?}")]
    NoNode(Arc<str>),
}

/// Carries out one change.
pub(super) fn carry_out(graph: &mut Graph, change: Change) -> Result<(), ChangeError> {
    match change {
        Change::AddNode { key, labels, properties, evidence } => {
            if graph.by_key(&key).is_some() {
                return Err(ChangeError::KeyTaken(key));
            }
            let properties = properties.without_nulls();
            count_names(graph, &properties);
            let name = match properties.get("name") {
                Some(Value::String(name)) => Some(name.clone()),
                _ => None,
            };
            let labels = sorted(labels);
            let id = insert_node(graph, key, labels, properties, evidence.into());
            if let Some(name) = name {
                graph.names_mut().entry(name).or_default().push(id);
            }
        }
        Change::AddRelationship { from, to, kind, properties, evidence } => {
            let find =
                |graph: &Graph, key: Arc<str>| graph.by_key(&key).ok_or(ChangeError::NoNode(key));
            let (from, to) = (find(graph, from)?, find(graph, to)?);
            let properties = properties.without_nulls();
            count_names(graph, &properties);
            *graph.by_type.entry(kind.clone()).or_default() += 1;
            insert_relationship(graph, from, to, kind, properties, evidence.into());
        }
        Change::AddKey { node, key } => {
            if graph.by_key(&key).is_some() {
                return Err(ChangeError::KeyTaken(key));
            }
            let id = graph.by_key(&node).ok_or_else(|| ChangeError::NoNode(node.clone()))?;
            let own = graph.node(id).map_or(node, |node| node.key.clone());
            graph.other_keys.insert(key, own);
        }
    }
    Ok(())
}

/// Labels as nodes have them.
pub(super) fn sorted(mut labels: Vec<Arc<str>>) -> Labels {
    labels.sort();
    labels.dedup();
    labels.into()
}

/// Puts a node in, with all but its name and the count of its properties' names. Its key must not be taken, its labels be
/// sorted, no property be null.
pub(super) fn insert_node(
    graph: &mut Graph,
    key: Arc<str>,
    labels: Labels,
    properties: Properties,
    evidence: Origin,
) -> NodeId {
    let node = Node { key: key.clone(), labels: labels.clone(), properties, evidence };
    let id = NodeId(graph.inner.add_node(node));
    graph.enter_key(&key, id);
    for label in labels.iter() {
        match graph.by_label.get_mut(label) {
            Some(nodes) => nodes.push(id),
            None => drop(graph.by_label.insert(label.clone(), vec![id])),
        }
    }
    id
}

/// Puts a relationship in, with all but the counts of its type and its properties' names. No property may be null.
pub(super) fn insert_relationship(
    graph: &mut Graph,
    from: NodeId,
    to: NodeId,
    kind: Arc<str>,
    properties: Properties,
    evidence: Origin,
) -> RelId {
    RelId(graph.inner.add_edge(from.0, to.0, Relationship { kind, properties, evidence }))
}

fn count_names(graph: &mut Graph, properties: &Properties) {
    for name in properties.keys() {
        *graph.property_names.entry(name.clone()).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Change, ChangeError};
    use crate::graph::{Draft, Graph, Properties};

    fn node(key: &str) -> Change {
        Change::AddNode {
            key: key.into(),
            labels: Vec::new(),
            properties: Properties::default(),
            evidence: Arc::default(),
        }
    }

    fn also(node: &str, key: &str) -> Change {
        Change::AddKey { node: node.into(), key: key.into() }
    }

    #[test]
    fn a_node_is_found_by_each_of_its_keys_as_long_as_it_is_there() {
        let mut graph = Graph::new();
        graph.apply([node("a#v1"), also("a#v1", "b#v1"), also("b#v1", "c#v2")]).expect("a graph");
        let event = graph.by_key("a#v1").expect("a node");
        assert_eq!((graph.by_key("b#v1"), graph.by_key("c#v2")), (Some(event), Some(event)));
        assert_eq!((graph.further_keys(), graph.node_count()), (2, 1));
        let mut draft = Draft::new(&mut graph);
        draft.delete_node(event, true);
        draft.keep().expect("kept");
        assert_eq!((graph.by_key("b#v1"), graph.further_keys()), (None, 0));
    }

    #[test]
    fn no_key_is_given_twice() {
        let taken = |changes: Vec<Change>| Graph::new().apply(changes).expect_err("an error");
        for key in ["a", "b"] {
            let error = taken(vec![node("a"), node("b"), also("a", key)]);
            assert_eq!(error, ChangeError::KeyTaken(key.into()));
        }
        assert_eq!(
            taken(vec![node("a"), also("a", "b"), node("b")]),
            ChangeError::KeyTaken("b".into())
        );
        assert_eq!(taken(vec![also("a", "b")]), ChangeError::NoNode("a".into()));
    }
}
