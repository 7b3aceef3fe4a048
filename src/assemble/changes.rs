//! Nodes and relationships of a resolved corpus, as a change list.
//!
//! Order: documents by id, entities by key, then what each document reports; then the relationships. So equal
//! corpora give equal lists.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::census::{self, Sink};
use super::cluster::{Cluster, Clusters, Reason};
use super::copies::Copies;
use super::happening::{Happening, Telling};
use super::key::{self, Called};
use super::local::Locals;
use super::{Doubt, display, event};
use crate::facts::{self, EntityId, EntityKind, ReadDocument, Words};
use crate::grammar::{Ontology, RelationType};
use crate::graph::{Change, ChangeError, Evidence, Properties, Value};
use crate::text::Span;

/// Frame of the evidence that a document has the text of another.
const COPY: &str = "document/same-text";

/// Frame of the evidence of mentions.
const MENTION: &str = "entity/mention";

/// What was found out about all documents together.
pub(super) struct Found<'a> {
    /// The documents and their entities.
    pub locals: &'a Locals<'a>,
    /// The nodes that entities become.
    pub clusters: &'a Clusters,
    /// How they are called.
    pub called: &'a [Called],
    /// The events, in order of their first tellings.
    pub happenings: &'a [Happening<'a>],
    /// The documents with nearly the same text.
    pub copies: &'a Copies,
}

/// Hands on all changes, one by one. The doubts are given back.
pub(super) fn write(
    found: &Found<'_>,
    ontology: &Ontology,
    sink: &mut dyn Sink,
) -> Result<Vec<Doubt>, ChangeError> {
    let &Found { locals, clusters, called, happenings, copies } = found;
    let words = Words::default();
    let mut writer = Writer {
        locals,
        clusters,
        called,
        happenings,
        copies,
        ontology,
        words,
        sink,
        failed: None,
    };
    for document in &locals.documents {
        writer.document(document);
    }
    // Those that an analyst merged into others are empty.
    let mut order: Vec<usize> =
        (0..called.len()).filter(|&i| !clusters.all[i].members.is_empty()).collect();
    order.sort_by_key(|&i| &called[i].key);
    for &i in &order {
        writer.entity(i);
    }
    for number in 0..locals.documents.len() {
        event::nodes(&mut writer, number);
    }
    writer.relations();
    writer.copies();
    for number in 0..locals.documents.len() {
        writer.mentions(number);
        event::relationships(&mut writer, number);
    }
    let doubts = Doubt::listed(clusters.doubts.iter().copied(), |i| called[i].key.clone());
    writer.failed.map_or(Ok(doubts), Err)
}

/// The changes in the making.
pub(super) struct Writer<'a> {
    pub locals: &'a Locals<'a>,
    pub clusters: &'a Clusters,
    pub called: &'a [Called],
    pub happenings: &'a [Happening<'a>],
    pub copies: &'a Copies,
    pub ontology: &'a Ontology,
    words: Words,
    sink: &'a mut dyn Sink,
    failed: Option<ChangeError>,
}

impl<'a> Writer<'a> {
    /// Writes of some documents, with words that stand in many places.
    pub(super) fn of_world(
        (locals, clusters, called): (&'a Locals<'a>, &'a Clusters, &'a [Called]),
        (happenings, copies): (&'a [Happening<'a>], &'a Copies),
        ontology: &'a Ontology,
        words: Words,
        sink: &'a mut dyn Sink,
    ) -> Self {
        let failed = None;
        Self { locals, clusters, called, happenings, copies, ontology, words, sink, failed }
    }

    /// The words that stand in many places.
    pub(super) fn into_words(self) -> Words {
        self.words
    }

    /// Adds a node.
    pub(super) fn node(
        &mut self,
        key: Arc<str>,
        labels: &[&str],
        properties: Vec<(&str, Value)>,
        evidence: Arc<[Evidence]>,
    ) {
        let labels = labels.iter().map(|label| self.words.get(label)).collect();
        let mut all = vec![("id", Value::String(key.clone()))];
        all.extend(properties);
        let properties = self.properties(all);
        self.hand_on(Change::AddNode { key, labels, properties, evidence });
    }

