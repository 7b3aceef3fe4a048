//! Speech that goes on behind the sentence of its cue: in the next quotation, or in blocks of its own.

use crate::event::context::Context;
use crate::syntax::Parsed;
use crate::text::{BlockKind, Span};

use super::content::Reader;
use super::quotes::Quote;

impl Reader<'_> {
    /// The pieces, and the quotation that follows at once in the same paragraph without a cue of its own.
    pub(super) fn with_next(&self, mut pieces: Vec<Span>, at: usize) -> Vec<Span> {
        if let Some(block) = self.context.blocks.get(self.parsed.block)
            && let Some(next) = self.quote_after(at)
            && next.outer.start < block.span.end
            && next.outer.start >= at
            && !ends_in_comma(self.context.text, next)
            && self.stands_alone(next)
        {
            pieces.push(next.outer);
        }
        pieces
    }

    /// Is the quotation a sentence of its own, not words inside one?
    fn stands_alone(&self, quote: &Quote) -> bool {
        let starts = self.context.parsed.iter().skip(self.cue.sentence).take(4).any(|p| {
            let inner = quote.inner.first().map_or(quote.outer.start, |inner| inner.start);
            p.span.start == quote.outer.start || p.span.start == inner
        });
        let rest = self.context.text.get(quote.outer.end..).unwrap_or("");
        let follows = rest.trim_start().chars().next();
        starts && follows.is_none_or(|c| c.is_uppercase() || !c.is_alphanumeric())
    }

    /// "The minister said:" with the speech in the paragraphs behind.
    pub(super) fn block_speech(&self) -> Vec<Span> {
        let last = self.parsed.words.len().saturating_sub(1);
        if self.form(last) != ":" || last > self.cue.word + 12 {
            return Vec::new();
        }
        blocks_behind(self.context, self.quotes, self.parsed)
    }
}

/// The paragraphs behind a sentence that ends its own and leads to a speech.
pub(super) fn blocks_behind(context: Context<'_>, quotes: &[Quote], parsed: &Parsed) -> Vec<Span> {
    let Some(own) = context.blocks.get(parsed.block) else { return Vec::new() };
    if parsed.span.end < context.trimmed(own.span).end {
        return Vec::new();
    }
    let following = context
        .blocks
        .iter()
        .skip(parsed.block + 1)
        .filter(|b| b.kind.tells())
        .take_while(|b| b.kind == BlockKind::Prose && b.section == own.section);
    let mut pieces: Vec<Span> = Vec::new();
    for block in following {
        let span = context.trimmed(block.span);
        let i = quotes.partition_point(|q| q.outer.end <= span.start);
        let quote = quotes.get(i).filter(|q| q.outer.start <= span.start);
        match quote {
            Some(quote) if pieces.is_empty() => return quote.inner.clone(),
            Some(_) => break,
            None => {}
        }
        // Another speaker's turn, or the notes behind the speech, end it.
        let words = span.of(context.text);
        if !pieces.is_empty() && (words.ends_with(':') || words.split_whitespace().count() < 5) {
            break;
        }
        pieces.push(span);
    }
    pieces
}

/// Does the quotation end in a comma, so that its cue follows?
pub(super) fn ends_in_comma(text: &str, quote: &Quote) -> bool {
    quote.inner.last().is_some_and(|inner| inner.of(text).trim_end().ends_with(','))
}
