//! Where what documents tell stands in the graph, and what is written anew there: documents by id, entities by key, then what each
//! document tells; the relationships likewise.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::census::Sink;
use super::super::changes::Writer;
use super::super::event;
use super::super::happening::{Happening, Telling};
use super::super::key;
use super::{Standing, Touched};
use crate::facts::Words;
use crate::graph::{Change, ChangeError, Evidence, Graph, Run, Splice};

/// A standing relation between two nodes, whoever tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Tie {
    from: Arc<str>,
    kind: Arc<str>,
    to: Arc<str>,
    value: Option<String>,
}

/// How much of the graph is written with a document.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    /// Events that it tells first, and its statements.
    nodes: usize,
    relationships: usize,
    /// Has it the text of another?
    copied: bool,
}

/// How much of the graph was and is written with a document.
#[derive(Debug)]
struct Place {
    document: u64,
    changed: bool,
    old: Option<Part>,
    new: Option<Part>,
}

impl Place {
    const fn kept(document: u64, part: Part) -> Self {
        Self { document, changed: false, old: Some(part), new: Some(part) }
    }
}

/// What is written anew of a document. Most stay as they are: of these it is not looked for.
fn sections_of<'s>(
    sections: &'s mut BTreeMap<u64, Section>,
    place: &Place,
) -> Option<&'s mut Section> {
    if place.changed { sections.get_mut(&place.document) } else { None }
}

/// What stands in the graph.
#[derive(Debug, Default)]
pub(super) struct Layout {
    parts: BTreeMap<u64, Part>,
    entities: usize,
    ties: Vec<Arc<Tie>>,
    nodes: usize,
    relationships: usize,
    words: Words,
}

/// What is written of a document.
#[derive(Debug, Default)]
struct Section {
    document: Option<Change>,
    nodes: Vec<Change>,
    keys: Vec<Change>,
    copy: Vec<Change>,
    relationships: Vec<Change>,
}

/// Takes what is written, and finds what proves a node again for its relationships.
#[derive(Debug, Default)]
struct Desk {
    changes: RefCell<Vec<Change>>,
    kept: RefCell<FxHashMap<Arc<str>, Arc<[Evidence]>>>,
}

impl Desk {
    fn take(&self) -> Vec<Change> {
        std::mem::take(&mut self.changes.borrow_mut())
    }
}

struct Pen<'d>(&'d Desk);

impl Sink for Pen<'_> {
    fn take(&mut self, change: Change) -> Result<(), ChangeError> {
        if let Change::AddNode { key, evidence, .. } = &change {
            self.0.kept.borrow_mut().insert(key.clone(), evidence.clone());
        }
        self.0.changes.borrow_mut().push(change);
        Ok(())
    }

    fn kept(&self, key: &str) -> Option<(Arc<str>, Arc<[Evidence]>)> {
        let kept = self.0.kept.borrow();
        kept.get_key_value(key).map(|(key, evidence)| (key.clone(), evidence.clone()))
    }
}

/// A list that is put together of old stretches and new things.
#[derive(Debug, Default)]
struct Runs {
    all: Vec<Run>,
    length: usize,
}

impl Runs {
    fn keep(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.length += range.len();
        match self.all.last_mut() {
            Some(Run::Keep(last)) if last.end == range.start => last.end = range.end,
            _ => self.all.push(Run::Keep(range)),
        }
    }

    fn add(&mut self, new: impl IntoIterator<Item = Change>) {
        let new: Vec<Change> = new.into_iter().collect();
        if new.is_empty() {
            return;
        }
        self.length += new.len();
        match self.all.last_mut() {
            Some(Run::New(last)) => last.extend(new),
            _ => self.all.push(Run::New(new)),
        }
    }
}

