//! Days as pages, feeds and mails write them.

use jiff::civil::Date;

use crate::text::MONTHS;

/// The day that a stamp names, as it stands there: what follows, the hour and the zone, does not shift it.
///
/// `2025-07-10T23:30:00-05:00`, `2025/07/10`, `20250710`, `10.07.2025`, `Thu, 10 Jul 2025 23:30:00 GMT`, `July 10, 2025`,
/// and seconds or milliseconds since 1970 (in UTC). Where day and month cannot be told apart (`07/10/2025`) there is none.
pub(super) fn day(stamp: &str) -> Option<Date> {
    let stamp = stamp.trim();
    if stamp.is_empty() || stamp.len() > 100 {
        return None;
    }
    let words: Vec<&str> = stamp
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | 'T' | 't' | '(' | ')' | '|'))
        .filter(|word| !word.is_empty())
        .collect();
    // "T" may stand in a month's name: only numbers are taken from this split.
    if let Some(day) = words.iter().find_map(|word| numbers(word)) {
        return Some(day);
    }
    named(stamp).or_else(|| since_1970(stamp))
}

/// `2025-07-10`, `2025/07/10`, `2025.07.10`, `20250710`, `10.07.2025`, `25/07/2025`.
fn numbers(word: &str) -> Option<Date> {
    if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) {
        return of(word.get(..4)?, word.get(4..6)?, word.get(6..8)?);
    }
    let separator = word.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = word.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if a.len() == 4 {
        return of(a, b, c);
    }
    if c.len() != 4 {
        return None;
    }
    match separator {
        // Nobody writes the month first with dots.
        '.' => of(c, b, a),
        _ => match (a.parse::<u8>().ok()?, b.parse::<u8>().ok()?) {
            (13.., _) => of(c, b, a),
            (_, 13..) => of(c, a, b),
            (one, other) if one == other => of(c, a, b),
            _ => None,
        },
    }
}

/// `10 Jul 2025`, `July 10th, 2025`, `10-Jul-2025`, among other words.
fn named(stamp: &str) -> Option<Date> {
    let lower = stamp.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.' | '(' | ')' | '|'))
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(3).find_map(|three| {
        let &[a, b, c] = three else { return None };
        let year = if c.len() == 4 { c } else { return None };
        match (month(a), month(b)) {
            (Some(month), _) => of(year, &month.to_string(), ordinal(b)),
            (_, Some(month)) => of(year, &month.to_string(), ordinal(a)),
            _ => None,
        }
    })
}

/// The month, from 1, that a word names whole or by its first letters.
fn month(word: &str) -> Option<usize> {
    let named =
        |name: &&str| **name == *word || (3..=4).contains(&word.len()) && name.starts_with(word);
    MONTHS.iter().position(named).map(|at| at + 1)
}

/// "10th" without its letters.
fn ordinal(word: &str) -> &str {
    word.trim_end_matches(|c: char| c.is_ascii_alphabetic())
}

fn since_1970(stamp: &str) -> Option<Date> {
    let number: i64 = stamp.parse().ok()?;
    let seconds = match stamp.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::TimeZone::UTC.to_datetime(moment).date())
}

fn of(year: &str, month: &str, day: &str) -> Option<Date> {
    let small =
        |word: &str| (1..=2).contains(&word.len()).then(|| word.parse::<i8>().ok()).flatten();
    let year: i16 = year.parse().ok().filter(|year| (1800..2200).contains(year))?;
    Date::new(year, small(month)?, small(day)?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::day;

    #[test]
    fn each_way_of_writing_a_day_gives_the_day_that_stands_there() {
        for stamp in [
            "2025-07-10",
            "2025-07-10T23:30:00-05:00",
            "2025-07-10t00:10:00Z",
            "2025-07-10 23:59",
            "2025/7/10",
            "20250710",
            "20250710T233000Z",
            "10.07.2025",
            "Thu, 10 Jul 2025 23:30:00 +0900",
            "Thursday, July 10th, 2025 at 9:30 PM EDT",
            "10-Jul-2025",
            "10 July 2025",
            "Published: Jul. 10, 2025",
            "1752140000",
            "1752140000123",
        ] {
            assert_eq!(day(stamp), Some(date(2025, 7, 10)), "{stamp}");
        }
        assert_eq!(day("25/07/2025"), Some(date(2025, 7, 25)));
        assert_eq!(day("07/25/2025"), Some(date(2025, 7, 25)));
    }

    #[test]
    fn what_is_no_day_or_may_be_two_gives_none() {
        for stamp in
            ["", "yesterday", "07/10/2025", "2025-02-30", "2025", "12:30", "0000-00-00", "7", "é–é"]
        {
            assert_eq!(day(stamp), None, "{stamp}");
        }
        assert_eq!(day(&"2025-07-10 ".repeat(50)), None);
    }
}
