//! The nodes and relationships that are written.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::selection::Selection;
use crate::graph::{Graph, Node, NodeId, NotFound, RelId, Relationship, Way};

/// What of a graph is written: nodes, each once, and relationships between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    nodes: Vec<NodeId>,
    /// `None`: all between the nodes.
    only: Option<BTreeSet<RelId>>,
    of: usize,
}

/// A relationship with the numbers of its ends among the nodes of a part, from 0.
#[derive(Debug, Clone, Copy)]
pub struct Edge<'g> {
    /// Its id in the graph.
    pub id: RelId,
    /// The number of the node that it leaves.
    pub from: usize,
    /// The number of the node that it goes to.
    pub to: usize,
    /// What it is.
    pub relationship: &'g Relationship,
}

impl Part {
    /// What a selection picks of a graph. Cost: that of [`Selection::pick`].
    ///
    /// # Errors
    /// Nothing is called as the middle is.
    pub fn of(graph: &Graph, selection: &Selection) -> Result<Self, NotFound> {
        let selected = selection.pick(graph)?;
        Ok(Self { nodes: selected.nodes, only: None, of: selected.of })
    }

    /// What an answer names: these nodes and relationships, and the nodes at the ends of the relationships. Where it
    /// names no relationship, all that stand between the nodes. Cost: n log n in both.
    pub fn named(
        graph: &Graph,
        mut nodes: BTreeSet<NodeId>,
        relationships: BTreeSet<RelId>,
    ) -> Self {
        let ends = relationships.iter().filter_map(|&id| graph.ends(id));
        nodes.extend(ends.flat_map(|(from, to)| [from, to]));
        let of = nodes.len();
        let only = (!relationships.is_empty()).then_some(relationships);
        Self { nodes: nodes.into_iter().collect(), only, of }
    }

    /// The same without the nodes behind the first `limit`, best connected first.
    /// Cost: n log n in the nodes, and a look at all their relationships.
    #[must_use]
    pub fn limited(mut self, graph: &Graph, limit: usize) -> Self {
        if limit < self.nodes.len() {
            let mut degrees = vec![0_usize; self.nodes.len()];
            for edge in self.edges(graph) {
                for end in [edge.from, edge.to] {
                    if let Some(degree) = degrees.get_mut(end) {
                        *degree += 1;
                    }
                }
            }
            let mut order: Vec<(std::cmp::Reverse<usize>, NodeId)> =
                degrees.into_iter().map(std::cmp::Reverse).zip(self.nodes).collect();
            order.sort_unstable();
            order.truncate(limit);
            self.nodes = order.into_iter().map(|(_, id)| id).collect();
            self.nodes.sort_unstable();
        }
        self
    }

    /// The nodes, in the order of the graph.
    pub fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    /// How many nodes there were before a limit left some out; `None` where it left out none.
    pub fn left_out_of(&self) -> Option<usize> {
        (self.nodes.len() < self.of).then_some(self.of)
    }

    /// The nodes with their ids.
    pub fn each_node<'g>(&self, graph: &'g Graph) -> impl Iterator<Item = (NodeId, &'g Node)> {
        self.nodes.iter().filter_map(|&id| Some((id, graph.node(id)?)))
    }

    /// The relationships between the nodes, by the nodes that they leave, then by id. Cost: linear in the relationships
    /// of the nodes, and sorting those of each node; memory for a number for each node.
    pub fn edges<'a>(&'a self, graph: &'a Graph) -> impl Iterator<Item = Edge<'a>> + 'a {
        let numbers: FxHashMap<NodeId, usize> =
            self.nodes.iter().enumerate().map(|(number, &id)| (id, number)).collect();
        let only = self.only.as_ref();
        self.nodes.iter().enumerate().flat_map(move |(from, &id)| {
            let mut leaving: Vec<(RelId, NodeId)> = graph.relationships_of(id, Way::Out).collect();
            leaving.retain(|(id, _)| only.is_none_or(|only| only.contains(id)));
            leaving.sort_unstable();
            let edge = |(id, to)| {
                let to = *numbers.get(&to)?;
                Some(Edge { id, from, to, relationship: graph.relationship(id)? })
            };
            leaving.into_iter().filter_map(edge).collect::<Vec<_>>()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Part;
    use crate::export::Selection;
    use crate::graph::Graph;

    #[test]
    fn a_part_of_an_empty_graph_is_empty() {
        let graph = Graph::new();
        let part = Part::of(&graph, &Selection::default()).expect("a part");
        assert!(part.nodes().is_empty() && part.edges(&graph).next().is_none());
        assert_eq!(part.left_out_of(), None);
    }
}