impl Standing {
    /// What becomes of the graph.
    pub(super) fn lay_out(&mut self, graph: &Graph, touched: &mut Touched) -> Splice {
        let mut written = std::mem::take(&mut touched.written);
        written.extend(&touched.fresh);
        written.retain(|&document| self.documents.get(document).is_some());
        // An event is written with the document that tells it first.
        for document in written.clone() {
            for at in 0..self.events_in(document) {
                let tellings = self.events.tellings((document, at));
                written.extend(tellings.first().map(|&((first, _), _)| first));
            }
        }
        let mut words = std::mem::take(&mut self.layout.words);
        let (mut sections, ties) = self.write_sections(&written, touched, &mut words);
        let mut splice = Splice::default();
        for &(document, at) in &touched.retold {
            let gone = touched.gone.get(&document);
            let Some(read) = gone.or_else(|| self.documents.get(document)) else { continue };
            if let Some(event) = read.read.facts.events.get(at) {
                splice.lost.push(key::in_document(&read.read.document.id, event.id));
            }
        }
        for section in sections.values_mut() {
            for change in std::mem::take(&mut section.keys) {
                if let Change::AddKey { key, .. } = &change {
                    splice.lost.push(key.clone());
                }
                splice.keys.push(change);
            }
        }
        let (mut nodes, mut relationships) = (Runs::default(), Runs::default());
        let (all_nodes, all_relationships) = graph.size_before();
        let before = all_nodes - self.layout.nodes;
        nodes.keep(0..before);
        let parts = self.parts(&sections, touched);
        let mut at = before;
        for part in &parts {
            let section = sections_of(&mut sections, part);
            let new = section.and_then(|section| section.document.take());
            if part.old.is_some() {
                if part.new.is_some() && new.is_none() {
                    nodes.keep(at..at + 1);
                }
                at += 1;
            }
            nodes.add(new);
        }
        at = self.lay_entities(at, graph, touched, &mut nodes, &mut words);
        for part in &parts {
            let length = part.old.map_or(0, |part| part.nodes);
            match sections_of(&mut sections, part) {
                Some(section) => nodes.add(std::mem::take(&mut section.nodes)),
                None if part.new.is_some() => nodes.keep(at..at + length),
                None => {}
            }
            at += length;
        }
        let before_relationships = all_relationships - self.layout.relationships;
        relationships.keep(0..before_relationships);
        let mut at = before_relationships;
        at = self.lay_ties(at, graph, &written, touched, ties, &mut relationships, &mut words);
        for part in &parts {
            let length = usize::from(part.old.is_some_and(|part| part.copied));
            match sections_of(&mut sections, part) {
                Some(section) => relationships.add(std::mem::take(&mut section.copy)),
                None if part.new.is_some() => relationships.keep(at..at + length),
                None => {}
            }
            at += length;
        }
        for part in &parts {
            let length = part.old.map_or(0, |part| part.relationships);
            match sections_of(&mut sections, part) {
                Some(section) => relationships.add(std::mem::take(&mut section.relationships)),
                None if part.new.is_some() => relationships.keep(at..at + length),
                None => {}
            }
            at += length;
        }
        for part in parts.into_iter().filter(|part| part.changed) {
            match part.new {
                Some(new) => drop(self.layout.parts.insert(part.document, new)),
                None => drop(self.layout.parts.remove(&part.document)),
            }
        }
        self.layout.nodes = nodes.length - before;
        self.layout.relationships = relationships.length - before_relationships;
        self.layout.words = words;
        splice.nodes = nodes.all;
        splice.relationships = relationships.all;
        splice
    }

    fn events_in(&self, document: u64) -> usize {
        self.documents.get(document).map_or(0, |it| it.read.facts.events.len())
    }

