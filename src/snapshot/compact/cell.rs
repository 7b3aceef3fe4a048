//! Values of properties in a compact snapshot.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

use crate::graph::{Duration, Value};

/// A value. Text is named by its number; of a list only the length stands here and its values follow, so that no nesting of
/// a hostile file can exhaust the stack. The order of the kinds is part of the format.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) enum Cell {
    False,
    True,
    Int(i64),
    Float(f64),
    Text(u32),
    Date(Day),
    LocalTime(u64),
    Time(u64, i32),
    LocalDateTime(Day, u64),
    /// Seconds and nanoseconds since 1970, and the name of the zone, or its offset where it has none.
    DateTime(i64, i32, Option<u32>, i32),
    Duration(i64, i64, i64, i32),
    List(u32),
}

/// Year, month, day.
pub(super) type Day = (i16, i8, i8);

fn day(date: Date) -> Day {
    (date.year(), date.month(), date.day())
}

const SECOND: u64 = 1_000_000_000;

/// Nanoseconds since midnight.
fn nanoseconds(time: Time) -> u64 {
    let part = |part: i8| u64::from(part.unsigned_abs());
    let seconds = part(time.hour()) * 3600 + part(time.minute()) * 60 + part(time.second());
    seconds * SECOND + u64::from(time.subsec_nanosecond().unsigned_abs())
}

fn clock(nanoseconds: u64) -> Option<Time> {
    let seconds = nanoseconds / SECOND;
    let part = |value: u64| i8::try_from(value).ok();
    let rest = i32::try_from(nanoseconds % SECOND).ok()?;
    Time::new(part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, rest).ok()
}

impl Cell {
    /// The cell of a value; `None` of one that cannot be stored. `number` gives a text its number.
    pub(super) fn of<'v>(value: &'v Value, number: &mut dyn FnMut(&'v str) -> u32) -> Option<Self> {
        Some(match value {
            Value::Bool(false) => Self::False,
            Value::Bool(true) => Self::True,
            Value::Int(whole) => Self::Int(*whole),
            Value::Float(float) => Self::Float(*float),
            Value::String(text) => Self::Text(number(text)),
            Value::Date(date) => Self::Date(day(*date)),
            Value::LocalTime(time) => Self::LocalTime(nanoseconds(*time)),
            Value::Time(time, offset) => Self::Time(nanoseconds(*time), *offset),
            Value::LocalDateTime(at) => Self::LocalDateTime(day(at.date()), nanoseconds(at.time())),
            Value::DateTime(at) => {
                let stamp = at.timestamp();
                let zone = at.time_zone().iana_name().map(number);
                let offset = if zone.is_some() { 0 } else { at.offset().seconds() };
                Self::DateTime(stamp.as_second(), stamp.subsec_nanosecond(), zone, offset)
            }
            Value::Duration(of) => Self::Duration(of.months, of.days, of.seconds, of.nanoseconds),
            Value::List(items) => Self::List(u32::try_from(items.len()).ok()?),
            Value::Null
            | Value::Map(_)
            | Value::Node(_)
            | Value::Relationship(_)
            | Value::Path(_) => return None,
        })
    }

    /// The value of a cell that is no list; `None` where no cell of that kind can be so.
    pub(super) fn value(self, strings: &[std::sync::Arc<str>]) -> Option<Value> {
        let text = |number: u32| strings.get(usize::try_from(number).ok()?);
        let date = |(year, month, day): Day| Date::new(year, month, day).ok();
        Some(match self {
            Self::False => Value::Bool(false),
            Self::True => Value::Bool(true),
            Self::Int(whole) => Value::Int(whole),
            Self::Float(float) => Value::Float(float),
            Self::Text(number) => Value::String(text(number)?.clone()),
            Self::Date(day) => Value::Date(date(day)?),
            Self::LocalTime(time) => Value::LocalTime(clock(time)?),
            Self::Time(time, offset) => {
                Offset::from_seconds(offset).ok()?;
                Value::Time(clock(time)?, offset)
            }
            Self::LocalDateTime(day, time) => {
                Value::LocalDateTime(DateTime::from_parts(date(day)?, clock(time)?))
            }
            Self::DateTime(seconds, nanoseconds, zone, offset) => {
                let zone = match zone {
                    Some(name) => TimeZone::get(text(name)?).ok()?,
                    None => TimeZone::fixed(Offset::from_seconds(offset).ok()?),
                };
                let stamp = Timestamp::new(seconds, nanoseconds).ok()?;
                Value::DateTime(Box::new(stamp.to_zoned_datetime(zone)))
            }
            Self::Duration(months, days, seconds, nanoseconds) => {
                if !(0..1_000_000_000).contains(&nanoseconds) {
                    return None;
                }
                Duration { months, days, seconds, nanoseconds }.into()
            }
            Self::List(_) => return None,
        })
    }
}
