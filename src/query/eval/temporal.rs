//! Dates, times and durations.

use super::QueryError;
use crate::graph::Value;
use crate::query::plan::{Arithmetic, Function};
use crate::text::Span;

pub(super) const FUNCTIONS: &[Function] = &[];

pub(super) fn part(value: &Value, name: &str, span: Span) -> Result<Value, QueryError> {
    let _ = (value, name, span);
    Ok(Value::Null)
}

pub(super) fn arithmetic(
    operator: Arithmetic,
    left: &Value,
    right: &Value,
    span: Span,
) -> Result<Option<Value>, QueryError> {
    let _ = (operator, left, right, span);
    Ok(None)
}
