//! From treebanks and clusters to the file of the models.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::LearnError;
use super::conllu::{GoldSentence, read_treebank};
use super::headlines::{headlines, read_tagged};
use super::lemmas::learn_lemmas;
use super::oracle::GoldTree;
use super::parsing::{ParserSettings, Treed, learn_parser};
use super::tagging::{Tagged, inventory, learn_tagger};
use crate::model::{Weights, Writer, hash_str};
use crate::syntax::fingerprint::fingerprint;
use crate::syntax::guide::Atoms;
use crate::syntax::lexeme::Clusters;
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
    /// The most weights of the parser that are kept.
    pub parser_entries: usize,
    /// Updates of a feature before it counts in the parser.
    pub parser_cutoff: u32,
    /// The largest step of a weight of the parser, in 2⁻²⁰ of a margin.
    pub parser_cap: i32,
    /// In so many of a hundred states the parser follows its own mistakes.
    pub explore: usize,
    /// Where the pseudo-random order starts.
    pub seed: u64,
}

impl Default for TrainSettings {
    fn default() -> Self {
        Self {
            tagger_epochs: 8,
            folds: 5,
            fold_epochs: 4,
            parser_epochs: 8,
            tagger_entries: 450_000,
            parser_entries: 1_500_000,
            parser_cutoff: 8,
            parser_cap: 40_000,
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
    let words: usize = tagged.iter().map(|t| t.tags.len()).sum();
    log(&format!("tags of the folds: {} of {words} right", right));

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
                    let mut atoms = Atoms::default();
                    atoms.read(&tagged.words, own, &tags);
                    Treed { atoms, tree: GoldTree::new(sentence), words: own.len() }
                })
                .collect();
            let settings = ParserSettings {
                epochs: settings.parser_epochs,
                entries: settings.parser_entries,
                cutoff: settings.parser_cutoff,
                cap: settings.parser_cap,
                explore: settings.explore,
                seed: settings.seed,
            };
            let mut lines = Vec::new();
            let features = learn_parser(&treed, settings, &mut |line| lines.push(line.to_owned()));
            (features, lines)
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
    Weights::write(&parser, &mut writer);
    log(&format!("parser: {} features, {} bytes", parser.len(), writer.len() - size));
    writer.finish()
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
