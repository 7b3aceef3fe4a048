//! What `export` takes.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{PictureArguments, Seen};
use crate::cli::parameter::{self, Parameter};
use crate::export::{Entry, FORMATS};

pub(super) const HELP: &str = "\
Examples:
  chancery export graph.ron --focus 'Sergei Lavrov' --depth 2 -o lavrov.svg
  chancery export graph.ron --query 'MATCH p = (:Attack)-[:TARGET]->() RETURN p' --title Attacks -o attacks.png
  chancery export graph.ron --limit 200 --cluster country --theme dark -o graph.svg
  chancery export graph.ron --format dot -o graph.dot
  chancery export graph.ron -o graph.graphml
  chancery export graph.ron --format parquet -o tables && duckdb -c \"FROM 'tables/events.parquet'\"
  chancery export graph.ron --format obsidian --focus Kyiv --depth 2 -o notes

Without --format the end of the file's name tells it, and it is dot where nothing does. Of an answer,
what it names is written: its nodes and relationships; where it names only nodes, with all between them.";

/// What `export` takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArguments {
    /// The saved graph
    #[arg(value_name = "GRAPH")]
    pub(in crate::cli) graph: PathBuf,
    /// What to write
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    pub(in crate::cli) format: Option<String>,
    /// Where to write it; the default is standard output
    #[arg(short, long, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Only what stands around the node with this name or id
    #[arg(long, value_name = "NAME", conflicts_with = "query")]
    pub(in crate::cli) focus: Option<String>,
    /// How many relationships away from it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub(in crate::cli) depth: usize,
    /// At most so many nodes, the best connected first
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,
    /// Only what the answer to this question names
    #[arg(long, value_name = "CYPHER")]
    pub(in crate::cli) query: Option<String>,
    /// The value of a parameter of the question: a number, true, false, null, JSON, or else text
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parameter::parse, requires = "query")]
    pub(in crate::cli) parameters: Vec<Parameter>,
    #[command(flatten)]
    pub(in crate::cli) picture: PictureArguments,
    #[command(flatten)]
    pub(in crate::cli) seen: Seen,
}

/// The formats by their names.
fn format() -> impl TypedValueParser<Value = String> {
    let named = |entry: &Entry| PossibleValue::new(entry.name).help(entry.help);
    PossibleValuesParser::new(FORMATS.iter().map(named))
}
