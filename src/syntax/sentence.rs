//! A sentence with its words, tags, lemmas and dependency tree.

use super::{Deprel, Feats, Upos};
use crate::text::Span;

/// One word of a parsed sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the document's text.
    pub span: Span,
    /// The word as it stands there.
    pub form: Box<str>,
    /// Its dictionary form, in lower case unless it is a proper noun.
    pub lemma: Box<str>,
    /// Its part of speech.
    pub upos: Upos,
    /// Its morphological features.
    pub feats: Feats,
    /// Index of the word that it depends on; `None` for the root.
    pub head: Option<usize>,
    /// How it depends on its head (`Deprel::Root` for the root).
    pub deprel: Deprel,
}

/// A parsed sentence: exactly one root, no cycles, every word attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// Where the sentence stands in the document's text.
    pub span: Span,
    /// Index of the block that it lies in (see [`crate::text::Block`]).
    pub block: usize,
    /// The section (whole story) of the document that it belongs to.
    pub section: usize,
    /// Is it the headline of its section?
    pub heading: bool,
    /// The words, in order.
    pub words: Vec<Word>,
    children: Vec<Vec<usize>>,
}

impl Parsed {
    /// A sentence over `words`, whose heads must form one tree.
    pub fn new(span: Span, block: usize, section: usize, heading: bool, words: Vec<Word>) -> Self {
        let mut children = vec![Vec::new(); words.len()];
        for (i, word) in words.iter().enumerate() {
            if let Some(list) = word.head.and_then(|head| children.get_mut(head)) {
                list.push(i);
            }
        }
        Self { span, block, section, heading, words, children }
    }

    /// The words that depend on word `i`, in order; empty where there is no such word.
    pub fn children(&self, i: usize) -> &[usize] {
        self.children.get(i).map_or(&[], Vec::as_slice)
    }

    /// The words that depend on word `i` by one of `labels`, in order.
    pub fn children_by<'a>(
        &'a self,
        i: usize,
        labels: &'a [Deprel],
    ) -> impl Iterator<Item = usize> + 'a {
        self.children(i).iter().copied().filter(move |&c| labels.contains(&self.words[c].deprel))
    }

    /// The first word that depends on word `i` by `label`.
    pub fn child(&self, i: usize, label: Deprel) -> Option<usize> {
        self.children(i).iter().copied().find(|&c| self.words[c].deprel == label)
    }

    /// The root of the tree; `None` only for a sentence without words.
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|word| word.head.is_none())
    }

    /// The words from the head of `i` up to the root, nearest first.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.words.get(i).and_then(|word| word.head), |&h| {
            self.words.get(h).and_then(|word| word.head)
        })
    }

    /// Word `i` and all below it, in order of the text. Cost: linear in the words returned, and their sorting.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = vec![i];
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend_from_slice(self.children(next));
        }
        found.sort_unstable();
        found
    }

    /// The text from the first to the last word of the subtree of word `i`.
    pub fn subtree_span(&self, i: usize) -> Span {
        self.subtree(i).iter().map(|&w| self.words[w].span).reduce(Span::cover).unwrap_or_default()
    }

    /// Index of the word that covers byte `at` of the document's text.
    pub fn word_at(&self, at: usize) -> Option<usize> {
        let i = self.words.partition_point(|word| word.span.end <= at);
        self.words.get(i).filter(|word| word.span.start <= at).map(|_| i)
    }
}
