//! Graphs made elsewhere: tables of nodes and of relationships, in CSV or TSV with a header, become a graph.
//!
//! A header is plain (`id,name,born`; `src,dst,date`) or says what each column is, as those of Neo4j's bulk import do
//! (`personId:ID(Person),name,born:int,:LABEL`). What stands in a bad line is passed over and reported; a table without which
//! nothing can be read is an error.
//!
//! Cost: linear in the tables, in time and memory; one table's bytes stand beside the graph, and each is gone through twice
//! where its header does not say of what kind its columns are.

mod cell;
mod column;
mod error;
mod guess;
mod header;
mod importer;
mod report;
mod table;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub use error::ImportError;
pub use importer::{Imported, Importer};
pub use report::{BadRow, Report};
pub use table::Table;

/// The tables that one option names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The labels of nodes, or the type of relationships; none where the tables say so themselves.
    pub labels: Vec<String>,
    /// The files; the header stands in the first one only.
    pub files: Vec<PathBuf>,
}

/// Reads a graph from tables. Cells are separated by `delimiter`, or else as the files' names say: `.tsv` and `.tab` by tabs,
/// all others by commas. It ends where `stop` is set.
///
/// # Errors
/// A file cannot be read, has no header, or its header does not say what must be said; or it was stopped.
pub fn import(
    nodes: &[Source],
    relationships: &[Source],
    delimiter: Option<u8>,
    stop: Arc<AtomicBool>,
) -> Result<Imported, ImportError> {
    let mut importer = Importer::new().stopped_by(stop);
    let names = table::names(nodes.iter().chain(relationships).flat_map(|source| &source.files));
    let mut names = names.into_iter();
    for source in nodes {
        let tables = table::read_all(&source.files, &mut names, delimiter)?;
        importer.nodes(&source.labels, &tables)?;
    }
    for source in relationships {
        let tables = table::read_all(&source.files, &mut names, delimiter)?;
        importer.relationships(source.labels.first().map(String::as_str), &tables)?;
    }
    Ok(importer.finish())
}
