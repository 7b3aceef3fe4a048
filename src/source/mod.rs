//! Where documents come from: files, folders and standard input.
//!
//! [`find`] turns what was named on the command line into inputs, [`read()`] an input into a
//! [`Document`]. Nothing of an absolute path enters a document.

mod decode;
mod document;
mod error;
mod find;
mod read;
mod warning;

pub use document::Document;
pub use error::SourceError;
pub use find::{Found, Input, Place, find};
pub use read::{document, read};
pub use warning::Warning;
