//! Tags and trees for sentences that the model of syntax was itself learnt from: made by models that never saw them.
//!
//! On its own treebanks the model makes far fewer mistakes than on news; names learnt from such tags would trust them
//! too much.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::NamesError;
use super::data::Labelled;
use crate::learn::{GoldSentence, TrainSettings, WordList, read_treebank, train_model};
use crate::model::ModelError;
use crate::syntax::{Parsed, Syntax};

/// The treebanks that the embedded model was learnt from, below the folder of the data.
const TREEBANKS: [&str; 2] = ["ud/en_ewt-ud-train.conllu", "ud/en_gum_ccby-train.conllu"];

/// Models of the halves of the treebanks, and which half a sentence belongs to.
#[derive(Debug)]
pub struct Halves {
    /// Learnt from the second half and from the first: by the half that each is for.
    models: [Syntax; 2],
    half_of: FxHashMap<String, usize>,
}

/// The words of a sentence as a key, in lower case: headlines made of it count as the sentence.
fn key<'a>(forms: impl Iterator<Item = &'a str>) -> String {
    forms.fold(String::new(), |mut all, form| {
        all.push_str(&form.to_lowercase());
        all.push(' ');
        all
    })
}

impl Halves {
    /// Learns the models of both halves: smaller ones than the embedded model, in some minutes.
    ///
    /// # Errors
    /// The treebanks or the words below `data` cannot be read.
    pub fn learn(data: &Path, log: &mut dyn FnMut(&str)) -> Result<[Vec<u8>; 2], NamesError> {
        let words = WordList::read(data)?;
        let halves = halves(data)?;
        let settings = TrainSettings { epochs: 6, teachers: 0, ..TrainSettings::default() };
        let mut learn = |half: &[GoldSentence]| train_model(half, &[], &words, settings, None, log);
        Ok([learn(&halves[1])?, learn(&halves[0])?])
    }

    /// Reads what [`Self::learn`] made.
    ///
    /// # Errors
    /// The treebanks cannot be read, or the models are damaged.
    pub fn read(data: &Path, models: &[Vec<u8>; 2]) -> Result<Self, NamesError> {
        let mut half_of = FxHashMap::default();
        for (number, half) in halves(data)?.iter().enumerate() {
            for sentence in half {
                half_of.insert(key(sentence.words.iter().map(|word| word.form.as_str())), number);
            }
        }
        let read = |model: &[u8]| -> Result<Syntax, ModelError> { Syntax::read(model) };
        Ok(Self { models: [read(&models[0])?, read(&models[1])?], half_of })
    }

    /// Tags and tree of a sentence, by a model that did not learn from it.
    pub fn parse(&self, sentence: &Labelled, embedded: &Syntax) -> Parsed {
        let forms: Vec<&str> = sentence.forms.iter().map(String::as_str).collect();
        let half = self.half_of.get(&key(forms.iter().copied()));
        half.and_then(|&half| self.models.get(half)).unwrap_or(embedded).parse_tokens(&forms)
    }
}

/// The treebanks in two halves, whole documents in each.
fn halves(data: &Path) -> Result<[Vec<GoldSentence>; 2], NamesError> {
    let mut halves = [Vec::new(), Vec::new()];
    for name in TREEBANKS {
        let sentences = read_treebank(&data.join(name))?;
        for (i, document) in sentences.chunk_by(|a, b| a.document == b.document).enumerate() {
            halves[i % 2].extend_from_slice(document);
        }
    }
    Ok(halves)
}
