//! The tagger: weights, and the two readings of a document.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::decode::{ANY, Emission, Transitions};
use super::features::features;
use super::gazetteer::Gazetteer;
use super::label::{self, COUNT, OUTSIDE};
use super::memory::Memory;
use super::observe::{Observed, observe};
use super::{Name, NameClass};
use crate::model::{ModelError, Reader, Weights, Writer};
use crate::syntax::{Parsed, Syntax, Upos};

static EMBEDDED: &[u8] = include_bytes!("../../../models/names.bin");

/// First number of a names model: tells it from the other models of the same format.
const KIND: u32 = 0x4e41;

/// So many sentences remember each other: more than any article has.
const STRETCH: usize = 2_000;

/// Finds names in parsed sentences. Tagging changes nothing in it, so that many threads may share one.
#[derive(Debug)]
pub struct NameTagger {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) weights: Weights<COUNT>,
    pub(crate) transitions: Transitions,
    syntax: &'static Syntax,
}

/// A sentence that was read once.
struct Read {
    seen: Vec<Observed>,
    emissions: Vec<Emission>,
    /// The labels that each word may have.
    allowed: Vec<u32>,
    labels: Vec<u8>,
}

impl NameTagger {
    /// The model that comes with the program, read on first use and shared from then on.
    ///
    /// # Errors
    /// [`ModelError`] where the program was built with a damaged model.
    pub fn embedded() -> Result<&'static Self, ModelError> {
        static TAGGER: OnceLock<Result<NameTagger, ModelError>> = OnceLock::new();
        TAGGER.get_or_init(|| Self::read(EMBEDDED)).as_ref().map_err(Clone::clone)
    }

    /// A number that tells the model that comes with the program from every other.
    pub fn stamp() -> u32 {
        Reader::stamp(EMBEDDED)
    }

    /// Reads a model that the trainer wrote.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are no model of names, or a damaged one, or one of another version; or the model
    /// of syntax is damaged, whose word clusters it shares.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let mut from = Reader::open(file)?;
        if from.number()? != KIND {
            return Err(ModelError::Damaged("it is not a model of names"));
        }
        let mut pairs = [[0; COUNT]; COUNT];
        for row in &mut pairs {
            for pair in row {
                let number = from.number()?;
                *pair = (number >> 1) as i32 ^ -((number & 1) as i32);
            }
        }
        let gazetteer = Gazetteer::read(&mut from)?;
        let weights = Weights::read(&mut from)?;
        Ok(Self {
            gazetteer,
            weights,
            transitions: Transitions::new(pairs),
            syntax: Syntax::embedded()?,
        })
    }

    /// A model file of these parts; `features` sorted by key.
    pub(crate) fn write(
        pairs: &[[i32; COUNT]; COUNT],
        gazetteer: &Gazetteer,
        features: &[(u32, Vec<(u8, i8)>)],
    ) -> Vec<u8> {
        let mut to = Writer::new();
        to.number(KIND);
        for &pair in pairs.iter().flatten() {
            to.number(((pair << 1) ^ (pair >> 31)) as u32);
        }
        gazetteer.write(&mut to);
        Weights::<COUNT>::write(features, &mut to);
        to.finish()
    }

    /// The names in one sentence, read alone. Cost: linear in its words.
    pub fn tag(&self, sentence: &Parsed) -> Vec<Name> {
        let read = self.read_once(sentence);
        self.names(&read)
    }

    /// The names in each sentence of a document, read twice: what was found the first time for a word elsewhere in the
    /// same section helps the second time. Of a very long document each stretch of 2,000 sentences is read for
    /// itself, so that memory stays small. Cost: linear in the words, times the logarithm of the different ones.
    pub fn tag_document(&self, sentences: &[Parsed]) -> Vec<Vec<Name>> {
        sentences.chunks(STRETCH).flat_map(|stretch| self.tag_stretch(stretch)).collect()
    }

    fn tag_stretch(&self, sentences: &[Parsed]) -> Vec<Vec<Name>> {
        let mut read: Vec<Read> = sentences.iter().map(|s| self.read_once(s)).collect();
        let mut memories: BTreeMap<usize, Memory> = BTreeMap::new();
        for (sentence, read) in sentences.iter().zip(&read) {
            memories.entry(sentence.section).or_default().add(&read.seen, &read.labels);
        }
        for (sentence, read) in sentences.iter().zip(&mut read) {
            if let Some(memory) = memories.get(&sentence.section) {
                self.read_again(read, memory);
            }
        }
        read.iter().map(|read| self.names(read)).collect()
    }

    fn read_once(&self, sentence: &Parsed) -> Read {
        let seen = observe(&sentence.words, &self.syntax.clusters, &self.gazetteer);
        let mut keys = Vec::with_capacity(128);
        let allowed = allowed(&seen);
        let mut emissions = vec![[0; COUNT]; seen.len()];
        for (i, (emission, allowed)) in emissions.iter_mut().zip(&allowed).enumerate() {
            if *allowed == ANY {
                features(&seen, i, &mut keys);
                self.weights.add(&keys, emission);
            }
        }
        let (labels, _) = self.transitions.best(&emissions, &allowed);
        Read { seen, emissions, allowed, labels }
    }

    fn read_again(&self, read: &mut Read, memory: &Memory) {
        let mut keys = Vec::with_capacity(8);
        let mut changed = false;
        for ((word, emission), &label) in
            read.seen.iter().zip(&mut read.emissions).zip(&read.labels)
        {
            keys.clear();
            memory.recall(word, label, &mut keys);
            changed |= !keys.is_empty();
            self.weights.add(&keys, emission);
        }
        if changed {
            read.labels = self.transitions.best(&read.emissions, &read.allowed).0;
        }
    }

    fn names(&self, read: &Read) -> Vec<Name> {
        label::names(&read.labels)
            .into_iter()
            .map(|(start, end, class)| Name {
                words: start..end,
                class,
                margin: self.margin(read, start, end, class),
            })
            .collect()
    }

    /// How much better a name scores as this class than as any other, or as no name, the words around it unchanged.
    fn margin(&self, read: &Read, start: usize, end: usize, class: NameClass) -> i32 {
        let score = |label_of: &dyn Fn(u8) -> u8| {
            let around = end.saturating_add(1).min(read.labels.len());
            let mut before = start.checked_sub(1).and_then(|i| read.labels.get(i)).copied();
            let mut sum = 0;
            for i in start..around {
                let Some(&label) = read.labels.get(i) else { break };
                let label = if i < end { label_of(label) } else { label };
                if i < end {
                    sum += read.emissions.get(i).map_or(0, |e| e[usize::from(label)]);
                }
                sum += before.map_or(0, |before| self.transitions.score(before, label));
                before = Some(label);
            }
            sum
        };
        let as_class = |class: NameClass| {
            score(&|label| label::split(label).map_or(label, |(part, _)| label::of(part, class)))
        };
        let others = NameClass::ALL.iter().filter(|&&other| other != class);
        let next = others.map(|&other| as_class(other)).fold(score(&|_| OUTSIDE), i32::max);
        as_class(class) - next
    }
}

