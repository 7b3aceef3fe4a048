//! The forms that answers are shown in.

use std::io::{self, Write};
use std::path::Path;

use serde::Deserialize;

use super::{
    Grid, Style, boxes, csv, json, json_lines, lines, markdown, natural_width, table, tsv,
};
use crate::graph::Graph;

/// A form of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// On a terminal a table, or lines where a table would be too wide; elsewhere tabs between the cells.
    #[default]
    Auto,
    /// A table that is drawn, wherever it goes.
    Table,
    /// A line for each cell, under a head for each row.
    Line,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One object of JSON.
    Json,
    /// An object of JSON for each row.
    Jsonl,
    /// A table in Markdown.
    Markdown,
    /// The nodes and relationships of the answer for Graphviz.
    Dot,
}

impl Mode {
    /// All forms with their names and what they are.
    pub const ALL: &[(Self, &'static str, &'static str)] = &[
        (
            Self::Auto,
            "auto",
            "a table, or lines where it is too wide; tabs where it is no terminal",
        ),
        (Self::Table, "table", "a table drawn with lines, fitted to the width"),
        (Self::Line, "line", "a line for each value"),
        (Self::Csv, "csv", "values separated by commas, quoted where needed"),
        (Self::Tsv, "tsv", "values separated by tabs"),
        (Self::Json, "json", "one object with columns and rows"),
        (Self::Jsonl, "jsonl", "an object a row"),
        (Self::Markdown, "markdown", "a table for Markdown"),
        (Self::Dot, "dot", "the nodes and relationships of the answer, for Graphviz"),
    ];

    /// The form with this name.
    pub fn parse(name: &str) -> Option<Self> {
        let name = match name.to_lowercase().as_str() {
            "md" => "markdown".to_owned(),
            "box" => "table".to_owned(),
            "lines" | "expanded" | "vertical" => "line".to_owned(),
            "ndjson" | "jsonlines" => "jsonl".to_owned(),
            "tabs" => "tsv".to_owned(),
            name => name.to_owned(),
        };
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(mode, ..)| *mode)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(mode, ..)| *mode == self).map_or("auto", |(_, name, _)| name)
    }

    /// The form that the end of a file's name asks for, if it asks for one.
    pub fn of_file(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Self::Csv,
            "tsv" | "tab" => Self::Tsv,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::Jsonl,
            "md" | "markdown" => Self::Markdown,
            "dot" | "gv" => Self::Dot,
            _ => return None,
        })
    }

    /// Is it for people, so that long answers may be shown in part?
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Auto | Self::Table | Self::Line)
    }

    /// Writes an answer in this form ([`Mode::Dot`] is no text of the answer: nothing is written); tells how many
    /// cells were cut. `cut` is how many characters of a cell are shown in forms for people.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(
        self,
        out: &mut dyn Write,
        grid: &Grid<'_>,
        warnings: &[String],
        graph: &Graph,
        style: Style,
        cut: Option<usize>,
    ) -> io::Result<usize> {
        match self {
            Self::Auto if !style.terminal => table(out, grid, graph, style)?,
            Self::Auto => {
                let wide = natural_width(grid, graph, cut);
                let fits = style.width.is_none_or(|width| wide <= usize::from(width));
                let mode = if fits { Self::Table } else { Self::Line };
                return mode.write(out, grid, warnings, graph, style, cut);
            }
            Self::Table => return boxes(out, grid, graph, style, cut),
            Self::Line => return lines(out, grid, graph, style, cut),
            Self::Csv => csv(out, grid, graph, style)?,
            Self::Tsv => tsv(out, grid, graph)?,
            Self::Json => json(out, grid, warnings, graph)?,
            Self::Jsonl => json_lines(out, grid, graph)?,
            Self::Markdown => markdown(out, grid, graph)?,
            Self::Dot => {}
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Mode;

    #[test]
    fn forms_are_known_by_name_and_by_the_end_of_a_file() {
        for &(mode, name, _) in Mode::ALL {
            assert_eq!((Mode::parse(&name.to_uppercase()), mode.name()), (Some(mode), name));
        }
        assert_eq!(Mode::parse("md"), Some(Mode::Markdown));
        assert_eq!(Mode::parse("mdx"), None);
        assert_eq!(Mode::of_file(Path::new("x/a.JSONL")), Some(Mode::Jsonl));
        assert_eq!(Mode::of_file(Path::new("a.txt")), None);
    }
}
