//! Tags: a part of speech with its features, as one of the classes that are learned.

use super::network::shape::TAGS;
use super::{Feats, Number, Upos};
use crate::model::{ModelError, Reader};

/// A tag by its number in the inventory of the model.
pub(crate) type Tag = u8;

/// What a tag stands for. Number and person of finite verbs are not part of it: they follow from the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TagValue {
    /// Part of speech.
    pub upos: Upos,
    /// Features.
    pub feats: Feats,
}

/// What the tags of a model stand for, by number.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    values: Vec<TagValue>,
}

impl Inventory {
    /// Tags in the order of their numbers; no more than [`TAGS`] are kept.
    pub(crate) fn new(mut values: Vec<TagValue>) -> Self {
        values.truncate(TAGS);
        Self { values }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = usize::from(from.byte()?);
        if count == 0 || count > TAGS {
            return Err(ModelError::Damaged("it has no tags, or too many"));
        }
        let mut values = Vec::with_capacity(count);
        for _ in 0..count {
            let upos = Upos::ALL.get(usize::from(from.byte()?)).copied();
            let upos = upos.ok_or(ModelError::Damaged("it names a tag that is not known"))?;
            values.push(TagValue { upos, feats: Feats::from_code(from.number()?) });
        }
        Ok(Self { values })
    }

    /// What all tags stand for.
    #[cfg(feature = "train")]
    pub(crate) fn values(&self) -> &[TagValue] {
        &self.values
    }

    /// How many tags there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// What a tag stands for.
    pub(crate) fn value(&self, tag: Tag) -> TagValue {
        let none = TagValue { upos: Upos::X, feats: Feats::default() };
        self.values.get(usize::from(tag)).copied().unwrap_or(none)
    }

    /// The tag of a noun in the singular.
    pub(crate) fn noun(&self) -> Option<Tag> {
        let singular = Feats { number: Some(Number::Sing), ..Feats::default() };
        let noun = TagValue { upos: Upos::Noun, feats: singular };
        let at = self.values.iter().position(|value| *value == noun)?;
        Tag::try_from(at).ok()
    }

    /// The part of speech of a tag.
    pub(crate) fn upos(&self, tag: Tag) -> Upos {
        self.value(tag).upos
    }
}
