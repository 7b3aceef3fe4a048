//! How well mentions are joined that speak of the same person, body or place.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::brackets::{entity_of, mentions};
use super::count::{Count, Rates};
use super::entities::parse;
use super::labelled::{LabelledDocument, LabelledSentence};
use super::tally::f1;
use crate::entity::{self, Entities, MentionForm};
use crate::grammar::{EntityKind, Grammar};
use crate::syntax::Syntax;
use crate::syntax::conllu::{ConlluError, GoldSentence, parse_conllu};

/// The head of a mention: sentence and word.
type Head = (usize, usize);

/// A document with the entities that are spoken of more than once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChainedDocument {
    /// Its id.
    pub id: String,
    words: LabelledDocument,
    chains: Vec<BTreeSet<Head>>,
}

/// The documents of a treebank that brackets its mentions (`Entity=` in the last column): people, organizations and
/// places that are spoken of twice or more, by the heads of their mentions. Cost: linear.
///
/// # Errors
/// [`ConlluError`] with the first line that is not CoNLL-U.
pub fn chained(text: &str) -> Result<Vec<ChainedDocument>, ConlluError> {
    let mut documents: Vec<ChainedDocument> = Vec::new();
    let mut open: BTreeMap<String, BTreeSet<Head>> = BTreeMap::new();
    for sentence in parse_conllu(text)? {
        if documents.last().is_none_or(|document| document.id != sentence.document) {
            close(&mut documents, &mut open);
            let id = sentence.document.clone();
            documents.push(ChainedDocument { id, ..ChainedDocument::default() });
        }
        let Some(document) = documents.last_mut() else { continue };
        let number = document.words.sentences.len();
        let values = sentence.words.iter().map(|word| entity_of(&word.misc));
        for mention in mentions(values) {
            if matches!(&*mention.kind, "person" | "organization" | "place")
                && let Some(head) = head(&sentence, &mention.words)
            {
                open.entry(mention.id).or_default().insert((number, head));
            }
        }
        document.words.sentences.push(LabelledSentence {
            forms: sentence.words.into_iter().map(|word| word.form).collect(),
            names: Vec::new(),
            text: sentence.text,
        });
    }
    close(&mut documents, &mut open);
    Ok(documents)
}

fn close(documents: &mut [ChainedDocument], open: &mut BTreeMap<String, BTreeSet<Head>>) {
    let chains = std::mem::take(open).into_values().filter(|chain| chain.len() > 1);
    if let Some(document) = documents.last_mut() {
        document.chains = chains.collect();
    }
}

/// The word of a mention that hangs outside it.
fn head(sentence: &GoldSentence, words: &std::ops::Range<usize>) -> Option<usize> {
    let outside = |at: &usize| {
        let head = sentence.words.get(*at).and_then(|word| word.head);
        head.is_none_or(|head| !words.contains(&head))
    };
    words.clone().find(outside)
}

/// Counts of chains.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ChainCounts {
    documents: usize,
    chains: usize,
    /// Mentions in chains, found by their heads.
    mentions: Count,
    /// Mentions of each gold chain, times the share of its links that were read; and all these mentions.
    recall: (f64, usize),
    /// The same of the chains that were read.
    precision: (f64, usize),
}

/// Scores of chains.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChainScores {
    /// Links between mentions of the same, weighed by the length of chains: LEA.
    #[serde(flatten)]
    pub links: Rates,
    /// Mentions that stand in a chain.
    pub mentions: Rates,
    /// How many chains gold has.
    pub chains: usize,
    /// How many documents gold has.
    pub documents: usize,
}

impl ChainCounts {
    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.documents += other.documents;
        self.chains += other.chains;
        self.mentions.add(other.mentions);
        for (sum, more) in
            [(&mut self.recall, other.recall), (&mut self.precision, other.precision)]
        {
            *sum = (sum.0 + more.0, sum.1 + more.1);
        }
        self
    }

    /// The scores.
    pub fn scores(&self) -> ChainScores {
        let share = |(right, all): (f64, usize)| right / all.max(1) as f64;
        let (precision, recall) = (share(self.precision), share(self.recall));
        ChainScores {
            links: Rates::rounded(precision, recall, f1(precision, recall)),
            mentions: self.mentions.rates(),
            chains: self.chains,
            documents: self.documents,
        }
    }
}

