//! The graph in the formats of other programs: one file a format, and one trait that they share.

mod cypher;
mod delimited;
pub mod dot;
mod fields;
mod form;
mod ftm;
mod ftm_link;
mod gexf;
mod graphml;
pub mod graphviz;
mod grouped;
pub mod html;
pub mod layout;
mod neo4j;
mod node_link;
mod note_name;
mod obsidian;
mod parquet;
mod part;
pub mod picture;
mod plover;
pub mod png;
mod proof;
mod rdf;
mod rdf_term;
mod selection;
mod sheets;
pub mod svg;
mod tables;
mod target;
mod xml;

use std::io;

pub use cypher::Cypher;
pub use delimited::harmless;
pub use ftm::FollowTheMoney;
pub use gexf::Gexf;
pub use graphml::GraphMl;
pub use neo4j::Neo4j;
pub use node_link::NodeLink;
pub use obsidian::Obsidian;
pub use parquet::Parquet;
pub use part::{Edge, Part};
pub use rdf::{NQuads, Turtle};
pub use selection::{Selected, Selection};
pub use sheets::Sheets;
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

    /// How a picture is to be drawn; other formats do not look at it.
    fn drawn_so(&mut self, _options: &picture::Options) {}

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
        make: || Box::new(dot::Dot::default()),
    },
    Entry {
        name: "svg",
        help: "a picture for browsers",
        endings: &["svg"],
        make: || Box::new(svg::Svg::default()),
    },
    Entry {
        name: "png",
        help: "a picture in pixels",
        endings: &["png"],
        make: || Box::new(png::Png::default()),
    },
    Entry {
        name: "html",
        help: "a page for any browser: look, search and filter, down to the sentences",
        endings: &["html", "htm"],
        make: || Box::new(html::Html::default()),
    },
    Entry {
        name: "graphml",
        help: "for networkx, igraph, yEd, Gephi",
        endings: &["graphml"],
        make: || Box::new(GraphMl),
    },
    Entry {
        name: "gexf",
        help: "for Gephi and networkx, with days",
        endings: &["gexf"],
        make: || Box::new(Gexf),
    },
    Entry {
        name: "json",
        help: "node-link JSON for networkx and d3",
        endings: &["json"],
        make: || Box::new(NodeLink),
    },
    Entry {
        name: "neo4j",
        help: "a folder for neo4j-admin database import",
        endings: &[],
        make: || Box::new(Neo4j),
    },
    Entry {
        name: "cypher",
        help: "a script for Neo4j, kglite and others",
        endings: &["cypher", "cql"],
        make: || Box::new(Cypher),
    },
    Entry {
        name: "turtle",
        help: "RDF with evidence in PROV-O",
        endings: &["ttl"],
        make: || Box::new(Turtle),
    },
    Entry {
        name: "nquads",
        help: "RDF, each article a named graph",
        endings: &["nq"],
        make: || Box::new(NQuads),
    },
    Entry {
        name: "ftm",
        help: "FollowTheMoney entities, one a line",
        endings: &["ftm", "ndjson"],
        make: || Box::new(FollowTheMoney),
    },
    Entry {
        name: "csv",
        help: "a folder of CSV tables, for spreadsheets",
        endings: &[],
        make: || Box::new(Sheets),
    },
    Entry {
        name: "parquet",
        help: "a folder of Parquet tables, for duckdb and pandas",
        endings: &[],
        make: || Box::new(Parquet),
    },
    Entry {
        name: "obsidian",
        help: "a folder of linked Markdown notes",
        endings: &[],
        make: || Box::new(Obsidian),
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
    /// A picture has too many pixels.
    #[error(
        "the picture would have {width} × {height} pixels: draw less of the graph (--focus, --limit), draw it smaller \
         (--scale 0.5), or as SVG"
    )]
    TooLarge {
        /// From left to right.
        width: i64,
        /// From top to bottom.
        height: i64,
    },
    /// A picture cannot be turned into pixels.
    #[error("cannot draw the picture: {0}")]
    Drawing(String),
    /// A further font is none.
    #[error("the font {name} cannot be read: it must be a TrueType or OpenType font")]
    Font {
        /// Its name.
        name: String,
    },
    /// Graphviz is missing or fails.
    #[error(
        "Graphviz's {program}: {reason} (SVG and PNG are drawn without it too, where no program of Graphviz is named)"
    )]
    Graphviz {
        /// The program.
        program: &'static str,
        /// Why.
        reason: String,
    },
    /// The file system refuses.
    #[error("cannot write the export: {0}")]
    Io(#[from] io::Error),
}