    /// Adds a relationship.
    pub(super) fn relationship(
        &mut self,
        from: Arc<str>,
        kind: &str,
        to: Arc<str>,
        properties: Vec<(&str, Value)>,
        evidence: Arc<[Evidence]>,
    ) {
        let (kind, properties) = (self.words.get(kind), self.properties(properties));
        self.hand_on(Change::AddRelationship { from, to, kind, properties, evidence });
    }

    /// Lets a node be found by one more key.
    pub(super) fn also_called(&mut self, node: Arc<str>, key: Arc<str>) {
        self.hand_on(Change::AddKey { node, key });
    }

    /// The events that a document tells first, in order.
    pub(super) fn begun_in(&self, document: usize) -> &'a [Happening<'a>] {
        let first = |happening: &Happening<'_>| happening.tellings.first().map(|it| it.document);
        let from = self.happenings.partition_point(|it| first(it) < Some(document));
        let to = self.happenings.partition_point(|it| first(it) <= Some(document));
        self.happenings.get(from..to).unwrap_or_default()
    }

    /// The key of an event as one document tells it.
    pub(super) fn key_of_telling(&self, telling: &Telling<'_>) -> Arc<str> {
        key::in_document(&self.locals.documents[telling.document].document.id, telling.event.id)
    }

    /// Key and evidence of a node, where it is at hand.
    pub(super) fn kept(&self, key: &str) -> Option<(Arc<str>, Arc<[Evidence]>)> {
        self.sink.kept(key)
    }

    /// After the first failure nothing more is handed on.
    fn hand_on(&mut self, change: Change) {
        if self.failed.is_none() {
            self.failed = self.sink.take(change).err();
        }
    }

    /// Key and evidence of the node of a statement: the same copies that the node has, where it is at hand.
    pub(super) fn told(
        &mut self,
        document: usize,
        id: impl std::fmt::Display,
        evidence: &mut dyn Iterator<Item = &facts::Evidence>,
    ) -> (Arc<str>, Arc<[Evidence]>) {
        let key = key::in_document(&self.locals.documents[document].document.id, id);
        if let Some(kept) = self.sink.kept(&key) {
            return kept;
        }
        let proofs = evidence.map(|evidence| self.proof(document, evidence)).collect();
        (key, proofs)
    }

    /// A word that stands in many places, as a value.
    pub(super) fn word(&mut self, word: &str) -> Value {
        Value::String(self.words.get(word))
    }

    fn properties(&mut self, properties: Vec<(&str, Value)>) -> Properties {
        let valued = properties.into_iter().filter(|(_, value)| !value.is_null());
        valued.map(|(name, value)| (self.words.get(name), value)).collect()
    }

    /// Key of the node that an entity of a document became.
    pub(super) fn key_of(&self, document: usize, id: EntityId) -> Option<Arc<str>> {
        let cluster = self.clusters.of[self.locals.number(document, id)?]?;
        Some(self.called[cluster].key.clone())
    }

    /// Is the node of an entity bound to the one document that describes it?
    pub(super) fn is_bound(&self, document: usize, id: EntityId) -> bool {
        let number = self.locals.number(document, id);
        let cluster = number.and_then(|number| self.clusters.of.get(number).copied().flatten());
        cluster.and_then(|at| self.clusters.all.get(at)).is_some_and(Cluster::is_local)
    }

    /// A proof in a document, in the graph's form.
    pub(super) fn proof(&mut self, document: usize, evidence: &facts::Evidence) -> Evidence {
        let frame = self.words.get(&evidence.frame);
        let confidence = evidence.confidence.hundredths();
        self.place(document, evidence.span, evidence.sentence, frame, confidence)
    }

    fn place(
        &mut self,
        document: usize,
        span: Span,
        sentence: Span,
        frame: Arc<str>,
        confidence: u8,
    ) -> Evidence {
        Evidence {
            document: self.words.get(&self.locals.documents[document].document.id),
            start: span.start,
            end: span.end,
            sentence_start: sentence.start,
            sentence_end: sentence.end,
            frame,
            confidence,
        }
    }

    pub(super) fn document(&mut self, read: &ReadDocument) {
        let document = &read.document;
        let title = read.title();
        let text = |text: Option<&str>| text.map_or(Value::Null, Value::string);
        let id = self.words.get(&document.id);
        let properties = vec![
            ("name", Value::string(title.unwrap_or(&id))),
            ("title", text(title)),
            ("date", document.date.map_or(Value::Null, Value::Date)),
            ("published", document.date.map_or(Value::Null, Value::Date)),
            ("read_at", moment(read.read_at.as_deref())),
            ("source", text(document.source.as_deref())),
        ];
        let place = document.title.unwrap_or(document.body);
        let evidence = Evidence {
            document: id,
            start: place.start,
            end: place.end,
            sentence_start: place.start,
            sentence_end: place.end,
            frame: self.words.get("document"),
            confidence: 100,
        };
        self.node(key::of_document(&document.id), &["Document"], properties, Arc::new([evidence]));
    }

    fn entity(&mut self, i: usize) {
        let (cluster, called) = (&self.clusters.all[i], &self.called[i]);
        let kind = cluster.kind.as_str();
        let label = self.ontology.label(kind).unwrap_or("Other");
        let aliases = display::aliases(self.locals, cluster);
        let mut properties = vec![
            ("name", Value::string(&called.name)),
            ("kind", self.word(kind)),
            ("aliases", Value::List(aliases.iter().map(Value::string).collect())),
        ];
        if cluster.kind == EntityKind::Country {
            let iso3 =
                cluster.members.iter().find_map(|&(m, _)| self.locals.all[m].entity.iso3.as_ref());
            properties
                .push(("iso2", key::iso2(self.locals, cluster).map_or(Value::Null, Value::string)));
            properties.push((
                "iso3",
                iso3.map_or(Value::Null, |code| Value::string(code.to_uppercase())),
            ));
        }
        let evidence = self.joined(cluster);
        self.node(called.key.clone(), &[label], properties, evidence.into());
    }

    /// One proof a document: the first mention there, with why it was counted to this node.
    fn joined(&mut self, cluster: &Cluster) -> Vec<Evidence> {
        let alone = cluster.members.len() == 1;
        let mut proofs: Vec<Evidence> = Vec::with_capacity(cluster.members.len());
        for &(member, reason) in &cluster.members {
            let local = &self.locals.all[member];
            let reason = match reason {
                Reason::Described | Reason::Judged | Reason::Split => reason,
                _ if alone => Reason::Named,
                reason => reason,
            };
            let frame = self.words.get(reason.frame());
            let first = self.mentions_of(local.document, local.entity.id, &local.entity.spans);
            proofs.extend(first.into_iter().next().map(|proof| Evidence { frame, ..proof }));
        }
        proofs
    }

    /// The mentions of an entity in a document. Where none is known, what is told of it there; else the document.
    fn mentions_of(&mut self, document: usize, id: EntityId, spans: &[Span]) -> Vec<Evidence> {
        let frame = self.words.get(MENTION);
        if !spans.is_empty() {
            let around = |span: Span| self.locals.sentence_around(document, span);
            let places: Vec<(Span, Span)> =
                spans.iter().map(|&span| (span, around(span))).collect();
            return places
                .into_iter()
                .map(|(span, sentence)| self.place(document, span, sentence, frame.clone(), 100))
                .collect();
        }
        let read = self.locals.documents[document];
        let told = self.locals.told_of(document, id).to_vec();
        if told.is_empty() {
            return vec![self.place(document, read.document.body, read.document.body, frame, 100)];
        }
        told.into_iter()
            .map(|evidence| {
                self.place(document, evidence.span, evidence.sentence, frame.clone(), 100)
            })
            .collect()
    }

    /// Standing relations: one relationship for each type, pair and value, with all that proves it.
    fn relations(&mut self) {
        let mut told: BTreeMap<Told, Vec<Evidence>> = BTreeMap::new();
        for document in 0..self.locals.documents.len() {
            for (tie, proof) in self.told_relations(document) {
                told.entry(tie).or_default().push(proof);
            }
        }
        for ((from, kind, to, value), mut evidence) in told {
            evidence.sort();
            evidence.dedup();
            let declared = self.ontology.relation(&kind);
            let ends = (from, &*kind, to);
            let days = evidence.chunk_by(|one, other| one.document == other.document);
            let days = days.filter_map(|same| same.first()).map(|it| self.date_of(&it.document));
            let days = event::published(days);
            let change =
                relation(declared, ends, value.as_deref(), (evidence, days), &mut self.words);
            self.hand_on(change);
        }
    }

    /// The date of a document. Cost: logarithmic in their number.
    fn date_of(&self, id: &str) -> Option<jiff::civil::Date> {
        let documents = &self.locals.documents;
        let at = documents.binary_search_by(|read| read.document.id.as_str().cmp(id)).ok()?;
        documents.get(at)?.document.date
    }

    /// The standing relations that a document tells, each with its proof.
    pub(super) fn told_relations(&mut self, document: usize) -> Vec<(Told, Evidence)> {
        let read: &'a ReadDocument = self.locals.documents[document];
        let mut told = Vec::new();
        for relation in &read.facts.relations {
            let ends =
                (self.key_of(document, relation.subject), self.key_of(document, relation.object));
            // What an analyst made one has no relation to itself; its sentences still prove that it is named there.
            let (Some(from), Some(to)) = ends else { continue };
            if from == to {
                continue;
            }
            let value = relation.value.as_ref().map(|value| value.to_lowercase());
            let proof = self.proof(document, &relation.evidence);
            told.push(((from, relation.kind.clone(), to, value), proof));
        }
        told
    }

    /// `SAME_TELLING_AS` from each document to the first that has nearly its text.
    fn copies(&mut self) {
        for document in 0..self.copies.of.len() {
            self.copy(document);
        }
    }

    /// The same of one document.
    pub(super) fn copy(&mut self, document: usize) {
        let Some((first, likeness)) = self.copies.of.get(document).copied().flatten() else {
            return;
        };
        let documents = &self.locals.documents;
        let (Some(read), Some(original)) = (documents.get(document), documents.get(first)) else {
            return;
        };
        let (from, to) = (&read.document.id, &original.document.id);
        let (from, to) = (key::of_document(from), key::of_document(to));
        let (body, frame) = (read.document.body, self.words.get(COPY));
        let evidence = self.place(document, body, body, frame, likeness);
        let similarity = vec![("similarity", Value::Float(f64::from(likeness) / 100.0))];
        self.relationship(from, census::COPY, to, similarity, Arc::new([evidence]));
    }

    /// `MENTIONS` from a document to each node that it names, with every place where it does.
    pub(super) fn mentions(&mut self, document: usize) {
        let read: &'a ReadDocument = self.locals.documents[document];
        let from = key::of_document(&read.document.id);
        let mut found: BTreeMap<Arc<str>, Vec<&facts::Entity>> = BTreeMap::new();
        for entity in &read.facts.entities {
            if let Some(to) = self.key_of(document, entity.id) {
                found.entry(to).or_default().push(entity);
            }
        }
        for (to, entities) in found {
            let mut evidence = Vec::new();
            for entity in entities {
                evidence.extend(self.mentions_of(document, entity.id, &entity.spans));
            }
            evidence.sort();
            evidence.dedup();
            self.relationship(from.clone(), "MENTIONS", to, Vec::new(), evidence.into());
        }
    }
}

