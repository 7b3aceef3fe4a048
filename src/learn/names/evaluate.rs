//! How well names are found: exact spans of persons, organizations and places.

use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::NamesError;
use super::data::{self, IOB2, Labelled, TABS};
use crate::entity::name_model::{Name, NameClass, NameTagger};
use crate::syntax::{Parsed, Syntax};

/// Scores of the embedded model on a file with labels `B-x`, `I-x`, `O`: tab-separated word and label, or the columns
/// of `.iob2` files. Person is PER, organization ORG; country, place and facility are LOC; all else is left out. With
/// `memory` each document is read twice.
///
/// # Errors
/// The file cannot be read, or the embedded models are damaged.
pub fn evaluate_names(path: &Path) -> Result<NameScores, NamesError> {
    evaluate(NameTagger::embedded()?, path, true)
}

/// As [`evaluate_names`], for any model, with or without the second reading.
///
/// # Errors
/// The file cannot be read, or the embedded model of syntax is damaged.
pub fn evaluate(tagger: &NameTagger, path: &Path, twice: bool) -> Result<NameScores, NamesError> {
    let iob2 = path.extension().is_some_and(|extension| extension == "iob2");
    let sentences = data::read(path, if iob2 { IOB2 } else { TABS })?;
    let syntax = Syntax::embedded()?;
    let documents: Vec<&[Labelled]> = sentences.chunk_by(|a, b| a.document == b.document).collect();
    let tallies: Vec<Tallies> = documents
        .par_iter()
        .map(|document| {
            let parsed: Vec<Parsed> = document
                .iter()
                .map(|s| {
                    syntax.parse_tokens(&s.forms.iter().map(String::as_str).collect::<Vec<_>>())
                })
                .collect();
            let found: Vec<Vec<Name>> = if twice {
                tagger.tag_document(&parsed)
            } else {
                parsed.iter().map(|sentence| tagger.tag(sentence)).collect()
            };
            let mut tallies = Tallies::default();
            for (sentence, found) in document.iter().zip(&found) {
                tallies.add(&sentence.names(), found);
            }
            tallies
        })
        .collect();
    Ok(tallies.iter().fold(Tallies::default(), |a, b| a.and(b)).report())
}

/// Right, found and wanted names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Found as they should be.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// There to be found.
    pub wanted: usize,
}

impl Tally {
    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / ((self.found + self.wanted) as f64).max(1.0)
    }

    /// Share of the found that is right.
    pub fn precision(self) -> f64 {
        self.right as f64 / (self.found as f64).max(1.0)
    }

    /// Share of the wanted that was found.
    pub fn recall(self) -> f64 {
        self.right as f64 / (self.wanted as f64).max(1.0)
    }
}

/// Tallies of each class that counts: persons, organizations, places.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tallies {
    classes: [Tally; 3],
}

impl Tallies {
    /// Counts one sentence.
    pub fn add(&mut self, wanted: &[(usize, usize, NameClass)], found: &[Name]) {
        for &(_, _, class) in wanted {
            self.of(class, |t| t.wanted += 1);
        }
        for name in found {
            let right = wanted.contains(&(name.words.start, name.words.end, name.class));
            self.of(name.class, |t| {
                t.found += 1;
                t.right += usize::from(right);
            });
        }
    }

    /// Both together.
    pub fn and(self, other: &Self) -> Self {
        let mut both = self;
        for (tally, more) in both.classes.iter_mut().zip(other.classes) {
            tally.right += more.right;
            tally.found += more.found;
            tally.wanted += more.wanted;
        }
        both
    }

    fn of(&mut self, class: NameClass, change: impl FnOnce(&mut Tally)) {
        if let Some(tally) = self.classes.get_mut(class as usize) {
            change(tally);
        }
    }

    /// All classes together.
    pub fn all(&self) -> Tally {
        self.classes.iter().fold(Tally::default(), |a, b| Tally {
            right: a.right + b.right,
            found: a.found + b.found,
            wanted: a.wanted + b.wanted,
        })
    }

    /// The figures, rounded to four places.
    pub fn report(&self) -> NameScores {
        let round = |x: f64| (x * 10_000.0).round() / 10_000.0;
        let all = self.all();
        let [per, org, loc] = self.classes.map(|t| round(t.f1()));
        NameScores {
            f1: round(all.f1()),
            precision: round(all.precision()),
            recall: round(all.recall()),
            per,
            org,
            loc,
            names: all.wanted,
        }
    }
}

/// Scores of finding names.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NameScores {
    /// Micro F1 over persons, organizations and places.
    pub f1: f64,
    /// Micro precision.
    pub precision: f64,
    /// Micro recall.
    pub recall: f64,
    /// F1 of persons.
    pub per: f64,
    /// F1 of organizations.
    pub org: f64,
    /// F1 of places.
    pub loc: f64,
    /// How many names there are.
    pub names: usize,
}
