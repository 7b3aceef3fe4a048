//! The sentence around a piece of evidence.

use serde::Serialize;

use crate::facts::Corpus;
use crate::graph::Evidence;
use crate::text::Span;

/// How many bytes of text are shown at most before and behind the marked words, where no sentence is known.
const AROUND: usize = 240;

/// Words of a document, with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Id of the document.
    pub document: String,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// The day of its publication, in ISO 8601.
    pub date: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// When it was read, in RFC 3339.
    pub read_at: Option<String>,
    /// The program and the models that read it.
    pub reader: Option<String>,
    /// First byte of the marked words in the document's text.
    pub start: usize,
    /// One past their last byte.
    pub end: usize,
    /// First byte of the sentence around them.
    pub sentence_start: usize,
    /// One past its last byte.
    pub sentence_end: usize,
    /// What stands before the marked words in their sentence.
    pub before: String,
    /// The words that show the fact; `None` where the snapshot does not keep them.
    pub marked: Option<String>,
    /// What stands behind them.
    pub after: String,
    /// Name of the frame or rule that read them.
    pub frame: String,
    /// How sure it is, in hundredths.
    pub confidence: u8,
}

impl Quote {
    /// Looks up the words of a piece of evidence.
    pub fn new(corpus: &Corpus, evidence: &Evidence) -> Self {
        let read = corpus.get(&evidence.document);
        let span = Span::new(evidence.start, evidence.end);
        let told = Span::new(evidence.sentence_start, evidence.sentence_end).cover(span);
        let sentence = match read {
            Some(read) if told == span && read.excerpts.is_none() => {
                surroundings(&read.document.text, span)
            }
            _ => told,
        };
        let text = |start, end| read.and_then(|read| read.excerpt(Span::new(start, end)));
        let side = |start, end| text(start, end).unwrap_or_default().to_owned();
        Self {
            document: evidence.document.to_string(),
            title: read.and_then(|read| read.title()).map(str::to_owned),
            date: read.and_then(|read| read.document.date).map(|date| date.to_string()),
            source: read.and_then(|read| read.document.source.clone()),
            read_at: read.and_then(|read| read.read_at.clone()),
            reader: read.and_then(|read| read.reader.as_deref()).map(str::to_owned),
            start: span.start,
            end: span.end,
            sentence_start: sentence.start,
            sentence_end: sentence.end,
            before: side(sentence.start, span.start),
            marked: text(span.start, span.end).map(str::to_owned),
            after: side(span.end, sentence.end),
            frame: evidence.frame.to_string(),
            confidence: evidence.confidence,
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
