//! What became of the lines of tables.

use std::fmt;

/// So many bad lines are kept to be shown.
const SHOWN: usize = 20;

/// What became of the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Nodes that were made.
    pub nodes: usize,
    /// Relationships that were made.
    pub relationships: usize,
    /// Lines that were passed over.
    pub passed_over: usize,
    /// The first of them.
    pub first: Vec<BadRow>,
}

/// A line that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The table.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}

impl Report {
    /// A line is passed over; what is wrong with it is only put into words where it will be shown.
    pub(super) fn pass_over(&mut self, file: &str, line: u32, problem: impl FnOnce() -> String) {
        self.passed_over += 1;
        if self.first.len() < SHOWN {
            self.first.push(BadRow { file: file.to_owned(), line, problem: problem() });
        }
    }
}
