//! From what was read to the facts of a document: local ids, evidence, what is kept.

use std::collections::BTreeSet;

use super::{Context, Reading, Said, Telling, Told};
use crate::entity::{MentionForm, StandingRelation};
use crate::facts::{
    Confidence, DatePrecision, DocumentFacts, Entity, EntityId, Event, EventId, Evidence, Relation,
    Statement, StatementId, Words,
};
use crate::source::Document;
use crate::text::Span;

/// How sure a statement of a plain cue is, in hundredths.
const STATEMENT: u8 = 80;

/// The facts of a document. Entities that are only described are kept where a fact needs them.
pub fn facts(document: &Document, context: Context<'_>, reading: Reading) -> DocumentFacts {
    let mut kept = Kept::new(context, &reading, context.relations);
    let entities = kept.entities();
    let relations = context
        .relations
        .iter()
        .filter_map(|r| {
            let evidence = kept.evidence(r.sentence, r.span, r.rule, r.confidence.hundredths());
            Some(Relation {
                kind: kept.words.get(r.kind),
                subject: kept.id(r.subject)?,
                object: kept.id(r.object)?,
                value: r.value.as_deref().map(Into::into),
                quote: evidence.span.of(context.text).to_owned(),
                evidence,
            })
        })
        .collect();
    let events =
        reading.events.into_iter().enumerate().map(|(i, told)| kept.event(i, told)).collect();
    let mut statements = Vec::with_capacity(reading.statements.len());
    for said in reading.statements {
        if let Some(speaker) = kept.id(said.speaker) {
            statements.push(kept.statement(statements.len(), speaker, said));
        }
    }
    DocumentFacts {
        doc: document.id.clone(),
        date: document.date,
        entities,
        relations,
        events,
        statements,
    }
}

/// The entities that are kept, with their local ids.
struct Kept<'a> {
    context: Context<'a>,
    /// For each entity of the document its id, if it is kept.
    ids: Vec<Option<EntityId>>,
    words: Words,
}

impl<'a> Kept<'a> {
    fn new(context: Context<'a>, reading: &Reading, relations: &[StandingRelation]) -> Self {
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for event in &reading.events {
            used.extend(event.actor.iter().chain(&event.target).chain(&event.place));
        }
        for said in &reading.statements {
            used.insert(said.speaker);
            used.extend(&said.audience);
        }
        // That a body which is only described is part of a whole is not worth keeping it.
        let described = |n: usize| context.entities.get(n).is_some_and(|record| record.unnamed);
        let telling = |r: &&StandingRelation| r.kind != "part_of" || !described(r.subject);
        for relation in relations.iter().filter(telling) {
            used.extend([relation.subject, relation.object]);
        }
        let mut count = 0;
        let ids = context
            .entities
            .list
            .iter()
            .enumerate()
            .map(|(i, record)| {
                (!record.unnamed || used.contains(&i)).then(|| {
                    count += 1;
                    EntityId::after(count - 1)
                })
            })
            .collect();
        Self { context, ids, words: Words::default() }
    }

    fn id(&self, entity: usize) -> Option<EntityId> {
        self.ids.get(entity).copied().flatten()
    }

    fn ids(&self, entities: &[usize]) -> Box<[EntityId]> {
        entities.iter().filter_map(|&entity| self.id(entity)).collect()
    }

    fn entities(&self) -> Vec<Entity> {
        let list = &self.context.entities.list;
        let mut kept: Vec<Option<Entity>> = list
            .iter()
            .enumerate()
            .map(|(i, record)| {
                let (iso2, iso3) = record.iso.clone().unzip();
                Some(Entity {
                    id: self.id(i)?,
                    kind: record.kind,
                    name: record.name.clone(),
                    mentions: Vec::new(),
                    spans: Vec::new(),
                    iso2,
                    iso3,
                    unnamed: record.unnamed,
                })
            })
            .collect();
        // An adjective is a form of its country only where there is no other.
        let mut named = vec![false; list.len()];
        for mention in &self.context.entities.mentions {
            if matches!(mention.form, MentionForm::Name | MentionForm::Description)
                && let Some(flag) = named.get_mut(mention.entity)
            {
                *flag = true;
            }
        }
        let mut seen: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); list.len()];
        for mention in &self.context.entities.mentions {
            let i = mention.entity;
            let (Some(Some(entity)), Some(seen)) = (kept.get_mut(i), seen.get_mut(i)) else {
                continue;
            };
            entity.spans.push(mention.span);
            let surface = match mention.form {
                MentionForm::Name | MentionForm::Description => true,
                MentionForm::Adjective => !named.get(i).copied().unwrap_or(true),
                MentionForm::Pronoun => false,
            };
            let words = mention.span.of(self.context.text);
            if surface && seen.insert(words) {
                entity.mentions.push(words.to_owned());
            }
        }
        kept.into_iter().flatten().collect()
    }

    fn evidence(&mut self, sentence: usize, span: Span, frame: &str, confidence: u8) -> Evidence {
        let around = self.context.parsed.get(sentence).map_or(span, |p| p.span);
        Evidence {
            span: self.context.evidence(around, span),
            sentence: around,
            frame: self.words.get(frame),
            confidence: Confidence::percent(confidence),
        }
    }

    fn telling(&mut self, telling: Telling) -> Evidence {
        self.evidence(telling.sentence, telling.span, &telling.frame, telling.confidence)
    }

    fn event(&mut self, i: usize, told: Told) -> Event {
        let evidence = self.telling(told.telling);
        let date = told.when.and_then(super::When::date);
        let stretch = told.when.filter(|w| w.precision != DatePrecision::Day);
        Event {
            id: EventId::after(i),
            kind: self.words.get(&told.kind),
            mode: told.mode.map(|mode| self.words.get(&mode)),
            actor: self.ids(&told.actor),
            target: self.ids(&told.target),
            place: self.ids(&told.place),
            date,
            date_start: stretch.map(|w| w.start),
            date_end: stretch.map(|w| w.end),
            date_precision: told.when.map(|w| w.precision),
            factuality: told.factuality,
            quantities: told.quantities.into(),
            quote: evidence.span.of(self.context.text).to_owned(),
            evidence,
            also: told.also.into_iter().map(|telling| self.telling(telling)).collect(),
        }
    }

    fn statement(&mut self, i: usize, speaker: EntityId, said: Said) -> Statement {
        let content = said.content(self.context.text);
        let whole = said.pieces.iter().copied().fold(said.cue, Span::cover);
        let evidence =
            self.evidence(said.sentence, whole, &format!("said/{}", said.rule), STATEMENT);
        Statement {
            id: StatementId::after(i),
            speaker,
            kind: said.kind,
            content,
            audience: self.ids(&said.audience),
            about: self.ids(&said.about),
            date: None,
            factuality: said.factuality,
            quote: evidence.span.of(self.context.text).to_owned(),
            evidence,
        }
    }
}