/// Both ends of a standing relation, its type between them, and its value.
pub(super) type Told = (Arc<str>, Arc<str>, Arc<str>, Option<String>);

/// A standing relation as a change, with what proves it and when that was published.
pub(super) fn relation(
    declared: Option<&RelationType>,
    (from, kind, to): (Arc<str>, &str, Arc<str>),
    value: Option<&str>,
    (evidence, published): (Vec<Evidence>, [(&str, Value); 2]),
    words: &mut Words,
) -> Change {
    let name = declared.and_then(|relation| relation.value.as_deref()).unwrap_or("value");
    let upper = kind.to_uppercase();
    let kind = words.get(declared.map_or(upper.as_str(), |it| it.relationship.as_str()));
    let value = value.map(|value| (words.get(name), Value::string(value)));
    let days = published.into_iter().filter(|(_, day)| !day.is_null());
    let days: Vec<_> = days.map(|(name, day)| (words.get(name), day)).collect();
    let properties = value.into_iter().chain(days).collect();
    Change::AddRelationship { from, to, kind, properties, evidence: evidence.into() }
}

/// A time in RFC 3339 as a value; none where it is not one.
fn moment(text: Option<&str>) -> Value {
    let time = text.and_then(|text| text.parse::<Timestamp>().ok());
    let zoned = time.map(|time| time.to_zoned_datetime(TimeZone::UTC));
    zoned.map_or(Value::Null, |time| Value::DateTime(Box::new(time)))
}
