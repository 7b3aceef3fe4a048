//! How well persons, organizations and places are found and told apart.

use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use super::count::{Count, Rates};
use super::labelled::{LabelledDocument, NamedWords};
use super::spacing;
use crate::entity::name_model::NameClass;
use crate::entity::{self, Entities, MentionForm};
use crate::grammar::{EntityKind, Grammar};
use crate::syntax::{Parsed, Syntax};

/// Counts of names of each class; a name is right where its words and its class are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameCounts {
    classes: [Count; 3],
    sentences: usize,
    tokens: usize,
}

/// Scores of names.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EntityScores {
    /// All three classes together.
    #[serde(flatten)]
    pub all: Rates,
    /// Human beings.
    pub person: Rates,
    /// Organizations.
    pub organization: Rates,
    /// Countries, places and facilities.
    pub location: Rates,
    /// How many names gold has.
    pub names: usize,
    /// How many sentences gold has.
    pub sentences: usize,
    /// How many words gold has.
    pub tokens: usize,
}

impl NameCounts {
    /// Counts a sentence of `tokens` words. Names of [`NameClass::Other`] do not count.
    pub fn add(&mut self, tokens: usize, gold: &[NamedWords], read: &[NamedWords]) {
        self.sentences += 1;
        self.tokens += tokens;
        for name in gold {
            self.count(name.class, Count::new(1, 0, 0));
        }
        for name in read {
            self.count(name.class, Count::new(0, 1, usize::from(gold.contains(name))));
        }
    }

    fn count(&mut self, class: NameClass, one: Count) {
        if let Some(count) = self.classes.get_mut(class as usize) {
            count.add(one);
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for (count, more) in self.classes.iter_mut().zip(other.classes) {
            count.add(more);
        }
        self.sentences += other.sentences;
        self.tokens += other.tokens;
        self
    }

    /// The scores.
    pub fn scores(&self) -> EntityScores {
        let mut all = Count::default();
        self.classes.into_iter().for_each(|count| all.add(count));
        let [person, organization, location] = self.classes.map(|count| count.rates());
        EntityScores {
            all: all.rates(),
            person,
            organization,
            location,
            names: all.gold,
            sentences: self.sentences,
            tokens: self.tokens,
        }
    }
}

/// Reads the given words of each document as documents are read and counts the names.
///
/// The words are those of gold, so that spans can be compared; all that follows is the way of every document: tags
/// and trees, the model of names with its second reading, the rules and the lexicon, names joined to entities and
/// their kinds told by all mentions of the document together. Left out are only what cuts raw text into blocks,
/// sentences and words, and what knows headings. Of the mentions those by name count, without their titles; of names
/// that lie in others the outer ones, since gold has one label a word. Documents are read in parallel. Cost: linear.
pub fn entities(syntax: &Syntax, grammar: &Grammar, documents: &[LabelledDocument]) -> NameCounts {
    let count = |document: &LabelledDocument| {
        let (text, parsed) = parse(syntax, document);
        let found = entity::read(&text, &parsed, grammar).entities;
        let mut counts = NameCounts::default();
        for (number, sentence) in document.sentences.iter().enumerate() {
            counts.add(sentence.forms.len(), &sentence.names, &names(&found, number));
        }
        counts
    };
    let both = |a: NameCounts, b: NameCounts| a.and(&b);
    documents.par_iter().map(count).reduce(NameCounts::default, both)
}

/// The text of a document, a line a sentence, and its trees over the given words.
pub(super) fn parse(syntax: &Syntax, document: &LabelledDocument) -> (String, Vec<Parsed>) {
    let mut text = String::new();
    let mut all = Vec::with_capacity(document.sentences.len());
    for sentence in &document.sentences {
        let forms: Vec<&str> = sentence.forms.iter().map(String::as_str).collect();
        let mut parsed = syntax.parse_tokens(&forms);
        let spans = spacing::write(&mut text, &sentence.forms, &sentence.text);
        for (word, span) in parsed.words.iter_mut().zip(&spans) {
            word.span = *span;
        }
        parsed.span = spans.into_iter().reduce(crate::text::Span::cover).unwrap_or(parsed.span);
        all.push(parsed);
        text.push('\n');
    }
    (text, all)
}

/// The names in a sentence, none inside another.
fn names(found: &Entities, sentence: usize) -> Vec<NamedWords> {
    let mentions: Vec<(Range<usize>, usize)> = found
        .in_sentence(sentence)
        .filter(|mention| mention.form == MentionForm::Name)
        .map(|mention| (mention.words.clone(), mention.entity))
        .collect();
    // A name with a title stands there without it, too: the shorter one is the name.
    let is_core = |at: usize, (words, entity): &(Range<usize>, usize)| {
        let after = mentions.iter().skip(at + 1).take_while(|(other, _)| other.start < words.end);
        !after.into_iter().any(|(other, of)| of == entity && other.end <= words.end)
    };
    let mut end = 0;
    let cores = mentions.iter().enumerate().filter(|(at, mention)| is_core(*at, mention));
    cores
        .filter_map(|(_, (words, entity))| {
            // Sorted by their first word, the longest first: what ends no later lies inside.
            let inside = words.end <= end;
            end = end.max(words.end);
            let class = found.get(*entity).and_then(|record| class(record.kind));
            class.filter(|_| !inside).map(|class| NamedWords { words: words.clone(), class })
        })
        .collect()
}

fn class(kind: EntityKind) -> Option<NameClass> {
    match kind {
        EntityKind::Person => Some(NameClass::Person),
        EntityKind::Organization => Some(NameClass::Organization),
        EntityKind::Country | EntityKind::Place | EntityKind::Facility => Some(NameClass::Place),
        EntityKind::Weapon | EntityKind::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{entities, names, parse};
    use crate::entity;
    use crate::entity::name_model::NameClass;
    use crate::evaluate::labelled;
    use crate::grammar::Grammar;
    use crate::syntax::Syntax;

    const FILE: &str = "# newdoc id = a\nForeign O\nMinister O\nAna B-PER\nRuiz I-PER\nleft O\nPeru B-LOC\n. O\n\n\
                        Ruiz B-PER\nmet O\nthe O\nUnited B-ORG\nNations I-ORG\nin O\nGeneva B-ORG\n. O\n";

    #[test]
    fn names_count_without_titles_where_words_and_class_are_right() {
        let documents = labelled(FILE).expect("labels");
        let syntax = Syntax::embedded().expect("the model");
        let grammar = Grammar::embedded().expect("the grammar");
        let scores = entities(syntax, &grammar, &documents).scores();
        assert_eq!((scores.person.f1, scores.organization.recall), (1.0, 0.5));
        assert_eq!((scores.organization.precision, scores.location.precision), (1.0, 0.5));
        assert_eq!((scores.all.f1, scores.names, scores.sentences, scores.tokens), (0.8, 5, 2, 15));
    }

    #[test]
    fn of_names_in_names_the_outer_ones_count() {
        let documents =
            labelled("The O\nBank B-ORG\nof I-ORG\nPeru I-ORG\nfell O\n. O\n").expect("labels");
        let grammar = Grammar::embedded().expect("the grammar");
        let (text, parsed) = parse(Syntax::embedded().expect("the model"), &documents[0]);
        assert_eq!(text, "The Bank of Peru fell.\n");
        let found = entity::read(&text, &parsed, &grammar).entities;
        let names = names(&found, 0);
        assert_eq!(names.len(), 1, "{names:?}");
        assert_eq!(names[0].class, NameClass::Organization);
    }
}
