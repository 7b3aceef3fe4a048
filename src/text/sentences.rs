//! Cuts a block into sentences.

use super::chars::{closing, opening};
use super::tokens::Tokens;
use super::words::{never_last, opens_sentence};
use super::{Sentence, Span, Token};

/// No sentence has more tokens than this: what is longer is cut, after a comma or semicolon where one is near.
pub const LONGEST_SENTENCE: usize = 600;

/// The sentences of one block of `text`, in order; see [`sentences`].
pub struct Sentences<'a> {
    text: &'a str,
    tokens: Tokens<'a>,
    /// Tokens read but not given out yet.
    ahead: Vec<Token>,
}

/// The sentences of one block of `text`: their tokens, in order, cover all of it but white space, control characters
/// and invisible characters.
///
/// Tokens follow the English treebanks of Universal Dependencies. A `block` that does not fit the text has no
/// sentences. Cost: linear in the block; no sentence is longer than [`LONGEST_SENTENCE`].
pub fn sentences(text: &str, block: Span) -> Vec<Sentence> {
    Sentences::new(text, block).collect()
}

impl<'a> Sentences<'a> {
    /// Reads the sentences of one block lazily, so that a huge block never stands in memory as a whole.
    pub fn new(text: &'a str, block: Span) -> Self {
        let fits = text.get(block.start..block.end).is_some();
        let within = if fits { block } else { Span::default() };
        Self { text, tokens: Tokens::new(text, within), ahead: Vec::new() }
    }

    fn close(&mut self, keep: usize) -> Option<Sentence> {
        let rest = self.ahead.split_off(keep.min(self.ahead.len()));
        let tokens = std::mem::replace(&mut self.ahead, rest);
        let span = tokens.first()?.span.cover(tokens.last()?.span);
        Some(Sentence { span, tokens })
    }

    /// The text of a token ahead; empty where there is none.
    fn word(&self, at: usize) -> &'a str {
        self.ahead.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Does a reference such as `[12]` start with token `at`?
    fn reference(&self, at: usize) -> bool {
        let number = self.word(at + 1);
        self.word(at) == "["
            && self.word(at + 2) == "]"
            && number.len() <= 3
            && number.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Does a caption's credit start with token `at`, as in `Photo: Agency`?
    fn credit(&self, at: usize) -> bool {
        matches!(self.word(at), "Image" | "Photo" | "Picture" | "Photograph")
            && self.word(at + 1) == ":"
    }

    /// Makes sure that the tokens up to `at` are read, where there are so many.
    fn read_up_to(&mut self, at: usize) {
        while self.ahead.len() <= at {
            match self.tokens.next() {
                Some(token) => self.ahead.push(token),
                None => break,
            }
        }
    }

    /// Is there room before token `at`?
    fn spaced(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.ahead.get(before));
        before.zip(self.ahead.get(at)).is_some_and(|(b, here)| b.span.end < here.span.start)
    }

    /// The last token before `i` that is no closing mark or reference, and whether such stand between.
    fn last_word(&self, i: usize) -> (usize, bool) {
        let mut last = i - 1;
        loop {
            if last >= 3 && self.reference(last - 2) {
                last -= 3;
            } else if last > 0 && self.word(last).chars().all(closing) && !self.spaced(last) {
                last -= 1;
            } else {
                return (last, last + 1 < i);
            }
        }
    }

    /// May a sentence end before token `i` of those ahead?
    fn boundary(&self, i: usize) -> bool {
        let (last, closed) = self.last_word(i);
        let (end, next) = (self.word(last), self.word(i));
        let first = next.chars().next().unwrap_or(' ');
        if self.credit(i) {
            return true;
        }
        if !end.ends_with(['.', '!', '?', '…'])
            || self.reference(i)
            || (next.chars().all(closing) && !self.spaced(i))
        {
            return false;
        }
        let opens = first.is_uppercase() || first.is_numeric() || opening(first);
        let stem = end.trim_end_matches('.');
        if !stem.is_empty() && end.ends_with('.') && !end.ends_with(['!', '?']) {
            // The stop belongs to an abbreviation.
            if never_last(stem) || !opens {
                return false;
            }
            let initial = stem.chars().count() == 1;
            return closed || (opens_sentence(next) && !initial && first.is_uppercase());
        }
        if end != "." || closed {
            return opens && (self.spaced(i) || first.is_uppercase());
        }
        // "1." or "2.1." at the start of an item is its number.
        let number = last == 1
            && self.word(0).starts_with(|c: char| c.is_ascii_digit())
            && self.word(0).chars().all(|c| c.is_ascii_digit() || c == '.');
        let goes_on = matches!(first, ',' | ';' | ':' | ')');
        !number && (opens || (self.spaced(i) && !first.is_alphanumeric() && !goes_on))
    }
}

impl Iterator for Sentences<'_> {
    type Item = Sentence;

    fn next(&mut self) -> Option<Sentence> {
        let mut at = 1;
        loop {
            // A reference has three tokens.
            self.read_up_to(at + 2);
            if at >= self.ahead.len() {
                return self.close(self.ahead.len());
            }
            if self.boundary(at) {
                return self.close(at);
            }
            if at >= LONGEST_SENTENCE {
                let pause = (LONGEST_SENTENCE / 2..at).rev().find(|&i| {
                    self.ahead
                        .get(i)
                        .is_some_and(|t| matches!(t.span.of(self.text), "," | ";" | ":" | "."))
                });
                return self.close(pause.map_or(at, |i| i + 1));
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests;
