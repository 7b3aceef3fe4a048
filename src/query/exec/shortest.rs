//! Shortest chains between two nodes, breadth first.

use std::collections::{HashMap, VecDeque};

use rustc_hash::FxBuildHasher;

use super::expand::fits;
use super::{Exec, Row, Sink, check_size, meeting, steps};
use crate::graph::{NodeId, RelId, Value};
use crate::query::dataset::Stop;
use crate::query::plan::Shortest;

/// For each node that was reached: how far it is, and over which relationships it was reached so.
type Reached = HashMap<NodeId, (u64, Vec<(RelId, NodeId)>), FxBuildHasher>;

pub(super) fn run(
    shortest: &Shortest,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    shortest.input.run(row, exec, &mut |row| {
        let (&Value::Node(from), &Value::Node(to)) = (row.get(shortest.from), row.get(shortest.to))
        else {
            return Ok(());
        };
        if from == to {
            // A shortest path from a node to itself has no relationship.
            return if shortest.least == 0 { give(shortest, &[], row, sink) } else { Ok(()) };
        }
        if !shortest.all && !exec.plain {
            return match meeting::path(shortest, from, to, row, exec)? {
                Some(path) => give(shortest, &path, row, sink),
                None => Ok(()),
            };
        }
        let reached = search(shortest, from, to, row, exec)?;
        if !reached.contains_key(&to) {
            return Ok(());
        }
        // Back from the end, one relationship a step, without recursion.
        let mut chain: Vec<RelId> = Vec::new();
        let steps = |node| reached.get(&node).map_or(&[][..], |(_, steps)| steps.as_slice());
        let mut open = vec![steps(to).iter()];
        while let Some(level) = open.last_mut() {
            exec.tick()?;
            let Some(&(relationship, before)) = level.next() else {
                open.pop();
                chain.pop();
                continue;
            };
            chain.push(relationship);
            if before == from {
                let path: Vec<RelId> = chain.iter().rev().copied().collect();
                give(shortest, &path, row, sink)?;
                if !shortest.all {
                    return Ok(());
                }
                chain.pop();
            } else {
                open.push(steps(before).iter());
            }
        }
        Ok(())
    })
}

fn search(
    shortest: &Shortest,
    from: NodeId,
    to: NodeId,
    row: &mut Row,
    exec: &Exec<'_>,
) -> Result<Reached, Stop> {
    let filter = &shortest.filter;
    let mut reached = Reached::default();
    reached.insert(from, (0, Vec::new()));
    let mut open = VecDeque::from([(from, 0u64)]);
    let mut farthest = shortest.most;
    while let Some((node, distance)) = open.pop_front() {
        if distance >= farthest {
            break;
        }
        let next = distance + 1;
        steps::each(filter, node, exec, |relationship, other| {
            exec.tick()?;
            if !fits(filter, relationship, row, exec)? {
                return Ok(());
            }
            match reached.get_mut(&other) {
                None => {
                    check_size(reached.len())?;
                    reached.insert(other, (next, vec![(relationship, node)]));
                    open.push_back((other, next));
                }
                Some((found, steps)) if *found == next && shortest.all => {
                    steps.push((relationship, node));
                }
                Some(_) => {}
            }
            Ok(())
        })?;
        if reached.contains_key(&to) {
            if !shortest.all {
                break;
            }
            farthest = farthest.min(next);
        }
    }
    Ok(reached)
}

fn give(
    shortest: &Shortest,
    chain: &[RelId],
    row: &mut Row,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let value = match chain {
        [one] if shortest.single => Value::Relationship(*one),
        _ => Value::List(chain.iter().copied().map(Value::Relationship).collect()),
    };
    row.set(shortest.relationships, value);
    sink(row)
}
