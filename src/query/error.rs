//! What can go wrong with a query, and what is worth a warning.

use std::fmt;

use crate::text::Span;

/// The kind of an error, named as openCypher's Technology Compatibility Kit names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// The text is no query of the language, or breaks a rule that can be checked before any row is read.
    SyntaxError,
    /// The query asks for something that makes no sense.
    SemanticError,
    /// A parameter that the query names was not given.
    ParameterMissing,
    /// A value is of a type that an operation cannot take.
    TypeError,
    /// Overflow, or division by zero.
    ArithmeticError,
    /// An argument lies outside what a function takes.
    ArgumentError,
    /// A rule of the graph would be broken.
    ConstraintVerificationFailed,
    /// What is asked for was deleted.
    EntityNotFound,
    /// There is no such procedure.
    ProcedureError,
    /// The graph is not to be changed.
    NotWritable,
    /// A limit of rows, length or depth was passed.
    LimitExceeded,
    /// The query was stopped from outside.
    Interrupted,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// When an error was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// Before any row was read.
    #[default]
    Compile,
    /// While rows were read.
    Run,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compile => "compile time",
            Self::Run => "runtime",
        })
    }
}

/// Why a query could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// The bytes of the query text at fault, where there are such.
    pub span: Option<Span>,
    /// When it was found.
    pub phase: Phase,
    /// What kind of error it is.
    pub kind: ErrorKind,
    /// The detail as the Technology Compatibility Kit names it, such as `UndefinedVariable`.
    pub code: &'static str,
    /// Names the thing and the expectation, in lower case.
    pub message: String,
    /// How to mend it, where that is known.
    pub help: Option<String>,
}

impl QueryError {
    /// An error at a place of the query text.
    pub fn new(
        kind: ErrorKind,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            span: Some(span),
            phase: Phase::default(),
            kind,
            code,
            message: message.into(),
            help: None,
        }
    }

    /// The same error with a hint.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same error, found while rows were read.
    pub(super) fn at_run(self) -> Self {
        Self { phase: Phase::Run, ..self }
    }

    pub(super) fn syntax(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::SyntaxError, code, span, message)
    }

    pub(super) fn types(span: Span, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::TypeError, "InvalidArgumentType", span, message)
    }

    pub(super) fn limit(span: Option<Span>, message: impl Into<String>) -> Self {
        Self {
            span,
            phase: Phase::default(),
            kind: ErrorKind::LimitExceeded,
            code: "LimitExceeded",
            message: message.into(),
            help: None,
        }
    }
}

/// Something about a query that is probably not what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWarning {
    /// The bytes of the query text that it is about.
    pub span: Span,
    /// What is odd, in lower case.
    pub message: String,
    /// What may have been meant.
    pub help: Option<String>,
}

/// The candidate nearest to a name, if any is near enough to be a slip of the fingers. Cost: all candidates.
pub(super) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let length = wanted.chars().count();
    if length > 64 {
        return None;
    }
    let most = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 4 * (length + most))
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_the_name_that_was_meant() {
        assert_eq!(nearest("lenght", ["left", "length", "labels"]), Some("length"));
        assert_eq!(nearest("Persn", ["Place", "Person"]), Some("Person"));
        assert_eq!(nearest("zzz", ["left", "length"]), None);
    }
}
