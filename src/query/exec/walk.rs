//! Chains of relationships, each used once in a chain; depth first, without recursion.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use super::expand::{fits, taken};
use super::{Exec, MAX_PATH, Row, Sink, reach, steps};
use crate::graph::{NodeId, RelId, Value};
use crate::query::QueryError;
use crate::query::dataset::Stop;
use crate::query::plan::Walk;

pub(super) fn run(
    walk: &Walk,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    if walk.ends {
        return reach::run(walk, row, exec, sink);
    }
    walk.input.run(row, exec, &mut |row| {
        let &Value::Node(from) = row.get(walk.from) else { return Ok(()) };
        let wanted = match (walk.into, row.get(walk.to)) {
            (false, _) => None,
            (true, &Value::Node(to)) => Some(to),
            (true, _) => return Ok(()),
        };
        let mut chain: Vec<RelId> = Vec::new();
        let mut used: HashSet<RelId, FxBuildHasher> = HashSet::default();
        if walk.least == 0 {
            give(walk, wanted, from, &chain, row, sink)?;
        }
        if walk.most == 0 {
            return Ok(());
        }
        // For each node of the chain the relationships that are still to be followed from it, last first.
        let mut open = vec![next(walk, from, row, exec)?];
        while let Some(level) = open.last_mut() {
            exec.tick()?;
            let Some((relationship, to)) = level.pop() else {
                open.pop();
                if let Some(last) = chain.pop() {
                    used.remove(&last);
                }
                continue;
            };
            if !used.insert(relationship) {
                continue;
            }
            chain.push(relationship);
            let length = chain.len() as u64;
            if length >= walk.least {
                give(walk, wanted, to, &chain, row, sink)?;
            }
            if length < walk.most {
                if chain.len() >= MAX_PATH {
                    let message = format!("a path has more than {MAX_PATH} relationships");
                    return Err(QueryError::limit(None, message).into());
                }
                open.push(next(walk, to, row, exec)?);
            } else {
                chain.pop();
                used.remove(&relationship);
            }
        }
        Ok(())
    })
}

/// The relationships that may follow a node, the first one last.
fn next(
    walk: &Walk,
    node: NodeId,
    row: &mut Row,
    exec: &Exec<'_>,
) -> Result<Vec<(RelId, NodeId)>, Stop> {
    let mut found = Vec::new();
    let filter = &walk.filter;
    steps::each(filter, node, exec, |relationship, to| {
        exec.tick()?;
        if !taken(row, &walk.unlike, relationship) && fits(filter, relationship, row, exec)? {
            found.push((relationship, to));
        }
        Ok(())
    })?;
    found.reverse();
    Ok(found)
}

fn give(
    walk: &Walk,
    wanted: Option<NodeId>,
    to: NodeId,
    chain: &[RelId],
    row: &mut Row,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    match wanted {
        Some(wanted) if wanted != to => return Ok(()),
        Some(_) => {}
        None => row.set(walk.to, Value::Node(to)),
    }
    let mut list: Vec<Value> = chain.iter().copied().map(Value::Relationship).collect();
    if walk.backwards {
        list.reverse();
    }
    row.set(walk.relationships, Value::List(list));
    sink(row)
}
