//! Which events are one, by difference: tellings that agree in type, parties and day together, and those of one text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::super::happening::{Because, Likeness, Matching, Party, Telling, Wording};
use super::super::union::UnionFind;
use super::world::World;
use super::{Standing, Touched};

/// An event as a document tells it: the document, and its place there.
pub(super) type Tell = (u64, usize);

/// Type, is it denied, day, and the nodes on both sides.
type Likely = (Box<str>, bool, Date, Vec<usize>, Vec<usize>);

/// The first document with the text, type and mode, words, dates, and who takes part.
type Worded = (u64, Box<str>, Option<Box<str>>, Vec<Box<str>>, [Option<Date>; 3], [Vec<Who>; 2]);

/// A node, or a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Who {
    Node(usize),
    Bound(Box<str>),
}

/// What tellings have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Common {
    Likely(Arc<Likely>),
    Worded(Arc<Worded>),
}

/// Tellings that are one, and why.
type Same = (Vec<Tell>, Because);

/// Tellings with something in common, and which of them are one.
#[derive(Debug, Default)]
struct Group {
    all: BTreeSet<Tell>,
    same: Vec<Same>,
}

/// What is known of events.
#[derive(Debug, Default)]
pub(super) struct Events {
    groups: FxHashMap<Common, Group>,
    common: FxHashMap<Tell, Vec<Common>>,
    /// Events that several documents tell, by number, and by telling.
    several: FxHashMap<usize, Vec<(Tell, Option<Because>)>>,
    of: FxHashMap<Tell, usize>,
    next: usize,
}

impl Events {
    /// The tellings of the event that a document tells there.
    pub(super) fn tellings(&self, tell: Tell) -> Vec<(Tell, Option<Because>)> {
        let several = self.of.get(&tell).and_then(|number| self.several.get(number));
        several.cloned().unwrap_or_else(|| vec![(tell, None)])
    }

    /// Those tellings that are one with this one, as they were worked out before.
    fn several_of(&self, tell: Tell) -> impl Iterator<Item = Tell> + '_ {
        let several = self.of.get(&tell).and_then(|number| self.several.get(number));
        several.into_iter().flatten().map(|&(other, _)| other)
    }

    /// Takes a telling out of what it has in common with others.
    fn part(&mut self, tell: Tell, dirty: &mut BTreeSet<Common>) {
        for common in self.common.remove(&tell).unwrap_or_default() {
            if let Some(group) = self.groups.get_mut(&common) {
                group.all.remove(&tell);
            }
            dirty.insert(common);
        }
    }

    fn join(&mut self, tell: Tell, common: Common, dirty: &mut BTreeSet<Common>) {
        self.groups.entry(common.clone()).or_default().all.insert(tell);
        self.common.entry(tell).or_default().push(common.clone());
        dirty.insert(common);
    }
}

fn boxed(text: &str) -> Box<str> {
    text.into()
}

impl World<'_> {
    fn nodes(&self, small: &[usize]) -> Vec<usize> {
        let mut nodes: Vec<usize> =
            small.iter().filter_map(|&it| self.nodes.get(it).copied()).collect();
        nodes.sort_unstable();
        nodes
    }

    fn likely(&self, likeness: Likeness<'_>) -> Common {
        let (kind, denied, day, (left, right)) = likeness;
        let sides = (self.nodes(&left), self.nodes(&right));
        Common::Likely(Arc::new((boxed(kind), denied, day, sides.0, sides.1)))
    }

    fn worded(&self, first: u64, wording: Wording<'_>) -> Common {
        let (_, kind, mode, words, dates, parties) = wording;
        let who = |party: Party<'_>| match party {
            Party::Node(small) => Who::Node(self.nodes.get(small).copied().unwrap_or(usize::MAX)),
            Party::Bound(name) => Who::Bound(boxed(name)),
        };
        let parties = parties.map(|all| {
            let mut all: Vec<Who> = all.into_iter().map(who).collect();
            all.sort();
            all
        });
        let words = words.into_iter().map(boxed).collect();
        Common::Worded(Arc::new((first, boxed(kind), mode.map(boxed), words, dates, parties)))
    }
}

impl Standing {
    /// Compares the events of documents that changed with those that have something in common with them.
    pub(super) fn compare_events(&mut self, touched: &mut Touched) {
        let mut dirty: BTreeSet<Common> = BTreeSet::new();
        let mut affected: BTreeSet<Tell> = BTreeSet::new();
        for (&document, read) in &touched.gone {
            for at in 0..read.read.facts.events.len() {
                affected.extend(self.events.several_of((document, at)));
                self.events.part((document, at), &mut dirty);
            }
        }
        let compared: BTreeSet<u64> = touched.compared.iter().copied().collect();
        for &document in &compared {
            let Some(read) = self.documents.get(document) else { continue };
            for at in 0..read.read.facts.events.len() {
                self.events.part((document, at), &mut dirty);
                affected.insert((document, at));
            }
        }
        for (tell, common) in self.in_common(&compared) {
            self.events.join(tell, common, &mut dirty);
        }
        self.judge(&dirty, &mut affected);
        self.gather(affected, touched);
        touched.written.extend(&touched.compared);
    }

