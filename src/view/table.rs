//! Answers as tables: drawn on a terminal, separated by tabs elsewhere.

use std::io::{self, Write};

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, Table};

use super::{Grid, Style, escape, text};
use crate::graph::{Graph, Value};

/// Writes an answer as a table. On a terminal it is drawn with lines and fitted to the width;
/// elsewhere the cells of a row stand on one line with tabs between them, names of the columns
/// first. Tabs, line ends and what acts on a terminal are shown as escapes in both.
///
/// # Errors
/// Those of `out`.
pub fn table(out: &mut dyn Write, grid: &Grid<'_>, graph: &Graph, style: Style) -> io::Result<()> {
    if !style.terminal {
        writeln!(out, "{}", join(grid.columns.iter().map(|name| (*name).to_owned())))?;
        return grid.rows.iter().try_for_each(|row| {
            writeln!(out, "{}", join(row.iter().map(|value| text(value, graph))))
        });
    }
    let header = grid.columns.iter().map(|name| {
        let cell = Cell::new(escape(name));
        if style.colour { cell.add_attribute(Attribute::Bold) } else { cell }
    });
    let mut table = drawn(style);
    table.set_header(header.collect::<Vec<_>>());
    for row in grid.rows {
        table.add_row(row.iter().map(|value| {
            let cell = Cell::new(escape(&text(value, graph)));
            match value {
                Value::Int(_) | Value::Float(_) => cell.set_alignment(CellAlignment::Right),
                _ => cell,
            }
        }));
    }
    writeln!(out, "{table}")
}

/// An empty table as this project draws them.
fn drawn(style: Style) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    match style.width {
        Some(width) => {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.max(20));
        }
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    if style.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table
}

fn join(cells: impl Iterator<Item = String>) -> String {
    cells.map(|cell| escape(&cell).into_owned()).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::super::{Grid, Style};
    use crate::graph::{Graph, Value};

    fn shown(style: Style) -> String {
        let rows = [
            vec![Value::from("Ana Lund"), Value::from(7)],
            vec![Value::from("日本\u{202e}\tx"), Value::Null],
        ];
        let grid = Grid { columns: vec!["name", "n"], rows: &rows };
        let mut out = Vec::new();
        super::table(&mut out, &grid, &Graph::new(), style).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn elsewhere_tabs_stand_between_the_cells() {
        assert_eq!(shown(Style::PLAIN), "name\tn\nAna Lund\t7\n日本\\u{202e}\\tx\tnull\n");
    }

    #[test]
    fn on_a_terminal_the_table_is_drawn_to_its_width() {
        let style = Style { terminal: true, colour: false, width: Some(24) };
        let table = shown(style);
        assert!(table.starts_with('┌') && table.contains('│'), "{table}");
        let widest = table.lines().map(|line| line.chars().count()).max();
        assert!(widest.is_some_and(|n| n <= 24), "{table}");
        assert!(!table.contains('\u{1b}') && !table.contains('\u{202e}'));
        let coloured = shown(Style { colour: true, ..style });
        assert!(coloured.contains("\u{1b}[1m"), "{coloured}");
    }
}
