//! The command `query`: many questions, one after the other.

use std::io::{IsTerminal as _, Read as _, Write};
use std::path::Path;

use super::arguments::QueryArguments;
use super::ask::leave;
use super::failure::{Exit, Failure};
use super::parameter::Parameter;
use super::shell::Shell;
use crate::graph::{Graph, Map, Value};
use crate::query::{self, Answer, QueryError, QueryWarning, statements, writes};
use crate::session::{Limits, Outcome, Request, Session, SessionError};
use crate::text::Span;
use crate::view::why::{self, Proof};
use crate::view::{self, Diagnostic, FilePlace, Grid, Mode, Style};

/// Where questions are taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// The command line.
    Text(String),
    /// A file, or `-` for standard input.
    File(std::path::PathBuf),
}

/// A text of questions, and the file that it comes from.
struct Questions {
    text: String,
    file: Option<String>,
}

/// `query GRAPH …`; `asked` is what was given, in order.
pub(super) fn query(
    shell: &mut Shell,
    graph: &Path,
    asked: Vec<Asked>,
    arguments: QueryArguments,
) -> Result<Exit, Failure> {
    let texts = given(asked)?;
    let questions: Vec<(&Questions, Span)> = texts
        .iter()
        .flat_map(|text| statements(&text.text).into_iter().map(move |span| (text, span)))
        .collect();
    if questions.is_empty() {
        return Err(Failure::Usage(
            "no question was given: there is nothing but blanks".to_owned(),
        ));
    }
    let writes = questions.iter().any(|(text, span)| writes(span.of(&text.text)));
    let mut session = shell.open_to_correct(graph, &arguments.correcting, writes)?;
    shell.look(&mut session, arguments.seen);
    let parameters = arguments.parameters.into_iter();
    let mut asking = Asking {
        parameters: parameters.map(|Parameter { name, value }| (name, value)).collect(),
        limits: shell.limits(),
        reason: arguments.correcting.by.reason,
        format: arguments.format,
        why: arguments.why,
        several: questions.len() > 1,
        answered: 0,
        changed: Vec::new(),
    };
    let mut failed = false;
    for (text, span) in questions {
        match asking.ask(shell, &mut session, text, span) {
            Ok(()) => {}
            Err(Failure::Session(SessionError::Query(error)))
                if !SessionError::Query(error.clone()).is_interrupt() =>
            {
                shell.screen.show(&asking.placed(&error, text, span));
                failed = true;
                if !arguments.fail_at_end {
                    break;
                }
            }
            Err(failure) => return Err(failure),
        }
    }
    let fast = failed && !arguments.fail_at_end;
    if session.is_unsaved() && fast {
        shell.screen.say("nothing was saved: what was written before the error is dropped");
    } else if session.is_unsaved() {
        shell.run(&mut session, Request::Save { path: None })?;
        asking.changed.iter().for_each(|changed| shell.screen.say(changed));
    }
    session.release();
    leave(session);
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

/// How all questions are asked, and what came of those before.
struct Asking {
    parameters: Map,
    limits: Limits,
    reason: Option<String>,
    format: Mode,
    why: bool,
    several: bool,
    answered: usize,
    changed: Vec<String>,
}

impl Asking {
    fn ask(
        &mut self,
        shell: &mut Shell,
        session: &mut Session,
        text: &Questions,
        span: Span,
    ) -> Result<(), Failure> {
        let request = Request::Query {
            text: span.of(&text.text).to_owned(),
            parameters: self.parameters.clone(),
            limits: self.limits,
            reason: self.reason.clone(),
        };
        let Outcome::Answer(answer) = shell.run(session, request)? else { return Ok(()) };
        for warning in &answer.warnings {
            let at = shifted(warning.span, span);
            shell.screen.show(
                &Diagnostic::warning(warning.message.clone())
                    .code("QueryWarning")
                    .at(&text.text, Some(at))
                    .in_file(file(text))
                    .help(warning.help.clone()),
            );
        }
        let named =
            if self.why { self.named(shell, session, span.of(&text.text), &answer) } else { None };
        self.show(shell, session, &answer, named.as_ref().unwrap_or(&answer))?;
        if !answer.effects.is_empty() {
            self.changed.push(view::changed(&answer.effects));
        }
        Ok(())
    }

    /// The answer with what its values are taken from behind them, where that can be told.
    fn named(
        &self,
        shell: &Shell,
        session: &mut Session,
        text: &str,
        answer: &Answer,
    ) -> Option<Answer> {
        let context = query::Context {
            params: &self.parameters,
            timeout: self.limits.timeout,
            cancel: Some(&shell.interrupt.cancel),
            ..query::Context::default()
        };
        let graph = session.graph().ok()?;
        if let Some(taken) = query::taken_together(graph, text, answer, &context) {
            let mut named = answer.clone();
            for (row, taken) in named.rows.iter_mut().zip(taken) {
                row.extend(taken);
            }
            return Some(named);
        }
        let request = Request::Query {
            text: query::naming(text)?,
            parameters: self.parameters.clone(),
            limits: self.limits,
            reason: None,
        };
        match shell.run(session, request) {
            Ok(Outcome::Answer(named)) if named.rows.len() == answer.rows.len() => Some(named),
            _ => None,
        }
    }

    fn show(
        &mut self,
        shell: &mut Shell,
        session: &Session,
        answer: &Answer,
        named: &Answer,
    ) -> Result<(), Failure> {
        let columns = answer.columns.iter().map(String::as_str).collect();
        let grid = Grid { columns, rows: &answer.rows };
        let (style, graph) = (shell.screen.out_style, session.graph()?);
        let out = shell.screen.out();
        if self.answered > 0 && !matches!(self.format, Mode::Json | Mode::Jsonl) {
            writeln!(out)?;
        }
        self.answered += 1;
        let told = |warning: &QueryWarning| match &warning.help {
            Some(help) => format!("{}; {help}", warning.message),
            None => warning.message.clone(),
        };
        let warnings: Vec<String> = answer.warnings.iter().map(told).collect();
        // Nothing is cut: who asks from the shell has no prompt to ask for the rest.
        self.format.write(out, &grid, &warnings, graph, style, None)?;
        if self.why {
            let proofs = |row: &Vec<Value>| proofs(session, graph, row);
            let rows: Vec<(Vec<Proof>, usize)> = named.rows.iter().map(proofs).collect();
            if matches!(self.format, Mode::Json | Mode::Jsonl) {
                why::json_rows(out, &rows, style)?;
            } else {
                self::rows(out, &rows, style)?;
            }
        }
        // Who reads a pipe sees each answer when it is there.
        Ok(out.flush()?)
    }

    /// The error with its place in the text that the question comes from. Where the place is not known, of several
    /// questions the whole one is shown.
    fn placed<'t>(
        &self,
        error: &QueryError,
        text: &'t Questions,
        question: Span,
    ) -> Diagnostic<'t> {
        let at = error.span.map(|span| shifted(span, question));
        let at = at.or_else(|| self.several.then_some(question));
        Diagnostic::error(error.message.clone())
            .code(error.code)
            .at(&text.text, at)
            .in_file(file(text))
            .help(error.help.clone())
    }
}

