//! The command `review`: doubtful things, one by one, with their proof and a key for each decision.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;
use std::sync::Arc;

use super::arguments::{By, Correcting};
use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::session::{Correction, Matter, Outcome, Request, Session, What};
use crate::view::{self, why};

/// A key and what it does.
struct Choice {
    key: String,
    does: String,
    wishes: Vec<Correction>,
}

/// `review GRAPH`.
pub(super) fn review(
    shell: &mut Shell,
    graph: &Path,
    below: u8,
    list: bool,
    by: By,
) -> Result<Exit, Failure> {
    let reason = by.reason.clone();
    let mut session = shell.open_to_correct(graph, &Correcting { read_only: list, by }, !list)?;
    let matters = session.matters(below)?;
    if list {
        for matter in &matters {
            writeln!(shell.screen.out(), "{}", view::escape(&asked(matter)))?;
        }
        return Ok(Exit::Done);
    }
    let (count, mut decided) = (matters.len(), 0);
    if count == 0 {
        shell.screen.say("nothing is in doubt");
        return Ok(Exit::Done);
    }
    let input = std::io::stdin();
    let prompted = input.is_terminal();
    let mut lines = input.lock().lines();
    for (number, matter) in matters.iter().enumerate() {
        if !is_open(&session, matter)? {
            continue;
        }
        let choices = choices(matter);
        let style = shell.screen.out_style;
        let head = format!("{} of {count}  {}", number + 1, view::escape(&asked(matter)));
        writeln!(shell.screen.out(), "{}", style.bold(&head))?;
        show(shell, &session, matter, false)?;
        loop {
            let keys = choices.iter().map(|choice| format!("{} {}", choice.key, choice.does));
            let keys: Vec<String> = keys.collect();
            write!(shell.screen.out(), "{}  w more proof  s skip  q quit > ", keys.join("  "))?;
            shell.screen.out().flush()?;
            let line = lines.next().transpose()?;
            if !prompted {
                writeln!(shell.screen.out(), "{}", view::escape(line.as_deref().unwrap_or("q")))?;
            }
            if shell.is_cancelled() {
                return Ok(Exit::Interrupted);
            }
            let Some(line) = line else { return Ok(ended(shell, decided)) };
            match line.trim() {
                "q" | "quit" => return Ok(ended(shell, decided)),
                "s" | "" => break,
                "w" => show(shell, &session, matter, true)?,
                key => match choices.iter().find(|choice| choice.key == key) {
                    Some(choice) => {
                        if decide(shell, &mut session, choice, reason.as_deref())? {
                            decided += 1;
                            break;
                        }
                    }
                    None => shell.screen.say(&format!("no key {:?} here", view::escape(key))),
                },
            }
        }
    }
    Ok(ended(shell, decided))
}

fn ended(shell: &mut Shell, decided: usize) -> Exit {
    let words = if decided == 1 { "decision" } else { "decisions" };
    shell.screen.say(&format!("{} {words} saved", view::grouped(decided)));
    Exit::Done
}

/// Carries a decision out and saves it at once: what was decided is never lost. Could it be carried out?
fn decide(
    shell: &mut Shell,
    session: &mut Session,
    choice: &Choice,
    reason: Option<&str>,
) -> Result<bool, Failure> {
    for correction in &choice.wishes {
        let reason = reason.map(str::to_owned);
        let request = Request::Correct { correction: correction.clone(), reason };
        match shell.run(session, request) {
            Ok(Outcome::Corrected(entry)) => shell.screen.say(&view::escape(&entry.statement)),
            Ok(_) => {}
            Err(failure) => {
                failure.diagnostics(None).iter().for_each(|one| shell.screen.show(one));
                return Ok(false);
            }
        }
    }
    shell.run(session, Request::Save { path: None })?;
    Ok(true)
}

/// Is all that it names still there?
fn is_open(session: &Session, matter: &Matter) -> Result<bool, Failure> {
    let graph = session.graph()?;
    Ok(keys(matter).iter().all(|key| graph.by_key(key).is_some()))
}

