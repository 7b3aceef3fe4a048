//! Values of properties in RON: numbers, text, truth and lists as they are; what RON has no form for as a map of its kind to
//! its text, such as `{"date": "2025-07-10"}`.

use std::fmt;
use std::io::{self, Write};

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::graph::Value;
use crate::query::{TemporalKind, temporal};
use crate::snapshot::quote::{list, string};

/// Names of the kinds of temporal values, in files.
const KINDS: [(&str, TemporalKind); 6] = [
    ("date", TemporalKind::Date),
    ("localtime", TemporalKind::LocalTime),
    ("time", TemporalKind::Time),
    ("localdatetime", TemporalKind::LocalDateTime),
    ("datetime", TemporalKind::DateTime),
    ("duration", TemporalKind::Duration),
];

/// The kind of a number that is none, or has no point in its digits.
const FLOAT: &str = "float";

/// Writes a value.
pub(super) fn write(out: &mut impl Write, value: &Value) -> io::Result<()> {
    let kind = match value {
        Value::Bool(truth) => return write!(out, "{truth}"),
        Value::Int(number) => return write!(out, "{number}"),
        Value::Float(number) => {
            // `Debug` writes the shortest form that reads back as the same number.
            let digits = format!("{number:?}");
            return if digits.contains('.') {
                out.write_all(digits.as_bytes())
            } else {
                tagged(out, FLOAT, &digits)
            };
        }
        Value::String(text) => return string(out, text),
        Value::List(items) => return list(out, items, |out, item| write_item(out, item)),
        Value::Date(_) => TemporalKind::Date,
        Value::LocalTime(_) => TemporalKind::LocalTime,
        Value::Time(..) => TemporalKind::Time,
        Value::LocalDateTime(_) => TemporalKind::LocalDateTime,
        Value::DateTime(_) => TemporalKind::DateTime,
        Value::Duration(_) => TemporalKind::Duration,
        Value::Null | Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => {
            return Err(unstorable());
        }
    };
    let name = KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(name, _)| name);
    tagged(out, name, &value.temporal_text().unwrap_or_default())
}

/// No list lies in a list.
fn write_item(out: &mut impl Write, value: &Value) -> io::Result<()> {
    if matches!(value, Value::List(_)) { Err(unstorable()) } else { write(out, value) }
}

fn tagged(out: &mut impl Write, kind: &str, text: &str) -> io::Result<()> {
    write!(out, "{{\"{kind}\": ")?;
    string(out, text)?;
    out.write_all(b"}")
}

fn unstorable() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a property has a value that cannot be stored")
}

/// Names and values of properties, in order.
#[derive(Debug, Default)]
pub(super) struct Fields(pub Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("properties, as {\"name\": \"Ana Ruiz\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut all = Vec::new();
                while let Some((name, Cell(value))) = map.next_entry()? {
                    all.push((name, value));
                }
                Ok(Fields(all))
            }
        }
        deserializer.deserialize_map(All)
    }
}

/// A value.
struct Cell(Value);

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfCell).map(Cell)
    }
}

struct OfCell;

impl<'de> Visitor<'de> for OfCell {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, a number, text, a list of these, or {\"date\": \"2025-07-10\"}")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        let whole = i64::try_from(number);
        whole.map(Value::Int).map_err(|_| E::custom("the number is too great: it has 64 bits"))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::string(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Cell(item)) = seq.next_element()? {
            if matches!(item, Value::List(_)) {
                return Err(de::Error::custom("a list lies in a list"));
            }
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let Some((kind, text)) = map.next_entry::<String, String>()? else {
            return Err(de::Error::custom("expected a kind and its text"));
        };
        let known = KINDS.iter().find(|(name, _)| *name == kind);
        let value = match known {
            Some((_, kind)) => temporal(&text, *kind),
            None if kind == FLOAT => text.parse().ok().map(Value::Float),
            None => return Err(de::Error::custom(format!("unknown kind {kind:?}"))),
        };
        if map.next_key::<String>()?.is_some() {
            return Err(de::Error::custom("expected one kind and no more"));
        }
        value.ok_or_else(|| de::Error::custom(format!("{text:?} cannot be read as {kind}")))
    }
}
