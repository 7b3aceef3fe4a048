//! Answers as CSV.

use std::io::{self, Write};

use super::{Grid, Style, escape, escape_lines, text};
use crate::export::harmless;
use crate::graph::{Graph, Value};

/// Writes an answer as CSV (RFC 4180, lines end with `\n`), the names of the columns first; null is an empty cell. Text that a
/// spreadsheet would take for a formula stands behind `'`, and what acts on a terminal is shown as escapes; on a terminal
/// itself line ends, too.
///
/// # Errors
/// Those of `out`.
pub fn csv(out: &mut dyn Write, grid: &Grid<'_>, graph: &Graph, style: Style) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let cell = |text: &str| -> String {
        if style.terminal { escape(text).into_owned() } else { escape_lines(text) }
    };
    writer.write_record(grid.columns.iter().map(|name| cell(&harmless(name)))).map_err(plain)?;
    for row in grid.rows {
        let cells = row.iter().map(|value| match value {
            Value::Null => String::new(),
            Value::String(text) => cell(&harmless(text)),
            value => cell(&text(value, graph)),
        });
        writer.write_record(cells).map_err(plain)?;
    }
    writer.flush()
}

/// The operating system's own error, so that a closed pipe is known as one.
fn plain(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Grid, Style};
    use crate::graph::{Graph, Value};

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers() {
        let rows = [
            vec![Value::from("=1+1"), Value::from(-7)],
            vec![Value::from(" @x"), Value::from("\u{1b}[2J")],
            vec![Value::from("a-b"), Value::from("")],
        ];
        let grid = Grid { columns: vec!["-x", "n"], rows: &rows };
        let mut out = Vec::new();
        super::csv(&mut out, &grid, &Graph::new(), Style::PLAIN).expect("written");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "'-x,n\n'=1+1,-7\n' @x,\\u{1b}[2J\na-b,\n"
        );
    }

    #[test]
    fn hostile_cells_survive_and_null_is_empty() {
        let rows = [
            vec![Value::from("a,\"b\"\nc"), Value::Null, Value::from(7)],
            vec![Value::from("d"); 3],
        ];
        let grid = Grid { columns: vec!["x", "y,z", "n"], rows: &rows };
        let mut out = Vec::new();
        super::csv(&mut out, &grid, &Graph::new(), Style::PLAIN).expect("written");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "x,\"y,z\",n\n\"a,\"\"b\"\"\nc\",,7\nd,d,d\n"
        );
    }
}
