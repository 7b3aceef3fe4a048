//! The forms of values that several formats share: as plain text, as JSON, and what kinds of them a property has.

use std::borrow::Cow;

use serde_json::{Map as Object, Number, Value as Json, json};

use crate::graph::Value;

/// What a value is, for formats whose columns have types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Scalar {
    Bool,
    Int,
    Float,
    Text,
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
    Duration,
    /// Of a list: it is empty.
    Nothing,
    /// Several of these, or what no column holds.
    Mixed,
}

/// What a property's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Kind {
    pub scalar: Scalar,
    pub list: bool,
}

impl Kind {
    /// Of a single value of this sort.
    pub(super) const fn one(scalar: Scalar) -> Self {
        Self { scalar, list: false }
    }

    /// Of a list of these.
    pub(super) const fn many(scalar: Scalar) -> Self {
        Self { scalar, list: true }
    }

    /// Of a value. Cost: linear in it.
    pub(super) fn of(value: &Value) -> Self {
        let scalar = match value {
            Value::Bool(_) => Scalar::Bool,
            Value::Int(_) => Scalar::Int,
            Value::Float(_) => Scalar::Float,
            Value::String(_) => Scalar::Text,
            Value::Date(_) => Scalar::Date,
            Value::LocalTime(_) => Scalar::LocalTime,
            Value::Time(..) => Scalar::Time,
            Value::LocalDateTime(_) => Scalar::LocalDateTime,
            Value::DateTime(_) => Scalar::DateTime,
            Value::Duration(_) => Scalar::Duration,
            Value::List(items) => {
                let joined = items.iter().map(Self::of).fold(Scalar::Nothing, |scalar, kind| {
                    if kind.list { Scalar::Mixed } else { join(scalar, kind.scalar) }
                });
                return Self::many(joined);
            }
            _ => Scalar::Mixed,
        };
        Self::one(scalar)
    }

    /// Of values of both kinds.
    pub(super) fn join(self, other: Self) -> Self {
        if self.list != other.list {
            return Self::one(Scalar::Mixed);
        }
        let joined = Self { scalar: join(self.scalar, other.scalar), list: self.list };
        if joined.scalar == Scalar::Mixed { Self::one(Scalar::Mixed) } else { joined }
    }

    /// Is it of several sorts, so that its values are written as JSON?
    pub(super) fn is_mixed(self) -> bool {
        self.scalar == Scalar::Mixed
    }

    /// Is it a list whose items are of several sorts?
    pub(super) fn is_mixed_list(self) -> bool {
        self.list && self.is_mixed()
    }

    /// As the query language names the type.
    pub(super) fn name(self) -> String {
        let name = match self.scalar {
            Scalar::Bool => "BOOLEAN",
            Scalar::Int => "INTEGER",
            Scalar::Float => "FLOAT",
            Scalar::Text => "STRING",
            Scalar::Date => "DATE",
            Scalar::LocalTime => "LOCAL TIME",
            Scalar::Time => "ZONED TIME",
            Scalar::LocalDateTime => "LOCAL DATETIME",
            Scalar::DateTime => "ZONED DATETIME",
            Scalar::Duration => "DURATION",
            Scalar::Nothing => "NOTHING",
            Scalar::Mixed => "ANY (as JSON)",
        };
        if self.list && !self.is_mixed() {
            format!("LIST<{name}> (as JSON)")
        } else {
            name.to_owned()
        }
    }
}

fn join(a: Scalar, b: Scalar) -> Scalar {
    match (a, b) {
        (Scalar::Nothing, other) | (other, Scalar::Nothing) => other,
        (a, b) if a == b => a,
        _ => Scalar::Mixed,
    }
}

/// A value as plain text: text as it is, numbers that are none as XML Schema spells them, dates and times in ISO 8601, lists
/// and maps as JSON.
pub(super) fn text(value: &Value) -> Cow<'_, str> {
    Cow::Owned(match value {
        Value::Null => String::new(),
        Value::String(text) => return Cow::Borrowed(text),
        Value::Bool(is) => is.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => float(*number, ["NaN", "INF", "-INF"]),
        other => other.temporal_text().unwrap_or_else(|| json(other).to_string()),
    })
}

/// The same in a column of this kind: where the kinds are mixed all is JSON, so that none is taken for another.
pub(super) fn text_in(kind: Kind, value: &Value) -> Cow<'_, str> {
    if kind.is_mixed() { Cow::Owned(json(value).to_string()) } else { text(value) }
}

/// A date, a time or a duration as other stores read it: a zone that has no name but its offset is told once.
pub(super) fn moment(value: &Value) -> Option<String> {
    let text = value.temporal_text()?;
    let named = text.find("[+").or_else(|| text.find("[-"));
    Some(match named {
        Some(at) => text.get(..at).unwrap_or_default().to_owned(),
        None => text,
    })
}

/// A number as the shortest text that is read back as the same, with the names for those that are none.
pub(super) fn float(number: f64, names: [&str; 3]) -> String {
    if number.is_nan() {
        names[0].to_owned()
    } else if number.is_infinite() {
        names[if number > 0.0 { 1 } else { 2 }].to_owned()
    } else {
        format!("{number:?}")
    }
}

/// A value as JSON, in the form in which the query language answers.
pub(super) fn json(value: &Value) -> Json {
    let kind = match value {
        Value::Null | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => {
            return Json::Null;
        }
        Value::Bool(is) => return json!(is),
        Value::Int(number) => return json!(number),
        Value::Float(number) => {
            return Number::from_f64(*number)
                .map_or_else(|| json!({"$float": number.to_string()}), Json::Number);
        }
        Value::String(text) => return json!(&**text),
        Value::List(items) => return items.iter().map(json).collect(),
        Value::Map(map) => {
            let entries = map.iter().map(|(name, value)| (name.to_string(), json(value)));
            return Json::Object(entries.collect::<Object<_, _>>());
        }
        Value::Date(_) => "$date",
        Value::LocalTime(_) => "$localtime",
        Value::Time(..) => "$time",
        Value::LocalDateTime(_) => "$localdatetime",
        Value::DateTime(_) => "$datetime",
        Value::Duration(_) => "$duration",
    };
    json!({kind: value.temporal_text()})
}

#[cfg(test)]
mod tests {
    use super::{Kind, Scalar, text, text_in};
    use crate::graph::Value;

    #[test]
    fn kinds_that_differ_are_mixed_and_empty_lists_fit_any_list() {
        let list = |items: &[Value]| Kind::of(&Value::List(items.to_vec()));
        assert_eq!(list(&[]).join(list(&[1.into()])), Kind::many(Scalar::Int));
        assert_eq!(list(&[1.into(), "a".into()]).scalar, Scalar::Mixed);
        assert!(Kind::of(&1.into()).join(Kind::of(&1.5.into())).is_mixed());
        assert!(Kind::of(&1.into()).join(list(&[1.into()])).is_mixed());
    }

    #[test]
    fn every_value_has_a_text() {
        assert_eq!(text(&f64::NAN.into()), "NaN");
        assert_eq!(text(&f64::NEG_INFINITY.into()), "-INF");
        assert_eq!(text(&Value::List(vec![1.into(), "a\"".into()])), r#"[1,"a\""]"#);
        let mixed = Kind::one(Scalar::Mixed);
        assert_eq!(text_in(mixed, &"1".into()), "\"1\"");
        assert_eq!(text_in(mixed, &1.into()), "1");
    }
}
