//! The commands that ask a saved graph: `query`, `why`, `export`.

use std::io::Write as _;
use std::path::Path;

use super::arguments::{AnswerFormat, Correcting, Part};
use super::failure::{Exit, Failure};
use super::parameter::Parameter;
use super::shell::Shell;
use crate::export::dot::{self, DotOptions};
use crate::session::{Limits, Outcome, Request};
use crate::view::{self, Diagnostic, Grid, why};

/// `query GRAPH CYPHER`.
pub(super) fn query(
    shell: &mut Shell,
    graph: &Path,
    text: &str,
    format: AnswerFormat,
    parameters: Vec<Parameter>,
    limits: Limits,
    correcting: Correcting,
) -> Result<Exit, Failure> {
    let reason = correcting.reason.clone();
    let mut session = shell.open_to_correct(graph, correcting)?;
    let parameters = parameters.into_iter().map(|one| (one.name, one.value)).collect();
    let request = Request::Query { text: text.to_owned(), parameters, limits, reason };
    let Outcome::Answer(answer) = shell.run(&mut session, request)? else {
        return Ok(Exit::Done);
    };
    for warning in &answer.warnings {
        shell.screen.show(
            &Diagnostic::warning(warning.message.clone())
                .at(text, Some(warning.span))
                .help(warning.help.clone()),
        );
    }
    let grid =
        Grid { columns: answer.columns.iter().map(String::as_str).collect(), rows: &answer.rows };
    let (style, graph) = (shell.screen.out_style, session.graph()?);
    let out = shell.screen.out();
    match format {
        AnswerFormat::Table => view::table(out, &grid, graph, style)?,
        AnswerFormat::Csv => view::csv(out, &grid, graph, style)?,
        AnswerFormat::Json => {
            let warnings: Vec<String> = answer
                .warnings
                .iter()
                .map(|warning| match &warning.help {
                    Some(help) => format!("{}; {help}", warning.message),
                    None => warning.message.clone(),
                })
                .collect();
            view::json(out, &grid, &warnings, graph, style)?;
        }
    }
    if session.is_unsaved() {
        shell.run(&mut session, Request::Save { path: None })?;
        shell.screen.say(&view::changed(&answer.effects));
    }
    leave(session);
    Ok(Exit::Done)
}

/// `log GRAPH`.
pub(super) fn log(shell: &mut Shell, graph: &Path, undo: bool) -> Result<Exit, Failure> {
    let mut session = shell.open(graph, true)?;
    if undo {
        if let Outcome::Undone(entry) = shell.run(&mut session, Request::Undo)? {
            shell.run(&mut session, Request::Save { path: None })?;
            shell.screen.say(&format!("taken back: {}", view::escape(&entry.statement)));
        }
        return Ok(Exit::Done);
    }
    view::log(shell.screen.out(), session.corrections(), session.orphans()?)?;
    Ok(Exit::Done)
}

/// `why GRAPH ID|NAME`.
pub(super) fn why(shell: &mut Shell, graph: &Path, name: String) -> Result<Exit, Failure> {
    let mut session = shell.open(graph, true)?;
    let Outcome::Proofs(proofs) = shell.run(&mut session, Request::Why { name })? else {
        return Ok(Exit::Done);
    };
    let colour = shell.screen.out_style.colour;
    why::render(&proofs, colour, &mut shell.screen.out())?;
    leave(session);
    Ok(Exit::Done)
}

/// `export GRAPH`.
pub(super) fn export(
    shell: &mut Shell,
    graph: &Path,
    output: Option<&Path>,
    part: Part,
) -> Result<Exit, Failure> {
    let session = shell.open(graph, true)?;
    let options =
        DotOptions { focus: part.focus, depth: part.depth, limit: part.limit, documents: false };
    let Some(path) = output else {
        dot::write(session.graph()?, &options, shell.screen.out())?;
        return Ok(Exit::Done);
    };
    let failed = |reason| Failure::File { path: path.display().to_string(), reason };
    let mut picture = Vec::new();
    dot::write(session.graph()?, &options, &mut picture)?;
    write_whole(path, &picture).map_err(failed)?;
    shell.screen.say(&format!("wrote {}", path.display()));
    Ok(Exit::Done)
}

/// Leaves a graph as it is: the program ends, and to take millions of things apart before would take as long as half of the
/// loading did.
pub(super) fn leave<T>(whole: T) {
    std::mem::forget(whole);
}

/// Writes a file in the place of what stands there, or not at all. A device or pipe is written to.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.exists() && !path.is_file() {
        return std::fs::write(path, bytes);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = crate::snapshot::temporary_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}
