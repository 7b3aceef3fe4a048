//! Where a story is told from, and the country that goes without saying there.

use super::candidate::{Candidate, Seems};
use super::metonymy;
use super::resolve::Resolver;
use crate::grammar::EntityKind;

/// The countries of the datelines of a document, by sentence.
pub(super) struct Datelines {
    list: Vec<(usize, usize)>,
}

impl Datelines {
    /// The datelines in front of sentences.
    pub fn new(resolver: &Resolver<'_>, mentions: &[Vec<Candidate>]) -> Self {
        let list = resolver.lines.iter().zip(mentions).filter_map(|(line, list)| {
            let first = list
                .iter()
                .take(2)
                .find(|c| metonymy::is_dateline(line, c.words.start, c.words.end))?;
            Some((line.index, country_of(resolver, first)?))
        });
        Self { list: list.collect() }
    }

    /// The country of the last dateline at or before a sentence, in its section.
    pub fn before(&self, resolver: &Resolver<'_>, sentence: usize) -> Option<usize> {
        let upto = self.list.partition_point(|(at, _)| *at <= sentence);
        let (at, country) = self.list.get(upto.checked_sub(1)?)?;
        let section = |i: usize| resolver.lines.get(i).map(|line| line.sentence.section);
        (section(*at) == section(sentence)).then_some(*country)
    }
}

/// The country, spoken of in the document, that a mention names or lies in.
pub(super) fn country_of(resolver: &Resolver<'_>, candidate: &Candidate) -> Option<usize> {
    let entity = candidate.entity?;
    if resolver.kind(entity) == Some(EntityKind::Country) {
        return Some(entity);
    }
    match candidate.seems {
        Seems::Capital(country) => resolver.country_here(country),
        Seems::Town | Seems::Known(_) => {
            let name = crate::grammar::fold(&resolver.drafts.get(entity)?.name);
            let town = resolver.lexicon.town(&name)?;
            resolver.country_here(resolver.lexicon.by_iso2(town.country)?)
        }
        _ => None,
    }
}
