//! Dates in news: phrases found in a sentence, resolved against the document's date.
//!
//! What cannot be worked out stays undated: a relative phrase in a document without a date, a day
//! without a year there.

mod attach;
mod calendar;
mod nouns;
mod phrase;
mod recall;
mod scope;

use jiff::civil::Date;

use crate::facts::DatePrecision;
use crate::syntax::Parsed;

pub use attach::Dates;
pub use calendar::weekday;
pub use phrase::{Known, phrases};

/// When something happens, as exactly as the article says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub start: Date,
    /// Last day; the first one where it is one day.
    pub end: Date,
    /// How exactly it is known.
    pub precision: DatePrecision,
}

impl When {
    /// One day.
    pub const fn day(date: Date) -> Self {
        Self { start: date, end: date, precision: DatePrecision::Day }
    }

    /// The day, if it is known to the day.
    pub fn date(self) -> Option<Date> {
        (self.precision == DatePrecision::Day).then_some(self.start)
    }
}

/// A phrase that tells a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimePhrase {
    /// Index of its first word.
    pub first: usize,
    /// One past its last word.
    pub end: usize,
    /// The time, where what it dates lies behind the document's date.
    pub past: Option<When>,
    /// The time, where what it dates is still to come.
    pub coming: Option<When>,
}

impl TimePhrase {
    /// Its highest word in the tree.
    pub fn head(&self, parsed: &Parsed) -> usize {
        (self.first..self.end)
            .find(|&w| parsed.words[w].head.is_none_or(|h| h < self.first || h >= self.end))
            .unwrap_or(self.first)
    }
}

/// Is this the name of a weekday, in lower case?
pub fn is_weekday(word: &str) -> bool {
    calendar::weekday(word).is_some()
}

/// Is this the name of a month, in lower case?
pub fn is_month(word: &str) -> bool {
    calendar::month(word).is_some()
}

#[cfg(test)]
mod tests;
