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

    /// May a sentence end before token `i` of those ahead?
    fn boundary(&self, i: usize) -> bool {
        let word = |at: usize| self.ahead.get(at).map_or("", |token| token.span.of(self.text));
        let spaced = |at: usize| match (
            at.checked_sub(1).and_then(|p| self.ahead.get(p)),
            self.ahead.get(at),
        ) {
            (Some(before), Some(here)) => before.span.end < here.span.start,
            _ => false,
        };
        let mut last = i - 1;
        // Closing marks belong to the sentence that they close.
        while last > 0 && word(last).chars().all(closing) && !spaced(last) {
            last -= 1;
        }
        let closed = last + 1 < i;
        let end = word(last);
        let next = word(i);
        let first = next.chars().next().unwrap_or(' ');
        // A closing mark that stands close to the end goes with it.
        if next.chars().all(closing) && !spaced(i) {
            return false;
        }
        let opens = first.is_uppercase() || first.is_numeric() || opening(first);
        if !end.ends_with(['.', '!', '?', '…']) {
            return false;
        }
        let stem = end.trim_end_matches('.');
        if stem.is_empty() || end.ends_with(['!', '?', '…']) {
            if end.starts_with('.') && end.len() == 1 && last > 0 {
                // "1." at the start of an item is its number.
                let number = word(last - 1);
                if last == 1 && number.chars().all(|c| c.is_ascii_digit()) && !closed {
                    return false;
                }
            }
            if closed || end.len() > 1 || !end.starts_with('.') {
                return opens && (spaced(i) || first.is_uppercase());
            }
            return opens
                || (spaced(i)
                    && !first.is_alphanumeric()
                    && !matches!(first, ',' | ';' | ':' | ')'));
        }
        // The stop belongs to an abbreviation.
        if never_last(stem) || !opens {
            return false;
        }
        let initial = stem.chars().count() == 1;
        closed || (opens_sentence(next) && !initial && first.is_uppercase())
    }
}

impl Iterator for Sentences<'_> {
    type Item = Sentence;

    fn next(&mut self) -> Option<Sentence> {
        let mut at = 1;
        loop {
            if at >= self.ahead.len() {
                match self.tokens.next() {
                    Some(token) => self.ahead.push(token),
                    None => {
                        let all = self.ahead.len();
                        return self.close(all);
                    }
                }
                continue;
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