    /// What the tellings of some documents may have in common with others.
    fn in_common(&self, documents: &BTreeSet<u64>) -> Vec<(Tell, Common)> {
        let world = self.world(documents);
        let places = world.places();
        let matching = self.matching(&world, &places, Vec::new());
        let mut found = Vec::new();
        for (number, &document) in world.numbers.iter().enumerate() {
            let Some(read) = self.documents.get(document) else { continue };
            if !documents.contains(&document) {
                continue;
            }
            let first = read.copy.map_or(document, |(first, _)| first);
            let small = world.number(first).unwrap_or(number);
            for (at, event) in read.read.facts.events.iter().enumerate() {
                let telling = Telling { document: number, event, because: None };
                let likeness = matching.likeness(&telling);
                found.extend(likeness.map(|it| ((document, at), world.likely(it))));
                if self.copies.has_copies(first) {
                    let wording = matching.wording(&telling, small);
                    found.push(((document, at), world.worded(first, wording)));
                }
            }
        }
        found
    }

    fn matching<'a, 'w>(
        &'w self,
        world: &'w World<'a>,
        places: &'w super::super::places::Places<'w>,
        tellings: Vec<Telling<'a>>,
    ) -> Matching<'a, 'w> {
        let (locals, clusters) = (&world.locals, &world.clusters);
        let ontology = &self.grammar.ontology;
        Matching { locals, clusters, places, ontology, tellings }
    }

    /// Works out which tellings with something in common are one.
    fn judge(&mut self, dirty: &BTreeSet<Common>, affected: &mut BTreeSet<Tell>) {
        for common in dirty {
            if self.events.groups.get(common).is_some_and(|group| group.all.is_empty())
                && let Some(group) = self.events.groups.remove(common)
            {
                affected.extend(group.same.iter().flat_map(|(all, _)| all));
            }
        }
        let groups: Vec<(&Common, &Group)> =
            dirty.iter().filter_map(|it| self.events.groups.get_key_value(it)).collect();
        let documents: BTreeSet<u64> = groups
            .iter()
            .flat_map(|(_, group)| &group.all)
            .map(|&(document, _)| document)
            .collect();
        let world = self.world(&documents);
        let places = world.places();
        let mut matching = self.matching(&world, &places, Vec::new());
        let mut found: Vec<(Common, Vec<Same>)> = Vec::new();
        for (common, group) in groups {
            let tells: Vec<Tell> = group.all.iter().copied().collect();
            affected.extend(&tells);
            affected.extend(group.same.iter().flat_map(|(all, _)| all));
            let tellings = tells.iter().filter_map(|&(document, at)| {
                let number = world.number(document)?;
                let event = world.locals.documents.get(number)?.facts.events.get(at)?;
                Some(Telling { document: number, event, because: None })
            });
            matching.tellings = tellings.collect();
            let all: Vec<usize> = (0..matching.tellings.len()).collect();
            let same = match common {
                _ if all.len() < 2 => Vec::new(),
                Common::Likely(_) => matching.of_parties(&all),
                Common::Worded(_) if matching.may_be_one(&all) => vec![(all, Because::Text)],
                Common::Worded(_) => Vec::new(),
            };
            let of = |(numbers, because): (Vec<usize>, Because)| {
                (numbers.iter().filter_map(|&it| tells.get(it).copied()).collect(), because)
            };
            found.push((common.clone(), same.into_iter().map(of).collect()));
        }
        drop(matching);
        for (common, same) in found {
            if let Some(group) = self.events.groups.get_mut(&common) {
                group.same = same;
            }
        }
    }

    /// Puts tellings together that are one in whatever steps.
    fn gather(&mut self, affected: BTreeSet<Tell>, touched: &mut Touched) {
        let mut all: BTreeSet<Tell> = BTreeSet::new();
        let mut next: Vec<Tell> = affected.into_iter().collect();
        while let Some(tell) = next.pop() {
            if !all.insert(tell) {
                continue;
            }
            next.extend(self.events.several_of(tell));
            let groups = self.events.common.get(&tell).into_iter().flatten();
            for group in groups.filter_map(|common| self.events.groups.get(common)) {
                let with = group.same.iter().filter(|(same, _)| same.contains(&tell));
                next.extend(with.flat_map(|(same, _)| same));
            }
        }
        let tells: Vec<Tell> = all.into_iter().collect();
        let place: FxHashMap<Tell, usize> = tells.iter().copied().zip(0..).collect();
        let mut union = UnionFind::new(tells.len());
        let mut why: Vec<Option<Because>> = vec![None; tells.len()];
        // Who was found by the parties is told so, whatever the texts say.
        for by_text in [false, true] {
            for tell in &tells {
                for common in self.events.common.get(tell).into_iter().flatten() {
                    if matches!(common, Common::Worded(_)) != by_text {
                        continue;
                    }
                    let Some(group) = self.events.groups.get(common) else { continue };
                    for (same, because) in group.same.iter().filter(|(same, _)| same[0] == *tell) {
                        for number in same.iter().filter_map(|it| place.get(it)) {
                            union.join(place[tell], *number);
                            why[*number].get_or_insert(*because);
                        }
                    }
                }
            }
        }
        let mut old: BTreeSet<usize> = BTreeSet::new();
        for tell in &tells {
            old.extend(self.events.of.remove(tell));
        }
        for number in old {
            let several = self.events.several.remove(&number).unwrap_or_default();
            touched.retold.extend(several.iter().skip(1).map(|&(tell, _)| tell));
            touched.written.extend(several.iter().map(|&((document, _), _)| document));
        }
        let mut parts: BTreeMap<usize, Vec<(Tell, Option<Because>)>> = BTreeMap::new();
        for (number, &tell) in tells.iter().enumerate() {
            parts.entry(union.find(number)).or_default().push((tell, why[number]));
        }
        for part in parts.into_values().filter(|part| part.len() > 1) {
            let number = self.events.next;
            self.events.next += 1;
            for &(tell, _) in &part {
                self.events.of.insert(tell, number);
                touched.written.insert(tell.0);
            }
            self.events.several.insert(number, part);
        }
    }
}
