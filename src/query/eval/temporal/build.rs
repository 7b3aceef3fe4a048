//! Moments and durations from maps of their parts.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::moment::Moment;
use super::parse::{ordinal_date, small, week_date, zone};
use super::{Form, QueryError, bad, wrong};
use crate::graph::{Duration, Map, Value};
use crate::text::Span;

/// The names that the parts of moments have in maps.
const PARTS: &[&str] = &[
    "date",
    "datetime",
    "time",
    "timezone",
    "year",
    "quarter",
    "month",
    "week",
    "day",
    "ordinalDay",
    "dayOfQuarter",
    "dayOfWeek",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
    "epochSeconds",
    "epochMillis",
];

/// A moment of a form from a map of its parts.
pub(super) fn moment(map: &Map, form: Form, span: Span) -> Result<Moment, QueryError> {
    if let Some(unknown) = map.keys().find(|key| !PARTS.contains(&&***key)) {
        let message = format!("{} has no part {unknown}", form.words());
        let error = bad(message, span);
        return match crate::query::error::nearest(unknown, PARTS.iter().copied()) {
            Some(near) => {
                error.map_err(|e: QueryError| e.with_help(format!("did you mean {near}?")))
            }
            None => error,
        };
    }
    let given = match map.get("timezone") {
        Some(Value::String(name)) => match zone(name) {
            Some(zone) => Some(zone),
            None => return bad(format!("no time zone {name}"), span),
        },
        Some(other) => return wrong(form.name(), "the name of a time zone", other, span),
        None => None,
    };
    for (name, unit) in [("epochSeconds", 1_000_000_000), ("epochMillis", 1_000_000)] {
        if let Some(count) = map.get(name) {
            let nanosecond = map.get("nanosecond").cloned().unwrap_or(Value::Int(0));
            let moment = from_epoch(&[count.clone(), nanosecond], unit, span)?;
            let moment = Moment::of(&moment).unwrap_or_default();
            return Ok(moment.moved(given.unwrap_or(TimeZone::UTC)));
        }
    }
    let base = |name: &str| match map.get(name).map(|value| (value, Moment::of(value))) {
        None => Ok(None),
        Some((_, Some(moment))) => Ok(Some(moment)),
        Some((value, None)) => wrong(form.name(), "a temporal value", value, span),
    };
    let mut whole = base("datetime")?.unwrap_or_default();
    if let Some(zone) = given.clone().filter(|_| whole.zone.is_some()) {
        whole = whole.moved(zone);
    }
    if let Some(date) = base("date")? {
        whole.date = date.date;
    }
    if form.has_date() {
        whole.date = Some(date(map, whole.date, span)?);
    }
    if let Some(mut time) = base("time")? {
        time.date = whole.date.filter(|_| form.has_date()).or(time.date);
        if let Some(zone) = given.clone().filter(|_| time.zone.is_some()) {
            time = time.moved(zone);
        } else if !form.has_date()
            && let Ok(Value::Time(clock, offset)) = time.clone().value(Form::Time, span)
        {
            time = Moment::of(&Value::Time(clock, offset))
                .map_or(time.clone(), |it| Moment { zone: time.zone.and(it.zone), ..it });
        }
        whole.time = Some(time.time.unwrap_or(Time::midnight()));
        whole.zone = time.zone;
    }
    if form.has_time() {
        whole.time = Some(time(map, whole.time, span)?);
    }
    whole.zone = given.or(whole.zone);
    Ok(whole)
}

/// A part that must be a whole number.
fn part(map: &Map, name: &str, span: Span) -> Result<Option<i64>, QueryError> {
    match map.get(name) {
        None => Ok(None),
        Some(Value::Int(value)) => Ok(Some(*value)),
        Some(other) => wrong(name, "a whole number", other, span),
    }
}

pub(super) fn date(map: &Map, base: Option<Date>, span: Span) -> Result<Date, QueryError> {
    let get = |name| part(map, name, span);
    let week_day = || base.map(|date| i64::from(date.weekday().to_monday_one_offset()));
    let (week, ordinal, quarter) = (get("week")?, get("ordinalDay")?, get("quarter")?);
    let day_of_week = get("dayOfWeek")?;
    let by_week = week.is_some() || day_of_week.is_some();
    let base_year =
        base.map(|date| i64::from(if by_week { date.iso_week_date().year() } else { date.year() }));
    let Some(year) = get("year")?.or(base_year) else {
        return bad("a date needs a year", span);
    };
    let (month, day) = (get("month")?, get("day")?);
    let made = (|| {
        let year = i16::try_from(year).ok()?;
        if by_week {
            let base_week = base.map(|date| i64::from(date.iso_week_date().week()));
            let week = week.or(base_week)?;
            return week_date(year, week, day_of_week.or_else(week_day).unwrap_or(1));
        }
        if let Some(ordinal) = ordinal {
            return ordinal_date(year, ordinal);
        }
        if let Some(quarter) = quarter.filter(|quarter| (1..=4).contains(quarter)) {
            let first = small((quarter - 1) * 3 + 1)?;
            if let Some(day) = get("dayOfQuarter").ok()? {
                let start = Date::new(year, first, 1).ok()?;
                let found = ordinal_date(year, i64::from(start.day_of_year()) + day - 1)?;
                return ((found.month() - 1) / 3 == (first - 1) / 3).then_some(found);
            }
            let month = first + base.map_or(0, |date| (date.month() - 1) % 3);
            let day = day.or(base.map(|date| i64::from(date.day()))).unwrap_or(1);
            return Date::new(year, month, small(day)?).ok();
        }
        if quarter.is_some() {
            return None;
        }
        let month = month.or(base.map(|date| i64::from(date.month()))).unwrap_or(1);
        let day = day.or(base.map(|date| i64::from(date.day()))).unwrap_or(1);
        Date::new(year, small(month)?, small(day)?).ok()
    })();
    match made {
        Some(date) => Ok(date),
        None => bad("there is no such date", span),
    }
}

