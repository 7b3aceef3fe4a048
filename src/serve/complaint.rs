//! Errors as they are sent: the same words as on the command line, as JSON.

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::graph::NotFound;
use crate::query::ErrorKind;
use crate::session::SessionError;
use crate::view::Diagnostic;

/// Why a request was not carried out.
#[derive(Debug)]
pub(super) struct Complaint {
    status: StatusCode,
    /// Lines of JSON, as `--error-format json` has them.
    lines: Vec<String>,
}

impl Complaint {
    /// One error.
    pub(super) fn new(status: StatusCode, code: &'static str, message: &str) -> Self {
        Self { status, lines: vec![Diagnostic::error(message).code(code).to_json()] }
    }

    /// The same with a word on how to mend it.
    pub(super) fn help(mut self, help: &str) -> Self {
        if let Some(line) = self.lines.last_mut()
            && let Ok(mut object) = serde_json::from_str::<serde_json::Value>(line)
        {
            object["help"] = help.into();
            *line = object.to_string();
        }
        self
    }

    /// What a session says of a text.
    pub(super) fn of_session(error: &SessionError, text: Option<&str>) -> Self {
        let status = match error {
            SessionError::NotFound(_) => StatusCode::NOT_FOUND,
            SessionError::Query(error) => match error.kind {
                ErrorKind::NotWritable => StatusCode::FORBIDDEN,
                ErrorKind::Interrupted => StatusCode::SERVICE_UNAVAILABLE,
                ErrorKind::LimitExceeded => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::BAD_REQUEST,
            },
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { status, lines: error.diagnostics(text).iter().map(Diagnostic::to_json).collect() }
    }

    /// Nothing is called so.
    pub(super) fn of_name(error: NotFound) -> Self {
        Self::of_session(&error.into(), None)
    }

    /// Something that should not be.
    pub(super) fn inner(error: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal", &error.to_string())
    }
}

impl IntoResponse for Complaint {
    fn into_response(self) -> Response {
        let body = format!("{{\"errors\":[{}]}}\n", self.lines.join(","));
        (self.status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    }
}

impl From<JsonRejection> for Complaint {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), "BadRequest", &rejection.body_text())
            .help("/api/openapi.json describes what each request takes")
    }
}

impl From<QueryRejection> for Complaint {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(rejection.status(), "BadRequest", &rejection.body_text())
            .help("/api/openapi.json describes what each request takes")
    }
}

/// No such path.
pub(super) async fn nothing_here() -> Complaint {
    Complaint::new(StatusCode::NOT_FOUND, "NoSuchPath", "there is nothing at this path")
        .help("/api/openapi.json lists all paths")
}

/// No such method.
pub(super) async fn not_this_way() -> Complaint {
    Complaint::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "WrongMethod",
        "this path is asked in another way",
    )
    .help("/api/openapi.json lists all paths with their methods")
}
