//! Events and statements of a document, and the direct relationships that are read off asserted events.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::changes::Writer;
use super::key;
use crate::facts::{self, Bound, EntityId, Event, Factuality, Quantity};
use crate::grammar::Role;
use crate::graph::{Evidence, Value};

/// How many parties of one event direct relationships are drawn between; they grow with the square.
const MAX_PARTIES: usize = 64;

/// Adds the nodes of the events and statements of a document.
pub(super) fn nodes(writer: &mut Writer<'_>, document: usize) {
    let read = writer.locals.documents[document];
    for event in &read.facts.events {
        let (key, evidence) = writer.told(document, event.id, &mut proofs(event));
        let ontology = writer.ontology;
        let declared = ontology.event(&event.kind);
        let labels = declared.map_or(vec!["Event"], |kind| kind.labels(event.mode.as_deref()));
        let mut properties = vec![("name", writer.word(&name(event, &labels)))];
        properties.push(("type", writer.word(&event.kind)));
        properties
            .push(("mode", event.mode.as_deref().map_or(Value::Null, |mode| writer.word(mode))));
        properties.extend(when(writer, event));
        properties.push(("factuality", writer.word(event.factuality.as_str())));
        let (own, others) = quantities(&event.quantities, &ontology.quantities);
        properties.extend(own);
        properties.push(("quantities", others));
        writer.node(key, &labels, properties, evidence);
    }
    for statement in &read.facts.statements {
        let (key, evidence) =
            writer.told(document, statement.id, &mut std::iter::once(&statement.evidence));
        let properties = vec![
            ("content", Value::string(&statement.content)),
            ("kind", writer.word(statement.kind.as_str())),
            ("date", statement.date.map_or(Value::Null, Value::Date)),
            ("factuality", writer.word(statement.factuality.as_str())),
        ];
        writer.node(key, &["Statement"], properties, evidence);
    }
}

/// Adds the relationships at the events and statements of a document.
pub(super) fn relationships(writer: &mut Writer<'_>, document: usize) {
    let read = writer.locals.documents[document];
    let id = &read.document.id;
    let from = key::of_document(id);
    for event in &read.facts.events {
        let (node, evidence) = writer.told(document, event.id, &mut proofs(event));
        writer.relationship(from.clone(), "REPORTS", node.clone(), Vec::new(), evidence.clone());
        for role in [Role::Actor, Role::Target, Role::Place] {
            for filler in fillers(writer, document, event, role) {
                let kind = role.relationship();
                writer.relationship(node.clone(), kind, filler, Vec::new(), evidence.clone());
            }
        }
        if event.factuality == Factuality::Asserted {
            direct(writer, document, event, &node, &evidence);
        }
    }
    for statement in &read.facts.statements {
        let (node, evidence) =
            writer.told(document, statement.id, &mut std::iter::once(&statement.evidence));
        writer.relationship(from.clone(), "REPORTS", node.clone(), Vec::new(), evidence.clone());
        if let Some(speaker) = writer.key_of(document, statement.speaker) {
            writer.relationship(speaker, "SAID", node.clone(), Vec::new(), evidence.clone());
        }
        for (kind, ids) in [("ABOUT", &statement.about), ("TO", &statement.audience)] {
            for to in nodes_of(writer, document, ids) {
                writer.relationship(node.clone(), kind, to, Vec::new(), evidence.clone());
            }
        }
    }
}

fn proofs(event: &Event) -> impl Iterator<Item = &facts::Evidence> {
    std::iter::once(&event.evidence).chain(&event.also)
}

/// The nodes of some entities of a document, each once, in order of keys.
fn nodes_of(writer: &Writer<'_>, document: usize, ids: &[EntityId]) -> BTreeSet<Arc<str>> {
    ids.iter().filter_map(|id| writer.key_of(document, *id)).collect()
}

fn fillers(writer: &Writer<'_>, document: usize, event: &Event, role: Role) -> BTreeSet<Arc<str>> {
    let ids = match role {
        Role::Actor => &event.actor,
        Role::Target => &event.target,
        Role::Place => &event.place,
    };
    nodes_of(writer, document, ids)
}

