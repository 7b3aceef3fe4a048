//! An answer as the views need it.

use crate::graph::Value;

/// Named columns and rows of values, each row as long as there are columns.
#[derive(Debug, Clone)]
pub struct Grid<'a> {
    /// Names of the columns.
    pub columns: Vec<&'a str>,
    /// The rows.
    pub rows: &'a [Vec<Value>],
}
