//! What `query` takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::value::seconds;
use super::{Correcting, Seen};
use crate::cli::parameter::{self, Parameter};
use crate::view::Mode;

pub(super) const HELP: &str = "\
Examples:
  chancery query graph.ron 'MATCH (a:Person)-[:MET]-(b) RETURN a.name, b.name'
  chancery query graph.ron 'CALL db.labels()'
  chancery query graph.ron 'MATCH (a:Person)-[m:MET]-(b:Person) WHERE m.date.month = 7 AND a.name < b.name RETURN a.name, b.name, m.date'
  chancery query graph.ron 'MATCH (e:Event)-[:ACTOR]->(a) WHERE e.date IS NOT NULL RETURN e.date, e.name, collect(a.name) ORDER BY e.date'
  chancery query graph.ron 'MATCH (p:Person {name: $name})-[:SAID]->(s) RETURN s.content' --param name='Ana Ruiz'
  chancery query graph.ron 'MATCH (c:Country) RETURN c.name, c.iso2' --format csv > countries.csv
  chancery query graph.ron -c 'MATCH (n) RETURN count(n)' -c 'MATCH (e:Event) RETURN count(e)'
  chancery query graph.ron -f daily.cypher --param day=2025-07-10 --fail-at-end
  chancery query graph.ron 'MATCH (e:Meeting) RETURN e, e.date' --why
  chancery query graph.ron 'MATCH (e:Attack) RETURN e.date, e.killed' --as-of 2025-07-10
  echo 'MATCH (p:Person) RETURN p.name' | chancery query graph.ron
  chancery query graph.ron 'MATCH (p:Person {name: \"A. Ruiz\"}) SET p.checked = true' --author me --reason 'seen on TV'
  echo '{\"query\": \"RETURN $x + 1 AS y\", \"params\": {\"x\": 1}}' | chancery query --batch

Questions come from the command line, from -c and -f in the order in which they stand there, or
else from standard input. Several are separated by ; and answered one after the other, with an
empty line between (in JSON: an object each); the last needs no ;.

What is written is saved at the end. Where a question fails, nothing more is asked, nothing is
saved, and the exit code is 1; with --fail-at-end the others are asked all the same and what they
write is saved, and the exit code is 1 too.";

/// What `query` takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct QueryArguments {
    /// The saved graph; with --batch it may be left out
    #[arg(value_name = "GRAPH", required_unless_present = "batch")]
    pub(in crate::cli) graph: Option<PathBuf>,
    /// The question, or - for standard input
    #[arg(value_name = "CYPHER", conflicts_with_all = ["batch", "commands", "files"])]
    pub(in crate::cli) query: Option<String>,
    /// A question; may be given several times
    #[arg(short, long = "command", value_name = "CYPHER", conflicts_with = "batch")]
    pub(in crate::cli) commands: Vec<String>,
    /// A file of questions separated by ; or - for standard input; may be given several times
    #[arg(short, long = "file", value_name = "FILE", conflicts_with = "batch")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Read questions from standard input, an object of JSON a line, and answer each with such a line
    #[arg(long, conflicts_with_all = ["format", "parameters", "fail_fast", "fail_at_end"])]
    pub(in crate::cli) batch: bool,
    /// Give up a question after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds, env = "CHANCERY_TIMEOUT", hide_env_values = true)]
    pub(in crate::cli) timeout: Option<Duration>,
    /// How many rows an answer may have
    #[arg(long, value_name = "NUMBER", env = "CHANCERY_MAX_ROWS", hide_env_values = true)]
    pub(in crate::cli) max_rows: Option<usize>,
    /// How to print the answer
    #[arg(long, value_name = "FORMAT", default_value = "auto", value_parser = form())]
    pub(in crate::cli) format: Mode,
    /// The value of a parameter: a number, true, false, null, JSON, or else text
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parameter::parse)]
    pub(in crate::cli) parameters: Vec<Parameter>,
    /// Stop at the first question that fails (the default)
    #[arg(long, conflicts_with = "fail_at_end")]
    pub(in crate::cli) fail_fast: bool,
    /// Ask all questions, whichever fail
    #[arg(long)]
    pub(in crate::cli) fail_at_end: bool,
    /// Behind each answer, show for each row the sentences that prove what it names
    #[arg(long, conflicts_with = "batch")]
    pub(in crate::cli) why: bool,
    #[command(flatten)]
    pub(in crate::cli) seen: Seen,
    #[command(flatten)]
    pub(in crate::cli) correcting: Correcting,
}

/// The forms of answers by their names, but for pictures: those are drawn by `export`.
fn form() -> impl TypedValueParser<Value = Mode> {
    let forms = Mode::ALL.iter().filter(|(mode, ..)| *mode != Mode::Dot);
    let named = forms.map(|&(_, name, does)| PossibleValue::new(name).help(does));
    PossibleValuesParser::new(named).map(|name| Mode::parse(&name).unwrap_or_default())
}