pub(super) fn time(map: &Map, base: Option<Time>, span: Span) -> Result<Time, QueryError> {
    let get = |name| part(map, name, span);
    let field = |name, base: Option<i8>| {
        Ok::<_, QueryError>(get(name)?.or(base.map(i64::from)).unwrap_or(0))
    };
    let hour = field("hour", base.map(Time::hour))?;
    let minute = field("minute", base.map(Time::minute))?;
    let second = field("second", base.map(Time::second))?;
    let (milli, micro, nano) = (get("millisecond")?, get("microsecond")?, get("nanosecond")?);
    let kept = |given: Option<i64>, base: i16| given.unwrap_or(i64::from(base));
    // A part of 1,000 or more takes the place of the greater ones too.
    let great = |given: Option<i64>| given.is_some_and(|value| value >= 1_000);
    let (base_milli, base_micro, base_nano) = match base {
        Some(time) if !great(nano) && !great(micro) => {
            (time.millisecond(), time.microsecond(), time.nanosecond())
        }
        _ => (0, 0, 0),
    };
    let fraction = kept(milli, base_milli) * 1_000_000
        + kept(micro, base_micro) * 1_000
        + kept(nano, base_nano);
    let made = (|| {
        let fraction = i32::try_from(fraction).ok()?;
        Time::new(small(hour)?, small(minute)?, small(second)?, fraction).ok()
    })();
    match made {
        Some(time) => Ok(time),
        None => bad("there is no such time", span),
    }
}

/// A moment so many units of nanoseconds after the start of 1970, and some nanoseconds.
pub(super) fn from_epoch(values: &[Value], unit: i128, span: Span) -> Result<Value, QueryError> {
    let number = |at: usize| match values.get(at) {
        None => Ok(0),
        Some(Value::Int(value)) => Ok(i128::from(*value)),
        Some(other) => wrong("datetime", "whole numbers", other, span),
    };
    let nanoseconds = number(0)? * unit + number(1)?;
    match jiff::Timestamp::from_nanosecond(nanoseconds) {
        Ok(timestamp) => Ok(Value::DateTime(Box::new(timestamp.to_zoned_datetime(TimeZone::UTC)))),
        Err(_) => bad("there is no such moment", span),
    }
}

/// A duration from a map of its parts.
pub(super) fn duration(map: &Map, span: Span) -> Result<Value, QueryError> {
    let mut sum = Sum::default();
    for (name, value) in map {
        let billionths = match value {
            Value::Int(value) => i128::from(*value) * BILLION,
            Value::Float(value) if value.abs() < 1e15 => {
                (value.trunc() as i128) * BILLION + (value.fract() * 1e9).round() as i128
            }
            other => return wrong("duration", "numbers", other, span),
        };
        if sum.add(name, billionths).is_none() {
            return bad(format!("a duration has no part {name}"), span);
        }
    }
    match sum.duration() {
        Some(duration) => Ok(duration.into()),
        None => bad("the duration is too great", span),
    }
}

const BILLION: i128 = 1_000_000_000;

/// The parts of a duration, each in billionths, so that fractions can go over to smaller units.
#[derive(Debug, Default)]
pub(super) struct Sum {
    months: i128,
    days: i128,
    /// In billionths of a nanosecond.
    time: i128,
}

impl Sum {
    /// Adds so many billionths of a unit; nothing if there is no such unit.
    pub(super) fn add(&mut self, unit: &str, billionths: i128) -> Option<()> {
        let (sum, scale) = match unit {
            "years" => (&mut self.months, 12),
            "quarters" => (&mut self.months, 3),
            "months" => (&mut self.months, 1),
            "weeks" => (&mut self.days, 7),
            "days" => (&mut self.days, 1),
            "hours" => (&mut self.time, 3_600 * BILLION),
            "minutes" => (&mut self.time, 60 * BILLION),
            "seconds" => (&mut self.time, BILLION),
            "milliseconds" => (&mut self.time, 1_000_000),
            "microseconds" => (&mut self.time, 1_000),
            "nanoseconds" => (&mut self.time, 1),
            _ => return None,
        };
        *sum += billionths * scale;
        Some(())
    }

    /// The duration: fractions of a month become days (30.436875 of them a month), fractions of a
    /// day seconds.
    pub(super) fn duration(&self) -> Option<Duration> {
        let month_rest = self.months % BILLION;
        // A month is 2,629,746 seconds on average.
        let rest_in_days = month_rest * 2_629_746 / 86_400;
        let rest_lost = month_rest * 2_629_746 % 86_400;
        let days = self.days + rest_in_days;
        let time = self.time + (days % BILLION) * 86_400 * BILLION + rest_lost * BILLION;
        Duration::new(
            i64::try_from(self.months / BILLION).ok()?,
            i64::try_from(days / BILLION).ok()?,
            time / BILLION,
        )
    }
}
