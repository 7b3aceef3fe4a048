//! Which events of which documents are one.
//!
//! A wrong merge is worse than a split, so only what is certain is merged: events of one type and mode, between the same
//! named parties, on one known day, in no two places, of which none is denied that another tells as a fact; and, as the
//! ontology says of the type ([`crate::grammar::Once`]), with a person among the parties or in one town or facility. Of
//! two tellings in one document the reader has found that they are two, so a telling elsewhere may be of either: then
//! none is merged. Documents with nearly the same text tell with the same words of the same event.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::cluster::Clusters;
use super::copies::Copies;
use super::local::Locals;
use super::places::Places;
use super::union::UnionFind;
use crate::facts::{DatePrecision, EntityId, EntityKind, Event, Factuality};
use crate::grammar::{EventType, Ontology, Role, Sameness};

/// Why a telling was counted to an event of another document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Because {
    /// The same parties on the same day.
    Parties,
    /// The same parties on the same day in the same town or facility.
    Place,
    /// The same words in nearly the same text.
    Text,
}

impl Because {
    /// As a frame's name.
    pub(super) const fn frame(self) -> &'static str {
        match self {
            Self::Parties => "merge/same-event",
            Self::Place => "merge/same-event-and-place",
            Self::Text => "merge/same-text",
        }
    }
}

/// An event as one document tells it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling<'a> {
    /// The document, by number.
    pub document: usize,
    /// The event in its facts.
    pub event: &'a Event,
    /// Why it was counted to the same event as others; `None` where it stands alone.
    pub because: Option<Because>,
}

/// An event as all documents tell it: never without a telling, in order of documents.
#[derive(Debug)]
pub(super) struct Happening<'a> {
    /// The tellings.
    pub tellings: Vec<Telling<'a>>,
}

/// Works out which events are one, in the order of their first tellings. Cost: near linear in the events.
pub(super) fn resolve<'a>(
    locals: &Locals<'a>,
    clusters: &Clusters,
    places: &Places<'_>,
    copies: &Copies,
    ontology: &Ontology,
) -> Vec<Happening<'a>> {
    let tellings: Vec<Telling<'a>> = locals
        .documents
        .iter()
        .enumerate()
        .flat_map(|(document, read)| {
            read.facts.events.iter().map(move |event| Telling { document, event, because: None })
        })
        .collect();
    let matching = Matching { locals, clusters, places, ontology, tellings };
    let mut same = matching.by_parties_and_day();
    same.extend(matching.by_text(copies));
    matching.finish(&same)
}

/// Tellings, by number, that are certainly of one event, and why.
pub(super) type Same = (Vec<usize>, Because);

/// Tellings that are compared.
pub(super) struct Matching<'a, 'w> {
    pub locals: &'w Locals<'a>,
    pub clusters: &'w Clusters,
    pub places: &'w Places<'w>,
    pub ontology: &'w Ontology,
    pub tellings: Vec<Telling<'a>>,
}

/// What must be equal in any case: type, is it denied, day, the two sides.
pub(super) type Likeness<'a> = (&'a str, bool, Date, Sides);

/// The nodes on both sides of an event, each sorted; of a symmetric one all stand on the left.
pub(super) type Sides = (Vec<usize>, Vec<usize>);

/// What must be equal where the texts are: the first document with the text, type and mode, quotation, dates, and who
/// takes part in each role.
pub(super) type Wording<'a> =
    (usize, &'a str, Option<&'a str>, Vec<&'a str>, [Option<Date>; 3], [Vec<Party<'a>>; 2]);

/// Who takes part, where two documents have one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Party<'a> {
    /// Who has a node that documents share.
    Node(usize),
    /// Who is bound to the document, by name or description: the other has the same words for it.
    Bound(&'a str),
}

