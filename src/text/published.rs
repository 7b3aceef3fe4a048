//! The day of publication where no `date` line gives it: a line that is nothing but a date ("Published 3 June 2024"), or a
//! dateline that tells the whole day ("BANGUI, June 2, 2021 (Agency) – ").

use jiff::civil::Date;

use super::dateline::dateline;
use super::layout::is_date;
use super::{MONTHS, Span, iso_date};

/// How many lines of the head are looked at: a page has a title, a subtitle, a byline and a date.
const LINES: usize = 10;

/// The day that a line near the head of `body` or its first dateline gives. Cost: the first lines.
///
/// Only whole dates count, with day, month and year; where two lines give different days, the first counts, but for lines
/// that tell when a page was changed.
pub(super) fn published(text: &str, body: Span) -> Option<Date> {
    let mut telling = 0;
    for line in body.of(text).lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES) {
        if let Some(day) = bare_date(line) {
            return Some(day);
        }
        if let Some(length) = dateline(line) {
            return line.get(..length).and_then(within);
        }
        // A paragraph: the head is over, though a page may have its standfirst before its date.
        telling += usize::from(line.split_whitespace().nth(40).is_some());
        if telling > 1 {
            return None;
        }
    }
    None
}

/// The date of a line that holds nothing else, and does not tell when the page was changed.
fn bare_date(line: &str) -> Option<Date> {
    let lower = line.to_lowercase();
    let stamp = !lower.contains(char::is_whitespace) && lower.get(10..11) == Some("t");
    let changed = lower.contains("updated") || lower.contains("modified");
    (line.len() <= 120 && !changed && (stamp || is_date(&lower))).then(|| within(&lower)).flatten()
}

/// The first whole date in these words: "2024-05-14", "14 May 2024", "May 14, 2024".
fn within(words: &str) -> Option<Date> {
    let lower = words.to_lowercase();
    let words: Vec<&str> = split(&lower).collect();
    if let Some(day) = words.iter().find_map(|word| word.get(..10).and_then(iso_date)) {
        return Some(day);
    }
    words.windows(3).find_map(|three| {
        let &[a, b, c] = three else { return None };
        let year =
            c.parse::<i16>().ok().filter(|year| c.len() == 4 && (1800..2200).contains(year))?;
        let (day, month) = match (month(a), month(b)) {
            (Some(month), _) => (number(b)?, month),
            (_, Some(month)) => (number(a)?, month),
            _ => return None,
        };
        Date::new(year, month, day).ok()
    })
}

/// The words of a line, without the marks that stand between the parts of a date.
fn split(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || ",|/:()–—•·".contains(c))
        .map(|word| word.trim_matches(['.', '-']))
        .filter(|word| !word.is_empty())
}

/// The day that "14", "14th" or "3rd" is.
fn number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// The month, from 1, that a word names whole or by its first letters.
fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| {
        *name == word || word.len() >= 3 && word.len() <= 4 && name.starts_with(word)
    })?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::head;

    fn day(text: &str) -> Option<jiff::civil::Date> {
        head(text).date
    }

    #[test]
    fn a_line_of_nothing_but_a_date_tells_the_day() {
        for line in [
            "2024-05-14",
            "14 May 2024",
            "Tuesday, May 14, 2024",
            "Published 14th May 2024 at 10:15 GMT",
            "Posted on: Sep. 4, 2019",
            "2024-05-14T10:15:00Z",
        ] {
            let text = format!(
                "Envoys talk in Oslo\n\nBy Ana Lund\n{line}\n\nThe two envoys then left.\n"
            );
            let expected = if line.contains("Sep") { date(2019, 9, 4) } else { date(2024, 5, 14) };
            assert_eq!(day(&text), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_dateline_with_year_tells_the_day() {
        assert_eq!(
            day("Envoys talk\n\nLIMA, June 2, 2021 (Agency) - The envoys talked."),
            Some(date(2021, 6, 2))
        );
        assert_eq!(
            day("Envoys talk\n\nLIMA, 2 June 2021 — The envoys talked."),
            Some(date(2021, 6, 2))
        );
        assert_eq!(day("Envoys talk\n\nLIMA, June 2 (Agency) - The envoys talked."), None);
    }

    #[test]
    fn a_date_line_counts_before_them() {
        let text =
            "Envoys talk\ndate 2024-05-14\n\nLIMA, June 2, 2021 (Agency) - The envoys talked.";
        assert_eq!(day(text), Some(date(2024, 5, 14)));
    }

    #[test]
    fn a_date_in_a_sentence_or_one_that_does_not_exist_is_none() {
        assert_eq!(day("Envoys talk\n\nThe envoys talked on 2 June 2021."), None);
        assert_eq!(day("Envoys talk\n\n31 June 2021\n\nThe envoys talked."), None);
        assert_eq!(day("Envoys talk\n\nUpdated 2 June 2021\n\nThe envoys talked."), None);
    }
}
