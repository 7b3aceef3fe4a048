//! What the evaluator needs to know of a graph.

use std::sync::Arc;

use crate::graph::{
    Adjacency, Column, Graph, Looks, NodeId, NodeSet, Properties, RelId, TableOf, Value, Way,
};

/// A property graph that can be asked. All iteration is in an order that is always the same.
pub trait Dataset {
    /// How many nodes there are.
    fn node_count(&self) -> usize;
    /// How many relationships there are.
    fn relationship_count(&self) -> usize;
    /// How many nodes have the label. Constant cost.
    fn label_count(&self, label: &str) -> usize;
    /// How many relationships have the type. Constant cost.
    fn type_count(&self, kind: &str) -> usize;
    /// All nodes, until `visit` gives an error.
    ///
    /// # Errors
    /// What `visit` gives.
    fn nodes(&self, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop>;
    /// The nodes with a label, until `visit` gives an error.
    ///
    /// # Errors
    /// What `visit` gives.
    fn nodes_with_label(&self, label: &str, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop>;
    /// The nodes whose property `name` is this text, until `visit` gives an error. Constant cost for each.
    ///
    /// # Errors
    /// What `visit` gives.
    fn nodes_with_name(&self, name: &str, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop>;
    /// How many nodes [`Self::nodes_with_name`] gives. Constant cost.
    fn name_count(&self, name: &str) -> usize;
    /// All relationships, until `visit` gives an error.
    ///
    /// # Errors
    /// What `visit` gives.
    fn relationships(&self, visit: &mut Visit<'_, RelId>) -> Result<(), Stop>;
    /// The relationships of a node that have one of the types (any if there are none), with their other ends.
    ///
    /// # Errors
    /// What `visit` gives.
    fn relationships_of(
        &self,
        node: NodeId,
        way: Way,
        types: &[Arc<str>],
        visit: &mut Visit<'_, (RelId, NodeId)>,
    ) -> Result<(), Stop>;
    /// Has a node fewer relationships than another one? Cost: the smaller of the two numbers.
    fn has_fewer(&self, node: NodeId, than: NodeId) -> bool;
    /// The node with a key.
    fn by_key(&self, key: &str) -> Option<NodeId>;
    /// The key of a node.
    fn key(&self, node: NodeId) -> Option<Arc<str>>;
    /// The labels of a node, sorted.
    fn labels(&self, node: NodeId) -> &[Arc<str>];
    /// The type of a relationship.
    fn kind(&self, relationship: RelId) -> Option<&Arc<str>>;
    /// The start and the end of a relationship.
    fn ends(&self, relationship: RelId) -> Option<(NodeId, NodeId)>;
    /// The properties of a node.
    fn node_properties(&self, node: NodeId) -> Option<&Properties>;
    /// The properties of a relationship.
    fn relationship_properties(&self, relationship: RelId) -> Option<&Properties>;
    /// The labels in use, sorted.
    fn all_labels(&self) -> Vec<Arc<str>>;
    /// The relationship types in use, sorted.
    fn all_types(&self) -> Vec<Arc<str>>;
    /// The property names in use, sorted.
    fn all_property_names(&self) -> Vec<Arc<str>>;

    /// The node with a number, if one has it.
    fn numbered(&self, _number: u32) -> Option<NodeId> {
        None
    }

    /// The relationships of some types (of all, if there are none) as a table, if there is one, or if `make` is true and
    /// one can be made. It holds as long as the data is not written to.
    fn adjacency(&self, _types: &[Arc<str>], _make: bool) -> Option<Arc<Adjacency>> {
        None
    }

    /// The nodes with a label as a set, on the same terms.
    fn label_set(&self, _label: &Arc<str>, _make: bool) -> Option<Arc<NodeSet>> {
        None
    }

    /// A property of all nodes as a table, on the same terms.
    fn node_column(&self, _name: &Arc<str>, _make: bool) -> Option<Arc<Column>> {
        None
    }

    /// A property of all relationships as a table, on the same terms.
    fn relationship_column(&self, _name: &Arc<str>, _make: bool) -> Option<Arc<Column>> {
        None
    }

    /// How often one looked without a table since the data was last written to, to be counted on; nothing where no table
    /// is made.
    fn looks(&self, _of: TableOf<'_>) -> Looks {
        Looks::default()
    }

    /// Was the node deleted while somebody holds it still?
    fn is_deleted(&self, _node: NodeId) -> bool {
        false
    }

    /// Was the relationship deleted while somebody holds it still?
    fn is_deleted_relationship(&self, _relationship: RelId) -> bool {
        false
    }

    /// A property of a node; null where it has none.
    fn node_property(&self, node: NodeId, name: &str) -> Value {
        self.node_properties(node).and_then(|map| map.get(name)).cloned().unwrap_or_default()
    }

    /// A property of a relationship; null where it has none.
    fn relationship_property(&self, relationship: RelId, name: &str) -> Value {
        let properties = self.relationship_properties(relationship);
        properties.and_then(|map| map.get(name)).cloned().unwrap_or_default()
    }
}

/// What is called for each thing that is visited.
pub type Visit<'a, T> = dyn FnMut(T) -> Result<(), Stop> + 'a;

/// Why a visit ends before its end.
#[derive(Debug)]
pub enum Stop {
    /// Nobody needs more.
    Enough,
    /// Something went wrong.
    Error(Box<super::QueryError>),
}

impl From<super::QueryError> for Stop {
    fn from(error: super::QueryError) -> Self {
        Self::Error(Box::new(error))
    }
}

impl Dataset for Graph {
    fn numbered(&self, number: u32) -> Option<NodeId> {
        Self::numbered(self, number)
    }
    fn adjacency(&self, types: &[Arc<str>], make: bool) -> Option<Arc<Adjacency>> {
        Self::adjacency(self, types, make)
    }

    fn label_set(&self, label: &Arc<str>, make: bool) -> Option<Arc<NodeSet>> {
        Self::label_set(self, label, make)
    }

    fn node_column(&self, name: &Arc<str>, make: bool) -> Option<Arc<Column>> {
        Self::node_column(self, name, make)
    }

    fn relationship_column(&self, name: &Arc<str>, make: bool) -> Option<Arc<Column>> {
        Self::relationship_column(self, name, make)
    }

    fn looks(&self, of: TableOf<'_>) -> Looks {
        Self::looks(self, of)
    }

    fn node_count(&self) -> usize {
        Self::node_count(self)
    }

    fn relationship_count(&self) -> usize {
        Self::relationship_count(self)
    }

    fn label_count(&self, label: &str) -> usize {
        Self::nodes_with_label(self, label).len()
    }

    fn type_count(&self, kind: &str) -> usize {
        self.relationships_with_type(kind)
    }

    fn nodes(&self, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop> {
        Self::nodes(self).try_for_each(visit)
    }

    fn nodes_with_label(&self, label: &str, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop> {
        Self::nodes_with_label(self, label).iter().copied().try_for_each(visit)
    }

    fn nodes_with_name(&self, name: &str, visit: &mut Visit<'_, NodeId>) -> Result<(), Stop> {
        Self::nodes_with_name(self, name).iter().copied().try_for_each(visit)
    }

    fn name_count(&self, name: &str) -> usize {
        Self::nodes_with_name(self, name).len()
    }

    fn relationships(&self, visit: &mut Visit<'_, RelId>) -> Result<(), Stop> {
        Self::relationships(self).try_for_each(visit)
    }

    fn relationships_of(
        &self,
        node: NodeId,
        way: Way,
        types: &[Arc<str>],
        visit: &mut Visit<'_, (RelId, NodeId)>,
    ) -> Result<(), Stop> {
        for (relationship, other) in Self::relationships_of(self, node, way) {
            let wanted = types.is_empty()
                || self.relationship(relationship).is_some_and(|rel| types.contains(&rel.kind));
            if wanted {
                visit((relationship, other))?;
            }
        }
        Ok(())
    }

    fn has_fewer(&self, node: NodeId, than: NodeId) -> bool {
        let mut here = Self::relationships_of(self, node, Way::Both);
        let mut there = Self::relationships_of(self, than, Way::Both);
        loop {
            match (here.next(), there.next()) {
                (None, other) => return other.is_some(),
                (Some(_), None) => return false,
                (Some(_), Some(_)) => {}
            }
        }
    }

    fn by_key(&self, key: &str) -> Option<NodeId> {
        Self::by_key(self, key)
    }

    fn key(&self, node: NodeId) -> Option<Arc<str>> {
        self.node(node).map(|node| node.key.clone())
    }

    fn labels(&self, node: NodeId) -> &[Arc<str>] {
        self.node(node).map_or(&[], |node| &node.labels[..])
    }

    fn kind(&self, relationship: RelId) -> Option<&Arc<str>> {
        self.relationship(relationship).map(|rel| &rel.kind)
    }

    fn ends(&self, relationship: RelId) -> Option<(NodeId, NodeId)> {
        Self::ends(self, relationship)
    }

    fn node_properties(&self, node: NodeId) -> Option<&Properties> {
        self.node(node).map(|node| &node.properties)
    }

    fn relationship_properties(&self, relationship: RelId) -> Option<&Properties> {
        self.relationship(relationship).map(|rel| &rel.properties)
    }

    fn all_labels(&self) -> Vec<Arc<str>> {
        Self::labels(self).map(|(label, _)| label.clone()).collect()
    }

    fn all_types(&self) -> Vec<Arc<str>> {
        self.relationship_types().map(|(kind, _)| kind.clone()).collect()
    }

    fn all_property_names(&self) -> Vec<Arc<str>> {
        self.property_names().cloned().collect()
    }
}
