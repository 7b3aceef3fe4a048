//! What is told of a node or relationship, with its proofs.

use std::sync::Arc;

use serde::Serialize;

use super::sentence::Quote;
use crate::facts::Corpus;
use crate::graph::{
    Edit, Entry, Graph, Node, NodeId, Origin, RelId, Relationship, Standing, Value, Way,
};

/// All that proves one thing of the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// Its key; of a relationship the keys of its ends and its type.
    pub key: String,
    /// Of an event of several documents, the ids that it has in the others.
    pub ids: Vec<String>,
    /// What it is called, or says.
    pub name: String,
    /// Its labels, or its type.
    pub labels: Vec<String>,
    /// Its properties and, of an event or statement, those who take part: name and value.
    pub properties: Vec<(String, String)>,
    /// Of an entity or event of several documents, why each was counted to it.
    pub joined: Vec<Joined>,
    /// Of a relationship that is read off an event, the event.
    pub event: Option<Source>,
    /// The words that show it.
    pub quotes: Vec<Quote>,
    /// The line of a table that it was imported from.
    pub row: Option<Place>,
    /// What is told of an entity, or by a document: the first thousand facts.
    pub facts: Vec<Fact>,
    /// How many facts more there are.
    pub left_out: usize,
    /// What an analyst wrote to it.
    pub corrections: Vec<Correction>,
}

/// What an analyst wrote to a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// When, by whom and why, as far as that is known.
    pub told: String,
    /// What was changed.
    pub changes: Vec<String>,
}

/// How much of a proof is shown where several are looked at together.
const FEW: usize = 3;

impl Proof {
    /// Leaves out all but the first few facts, documents and sentences.
    pub fn shorten(&mut self) {
        self.left_out += self.facts.len().saturating_sub(FEW);
        self.facts.truncate(FEW);
        self.joined.truncate(FEW);
        self.quotes.truncate(FEW);
    }

    /// Adds what the entries of the log changed in it. Cost: linear in the log.
    pub fn correct(&mut self, log: &[Entry]) {
        let keys = || std::iter::once(&self.key).chain(&self.ids);
        let of_this = |edit: &Edit| keys().any(|key| edit.touches(key)) || edit.is_about(&self.key);
        let standing = Standing::of(log);
        let judged = |entry: &Entry| {
            let judgement = entry.judgement.as_ref();
            let meant = judgement.filter(|it| keys().any(|key| it.touches(key)));
            meant.map(|_| entry.statement.clone())
        };
        let counting = log.iter().enumerate().filter(|(place, _)| standing.counts(*place));
        self.corrections = counting
            .map(|(_, entry)| Correction {
                told: [&entry.at, &entry.author, &entry.reason]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", "),
                changes: entry
                    .edits
                    .iter()
                    .filter(|edit| of_this(edit))
                    .map(ToString::to_string)
                    .chain(judged(entry))
                    .collect(),
            })
            .filter(|one| !one.changes.is_empty())
            .collect();
    }
}

/// Why what a document names was counted to a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Joined {
    /// Name of the rule, such as `merge/full-name`.
    pub rule: String,
    /// The rule in words.
    pub because: String,
    /// The first mention in the document.
    pub quote: Quote,
}

/// An event that a relationship is read off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The table's file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// One fact that an entity takes part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The fact in short.
    pub says: String,
    /// The words that show it.
    pub quotes: Vec<Quote>,
    /// The line of a table that it was imported from.
    pub row: Option<Place>,
}

/// How many facts of one thing are looked up, and how many documents that name it.
const MOST: usize = 1000;

/// Relationships from events and statements to those who take part in them.
const ROLES: &[&str] = &["ACTOR", "TARGET", "PLACE", "ABOUT", "TO"];

/// The proof of a node; `None` where there is no such node.
pub fn of_node(graph: &Graph, corpus: &Corpus, id: NodeId) -> Option<Proof> {
    let node = graph.node(id)?;
    let is_imported = node.evidence.row().is_some();
    let is_fact = !is_imported && ["Event", "Statement"].iter().any(|label| has(node, label));
    let is_entity = !is_fact && !has(node, "Document");
    let mut proof = Proof {
        key: node.key.to_string(),
        ids: other_ids(node),
        name: name(node),
        labels: node.labels.iter().map(ToString::to_string).collect(),
        properties: properties(node),
        joined: Vec::new(),
        event: None,
        quotes: Vec::new(),
        row: place(graph, &node.evidence),
        facts: Vec::new(),
        left_out: 0,
        corrections: Vec::new(),
    };
    if is_fact {
        proof.quotes = node.evidence.iter().map(|e| Quote::new(corpus, e)).collect();
        proof.properties.extend(participants(graph, id));
        proof.joined = reports(graph, corpus, id);
    } else {
        if is_entity {
            let joined = node.evidence.iter().take(MOST).map(|evidence| Joined {
                rule: evidence.frame.to_string(),
                because: because(&evidence.frame).to_owned(),
                quote: Quote::new(corpus, evidence),
            });
            proof.joined = joined.collect();
        }
        (proof.facts, proof.left_out) = facts(graph, corpus, id);
    }
    Some(proof)
}

