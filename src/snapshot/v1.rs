//! Version 1 of snapshots, as it is read: the shape is fixed, whatever becomes of the types of facts.

use jiff::civil::Date;
use serde::Deserialize;

use crate::facts;
use crate::source::Document;
use crate::text::Span;

/// A whole snapshot.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Snapshot {
    /// Always 1: checked before the rest is read.
    #[serde(rename = "version")]
    _version: u32,
    pub documents: Vec<Read>,
}

type Stretch = (usize, usize);

const fn span((start, end): Stretch) -> Span {
    Span::new(start, end)
}

#[derive(Debug, Deserialize)]
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
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Excerpt {
    at: usize,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entity {
    id: String,
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    span: Stretch,
    sentence: Stretch,
    frame: String,
    /// In hundredths.
    confidence: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Relation {
    r#type: String,
    subject: String,
    object: String,
    #[serde(default)]
    value: Option<String>,
    quote: String,
    evidence: Evidence,
}

#[derive(Debug, Deserialize)]
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    id: String,
    r#type: String,
    #[serde(default)]
    mode: Option<String>,
    factuality: facts::Factuality,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    place: Vec<String>,
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    id: String,
    speaker: String,
    kind: facts::StatementKind,
    factuality: facts::Factuality,
    #[serde(default)]
    audience: Vec<String>,
    #[serde(default)]
    about: Vec<String>,
    #[serde(default)]
    date: Option<Date>,
    content: String,
    quote: String,
    evidence: Evidence,
}

impl From<Read> for facts::ReadDocument {
    fn from(read: Read) -> Self {
        let excerpts = match (&read.text, read.excerpts) {
            (Some(_), None) => None,
            (_, kept) => Some(kept.unwrap_or_default()),
        };
        let document = Document {
            id: read.id.clone(),
            hash: read.hash,
            text: if excerpts.is_none() {
                read.text.unwrap_or_default().join("\n")
            } else {
                String::new()
            },
            body: span(read.body),
            title: read.title.map(span),
            date: read.date,
            source: read.source,
        };
        let facts = facts::DocumentFacts {
            doc: read.id,
            date: read.date,
            entities: read.entities.into_iter().map(Into::into).collect(),
            relations: read.relations.into_iter().map(Into::into).collect(),
            events: read.events.into_iter().map(Into::into).collect(),
            statements: read.statements.into_iter().map(Into::into).collect(),
        };
        let excerpts = excerpts.map(|all| {
            let mut all: Vec<facts::Excerpt> =
                all.into_iter().map(|e| facts::Excerpt { start: e.at, text: e.text }).collect();
            all.sort_by_key(|excerpt| excerpt.start);
            all
        });
        Self { document, facts, read_at: read.read_at, excerpts }
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

impl From<Evidence> for facts::Evidence {
    fn from(evidence: Evidence) -> Self {
        Self {
            span: span(evidence.span),
            sentence: span(evidence.sentence),
            frame: evidence.frame,
            confidence: facts::Confidence::percent(evidence.confidence),
        }
    }
}

impl From<Relation> for facts::Relation {
    fn from(relation: Relation) -> Self {
        Self {
            kind: relation.r#type,
            subject: relation.subject,
            object: relation.object,
            value: relation.value,
            quote: relation.quote,
            evidence: relation.evidence.into(),
        }
    }
}

impl From<Quantity> for facts::Quantity {
    fn from(quantity: Quantity) -> Self {
        Self {
            what: quantity.what,
            value: quantity.value,
            bound: quantity.bound,
            max: quantity.max,
            unit: quantity.unit,
        }
    }
}

impl From<Event> for facts::Event {
    fn from(event: Event) -> Self {
        Self {
            id: event.id,
            kind: event.r#type,
            mode: event.mode,
            actor: event.actor,
            target: event.target,
            place: event.place,
            date: event.date,
            date_start: event.date_start,
            date_end: event.date_end,
            date_precision: event.date_precision,
            factuality: event.factuality,
            quantities: event.quantities.into_iter().map(Into::into).collect(),
            quote: event.quote,
            evidence: event.evidence.into(),
            also: event.also.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Statement> for facts::Statement {
    fn from(statement: Statement) -> Self {
        Self {
            id: statement.id,
            speaker: statement.speaker,
            kind: statement.kind,
            content: statement.content,
            audience: statement.audience,
            about: statement.about,
            date: statement.date,
            factuality: statement.factuality,
            quote: statement.quote,
            evidence: statement.evidence.into(),
        }
    }
}
