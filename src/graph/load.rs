//! Loading: a graph filled from a file, node by node and relationship by relationship.

use std::sync::Arc;

use petgraph::stable_graph::{EdgeIndex, NodeIndex};

use super::change::{insert_node, insert_relationship, sorted};
use super::columns::Columns;
use super::evidence::Origin;
use super::keys::GREATEST;
use super::names::Names;
use super::properties::Properties;
use super::store::{Graph, Labels, NodeId, RelId};

/// Fills a new graph, faster than a list of changes: ends of relationships are named by number, and what is counted is
/// counted at the end.
#[derive(Debug)]
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

impl Default for Loader {
    fn default() -> Self {
        let graph = Graph { by_name: Names::loaded(), ..Graph::default() };
        Self { graph, types: Tally::default(), names: Tally::default() }
    }
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
        self.graph.reserve_keys(nodes);
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

    /// Counts the names of columns whose rows are to be properties ([`Properties::of_row`]).
    pub fn columns(&mut self, columns: Columns) -> Arc<Columns> {
        for (name, cells) in columns.all() {
            let present = cells.present();
            if present > 0 {
                self.names.count(name, present);
            }
        }
        Arc::new(columns)
    }

    /// Adds a node. Properties without a value are left out; a row is one of columns that were counted ([`Self::columns`]).
    /// Cost: constant, but for its labels and properties.
    ///
    /// # Errors
    /// Its key is taken, or the graph is full.
    pub fn node(
        &mut self,
        key: Arc<str>,
        labels: impl Into<Labels>,
        properties: Properties,
        evidence: Origin,
    ) -> Result<NodeId, LoadError> {
        if self.graph.by_own_key(&key).is_some() {
            return Err(LoadError::KeyTaken);
        }
        if self.graph.inner.node_count() >= GREATEST as usize {
            return Err(LoadError::Full);
        }
        let mut labels = labels.into();
        if !labels.is_sorted_by(|a, b| a < b) {
            labels = sorted(labels.to_vec());
        }
        let properties = properties.without_nulls();
        self.count(&properties);
        Ok(insert_node(&mut self.graph, key, labels, properties, evidence))
    }

    /// Gives the rows of columns to as many nodes, from this one on. Cost: linear in them.
    pub fn fill_nodes(&mut self, first: NodeId, columns: Columns) {
        let columns = self.columns(columns);
        for (row, at) in (0u32..).zip(first.0.index()..).take(columns.rows()) {
            if let Some(node) = self.graph.inner.node_weight_mut(NodeIndex::new(at)) {
                node.properties = Properties::of_row(columns.clone(), row);
            }
        }
    }

    /// Gives the rows of columns to as many relationships, from this one on. Cost: linear in them.
    pub fn fill_relationships(&mut self, first: RelId, columns: Columns) {
        let columns = self.columns(columns);
        for (row, at) in (0u32..).zip(first.0.index()..).take(columns.rows()) {
            if let Some(relationship) = self.graph.inner.edge_weight_mut(EdgeIndex::new(at)) {
                relationship.properties = Properties::of_row(columns.clone(), row);
            }
        }
    }

    fn count(&mut self, properties: &Properties) {
        if properties.row().is_none() {
            properties.keys().for_each(|name| self.names.count(name, 1));
        }
    }

    /// Adds a relationship. Properties are those of [`Self::node`]. Cost: constant, but for its properties.
    ///
    /// # Errors
    /// One of its ends is no node of this graph, or the graph is full.
    pub fn relationship(
        &mut self,
        (from, to): (NodeId, NodeId),
        kind: Arc<str>,
        properties: Properties,
        evidence: Origin,
    ) -> Result<RelId, LoadError> {
        // No node is ever taken out here, so those that are there are the first ones; to look at them would take time.
        let nodes = self.graph.inner.node_count();
        if from.0.index().max(to.0.index()) >= nodes {
            return Err(LoadError::NoNode);
        }
        if self.graph.inner.edge_count() >= MOST {
            return Err(LoadError::Full);
        }
        let properties = properties.without_nulls();
        self.count(&properties);
        self.types.count(&kind, 1);
        Ok(insert_relationship(&mut self.graph, from, to, kind, properties, evidence))
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

/// How many relationships a graph may hold: petgraph keeps the last number for itself.
const MOST: usize = u32::MAX as usize - 1;

/// How often each word comes. Words that come again are the same copy, and few are looked for among the last ones.
#[derive(Debug, Default)]
struct Tally(Vec<(Arc<str>, usize)>);

/// Of more words than these, the same word may stand in a tally twice; the counts are added up in the end.
const LOOKED_AT: usize = 32;

impl Tally {
    fn count(&mut self, word: &Arc<str>, more: usize) {
        let from = self.0.len().saturating_sub(LOOKED_AT);
        let known = self.0.iter_mut().skip(from).find(|(known, _)| Arc::ptr_eq(known, word));
        match known {
            Some((_, count)) => *count += more,
            None => {
                if self.0.len() >= 1 << 16 {
                    self.gather();
                }
                self.0.push((word.clone(), more));
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
