//! The page's data: one JSON object of lists, in which texts, sentences and documents stand once and are named by number.
//!
//! | field | what it holds |
//! |---|---|
//! | `n` | nodes: key, set of labels, properties (name, value, name, value …), evidence, the line of a table (0 or table, line) |
//! | `e` | relationships: from, to, type, properties, evidence, line |
//! | `q` | evidence, each once: sentence, first and last character of the marked words in UTF-16 units, frame, confidence |
//! | `t` | sentences: document, text |
//! | `d` | documents: id, title, date, publisher |
//! | `c` | corrections: what is told of them, the change, nodes, relationships |
//! | `l` | sets of labels |
//! | `r` | tables that lines were imported from |
//! | `s` | texts |
//! | `of` | how many nodes there were before a limit left some out; null where it left out none |
//!
//! A value is a text's number, `[number]`, a truth, or `{"l": [values]}`; what is missing is −1.

use std::io::{self, Write};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::json;

use super::corrected;
use super::strings::{Strings, write_list};
use crate::export::Exported;
use crate::facts::ReadDocument;
use crate::graph::{Entry, Evidence, Labels, NodeId, Origin, Properties, Value};
use crate::text::Span;

/// Writes a part of a graph, with what an analyst wrote to it, as the page's data. Cost: linear in the part, its evidence and
/// the log, and sorting the relationships of each node.
///
/// # Errors
/// Those of `out`.
pub fn write(what: &Exported<'_>, log: &[Entry], out: &mut dyn Write) -> io::Result<()> {
    let graph = what.graph;
    let mut tables = Tables::default();
    let number = |place: Option<usize>| place.map_or(-1, |place| place as i64);
    write!(out, "{{\"version\":1,\"of\":{},\"n\":", json!(what.part.left_out_of()))?;
    let mut line = String::new();
    write_list(out, what.part.each_node(graph), |(_, node), out| {
        let (key, labels) = (tables.strings.number(&*node.key), tables.labels(&node.labels));
        let properties = tables.properties(&node.properties, &mut line);
        write!(out, "[{key},{labels},{properties},")?;
        tables.evidence(what, &node.evidence, out)
    })?;
    write!(out, ",\"e\":")?;
    write_list(out, what.part.edges(graph), |edge, out| {
        let kind = tables.strings.number(&*edge.relationship.kind);
        let properties = tables.properties(&edge.relationship.properties, &mut line);
        write!(out, "[{},{},{kind},{properties},", edge.from, edge.to)?;
        tables.evidence(what, &edge.relationship.evidence, out)
    })?;
    let Tables { mut strings, labels, evidence, sentences, documents } = tables;
    write!(out, ",\"q\":")?;
    write_list(out, evidence.order, |one, out| {
        let frame = strings.number(one.frame);
        let Quoted { sentence, start, end, confidence, .. } = one;
        write!(out, "{sentence},{start},{end},{frame},{confidence}")
    })?;
    write!(out, ",\"t\":")?;
    write_list(out, sentences.order, |(document, text), out| {
        write!(out, "[{document},{}]", strings.number(text))
    })?;
    write!(out, ",\"d\":")?;
    write_list(out, documents.order, |id, out| {
        let read = what.corpus.get(id);
        let title = read.and_then(ReadDocument::title).map(|title| strings.number(title));
        let date = read.and_then(|read| read.document.date);
        let date = date.map(|date| strings.number(date.to_string()));
        let source = read.and_then(|read| read.document.source.as_deref());
        let source = source.map(|source| strings.number(source));
        let id = strings.number(id);
        write!(out, "[{id},{},{},{}]", number(title), number(date), number(source))
    })?;
    write!(out, ",\"c\":")?;
    write_list(out, corrected::changes(what, log), |change, out| {
        let (told, text) = (strings.number(change.told), strings.number(change.text));
        write!(out, "[{told},{text},{},{}]", json!(change.nodes), json!(change.edges))
    })?;
    write!(out, ",\"l\":")?;
    write_list(out, labels.order, |set, out| {
        write_list(out, set.iter(), |label, out| write!(out, "{}", strings.number(&**label)))
    })?;
    write!(out, ",\"r\":")?;
    write_list(out, graph.tables(), |table, out| write!(out, "{}", strings.number(&**table)))?;
    write!(out, ",\"s\":")?;
    strings.write(out)?;
    write!(out, "}}")
}

/// Things that are named by number, in the order in which they first came.
struct Numbered<K, V> {
    numbers: FxHashMap<K, usize>,
    order: Vec<V>,
}

