//! Relationships by node, in flat tables.

use std::sync::{Arc, OnceLock};

use petgraph::visit::{EdgeRef, IntoEdgeReferences, NodeIndexable};

use super::NodeSet;
use crate::graph::store::{Graph, NodeId, RelId, Way};

/// A relationship as it is seen from a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The node at its other end.
    pub node: NodeId,
    /// The relationship.
    pub relationship: RelId,
}

/// The relationships of some types, by the node that they start from and by the node that they lead to; those that
/// were added last come first.
#[derive(Debug)]
pub struct Adjacency {
    out: Side,
    into: Side,
    loops: bool,
}

/// The relationships at their one end.
#[derive(Debug, Default)]
struct Side {
    /// Where the steps of each node begin, and where those of the last one end.
    starts: Vec<u32>,
    steps: Vec<Step>,
    /// The steps of each node sorted by the nodes at their other ends.
    sorted: OnceLock<Vec<Step>>,
}

impl Side {
    fn of(nodes: usize, steps: &[(NodeId, Step)]) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        for (node, _) in steps {
            if let Some(count) = starts.get_mut(node.number() as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let Some(&(_, any)) = steps.first() else { return Self { starts, ..Self::default() } };
        let (mut placed, mut next) = (vec![any; steps.len()], starts.clone());
        for &(node, step) in steps.iter().rev() {
            if let Some(at) = next.get_mut(node.number() as usize) {
                if let Some(place) = placed.get_mut(*at as usize) {
                    *place = step;
                }
                *at += 1;
            }
        }
        Self { starts, steps: placed, sorted: OnceLock::new() }
    }

    #[inline]
    fn range(&self, node: NodeId) -> std::ops::Range<usize> {
        let number = node.number() as usize;
        let bounds = self.starts.get(number).zip(self.starts.get(number + 1));
        bounds.map_or(0..0, |(&start, &end)| start as usize..end as usize)
    }

    #[inline]
    fn steps(&self, node: NodeId) -> &[Step] {
        self.steps.get(self.range(node)).unwrap_or_default()
    }

    /// The steps from one node to another.
    fn between(&self, node: NodeId, other: NodeId) -> &[Step] {
        let sorted = self.sorted.get_or_init(|| {
            let mut sorted = self.steps.clone();
            for ends in self.starts.windows(2) {
                let &[start, end] = ends else { continue };
                if let Some(of_one) = sorted.get_mut(start as usize..end as usize) {
                    of_one.sort_unstable();
                }
            }
            sorted
        });
        let all = sorted.get(self.range(node)).unwrap_or_default();
        let start = all.partition_point(|step| step.node < other);
        let rest = all.get(start..).unwrap_or_default();
        let count = rest.iter().take_while(|step| step.node == other).count();
        rest.get(..count).unwrap_or_default()
    }
}

impl Adjacency {
    /// The relationships of these types; all if there are none.
    pub(super) fn of(graph: &Graph, types: &[Arc<str>]) -> Self {
        let (mut out, mut into) = (Vec::new(), Vec::new());
        for edge in graph.inner.edge_references() {
            if types.is_empty() || types.contains(&edge.weight().kind) {
                let (from, to) = (NodeId(edge.source()), NodeId(edge.target()));
                let relationship = RelId(edge.id());
                out.push((from, Step { node: to, relationship }));
                into.push((to, Step { node: from, relationship }));
            }
        }
        let nodes = graph.inner.node_bound();
        let loops = out.iter().any(|(node, step)| *node == step.node);
        Self { out: Side::of(nodes, &out), into: Side::of(nodes, &into), loops }
    }

    /// The relationships at a node: those that start from it, then those that lead to it; a self loop counts once.
    #[inline]
    pub fn steps(&self, node: NodeId, way: Way) -> impl Iterator<Item = Step> + '_ {
        let [out, into] = self.slices(node, way);
        let into = into.iter().filter(move |step| way == Way::In || step.node != node);
        out.iter().chain(into).copied()
    }

    /// The same as two slices; a self loop is in both.
    #[inline]
    pub fn slices(&self, node: NodeId, way: Way) -> [&[Step]; 2] {
        let out = if way == Way::In { &[] } else { self.out.steps(node) };
        let into = if way == Way::Out { &[] } else { self.into.steps(node) };
        [out, into]
    }

    /// At most so many relationships are at a node: a self loop may be counted twice. Cost: constant.
    #[inline]
    pub fn degree(&self, node: NodeId, way: Way) -> usize {
        let out = if way == Way::In { 0 } else { self.out.range(node).len() };
        let into = if way == Way::Out { 0 } else { self.into.range(node).len() };
        out + into
    }

    /// The relationships from a node to another one. Cost: the logarithm of its degree, and what is found; they are
    /// sorted the first time.
    pub fn between(
        &self,
        node: NodeId,
        other: NodeId,
        way: Way,
    ) -> impl Iterator<Item = Step> + '_ {
        let out = if way == Way::In { &[] } else { self.out.between(node, other) };
        let skip = way == Way::Out || (way == Way::Both && node == other);
        let into = if skip { &[] } else { self.into.between(node, other) };
        out.iter().chain(into).copied()
    }

    /// Are all nodes where relationships lead, going this way, in the set? Cost: linear in the nodes.
    pub fn leads_into(&self, set: &NodeSet, way: Way) -> bool {
        let all = |side: &Side| {
            let ends = side.starts.windows(2).enumerate();
            let mut used = ends.filter(|(_, ends)| matches!(ends, [start, end] if start < end));
            used.all(|(number, _)| {
                set.contains(NodeId(petgraph::stable_graph::NodeIndex::new(number)))
            })
        };
        (way == Way::In || all(&self.into)) && (way == Way::Out || all(&self.out))
    }

    /// Is there a relationship from a node to itself? Cost: constant.
    pub fn has_loops(&self) -> bool {
        self.loops
    }
}
