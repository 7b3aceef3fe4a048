//! Which two states or bodies a text is about: whom "both sides" and "the two countries" mean where the words just before
//! leave it open.
//!
//! Two that the text joins by "and", or speaks of again and again, are meant rather than two that happen to stand near:
//! "Peru and Chile" of the lead, not the council and the mediator who urge both sides to talk.

use std::collections::BTreeMap;

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

/// More mentions than this count for no more.
const MOST: usize = 5;

/// How often a section speaks of whom, and the pairs that it has joined so far.
#[derive(Debug)]
pub(super) struct Pairs {
    counts: Vec<BTreeMap<usize, usize>>,
    section: usize,
    joined: Vec<[usize; 2]>,
}

impl Pairs {
    /// Counts what each section speaks of. Cost: linear in the mentions.
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
        Self { counts, section: 0, joined: Vec::new() }
    }

    /// Notes the pairs that sentence `i` joins by "and". Cost: its mentions.
    pub fn note(&mut self, sentence: &Parsed, entities: &Entities, i: usize) {
        if self.section != sentence.section {
            self.section = sentence.section;
            self.joined.clear();
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
            if joins
                && alone
                && a.entity != b.entity
                && !self.joined.contains(&[a.entity, b.entity])
            {
                self.joined.push([a.entity, b.entity]);
            }
        }
    }

    /// The pair that is meant: `near` are the two that stand just before, `barred` cannot be meant.
    /// Cost: the pairs and entities of the section.
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
            near.into_iter().chain(self.joined.iter().rev().copied()).collect();
        pairs.extend(self.leading(entities, kinds, barred));
        let score = |pair: &[usize; 2]| {
            let often = pair.iter().map(|e| self.count(*e)).min().unwrap_or(0).min(MOST);
            let same = |other: &[usize; 2]| other == pair || [other[1], other[0]] == *pair;
            often * weights::OFTEN
                + usize::from(self.joined.iter().any(same)) * weights::JOINED
                + usize::from(near.as_ref().is_some_and(same)) * weights::NEAR
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
        let counts = self.counts.get(self.section)?;
        let mut most: Vec<(usize, usize)> = counts
            .iter()
            .filter(|(e, _)| {
                !barred.contains(e)
                    && is_party(entities, **e)
                    && entities.get(**e).is_some_and(|r| kinds.contains(&r.kind))
            })
            .map(|(e, n)| (*n, *e))
            .collect();
        most.sort_unstable_by_key(|&(n, e)| (std::cmp::Reverse(n), e));
        let third = most.get(2).map_or(0, |(n, _)| *n);
        match most.as_slice() {
            [(_, a), (n, b), ..] if *n >= 2 && third * 2 <= *n => Some([*a.min(b), *a.max(b)]),
            _ => None,
        }
    }
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
