//! Versions 1 to 4 of snapshots, as they are read: the shape is fixed, whatever becomes of the types of facts. Version 2
//! has imported nodes and relationships beside the documents, version 4 says of a document what read it and, where its text
//! is not kept, what its text is like.
//!
//! A compact snapshot holds the same documents in the same shape, field by field in this order: who changes the order or
//! leaves a field out makes a new version.

mod of;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::facts::{self, EntityId, EventId, StatementId, Words};
use crate::graph::Entry;
use crate::source::Document;
use crate::text::Span;

/// A whole snapshot.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Snapshot {
    /// Checked before the rest is read.
    #[serde(rename = "version")]
    _version: u32,
    pub documents: Vec<Read>,
    /// What was imported.
    #[serde(default)]
    pub tables: Vec<String>,
    #[serde(default)]
    pub nodes: Vec<super::rows::Node>,
    #[serde(default)]
    pub relationships: Vec<super::rows::Relationship>,
    #[serde(default)]
    pub corrections: Vec<Entry>,
}

type Stretch = (usize, usize);

const fn span((start, end): Stretch) -> Span {
    Span::new(start, end)
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Read {
    pub id: String,
    hash: String,
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    read_at: Option<String>,
    #[serde(default)]
    title: Option<Stretch>,
    body: Stretch,
    /// The text's lines.
    #[serde(default)]
    text: Option<Vec<String>>,
    #[serde(default)]
    excerpts: Option<Vec<Excerpt>>,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    statements: Vec<Statement>,
    /// Since version 4.
    #[serde(default)]
    reader: Option<String>,
    /// Since version 4.
    #[serde(default)]
    sketch: Option<facts::Sketch>,
}

/// What stands in a compact snapshot of version 2 or 3 in the place of the fields of a document that it does not know: nothing,
/// for each of them.
pub(super) const ABSENT: [u8; 2] = [0; 2];

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Excerpt {
    at: usize,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entity {
    id: EntityId,
    kind: facts::EntityKind,
    name: String,
    #[serde(default)]
    mentions: Vec<String>,
    #[serde(default)]
    spans: Vec<Stretch>,
    #[serde(default)]
    iso2: Option<String>,
    #[serde(default)]
    iso3: Option<String>,
    #[serde(default)]
    unnamed: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    span: Stretch,
    sentence: Stretch,
    frame: String,
    /// In hundredths.
    confidence: u8,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Relation {
    r#type: String,
    subject: EntityId,
    object: EntityId,
    #[serde(default)]
    value: Option<String>,
    quote: String,
    evidence: Evidence,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quantity {
    what: String,
    value: f64,
    #[serde(default)]
    bound: Option<facts::Bound>,
    #[serde(default)]
    max: Option<f64>,
    #[serde(default)]
    unit: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    id: EventId,
    r#type: String,
    #[serde(default)]
    mode: Option<String>,
    factuality: facts::Factuality,
    #[serde(default)]
    actor: Box<[EntityId]>,
    #[serde(default)]
    target: Box<[EntityId]>,
    #[serde(default)]
    place: Box<[EntityId]>,
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    date_start: Option<Date>,
    #[serde(default)]
    date_end: Option<Date>,
    #[serde(default)]
    date_precision: Option<facts::DatePrecision>,
    #[serde(default)]
    quantities: Vec<Quantity>,
    quote: String,
    evidence: Evidence,
    #[serde(default)]
    also: Vec<Evidence>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    id: StatementId,
    speaker: EntityId,
    kind: facts::StatementKind,
    factuality: facts::Factuality,
    #[serde(default)]
    audience: Box<[EntityId]>,
    #[serde(default)]
    about: Box<[EntityId]>,
    #[serde(default)]
    date: Option<Date>,
    content: String,
    quote: String,
    evidence: Evidence,
}

impl Read {
    /// The document in today's types. Words that stand in many facts become the copies in `words`.
    pub(super) fn into_document(self, words: &mut Words) -> facts::ReadDocument {
        let excerpts = match (&self.text, self.excerpts) {
            (Some(_), None) => None,
            (_, kept) => Some(kept.unwrap_or_default()),
        };
        let document = Document {
            id: self.id.clone(),
            hash: self.hash,
            text: if excerpts.is_none() {
                self.text.unwrap_or_default().join("\n")
            } else {
                String::new()
            },
            body: span(self.body),
            title: self.title.map(span),
            date: self.date,
            source: self.source,
        };
        let facts = facts::DocumentFacts {
            doc: self.id,
            date: self.date,
            entities: self.entities.into_iter().map(Into::into).collect(),
            relations: self.relations.into_iter().map(|r| r.into_relation(words)).collect(),
            events: self.events.into_iter().map(|event| event.into_event(words)).collect(),
            statements: self.statements.into_iter().map(|s| s.into_statement(words)).collect(),
        };
        let excerpts = excerpts.map(|all| {
            let mut all: Vec<facts::Excerpt> =
                all.into_iter().map(|e| facts::Excerpt { start: e.at, text: e.text }).collect();
            all.sort_by_key(|excerpt| excerpt.start);
            all
        });
        facts::ReadDocument {
            document,
            facts,
            read_at: self.read_at,
            reader: self.reader.map(|reader| words.get(&reader)),
            // Of a text that is kept as a whole it is worked out.
            sketch: self.sketch.filter(|_| excerpts.is_some()),
            excerpts,
        }
    }
}

impl From<Entity> for facts::Entity {
    fn from(entity: Entity) -> Self {
        Self {
            id: entity.id,
            kind: entity.kind,
            name: entity.name,
            mentions: entity.mentions,
            spans: entity.spans.into_iter().map(span).collect(),
            iso2: entity.iso2,
            iso3: entity.iso3,
            unnamed: entity.unnamed,
        }
    }
}

impl Evidence {
    fn into_evidence(self, words: &mut Words) -> facts::Evidence {
        facts::Evidence {
            span: span(self.span),
            sentence: span(self.sentence),
            frame: words.get(&self.frame),
            confidence: facts::Confidence::percent(self.confidence),
        }
    }
}

impl Relation {
    fn into_relation(self, words: &mut Words) -> facts::Relation {
        facts::Relation {
            kind: words.get(&self.r#type),
            subject: self.subject,
            object: self.object,
            value: self.value.map(|value| words.get(&value)),
            quote: self.quote,
            evidence: self.evidence.into_evidence(words),
        }
    }
}

impl Quantity {
    fn into_quantity(self, words: &mut Words) -> facts::Quantity {
        facts::Quantity {
            what: words.get(&self.what),
            value: self.value,
            bound: self.bound,
            max: self.max,
            unit: self.unit.map(|unit| words.get(&unit)),
        }
    }
}

impl Event {
    fn into_event(self, words: &mut Words) -> facts::Event {
        facts::Event {
            id: self.id,
            kind: words.get(&self.r#type),
            mode: self.mode.map(|mode| words.get(&mode)),
            actor: self.actor,
            target: self.target,
            place: self.place,
            date: self.date,
            date_start: self.date_start,
            date_end: self.date_end,
            date_precision: self.date_precision,
            factuality: self.factuality,
            quantities: self.quantities.into_iter().map(|q| q.into_quantity(words)).collect(),
            quote: self.quote,
            evidence: self.evidence.into_evidence(words),
            also: self.also.into_iter().map(|evidence| evidence.into_evidence(words)).collect(),
        }
    }
}

impl Statement {
    fn into_statement(self, words: &mut Words) -> facts::Statement {
        facts::Statement {
            id: self.id,
            speaker: self.speaker,
            kind: self.kind,
            content: self.content,
            audience: self.audience,
            about: self.about,
            date: self.date,
            factuality: self.factuality,
            quote: self.quote,
            evidence: self.evidence.into_evidence(words),
        }
    }
}