impl<K, V> Default for Numbered<K, V> {
    fn default() -> Self {
        Self { numbers: FxHashMap::default(), order: Vec::new() }
    }
}

impl<K: std::hash::Hash + Eq, V> Numbered<K, V> {
    fn number(&mut self, key: K, make: impl FnOnce() -> V) -> usize {
        let Self { numbers, order } = self;
        *numbers.entry(key).or_insert_with(|| {
            order.push(make());
            order.len() - 1
        })
    }
}

/// Words of a sentence that show something.
struct Quoted<'g> {
    sentence: usize,
    start: usize,
    end: usize,
    frame: &'g str,
    confidence: u8,
}

/// A sentence by its document and place.
type Place = (usize, usize, usize);

/// All that is named by number.
#[derive(Default)]
struct Tables<'g> {
    strings: Strings<'g>,
    labels: Numbered<&'g Labels, &'g Labels>,
    evidence: Numbered<&'g Evidence, Quoted<'g>>,
    sentences: Numbered<Place, (usize, String)>,
    documents: Numbered<Arc<str>, &'g str>,
}

impl<'g> Tables<'g> {
    fn labels(&mut self, labels: &'g Labels) -> usize {
        self.labels.number(labels, || labels)
    }

    /// The properties as JSON, in `line`.
    fn properties<'l>(&mut self, properties: &'g Properties, line: &'l mut String) -> &'l str {
        line.clear();
        line.push('[');
        for (name, value) in properties.iter() {
            if line.len() > 1 {
                line.push(',');
            }
            line.push_str(&self.strings.number(&**name).to_string());
            line.push(',');
            self.value(value, line);
        }
        line.push(']');
        line
    }

    fn value(&mut self, value: &'g Value, line: &mut String) {
        match value {
            Value::Bool(truth) => line.push_str(if *truth { "true" } else { "false" }),
            Value::String(text) => line.push_str(&self.strings.number(&**text).to_string()),
            // A browser's numbers are exact to 2^53 only.
            Value::Int(number) if number.unsigned_abs() <= 1 << 53 => {
                line.push_str(&format!("[{number}]"));
            }
            Value::Float(number) if number.is_finite() => line.push_str(&format!("[{number}]")),
            Value::List(items) => {
                line.push_str("{\"l\":[");
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        line.push(',');
                    }
                    self.value(item, line);
                }
                line.push_str("]}");
            }
            other => {
                let text = match other {
                    Value::Int(number) => number.to_string(),
                    Value::Float(number) => number.to_string(),
                    other => other.temporal_text().unwrap_or_default(),
                };
                line.push_str(&self.strings.number(text).to_string());
            }
        }
    }

    /// The numbers of the places that show a thing, the line that it was imported from, and the end of its list.
    fn evidence(
        &mut self,
        what: &Exported<'g>,
        origin: &'g Origin,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write_list(out, origin.iter(), |evidence, out| {
            write!(out, "{}", self.quoted(what, evidence))
        })?;
        match origin.row() {
            Some(row) => write!(out, ",[{},{}]]", row.table, row.line),
            None => write!(out, ",0]"),
        }
    }

    fn quoted(&mut self, what: &Exported<'g>, evidence: &'g Evidence) -> usize {
        let Self { evidence: known, sentences, documents, .. } = self;
        known.number(evidence, || {
            let document = documents.number(evidence.document.clone(), || &*evidence.document);
            let span = Span::new(evidence.start, evidence.end);
            let told = Span::new(evidence.sentence_start, evidence.sentence_end);
            let read = what.corpus.get(&evidence.document);
            let passage = read.map(|read| read.passage(span, told));
            let (frame, confidence) = (&*evidence.frame, evidence.confidence);
            let Some((passage, marked)) = passage.and_then(|it| Some((it, it.marked?))) else {
                let sentence = sentences.number((document, 0, 0), || (document, String::new()));
                return Quoted { sentence, start: 0, end: 0, frame, confidence };
            };
            let place = (document, passage.sentence.start, passage.sentence.end);
            let text = || (document, [passage.before, marked, passage.after].concat());
            let sentence = sentences.number(place, text);
            let start = passage.before.encode_utf16().count();
            let end = start + marked.encode_utf16().count();
            Quoted { sentence, start, end, frame, confidence }
        })
    }
}

/// The numbers of nodes among those of a part.
pub(super) fn numbers(what: &Exported<'_>) -> FxHashMap<NodeId, usize> {
    what.part.nodes().iter().enumerate().map(|(number, &id)| (id, number)).collect()
}
