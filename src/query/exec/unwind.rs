//! A row for each element of a list.

use super::{Exec, Row, Sink};
use crate::graph::Value;
use crate::query::dataset::Stop;
use crate::query::plan::{Expr, Plan, Slot};

pub(super) fn run(
    input: &Plan,
    list: &Expr,
    slot: Slot,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    input.run(row, exec, &mut |row| {
        let items = match list.eval(row, exec)? {
            Value::Null => return Ok(()),
            Value::List(items) => items,
            one => vec![one],
        };
        for item in items {
            exec.tick()?;
            row.set(slot, item);
            sink(row)?;
        }
        Ok(())
    })
}
