//! What the line editor asks while a line is typed.

use std::borrow::Cow;

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::{CmdKind, Highlighter, MatchingBracketHighlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::complete::{Completion, Vocabulary, complete};
use crate::query::is_complete;
use crate::view::escape;

/// Completion, hints and the end of a statement.
#[derive(Default)]
pub(super) struct LineHelper {
    pub(super) vocabulary: Vocabulary,
    colour: bool,
    /// Is a question of the program's own answered, not a statement typed?
    pub(super) answering: bool,
    files: FilenameCompleter,
    history: HistoryHinter,
    brackets: MatchingBracketHighlighter,
}

impl LineHelper {
    /// A helper that uses colours or not.
    pub(super) fn new(colour: bool) -> Self {
        Self { colour, ..Self::default() }
    }
}

impl Helper for LineHelper {}

impl Completer for LineHelper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        if self.answering {
            return Ok((pos, Vec::new()));
        }
        match complete(line.get(..pos).unwrap_or(""), &self.vocabulary) {
            Completion::Words(start, words) => {
                let pair = |word: String| Pair {
                    display: escape(word.trim_end_matches(['\'', '"', '('])).into_owned(),
                    replacement: word,
                };
                Ok((start, words.into_iter().map(pair).collect()))
            }
            Completion::Path(_) => self.files.complete(line, pos, context),
        }
    }
}

impl Hinter for LineHelper {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<String> {
        // A hint is drawn in pale type; without colours it would look like typed text.
        (self.colour && !self.answering).then(|| self.history.hint(line, pos, context)).flatten()
    }
}

impl Highlighter for LineHelper {
    fn highlight<'l>(&self, line: &'l str, pos: usize) -> Cow<'l, str> {
        if self.colour { self.brackets.highlight(line, pos) } else { Cow::Borrowed(line) }
    }

    fn highlight_char(&self, line: &str, pos: usize, kind: CmdKind) -> bool {
        self.colour && self.brackets.highlight_char(line, pos, kind)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("\u{1b}[2m{hint}\u{1b}[0m"))
    }
}

impl Validator for LineHelper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let ended = self.answering || is_ended(context.input());
        Ok(if ended { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

/// Is the statement whole: nothing, a command, or a query with its `;`?
fn is_ended(input: &str) -> bool {
    let text = input.trim();
    text.is_empty() || text.starts_with(':') || is_complete(text)
}

#[cfg(test)]
mod tests {
    use super::is_ended;

    #[test]
    fn commands_end_with_the_line_and_queries_with_a_semicolon() {
        assert!(
            is_ended("") && is_ended(":help") && is_ended("RETURN 1;") && is_ended("RETURN 1; ")
        );
        assert!(!is_ended("MATCH (n)") && !is_ended("RETURN ';"));
    }
}
