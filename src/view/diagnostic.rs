//! Errors and warnings as they are shown.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Style;
use super::escape::{acts, escape_lines};
use crate::text::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It went on.
    Warning,
    /// It stopped.
    Error,
}

/// What went wrong or is odd, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic<'a> {
    /// How bad it is.
    pub severity: Severity,
    /// Names the thing and what was expected, in lower case.
    pub message: String,
    /// A text and the bytes of it that are meant.
    pub place: Option<(&'a str, Span)>,
    /// The file that is meant, or in which `place` stands.
    pub file: Option<FilePlace>,
    /// A name for this kind of error that stays the same, for programs.
    pub code: Option<&'static str>,
    /// How to mend it.
    pub help: Option<String>,
}

/// A place in a file, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilePlace {
    /// The file, as it was named.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
}

/// Lines longer than this many bytes are not shown around a caret.
const LONGEST_LINE: usize = 4000;

impl<'a> Diagnostic<'a> {
    /// An error without a place.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            place: None,
            file: None,
            code: None,
            help: None,
        }
    }

    /// A warning without a place.
    pub fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
    }

    /// The same, about these bytes of `text`.
    #[must_use]
    pub fn at(mut self, text: &'a str, span: Option<Span>) -> Self {
        self.place = span.map(|span| (text, span));
        self
    }

    /// The same, about this file; where the message does not name it, the file's name stands above the line that is shown.
    #[must_use]
    pub fn in_file(mut self, file: Option<FilePlace>) -> Self {
        self.file = file;
        self
    }

    /// The same with the name of its kind.
    #[must_use]
    pub fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// The same with a word on how to mend it.
    #[must_use]
    pub fn help(mut self, help: Option<impl Into<String>>) -> Self {
        self.help = help.map(Into::into);
        self
    }

    /// Writes it: the message, the line with carets under the words that are meant, the help.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let message = escape_lines(&self.message);
        let help = self.help.as_deref().map(escape_lines);
        let level = match self.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let mut group = Group::with_title(level.primary_title(message.as_str()));
        let place = self.place.map(|(text, span)| harmless(text, fit(text, span)));
        if let Some((text, range)) = &place
            && !text.lines().any(|line| line.len() > LONGEST_LINE)
        {
            let file = self.file.as_ref().map(|place| escape_lines(&place.file));
            group = group.element(
                Snippet::source(text.as_ref())
                    .path(file)
                    .annotation(AnnotationKind::Primary.span(range.clone())),
            );
        }
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let mut renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        if let Some(width) = style.width {
            renderer = renderer.term_width(usize::from(width).max(40));
        }
        writeln!(out, "{}", renderer.render(&[group]))
    }
}

/// The text with what acts on a terminal shown as escapes, and the span that is then meant.
fn harmless(text: &str, range: Range<usize>) -> (Cow<'_, str>, Range<usize>) {
    if !text.contains(|c| acts(c) && !matches!(c, '\n' | '\t')) {
        return (Cow::Borrowed(text), range);
    }
    let shown = |part: Option<&str>| escape_lines(part.unwrap_or_default());
    let before = shown(text.get(..range.start));
    let meant = shown(text.get(range.clone()));
    let behind = shown(text.get(range.end..));
    let range = before.len()..before.len() + meant.len();
    (Cow::Owned(before + &meant + &behind), range)
}

/// The span moved into the text and onto character boundaries; one character at least, if there is one.
pub(super) fn fit(text: &str, span: Span) -> Range<usize> {
    let shown = text.trim_end().len();
    let mut start = span.start.min(shown);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, shown.max(start));
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if start == end {
        end = text
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .filter(|c| *c != '\n')
            .map_or(end, |c| end + c.len_utf8());
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Style};
    use crate::text::Span;

    fn shown(diagnostic: &Diagnostic<'_>) -> String {
        let mut out = Vec::new();
        diagnostic.write(&mut out, Style::PLAIN).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn the_words_that_are_meant_have_carets_below() {
        let text = "MATCH (a)\nRETURN lenght(a)";
        let error = Diagnostic::error("no function lenght")
            .at(text, Some(Span::new(17, 23)))
            .help(Some("did you mean length?"));
        assert_eq!(
            shown(&error),
            "error: no function lenght\n  |\n2 | RETURN lenght(a)\n  |        ^^^^^^\n  |\n  = help: did you mean length?\n"
        );
    }

    #[test]
    fn a_line_of_a_file_has_the_files_name_above_it() {
        let file = super::FilePlace { file: "ask.cypher".to_owned(), ..Default::default() };
        let error = Diagnostic::error("odd").at("a\nbc", Some(Span::new(2, 3))).in_file(Some(file));
        let shown = shown(&error);
        assert!(shown.contains("--> ask.cypher:2:1") && shown.contains("2 | bc"), "{shown}");
    }

    #[test]
    fn without_a_place_there_is_a_line_and_the_help() {
        let error = Diagnostic::warning("it is odd").help(Some("look again"));
        assert_eq!(shown(&error), "warning: it is odd\n |\n = help: look again\n");
        assert_eq!(shown(&Diagnostic::error("it stopped")), "error: it stopped\n");
    }

    #[test]
    fn a_place_at_or_past_the_end_or_inside_a_character_does_no_harm() {
        for (start, end) in [(5, 5), (9, 12), (1, 2), (0, 0), (7, 3)] {
            let error = Diagnostic::error("odd").at("aé b\n", Some(Span::new(start, end)));
            assert!(shown(&error).contains('^'), "{start} {end}");
        }
        assert!(
            shown(&Diagnostic::error("odd").at("", Some(Span::new(0, 0)))).starts_with("error")
        );
    }

    #[test]
    fn nothing_that_is_shown_acts_on_a_terminal() {
        let error = Diagnostic::error("no \u{1b}[31m")
            .at("x\u{1b}[2J\u{202e}\u{9b}y", Some(Span::new(9, 10)));
        let text = shown(&error);
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{text:?}");
        assert!(text.contains("1 | x\\u{1b}[2J\\u{202e}\\u{9b}y\n  |  "), "{text}");
    }
}
