//! GEXF, for Gephi and networkx: with the days on which things begin and end.

use std::io::{self, Write};

use super::fields::Fields;
use super::form::text_in;
use super::graphml::labels;
use super::proof::{proofs_json, row};
use super::xml::{escaped, type_of};
use crate::export::{Edge, ExportError, Exported, Format, Target};
use crate::graph::{Origin, Properties, Value};

/// GEXF, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gexf;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">
<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">
";

impl Format for Gexf {
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let Exported { graph, part, .. } = *what;
        let nodes = Fields::of(part.each_node(graph).map(|(_, node)| &node.properties));
        let edges = Fields::of(part.edges(graph).map(|edge| &edge.relationship.properties));
        let out = target.file("graph.gexf")?;
        out.write_all(HEAD.as_bytes())?;
        declare(out, "node", &nodes, &["key", "labels"])?;
        declare(out, "edge", &edges, &["type"])?;
        writeln!(out, "<nodes>")?;
        for (number, (_, node)) in part.each_node(graph).enumerate() {
            write!(out, "<node id=\"n{number}\" label=\"")?;
            let name = node.properties.get("name").and_then(Value::as_str);
            escaped(out, name.unwrap_or(&node.key))?;
            write!(out, "\"")?;
            days(out, &node.properties)?;
            writeln!(out, "><attvalues>")?;
            own(out, "node_key", &node.key)?;
            own(
                out,
                "node_labels",
                &serde_json::to_string(&labels(&node.labels)).unwrap_or_default(),
            )?;
            values(out, "node", what, &nodes, &node.properties, &node.evidence)?;
            writeln!(out, "</attvalues></node>")?;
        }
        writeln!(out, "</nodes>\n<edges>")?;
        for Edge { id, from, to, relationship } in part.edges(graph) {
            let id = id.number();
            write!(out, "<edge id=\"{id}\" source=\"n{from}\" target=\"n{to}\" label=\"")?;
            escaped(out, &relationship.kind)?;
            write!(out, "\"")?;
            days(out, &relationship.properties)?;
            writeln!(out, "><attvalues>")?;
            own(out, "edge_type", &relationship.kind)?;
            values(out, "edge", what, &edges, &relationship.properties, &relationship.evidence)?;
            writeln!(out, "</attvalues></edge>")?;
        }
        writeln!(out, "</edges>\n</graph>\n</gexf>")?;
        Ok(())
    }
}

/// The first and last day of what is dated: `date` and `date_end`, else the one day.
fn days(out: &mut dyn Write, properties: &Properties) -> io::Result<()> {
    let day = |name: &str| match properties.get(name) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    };
    let Some(start) = day("date") else { return Ok(()) };
    let end = day("date_end").filter(|end| *end >= start).unwrap_or(start);
    write!(out, " start=\"{start}\" end=\"{end}\"")
}

fn declare(out: &mut dyn Write, on: &str, fields: &Fields, own: &[&str]) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{on}\">")?;
    for name in own.iter().chain(&["evidence", "origin"]) {
        write!(out, "<attribute id=\"{on}_{name}\" type=\"string\" title=\"")?;
        escaped(out, &fields.free(name))?;
        writeln!(out, "\"/>")?;
    }
    for (at, (name, kind)) in fields.iter().enumerate() {
        write!(out, "<attribute id=\"{on}_p{at}\" type=\"{}\" title=\"", type_of(kind))?;
        escaped(out, name)?;
        writeln!(out, "\"/>")?;
    }
    writeln!(out, "</attributes>")
}

fn values(
    out: &mut dyn Write,
    on: &str,
    what: &Exported<'_>,
    fields: &Fields,
    properties: &Properties,
    origin: &Origin,
) -> io::Result<()> {
    for (name, value) in properties.iter() {
        if let Some((at, kind)) = fields.get(name).filter(|_| !value.is_null()) {
            write!(out, "<attvalue for=\"{on}_p{at}\" value=\"")?;
            escaped(out, &text_in(kind, value))?;
            writeln!(out, "\"/>")?;
        }
    }
    if let Some(proofs) = proofs_json(what, origin) {
        own(out, &format!("{on}_evidence"), &proofs)?;
    }
    match row(what.graph, origin) {
        Some(row) => own(out, &format!("{on}_origin"), &row),
        None => Ok(()),
    }
}

fn own(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    write!(out, "<attvalue for=\"{name}\" value=\"")?;
    escaped(out, text)?;
    writeln!(out, "\"/>")
}
