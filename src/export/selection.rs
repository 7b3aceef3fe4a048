//! Which part of a graph is drawn.

use std::collections::BTreeMap;

use crate::graph::{Graph, NodeId, NotFound, Way};

/// What to take of a graph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Name, alias or key of what stands in the middle; `None`: the whole graph.
    pub focus: Option<String>,
    /// How many relationships away from the middle a node may be.
    pub depth: usize,
    /// How many nodes at most: of those at one distance the most connected first.
    pub limit: Option<usize>,
    /// Are documents taken too? They are next to everything that they mention.
    pub documents: bool,
}

/// The nodes that were taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// In the order of the graph.
    pub nodes: Vec<NodeId>,
    /// How many fitted, before the limit.
    pub of: usize,
}

impl Selection {
    /// Picks the nodes. Cost: near linear in the graph, or in the neighbourhood of the middle.
    ///
    /// # Errors
    /// Nothing is called as the middle is.
    pub fn pick(&self, graph: &Graph) -> Result<Selected, NotFound> {
        let mut far: BTreeMap<NodeId, usize> = BTreeMap::new();
        match &self.focus {
            Some(focus) => self.spread(graph, graph.find(focus)?, &mut far),
            None => far.extend(graph.nodes().filter(|id| self.takes(graph, *id)).map(|id| (id, 0))),
        }
        let of = far.len();
        let mut nodes: Vec<NodeId> = far.keys().copied().collect();
        if let Some(limit) = self.limit.filter(|limit| *limit < of) {
            let degree = |id: NodeId| {
                let others = graph.relationships_of(id, Way::Both).map(|(_, other)| other);
                others.filter(|other| far.contains_key(other)).count()
            };
            let key = |id: NodeId| graph.node(id).map(|node| node.key.clone());
            nodes.sort_by_cached_key(|&id| {
                (far.get(&id).copied(), std::cmp::Reverse(degree(id)), key(id))
            });
            nodes.truncate(limit);
            nodes.sort_unstable();
        }
        Ok(Selected { nodes, of })
    }

    fn takes(&self, graph: &Graph, id: NodeId) -> bool {
        self.documents || !graph.node(id).is_some_and(|node| is_document(&node.labels))
    }

    /// Breadth first from the middle. A document in the middle is taken, others only on demand.
    fn spread(&self, graph: &Graph, middle: Vec<NodeId>, far: &mut BTreeMap<NodeId, usize>) {
        far.extend(middle.iter().map(|&id| (id, 0)));
        let mut front = middle;
        for distance in 1..=self.depth {
            let mut next = Vec::new();
            for other in front.iter().flat_map(|&id| graph.relationships_of(id, Way::Both)) {
                let (_, other) = other;
                if self.takes(graph, other) && !far.contains_key(&other) {
                    far.insert(other, distance);
                    next.push(other);
                }
            }
            if next.is_empty() {
                break;
            }
            front = next;
        }
    }
}

fn is_document(labels: &[std::sync::Arc<str>]) -> bool {
    labels.iter().any(|label| &**label == "Document")
}
