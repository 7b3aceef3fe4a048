//! The duration between two moments.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::arithmetic::days_later;
use super::moment::{EPOCH, Moment};
use super::{Exec, QueryError, bad, wrong};
use crate::graph::{Duration, Value};
use crate::text::Span;

/// Two moments made comparable: both with a date, a time and a zone.
struct Pair {
    from: DateTime,
    to: DateTime,
    /// The zone in which both are given.
    zone: TimeZone,
    /// Had both a date of their own?
    dated: bool,
}

pub(super) fn between(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let pair = pair(values, span)?;
    let months = if pair.dated { months(pair.from, pair.to) } else { 0 };
    let start = later(pair.from, months, 0, span)?;
    let days = if pair.dated { days(start, pair.to) } else { 0 };
    let start = later(start, 0, days, span)?;
    duration(months, days, nanoseconds(start, pair.to, &pair.zone, span)?, span)
}

pub(super) fn in_months(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let pair = pair(values, span)?;
    duration(if pair.dated { months(pair.from, pair.to) } else { 0 }, 0, 0, span)
}

pub(super) fn in_days(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let pair = pair(values, span)?;
    duration(0, if pair.dated { days(pair.from, pair.to) } else { 0 }, 0, span)
}

pub(super) fn in_seconds(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let pair = pair(values, span)?;
    duration(0, 0, nanoseconds(pair.from, pair.to, &pair.zone, span)?, span)
}

fn duration(months: i64, days: i64, time: i128, span: Span) -> Result<Value, QueryError> {
    match Duration::new(months, days, time) {
        Some(duration) => Ok(duration.into()),
        None => bad("the duration is too great", span),
    }
}

fn pair(values: &[Value], span: Span) -> Result<Pair, QueryError> {
    let get = |at: usize| {
        let value = values.get(at).unwrap_or(&Value::Null);
        match Moment::of(value) {
            Some(moment) => Ok(moment),
            None => wrong("duration.between", "two temporal values", value, span),
        }
    };
    let (from, to) = (get(0)?, get(1)?);
    let dated = from.date.is_some() && to.date.is_some();
    let zone = from.zone.clone().or(to.zone.clone()).unwrap_or(TimeZone::UTC);
    let date = from.date.or(to.date).unwrap_or(EPOCH);
    // What has no zone is taken to be in the zone of the other; two zones meet in the first one.
    let fill = |moment: Moment, date: Date| {
        let moment = Moment {
            date: Some(moment.date.unwrap_or(date)),
            time: Some(moment.time.unwrap_or(Time::midnight())),
            zone: Some(moment.zone.unwrap_or(zone.clone())),
        };
        let moment = moment.moved(zone.clone());
        moment.date.unwrap_or(EPOCH).to_datetime(moment.time.unwrap_or(Time::midnight()))
    };
    let to_date = to.date.unwrap_or(date);
    Ok(Pair { from: fill(from, to_date), to: fill(to, date), zone, dated })
}

/// Whole months from one moment to another.
fn months(from: DateTime, to: DateTime) -> i64 {
    let to_date = nearer(from, to);
    let packed = |date: Date| {
        (i64::from(date.year()) * 12 + i64::from(date.month()) - 1) * 32 + i64::from(date.day())
    };
    (packed(to_date) - packed(from.date())) / 32
}

/// Whole days from one moment to another.
fn days(from: DateTime, to: DateTime) -> i64 {
    from.date().duration_until(nearer(from, to)).as_secs() / 86_400
}

/// The date of `to`, or the one before it on the way from `from` if its last day is not whole.
fn nearer(from: DateTime, to: DateTime) -> Date {
    let date = to.date();
    let near = if date > from.date() && to.time() < from.time() {
        date.yesterday()
    } else if date < from.date() && to.time() > from.time() {
        date.tomorrow()
    } else {
        Ok(date)
    };
    near.unwrap_or(date)
}

fn later(moment: DateTime, months: i64, days: i64, span: Span) -> Result<DateTime, QueryError> {
    match days_later(moment.date(), months, days) {
        Some(date) => Ok(date.to_datetime(moment.time())),
        None => bad("there is no such moment", span),
    }
}

fn nanoseconds(
    from: DateTime,
    to: DateTime,
    zone: &TimeZone,
    span: Span,
) -> Result<i128, QueryError> {
    let instant = |moment: DateTime| match zone.to_timestamp(moment) {
        Ok(timestamp) => Ok(timestamp.as_nanosecond()),
        Err(_) => bad("there is no such moment", span),
    };
    Ok(instant(to)? - instant(from)?)
}
