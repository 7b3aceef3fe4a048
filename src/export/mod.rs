//! The graph in the formats of other programs: one file a format, and one trait that they share.

pub mod dot;
pub mod html;
mod part;
mod selection;
mod target;

use std::io;

pub use part::{Edge, Part};
pub use selection::{Selected, Selection};
pub use target::{Folder, Stream, Target};

use crate::facts::Corpus;
use crate::graph::{self, Graph, NotFound};

/// What is written.
#[derive(Debug, Clone, Copy)]
pub struct Exported<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// The documents that it was read from: the words that prove it.
    pub corpus: &'a Corpus,
    /// Which part of the graph.
    pub part: &'a Part,
}

/// A format that a graph can be written in.
pub trait Format {
    /// Is it a picture? Then documents, which are next to everything, are only in it on demand.
    fn is_picture(&self) -> bool {
        false
    }

    /// Does it write several files, so that it needs a folder?
    fn is_folder(&self) -> bool {
        false
    }

    /// Is told, before it writes, what an analyst wrote to the graph; most formats have no place for it.
    fn heed(&mut self, _log: &[graph::Entry]) {}

    /// Writes the part of the graph, as a stream: memory does not grow with it but by a number for each node.
    ///
    /// # Errors
    /// `target` refuses, or the format cannot hold what the graph has.
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError>;
}

/// A format's place on the command line.
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// What it is, for the help.
    pub help: &'static str,
    /// The endings of files that ask for it, without the dot.
    pub endings: &'static [&'static str],
    /// Makes it.
    pub make: fn() -> Box<dyn Format>,
}

/// All formats, in the order of the help.
pub const FORMATS: &[Entry] = &[
    Entry {
        name: "dot",
        help: "a picture for Graphviz",
        endings: &["dot", "gv"],
        make: || Box::new(dot::Dot),
    },
    Entry {
        name: "html",
        help: "a page for any browser: look, search and filter, down to the sentences",
        endings: &["html", "htm"],
        make: || Box::new(html::Html::default()),
    },
];

impl Entry {
    /// The format with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|entry| entry.name == name)
    }

    /// The format that a file's name asks for by its end.
    pub fn of_file(path: &std::path::Path) -> Option<&'static Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        FORMATS.iter().find(|entry| entry.endings.contains(&ending.as_str()))
    }
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
