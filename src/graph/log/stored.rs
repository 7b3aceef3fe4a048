//! Values as they are stored: only what a property may hold, each with its kind, so that it comes back as it was.

use std::fmt;
use std::sync::Arc;

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::graph::duration::Duration;
use crate::graph::properties::Properties;
use crate::graph::value::Value;

/// A value that may be stored.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stored {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Arc<str>),
    Date(Date),
    LocalTime(Time),
    /// A time with its offset from UTC in seconds.
    Time(Time, i32),
    LocalDateTime(DateTime),
    DateTime(ZonedDateTime),
    Duration(Length),
    List(Vec<Stored>),
}

/// The parts of a duration.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Length {
    #[serde(default)]
    months: i64,
    #[serde(default)]
    days: i64,
    #[serde(default)]
    seconds: i64,
    #[serde(default)]
    nanoseconds: i32,
}

impl Stored {
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => Self::Int(*value),
            Value::Float(value) => Self::Float(*value),
            Value::String(text) => Self::Text(text.clone()),
            Value::Date(date) => Self::Date(*date),
            Value::LocalTime(time) => Self::LocalTime(*time),
            Value::Time(time, offset) => Self::Time(*time, *offset),
            Value::LocalDateTime(time) => Self::LocalDateTime(*time),
            Value::DateTime(time) => Self::DateTime((**time).clone()),
            Value::Duration(length) => {
                let Duration { months, days, seconds, nanoseconds } = **length;
                Self::Duration(Length { months, days, seconds, nanoseconds })
            }
            Value::List(items) => Self::List(items.iter().map(Self::of).collect::<Option<_>>()?),
            Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => {
                return None;
            }
        })
    }

    /// The value; `None` where a duration has parts that none has.
    fn into_value(self) -> Option<Value> {
        Some(match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Int(value) => Value::Int(value),
            Self::Float(value) => Value::Float(value),
            Self::Text(text) => Value::String(text),
            Self::Date(date) => Value::Date(date),
            Self::LocalTime(time) => Value::LocalTime(time),
            Self::Time(time, offset) => Value::Time(time, offset),
            Self::LocalDateTime(time) => Value::LocalDateTime(time),
            Self::DateTime(time) => Value::DateTime(Box::new(time)),
            Self::Duration(Length { months, days, seconds, nanoseconds }) => {
                let whole = (0..1_000_000_000).contains(&nanoseconds);
                let length = Duration { months, days, seconds, nanoseconds };
                whole.then_some(length)?.into()
            }
            Self::List(items) => {
                Value::List(items.into_iter().map(Self::into_value).collect::<Option<_>>()?)
            }
        })
    }
}

/// Only what a property may hold, and null, can be written.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match Stored::of(self) {
            Some(stored) => stored.serialize(out),
            None => Err(S::Error::custom("a node, relationship, path or map cannot be stored")),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let value = Stored::deserialize(input)?.into_value();
        value
            .filter(|value| value.is_null() || value.is_storable())
            .ok_or_else(|| D::Error::custom("no property may hold such a value"))
    }
}

/// Is it the same value, of the same kind? Not a number is the same as itself.
pub(in crate::graph) fn same(one: &Value, other: &Value) -> bool {
    one.total_cmp(other).is_eq() && std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// When what a relationship says was published: it is the same one where one more document says so.
pub(in crate::graph) const OF_TELLINGS: [&str; 2] = ["published", "published_last"];

/// Properties in an entry: names and values, in order.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(Arc<str>, Value)>);

impl Fields {
    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Are these the same properties, in whatever order? Those that another telling of the same changes tell nothing.
    pub(in crate::graph) fn are(&self, properties: &Properties) -> bool {
        let tells = |name: &str| !OF_TELLINGS.contains(&name);
        let known = |(name, value): &(Arc<str>, Value)| {
            properties.get(name).is_some_and(|other| same(value, other))
        };
        let mut own = self.0.iter().filter(|(name, _)| tells(name));
        let count = own.clone().count();
        count == properties.keys().filter(|name| tells(name)).count() && own.all(known)
    }
}

impl From<&Properties> for Fields {
    fn from(properties: &Properties) -> Self {
        Self(properties.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
    }
}

impl From<&Fields> for Properties {
    fn from(fields: &Fields) -> Self {
        fields.0.iter().cloned().collect()
    }
}

/// ` {name: value, …}`, or nothing.
impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            write!(f, "{}{name}: {}", if i == 0 { " {" } else { ", " }, told(value))?;
        }
        if self.0.is_empty() { Ok(()) } else { f.write_str("}") }
    }
}

/// A value for people to read.
pub(super) fn told(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::String(text) => format!("{text:?}"),
        Value::Date(date) => date.to_string(),
        Value::LocalTime(time) => time.to_string(),
        Value::Time(time, offset) => {
            let zone = jiff::tz::Offset::from_seconds(*offset).unwrap_or(jiff::tz::Offset::UTC);
            format!("{time}{zone}")
        }
        Value::LocalDateTime(time) => time.to_string(),
        Value::DateTime(time) => time.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::List(items) => {
            format!("[{}]", items.iter().map(told).collect::<Vec<_>>().join(", "))
        }
        Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => "…".to_owned(),
    }
}
