//! The command `serve`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::arguments::ServeArguments;

use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::serve::{Serving, Token, serve as answer};
use crate::session::Limits;
use crate::view::grouped;

/// How much a question may take where nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(30);
const MOST_ROWS: usize = 10_000;

/// The fewest characters of a token that somebody chose.
const SHORTEST: usize = 16;

/// `serve GRAPH`.
pub(super) fn serve(shell: &mut Shell, arguments: ServeArguments) -> Result<Exit, Failure> {
    let token = match arguments.token {
        Some(token) => chosen(token)?,
        None => made()?,
    };
    let before = Looks::of(&arguments.graph);
    let mut session = shell.open(&arguments.graph, true)?;
    session.correct_as(None, true);
    shell.look(&mut session, arguments.seen);
    // Made before the first question, which would wait for it.
    let graph = session.graph()?;
    let (nodes, relationships) = (grouped(graph.node_count()), grouped(graph.relationship_count()));
    let Limits { timeout, max_rows } = shell.limits();
    let limits =
        Limits { timeout: timeout.or(Some(TIMEOUT)), max_rows: max_rows.or(Some(MOST_ROWS)) };
    let path: PathBuf = arguments.graph;
    let serving = Serving {
        port: arguments.port,
        token: Token::of(&token),
        limits,
        stop: Arc::clone(&shell.interrupt.cancel),
        now: Box::new(shell.clock()?),
        is_changed: Box::new(move || Looks::of(&path) != before),
    };
    let port = arguments.port;
    shell.screen.say(&format!("{nodes} nodes, {relationships} relationships; Ctrl-C ends it"));
    let told = shell.screen.out();
    let ended = answer(session, serving, |address| {
        // Whoever reads the address from a pipe waits for it.
        let _ = writeln!(told, "http://{address}/#token={token}");
        let _ = told.flush();
    });
    ended.map_err(|reason| Failure::Port { port, reason })?;
    shell.interrupt.cancel.store(false, Ordering::Relaxed);
    Ok(Exit::Done)
}

/// What a file looks like from outside: when it changes, so does this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Looks(Option<(u64, std::time::SystemTime)>);

impl Looks {
    fn of(path: &Path) -> Self {
        let found = std::fs::metadata(path);
        Self(found.ok().and_then(|found| Some((found.len(), found.modified().ok()?))))
    }
}

/// A token that somebody chose.
fn chosen(token: String) -> Result<String, Failure> {
    let plain = token.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c));
    if plain && token.len() >= SHORTEST {
        return Ok(token);
    }
    Err(Failure::Usage(format!(
        "the token must have {SHORTEST} characters at least, of A-Z, a-z, 0-9 and - . _ ~"
    )))
}

/// 128 bits that nobody can guess.
fn made() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::Output(std::io::Error::other(error.to_string())))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::{chosen, made};

    #[test]
    fn tokens_are_long_and_may_stand_in_an_address() {
        assert!(chosen("0123456789abcdef".to_owned()).is_ok());
        for bad in ["short", "0123456789abcde\"", "0123456789 abcdef", ""] {
            assert!(chosen(bad.to_owned()).is_err(), "{bad}");
        }
        let (one, other) = (made().unwrap(), made().unwrap());
        assert!(one != other && one.len() == 32 && chosen(one).is_ok());
    }
}
