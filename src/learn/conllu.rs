//! Treebanks as the trainer reads them: from files, with the tags that are learned.

use std::path::Path;

use super::LearnError;
use crate::syntax::agreement::without_agreement;
#[cfg(test)]
pub(crate) use crate::syntax::conllu::parse_conllu;
pub use crate::syntax::conllu::{GoldSentence, GoldWord};
use crate::syntax::tag::TagValue;

impl GoldWord {
    /// The tag that is learned for it.
    pub(crate) fn tag(&self) -> TagValue {
        TagValue { upos: self.upos, feats: without_agreement(self.upos, self.feats) }
    }
}

/// Reads a treebank.
///
/// # Errors
/// - [`LearnError::Read`] where the file cannot be read,
/// - [`LearnError::Conllu`] with the line where it is not CoNLL-U.
pub fn read_treebank(path: &Path) -> Result<Vec<GoldSentence>, LearnError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| LearnError::Read { path: path.to_owned(), source })?;
    crate::syntax::conllu::parse_conllu(&text)
        .map_err(|source| LearnError::Conllu { path: path.to_owned(), source })
}
