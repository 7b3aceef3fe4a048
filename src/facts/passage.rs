//! The sentence around words that show a fact.

use super::ReadDocument;
use crate::text::Span;

/// How many bytes of text are shown at most before and behind the marked words, where no sentence is known.
const AROUND: usize = 240;

/// Words of a document that show a fact, with what stands around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage<'a> {
    /// Where the sentence stands in the document's text, in bytes; it covers the words.
    pub sentence: Span,
    /// What stands before the words in their sentence.
    pub before: &'a str,
    /// The words; `None` where the snapshot does not keep them.
    pub marked: Option<&'a str>,
    /// What stands behind the words.
    pub after: &'a str,
}

impl ReadDocument {
    /// The words of `span` in their `sentence`. Where no more is known of the sentence than the words, and the whole text
    /// is kept, it is looked for in the text. Cost: that of [`ReadDocument::excerpt`].
    pub fn passage(&self, span: Span, sentence: Span) -> Passage<'_> {
        let told = sentence.cover(span);
        let sentence = if told == span && self.excerpts.is_none() {
            surroundings(&self.document.text, span)
        } else {
            told
        };
        let side = |start, end| self.excerpt(Span::new(start, end)).unwrap_or_default();
        Passage {
            sentence,
            before: side(sentence.start, span.start),
            marked: self.excerpt(span),
            after: side(span.end, sentence.end),
        }
    }
}

/// The sentence around a mention of which no fact tells: to the next full stop or line break, and not too far.
fn surroundings(text: &str, span: Span) -> Span {
    let from = text.floor_char_boundary(span.start.saturating_sub(AROUND));
    let to = text.ceil_char_boundary(span.end.saturating_add(AROUND).min(text.len()));
    let before = text.get(from..span.start).unwrap_or_default();
    let after = text.get(span.end..to).unwrap_or_default();
    let start = match [". ", "! ", "? ", "\n"]
        .iter()
        .filter_map(|mark| Some(before.rfind(mark)? + mark.len()))
        .max()
    {
        Some(at) => from + at,
        None => from + if from == 0 { 0 } else { before.find(' ').map_or(0, |at| at + 1) },
    };
    let ends = [". ", "! ", "? ", "\n"].iter().filter_map(|mark| Some(after.find(mark)? + 1));
    let end = match ends.min() {
        Some(at) => span.end + at,
        None => {
            span.end
                + if to == text.len() {
                    after.len()
                } else {
                    after.rfind(' ').unwrap_or(after.len())
                }
        }
    };
    Span::new(start, end)
}
