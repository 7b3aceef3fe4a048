//! The facts that were read in one article, beside those of gold.

use super::align::Alignment;
use super::aspect::ArticleCounts;
use super::facts::ComparedFacts;
use super::miss::Miss;
use super::{entities, events, relations, statements};

/// One article with both sides.
pub(super) struct Comparison<'f> {
    pub(super) gold: &'f ComparedFacts,
    pub(super) read: &'f ComparedFacts,
    pub(super) alignment: Alignment<'f>,
    pub(super) counts: ArticleCounts,
    pub(super) misses: Vec<Miss>,
}

impl Comparison<'_> {
    /// Notes what was missed or made up; white space in the quote is one blank.
    pub(super) fn miss(&mut self, in_gold: bool, what: &'static str, who: String, quote: &str) {
        let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        self.misses.push(Miss { in_gold, what, who, quote });
    }
}

/// Compares what was read in an article with gold: the counts of every aspect, and what was missed and made up.
///
/// Entities are paired first; all other facts are the same only where they name the same entities. `text` is that of
/// the article, in which quotes are looked for. Cost: of each kind of fact, the product of both sides.
pub fn article(
    gold: &ComparedFacts,
    read: &ComparedFacts,
    text: &str,
) -> (ArticleCounts, Vec<Miss>) {
    let mut comparison = Comparison {
        gold,
        read,
        alignment: Alignment::new(gold, read),
        counts: ArticleCounts::default(),
        misses: Vec::new(),
    };
    entities::compare(&mut comparison);
    relations::compare(&mut comparison);
    events::compare(&mut comparison, text);
    statements::compare(&mut comparison);
    (comparison.counts, comparison.misses)
}
