//! What the entity stage hands on: entities and their mentions.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::grammar::EntityKind;
use crate::text::Span;

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// By a name, titles included: "Foreign Minister Ana Ruiz", "Ruiz", "Lima".
    Name,
    /// By a description: "the minister", "the Peruvian capital", "three diplomatic sources".
    Description,
    /// By a pronoun or possessive: "he", "their".
    Pronoun,
    /// By an adjective ("Peruvian"): links to the country, but is a surface form of it only where there is no other.
    Adjective,
}

/// One place where an entity is referred to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// Its words in that sentence.
    pub words: Range<usize>,
    /// Its syntactic head: the one of its words that the others depend on.
    pub head: usize,
    /// Index of its entity.
    pub entity: usize,
    /// How it refers.
    pub form: MentionForm,
    /// The rule that linked it, such as `name/gazetteer` or `coref/surname`: what `annotate` shows.
    pub rule: &'static str,
}

/// An entity of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRecord {
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its fullest name in the document, or the usual English one.
    pub name: String,
    /// ISO 3166-1 codes, alpha-2 and alpha-3, of a country.
    pub iso: Option<(String, String)>,
    /// Is it only described, not named? Such an entity is kept only if a fact needs it.
    pub unnamed: bool,
    /// Is it one or several (a group, "the two sides")?
    pub plural: bool,
}

/// The entities of a document with all their mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entities {
    /// The entities, in order of first mention.
    pub list: Vec<EntityRecord>,
    /// All mentions, by sentence and then by first word; one mention may lie inside another.
    pub mentions: Vec<Mention>,
    by_word: BTreeMap<(usize, usize), Vec<usize>>,
    together: BTreeMap<(usize, usize), Vec<usize>>,
    pointing: BTreeMap<(usize, usize), &'static [EntityKind]>,
}

impl Entities {
    /// Entities with their mentions, which it sorts.
    pub fn new(list: Vec<EntityRecord>, mut mentions: Vec<Mention>) -> Self {
        mentions.sort_by_key(|m| (m.sentence, m.words.start, std::cmp::Reverse(m.words.end)));
        let mut by_word: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (i, mention) in mentions.iter().enumerate() {
            for word in mention.words.clone() {
                by_word.entry((mention.sentence, word)).or_default().push(i);
            }
        }
        Self { list, mentions, by_word, together: BTreeMap::new(), pointing: BTreeMap::new() }
    }

    /// The mention whose head is this word: the longest, where there are several.
    pub fn at_head(&self, sentence: usize, word: usize) -> Option<&Mention> {
        self.covering(sentence, word).find(|mention| mention.head == word)
    }

    /// The mentions that cover this word, the longest first.
    pub fn covering(&self, sentence: usize, word: usize) -> impl Iterator<Item = &Mention> {
        let found = self.by_word.get(&(sentence, word)).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|&i| self.mentions.get(i))
    }

    /// The mentions in one sentence, in order.
    pub fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|mention| mention.sentence < sentence);
        self.mentions.iter().skip(from).take_while(move |mention| mention.sentence == sentence)
    }

    /// Notes the words that stand for several entities, by sentence and word.
    pub(super) fn set_together(
        &mut self,
        together: BTreeMap<(usize, usize), Vec<usize>>,
        pointing: BTreeMap<(usize, usize), &'static [EntityKind]>,
    ) {
        self.together = together;
        self.pointing = pointing;
    }

    /// Of which kinds are the two that this word stands for, where the names before it do not tell who they are?
    pub fn pointing(&self, sentence: usize, word: usize) -> &'static [EntityKind] {
        self.pointing.get(&(sentence, word)).copied().unwrap_or_default()
    }

    /// The entities that this word stands for where it stands for several at once ("the pair").
    pub fn together(&self, sentence: usize, word: usize) -> &[usize] {
        self.together.get(&(sentence, word)).map_or(&[], Vec::as_slice)
    }

    /// The record of an entity.
    pub fn get(&self, entity: usize) -> Option<&EntityRecord> {
        self.list.get(entity)
    }
}
