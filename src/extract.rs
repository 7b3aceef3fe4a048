//! The whole reading arm in one call: a document in, its facts out.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexSet;

use crate::entity::{self, Mention, MentionForm, Reading};
use crate::facts::{DocumentFacts, Entity, Evidence, Relation};
use crate::grammar::Grammar;
use crate::model::ModelError;
use crate::source::Document;
use crate::syntax::{Parsed, Syntax};
use crate::text;

/// Reads facts from documents. Cheap to share between threads.
#[derive(Debug, Clone)]
pub struct Extractor {
    grammar: Arc<Grammar>,
    syntax: &'static Syntax,
}

/// Why reading cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum ExtractorError {
    /// The embedded models cannot be used.
    #[error("the embedded models are damaged: {0}")]
    Model(#[from] ModelError),
}

impl Extractor {
    /// A reader by this grammar and the embedded models.
    ///
    /// # Errors
    /// The embedded models are damaged.
    pub fn new(grammar: Arc<Grammar>) -> Result<Self, ExtractorError> {
        Ok(Self { grammar, syntax: Syntax::embedded()? })
    }

    /// The grammar that it reads by.
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// The facts of one document. Never fails: a text without facts gives none.
    pub fn extract(&self, document: &Document) -> DocumentFacts {
        let blocks = text::layout(&document.text, document.body, document.title);
        let sentences = self.syntax.parse(&document.text, &blocks);
        let reading = entity::read(&document.text, &sentences, &self.grammar);
        let (entities, relations) = standing(&document.text, &sentences, &reading);
        DocumentFacts {
            doc: document.id.clone(),
            date: document.date,
            entities,
            relations,
            events: Vec::new(),
            statements: Vec::new(),
        }
    }
}

/// The entities that are named or stand in a relation, and the relations.
fn standing(text: &str, sentences: &[Parsed], reading: &Reading) -> (Vec<Entity>, Vec<Relation>) {
    // What is only described is kept where a relation needs it; that it is part of a whole is not enough.
    let described = |n: usize| reading.entities.get(n).is_some_and(|record| record.unnamed);
    let telling = reading.relations.iter().filter(|r| r.kind != "part_of" || !described(r.subject));
    let needed: BTreeSet<usize> = telling.flat_map(|r| [r.subject, r.object]).collect();
    let mut ids = vec![None; reading.entities.list.len()];
    let mut mentions: Vec<Vec<&Mention>> = vec![Vec::new(); reading.entities.list.len()];
    for mention in &reading.entities.mentions {
        if let Some(list) = mentions.get_mut(mention.entity) {
            list.push(mention);
        }
    }
    let mut entities: Vec<Entity> = Vec::new();
    for (n, record) in reading.entities.list.iter().enumerate() {
        if record.unnamed && !needed.contains(&n) {
            continue;
        }
        let theirs = mentions.get(n).map_or(&[][..], Vec::as_slice);
        let id = format!("e{}", entities.len() + 1);
        if let Some(slot) = ids.get_mut(n) {
            *slot = Some(id.clone());
        }
        let (iso2, iso3) = record.iso.clone().unzip();
        entities.push(Entity {
            id,
            kind: record.kind,
            name: record.name.clone(),
            mentions: surfaces(text, theirs),
            spans: theirs.iter().map(|mention| mention.span).collect(),
            iso2,
            iso3,
            unnamed: record.unnamed,
        });
    }
    let id = |n: usize| ids.get(n).cloned().flatten();
    let relations = reading.relations.iter().filter_map(|r| {
        Some(Relation {
            kind: r.kind.to_owned(),
            subject: id(r.subject)?,
            object: id(r.object)?,
            value: r.value.clone(),
            quote: r.span.of(text).to_owned(),
            evidence: Evidence {
                span: r.span,
                sentence: sentences.get(r.sentence)?.span,
                frame: r.rule.to_owned(),
                confidence: r.confidence,
            },
        })
    });
    (entities, relations.collect())
}

/// Each distinct surface form among the mentions of an entity; adjectives only where there is no other.
fn surfaces(text: &str, mentions: &[&Mention]) -> Vec<String> {
    let of_form = |wanted: &[MentionForm]| {
        let forms = mentions
            .iter()
            .filter(|m| wanted.contains(&m.form))
            .map(|mention| mention.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
        forms.collect::<IndexSet<String>>().into_iter().collect::<Vec<_>>()
    };
    let full = of_form(&[MentionForm::Name, MentionForm::Description]);
    if full.is_empty() { of_form(&[MentionForm::Adjective]) } else { full }
}
