//! From treebanks and clusters to the file of the models.

use std::path::Path;

use rayon::prelude::*;

use super::LearnError;
use super::clauses::short_sentences;
use super::conllu::{GoldSentence, read_treebank};
use super::headlines::headlines as as_headlines;
use super::kept::Kept;
use super::lemmas::learn_lemmas;
use super::network::{Dropout, Input, Net, write_network};
use super::oracle::GoldTree;
use super::parsing::{Gold, Lesson, NetworkSettings, count_words, known_words, learn_network};
use super::plain::{PlainSentence, read_plain};
use super::tagging::{inventory, tag_number};
use super::words::WordList;
use crate::model::Writer;
use crate::syntax::fingerprint::fingerprint;
use crate::syntax::lexeme::{Clusters, Lexeme, read_words};
use crate::syntax::network::FRACTION;
use crate::syntax::network::input::Known;
use crate::syntax::network::shape::MEANING;
use crate::syntax::tag::Inventory;
use crate::syntax::transition::STEPS;

/// How much is learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrainSettings {
    /// Rounds over the data.
    pub epochs: usize,
    /// Sentences between two changes of weights.
    pub batch: usize,
    /// The first step of the weights, in millionths.
    pub rate: u32,
    /// How many of a hundred numbers of a word are left out while learning.
    pub word_dropout: u32,
    /// How many of a hundred numbers that tags are chosen by are left out while learning.
    pub tag_dropout: u32,
    /// How many of a hundred hidden numbers of the parser are left out while learning.
    pub hidden_dropout: u32,
    /// How many of a hundred tags the parser does not see while it learns.
    pub untold: u32,
    /// How much a tag weighs beside a step of the parser, in hundredths.
    pub tag_weight: u32,
    /// In so many of a hundred states the parser follows its own mistakes.
    pub explore: usize,
    /// How many networks are learned first, to show the last one how sure to be of what.
    pub teachers: usize,
    /// Rounds of each of them over the data.
    pub teacher_epochs: usize,
    /// How much of a hundred what they say counts beside the treebank.
    pub shown: u32,
    /// Of how many sentences without trees the last network learns what the teachers make of them; all where there are
    /// fewer.
    pub plain: usize,
    /// Where the pseudo-random order starts.
    pub seed: u64,
}

impl Default for TrainSettings {
    fn default() -> Self {
        Self {
            epochs: 20,
            batch: 16,
            rate: 2_000,
            word_dropout: 20,
            tag_dropout: 20,
            hidden_dropout: 25,
            untold: 15,
            tag_weight: 100,
            explore: 90,
            teachers: 5,
            teacher_epochs: 16,
            shown: 70,
            plain: 100_000,
            seed: 1,
        }
    }
}

impl TrainSettings {
    fn network(self) -> NetworkSettings {
        let share = |hundredths: u32| hundredths as f32 / 100.0;
        NetworkSettings {
            epochs: self.epochs,
            batch: self.batch,
            rate: self.rate as f32 * 1e-6,
            dropout: Dropout {
                words: share(self.word_dropout),
                tags: share(self.tag_dropout),
                hidden: share(self.hidden_dropout),
            },
            untold: share(self.untold),
            tag_weight: share(self.tag_weight),
            explore: self.explore,
            shown: share(self.shown),
            seed: self.seed,
        }
    }
}

/// The treebanks that are learned from, below the folder of the data.
const TREEBANKS: [&str; 2] = ["ud/en_ewt-ud-train.conllu", "ud/en_gum_ccby-train.conllu"];

/// Learns the models from the data below `data` and writes `english.model` into `out`. Teachers that lie in the folder `keep`
/// are not learned again, and those that are learned are put there; empty it when the trainer changes.
///
/// # Errors
/// - [`LearnError::Read`], [`LearnError::Write`] where files cannot be read or written,
/// - [`LearnError::Conllu`] where a treebank is not CoNLL-U.
pub fn train(
    data: &Path,
    out: &Path,
    settings: TrainSettings,
    keep: Option<&Path>,
    log: &mut dyn FnMut(&str),
) -> Result<(), LearnError> {
    let mut sentences = Vec::new();
    for name in TREEBANKS {
        sentences.extend(read_treebank(&data.join(name))?);
    }
    let mut plain = if settings.plain == 0 { Vec::new() } else { read_plain(data)? };
    plain.truncate(settings.plain);
    let model = train_model(&sentences, &plain, &WordList::read(data)?, settings, keep, log)?;
    let path = out.join("english.model");
    std::fs::write(&path, &model)
        .map_err(|source| LearnError::Write { path: path.clone(), source })?;
    log(&format!("{}: {} bytes", path.display(), model.len()));
    Ok(())
}