    /// All documents, old and new, in order, each with how much of the graph it has and will have.
    fn parts(&self, sections: &BTreeMap<u64, Section>, touched: &Touched) -> Vec<Place> {
        let changed: BTreeSet<u64> = sections.keys().chain(touched.gone.keys()).copied().collect();
        let new = |number: u64| {
            let section = sections.get(&number)?;
            Some(Part {
                nodes: section.nodes.len(),
                relationships: section.relationships.len(),
                copied: !section.copy.is_empty(),
            })
        };
        let mut all = Vec::with_capacity(self.layout.parts.len() + touched.fresh.len());
        let mut old = self.layout.parts.iter().map(|(&number, &part)| (number, part)).peekable();
        for number in changed {
            while let Some((known, part)) = old.next_if(|(known, _)| *known < number) {
                all.push(Place::kept(known, part));
            }
            let was = old.next_if(|(known, _)| *known == number).map(|(_, part)| part);
            all.push(Place { document: number, changed: true, old: was, new: new(number) });
        }
        all.extend(old.map(|(number, part)| Place::kept(number, part)));
        all
    }

    /// The entities, by key.
    fn lay_entities(
        &mut self,
        start: usize,
        graph: &Graph,
        touched: &Touched,
        nodes: &mut Runs,
        words: &mut Words,
    ) -> usize {
        let mut keys: BTreeMap<Arc<str>, Option<usize>> = BTreeMap::new();
        let before = touched.nodes.values().filter(|before| before.was);
        keys.extend(before.map(|before| (before.key.clone(), None)));
        let live = touched.nodes.keys().filter_map(|&it| Some((self.live(it)?.key.clone(), it)));
        keys.extend(live.map(|(key, number)| (key, Some(number))));
        let end = start + self.layout.entities;
        let (mut at, length) = (start, nodes.length);
        for (key, new) in keys {
            let place = lower_bound(at..end, |number| {
                graph.key_at(number).is_some_and(|known| **known < *key)
            });
            nodes.keep(at..place);
            at = place;
            if place < end && graph.key_at(place).is_some_and(|known| **known == *key) {
                at += 1;
            }
            nodes.add(new.map(|number| self.entity_node(number, graph, touched, words)));
        }
        nodes.keep(at..end);
        self.layout.entities = nodes.length - length;
        end
    }

    /// The standing relations, in order.
    #[allow(clippy::too_many_arguments)]
    fn lay_ties(
        &mut self,
        start: usize,
        graph: &Graph,
        written: &BTreeSet<u64>,
        touched: &Touched,
        told: BTreeMap<Arc<Tie>, Vec<Evidence>>,
        relationships: &mut Runs,
        words: &mut Words,
    ) -> usize {
        let mut affected: BTreeSet<Arc<Tie>> = told.keys().cloned().collect();
        affected.extend(touched.gone.values().flat_map(|read| read.ties.iter().cloned()));
        affected.extend(touched.untied.iter().cloned());
        let mut anew: FxHashSet<&str> = FxHashSet::default();
        for number in written {
            anew.extend(self.documents.get(*number).map(|it| it.read.document.id.as_str()));
        }
        anew.extend(touched.gone.values().map(|it| it.read.document.id.as_str()));
        let end = start + self.layout.ties.len();
        let mut at = start;
        let mut new_ties: Vec<(Arc<Tie>, bool)> = Vec::new();
        for tie in affected {
            let place = start + self.layout.ties.partition_point(|known| *known < tie);
            relationships.keep(at..place);
            at = place;
            let mut evidence = told.get(&tie).cloned().unwrap_or_default();
            if self.layout.ties.get(place - start) == Some(&tie) {
                let old = graph.evidence_at(place).iter();
                evidence.extend(old.filter(|it| !anew.contains(&*it.document)).cloned());
                at += 1;
            }
            evidence.sort();
            evidence.dedup();
            new_ties.push((tie.clone(), !evidence.is_empty()));
            if !evidence.is_empty() {
                relationships.add([self.tie_between(&tie, evidence, words)]);
            }
        }
        relationships.keep(at..end);
        for (tie, there) in new_ties {
            match self.layout.ties.binary_search(&tie) {
                Ok(place) if !there => drop(self.layout.ties.remove(place)),
                Err(place) if there => self.layout.ties.insert(place, tie),
                _ => {}
            }
        }
        end
    }

