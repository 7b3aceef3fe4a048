//! Temporal values from text, for those who load graphs.

use super::{Form, parse};
use crate::graph::Value;
use crate::text::Span;

/// The kinds of temporal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TemporalKind {
    /// A day.
    Date,
    /// A time of day without a zone.
    LocalTime,
    /// A time of day with an offset.
    Time,
    /// A day and time without a zone.
    LocalDateTime,
    /// A day and time in a zone.
    DateTime,
    /// A stretch of time.
    Duration,
}

/// The temporal value that the function of this kind's name would make of a text in ISO 8601, such as `2025-07-10` or
/// `P3D`; `None` where the text cannot be read as one. Cost: linear in the text.
pub fn temporal(text: &str, kind: TemporalKind) -> Option<Value> {
    let form = match kind {
        TemporalKind::Date => Form::Date,
        TemporalKind::LocalTime => Form::LocalTime,
        TemporalKind::Time => Form::Time,
        TemporalKind::LocalDateTime => Form::LocalDateTime,
        TemporalKind::DateTime => Form::DateTime,
        TemporalKind::Duration => return parse::duration(text).map(Value::from),
    };
    let value = parse::moment(text, form)?.value(form, Span::new(0, 0)).ok()?;
    Some(told_apart(text, kind, &value).unwrap_or(value))
}

/// When clocks are put back an hour comes twice, and the offset before the zone's name says which of the two is meant.
fn told_apart(text: &str, kind: TemporalKind, value: &Value) -> Option<Value> {
    let (Value::DateTime(named), Some((plain, _))) = (value, text.split_once('[')) else {
        return None;
    };
    let (_, clock) = plain.split_once('T')?;
    clock.find(['Z', 'z', '+', '-'])?;
    let Value::DateTime(fixed) = temporal(plain, kind)? else { return None };
    let moment = fixed.with_time_zone(named.time_zone().clone());
    (moment.datetime() == named.datetime()).then(|| Value::DateTime(Box::new(moment)))
}

#[cfg(test)]
mod tests {
    use super::{TemporalKind, temporal};

    #[test]
    fn the_offset_tells_the_hours_apart_when_clocks_are_put_back() {
        for text in
            ["2025-10-26T02:30+02:00[Europe/Berlin]", "2025-10-26T02:30+01:00[Europe/Berlin]"]
        {
            let value = temporal(text, TemporalKind::DateTime).unwrap();
            assert_eq!(value.temporal_text().as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (kind, text) in [
            (TemporalKind::Date, "2025-07-10"),
            (TemporalKind::Date, "-000044-03-15"),
            (TemporalKind::LocalTime, "12:30"),
            (TemporalKind::Time, "12:30:00.5+02:00"),
            (TemporalKind::LocalDateTime, "2025-07-10T12:30:01"),
            (TemporalKind::DateTime, "2025-07-10T12:30Z"),
            (TemporalKind::DateTime, "2025-07-10T12:30+02:00[Europe/Berlin]"),
            (TemporalKind::Duration, "P1Y2M-3DT4H5M6.5S"),
        ] {
            let value = temporal(text, kind).unwrap_or_else(|| panic!("{text}"));
            let again = value.temporal_text().unwrap();
            let other = temporal(&again, kind).unwrap_or_else(|| panic!("{again}"));
            assert_eq!(value.equals(&other), Some(true), "{text} is written as {again}");
        }
        assert!(temporal("noon", TemporalKind::Time).is_none());
    }
}
