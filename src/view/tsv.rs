//! Answers as tab-separated values.

use std::io::{self, Write};

use super::{Grid, escape, text};
use crate::export::harmless;
use crate::graph::{Graph, Value};

/// Writes an answer with tabs between the cells, the names of the columns first. Tabs, line ends and what acts on a
/// terminal are shown as escapes, and text that a spreadsheet would take for a formula stands behind `'`; null is an empty cell.
///
/// # Errors
/// Those of `out`.
pub fn tsv(out: &mut dyn Write, grid: &Grid<'_>, graph: &Graph) -> io::Result<()> {
    let names: Vec<String> =
        grid.columns.iter().map(|name| escape(&harmless(name)).into_owned()).collect();
    writeln!(out, "{}", names.join("\t"))?;
    for row in grid.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|value| match value {
                Value::Null => String::new(),
                Value::String(text) => escape(&harmless(text)).into_owned(),
                value => escape(&text(value, graph)).into_owned(),
            })
            .collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Grid;
    use crate::graph::{Graph, Value};

    #[test]
    fn a_cell_never_breaks_out_of_its_column() {
        let rows = [vec![Value::from("a\tb\nc"), Value::Null]];
        let grid = Grid { columns: vec!["x", "y"], rows: &rows };
        let mut out = Vec::new();
        super::tsv(&mut out, &grid, &Graph::new()).expect("written");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "x\ty\na\\tb\\nc\t\n");
    }
}
