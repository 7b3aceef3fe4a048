//! The relationships of a node, from the table of them where there is one.

use super::Exec;
use super::expand::turned;
use crate::graph::{NodeId, RelId, Way};
use crate::query::dataset::Stop;
use crate::query::plan::RelFilter;

/// Calls `visit` with each relationship of a node that has one of the types, and with the node at its other end.
pub(super) fn each(
    filter: &RelFilter,
    node: NodeId,
    exec: &Exec<'_>,
    mut visit: impl FnMut(RelId, NodeId) -> Result<(), Stop>,
) -> Result<(), Stop> {
    if let Some(table) = filter.steps.table(&filter.types, exec) {
        return table
            .steps(node, filter.way)
            .try_for_each(|step| visit(step.relationship, step.node));
    }
    let mut looked = 0;
    let ended = exec.data.relationships_of(node, filter.way, &filter.types, &mut |(rel, other)| {
        looked += 1;
        visit(rel, other)
    });
    filter.steps.looked(looked);
    ended
}

/// Calls `visit` with each relationship from a node to another one that has one of the types: looked for from the node
/// that has fewer, so that a node with very many is not looked through for each row.
pub(super) fn between(
    filter: &RelFilter,
    from: NodeId,
    to: NodeId,
    exec: &Exec<'_>,
    mut visit: impl FnMut(RelId) -> Result<(), Stop>,
) -> Result<(), Stop> {
    if let Some(table) = filter.steps.table(&filter.types, exec) {
        let (start, end, way) = if table.degree(to, Way::Both) < table.degree(from, Way::Both) {
            (to, from, turned(filter.way))
        } else {
            (from, to, filter.way)
        };
        return table.between(start, end, way).try_for_each(|step| visit(step.relationship));
    }
    let (start, end, way) = if exec.data.has_fewer(to, from) {
        (to, from, turned(filter.way))
    } else {
        (from, to, filter.way)
    };
    let mut looked = 0;
    let ended =
        exec.data.relationships_of(start, way, &filter.types, &mut |(relationship, found)| {
            exec.tick()?;
            looked += 1;
            if found == end { visit(relationship) } else { Ok(()) }
        });
    filter.steps.looked(looked);
    ended
}
