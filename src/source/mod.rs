//! Where documents come from: files of many formats, folders of them, and standard input.
//!
//! [`find`] turns what was named on the command line into inputs, [`Articles`] an input into raw articles, one by one,
//! [`Raw::read`] one of them into a [`Document`]. `format` has one file a format; each hands on what it finds of an article, and
//! `article` makes the plain text of it that the rest of Chancery reads. Nothing of an absolute path enters a document.

mod article;
mod articles;
mod budget;
mod columns;
mod contained;
mod day;
mod decode;
mod document;
mod encoding;
mod error;
mod find;
mod format;
mod kind;
mod language;
mod limits;
mod options;
mod page;
mod passed;
mod read;
mod unpack;
mod warning;

pub use articles::Articles;
pub use columns::{Columns, Part};
pub use document::Document;
pub use error::SourceError;
pub use find::{Found, Input, Place, find};
pub use options::{Globs, Options};
pub use passed::{At, Why};
pub use read::{Raw, document, read};
pub use warning::Warning;
