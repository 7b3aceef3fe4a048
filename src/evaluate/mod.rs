//! How well is read, measured: treebanks, names, chains and pronouns, attributions, events, whole articles.
//!
//! Nothing here opens files: treebanks come from [`crate::syntax::conllu`], all else as text.

mod arguments;
pub mod articles;
mod attribution;
pub(crate) mod brackets;
mod chains;
mod confusions;
mod constructions;
mod count;
mod entities;
mod events;
mod labelled;
mod labels;
mod matching;
mod pronouns;
mod reading;
mod rows;
mod spacing;
mod splits;
mod tally;
#[cfg(test)]
mod testing;
mod wording;

pub use arguments::arguments;
pub use attribution::{
    AttributedArticle, Attribution, AttributionCounts, AttributionScores, attribution,
};
pub use chains::{ChainCounts, ChainScores, ChainedDocument, chained, chains};
pub use confusions::{Confusion, confusions};
pub use constructions::{Construction, constructions};
pub use count::{Count, Rates};
pub use entities::{EntityScores, NameCounts, entities};
pub use events::{EventCounts, EventScores, EventSentence, GoldType, Hits, events};
pub use labelled::{LabelledDocument, LabelledSentence, NamedWords, labelled, named_class};
pub use labels::labels;
pub use pronouns::{AmbiguousPronoun, PronounCounts, PronounScores, pronoun_rows, pronouns};
pub use reading::{Reading, SyntaxScores};
pub use rows::{GoldError, rows};
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
