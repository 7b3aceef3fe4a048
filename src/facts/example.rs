//! Documents with facts for tests, built in a few words.

use jiff::civil::Date;

use super::*;
use crate::source::Document;
use crate::text::Span;

/// A document in the making. Facts take the words that prove them, which must stand in the text.
#[derive(Clone)]
pub(crate) struct Doc {
    read: ReadDocument,
}

impl Doc {
    /// A document of 10 July 2025 whose first line is its title.
    pub(crate) fn new(id: &str, text: &str) -> Self {
        let date = Some(jiff::civil::date(2025, 7, 10));
        let title = text.find('\n').map(|end| Span::new(0, end));
        let document = Document {
            id: id.to_owned(),
            hash: "0".repeat(64),
            text: text.to_owned(),
            body: Span::new(0, text.len()),
            title,
            date,
            source: None,
        };
        let facts = DocumentFacts {
            doc: id.to_owned(),
            date,
            entities: Vec::new(),
            relations: Vec::new(),
            events: Vec::new(),
            statements: Vec::new(),
        };
        Self { read: ReadDocument::new(document, facts) }
    }

    /// An entity `e1`, `e2`, …, mentioned wherever one of `mentions` first stands.
    pub(crate) fn entity(mut self, kind: EntityKind, name: &str, mentions: &[&str]) -> Self {
        let text = &self.read.document.text;
        let spans = mentions.iter().filter_map(|mention| {
            text.find(mention).map(|start| Span::new(start, start + mention.len()))
        });
        let entity = Entity {
            id: EntityId::after(self.read.facts.entities.len()),
            kind,
            name: name.to_owned(),
            mentions: mentions.iter().map(|&mention| mention.to_owned()).collect(),
            spans: spans.collect(),
            iso2: None,
            iso3: None,
            unnamed: false,
        };
        self.read.facts.entities.push(entity);
        self
    }

    /// A person.
    pub(crate) fn person(self, name: &str, mentions: &[&str]) -> Self {
        self.entity(EntityKind::Person, name, mentions)
    }

    /// An organization.
    pub(crate) fn organization(self, name: &str, mentions: &[&str]) -> Self {
        self.entity(EntityKind::Organization, name, mentions)
    }

    /// A country with its ISO code.
    pub(crate) fn country(mut self, name: &str, iso2: &str) -> Self {
        self = self.entity(EntityKind::Country, name, &[name]);
        if let Some(entity) = self.read.facts.entities.last_mut() {
            entity.iso2 = Some(iso2.to_owned());
        }
        self
    }

