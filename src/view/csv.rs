//! Answers as CSV.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Grid, Style, escape, text};
use crate::graph::{Graph, Value};

/// Writes an answer as CSV (RFC 4180, lines end with `\n`), the names of the columns first; null
/// is an empty cell. On a terminal, characters that act on it are shown as escapes.
///
/// # Errors
/// Those of `out`.
pub fn csv(out: &mut dyn Write, grid: &Grid<'_>, graph: &Graph, style: Style) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let cell = |text: Cow<'_, str>| -> String {
        if style.terminal { escape(&text).into_owned() } else { text.into_owned() }
    };
    writer
        .write_record(grid.columns.iter().map(|name| cell(Cow::Borrowed(name))))
        .map_err(plain)?;
    for row in grid.rows {
        let cells = row.iter().map(|value| match value {
            Value::Null => String::new(),
            value => cell(Cow::Owned(text(value, graph))),
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
