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
    /// Where the dependents of each word start in `dependents`; one more at the end.
    starts: Vec<usize>,
    /// The dependents of all words, those of one word side by side and in order.
    dependents: Vec<usize>,
}

impl Parsed {
    /// A sentence over `words`, whose heads must form one tree.
    pub fn new(span: Span, block: usize, section: usize, heading: bool, words: Vec<Word>) -> Self {
        // Counted first and placed then: two lists for the whole sentence instead of one a word.
        let mut starts = vec![0; words.len() + 1];
        for head in words.iter().filter_map(|word| word.head) {
            if let Some(count) = starts.get_mut(head + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut dependents = vec![0; sum];
        let mut free = starts.clone();
        for (at, word) in words.iter().enumerate() {
            let Some(head) = word.head.filter(|&head| head < words.len()) else { continue };
            if let Some(place) = free.get_mut(head) {
                if let Some(slot) = dependents.get_mut(*place) {
                    *slot = at;
                }
                *place += 1;
            }
        }
        Self { span, block, section, heading, words, starts, dependents }
    }

    /// The words that depend on word `i`, in order; empty where there is no such word.
    pub fn children(&self, i: usize) -> &[usize] {
        let (Some(&from), Some(&to)) = (self.starts.get(i), self.starts.get(i + 1)) else {
            return &[];
        };
        self.dependents.get(from..to).unwrap_or(&[])
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

#[cfg(test)]
mod tests {
    use super::{Parsed, Word};
    use crate::syntax::{Deprel, Feats, Upos};
    use crate::text::Span;

    /// "the envoy met old friends", with the heads that it should have.
    fn sentence() -> Parsed {
        let rows = [
            ("the", Some(1), Deprel::Det),
            ("envoy", Some(2), Deprel::Nsubj),
            ("met", None, Deprel::Root),
            ("old", Some(4), Deprel::Amod),
            ("friends", Some(2), Deprel::Obj),
        ];
        let mut at = 0;
        let words = rows.map(|(form, head, deprel)| {
            let span = Span::new(at, at + form.len());
            at = span.end + 1;
            let (upos, feats) = (Upos::X, Feats::default());
            Word { span, form: form.into(), lemma: form.into(), upos, feats, head, deprel }
        });
        Parsed::new(Span::new(0, at - 1), 0, 0, false, words.to_vec())
    }

    #[test]
    fn dependents_are_found_by_head_and_label() {
        let parsed = sentence();
        assert_eq!(parsed.root(), Some(2));
        assert_eq!(parsed.children(2), [1, 4]);
        assert_eq!(parsed.children(0), []);
        assert_eq!(parsed.children(9), []);
        assert_eq!(parsed.child(2, Deprel::Obj), Some(4));
        assert_eq!(parsed.children_by(2, &[Deprel::Nsubj, Deprel::Iobj]).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn subtrees_and_ancestors_are_in_order() {
        let parsed = sentence();
        assert_eq!(parsed.subtree(2), [0, 1, 2, 3, 4]);
        assert_eq!(parsed.subtree_span(1), Span::new(0, 9));
        assert_eq!(parsed.ancestors(0).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(parsed.word_at(11), Some(2));
        assert_eq!(parsed.word_at(9), None);
    }
}
