//! Moments and durations from text, as ISO 8601 writes them, with and without marks between the parts.

use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::tz::TimeZone;

use super::Form;
use super::build::Sum;
use super::moment::{Moment, fixed};
use crate::graph::Duration;

pub(super) fn moment(text: &str, form: Form) -> Option<Moment> {
    let (date_text, clock_text) = match text.split_once('T') {
        Some((date, clock)) if form.has_date() => (Some(date), Some(clock)),
        _ if form.has_date() => (Some(text), None),
        Some(("", clock)) => (None, Some(clock)),
        _ => (None, Some(text)),
    };
    let date = match date_text {
        Some(text) => Some(date(text)?),
        None => None,
    };
    let (time, zone) = match clock_text {
        Some(text) => clock(text, date)?,
        None => (Time::midnight(), None),
    };
    let time = (form.has_time() || clock_text.is_some()).then_some(time);
    Some(Moment { date, time, zone })
}

/// A date: year, then month and day, week and day, day of the year, or nothing.
pub(super) fn date(text: &str) -> Option<Date> {
    let signed = text.starts_with(['-', '+']);
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    // Years of six digits have a sign, and marks between the parts.
    let six = signed && text.get(6..7) == Some("-");
    let (year, rest) = text.split_at_checked(if six { 6 } else { 4 })?;
    let year = sign * i16::try_from(number(year)?).ok()?;
    let rest = rest.replace('-', "");
    if let Some(week) = rest.strip_prefix('W') {
        let (week, day) = week.split_at_checked(2)?;
        let day = if day.is_empty() { 1 } else { number(day)? };
        return week_date(year, number(week)?, day);
    }
    match rest.len() {
        0 => Date::new(year, 1, 1).ok(),
        2 => Date::new(year, small(number(&rest)?)?, 1).ok(),
        3 => ordinal_date(year, number(&rest)?),
        4 => {
            let (month, day) = rest.split_at_checked(2)?;
            Date::new(year, small(number(month)?)?, small(number(day)?)?).ok()
        }
        _ => None,
    }
}

/// The day of a week, as ISO 8601 counts them; Monday is day 1.
pub(super) fn week_date(year: i16, week: i64, day: i64) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(small(day)?).ok()?;
    Some(ISOWeekDate::new(year, small(week)?, weekday).ok()?.date())
}

/// The day of a year, counted from 1.
pub(super) fn ordinal_date(year: i16, day: i64) -> Option<Date> {
    Date::new(year, 1, 1).ok()?.with().day_of_year(i16::try_from(day).ok()?).build().ok()
}

pub(super) fn small(value: i64) -> Option<i8> {
    i8::try_from(value).ok()
}

fn number(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A time of day with its zone.
fn clock(text: &str, date: Option<Date>) -> Option<(Time, Option<TimeZone>)> {
    let (text, name) = match text.split_once('[') {
        Some((text, name)) => (text, Some(name.strip_suffix(']')?)),
        None => (text, None),
    };
    let at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at_checked(at)?;
    let offset = if offset.is_empty() { None } else { Some(zone_offset(offset)?) };
    let (whole, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let digits = whole.replace(':', "");
    if !matches!(digits.len(), 2 | 4 | 6) || fraction.len() > 9 {
        return None;
    }
    let part = |from: usize| match digits.get(from..from + 2) {
        Some(text) => small(number(text)?),
        None => Some(0),
    };
    let nanoseconds = if fraction.is_empty() {
        0
    } else {
        i32::try_from(number(&format!("{fraction:0<9}"))?).ok()?
    };
    let time = Time::new(part(0)?, part(2)?, part(4)?, nanoseconds).ok()?;
    let fixed_zone = match offset {
        Some(offset) => Some(fixed(offset)?),
        None => None,
    };
    let Some(name) = name else { return Some((time, fixed_zone)) };
    let zone = TimeZone::get(name).ok()?;
    // The offset says which of two moments is meant when clocks are put back.
    if let (Some(fixed_zone), Some(date)) = (fixed_zone, date) {
        let moment = fixed_zone.to_zoned_datetime(date.to_datetime(time)).ok()?;
        let moved = moment.with_time_zone(zone.clone());
        if moved.datetime() != date.to_datetime(time) {
            return None;
        }
    }
    Some((time, Some(zone)))
}

/// A zone, by its name or its offset.
pub(super) fn zone(text: &str) -> Option<TimeZone> {
    match zone_offset(text) {
        Some(offset) => fixed(offset),
        None => TimeZone::get(text).ok(),
    }
}

/// An offset in seconds, such as `Z`, `+01`, `-0130`, `+01:00:05`.
fn zone_offset(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = text.get(1..)?.replace(':', "");
    if !matches!(digits.len(), 2 | 4 | 6) {
        return None;
    }
    let part = |from: usize| match digits.get(from..from + 2) {
        Some(text) => number(text),
        None => Some(0),
    };
    i32::try_from(sign * (part(0)? * 3600 + part(2)? * 60 + part(4)?)).ok()
}

pub(super) fn duration(text: &str) -> Option<Duration> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let text = text.strip_prefix('P')?;
    let mut sum = Sum::default();
    let (days, clock) = text.split_once('T').unwrap_or((text, ""));
    if days.get(1..).is_some_and(|rest| rest.contains('-')) && !days.contains(['Y', 'M', 'W', 'D'])
    {
        let parts: Vec<&str> = days.split('-').collect();
        let [years, months, day] = parts.as_slice() else { return None };
        sum.add("years", whole(years)?)?;
        sum.add("months", whole(months)?)?;
        sum.add("days", whole(day)?)?;
        let parts: Vec<&str> = clock.split(':').filter(|part| !part.is_empty()).collect();
        for (unit, part) in ["hours", "minutes", "seconds"].into_iter().zip(parts) {
            sum.add(unit, whole(part)?)?;
        }
        return sum.duration();
    }
    if days.is_empty() && clock.is_empty() {
        return None;
    }
    for (text, units) in [
        (days, &[('Y', "years"), ('M', "months"), ('W', "weeks"), ('D', "days")][..]),
        (clock, &[('H', "hours"), ('M', "minutes"), ('S', "seconds")][..]),
    ] {
        let mut rest = text;
        while !rest.is_empty() {
            let at = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let letter = rest.get(at..)?.chars().next()?;
            let unit = units.iter().find(|(found, _)| *found == letter)?.1;
            sum.add(unit, whole(rest.get(..at)?)?)?;
            rest = rest.get(at + letter.len_utf8()..)?;
        }
    }
    let duration = sum.duration()?;
    if negative { duration.negated() } else { Some(duration) }
}

/// A number with its fraction in billionths.
fn whole(text: &str) -> Option<i128> {
    let text = text.replace(',', ".");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || fraction.len() > 9 {
        return None;
    }
    let fraction = if fraction.is_empty() { 0 } else { number(&format!("{fraction:0<9}"))? };
    Some(sign * (i128::from(number(whole)?) * 1_000_000_000 + i128::from(fraction)))
}