/// The proof of a relationship; `None` where there is no such relationship.
pub fn of_relationship(graph: &Graph, corpus: &Corpus, id: RelId) -> Option<Proof> {
    let relationship = graph.relationship(id)?;
    let (from, to) = graph.ends(id)?;
    let (from, to) = (graph.node(from)?, graph.node(to)?);
    let kind = &relationship.kind;
    let shown = relationship.properties.iter().map(|(name, value)| (name.to_string(), text(value)));
    let event = relationship.properties.get("event").and_then(Value::as_str);
    let event = event.and_then(|key| graph.node(graph.by_key(key)?));
    Some(Proof {
        key: format!("{} -{kind}-> {}", from.key, to.key),
        ids: Vec::new(),
        name: format!("{} {} {}", name(from), told(relationship), name(to)),
        labels: vec![kind.to_string()],
        properties: shown.collect(),
        joined: Vec::new(),
        event: event.map(|node| Source { key: node.key.to_string(), name: name(node) }),
        quotes: relationship.evidence.iter().map(|e| Quote::new(corpus, e)).collect(),
        row: place(graph, &relationship.evidence),
        facts: Vec::new(),
        left_out: 0,
        corrections: Vec::new(),
    })
}

/// The ids of an event of several documents beside its key.
fn other_ids(node: &Node) -> Vec<String> {
    let Some(Value::List(ids)) = node.properties.get("ids") else { return Vec::new() };
    let others = ids.iter().filter_map(Value::as_str).filter(|id| *id != &*node.key);
    others.map(str::to_owned).collect()
}

/// Why the tellings of several documents were counted to one event; nothing where only one tells of it.
fn reports(graph: &Graph, corpus: &Corpus, id: NodeId) -> Vec<Joined> {
    let mut rels: Vec<RelId> = graph.relationships_of(id, Way::In).map(|(rel, _)| rel).collect();
    rels.sort_unstable();
    let reports = rels.into_iter().filter_map(|rel| graph.relationship(rel));
    let joined = reports.filter(|report| &*report.kind == "REPORTS").filter_map(|report| {
        let rule = report.properties.get("merged_by").and_then(Value::as_str)?;
        let quote = Quote::new(corpus, report.evidence.first()?);
        Some(Joined { rule: rule.to_owned(), because: because(rule).to_owned(), quote })
    });
    joined.take(MOST).collect()
}

/// The proofs of all relationships of a type from one node to another. Cost: the degree of the node that they start from.
pub fn between(graph: &Graph, corpus: &Corpus, from: &str, kind: &str, to: &str) -> Vec<Proof> {
    let (Some(from), Some(to)) = (graph.by_key(from), graph.by_key(to)) else { return Vec::new() };
    let mut all: Vec<RelId> = graph
        .relationships_of(from, Way::Out)
        .filter(|&(id, end)| {
            end == to && graph.relationship(id).is_some_and(|it| &*it.kind == kind)
        })
        .map(|(id, _)| id)
        .collect();
    all.sort_unstable();
    all.into_iter().filter_map(|id| of_relationship(graph, corpus, id)).collect()
}

/// The line of a table that something was imported from.
fn place(graph: &Graph, origin: &Origin) -> Option<Place> {
    let row = origin.row()?;
    let table = graph.tables().get(usize::try_from(row.table).ok()?)?;
    Some(Place { file: table.to_string(), line: row.line })
}

