//! The log of corrections, for people to read.

use std::io::{self, Write};

use super::{escape, grouped};
use crate::graph::{Effects, Entry, Orphan};

/// Writes the entries, numbered, each with its changes; those that could not be carried out say why.
///
/// # Errors
/// `out` refuses.
pub fn log(out: &mut dyn Write, entries: &[Entry], orphans: &[Orphan]) -> io::Result<()> {
    if entries.is_empty() {
        return writeln!(out, "nothing was written to the graph");
    }
    for (number, entry) in entries.iter().enumerate() {
        let told = [entry.at.as_deref(), entry.author.as_deref(), entry.reason.as_deref()];
        let told: Vec<_> = told.into_iter().flatten().map(escape).collect();
        writeln!(out, "{}  {}", number + 1, told.join("  "))?;
        for line in entry.statement.lines() {
            writeln!(out, "   {}", escape(line))?;
        }
        for (index, edit) in entry.edits.iter().enumerate() {
            writeln!(out, "     {}", escape(&edit.to_string()))?;
            for orphan in orphans.iter().filter(|it| (it.entry, it.edit) == (number, index)) {
                writeln!(out, "       left out: {}", escape(&orphan.reason.to_string()))?;
            }
        }
    }
    Ok(())
}

/// What a statement changed, in a few words: "1 node added, 2 properties set".
pub fn changed(effects: &Effects) -> String {
    let words = |n: usize, one: &str, many: &str, done: &str| {
        (n > 0).then(|| format!("{} {} {done}", grouped(n), if n == 1 { one } else { many }))
    };
    let parts = [
        words(effects.nodes_added, "node", "nodes", "added"),
        words(effects.nodes_removed, "node", "nodes", "removed"),
        words(effects.relationships_added, "relationship", "relationships", "added"),
        words(effects.relationships_removed, "relationship", "relationships", "removed"),
        words(effects.labels_added, "label", "labels", "new"),
        words(effects.labels_removed, "label", "labels", "gone"),
        words(effects.properties_added, "property", "properties", "set"),
        words(effects.properties_removed, "property", "properties", "taken away"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
