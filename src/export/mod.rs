//! The graph in the formats of other programs: one file a format, and one trait that they share.

pub mod dot;
mod selection;

use std::io::{self, Write};

pub use selection::{Selected, Selection};

use crate::graph::{Graph, NotFound};

/// A format that a graph can be written in.
pub trait Format {
    /// Its name, as on the command line.
    fn name(&self) -> &'static str;

    /// Writes the graph.
    ///
    /// # Errors
    /// What was to be in the middle is not in the graph, or `out` refuses.
    fn write(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError>;
}

/// Why a graph could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// What was to be in the middle is not there.
    #[error(transparent)]
    NotFound(#[from] NotFound),
    /// The file system refuses.
    #[error("cannot write the export: {0}")]
    Io(#[from] io::Error),
}
