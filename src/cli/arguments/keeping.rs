//! What the commands take that look after saved graphs: `verify`, `repair`, `restore`, `diff`, `merge`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub(super) const VERIFY: &str = "\
Examples:
  chancery verify graph.ron
  chancery verify archive/*.ron archive/*.chy && echo whole

Looked at are the checksum, the version, whether the facts of each document fit together and to its
text, whether ids are given once, and whether each correction can still be carried out. All that is
wrong is listed with its place, and the exit code is then 1.";

/// What `verify` takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyArguments {
    /// Saved graphs
    #[arg(required = true, value_name = "GRAPH")]
    pub(in crate::cli) graphs: Vec<PathBuf>,
}

pub(super) const REPAIR: &str = "\
Examples:
  chancery repair broken.ron -o mended.ron
  chancery repair broken.chy -o mended.ron && chancery add mended.ron articles

Kept is what is whole, document by document and correction by correction; what is lost is listed, and
the exit code is then 3. The damaged file stays as it is.";

/// What `repair` takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct RepairArguments {
    /// A saved graph that is damaged
    #[arg(value_name = "GRAPH")]
    pub(in crate::cli) graph: PathBuf,
    /// Where to save what is whole
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: PathBuf,
}

pub(super) const RESTORE: &str = "\
Examples:
  chancery add graph.ron articles --backup 5
  chancery restore graph.ron --list
  chancery restore graph.ron
  chancery restore graph.ron 3

--backup N (or CHANCERY_BACKUP, or backup: N in the file of settings) keeps the last N states of a
graph beside it when it is saved, as graph.backup-7.ron. The state that is there now becomes one of
them, so that restore can be taken back by restore.";

/// What `restore` takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct RestoreArguments {
    /// The saved graph
    #[arg(value_name = "GRAPH")]
    pub(in crate::cli) graph: PathBuf,
    /// Which older state, counted back from the newest, 1
    #[arg(value_name = "N", default_value_t = 1, conflicts_with = "list")]
    pub(in crate::cli) nth: usize,
    /// List the older states
    #[arg(long)]
    pub(in crate::cli) list: bool,
}

pub(super) const DIFF: &str = "\
Examples:
  chancery diff yesterday.ron today.ron
  chancery diff graph.backup-7.ron graph.ron --format json | jq '.corrections.added'

+ is new in B, - is gone, ~ is another. When documents were read and corrections made does not count,
nor whether a graph is saved as text or compact. The exit code is 0 where nothing differs, 1 where
something does, and 2 where the graphs cannot be compared.";

/// What `diff` takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArguments {
    /// A saved graph
    #[arg(value_name = "A")]
    pub(in crate::cli) old: PathBuf,
    /// Another one
    #[arg(value_name = "B")]
    pub(in crate::cli) new: PathBuf,
    /// How to print what differs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: DiffFormat,
}

/// How differences are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// A line each
    Text,
    /// One object, for programs
    Json,
}

pub(super) const MERGE: &str = "\
Examples:
  chancery merge mine.ron yours.ron -o ours.ron
  chancery merge desk-*.chy -o all.chy

The documents and corrections of all of them, each once: the same file comes out in whatever order
they are named. Where two have a document of one id with other bytes, the one that was read later
(--read-at) is taken, else that of the greater hash, and it is told.";

/// What `merge` takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct MergeArguments {
    /// Saved graphs
    #[arg(required = true, num_args = 2.., value_name = "GRAPH")]
    pub(in crate::cli) graphs: Vec<PathBuf>,
    /// Where to save the graph of all
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: PathBuf,
}
