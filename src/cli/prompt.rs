//! The command `repl`.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::arguments::{Correcting, Seen};
use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::repl::{self, Ended, History, Interpreter};
use crate::session::{Outcome, Request, Session};
use crate::snapshot::is_snapshot;

/// `repl [GRAPH|PATH…]`.
pub(super) fn repl(
    shell: &mut Shell,
    paths: Vec<PathBuf>,
    correcting: Correcting,
    seen: Seen,
    history: Option<String>,
) -> Result<Exit, Failure> {
    let (graphs, documents): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| is_snapshot(path));
    let mut session = match graphs.as_slice() {
        [] => shell.session(true)?,
        [graph] => shell.open_quietly(graph, true)?,
        [_, second, ..] => {
            let message = format!("{}: only one saved graph can be opened", second.display());
            return Err(Failure::Usage(message));
        }
    };
    session.correct_as(shell.settings.author.value.clone(), correcting.read_only);
    let passed_over = !documents.is_empty() && read(shell, &mut session, documents)?;
    shell.look(&mut session, seen);
    let cancel = Arc::clone(&shell.interrupt.cancel);
    let input = std::io::stdin();
    let on_terminal = input.is_terminal() && shell.screen.out_style.terminal;
    shell.interrupt.patient.store(on_terminal, Ordering::Relaxed);
    if on_terminal {
        session.keep_up();
        session.keep_journal();
    } else {
        shell.warn_of_what_is_left(&session);
    }
    let mut interpreter = Interpreter::new(session, &mut shell.screen, Arc::clone(&cancel));
    interpreter.give_reason(correcting.by.reason);
    interpreter.settings_mut().asof = seen.as_of;
    let ended = if on_terminal {
        interpreter.be_talkative();
        interpreter.settings_mut().asof = seen.as_of;
        let wanted = &shell.settings.prompt;
        let history = history.as_ref().or(wanted.history.value.as_ref());
        let history = history.map(|text| History::named(text)).unwrap_or_default();
        wanted.apply(interpreter.settings_mut());
        interpreter.settings_mut().timeout = shell.settings.timeout.value;
        repl::prompt(interpreter, &history)?
    } else {
        repl::script(interpreter, input.lock(), &cancel)?
    };
    Ok(match ended {
        Ended::Done if passed_over => Exit::PassedOver,
        Ended::Done => Exit::Done,
        Ended::PassedOver => Exit::PassedOver,
        Ended::Failed => Exit::Failed,
        Ended::Interrupted => Exit::Interrupted,
    })
}

/// Reads the documents; were some passed over?
fn read(shell: &mut Shell, session: &mut Session, paths: Vec<PathBuf>) -> Result<bool, Failure> {
    let Outcome::Read(report) = shell.run(session, Request::Read { paths })? else {
        return Ok(false);
    };
    shell.report(&report);
    shell.summarize(session, &report, true)?;
    Ok(!report.passed_over.is_empty())
}
