//! What all temporal values but durations have in common: maybe a date, maybe a time, maybe a zone.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use super::{Form, QueryError, bad};
use crate::graph::Value;
use crate::text::Span;

/// The parts of a temporal value.
#[derive(Debug, Clone, Default)]
pub(super) struct Moment {
    pub(super) date: Option<Date>,
    pub(super) time: Option<Time>,
    pub(super) zone: Option<TimeZone>,
}

/// The first day of the era in which computers count.
pub(super) const EPOCH: Date = Date::constant(1970, 1, 1);

impl Moment {
    /// The parts of a value; nothing if it is no temporal value, or a duration.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let (date, time, zone) = match value {
            Value::Date(date) => (Some(*date), None, None),
            Value::LocalTime(time) => (None, Some(*time), None),
            Value::Time(time, offset) => (None, Some(*time), fixed(*offset)),
            Value::LocalDateTime(moment) => (Some(moment.date()), Some(moment.time()), None),
            Value::DateTime(moment) => {
                let zone = moment.time_zone().clone();
                (Some(moment.date()), Some(moment.time()), Some(zone))
            }
            _ => return None,
        };
        Some(Self { date, time, zone })
    }

    /// The value of a form that has these parts. A missing time is midnight, a missing zone UTC.
    pub(super) fn value(self, form: Form, span: Span) -> Result<Value, QueryError> {
        let Some(date) = self.date.or((!form.has_date()).then_some(EPOCH)) else {
            return bad("there is no date in it", span);
        };
        if form.has_time() && !form.has_date() && self.time.is_none() {
            return bad("there is no time in it", span);
        }
        let time = self.time.unwrap_or(Time::midnight());
        Ok(match form {
            Form::Date => Value::Date(date),
            Form::LocalTime => Value::LocalTime(time),
            Form::LocalDateTime => Value::LocalDateTime(date.to_datetime(time)),
            Form::Time => Value::Time(time, self.offset(date, time)),
            Form::DateTime => {
                let zone = self.zone.unwrap_or(TimeZone::UTC);
                match zone.to_zoned_datetime(date.to_datetime(time)) {
                    Ok(moment) => Value::DateTime(Box::new(moment)),
                    Err(_) => return bad("there is no such moment in this time zone", span),
                }
            }
        })
    }

    /// The offset of its zone from UTC at a moment, in seconds.
    fn offset(&self, date: Date, time: Time) -> i32 {
        let Some(zone) = &self.zone else { return 0 };
        let moment = zone.to_zoned_datetime(date.to_datetime(time));
        moment.map_or(0, |moment| moment.offset().seconds())
    }

    /// The same moment in another zone; only the zone changes where none was known.
    pub(super) fn moved(mut self, zone: TimeZone) -> Self {
        let date = self.date.unwrap_or(EPOCH);
        let time = self.time.unwrap_or(Time::midnight());
        if let Some(from) = &self.zone
            && let Ok(moment) = from.to_zoned_datetime(date.to_datetime(time))
        {
            let moved = moment.with_time_zone(zone.clone());
            self.date = self.date.map(|_| moved.date());
            self.time = Some(moved.time());
        }
        self.zone = Some(zone);
        self
    }
}

/// A zone of so many seconds from UTC.
pub(super) fn fixed(seconds: i32) -> Option<TimeZone> {
    if seconds == 0 {
        return Some(TimeZone::UTC);
    }
    Offset::from_seconds(seconds).ok().map(TimeZone::fixed)
}
