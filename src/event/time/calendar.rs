//! Days, weeks and months around an anchor, on the proleptic Gregorian calendar of jiff.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::When;
use crate::facts::DatePrecision;
use crate::text::MONTHS;

/// The day `days` after `date`; `None` outside the calendar (years -9999 to 9999).
pub fn shift(date: Date, days: i64) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

/// The month of this English name or its usual abbreviation, in lower case.
pub fn month(word: &str) -> Option<i8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let found = MONTHS.iter().position(|name| {
        *name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word))
    })?;
    i8::try_from(found + 1).ok()
}

/// The weekday of this English name or its usual abbreviation, in lower case.
pub fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.strip_suffix('.').unwrap_or(word) {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The last such day up to `anchor`, itself included.
pub fn last_weekday(anchor: Date, day: Weekday) -> Option<Date> {
    let back = i64::from(anchor.weekday().since(day));
    shift(anchor, -back)
}

/// The next such day from `anchor` on, itself included.
pub fn next_weekday(anchor: Date, day: Weekday) -> Option<Date> {
    let on = i64::from(anchor.weekday().until(day));
    shift(anchor, on)
}

/// The week from Monday to Sunday, `weeks` after the one of `anchor`.
pub fn week(anchor: Date, weeks: i64) -> Option<When> {
    let monday = last_weekday(anchor, Weekday::Monday)?;
    let start = shift(monday, weeks * 7)?;
    Some(When { start, end: shift(start, 6)?, precision: DatePrecision::Interval })
}

/// Saturday and Sunday: the last ones that have begun, or so many weekends after them.
pub fn weekend(anchor: Date, weekends: i64) -> Option<When> {
    let start = shift(last_weekday(anchor, Weekday::Saturday)?, weekends.max(0) * 7)?;
    Some(When { start, end: shift(start, 1)?, precision: DatePrecision::Interval })
}

/// The whole month of this year.
pub fn whole_month(year: i16, month: i8) -> Option<When> {
    let start = Date::new(year, month, 1).ok()?;
    Some(When { start, end: start.last_of_month(), precision: DatePrecision::Month })
}

/// The month `months` after the one of `anchor`.
pub fn month_from(anchor: Date, months: i64) -> Option<When> {
    let shifted = anchor.first_of_month().checked_add(months.months()).ok()?;
    whole_month(shifted.year(), shifted.month())
}

/// The whole year.
pub fn whole_year(year: i16) -> Option<When> {
    Some(When {
        start: Date::new(year, 1, 1).ok()?,
        end: Date::new(year, 12, 31).ok()?,
        precision: DatePrecision::Year,
    })
}
