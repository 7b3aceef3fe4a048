//! Text as it stands: blocks (headings, prose, noise), sentences and tokens, all as byte spans.

pub(crate) mod chars;
mod dateline;
mod days;
mod ends;
mod head;
mod layout;
mod published;
mod sentences;
mod span;
mod tokens;
mod words;

pub use chars::invisible as takes_no_room;
pub use dateline::split_datelines;
pub use days::{MONTHS, WEEKDAYS};
pub use head::{Head, HeadProblem, after_title, head, is_head_line, iso_date};
pub use layout::{layout, opens_with_time};
pub use sentences::{LONGEST_SENTENCE, Sentences, sentences};
pub use span::Span;
pub use tokens::contracted;

/// What a block of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The headline of the document or of one of its sections.
    Heading,
    /// Running text, or a list item: what facts are read from.
    Prose,
    /// Who wrote what follows ("By Ana Lund", "Ana Lund in Quito"): read for names alone.
    Byline,
    /// Share prompts, feed headers, "Read more", bare headlines of other stories, repeated leads: no facts.
    Noise,
}

impl BlockKind {
    /// Does it tell what happens, by words of its own or those that it quotes?
    pub fn tells(self) -> bool {
        matches!(self, Self::Heading | Self::Prose)
    }
}

/// A stretch of a document that no sentence crosses (a paragraph, a heading, a list item, a line of noise).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the document's text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The section (whole story) of the document that it belongs to, from 0. Pronouns and surnames do not cross sections.
    pub section: usize,
}

/// A token: a word or a mark, never empty, without white space at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the document's text.
    pub span: Span,
}

/// A sentence: its tokens, in order, tile its span up to white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
}
