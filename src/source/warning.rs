//! What was odd about a document that was read all the same.

use std::fmt;

/// A warning about one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The input, as it was named or found.
    pub input: String,
    /// Line of the decoded text, from 1, where one line is meant.
    pub line: Option<usize>,
    /// What is odd, in lower case.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.input)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}
