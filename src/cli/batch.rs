//! `query --batch`: questions by the line, so that any language can ask.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::ZonedDateTime;
use serde::Serialize;
use serde_json::{Map as Object, Value as Json, json};

use super::arguments::{Correcting, Seen};
use super::ask::leave;
use super::failure::{Exit, Failure};
use super::parameter::from_json;
use super::shell::Shell;
use crate::graph::{Effects, Graph, Map};
use crate::query::{self, Answer, Context, Procedure, QueryError, QueryWarning};
use crate::session::{Limits, Request, Session, SessionError};
use crate::view::{self, Shown};

/// No line is longer than this, in bytes.
const LONGEST_LINE: u64 = 64 << 20;

/// What is asked: a graph that was read, or an empty one to try things on.
enum Asked {
    Read(Box<Session>),
    Scratch(Box<Graph>),
}

/// `query [GRAPH] --batch`.
pub(super) fn batch(
    shell: &mut Shell,
    graph: Option<&Path>,
    limits: Limits,
    correcting: &Correcting,
    seen: Seen,
) -> Result<Exit, Failure> {
    let reason = correcting.by.reason.clone();
    let asked = match graph {
        Some(path) => {
            let mut session = shell.open_to_correct(path, correcting, false)?;
            shell.look(&mut session, seen);
            Asked::Read(session.into())
        }
        None => Asked::Scratch(Box::default()),
    };
    let mut batch = Batch { asked, procedures: Vec::new(), now: shell.now()?, limits, reason };
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let said = batch.answer(&line, shell)?;
        let out = shell.screen.out();
        out.write_all(said.as_bytes())?;
        out.flush()?;
        if shell.interrupt.cancel.load(Ordering::Relaxed) {
            batch.save(shell)?;
            return Ok(Exit::Interrupted);
        }
    }
    batch.save(shell)?;
    if let Asked::Read(session) = &mut batch.asked {
        session.release();
    }
    leave(batch);
    Ok(Exit::Done)
}

/// Reads a line; false at the end of the input. Of a line that is too long only the beginning is kept, which is then
/// no JSON.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, Failure> {
    let failed = |reason| Failure::Unreadable { path: "standard input".to_owned(), reason };
    line.clear();
    let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', line).map_err(failed)?;
    if read as u64 == LONGEST_LINE && line.last() != Some(&b'\n') {
        input.skip_until(b'\n').map_err(failed)?;
    }
    Ok(read > 0)
}

struct Batch {
    asked: Asked,
    procedures: Vec<Arc<Procedure>>,
    now: ZonedDateTime,
    limits: Limits,
    reason: Option<String>,
}

impl Batch {
    /// Saves what was written to a graph that was read.
    fn save(&mut self, shell: &Shell) -> Result<(), Failure> {
        if let Asked::Read(session) = &mut self.asked
            && session.is_unsaved()
        {
            shell.run(session, Request::Save { path: None })?;
        }
        Ok(())
    }

