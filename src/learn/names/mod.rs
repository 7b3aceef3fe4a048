//! The tagger of names: data, training, evaluation.

mod cross;
pub mod data;
mod evaluate;
mod gum;
mod lexicon;
mod model;
mod sets;
mod train;

use std::path::PathBuf;

pub use cross::Halves;
pub use evaluate::{NameScores, evaluate, evaluate_names};
pub use model::{NameSettings, Prepared};
pub use train::Settings;

use crate::grammar::GrammarError;
use crate::model::ModelError;

/// Why names cannot be learnt.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The lexicon has a mistake.
    #[error(transparent)]
    Grammar(#[from] GrammarError),
    /// The treebanks cannot be used.
    #[error(transparent)]
    Treebank(#[from] crate::learn::LearnError),
    /// An embedded model is damaged.
    #[error(transparent)]
    Model(#[from] ModelError),
}
