//! Training and scoring of the models (feature `train`): treebanks in, the files of `models/` out.

mod attribution;
mod conllu;
mod evaluate;
mod headlines;
mod learner;
mod lemmas;
pub mod names;
mod network;
mod oracle;
mod parsing;
mod random;
mod tagging;
mod train;

use std::path::PathBuf;

pub use attribution::{AttributionScores, evaluate_attribution};
pub use conllu::{GoldSentence, GoldWord, read_treebank};
pub use evaluate::{
    LabelScore, SplitScores, SyntaxScores, evaluate_sentences, evaluate_syntax, load_model,
    score_labels, score_splits, score_syntax,
};
pub use train::{TrainSettings, train, train_model};

use crate::model::ModelError;

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
    #[error("{path}, line {line}: expected {expected}")]
    Conllu {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// A line of a file of JSON lines has another form.
    #[error("{path}, line {line}: {source}")]
    Json {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A model is damaged.
    #[error(transparent)]
    Model(#[from] ModelError),
}
