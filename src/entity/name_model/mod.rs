//! Names in running text: a trained sequence model that finds them and tells persons, organizations and places apart.
//!
//! Each word is scored for each label (part and class of a name) by its features; the best row of labels is found by
//! Viterbi. A second reading of a document adds what the first one found for the same words elsewhere.

mod decode;
pub(crate) mod features;
#[cfg_attr(
    not(feature = "train"),
    allow(dead_code, reason = "its writing half serves the trainer")
)]
pub(crate) mod gazetteer;
#[cfg_attr(
    not(feature = "train"),
    allow(dead_code, reason = "its writing half serves the trainer")
)]
pub(crate) mod label;
pub(crate) mod memory;
pub(crate) mod observe;
#[cfg_attr(
    not(feature = "train"),
    allow(dead_code, reason = "its writing half serves the trainer")
)]
mod tagger;

#[cfg(feature = "train")]
pub(crate) use decode::{ANY as ANY_LABEL, Emission, Transitions};
pub use tagger::NameTagger;

use std::ops::Range;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum NameClass {
    /// A human being.
    Person,
    /// A company, party, ministry, armed group, medium …
    Organization,
    /// A country, city, region, building …
    Place,
    /// An event, a nationality, a product, a work: anything else with a name.
    Other,
}

impl NameClass {
    /// Every class, in order of declaration.
    pub const ALL: &'static [Self] = &[Self::Person, Self::Organization, Self::Place, Self::Other];
}

/// A name found in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words in the sentence, without titles and articles.
    pub words: Range<usize>,
    /// What it names.
    pub class: NameClass,
    /// How much better this class is than the next best, or than no name at all: a small number says that it is doubtful.
    pub margin: i32,
}
