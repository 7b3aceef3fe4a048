//! The ends of chains of relationships, each once, breadth first: for whoever asks where chains lead, but not which way.

use rustc_hash::FxHashMap;

use super::expand::{fits, taken};
use super::{Exec, Row, Sink, steps};
use crate::graph::{NodeId, NodeSet, RelId, Value, Way};
use crate::query::dataset::Stop;
use crate::query::plan::Walk;

/// A walk of at least no or one relationship. Whatever node is reached at all is reached by a shortest way, which uses no
/// relationship twice; only for the way back to the start that must be looked at.
pub(super) fn run(
    walk: &Walk,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let mut seen = NodeSet::default();
    walk.input.run(row, exec, &mut |row| {
        let &Value::Node(from) = row.get(walk.from) else { return Ok(()) };
        if walk.least == 0 || returns(walk, from, row, exec)? {
            row.set(walk.to, Value::Node(from));
            sink(row)?;
        }
        seen.insert(from);
        let mut all = vec![from];
        let (mut level, mut distance) = (0..1, 0);
        while distance < walk.most && !level.is_empty() {
            let end = all.len();
            for at in level {
                let Some(&node) = all.get(at) else { continue };
                follow(walk, node, row, exec, |row, _, to| {
                    if !seen.insert(to) {
                        return Ok(());
                    }
                    all.push(to);
                    row.set(walk.to, Value::Node(to));
                    sink(row)
                })?;
            }
            level = end..all.len();
            distance += 1;
        }
        all.into_iter().for_each(|node| seen.remove(node));
        Ok(())
    })
}

/// Calls `visit` with each relationship that may be followed from a node.
fn follow(
    walk: &Walk,
    node: NodeId,
    row: &mut Row,
    exec: &Exec<'_>,
    mut visit: impl FnMut(&mut Row, RelId, NodeId) -> Result<(), Stop>,
) -> Result<(), Stop> {
    steps::each(&walk.filter, node, exec, |relationship, to| {
        exec.tick()?;
        if taken(row, &walk.unlike, relationship) || !fits(&walk.filter, relationship, row, exec)? {
            return Ok(());
        }
        visit(row, relationship, to)
    })
}

/// Does a chain lead back to where it starts? Its shortest ring either joins two branches of the tree of shortest ways, each
/// named for its first relationship, or follows arrows back.
fn returns(walk: &Walk, from: NodeId, row: &mut Row, exec: &Exec<'_>) -> Result<bool, Stop> {
    let mut known: FxHashMap<NodeId, (u64, Option<RelId>)> = FxHashMap::default();
    known.insert(from, (0, None));
    let mut all = vec![from];
    let mut at = 0;
    while let Some(&node) = all.get(at) {
        at += 1;
        let (distance, branch) = known.get(&node).copied().unwrap_or_default();
        if distance >= walk.most {
            break;
        }
        let mut found = false;
        follow(walk, node, row, exec, |_, relationship, to| {
            let own = branch.or(Some(relationship));
            let Some(&(other, theirs)) = known.get(&to) else {
                known.insert(to, (distance + 1, own));
                all.push(to);
                return Ok(());
            };
            let ring = if walk.filter.way != Way::Both {
                (to == from).then_some(distance + 1)
            } else if to == from {
                // Not back over the relationship that one came by.
                (branch != Some(relationship)).then_some(distance + 1)
            } else {
                (theirs != own).then_some(distance + other + 1)
            };
            if ring.is_some_and(|length| length <= walk.most) {
                found = true;
                return Err(Stop::Enough);
            }
            Ok(())
        })
        .or_else(|stop| if found { Ok(()) } else { Err(stop) })?;
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}
