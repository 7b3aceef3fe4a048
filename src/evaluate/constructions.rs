//! How well the constructions are read that events and statements hang on.

use std::collections::BTreeMap;

use super::reading::{Reading, same_arc};
use super::tally::Tally;
use crate::syntax::{Deprel, Upos};

/// The counts of one construction, and what was read in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Construction {
    /// The counts.
    pub tally: Tally,
    /// Labels that were given to words of it that are wrong, with how often, the most frequent first. The label that is
    /// right stands there for words that were hung on another head.
    pub instead: Vec<(Deprel, usize)>,
}

/// A tree as far as constructions are told by it.
struct Tree {
    words: Vec<Node>,
    /// Has the word a clause that it reports?
    reports: Vec<bool>,
    /// Has the word a preposition (or `'s`)?
    marked: Vec<bool>,
}

struct Node {
    upos: Upos,
    head: Option<usize>,
    deprel: Deprel,
}

impl Tree {
    fn new(words: Vec<Node>) -> Self {
        let mut reports = vec![false; words.len()];
        let mut marked = vec![false; words.len()];
        for word in &words {
            let Some(head) = word.head else { continue };
            match word.deprel {
                Deprel::Ccomp | Deprel::Parataxis => set(&mut reports, head),
                Deprel::Case => set(&mut marked, head),
                _ => {}
            }
        }
        Self { words, reports, marked }
    }

    /// Does word `at` depend on a verb?
    fn on_verb(&self, at: usize) -> bool {
        let head = self.words.get(at).and_then(|word| word.head);
        head.and_then(|head| self.words.get(head)).is_some_and(|head| head.upos == Upos::Verb)
    }

    /// Does word `at` depend on a word that has a reported clause?
    fn on_report(&self, at: usize) -> bool {
        let head = self.words.get(at).and_then(|word| word.head);
        head.and_then(|head| self.reports.get(head)).copied().unwrap_or(false)
    }

    fn is_marked(&self, at: usize) -> bool {
        self.marked.get(at).copied().unwrap_or(false)
    }
}

fn set(flags: &mut [bool], at: usize) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = true;
    }
}

type Test = fn(&Tree, usize, Deprel) -> bool;

/// The constructions: by their label, and by what stands around them.
const CONSTRUCTIONS: &[(&str, Test)] = &[
    ("subject of a verb with a reported clause", |tree, at, label| {
        label == Deprel::Nsubj && tree.on_verb(at) && tree.on_report(at)
    }),
    ("subject of another verb", |tree, at, label| {
        label == Deprel::Nsubj && tree.on_verb(at) && !tree.on_report(at)
    }),
    ("object of a verb", |tree, at, label| label == Deprel::Obj && tree.on_verb(at)),
    ("subject of a passive", |_, _, label| label == Deprel::NsubjPass),
    ("agent of a passive", |_, _, label| label == Deprel::OblAgent),
    ("preposition phrase on a verb", |tree, at, label| {
        label == Deprel::Obl && tree.on_verb(at) && tree.is_marked(at)
    }),
    ("preposition phrase on a noun", |tree, at, label| label == Deprel::Nmod && tree.is_marked(at)),
    ("possessor", |_, _, label| label == Deprel::NmodPoss),
    ("noun before a noun", |_, _, label| label == Deprel::Compound),
    ("parts of a name", |_, _, label| label == Deprel::Flat),
    ("apposition", |_, _, label| label == Deprel::Appos),
    ("coordination", |_, _, label| label == Deprel::Conj),
    ("relative clause", |_, _, label| label == Deprel::AclRelcl),
    ("other clause on a noun", |_, _, label| label == Deprel::Acl),
    ("reported clause", |tree, at, label| label == Deprel::Ccomp && tree.on_verb(at)),
    ("clause without a subject of its own", |_, _, label| label == Deprel::Xcomp),
    ("adverbial clause", |_, _, label| label == Deprel::Advcl),
    ("loose clause (quotes, asides)", |_, _, label| label == Deprel::Parataxis),
];

/// The counts of each construction.
pub fn constructions(reading: &Reading<'_>) -> Vec<Construction> {
    let mut found: Vec<(Tally, BTreeMap<Deprel, usize>)> =
        CONSTRUCTIONS.iter().map(|(name, _)| (Tally::new(name), BTreeMap::new())).collect();
    for (sentence, parsed) in reading.sentences() {
        let node = |upos, head, deprel| Node { upos, head, deprel };
        let gold_tree =
            Tree::new(sentence.words.iter().map(|w| node(w.upos, w.head, w.deprel)).collect());
        let own_tree =
            Tree::new(parsed.words.iter().map(|w| node(w.upos, w.head, w.deprel)).collect());
        for (at, (gold, read)) in sentence.words.iter().zip(&parsed.words).enumerate() {
            let right = same_arc(gold, read);
            for ((_, test), (tally, instead)) in CONSTRUCTIONS.iter().zip(&mut found) {
                if test(&gold_tree, at, gold.deprel) {
                    tally.seek(gold.head == read.head, right);
                    if !right {
                        *instead.entry(read.deprel).or_default() += 1;
                    }
                }
                if test(&own_tree, at, read.deprel) {
                    tally.give(right);
                }
            }
        }
    }
    found
        .into_iter()
        .map(|(tally, instead)| {
            let mut instead: Vec<(Deprel, usize)> = instead.into_iter().collect();
            instead.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            Construction { tally, instead }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gold, read};
    use super::{Construction, Reading, constructions};
    use crate::syntax::Deprel;

    fn named<'c>(all: &'c [Construction], part: &str) -> &'c Construction {
        all.iter().find(|one| one.tally.name.starts_with(part)).expect("a construction")
    }

    #[test]
    fn constructions_are_told_by_what_stands_around_them() {
        let gold = gold(
            "She PRON 2 nsubj|said VERB 0 root|they PRON 4 nsubj|left VERB 2 ccomp|in ADP 6 case|haste NOUN 4 obl",
        );
        let rows = "She PRON 2 nsubj|said VERB 0 root|they PRON 4 nsubj|left VERB 2 ccomp|in ADP 6 case|haste NOUN 2 nmod";
        let all = constructions(&Reading::of(&gold, read(rows)));
        for (name, counts) in [
            ("subject of a verb with", (1, 1, 1, 1)),
            ("subject of another", (1, 1, 1, 1)),
            ("reported clause", (1, 1, 1, 1)),
            ("preposition phrase on a verb", (1, 0, 0, 0)),
            ("preposition phrase on a noun", (0, 0, 1, 0)),
        ] {
            let tally = &named(&all, name).tally;
            assert_eq!((tally.gold, tally.found, tally.given, tally.right), counts, "{name}");
        }
        assert_eq!(named(&all, "preposition phrase on a verb").instead, [(Deprel::Nmod, 1)]);
    }
}
