//! From sets of sentences to the file of the model.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::cross::Halves;
use super::data::Labelled;
use super::train::{Dictionary, Example, Learnt, Settings, label, train};
use super::{NamesError, lexicon, sets};
use crate::entity::name_model::NameTagger;
use crate::entity::name_model::features::features;
use crate::entity::name_model::gazetteer::Gazetteer;
use crate::entity::name_model::label::COUNT;
use crate::entity::name_model::memory::Memory;
use crate::entity::name_model::observe::{Observed, observe};
use crate::syntax::Syntax;

/// How the model of names is made.
#[derive(Debug, Clone, Copy)]
pub struct NameSettings {
    /// How it is trained.
    pub train: Settings,
    /// Rounds for the models that tell what the others' documents remember.
    pub fold_rounds: u32,
    /// How many such models.
    pub folds: usize,
    /// Features seen less often have no weights.
    pub least: u32,
    /// The most features that are kept.
    pub features: usize,
    /// The largest weight of 127 stands for so much, in units of 1/4096.
    pub largest: i32,
}

impl Default for NameSettings {
    fn default() -> Self {
        Self {
            train: Settings { rounds: 12, step: 150, cost: 2, missed: 1, orders: 3 },
            fold_rounds: 6,
            folds: 3,
            least: 2,
            features: 165_000,
            largest: 0,
        }
    }
}

/// A sentence as the features see it.
struct Seen {
    document: usize,
    words: Vec<Observed>,
    allowed: Vec<u32>,
    /// Keys of what its document remembers, for each word.
    recalled: Vec<Vec<u32>>,
}

/// Sentences made ready to learn from.
pub struct Prepared {
    gazetteer: Gazetteer,
    seen: Vec<Seen>,
}

impl Prepared {
    /// Reads the data below `data` and the lexicon below `grammar`.
    ///
    /// # Errors
    /// Files cannot be read, or the embedded models are damaged.
    pub fn read(
        data: &Path,
        grammar: &Path,
        halves: &Halves,
        settings: NameSettings,
    ) -> Result<Self, NamesError> {
        let mut sentences = sets::read(data)?;
        let documents = sentences.iter().map(|s| s.document + 1).max().unwrap_or(0);
        sentences.extend(sets::headlines(&sentences, documents));
        let path = data.join("words/words.tsv");
        let vocabulary =
            std::fs::read_to_string(&path).map_err(|source| NamesError::Read { path, source })?;
        let words = vocabulary.lines().skip(1).filter_map(|line| line.split('\t').next());
        let gazetteer = lexicon::gazetteer(grammar, words)?;
        let syntax = Syntax::embedded()?;
        let mut seen: Vec<Seen> =
            sentences.par_iter().map(|s| see(s, halves, syntax, &gazetteer)).collect();
        remember(&mut seen, settings);
        Ok(Self { gazetteer, seen })
    }

    /// Learns the model: the bytes of its file, always the same for the same input.
    pub fn model(&self, settings: NameSettings) -> Vec<u8> {
        let all: Vec<&Seen> = self.seen.iter().collect();
        let (dictionary, learnt) = learn(&all, settings, settings.train);
        pack(&dictionary, &learnt, &self.gazetteer, settings)
    }
}

fn see(sentence: &Labelled, halves: &Halves, syntax: &Syntax, gazetteer: &Gazetteer) -> Seen {
    let parsed = halves.parse(sentence, syntax);
    Seen {
        document: sentence.document,
        words: observe(&parsed.words, &syntax.clusters, gazetteer),
        allowed: sentence.allowed.clone(),
        recalled: Vec::new(),
    }
}

/// The keys of the features of each word.
fn keys_of(seen: &Seen, recalled: bool, mut each: impl FnMut(&[u32])) {
    let mut keys = Vec::new();
    for i in 0..seen.words.len() {
        features(&seen.words, i, &mut keys);
        if let Some(recalled) = seen.recalled.get(i).filter(|_| recalled) {
            keys.extend(recalled);
        }
        each(&keys);
    }
}

fn example(seen: &Seen, recalled: bool, mut row: impl FnMut(u32) -> Option<u32>) -> Example {
    let mut rows = Vec::with_capacity(seen.words.len());
    keys_of(seen, recalled, |keys| rows.push(keys.iter().filter_map(|&key| row(key)).collect()));
    Example { rows, allowed: seen.allowed.clone() }
}

