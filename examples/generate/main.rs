//! Writes any number of invented articles to a folder, for tests and benchmarks: the same seed gives the same bytes.
//!
//! `cargo run --release --example generate -- 100000 articles --seed 7`
//!
//! Names are skewed as in news, some are shared by two people, some are spelled in several ways; some articles are another
//! publisher's copy of one before, or report the same attack with another toll; some files are broken. `manifest.jsonl` tells
//! of each article what it is and what it is meant to say.
#![allow(clippy::print_stderr)]

mod articles;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Writes invented articles to a folder, for tests and benchmarks.
#[derive(Debug, Parser)]
#[command(after_help = "\
Examples:
  cargo run --release --example generate -- 1000 articles
  cargo run --release --example generate -- 100000 articles --seed 7

The same number and seed give the same bytes. manifest.jsonl in the folder has a line of JSON for
each article: its file, template, day, publisher, of which article it is a copy, how it is broken,
and what it is meant to say.")]
struct Arguments {
    /// How many articles
    #[arg(value_name = "N")]
    count: usize,
    /// The folder; it must be empty, or not be there yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Begins the numbers that all is chosen by
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match articles::write(arguments.count, arguments.seed, &arguments.folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}: {error}", arguments.folder.display());
            ExitCode::FAILURE
        }
    }
}
