//! Events and statements, and the direct relationships that are read off asserted events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::changes::Writer;
use super::figures;
use super::happening::{Happening, Telling};
use super::key;
use crate::facts::{self, EntityId, Event, Factuality};
use crate::grammar::Role;
use crate::graph::{Evidence, Value};

/// How many parties of one event direct relationships are drawn between; they grow with the square.
const MAX_PARTIES: usize = 64;

/// Adds the nodes of the events that a document tells first, and of its statements.
pub(super) fn nodes(writer: &mut Writer<'_>, document: usize) {
    for happening in writer.begun_in(document) {
        node(writer, happening);
    }
    let read = writer.locals.documents[document];
    for statement in &read.facts.statements {
        let (key, evidence) =
            writer.told(document, statement.id, &mut std::iter::once(&statement.evidence));
        let properties = vec![
            ("content", Value::string(&statement.content)),
            ("kind", writer.word(statement.kind.as_str())),
            ("date", statement.date.map_or(Value::Null, Value::Date)),
            ("factuality", writer.word(statement.factuality.as_str())),
            ("published", read.document.date.map_or(Value::Null, Value::Date)),
        ];
        writer.node(key, &["Statement"], properties, evidence);
    }
}

/// Adds the node of an event.
fn node(writer: &mut Writer<'_>, happening: &Happening<'_>) {
    let Some(first) = happening.tellings.first() else { return };
    let (event, ontology) = (first.event, writer.ontology);
    let (key, evidence) = told(writer, happening);
    let mode = mode(happening);
    let declared = ontology.event(&event.kind);
    let labels = declared.map_or(vec!["Event"], |kind| kind.labels(mode));
    let mut properties = vec![("name", writer.word(&name(event, &labels)))];
    properties.push(("type", writer.word(&event.kind)));
    properties.push(("mode", mode.map_or(Value::Null, |mode| writer.word(mode))));
    properties.extend(when(writer, event));
    properties.push(("factuality", writer.word(factuality(happening).as_str())));
    let several;
    if happening.tellings.len() > 1 {
        several =
            figures::of_several(writer.locals, writer.copies, happening, &ontology.quantities);
        properties.extend(several.own.iter().map(|(name, value)| (name.as_str(), value.clone())));
        properties.push(("figures", list(several.figures)));
        properties.push(("quantities", list(several.others)));
    } else {
        let (own, others) = figures::of_one(&event.quantities, &ontology.quantities);
        properties.extend(own);
        properties.push(("quantities", others));
    }
    properties.extend(tellers(writer, happening));
    let ids = happening.tellings.iter().map(|it| writer.key_of_telling(it)).collect::<Vec<_>>();
    if ids.len() > 1 {
        properties.push(("ids", Value::List(ids.iter().cloned().map(Value::String).collect())));
        let because: BTreeSet<_> =
            happening.tellings.iter().filter_map(|telling| telling.because).collect();
        let because = because.into_iter().map(|because| writer.word(because.frame()));
        properties.push(("merged_by", list(because.collect())));
    }
    writer.node(key.clone(), &labels, properties, evidence);
    for other in ids.into_iter().skip(1) {
        writer.also_called(key.clone(), other);
    }
}

/// Who tells of an event, and when that was published: copies of one text are one telling by several publishers.
fn tellers(writer: &mut Writer<'_>, happening: &Happening<'_>) -> Vec<(&'static str, Value)> {
    let documents = || {
        let all = happening.tellings.iter();
        all.filter_map(|telling| writer.locals.documents.get(telling.document))
    };
    let originals: BTreeSet<usize> =
        happening.tellings.iter().map(|it| writer.copies.original(it.document)).collect();
    let publishers: BTreeSet<&str> =
        documents().filter_map(|read| read.document.source.as_deref()).collect();
    let [first, last] = published(documents().map(|read| read.document.date));
    let publishers = publishers.into_iter().map(|publisher| writer.word(publisher)).collect();
    vec![
        first,
        last,
        ("tellings", Value::Int(i64::try_from(originals.len()).unwrap_or(i64::MAX))),
        ("publishers", list(publishers)),
    ]
}

/// When something was published that documents of these days tell: the first day, and the last one where several tell.
pub(super) fn published(days: impl Iterator<Item = Option<Date>>) -> [(&'static str, Value); 2] {
    let (mut first, mut last, mut several) = (None, None, 0);
    for day in days {
        several += 1;
        first = [first, day].into_iter().flatten().min();
        last = last.max(day);
    }
    let date = |date: Option<Date>| date.map_or(Value::Null, Value::Date);
    [("published", date(first)), ("published_last", date(last.filter(|_| several > 1)))]
}

fn list(values: Vec<Value>) -> Value {
    if values.is_empty() { Value::Null } else { Value::List(values) }
}

/// The mode that a telling names; those that are merged name no two.
fn mode<'a>(happening: &Happening<'a>) -> Option<&'a str> {
    happening.tellings.iter().find_map(|telling| telling.event.mode.as_deref())
}