/// So many words around one that looks like a part of a name may be parts of it too.
const REACH: usize = 2;

/// The labels that each word may have: any near a word that looks like a part of a name, which is a half of news, else
/// [`OUTSIDE`] alone. Where no word looks so, as where nobody writes capitals, all words may have any.
fn allowed(seen: &[Observed]) -> Vec<u32> {
    let mut allowed = vec![1 << OUTSIDE; seen.len()];
    // Not everybody writes capitals where they belong: a word that is tagged as a name may be one.
    let may = |word: &Observed| word.capital || word.upos == Upos::Propn;
    for (i, _) in seen.iter().enumerate().filter(|(_, word)| may(word)) {
        let around = i.saturating_sub(REACH)..(i + REACH + 1).min(seen.len());
        if let Some(around) = allowed.get_mut(around) {
            around.fill(ANY);
        }
    }
    if !allowed.contains(&ANY) {
        allowed.fill(ANY);
    }
    allowed
}

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, NameTagger};
    use crate::entity::name_model::NameClass;
    use crate::model::{ModelError, Writer};
    use crate::syntax::{Parsed, Syntax};

    fn parsed(text: &str) -> Parsed {
        Syntax::embedded().unwrap().parse_tokens(&text.split(' ').collect::<Vec<_>>())
    }

    fn found(text: &str) -> Vec<(String, NameClass)> {
        let sentence = parsed(text);
        let names = NameTagger::embedded().unwrap().tag(&sentence);
        let form = |i: usize| sentence.words[i].form.to_string();
        names
            .into_iter()
            .map(|name| (name.words.map(form).collect::<Vec<_>>().join(" "), name.class))
            .collect()
    }

    #[test]
    fn titles_and_articles_are_no_part_of_names() {
        assert_eq!(
            found("President Laura Mendez visited the University of Arequipa in Peru ."),
            [
                ("Laura Mendez".to_owned(), NameClass::Person),
                ("University of Arequipa".to_owned(), NameClass::Organization),
                ("Peru".to_owned(), NameClass::Place),
            ]
        );
    }

    #[test]
    fn a_sentence_read_alone_and_a_document_of_it_agree() {
        let sentence = parsed("Officials in Lima met Ana Ruiz on Monday .");
        let tagger = NameTagger::embedded().unwrap();
        let alone = tagger.tag(&sentence);
        assert_eq!(alone.len(), 2);
        assert!(alone.iter().all(|name| name.margin > 0));
        assert_eq!(tagger.tag_document(&[sentence]), [alone]);
    }

    #[test]
    fn no_words_and_no_sentences_have_no_names() {
        let tagger = NameTagger::embedded().unwrap();
        assert!(tagger.tag(&parsed("")).is_empty());
        assert!(tagger.tag_document(&[]).is_empty());
    }

    #[test]
    fn a_damaged_file_and_a_model_of_another_kind_are_refused() {
        let cut = EMBEDDED.get(..EMBEDDED.len() / 2).unwrap();
        assert_eq!(NameTagger::read(cut).err(), Some(ModelError::Checksum));
        let mut other = Writer::new();
        other.number(1);
        assert!(matches!(NameTagger::read(&other.finish()), Err(ModelError::Damaged(_))));
    }
}
