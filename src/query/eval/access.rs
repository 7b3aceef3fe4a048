//! Parts of values: properties, entries, elements.

use super::{Exec, QueryError, temporal};
use crate::graph::{Map, Properties, Value};
use crate::query::error::ErrorKind;
use crate::query::exec::write::{alive, alive_relationship};
use crate::text::Span;

/// `value.name`
pub(super) fn property(
    subject: &Value,
    name: &str,
    exec: &Exec<'_>,
    span: Span,
) -> Result<Value, QueryError> {
    Ok(match subject {
        Value::Null => Value::Null,
        Value::Node(node) => {
            alive(exec, *node, span)?;
            exec.data.node_property(*node, name)
        }
        Value::Relationship(id) => {
            alive_relationship(exec, *id, span)?;
            exec.data.relationship_property(*id, name)
        }
        Value::Map(map) => map.get(name).cloned().unwrap_or_default(),
        Value::Date(_)
        | Value::Time(..)
        | Value::LocalTime(_)
        | Value::DateTime(_)
        | Value::LocalDateTime(_)
        | Value::Duration(_) => temporal::part(subject, name, span)?,
        other => {
            let message = format!("{} has no properties", other.kind_name());
            return Err(QueryError::types(span, message));
        }
    })
}

/// `value[index]`
pub(super) fn index(
    subject: &Value,
    index: &Value,
    exec: &Exec<'_>,
    span: Span,
) -> Result<Value, QueryError> {
    let wrong = |code, expected: &str| {
        let message =
            format!("expected {expected} between the brackets, found {}", index.kind_name());
        Err(QueryError::new(ErrorKind::TypeError, code, span, message))
    };
    match (subject, index) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::List(_) | Value::Map(_) | Value::Node(_) | Value::Relationship(_), Value::Null) => {
            Ok(Value::Null)
        }
        (Value::List(items), Value::Int(index)) => {
            Ok(place(*index, items.len()).and_then(|at| items.get(at)).cloned().unwrap_or_default())
        }
        (Value::List(_), _) => wrong("ListElementAccessByNonInteger", "a whole number"),
        (Value::Map(_) | Value::Node(_) | Value::Relationship(_), Value::String(name)) => {
            property(subject, name, exec, span)
        }
        (Value::Map(_), _) => wrong("MapElementAccessByNonString", "text"),
        (Value::Node(_) | Value::Relationship(_), _) => wrong("PropertyAccessByNonString", "text"),
        _ => {
            let message = format!("{} has no elements", subject.kind_name());
            Err(QueryError::types(span, message))
        }
    }
}

/// The place of an element counted from the start, or from the end if negative.
fn place(index: i64, length: usize) -> Option<usize> {
    let magnitude = usize::try_from(index.unsigned_abs()).ok()?;
    if index < 0 { length.checked_sub(magnitude) } else { Some(magnitude) }
}

/// `list[from..to]`
pub(super) fn slice(
    list: Value,
    from: Option<Value>,
    to: Option<Value>,
    span: Span,
) -> Result<Value, QueryError> {
    let items = match list {
        Value::Null => return Ok(Value::Null),
        Value::List(items) => items,
        other => {
            let message = format!("expected a list, found {}", other.kind_name());
            return Err(QueryError::types(span, message));
        }
    };
    let length = items.len();
    let bound = |bound: Option<Value>, default: usize| match bound {
        None => Ok(Some(default)),
        Some(Value::Null) => Ok(None),
        Some(Value::Int(index)) => Ok(Some(match place(index, length) {
            Some(at) => at.min(length),
            None => 0,
        })),
        Some(other) => {
            let message = format!("expected a whole number, found {}", other.kind_name());
            Err(QueryError::types(span, message))
        }
    };
    let (Some(from), Some(to)) = (bound(from, 0)?, bound(to, length)?) else {
        return Ok(Value::Null);
    };
    Ok(Value::List(items.into_iter().take(to).skip(from).collect()))
}

/// All properties of a node or relationship, or all entries of a map.
pub(super) fn properties(subject: &Value, exec: &Exec<'_>, span: Span) -> Result<Map, QueryError> {
    let properties = match subject {
        Value::Map(map) => return Ok((**map).clone()),
        Value::Node(node) => exec.data.node_properties(*node),
        Value::Relationship(id) => exec.data.relationship_properties(*id),
        other => {
            let message = format!("{} has no properties", other.kind_name());
            return Err(QueryError::types(span, message));
        }
    };
    Ok(properties.map(Properties::to_map).unwrap_or_default())
}
