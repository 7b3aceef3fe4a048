//! Values of properties and of query results.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};

use super::duration::Duration;
use super::store::{NodeId, RelId};

/// A map from names to values, in the order in which they were put in.
pub type Map = IndexMap<Arc<str>, Value>;

/// Any value of openCypher. Only the first groups may be stored as properties (see [`Value::is_storable`]).
#[derive(Debug, Clone, Default)]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A 64-bit integer.
    Int(i64),
    /// A 64-bit floating point number.
    Float(f64),
    /// Text.
    String(Arc<str>),
    /// A day.
    Date(Date),
    /// A time of day without a zone.
    LocalTime(Time),
    /// A time of day with an offset from UTC in seconds.
    Time(Time, i32),
    /// A day and time without a zone.
    LocalDateTime(DateTime),
    /// A day and time in a zone.
    DateTime(Box<ZonedDateTime>),
    /// A stretch of time in months, days, seconds and nanoseconds.
    Duration(Box<Duration>),
    /// A list.
    List(Vec<Value>),
    /// A map.
    Map(Box<Map>),
    /// A node of the graph.
    Node(NodeId),
    /// A relationship of the graph.
    Relationship(RelId),
    /// Nodes and the relationships between them: one node more than relationships.
    Path(Arc<Path>),
}

/// A walk through the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The nodes, in order; never empty.
    pub nodes: Vec<NodeId>,
    /// The relationships between them, in order.
    pub relationships: Vec<RelId>,
}

impl Value {
    /// Text as a value.
    pub fn string(text: impl AsRef<str>) -> Self {
        Self::String(Arc::from(text.as_ref()))
    }

    /// Is there no value?
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if it is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// May it be the value of a property? Scalars, temporal values and lists of them may.
    pub fn is_storable(&self) -> bool {
        match self {
            Self::Null | Self::Map(_) | Self::Node(_) | Self::Relationship(_) | Self::Path(_) => {
                false
            }
            Self::List(items) => {
                items.iter().all(|item| item.is_storable() && !matches!(item, Self::List(_)))
            }
            _ => true,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::string(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}

impl From<Duration> for Value {
    fn from(value: Duration) -> Self {
        Self::Duration(Box::new(value))
    }
}

impl From<Map> for Value {
    fn from(value: Map) -> Self {
        Self::Map(Box::new(value))
    }
}
