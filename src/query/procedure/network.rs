//! The graph as procedures walk it: nodes by number, their neighbours in one list.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::graph::{NodeId, Value, Way};
use crate::query::dataset::Stop;
use crate::query::error::QueryError;
use crate::query::exec::{Exec, check_size};

/// Nodes, numbered in their order, and where relationships lead from each. Cost: linear in the graph.
pub(super) struct Network {
    /// The nodes.
    pub(super) nodes: Vec<NodeId>,
    numbers: FxHashMap<NodeId, u32>,
    starts: Vec<usize>,
    ends: Vec<u32>,
}

impl Network {
    /// The whole graph with the relationships of a type (null: of all), seen this way.
    pub(super) fn read(kind: &Value, way: Way, exec: &Exec<'_>) -> Result<Self, QueryError> {
        let types: Vec<Arc<str>> = match kind {
            Value::String(kind) => vec![kind.clone()],
            _ => Vec::new(),
        };
        let mut nodes = Vec::new();
        ended(exec.data.nodes(&mut |node| {
            check_size(nodes.len())?;
            nodes.push(node);
            Ok(())
        }))?;
        let numbers: FxHashMap<NodeId, u32> =
            nodes.iter().zip(0..).map(|(&node, number)| (node, number)).collect();
        let (mut starts, mut ends) = (vec![0], Vec::new());
        for &node in &nodes {
            ended(exec.data.relationships_of(node, way, &types, &mut |(_, other)| {
                exec.tick()?;
                check_size(ends.len())?;
                ends.extend(numbers.get(&other));
                Ok(())
            }))?;
            starts.push(ends.len());
        }
        Ok(Self { nodes, numbers, starts, ends })
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The number of a node.
    pub(super) fn number(&self, node: NodeId) -> Option<usize> {
        self.numbers.get(&node).map(|&number| number as usize)
    }

    /// The node of a number.
    pub(super) fn node(&self, number: usize) -> Value {
        self.nodes.get(number).map_or(Value::Null, |&node| Value::Node(node))
    }

    /// Where the relationships of a node lead; a node stands there once for each of them.
    pub(super) fn neighbours(&self, number: usize) -> impl ExactSizeIterator<Item = usize> + '_ {
        let (start, end) = (self.starts.get(number), self.starts.get(number + 1));
        let range = start.zip(end).and_then(|(&start, &end)| self.ends.get(start..end));
        range.unwrap_or(&[]).iter().map(|&number| number as usize)
    }

    /// A row for each node with a value for it.
    pub(super) fn rows(&self, value: impl Fn(usize) -> Value) -> Vec<Vec<Value>> {
        (0..self.len()).map(|number| vec![self.node(number), value(number)]).collect()
    }
}

/// What went wrong in a visit, if anything did.
pub(super) fn ended(visited: Result<(), Stop>) -> Result<(), QueryError> {
    match visited {
        Err(Stop::Error(error)) => Err(*error),
        Ok(()) | Err(Stop::Enough) => Ok(()),
    }
}

/// A count as a value.
pub(super) fn whole(count: usize) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A whole number that was given, kept between two limits; else the usual one.
pub(super) fn number_or(given: Option<&Value>, usual: usize, least: usize, most: usize) -> usize {
    match given {
        Some(Value::Int(number)) => usize::try_from(*number).unwrap_or(0).clamp(least, most),
        _ => usual,
    }
}
