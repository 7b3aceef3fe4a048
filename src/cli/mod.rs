//! The command line: the only module that names clap.

mod arguments;
mod ask;
mod batch;
mod compare;
mod correct;
mod evaluate;
mod export;
mod failure;
mod import;
mod interrupt;
mod log;
mod manual;
mod parameter;
mod prompt;
mod query;
mod read;
mod restore;
mod review;
mod serve;
mod settings;
mod shell;
mod usage;
mod verify;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _};

use arguments::{Arguments, Command, FactsFormat, QueryArguments};
use failure::{Exit, Failure};
use interrupt::Interrupt;
use query::Asked;
use settings::Settings;
use shell::Shell;
use usage::Early;

use crate::view::Screen;

/// Runs the program with these arguments (the program's name first) and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let early = Early::of(&arguments, |name| std::env::var_os(name));
    let mut definition = Arguments::command().color(early.color);
    let parsed = definition.try_get_matches_from_mut(arguments).and_then(|matches| {
        let parsed = Arguments::from_arg_matches(&matches)?;
        if parsed.command.is_none() && !parsed.print_config {
            let message = "a command is missing: 'chancery help' lists them";
            return Err(definition.error(ErrorKind::MissingSubcommand, message));
        }
        Ok((parsed, matches))
    });
    let (arguments, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return usage::show(&error, early).into(),
    };
    let settings = match Settings::of(&arguments, &matches) {
        Ok(settings) => settings,
        Err(error) => {
            let mut screen = Screen::new(Box::new(std::io::stdout()), Box::new(std::io::stderr()));
            screen.error_format = early.error_format;
            return Failure::from(error).end(&mut screen).into();
        }
    };
    let mut shell = Shell::new(arguments.global, settings, Interrupt::listen());
    log::begin(shell.settings.verbose.value, &shell.screen);
    if let Some((file, true)) = &shell.settings.file {
        tracing::debug!(file = %file.display(), "settings");
    }
    let result = match arguments.command {
        _ if arguments.print_config => print_config(&mut shell),
        Some(Command::Query(query)) => ask(&mut shell, *query, &matches),
        Some(command) => carry_out(&mut shell, command),
        None => Ok(Exit::Done),
    };
    let result = result.and_then(|exit| shell.screen.flush().map(|()| exit).map_err(Failure::from));
    let exit = match result {
        Ok(exit) => exit,
        Err(failure) => failure.end(&mut shell.screen),
    };
    exit.into()
}

/// `--print-config`.
fn print_config(shell: &mut Shell) -> Result<Exit, Failure> {
    settings::print(&shell.settings, shell.screen.out())?;
    Ok(Exit::Done)
}

/// `query`: the questions of `-c` and `-f` are asked in the order in which they stand on the command line.
fn ask(shell: &mut Shell, query: QueryArguments, matches: &ArgMatches) -> Result<Exit, Failure> {
    if query.batch {
        let limits = shell.limits();
        return batch::batch(shell, query.graph.as_deref(), limits, &query.correcting, query.seen);
    }
    let Some(graph) = query.graph.clone() else { return Ok(Exit::Done) };
    let places = |id: &str| {
        let places = matches.subcommand().and_then(|(_, query)| query.indices_of(id));
        places.map(Iterator::collect::<Vec<_>>).unwrap_or_default()
    };
    let commands = query.commands.iter().cloned().map(Asked::Text);
    let files = query.files.iter().cloned().map(Asked::File);
    let mut asked: Vec<(usize, Asked)> = places("commands").into_iter().zip(commands).collect();
    asked.extend(places("files").into_iter().zip(files));
    asked.sort_by_key(|&(place, _)| place);
    let mut asked: Vec<Asked> = asked.into_iter().map(|(_, one)| one).collect();
    asked.extend(query.query.clone().map(|text| match text.as_str() {
        "-" => Asked::File("-".into()),
        _ => Asked::Text(text),
    }));
    query::query(shell, &graph, asked, query)
}

fn carry_out(shell: &mut Shell, command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Build { paths, reading, output, no_text } => {
            shell.choose(reading)?;
            read::build(shell, paths, &output, no_text)
        }
        Command::Add { graph, paths, reading, no_text } => {
            shell.choose(reading)?;
            read::add(shell, &graph, paths, no_text)
        }
        Command::Remove { graph, documents } => read::remove(shell, &graph, documents),
        Command::Watch { folders, reading, output, once, settle, poll, keep, prune, no_text } => {
            shell.choose(reading)?;
            let ways = watch::Ways { once, settle, poll, keep, prune };
            watch::watch(shell, &folders, &output, !no_text, ways)
        }
        Command::Extract { format, paths, reading } => {
            shell.choose(reading)?;
            match format {
                FactsFormat::Json => read::extract(shell, &paths),
                FactsFormat::Attributions => read::attributions(shell, &paths),
            }
        }
        Command::Annotate { paths, reading, format, no_mentions } => {
            shell.choose(reading)?;
            read::annotate(shell, &paths, format, !no_mentions)
        }
        Command::Log { graph, undo: true, .. } => {
            correct::correct(shell, &graph, "undo", &[], arguments::By::default())
        }
        Command::Log { graph, format, .. } => ask::log(shell, &graph, format),
        Command::Review { graph, below, list, by } => {
            review::review(shell, &graph, below, list, by)
        }
        Command::Correct { graph, act, words, by } => {
            correct::correct(shell, &graph, &act, &words, by)
        }
        Command::Export(arguments) => export::export(shell, arguments),
        Command::Serve(arguments) => serve::serve(shell, arguments),
        Command::Import { nodes, relationships, delimiter, output } => {
            import::import(shell, &nodes, &relationships, delimiter, &output)
        }
        Command::Convert { from, to } => import::convert(shell, &from, &to),
        Command::Verify(arguments) => verify::verify(shell, &arguments),
        Command::Repair(arguments) => verify::repair(shell, &arguments),
        Command::Restore(arguments) => restore::restore(shell, &arguments),
        Command::Diff(arguments) => Ok(compare::diff(shell, &arguments)),
        Command::Merge(arguments) => compare::merge(shell, &arguments),
        Command::Why { graph, name, format, seen } => ask::why(shell, &graph, name, format, seen),
        Command::Repl { paths, reading, correcting, seen, history } => {
            shell.choose(*reading)?;
            prompt::repl(shell, paths, correcting, seen, history)
        }
        Command::Evaluate { what, shown, paths } => evaluate::evaluate(shell, what, &shown, &paths),
        Command::CheckGrammar { folder } => check_grammar(shell, &folder),
        Command::Completions { shell: target } => manual::completions(shell, target),
        Command::Man { output: Some(folder), .. } => manual::pages(shell, &folder),
        Command::Man { command, .. } => manual::page(shell, command.as_deref()),
        // It needs to know more: see `ask`.
        Command::Query(_) => Ok(Exit::Done),
    }
}

/// `check-grammar DIR`.
fn check_grammar(shell: &mut Shell, folder: &std::path::Path) -> Result<Exit, Failure> {
    crate::grammar::Grammar::in_folder(folder)?;
    shell.screen.say(&format!("{}: the grammar is in order", folder.display()));
    Ok(Exit::Done)
}
