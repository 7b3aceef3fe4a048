//! The commands that ask a saved graph: `log`, `why`.

use std::path::Path;

use super::arguments::{LogFormat, ProofFormat, Seen};
use super::failure::{Exit, Failure};
use super::shell::Shell;
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

/// Leaves a graph as it is: the program ends, and to take millions of things apart before would take as long as half of the
/// loading did.
pub(super) fn leave<T>(whole: T) {
    std::mem::forget(whole);
}
