//! The first rows, and the rows after them.

use super::{Exec, Row, Sink};
use crate::graph::Value;
use crate::query::QueryError;
use crate::query::dataset::Stop;
use crate::query::plan::{Expr, Plan};

pub(super) fn skip(
    input: &Plan,
    count: &Expr,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let mut left = self::count(count, row, exec)?;
    input.run(row, exec, &mut |row| {
        if left == 0 {
            return sink(row);
        }
        left -= 1;
        Ok(())
    })
}

pub(super) fn limit(
    input: &Plan,
    count: &Expr,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let mut left = self::count(count, row, exec)?;
    if left == 0 {
        return Ok(());
    }
    let mut full = false;
    let ended = input.run(row, exec, &mut |row| {
        left = left.saturating_sub(1);
        sink(row)?;
        full = left == 0;
        if full { Err(Stop::Enough) } else { Ok(()) }
    });
    match ended {
        Err(Stop::Enough) if full => Ok(()),
        ended => ended,
    }
}

/// The value after `SKIP` or `LIMIT`.
pub(super) fn count(expr: &Expr, row: &mut Row, exec: &Exec<'_>) -> Result<u64, QueryError> {
    match expr.eval(row, exec)? {
        Value::Int(count) => u64::try_from(count).map_err(|_| {
            let message = format!("a number of rows cannot be negative, this one is {count}");
            QueryError::syntax("NegativeIntegerArgument", expr.span, message)
        }),
        other => {
            let message =
                format!("a number of rows must be a whole number, not {}", other.kind_name());
            Err(QueryError::syntax("InvalidArgumentType", expr.span, message))
        }
    }
}
