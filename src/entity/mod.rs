//! Who is who in one document: mentions, kinds, coreference, canonical names, standing relations.
//!
//! Stages: `line` folds a sentence; `names` and `described` find stretches (`speakers` tells which nouns act by speaking); `resolve` links names,
//! `coref` descriptions and pronouns; `offices`, `roles` and `relations` read what they are to each other.

mod acronym;
mod bracketed;
mod candidate;
mod chunk;
mod citizens;
mod coref;
mod dateline;
mod described;
mod directions;
mod draft;
mod entities;
mod epithets;
mod foreign;
mod found;
mod holders;
mod holdings;
mod joint;
mod kind;
mod later_named;
mod leaders;
mod leading;
mod line;
mod located;
mod metonymy;
pub mod name_model;
mod names;
mod offices;
mod owned;
mod pairs;
mod parties;
mod parts;
mod people;
mod pointed;
mod pointers;
mod pronouns;
mod reading;
mod relations;
mod resolve;
mod roles;
mod shared_offices;
mod short_names;
mod sites;
mod speakers;
mod surnames;
mod things;
mod title;
mod together;
mod wholes;
mod whose;
mod writers;

pub use entities::{Entities, EntityRecord, Mention, MentionForm};
pub use reading::{Reading, StandingRelation, read};
pub(crate) use speakers::by_place as speaker_by_place;

#[cfg(test)]
mod described_tests;
#[cfg(test)]
mod joint_tests;
#[cfg(test)]
mod reference_tests;
#[cfg(test)]
mod standing_tests;
#[cfg(test)]
mod tests;
