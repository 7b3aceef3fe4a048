//! What a document tells of a word elsewhere: a name once understood helps where it stands bare.

use std::collections::BTreeMap;

use super::label::{self, Part};
use super::observe::Observed;
use super::{NameClass, label::OUTSIDE};
use crate::model::Mix;

/// How often a word was found in each role.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    outside: u32,
    /// By class: as the whole of a name.
    alone: [u32; NameClass::ALL.len()],
    /// By class: as part of a longer name.
    within: [u32; NameClass::ALL.len()],
    /// As the last word of a longer name.
    last: u32,
}

impl Counts {
    fn change(&mut self, label: u8, by: impl Fn(u32) -> u32) {
        match label::split(label) {
            None => self.outside = by(self.outside),
            Some((Part::Single, class)) => {
                self.alone[class as usize] = by(self.alone[class as usize]);
            }
            Some((part, class)) => {
                self.within[class as usize] = by(self.within[class as usize]);
                if part == Part::End {
                    self.last = by(self.last);
                }
            }
        }
    }
}

/// Templates of these features, apart from those of [`super::features`].
const TEMPLATE: u32 = 900;

/// The labels that a first reading of a document gave to its words.
#[derive(Debug, Default)]
pub struct Memory {
    counts: BTreeMap<u32, Counts>,
}

/// Is it a word that a document remembers?
fn counts(word: &Observed) -> bool {
    word.capital
}

impl Memory {
    /// Adds a sentence that was read.
    pub fn add(&mut self, seen: &[Observed], labels: &[u8]) {
        for (word, &label) in seen.iter().zip(labels) {
            if counts(word) || label != OUTSIDE {
                self.counts.entry(word.lexeme.word).or_default().change(label, |n| n + 1);
            }
        }
    }

    /// Keys of features of what is known of a word from other places than the one where it has `label`.
    pub fn recall(&self, word: &Observed, label: u8, keys: &mut Vec<u32>) {
        if !counts(word) {
            return;
        }
        let Some(mut counts) = self.counts.get(&word.lexeme.word).copied() else { return };
        counts.change(label, |n| n.saturating_sub(1));
        let most = |of: &[u32]| {
            let best = of.iter().copied().max().filter(|&n| n > 0)?;
            Some((of.iter().position(|&n| n == best)? as u32, best))
        };
        let (alone, within) = (most(&counts.alone), most(&counts.within));
        let total: u32 =
            counts.outside + counts.alone.iter().sum::<u32>() + counts.within.iter().sum::<u32>();
        if total == 0 {
            return;
        }
        let none = (9, 0);
        let (alone, within) = (alone.unwrap_or(none), within.unwrap_or(none));
        let out = u32::from(counts.outside > 0) + u32::from(2 * counts.outside > total);
        let bare = u32::from(word.run.0 == word.run.1);
        let last = u32::from(counts.last > 0);
        let mut template = TEMPLATE;
        let mut add = |values: &[u32]| {
            keys.push(values.iter().fold(Mix::new(template), |mix, &v| mix.with(v)).key());
            template += 1;
        };
        add(&[alone.0, within.0, out]);
        add(&[alone.0, out, bare]);
        add(&[within.0, last, bare]);
        add(&[within.0, last, out, word.shape]);
        add(&[alone.0, alone.1.min(3), out]);
        add(&[alone.0, within.0, last, word.deprel as u32]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::label::{COUNT, OUTSIDE};
    use super::{Memory, NameClass, Part, label};
    use crate::entity::name_model::gazetteer::Gazetteer;
    use crate::entity::name_model::observe::{Observed, observe};
    use crate::syntax::{Deprel, Feats, Upos, Word, lexeme::Clusters};
    use crate::text::Span;

    fn seen(text: &str) -> Vec<Observed> {
        let word = |form: &str| Word {
            span: Span::default(),
            form: form.into(),
            lemma: form.into(),
            upos: Upos::Propn,
            feats: Feats::default(),
            head: None,
            deprel: Deprel::Dep,
        };
        let words: Vec<Word> = text.split(' ').map(word).collect();
        observe(&words, &Clusters::default(), &Gazetteer::default())
    }

    #[test]
    fn a_word_is_not_remembered_from_its_own_place() {
        let words = seen("Ruiz left");
        let person = label::of(Part::Single, NameClass::Person);
        let mut memory = Memory::default();
        memory.add(&words, &[person, OUTSIDE]);
        let mut keys = Vec::new();
        memory.recall(&words[0], person, &mut keys);
        assert!(keys.is_empty());
        memory.add(&words, &[person, OUTSIDE]);
        memory.recall(&words[0], person, &mut keys);
        assert!(!keys.is_empty());
    }

    #[test]
    fn different_findings_are_remembered_differently() {
        let bare = seen("Ruiz left");
        let full = seen("Ana Ruiz left");
        let recalled: Vec<Vec<u32>> = NameClass::ALL
            .iter()
            .map(|&class| {
                let mut labels = [OUTSIDE; 3];
                label::write(&mut labels, 0..2, class);
                let mut memory = Memory::default();
                memory.add(&full, &labels);
                memory.add(&bare, &[OUTSIDE; COUNT]);
                let mut keys = Vec::new();
                memory.recall(&bare[0], OUTSIDE, &mut keys);
                keys
            })
            .collect();
        assert!(recalled.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
