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
pub use evaluate::{evaluate, evaluate_names};
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
    /// A file of words and labels has another form.
    #[error("{}, {source}", path.display())]
    Labels {
        /// The file.
        path: PathBuf,
        /// Where, and what should stand there.
        source: crate::evaluate::GoldError,
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
