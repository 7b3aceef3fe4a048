//! What a node is called, and when and how it is dated, for cards, timelines and paths.

use jiff::civil::Date;

use super::wrap::cut;
use crate::graph::{Graph, Node, NodeId, Properties, Value};

/// Longer names and quotations are cut.
const LONGEST: usize = 90;

/// What a node is called: its name, else its title, else what it says, else its key. Not escaped.
pub(super) fn name(graph: &Graph, id: NodeId) -> String {
    let Some(node) = graph.node(id) else { return "(removed)".to_owned() };
    let text = |name: &str| node.properties.get(name).and_then(Value::as_str);
    let shown = |text: &str| cut(text, Some(LONGEST)).unwrap_or_else(|| text.to_owned());
    match (text("name").or_else(|| text("title")), text("content")) {
        (Some(name), _) => shown(name),
        (None, Some(content)) => format!("“{}”", shown(content)),
        (None, None) => node.key.to_string(),
    }
}

/// Has the node this label?
pub(super) fn has(graph: &Graph, id: NodeId, label: &str) -> bool {
    graph.node(id).is_some_and(|node| node.labels.iter().any(|known| &**known == label))
}

/// Labels of what is told rather than named: events, statements and documents.
const TOLD: &[&str] = &["Event", "Statement", "Document"];

/// Is it an entity, and neither told nor a document?
pub(super) fn is_entity(node: &Node) -> bool {
    !node.labels.iter().any(|label| TOLD.contains(&&**label))
}

/// The day, or the first and last day, that properties tell.
pub(super) fn days(properties: &Properties) -> Option<(Date, Date)> {
    let day = |name: &str| match properties.get(name) {
        Some(Value::Date(date)) => Some(*date),
        Some(Value::LocalDateTime(time)) => Some(time.date()),
        Some(Value::DateTime(time)) => Some(time.date()),
        // Tables from elsewhere may have days as text.
        Some(Value::String(text)) => crate::text::iso_date(text),
        _ => None,
    };
    match (day("date"), day("date_start"), day("date_end")) {
        (Some(date), start, end) => Some((start.unwrap_or(date), end.unwrap_or(date))),
        (None, Some(start), end) => Some((start, end.unwrap_or(start))),
        (None, None, Some(end)) => Some((end, end)),
        _ => None,
    }
}

/// Days as they are known: a day, a month, a year, or the first and the last.
pub(super) fn days_text(properties: &Properties) -> Option<String> {
    let (from, to) = days(properties)?;
    let precision = properties.get("date_precision").and_then(Value::as_str);
    Some(match precision {
        Some("month") => format!("{:04}-{:02}", from.year(), from.month()),
        Some("year") => format!("{:04}", from.year()),
        _ if from == to => from.to_string(),
        _ => format!("{from} – {to}"),
    })
}

/// A word of the schema as it is read: `HOLDS_OFFICE` is "holds office".
pub(super) fn spoken(kind: &str) -> String {
    kind.to_lowercase().replace('_', " ")
}
