//! The sentence around a piece of evidence.

use serde::Serialize;

use crate::facts::Corpus;
use crate::graph::Evidence;
use crate::text::Span;

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
        let told = Span::new(evidence.sentence_start, evidence.sentence_end);
        let passage = read.map(|read| read.passage(span, told));
        let sentence = passage.map_or_else(|| told.cover(span), |passage| passage.sentence);
        let (before, marked, after) = passage
            .map_or(("", None, ""), |passage| (passage.before, passage.marked, passage.after));
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
            before: before.to_owned(),
            marked: marked.map(str::to_owned),
            after: after.to_owned(),
            frame: evidence.frame.to_string(),
            confidence: evidence.confidence,
        }
    }
}
