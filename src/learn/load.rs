//! Models that are not embedded yet, to be scored.

use std::path::Path;

use super::LearnError;
use crate::syntax::Syntax;

/// The models of a file, to score them before they are embedded.
///
/// # Errors
/// - [`LearnError::Read`] where the file cannot be read,
/// - [`LearnError::Model`] where it is no whole model.
pub fn load_model(path: &Path) -> Result<Syntax, LearnError> {
    let file =
        std::fs::read(path).map_err(|source| LearnError::Read { path: path.to_owned(), source })?;
    Ok(Syntax::read(&file)?)
}
