//! Communities (the Louvain method; Blondel and others 2008).

use std::collections::BTreeMap;

use super::Work;
use super::network::{Network, whole};
use crate::graph::{Value, Way};
use crate::query::error::QueryError;
use crate::query::exec::Exec;

/// `graph.communities`: nodes that have more to do with each other than with the rest, whichever way relationships lead.
/// Nodes are looked at in their order, so that the answer is always the same; communities are numbered by their first
/// nodes. Cost: linear in the graph, a round; there are few rounds.
pub(super) const ALL: &[(&str, Work)] = &[(
    "graph.communities([type :: STRING]) :: (node :: NODE, community :: INTEGER)",
    |arguments, exec| {
        let network = Network::read(arguments.first().unwrap_or(&Value::Null), Way::Both, exec)?;
        let level = (0..network.len()).map(|node| {
            let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
            for other in network.neighbours(node) {
                *weights.entry(other).or_default() += 1.0;
            }
            weights.into_iter().collect()
        });
        let mut level: Level = Level { links: level.collect() };
        let mut of: Vec<usize> = (0..network.len()).collect();
        loop {
            let (groups, moved) = level.groups(exec)?;
            if !moved {
                break;
            }
            for group in &mut of {
                *group = groups.get(*group).copied().unwrap_or(*group);
            }
            level = level.joined(&groups);
        }
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for &group in &of {
            let next = numbers.len();
            numbers.entry(group).or_insert(next);
        }
        let number = |node: usize| of.get(node).and_then(|group| numbers.get(group)).copied();
        Ok(network.rows(|node| number(node).map_or(Value::Null, whole)))
    },
)];

/// Groups as nodes, with the weights between them. What is within a group is a link to itself, counted twice.
struct Level {
    links: Vec<Vec<(usize, f64)>>,
}

impl Level {
    /// Moves nodes to the neighbours' groups that gain most, until none gains; the groups, numbered from 0 by their
    /// first nodes, and whether any node moved.
    fn groups(&self, exec: &Exec<'_>) -> Result<(Vec<usize>, bool), QueryError> {
        let weight = |node: usize| self.links.get(node).map_or(0.0, |l| sum(l));
        let degrees: Vec<f64> = (0..self.links.len()).map(weight).collect();
        let all: f64 = degrees.iter().sum();
        let mut of: Vec<usize> = (0..self.links.len()).collect();
        let mut totals = degrees.clone();
        let mut any = false;
        // A node that gains goes up in modularity, so this ends; the limit is for rounding errors.
        for _ in 0..100 {
            let mut moved = false;
            for (node, links) in self.links.iter().enumerate() {
                exec.tick()?;
                let (Some(&own), Some(&degree)) = (of.get(node), degrees.get(node)) else {
                    continue;
                };
                let mut towards: BTreeMap<usize, f64> = BTreeMap::from([(own, 0.0)]);
                for &(other, weight) in links.iter().filter(|link| link.0 != node) {
                    if let Some(&group) = of.get(other) {
                        *towards.entry(group).or_default() += weight;
                    }
                }
                if let Some(total) = totals.get_mut(own) {
                    *total -= degree;
                }
                let gain = |group: usize, weight: f64| {
                    weight - degree * totals.get(group).copied().unwrap_or(0.0) / all.max(1.0)
                };
                let mut best = (own, gain(own, towards.get(&own).copied().unwrap_or(0.0)));
                for (&group, &weight) in &towards {
                    let gain = gain(group, weight);
                    if gain > best.1 + 1e-12 {
                        best = (group, gain);
                    }
                }
                if let Some(total) = totals.get_mut(best.0) {
                    *total += degree;
                }
                if let Some(place) = of.get_mut(node).filter(|place| **place != best.0) {
                    *place = best.0;
                    moved = true;
                }
            }
            any |= moved;
            if !moved {
                break;
            }
        }
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let numbered = of.iter().map(|&group| {
            let next = numbers.len();
            *numbers.entry(group).or_insert(next)
        });
        Ok((numbered.collect(), any))
    }

    /// The groups as nodes.
    fn joined(&self, groups: &[usize]) -> Self {
        let count = groups.iter().max().map_or(0, |most| most + 1);
        let mut weights: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
        for (links, &group) in self.links.iter().zip(groups) {
            let Some(weights) = weights.get_mut(group) else { continue };
            for &(other, weight) in links {
                if let Some(&other) = groups.get(other) {
                    *weights.entry(other).or_default() += weight;
                }
            }
        }
        Self { links: weights.into_iter().map(|all| all.into_iter().collect()).collect() }
    }
}

fn sum(links: &[(usize, f64)]) -> f64 {
    links.iter().map(|(_, weight)| weight).sum()
}
