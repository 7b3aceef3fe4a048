//! How well it is read who said what.

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::count::{Count, Rates};
use super::matching::one_to_one;
use super::rows::{check_day, day, document};
use super::wording::{Wording, is_of_word, same_content};
use crate::extract::{Attribution as Read, Extractor};
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

/// Counts of attributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AttributionCounts {
    documents: usize,
    all: Pairs,
    statements: Pairs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Pairs {
    content: Count,
    both: Count,
}

/// Scores of attributions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AttributionScores {
    /// What is attributed.
    pub content: Rates,
    /// What is attributed, and to whom.
    pub source_and_content: Rates,
    /// The same of statements alone: beside gold that marks beliefs and wishes, too, they can find but a part of it.
    pub statements_alone: StatementScores,
    /// How many attributions gold has.
    pub attributions: usize,
    /// How many attributions were read.
    pub read: usize,
    /// How many of them are statements.
    pub statements: usize,
    /// How many articles gold has.
    pub documents: usize,
}

/// Scores of the statements among what was read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StatementScores {
    /// What was said.
    pub content: Rates,
    /// What was said, and who said it.
    pub source_and_content: Rates,
}

impl AttributionCounts {
    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.documents += other.documents;
        for (mine, yours) in
            [(&mut self.all, &other.all), (&mut self.statements, &other.statements)]
        {
            mine.content.add(yours.content);
            mine.both.add(yours.both);
        }
        self
    }

    /// The scores.
    pub fn scores(&self) -> AttributionScores {
        AttributionScores {
            content: self.all.content.rates(),
            source_and_content: self.all.both.rates(),
            statements_alone: StatementScores {
                content: self.statements.content.rates(),
                source_and_content: self.statements.both.rates(),
            },
            attributions: self.all.content.gold,
            read: self.all.content.read,
            statements: self.statements.content.read,
            documents: self.documents,
        }
    }
}

/// Reads each article and compares what it gives to sources with its attributions, one to one. A content is right where both
/// share half of their words (Dice), a source where the words that name it, or a mention of whom they mean, have a word in common with it. `date` is
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
    let text = article.text.as_str();
    let read = extractor.attributions(&document(&article.doc, text, date));
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |&(from, to): &(usize, usize)| Some(Span::new(*bytes.get(from)?, *bytes.get(to)?));
    let places =
        |spans: &[(usize, usize)]| -> Vec<Span> { spans.iter().filter_map(place).collect() };
    let gold: Vec<Given> = article
        .attributions
        .iter()
        .map(|one| Given {
            wording: wording(text, &places(&one.content_span)),
            source: places(&one.source_span),
        })
        .collect();
    let stated: Vec<&Read> = read.iter().filter(|one| one.stated).collect();
    AttributionCounts {
        documents: 1,
        all: Pairs::new(text, &gold, &read.iter().collect::<Vec<_>>()),
        statements: Pairs::new(text, &gold, &stated),
    }
}

/// An attribution of gold.
struct Given {
    wording: Wording,
    source: Vec<Span>,
}

fn wording(text: &str, pieces: &[Span]) -> Wording {
    Wording::new(&pieces.iter().map(|piece| piece.of(text)).collect::<Vec<_>>().join(" "))
}

impl Pairs {
    /// What of `gold` was read, one to one.
    fn new(text: &str, gold: &[Given], read: &[&Read]) -> Self {
        let wordings: Vec<Wording> = read.iter().map(|one| wording(text, &one.content)).collect();
        let pairs =
            one_to_one(gold.len(), read.len(), |g, r| match (gold.get(g), wordings.get(r)) {
                (Some(gold), Some(read)) => same_content(&gold.wording, read),
                _ => 0.0,
            });
        let sources = pairs.iter().filter(|(g, r)| {
            let pair = gold.get(*g).zip(read.get(*r));
            pair.is_some_and(|(gold, read)| is_source(read, text, &gold.source))
        });
        Self {
            content: Count::new(gold.len(), read.len(), pairs.len()),
            both: Count::new(gold.len(), read.len(), sources.count()),
        }
    }
}

/// Has the source, or a mention of whom it means, a word in common with one of these places?
fn is_source(read: &Read, text: &str, places: &[Span]) -> bool {
    let shared = |a: &Span, b: &Span| {
        let (start, end) = (a.start.max(b.start), a.end.min(b.end));
        start < end && Span::new(start, end).of(text).contains(is_of_word)
    };
    let meets =
        |place: &Span| read.source.iter().chain(&read.mentions).any(|span| shared(span, place));
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