    /// The line that answers a line.
    fn answer(&mut self, line: &[u8], shell: &Shell) -> Result<String, Failure> {
        let request: Object<String, Json> = match serde_json::from_slice(line) {
            Ok(request) => request,
            Err(error) => {
                return refusal("InvalidJson", &format!("no object of JSON: {error}"));
            }
        };
        if request.contains_key("reset") {
            self.procedures.clear();
            if let Asked::Scratch(graph) = &mut self.asked {
                **graph = Graph::new();
            }
            return nothing();
        }
        if request.contains_key("save") {
            self.save(shell)?;
            return nothing();
        }
        if let Some(declared) = request.get("procedure") {
            return match procedure(declared) {
                Ok(procedure) => {
                    self.procedures.retain(|other| other.name != procedure.name);
                    self.procedures.push(procedure.into());
                    nothing()
                }
                Err(reason) => refusal("InvalidProcedure", &reason),
            };
        }
        let Some(text) = request.get("query").and_then(Json::as_str) else {
            return refusal("InvalidRequest", "expected \"query\", \"procedure\" or \"reset\"");
        };
        let params: Map = match request.get("params") {
            None | Some(Json::Null) => Map::new(),
            Some(Json::Object(all)) => all
                .iter()
                .map(|(name, value)| (Arc::from(name.as_str()), from_json(value.clone())))
                .collect(),
            Some(_) => return refusal("InvalidRequest", "expected an object of parameters"),
        };
        let context = Context {
            params: &params,
            now: Some(&self.now),
            procedures: &self.procedures,
            cancel: Some(&shell.interrupt.cancel),
            timeout: self.limits.timeout,
            max_rows: self.limits.max_rows,
        };
        match &mut self.asked {
            Asked::Scratch(graph) => {
                let answer = query::run_writing(graph, text, &context);
                told(answer, graph)
            }
            Asked::Read(session) => {
                let answer = match session.ask(text, &context, self.reason.clone()) {
                    Ok(answer) => Ok(answer),
                    Err(SessionError::Query(error)) => Err(error),
                    // Another program has the file: nothing was written, and the next line may be answered.
                    Err(error @ SessionError::Snapshot(_)) => {
                        return refusal(error.code(), &error.to_string());
                    }
                    Err(error) => return Err(error.into()),
                };
                told(answer, session.graph()?)
            }
        }
    }
}

/// A table that is declared as a procedure.
fn procedure(declared: &Json) -> Result<Procedure, String> {
    let signature = declared.get("signature").and_then(Json::as_str);
    let signature = signature.ok_or("expected a \"signature\" of text")?;
    let rows = match declared.get("rows") {
        None | Some(Json::Null) => &Vec::new(),
        Some(Json::Array(rows)) => rows,
        Some(_) => return Err("expected \"rows\", a list of lists".to_owned()),
    };
    let rows = rows.iter().map(|row| match row {
        Json::Array(values) => Ok(values.iter().cloned().map(from_json).collect()),
        _ => Err("expected \"rows\", a list of lists".to_owned()),
    });
    let procedure = Procedure::table(signature, rows.collect::<Result<_, String>>()?);
    procedure.map_err(|error| error.to_string())
}

/// An answer, with its parts in the order of their names.
#[derive(Serialize)]
struct Told<'a> {
    columns: &'a [String],
    effects: BTreeMap<&'static str, usize>,
    rows: Vec<Vec<Shown<'a>>>,
    warnings: Vec<Json>,
}

fn told(answer: Result<Answer, QueryError>, graph: &Graph) -> Result<String, Failure> {
    match answer {
        Ok(answer) => line(&Told {
            columns: &answer.columns,
            effects: effects(answer.effects),
            rows: answer
                .rows
                .iter()
                .map(|row| row.iter().map(|value| Shown(value, graph)).collect())
                .collect(),
            warnings: answer.warnings.iter().map(warning).collect(),
        }),
        Err(error) => line(&json!({"error": {
            "kind": error.kind.to_string(),
            "phase": error.phase.to_string(),
            "code": error.code,
            "message": error.message,
            "help": error.help,
            "span": error.span.map(|span| [span.start, span.end]),
        }})),
    }
}

fn line(what: &impl Serialize) -> Result<String, Failure> {
    Ok(view::json_text(what)?)
}

fn warning(warning: &QueryWarning) -> Json {
    json!({
        "message": warning.message,
        "help": warning.help,
        "span": [warning.span.start, warning.span.end],
    })
}

fn effects(effects: Effects) -> BTreeMap<&'static str, usize> {
    effects.named().into_iter().collect()
}

/// The answer to what has none.
fn nothing() -> Result<String, Failure> {
    let effects = effects(Effects::default());
    line(&Told { columns: &[], effects, rows: Vec::new(), warnings: Vec::new() })
}

/// The answer to a line that is no request.
fn refusal(code: &str, message: &str) -> Result<String, Failure> {
    line(&json!({"error": {
        "kind": "RequestError",
        "phase": "input",
        "code": code,
        "message": message,
        "help": null,
        "span": null,
    }}))
}
