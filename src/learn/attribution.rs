//! Scores of attribution on a file of articles with who said what in them (the format of PolNeAR as JSON lines).

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::LearnError;
use crate::extract::Extractor;
use crate::facts::{DocumentFacts, Statement};
use crate::source::Document;
use crate::text::Span;

/// How much of the attributions of a corpus was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AttributionScores {
    /// Articles.
    pub documents: usize,
    /// Attributions of the annotators.
    pub gold: usize,
    /// Statements that were read.
    pub read: usize,
    /// Pairs of both, one to one, whose contents share half of their words (Dice).
    pub content: usize,
    /// Of these pairs, those in which a mention of the speaker overlaps the annotated source.
    pub source: usize,
}

impl AttributionScores {
    /// Precision, recall and F1 of `right` pairs; zero where there is nothing to divide by.
    pub fn rates(&self, right: usize) -> (f64, f64, f64) {
        let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
        (share(right, self.read), share(right, self.gold), share(2 * right, self.read + self.gold))
    }
}

#[derive(Deserialize)]
struct Article {
    doc: String,
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    #[serde(default)]
    source_span: Vec<(usize, usize)>,
    #[serde(default)]
    content_span: Vec<(usize, usize)>,
}

/// Reads each article of a file of JSON lines and compares the statements with its attributions.
///
/// Each line holds `doc`, `text` and `attributions` with `source_span` and `content_span`, lists of character
/// offsets. Cost: linear in the text; within an article, the product of attributions and statements.
///
/// # Errors
/// - [`LearnError::Read`] where the file cannot be read,
/// - [`LearnError::Json`] where a line has another form.
pub fn evaluate_attribution(
    extractor: &Extractor,
    path: &Path,
) -> Result<AttributionScores, LearnError> {
    let file = std::fs::read_to_string(path)
        .map_err(|source| LearnError::Read { path: path.to_owned(), source })?;
    let mut scores = AttributionScores::default();
    for (i, line) in file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let article: Article = serde_json::from_str(line).map_err(|source| LearnError::Json {
            path: path.to_owned(),
            line: i + 1,
            source,
        })?;
        score(extractor, article, &mut scores);
    }
    Ok(scores)
}

fn score(extractor: &Extractor, article: Article, scores: &mut AttributionScores) {
    // Character offsets to bytes; one more for the end.
    let bytes: Vec<usize> =
        article.text.char_indices().map(|(at, _)| at).chain([article.text.len()]).collect();
    let place = |&(from, to): &(usize, usize)| {
        Some(Span::new(*bytes.get(from)?, (*bytes.get(to)?).max(*bytes.get(from)?)))
    };
    let document = Document {
        id: article.doc,
        hash: String::new(),
        body: Span::new(0, article.text.len()),
        text: article.text.clone(),
        title: None,
        date: None,
        source: None,
    };
    let facts = extractor.extract(&document);
    let said: Vec<Vec<String>> = facts.statements.iter().map(|s| words(&s.content)).collect();
    let gold: Vec<Vec<String>> = article
        .attributions
        .iter()
        .map(|a| {
            let spans = a.content_span.iter().filter_map(place);
            words(&spans.map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" "))
        })
        .collect();
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (g, wanted) in gold.iter().enumerate() {
        for (s, got) in said.iter().enumerate() {
            let share = dice(wanted, got);
            if share >= 500 {
                pairs.push((1000 - share, g, s));
            }
        }
    }
    pairs.sort_unstable();
    let (mut taken_gold, mut taken_said) = (vec![false; gold.len()], vec![false; said.len()]);
    for (_, g, s) in pairs {
        if taken_gold[g] || taken_said[s] {
            continue;
        }
        (taken_gold[g], taken_said[s]) = (true, true);
        scores.content += 1;
        let sources = article.attributions[g].source_span.iter().filter_map(place);
        scores.source += usize::from(speaks_at(&facts, &facts.statements[s], sources));
    }
    scores.documents += 1;
    scores.gold += gold.len();
    scores.read += said.len();
}

/// Does a mention of the speaker overlap one of these places?
fn speaks_at(
    facts: &DocumentFacts,
    statement: &Statement,
    mut places: impl Iterator<Item = Span>,
) -> bool {
    let Some(speaker) = facts.entities.iter().find(|e| e.id == statement.speaker) else {
        return false;
    };
    places.any(|place| speaker.spans.iter().any(|s| s.start < place.end && place.start < s.end))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Twice the shared words over all words of both, in thousandths.
fn dice(a: &[String], b: &[String]) -> usize {
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for word in b {
        *rest.entry(word).or_default() += 1;
    }
    let shared = a
        .iter()
        .filter(|word| match rest.get_mut(word.as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        })
        .count();
    if a.is_empty() || b.is_empty() { 0 } else { 2000 * shared / (a.len() + b.len()) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::grammar::Grammar;

    #[test]
    fn half_of_the_words_must_be_shared() {
        let list = |text| words(text);
        assert_eq!(dice(&list("the border stays open"), &list("The border stays open.")), 1000);
        assert_eq!(dice(&list("to open it"), &list("to close the gate again")), 250);
        assert_eq!(dice(&[], &list("open")), 0);
    }

    #[test]
    fn a_statement_is_found_with_its_source() {
        let article = Article {
            doc: "a".to_owned(),
            text: "Peru’s envoy Ana Ruiz said the border would stay open.".to_owned(),
            attributions: vec![Attribution {
                source_span: vec![(13, 21)],
                content_span: vec![(27, 53)],
            }],
        };
        let extractor = Extractor::new(Arc::new(Grammar::embedded().unwrap())).unwrap();
        let mut scores = AttributionScores::default();
        score(&extractor, article, &mut scores);
        assert_eq!((scores.gold, scores.read, scores.content, scores.source), (1, 1, 1, 1));
        assert_eq!(scores.rates(1), (1.0, 1.0, 1.0));
    }
}
