//! What every command takes.

use std::path::PathBuf;

use clap::{ArgAction, Args};
use jiff::civil::Date;

use super::value::{parse_date, parse_time};
use crate::cli::settings::{Messages, When};

/// What every command takes. What may also stand in the file of settings has no default here: see
/// [`crate::cli::settings`].
#[derive(Debug, Args)]
#[command(next_help_heading = "General options")]
pub(in crate::cli) struct Global {
    /// Read by the grammar in this folder, not by the embedded one
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "CHANCERY_GRAMMAR",
        hide_env_values = true
    )]
    pub(in crate::cli) grammar: Option<PathBuf>,
    /// The date of documents whose head has none, as 2025-06-12
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_date)]
    pub(in crate::cli) date: Option<Date>,
    /// When the documents were read, to be kept with them (RFC 3339); the default is SOURCE_DATE_EPOCH, else the clock
    #[arg(long, global = true, value_name = "TIME", value_parser = parse_time)]
    pub(in crate::cli) read_at: Option<String>,
    /// Threads to read with; the default, 0, is one a core
    #[arg(long, global = true, value_name = "N", env = "CHANCERY_JOBS", hide_env_values = true)]
    pub(in crate::cli) jobs: Option<usize>,
    /// When to use colours; NO_COLOR turns them off too
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        env = "CHANCERY_COLOR",
        hide_env_values = true
    )]
    pub(in crate::cli) color: Option<When>,
    /// How errors and warnings are written
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        env = "CHANCERY_ERROR_FORMAT",
        hide_env_values = true
    )]
    pub(in crate::cli) error_format: Option<Messages>,
    /// Keep so many older states of a graph beside its file when it is saved; the default, 0, is none
    #[arg(long, global = true, value_name = "N", env = "CHANCERY_BACKUP", hide_env_values = true)]
    pub(in crate::cli) backup: Option<usize>,
    /// Save a graph even where another program has changed its file since it was opened
    #[arg(long, global = true)]
    pub(in crate::cli) force: bool,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub(in crate::cli) quiet: bool,
    /// Say more of what is done; twice: much more
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(in crate::cli) verbose: u8,
    /// Take settings from this file, not from that in your folder of settings
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "CHANCERY_CONFIG",
        hide_env_values = true
    )]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Take settings from no file
    #[arg(long, global = true)]
    pub(in crate::cli) no_config: bool,
}
