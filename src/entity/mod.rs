//! Who is who in one document: mentions, kinds, coreference, canonical names, standing relations.

mod entities;
pub mod name_model;

pub use entities::{Entities, EntityRecord, Mention, MentionForm};
