//! How two nodes hang together.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Work;
use super::network::{Network, ended, number_or, whole};
use crate::graph::{NodeId, Path, Value, Way};
use crate::query::error::QueryError;
use crate::query::exec::{Exec, check_size};

/// `graph.paths`: the paths between two nodes that pass no node twice, whichever way relationships lead, shortest first;
/// at most so many steps (4) and so many paths (10). Only nodes are tried that lead to the other end in time. Cost: linear
/// in the graph, and in the paths that are tried.
pub(super) const ALL: &[(&str, Work)] = &[(
    "graph.paths(from :: NODE, to :: NODE, [steps :: INTEGER], [most :: INTEGER]) :: (path :: PATH, length :: INTEGER)",
    |arguments, exec| {
        let (Some(&Value::Node(from)), Some(&Value::Node(to))) =
            (arguments.first(), arguments.get(1))
        else {
            return Ok(Vec::new());
        };
        let steps = number_or(arguments.get(2), 4, 1, 100);
        let most = number_or(arguments.get(3), 10, 0, 1_000_000);
        let network = Network::read(&Value::Null, Way::Both, exec)?;
        let distances = distances(&network, to, steps, exec)?;
        let mut search = Search {
            network,
            distances,
            to,
            most,
            found: Vec::new(),
            path: Path { nodes: vec![from], relationships: Vec::new() },
        };
        for length in 1..=steps {
            search.extend(from, length, exec)?;
        }
        let rows = search.found.into_iter().map(|path| {
            let length = whole(path.relationships.len());
            vec![Value::Path(Arc::new(path)), length]
        });
        Ok(rows.collect())
    },
)];

/// How far each node is from another one, as far as it is no farther than so many steps.
fn distances(
    network: &Network,
    to: NodeId,
    steps: usize,
    exec: &Exec<'_>,
) -> Result<Vec<Option<usize>>, QueryError> {
    let mut distances = vec![None; network.len()];
    let mut open = VecDeque::new();
    if let Some(start) = network.number(to) {
        open.push_back((start, 0));
    }
    while let Some((node, distance)) = open.pop_front() {
        exec.tick()?;
        let Some(place) = distances.get_mut(node).filter(|place| place.is_none()) else { continue };
        *place = Some(distance);
        if distance < steps {
            open.extend(network.neighbours(node).map(|other| (other, distance + 1)));
        }
    }
    Ok(distances)
}

struct Search {
    network: Network,
    distances: Vec<Option<usize>>,
    to: NodeId,
    most: usize,
    found: Vec<Path>,
    path: Path,
}

impl Search {
    /// Finds the paths that go on from a node for just so many steps.
    fn extend(&mut self, at: NodeId, left: usize, exec: &Exec<'_>) -> Result<(), QueryError> {
        let mut ways = Vec::new();
        ended(exec.data.relationships_of(at, Way::Both, &[], &mut |way| {
            ways.push(way);
            Ok(())
        }))?;
        for (relationship, other) in ways {
            exec.tick()?;
            if self.found.len() >= self.most {
                return Ok(());
            }
            let near = self.network.number(other).and_then(|n| self.distances.get(n).copied());
            let near = near.flatten().is_some_and(|distance| distance < left);
            if !near || (other == self.to) != (left == 1) || self.path.nodes.contains(&other) {
                continue;
            }
            self.path.nodes.push(other);
            self.path.relationships.push(relationship);
            if left == 1 {
                check_size(self.found.len())?;
                self.found.push(self.path.clone());
            } else {
                self.extend(other, left - 1, exec)?;
            }
            self.path.nodes.pop();
            self.path.relationships.pop();
        }
        Ok(())
    }
}