/// What is told of an entity: standing relations, events and statements that it takes part in. Relationships that
/// are read off events are left out, the events stand there; so are mentions.
fn facts(graph: &Graph, corpus: &Corpus, id: NodeId) -> (Vec<Fact>, usize) {
    let mut rels: Vec<(RelId, NodeId)> = graph.relationships_of(id, Way::Both).collect();
    rels.sort_unstable();
    let (mut facts, mut left_out) = (Vec::new(), 0);
    for (rel, other) in rels {
        let (Some(relationship), Some(other), Some((from, _))) =
            (graph.relationship(rel), graph.node(other), graph.ends(rel))
        else {
            continue;
        };
        let kind = &*relationship.kind;
        // What was imported is told of nowhere else.
        let is_imported = relationship.evidence.row().is_some();
        let is_elsewhere = match kind {
            "MENTIONS" => true,
            "REPORTS" => has(other, "Document"),
            _ => relationship.properties.contains_key("event"),
        };
        if is_elsewhere && !is_imported {
            continue;
        }
        if facts.len() == MOST {
            left_out += 1;
            continue;
        }
        let says = if (kind == "SAID" || kind == "REPORTS") && !is_imported {
            format!("{kind} {} {}", other.key, name(other))
        } else if ROLES.contains(&kind) && !is_imported {
            format!("{kind} of {} {}", other.key, name(other))
        } else if from == id {
            format!("{} {} ({})", told(relationship), name(other), other.key)
        } else {
            format!("{} ({}) {} this", name(other), other.key, told(relationship))
        };
        let quotes = relationship.evidence.iter().map(|e| Quote::new(corpus, e)).collect();
        facts.push(Fact { says, quotes, row: place(graph, &relationship.evidence) });
    }
    (facts, left_out)
}

/// A relationship's type, with the office or other value that it carries.
fn told(relationship: &Relationship) -> String {
    let value = ["office", "value"]
        .iter()
        .find_map(|name| relationship.properties.get(name).and_then(Value::as_str));
    match value {
        Some(value) => format!("{} {value:?}", relationship.kind),
        None => relationship.kind.to_string(),
    }
}

/// Those who take part in an event or statement, by role.
fn participants(graph: &Graph, id: NodeId) -> Vec<(String, String)> {
    let mut rels: Vec<(RelId, NodeId)> = graph.relationships_of(id, Way::Both).collect();
    rels.sort_unstable();
    let shown = rels.into_iter().filter_map(|(rel, other)| {
        let kind = &*graph.relationship(rel)?.kind;
        let role = if kind == "SAID" { "said by" } else { kind };
        let other = graph.node(other).filter(|_| kind != "REPORTS")?;
        Some((role.to_lowercase(), format!("{} ({})", name(other), other.key)))
    });
    shown.collect()
}

/// What a node carries, but its name and what its key and labels tell already.
fn properties(node: &Node) -> Vec<(String, String)> {
    let name = name(node);
    let mut shown = Vec::new();
    for (key, value) in node.properties.iter() {
        match (&**key, value) {
            ("id" | "name" | "content", _) => {}
            // The documents that tell stand below.
            ("merged_by", _) => {}
            ("tellings" | "publishers", _) if node.properties.get("ids").is_none() => {}
            ("published", _) if !has(node, "Document") => {}
            ("published", _) if node.properties.get("date").is_some() => {}
            ("title", _) if has(node, "Document") => {}
            ("aliases", Value::List(aliases)) => {
                let others: Vec<&str> = aliases
                    .iter()
                    .filter_map(Value::as_str)
                    .filter(|alias| *alias != name)
                    .collect();
                if !others.is_empty() {
                    shown.push(("also called".to_owned(), others.join(", ")));
                }
            }
            (key, value) => shown.push((key.replace('_', " "), text(value))),
        }
    }
    shown
}

fn has(node: &Node, label: &str) -> bool {
    node.labels.iter().any(|l: &Arc<str>| &**l == label)
}

fn name(node: &Node) -> String {
    let property = |name: &str| node.properties.get(name).and_then(Value::as_str);
    match (property("name"), property("content")) {
        (Some(name), _) => name.to_owned(),
        (None, Some(content)) => format!("“{content}”"),
        _ => node.key.to_string(),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.temporal_text().unwrap_or_else(|| format!("{other:?}")),
    }
}

/// A rule of assembling, in words.
fn because(frame: &str) -> &str {
    match frame {
        "entity/described" => "it is described and not named, so it stays in its document",
        "entity/named" => "its name",
        "merge/iso-code" => "the same ISO code",
        "merge/country-name" => "the name of the country",
        "merge/full-name" => "the same first and last name",
        "merge/surname" => "a surname that one person alone has in these documents",
        "merge/surname-and-office" => "the same surname, country and office",
        "merge/acronym" => "an acronym that a document spells out",
        "merge/name" => "the same name",
        "merge/same-event" => "the same event: type, named parties and day",
        "merge/same-event-and-place" => "the same event: type, named parties, day and place",
        "merge/same-text" => "the same words in nearly the same text",
        "merge/judged" => "somebody judged that it is the same: see what was written",
        "split/judged" => "somebody judged that it is another: see what was written",
        "merge/name-and-country" => "the same general name and the same country",
        other => other,
    }
}
