//! A folder of linked Markdown notes, for Obsidian and other programs that follow `[[links]]`: one note for each node.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::form::json;
use super::note_name::{Names, link_text};
use super::proof::{proofs, row};
use crate::export::{ExportError, Exported, Format, Target};
use crate::graph::{Node, NodeId, Origin, Value, Way};

/// Linked notes, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Obsidian;

impl Format for Obsidian {
    fn is_folder(&self) -> bool {
        true
    }

    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let names = Names::of(what);
        let inside: BTreeSet<_> = what.part.edges(what.graph).map(|edge| edge.id).collect();
        for (number, (id, node)) in what.part.each_node(what.graph).enumerate() {
            let Some(name) = names.of_number(number) else { continue };
            let out = target.file(&format!("{name}.md"))?;
            head(out, what, node)?;
            writeln!(out, "# {}\n", markdown(display(node)))?;
            if let Some(Value::String(content)) = node.properties.get("content") {
                quote(out, content)?;
                writeln!(out)?;
            }
            ties(out, what, id, &names, |id| inside.contains(&id))?;
            proof(out, what, &node.evidence, &names, "## Evidence\n")?;
        }
        Ok(())
    }
}

/// What a node is called.
pub(super) fn display(node: &Node) -> &str {
    let text = |name: &str| node.properties.get(name).and_then(Value::as_str);
    text("name")
        .or_else(|| text("content"))
        .filter(|name| !name.trim().is_empty())
        .unwrap_or(&node.key)
}

/// The properties. Values stand there as JSON, which is YAML, and dates as dates.
fn head(out: &mut dyn Write, what: &Exported<'_>, node: &Node) -> io::Result<()> {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    writeln!(out, "---\nkey: {}", quoted(&node.key))?;
    let tags: Vec<String> = node.labels.iter().map(|label| tag(label)).collect();
    writeln!(
        out,
        "tags: {}",
        json(&Value::List(tags.iter().map(|tag| Value::from(&**tag)).collect()))
    )?;
    let labels = node.labels.iter().map(|label| Value::String(label.clone())).collect();
    writeln!(out, "labels: {}", json(&Value::List(labels)))?;
    if let Some(row) = row(what.graph, &node.evidence) {
        writeln!(out, "origin: {}", quoted(&row))?;
    }
    for (name, value) in node.properties.iter() {
        let taken = ["key", "tags", "labels", "origin"].contains(&&**name);
        let name = if taken { format!("{name}_") } else { name.to_string() };
        writeln!(out, "{}: {}", quoted(&name), yaml(value))?;
    }
    writeln!(out, "---")
}

fn yaml(value: &Value) -> String {
    match value {
        Value::Date(date) if date.year() > 0 => date.to_string(),
        Value::Float(number) => super::form::float(*number, [".nan", ".inf", "-.inf"]),
        Value::List(items) => {
            format!("[{}]", items.iter().map(yaml).collect::<Vec<_>>().join(", "))
        }
        value => match value.temporal_text() {
            Some(text) => json(&Value::from(&*text)).to_string(),
            // YAML takes these for ends of lines, in quotes too.
            None => json(value)
                .to_string()
                .replace('\u{85}', "\\u0085")
                .replace('\u{2028}', "\\u2028")
                .replace('\u{2029}', "\\u2029")
                .replace('\u{7f}', "\\u007f")
                .replace('\u{feff}', "\\ufeff"),
        },
    }
}

/// A label as a tag: letters, digits, `_` and `-`.
fn tag(label: &str) -> String {
    let tag: String =
        label.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect();
    if tag.chars().all(|c| c.is_ascii_digit()) { format!("label-{tag}") } else { tag }
}

/// The relationships of a node, by type and way, with their properties and proofs.
fn ties(
    out: &mut dyn Write,
    what: &Exported<'_>,
    id: NodeId,
    names: &Names,
    is_inside: impl Fn(crate::graph::RelId) -> bool,
) -> Result<(), ExportError> {
    let graph = what.graph;
    for (way, arrow) in [(Way::Out, "→"), (Way::In, "←")] {
        let all = graph.relationships_of(id, way).filter(|(id, _)| is_inside(*id));
        let mut all: Vec<_> =
            all.filter_map(|(id, other)| Some((graph.relationship(id)?, id, other))).collect();
        all.sort_by(|(a, x, _), (b, y, _)| a.kind.cmp(&b.kind).then(x.cmp(y)));
        let mut before = None;
        for (relationship, _, other) in all {
            let Some(link) = names.link(graph, other) else { continue };
            if before.as_ref() != Some(&relationship.kind) {
                writeln!(out, "## {arrow} {}\n", markdown(&relationship.kind))?;
                before = Some(relationship.kind.clone());
            }
            write!(out, "- {link}")?;
            for (number, (name, value)) in relationship.properties.iter().enumerate() {
                let value = super::form::text(value);
                write!(
                    out,
                    "{} {}: {}",
                    if number > 0 { "," } else { " —" },
                    markdown(name),
                    markdown(&value)
                )?;
            }
            if let Some(row) = row(graph, &relationship.evidence) {
                write!(out, " ({})", markdown(&row))?;
            }
            writeln!(out)?;
            if way == Way::Out {
                proof(out, what, &relationship.evidence, names, "")?;
            }
        }
        if before.is_some() {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Sentences as quotations, each with its source.
fn proof(
    out: &mut dyn Write,
    what: &Exported<'_>,
    origin: &Origin,
    names: &Names,
    heading: &str,
) -> Result<(), ExportError> {
    let indent = if heading.is_empty() { "  " } else { "" };
    if !origin.is_empty() && !heading.is_empty() {
        writeln!(out, "{heading}")?;
    }
    for proof in proofs(what, origin) {
        let source = what.graph.by_key(&format!("document/{}", proof.document));
        let source = source.and_then(|id| names.link(what.graph, id));
        let source = source.unwrap_or_else(|| markdown(proof.document));
        if let Some(sentence) = &proof.sentence {
            for line in sentence.lines() {
                writeln!(out, "{indent}> {}", markdown(line))?;
            }
        }
        writeln!(
            out,
            "{indent}> — {source}, bytes {}–{}, {}, {:.2}\n",
            proof.start,
            proof.end,
            markdown(proof.frame),
            proof.confidence
        )?;
    }
    Ok(())
}

fn quote(out: &mut dyn Write, text: &str) -> io::Result<()> {
    text.lines().try_for_each(|line| writeln!(out, "> {}", markdown(line)))
}

/// Text that stands on one line as it is: no markup, no HTML, no links.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' | '=' | '!' | '^' | '%' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() || link_text::acts(c) => {
                out.push_str(&format!("[U+{:04X}]", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out
}
