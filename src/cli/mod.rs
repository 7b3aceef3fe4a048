//! The command line: the only module that names clap.

mod arguments;
mod ask;
mod batch;
mod evaluate;
mod failure;
mod import;
mod interrupt;
mod parameter;
mod prompt;
mod read;
mod shell;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use tracing_subscriber::EnvFilter;

use crate::session::Limits;
use arguments::{Arguments, Command, FactsFormat};
use failure::{Exit, Failure};
use interrupt::Interrupt;
use shell::Shell;

/// Runs the program with these arguments (the program's name first) and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are data and end well; anything else is wrong usage.
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            let _ = error.print();
            return exit.into();
        }
    };
    log(arguments.global.verbose);
    let mut shell = Shell::new(arguments.global, Interrupt::listen());
    let query = match &arguments.command {
        Command::Query { query, .. } => query.clone(),
        _ => None,
    };
    let result = carry_out(&mut shell, arguments.command)
        .and_then(|exit| shell.screen.flush().map(|()| exit).map_err(Failure::from));
    let exit = match result {
        Ok(exit) => exit,
        Err(failure) => failure.end(&mut shell.screen, query.as_deref()),
    };
    exit.into()
}

fn carry_out(shell: &mut Shell, command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Build { paths, output, no_text } => read::build(shell, paths, &output, no_text),
        Command::Add { graph, paths, no_text } => read::add(shell, &graph, paths, no_text),
        Command::Extract { format: FactsFormat::Json, paths } => read::extract(shell, &paths),
        Command::Extract { format: FactsFormat::Attributions, paths } => {
            read::attributions(shell, &paths)
        }
        Command::Annotate { paths, format, no_mentions } => {
            read::annotate(shell, &paths, format, !no_mentions)
        }
        Command::Query {
            graph: Some(graph),
            query: Some(query),
            format,
            parameters,
            timeout,
            max_rows,
            correcting,
            ..
        } => {
            let limits = Limits { timeout, max_rows };
            ask::query(shell, &graph, &query, format, parameters, limits, correcting)
        }
        Command::Query { graph, timeout, max_rows, correcting, .. } => {
            batch::batch(shell, graph.as_deref(), Limits { timeout, max_rows }, correcting)
        }
        Command::Log { graph, undo } => ask::log(shell, &graph, undo),
        Command::Export { graph, format: arguments::ExportFormat::Dot, output, part } => {
            ask::export(shell, &graph, output.as_deref(), part)
        }
        Command::Import { nodes, relationships, delimiter, output } => {
            import::import(shell, &nodes, &relationships, delimiter, &output)
        }
        Command::Convert { from, to } => import::convert(shell, &from, &to),
        Command::Why { graph, name } => ask::why(shell, &graph, name),
        Command::Repl { paths, correcting, history } => {
            prompt::repl(shell, paths, correcting, history)
        }
        Command::Evaluate { what, shown, paths } => evaluate::evaluate(shell, what, &shown, &paths),
        Command::CheckGrammar { folder } => check_grammar(shell, &folder),
    }
}

/// `check-grammar DIR`.
fn check_grammar(shell: &mut Shell, folder: &std::path::Path) -> Result<Exit, Failure> {
    crate::grammar::Grammar::in_folder(folder)?;
    shell.screen.say(&format!("{}: the grammar is in order", folder.display()));
    Ok(Exit::Done)
}

/// Diagnostics on standard error: `-v` what is done, `-vv` each step; CHANCERY_LOG for more.
fn log(verbose: u8) {
    let level = match verbose {
        0 => "off",
        1 => "chancery=debug",
        _ => "chancery=trace",
    };
    let filter = EnvFilter::try_from_env("CHANCERY_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    // A second subscriber in one process (in tests) changes nothing.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .try_init();
}
