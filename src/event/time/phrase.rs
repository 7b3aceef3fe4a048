//! The grammar of time phrases, read from left to right over the words of a sentence.

use jiff::civil::Date;

use super::calendar::{
    last_weekday, month, month_from, next_weekday, shift, week, weekday, weekend, whole_month,
    whole_year,
};
use super::{TimePhrase, When};
use crate::event::quantity::number_word;
use crate::facts::DatePrecision;
use crate::syntax::{Parsed, Upos};
use crate::text::iso_date;

/// How many days from the day of publication a day without a year is sure to be the one that is meant.
const NEARBY: i64 = 60;

/// The days that a sentence may count from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known {
    /// The document's date.
    pub anchor: Option<Date>,
    /// The day that the text before told of last: "the next day" counts from it.
    pub told: Option<Date>,
    /// The day that the story is about: "later in the day" is on it.
    pub story: Option<Date>,
}

/// All time phrases of a sentence, in order, none inside another. Cost: linear in the words.
pub fn phrases(parsed: &Parsed, known: Known) -> Vec<TimePhrase> {
    let words: Vec<String> = parsed.words.iter().map(|w| w.form.to_lowercase()).collect();
    let Known { anchor, told, story } = known;
    let reader = Reader { words: &words, parsed, anchor, story };
    let mut found: Vec<TimePhrase> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let before = found.last().and_then(|p| p.past).and_then(When::date).or(told);
        match reader.phrase(at, before) {
            Some(phrase) => {
                at = phrase.end.max(at + 1);
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'a> {
    words: &'a [String],
    parsed: &'a Parsed,
    anchor: Option<Date>,
    story: Option<Date>,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn capital(&self, at: usize) -> bool {
        self.parsed.words.get(at).is_some_and(|w| w.form.starts_with(char::is_uppercase))
    }

    fn phrase(&self, at: usize, before: Option<Date>) -> Option<TimePhrase> {
        self.named_day(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.calendar_date(at))
            .or_else(|| self.iso_day(at))
            .or_else(|| self.unit(at))
            .or_else(|| self.distance(at, before))
            .or_else(|| self.beside(at, before))
            .or_else(|| self.year(at))
    }

    fn same(first: usize, end: usize, when: Option<When>) -> Option<TimePhrase> {
        Some(TimePhrase { first, end, past: when, coming: when })
    }

    fn named_day(&self, at: usize) -> Option<TimePhrase> {
        let days = match self.word(at) {
            "today" | "tonight" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            "overnight" => {
                // "overnight into Saturday", "overnight on Tuesday": the day named is the one.
                let skip = usize::from(matches!(self.word(at + 1), "into" | "on" | "to" | "-"));
                if weekday(self.word(at + 1 + skip)).is_some() {
                    return self.weekday(at + 1 + skip);
                }
                0
            }
            "last" if self.word(at + 1) == "night" => {
                let when = self.anchor.and_then(|a| shift(a, -1)).map(When::day);
                return Self::same(at, at + 2, when);
            }
            "this" if matches!(self.word(at + 1), "morning" | "afternoon" | "evening") => {
                let when = self.anchor.map(When::day);
                return Self::same(at, at + 2, when);
            }
            _ => return None,
        };
        let when = self.anchor.and_then(|a| shift(a, days)).map(When::day);
        Self::same(at, at + 1, when)
    }

    fn weekday(&self, at: usize) -> Option<TimePhrase> {
        let (direction, name) = match self.word(at) {
            "last" => (-1, at + 1),
            "next" => (1, at + 1),
            "this" | "coming" => (0, at + 1),
            _ => (0, at),
        };
        let day = weekday(self.word(name)).filter(|_| self.capital(name))?;
        let mut end = name + 1;
        if matches!(self.word(end), "morning" | "afternoon" | "evening" | "night") {
            end += 1;
        }
        let Some(anchor) = self.anchor else { return Self::same(at, end, None) };
        let last = last_weekday(anchor, day);
        let next = next_weekday(anchor, day);
        let (past, coming) = match direction {
            // "last Friday" on a Friday is a week ago, "next Friday" a week on.
            -1 => {
                let d = last.and_then(|d| if d == anchor { shift(d, -7) } else { Some(d) });
                (d, d)
            }
            1 => {
                let d = next.and_then(|d| if d == anchor { shift(d, 7) } else { Some(d) });
                (d, d)
            }
            _ => (last, next),
        };
        // "Thursday, 5 June" is one phrase: the date decides.
        let comma = usize::from(self.word(end) == ",");
        if let Some(date) = self.calendar_date(end + comma)
            && date.past.is_some_and(|w| w.date().is_some())
        {
            return Some(TimePhrase { first: at, ..date });
        }
        Some(TimePhrase {
            first: at,
            end,
            past: past.map(When::day),
            coming: coming.map(When::day),
        })
    }

    fn number(&self, at: usize) -> Option<i64> {
        let word = self.word(at);
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let suffix = word.get(digits.len()..).unwrap_or("");
        if digits.is_empty() || !matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
            return None;
        }
        digits.parse().ok()
    }

    fn day_of_month(&self, at: usize) -> Option<i8> {
        let day = self.number(at).filter(|day| (1..=31).contains(day))?;
        i8::try_from(day).ok()
    }

    fn year_at(&self, at: usize) -> Option<i16> {
        let word = self.word(at);
        let plain = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        let year: i16 = word.parse().ok().filter(|_| plain)?;
        (1800..=2199).contains(&year).then_some(year)
    }

    /// Does nothing that "before" could lead stand here, so that it counts from a day told before: "had met a day before",
    /// not "a day before the talks"?
    fn ends(&self, at: usize) -> bool {
        self.parsed
            .words
            .get(at)
            .is_none_or(|w| matches!(w.upos, Upos::Punct | Upos::Adp | Upos::Cconj))
    }

    /// One past the second day of "2 to 4 June", "2-4 June", "2 and 3 June", whose first day stands at `at`: what lasts is
    /// dated by its first day.
    fn range(&self, at: usize) -> Option<usize> {
        let joined = matches!(self.word(at + 1), "to" | "-" | "–" | "and" | "or");
        let first = self.day_of_month(at).filter(|_| joined)?;
        self.day_of_month(at + 2).filter(|&second| second > first)?;
        Some(at + 3)
    }

    /// "2025-06-02"
    fn iso_day(&self, at: usize) -> Option<TimePhrase> {
        let day = iso_date(self.word(at))?;
        Self::same(at, at + 1, Some(When::day(day)))
    }

    /// "2 June", "June 2, 2025", "June 2025", "June".
    fn calendar_date(&self, at: usize) -> Option<TimePhrase> {
        // "between 20 and 21 May": on which of the days is not told.
        let between = (at.saturating_sub(4)..at).any(|w| self.word(w) == "between");
        if let Some(end) = self.range(at)
            && between
            && self.word(at + 1) == "and"
            && month(self.word(end)).is_some()
        {
            return Self::same(at, end + 1, None);
        }
        if let Some(end) = self.range(at)
            && let (Some(day), Some(m)) = (self.day_of_month(at), month(self.word(end)))
            && self.capital(end)
        {
            return self.with_year(at, end + 1, m, day);
        }
        if let (Some(day), Some(m)) = (self.day_of_month(at), month(self.word(at + 1)))
            && self.capital(at + 1)
        {
            return self.with_year(at, at + 2, m, day);
        }
        let of = usize::from(self.word(at + 1) == "of");
        if let (Some(day), Some(m)) = (self.day_of_month(at), month(self.word(at + 1 + of)))
            && of == 1
            && self.capital(at + 2)
        {
            return self.with_year(at, at + 3, m, day);
        }
        let m = month(self.word(at)).filter(|_| self.capital(at))?;
        if let Some(day) = self.day_of_month(at + 1)
            && self.year_at(at + 1).is_none()
        {
            return self.with_year(at, self.range(at + 1).unwrap_or(at + 2), m, day);
        }
        let comma = usize::from(self.word(at + 1) == ",");
        if let Some(year) = self.year_at(at + 1 + comma) {
            return Self::same(at, at + 2 + comma, whole_month(year, m));
        }
        // "May" and "March" are other words too: a month alone follows a preposition.
        let led = at.checked_sub(1).is_some_and(|b| {
            matches!(
                self.word(b),
                "in" | "since"
                    | "last"
                    | "next"
                    | "of"
                    | "early"
                    | "late"
                    | "until"
                    | "by"
                    | "from"
                    | "during"
                    | "this"
                    | "mid"
            )
        });
        if !led {
            return None;
        }
        let Some(anchor) = self.anchor else { return Self::same(at, at + 1, None) };
        let this = anchor.year();
        let last = if m <= anchor.month() { this } else { this - 1 };
        let next = if m >= anchor.month() { this } else { this + 1 };
        Some(TimePhrase {
            first: at,
            end: at + 1,
            past: whole_month(last, m),
            coming: whole_month(next, m),
        })
    }

    fn with_year(&self, first: usize, end: usize, m: i8, day: i8) -> Option<TimePhrase> {
        let comma = usize::from(self.word(end) == ",");
        if let Some(year) = self.year_at(end + comma) {
            let when = Date::new(year, m, day).ok().map(When::day);
            return Self::same(first, end + comma + 1, when);
        }
        let Some(anchor) = self.anchor else { return Self::same(first, end, None) };
        let on = |year: i16| Date::new(year, m, day).ok();
        let past = on(anchor.year()).filter(|d| *d <= anchor).or_else(|| on(anchor.year() - 1));
        let coming = on(anchor.year()).filter(|d| *d >= anchor).or_else(|| on(anchor.year() + 1));
        // A day without a year is one nearby: where one of the two is nearly a year off, the other is meant.
        let near = |day: Option<Date>| {
            day.is_some_and(|day| (day.duration_since(anchor).as_hours() / 24).abs() <= NEARBY)
        };
        let (past, coming) = match (near(past), near(coming)) {
            (true, false) => (past, past),
            (false, true) => (coming, coming),
            _ => (past, coming),
        };
        Some(TimePhrase { first, end, past: past.map(When::day), coming: coming.map(When::day) })
    }

    /// "last week", "this month", "next year".
    fn unit(&self, at: usize) -> Option<TimePhrase> {
        if matches!(self.word(at), "at" | "over")
            && (self.word(at + 1), self.word(at + 2)) == ("the", "weekend")
        {
            return Self::same(at, at + 3, self.anchor.and_then(|a| weekend(a, 0)));
        }
        let steps = match self.word(at) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        let unit = self.word(at + 1);
        if unit == "weekend" {
            return Self::same(at, at + 2, self.anchor.and_then(|a| weekend(a, steps)));
        }
        if !matches!(unit, "week" | "month" | "year") {
            return None;
        }
        let when = self.anchor.and_then(|a| match unit {
            "week" => week(a, steps),
            "month" => month_from(a, steps),
            _ => i16::try_from(i64::from(a.year()) + steps).ok().and_then(whole_year),
        });
        Self::same(at, at + 2, when)
    }

    /// "three days ago", "a day earlier", "two weeks later", "the past 24 hours".
    fn distance(&self, at: usize, before: Option<Date>) -> Option<TimePhrase> {
        if matches!(self.word(at), "past" | "last") {
            let n = self.count(at + 1)?;
            let days = match self.word(at + 2) {
                "hours" => (n + 23) / 24,
                "days" => n,
                "weeks" => n.checked_mul(7)?,
                _ => return None,
            };
            let when = self.anchor.and_then(|a| {
                Some(When { start: shift(a, -days)?, end: a, precision: DatePrecision::Interval })
            });
            return Self::same(at, at + 3, when);
        }
        let n = self.count(at)?;
        let unit = match self.word(at + 1) {
            "day" | "days" | "night" | "nights" => 1,
            "week" | "weeks" => 7,
            _ => return None,
        };
        let days = n.checked_mul(unit)?;
        let when = match self.word(at + 2) {
            "ago" => self.anchor.and_then(|a| shift(a, -days)),
            "before" if !self.ends(at + 3) => return None,
            "earlier" | "before" => before.or(self.anchor).and_then(|a| shift(a, -days)),
            "later" => before.and_then(|a| shift(a, days)),
            _ => return None,
        };
        // "two weeks ago" is not known to the day.
        let when = when.map(|day| match unit {
            1 => When::day(day),
            _ => week(day, 0).unwrap_or(When::day(day)),
        });
        Self::same(at, at + 3, when)
    }

    /// "the next day", "that same day", "hours later": a day beside the one told of last.
    fn beside(&self, at: usize, before: Option<Date>) -> Option<TimePhrase> {
        // "earlier in the day", told of the day that the story is about.
        let part = matches!(self.word(at + 3), "day" | "evening" | "afternoon" | "morning");
        if matches!(self.word(at), "later" | "earlier")
            && (self.word(at + 1), self.word(at + 2), part) == ("in", "the", true)
        {
            return Self::same(at, at + 4, self.story.or(before).map(When::day));
        }
        let (days, end) = match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            ("the", "day" | "night", "before") if !self.ends(at + 3) => return None,
            ("the", "next" | "following", "day" | "morning") => (1, at + 3),
            ("the", "previous" | "preceding", "day") | ("the", "day" | "night", "before") => {
                (-1, at + 3)
            }
            ("the" | "that", "same", "day") => (0, at + 3),
            ("that", "day" | "night" | "evening" | "afternoon" | "morning", _)
            | ("hours" | "minutes", "later", _) => (0, at + 2),
            _ => return None,
        };
        let when = before.and_then(|day| shift(day, days)).map(When::day);
        Self::same(at, end, when)
    }

    fn count(&self, at: usize) -> Option<i64> {
        match self.word(at) {
            "a" | "an" => Some(1),
            word => {
                let value = self.number(at).or_else(|| number_word(word));
                value.filter(|n| (0..=10_000).contains(n))
            }
        }
    }

    /// "in 2014", "since 2022".
    fn year(&self, at: usize) -> Option<TimePhrase> {
        let led = at.checked_sub(1).is_some_and(|b| {
            matches!(
                self.word(b),
                "in" | "since" | "of" | "by" | "until" | "from" | "during" | "late" | "early"
            )
        });
        let year = self.year_at(at).filter(|_| led)?;
        Self::same(at, at + 1, whole_year(year))
    }
}
