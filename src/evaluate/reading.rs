//! The words of a treebank, read anew.

use std::time::Instant;

use serde::Serialize;

use super::tally::{four_decimals, share, whole};
use crate::syntax::conllu::{GoldSentence, GoldWord};
use crate::syntax::{Parsed, Syntax, Upos, Word};

/// Gold sentences and what became of their words: gold sentences and tokens in, own tags and trees out.
#[derive(Debug)]
pub struct Reading<'a> {
    pairs: Vec<(&'a GoldSentence, Parsed)>,
    /// How long the reading took; the clock enters nothing but the speed.
    seconds: f64,
}

/// What share of the words was read right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SyntaxScores {
    /// Parts of speech.
    #[serde(serialize_with = "four_decimals")]
    pub upos: f64,
    /// Heads, of the words that are not `PUNCT` in gold.
    #[serde(serialize_with = "four_decimals")]
    pub uas: f64,
    /// Heads with their labels, subtypes included, of the same words.
    #[serde(serialize_with = "four_decimals")]
    pub las: f64,
    /// Lemmas.
    #[serde(serialize_with = "four_decimals")]
    pub lemma: f64,
    /// All features that Chancery uses right at once.
    #[serde(serialize_with = "four_decimals")]
    pub feats: f64,
    /// How many sentences were read.
    pub sentences: usize,
    /// How many words were read.
    pub words: usize,
    /// How many words were read in a second by one thread.
    #[serde(serialize_with = "whole")]
    pub words_per_second: f64,
}

impl<'a> Reading<'a> {
    /// Reads the words of `gold`. Cost: linear, in time and in memory.
    pub fn new(syntax: &Syntax, gold: &'a [GoldSentence]) -> Self {
        let forms: Vec<Vec<&str>> = gold
            .iter()
            .map(|sentence| sentence.words.iter().map(|word| word.form.as_str()).collect())
            .collect();
        let start = Instant::now();
        let read: Vec<Parsed> = forms.iter().map(|forms| syntax.parse_tokens(forms)).collect();
        let seconds = start.elapsed().as_secs_f64();
        Self { pairs: gold.iter().zip(read).collect(), seconds }
    }

    /// As if `read` had been read of `gold`, in no time.
    #[cfg(test)]
    pub(super) fn of(gold: &'a [GoldSentence], read: Vec<Parsed>) -> Self {
        Self { pairs: gold.iter().zip(read).collect(), seconds: 0.0 }
    }

    /// The sentences, gold and read.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (&'a GoldSentence, &Parsed)> {
        self.pairs.iter().map(|(gold, read)| (*gold, read))
    }

    fn words(&self) -> impl Iterator<Item = (&'a GoldWord, &Word)> {
        self.sentences().flat_map(|(gold, read)| gold.words.iter().zip(&read.words))
    }

    /// The scores.
    pub fn scores(&self) -> SyntaxScores {
        let words = self.words().count();
        let right = |same: &dyn Fn(&GoldWord, &Word) -> bool| {
            share(self.words().filter(|(gold, read)| same(gold, read)).count(), words)
        };
        let tree = || self.words().filter(|(gold, _)| gold.upos != Upos::Punct);
        let arcs = tree().count();
        SyntaxScores {
            upos: right(&|gold, read| gold.upos == read.upos),
            uas: share(tree().filter(|(gold, read)| gold.head == read.head).count(), arcs),
            las: share(tree().filter(|(gold, read)| same_arc(gold, read)).count(), arcs),
            lemma: right(&|gold, read| *gold.lemma == *read.lemma),
            feats: right(&|gold, read| gold.feats == read.feats),
            sentences: self.pairs.len(),
            words,
            words_per_second: words as f64 / self.seconds.max(1e-9),
        }
    }
}

/// Has the word that was read the head and the label that it has in gold?
pub(super) fn same_arc(gold: &GoldWord, read: &Word) -> bool {
    gold.head == read.head && gold.deprel == read.deprel
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gold, read};
    use super::Reading;

    #[test]
    fn marks_count_as_words_but_not_in_the_tree() {
        let gold = gold("They PRON 2 nsubj|met VERB 0 root|. PUNCT 2 punct");
        let right = Reading::of(&gold, read("They PRON 2 nsubj|met VERB 0 root|. PUNCT 1 dep"));
        let scores = right.scores();
        assert_eq!((scores.upos, scores.uas, scores.las), (1.0, 1.0, 1.0));
        assert_eq!((scores.sentences, scores.words), (1, 3));
        let wrong = Reading::of(&gold, read("They PRON 2 obj|met NOUN 0 root|. PUNCT 2 punct"));
        let scores = wrong.scores();
        assert_eq!((scores.uas, scores.las), (1.0, 0.5));
        assert!((scores.upos - 2.0 / 3.0).abs() < 1e-9);
    }
}
