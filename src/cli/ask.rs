//! The commands that ask a saved graph: `log`, `why`, `export`.

use std::io::Write as _;
use std::path::Path;

use super::arguments::{LogFormat, Part, ProofFormat, Seen};
use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::export::dot::{self, DotOptions};
use crate::session::{Outcome, Request};
use crate::snapshot;
use crate::view::{self, why};

/// `log GRAPH`.
pub(super) fn log(shell: &mut Shell, graph: &Path, format: LogFormat) -> Result<Exit, Failure> {
    let session = shell.open(graph, true)?;
    match format {
        LogFormat::Text => {
            view::log(shell.screen.out(), session.corrections(), session.orphans()?)?;
        }
        LogFormat::Ron => {
            snapshot::write_corrections(&mut shell.screen.out(), session.corrections())?;
        }
    }
    leave(session);
    Ok(Exit::Done)
}

/// `why GRAPH ID|NAME`.
pub(super) fn why(
    shell: &mut Shell,
    graph: &Path,
    name: String,
    format: ProofFormat,
    seen: Seen,
) -> Result<Exit, Failure> {
    let mut session = shell.open(graph, true)?;
    shell.look(&mut session, seen);
    let Outcome::Proofs(proofs) = shell.run(&mut session, Request::Why { name })? else {
        return Ok(Exit::Done);
    };
    let style = shell.screen.out_style;
    match format {
        ProofFormat::Text => why::render(&proofs, style.colour, &mut shell.screen.out())?,
        ProofFormat::Json => why::json(shell.screen.out(), &proofs, style)?,
    }
    leave(session);
    Ok(Exit::Done)
}

/// `export GRAPH`.
pub(super) fn export(
    shell: &mut Shell,
    graph: &Path,
    output: Option<&Path>,
    part: Part,
    seen: Seen,
) -> Result<Exit, Failure> {
    let mut session = shell.open(graph, true)?;
    shell.look(&mut session, seen);
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
