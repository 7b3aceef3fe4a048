//! The path that was matched, put together from its parts.

use std::sync::Arc;

use super::{Exec, Row, Sink};
use crate::graph::{NodeId, Path, RelId, Value};
use crate::query::dataset::{Dataset, Stop};
use crate::query::plan::{Plan, Slot};

pub(super) fn run(
    input: &Plan,
    slot: Slot,
    nodes: &[Slot],
    relationships: &[Slot],
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    input.run(row, exec, &mut |row| {
        let path = path(nodes, relationships, row, exec.data);
        row.set(slot, path.map_or(Value::Null, |path| Value::Path(Arc::new(path))));
        sink(row)
    })
}

fn path(nodes: &[Slot], relationships: &[Slot], row: &Row, data: &dyn Dataset) -> Option<Path> {
    let Value::Node(start) = *row.get(*nodes.first()?) else { return None };
    let mut path = Path { nodes: vec![start], relationships: Vec::new() };
    let mut at = start;
    for &slot in relationships {
        match row.get(slot) {
            Value::Relationship(relationship) => {
                at = step(&mut path, at, *relationship, data)?;
            }
            Value::List(items) => {
                for item in items {
                    let Value::Relationship(relationship) = item else { return None };
                    at = step(&mut path, at, *relationship, data)?;
                }
            }
            _ => return None,
        }
    }
    Some(path)
}

fn step(path: &mut Path, at: NodeId, relationship: RelId, data: &dyn Dataset) -> Option<NodeId> {
    let (start, end) = data.ends(relationship)?;
    let next = if start == at { end } else { start };
    path.relationships.push(relationship);
    path.nodes.push(next);
    Some(next)
}
