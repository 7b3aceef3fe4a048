//! Proofs for programs.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::Proof;
use crate::view::Style;
use crate::view::json::ascii_where_it_acts;

/// Writes proofs as one object with the list `proofs`, a proof a line: the fields of [`Proof`] by their names.
///
/// # Errors
/// Those of `out`.
pub fn json(out: &mut dyn Write, proofs: &[Proof], style: Style) -> io::Result<()> {
    write(out, "proofs", proofs.iter().map(|proof| json!(proof)), style)
}

/// Writes the proofs of each row of an answer as one object with the list `why`, a row a line.
///
/// # Errors
/// Those of `out`.
pub fn json_rows(
    out: &mut dyn Write,
    rows: &[(Vec<Proof>, usize)],
    style: Style,
) -> io::Result<()> {
    let rows = rows.iter().map(|(proofs, more)| {
        let mut all: Vec<Json> = proofs.iter().map(|proof| json!(proof)).collect();
        all.extend((*more > 0).then(|| json!({ "more": more })));
        Json::Array(all)
    });
    write(out, "why", rows, style)
}

fn write(
    out: &mut dyn Write,
    name: &str,
    items: impl Iterator<Item = Json>,
    style: Style,
) -> io::Result<()> {
    let lines: Vec<String> = items.map(|item| format!("\n{item}")).collect();
    let end = if lines.is_empty() { "" } else { "\n" };
    let text = format!("{{\"{name}\":[{}{end}]}}\n", lines.join(","));
    let text = if style.terminal { ascii_where_it_acts(&text) } else { text.as_str().into() };
    out.write_all(text.as_bytes())
}
