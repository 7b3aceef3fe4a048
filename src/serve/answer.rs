//! The answer of a question, with the part of the graph that it names.

use std::collections::BTreeSet;

use serde_json::json;

use crate::export::html::write_data;
use crate::export::{Exported, Part};
use crate::facts::Corpus;
use crate::graph::{Entry, Graph};
use crate::query::Answer;
use crate::session::{Session, SessionError};
use crate::view::json_value;
use crate::view::why::{self, Subject};

/// The answer as JSON: `columns`, `rows`, `about` (of each row the keys of what it names), `warnings` and `graph` (the page's
/// data; null where nothing of the graph is named). Cost: linear in the answer and in what it names.
pub(super) fn answer(session: &Session, answer: &Answer) -> Result<Vec<u8>, SessionError> {
    let graph = session.graph()?;
    let rows: Vec<Vec<_>> = answer
        .rows
        .iter()
        .map(|row| row.iter().map(|value| json_value(value, graph)).collect())
        .collect();
    let about: Vec<Vec<String>> = answer.rows.iter().map(|row| names(row, graph)).collect();
    let warnings: Vec<&str> = answer.warnings.iter().map(|it| it.message.as_str()).collect();
    let head =
        json!({ "columns": answer.columns, "rows": rows, "about": about, "warnings": warnings });
    let mut out = head.to_string().into_bytes();
    out.pop();
    out.extend_from_slice(b",\"graph\":");
    let subjects = why::subjects(answer.rows.iter().flatten(), graph, usize::MAX);
    if subjects.is_empty() {
        out.extend_from_slice(b"null");
    } else {
        let part = why::part(&subjects, graph);
        put(graph, session.corpus(), session.corrections(), &part, &mut out);
    }
    out.extend_from_slice(b"}");
    Ok(out)
}

/// The page's data of a part.
pub(super) fn put(graph: &Graph, corpus: &Corpus, log: &[Entry], part: &Part, out: &mut Vec<u8>) {
    // Nothing refuses to be written to memory.
    let _ = write_data(&Exported { graph, corpus, part }, log, out);
}

/// The keys of the nodes that a row names, each once, in order.
fn names(row: &[crate::graph::Value], graph: &Graph) -> Vec<String> {
    let mut seen = BTreeSet::new();
    why::subjects(row, graph, 20)
        .into_iter()
        .filter_map(|subject| match subject {
            Subject::Node(id) => graph.node(id),
            Subject::Relationship(_) => None,
        })
        .map(|node| node.key.to_string())
        .filter(|key| seen.insert(key.clone()))
        .collect()
}
