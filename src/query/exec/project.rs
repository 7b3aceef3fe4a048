//! New values beside the old.

use super::{Exec, Row, Sink};
use crate::query::dataset::Stop;
use crate::query::plan::{Expr, Plan, Slot};

pub(super) fn run(
    input: &Plan,
    items: &[(Slot, Expr)],
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    input.run(row, exec, &mut |row| {
        exec.tick()?;
        for (slot, expr) in items {
            let value = expr.eval(row, exec)?;
            row.set(*slot, value);
        }
        sink(row)
    })
}
