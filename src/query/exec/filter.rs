//! Rows for which a condition is true, and rows that were not there before.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::{Exec, Row, Sink, check_size};
use crate::graph::{GroupKey, Value};
use crate::query::dataset::Stop;
use crate::query::plan::{Expr, Plan, Slot};

pub(super) fn run(
    input: &Plan,
    condition: &Expr,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    input.run(row, exec, &mut |row| {
        if condition.holds(row, exec)? == Some(true) { sink(row) } else { Ok(()) }
    })
}

pub(super) fn distinct(
    input: &Plan,
    slots: &[Slot],
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let mut seen: IndexSet<GroupKey, FxBuildHasher> = IndexSet::default();
    input.run(row, exec, &mut |row| {
        exec.tick()?;
        let key = match slots {
            [slot] => row.get(*slot).clone(),
            _ => Value::List(row.pick(slots)),
        };
        if !seen.insert(GroupKey(key)) {
            return Ok(());
        }
        check_size(seen.len())?;
        sink(row)
    })
}
