//! Settings and where they come from: the command line goes before the environment, that before the file of settings, and
//! that before the defaults.

mod file;
mod print;
mod prompt;

use std::path::PathBuf;
use std::time::Duration;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, ValueEnum};
use serde::Deserialize;

pub(super) use file::SettingsError;
pub(super) use print::print;
use prompt::Prompt;

use super::arguments::{Arguments, Command, Global};
use crate::view::ErrorFormat;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How errors and warnings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Messages {
    /// For people, with the line and carets under the words that are meant
    Text,
    /// For programs: one object of JSON a line
    Json,
}

impl From<Messages> for ErrorFormat {
    fn from(messages: Messages) -> Self {
        match messages {
            Messages::Text => Self::Text,
            Messages::Json => Self::Json,
        }
    }
}

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The program.
    Default,
    /// The file of settings.
    File,
    /// A variable of the environment.
    Environment(&'static str),
    /// The command line.
    Option,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting<T> {
    pub(super) value: T,
    pub(super) origin: Origin,
}

impl<T> Setting<T> {
    fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// What was given on the command line or in the environment, else what stands in the file, else the default.
    fn pick(given: Option<Self>, file: Option<T>, default: T) -> Self {
        given
            .or_else(|| file.map(|value| Self::new(value, Origin::File)))
            .unwrap_or_else(|| Self::new(default, Origin::Default))
    }
}

/// All settings as they are in force.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// The file of settings that was looked for, and whether it was there.
    pub(super) file: Option<(PathBuf, bool)>,
    pub(super) grammar: Setting<Option<PathBuf>>,
    pub(super) jobs: Setting<usize>,
    pub(super) backup: Setting<usize>,
    pub(super) color: Setting<When>,
    pub(super) error_format: Setting<Messages>,
    pub(super) quiet: Setting<bool>,
    pub(super) verbose: Setting<u8>,
    pub(super) author: Setting<Option<String>>,
    pub(super) timeout: Setting<Option<Duration>>,
    pub(super) max_rows: Setting<Option<usize>>,
    pub(super) prompt: Prompt,
}

impl Settings {
    /// The settings by the command line, the environment and the file of settings.
    ///
    /// # Errors
    /// The file was named and cannot be read, or has a mistake.
    pub(super) fn of(arguments: &Arguments, matches: &ArgMatches) -> Result<Self, SettingsError> {
        let global = &arguments.global;
        let (place, from_file) = file::find_and_read(global)?;
        let limits = Limits::given(arguments, matches);
        let mut settings = Self {
            file: place,
            grammar: Setting::pick(
                given(matches, "grammar", "CHANCERY_GRAMMAR", global.grammar.clone().map(Some)),
                from_file.grammar.map(Some),
                None,
            ),
            jobs: Setting::pick(
                given(matches, "jobs", "CHANCERY_JOBS", global.jobs),
                from_file.jobs,
                0,
            ),
            backup: Setting::pick(
                given(matches, "backup", "CHANCERY_BACKUP", global.backup),
                from_file.backup,
                0,
            ),
            color: Setting::pick(colour(global, matches), from_file.color, When::Auto),
            error_format: Setting::pick(
                given(matches, "error_format", "CHANCERY_ERROR_FORMAT", global.error_format),
                from_file.error_format,
                Messages::Text,
            ),
            quiet: Setting::pick(
                global.quiet.then_some(Setting::new(true, Origin::Option)),
                from_file.quiet,
                false,
            ),
            verbose: Setting::pick(
                (global.verbose > 0).then_some(Setting::new(global.verbose, Origin::Option)),
                from_file.verbose,
                0,
            ),
            author: Setting::pick(limits.author, from_file.author.map(Some), None),
            timeout: Setting::pick(limits.timeout, from_file.timeout.map(Some), None),
            max_rows: Setting::pick(limits.max_rows, from_file.max_rows.map(Some), None),
            prompt: Prompt::of(from_file.prompt, |name| {
                std::env::var(name).ok().filter(|value| !value.is_empty())
            }),
        };
        // Who asks for more on the command line is not to be met by silence from the file.
        if settings.verbose.origin == Origin::Option && settings.quiet.origin == Origin::File {
            settings.quiet = Setting::new(false, Origin::Option);
        }
        Ok(settings)
    }
}

/// What only some commands take, as far as it was given.
struct Limits {
    author: Option<Setting<Option<String>>>,
    timeout: Option<Setting<Option<Duration>>>,
    max_rows: Option<Setting<Option<usize>>>,
}

impl Limits {
    fn given(arguments: &Arguments, matches: &ArgMatches) -> Self {
        let plain;
        let (command, matches) = match (&arguments.command, matches.subcommand()) {
            (
                Some(
                    command @ (Command::Query(_)
                    | Command::Repl { .. }
                    | Command::Correct { .. }
                    | Command::Review { .. }
                    | Command::Serve(_)),
                ),
                Some((_, of_command)),
            ) => (Some(command), of_command.clone()),
            // Other commands take none of this; the environment may hold it all the same, and the settings are to be shown
            // as a question would find them.
            _ => {
                let asked =
                    Arguments::command().try_get_matches_from(["chancery", "query", "--batch"]);
                plain = asked.ok().and_then(|matches| {
                    let arguments = Arguments::from_arg_matches(&matches).ok()?;
                    Some((arguments.command?, matches.subcommand()?.1.clone()))
                });
                match &plain {
                    Some((command, matches)) => (Some(command), matches.clone()),
                    None => (None, ArgMatches::default()),
                }
            }
        };
        let (author, timeout, max_rows) = match command {
            Some(Command::Query(query)) => {
                (query.correcting.by.author.clone(), query.timeout, query.max_rows)
            }
            Some(Command::Serve(serve)) => (None, serve.timeout, serve.max_rows),
            Some(Command::Repl { correcting, .. }) => (correcting.by.author.clone(), None, None),
            Some(Command::Correct { by, .. } | Command::Review { by, .. }) => {
                (by.author.clone(), None, None)
            }
            _ => (None, None, None),
        };
        Self {
            author: given(&matches, "author", "CHANCERY_AUTHOR", author.map(Some)),
            timeout: given(&matches, "timeout", "CHANCERY_TIMEOUT", timeout.map(Some)),
            max_rows: given(&matches, "max_rows", "CHANCERY_MAX_ROWS", max_rows.map(Some)),
        }
    }
}

/// A value that clap has from the command line or the environment.
fn given<T>(
    matches: &ArgMatches,
    id: &str,
    variable: &'static str,
    value: Option<T>,
) -> Option<Setting<T>> {
    let value = value?;
    let environment = matches.try_contains_id(id).is_ok()
        && matches.value_source(id) == Some(ValueSource::EnvVariable);
    let origin = if environment { Origin::Environment(variable) } else { Origin::Option };
    Some(Setting::new(value, origin))
}

/// `--color` and its variable go before `NO_COLOR`, and that before the file.
fn colour(global: &Global, matches: &ArgMatches) -> Option<Setting<When>> {
    given(matches, "color", "CHANCERY_COLOR", global.color).or_else(|| {
        std::env::var_os("NO_COLOR")
            .filter(|value| !value.is_empty())
            .map(|_| Setting::new(When::Never, Origin::Environment("NO_COLOR")))
    })
}
