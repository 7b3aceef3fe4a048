//! Where a story is told from and which country it is about: the country that goes without saying there.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::metonymy;
use super::resolve::Resolver;
use crate::grammar::EntityKind;

/// The countries of the datelines of a document, by sentence, and how often each section speaks of which country.
pub(super) struct Datelines {
    list: Vec<(usize, usize)>,
    counts: BTreeMap<usize, BTreeMap<usize, usize>>,
    /// Countries from this number on are those of which only towns are spoken.
    named: usize,
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
        let list = list.collect();
        let mut counts: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
        for (line, candidates) in resolver.lines.iter().zip(mentions) {
            let section = counts.entry(line.sentence.section).or_default();
            for candidate in candidates.iter().filter(|c| c.form != MentionForm::Pronoun) {
                let land = country_of(resolver, candidate).or_else(|| unnamed(resolver, candidate));
                if let Some(country) = land {
                    *section.entry(country).or_default() += 1;
                }
            }
        }
        Self { list, counts, named: resolver.drafts.len() }
    }

    /// The country that a section speaks of at least as often as of all others together.
    pub fn main(&self, section: usize) -> Option<usize> {
        let counts = self.counts.get(&section)?;
        ruling(counts).filter(|country| *country < self.named)
    }

    /// The country that the whole document speaks of at least as often as of all others together, if it has sections of
    /// which some speak of none.
    pub fn main_of_all(&self) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (country, n) in self.counts.values().flatten() {
            *counts.entry(*country).or_default() += n;
        }
        ruling(&counts).filter(|country| *country < self.named)
    }

    /// The country that the whole document speaks of at least twice as often as of any other, and three times.
    pub fn leading(&self) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (country, n) in self.counts.values().flatten() {
            *counts.entry(*country).or_default() += n;
        }
        let (country, most) = counts.iter().max_by_key(|(_, n)| **n)?;
        let next = counts.iter().filter(|(c, _)| *c != country).map(|(_, n)| *n).max();
        (*most >= 3 && next.unwrap_or(0) * 2 <= *most && *country < self.named).then_some(*country)
    }

    /// Does the section speak of the country about as often as of the one that it speaks of most?
    fn is_spoken_of(&self, section: usize, country: usize) -> bool {
        let Some(counts) = self.counts.get(&section) else { return true };
        let most = counts.values().max().copied().unwrap_or(0);
        counts.get(&country).is_some_and(|n| n * 3 >= most)
    }

    /// The country of the last dateline at or before a sentence, in its section.
    pub fn before(&self, resolver: &Resolver<'_>, sentence: usize) -> Option<usize> {
        let upto = self.list.partition_point(|(at, _)| *at <= sentence);
        let (at, country) = self.list.get(upto.checked_sub(1)?)?;
        let section = |i: usize| resolver.lines.get(i).map(|line| line.sentence.section);
        let own = section(sentence)?;
        // Told from there, but of others.
        (section(*at) == Some(own) && self.is_spoken_of(own, *country)).then_some(*country)
    }
}

/// The one country that is counted most, and at least as often as all others together.
fn ruling(counts: &BTreeMap<usize, usize>) -> Option<usize> {
    let (country, most) = counts.iter().max_by_key(|(_, n)| **n)?;
    let alone = counts.values().filter(|n| *n == most).count() == 1;
    (alone && most * 2 >= counts.values().sum::<usize>()).then_some(*country)
}

/// A number for the country of a town, beyond those of the document's entities.
fn unnamed(resolver: &Resolver<'_>, candidate: &Candidate) -> Option<usize> {
    let country = match candidate.seems {
        Seems::Capital(country) => country,
        Seems::Town => {
            let name = crate::grammar::fold(&resolver.drafts.get(candidate.entity?)?.name);
            resolver.lexicon.by_iso2(resolver.lexicon.town(&name)?.country)?
        }
        _ => return None,
    };
    Some(resolver.drafts.len() + country)
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
