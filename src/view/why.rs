//! Why a thing stands in the graph: the sentences that prove it, with the words marked.

mod json;
mod proof;
mod render;
mod sentence;
mod subject;

#[cfg(test)]
mod tests;

pub use json::{json, json_rows};
pub use proof::{
    Correction, Fact, Joined, Place, Proof, Source, between, of_node, of_relationship,
};
pub use render::{render, render_each};
pub use sentence::Quote;
pub use subject::{Subject, part, subjects};

use crate::facts::Corpus;
use crate::graph::{Graph, NotFound};

/// The proofs of what is called `what`: a key or id (`person/ana-ruiz`, `01#v3`), a name, an alias, the beginning
/// or some words of a name. Where several things are called so, all of them are proved, in order of the graph.
/// Cost: linear in the graph, and in what is told of the things found.
///
/// # Errors
/// Nothing is called so; the error has the nearest names.
pub fn why(graph: &Graph, corpus: &Corpus, what: &str) -> Result<Vec<Proof>, NotFound> {
    let found = graph.find(what)?;
    Ok(found.into_iter().filter_map(|id| of_node(graph, corpus, id)).collect())
}
