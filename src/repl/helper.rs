//! What the line editor asks while a line is typed.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock};

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::command::is_command;
use super::complete::{Completion, Said, Vocabulary, complete, files};
use super::highlight::coloured;
use crate::query::is_complete;

/// The words of the graph as they are known now; they come from another thread.
pub(super) type Shared = Arc<RwLock<(u64, Arc<Vocabulary>)>>;

/// Completion, hints, colours and the end of a statement.
#[derive(Default)]
pub(super) struct LineHelper {
    pub(super) vocabulary: Shared,
    pub(super) said: Said,
    colour: bool,
    /// Is what the history would go on with shown?
    pub(super) hints: bool,
    /// Is a question of the program's own answered, not a statement typed?
    pub(super) answering: bool,
    history: HistoryHinter,
}

impl LineHelper {
    /// A helper that uses colours or not.
    pub(super) fn new(colour: bool, vocabulary: Shared) -> Self {
        Self { colour, vocabulary, ..Self::default() }
    }
}

impl Helper for LineHelper {}

impl Completer for LineHelper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        if self.answering {
            return Ok((pos, Vec::new()));
        }
        let words = self.vocabulary.read().unwrap_or_else(PoisonError::into_inner).1.clone();
        let typed = line.get(..pos).unwrap_or("");
        let (start, words) = match complete(typed, &words, &self.said) {
            Completion::Words(start, words) => (start, words),
            Completion::Path(start) => (start, files(typed.get(start..).unwrap_or(""))),
        };
        let pair =
            |it: super::complete::Candidate| Pair { display: it.shown, replacement: it.text };
        Ok((start, words.into_iter().map(pair).collect()))
    }
}

impl Hinter for LineHelper {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<String> {
        // A hint is drawn in pale type; without colours it would look like typed text.
        let wanted = self.colour && self.hints && !self.answering;
        wanted.then(|| self.history.hint(line, pos, context)).flatten()
    }
}

impl Highlighter for LineHelper {
    fn highlight<'l>(&self, line: &'l str, pos: usize) -> Cow<'l, str> {
        if self.colour && !self.answering {
            Cow::Owned(coloured(line, pos))
        } else {
            Cow::Borrowed(line)
        }
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.colour && !self.answering
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
    text.is_empty() || is_command(text) || is_complete(text)
}

#[cfg(test)]
mod tests {
    use super::is_ended;

    #[test]
    fn commands_end_with_the_line_and_queries_with_a_semicolon() {
        assert!(
            is_ended("") && is_ended(":help") && is_ended("RETURN 1;") && is_ended("RETURN 1; ")
        );
        assert!(is_ended("\\q") && is_ended("exit") && is_ended(".schema"));
        assert!(!is_ended("MATCH (n)") && !is_ended("RETURN ';"));
    }
}
