//! What the readers of events and statements share: one document with all that is known of it so far.

use jiff::civil::Date;

use super::fillers::Fillers;
use super::predicate::View;
use crate::entity::Entities;
use crate::grammar::Grammar;
use crate::syntax::Parsed;
use crate::text::{Block, Span};

/// One document, parsed, its entities known.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The decoded text.
    pub text: &'a str,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Its sentences.
    pub parsed: &'a [Parsed],
    /// Its entities.
    pub entities: &'a Entities,
    /// How events and statements are told.
    pub grammar: &'a Grammar,
    /// The day of publication.
    pub date: Option<Date>,
    /// Where somebody speaks in their own words, in order, with the index of the speaker.
    pub speeches: &'a [(Span, usize)],
    /// The country or body that issues the document and calls itself "we"; `None` where nobody does.
    pub issuer: Option<usize>,
}

impl<'a> Context<'a> {
    /// What finds entities in sentence `i`; `None` where there is no such sentence.
    pub fn fillers(&self, i: usize) -> Option<Fillers<'a>> {
        let parsed = self.parsed.get(i)?;
        let view =
            View { parsed, frames: &self.grammar.frames, entities: self.entities, sentence: i };
        Some(Fillers {
            view,
            entities: self.entities,
            sentence: i,
            speeches: self.speeches,
            issuer: self.issuer,
        })
    }

    /// `span` without white space at its ends.
    pub fn trimmed(&self, span: Span) -> Span {
        let words = span.of(self.text);
        let start = span.start + (words.len() - words.trim_start().len());
        Span::new(start, (start + words.trim().len()).max(start))
    }

    /// At most the sentence and under sixty words of it: what evidence may be.
    pub fn evidence(&self, sentence: Span, span: Span) -> Span {
        let span = Span::new(span.start.max(sentence.start), span.end.min(sentence.end));
        let span = if span.is_empty() { sentence } else { span };
        let mut words = 0;
        let mut inside = false;
        for (offset, c) in span.of(self.text).char_indices() {
            if c.is_whitespace() {
                inside = false;
            } else if !inside {
                inside = true;
                words += 1;
                if words == 60 {
                    return self.trimmed(Span::new(span.start, span.start + offset));
                }
            }
        }
        self.trimmed(span)
    }
}
