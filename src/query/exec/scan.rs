//! Nodes: all of them, those with a label or a name, the one with a key.

use super::{Exec, Row, Sink};
use crate::graph::Value;
use crate::query::QueryError;
use crate::query::dataset::Stop;
use crate::query::plan::{Memo, Plan, Slot, Source};

/// Which nodes are looked at.
pub(super) struct Scan<'p> {
    pub(super) slot: Slot,
    pub(super) source: &'p Source,
    /// Conditions on one of their properties each.
    pub(super) tests: &'p [Memo],
}

impl Scan<'_> {
    pub(super) fn run(
        &self,
        input: &Plan,
        row: &mut Row,
        exec: &Exec<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Stop> {
        input.run(row, exec, &mut |row| {
            let wanted = match self.source {
                Source::Name(value) | Source::Property(_, _, value) | Source::Key(value) => {
                    value.eval(row, exec)?
                }
                _ => Value::Null,
            };
            let mut each = |node| {
                exec.tick()?;
                let node = Value::Node(node);
                for test in self.tests {
                    if !passes(test, &node, row, exec)? {
                        return Ok(());
                    }
                }
                row.set(self.slot, node);
                sink(row)
            };
            match self.source {
                Source::All => exec.data.nodes(&mut each),
                Source::Label(label) => exec.data.nodes_with_label(label, &mut each),
                Source::Name(_) => match &wanted {
                    Value::Null => Ok(()),
                    Value::String(name) => exec.data.nodes_with_name(name, &mut each),
                    _ => exec.data.nodes(&mut each),
                },
                Source::Property(label, property, _) => {
                    if wanted.is_null() {
                        return Ok(());
                    }
                    let table =
                        if exec.plain { None } else { exec.data.node_column(property, true) };
                    match table.as_ref().and_then(|table| table.equal(&wanted)) {
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
                Source::Key(_) => {
                    let Value::String(key) = &wanted else { return Ok(()) };
                    exec.data.by_key(key).map_or(Ok(()), each)
                }
            }
        })
    }
}

/// Is the condition true for a node or relationship?
#[inline]
pub(super) fn passes(
    test: &Memo,
    subject: &Value,
    row: &mut Row,
    exec: &Exec<'_>,
) -> Result<bool, QueryError> {
    match test.quick(subject, exec) {
        Some(passes) => Ok(passes),
        None => {
            row.set(test.slot, subject.clone());
            Ok(test.holds(row, exec)? == Some(true))
        }
    }
}
