//! Counts as a bar chart.

use std::io::{self, Write};

use super::wrap::{cut, padded, width};
use super::{Grid, Style, escape, text};
use crate::graph::{Graph, Value};

/// So many bars are drawn at most.
const MOST: usize = 40;

/// Bars for the numbers of an answer; what they stand for is the text of the other columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The name of the column that is drawn.
    pub column: String,
    /// What each bar stands for, its length, and its number as it is shown.
    pub bars: Vec<(String, f64, String)>,
    /// How many rows are not drawn.
    pub left_out: usize,
}

impl Chart {
    /// A chart of an answer: of `column`, or else of the last column with numbers. `None` where there is none.
    pub fn of(grid: &Grid<'_>, graph: &Graph, column: Option<&str>) -> Option<Self> {
        let is_number = |i: usize| {
            let mut values = grid.rows.iter().filter_map(|row| row.get(i)).peekable();
            values.peek().is_some()
                && values.all(|v| matches!(v, Value::Int(_) | Value::Float(_) | Value::Null))
        };
        let drawn = match column {
            Some(name) => {
                let at = grid.columns.iter().position(|known| known.eq_ignore_ascii_case(name))?;
                Some(at).filter(|&at| is_number(at))?
            }
            None => (0..grid.columns.len()).rev().find(|&i| is_number(i))?,
        };
        let mut bars = Vec::new();
        for row in grid.rows {
            let Some(length) = row.get(drawn).and_then(number) else { continue };
            let named = row.iter().enumerate().filter(|&(i, _)| i != drawn);
            let words: Vec<String> = named.map(|(_, value)| text(value, graph)).collect();
            let shown = row.get(drawn).map(|value| text(value, graph)).unwrap_or_default();
            bars.push((escape(&words.join(", ")).into_owned(), length, shown));
        }
        let left_out = grid.rows.len() - bars.len().min(MOST);
        bars.truncate(MOST);
        let column = grid.columns.get(drawn).map_or("", |name| name);
        Some(Self { column: escape(column).into_owned(), bars, left_out })
    }

    /// Draws it, to the width of the terminal; below nothing there are no bars.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let columns = style.width.map_or(80, usize::from).max(30);
        let most_words = columns / 2;
        let words: Vec<String> = self
            .bars
            .iter()
            .map(|(words, ..)| {
                if width(words) <= most_words {
                    return words.clone();
                }
                cut(words, Some(most_words.saturating_sub(1) / 2)).unwrap_or_else(|| words.clone())
            })
            .collect();
        let left = words.iter().map(|words| width(words)).max().unwrap_or(0);
        let right = self.bars.iter().map(|(.., shown)| shown.len()).max().unwrap_or(0);
        let room = columns.saturating_sub(left + right + 4).max(8);
        let longest = self.bars.iter().map(|(_, length, _)| *length).fold(0.0, f64::max);
        writeln!(out, "{} │ {}", " ".repeat(left), style.bold(&self.column))?;
        for ((_, length, shown), words) in self.bars.iter().zip(&words) {
            let bar = bar(*length, longest, room);
            writeln!(out, "{} │ {} {shown}", padded(words, left), style.paint("36", &bar))?;
        }
        match self.left_out {
            0 => Ok(()),
            more => writeln!(out, "{} │ … and {more} rows more", " ".repeat(left)),
        }
    }
}

// A chart is no finer than an eighth of a column.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(value) => Some(*value as f64),
        Value::Float(value) if value.is_finite() => Some(*value),
        _ => None,
    }
}

/// A bar in eighths of a column; what is above nothing is seen.
fn bar(length: f64, longest: f64, room: usize) -> String {
    if length <= 0.0 || longest <= 0.0 {
        return String::new();
    }
    // In range: the share is at most one, the room a few hundred columns.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let eighths = ((length / longest * (room * 8) as f64).round() as usize).max(1);
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"].get(eighths % 8).copied().unwrap_or("");
    format!("{}{part}", "█".repeat(eighths / 8))
}

#[cfg(test)]
mod tests {
    use super::super::{Grid, Style};
    use super::Chart;
    use crate::graph::{Graph, Value};

    fn drawn(rows: &[Vec<Value>], column: Option<&str>) -> Option<String> {
        let grid = Grid { columns: vec!["who", "n"], rows };
        let chart = Chart::of(&grid, &Graph::new(), column)?;
        let mut out = Vec::new();
        let style = Style { terminal: true, colour: false, width: Some(30) };
        chart.write(&mut out, style).expect("written");
        Some(String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn the_longest_bar_fills_the_room_and_none_that_counts_is_lost() {
        let rows: Vec<Vec<Value>> = [("日本", 8), ("b", 4), ("c", 0), ("d", -1)]
            .iter()
            .map(|&(who, n)| vec![Value::from(who), Value::from(n)])
            .collect();
        assert_eq!(
            drawn(&rows, None).expect("a chart"),
            "     │ n\n日本 │ ████████████████████ 8\nb    │ ██████████ 4\nc    │  0\nd    │  -1\n"
        );
        assert!(drawn(&rows, Some("who")).is_none() && drawn(&rows, Some("N")).is_some());
    }

    #[test]
    fn without_numbers_there_is_no_chart() {
        assert_eq!(drawn(&[vec![Value::from("a"), Value::from("b")]], None), None);
        assert_eq!(drawn(&[], None), None);
    }
}