/// More things of one row, in which many may be taken together, are only counted.
const THINGS: usize = 50;

/// What proves each thing that a row names, and how many more there are.
fn proofs(session: &Session, graph: &Graph, row: &[Value]) -> (Vec<Proof>, usize) {
    let named = why::subjects(row, graph, usize::MAX);
    let more = named.len().saturating_sub(THINGS);
    let named = named.into_iter().take(THINGS);
    let mut proofs: Vec<Proof> =
        named.filter_map(|subject| subject.proof(graph, session.corpus())).collect();
    proofs.iter_mut().for_each(|proof| proof.correct(session.corrections()));
    (proofs, more)
}

/// Writes the proofs of each row for people, under the number of the row.
fn rows(
    mut out: &mut dyn Write,
    rows: &[(Vec<Proof>, usize)],
    style: Style,
) -> std::io::Result<()> {
    for (number, (proofs, more)) in (1..).zip(rows) {
        writeln!(out)?;
        if proofs.is_empty() {
            let hint =
                "it names nothing in the graph: RETURN nodes or relationships to have them proved";
            writeln!(out, "{}", style.pale(&format!("row {number}: {hint}")))?;
            continue;
        }
        writeln!(out, "{}", style.pale(&format!("row {number}:")))?;
        for proof in proofs {
            why::render(std::slice::from_ref(proof), style.colour, &mut out)?;
        }
        if *more > 0 {
            let note = format!("row {number}: {} more are not shown", view::grouped(*more));
            writeln!(out, "{}", style.pale(&note))?;
        }
    }
    Ok(())
}

/// A span of a question as one of the text in which the question stands.
fn shifted(span: Span, question: Span) -> Span {
    Span::new(question.start + span.start, question.start + span.end)
}

fn file(text: &Questions) -> Option<FilePlace> {
    text.file.clone().map(|file| FilePlace { file, ..FilePlace::default() })
}

/// The texts of what was given; standard input where nothing was.
fn given(asked: Vec<Asked>) -> Result<Vec<Questions>, Failure> {
    if asked.is_empty() {
        if std::io::stdin().is_terminal() {
            let message =
                "no question was given: write one behind the graph, or name a file with -f";
            return Err(Failure::Usage(message.to_owned()));
        }
        return Ok(vec![stdin()?]);
    }
    asked
        .into_iter()
        .map(|one| match one {
            Asked::Text(text) => Ok(Questions { text, file: None }),
            Asked::File(path) if path == Path::new("-") => stdin(),
            Asked::File(path) => {
                let name = path.display().to_string();
                let bytes = std::fs::read(&path)
                    .map_err(|reason| Failure::Unreadable { path: name.clone(), reason })?;
                decoded(name, bytes)
            }
        })
        .collect()
}

fn stdin() -> Result<Questions, Failure> {
    let name = "standard input".to_owned();
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|reason| Failure::Unreadable { path: name.clone(), reason })?;
    decoded(name, bytes)
}

fn decoded(name: String, bytes: Vec<u8>) -> Result<Questions, Failure> {
    let text = String::from_utf8(bytes).map_err(|error| Failure::NotText {
        path: name.clone(),
        at: error.utf8_error().valid_up_to(),
    })?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    Ok(Questions { text, file: Some(name) })
}
