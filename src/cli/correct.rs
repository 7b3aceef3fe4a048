//! The command `correct`: what an analyst knows better than the program.

use std::path::{Path, PathBuf};

use super::arguments::{By, Correcting};
use super::ask::leave;
use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::session::{ACTS, Correction, Outcome, Request, Session, SessionError};
use crate::{snapshot, view};

/// `correct GRAPH ACT WORD…`.
pub(super) fn correct(
    shell: &mut Shell,
    graph: &Path,
    act: &str,
    words: &[String],
    by: By,
) -> Result<Exit, Failure> {
    let reason = by.reason.clone();
    let wishes = wishes(act, words, reason)?;
    let mut session = shell.open_to_correct(graph, &Correcting { read_only: false, by }, true)?;
    let before = session.orphans()?.len();
    let mut told = Vec::new();
    for request in wishes {
        let left_out = session.left_out_by(&request);
        told.push(match shell.run(&mut session, request)? {
            Outcome::Corrected(entry) => entry.statement.clone(),
            Outcome::Undone(entry) => format!("taken back: {}", entry.statement),
            Outcome::Redone(entry) => format!("counts again: {}", entry.statement),
            Outcome::Adopted(new) => format!("{} new corrections", view::grouped(new)),
            _ => continue,
        });
        told.extend(left_out);
    }
    if session.is_unsaved() {
        shell.run(&mut session, Request::Save { path: None })?;
    }
    told.iter().for_each(|line| shell.screen.say(&view::escape(line)));
    if session.orphans()?.len() > before {
        shell.tell_orphans(&session)?;
    }
    session.release();
    leave::<Session>(session);
    Ok(Exit::Done)
}

/// What is to be done.
fn wishes(act: &str, words: &[String], reason: Option<String>) -> Result<Vec<Request>, Failure> {
    let usage = |text: String| Failure::Usage(text);
    match act {
        "undo" | "redo" => {
            let numbers: Vec<Option<usize>> = match words {
                [] => vec![None],
                numbers => numbers
                    .iter()
                    .map(|word| word.parse().map(Some))
                    .collect::<Result<_, _>>()
                    .map_err(|_| usage(format!("{act} takes the numbers of entries of the log")))?,
            };
            let one = |entry| match act {
                "undo" => Request::Undo { entry, reason: reason.clone() },
                _ => Request::Redo { entry, reason: reason.clone() },
            };
            Ok(numbers.into_iter().map(one).collect())
        }
        "apply" if words.is_empty() => Err(usage(
            "apply needs a file of corrections: chancery log GRAPH --format ron".to_owned(),
        )),
        "apply" => words
            .iter()
            .map(|file| {
                let entries = snapshot::read_corrections(&PathBuf::from(file));
                let entries = entries.map_err(SessionError::from)?;
                Ok(Request::Adopt { entries })
            })
            .collect(),
        _ => {
            let correction = Correction::parse(act, words).map_err(|error| {
                let known = ACTS.iter().any(|known| known.name == act);
                let text = error.to_string();
                usage(if known { text } else { format!("there is no act {act:?}: {}", acts()) })
            })?;
            Ok(vec![Request::Correct { correction, reason }])
        }
    }
}

fn acts() -> String {
    let names: Vec<&str> = ACTS.iter().map(|act| act.name).collect();
    format!("{}, undo, redo, apply", names.join(", "))
}
