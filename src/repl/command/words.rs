//! What follows a command: names, days, quotation marks.

use jiff::civil::Date;

/// What stands between quotation marks, if the whole does.
pub(super) fn unquoted(text: &str) -> String {
    ['"', '\'']
        .into_iter()
        .find_map(|mark| {
            text.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark))
        })
        .unwrap_or(text)
        .to_owned()
}

/// Two names: quoted, with a comma or an arrow between them, or of one word each.
pub(super) fn names(text: &str) -> Option<(String, String)> {
    let pair = |a: &str, b: &str| {
        let (a, b) = (unquoted(a.trim()), unquoted(b.trim()));
        (!a.is_empty() && !b.is_empty()).then_some((a, b))
    };
    if let Some(mark) = text.chars().next().filter(|mark| matches!(mark, '"' | '\''))
        && let Some((first, rest)) = text.get(1..)?.split_once(mark)
    {
        let rest = rest.trim_start();
        let rest = [",", "->"].iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest);
        return pair(first, rest);
    }
    let split = [" -> ", "->", ","].iter().find_map(|mark| text.split_once(mark));
    let (a, b) = split.or_else(|| {
        let mut words = text.split_whitespace();
        let two = (words.next()?, words.next()?);
        match words.next() {
            None => Some(two),
            // The second of two names is quoted: ` 'Ana Lund'`.
            Some(_) => text.split_once([' ']).filter(|(_, b)| unquoted(b) != *b),
        }
    })?;
    pair(a, b)
}

/// A name, and the days at its end: at most two.
pub(super) fn days(text: &str) -> (Option<String>, Vec<(Date, Date)>) {
    let mut rest = text.trim();
    let mut found = Vec::new();
    while found.len() < 2 {
        let (before, word) = match rest.rsplit_once(char::is_whitespace) {
            Some((before, word)) => (before.trim_end(), word),
            None => ("", rest),
        };
        let Some(stretch) = day(word) else { break };
        found.insert(0, stretch);
        rest = before;
    }
    ((!rest.is_empty()).then(|| unquoted(rest)), found)
}

/// The first and last day of `2025`, `2025-07` or `2025-07-10`.
pub(super) fn day(text: &str) -> Option<(Date, Date)> {
    if let Some(date) = crate::text::iso_date(text) {
        return Some((date, date));
    }
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    match text.split_once('-') {
        None if digits(text, 4) => {
            let year = text.parse().ok()?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        Some((year, month)) if digits(year, 4) && digits(month, 2) => {
            let first = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        _ => None,
    }
}
