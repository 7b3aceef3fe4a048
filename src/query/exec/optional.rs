//! The rows of an inner plan, or one with nulls where it has none.

use super::{Exec, Row, Sink};
use crate::graph::Value;
use crate::query::dataset::Stop;
use crate::query::plan::{Plan, Slot};

pub(super) fn run(
    input: &Plan,
    inner: &Plan,
    slots: &[Slot],
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    input.run(row, exec, &mut |row| {
        let mut any = false;
        inner.run(row, exec, &mut |row| {
            any = true;
            sink(row)
        })?;
        if any {
            return Ok(());
        }
        for &slot in slots {
            row.set(slot, Value::Null);
        }
        sink(row)
    })
}
