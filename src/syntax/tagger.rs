//! The tagger: one decision a word, from left to right, over sparse linear weights.

use super::lexeme::Lexeme;
use super::{Feats, Upos};
use crate::model::{MAX_CLASSES, Mix, ModelError, Reader, Weights};

/// A tag by its number in the inventory of the model.
pub(crate) type Tag = u8;

/// Before the first word and after the last.
const NO_TAG: u32 = 255;

/// What a tag stands for. Number and person of finite verbs are not part of it: they follow from the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TagValue {
    /// Part of speech.
    pub upos: Upos,
    /// Features.
    pub feats: Feats,
}

/// Gives each word its part of speech and features.
#[derive(Debug)]
pub(crate) struct Tagger {
    /// What the tags stand for, by number.
    pub(crate) tags: Vec<TagValue>,
    weights: Weights,
}

impl Tagger {
    #[cfg(feature = "train")]
    pub(crate) fn new(tags: Vec<TagValue>, weights: Weights) -> Self {
        Self { tags, weights }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = usize::from(from.byte()?);
        if count == 0 {
            return Err(ModelError::Damaged("it has no tags"));
        }
        let mut tags = Vec::with_capacity(count);
        for _ in 0..count {
            let upos = Upos::ALL.get(usize::from(from.byte()?)).copied();
            let upos = upos.ok_or(ModelError::Damaged("it names a tag that is not known"))?;
            tags.push(TagValue { upos, feats: Feats::from_code(from.number()?) });
        }
        Ok(Self { tags, weights: Weights::read(from)? })
    }

    pub(crate) fn value(&self, tag: Tag) -> TagValue {
        let none = TagValue { upos: Upos::X, feats: Feats::default() };
        self.tags.get(usize::from(tag)).copied().unwrap_or(none)
    }

    /// The tags of one sentence, into `to`. Cost: linear in its length.
    pub(crate) fn tag(&self, words: &[Lexeme], to: &mut Vec<Tag>) {
        to.clear();
        let mut features = Vec::with_capacity(48);
        let mut past = Past::default();
        for (at, word) in words.iter().enumerate() {
            features.clear();
            tag_features(words, at, past, &mut features);
            let mut scores = [0; MAX_CLASSES];
            self.weights.add(&features, &mut scores);
            let best = best_of(scores.get(..self.tags.len()).unwrap_or(&scores));
            to.push(best as Tag);
            past = past.after(word, best as Tag, &self.tags);
        }
    }
}

/// What was decided before a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Past {
    /// The tag of the word before.
    before: u32,
    /// The tag of the word before that.
    second: u32,
    /// The nearest verb so far; 0 where there is none.
    verb: u32,
}

impl Default for Past {
    fn default() -> Self {
        Self { before: NO_TAG, second: NO_TAG, verb: 0 }
    }
}

impl Past {
    /// What is decided after `word` got its tag.
    #[must_use]
    pub(crate) fn after(self, word: &Lexeme, tag: Tag, tags: &[TagValue]) -> Self {
        let verb = tags.get(usize::from(tag)).is_some_and(|value| value.upos == Upos::Verb);
        Self {
            before: u32::from(tag),
            second: self.before,
            verb: if verb { word.word } else { self.verb },
        }
    }
}

/// The first of the highest scores.
fn best_of(scores: &[i32]) -> usize {
    let mut best = 0;
    let mut top = i32::MIN;
    for (i, &score) in scores.iter().enumerate() {
        if score > top {
            (best, top) = (i, score);
        }
    }
    best
}

/// The keys of the features of word `at`.
pub(crate) fn tag_features(words: &[Lexeme], at: usize, past: Past, to: &mut Vec<u32>) {
    let Past { before, second, verb } = past;
    let none = Lexeme::default();
    let word =
        |offset: isize| at.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&none);
    let (w0, l1, l2, r1, r2) = (word(0), word(-1), word(-2), word(1), word(2));
    let mut template = 1000;
    let mut add = |values: &[u32]| {
        template += 1;
        to.push(values.iter().fold(Mix::new(template), |key, &value| key.with(value)).key());
    };
    add(&[]);
    add(&[w0.word]);
    add(&[l1.word]);
    add(&[r1.word]);
    add(&[l2.word]);
    add(&[r2.word]);
    add(&[l1.word, w0.word]);
    add(&[w0.word, r1.word]);
    add(&[l1.word, r1.word]);
    add(&[r1.word, r2.word]);
    add(&[l2.word, l1.word]);
    add(&[before]);
    add(&[before, second]);
    add(&[before, w0.word]);
    add(&[before, r1.word]);
    add(&[before, second, w0.word]);
    add(&[before, second, r1.word]);
    for suffix in w0.suffix {
        add(&[suffix]);
    }
    for prefix in w0.prefix {
        add(&[prefix]);
    }
    add(&[w0.shape]);
    add(&[w0.shape, w0.suffix[2]]);
    add(&[w0.shape, w0.word]);
    add(&[before, w0.shape]);
    add(&[before, w0.suffix[2]]);
    add(&[before, w0.suffix[1], r1.suffix[1]]);
    add(&[l1.shape, w0.shape, r1.shape]);
    add(&[r1.shape]);
    add(&[l1.shape]);
    add(&[r1.suffix[2]]);
    add(&[r1.suffix[1]]);
    add(&[l1.suffix[2]]);
    add(&[w0.cluster]);
    add(&[w0.coarse]);
    add(&[l1.cluster]);
    add(&[r1.cluster]);
    add(&[w0.cluster, r1.cluster]);
    add(&[l1.cluster, w0.cluster]);
    add(&[before, w0.cluster]);
    add(&[before, r1.cluster]);
    add(&[before, r1.coarse]);
    add(&[w0.coarse, w0.suffix[1]]);
    add(&[w0.coarse, w0.shape]);
    add(&[before, w0.coarse, r1.coarse]);
    add(&[r2.cluster]);
    add(&[verb, w0.word]);
    add(&[verb, w0.word, r1.coarse]);
    add(&[verb, w0.suffix[1], before]);
}