    fn tie_between(&self, tie: &Tie, evidence: Vec<Evidence>, words: &mut Words) -> Change {
        let declared = self.grammar.ontology.relation(&tie.kind);
        // It is sorted: what one document says stands together.
        let days = evidence.chunk_by(|one, other| one.document == other.document);
        let days = days.filter_map(|same| same.first());
        let days = event::published(days.map(|it| self.documents.date_of(&it.document)));
        super::super::changes::relation(
            declared,
            (tie.from.clone(), &tie.kind, tie.to.clone()),
            tie.value.as_deref(),
            (evidence, days),
            words,
        )
    }

    /// Writes what stands in the graph of some documents; and what relations they tell.
    fn write_sections(
        &mut self,
        written: &BTreeSet<u64>,
        touched: &mut Touched,
        words: &mut Words,
    ) -> (BTreeMap<u64, Section>, BTreeMap<Arc<Tie>, Vec<Evidence>>) {
        let mut documents = written.clone();
        for &document in written {
            for at in 0..self.events_in(document) {
                let tellings = self.events.tellings((document, at));
                documents.extend(tellings.iter().map(|&((document, _), _)| document));
            }
        }
        let mut sections = BTreeMap::new();
        let mut told: BTreeMap<Arc<Tie>, Vec<Evidence>> = BTreeMap::new();
        let mut ties: BTreeMap<u64, Vec<Arc<Tie>>> = BTreeMap::new();
        {
            let world = self.world(&documents);
            let mut happenings: Vec<Happening<'_>> = Vec::new();
            for &document in written {
                for at in 0..self.events_in(document) {
                    let tellings = self.events.tellings((document, at));
                    if tellings.first().is_none_or(|&(tell, _)| tell != (document, at)) {
                        continue;
                    }
                    let tellings = tellings.into_iter().filter_map(|((document, at), because)| {
                        let document = world.number(document)?;
                        let read = world.locals.documents.get(document)?;
                        Some(Telling { document, event: read.facts.events.get(at)?, because })
                    });
                    happenings.push(Happening { tellings: tellings.collect() });
                }
            }
            let desk = Desk::default();
            let mut pen = Pen(&desk);
            let ontology = &self.grammar.ontology;
            let mut writer = Writer::of_world(
                (&world.locals, &world.clusters, &world.called),
                (&happenings, &world.copies),
                ontology,
                std::mem::take(words),
                &mut pen,
            );
            for &document in written {
                let Some(small) = world.number(document) else { continue };
                let mut section = Section::default();
                if touched.fresh.contains(&document) {
                    writer.document(world.locals.documents[small]);
                    section.document = desk.take().pop();
                }
                event::nodes(&mut writer, small);
                let (keys, nodes): (Vec<Change>, Vec<Change>) =
                    desk.take().into_iter().partition(|it| matches!(it, Change::AddKey { .. }));
                (section.keys, section.nodes) = (keys, nodes);
                sections.insert(document, section);
            }
            for &document in written {
                let Some(small) = world.number(document) else { continue };
                let Some(section) = sections.get_mut(&document) else { continue };
                writer.copy(small);
                section.copy = desk.take();
                writer.mentions(small);
                event::relationships(&mut writer, small);
                section.relationships = desk.take();
                let mut own: BTreeSet<Arc<Tie>> = BTreeSet::new();
                for ((from, kind, to, value), proof) in writer.told_relations(small) {
                    let tie = Arc::new(Tie { from, kind, to, value });
                    own.insert(tie.clone());
                    told.entry(tie).or_default().push(proof);
                }
                ties.insert(document, own.into_iter().collect());
            }
            *words = writer.into_words();
        }
        for (document, own) in ties {
            if let Some(read) = self.documents.get_mut(document) {
                touched.untied.extend(std::mem::replace(&mut read.ties, own));
            }
        }
        (sections, told)
    }
}

/// The first number for which something does not hold, where it holds for all before.
fn lower_bound(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