    /// Changes the entity that was added last.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Entity)) -> Self {
        change(self.read.facts.entities.last_mut().unwrap());
        self
    }

    /// Changes the document itself; its facts keep its date.
    pub(crate) fn document(mut self, change: impl FnOnce(&mut Document)) -> Self {
        change(&mut self.read.document);
        self.read.facts.date = self.read.document.date;
        self
    }

    fn evidence(&self, quote: &str, frame: &str) -> Evidence {
        let text = &self.read.document.text;
        let start = text.find(quote).unwrap_or_else(|| panic!("{quote:?} is not in the text"));
        let end = start + quote.len();
        let from = text[..start].rfind(['.', '\n']).map_or(0, |at| at + 1);
        let from = from + text[from..].len() - text[from..].trim_start().len();
        let to = text[end..].find(['.', '\n']).map_or(text.len(), |at| end + at + 1);
        Evidence {
            span: Span::new(start, end),
            sentence: Span::new(from.min(start), to),
            frame: frame.into(),
            confidence: Confidence::percent(90),
        }
    }

    /// A standing relation.
    pub(crate) fn relation(
        mut self,
        kind: &str,
        subject: &str,
        object: &str,
        value: Option<&str>,
        quote: &str,
    ) -> Self {
        let relation = Relation {
            kind: kind.into(),
            subject: subject.parse().unwrap(),
            object: object.parse().unwrap(),
            value: value.map(Into::into),
            quote: quote.to_owned(),
            evidence: self.evidence(quote, "relation/test"),
        };
        self.read.facts.relations.push(relation);
        self
    }

    /// An asserted event `v1`, `v2`, …; `kind` is `TYPE` or `TYPE/mode`.
    pub(crate) fn event(
        mut self,
        kind: &str,
        actor: &[&str],
        target: &[&str],
        date: Option<Date>,
        quote: &str,
    ) -> Self {
        let (kind, mode) = kind.split_once('/').map_or((kind, None), |(kind, m)| (kind, Some(m)));
        let ids = |all: &[&str]| all.iter().map(|id| id.parse().unwrap()).collect();
        let event = Event {
            id: EventId::after(self.read.facts.events.len()),
            kind: kind.into(),
            mode: mode.map(Into::into),
            actor: ids(actor),
            target: ids(target),
            place: Box::default(),
            date,
            date_start: None,
            date_end: None,
            date_precision: date.map(|_| DatePrecision::Day),
            factuality: Factuality::Asserted,
            quantities: Box::default(),
            quote: quote.to_owned(),
            evidence: self.evidence(quote, "event/test"),
            also: Box::default(),
        };
        self.read.facts.events.push(event);
        self
    }

    /// Changes the event that was added last.
    pub(crate) fn event_with(mut self, change: impl FnOnce(&mut Event)) -> Self {
        change(self.read.facts.events.last_mut().unwrap());
        self
    }

    /// An indirect statement `s1`, `s2`, …
    pub(crate) fn statement(mut self, speaker: &str, about: &[&str], content: &str) -> Self {
        let statement = Statement {
            id: StatementId::after(self.read.facts.statements.len()),
            speaker: speaker.parse().unwrap(),
            kind: StatementKind::Indirect,
            content: content.to_owned(),
            audience: Box::default(),
            about: about.iter().map(|id| id.parse().unwrap()).collect(),
            date: None,
            factuality: Factuality::Asserted,
            quote: content.to_owned(),
            evidence: self.evidence(content, "statement/test"),
        };
        self.read.facts.statements.push(statement);
        self
    }

    /// The document.
    pub(crate) fn read(self) -> ReadDocument {
        self.read
    }
}

/// A corpus of these documents.
pub(crate) fn corpus(docs: impl IntoIterator<Item = Doc>) -> Corpus {
    let mut corpus = Corpus::default();
    for doc in docs {
        corpus.insert(doc.read());
    }
    corpus
}

/// Two short dispatches with one meeting, one call, an attack and a statement.
pub(crate) fn dispatches() -> Corpus {
    let harbour = Doc::new(
        "a-harbour",
        "Harbour talks\nPeru's Foreign Minister Ana Ruiz met Chile's Tomas Vera in Arica on Thursday. \
         Ruiz said the border would open. Drones hit the port.",
    )
    .person("Ana Ruiz", &["Foreign Minister Ana Ruiz", "Ruiz"])
    .country("Peru", "PE")
    .country("Chile", "CL")
    .person("Tomas Vera", &["Tomas Vera"])
    .entity(EntityKind::Place, "Arica", &["Arica"])
    .entity(EntityKind::Facility, "port", &["the port"])
    .with(|port| port.unnamed = true)
    .relation("holds_office", "e1", "e2", Some("Foreign Minister"), "Peru's Foreign Minister Ana Ruiz")
    .event(
        "CONSULT/meeting",
        &["e1", "e4"],
        &[],
        Some(jiff::civil::date(2025, 7, 10)),
        "Ana Ruiz met Chile's Tomas Vera",
    )
    .event_with(|event| event.place = ["e5".parse().unwrap()].into())
    .event("ASSAULT/drone", &[], &["e6"], None, "Drones hit the port")
    .statement("e1", &[], "the border would open");
    let call = Doc::new("b-call", "A call\nMs Ruiz called Tomás Vera on 11 July.")
        .person("Ruiz", &["Ms Ruiz"])
        .person("Tomás Vera", &["Tomás Vera"])
        .event(
            "CONSULT/call",
            &["e1"],
            &["e2"],
            Some(jiff::civil::date(2025, 7, 11)),
            "Ms Ruiz called Tomás Vera",
        );
    corpus([harbour, call])
}
