//! The store: petgraph's graph, with look-up by key, label and relationship type beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};

use super::change::{Change, ChangeError};
use super::evidence::Origin;
use super::keys::Keys;
use super::names::Names;
use super::properties::Properties;
use super::value::Value;

/// A node of one graph: valid until the node is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) NodeIndex<u32>);

/// A relationship of one graph: valid until the relationship is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelId(pub(super) EdgeIndex<u32>);

impl NodeId {
    /// A number for it, as openCypher's `id()` gives.
    #[inline]
    pub fn number(self) -> u32 {
        u32::try_from(self.0.index()).unwrap_or(u32::MAX)
    }
}

impl RelId {
    /// A number for it, as openCypher's `id()` gives.
    #[inline]
    pub fn number(self) -> u32 {
        u32::try_from(self.0.index()).unwrap_or(u32::MAX)
    }
}

/// Labels of nodes; those that have the same ones share the list.
pub type Labels = Arc<[Arc<str>]>;

/// A node.
#[derive(Debug, Clone)]
pub struct Node {
    /// A key that is stable across builds and unique in the graph, such as `person/marco-rubio` or `01#v3`.
    pub key: Arc<str>,
    /// Its labels, sorted.
    pub labels: Labels,
    /// Its properties.
    pub properties: Properties,
    /// Where it was read.
    pub evidence: Origin,
}

/// A relationship.
#[derive(Debug, Clone)]
pub struct Relationship {
    /// Its type.
    pub kind: Arc<str>,
    /// Its properties.
    pub properties: Properties,
    /// Where it was read.
    pub evidence: Origin,
}

/// Which way relationships lead from a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// From the node.
    Out,
    /// To the node.
    In,
    /// Either; a self loop counts once.
    Both,
}

/// The property graph. It is written by change lists only ([`Graph::apply`]).
///
/// Iteration is in order of insertion everywhere, so that equal change lists give equal answers.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    pub(super) inner: StableDiGraph<Node, Relationship, u32>,
    pub(super) keys: Keys,
    /// Further keys of nodes, each with the node's own: what several documents tell has one in each of them.
    pub(super) other_keys: rustc_hash::FxHashMap<Arc<str>, Arc<str>>,
    pub(super) by_name: Names,
    pub(super) by_label: BTreeMap<Arc<str>, Vec<NodeId>>,
    pub(super) by_type: BTreeMap<Arc<str>, usize>,
    pub(super) property_names: BTreeMap<Arc<str>, usize>,
    pub(super) tables: Vec<Arc<str>>,
    pub(super) index: super::index::Index,
    /// What was written to, as it was before; only where that may have to be taken back.
    pub(super) overlay: Option<Box<super::overlay::Overlay>>,
}

impl Graph {
    /// A graph without nodes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Carries out a list of changes, in order. On an error nothing after the failing change is carried out.
    ///
    /// # Errors
    /// A node that a change names does not exist, or a key is taken.
    pub fn apply(&mut self, changes: impl IntoIterator<Item = Change>) -> Result<(), ChangeError> {
        self.forget();
        changes.into_iter().try_for_each(|change| super::change::carry_out(self, change))
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.inner.node_count()
    }

    /// How many relationships there are.
    pub fn relationship_count(&self) -> usize {
        self.inner.edge_count()
    }

