//! Lines, and what each of them looks like by itself.

use super::phrases;
use crate::text::{MONTHS, Span, WEEKDAYS};

/// A line that is not blank, without white space at its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) span: Span,
    /// Does a blank line stand before it?
    pub(super) blank_before: bool,
    pub(super) shape: Shape,
}

/// What a line looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Furniture of the page.
    Noise,
    /// "By Ana Lund".
    Byline,
    /// Furniture after which headlines of other stories stand (`true`: whole stories may).
    Opener(bool),
    /// "37 minutes ago".
    Ago,
    /// A time of day, then a headline: an entry of a live blog.
    Stamp,
    /// A list item; the byte of the line at which its words start.
    Bullet(u8),
    /// Without a mark at its end, and short enough for a headline.
    Title,
    /// Anything else.
    Prose,
}

/// Longer lines are running text, whatever they say; looking no further keeps the work linear.
const FURNITURE_BYTES: usize = 240;
/// The most words of a headline.
const TITLE_WORDS: usize = 25;

/// The lines of `span`. Cost: linear.
pub(super) fn lines(text: &str, span: Span) -> Vec<Line> {
    let mut found = Vec::new();
    let mut at = span.start;
    let mut blank_before = false;
    for raw in span.of(text).split('\n') {
        let line = raw.trim();
        if line.is_empty() {
            blank_before = true;
        } else {
            let start = at + (raw.len() - raw.trim_start().len());
            let span = Span::new(start, start + line.len());
            found.push(Line { span, blank_before, shape: shape(line) });
            blank_before = false;
        }
        at += raw.len() + 1;
    }
    found
}

