//! Tags, lemmas and dependency trees (Universal Dependencies 2).

mod deprel;
mod feats;
mod sentence;
mod upos;

pub use deprel::Deprel;
pub use feats::{Feats, Gender, Mood, Number, Person, PronType, Tense, VerbForm};
pub use sentence::{Parsed, Word};
pub use upos::Upos;
