//! The head of a document: an optional title line, then optional `date` and `source` lines.

use jiff::civil::Date;

use super::Span;
use super::published::published;

/// What the head of a text says, and where the article itself stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The title line, where there is one.
    pub title: Option<Span>,
    /// The day of publication, where a `date` line, a line of nothing but a date or a dateline gives one that exists.
    pub date: Option<Date>,
    /// Who published it, where a `source` line says so.
    pub source: Option<String>,
    /// The article, from the title on where there is one; trimmed.
    pub body: Span,
    /// Head lines that could not be understood, or that stand there twice.
    pub problems: Vec<HeadProblem>,
}

/// A head line that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadProblem {
    /// Where the line stands.
    pub span: Span,
    /// What is wrong with it, in lower case, with the form that was expected.
    pub message: String,
}

/// The most words that a title has: longer first lines are the article's lead.
const TITLE_WORDS: usize = 30;

/// Reads the head of `text`. Cost: the length of the head.
///
/// The first line that is not blank is the title if head lines follow it, or if it ends without
/// a full stop and a line of its own kind does not run on from it. A `date` at the very start
/// may have the article's first words after it on the same line.
pub fn head(text: &str) -> Head {
    let end = text.trim_end().len();
    let mut head = Head {
        title: None,
        date: None,
        source: None,
        body: Span::new(0, end),
        problems: Vec::new(),
    };
    let start = skip_blank(text, 0, end);
    if let Some(after) = head_lines(text, start, end, &mut head) {
        head.body.start = skip_blank(text, after, end);
        head.date = head.date.or_else(|| published(text, head.body));
        return head;
    }
    head.body.start = start;
    let line = line_at(text, start, end);
    let next = skip_blank(text, line.end, end);
    let announced = head_lines(text, next, end, &mut head).is_some();
    if !line.is_empty() && (announced || looks_like_title(text, line, next, end)) {
        head.title = Some(line);
    }
    head.date = head.date.or_else(|| published(text, head.body));
    head
}

/// Where the article goes on after its title: past the head lines below it, if there are any.
pub fn after_title(text: &str, title: Span, end: usize) -> usize {
    let next = skip_blank(text, title.end, end);
    let mut ignored =
        Head { title: None, date: None, source: None, body: Span::default(), problems: Vec::new() };
    head_lines(text, next, end, &mut ignored).map_or(next, |after| skip_blank(text, after, end))
}

/// Reads head lines from `at` on; the byte after them, or `None` if there are none.
fn head_lines(text: &str, at: usize, end: usize, head: &mut Head) -> Option<usize> {
    let mut after = None;
    let mut next = at;
    while next < end {
        let line = line_at(text, next, end);
        match head_line(line.of(text)) {
            Some(HeadLine::Date { date, rest }) => {
                if head.date.replace(date).is_some() {
                    head.problems.push(problem(line, "a second date: the last one counts"));
                }
                if let Some(rest) = rest {
                    return Some(line.start + rest);
                }
            }
            Some(HeadLine::BadDate(value)) => head.problems.push(problem(
                line,
                &format!("{value:?} is no date: expected a day that exists, as 2025-06-12"),
            )),
            Some(HeadLine::Source(name)) => {
                if head.source.replace(name.to_owned()).is_some() {
                    head.problems.push(problem(line, "a second source: the last one counts"));
                }
            }
            None => break,
        }
        after = Some(line.end);
        next = skip_blank(text, line.end, end);
    }
    after
}

/// Would this line be taken for a `date` or `source` line of a head?
pub fn is_head_line(line: &str) -> bool {
    head_line(line.trim()).is_some()
}

fn problem(span: Span, message: &str) -> HeadProblem {
    HeadProblem { span, message: message.to_owned() }
}

enum HeadLine<'t> {
    /// A day, and the byte of the line where other words follow it.
    Date {
        date: Date,
        rest: Option<usize>,
    },
    BadDate(&'t str),
    Source(&'t str),
}

fn head_line(line: &str) -> Option<HeadLine<'_>> {
    if let Some(value) = keyword(line, "date") {
        let word = value.split_whitespace().next()?;
        if let Some(date) = iso_date(word) {
            let rest = value.get(word.len()..).unwrap_or("").trim_start();
            let rest = (!rest.is_empty()).then(|| line.len() - rest.len());
            return Some(HeadLine::Date { date, rest });
        }
        // "date" may also begin an article's first sentence: a wrong date is short and holds a number.
        let short = value.split_whitespace().nth(4).is_none() && value.len() < 40;
        let numbered = value.contains(|c: char| c.is_ascii_digit());
        return (short && numbered).then_some(HeadLine::BadDate(value));
    }
    let name = keyword(line, "source")?;
    (name.len() <= 200 && !name.ends_with('.')).then_some(HeadLine::Source(name))
}

