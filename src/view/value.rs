//! Values as text.

use std::fmt::Write as _;

use crate::graph::{Graph, NodeId, Properties, RelId, Value};

/// Longer text inside a node's short form is cut.
const CUT: usize = 60;

/// The text of a value: strings as they are, nodes and relationships in a short form that shows
/// their kind and name. Not escaped (see [`crate::view::escape`]).
pub fn text(value: &Value, graph: &Graph) -> String {
    match value {
        Value::String(text) => text.to_string(),
        other => {
            let mut out = String::new();
            write_value(&mut out, other, graph, 0);
            out
        }
    }
}

/// Deeper lists and maps are shown as `…`.
const DEPTH: usize = 64;

// Writing to a String does not fail, so the results of `write!` tell nothing.
fn write_value(out: &mut String, value: &Value, graph: &Graph, depth: usize) {
    if depth > DEPTH {
        out.push('…');
        return;
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => drop(write!(out, "{value}")),
        Value::Int(value) => drop(write!(out, "{value}")),
        Value::Float(value) => out.push_str(&float(*value)),
        Value::String(text) => quote(out, text),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                write_value(out, item, graph, depth + 1);
            }
            out.push(']');
        }
        Value::Map(map) => write_map(out, map.iter(), graph, depth),
        Value::Node(id) => node(out, *id, graph, depth),
        Value::Relationship(id) => relationship(out, *id, graph, depth),
        Value::Path(path) => {
            for (i, id) in path.nodes.iter().enumerate() {
                if let Some(rel) = i.checked_sub(1).and_then(|i| path.relationships.get(i)) {
                    let forward = graph.ends(*rel).is_some_and(|(_, to)| to == *id);
                    out.push_str(if forward { "-" } else { "<-" });
                    relationship(out, *rel, graph, depth);
                    out.push_str(if forward { "->" } else { "-" });
                }
                node(out, *id, graph, depth);
            }
        }
        temporal => out.push_str(&temporal_text(temporal).unwrap_or_default()),
    }
}

/// The ISO 8601 form of a temporal value; `None` for others.
pub(super) fn temporal_text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Date(value) => value.to_string(),
        Value::LocalTime(value) => value.to_string(),
        Value::Time(value, offset) => {
            let (sign, offset) = (if *offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
            match (offset, offset % 60) {
                (0, _) => format!("{value}Z"),
                (_, 0) => format!("{value}{sign}{:02}:{:02}", offset / 3600, offset / 60 % 60),
                (_, s) => {
                    format!("{value}{sign}{:02}:{:02}:{s:02}", offset / 3600, offset / 60 % 60)
                }
            }
        }
        Value::LocalDateTime(value) => value.to_string(),
        Value::DateTime(value) => value.to_string(),
        Value::Duration(value) => value.to_string(),
        _ => return None,
    })
}

/// A float always with a point, an exponent or a word.
pub(super) fn float(value: f64) -> String {
    format!("{value:?}")
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    out.push_str(&text.replace('\\', "\\\\").replace('"', "\\\""));
    out.push('"');
}

fn write_map<'m>(
    out: &mut String,
    entries: impl Iterator<Item = (&'m std::sync::Arc<str>, &'m Value)>,
    graph: &Graph,
    depth: usize,
) {
    out.push('{');
    for (i, (name, value)) in entries.enumerate() {
        out.push_str(if i > 0 { ", " } else { "" });
        out.push_str(name);
        out.push_str(": ");
        write_value(out, value, graph, depth + 1);
    }
    out.push('}');
}

/// Properties by which a node is known, the first that it has.
const NAMES: &[&str] = &["name", "title", "content"];
/// Properties that tell an event or relationship from others of its kind.
const TELLING: &[&str] = &["id", "mode", "office", "event", "date"];

fn node(out: &mut String, id: NodeId, graph: &Graph, depth: usize) {
    let Some(node) = graph.node(id) else { return out.push_str("(removed)") };
    out.push('(');
    for label in node.labels.iter() {
        out.push(':');
        out.push_str(label);
    }
    let name = NAMES.iter().copied().find(|name| node.properties.contains_key(name));
    let telling = if name == Some("name") { &[] } else { TELLING };
    properties(
        out,
        &node.properties,
        name.into_iter().chain(telling.iter().copied()),
        graph,
        depth,
    );
    out.push(')');
}

