//! Graphviz DOT.

use std::io::{self, Write};

use super::{Edge, ExportError, Exported, Format, Part, Target};
use crate::graph::{Graph, Node, Relationship, Value};

/// Graphviz DOT, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dot;

impl Format for Dot {
    fn is_picture(&self) -> bool {
        true
    }

    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        draw(what.graph, what.part, target.file("graph.dot")?)
    }
}

/// How nodes of a label look: shape and colour. Colours are pale, so that black letters stay readable on them.
const LOOKS: &[(&str, &str, &str)] = &[
    ("Person", "ellipse", "#cfe2f3"),
    ("Organization", "box", "#d9ead3"),
    ("Country", "hexagon", "#fff2cc"),
    ("Place", "house", "#e6dcf5"),
    ("Facility", "box3d", "#f0dce6"),
    ("Weapon", "trapezium", "#dddddd"),
    ("Event", "octagon", "#f8d0c8"),
    ("Statement", "note", "#ffffff"),
    ("Document", "folder", "#f7f7f7"),
];

/// How nodes without a known label look.
const PLAIN: (&str, &str) = ("box", "#eeeeee");

/// Types of relationships from an event or statement to those who take part, and from a document.
const QUIET: &[(&str, &str)] = &[
    ("ACTOR", "#666666"),
    ("TARGET", "#666666"),
    ("PLACE", "#666666"),
    ("SAID", "#666666"),
    ("ABOUT", "#999999"),
    ("TO", "#999999"),
    ("MENTIONS", "#cccccc"),
    ("REPORTS", "#cccccc"),
];

/// How many characters of a text a label shows, and after how many a line is broken where it may be.
const LONGEST: usize = 90;
const LINE: usize = 26;

/// Draws a part of a graph. Cost: near linear in what is drawn.
///
/// # Errors
/// `out` refuses.
pub fn draw<W: Write + ?Sized>(graph: &Graph, part: &Part, out: &mut W) -> Result<(), ExportError> {
    writeln!(out, "digraph chancery {{")?;
    writeln!(out, "  graph [charset=\"UTF-8\", rankdir=LR, overlap=false, splines=true];")?;
    writeln!(out, "  node [style=filled, fontsize=11, color=\"#555555\"];")?;
    writeln!(out, "  edge [fontsize=9, color=\"#333333\"];")?;
    if let Some(of) = part.left_out_of() {
        let shown = part.nodes().len();
        writeln!(out, "  // {shown} of {of} nodes: the most connected")?;
        writeln!(out, "  label=\"{shown} of {of} nodes: the most connected\";")?;
    }
    for (i, (_, node)) in part.each_node(graph).enumerate() {
        write_node(i, node, out)?;
    }
    for Edge { from, to, relationship, .. } in part.edges(graph) {
        write_edge(from, to, relationship, out)?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn write_node<W: Write + ?Sized>(number: usize, node: &Node, out: &mut W) -> io::Result<()> {
    let has = |label: &str| node.labels.iter().any(|l| &**l == label);
    let look = LOOKS.iter().find(|(label, ..)| has(label));
    let (shape, colour) = look.map_or(PLAIN, |&(_, shape, colour)| (shape, colour));
    let property = |name: &str| node.properties.get(name).and_then(Value::as_str);
    let text = property("name").or_else(|| property("content")).unwrap_or(&node.key);
    let factuality = property("factuality").filter(|factuality| *factuality != "asserted");
    write!(out, "  n{number} [label=\"")?;
    write_escaped(&wrapped(text), out)?;
    if let Some(factuality) = factuality {
        write!(out, "\\n(")?;
        write_escaped(factuality, out)?;
        write!(out, ")")?;
    }
    write!(out, "\", tooltip=\"")?;
    write_escaped(&node.key, out)?;
    write!(out, "\", shape={shape}, fillcolor=\"{colour}\"")?;
    if factuality.is_some() {
        write!(out, ", style=\"filled,dashed\"")?;
    }
    if has("Document") {
        write!(out, ", fontcolor=\"#888888\", color=\"#bbbbbb\"")?;
    }
    writeln!(out, "];")
}

fn write_edge<W: Write + ?Sized>(
    from: usize,
    to: usize,
    relationship: &Relationship,
    out: &mut W,
) -> io::Result<()> {
    write!(out, "  n{from} -> n{to} [label=\"")?;
    write_escaped(&relationship.kind, out)?;
    for name in ["office", "date"] {
        match relationship.properties.get(name) {
            Some(Value::String(text)) => {
                write!(out, "\\n")?;
                write_escaped(&wrapped(text), out)?;
            }
            Some(Value::Date(date)) => write!(out, "\\n{date}")?,
            _ => {}
        }
    }
    write!(out, "\"")?;
    let quiet = QUIET.iter().find(|(kind, _)| *kind == &*relationship.kind);
    if let Some((_, colour)) = quiet {
        write!(out, ", color=\"{colour}\", fontcolor=\"{colour}\"")?;
    } else if relationship.properties.contains_key("event") {
        write!(out, ", color=\"#b03a2e\", fontcolor=\"#b03a2e\", penwidth=1.6")?;
    }
    writeln!(out, "];")
}

/// The beginning of a text, broken into lines between words.
fn wrapped(text: &str) -> String {
    let mut cut: String = text.chars().take(LONGEST).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    let mut out = String::with_capacity(cut.len());
    let mut width = 0;
    for word in cut.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + length >= LINE {
            out.push('\n');
            width = 0;
        } else if !out.is_empty() {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out
}

/// Writes text so that it stands in a quoted label as it is. A backslash begins an escape there, `&` an entity;
/// what acts on a terminal, turns the direction of writing, or may not stand in SVG is shown by its number.
fn write_escaped<W: Write + ?Sized>(text: &str, out: &mut W) -> io::Result<()> {
    for c in text.chars() {
        match c {
            '"' => write!(out, "\\\"")?,
            '\\' => write!(out, "\\\\")?,
            '&' => write!(out, "&amp;")?,
            '<' => write!(out, "&lt;")?,
            '>' => write!(out, "&gt;")?,
            '\n' => write!(out, "\\n")?,
            '\t' => write!(out, " ")?,
            '\u{061C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{FFFE}'
            | '\u{FFFF}'
            | '\u{2028}'
            | '\u{2029}' => {
                write!(out, "[U+{:04X}]", u32::from(c))?;
            }
            c if c.is_control() => write!(out, "[U+{:04X}]", u32::from(c))?,
            c => write!(out, "{c}")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
