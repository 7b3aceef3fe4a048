//! What is wrong with a grammar file, and where.

use std::fmt;

/// A mistake in a file of the grammar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct GrammarError {
    /// The file, relative to the grammar's folder.
    pub file: String,
    /// Line, from 1; 0 where the file as a whole is meant (it is missing, say).
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What was expected, or how to mend it.
    pub hint: Option<String>,
}

impl fmt::Display for GrammarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

impl GrammarError {
    /// A mistake in `file` at the place where `needle` first stands in `text` (the file as a whole if nowhere).
    pub fn at(file: &str, text: &str, needle: &str, message: impl Into<String>) -> Self {
        let (line, column) = text.find(needle).map_or((0, 0), |at| place(text, at));
        Self { file: file.to_owned(), line, column, message: message.into(), hint: None }
    }

    /// The same mistake with a word on what was expected.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What RON says of `file`, in our form.
    pub fn from_ron(file: &str, error: &ron::error::SpannedError) -> Self {
        Self {
            file: file.to_owned(),
            line: error.span.start.line,
            column: error.span.start.col,
            message: error.code.to_string(),
            hint: None,
        }
    }
}

/// Line and column, both from 1 and in characters, of byte `at`.
pub(crate) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

/// Reads one RON file of the grammar.
///
/// # Errors
/// The first mistake of form, with line and column.
pub(crate) fn from_ron<T: serde::de::DeserializeOwned>(
    file: &str,
    text: &str,
) -> Result<T, GrammarError> {
    // An optional value is written plainly (`mode: "call"`): the files are for people who know no Rust.
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(text)
        .map_err(|error| GrammarError::from_ron(file, &error))
}