impl<'a> Matching<'a, '_> {
    fn by_parties_and_day(&self) -> Vec<Same> {
        let mut groups: Groups<Likeness<'a>> = Groups::default();
        for (number, telling) in self.tellings.iter().enumerate() {
            groups.put(self.likeness(telling), number);
        }
        groups.several().flat_map(|group| self.of_parties(&group)).collect()
    }

    /// What is certainly one of tellings that agree in their likeness.
    pub(super) fn of_parties(&self, group: &[usize]) -> Vec<Same> {
        self.by_mode(group).iter().flat_map(|part| self.certain(part)).collect()
    }

    /// `None` where it could never be certain that another document tells of the same event.
    pub(super) fn likeness(&self, telling: &Telling<'a>) -> Option<Likeness<'a>> {
        let event = telling.event;
        let declared = self.ontology.event(&event.kind).filter(|kind| !kind.once.is_empty())?;
        let is_day = matches!(event.date_precision, None | Some(DatePrecision::Day));
        let day = event.date.filter(|_| is_day)?;
        let sides = self.sides(telling, declared)?;
        let named = if declared.symmetric && sides.1.is_empty() {
            sides.0.len() > 1
        } else {
            !sides.0.is_empty() && !sides.1.is_empty()
        };
        named.then_some((&*event.kind, event.factuality == Factuality::Denied, day, sides))
    }

    /// The parties by side; `None` where one of them is not named, or bound to its document.
    fn sides(&self, telling: &Telling<'_>, declared: &EventType) -> Option<Sides> {
        let event = telling.event;
        let left = self.nodes(telling.document, &event.actor)?;
        let mut right = self.nodes(telling.document, &event.target)?;
        let goes_there =
            declared.direct(event.mode.as_deref()).any(|direct| direct.to.contains(&Role::Place));
        if goes_there {
            // Who visits a country visits it as its host or as a place.
            right.extend(self.nodes(telling.document, &event.place)?);
            if right.is_empty() {
                return None;
            }
        } else if declared.symmetric {
            return Some((sorted(left.into_iter().chain(right)), Vec::new()));
        }
        Some((sorted(left), sorted(right)))
    }

    /// The nodes of some entities; `None` where one is bound to its document.
    fn nodes(&self, document: usize, ids: &[EntityId]) -> Option<Vec<usize>> {
        ids.iter().map(|&id| self.node(document, id).filter(|&node| !self.is_local(node))).collect()
    }

    fn node(&self, document: usize, id: EntityId) -> Option<usize> {
        self.clusters.of.get(self.locals.number(document, id)?).copied().flatten()
    }

    fn is_local(&self, node: usize) -> bool {
        self.clusters.all.get(node).is_none_or(super::cluster::Cluster::is_local)
    }

    /// Parts of one mode. Where there is only one beside those that tell none, these are of it; else they may be of any.
    fn by_mode(&self, group: &[usize]) -> Vec<Vec<usize>> {
        let mode =
            |number: &usize| self.tellings.get(*number).and_then(|t| t.event.mode.as_deref());
        let modes: BTreeSet<&str> = group.iter().filter_map(mode).collect();
        if modes.len() < 2 {
            return vec![group.to_vec()];
        }
        let of = |wanted: &str| -> Vec<usize> {
            group.iter().copied().filter(|number| mode(number) == Some(wanted)).collect()
        };
        modes.into_iter().map(of).collect()
    }

    /// What is certainly one of tellings that agree in type, mode, parties and day.
    fn certain(&self, part: &[usize]) -> Vec<Same> {
        let all: Vec<Telling<'a>> =
            part.iter().filter_map(|&number| self.tellings.get(number).copied()).collect();
        let Some(first) = all.first() else { return Vec::new() };
        let mode = all.iter().find_map(|telling| telling.event.mode.as_deref());
        let Some(declared) = self.ontology.event(&first.event.kind) else { return Vec::new() };
        let (Some(by), Some(sides)) = (declared.once(mode), self.sides(first, declared)) else {
            return Vec::new();
        };
        let places: Vec<_> =
            all.iter().map(|told| self.places.of(told.document, &told.event.place)).collect();
        let kind = |&node: &usize| self.clusters.all.get(node).map(|cluster| cluster.kind);
        let mut parties = sides.0.iter().chain(&sides.1);
        let is_told_apart = match by {
            Sameness::Parties => true,
            Sameness::People => {
                parties.any(|node| kind(node) == Some(EntityKind::Person))
                    || (declared.symmetric && sides.0.len() > 2)
            }
            Sameness::Place => false,
        };
        // What is done to a town or facility is done there.
        let is_aimed = sides.1.iter().any(|&node| self.places.is_point(node));
        let because = if is_told_apart { Because::Parties } else { Because::Place };
        let agreeing = self.places.agreeing(&places, is_told_apart || is_aimed).into_iter();
        let numbers = agreeing.map(|same| -> Vec<usize> {
            same.iter().filter_map(|&i| part.get(i).copied()).collect()
        });
        numbers.filter(|numbers| self.may_be_one(numbers)).map(|it| (it, because)).collect()
    }

    /// May some tellings be of one event? Not where one document tells two of them: a third may be of either.
    pub(super) fn may_be_one(&self, numbers: &[usize]) -> bool {
        let document = |number: &usize| self.tellings.get(*number).map(|telling| telling.document);
        let documents: BTreeSet<_> = numbers.iter().map(document).collect();
        numbers.len() > 1 && documents.len() == numbers.len()
    }

    /// Those who take part, sorted, each once.
    fn parties(&self, document: usize, ids: &[EntityId]) -> Vec<Party<'a>> {
        let party = |&id: &EntityId| {
            let local = self.locals.all.get(self.locals.number(document, id)?)?;
            let shared = self.node(document, id).filter(|&node| !self.is_local(node));
            Some(shared.map_or(Party::Bound(local.entity.name.as_str()), Party::Node))
        };
        ids.iter().filter_map(party).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Documents with nearly one text tell in the same words of the same event, whatever else is known of it.
    fn by_text(&self, copies: &Copies) -> Vec<Same> {
        let has_copies: BTreeSet<usize> =
            copies.of.iter().flatten().map(|&(first, _)| first).collect();
        if has_copies.is_empty() {
            return Vec::new();
        }
        let mut groups: Groups<Wording<'a>> = Groups::default();
        for (number, telling) in self.tellings.iter().enumerate() {
            let first = copies.original(telling.document);
            groups.put(has_copies.contains(&first).then(|| self.wording(telling, first)), number);
        }
        let groups = groups.several().filter(|group| self.may_be_one(group));
        groups.map(|group| (group, Because::Text)).collect()
    }

    /// What must be equal of two tellings in copies of the text that `first` has.
    pub(super) fn wording(&self, telling: &Telling<'a>, first: usize) -> Wording<'a> {
        let event = telling.event;
        let roles = [&event.actor, &event.target];
        let roles = roles.map(|ids| self.parties(telling.document, ids));
        let words = event.quote.split_whitespace().collect();
        let dates = [event.date, event.date_start, event.date_end];
        (first, &*event.kind, event.mode.as_deref(), words, dates, roles)
    }

    fn finish(self, same: &[Same]) -> Vec<Happening<'a>> {
        let mut union = UnionFind::new(self.tellings.len());
        let mut why: Vec<Option<Because>> = vec![None; self.tellings.len()];
        for (numbers, because) in same {
            for &number in numbers {
                union.join(numbers[0], number);
                if let Some(slot) = why.get_mut(number) {
                    slot.get_or_insert(*because);
                }
            }
        }
        let mut at: FxHashMap<usize, usize> = FxHashMap::default();
        let mut found: Vec<Happening<'a>> = Vec::new();
        for (number, mut telling) in self.tellings.into_iter().enumerate() {
            telling.because = why.get(number).copied().flatten();
            let place = *at.entry(union.find(number)).or_insert_with(|| {
                found.push(Happening { tellings: Vec::new() });
                found.len() - 1
            });
            if let Some(happening) = found.get_mut(place) {
                happening.tellings.push(telling);
            }
        }
        found
    }
}

fn sorted(nodes: impl IntoIterator<Item = usize>) -> Vec<usize> {
    nodes.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Numbers by what they have in common, in order of the first of each.
struct Groups<K> {
    at: FxHashMap<K, usize>,
    all: Vec<Vec<usize>>,
}

impl<K> Default for Groups<K> {
    fn default() -> Self {
        Self { at: FxHashMap::default(), all: Vec::new() }
    }
}

impl<K: std::hash::Hash + Eq> Groups<K> {
    fn put(&mut self, key: Option<K>, number: usize) {
        let Some(key) = key else { return };
        let next = self.all.len();
        let place = *self.at.entry(key).or_insert(next);
        match self.all.get_mut(place) {
            Some(group) => group.push(number),
            None => self.all.push(vec![number]),
        }
    }

    /// The groups with more than one number.
    fn several(self) -> impl Iterator<Item = Vec<usize>> {
        self.all.into_iter().filter(|group| group.len() > 1)
    }
}