    /// The node, unless it was removed.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.inner.node_weight(id.0)
    }

    /// The relationship, unless it was removed.
    pub fn relationship(&self, id: RelId) -> Option<&Relationship> {
        self.inner.edge_weight(id.0)
    }

    /// Where a relationship starts and where it leads.
    pub fn ends(&self, id: RelId) -> Option<(NodeId, NodeId)> {
        self.inner.edge_endpoints(id.0).map(|(from, to)| (NodeId(from), NodeId(to)))
    }

    /// The node with this key, be it one of its further keys. Cost: constant.
    pub fn by_key(&self, key: &str) -> Option<NodeId> {
        let own = || self.by_own_key(self.other_keys.get(key)?);
        self.by_own_key(key).or_else(own)
    }

    /// How many further keys there are, of all nodes. Cost: linear in them.
    pub fn further_keys(&self) -> usize {
        self.other_keys.values().filter(|own| self.by_own_key(own).is_some()).count()
    }

    /// The node whose own key this is.
    pub(super) fn by_own_key(&self, key: &str) -> Option<NodeId> {
        let found = self.keys.get(key, |number| key_of(&self.inner, number))?;
        Some(NodeId(NodeIndex::new(found as usize)))
    }

    /// Lets a node be found by its key, which no other has.
    pub(super) fn enter_key(&mut self, key: &str, id: NodeId) {
        let Self { keys, inner, .. } = self;
        keys.insert(key, id.number(), |number| key_of(inner, number));
    }

    /// Makes room for the keys of so many nodes more.
    pub(super) fn reserve_keys(&mut self, more: usize) {
        let Self { keys, inner, .. } = self;
        keys.reserve(more, |number| key_of(inner, number));
    }

    /// The node with this number. Cost: constant.
    pub fn numbered(&self, number: u32) -> Option<NodeId> {
        Some(NodeId(NodeIndex::new(number as usize))).filter(|&id| self.node(id).is_some())
    }

    /// All nodes.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.inner.node_indices().map(NodeId)
    }

    /// All relationships.
    pub fn relationships(&self) -> impl Iterator<Item = RelId> + '_ {
        self.inner.edge_references().map(|edge| RelId(edge.id()))
    }

    /// The nodes with this label, in order of insertion; cost: constant, plus the nodes.
    pub fn nodes_with_label(&self, label: &str) -> &[NodeId] {
        self.by_label.get(label).map_or(&[], Vec::as_slice)
    }

    /// The labels in use, with the number of their nodes, sorted.
    pub fn labels(&self) -> impl Iterator<Item = (&Arc<str>, usize)> {
        self.by_label.iter().map(|(label, nodes)| (label, nodes.len())).filter(|&(_, n)| n > 0)
    }

    /// The relationship types in use, with the number of their relationships, sorted.
    pub fn relationship_types(&self) -> impl Iterator<Item = (&Arc<str>, usize)> {
        self.by_type.iter().map(|(kind, &n)| (kind, n)).filter(|&(_, n)| n > 0)
    }

    /// How many relationships have this type. Cost: the logarithm of the number of types.
    pub fn relationships_with_type(&self, kind: &str) -> usize {
        self.by_type.get(kind).copied().unwrap_or(0)
    }

    /// The names of properties in use, sorted.
    pub fn property_names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.property_names.iter().filter(|&(_, &n)| n > 0).map(|(name, _)| name)
    }

    /// Names of the tables that lines of it were imported from, in the order that [`super::Row::table`] counts them in.
    pub fn tables(&self) -> &[Arc<str>] {
        &self.tables
    }

    /// The relationships at a node with the node at their other end. Cost: the node's degree.
    pub fn relationships_of(
        &self,
        id: NodeId,
        way: Way,
    ) -> impl Iterator<Item = (RelId, NodeId)> + '_ {
        let out = (way != Way::In).then(|| self.inner.edges_directed(id.0, Direction::Outgoing));
        let into = (way != Way::Out).then(|| self.inner.edges_directed(id.0, Direction::Incoming));
        let out = out.into_iter().flatten().map(|edge| (RelId(edge.id()), NodeId(edge.target())));
        let into = into
            .into_iter()
            .flatten()
            .filter(move |edge| way == Way::In || edge.source() != edge.target())
            .map(|edge| (RelId(edge.id()), NodeId(edge.source())));
        out.chain(into)
    }

    /// The value of a node's property; null where it has none.
    pub fn node_property(&self, id: NodeId, name: &str) -> Value {
        self.node(id).and_then(|node| node.properties.get(name)).cloned().unwrap_or_default()
    }

    /// The value of a relationship's property; null where it has none.
    pub fn relationship_property(&self, id: RelId, name: &str) -> Value {
        self.relationship(id).and_then(|rel| rel.properties.get(name)).cloned().unwrap_or_default()
    }
}

fn key_of(inner: &StableDiGraph<Node, Relationship, u32>, number: u32) -> Option<&str> {
    inner.node_weight(NodeIndex::new(number as usize)).map(|node| &*node.key)
}
