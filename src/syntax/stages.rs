//! The stages of reading one by one, for those who need no tree.

use super::lexeme::{Lexeme, read_words};
use super::mines;
use super::network::Encoded;
use super::parser::Workspace;
use super::tag::Tag;
use super::{Deprel, Feats, Syntax, Upos};

/// Words that have their tags.
#[derive(Debug, Default)]
pub struct TaggedWords {
    words: Vec<Lexeme>,
    tags: Vec<Tag>,
    encoded: Encoded,
    /// Part of speech and features of each word. Number and person of finite verbs are missing: they follow from the
    /// tree.
    pub values: Vec<(Upos, Feats)>,
}

impl Syntax {
    /// The tags of a sentence whose words are given. Cost: linear.
    pub fn tag(&self, forms: &[&str]) -> TaggedWords {
        let mut tagged = TaggedWords::default();
        read_words(&self.clusters, forms.iter().copied(), &mut tagged.words);
        let TaggedWords { words, tags, encoded, .. } = &mut tagged;
        self.network.tag(words, &self.clusters, &self.inventory, encoded, tags);
        mines::settle(&tagged.words, &mut tagged.tags, &self.inventory);
        let values = tagged.tags.iter().map(|&tag| self.inventory.value(tag));
        tagged.values = values.map(|value| (value.upos, value.feats)).collect();
        tagged
    }

    /// The lemmas of a sentence that was tagged. Cost: linear.
    pub fn lemmas(&self, forms: &[&str], tagged: &TaggedWords) -> Vec<Box<str>> {
        let tags = tagged.tags.iter().zip(&tagged.values);
        let lemma = |(form, (&tag, (upos, _))): (&&str, (&Tag, &(Upos, Feats)))| {
            self.lemmatizer.lemma(form, tag, *upos, &self.clusters)
        };
        forms.iter().zip(tags).map(lemma).collect()
    }

    /// Head and label of each word of a sentence that was tagged, as the network gives them: what rules settle afterwards
    /// (days, dispositions, voice) is left out. Cost: linear.
    pub fn heads(&self, tagged: &TaggedWords) -> Vec<(Option<usize>, Deprel)> {
        let TaggedWords { words, tags, encoded, .. } = tagged;
        let (mut encoded, mut room) = (encoded.clone(), Workspace::default());
        let Self { network, inventory, .. } = self;
        let arcs = self.parser.parse(network, words, tags, inventory, &mut encoded, &mut room);
        arcs.iter().map(|arc| (arc.head, arc.label)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::Syntax;

    #[test]
    fn stages_agree_with_the_whole() {
        let syntax = Syntax::embedded().expect("the model is whole");
        let forms = ["Two", "envoys", "met", "in", "old", "Geneva", "."];
        let whole = syntax.parse_tokens(&forms);
        let tagged = syntax.tag(&forms);
        let lemmas = syntax.lemmas(&forms, &tagged);
        let heads = syntax.heads(&tagged);
        for (i, word) in whole.words.iter().enumerate() {
            assert_eq!((tagged.values[i].0, &lemmas[i]), (word.upos, &word.lemma));
            assert_eq!(heads[i], (word.head, word.deprel));
        }
    }
}
