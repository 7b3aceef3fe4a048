//! Parameters of a query, from the command line.

use std::sync::Arc;

use crate::graph::{Map, Value};

/// A parameter with its value.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    pub(super) name: Arc<str>,
    pub(super) value: Value,
}

/// Reads `NAME=VALUE`.
pub(super) fn parse(text: &str) -> Result<Parameter, String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    let name = name.trim().trim_start_matches('$');
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !plain {
        return Err(format!("{name:?} is no name of a parameter"));
    }
    Ok(Parameter { name: Arc::from(name), value: self::value(value)? })
}

/// Numbers, `true`, `false`, `null` and JSON are what they say; all else is text.
fn value(text: &str) -> Result<Value, String> {
    let json = text.trim();
    if json.starts_with(['{', '[', '"']) {
        let parsed = serde_json::from_str(json).map_err(|error| format!("no JSON: {error}"))?;
        return Ok(from_json(parsed));
    }
    let number = json.parse::<i64>().map(Value::Int).or_else(|_| match json.parse::<f64>() {
        // "inf" and "nan" are numbers to Rust, and words to everybody else.
        Ok(float) if json.contains(|c: char| c.is_ascii_digit()) => Ok(Value::Float(float)),
        _ => Err(()),
    });
    Ok(match (number, json) {
        (Ok(number), _) => number,
        (_, "true") => Value::Bool(true),
        (_, "false") => Value::Bool(false),
        (_, "null") => Value::Null,
        _ => Value::string(text),
    })
}

// The depth of the recursion is bounded by serde_json's own limit.
pub(super) fn from_json(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(value),
        serde_json::Value::Number(number) => number
            .as_i64()
            .map_or_else(|| Value::Float(number.as_f64().unwrap_or(f64::NAN)), Value::Int),
        serde_json::Value::String(text) => Value::string(text),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(from_json).collect()),
        serde_json::Value::Object(entries) => entries
            .into_iter()
            .map(|(name, value)| (Arc::from(name), from_json(value)))
            .collect::<Map>()
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::graph::Value;

    #[test]
    fn values_are_what_they_say_and_else_text() {
        let value = |text: &str| parse(text).map(|p| format!("{:?}", p.value));
        assert_eq!(value("n=7"), Ok(format!("{:?}", Value::Int(7))));
        assert_eq!(value("n=7.5"), Ok(format!("{:?}", Value::Float(7.5))));
        assert_eq!(value("b=true"), Ok(format!("{:?}", Value::Bool(true))));
        assert_eq!(value("s=Ana = Lund"), Ok(format!("{:?}", Value::from("Ana = Lund"))));
        assert_eq!(value("s=inf"), Ok(format!("{:?}", Value::from("inf"))));
        assert_eq!(value("s=\"7\""), Ok(format!("{:?}", Value::from("7"))));
        assert_eq!(
            value("l=[1, \"a\"]"),
            Ok(format!("{:?}", Value::List(vec![1.into(), "a".into()])))
        );
    }

    #[test]
    fn what_is_no_parameter_is_refused() {
        assert!(parse("name").is_err() && parse("=x").is_err() && parse("a b=x").is_err());
        assert!(parse("l=[1,").is_err());
        assert_eq!(&*parse("$name=x").expect("a parameter").name, "name");
    }
}