/// Reads the given words of each document as documents are read and compares which mentions are joined, by the measure
/// LEA (Moosavi and Strube 2016) over people, organizations and places that are mentioned twice or more. A mention is
/// found where its head is. Adjectives of countries are left out on the side that was read, since the treebank does
/// not mark them. Documents are read in parallel. Cost: linear, but for the product of the chains of one document.
pub fn chains(syntax: &Syntax, grammar: &Grammar, documents: &[ChainedDocument]) -> ChainCounts {
    let count = |document: &ChainedDocument| {
        let (text, parsed) = parse(syntax, &document.words);
        let found = entity::read(&text, &parsed, grammar).entities;
        compare(&document.chains, &read(&found))
    };
    let both = |a: ChainCounts, b: ChainCounts| a.and(&b);
    documents.par_iter().map(count).reduce(ChainCounts::default, both)
}

/// The chains that were read.
fn read(found: &Entities) -> Vec<BTreeSet<Head>> {
    let mut chains: BTreeMap<usize, BTreeSet<Head>> = BTreeMap::new();
    let of_kind = |kind| !matches!(kind, EntityKind::Weapon | EntityKind::Other);
    for mention in found.mentions.iter().filter(|mention| mention.form != MentionForm::Adjective) {
        if found.get(mention.entity).is_some_and(|record| of_kind(record.kind)) {
            chains.entry(mention.entity).or_default().insert((mention.sentence, mention.head));
        }
    }
    chains.into_values().filter(|chain| chain.len() > 1).collect()
}

fn compare(gold: &[BTreeSet<Head>], read: &[BTreeSet<Head>]) -> ChainCounts {
    let heads = |chains: &[BTreeSet<Head>]| -> BTreeSet<Head> {
        chains.iter().flatten().copied().collect()
    };
    let (all, found) = (heads(gold), heads(read));
    ChainCounts {
        documents: 1,
        chains: gold.len(),
        mentions: Count::new(all.len(), found.len(), all.intersection(&found).count()),
        recall: links(gold, read),
        precision: links(read, gold),
    }
}

/// The mentions of each chain, times the share of its links that the other side has; and all these mentions.
fn links(chains: &[BTreeSet<Head>], others: &[BTreeSet<Head>]) -> (f64, usize) {
    let count = |mentions: usize| mentions * mentions.saturating_sub(1) / 2;
    chains.iter().fold((0.0, 0), |(sum, all), chain| {
        let shared = others.iter().map(|other| count(chain.intersection(other).count()));
        let share = shared.sum::<usize>() as f64 / count(chain.len()).max(1) as f64;
        (sum + chain.len() as f64 * share, all + chain.len())
    })
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, chained, chains, compare};
    use crate::grammar::Grammar;
    use crate::syntax::Syntax;

    const FILE: &str = "# newdoc id = a\n\
        1\tAna\tAna\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(1-person\n\
        2\tRuiz\tRuiz\tPROPN\t_\t_\t1\tflat\t_\tEntity=1)\n\
        3\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_\n\n\
        1\tShe\tshe\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(1-person)\n\
        2\tsmiled\tsmile\tVERB\t_\t_\t0\troot\t_\t_\n\n\
        # newdoc id = b\n\
        1\tPeru\tPeru\tPROPN\t_\t_\t0\troot\t_\tEntity=(1-place)\n\n";

    #[test]
    fn chains_are_the_entities_of_a_document_that_are_mentioned_twice() {
        let documents = chained(FILE).expect("CoNLL-U");
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].chains, [BTreeSet::from([(0, 0), (1, 0)])]);
        assert!(documents[1].chains.is_empty(), "ids count anew in each document");
    }

    #[test]
    fn a_pronoun_and_its_name_are_one_chain() {
        let grammar = Grammar::embedded().expect("the grammar");
        let syntax = Syntax::embedded().expect("the models");
        let documents = chained(FILE).expect("CoNLL-U");
        let scores = chains(syntax, &grammar, &documents).scores();
        assert_eq!((scores.links.f1, scores.mentions.f1), (1.0, 1.0));
        assert_eq!((scores.chains, scores.documents), (1, 2));
    }

    #[test]
    fn a_chain_that_is_torn_keeps_the_links_of_its_parts() {
        let chain = |words: &[usize]| words.iter().map(|&word| (0, word)).collect();
        let gold = [chain(&[1, 2, 3, 4])];
        let counts = compare(&gold, &[chain(&[1, 2]), chain(&[3, 4])]);
        let scores = counts.scores();
        assert_eq!((scores.links.recall, scores.links.precision), (0.3333, 1.0));
        assert_eq!(scores.mentions.f1, 1.0);
    }
}
