//! Cuts a block into sentences.

use super::ends::Ahead;
use super::tokens::Tokens;
use super::{Sentence, Span, Token};

/// No sentence has more tokens than this: what is longer is cut, after a comma or semicolon where one is near.
pub const LONGEST_SENTENCE: usize = 600;

/// How many tokens are looked at behind the place where a sentence may end: a date has six.
const LOOK: usize = 8;

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

    /// Makes sure that the tokens up to `at` are read, where there are so many.
    fn read_up_to(&mut self, at: usize) {
        while self.ahead.len() <= at {
            match self.tokens.next() {
                Some(token) => self.ahead.push(token),
                None => break,
            }
        }
    }
}

impl Iterator for Sentences<'_> {
    type Item = Sentence;

    fn next(&mut self) -> Option<Sentence> {
        let mut at = 1;
        loop {
            self.read_up_to(at + LOOK);
            if at >= self.ahead.len() {
                return self.close(self.ahead.len());
            }
            let ahead = Ahead::new(self.text, &self.ahead);
            if ahead.sentence_ends(at) {
                return self.close(at);
            }
            if at >= LONGEST_SENTENCE {
                let pause = (LONGEST_SENTENCE / 2..at)
                    .rev()
                    .find(|&i| matches!(ahead.word(i), "," | ";" | ":" | "."));
                return self.close(pause.map_or(at, |i| i + 1));
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests;