pub(super) fn shape(line: &str) -> Shape {
    if let Some(start) = bullet(line) {
        return Shape::Bullet(start);
    }
    if line.len() > FURNITURE_BYTES {
        return if is_title_like(line) { Shape::Title } else { Shape::Prose };
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || is_address(&lower) || is_date(&lower) {
        return if is_ago(bare) { Shape::Ago } else { Shape::Noise };
    }
    if is_byline(line) {
        return Shape::Byline;
    }
    if is_ago(bare) {
        return Shape::Ago;
    }
    if phrases::OPENERS.contains(&bare) {
        return Shape::Opener(phrases::STORY_OPENERS.contains(&bare));
    }
    let starts = |list: &[&str]| list.iter().any(|start| lower.starts_with(start));
    if phrases::LINES.contains(&bare)
        || (line.split_whitespace().nth(25).is_none()
            && (starts(phrases::STARTS) || phrases::PARTS.iter().any(|part| lower.contains(part))))
    {
        return Shape::Noise;
    }
    if is_stamp(line) {
        return Shape::Stamp;
    }
    if is_title_like(line) { Shape::Title } else { Shape::Prose }
}

/// Where the words of a list item start, if the line is one.
fn bullet(line: &str) -> Option<u8> {
    let mark = line.chars().next().filter(|c| "•◦▪‣·*●■►".contains(*c))?;
    let rest = line.get(mark.len_utf8()..)?;
    let words = rest.trim_start();
    let listed = words.starts_with(char::is_alphanumeric)
        || words.starts_with(['"', '“', '‘', '\'', '«', '(', '[']);
    // A starred word ("*Updated") is no item; an item's mark stands apart.
    (listed && (words.len() < rest.len() || mark != '*'))
        .then(|| u8::try_from(line.len() - words.len()).ok())
        .flatten()
}

/// Ends the line like a sentence, whatever quotes or brackets close after the mark?
pub(super) fn ends_sentence(line: &str) -> bool {
    bare_end(line).ends_with(['.', '!', '?', '…', ':', ';'])
}

fn bare_end(line: &str) -> &str {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', ' '])
}

/// May the line be a headline: short, begins like one, and has no mark at its end?
pub(super) fn is_title_like(line: &str) -> bool {
    let begins = line
        .chars()
        .find(|c| !"\"'“‘«[".contains(*c))
        .is_some_and(|c| !c.is_lowercase() && !",.;:!?(-–—".contains(c));
    let end = bare_end(line);
    begins
        && line.len() <= 400
        && !end.ends_with(['.', '!', '…', ':', ';', ','])
        && !end.ends_with(['-', '–', '—'])
        && line.split_whitespace().nth(TITLE_WORDS).is_none()
        && !(end.ends_with('?') && line.split_whitespace().nth(14).is_some())
}

/// Is it written as headlines are: a few words, or with capitals throughout?
pub(super) fn is_written_as_heading(line: &str) -> bool {
    if line.split_whitespace().nth(8).is_none() {
        return true;
    }
    let mut long = 0;
    let mut capital = 0;
    for word in line.split_whitespace() {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        if word.chars().nth(3).is_some() && word.starts_with(char::is_alphabetic) {
            long += 1;
            capital += usize::from(word.starts_with(char::is_uppercase));
        }
    }
    long >= 3 && capital * 5 >= long * 4
}

/// "an hour ago", "37 minutes ago", "2h ago", "just now".
fn is_ago(bare: &str) -> bool {
    let bare =
        bare.strip_prefix("updated ").or_else(|| bare.strip_prefix("published ")).unwrap_or(bare);
    if bare == "just now" {
        return true;
    }
    let Some(span) = bare.strip_suffix(" ago") else { return false };
    let mut words = span.split_whitespace();
    let (number, unit) = match (words.next(), words.next(), words.next()) {
        (Some(joined), None, None) => {
            let digits = joined.bytes().take_while(u8::is_ascii_digit).count();
            joined.split_at(digits)
        }
        (Some(number), Some(unit), None) => (number, unit),
        _ => return false,
    };
    let counted = matches!(number, "a" | "an" | "one" | "two" | "three")
        || (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    counted && phrases::TIME_UNITS.contains(&unit)
}

/// Nothing but an address, a handle or tags.
fn is_address(lower: &str) -> bool {
    lower.split_whitespace().all(|word| {
        word.starts_with("http://")
            || word.starts_with("https://")
            || word.starts_with("www.")
            || (word.len() > 1 && word.starts_with(['@', '#']))
            || word.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'))
    })
}

/// Is a line, in lower case, nothing but a date, a time, or both?
pub fn is_date(lower: &str) -> bool {
    let mut numbers = 0;
    let mut words = 0;
    for word in lower.split(|c: char| c.is_whitespace() || ",|/:()-–—•·".contains(c)) {
        let word = word.trim_matches('.');
        if word.is_empty() {
            continue;
        }
        words += 1;
        if words > 12 {
            return false;
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let suffix = word.get(digits..).unwrap_or("");
        if digits > 0 && matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "h") {
            numbers += 1;
        } else if !MONTHS.contains(&word)
            && !WEEKDAYS.contains(&word)
            && !phrases::DATE_WORDS.contains(&word)
        {
            return false;
        }
    }
    numbers > 0
}

/// "By Ana Lund and Per Holm", "By ANA LUND, Northern Wire".
fn is_byline(line: &str) -> bool {
    let Some(names) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else {
        return false;
    };
    names.split_whitespace().nth(9).is_none() && is_names(names)
}

/// Nothing but capitalized words, with what stands between names.
pub(super) fn is_names(line: &str) -> bool {
    !ends_sentence(line)
        && line.split_whitespace().all(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            word.is_empty()
                || word.starts_with(char::is_uppercase)
                || matches!(
                    word,
                    "and"
                        | "in"
                        | "for"
                        | "of"
                        | "at"
                        | "de"
                        | "van"
                        | "von"
                        | "al"
                        | "el"
                        | "bin"
                        | "the"
                )
        })
}

/// "18:42 Envoys are out", "9.05am GMT Talks resume".
fn is_stamp(line: &str) -> bool {
    let Some((time, rest)) = line.split_once(char::is_whitespace) else { return false };
    let rest = rest.trim_start();
    is_time(time) && !rest.is_empty() && is_title_like(rest)
}

/// Does the line begin with a time of day ("18:42 Talks resume", "9.15am: …"), as an entry of a live blog does?
pub fn opens_with_time(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(is_time)
}

fn is_time(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', '[', ']', ':', ',']);
    let word = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let Some((hours, minutes)) = word.split_once([':', '.', 'h']) else { return false };
    let number = |part: &str, most: u8| {
        (1..=2).contains(&part.len()) && part.parse::<u8>().is_ok_and(|n| n <= most)
    };
    number(hours, 24) && minutes.len() == 2 && number(minutes, 59)
}
