//! An entity while a document is being read.

use crate::grammar::{EntityKind, NameGender};

/// What is known of an entity so far.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub kind: EntityKind,
    /// Its best name so far.
    pub name: String,
    /// Codes of a country.
    pub iso: Option<(String, String)>,
    pub unnamed: bool,
    pub plural: bool,
    pub gender: Option<NameGender>,
    /// The country (an entity) that it is part of or belongs to by its name.
    pub country: Option<usize>,
    /// The word, folded, that says what it is: "ministry", "embassy".
    pub head: String,
    /// The words of all titles, folded, that a person's name was told with: "army spokesman general".
    pub title: String,
    /// Index into the lexicon of a known name.
    pub known: Option<usize>,
}

impl Draft {
    pub fn new(kind: EntityKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            iso: None,
            unnamed: false,
            plural: false,
            gender: None,
            country: None,
            head: String::new(),
            title: String::new(),
            known: None,
        }
    }
}
