//! Sums of moments and durations.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span as Stretch};

use super::QueryError;
use crate::graph::{Duration, Value};
use crate::query::error::ErrorKind;
use crate::query::plan::Arithmetic;
use crate::text::Span;

/// The result of an operator; nothing if the values cannot be put together so.
pub(in crate::query::eval) fn arithmetic(
    operator: Arithmetic,
    left: &Value,
    right: &Value,
    span: Span,
) -> Result<Option<Value>, QueryError> {
    let result = match (operator, left, right) {
        (Arithmetic::Add, Value::Duration(left), Value::Duration(right)) => {
            left.plus(**right).map(Value::from)
        }
        (Arithmetic::Subtract, Value::Duration(left), Value::Duration(right)) => {
            right.negated().and_then(|right| left.plus(right)).map(Value::from)
        }
        (Arithmetic::Add, moment, Value::Duration(duration))
        | (Arithmetic::Add, Value::Duration(duration), moment) => match plus(moment, **duration) {
            None => return Ok(None),
            Some(result) => result,
        },
        (Arithmetic::Subtract, moment, Value::Duration(duration)) => {
            match duration.negated().map(|duration| plus(moment, duration)) {
                None => None,
                Some(None) => return Ok(None),
                Some(Some(result)) => result,
            }
        }
        (Arithmetic::Multiply, Value::Duration(duration), number)
        | (Arithmetic::Multiply, number, Value::Duration(duration)) => match float(number) {
            None => return Ok(None),
            Some(number) => scale(**duration, number),
        },
        (Arithmetic::Divide, Value::Duration(duration), number) => match float(number) {
            None => return Ok(None),
            Some(number) => scale(**duration, 1.0 / number),
        },
        _ => return Ok(None),
    };
    match result {
        Some(value) => Ok(Some(value)),
        None => {
            let message = "the result lies outside the years -9999 to 9999, or is too great";
            Err(QueryError::new(ErrorKind::ArithmeticError, "NumberOutOfRange", span, message))
        }
    }
}

fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Int(value) => Some(*value as f64),
        Value::Float(value) => Some(*value),
        _ => None,
    }
}

/// A duration times a number. What is no whole month goes over to days, what is no whole day to time.
fn scale(duration: Duration, by: f64) -> Option<Value> {
    let months = duration.months as f64 * by;
    let days = duration.days as f64 * by + months.fract() * 2_629_746.0 / 86_400.0;
    let time = duration.time() as f64 * by + days.fract() * 86_400e9;
    let fits = |value: f64| value.is_finite() && value.abs() < 9e18;
    if !(fits(months) && fits(days) && time.is_finite() && time.abs() < 9e27) {
        return None;
    }
    // The time is cut off at whole nanoseconds, as months and days are at theirs.
    let time = if (time - time.round()).abs() < 1e-3 { time.round() } else { time.trunc() };
    Duration::new(months as i64, days as i64, time as i128).map(Value::from)
}

/// A moment and a duration; nothing if it is no moment, nothing inside if there is no such moment.
fn plus(moment: &Value, duration: Duration) -> Option<Option<Value>> {
    Some(match moment {
        Value::Date(date) => {
            // Only whole days of the time count.
            let days = duration.time() / (86_400 * 1_000_000_000);
            let days = i64::try_from(days).ok().and_then(|days| days.checked_add(duration.days));
            days.and_then(|days| days_later(*date, duration.months, days)).map(Value::Date)
        }
        Value::LocalTime(time) => Some(Value::LocalTime(later(*time, duration))),
        Value::Time(time, offset) => Some(Value::Time(later(*time, duration), *offset)),
        Value::LocalDateTime(moment) => {
            let start = days_later(moment.date(), duration.months, duration.days);
            start
                .and_then(|date| added(date.to_datetime(moment.time()), duration))
                .map(Value::LocalDateTime)
        }
        Value::DateTime(moment) => {
            let start = days_later(moment.date(), duration.months, duration.days);
            start.and_then(|date| {
                let moved = date.to_datetime(moment.time());
                let moved = moment.time_zone().to_zoned_datetime(moved).ok()?;
                let moved = moved.checked_add(signed(duration)?).ok()?;
                Some(Value::DateTime(Box::new(moved)))
            })
        }
        _ => return None,
    })
}

/// A date some months and then some days later. A day that a month does not have is its last one.
pub(super) fn days_later(date: Date, months: i64, days: i64) -> Option<Date> {
    let months = Stretch::new().try_months(months).ok()?;
    let days = Stretch::new().try_days(days).ok()?;
    date.checked_add(months).ok()?.checked_add(days).ok()
}

fn signed(duration: Duration) -> Option<SignedDuration> {
    let time = duration.time();
    let second = 1_000_000_000;
    let seconds = i64::try_from(time / second).ok()?;
    Some(SignedDuration::new(seconds, i32::try_from(time % second).ok()?))
}

fn added(moment: DateTime, duration: Duration) -> Option<DateTime> {
    moment.checked_add(signed(duration)?).ok()
}

fn later(time: Time, duration: Duration) -> Time {
    let day = 86_400 * 1_000_000_000;
    let rest = i64::try_from(duration.time().rem_euclid(day)).unwrap_or(0);
    time.wrapping_add(SignedDuration::from_nanos(rest))
}
