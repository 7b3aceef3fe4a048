//! Answers as tables for Markdown.

use std::io::{self, Write};

use super::{Grid, escape, text};
use crate::graph::{Graph, Value};

/// Writes an answer as a table of GitHub's Markdown; columns of numbers are aligned to the right.
///
/// # Errors
/// Those of `out`.
pub fn markdown(out: &mut dyn Write, grid: &Grid<'_>, graph: &Graph) -> io::Result<()> {
    if grid.columns.is_empty() {
        return Ok(());
    }
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", row(grid.columns.iter().map(|name| cell(name)).collect()))?;
    let numbers = |column: usize| {
        let mut values = grid.rows.iter().filter_map(|row| row.get(column));
        let number = |value: &Value| matches!(value, Value::Int(_) | Value::Float(_) | Value::Null);
        !grid.rows.is_empty() && values.all(number)
    };
    let rules = (0..grid.columns.len()).map(|i| if numbers(i) { "---:" } else { "---" });
    writeln!(out, "{}", row(rules.map(str::to_owned).collect()))?;
    for values in grid.rows {
        let cells = values.iter().map(|value| match value {
            Value::Null => String::new(),
            value => cell(&text(value, graph)),
        });
        writeln!(out, "{}", row(cells.collect()))?;
    }
    Ok(())
}

/// Text that Markdown shows as it stands, on one line.
fn cell(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            shown.push_str("<br>");
        }
        for c in escape(line).chars() {
            match c {
                '|' | '\\' | '`' | '*' | '_' | '[' | ']' => shown.extend(['\\', c]),
                '<' => shown.push_str("&lt;"),
                '>' => shown.push_str("&gt;"),
                '&' => shown.push_str("&amp;"),
                c => shown.push(c),
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::super::Grid;
    use crate::graph::{Graph, Value};

    #[test]
    fn text_stays_text_and_numbers_stand_right() {
        let rows = [vec![Value::from("a|b\n<i>*c*"), Value::from(7)]];
        let grid = Grid { columns: vec!["n_1", "n"], rows: &rows };
        let mut out = Vec::new();
        super::markdown(&mut out, &grid, &Graph::new()).expect("written");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "| n\\_1 | n |\n| --- | ---: |\n| a\\|b<br>&lt;i&gt;\\*c\\* | 7 |\n"
        );
    }
}
