//! Where a sentence ends: told by its last words and by those that follow.

use super::Token;
use super::chars::{closing, opening};
use super::days::{MONTHS, WEEKDAYS};
use super::words::{listed, never_last, opens_sentence, opens_surely, stands_before_date};

/// The most tokens of a note in square brackets, the brackets included.
const NOTE_TOKENS: usize = 6;

/// The tokens from the start of a sentence on, some behind the place that is looked at; fewer only where the block ends.
#[derive(Clone, Copy)]
pub(super) struct Ahead<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Ahead<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self { text, tokens }
    }

    /// The text of a token; empty where there is none.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// The first character of a token; a blank where there is none.
    fn first(&self, at: usize) -> char {
        self.word(at).chars().next().unwrap_or(' ')
    }

    /// Is there room before token `at`?
    fn spaced(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.zip(self.tokens.get(at)).is_some_and(|(b, here)| b.span.end < here.span.start)
    }

    /// Does the sentence end before token `at`, which is not its first?
    pub(super) fn sentence_ends(&self, at: usize) -> bool {
        if self.credit(at) || self.item(at) || self.line_of_its_own(at) {
            return true;
        }
        if self.note(at) || self.signature(at) {
            return false;
        }
        self.stopped(at)
    }

    /// How many tokens a note in square brackets has that starts with token `at`, as `[12]` or `[citation needed]`.
    fn reference(&self, at: usize) -> Option<usize> {
        if self.word(at) != "[" {
            return None;
        }
        let noted = |at: usize| self.number(at) || self.word(at).chars().all(char::is_lowercase);
        (3..=NOTE_TOKENS)
            .find(|length| self.word(at + length - 1) == "]")
            .filter(|length| (at + 1..at + length - 1).all(noted))
    }

    /// How many tokens a note in square brackets has that ends with token `at`.
    fn reference_before(&self, at: usize) -> Option<usize> {
        if self.word(at) != "]" {
            return None;
        }
        (3..=NOTE_TOKENS).find(|&length| {
            at.checked_sub(length).is_some_and(|last| self.reference(last + 1) == Some(length))
        })
    }

    /// Is token `at` a whole number of at most three digits?
    fn number(&self, at: usize) -> bool {
        let word = self.word(at);
        (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    }

    /// Is token `at` the number of a footnote, behind the stop of the sentence: `…is over.4 Then` or `…is over. 4 Then`?
    fn note(&self, at: usize) -> bool {
        let behind_stop = at > 1 && matches!(self.word(at - 1), "." | ".”" | "”" | "\"");
        if !self.number(at) || !behind_stop || !self.spaced(at + 1) {
            return false;
        }
        let stopped = self.word(at - 1) == "." || self.word(at - 2) == ".";
        let glued = !self.spaced(at) && self.first(at + 1).is_uppercase();
        let loose = self.first(at + 1).is_uppercase() && opens_surely(self.word(at + 1));
        stopped && (glued || loose)
    }

    /// Does a caption's credit start with token `at`, as in `Photo: Agency`?
    fn credit(&self, at: usize) -> bool {
        matches!(self.word(at), "Image" | "Photo" | "Picture" | "Photograph")
            && self.word(at + 1) == ":"
    }

    /// Does an item of a list start with token `at`, by a mark that nothing else begins with?
    fn item(&self, at: usize) -> bool {
        matches!(self.word(at), "•" | "●" | "▪" | "■" | "◦" | "‣" | "►")
            && self.first(at + 1) != ' '
    }

    /// Does a line end or start here that has no stop: a date at its head or foot, the number of a figure?
    fn line_of_its_own(&self, at: usize) -> bool {
        let opens = self.first(at).is_uppercase() || opening(self.first(at));
        let head = opens && self.date(0) == Some(at);
        let foot = self.date(at).is_some_and(|length| at + length == self.tokens.len())
            && !stands_before_date(self.word(at - 1));
        let figure = at == 2
            && opens
            && matches!(self.word(0), "Figure" | "Table" | "Map" | "Chart")
            && self.word(1).contains('.')
            && self.word(1).bytes().all(|b| b.is_ascii_digit() || b == b'.');
        head || foot || figure
    }

    /// How many tokens the date has that starts with token `at`: `Monday, May 7, 2012` or `Monday, 7 May 2012`.
    fn date(&self, at: usize) -> Option<usize> {
        let weekday = listed(&WEEKDAYS, self.word(at)) && self.first(at).is_uppercase();
        if !weekday || self.word(at + 1) != "," {
            return None;
        }
        let year = |at: usize| {
            let word = self.word(at);
            word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
        };
        let month = |at: usize| listed(&MONTHS, self.word(at));
        let american = month(at + 2) && self.number(at + 3) && self.word(at + 4) == ",";
        if american && year(at + 5) {
            return Some(6);
        }
        (self.number(at + 2) && month(at + 3) && year(at + 4)).then_some(5)
    }

    /// Is the rest of the block, from a dash on, only the name of who was quoted: `… at last.” — Ana Lund`?
    fn signature(&self, at: usize) -> bool {
        let rest = self.tokens.len() - at;
        matches!(self.word(at), "-" | "–" | "—" | "--")
            && (2..=6).contains(&rest)
            && (at + 1..self.tokens.len())
                .all(|i| self.first(i).is_uppercase() || self.word(i) == ",")
    }

    /// The last token before `at` that is no closing mark, reference or footnote, and what was passed. At most a few are
    /// passed, so that a line of nothing but brackets costs no more than others.
    fn last_word(&self, at: usize) -> (usize, Passed) {
        let mut last = at - 1;
        let mut passed = Passed::default();
        for _ in 0..8 {
            if let Some(length) = self.reference_before(last) {
                last -= length;
                passed.any = true;
            } else if last > 0 && self.note(last) {
                last -= 1;
                passed.any = true;
            } else if last > 0 && self.word(last).chars().all(closing) && !self.spaced(last) {
                passed.any = true;
                passed.quote |= !self.word(last).ends_with([')', ']', '}']);
                last -= 1;
            } else {
                break;
            }
        }
        (last, passed)
    }

    /// Does a mark before token `at` end the sentence?
    fn stopped(&self, at: usize) -> bool {
        let (last, passed) = self.last_word(at);
        let (end, next) = (self.word(last), self.word(at));
        let first = self.first(at);
        if !end.ends_with(['.', '!', '?', '…'])
            || self.reference(at).is_some()
            || next == "."
            || (last == 0 && end.chars().all(|c| matches!(c, '.' | '…')))
            || (next.chars().all(closing) && !self.spaced(at))
        {
            return false;
        }
        let opens = first.is_uppercase() || first.is_numeric() || opening(first) || is_brand(next);
        let stem = end.trim_end_matches('.');
        if !stem.is_empty() && end.ends_with('.') && !end.ends_with(['!', '?']) {
            // The stop belongs to an abbreviation.
            if never_last(stem) || !opens {
                return false;
            }
            let opener = if stem.chars().count() == 1 { opens_surely } else { opens_sentence };
            return passed.quote || (first.is_uppercase() && opener(next));
        }
        // Whoever begins a sentence with a small letter begins the next with one.
        let small = self.first(0).is_lowercase() && !is_brand(self.word(0));
        if small && first.is_lowercase() && self.spaced(at) && end.len() == 1 {
            return true;
        }
        if end != "." || passed.any {
            let unspaced = first.is_uppercase() || matches!(first, '“' | '«' | '„');
            return opens && (self.spaced(at) || unspaced);
        }
        // "1." or "2.1." at the start of an item is its number.
        let number = last == 1
            && self.word(0).starts_with(|c: char| c.is_ascii_digit())
            && self.word(0).chars().all(|c| c.is_ascii_digit() || c == '.');
        let goes_on = matches!(first, ',' | ';' | ':' | ')');
        !number && (opens || (self.spaced(at) && !first.is_alphanumeric() && !goes_on))
    }
}

/// What stands between the stop of a sentence and the next.
#[derive(Default)]
struct Passed {
    /// Anything: closing marks, references, footnotes.
    any: bool,
    /// A quotation mark.
    quote: bool,
}

/// Is it a name that begins with a small letter and has capitals behind it, as brands do?
fn is_brand(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase)
        && letters.clone().count() > 2
        && letters.clone().take(4).any(char::is_uppercase)
        && letters.all(char::is_alphanumeric)
}
