//! Attributions as lines of JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::extract::Attribution;
use crate::text::Span;

/// An attribution as it is printed.
#[derive(Debug, Serialize)]
struct Line<'a> {
    doc: &'a str,
    kind: &'a str,
    /// Whose it is, by name, where the article tells.
    name: Option<&'a str>,
    /// The words that name the source beside the cue.
    source: String,
    cue: &'a str,
    content: String,
    /// Is it one of the statements, too?
    statement: bool,
    source_span: &'a [Span],
    content_span: &'a [Span],
}

/// Writes one attribution of the document `doc` with this text as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn line(out: &mut dyn Write, doc: &str, text: &str, one: &Attribution) -> io::Result<()> {
    let words = |pieces: &[Span]| pieces.iter().map(|p| p.of(text)).collect::<Vec<_>>().join(" ");
    let line = Line {
        doc,
        kind: &one.kind,
        name: one.name.as_deref(),
        source: words(&one.source),
        cue: one.cue.of(text),
        content: words(&one.content),
        statement: one.stated,
        source_span: &one.source,
        content_span: &one.content,
    };
    super::json_line(out, &line)
}

#[cfg(test)]
mod tests {
    use super::line;
    use crate::extract::Attribution;
    use crate::text::Span;

    #[test]
    fn an_attribution_is_one_line_of_json() {
        let one = Attribution {
            kind: "belief".to_owned(),
            source: vec![Span::new(0, 6)],
            name: None,
            mentions: Vec::new(),
            cue: Span::new(7, 12),
            content: vec![Span::new(13, 25)],
            stated: false,
        };
        let mut out = Vec::new();
        line(&mut out, "a", "Voters think Peru is late.", &one).unwrap();
        let read: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((&read["source"], &read["content"]), (&"Voters".into(), &"Peru is late".into()));
        assert_eq!(read["name"], serde_json::Value::Null);
        assert!(out.ends_with(b"}\n"));
    }
}
