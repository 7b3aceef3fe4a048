//! Learning the tagger.

use std::collections::BTreeMap;

use super::conllu::GoldSentence;
use super::learner::{Features, Learner, Settings};
use super::random::Random;
use crate::model::MAX_CLASSES;
use crate::syntax::lexeme::Lexeme;
use crate::syntax::tagger::{Past, Tag, TagValue, tag_features};

/// A sentence whose words were read for their features, with the tags to be learned.
#[derive(Debug)]
pub(crate) struct Tagged {
    pub words: Vec<Lexeme>,
    pub tags: Vec<Tag>,
}

/// The tags that occur often enough to be learned, most frequent first, with each part of speech at least once.
pub(crate) fn inventory(sentences: &[GoldSentence]) -> Vec<TagValue> {
    let mut counts: BTreeMap<TagValue, usize> = BTreeMap::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        *counts.entry(word.tag()).or_default() += 1;
    }
    let mut tags: Vec<(usize, TagValue)> =
        counts.into_iter().map(|(tag, count)| (count, tag)).collect();
    tags.sort_by_key(|&(count, tag)| (std::cmp::Reverse(count), tag));
    tags.truncate(200);
    tags.into_iter().map(|(_, tag)| tag).collect()
}

/// Number of a tag in the inventory; the most frequent tag of its part of speech where it is not there.
pub(crate) fn tag_number(inventory: &[TagValue], tag: TagValue) -> Tag {
    let exact = inventory.iter().position(|&known| known == tag);
    let like = || inventory.iter().position(|known| known.upos == tag.upos);
    exact.or_else(like).unwrap_or(0) as Tag
}

/// Learns the weights of a tagger from sentences.
pub(crate) fn learn_tagger(
    sentences: &[&Tagged],
    tags: &[TagValue],
    epochs: usize,
    entries: usize,
    seed: u64,
) -> Features {
    let mut learner = Learner::new(Settings { cutoff: 2, cap: 1 << 13 });
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut features = Vec::new();
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &number in &order {
            let sentence = sentences[number];
            let mut past = Past::default();
            for (at, &good) in sentence.tags.iter().enumerate() {
                features.clear();
                tag_features(&sentence.words, at, past, &mut features);
                let mut scores = [0; MAX_CLASSES];
                learner.add(&features, &mut scores);
                let (mut best, mut rival) = (0, None);
                for class in 0..tags.len() {
                    if scores[class] > scores[best] {
                        best = class;
                    }
                    if class != usize::from(good)
                        && rival.is_none_or(|r: usize| scores[class] > scores[r])
                    {
                        rival = Some(class);
                    }
                }
                if let Some(rival) = rival {
                    learner.learn(&features, good, rival as u8, &scores);
                }
                learner.tick();
                // Its own guesses are what it will see before a word.
                past = past.after(&sentence.words[at], best as Tag, tags);
            }
        }
    }
    learner.finish(entries)
}