fn relationship(out: &mut String, id: RelId, graph: &Graph, depth: usize) {
    let Some(rel) = graph.relationship(id) else { return out.push_str("[removed]") };
    out.push_str("[:");
    out.push_str(&rel.kind);
    properties(out, &rel.properties, TELLING.iter().copied().skip(1), graph, depth);
    out.push(']');
}

fn properties<'n>(
    out: &mut String,
    map: &Properties,
    names: impl Iterator<Item = &'n str>,
    graph: &Graph,
    depth: usize,
) {
    let shown: Vec<_> = names
        .filter_map(|name| map.get_key_value(name))
        .map(|(name, value)| (name, cut(value)))
        .collect();
    if !shown.is_empty() {
        out.push(' ');
        write_map(out, shown.iter().map(|(name, value)| (*name, value)), graph, depth);
    }
}

fn cut(value: &Value) -> Value {
    match value.as_str().and_then(|text| text.char_indices().nth(CUT).map(|(at, _)| (text, at))) {
        Some((text, at)) => Value::string(format!("{}…", text.get(..at).unwrap_or(""))),
        None => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::text;
    use crate::graph::{Change, Graph, Map, Path, Value};

    fn sample() -> Graph {
        let mut graph = Graph::new();
        let node = |key: &str, labels: &[&str], properties: &[(&str, Value)]| Change::AddNode {
            key: key.into(),
            labels: labels.iter().map(|&l| l.into()).collect(),
            properties: properties.iter().map(|(n, v)| (Arc::from(*n), v.clone())).collect(),
            evidence: std::sync::Arc::default(),
        };
        let long = Value::string("word ".repeat(30));
        let met = [(Arc::from("date"), Value::Date(date(2024, 5, 1)))].into_iter().collect::<Map>();
        graph
            .apply([
                node("a", &["Person"], &[("name", "Ana \"A\" Lund".into()), ("id", "a".into())]),
                node("b", &["Event", "Consult"], &[("id", "x#v1".into())]),
                node("c", &["Statement"], &[("content", long)]),
                Change::AddRelationship {
                    from: "b".into(),
                    to: "a".into(),
                    kind: "ACTOR".into(),
                    properties: met.into(),
                    evidence: std::sync::Arc::default(),
                },
            ])
            .expect("a graph");
        graph
    }

    #[test]
    fn nodes_and_paths_show_kind_and_name() {
        let graph = sample();
        let ids: Vec<_> = graph.nodes().collect();
        let rel = graph.relationships().next().expect("a relationship");
        let shown = |value| text(&value, &graph);
        assert_eq!(shown(Value::Node(ids[0])), r#"(:Person {name: "Ana \"A\" Lund"})"#);
        assert_eq!(shown(Value::Node(ids[1])), r#"(:Consult:Event {id: "x#v1"})"#);
        assert!(shown(Value::Node(ids[2])).ends_with("…\"})"));
        let path = Path { nodes: vec![ids[0], ids[1]], relationships: vec![rel] };
        assert_eq!(
            shown(Value::Path(Arc::new(path))),
            r#"(:Person {name: "Ana \"A\" Lund"})<-[:ACTOR {date: 2024-05-01}]-(:Consult:Event {id: "x#v1"})"#
        );
    }

    #[test]
    fn scalars_lists_and_maps_read_like_literals() {
        let graph = Graph::new();
        let map: Map = [(Arc::from("k"), Value::Null)].into_iter().collect();
        let list = vec![1.into(), 2.0.into(), "x".into(), map.into(), true.into()];
        assert_eq!(text(&Value::List(list), &graph), r#"[1, 2.0, "x", {k: null}, true]"#);
        assert_eq!(text(&"as it is".into(), &graph), "as it is");
        assert_eq!(text(&Value::Date(date(2024, 5, 1)), &graph), "2024-05-01");
    }
}
