//! The command `export`.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::arguments::ExportArguments;
use super::ask::leave;
use super::failure::{Exit, Failure};
use super::parameter::Parameter;
use super::shell::Shell;
use crate::export::{
    Entry, ExportError, Exported, FORMATS, Folder, Format, Part, Selection, Stream,
};
use crate::session::{Outcome, Request, Session};
use crate::view::{grouped, why};

/// `export GRAPH`.
pub(super) fn export(shell: &mut Shell, arguments: ExportArguments) -> Result<Exit, Failure> {
    let named = arguments.format.as_deref().and_then(Entry::named);
    let by_end = || arguments.output.as_deref().and_then(Entry::of_file);
    let Some(entry) = named.or_else(by_end).or(FORMATS.first()) else { return Ok(Exit::Failed) };
    let mut format = (entry.make)();
    let output = arguments.output.clone();
    if format.is_folder() && output.is_none() {
        return Err(Failure::Usage(format!(
            "{} is a folder of files: name one with -o",
            entry.name
        )));
    }
    let mut session = shell.open(&arguments.graph, true)?;
    shell.look(&mut session, arguments.seen);
    let part = part(shell, &mut session, arguments, format.as_ref())?;
    format.heed(session.corrections());
    let graph = session.graph()?;
    let what = Exported { graph, corpus: session.corpus(), part: &part };
    match output {
        None => format.write(&what, &mut Stream::new(&mut shell.screen.out()))?,
        Some(path) => {
            write(&what, format.as_ref(), &path)?;
            shell.screen.say(&format!("wrote {}", path.display()));
        }
    }
    if let Some(of) = part.left_out_of() {
        let shown = grouped(part.nodes().len());
        shell.screen.say(&format!("{shown} of {} nodes: the best connected", grouped(of)));
    }
    leave(session);
    Ok(Exit::Done)
}

/// Which part of the graph is written.
fn part(
    shell: &mut Shell,
    session: &mut Session,
    arguments: ExportArguments,
    format: &dyn Format,
) -> Result<Part, Failure> {
    let ExportArguments { focus, depth, limit, query, parameters, .. } = arguments;
    let Some(text) = query else {
        let selection = Selection { focus, depth, limit, documents: !format.is_picture() };
        return Ok(Part::of(session.graph()?, &selection).map_err(ExportError::from)?);
    };
    if crate::query::writes(&text) {
        return Err(Failure::Usage(
            "a question that writes cannot be exported: use query".to_owned(),
        ));
    }
    let parameters = parameters.into_iter().map(|Parameter { name, value }| (name, value));
    let limits = shell.limits();
    let request = Request::Query { text, parameters: parameters.collect(), limits, reason: None };
    let Outcome::Answer(answer) = shell.run(session, request)? else {
        return Err(Failure::Usage("the question has no answer that could be written".to_owned()));
    };
    let graph = session.graph()?;
    let subjects = why::subjects(answer.rows.iter().flatten(), graph, usize::MAX);
    if subjects.is_empty() && !answer.rows.is_empty() {
        return Err(Failure::Usage(
            "the answer names nothing of the graph: return nodes, relationships or paths, not their properties"
                .to_owned(),
        ));
    }
    let part = why::part(&subjects, graph);
    Ok(match limit {
        Some(limit) => part.limited(graph, limit),
        None => part,
    })
}

/// Writes a file or folder in the place of what stands there, or not at all. A device or pipe is written to.
fn write(what: &Exported<'_>, format: &dyn Format, path: &Path) -> Result<(), Failure> {
    let failed = |reason| Failure::File { path: path.display().to_string(), reason };
    let told = |error| match error {
        ExportError::Io(reason) => failed(reason),
        other => other.into(),
    };
    if format.is_folder() {
        let mut folder = Folder::new(path).map_err(failed)?;
        format.write(what, &mut folder).map_err(told)?;
        return folder.keep().map_err(failed);
    }
    if path.exists() && !path.is_file() {
        let mut out = BufWriter::new(File::create(path).map_err(failed)?);
        format.write(what, &mut Stream::new(&mut out)).map_err(told)?;
        return out.flush().map_err(failed);
    }
    let folder: PathBuf = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or_else(|| ".".into(), Path::to_owned);
    let mut out = BufWriter::new(crate::snapshot::temporary_in(&folder).map_err(failed)?);
    format.write(what, &mut Stream::new(&mut out)).map_err(told)?;
    let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
