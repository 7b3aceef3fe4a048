//! What is kept beside the graph to ask it fast: adjacency by type, labels and properties as flat tables.
//!
//! All of it is made from the graph when it is first wanted, and forgotten when the graph is written to. Nothing here
//! holds anything that the graph does not: answers are the same without it.

mod adjacency;
mod column;
mod text;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};

pub use adjacency::{Adjacency, Step};
pub use column::Column;

use petgraph::visit::{EdgeRef, IntoEdgeReferences};

use super::store::{Graph, NodeId};

/// The tables made so far.
#[derive(Debug, Default)]
pub(super) struct Index {
    adjacency: Cache<Vec<Arc<str>>, Adjacency>,
    labels: Cache<Arc<str>, NodeSet>,
    nodes: Cache<Arc<str>, Column>,
    relationships: Cache<Arc<str>, Column>,
}

/// A copy of a graph makes its own tables.
impl Clone for Index {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Tables by name, each made once.
#[derive(Debug)]
struct Cache<K, T>(Mutex<BTreeMap<K, Kept<T>>>);

/// A table, if it was made, and how often one looked without it.
#[derive(Debug)]
struct Kept<T> {
    table: Option<Arc<T>>,
    looks: Looks,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { table: None, looks: Looks::default() }
    }
}

/// How often one looked without a table since the graph was last written to.
pub type Looks = Arc<AtomicUsize>;

/// What a table is of.
#[derive(Debug, Clone, Copy)]
pub enum TableOf<'a> {
    /// Relationships of these types, of all if there are none, by node.
    Steps(&'a [Arc<str>]),
    /// The nodes with a label.
    Label(&'a Arc<str>),
    /// A property of all nodes.
    Nodes(&'a Arc<str>),
    /// A property of all relationships.
    Relationships(&'a Arc<str>),
}

impl<K, T> Default for Cache<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord + Clone, T> Cache<K, T> {
    fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<Arc<T>>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key)?.table.clone()
    }

    fn looks(&self, key: &K) -> Looks {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entry(key.clone()).or_default().looks.clone()
    }

    fn get_or_make(&self, key: &K, make: impl FnOnce() -> T) -> Arc<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let table = &mut kept.entry(key.clone()).or_default().table;
        table.get_or_insert_with(|| Arc::new(make())).clone()
    }
}

/// A set of nodes of one graph.
#[derive(Debug, Clone, Default)]
pub struct NodeSet(Vec<u64>);

impl NodeSet {
    /// Is the node in it? Cost: constant.
    #[inline]
    pub fn contains(&self, node: NodeId) -> bool {
        let number = node.number() as usize;
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Puts a node in; false where it was in already. Cost: constant, but for the growth of the table.
    #[inline]
    pub fn insert(&mut self, node: NodeId) -> bool {
        let number = node.number() as usize;
        if number / 64 >= self.0.len() {
            self.0.resize(number / 64 + 1, 0);
        }
        let Some(word) = self.0.get_mut(number / 64) else { return false };
        let bit = 1 << (number % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Takes a node out. Cost: constant.
    pub fn remove(&mut self, node: NodeId) {
        let number = node.number() as usize;
        if let Some(word) = self.0.get_mut(number / 64) {
            *word &= !(1 << (number % 64));
        }
    }
}

impl FromIterator<NodeId> for NodeSet {
    fn from_iter<I: IntoIterator<Item = NodeId>>(nodes: I) -> Self {
        let mut set = Self::default();
        nodes.into_iter().for_each(|node| _ = set.insert(node));
        set
    }
}

/// The types in the order in which a table of them is kept.
fn sorted(types: &[Arc<str>]) -> Vec<Arc<str>> {
    let mut key = types.to_vec();
    key.sort();
    key.dedup();
    key
}

impl Graph {
    /// How often one looked without a table since the graph was last written to; to be counted on.
    pub fn looks(&self, of: TableOf<'_>) -> Looks {
        match of {
            TableOf::Steps(types) => self.index.adjacency.looks(&sorted(types)),
            TableOf::Label(label) => self.index.labels.looks(label),
            TableOf::Nodes(name) => self.index.nodes.looks(name),
            TableOf::Relationships(name) => self.index.relationships.looks(name),
        }
    }

    /// The relationships of these types (of all, if there are none) by node, as a flat table; `None` where `make` is
    /// false and it was not made yet. Cost: constant, or, where it is made, linear in the relationships.
    pub fn adjacency(&self, types: &[Arc<str>], make: bool) -> Option<Arc<Adjacency>> {
        let key = sorted(types);
        if !make {
            return self.index.adjacency.get(&key);
        }
        Some(self.index.adjacency.get_or_make(&key, || Adjacency::of(self, &key)))
    }

    /// The nodes with a label, as a set; `None` where `make` is false and it was not made yet. Cost: constant, or, where
    /// it is made, linear in them.
    pub fn label_set(&self, label: &Arc<str>, make: bool) -> Option<Arc<NodeSet>> {
        if !make {
            return self.index.labels.get(&**label);
        }
        let make = || self.nodes_with_label(label).iter().copied().collect();
        Some(self.index.labels.get_or_make(label, make))
    }

    /// A property of all nodes, by their numbers; `None` where `make` is false and it was not made yet. Cost: constant,
    /// or, where it is made, linear in the nodes.
    pub fn node_column(&self, name: &Arc<str>, make: bool) -> Option<Arc<Column>> {
        if !make {
            return self.index.nodes.get(&**name);
        }
        Some(self.index.nodes.get_or_make(name, || {
            Column::of(name, || {
                let all = self.inner.node_indices();
                all.filter_map(|at| Some((at.index(), &self.inner.node_weight(at)?.properties)))
            })
        }))
    }

    /// A property of all relationships, by their numbers; `None` where `make` is false and it was not made yet. Cost:
    /// constant, or, where it is made, linear in the relationships.
    pub fn relationship_column(&self, name: &Arc<str>, make: bool) -> Option<Arc<Column>> {
        if !make {
            return self.index.relationships.get(&**name);
        }
        Some(self.index.relationships.get_or_make(name, || {
            Column::of(name, || {
                let all = self.inner.edge_references();
                all.map(|edge| (edge.id().index(), &edge.weight().properties))
            })
        }))
    }

    /// Forgets all tables: the graph is about to be written to.
    pub(super) fn forget(&mut self) {
        self.index = Index::default();
    }
}
