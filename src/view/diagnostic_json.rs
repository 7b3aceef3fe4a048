//! Errors and warnings as JSON, for programs.

use serde_json::{Value as Json, json};

use super::diagnostic::fit;
use super::json::ascii_where_it_acts;
use super::{Diagnostic, Severity};

/// How errors and warnings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ErrorFormat {
    /// For people: the message, the line with carets, the help.
    #[default]
    Text,
    /// For programs: one object of JSON a line.
    Json,
}

/// An error or a warning on one line of JSON. All keys are always there: `severity`, `code`, `message`, `file`, `line`,
/// `column`, `span` and `help`; what is not known is null. Lines and columns count from 1, columns in characters; a span is
/// bytes of the text that is meant. Characters that act on a terminal are escaped.
pub(super) fn line(diagnostic: &Diagnostic<'_>) -> String {
    let file = diagnostic.file.as_ref();
    let in_text = diagnostic.place.map(|(text, span)| (text, fit(text, span)));
    let (line, column) = match &in_text {
        Some((text, span)) => {
            let before = text.get(..span.start).unwrap_or(text);
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            (Some(before.matches('\n').count() + 1), Some(column))
        }
        None => (file.and_then(|place| place.line), file.and_then(|place| place.column)),
    };
    let severity = match diagnostic.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    object(json!({
        "severity": severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": file.map(|place| &place.file),
        "line": line,
        "column": column,
        "span": in_text.map(|(_, span)| [span.start, span.end]),
        "help": diagnostic.help,
    }))
}

impl Diagnostic<'_> {
    /// The same on one line of JSON: `severity`, `code`, `message`, `file`, `line`, `column`, `span` and `help`; what is not
    /// known is null.
    pub fn to_json(&self) -> String {
        line(self)
    }
}

/// What is said beside errors and warnings, in the same form: a message without a place. Cost: linear.
pub fn json_message(severity: &str, words: &str) -> String {
    object(json!({
        "severity": severity,
        "code": null,
        "message": words,
        "file": null,
        "line": null,
        "column": null,
        "span": null,
        "help": null,
    }))
}

fn object(object: Json) -> String {
    ascii_where_it_acts(&object.to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostic, FilePlace};
    use super::{json_message, line};
    use crate::text::Span;

    #[test]
    fn a_place_in_a_text_has_line_column_and_span() {
        let error = Diagnostic::error("no function lenght")
            .at("MATCH (é)\nRETURN lenght(é)", Some(Span::new(18, 24)))
            .code("UnknownFunction")
            .help(Some("did you mean length?"));
        assert_eq!(
            line(&error),
            r#"{"code":"UnknownFunction","column":8,"file":null,"help":"did you mean length?","line":2,"message":"no function lenght","severity":"error","span":[18,24]}"#
        );
    }

    #[test]
    fn a_place_in_a_file_is_told_and_the_unknown_is_null() {
        let file = FilePlace { file: "a.txt".to_owned(), line: Some(7), column: None };
        let json: serde_json::Value =
            serde_json::from_str(&line(&Diagnostic::warning("odd").in_file(Some(file)))).unwrap();
        assert_eq!((&json["file"], &json["line"]), (&"a.txt".into(), &7.into()));
        assert!(json["column"].is_null() && json["span"].is_null() && json["code"].is_null());
        assert_eq!(json["severity"], "warning");
    }

    #[test]
    fn nothing_in_it_acts_on_a_terminal_and_it_stays_one_line() {
        let said = json_message("note", "a\nb\u{202e}c\u{1b}[31m");
        assert!(!said.contains(['\n', '\u{202e}', '\u{1b}']), "{said}");
        let json: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!(json["message"], "a\nb\u{202e}c\u{1b}[31m");
    }
}