fn keys(matter: &Matter) -> Vec<&Arc<str>> {
    match matter {
        Matter::Pair { left, right, .. } => vec![left, right],
        Matter::Told { key, .. } => vec![key],
        Matter::Tie { from, to, .. } => vec![from, to],
        Matter::Figures { key, tellings, .. } => tellings.iter().chain([key]).collect(),
        Matter::Office { of, holders, .. } => holders.iter().chain([of]).collect(),
    }
}

fn asked(matter: &Matter) -> String {
    match matter {
        Matter::Pair { left, right, reason } => {
            format!("Are {left} and {right} one? {reason}")
        }
        Matter::Told { key, confidence } => format!("Is {key} so? {confidence}% sure"),
        Matter::Tie { from, kind, to, confidence } => {
            format!("Is {from} {kind} {to} so? {confidence}% sure")
        }
        Matter::Figures { key, figures, .. } => {
            format!("Which figures of {key} are right? {}", figures.join("; "))
        }
        Matter::Office { office, of, holders } => {
            format!("Do {} all hold the office {office:?} of {of}?", holders.join(" and "))
        }
    }
}

fn choices(matter: &Matter) -> Vec<Choice> {
    let one = |key: &str, does: &str, wish: Correction| Choice {
        key: key.to_owned(),
        does: does.to_owned(),
        wishes: vec![wish],
    };
    let both = |what: What| {
        vec![
            one("a", "accept", Correction::Accept(what.clone())),
            one("r", "reject", Correction::Reject(what)),
        ]
    };
    match matter {
        Matter::Pair { left, right, .. } => {
            let pair = vec![left.to_string(), right.to_string()];
            vec![
                one("m", "merge", Correction::Merge(pair.clone())),
                one("d", "two, for good", Correction::Distinct(pair)),
                one(
                    "a",
                    "two for now",
                    Correction::Accept(What::Pair(left.to_string(), right.to_string())),
                ),
            ]
        }
        Matter::Told { key, .. } => both(What::Told(key.to_string())),
        Matter::Tie { from, kind, to, .. } => both(tie(from, kind, to)),
        Matter::Figures { key, tellings, .. } => {
            let rejected = tellings.iter().enumerate().map(|(i, telling)| {
                let wish = Correction::Reject(What::Telling(telling.to_string()));
                one(&(i + 1).to_string(), &format!("{telling} is wrong"), wish)
            });
            let all = one("a", "all may stand", Correction::Accept(What::Told(key.to_string())));
            std::iter::once(all).chain(rejected).collect()
        }
        Matter::Office { of, holders, .. } => {
            let held = |holder: &Arc<str>| tie(holder, "HOLDS_OFFICE", of);
            let rejected = holders.iter().enumerate().map(|(i, holder)| {
                let does = format!("{holder} does not");
                one(&(i + 1).to_string(), &does, Correction::Reject(held(holder)))
            });
            let all = Choice {
                key: "a".to_owned(),
                does: "all do".to_owned(),
                wishes: holders.iter().map(|holder| Correction::Accept(held(holder))).collect(),
            };
            std::iter::once(all).chain(rejected).collect()
        }
    }
}

fn tie(from: &str, kind: &str, to: &str) -> What {
    What::Tie(from.to_owned(), kind.to_owned(), to.to_owned())
}

/// The proof: of a fact its sentences, of nodes who they are; all that is told of them where more is asked for.
fn show(shell: &mut Shell, session: &Session, matter: &Matter, all: bool) -> Result<(), Failure> {
    let graph = session.graph()?;
    let corpus = session.corpus();
    let node = |key: &Arc<str>| why::of_node(graph, corpus, graph.by_key(key)?);
    let mut proofs: Vec<why::Proof> = match matter {
        Matter::Pair { left, right, .. } => [left, right].into_iter().filter_map(node).collect(),
        Matter::Told { key, .. } | Matter::Figures { key, .. } => node(key).into_iter().collect(),
        Matter::Tie { from, kind, to, .. } => why::between(graph, corpus, from, kind, to),
        Matter::Office { of, holders, .. } => {
            let held = |holder: &Arc<str>| why::between(graph, corpus, holder, "HOLDS_OFFICE", of);
            holders.iter().flat_map(held).collect()
        }
    };
    if !all {
        proofs.iter_mut().for_each(why::Proof::shorten);
    }
    let colour = shell.screen.out_style.colour;
    why::render_each(&proofs, colour, &mut shell.screen.out())?;
    Ok(())
}
