//! Functions on lists and maps.

use super::{Exec, Function, Kind, QueryError, Value, out_of_range, strict, wrong};
use crate::query::exec::check_size;
use crate::query::exec::write::{alive, alive_relationship};
use crate::text::Span;

const LIST: &[Kind] = &[Kind::List];

pub(super) const FUNCTIONS: &[Function] =
    &[
        strict("head", "head(list) -> value", (1, 1), LIST, Kind::Any, |_, values, span| {
            match values {
                [Value::List(items)] => Ok(items.first().cloned().unwrap_or_default()),
                _ => wrong("head", "a list", &first(values), span),
            }
        }),
        strict(
            "isEmpty",
            "isEmpty(list, map or text) -> boolean",
            (1, 1),
            &[Kind::List, Kind::Map, Kind::Text],
            Kind::Bool,
            |_, values, span| match values {
                [Value::List(items)] => Ok(Value::Bool(items.is_empty())),
                [Value::Map(map)] => Ok(Value::Bool(map.is_empty())),
                [Value::String(text)] => Ok(Value::Bool(text.is_empty())),
                _ => wrong("isEmpty", "a list, map or text", &first(values), span),
            },
        ),
        strict(
            "keys",
            "keys(node, relationship or map) -> list",
            (1, 1),
            &[Kind::Node, Kind::Relationship, Kind::Map],
            Kind::List,
            keys,
        ),
        strict("last", "last(list) -> value", (1, 1), LIST, Kind::Any, |_, values, span| {
            match values {
                [Value::List(items)] => Ok(items.last().cloned().unwrap_or_default()),
                _ => wrong("last", "a list", &first(values), span),
            }
        }),
        strict(
            "length",
            "length(path) -> integer",
            (1, 1),
            &[Kind::Path, Kind::List, Kind::Text],
            Kind::Int,
            |_, values, span| match values {
                [Value::Path(path)] => Ok(count(path.relationships.len())),
                _ => size(values, "length", "a path", span),
            },
        ),
        strict("range", "range(first, last[, step]) -> list", (2, 3), &[], Kind::List, range),
        strict(
            "size",
            "size(list or text) -> integer",
            (1, 1),
            &[Kind::List, Kind::Text, Kind::Map],
            Kind::Int,
            |_, values, span| size(values, "size", "a list or text", span),
        ),
        strict("tail", "tail(list) -> list", (1, 1), LIST, Kind::List, |_, values, span| {
            match values {
                [Value::List(items)] => Ok(Value::List(items.iter().skip(1).cloned().collect())),
                _ => wrong("tail", "a list", &first(values), span),
            }
        }),
    ];

fn first(values: &[Value]) -> Value {
    values.first().cloned().unwrap_or_default()
}

fn count(size: usize) -> Value {
    Value::Int(i64::try_from(size).unwrap_or(i64::MAX))
}

fn size(values: &[Value], name: &str, expected: &str, span: Span) -> Result<Value, QueryError> {
    match values {
        [Value::List(items)] => Ok(count(items.len())),
        [Value::String(text)] => Ok(count(text.chars().count())),
        [Value::Map(map)] => Ok(count(map.len())),
        _ => wrong(name, expected, &first(values), span),
    }
}

fn keys(exec: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let properties = match values {
        [Value::Map(map)] => {
            return Ok(Value::List(map.keys().cloned().map(Value::String).collect()));
        }
        [Value::Node(id)] => {
            alive(exec, *id, span)?;
            exec.data.node_properties(*id)
        }
        [Value::Relationship(id)] => {
            alive_relationship(exec, *id, span)?;
            exec.data.relationship_properties(*id)
        }
        _ => return wrong("keys", "a node, relationship or map", &first(values), span),
    };
    let names = properties.into_iter().flat_map(|all| all.keys().cloned());
    Ok(Value::List(names.map(Value::String).collect()))
}

fn range(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let mut numbers = Vec::new();
    for value in values {
        match value {
            Value::Int(number) => numbers.push(*number),
            other => {
                let message = format!("range() takes whole numbers, this is {}", other.kind_name());
                return Err(QueryError::new(
                    crate::query::ErrorKind::ArgumentError,
                    "InvalidArgumentType",
                    span,
                    message,
                ));
            }
        }
    }
    let (from, to, step) = match numbers.as_slice() {
        [from, to] => (*from, *to, 1),
        [from, to, step] => (*from, *to, *step),
        _ => return Ok(Value::Null),
    };
    if step == 0 {
        return out_of_range("the step of range() cannot be zero", span);
    }
    let distance = if step > 0 {
        i128::from(to) - i128::from(from)
    } else {
        i128::from(from) - i128::from(to)
    };
    if distance < 0 {
        return Ok(Value::List(Vec::new()));
    }
    let length = distance / i128::from(step.unsigned_abs());
    check_size(usize::try_from(length).unwrap_or(usize::MAX))?;
    let mut items = Vec::new();
    let mut at = Some(from);
    while let Some(value) = at.filter(|&at| if step > 0 { at <= to } else { at >= to }) {
        items.push(Value::Int(value));
        at = value.checked_add(step);
    }
    Ok(Value::List(items))
}
