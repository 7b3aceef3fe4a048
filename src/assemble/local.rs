//! All entities of all documents in one numbered list, with the countries that their documents tie them to.

use rustc_hash::FxHashMap;

use crate::facts::{Entity, EntityId, EntityKind, Evidence, ReadDocument};
use crate::text::Span;

/// An entity as one document has it.
pub(super) struct Local<'a> {
    /// Index of its document in [`Locals::documents`].
    pub document: usize,
    /// The entity.
    pub entity: &'a Entity,
}

/// The entities of a corpus, numbered in the order of document ids and then of the document.
pub(super) struct Locals<'a> {
    /// The documents, by id.
    pub documents: Vec<&'a ReadDocument>,
    /// The entities.
    pub all: Vec<Local<'a>>,
    /// For each document, the number of its first entity.
    first: Vec<usize>,
    /// For each document, the place of each local id in its list.
    places: Vec<FxHashMap<EntityId, usize>>,
    /// For each document, the sentences that prove a fact, sorted, each once.
    sentences: Vec<Vec<Span>>,
    /// For each entity, the evidence of the facts that it takes part in.
    told: Vec<Vec<&'a Evidence>>,
}

impl<'a> Locals<'a> {
    /// The entities of documents that stand in the order of their ids.
    pub(super) fn new(documents: Vec<&'a ReadDocument>) -> Self {
        let (mut all, mut first) = (Vec::new(), Vec::new());
        let mut places: Vec<FxHashMap<EntityId, usize>> = Vec::new();
        for (document, read) in documents.iter().enumerate() {
            first.push(all.len());
            let entities = read.facts.entities.iter().enumerate();
            places.push(entities.map(|(i, entity)| (entity.id, i)).collect());
            all.extend(read.facts.entities.iter().map(|entity| Local { document, entity }));
        }
        let mut told = vec![Vec::new(); all.len()];
        let mut sentences = Vec::with_capacity(documents.len());
        for (document, read) in documents.iter().enumerate() {
            let mut proving: Vec<Span> = read.facts.evidence().map(|e| e.sentence).collect();
            proving.sort_unstable();
            proving.dedup();
            sentences.push(proving);
            for (id, evidence) in participants(read) {
                let place = places.get(document).and_then(|places| places.get(&id));
                let number = first.get(document).zip(place).map(|(first, place)| first + place);
                if let Some(list) = number.and_then(|number| told.get_mut(number)) {
                    list.push(evidence);
                }
            }
        }
        Self { documents, all, first, places, sentences, told }
    }

    /// The sentence around a mention as far as a fact of the document tells it; else the mention itself.
    /// Cost: logarithmic in the facts of the document.
    pub(super) fn sentence_around(&self, document: usize, mention: Span) -> Span {
        let sentences = self.sentences.get(document).map_or(&[][..], Vec::as_slice);
        let after = sentences.partition_point(|sentence| sentence.start <= mention.start);
        let before = after.checked_sub(1).and_then(|i| sentences.get(i));
        before.copied().filter(|sentence| sentence.contains(mention)).unwrap_or(mention)
    }

    /// The evidence of the facts that an entity takes part in.
    pub(super) fn told_of(&self, document: usize, id: EntityId) -> &[&'a Evidence] {
        self.number(document, id).and_then(|n| self.told.get(n)).map_or(&[], Vec::as_slice)
    }

    /// The number of the entity of this local id in a document.
    pub(super) fn number(&self, document: usize, id: EntityId) -> Option<usize> {
        Some(self.first.get(document)? + self.places.get(document)?.get(&id)?)
    }

    /// The entities of one kind that have a name of their own, by number.
    pub(super) fn named(&self, kind: EntityKind) -> impl Iterator<Item = (usize, &'a Entity)> + '_ {
        let numbered = self.all.iter().enumerate().map(|(i, local)| (i, local.entity));
        numbered.filter(move |(_, entity)| entity.kind == kind && !entity.unnamed)
    }
}

/// Each entity that takes part in a fact of a document, by local id, with the fact's evidence.
pub(super) fn participants(read: &ReadDocument) -> impl Iterator<Item = (EntityId, &Evidence)> {
    let facts = &read.facts;
    let relations = facts.relations.iter().flat_map(|relation| {
        [relation.subject, relation.object].map(|id| (id, &relation.evidence))
    });
    let events = facts.events.iter().flat_map(|event| {
        let roles = event.actor.iter().chain(&event.target).chain(&event.place);
        roles.map(|&id| (id, &event.evidence))
    });
    let statements = facts.statements.iter().flat_map(|statement| {
        let named = statement.audience.iter().chain(&statement.about);
        let named = std::iter::once(&statement.speaker).chain(named);
        named.map(|&id| (id, &statement.evidence))
    });
    relations.chain(events).chain(statements)
}

/// What the documents tie each entity to.
pub(super) struct Ties {
    /// For each entity the countries (by number of their cluster) that it is part of, lies in, belongs to or has
    /// an office of; sorted. Of a country itself: none.
    pub countries: Vec<Vec<usize>>,
    /// For each person the offices that it holds or held, sorted.
    pub offices: Vec<Vec<String>>,
}

/// How many steps (`part_of`, `located_in`, `belongs_to`) a country may be away.
const MAX_STEPS: usize = 3;

impl Ties {
    /// Reads the ties off the relations. `country` gives the cluster of a country by its number.
    pub(super) fn new(locals: &Locals<'_>, country: &[Option<usize>]) -> Self {
        let mut up: Vec<Vec<usize>> = vec![Vec::new(); locals.all.len()];
        let mut office_of: Vec<Vec<usize>> = vec![Vec::new(); locals.all.len()];
        let mut offices: Vec<Vec<String>> = vec![Vec::new(); locals.all.len()];
        for (document, read) in locals.documents.iter().enumerate() {
            for relation in &read.facts.relations {
                let subject = locals.number(document, relation.subject);
                let object = locals.number(document, relation.object);
                let (Some(subject), Some(object)) = (subject, object) else { continue };
                match &*relation.kind {
                    "part_of" | "located_in" | "belongs_to" => up[subject].push(object),
                    "holds_office" | "former_office" => {
                        office_of[subject].push(object);
                        offices[subject].extend(relation.value.as_ref().map(|v| v.to_lowercase()));
                    }
                    _ => {}
                }
            }
        }
        let countries = (0..locals.all.len())
            .map(|start| {
                let mut found = Vec::new();
                let mut front: Vec<usize> = [&up[start][..], &office_of[start][..]].concat();
                for _ in 0..MAX_STEPS {
                    found.extend(front.iter().filter_map(|&at| country[at]));
                    front.sort_unstable();
                    front.dedup();
                    front = front.iter().flat_map(|&at| up[at].iter().copied()).collect();
                }
                found.sort_unstable();
                found.dedup();
                found
            })
            .collect();
        for list in &mut offices {
            list.sort_unstable();
            list.dedup();
        }
        Self { countries, offices }
    }
}