/// What follows `word` at the start of `line`: `date X`, `date: X`, `Date: X`.
fn keyword<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let rest = line.get(word.len()..)?;
    let first = line.get(..word.len())?;
    let value = match rest.strip_prefix(':') {
        Some(value) if first.eq_ignore_ascii_case(word) => value,
        None if first == word && rest.starts_with(char::is_whitespace) => rest,
        _ => return None,
    };
    Some(value.trim()).filter(|value| !value.is_empty())
}

/// The day that `YYYY-MM-DD` names.
pub fn iso_date(word: &str) -> Option<Date> {
    let shaped = word.len() == 10
        && word.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    shaped.then(|| word.parse().ok()).flatten()
}

/// May this first line stand as a title, before `next`, where the text goes on?
fn looks_like_title(text: &str, line: Span, next: usize, end: usize) -> bool {
    let words = line.of(text);
    if next >= end
        || super::layout::is_furniture(words)
        || words.len() > 400
        || words.split_whitespace().nth(TITLE_WORDS).is_some()
    {
        return false;
    }
    let bare = words.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    if bare.ends_with(['.', ',', ';', ':', '…', '-', '–', '—']) {
        return false;
    }
    let gap = text.get(line.end..next).unwrap_or("").matches('\n').count();
    let following = line_at(text, next, end).of(text);
    let runs_on = following.starts_with(|c: char| c.is_lowercase());
    // Without a blank line between, a first line as long as the next one is the first of a
    // paragraph wrapped at a column, not a title.
    let columns = words.chars().count();
    let next_columns = following.chars().take(200).count();
    let wrapped = (50..=100).contains(&columns) && next_columns <= columns.max(80) && {
        let third = line_at(text, skip_blank(text, next + following.len(), end), end);
        !third.is_empty()
            && third.len() <= 110
            && !following.trim_end().ends_with(['.', '!', '?', '"', '”'])
    };
    if gap >= 2 { true } else { !runs_on && !wrapped }
}

/// The line that starts at `at`, without white space at its ends.
fn line_at(text: &str, at: usize, end: usize) -> Span {
    let rest = text.get(at..end).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    let start = at + (line.len() - line.trim_start().len());
    Span::new(start, start + line.trim().len())
}

/// The first byte at or after `at` that is no white space (`end` if there is none).
fn skip_blank(text: &str, at: usize, end: usize) -> usize {
    let rest = text.get(at..end).unwrap_or("");
    at + (rest.len() - rest.trim_start().len())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::head;

    fn parts(text: &str) -> (Option<&str>, Option<jiff::civil::Date>, Option<String>, &str) {
        let head = head(text);
        (head.title.map(|t| t.of(text)), head.date, head.source, head.body.of(text))
    }

    #[test]
    fn a_full_head_has_title_date_and_source() {
        let text = "\nEnvoys meet in Oslo\ndate 2024-03-02\nsource Northern Wire\n\nThey talked.\n";
        let (title, day, source, body) = parts(text);
        assert_eq!(title, Some("Envoys meet in Oslo"));
        assert_eq!(day, Some(date(2024, 3, 2)));
        assert_eq!(source.as_deref(), Some("Northern Wire"));
        assert!(body.starts_with("Envoys meet") && body.ends_with("They talked."));
    }

    #[test]
    fn a_date_at_the_very_start_may_have_the_article_after_it() {
        let (title, day, _, body) = parts(" date 2024-03-02 The envoys talked.\n\nThen they left.");
        assert_eq!((title, day), (None, Some(date(2024, 3, 2))));
        assert_eq!(body, "The envoys talked.\n\nThen they left.");
    }

    #[test]
    fn without_head_lines_a_first_line_that_ends_like_a_sentence_is_no_title() {
        assert_eq!(parts("The envoys talked.\nThen they left.").0, None);
        assert_eq!(
            parts("Envoys talk in Oslo\nThe two envoys then left.").0,
            Some("Envoys talk in Oslo")
        );
        assert_eq!(parts("Only one line, nothing else").0, None);
    }

    #[test]
    fn the_first_line_of_a_wrapped_paragraph_is_no_title() {
        let text = "The two envoys, who had come from the coast during the night, met\n\
                    again on Monday to talk about the dam that was damaged in the war\n\
                    and about the people who live below it.\n";
        assert_eq!(parts(text).0, None);
    }

    #[test]
    fn a_date_that_does_not_exist_is_reported_and_gives_none() {
        let text = "Envoys talk\ndate 2024-02-30\nThey talked.";
        let head = head(text);
        assert_eq!((head.date, head.title.is_some()), (None, true));
        assert_eq!(head.problems.len(), 1);
        assert_eq!(head.problems[0].span.of(text), "date 2024-02-30");
    }

    #[test]
    fn a_sentence_that_begins_with_date_is_no_head_line() {
        let (title, day, _, body) =
            parts("date palms burned for days after the raid on the oasis.");
        assert_eq!((title, day), (None, None));
        assert!(body.starts_with("date palms"));
    }

    #[test]
    fn nothing_but_blanks_is_an_empty_body() {
        assert!(head(" \n \n").body.is_empty());
        assert!(head("").body.is_empty());
    }
}
