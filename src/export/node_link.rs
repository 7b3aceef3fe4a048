//! JSON in the node-link form of networkx and d3.

use std::io::Write;

use serde_json::{Map as Object, Value as Json, json};

use super::form::json as json_value;
use super::graphml::labels;
use super::proof::{proofs, row};
use crate::export::{Edge, ExportError, Exported, Format, Target};
use crate::graph::{Origin, Properties, Value};

/// Node-link JSON, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct NodeLink;

impl Format for NodeLink {
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let Exported { graph, part, .. } = *what;
        let out = target.file("graph.json")?;
        write!(out, "{{\"directed\":true,\"multigraph\":true,\"graph\":{{}},\"nodes\":[")?;
        for (number, (_, node)) in part.each_node(graph).enumerate() {
            let name = node.properties.get("name").and_then(Value::as_str);
            let mut object = json!({
                "id": &*node.key,
                "name": name.unwrap_or(&node.key),
                "labels": labels(&node.labels),
                "properties": properties(&node.properties),
            });
            grounds(what, &node.evidence, &mut object);
            item(out, number, &object)?;
        }
        write!(out, "\n],\"links\":[")?;
        let key = |number: usize| {
            let id = part.nodes().get(number)?;
            Some(&*graph.node(*id)?.key)
        };
        for (number, Edge { id, from, to, relationship }) in part.edges(graph).enumerate() {
            let mut object = json!({
                "source": key(from),
                "target": key(to),
                "key": id.number(),
                "type": &*relationship.kind,
                "properties": properties(&relationship.properties),
            });
            grounds(what, &relationship.evidence, &mut object);
            item(out, number, &object)?;
        }
        writeln!(out, "\n]}}")?;
        Ok(())
    }
}

fn item(out: &mut dyn Write, number: usize, object: &Json) -> Result<(), ExportError> {
    out.write_all(if number > 0 { b",\n" } else { b"\n" })?;
    serde_json::to_writer(out, object).map_err(std::io::Error::from)?;
    Ok(())
}

fn properties(all: &Properties) -> Json {
    let all = all.iter().map(|(name, value)| (name.to_string(), json_value(value)));
    Json::Object(all.collect::<Object<_, _>>())
}

fn grounds(what: &Exported<'_>, origin: &Origin, object: &mut Json) {
    let Json::Object(object) = object else { return };
    if !origin.is_empty() {
        object.insert("evidence".to_owned(), json!(proofs(what, origin).collect::<Vec<_>>()));
    }
    if let Some(row) = row(what.graph, origin) {
        object.insert("origin".to_owned(), json!(row));
    }
}
