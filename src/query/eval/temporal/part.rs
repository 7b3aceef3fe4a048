//! The parts of temporal values, such as `.year`.

use jiff::civil::{Date, Time};

use super::{QueryError, moment::Moment};
use crate::graph::{Duration, Value};
use crate::query::error::ErrorKind;
use crate::text::Span;

pub(in crate::query::eval) fn part(
    value: &Value,
    name: &str,
    span: Span,
) -> Result<Value, QueryError> {
    let found = match value {
        Value::Duration(duration) => of_duration(**duration, name),
        _ => of_moment(value, name),
    };
    found.ok_or_else(|| {
        let message = format!("{} has no part {name}", value.kind_name());
        QueryError::new(ErrorKind::TypeError, "InvalidArgumentValue", span, message)
    })
}

fn of_moment(value: &Value, name: &str) -> Option<Value> {
    let moment = Moment::of(value)?;
    let from_date = moment.date.and_then(|date| of_date(date, name));
    let found = from_date.or_else(|| moment.time.and_then(|time| of_time(time, name)));
    if let Some(found) = found {
        return Some(Value::Int(found));
    }
    let offset = match value {
        Value::Time(_, offset) => *offset,
        Value::DateTime(moment) => moment.offset().seconds(),
        _ => return None,
    };
    Some(match (name, value) {
        ("timezone", Value::DateTime(moment)) => match moment.time_zone().iana_name() {
            Some(name) => Value::string(name),
            None => offset_text(offset),
        },
        ("timezone" | "offset", _) => offset_text(offset),
        ("offsetMinutes", _) => Value::Int(i64::from(offset / 60)),
        ("offsetSeconds", _) => Value::Int(i64::from(offset)),
        ("epochSeconds", Value::DateTime(moment)) => Value::Int(moment.timestamp().as_second()),
        ("epochMillis", Value::DateTime(moment)) => Value::Int(moment.timestamp().as_millisecond()),
        _ => return None,
    })
}

fn offset_text(offset: i32) -> Value {
    let whole = Value::Time(Time::midnight(), offset).temporal_text().unwrap_or_default();
    Value::string(whole.trim_start_matches("00:00"))
}

fn of_date(date: Date, name: &str) -> Option<i64> {
    let week = date.iso_week_date();
    let quarter_month = (date.month() - 1) / 3 * 3 + 1;
    Some(match name {
        "year" => date.year().into(),
        "quarter" => i64::from((date.month() - 1) / 3 + 1),
        "month" => date.month().into(),
        "week" => week.week().into(),
        "weekYear" => week.year().into(),
        "day" => date.day().into(),
        "ordinalDay" => date.day_of_year().into(),
        "weekDay" | "dayOfWeek" => date.weekday().to_monday_one_offset().into(),
        "dayOfQuarter" => {
            let start = Date::new(date.year(), quarter_month, 1).ok()?;
            i64::from(date.day_of_year() - start.day_of_year() + 1)
        }
        _ => return None,
    })
}

fn of_time(time: Time, name: &str) -> Option<i64> {
    let fraction = i64::from(time.subsec_nanosecond());
    Some(match name {
        "hour" => time.hour().into(),
        "minute" => time.minute().into(),
        "second" => time.second().into(),
        "millisecond" => fraction / 1_000_000,
        "microsecond" => fraction / 1_000,
        "nanosecond" => fraction,
        _ => return None,
    })
}

fn of_duration(duration: Duration, name: &str) -> Option<Value> {
    let fraction = i64::from(duration.nanoseconds);
    let time = |unit: i128| i64::try_from(duration.time() / unit).ok();
    Some(Value::Int(match name {
        "years" => duration.months / 12,
        "quarters" => duration.months / 3,
        "months" => duration.months,
        "weeks" => duration.days / 7,
        "days" => duration.days,
        "hours" => duration.seconds / 3_600,
        "minutes" => duration.seconds / 60,
        "seconds" => duration.seconds,
        "milliseconds" => time(1_000_000)?,
        "microseconds" => time(1_000)?,
        "nanoseconds" => time(1)?,
        "quartersOfYear" => duration.months / 3 % 4,
        "monthsOfQuarter" => duration.months % 3,
        "monthsOfYear" => duration.months % 12,
        "daysOfWeek" => duration.days % 7,
        "minutesOfHour" => duration.seconds / 60 % 60,
        "secondsOfMinute" => duration.seconds % 60,
        "millisecondsOfSecond" => fraction / 1_000_000,
        "microsecondsOfSecond" => fraction / 1_000,
        "nanosecondsOfSecond" => fraction,
        _ => return None,
    }))
}
