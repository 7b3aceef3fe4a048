//! From treebanks and clusters to the file of the models.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::LearnError;
use super::conllu::{GoldSentence, read_treebank};
use super::headlines::{headlines, read_tagged};
use super::lemmas::learn_lemmas;
use super::network::{Dropout, write_network};
use super::oracle::GoldTree;
use super::parsing::{ParserSettings, Treed, count_words, known_words, learn_parser};
use super::tagging::{Tagged, inventory, learn_tagger};
use crate::model::{Weights, Writer, hash_str};
use crate::syntax::fingerprint::fingerprint;
use crate::syntax::guide::Landmarks;
use crate::syntax::lexeme::{Clusters, Lexeme};
use crate::syntax::network::input::Known;
use crate::syntax::tagger::{Tag, TagValue, Tagger};
use crate::syntax::transition::STEPS;

/// How much is learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrainSettings {
    /// Rounds over the data for the tagger.
    pub tagger_epochs: usize,
    /// Parts of the data that are tagged by a tagger learned from the others, for the parser to see real tags.
    pub folds: usize,
    /// Rounds for each of those taggers.
    pub fold_epochs: usize,
    /// Rounds for the parser.
    pub parser_epochs: usize,
    /// The most weights of the tagger that are kept.
    pub tagger_entries: usize,
    /// Sentences between two changes of the parser's weights.
    pub parser_batch: usize,
    /// The first step of the parser's weights, in millionths.
    pub parser_rate: u32,
    /// How many of a hundred numbers of a word are left out while the parser learns.
    pub parser_word_dropout: u32,
    /// How many of a hundred hidden numbers are left out while the parser learns.
    pub parser_hidden_dropout: u32,
    /// How many of a hundred tags the parser does not see while it learns, only their parts of speech.
    pub parser_tag_dropout: u32,
    /// In so many of a hundred states the parser follows its own mistakes.
    pub explore: usize,
    /// Where the pseudo-random order starts.
    pub seed: u64,
}

impl Default for TrainSettings {
    fn default() -> Self {
        Self {
            tagger_epochs: 8,
            folds: 10,
            fold_epochs: 4,
            parser_epochs: 14,
            tagger_entries: 450_000,
            parser_batch: 16,
            parser_rate: 2_000,
            parser_word_dropout: 20,
            parser_hidden_dropout: 25,
            parser_tag_dropout: 15,
            explore: 90,
            seed: 1,
        }
    }
}

/// The treebanks that are learned from, below the folder of the data.
const TREEBANKS: [&str; 2] = ["ud/en_ewt-ud-train.conllu", "ud/en_gum_ccby-train.conllu"];
const CLUSTERS: &str = "words/words.tsv";

/// Learns the models from the data below `data` and writes `english.model` into `out`.
///
/// # Errors
/// - [`LearnError::Read`], [`LearnError::Write`] where files cannot be read or written,
/// - [`LearnError::Conllu`] where a treebank is not CoNLL-U.
pub fn train(
    data: &Path,
    out: &Path,
    settings: TrainSettings,
    log: &mut dyn FnMut(&str),
) -> Result<(), LearnError> {
    let mut sentences = Vec::new();
    for name in TREEBANKS {
        sentences.extend(read_treebank(&data.join(name))?);
    }
    let path = data.join(CLUSTERS);
    let words = std::fs::read_to_string(&path)
        .map_err(|source| LearnError::Read { path: path.clone(), source })?;
    let model = train_model(&sentences, &words, settings, log);
    let path = out.join("english.model");
    std::fs::write(&path, &model)
        .map_err(|source| LearnError::Write { path: path.clone(), source })?;
    log(&format!("{}: {} bytes", path.display(), model.len()));
    Ok(())
}

