//! The log of corrections, for people to read.

use std::io::{self, Write};

use super::{escape, grouped};
use crate::graph::{Effects, Entry, Orphan, Standing};

/// Writes the entries, numbered, each with its changes; those that could not be carried out say why.
///
/// # Errors
/// `out` refuses.
pub fn log(out: &mut dyn Write, entries: &[Entry], orphans: &[Orphan]) -> io::Result<()> {
    if entries.is_empty() {
        return writeln!(out, "nothing was written to the graph");
    }
    let standing = Standing::of(entries);
    for (number, entry) in entries.iter().enumerate() {
        let told = [entry.at.as_deref(), entry.author.as_deref(), entry.reason.as_deref()];
        let told = told.into_iter().flatten().map(escape);
        let undone = (!standing.counts(number)).then_some("(undone)".into());
        let told: Vec<_> = told.chain(undone).collect();
        writeln!(out, "{}  {}", number + 1, told.join("  "))?;
        for line in entry.statement.lines() {
            writeln!(out, "   {}", escape(line))?;
        }
        let left_out = |out: &mut dyn Write, index: usize| {
            let of_this = |it: &&Orphan| (it.entry, it.edit) == (number, index);
            orphans.iter().filter(of_this).try_for_each(|orphan| {
                writeln!(out, "       left out: {}", escape(&orphan.reason.to_string()))
            })
        };
        for (index, edit) in entry.edits.iter().enumerate() {
            writeln!(out, "     {}", escape(&edit.to_string()))?;
            left_out(out, index)?;
        }
        if entry.edits.is_empty() {
            left_out(out, 0)?;
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
