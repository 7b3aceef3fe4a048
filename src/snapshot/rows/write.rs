//! Imported nodes and relationships, as they are written.

use std::io::{self, Write};

use super::cell;
use crate::graph::{Graph, Origin, Properties};
use crate::snapshot::quote::{list, string};

/// Writes the tables, nodes and relationships of a graph, each on a line, in the order in which they were put in.
pub(in crate::snapshot) fn write(out: &mut impl Write, graph: &Graph) -> io::Result<()> {
    out.write_all(b"    tables: ")?;
    list(out, graph.tables(), |out, table| string(out, table))?;
    out.write_all(b",\n    nodes: [\n")?;
    for node in graph.nodes().filter_map(|id| graph.node(id)) {
        out.write_all(b"        (key: ")?;
        string(out, &node.key)?;
        if !node.labels.is_empty() {
            out.write_all(b", labels: ")?;
            list(out, &node.labels, |out, label| string(out, label))?;
        }
        rest(out, &node.evidence, &node.properties)?;
    }
    out.write_all(b"    ],\n    relationships: [\n")?;
    for id in graph.relationships() {
        let (Some(relationship), Some((from, to))) = (graph.relationship(id), graph.ends(id))
        else {
            continue;
        };
        let (Some(from), Some(to)) = (graph.node(from), graph.node(to)) else { continue };
        out.write_all(b"        (from: ")?;
        string(out, &from.key)?;
        out.write_all(b", type: ")?;
        string(out, &relationship.kind)?;
        out.write_all(b", to: ")?;
        string(out, &to.key)?;
        rest(out, &relationship.evidence, &relationship.properties)?;
    }
    out.write_all(b"    ],\n")
}

fn rest(out: &mut impl Write, origin: &Origin, properties: &Properties) -> io::Result<()> {
    if let Some(row) = origin.row() {
        write!(out, ", row: ({}, {})", row.table, row.line)?;
    }
    if !properties.is_empty() {
        out.write_all(b", properties: {")?;
        for (i, (name, value)) in properties.iter().enumerate() {
            if i > 0 {
                out.write_all(b", ")?;
            }
            string(out, name)?;
            out.write_all(b": ")?;
            cell::write(out, value)?;
        }
        out.write_all(b"}")?;
    }
    out.write_all(b"),\n")
}
