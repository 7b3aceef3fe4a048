//! Betweenness (Brandes 2001).

use std::collections::VecDeque;

use super::Work;
use super::network::Network;
use crate::graph::{Value, Way};

/// `graph.betweenness`: on how many shortest paths between others a node lies, whichever way relationships lead; where
/// there are several shortest paths each counts in part. Cost: the nodes times the relationships.
pub(super) const ALL: &[(&str, Work)] = &[(
    "graph.betweenness([type :: STRING]) :: (node :: NODE, score :: FLOAT)",
    |arguments, exec| {
        let network = Network::read(arguments.first().unwrap_or(&Value::Null), Way::Both, exec)?;
        // Relationships between the same two nodes are one way, a self loop is none.
        let neighbours: Vec<Vec<usize>> = (0..network.len())
            .map(|node| {
                let mut all: Vec<usize> =
                    network.neighbours(node).filter(|&other| other != node).collect();
                all.sort_unstable();
                all.dedup();
                all
            })
            .collect();
        let count = network.len();
        let mut scores = vec![0.0; count];
        for source in 0..count {
            let mut order = Vec::new();
            let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
            let mut paths = vec![0.0; count];
            let mut distance: Vec<Option<usize>> = vec![None; count];
            if let (Some(paths), Some(distance)) = (paths.get_mut(source), distance.get_mut(source))
            {
                (*paths, *distance) = (1.0, Some(0));
            }
            let mut open = VecDeque::from([source]);
            while let Some(node) = open.pop_front() {
                exec.tick()?;
                order.push(node);
                let here = distance.get(node).copied().flatten().unwrap_or(0);
                let ways = paths.get(node).copied().unwrap_or(0.0);
                for &other in neighbours.get(node).into_iter().flatten() {
                    let Some(there) = distance.get_mut(other) else { continue };
                    if there.is_none() {
                        *there = Some(here + 1);
                        open.push_back(other);
                    }
                    if *there == Some(here + 1) {
                        if let Some(paths) = paths.get_mut(other) {
                            *paths += ways;
                        }
                        before.iter_mut().skip(other).take(1).for_each(|list| list.push(node));
                    }
                }
            }
            let mut shares = vec![0.0; count];
            for &node in order.iter().rev() {
                let own = shares.get(node).copied().unwrap_or(0.0);
                let ways: f64 = paths.get(node).copied().unwrap_or(1.0);
                for &earlier in before.get(node).into_iter().flatten() {
                    let part = paths.get(earlier).copied().unwrap_or(0.0) / ways * (1.0 + own);
                    shares.iter_mut().skip(earlier).take(1).for_each(|share| *share += part);
                }
                if node != source {
                    scores.iter_mut().skip(node).take(1).for_each(|score| *score += own);
                }
            }
        }
        // Each pair was counted from both of its ends.
        Ok(network.rows(|node| Value::Float(scores.get(node).copied().unwrap_or(0.0) / 2.0)))
    },
)];
