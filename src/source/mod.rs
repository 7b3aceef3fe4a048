//! Where documents come from: files, folders and standard input.

mod document;

pub use document::Document;
