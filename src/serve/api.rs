//! What can be asked, as JSON. `/api/openapi.json` describes it.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map as Object, Value as Json_, json};

use super::Shared;
use super::answer;
use super::complaint::Complaint;
use crate::export::{Entry, ExportError, Exported, FORMATS, Part, Selection, Stream};
use crate::graph::{Map, Value};
use crate::query::{self, Answer, ErrorKind};
use crate::session::{Session, SessionError};
use crate::view::why;

type Asked = Result<Response, Complaint>;
type Server = State<Arc<Shared>>;

/// Does work that takes its time where it holds nothing up; only so many at once.
async fn work(shared: Arc<Shared>, act: impl FnOnce(&Shared) -> Asked + Send + 'static) -> Asked {
    let turn = Arc::clone(&shared);
    let _turn = turn.turns.acquire().await.map_err(Complaint::inner)?;
    tokio::task::spawn_blocking(move || act(&shared)).await.map_err(Complaint::inner)?
}

fn sent(body: impl Into<axum::body::Body>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body.into()).into_response()
}

/// How large the graph is, and whether its file is still the one that was opened.
pub(super) async fn status(State(shared): Server) -> Asked {
    work(shared, |shared| {
        let graph = shared.session.graph().map_err(|it| Complaint::of_session(&it, None))?;
        let file = shared.session.file().and_then(|file| file.file_name());
        Ok(sent(
            json!({
                "version": env!("CARGO_PKG_VERSION"),
                "file": file.map(|file| file.to_string_lossy()),
                "changed": (shared.serving.is_changed)(),
                "nodes": graph.node_count(),
                "relationships": graph.relationship_count(),
                "documents": shared.session.corpus().len(),
                "timeout_seconds": shared.serving.limits.timeout.map(|it| it.as_secs_f64()),
                "max_rows": shared.serving.limits.max_rows,
            })
            .to_string(),
        ))
    })
    .await
}

/// The words that complete a question, and the formats.
pub(super) async fn schema(State(shared): Server) -> Asked {
    work(shared, |shared| {
        let graph = shared.session.graph().map_err(|it| Complaint::of_session(&it, None))?;
        let formats = FORMATS.iter().map(|entry| {
            let is_folder = (entry.make)().is_folder();
            json!({ "name": entry.name, "help": entry.help, "ending": entry.endings.first(), "folder": is_folder })
        });
        let functions: Vec<&str> =
            query::complete::functions().into_iter().map(|(name, _)| name).collect();
        Ok(sent(
            json!({
                "labels": graph.labels().map(|(label, _)| &**label).collect::<Vec<_>>(),
                "types": graph.relationship_types().map(|(kind, _)| &**kind).collect::<Vec<_>>(),
                "properties": graph.property_names().map(|name| &**name).collect::<Vec<_>>(),
                "keywords": query::complete::KEYWORDS,
                "functions": functions,
                "formats": formats.collect::<Vec<_>>(),
            })
            .to_string(),
        ))
    })
    .await
}

/// Which part of the graph.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    focus: Option<String>,
    depth: Option<usize>,
    limit: Option<usize>,
}

impl Which {
    fn of(&self, shared: &Shared, documents: bool) -> Result<Part, Complaint> {
        let graph = shared.session.graph().map_err(|it| Complaint::of_session(&it, None))?;
        let (focus, depth) = (self.focus.clone(), self.depth.unwrap_or(1));
        let selection = Selection { focus, depth, limit: self.limit, documents };
        Part::of(graph, &selection).map_err(Complaint::of_name)
    }
}

/// The page's data of a part of the graph.
pub(super) async fn graph(
    State(shared): Server,
    which: Result<Query<Which>, QueryRejection>,
) -> Asked {
    let Query(which) = which?;
    work(shared, move |shared| {
        let part = which.of(shared, false)?;
        let session = &shared.session;
        let graph = session.graph().map_err(|it| Complaint::of_session(&it, None))?;
        let mut out = Vec::new();
        answer::put(graph, session.corpus(), session.corrections(), &part, &mut out);
        Ok(sent(out))
    })
    .await
}

/// A question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    query: String,
    #[serde(default)]
    parameters: Object<String, Json_>,
}

/// Answers a question.
pub(super) async fn query(
    State(shared): Server,
    question: Result<Json<Question>, JsonRejection>,
) -> Asked {
    let Json(question) = question?;
    work(shared, move |shared| {
        let complaint = |error| Complaint::of_session(&error, Some(&question.query));
        let given = ask(shared, &question.query, &question.parameters).map_err(complaint)?;
        Ok(sent(answer::answer(&shared.session, &given).map_err(complaint)?))
    })
    .await
}

