//! Training of the models (feature `train`): treebanks in, the files of `models/` out.

pub mod arguments;
mod clauses;
mod conllu;
mod headlines;
mod irregular;
mod kept;
mod lemmas;
mod load;
pub mod names;
mod network;
mod oracle;
mod parsing;
mod plain;
mod random;
mod swaps;
mod tagging;
mod teachers;
mod train;
mod words;

use std::path::PathBuf;

pub use conllu::{GoldSentence, GoldWord, read_treebank};
pub use load::load_model;
pub use plain::PlainSentence;
pub use swaps::Swaps;
pub use train::{TrainSettings, train, train_model};
pub use words::WordList;

use crate::grammar::GrammarError;
use crate::model::ModelError;
use crate::syntax::conllu::ConlluError;

/// Why training or scoring failed.
#[derive(Debug, thiserror::Error)]
pub enum LearnError {
    /// A file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A treebank is not CoNLL-U.
    #[error("{path}, {source}")]
    Conllu {
        /// The file.
        path: PathBuf,
        /// Where, and what should stand there.
        source: ConlluError,
    },
    /// A model is damaged.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The grammar that comes with the program is damaged.
    #[error(transparent)]
    Grammar(#[from] Box<GrammarError>),
}