/// The direct relationships of an event: from each actor to each target, and between the actors of a symmetric
/// event one for each pair, from the one whose key comes first.
fn direct(
    writer: &mut Writer<'_>,
    document: usize,
    event: &Event,
    node: &Arc<str>,
    evidence: &Arc<[Evidence]>,
) {
    let ontology = writer.ontology;
    let Some(declared) = ontology.event(&event.kind) else { return };
    let actors = fillers(writer, document, event, Role::Actor);
    let parties = || actors.iter().take(MAX_PARTIES);
    for direct in declared.direct(event.mode.as_deref()) {
        let mut pairs: BTreeSet<(Arc<str>, Arc<str>)> = BTreeSet::new();
        for &role in &direct.to {
            let to = fillers(writer, document, event, role);
            for to in to.iter().take(MAX_PARTIES) {
                pairs.extend(parties().map(|from| (from.clone(), to.clone())));
            }
        }
        // A visit leads to a place: those who come together are not said to have visited each other.
        if declared.symmetric && direct.to == [Role::Target] {
            for (i, from) in parties().enumerate() {
                pairs.extend(parties().skip(i + 1).map(|to| (from.clone(), to.clone())));
            }
        }
        for (from, to) in pairs.into_iter().filter(|(from, to)| from != to) {
            let mut properties = vec![("event", Value::String(node.clone()))];
            properties.extend(when(writer, event));
            writer.relationship(from, &direct.relationship, to, properties, evidence.clone());
        }
    }
}

/// A short name: its plainest label, and its day.
fn name(event: &Event, labels: &[&str]) -> String {
    let label = labels.last().copied().unwrap_or("Event");
    let date = event.date.or(event.date_start).map(|date| match event.date_precision {
        Some(crate::facts::DatePrecision::Year) => format!(" {}", date.strftime("%Y")),
        Some(crate::facts::DatePrecision::Month) => format!(" {}", date.strftime("%Y-%m")),
        _ => format!(" {date}"),
    });
    format!("{label}{}", date.unwrap_or_default())
}

/// The date of an event: its day, or the first day of what is known, with the last day and how exact it is.
fn when(writer: &mut Writer<'_>, event: &Event) -> Vec<(&'static str, Value)> {
    let date = event.date.or(event.date_start);
    let precision = event.date_precision.map(|precision| precision.as_str());
    let precision = precision.or_else(|| event.date.map(|_| "day"));
    vec![
        ("date", date.map_or(Value::Null, Value::Date)),
        ("date_end", event.date_end.map_or(Value::Null, Value::Date)),
        ("date_precision", precision.map_or(Value::Null, |precision| writer.word(precision))),
    ]
}

/// Quantities with a property of their own, first figure each, and as text every other figure, and those that a
/// bare number does not tell whole (a bound, a range, a unit).
fn quantities<'a>(all: &'a [Quantity], own: &[String]) -> (Vec<(&'a str, Value)>, Value) {
    let mut properties: Vec<(&str, Value)> = Vec::new();
    let mut others = Vec::new();
    for quantity in all {
        let what = &*quantity.what;
        let is_first =
            own.iter().any(|name| name == what) && properties.iter().all(|(name, _)| *name != what);
        if is_first {
            properties.push((what, number(quantity.value)));
        }
        let is_bare = quantity.bound.is_none() && quantity.max.is_none() && quantity.unit.is_none();
        if !is_first || !is_bare {
            others.push(Value::string(told(quantity)));
        }
    }
    let others = if others.is_empty() { Value::Null } else { Value::List(others) };
    (properties, others)
}

/// A quantity in words: `tanks: at least 12`.
fn told(quantity: &Quantity) -> String {
    let bound = match quantity.bound {
        Some(Bound::Min) => "at least ",
        Some(Bound::Max) => "at most ",
        Some(Bound::About) => "about ",
        None => "",
    };
    let range = quantity.max.map(|max| format!(" to {max}")).unwrap_or_default();
    let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{}: {bound}{}{range}{unit}", quantity.what, quantity.value)
}

/// Whole numbers as integers, as far as a floating point number holds them exactly.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        // In range and whole, so the cast loses nothing.
        #[allow(clippy::cast_possible_truncation)]
        Value::Int(value as i64)
    } else {
        Value::Float(value)
    }
}
