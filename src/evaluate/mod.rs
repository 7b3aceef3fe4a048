//! How well text is read, measured on treebanks: tags and trees of given words, sentences and tokens of raw text.
//!
//! Nothing here reads files or models of its own: treebanks come from [`crate::syntax::conllu`].

mod arguments;
mod confusions;
mod constructions;
mod labels;
mod reading;
mod splits;
mod tally;
#[cfg(test)]
mod testing;

pub use arguments::arguments;
pub use confusions::{Confusion, confusions};
pub use constructions::{Construction, constructions};
pub use labels::labels;
pub use reading::{Reading, SyntaxScores};
pub use splits::{SplitScores, splits};
pub use tally::Tally;

/// A table that goes with the scores of syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Each label: [`labels`].
    Deprel,
    /// Subjects and objects of verbs: [`arguments`].
    Argument,
    /// The constructions that events hang on: [`constructions`].
    Construction,
    /// Which label was given in the place of which: [`confusions`].
    Confusion,
}

impl std::str::FromStr for Table {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "deprel" => Ok(Self::Deprel),
            "argument" => Ok(Self::Argument),
            "construction" => Ok(Self::Construction),
            "confusion" => Ok(Self::Confusion),
            _ => Err(()),
        }
    }
}
