//! What every command takes that reads documents.

use clap::Args;
use jiff::civil::Date;

use super::value::parse_date;
use crate::source::{Columns, Globs, Options};

/// Which documents are read, and how.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Reading options")]
pub(in crate::cli) struct Reading {
    /// Of folders read only the files of this pattern, as '*.html' or '2025/**'; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(in crate::cli) include: Vec<String>,
    /// Of folders do not read the files and folders of this pattern; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Leave out documents of earlier days; those without a day are read
    #[arg(long, value_name = "DAY", value_parser = parse_date)]
    pub(in crate::cli) since: Option<Date>,
    /// The column of a table, or the field of a record, that holds the text, title, date, source, id or url, as text=story
    #[arg(long, value_name = "PART=NAME", value_parser = part)]
    pub(in crate::cli) column: Vec<String>,
    /// Read documents in other languages than English, too, as if they were English
    #[arg(long)]
    pub(in crate::cli) any_language: bool,
}

impl Reading {
    /// How inputs are chosen and read; `date` is for documents that name none.
    pub(in crate::cli) fn options(&self, date: Option<Date>) -> Result<Options, String> {
        let mut columns = Columns::default();
        self.column.iter().try_for_each(|pair| columns.give(pair))?;
        Ok(Options {
            date,
            since: self.since,
            any_language: self.any_language,
            columns,
            globs: Globs::new(&self.include, &self.exclude)?,
        })
    }
}

fn part(pair: &str) -> Result<String, String> {
    Columns::default().give(pair).map(|()| pair.to_owned())
}
