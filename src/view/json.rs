//! Answers as JSON.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use serde_json::{Map as Object, Number, Value as Json, json};

use super::Grid;
use super::escape::acts;
use super::value::temporal_text;
use crate::graph::{Graph, NodeId, RelId, Value};

/// Writes an answer as one object: `columns`, `rows` (lists of values in the order of the
/// columns) and `warnings`. Values without a form of their own in JSON are objects with one key:
/// `$date`, `$node`, `$relationship`, `$path` and so on.
///
/// # Errors
/// Those of `out`.
pub fn json(
    out: &mut dyn Write,
    grid: &Grid<'_>,
    warnings: &[String],
    graph: &Graph,
) -> io::Result<()> {
    let mut line = |text: String| -> io::Result<()> {
        let text = ascii_where_it_acts(&text);
        out.write_all(text.as_bytes())
    };
    line(format!("{{\"columns\":{},\"rows\":[", json!(grid.columns)))?;
    for (i, row) in grid.rows.iter().enumerate() {
        let row: Vec<Json> = row.iter().map(|value| json_value(value, graph)).collect();
        line(format!("{}\n{}", if i > 0 { "," } else { "" }, Json::Array(row)))?;
    }
    line(format!(
        "{}],\"warnings\":{}}}\n",
        if grid.rows.is_empty() { "" } else { "\n" },
        json!(warnings)
    ))
}

/// Writes an answer with one object a row: the names of the columns are its keys. Where two columns have one name,
/// the later ones are told apart by a number.
///
/// # Errors
/// Those of `out`.
pub fn json_lines(out: &mut dyn Write, grid: &Grid<'_>, graph: &Graph) -> io::Result<()> {
    let mut names: Vec<String> = Vec::with_capacity(grid.columns.len());
    for name in &grid.columns {
        let mut unique = (*name).to_owned();
        let mut number = 2;
        while names.contains(&unique) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        names.push(unique);
    }
    for row in grid.rows {
        // The columns stay in their order.
        let cells = names.iter().zip(row);
        let cells: Vec<String> = cells
            .map(|(name, value)| format!("{}:{}", json!(name), json_value(value, graph)))
            .collect();
        let line = format!("{{{}}}", cells.join(","));
        writeln!(out, "{}", ascii_where_it_acts(&line))?;
    }
    Ok(())
}

/// JSON in which nothing acts on a terminal: such characters stand only inside its strings, where an escape means the same.
pub(super) fn ascii_where_it_acts(text: &str) -> Cow<'_, str> {
    // Most text is plain.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut units = [0; 2];
    for c in text.chars() {
        if c != '\n' && acts(c) {
            for unit in c.encode_utf16(&mut units) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Writes something as one line of JSON in which nothing acts on a terminal.
///
/// # Errors
/// Those of `out`.
pub fn json_line(out: &mut dyn Write, what: &impl serde::Serialize) -> io::Result<()> {
    out.write_all(json_text(what)?.as_bytes())
}

/// Something as one line of JSON in which nothing acts on a terminal.
///
/// # Errors
/// It cannot be told in JSON.
pub fn json_text(what: &impl serde::Serialize) -> io::Result<String> {
    let mut text = serde_json::to_string(what)?;
    text.push('\n');
    Ok(match ascii_where_it_acts(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(shown) => shown,
    })
}

/// A value to be written as JSON, without a tree of it where it is plain.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a>(pub &'a Value, pub &'a Graph);

impl serde::Serialize for Shown<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, graph) = *self;
        match value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(is) => serializer.serialize_bool(*is),
            Value::Int(whole) => serializer.serialize_i64(*whole),
            Value::String(text) => serializer.serialize_str(text),
            other => json_value(other, graph).serialize(serializer),
        }
    }
}