/// Asks within the limits; nothing is ever written.
fn ask(
    shared: &Shared,
    text: &str,
    parameters: &Object<String, Json_>,
) -> Result<Answer, SessionError> {
    let params: Map =
        parameters.iter().map(|(name, value)| (name.as_str().into(), parameter(value))).collect();
    let now = (shared.serving.now)();
    let context = query::Context {
        params: &params,
        now: Some(&now),
        cancel: Some(&shared.serving.stop),
        timeout: shared.serving.limits.timeout,
        max_rows: shared.serving.limits.max_rows,
        ..query::Context::default()
    };
    query::run(shared.session.graph()?, text, &context).map_err(|error| {
        let is_write = error.kind == ErrorKind::NotWritable;
        let help = "what is served is only read: use chancery query or chancery correct";
        if is_write { error.with_help(help) } else { error }.into()
    })
}

/// A parameter's value.
fn parameter(value: &Json_) -> Value {
    match value {
        Json_::Null => Value::Null,
        Json_::Bool(truth) => (*truth).into(),
        Json_::Number(number) => match number.as_i64() {
            Some(number) => number.into(),
            None => number.as_f64().unwrap_or(f64::NAN).into(),
        },
        Json_::String(text) => text.as_str().into(),
        Json_::Array(items) => Value::List(items.iter().map(parameter).collect()),
        Json_::Object(fields) => {
            let map: Map = fields.iter().map(|(k, v)| (k.as_str().into(), parameter(v))).collect();
            map.into()
        }
    }
}

/// What is to be proved.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    name: String,
}

/// Proves what a name or key stands for.
pub(super) async fn why(
    State(shared): Server,
    named: Result<Query<Named>, QueryRejection>,
) -> Asked {
    let Query(Named { name }) = named?;
    work(shared, move |shared| {
        let session: &Session = &shared.session;
        let graph = session.graph().map_err(|it| Complaint::of_session(&it, None))?;
        let mut proofs = why::why(graph, session.corpus(), &name).map_err(Complaint::of_name)?;
        proofs.iter_mut().for_each(|proof| proof.correct(session.corrections()));
        Ok(sent(json!({ "proofs": proofs }).to_string()))
    })
    .await
}

/// What is exported.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Export {
    format: String,
    query: Option<String>,
    #[serde(default)]
    parameters: Object<String, Json_>,
    focus: Option<String>,
    depth: Option<usize>,
    limit: Option<usize>,
}

/// Writes the graph, a part of it, or what an answer names, in a format.
pub(super) async fn export(
    State(shared): Server,
    wanted: Result<Json<Export>, JsonRejection>,
) -> Asked {
    let Json(wanted) = wanted?;
    work(shared, move |shared| {
        let session = &shared.session;
        let no_format = || {
            let names: Vec<&str> = FORMATS.iter().map(|entry| entry.name).collect();
            let help = format!("formats: {}", names.join(", "));
            Complaint::new(StatusCode::BAD_REQUEST, "NoSuchFormat", "there is no such format")
                .help(&help)
        };
        let entry = Entry::named(&wanted.format).ok_or_else(no_format)?;
        let mut format = (entry.make)();
        if format.is_folder() {
            let what = format!("{} is a folder of files", entry.name);
            return Err(Complaint::new(StatusCode::BAD_REQUEST, "FolderFormat", &what)
                .help("use chancery export with -o"));
        }
        let graph = session.graph().map_err(|it| Complaint::of_session(&it, None))?;
        let part = match &wanted.query {
            Some(text) => {
                let complaint = |error| Complaint::of_session(&error, Some(text));
                let answer = ask(shared, text, &wanted.parameters).map_err(complaint)?;
                let subjects = why::subjects(answer.rows.iter().flatten(), graph, usize::MAX);
                let part = why::part(&subjects, graph);
                match wanted.limit {
                    Some(limit) => part.limited(graph, limit),
                    None => part,
                }
            }
            None => {
                let Export { focus, depth, limit, .. } = wanted;
                Which { focus, depth, limit }.of(shared, !format.is_picture())?
            }
        };
        format.heed(session.corrections());
        let what = Exported { graph, corpus: session.corpus(), part: &part };
        let mut out = Vec::new();
        format.write(&what, &mut Stream::new(&mut out)).map_err(|error| match error {
            ExportError::NotFound(error) => Complaint::of_name(error),
            other => Complaint::inner(other),
        })?;
        let ending = entry.endings.first().copied().unwrap_or("txt");
        let name = format!("attachment; filename=\"graph.{ending}\"");
        Ok((
            [
                (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
                (header::CONTENT_DISPOSITION, name),
            ],
            out,
        )
            .into_response())
    })
    .await
}
