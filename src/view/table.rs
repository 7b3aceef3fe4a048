//! Answers as tables: drawn on a terminal, separated by tabs elsewhere.

use std::io::{self, Write};

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, Table};

use super::{Grid, Style, escape, text, wrap};
use crate::export::harmless;
use crate::graph::{Graph, Value};

/// Writes an answer as a table. On a terminal it is drawn with lines and fitted to the width;
/// elsewhere the cells of a row stand on one line with tabs between them, names of the columns
/// first. Tabs, line ends and what acts on a terminal are shown as escapes in both.
///
/// # Errors
/// Those of `out`.
pub fn table(out: &mut dyn Write, grid: &Grid<'_>, graph: &Graph, style: Style) -> io::Result<()> {
    let cells = |row: &[Value]| row.iter().map(|value| text(value, graph)).collect::<Vec<_>>();
    if !style.terminal {
        // It may end in a spreadsheet.
        let cells = |row: &[Value]| -> Vec<String> {
            let cell = |value: &Value| match value {
                Value::String(text) => harmless(text).into_owned(),
                value => text(value, graph),
            };
            row.iter().map(cell).collect()
        };
        separated(out, grid.columns.iter().copied())?;
        return grid
            .rows
            .iter()
            .try_for_each(|row| separated(out, cells(row).iter().map(String::as_str)));
    }
    let mut table = drawn(style, grid.columns.iter().copied());
    for row in grid.rows {
        let cells = cells(row);
        table.add_row(row.iter().zip(&cells).map(|(value, text)| {
            let cell = Cell::new(escape(text));
            match value {
                Value::Int(_) | Value::Float(_) => cell.set_alignment(CellAlignment::Right),
                _ => cell,
            }
        }));
    }
    writeln!(out, "{table}")
}

/// Writes an answer as a table that is drawn, wherever it goes, and fitted to the width where that is known; tells
/// how many cells were cut to `cut` characters.
///
/// # Errors
/// Those of `out`.
pub fn boxes(
    out: &mut dyn Write,
    grid: &Grid<'_>,
    graph: &Graph,
    style: Style,
    cut: Option<usize>,
) -> io::Result<usize> {
    if grid.columns.is_empty() {
        return Ok(0);
    }
    let mut shortened = 0;
    let mut table = drawn(style, grid.columns.iter().copied());
    for row in grid.rows {
        table.add_row(row.iter().map(|value| {
            let whole = text(value, graph);
            let part = wrap::cut(&whole, cut);
            shortened += usize::from(part.is_some());
            let cell = Cell::new(escape(part.as_ref().unwrap_or(&whole)));
            match value {
                Value::Int(_) | Value::Float(_) => cell.set_alignment(CellAlignment::Right),
                _ => cell,
            }
        }));
    }
    writeln!(out, "{table}")?;
    Ok(shortened)
}

/// How many columns of a terminal a table of this answer wants so that it can be read: cells wider than a few words
/// may be wrapped.
pub(super) fn natural_width(grid: &Grid<'_>, graph: &Graph, cut: Option<usize>) -> usize {
    let looked_at = grid.rows.get(..grid.rows.len().min(LOOKED_AT)).unwrap_or(&[]);
    let column = |i: usize, name: &str| {
        let cells = looked_at.iter().filter_map(|row| row.get(i)).map(|value| {
            let whole = text(value, graph);
            wrap::width(wrap::cut(&whole, cut).as_ref().unwrap_or(&whole)).min(READABLE)
        });
        cells.max().unwrap_or(0).max(wrap::width(name).min(READABLE)) + 3
    };
    1 + grid.columns.iter().enumerate().map(|(i, name)| column(i, name)).sum::<usize>()
}

/// Of so many rows the widths are looked at.
const LOOKED_AT: usize = 200;

/// A column with so many characters a line can be read.
const READABLE: usize = 18;

/// A table of plain text.
pub(super) struct Plain<const N: usize> {
    header: [&'static str; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Plain<N> {
    pub(super) fn new(header: [&'static str; N]) -> Self {
        Self { header, rows: Vec::new() }
    }

    pub(super) fn row(&mut self, row: [String; N]) {
        self.rows.push(row);
    }

    /// Writes it, as [`table`] writes answers.
    pub(super) fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        if !style.terminal {
            separated(out, self.header.iter().copied())?;
            return self
                .rows
                .iter()
                .try_for_each(|row| separated(out, row.iter().map(String::as_str)));
        }
        let mut table = drawn(style, self.header.iter().copied());
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| Cell::new(escape(cell))));
        }
        writeln!(out, "{table}")
    }
}

/// Columns of the terminal that standard output is, if it is one.
pub fn terminal_width() -> Option<u16> {
    terminal_size().map(|(width, _)| width)
}

/// Columns and lines of the terminal that standard output is, if it is one.
pub fn terminal_size() -> Option<(u16, u16)> {
    // A terminal that does not know says 0.
    let (width, height) = ::terminal_size::terminal_size()?;
    Some((width.0, height.0)).filter(|&(width, _)| width > 0)
}

/// An empty table as this project draws them.
fn drawn<'h>(style: Style, header: impl Iterator<Item = &'h str>) -> Table {
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
    let header = header.map(|name| {
        let cell = Cell::new(escape(name));
        if style.colour { cell.add_attribute(Attribute::Bold) } else { cell }
    });
    table.set_header(header.collect::<Vec<_>>());
    table
}

/// A line of cells with tabs between them.
fn separated<'c>(out: &mut dyn Write, cells: impl Iterator<Item = &'c str>) -> io::Result<()> {
    let cells: Vec<_> = cells.map(escape).collect();
    writeln!(out, "{}", cells.join("\t"))
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
