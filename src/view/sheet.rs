//! A document that is written part by part.

use super::Style;
use crate::entity::Entities;
use crate::syntax::Parsed;

/// What is written of a document, and how far it has come: a huge document is read and written in parts, and its
/// sentences and entities are numbered through.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The document's id.
    pub(super) id: &'a str,
    /// Its text.
    pub(super) text: &'a str,
    /// What the place can do where it is written.
    pub(super) style: Style,
    /// Sentences that were written before.
    pub(super) sentences: usize,
    /// Entities that were counted before.
    pub(super) entities: usize,
    /// The block of the sentence that was written last.
    pub(super) block: Option<usize>,
}

impl<'a> Sheet<'a> {
    /// Of this document nothing is written yet.
    pub fn new(id: &'a str, text: &'a str, style: Style) -> Self {
        Self { id, text, style, sentences: 0, entities: 0, block: None }
    }

    /// Is nothing written yet?
    pub(super) fn is_blank(&self) -> bool {
        self.sentences == 0
    }

    /// These sentences and entities are written.
    pub(super) fn turn(&mut self, sentences: &[Parsed], entities: &Entities) {
        self.sentences += sentences.len();
        self.entities += entities.list.len();
        self.block = sentences.last().map(|sentence| sentence.block).or(self.block);
    }
}

/// A woman who is named at the start of a text, for tests.
#[cfg(test)]
pub(super) fn ana_lund() -> (crate::entity::EntityRecord, crate::entity::Mention) {
    let record = crate::entity::EntityRecord {
        kind: crate::facts::EntityKind::Person,
        name: "Ana Lund".into(),
        iso: None,
        unnamed: false,
        plural: false,
    };
    let mention = crate::entity::Mention {
        span: crate::text::Span::new(0, 8),
        sentence: 0,
        words: 0..2,
        head: 0,
        entity: 0,
        form: crate::entity::MentionForm::Name,
        rule: "name/given",
    };
    (record, mention)
}