/// Learns from sentences, each without memory and, where there is one, with it.
fn learn(seen: &[&Seen], settings: NameSettings, train_by: Settings) -> (Dictionary, Learnt) {
    let mut dictionary = Dictionary::default();
    for sentence in seen {
        keys_of(sentence, true, |keys| keys.iter().for_each(|&key| dictionary.count(key)));
    }
    let mut examples = Vec::new();
    for sentence in seen {
        for recalled in [false, true] {
            if !recalled || !sentence.recalled.is_empty() {
                examples
                    .push(example(sentence, recalled, |key| dictionary.row(key, settings.least)));
            }
        }
    }
    let rows = dictionary.keys().len();
    let learnt: Vec<Learnt> = (0..train_by.orders.max(1))
        .into_par_iter()
        .map(|order| train(&examples, rows, train_by, order))
        .collect();
    (dictionary, Learnt::mean(learnt))
}

/// Tells each sentence what its document would remember: labels that a model gave that was learnt from other documents.
fn remember(seen: &mut [Seen], settings: NameSettings) {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for sentence in seen.iter() {
        *sizes.entry(sentence.document).or_default() += 1;
    }
    let fold = |sentence: &Seen| sentence.document % settings.folds;
    let labels: Vec<Vec<(usize, Vec<u8>)>> = (0..settings.folds)
        .into_par_iter()
        .map(|part| {
            let others: Vec<&Seen> = seen.iter().filter(|s| fold(s) != part).collect();
            let rounds = Settings { rounds: settings.fold_rounds, orders: 1, ..settings.train };
            let (dictionary, learnt) = learn(&others, settings, rounds);
            let own = seen.iter().enumerate().filter(|(_, s)| fold(s) == part);
            own.filter(|(_, s)| sizes.get(&s.document).is_some_and(|&size| size > 1))
                .map(|(i, s)| (i, label(&learnt, &example(s, false, |key| dictionary.known(key)))))
                .collect()
        })
        .collect();
    let mut memories: BTreeMap<usize, Memory> = BTreeMap::new();
    for (i, labels) in labels.iter().flatten() {
        if let Some(sentence) = seen.get(*i) {
            memories.entry(sentence.document).or_default().add(&sentence.words, labels);
        }
    }
    for (i, labels) in labels.iter().flatten() {
        let Some(sentence) = seen.get_mut(*i) else { continue };
        let Some(memory) = memories.get(&sentence.document) else { continue };
        let recalled: Vec<Vec<u32>> = sentence
            .words
            .iter()
            .zip(labels)
            .map(|(word, &label)| {
                let mut keys = Vec::new();
                memory.recall(word, label, &mut keys);
                keys
            })
            .collect();
        if recalled.iter().any(|keys| !keys.is_empty()) {
            sentence.recalled = recalled;
        }
    }
}

/// Keeps the features whose weights are largest, and makes their weights small numbers.
fn pack(
    dictionary: &Dictionary,
    learnt: &Learnt,
    gazetteer: &Gazetteer,
    settings: NameSettings,
) -> Vec<u8> {
    let size = |row: &[i32; COUNT]| row.iter().map(|&w| i64::from(w).pow(2)).sum::<i64>();
    let mut rows: Vec<(i64, u32, &[i32; COUNT])> = dictionary
        .keys()
        .iter()
        .zip(&learnt.rows)
        .map(|(&key, row)| (size(row), key, row))
        .collect();
    rows.sort_unstable_by_key(|&(size, key, _)| (std::cmp::Reverse(size), key));
    rows.truncate(settings.features);
    let mut sizes: Vec<i32> =
        rows.iter().flat_map(|(.., row)| row.iter().map(|w| w.abs())).collect();
    sizes.sort_unstable();
    // A few weights are far larger than all others: they are cut off.
    let largest = match settings.largest {
        0 => sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 20_000)).copied().unwrap_or(1),
        given => given,
    }
    .max(127);
    let small = |weight: i32| (i64::from(weight) * 254 / i64::from(largest) + 1).div_euclid(2);
    let mut features: Vec<(u32, Vec<(u8, i8)>)> = rows
        .iter()
        .map(|&(_, key, row)| {
            let entries = row
                .iter()
                .enumerate()
                .map(|(label, &w)| (label as u8, small(w).clamp(-127, 127) as i8));
            (key, entries.filter(|&(_, weight)| weight != 0).collect::<Vec<_>>())
        })
        .filter(|(_, entries)| !entries.is_empty())
        .collect();
    features.sort_unstable_by_key(|&(key, _)| key);
    let pairs = learnt.pairs.map(|row| row.map(|w| small(w) as i32));
    NameTagger::write(&pairs, gazetteer, &features)
}
