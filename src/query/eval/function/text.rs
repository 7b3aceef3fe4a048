//! Functions on text.

use super::{Exec, Function, Kind, QueryError, Value, out_of_range, strict, wrong};
use crate::query::eval::print::plain;
use crate::query::exec::check_size;
use crate::text::Span;

const TEXT: &[Kind] = &[Kind::Text];

/// A function from text to text.
macro_rules! text {
    ($name:literal, $run:expr) => {
        strict(
            $name,
            concat!($name, "(text) -> text"),
            (1, 1),
            TEXT,
            Kind::Text,
            |_, values, span| {
                let run: fn(&str) -> String = $run;
                Ok(Value::string(run(text($name, values, 0, span)?)))
            },
        )
    };
}

pub(super) const FUNCTIONS: &[Function] = &[
    strict("left", "left(text, length) -> text", (2, 2), TEXT, Kind::Text, |_, values, span| {
        let length = length("left", values, 1, span)?;
        Ok(Value::string(text("left", values, 0, span)?.chars().take(length).collect::<String>()))
    }),
    text!("lower", |text| text.to_lowercase()),
    text!("lTrim", |text| text.trim_start().to_owned()),
    strict(
        "replace",
        "replace(text, search, replacement) -> text",
        (3, 3),
        TEXT,
        Kind::Text,
        replace,
    ),
    strict(
        "reverse",
        "reverse(text or list) -> the same backwards",
        (1, 1),
        &[Kind::Text, Kind::List],
        Kind::Any,
        |_, values, span| match values {
            [Value::List(items)] => Ok(Value::List(items.iter().rev().cloned().collect())),
            _ => Ok(Value::string(
                text("reverse", values, 0, span)?.chars().rev().collect::<String>(),
            )),
        },
    ),
    strict("right", "right(text, length) -> text", (2, 2), TEXT, Kind::Text, |_, values, span| {
        let length = length("right", values, 1, span)?;
        let text = text("right", values, 0, span)?;
        let skip = text.chars().count().saturating_sub(length);
        Ok(Value::string(text.chars().skip(skip).collect::<String>()))
    }),
    text!("rTrim", |text| text.trim_end().to_owned()),
    strict(
        "split",
        "split(text, separator) -> list",
        (2, 2),
        TEXT,
        Kind::List,
        |_, values, span| {
            let (whole, separator) =
                (text("split", values, 0, span)?, text("split", values, 1, span)?);
            let parts: Vec<Value> = if separator.is_empty() {
                whole.chars().map(|c| Value::string(c.to_string())).collect()
            } else {
                whole.split(separator).map(Value::string).collect()
            };
            Ok(Value::List(parts))
        },
    ),
    strict(
        "substring",
        "substring(text, start[, length]) -> text",
        (2, 3),
        TEXT,
        Kind::Text,
        |_, values, span| {
            let start = length("substring", values, 1, span)?;
            let most = match values.get(2) {
                Some(_) => length("substring", values, 2, span)?,
                None => usize::MAX,
            };
            let text = text("substring", values, 0, span)?;
            Ok(Value::string(text.chars().skip(start).take(most).collect::<String>()))
        },
    ),
    text!("toLower", |text| text.to_lowercase()),
    strict("toString", "toString(value) -> text", (1, 1), &[], Kind::Text, |_, values, span| {
        match values {
            [
                value @ (Value::List(_)
                | Value::Map(_)
                | Value::Node(_)
                | Value::Relationship(_)
                | Value::Path(_)),
            ] => wrong("toString", "text, a number, a boolean or a date", value, span),
            _ => Ok(Value::string(plain(&first(values)))),
        }
    }),
    text!("toUpper", |text| text.to_uppercase()),
    text!("trim", |text| text.trim().to_owned()),
    text!("upper", |text| text.to_uppercase()),
];

fn first(values: &[Value]) -> Value {
    values.first().cloned().unwrap_or_default()
}

fn text<'a>(name: &str, values: &'a [Value], at: usize, span: Span) -> Result<&'a str, QueryError> {
    match values.get(at) {
        Some(Value::String(text)) => Ok(text),
        other => wrong(name, "text", other.unwrap_or(&Value::Null), span),
    }
}

fn length(name: &str, values: &[Value], at: usize, span: Span) -> Result<usize, QueryError> {
    match values.get(at) {
        Some(Value::Int(length)) => match usize::try_from(*length) {
            Ok(length) => Ok(length),
            Err(_) => out_of_range(format!("{name}() takes no negative numbers"), span),
        },
        other => wrong(name, "a whole number", other.unwrap_or(&Value::Null), span),
    }
}

fn replace(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let whole = text("replace", values, 0, span)?;
    let (search, by) = (text("replace", values, 1, span)?, text("replace", values, 2, span)?);
    if search.is_empty() {
        return Ok(Value::string(whole));
    }
    let found = whole.matches(search).count();
    check_size(whole.len() + found.saturating_mul(by.len()))?;
    Ok(Value::string(whole.replace(search, by)))
}