/// One value.
pub fn json_value(value: &Value, graph: &Graph) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Float(value) => Number::from_f64(*value)
            .map_or_else(|| json!({"$float": value.to_string()}), Json::Number),
        Value::String(text) => json!(&**text),
        Value::List(items) => items.iter().map(|item| json_value(item, graph)).collect(),
        Value::Map(map) => object(map.iter(), graph),
        Value::Node(id) => json!({"$node": node(*id, graph)}),
        Value::Relationship(id) => json!({"$relationship": relationship(*id, graph)}),
        Value::Path(path) => json!({"$path": {
            "nodes": path.nodes.iter().map(|&id| node(id, graph)).collect::<Vec<_>>(),
            "relationships":
                path.relationships.iter().map(|&id| relationship(id, graph)).collect::<Vec<_>>(),
        }}),
        temporal => {
            let kind = match temporal {
                Value::Date(_) => "$date",
                Value::LocalTime(_) => "$localtime",
                Value::Time(..) => "$time",
                Value::LocalDateTime(_) => "$localdatetime",
                Value::DateTime(_) => "$datetime",
                _ => "$duration",
            };
            json!({kind: temporal_text(temporal)})
        }
    }
}

fn object<'m>(entries: impl Iterator<Item = (&'m Arc<str>, &'m Value)>, graph: &Graph) -> Json {
    let entries = entries.map(|(name, value)| (name.to_string(), json_value(value, graph)));
    Json::Object(entries.collect::<Object<_, _>>())
}

fn node(id: NodeId, graph: &Graph) -> Json {
    graph.node(id).map_or(Json::Null, |node| {
        json!({
            "id": &*node.key,
            "labels": node.labels.iter().map(|label| &**label).collect::<Vec<_>>(),
            "properties": object(node.properties.iter(), graph),
        })
    })
}

fn relationship(id: RelId, graph: &Graph) -> Json {
    let key = |id: NodeId| graph.node(id).map(|node| node.key.to_string());
    match (graph.relationship(id), graph.ends(id)) {
        (Some(rel), Some((from, to))) => json!({
            "id": id.number(),
            "type": &*rel.kind,
            "start": key(from),
            "end": key(to),
            "properties": object(rel.properties.iter(), graph),
        }),
        _ => Json::Null,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::Grid;
    use crate::graph::{Graph, Value};

    fn written(rows: &[Vec<Value>]) -> String {
        let grid = Grid { columns: vec!["a", "b"], rows };
        let mut out = Vec::new();
        super::json(&mut out, &grid, &["odd".to_owned()], &Graph::new()).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn rows_are_objects_with_every_column() {
        let rows = [vec![Value::from(1), Value::from("x")]];
        let grid = Grid { columns: vec!["a", "a"], rows: &rows };
        let mut out = Vec::new();
        super::json_lines(&mut out, &grid, &Graph::new()).expect("written");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "{\"a\":1,\"a_2\":\"x\"}\n");
    }

    #[test]
    fn an_answer_is_one_object() {
        let rows = [vec![Value::Float(1.0), Value::Date(date(2024, 5, 1))], vec![Value::Null; 2]];
        let json: serde_json::Value = serde_json::from_str(&written(&rows)).expect("JSON");
        assert_eq!(json["columns"][1], "b");
        assert_eq!(json["rows"][0][1]["$date"], "2024-05-01");
        assert_eq!(json["warnings"][0], "odd");
        assert!(written(&rows).contains("[1.0,"), "a float keeps its point");
        assert!(serde_json::from_str::<serde_json::Value>(&written(&[])).is_ok());
    }

    #[test]
    fn nothing_acts_on_a_terminal_and_the_json_means_the_same() {
        let rows = [vec![Value::from("\u{202e}x\u{9b}\u{1b}"), Value::Null]];
        let shown = written(&rows);
        assert!(shown.is_ascii(), "{shown}");
        let json: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        assert_eq!(json["rows"][0][0], "\u{202e}x\u{9b}\u{1b}");
    }

    #[test]
    fn what_json_has_no_number_for_is_named() {
        let rows = [vec![Value::Float(f64::NAN), Value::Float(f64::INFINITY)]];
        assert!(written(&rows).contains(r#"{"$float":"NaN"},{"$float":"inf"}"#));
    }
}