/// What the document says that is most sure: what one tells as a fact others may have announced.
fn factuality(happening: &Happening<'_>) -> Factuality {
    let sure = |factuality: &Factuality| match factuality {
        Factuality::Asserted => 3,
        Factuality::Planned => 2,
        Factuality::Possible => 1,
        Factuality::Denied => 0,
    };
    let all = happening.tellings.iter().map(|telling| telling.event.factuality);
    all.max_by_key(sure).unwrap_or_default()
}

/// Key and evidence of the node of an event: the same copies that the node has, where it is at hand.
fn told(writer: &mut Writer<'_>, happening: &Happening<'_>) -> (Arc<str>, Arc<[Evidence]>) {
    match happening.tellings.first() {
        Some(first) => {
            let key = writer.key_of_telling(first);
            if let Some(kept) = writer.kept(&key) {
                return kept;
            }
            let all: Vec<&Telling<'_>> = happening.tellings.iter().collect();
            (key, proofs(writer, &all).into())
        }
        None => Default::default(),
    }
}

/// What proves some tellings, in their order.
fn proofs(writer: &mut Writer<'_>, tellings: &[&Telling<'_>]) -> Vec<Evidence> {
    let mut proofs = Vec::new();
    for telling in tellings {
        let all = std::iter::once(&telling.event.evidence).chain(&telling.event.also);
        proofs.extend(all.map(|evidence| writer.proof(telling.document, evidence)));
    }
    proofs
}

