//! Tags, lemmas and dependency trees (Universal Dependencies 2).

pub(crate) mod agreement;
pub mod conllu;
mod days;
mod deprel;
mod dispositions;
mod engine;
mod feats;
pub(crate) mod fingerprint;
pub(crate) mod guide;
pub(crate) mod lemma;
pub(crate) mod lexeme;
mod mines;
pub(crate) mod network;
pub(crate) mod parser;
mod sentence;
mod stages;
pub(crate) mod tag;
pub(crate) mod transition;
mod upos;
mod voice;
mod wire;

pub use deprel::Deprel;
pub use engine::Syntax;
pub use feats::{Feats, Gender, Mood, Number, Person, PronType, Tense, VerbForm};
pub use sentence::{Parsed, Word};
pub use stages::TaggedWords;
pub use upos::Upos;
