//! Which two states or bodies a text is about: whom "both sides" and "the two countries" mean where the words just before
//! leave it open.
//!
//! Two that the text joins by "and", or speaks of again and again, are meant rather than two that happen to stand near:
//! "Peru and Chile" of the lead, not the council and the mediator who urge both sides to talk.

use std::collections::{BTreeMap, BTreeSet};

use super::entities::{Entities, MentionForm};
use crate::grammar::EntityKind;
use crate::syntax::{Deprel, Parsed};

/// What speaks for a pair, in points.
mod weights {
    /// Each mention of the one that is mentioned less, [`MOST`](super::MOST) at most.
    pub const OFTEN: usize = 2;
    /// The text joins them.
    pub const JOINED: usize = 3;
    /// They stand in the sentences just before.
    pub const NEAR: usize = 4;
}

/// So many joined pairs are looked at, the last first.
const LOOKED_AT: usize = 64;

/// So many of those of whom a section speaks most are kept.
const LEADING: usize = 16;

/// More mentions than this count for no more.
const MOST: usize = 5;

/// How often a section speaks of whom, and the pairs that it has joined so far.
#[derive(Debug)]
pub(super) struct Pairs {
    counts: Vec<BTreeMap<usize, usize>>,
    /// By section, the parties that are mentioned most, with how often, the most first.
    most: Vec<Vec<(usize, usize)>>,
    section: usize,
    joined: Vec<[usize; 2]>,
    /// The same, the lower number first.
    seen: BTreeSet<[usize; 2]>,
}

impl Pairs {
    /// Counts what each section speaks of. Cost: the mentions, times the logarithm of the entities.
    pub fn new(sentences: &[Parsed], entities: &Entities) -> Self {
        let mut counts: Vec<BTreeMap<usize, usize>> = Vec::new();
        for mention in entities.mentions.iter().filter(|m| m.form != MentionForm::Pronoun) {
            let Some(section) = sentences.get(mention.sentence).map(|s| s.section) else {
                continue;
            };
            if counts.len() <= section {
                counts.resize_with(section + 1, BTreeMap::new);
            }
            if let Some(section) = counts.get_mut(section) {
                *section.entry(mention.entity).or_default() += 1;
            }
        }
        let most = counts
            .iter()
            .map(|section| {
                let parties = section.iter().filter(|(e, _)| is_party(entities, **e));
                let mut most: Vec<(usize, usize)> = parties.map(|(e, n)| (*n, *e)).collect();
                most.sort_unstable_by_key(|&(n, e)| (std::cmp::Reverse(n), e));
                most.truncate(LEADING);
                most
            })
            .collect();
        Self { counts, most, section: 0, joined: Vec::new(), seen: BTreeSet::new() }
    }

    /// Notes the pairs that sentence `i` joins by "and". Cost: its mentions.
    pub fn note(&mut self, sentence: &Parsed, entities: &Entities, i: usize) {
        if self.section != sentence.section {
            self.section = sentence.section;
            self.joined.clear();
            self.seen.clear();
        }
        let here: Vec<_> = entities
            .in_sentence(i)
            .filter(|m| m.form != MentionForm::Pronoun && is_party(entities, m.entity))
            .collect();
        for two in here.windows(2) {
            let [a, b] = two else { continue };
            let joins = sentence
                .words
                .get(b.head)
                .is_some_and(|w| w.deprel == Deprel::Conj && w.head == Some(a.head));
            let alone = sentence.children_by(a.head, &[Deprel::Conj]).count() == 1;
            let new = joins && alone && a.entity != b.entity;
            if new && self.seen.insert(ordered([a.entity, b.entity])) {
                self.joined.push([a.entity, b.entity]);
            }
        }
    }

    /// The pair that is meant: `near` are the two that stand just before, `barred` cannot be meant.
    /// Cost: a bounded number of pairs, times the logarithm of all.
    pub fn best(
        &self,
        entities: &Entities,
        near: Option<Vec<usize>>,
        kinds: &[EntityKind],
        barred: &[usize],
    ) -> Option<Vec<usize>> {
        let near = near.and_then(|two| <[usize; 2]>::try_from(two).ok());
        let fits = |pair: &[usize; 2]| {
            pair.iter().all(|e| {
                !barred.contains(e) && entities.get(*e).is_some_and(|r| kinds.contains(&r.kind))
            })
        };
        let mut pairs: Vec<[usize; 2]> =
            near.into_iter().chain(self.joined.iter().rev().take(LOOKED_AT).copied()).collect();
        pairs.extend(self.leading(entities, kinds, barred));
        let score = |pair: &[usize; 2]| {
            let often = pair.iter().map(|e| self.count(*e)).min().unwrap_or(0).min(MOST);
            let is_near = near.is_some_and(|near| ordered(near) == ordered(*pair));
            often * weights::OFTEN
                + usize::from(self.seen.contains(&ordered(*pair))) * weights::JOINED
                + usize::from(is_near) * weights::NEAR
        };
        let mut best: Option<(usize, [usize; 2])> = None;
        for pair in pairs.into_iter().filter(fits) {
            let points = score(&pair);
            if best.is_none_or(|(most, _)| points > most) {
                best = Some((points, pair));
            }
        }
        best.map(|(_, pair)| pair.to_vec())
    }

    fn count(&self, entity: usize) -> usize {
        self.counts.get(self.section).and_then(|c| c.get(&entity)).copied().unwrap_or(0)
    }

    /// The two of whom the section speaks most, if it speaks of no third half as often.
    fn leading(
        &self,
        entities: &Entities,
        kinds: &[EntityKind],
        barred: &[usize],
    ) -> Option<[usize; 2]> {
        let fits = |e: usize| {
            !barred.contains(&e) && entities.get(e).is_some_and(|r| kinds.contains(&r.kind))
        };
        let all = self.most.get(self.section)?.iter().copied();
        let most: Vec<(usize, usize)> = all.filter(|&(_, e)| fits(e)).collect();
        let third = most.get(2).map_or(0, |(n, _)| *n);
        match most.as_slice() {
            [(_, a), (n, b), ..] if *n >= 2 && third * 2 <= *n => Some(ordered([*a, *b])),
            _ => None,
        }
    }
}

/// The pair with the lower number first.
fn ordered([a, b]: [usize; 2]) -> [usize; 2] {
    [a.min(b), a.max(b)]
}

/// May it be one of two sides?
fn is_party(entities: &Entities, entity: usize) -> bool {
    entities.get(entity).is_some_and(|record| {
        matches!(record.kind, EntityKind::Country | EntityKind::Organization)
            && !record.plural
            && !record.unnamed
    })
}

/// The entities that do what is done to those for whom `word` stands, or say it: in "the council urged both sides" the
/// council. Cost: the depth of the tree and the mentions of the sentence.
pub(super) fn doers(sentence: &Parsed, entities: &Entities, i: usize, word: usize) -> Vec<usize> {
    let mut subjects = Vec::new();
    let mut at = word;
    for _ in 0..12 {
        let Some(head) = sentence.words.get(at).and_then(|w| w.head) else { break };
        let own = sentence.children_by(head, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::OblAgent]);
        subjects.extend(own.filter(|&s| s != at));
        at = head;
    }
    let mut found = Vec::new();
    for subject in subjects {
        let heads = std::iter::once(subject).chain(sentence.children_by(
            subject,
            &[Deprel::Conj, Deprel::Appos, Deprel::NmodPoss, Deprel::Compound, Deprel::Amod],
        ));
        found.extend(heads.filter_map(|head| entities.at_head(i, head)).map(|m| m.entity));
    }
    found
}