/// Adds the relationships at the events that a document tells first, and at its statements.
pub(super) fn relationships(writer: &mut Writer<'_>, document: usize) {
    for happening in writer.begun_in(document) {
        of_event(writer, happening);
    }
    let read = writer.locals.documents[document];
    let from = key::of_document(&read.document.id);
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

/// Adds the relationships at an event: reports, roles, and those that are read off it.
fn of_event(writer: &mut Writer<'_>, happening: &Happening<'_>) {
    let (node, evidence) = told(writer, happening);
    let several = happening.tellings.len() > 1;
    for telling in &happening.tellings {
        let event = telling.event;
        let own = if several { proofs(writer, &[telling]).into() } else { evidence.clone() };
        let (mut properties, _) = figures::of_one(&event.quantities, &writer.ontology.quantities);
        if several {
            properties.push(("telling", Value::String(writer.key_of_telling(telling))));
            properties.push(("factuality", writer.word(event.factuality.as_str())));
            let because = telling.because.map(|because| writer.word(because.frame()));
            properties.push(("merged_by", because.unwrap_or_default()));
        }
        let from = key::of_document(&writer.locals.documents[telling.document].document.id);
        writer.relationship(from, "REPORTS", node.clone(), properties, own);
    }
    for role in [Role::Actor, Role::Target, Role::Place] {
        for (filler, by) in fillers(writer, happening, role, |_| true) {
            let shown = shown_by(writer, happening, &evidence, &by);
            writer.relationship(node.clone(), role.relationship(), filler, Vec::new(), shown);
        }
    }
    if happening.tellings.iter().any(|telling| telling.event.factuality == Factuality::Asserted) {
        direct(writer, happening, &node, &evidence);
    }
}

/// The evidence of the tellings with these places in the list; all of it where all tell so.
fn shown_by(
    writer: &mut Writer<'_>,
    happening: &Happening<'_>,
    whole: &Arc<[Evidence]>,
    by: &BTreeSet<usize>,
) -> Arc<[Evidence]> {
    if by.len() == happening.tellings.len() {
        return whole.clone();
    }
    let tellings: Vec<_> = by.iter().filter_map(|&i| happening.tellings.get(i)).collect();
    proofs(writer, &tellings).into()
}

/// The nodes of some entities of a document, each once, in order of keys.
fn nodes_of(writer: &Writer<'_>, document: usize, ids: &[EntityId]) -> BTreeSet<Arc<str>> {
    ids.iter().filter_map(|id| writer.key_of(document, *id)).collect()
}

/// Nodes that fill a role, in order of keys, each with the tellings that say so, by their places in the list.
type Fillers = BTreeMap<Arc<str>, BTreeSet<usize>>;

/// Who fills a role by those tellings that are meant. Parties of a symmetric event whom one telling has for actors are
/// actors, though another has them on the other side.
fn fillers(
    writer: &Writer<'_>,
    happening: &Happening<'_>,
    role: Role,
    is_meant: impl Fn(&Telling<'_>) -> bool + Copy,
) -> Fillers {
    let mut found = Fillers::new();
    let mut texts = BTreeSet::new();
    for (i, telling) in happening.tellings.iter().enumerate().filter(|(_, told)| is_meant(told)) {
        // What a copy describes is what its original describes.
        let is_copy = !texts.insert(writer.copies.original(telling.document));
        for &id in in_role(telling.event, role) {
            if is_copy && writer.is_bound(telling.document, id) {
                continue;
            }
            if let Some(node) = writer.key_of(telling.document, id) {
                found.entry(node).or_default().insert(i);
            }
        }
    }
    let kind = happening.tellings.first().and_then(|it| writer.ontology.event(&it.event.kind));
    if happening.tellings.len() > 1 && kind.is_some_and(|kind| kind.symmetric) {
        match role {
            Role::Actor => {
                for (node, by) in &mut found {
                    let told = happening.tellings.iter().enumerate();
                    by.extend(told.filter(|(_, it)| is_meant(it)).filter_map(|(i, it)| {
                        nodes_of(writer, it.document, &it.event.target).contains(node).then_some(i)
                    }));
                }
            }
            Role::Target => {
                let actors = fillers(writer, happening, Role::Actor, is_meant);
                found.retain(|node, _| !actors.contains_key(node));
            }
            Role::Place => {}
        }
    }
    found
}

fn in_role(event: &Event, role: Role) -> &[EntityId] {
    match role {
        Role::Actor => &event.actor,
        Role::Target => &event.target,
        Role::Place => &event.place,
    }
}

/// The direct relationships of an event: from each actor to each target, and between the actors of a symmetric
/// event one for each pair, from the one whose key comes first. Only those tellings count that tell it as a fact.
fn direct(
    writer: &mut Writer<'_>,
    happening: &Happening<'_>,
    node: &Arc<str>,
    evidence: &Arc<[Evidence]>,
) {
    let Some(first) = happening.tellings.first() else { return };
    let Some(declared) = writer.ontology.event(&first.event.kind) else { return };
    let is_fact = |telling: &Telling<'_>| telling.event.factuality == Factuality::Asserted;
    let actors = fillers(writer, happening, Role::Actor, is_fact);
    let parties = || actors.iter().take(MAX_PARTIES);
    for direct in declared.direct(mode(happening)) {
        let mut pairs: BTreeMap<(Arc<str>, Arc<str>), BTreeSet<usize>> = BTreeMap::new();
        let mut add = |from: &Arc<str>, to: &Arc<str>, by: [&BTreeSet<usize>; 2]| {
            // One telling names both, or each is named by another.
            let [a, b] = by;
            let both: BTreeSet<usize> = a.intersection(b).copied().collect();
            let shown = if both.is_empty() { a.union(b).copied().collect() } else { both };
            pairs.entry((from.clone(), to.clone())).or_default().extend(shown);
        };
        for &role in &direct.to {
            let to = fillers(writer, happening, role, is_fact);
            for (to, said) in to.iter().take(MAX_PARTIES) {
                parties().for_each(|(from, by)| add(from, to, [by, said]));
            }
        }
        // A visit leads to a place: those who come together are not said to have visited each other.
        if declared.symmetric && direct.to == [Role::Target] {
            for (i, (from, by)) in parties().enumerate() {
                parties().skip(i + 1).for_each(|(to, said)| add(from, to, [by, said]));
            }
        }
        for ((from, to), by) in pairs.into_iter().filter(|((from, to), _)| from != to) {
            let mut properties = vec![("event", Value::String(node.clone()))];
            properties.extend(when(writer, first.event));
            let tellings = by.iter().filter_map(|&at| happening.tellings.get(at));
            let documents = tellings.filter_map(|it| writer.locals.documents.get(it.document));
            properties.extend(published(documents.map(|read| read.document.date)));
            let shown = shown_by(writer, happening, evidence, &by);
            writer.relationship(from, &direct.relationship, to, properties, shown);
        }
    }
}

/// A short name: its plainest label, and its day.
fn name(event: &Event, labels: &[&str]) -> String {
    let label = labels.last().copied().unwrap_or("Event");
    let date = event.date.or(event.date_start).map(|date| match event.date_precision {
        Some(facts::DatePrecision::Year) => format!(" {}", date.strftime("%Y")),
        Some(facts::DatePrecision::Month) => format!(" {}", date.strftime("%Y-%m")),
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
