//! The facts of an article as far as they are compared: what a file of gold holds, and what was read.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;

use crate::evaluate::GoldError;
use crate::facts::{self, DocumentFacts, EntityId, StatementKind};
use crate::grammar::{EntityKind, Factuality, Ontology};

/// The facts of an article that are compared. A file may hold more; what `chancery extract` prints is one.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct ComparedFacts {
    pub(super) entities: Vec<Entity>,
    pub(super) relations: Vec<Relation>,
    pub(super) events: Vec<Event>,
    pub(super) statements: Vec<Statement>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Entity {
    pub(super) id: String,
    pub(super) kind: EntityKind,
    pub(super) name: String,
    #[serde(default)]
    pub(super) mentions: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Relation {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) object: String,
    #[serde(default)]
    pub(super) value: Option<String>,
    #[serde(default)]
    pub(super) quote: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Event {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) mode: Option<String>,
    #[serde(default)]
    pub(super) actor: Vec<String>,
    #[serde(default)]
    pub(super) target: Vec<String>,
    #[serde(default)]
    pub(super) place: Vec<String>,
    #[serde(default)]
    pub(super) date: Option<Date>,
    pub(super) factuality: Factuality,
    #[serde(default)]
    pub(super) quantities: Option<Vec<Quantity>>,
    pub(super) quote: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Quantity {
    pub(super) what: String,
    pub(super) value: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Statement {
    pub(super) speaker: String,
    pub(super) kind: StatementKind,
    pub(super) content: String,
    #[serde(default)]
    pub(super) audience: Option<Vec<String>>,
    #[serde(default)]
    pub(super) about: Option<Vec<String>>,
    #[serde(default)]
    pub(super) quote: String,
}

/// Reads the facts of an article from the text of a file of gold. Cost: linear, with a logarithmic factor for ids.
///
/// # Errors
/// [`GoldError`] where it is no JSON of this form, names an entity that it does not list, gives an id twice, or names a
/// type that the ontology lacks. The line is that of the mistake, or of the first place where the name stands.
pub fn article_facts(text: &str, ontology: &Ontology) -> Result<ComparedFacts, GoldError> {
    let facts: ComparedFacts = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let reason = said.split(" at line ").next().unwrap_or(&said).to_owned();
        GoldError { line: error.line().max(1), reason }
    })?;
    match facts.mistake(ontology) {
        None => Ok(facts),
        Some((name, reason)) => {
            let at = text.find(&format!("\"{name}\"")).and_then(|at| text.get(..at));
            Err(GoldError { line: at.map_or(1, |before| before.matches('\n').count() + 1), reason })
        }
    }
}

impl ComparedFacts {
    /// The first name that does not fit, and what is wrong with it.
    fn mistake(&self, ontology: &Ontology) -> Option<(String, String)> {
        let mut ids = BTreeSet::new();
        if let Some(twice) = self.entities.iter().find(|entity| !ids.insert(entity.id.as_str())) {
            return Some((twice.id.clone(), format!("the entity {:?} is listed twice", twice.id)));
        }
        let unknown = |what: &str, name: &str| {
            Some((name.to_owned(), format!("there is no {what} type {name:?}")))
        };
        if let Some(r) = self.relations.iter().find(|r| ontology.relation(&r.kind).is_none()) {
            return unknown("relation", &r.kind);
        }
        if let Some(event) = self.events.iter().find(|e| ontology.event(&e.kind).is_none()) {
            return unknown("event", &event.kind);
        }
        let relations = self.relations.iter().flat_map(|r| [&r.subject, &r.object]);
        let events =
            self.events.iter().flat_map(|e| e.actor.iter().chain(&e.target).chain(&e.place));
        let statements = self.statements.iter().flat_map(|s| {
            std::iter::once(&s.speaker).chain(s.audience.iter().chain(&s.about).flatten())
        });
        let mut named = relations.chain(events).chain(statements);
        let stranger = named.find(|id| !ids.contains(id.as_str()))?;
        Some((stranger.clone(), format!("the entity {stranger:?} is not among the entities")))
    }

    /// The name of an entity, or its id where it is not listed.
    pub(super) fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.entities.iter().find(|entity| entity.id == id).map_or(id, |entity| &entity.name)
    }
}

impl From<&DocumentFacts> for ComparedFacts {
    fn from(read: &DocumentFacts) -> Self {
        let ids = |list: &[EntityId]| list.iter().map(ToString::to_string).collect();
        let quantity =
            |one: &facts::Quantity| Quantity { what: one.what.to_string(), value: one.value };
        Self {
            entities: read
                .entities
                .iter()
                .map(|one| Entity {
                    id: one.id.to_string(),
                    kind: one.kind,
                    name: one.name.clone(),
                    mentions: one.mentions.clone(),
                })
                .collect(),
            relations: read
                .relations
                .iter()
                .map(|one| Relation {
                    kind: one.kind.to_string(),
                    subject: one.subject.to_string(),
                    object: one.object.to_string(),
                    value: one.value.as_ref().map(ToString::to_string),
                    quote: one.quote.clone(),
                })
                .collect(),
            events: read
                .events
                .iter()
                .map(|one| Event {
                    kind: one.kind.to_string(),
                    mode: one.mode.as_ref().map(ToString::to_string),
                    actor: ids(&one.actor),
                    target: ids(&one.target),
                    place: ids(&one.place),
                    date: one.date,
                    factuality: one.factuality,
                    quantities: Some(one.quantities.iter().map(quantity).collect()),
                    quote: one.quote.clone(),
                })
                .collect(),
            statements: read
                .statements
                .iter()
                .map(|one| Statement {
                    speaker: one.speaker.to_string(),
                    kind: one.kind,
                    content: one.content.clone(),
                    audience: Some(ids(&one.audience)),
                    about: Some(ids(&one.about)),
                    quote: one.quote.clone(),
                })
                .collect(),
        }
    }
}