/// Learns the models from sentences and a table of clusters (word, coarse, fine: tab-separated, with a header). The
/// same input gives the same bytes.
pub fn train_model(
    sentences: &[GoldSentence],
    clusters: &str,
    settings: TrainSettings,
    log: &mut dyn FnMut(&str),
) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.number(fingerprint());
    let clusters = write_clusters(clusters, &mut writer);
    let size = writer.len();
    log(&format!("clusters: {size} bytes"));

    let tags = inventory(sentences);
    let tagged: Vec<Tagged> = sentences.iter().map(|s| read_tagged(s, &clusters, &tags)).collect();
    let headlines = headlines(sentences, &clusters, &tags);
    let own = own_tags(&tagged, &headlines, &tags, settings);
    let right = own
        .iter()
        .zip(&tagged)
        .flat_map(|(o, t)| o.iter().zip(&t.tags))
        .filter(|(o, t)| o == t)
        .count();
    let all: usize = tagged.iter().map(|t| t.tags.len()).sum();
    log(&format!("tags of the folds: {right} of {all} right"));

    let counts = count_words(tagged.iter().map(|t| t.words.as_slice()));
    let words = known_words(&counts);
    let known = Known::new(&words);
    let (tagger, parser) = rayon::join(
        || {
            let (epochs, entries) = (settings.tagger_epochs, settings.tagger_entries);
            let all: Vec<&Tagged> =
                tagged.iter().chain(headlines.iter().map(|(_, headline)| headline)).collect();
            learn_tagger(&all, &tags, epochs, entries, settings.seed)
        },
        || {
            let treed: Vec<Treed> = sentences
                .par_iter()
                .zip(&tagged)
                .zip(&own)
                .map(|((sentence, tagged), own)| {
                    treed(sentence, tagged, own, &tags, &known, &counts)
                })
                .collect();
            let settings = ParserSettings {
                epochs: settings.parser_epochs,
                batch: settings.parser_batch,
                rate: settings.parser_rate as f32 * 1e-6,
                dropout: Dropout {
                    words: settings.parser_word_dropout as f32 / 100.0,
                    hidden: settings.parser_hidden_dropout as f32 / 100.0,
                },
                tag_dropout: settings.parser_tag_dropout as f32 / 100.0,
                explore: settings.explore,
                seed: settings.seed,
            };
            let mut lines = Vec::new();
            let net =
                learn_parser(&treed, &known, settings, &mut |line| lines.push(line.to_owned()));
            (net, lines)
        },
    );
    let (parser, lines) = parser;
    lines.iter().for_each(|line| log(line));

    write_tags(&tags, &mut writer);
    Weights::write(&tagger, &mut writer);
    log(&format!(
        "tagger: {} tags, {} features, {} bytes",
        tags.len(),
        tagger.len(),
        writer.len() - size
    ));
    let size = writer.len();
    learn_lemmas(sentences, &tags).write(&mut writer);
    log(&format!("lemmas: {} bytes", writer.len() - size));
    let size = writer.len();
    writer.number(STEPS as u32);
    for set in label_sets(sentences) {
        writer.number(set as u32);
        writer.number((set >> 32) as u32);
    }
    write_network(&parser, &words, &mut writer);
    log(&format!("parser: {} words, {} bytes", words.len(), writer.len() - size));
    writer.finish()
}

/// A sentence as the parser learns it.
fn treed(
    sentence: &GoldSentence,
    tagged: &Tagged,
    own: &[Tag],
    tags: &[TagValue],
    known: &Known,
    counts: &BTreeMap<u32, u32>,
) -> Treed {
    let count = |word: &Lexeme| counts.get(&word.word).copied().unwrap_or(0);
    let mut landmarks = Landmarks::default();
    landmarks.read(&tagged.words, own, tags);
    Treed {
        rows: known.sentence(&tagged.words, own, tags).collect(),
        counts: tagged.words.iter().map(count).collect(),
        landmarks,
        tree: GoldTree::new(sentence),
    }
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

fn write_clusters(table: &str, to: &mut Writer) -> Clusters {
    let mut rows: Vec<(u32, u16)> = table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (word, fine) = (columns.next()?, columns.nth(1)?);
            Some((hash_str(word), fine.parse().ok()?))
        })
        .collect();
    rows.sort_by_key(|(key, _)| *key);
    rows.dedup_by_key(|(key, _)| *key);
    to.number(rows.len() as u32);
    let mut last = 0;
    for &(key, cluster) in &rows {
        to.number(key.wrapping_sub(last));
        to.number(u32::from(cluster));
        last = key;
    }
    Clusters::new(rows.into_iter().collect::<FxHashMap<u32, u16>>())
}

fn write_tags(tags: &[TagValue], to: &mut Writer) {
    to.byte(tags.len() as u8);
    for tag in tags {
        to.byte(tag.upos as u8);
        to.number(tag.feats.code());
    }
}

/// The tags that a tagger gives each sentence which did not learn from it.
fn own_tags(
    tagged: &[Tagged],
    headlines: &[(usize, Tagged)],
    tags: &[TagValue],
    settings: TrainSettings,
) -> Vec<Vec<Tag>> {
    let folds = settings.folds.max(2);
    let parts: Vec<Vec<(usize, Vec<Tag>)>> = (0..folds)
        .into_par_iter()
        .map(|fold| {
            let (held, rest): (Vec<usize>, Vec<usize>) =
                (0..tagged.len()).partition(|number| number % folds == fold);
            let rest = rest.iter().filter_map(|&number| tagged.get(number));
            let others = headlines.iter().filter(|(number, _)| number % folds != fold);
            let rest: Vec<&Tagged> = rest.chain(others.map(|(_, headline)| headline)).collect();
            let entries = settings.tagger_entries;
            let epochs = settings.fold_epochs;
            let seed = settings.seed + 1 + fold as u64;
            let features = learn_tagger(&rest, tags, epochs, entries, seed);
            let tagger = Tagger::new(tags.to_vec(), Weights::new(&features));
            held.into_iter()
                .map(|number| {
                    let mut own = Vec::new();
                    tagger.tag(&tagged[number].words, &mut own);
                    (number, own)
                })
                .collect()
        })
        .collect();
    let mut own = vec![Vec::new(); tagged.len()];
    for (number, tags) in parts.into_iter().flatten() {
        own[number] = tags;
    }
    own
}

#[cfg(test)]
mod tests;
