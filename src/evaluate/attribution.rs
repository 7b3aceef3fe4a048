//! How well it is read who said what.

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::count::{Count, Rates};
use super::matching::one_to_one;
use super::rows::{check_day, day, document};
use super::wording::{Wording, is_of_word, same_content};
use crate::extract::Extractor;
use crate::facts::{DocumentFacts, Statement};
use crate::text::Span;

/// An article with its attributions, as a line of PolNeAR has them: offsets count characters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AttributedArticle {
    /// Its id.
    pub doc: String,
    /// Its text.
    pub text: String,
    /// The day of publication, where it is known.
    #[serde(default)]
    pub date: Option<String>,
    /// Who said what in it.
    pub attributions: Vec<Attribution>,
}

/// One attribution: where its source and its content stand, in several pieces where something comes between.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attribution {
    #[serde(default)]
    source_span: Vec<(usize, usize)>,
    #[serde(default)]
    content_span: Vec<(usize, usize)>,
}

impl AttributedArticle {
    /// Says what is wrong with it, if anything is.
    ///
    /// # Errors
    /// A date that does not exist, a span that does not fit the text.
    pub fn check(&self) -> Result<(), String> {
        check_day(self.date.as_deref())?;
        let length = self.text.chars().count();
        for (number, attribution) in self.attributions.iter().enumerate() {
            let spans = attribution.source_span.iter().chain(&attribution.content_span);
            if let Some((from, to)) = spans.into_iter().find(|(from, to)| from > to || *to > length)
            {
                return Err(format!(
                    "attribution {}: the span {from} to {to} does not fit the text of {length} characters",
                    number + 1
                ));
            }
        }
        Ok(())
    }
}

/// Counts of attributions, read as statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AttributionCounts {
    documents: usize,
    content: Count,
    both: Count,
}

/// Scores of attributions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AttributionScores {
    /// What was said.
    pub content: Rates,
    /// What was said, and who said it.
    pub source_and_content: Rates,
    /// How many attributions gold has.
    pub attributions: usize,
    /// How many statements were read.
    pub statements: usize,
    /// How many articles gold has.
    pub documents: usize,
}

impl AttributionCounts {
    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.documents += other.documents;
        self.content.add(other.content);
        self.both.add(other.both);
        self
    }

    /// The scores.
    pub fn scores(&self) -> AttributionScores {
        AttributionScores {
            content: self.content.rates(),
            source_and_content: self.both.rates(),
            attributions: self.content.gold,
            statements: self.content.read,
            documents: self.documents,
        }
    }
}

/// Reads each article and compares its statements with its attributions, one to one. A content is right where both
/// share half of their words (Dice), a source where a mention of the speaker has a word in common with it. `date` is
/// given to articles without one. Articles are read in parallel. Cost: linear in the text; within an article, the
/// product of attributions and statements.
pub fn attribution(
    extractor: &Extractor,
    articles: &[AttributedArticle],
    date: Option<Date>,
) -> AttributionCounts {
    let count = |article: &AttributedArticle| compare(extractor, article, date);
    let both = |a: AttributionCounts, b: AttributionCounts| a.and(&b);
    articles.par_iter().map(count).reduce(AttributionCounts::default, both)
}

fn compare(
    extractor: &Extractor,
    article: &AttributedArticle,
    date: Option<Date>,
) -> AttributionCounts {
    let date = article.date.as_deref().and_then(day).or(date);
    let facts = extractor.extract(&document(&article.doc, &article.text, date));
    let bytes: Vec<usize> =
        article.text.char_indices().map(|(at, _)| at).chain([article.text.len()]).collect();
    let place = |&(from, to): &(usize, usize)| Some(Span::new(*bytes.get(from)?, *bytes.get(to)?));
    let gold: Vec<Wording> = article
        .attributions
        .iter()
        .map(|one| {
            let pieces = one.content_span.iter().filter_map(place);
            Wording::new(&pieces.map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" "))
        })
        .collect();
    let read: Vec<Wording> = facts.statements.iter().map(|s| Wording::new(&s.content)).collect();
    let pairs = one_to_one(gold.len(), read.len(), |g, r| match (gold.get(g), read.get(r)) {
        (Some(gold), Some(read)) => same_content(gold, read),
        _ => 0.0,
    });
    let sources = pairs.iter().filter(|(g, r)| {
        let (gold, read) = (article.attributions.get(*g), facts.statements.get(*r));
        gold.zip(read).is_some_and(|(gold, read)| {
            let source: Vec<Span> = gold.source_span.iter().filter_map(place).collect();
            speaks_at(&facts, read, &article.text, &source)
        })
    });
    AttributionCounts {
        documents: 1,
        content: Count::new(gold.len(), read.len(), pairs.len()),
        both: Count::new(gold.len(), read.len(), sources.count()),
    }
}

/// Has a mention of the speaker a word in common with one of these places?
fn speaks_at(facts: &DocumentFacts, statement: &Statement, text: &str, places: &[Span]) -> bool {
    let Some(speaker) = facts.entities.iter().find(|e| e.id == statement.speaker) else {
        return false;
    };
    let shared = |a: &Span, b: &Span| Span::new(a.start.max(b.start), a.end.min(b.end));
    let meets = |place: &Span| {
        speaker.spans.iter().any(|span| shared(span, place).of(text).contains(is_of_word))
    };
    places.iter().any(meets)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{AttributedArticle, attribution};
    use crate::evaluate::rows;
    use crate::extract::Extractor;
    use crate::grammar::Grammar;

    const ROW: &str = r#"{"doc": "a", "text": "Peru’s envoy Ana Ruiz said the border would stay open.",
        "attributions": [{"source_span": [[13, 21]], "content_span": [[27, 53]]}]}"#;

    fn read(row: &str) -> Result<Vec<AttributedArticle>, String> {
        rows(&row.replace('\n', " "), AttributedArticle::check).map_err(|error| error.to_string())
    }

    fn scores(row: &str) -> super::AttributionScores {
        let grammar = Arc::new(Grammar::embedded().expect("the grammar"));
        let extractor = Extractor::new(grammar).expect("the models");
        attribution(&extractor, &read(row).expect("a row"), None).scores()
    }

    #[test]
    fn a_statement_is_found_with_its_source() {
        let scores = scores(ROW);
        assert_eq!((scores.attributions, scores.statements, scores.documents), (1, 1, 1));
        assert_eq!((scores.content.f1, scores.source_and_content.f1), (1.0, 1.0));
    }

    #[test]
    fn another_source_and_another_content_are_wrong() {
        let other = scores(&ROW.replace("[13, 21]", "[31, 37]"));
        assert_eq!((other.content.f1, other.source_and_content.f1), (1.0, 0.0));
        assert_eq!(scores(&ROW.replace("[27, 53]", "[0, 21]")).content.recall, 0.0);
    }

    #[test]
    fn spans_that_do_not_fit_are_mistakes() {
        let error = read(&ROW.replace("53", "99")).expect_err("too long");
        assert!(
            error.starts_with("line 1: attribution 1: the span 27 to 99 does not fit"),
            "{error}"
        );
        let error = read(&ROW.replace("\"doc\"", "\"dok\"")).expect_err("no id");
        assert!(error.contains("missing field `doc`"), "{error}");
    }
}
