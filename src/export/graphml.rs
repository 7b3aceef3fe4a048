//! GraphML, for networkx, igraph, yEd, Gephi and others.

use std::io::{self, Write};

use super::fields::Fields;
use super::form::text_in;
use super::proof::{proofs_json, row};
use super::xml::{escaped, type_of};
use crate::export::{Edge, ExportError, Exported, Format, Target};
use crate::graph::{Origin, Properties};

/// GraphML, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct GraphMl;

impl Format for GraphMl {
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let Exported { graph, part, .. } = *what;
        let nodes = Fields::of(part.each_node(graph).map(|(_, node)| &node.properties));
        let edges = Fields::of(part.edges(graph).map(|edge| &edge.relationship.properties));
        let out = target.file("graph.graphml")?;
        out.write_all(HEAD.as_bytes())?;
        declare(out, "node", &nodes, &["key", "labels"])?;
        declare(out, "edge", &edges, &["type"])?;
        writeln!(out, "<graph id=\"chancery\" edgedefault=\"directed\">")?;
        for (number, (_, node)) in part.each_node(graph).enumerate() {
            writeln!(out, "<node id=\"n{number}\">")?;
            data(out, "node_key", &node.key)?;
            data(
                out,
                "node_labels",
                &serde_json::to_string(&labels(&node.labels)).unwrap_or_default(),
            )?;
            properties(out, 'n', &nodes, &node.properties)?;
            grounds(out, "node", what, &node.evidence)?;
            writeln!(out, "</node>")?;
        }
        for Edge { id, from, to, relationship } in part.edges(graph) {
            let id = id.number();
            writeln!(out, "<edge id=\"e{id}\" source=\"n{from}\" target=\"n{to}\">")?;
            data(out, "edge_type", &relationship.kind)?;
            properties(out, 'e', &edges, &relationship.properties)?;
            grounds(out, "edge", what, &relationship.evidence)?;
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "</graph>\n</graphml>")?;
        Ok(())
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">
";

/// Labels as plain words.
pub(super) fn labels(all: &[std::sync::Arc<str>]) -> Vec<&str> {
    all.iter().map(|label| &**label).collect()
}

/// The keys of what nodes or edges have.
fn declare(out: &mut dyn Write, on: &str, fields: &Fields, own: &[&str]) -> io::Result<()> {
    for name in own.iter().chain(&["evidence", "origin"]) {
        write!(out, "<key id=\"{on}_{name}\" for=\"{on}\" attr.name=\"")?;
        escaped(out, &fields.free(name))?;
        writeln!(out, "\" attr.type=\"string\"/>")?;
    }
    let letter = if on == "node" { 'n' } else { 'e' };
    for (at, (name, kind)) in fields.iter().enumerate() {
        write!(out, "<key id=\"{letter}p{at}\" for=\"{on}\" attr.name=\"")?;
        escaped(out, name)?;
        writeln!(out, "\" attr.type=\"{}\"><desc>", type_of(kind))?;
        escaped(out, &kind.name())?;
        writeln!(out, "</desc></key>")?;
    }
    Ok(())
}

fn properties(
    out: &mut dyn Write,
    letter: char,
    fields: &Fields,
    properties: &Properties,
) -> io::Result<()> {
    for (name, value) in properties.iter() {
        let Some((at, kind)) = fields.get(name).filter(|_| !value.is_null()) else { continue };
        write!(out, "<data key=\"{letter}p{at}\">")?;
        escaped(out, &text_in(kind, value))?;
        writeln!(out, "</data>")?;
    }
    Ok(())
}

fn grounds(out: &mut dyn Write, on: &str, what: &Exported<'_>, origin: &Origin) -> io::Result<()> {
    if let Some(proofs) = proofs_json(what, origin) {
        data(out, &format!("{on}_evidence"), &proofs)?;
    }
    match row(what.graph, origin) {
        Some(row) => data(out, &format!("{on}_origin"), &row),
        None => Ok(()),
    }
}

fn data(out: &mut dyn Write, key: &str, text: &str) -> io::Result<()> {
    write!(out, "<data key=\"{key}\">")?;
    escaped(out, text)?;
    writeln!(out, "</data>")
}
