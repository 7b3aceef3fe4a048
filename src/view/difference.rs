//! What changed in a graph, for people to read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Style, escape, grouped};
use crate::graph::{Difference, Entry, Thing, Tie};

/// Writes what differs in the graph: nodes that are new (`+`), gone (`-`) or changed (`~`), at most so many of each, and
/// relationships by type.
///
/// # Errors
/// Those of `out`.
pub(super) fn difference(
    out: &mut dyn Write,
    told: &Difference,
    most: usize,
    style: Style,
) -> io::Result<()> {
    things(out, ("+", "32"), &told.added, most, style)?;
    things(out, ("-", "31"), &told.removed, most, style)?;
    for (thing, names) in told.changed.iter().take(most) {
        let line = format!("~ {}: {}", shown(thing), escape(&names.join(", ")));
        writeln!(out, "{}", style.paint("33", &line))?;
    }
    more(out, told.changed.len(), most, "changed nodes")?;
    ties(out, "+", "32", &told.tied, style)?;
    ties(out, "-", "31", &told.untied, style)
}

/// Writes corrections, a line each behind a sign, and at most so many.
///
/// # Errors
/// Those of `out`.
pub(super) fn written(
    out: &mut dyn Write,
    sign: &str,
    entries: &[Entry],
    most: usize,
    style: Style,
) -> io::Result<()> {
    for entry in entries.iter().take(most) {
        let statement = entry.statement.split_whitespace().collect::<Vec<_>>().join(" ");
        let changes = if entry.edits.len() == 1 { "change" } else { "changes" };
        let line =
            format!("{sign} {}  ({} {changes})", escape(&statement), grouped(entry.edits.len()));
        writeln!(out, "{}", style.paint("35", &line))?;
    }
    more(out, entries.len(), most, "corrections")
}

fn things(
    out: &mut dyn Write,
    (sign, code): (&str, &str),
    things: &[Thing],
    most: usize,
    style: Style,
) -> io::Result<()> {
    for thing in things.iter().take(most) {
        writeln!(out, "{}", style.paint(code, &format!("{sign} {}", shown(thing))))?;
    }
    more(out, things.len(), most, if sign == "+" { "new nodes" } else { "nodes that are gone" })
}

fn shown(thing: &Thing) -> String {
    let cut = super::wrap::cut(&thing.name, Some(60));
    let name = cut.as_deref().unwrap_or(&thing.name);
    format!("{} {}  {}", escape(&thing.labels.join(":")), escape(name), escape(&thing.key))
}

fn ties(out: &mut dyn Write, sign: &str, code: &str, ties: &[Tie], style: Style) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tie in ties {
        *counts.entry(&tie.kind).or_default() += 1;
    }
    for (kind, n) in counts {
        let line = format!("{sign} {} :{}", grouped(n), escape(kind));
        writeln!(out, "{}", style.paint(code, &line))?;
    }
    Ok(())
}

fn more(out: &mut dyn Write, all: usize, most: usize, what: &str) -> io::Result<()> {
    match all.checked_sub(most) {
        Some(more) if more > 0 => writeln!(out, "… and {} more {what}", grouped(more)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Style;
    use crate::graph::{Difference, Thing, Tie};

    #[test]
    fn nodes_are_named_and_relationships_counted() {
        let thing = |name: &str| Thing {
            key: format!("person/{name}").into(),
            labels: vec!["Person".into()],
            name: name.into(),
        };
        let tie = || Tie { kind: "MET".into(), from: "a".into(), to: "b".into() };
        let told = Difference {
            added: vec![thing("ana")],
            removed: vec![thing("per")],
            changed: vec![(thing("lis"), vec!["name".into()])],
            tied: vec![tie(), tie()],
            untied: vec![],
        };
        let mut out = Vec::new();
        super::difference(&mut out, &told, 20, Style::PLAIN).expect("written");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "+ Person ana  person/ana\n- Person per  person/per\n~ Person lis  person/lis: name\n+ 2 :MET\n"
        );
    }
}
