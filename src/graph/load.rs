//! Loading: a graph filled from a file, node by node and relationship by relationship.

use std::sync::Arc;

use super::change::{insert_node, insert_relationship};
use super::evidence::Origin;
use super::properties::Properties;
use super::store::{Graph, NodeId};

/// Fills a new graph, faster than a list of changes: ends of relationships are named by number, and what is counted is
/// counted at the end.
#[derive(Debug, Default)]
pub struct Loader {
    graph: Graph,
    types: Tally,
    names: Tally,
}

/// Why something cannot be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// A node with this key is there already.
    #[error("a node with this key is there already")]
    KeyTaken,
    /// A relationship leads from or to a node that is not there.
    #[error("a relationship leads to a node that is not there")]
    NoNode,
    /// The graph holds four milliards of nodes or relationships, and can hold no more.
    #[error("the graph is full")]
    Full,
}

impl Loader {
    /// Begins with an empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for so many nodes and relationships more: a graph that grows piece by piece takes twice the memory.
    pub fn reserve(&mut self, nodes: usize, relationships: usize) {
        self.graph.inner.reserve_exact_nodes(nodes);
        self.graph.inner.reserve_exact_edges(relationships);
        self.graph.by_key.reserve(nodes);
    }

    /// Adds a table; its number for [`super::Row::table`].
    pub fn table(&mut self, name: Arc<str>) -> u32 {
        self.graph.tables.push(name);
        u32::try_from(self.graph.tables.len() - 1).unwrap_or(u32::MAX)
    }

    /// The graph as far as it is loaded, but for what it counts.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Adds a node. Properties without a value are left out. Cost: constant, but for its labels and properties.
    ///
    /// # Errors
    /// Its key is taken, or the graph is full.
    pub fn node(
        &mut self,
        key: Arc<str>,
        labels: Vec<Arc<str>>,
        properties: Properties,
        evidence: Origin,
    ) -> Result<NodeId, LoadError> {
        if self.graph.by_key.contains_key(&key) {
            return Err(LoadError::KeyTaken);
        }
        // petgraph keeps the last number for itself.
        if self.graph.inner.node_count() >= MOST {
            return Err(LoadError::Full);
        }
        let properties = properties.without_nulls();
        properties.keys().for_each(|name| self.names.count(name));
        Ok(insert_node(&mut self.graph, key, labels, properties, evidence))
    }

    /// Adds a relationship. Properties without a value are left out. Cost: constant, but for its properties.
    ///
    /// # Errors
    /// One of its ends is no node of this graph, or the graph is full.
    pub fn relationship(
        &mut self,
        (from, to): (NodeId, NodeId),
        kind: Arc<str>,
        properties: Properties,
        evidence: Origin,
    ) -> Result<(), LoadError> {
        // No node is ever taken out here, so those that are there are the first ones; to look at them would take time.
        let nodes = self.graph.inner.node_count();
        if from.0.index().max(to.0.index()) >= nodes {
            return Err(LoadError::NoNode);
        }
        if self.graph.inner.edge_count() >= MOST {
            return Err(LoadError::Full);
        }
        let properties = properties.without_nulls();
        properties.keys().for_each(|name| self.names.count(name));
        self.types.count(&kind);
        insert_relationship(&mut self.graph, from, to, kind, properties, evidence);
        Ok(())
    }

    /// The graph.
    pub fn finish(mut self) -> Graph {
        for (name, count) in self.names.0 {
            *self.graph.property_names.entry(name).or_default() += count;
        }
        for (kind, count) in self.types.0 {
            *self.graph.by_type.entry(kind).or_default() += count;
        }
        self.graph
    }
}

/// How many nodes or relationships a graph may hold.
const MOST: usize = u32::MAX as usize - 1;

/// How often each word comes. Words that come again are the same copy, and few are looked for among the last ones.
#[derive(Debug, Default)]
struct Tally(Vec<(Arc<str>, usize)>);

/// Of more words than these, the same word may stand in a tally twice; the counts are added up in the end.
const LOOKED_AT: usize = 32;

impl Tally {
    fn count(&mut self, word: &Arc<str>) {
        let from = self.0.len().saturating_sub(LOOKED_AT);
        let known = self.0.iter_mut().skip(from).find(|(known, _)| Arc::ptr_eq(known, word));
        match known {
            Some((_, count)) => *count += 1,
            None => {
                if self.0.len() >= 1 << 16 {
                    self.gather();
                }
                self.0.push((word.clone(), 1));
            }
        }
    }

    /// Puts equal words together.
    fn gather(&mut self) {
        self.0.sort();
        self.0.dedup_by(|(word, count), (kept, sum)| {
            let same = word == kept;
            if same {
                *sum += *count;
            }
            same
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{LoadError, Loader};
    use crate::graph::{Graph, Origin, Properties, Row, Value};

    #[test]
    fn what_is_loaded_is_found_and_counted() {
        let mut loader = Loader::new();
        let table = loader.table("met.csv".into());
        let properties = |name: &str| Properties::of_distinct(vec![("name".into(), name.into())]);
        let label: Arc<str> = "Person".into();
        let row = |line| Origin::Row(Row { table, line });
        let ana = loader.node("1".into(), vec![label.clone()], properties("Ana Ruiz"), row(2));
        let (ana, label) = (ana.unwrap(), vec![label]);
        let twice = loader.node("1".into(), label, Properties::default(), row(3));
        assert_eq!(twice, Err(LoadError::KeyTaken));
        let met = |loader: &mut Loader| {
            loader.relationship((ana, ana), "MET".into(), Properties::default(), row(2))
        };
        met(&mut loader).unwrap();
        met(&mut loader).unwrap();
        let graph: Graph = loader.finish();
        assert_eq!(graph.nodes_with_name("Ana Ruiz"), [ana]);
        assert_eq!(graph.nodes_with_label("Person"), [ana]);
        assert_eq!(graph.relationships_with_type("MET"), 2);
        assert_eq!(graph.property_names().count(), 1);
        assert!(matches!(graph.node_property(ana, "name"), Value::String(_)));
        assert_eq!(graph.node(ana).unwrap().evidence.row(), Some(Row { table, line: 2 }));
        assert_eq!(&*graph.tables()[0], "met.csv");
    }

    #[test]
    fn many_words_are_counted_as_well() {
        let mut loader = Loader::new();
        for i in 0..200 {
            let properties =
                Properties::of_distinct(vec![(format!("p{}", i % 50).into(), 1.into())]);
            loader.node(format!("{i}").into(), vec![], properties, Origin::default()).unwrap();
        }
        assert_eq!(loader.finish().property_names().count(), 50);
    }
}
