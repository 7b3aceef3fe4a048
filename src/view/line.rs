//! Answers with a line for each value, for rows that are too wide for a table.

use std::io::{self, Write};

use super::wrap::{cut as shortened, padded, width, wrapped};
use super::{Grid, Style, escape, grouped, text};
use crate::graph::Graph;

/// Writes each row as a head with its number and a line for each column; tells how many values were cut to `cut`
/// characters.
///
/// # Errors
/// Those of `out`.
pub fn lines(
    out: &mut dyn Write,
    grid: &Grid<'_>,
    graph: &Graph,
    style: Style,
    cut: Option<usize>,
) -> io::Result<usize> {
    let names: Vec<String> = grid.columns.iter().map(|name| escape(name).into_owned()).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let columns = style.width.map(|all| usize::from(all).max(20));
    let mut shortened_cells = 0;
    for (i, row) in grid.rows.iter().enumerate() {
        let head = format!("── row {} ", grouped(i + 1));
        let rule = "─".repeat(columns.unwrap_or(60).min(60).saturating_sub(width(&head)));
        writeln!(out, "{}", style.pale(&format!("{head}{rule}")))?;
        for (name, value) in names.iter().zip(row) {
            let whole = text(value, graph);
            let part = shortened(&whole, cut);
            shortened_cells += usize::from(part.is_some());
            let shown = part.unwrap_or(whole);
            let label = padded(name, widest);
            let indent = widest + 3;
            let room = columns.map_or(usize::MAX, |all| all.saturating_sub(indent).max(10));
            let mut pieces = wrapped(&escape(&shown), room).into_iter();
            let first = pieces.next().unwrap_or_default();
            writeln!(out, "{} │ {first}", style.bold(&label))?;
            for piece in pieces {
                writeln!(out, "{} │ {piece}", " ".repeat(widest))?;
            }
        }
    }
    Ok(shortened_cells)
}

#[cfg(test)]
mod tests {
    use super::super::{Grid, Style};
    use crate::graph::{Graph, Value};

    #[test]
    fn each_value_has_its_line_and_long_ones_are_wrapped() {
        let rows = [vec![Value::from("日本"), Value::from("the envoys met in Lima on Thursday")]];
        let grid = Grid { columns: vec!["a", "said"], rows: &rows };
        let style = Style { terminal: true, colour: false, width: Some(30) };
        let mut out = Vec::new();
        let cut = super::lines(&mut out, &grid, &Graph::new(), style, None).expect("written");
        assert_eq!(
            (String::from_utf8(out).expect("UTF-8").as_str(), cut),
            (
                "── row 1 ─────────────────────\n\
                 a    │ 日本\n\
                 said │ the envoys met in Lima\n     │ on Thursday\n",
                0
            )
        );
    }
}
