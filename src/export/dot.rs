//! Graphviz DOT.

use std::io::{self, Write};

use super::picture::words::acts;
use super::picture::{Class, Cluster, Item, Link, Options, Picture};
use super::{ExportError, Exported, Format, Target};

/// Graphviz DOT, as a format.
#[derive(Debug, Clone, Default)]
pub struct Dot {
    options: Options,
}

impl Format for Dot {
    fn is_picture(&self) -> bool {
        true
    }

    fn drawn_so(&mut self, options: &Options) {
        self.options = options.clone();
    }

    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        draw(what, &self.options, target.file("graph.dot")?)
    }
}

/// Draws a part of a graph. Cost: n log n in what is drawn.
///
/// # Errors
/// `out` refuses.
pub fn draw<W: Write + ?Sized>(
    what: &Exported<'_>,
    options: &Options,
    out: &mut W,
) -> Result<(), ExportError> {
    let picture = Picture::of(what, options);
    let direction = if options.down { "TB" } else { "LR" };
    writeln!(out, "digraph chancery {{")?;
    writeln!(
        out,
        "  graph [charset=\"UTF-8\", rankdir={direction}, overlap=false, splines=true, fontname=\"sans-serif\", fontsize=14, labelloc=t];"
    )?;
    writeln!(
        out,
        "  node [style=filled, fontsize=11, fontname=\"sans-serif\", color=\"#555555\", fontcolor=\"#14181d\"];"
    )?;
    writeln!(out, "  edge [fontsize=9, fontname=\"sans-serif\"];")?;
    let left_out = what.part.left_out_of().is_some();
    let head: Vec<&str> = picture
        .title
        .iter()
        .map(String::as_str)
        .chain(left_out.then_some(&*picture.summary))
        .collect();
    if !head.is_empty() {
        write!(out, "  label=\"")?;
        write_escaped(&head.join("\n"), out)?;
        writeln!(out, "\";")?;
    }
    let node = |number: usize, indent: &str, out: &mut W| match picture.items.get(number) {
        Some(item) => write_node(number, item, indent, out),
        None => Ok(()),
    };
    let groups = if options.cluster == Cluster::None { &[][..] } else { &picture.groups };
    for (group, title) in groups.iter().enumerate() {
        write!(out, "  subgraph cluster_{group} {{\n    label=\"")?;
        write_escaped(title, out)?;
        writeln!(out, "\";\n    color=\"#b5bcc3\"; fontcolor=\"#59626b\"; style=rounded;")?;
        for (number, _) in
            picture.items.iter().enumerate().filter(|(_, item)| item.group == Some(group))
        {
            node(number, "    ", out)?;
        }
        writeln!(out, "  }}")?;
    }
    for (number, _) in picture.items.iter().enumerate().filter(|(_, item)| item.group.is_none()) {
        node(number, "  ", out)?;
    }
    for link in &picture.links {
        write_edge(link, options.labels, out)?;
    }
    if options.legend && !picture.items.is_empty() {
        write_legend(&picture, out)?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn write_node<W: Write + ?Sized>(
    number: usize,
    item: &Item,
    indent: &str,
    out: &mut W,
) -> io::Result<()> {
    write!(out, "{indent}n{number} [label=\"")?;
    write_escaped(&item.lines.join("\n"), out)?;
    if let Some(note) = &item.note {
        write!(out, "\\n")?;
        write_escaped(note, out)?;
    }
    write!(out, "\", tooltip=\"")?;
    write_escaped(&item.key, out)?;
    let look = item.look;
    write!(
        out,
        "\", shape={}, fillcolor=\"{}\", color=\"{}\"",
        look.dot, look.light.fill, look.light.line
    )?;
    let size = match item.degree {
        0..=5 => None,
        6..=10 => Some(12),
        11..=20 => Some(14),
        21..=40 => Some(16),
        _ => Some(19),
    };
    if let Some(size) = size {
        write!(out, ", fontsize={size}")?;
    }
    if item.doubtful {
        write!(out, ", style=\"filled,dashed\"")?;
    }
    writeln!(out, "];")
}

fn write_edge<W: Write + ?Sized>(link: &Link, labels: bool, out: &mut W) -> io::Result<()> {
    write!(out, "  n{} -> n{} [", link.from, link.to)?;
    write!(out, "{}=\"", if labels { "label" } else { "tooltip" })?;
    write_escaped(&link.rows.join("\n"), out)?;
    let (ink, _, width) = link.class.ink();
    write!(out, "\", color=\"{ink}\", fontcolor=\"{ink}\"")?;
    if link.class == Class::Deed {
        write!(out, ", penwidth={width}")?;
    }
    if link.doubtful {
        write!(out, ", style=dashed")?;
    }
    writeln!(out, "];")
}

/// A frame with a sample of each kind that is drawn.
fn write_legend<W: Write + ?Sized>(picture: &Picture, out: &mut W) -> io::Result<()> {
    writeln!(
        out,
        "  subgraph cluster_legend {{\n    label=\"Legend\"; color=\"#b5bcc3\"; fontcolor=\"#59626b\"; fontsize=11;"
    )?;
    let mut shown = Vec::new();
    for item in &picture.items {
        if !shown.contains(&item.look.class) {
            shown.push(item.look.class);
            let look = item.look;
            writeln!(
                out,
                "    legend_{} [label=\"{}\", shape={}, fillcolor=\"{}\", color=\"{}\", fontsize=9];",
                look.class, look.name, look.dot, look.light.fill, look.light.line
            )?;
        }
    }
    if picture.items.iter().any(|item| item.doubtful)
        || picture.links.iter().any(|link| link.doubtful)
    {
        writeln!(
            out,
            "    legend_doubtful [label=\"planned, possible\\nor denied\", shape=box, style=dashed, fontsize=9];"
        )?;
    }
    writeln!(out, "  }}")
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
            c if acts(c) => write!(out, "[U+{:04X}]", u32::from(c))?,
            c => write!(out, "{c}")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