/// Learns the models from sentences, others that have no trees (used where there are teachers), and a list of words. The
/// same input gives the same bytes.
///
/// # Errors
/// Teachers cannot be kept in the folder `keep`.
pub fn train_model(
    sentences: &[GoldSentence],
    plain: &[PlainSentence],
    words: &WordList,
    settings: TrainSettings,
    keep: Option<&Path>,
    log: &mut dyn FnMut(&str),
) -> Result<Vec<u8>, LearnError> {
    let mut writer = Writer::new();
    writer.number(fingerprint());
    let clusters = words.write(&mut writer);
    log(&format!("words: {} bytes", writer.len()));
    let inventory = inventory(sentences);
    write_tags(&inventory, &mut writer);
    let size = writer.len();
    learn_lemmas(sentences, &inventory, &clusters).write(&mut writer);
    log(&format!("lemmas: {} bytes", writer.len() - size));

    let mut headlines = as_headlines(sentences);
    let swapped = words.swaps.swapped(sentences, settings.seed);
    let short = short_sentences(sentences, &words.swaps, settings.seed);
    headlines.extend(as_headlines(&short));
    log(&format!(
        "{} headlines, {} sentences of other countries, {} short ones",
        headlines.len(),
        swapped.len(),
        short.len()
    ));
    let all: Vec<(&GoldSentence, Vec<Lexeme>)> = sentences
        .iter()
        .chain(&headlines)
        .chain(&swapped)
        .chain(&short)
        .map(|sentence| {
            let mut words = Vec::new();
            let forms = sentence.words.iter().map(|word| word.form.as_str());
            read_words(&clusters, forms, &mut words);
            (sentence, words)
        })
        .collect();
    let as_written = all.iter().take(sentences.len());
    let counts = count_words(as_written.map(|(_, words)| words.as_slice()));
    let known_words = known_words(&counts);
    let known = Known::new(&known_words);
    let lesson = |words: Vec<Lexeme>, gold: Option<Gold>| Lesson {
        inputs: inputs(&words, &clusters, &known),
        counts: words.iter().map(|w| counts.get(&w.word).copied().unwrap_or(0)).collect(),
        words,
        gold,
    };
    let mut lessons: Vec<Lesson> = all
        .into_par_iter()
        .map(|(sentence, words)| {
            let tags = sentence.words.iter().map(|word| tag_number(&inventory, word.tag()));
            let gold = Gold { tags: tags.collect(), tree: GoldTree::new(sentence) };
            lesson(words, Some(gold))
        })
        .collect();
    let kept = Kept::new(keep, &lessons, settings);
    let mut teachers: Vec<Net> = Vec::new();
    for number in 1..=settings.teachers as u64 {
        log(&format!("teacher {number}"));
        let seed = settings.seed.wrapping_add(number);
        let network =
            NetworkSettings { epochs: settings.teacher_epochs, seed, ..settings.network() };
        let learn = || learn_network(&lessons, &known, &inventory, network, &[], log);
        teachers.push(kept.teacher(number, learn)?);
    }
    if !teachers.is_empty() {
        lessons.extend(plain.iter().map(|forms| {
            let mut words = Vec::new();
            read_words(&clusters, forms.iter().map(String::as_str), &mut words);
            lesson(words, None)
        }));
    }
    let net = learn_network(&lessons, &known, &inventory, settings.network(), &teachers, log);
    let size = writer.len();
    write_network(&net, &known_words, &mut writer);
    writer.number(STEPS as u32);
    for set in label_sets(sentences) {
        writer.number(set as u32);
        writer.number((set >> 32) as u32);
    }
    log(&format!("network: {} words, {} bytes", known_words.len(), writer.len() - size));
    Ok(writer.finish())
}

/// What the network is told of the words of a sentence and of its root.
fn inputs(words: &[Lexeme], clusters: &Clusters, known: &Known) -> Vec<Input> {
    let unit = 1.0 / (1u32 << FRACTION) as f32;
    let meaning = |word: &Lexeme| clusters.meaning(word).unwrap_or_default();
    let meanings = words.iter().map(meaning).chain([[0; MEANING]]);
    known
        .sentence(words)
        .zip(meanings)
        .map(|(rows, meaning)| Input { rows, meaning: meaning.map(|m| f32::from(m) * unit) })
        .collect()
}

/// The labels of words before their heads and of words after them, but for the root's.
fn label_sets(sentences: &[GoldSentence]) -> [u64; 2] {
    let mut sets = [0; 2];
    for (at, word) in sentences.iter().flat_map(|sentence| sentence.words.iter().enumerate()) {
        if let Some(head) = word.head {
            sets[usize::from(head < at)] |= 1 << word.deprel as u8;
        }
    }
    sets
}

fn write_tags(inventory: &Inventory, to: &mut Writer) {
    to.byte(inventory.len() as u8);
    for tag in inventory.values() {
        to.byte(tag.upos as u8);
        to.number(tag.feats.code());
    }
}

#[cfg(test)]
mod tests;
