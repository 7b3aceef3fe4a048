//! Moments cut off at a unit.

use jiff::civil::{Date, Time};

use super::moment::Moment;
use super::parse::{week_date, zone};
use super::{Form, QueryError, bad, build, wrong};
use crate::graph::{Map, Value};
use crate::text::Span;

pub(super) fn truncate(form: Form, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let (unit, value) = match values {
        [Value::String(unit), value, ..] => (&**unit, value),
        [other, ..] => return wrong("truncate", "the name of a unit", other, span),
        [] => return bad("no unit is given", span),
    };
    let Some(mut moment) = Moment::of(value) else {
        return wrong("truncate", "a temporal value", value, span);
    };
    let empty = Map::new();
    let map = match values.get(2) {
        None => &empty,
        Some(Value::Map(map)) => map,
        Some(other) => return wrong("truncate", "a map", other, span),
    };
    if form.has_date() && moment.date.is_none() {
        return bad("there is no date in it", span);
    }
    let time = moment.time.unwrap_or(Time::midnight());
    match date_unit(unit, moment.date) {
        Some(date) if form.has_date() || unit == "day" => {
            moment.date = date;
            moment.time = Some(Time::midnight());
        }
        _ => match time_unit(unit, time) {
            Some(time) if form.has_time() => moment.time = Some(time),
            _ => return bad(format!("{} cannot be cut off at {unit:?}", form.words()), span),
        },
    }
    if form.has_date() {
        moment.date = Some(build::date(map, moment.date, span)?);
    }
    if form.has_time() {
        moment.time = Some(build::time(map, moment.time, span)?);
    }
    match map.get("timezone") {
        None => {}
        Some(Value::String(name)) => match zone(name) {
            Some(zone) => moment.zone = Some(zone),
            None => return bad(format!("no time zone {name}"), span),
        },
        Some(other) => return wrong("truncate", "the name of a time zone", other, span),
    }
    if !form.has_zone() {
        moment.zone = None;
    }
    moment.value(form, span)
}

/// The start of the unit of days or longer that a date lies in; nothing for any other unit.
fn date_unit(unit: &str, date: Option<Date>) -> Option<Option<Date>> {
    const UNITS: &[&str] =
        &["millennium", "century", "decade", "year", "weekYear", "quarter", "month", "week", "day"];
    if !UNITS.contains(&unit) {
        return None;
    }
    Some(date.and_then(|date| {
        let year = date.year();
        let year_start = |years: i16| Date::new(year.div_euclid(years) * years, 1, 1).ok();
        match unit {
            "millennium" => year_start(1_000),
            "century" => year_start(100),
            "decade" => year_start(10),
            "year" => year_start(1),
            "weekYear" => week_date(date.iso_week_date().year(), 1, 1),
            "quarter" => Date::new(year, (date.month() - 1) / 3 * 3 + 1, 1).ok(),
            "month" => Some(date.first_of_month()),
            "week" => {
                let week = date.iso_week_date();
                week_date(week.year(), week.week().into(), 1)
            }
            _ => Some(date),
        }
    }))
}

/// The start of the unit shorter than a day that a time lies in; nothing for any other unit.
fn time_unit(unit: &str, time: Time) -> Option<Time> {
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let fraction = time.subsec_nanosecond();
    let (minute, second, fraction) = match unit {
        "hour" => (0, 0, 0),
        "minute" => (minute, 0, 0),
        "second" => (minute, second, 0),
        "millisecond" => (minute, second, fraction / 1_000_000 * 1_000_000),
        "microsecond" => (minute, second, fraction / 1_000 * 1_000),
        _ => return None,
    };
    Time::new(hour, minute, second, fraction).ok()
}
