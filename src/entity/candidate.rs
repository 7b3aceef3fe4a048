//! Stretches that may refer to an entity, before it is known to which.

use std::ops::Range;

use super::entities::MentionForm;
use crate::grammar::NameGender;

/// What a stretch seems to refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seems {
    /// This country, by its name (index into the lexicon).
    Country(usize),
    /// This country, by its adjective.
    Adjective(usize),
    /// This country, by the name of its people.
    People(usize),
    /// The seat of this country's government: the city or the country.
    Capital(usize),
    /// This known name.
    Known(usize),
    /// A town of the table of places.
    Town,
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A place.
    Place,
    /// A facility.
    Facility,
    /// A named thing of another kind.
    Other,
    /// A name that tells nothing of its kind.
    Unknown,
}

/// A stretch of one sentence that may refer to an entity.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub sentence: usize,
    /// Its words, titles included.
    pub words: Range<usize>,
    /// The name alone.
    pub core: Range<usize>,
    pub seems: Seems,
    pub form: MentionForm,
    pub rule: &'static str,
    /// The gender that a title tells.
    pub gender: Option<NameGender>,
    /// Is it a group?
    pub plural: bool,
    /// Does it point at something known ("the", "this", "its", an owner)?
    pub definite: bool,
    /// The entity, once it is known.
    pub entity: Option<usize>,
}

impl Candidate {
    pub fn name(sentence: usize, words: Range<usize>, seems: Seems, rule: &'static str) -> Self {
        Self {
            sentence,
            core: words.clone(),
            words,
            seems,
            form: MentionForm::Name,
            rule,
            gender: None,
            plural: false,
            definite: false,
            entity: None,
        }
    }
}
