//! Trained weights: how they are stored, checked and asked. All are integers, so that every machine decides alike.

mod file;
mod hash;
mod weights;

pub use file::{ModelError, Reader, Writer};
pub use hash::{Mix, TextHash, hash_str};
pub use weights::{MAX_CLASSES, Scores, Weights};

/// The models that come with the program: sections in the order of [`crate::syntax`].
pub static EMBEDDED: &[u8] = include_bytes!("../../models/english.model");
