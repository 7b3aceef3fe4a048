//! Who is who in one document: mentions, kinds, coreference, canonical names, standing relations.

mod candidate;
mod chunk;
mod entities;
mod line;
pub mod name_model;
mod names;
mod title;

pub use entities::{Entities, EntityRecord, Mention, MentionForm};
