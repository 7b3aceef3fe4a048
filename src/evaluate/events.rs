//! How often a sentence gives an event of the type that it has in gold.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::rows::{check_day, day, document};
use super::tally::{four_decimals, share};
use crate::extract::Extractor;
use crate::grammar::Ontology;

/// A sentence with the types of its events.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct EventSentence {
    /// Its id.
    #[serde(default)]
    pub id: String,
    /// The sentence.
    pub text: String,
    /// The day of publication, where it is known.
    #[serde(default)]
    pub date: Option<String>,
    /// What it tests, where it is one of a set of tests.
    #[serde(default)]
    pub category: Option<String>,
    /// Is there nothing to be read?
    #[serde(default)]
    pub expect_no_event: bool,
    /// Its events.
    #[serde(default)]
    pub gold: Vec<GoldType>,
}

/// The type of an event, in one of three fields: that of PLOVER's present version counts first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldType {
    #[serde(default)]
    plover2021: Option<String>,
    #[serde(default)]
    plover: Option<String>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
}

impl EventSentence {
    /// Says what is wrong with it, if anything is.
    ///
    /// # Errors
    /// A date that does not exist, a PLOVER type that the ontology lacks.
    pub fn check(&self, ontology: &Ontology) -> Result<(), String> {
        check_day(self.date.as_deref())?;
        let named =
            self.gold.iter().filter_map(|gold| gold.plover2021.as_ref().or(gold.plover.as_ref()));
        match named.into_iter().find(|name| ontology.event(name).is_none()) {
            Some(name) => Err(format!("there is no event type {name:?}")),
            None => Ok(()),
        }
    }

    /// The types that it has; of the field `type`, in which other codes may stand, only those of the ontology.
    fn types(&self, ontology: &Ontology) -> BTreeSet<&str> {
        self.gold
            .iter()
            .filter_map(|gold| {
                let plover = gold.plover2021.as_deref().or(gold.plover.as_deref());
                plover.or(gold.kind.as_deref()).filter(|name| ontology.event(name).is_some())
            })
            .collect()
    }
}

/// So many sentences, and in how many of them the type was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hits {
    /// How many sentences have it in gold.
    pub sentences: usize,
    /// In how many of them it was read.
    pub right: usize,
}

impl Hits {
    fn count(&mut self, right: bool) {
        self.sentences += 1;
        self.right += usize::from(right);
    }

    fn add(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.right += other.right;
    }

    /// Share of the sentences in which it was read.
    pub fn share(&self) -> f64 {
        share(self.right, self.sentences)
    }
}

impl Serialize for Hits {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { sentences, right } = *self;
        HitScores { sentences, right, share: self.share() }.serialize(to)
    }
}

#[derive(Serialize)]
struct HitScores {
    sentences: usize,
    right: usize,
    #[serde(serialize_with = "four_decimals")]
    share: f64,
}

/// Counts of sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventCounts {
    all: Hits,
    read: usize,
    left_out: usize,
    types: BTreeMap<String, Hits>,
    categories: BTreeMap<String, Hits>,
}

/// Scores of sentences.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventScores {
    /// How many sentences count.
    pub sentences: usize,
    /// How many are right: an event of a type of theirs was read, or none where there is none.
    pub right: usize,
    /// Share of the sentences that are right.
    #[serde(serialize_with = "four_decimals")]
    pub share: f64,
    /// How many events were read in a sentence.
    #[serde(serialize_with = "four_decimals")]
    pub events_per_sentence: f64,
    /// How many sentences do not count, since gold has no type for them.
    pub left_out: usize,
    /// Each type: the sentences that have it, and in how many it was read; `none` are those without an event.
    pub types: BTreeMap<String, Hits>,
}

impl EventCounts {
    fn count(&mut self, sentence: &EventSentence, gold: &BTreeSet<&str>, read: &[&str]) {
        let right = match sentence.expect_no_event {
            true => read.is_empty(),
            false => read.iter().any(|kind| gold.contains(kind)),
        };
        self.all.count(right);
        self.read += read.len();
        if sentence.expect_no_event {
            self.types.entry("none".to_owned()).or_default().count(right);
        } else {
            for kind in gold {
                self.types.entry((*kind).to_owned()).or_default().count(read.contains(kind));
            }
        }
        let category = sentence.category.clone().unwrap_or_default();
        self.categories.entry(category).or_default().count(right);
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.all.add(other.all);
        self.read += other.read;
        self.left_out += other.left_out;
        for (name, hits) in other.types {
            self.types.entry(name).or_default().add(hits);
        }
        for (name, hits) in other.categories {
            self.categories.entry(name).or_default().add(hits);
        }
        self
    }

    /// The scores.
    pub fn scores(&self) -> EventScores {
        EventScores {
            sentences: self.all.sentences,
            right: self.all.right,
            share: self.all.share(),
            events_per_sentence: self.read as f64 / self.all.sentences.max(1) as f64,
            left_out: self.left_out,
            types: self.types.clone(),
        }
    }

    /// Each type of gold, by name: `none` are the sentences without an event.
    pub fn types(&self) -> &BTreeMap<String, Hits> {
        &self.types
    }

    /// Each category, by name; without a name the sentences that have none.
    pub fn categories(&self) -> &BTreeMap<String, Hits> {
        &self.categories
    }
}

/// Reads each sentence as a document of its own, of its own date or else of `date`, and looks for the types of its
/// events among those read. Sentences without a type count only where nothing is to be read. Sentences are read in
/// parallel. Cost: linear.
pub fn events(
    extractor: &Extractor,
    sentences: &[EventSentence],
    date: Option<Date>,
) -> EventCounts {
    let count = |sentence: &EventSentence| {
        let mut counts = EventCounts::default();
        let gold = sentence.types(&extractor.grammar().ontology);
        if gold.is_empty() && !sentence.expect_no_event {
            counts.left_out = 1;
            return counts;
        }
        let date = sentence.date.as_deref().and_then(day).or(date);
        let facts = extractor.extract(&document(&sentence.id, &sentence.text, date));
        let read: Vec<&str> = facts.events.iter().map(|event| &*event.kind).collect();
        counts.count(sentence, &gold, &read);
        counts
    };
    sentences.par_iter().map(count).reduce(EventCounts::default, EventCounts::and)
}

#[cfg(test)]
mod tests;
