//! Documents in the shape of a snapshot, made from today's types.

use super::{Entity, Event, Evidence, Excerpt, Quantity, Read, Relation, Statement, Stretch};
use crate::facts::{self, ReadDocument};
use crate::snapshot::{SaveOptions, kept_sketch};
use crate::text::Span;

const fn stretch(span: Span) -> Stretch {
    (span.start, span.end)
}

fn own(text: &Option<std::sync::Arc<str>>) -> Option<String> {
    text.as_ref().map(ToString::to_string)
}

impl Read {
    /// A document; `excerpts` takes the place of its text where it is given. Cost: linear, since all is copied.
    pub(in crate::snapshot) fn of(
        read: &ReadDocument,
        excerpts: Option<&[facts::Excerpt]>,
        options: &SaveOptions,
    ) -> Self {
        let (document, facts) = (&read.document, &read.facts);
        let kept =
            |excerpt: &facts::Excerpt| Excerpt { at: excerpt.start, text: excerpt.text.clone() };
        Self {
            id: document.id.clone(),
            hash: document.hash.clone(),
            date: document.date,
            source: document.source.clone(),
            read_at: read.read_at.clone(),
            title: document.title.map(stretch),
            body: stretch(document.body),
            text: excerpts
                .is_none()
                .then(|| document.text.split('\n').map(str::to_owned).collect()),
            excerpts: excerpts.map(|all| all.iter().map(kept).collect()),
            entities: facts.entities.iter().map(Entity::of).collect(),
            relations: facts.relations.iter().map(Relation::of).collect(),
            events: facts.events.iter().map(Event::of).collect(),
            statements: facts.statements.iter().map(Statement::of).collect(),
            reader: own(&read.reader),
            sketch: kept_sketch(read, options),
        }
    }
}

impl Entity {
    fn of(entity: &facts::Entity) -> Self {
        Self {
            id: entity.id,
            kind: entity.kind,
            name: entity.name.clone(),
            mentions: entity.mentions.clone(),
            spans: entity.spans.iter().copied().map(stretch).collect(),
            iso2: entity.iso2.clone(),
            iso3: entity.iso3.clone(),
            unnamed: entity.unnamed,
        }
    }
}

impl Evidence {
    fn of(evidence: &facts::Evidence) -> Self {
        Self {
            span: stretch(evidence.span),
            sentence: stretch(evidence.sentence),
            frame: evidence.frame.to_string(),
            confidence: evidence.confidence.hundredths(),
        }
    }
}

impl Relation {
    fn of(relation: &facts::Relation) -> Self {
        Self {
            r#type: relation.kind.to_string(),
            subject: relation.subject,
            object: relation.object,
            value: own(&relation.value),
            quote: relation.quote.clone(),
            evidence: Evidence::of(&relation.evidence),
        }
    }
}

impl Quantity {
    fn of(quantity: &facts::Quantity) -> Self {
        Self {
            what: quantity.what.to_string(),
            value: quantity.value,
            bound: quantity.bound,
            max: quantity.max,
            unit: own(&quantity.unit),
        }
    }
}

impl Event {
    fn of(event: &facts::Event) -> Self {
        Self {
            id: event.id,
            r#type: event.kind.to_string(),
            mode: own(&event.mode),
            factuality: event.factuality,
            actor: event.actor.clone(),
            target: event.target.clone(),
            place: event.place.clone(),
            date: event.date,
            date_start: event.date_start,
            date_end: event.date_end,
            date_precision: event.date_precision,
            quantities: event.quantities.iter().map(Quantity::of).collect(),
            quote: event.quote.clone(),
            evidence: Evidence::of(&event.evidence),
            also: event.also.iter().map(Evidence::of).collect(),
        }
    }
}

impl Statement {
    fn of(said: &facts::Statement) -> Self {
        Self {
            id: said.id,
            speaker: said.speaker,
            kind: said.kind,
            factuality: said.factuality,
            audience: said.audience.clone(),
            about: said.about.clone(),
            date: said.date,
            content: said.content.clone(),
            quote: said.quote.clone(),
            evidence: Evidence::of(&said.evidence),
        }
    }
}
