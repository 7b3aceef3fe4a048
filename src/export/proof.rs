//! What proves a node or relationship, in the form that exports have.

use serde::Serialize;

use crate::export::Exported;
use crate::graph::{Evidence, Graph, Origin};
use crate::text::Span;

/// One place in a document that shows something. Offsets are bytes of the document's decoded text.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Proof<'a> {
    pub document: &'a str,
    pub start: usize,
    pub end: usize,
    pub sentence_start: usize,
    pub sentence_end: usize,
    pub frame: &'a str,
    pub confidence: f64,
    /// The words, where the snapshot keeps them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<&'a str>,
    /// The sentence around them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}

/// The places that show something, in their order.
pub(super) fn proofs<'a>(
    what: &Exported<'a>,
    origin: &'a Origin,
) -> impl Iterator<Item = Proof<'a>> + use<'a> {
    let corpus = what.corpus;
    origin.iter().map(move |evidence| {
        let Evidence { document, start, end, sentence_start, sentence_end, frame, confidence } =
            evidence;
        let read = corpus.get(document);
        let span = Span::new(*start, *end);
        let passage =
            read.map(|read| read.passage(span, Span::new(*sentence_start, *sentence_end)));
        let words = passage.and_then(|passage| passage.marked);
        let sentence = passage
            .map(|passage| {
                [passage.before, passage.marked.unwrap_or_default(), passage.after].concat()
            })
            .filter(|sentence| words.is_some() && !sentence.is_empty());
        Proof {
            document,
            start: *start,
            end: *end,
            sentence_start: *sentence_start,
            sentence_end: *sentence_end,
            frame,
            confidence: f64::from(*confidence) / 100.0,
            words,
            sentence,
        }
    })
}

/// All that shows something, as a list in JSON; `None` where no text does.
pub(super) fn proofs_json(what: &Exported<'_>, origin: &Origin) -> Option<String> {
    if origin.is_empty() {
        return None;
    }
    serde_json::to_string(&proofs(what, origin).collect::<Vec<_>>()).ok()
}

/// The line of a table that something was imported from, as `person.csv:12`.
pub(super) fn row(graph: &Graph, origin: &Origin) -> Option<String> {
    let row = origin.row()?;
    let table = graph.tables().get(row.table as usize).map_or("", |name| &**name);
    Some(format!("{table}:{}", row.line))
}
