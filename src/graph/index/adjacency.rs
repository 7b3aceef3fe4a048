//! Relationships by node, in flat tables.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use petgraph::stable_graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};

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
    /// Whether all lead into the nodes with some labels, as far as somebody asked.
    implied: Mutex<Vec<Implied>>,
}

/// Labels, a way, and whether all relationships lead into the nodes with these, going so.
type Implied = (Vec<Arc<str>>, Way, bool);

/// So many answers are kept.
const KNOWN: usize = 64;

/// The relationships at their one end.
#[derive(Debug, Default)]
struct Side {
    /// The number of the first node that has any.
    first: usize,
    /// Where the steps of each node from that one on begin, and where those of the last one end.
    starts: Vec<u32>,
    steps: Vec<Step>,
    /// The steps of each node sorted by the nodes at their other ends.
    sorted: OnceLock<Vec<Step>>,
}

impl Side {
    /// `each` hands on the node of each step, in order, each time the same.
    fn of(each: impl Fn(&mut dyn FnMut(NodeId, Step))) -> Self {
        let (mut first, mut last, mut any) = (usize::MAX, 0, None);
        each(&mut |node, step| {
            let number = node.number() as usize;
            (first, last, any) = (first.min(number), last.max(number), Some(step));
        });
        let Some(any) = any else { return Self::default() };
        let mut starts = vec![0u32; last - first + 2];
        each(&mut |node, _| {
            if let Some(count) = starts.get_mut(node.number() as usize - first) {
                *count += 1;
            }
        });
        // Where the steps of each node end; each that is put in stands before those that were.
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut steps = vec![any; sum as usize];
        each(&mut |node, step| {
            if let Some(at) = starts.get_mut(node.number() as usize - first) {
                *at = at.saturating_sub(1);
                if let Some(place) = steps.get_mut(*at as usize) {
                    *place = step;
                }
            }
        });
        Self { first, starts, steps, sorted: OnceLock::new() }
    }

    #[inline]
    fn range(&self, node: NodeId) -> std::ops::Range<usize> {
        let number = (node.number() as usize).wrapping_sub(self.first);
        let bounds = self.starts.get(number).zip(self.starts.get(number.wrapping_add(1)));
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
        let each = |visit: &mut dyn FnMut(NodeId, NodeId, RelId)| {
            // Relationships of one type mostly follow one another, and share its name.
            let mut last: Option<(&Arc<str>, bool)> = None;
            for edge in graph.inner.edge_references() {
                let kind = &edge.weight().kind;
                let wanted = match last {
                    Some((known, wanted)) if Arc::ptr_eq(known, kind) => wanted,
                    _ => {
                        let wanted = types.is_empty() || types.contains(kind);
                        last = Some((kind, wanted));
                        wanted
                    }
                };
                if wanted {
                    visit(NodeId(edge.source()), NodeId(edge.target()), RelId(edge.id()));
                }
            }
        };
        let mut loops = false;
        each(&mut |from, to, _| loops |= from == to);
        let out = Side::of(|put| {
            each(&mut |from, to, relationship| put(from, Step { node: to, relationship }));
        });
        let into = Side::of(|put| {
            each(&mut |from, to, relationship| put(to, Step { node: from, relationship }));
        });
        Self { out, into, loops, implied: Mutex::default() }
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

    /// Are all nodes where relationships lead, going this way, in the sets of the nodes with these labels? Cost: linear in
    /// the nodes, the first time.
    pub fn leads_into(&self, labels: &[Arc<str>], sets: &[Arc<NodeSet>], way: Way) -> bool {
        let mut implied = self.implied.lock().unwrap_or_else(PoisonError::into_inner);
        let known = implied.iter().find(|(known, its, _)| *its == way && known == labels);
        if let Some((.., leads)) = known {
            return *leads;
        }
        let all = |side: &Side| {
            let ends = side.starts.windows(2).enumerate();
            let mut used = ends.filter(|(_, ends)| matches!(ends, [start, end] if start < end));
            used.all(|(number, _)| {
                let node = NodeId(NodeIndex::new(side.first + number));
                sets.iter().all(|set| set.contains(node))
            })
        };
        let leads = (way == Way::In || all(&self.into)) && (way == Way::Out || all(&self.out));
        if implied.len() < KNOWN {
            implied.push((labels.to_vec(), way, leads));
        }
        leads
    }

    /// Is there a relationship from a node to itself? Cost: constant.
    pub fn has_loops(&self) -> bool {
        self.loops
    }
}
