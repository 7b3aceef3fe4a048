//! Nodes: all of them, those with a label or a name, the one with a key.

use super::{Exec, Row, Sink};
use crate::graph::Value;
use crate::query::dataset::Stop;
use crate::query::plan::{Plan, Slot, Source};

pub(super) fn run(
    input: &Plan,
    slot: Slot,
    source: &Source,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    input.run(row, exec, &mut |row| {
        let name = match source {
            Source::Name(value) | Source::Property(_, _, value) => value.eval(row, exec)?,
            _ => Value::Null,
        };
        let mut each = |node| {
            exec.tick()?;
            row.set(slot, Value::Node(node));
            sink(row)
        };
        match source {
            Source::All => exec.data.nodes(&mut each),
            Source::Label(label) => exec.data.nodes_with_label(label, &mut each),
            Source::Name(_) => match &name {
                Value::Null => Ok(()),
                Value::String(name) => exec.data.nodes_with_name(name, &mut each),
                _ => exec.data.nodes(&mut each),
            },
            Source::Property(label, property, _) => {
                if name.is_null() {
                    return Ok(());
                }
                let table = if exec.plain { None } else { exec.data.node_column(property, true) };
                match table.as_ref().and_then(|table| table.equal(&name)) {
                    Some(found) => {
                        let mut found = found.iter().filter_map(|&it| exec.data.numbered(it));
                        found.try_for_each(&mut each)
                    }
                    None => match label {
                        Some(label) => exec.data.nodes_with_label(label, &mut each),
                        None => exec.data.nodes(&mut each),
                    },
                }
            }
            Source::Key(key) => {
                let Value::String(key) = key.eval(row, exec)? else { return Ok(()) };
                match exec.data.by_key(&key) {
                    Some(node) => {
                        row.set(slot, Value::Node(node));
                        sink(row)
                    }
                    None => Ok(()),
                }
            }
        }
    })
}
