//! What `serve` takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::Seen;
use super::value::seconds;

pub(super) const HELP: &str = "\
Examples:
  chancery serve graph.ron
  chancery serve graph.ron --port 8080 --timeout 5
  chancery serve graph.ron --port 8080 --token \"$TOKEN\" &
  curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8080/api/status

Open the address that it prints. It answers on this machine only, to who shows the token, and writes
nothing; it ends on Ctrl-C. Questions end after 30 seconds or 10,000 rows unless --timeout and --max-rows
say otherwise. docs/serve.md tells what programs can ask.";

/// What `serve` takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct ServeArguments {
    /// The saved graph
    #[arg(value_name = "GRAPH")]
    pub(in crate::cli) graph: PathBuf,
    /// The port; the default, 0, is one that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) port: u16,
    /// What requests must show; the default is made at the start and printed in the address
    #[arg(long, value_name = "TEXT", env = "CHANCERY_TOKEN", hide_env_values = true)]
    pub(in crate::cli) token: Option<String>,
    /// Give up a question after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds, env = "CHANCERY_TIMEOUT", hide_env_values = true)]
    pub(in crate::cli) timeout: Option<Duration>,
    /// How many rows an answer may have
    #[arg(long, value_name = "NUMBER", env = "CHANCERY_MAX_ROWS", hide_env_values = true)]
    pub(in crate::cli) max_rows: Option<usize>,
    #[command(flatten)]
    pub(in crate::cli) seen: Seen,
}
