//! How well it is read whom a pronoun means.

use rayon::prelude::*;
use serde::Serialize;

use super::GoldError;
use super::count::{Count, Rates, decimals};
use super::rows::document;
use crate::entity::{Entities, MentionForm};
use crate::extract::{Depth, Extractor};
use crate::text::Span;

/// A text with one pronoun and two names that it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmbiguousPronoun {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    pronoun: Span,
    feminine: bool,
    names: [(Span, bool); 2],
}

/// The rows of a table as GAP has them, with tabs between the columns and a header: id, text, pronoun and where it
/// starts, first name, where it starts and whether the pronoun means it (`TRUE`, `FALSE`), the same of the second
/// name; offsets count characters. More columns may follow. Cost: linear.
///
/// # Errors
/// [`GoldError`] with the first line that has another form.
pub fn pronoun_rows(text: &str) -> Result<Vec<AmbiguousPronoun>, GoldError> {
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| row(line).map_err(|reason| GoldError { line: number + 1, reason }))
        .collect()
}

fn row(line: &str) -> Result<AmbiguousPronoun, String> {
    let columns: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
    let [id, text, pronoun, at, first, first_at, first_is, second, second_at, second_is, ..] =
        columns[..]
    else {
        return Err("expected ten columns or more with tabs between them".to_owned());
    };
    let place = |word: &str, at: &str| -> Result<Span, String> {
        let at: usize = at.parse().map_err(|_| format!("{at:?} is no number of characters"))?;
        let start = text.char_indices().nth(at).map(|(start, _)| start);
        let found = start.filter(|&start| text.get(start..).is_some_and(|t| t.starts_with(word)));
        let start = found.ok_or_else(|| format!("{word:?} does not stand at character {at}"))?;
        Ok(Span::new(start, start + word.len()))
    };
    let truth = |word: &str| match word {
        "TRUE" | "True" | "true" => Ok(true),
        "FALSE" | "False" | "false" => Ok(false),
        _ => Err(format!("expected TRUE or FALSE, not {word:?}")),
    };
    Ok(AmbiguousPronoun {
        id: id.to_owned(),
        pronoun: place(pronoun, at)?,
        feminine: matches!(pronoun.to_lowercase().as_str(), "she" | "her" | "hers" | "herself"),
        names: [
            (place(first, first_at)?, truth(first_is)?),
            (place(second, second_at)?, truth(second_is)?),
        ],
        text: text.to_owned(),
    })
}

/// Counts of names that pronouns mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PronounCounts {
    masculine: Count,
    feminine: Count,
    documents: usize,
}

/// Scores of pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PronounScores {
    /// All of them.
    #[serde(flatten)]
    pub all: Rates,
    /// He, him, his.
    pub masculine: Rates,
    /// She, her, hers.
    pub feminine: Rates,
    /// F1 of feminine pronouns by that of masculine ones: 1 where both are read equally well.
    pub bias: f64,
    /// How many texts gold has.
    pub documents: usize,
}

impl PronounCounts {
    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.masculine.add(other.masculine);
        self.feminine.add(other.feminine);
        self.documents += other.documents;
        self
    }

    /// The scores.
    pub fn scores(&self) -> PronounScores {
        let mut all = self.masculine;
        all.add(self.feminine);
        let bias = self.feminine.f1() / self.masculine.f1().max(1e-9);
        PronounScores {
            all: all.rates(),
            masculine: self.masculine.rates(),
            feminine: self.feminine.rates(),
            bias: decimals(bias.min(99.0), 4),
            documents: self.documents,
        }
    }
}

/// Reads each text and counts the names that were joined with the pronoun, as GAP does (Webster and others 2018): each
/// name is one decision. Texts are read in parallel. Cost: linear.
pub fn pronouns(extractor: &Extractor, rows: &[AmbiguousPronoun]) -> PronounCounts {
    let count = |row: &AmbiguousPronoun| {
        let document = document(&row.id, &row.text, None);
        let blocks = extractor.blocks(&document);
        let mut read = [false; 2];
        for part in extractor.annotate(&document, &blocks, Depth::Mentions) {
            for (read, (name, _)) in read.iter_mut().zip(&row.names) {
                *read |= are_one(&part.entities, row.pronoun, *name);
            }
        }
        let mut count = Count::default();
        for (read, (_, gold)) in read.into_iter().zip(row.names) {
            count.add(Count::new(gold.into(), read.into(), (gold && read).into()));
        }
        let (masculine, feminine) =
            if row.feminine { (Count::default(), count) } else { (count, Count::default()) };
        PronounCounts { masculine, feminine, documents: 1 }
    };
    let both = |a: PronounCounts, b: PronounCounts| a.and(&b);
    rows.par_iter().map(count).reduce(PronounCounts::default, both)
}

/// Does the pronoun here mean who is named there?
fn are_one(entities: &Entities, pronoun: Span, name: Span) -> bool {
    let meet = |a: Span, b: Span| a.start < b.end && b.start < a.end;
    let meant = entities.mentions.iter().find(|mention| mention.span == pronoun);
    meant.is_some_and(|meant| {
        let named = entities
            .mentions
            .iter()
            .filter(|mention| mention.form != MentionForm::Pronoun && meet(mention.span, name));
        named.into_iter().any(|mention| mention.entity == meant.entity)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{pronoun_rows, pronouns};
    use crate::extract::Extractor;
    use crate::grammar::Grammar;

    const HEAD: &str =
        "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\n";
    const ROW: &str = "one\tÁna Ruiz met Tomas Vera, and he thanked her.\the\t29\t\
                       Ána Ruiz\t0\tFALSE\tTomas Vera\t13\tTRUE\n";

    #[test]
    fn a_pronoun_is_right_where_it_is_joined_with_its_name() {
        let grammar = Grammar::embedded().expect("the grammar");
        let extractor = Extractor::new(Arc::new(grammar)).expect("the models");
        let rows = pronoun_rows(&format!("{HEAD}{ROW}")).expect("rows");
        let scores = pronouns(&extractor, &rows).scores();
        assert_eq!((scores.all.f1, scores.masculine.f1, scores.feminine.f1), (1.0, 1.0, 0.0));
        assert_eq!(scores.documents, 1);
    }

    #[test]
    fn wrong_rows_are_errors_with_their_line() {
        let fails = |row: &str, part: &str| {
            let error = pronoun_rows(&format!("{HEAD}{row}")).expect_err("it is wrong");
            assert!(error.line == 2 && error.reason.contains(part), "{error}");
        };
        fails("one\tAna", "ten columns");
        fails(&ROW.replace("29", "28"), "\"he\" does not stand at character 28");
        fails(&ROW.replace("29", "x"), "\"x\" is no number");
        fails(&ROW.replace("TRUE", "yes"), "not \"yes\"");
    }
}
