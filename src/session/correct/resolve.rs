//! What an analyst names, found in the graph.

use std::sync::Arc;

use super::super::{Session, SessionError};
use super::{Correction, What};
use crate::graph::{
    Between, Fact, Graph, Judgement, Node, NodeId, RelId, Source, Subject, Value, Way, marks,
};

/// How many of several an error names.
const NAMED: usize = 5;

/// The judgement that is meant. Cost: where names are not keys, linear in the nodes.
pub(super) fn judgement(
    session: &Session,
    correction: &Correction,
) -> Result<Judgement, SessionError> {
    let graph = session.graph()?;
    let all = |names: &[String]| -> Result<Vec<Subject>, SessionError> {
        let found: Vec<Subject> =
            names.iter().map(|name| entity(graph, name)).collect::<Result<_, _>>()?;
        for (at, one) in found.iter().enumerate() {
            if found.iter().take(at).any(|other| other.key == one.key) {
                return Err(SessionError::SameNode { key: one.key.to_string() });
            }
        }
        Ok(found)
    };
    Ok(match correction {
        Correction::Merge(names) => Judgement::Merge { nodes: all(names)? },
        Correction::Distinct(names) => Judgement::Distinct { nodes: all(names)? },
        Correction::Split { node, documents, name } => {
            let documents = documents.iter().map(|id| source(session, graph, id));
            let documents: Vec<Arc<str>> = documents.collect::<Result<_, _>>()?;
            let are_documents = |id: &Arc<str>| matches!(Source::parse(id), Source::Document(_));
            if documents.iter().any(are_documents) && !documents.iter().all(are_documents) {
                return Err(SessionError::Mixed);
            }
            Judgement::Split {
                node: entity(graph, node)?,
                documents,
                name: name.as_deref().map(Arc::from),
            }
        }
        Correction::Rename { node, name } => {
            Judgement::Rename { node: entity(graph, node)?, name: name.as_str().into() }
        }
        Correction::Alias { node, name } => {
            Judgement::Alias { node: entity(graph, node)?, name: name.as_str().into() }
        }
        Correction::Kind { node, kind } => {
            let ontology = &session.settings.grammar.ontology;
            let label = ontology.label(kind).ok_or_else(|| SessionError::NoKind {
                kind: kind.clone(),
                kinds: ontology.entities.iter().map(|entity| entity.kind.to_string()).collect(),
            })?;
            let node = entity(graph, node)?;
            let was = graph.by_key(&node.key).and_then(|id| graph.node(id));
            let was = was.and_then(|it| it.labels.first().cloned()).unwrap_or_else(|| "".into());
            Judgement::Kind { node, kind: kind.as_str().into(), label: label.into(), was }
        }
        Correction::Reject(what) => Judgement::Reject { facts: facts(session, graph, what)? },
        Correction::Accept(what) => Judgement::Accept { facts: facts(session, graph, what)? },
        Correction::Assert { from, kind, to, properties } => {
            let map = properties.as_deref().map(|text| session.properties(text)).transpose()?;
            let properties = crate::graph::Properties::from(map.unwrap_or_default());
            Judgement::Assert {
                from: any(graph, from)?,
                kind: kind.as_str().into(),
                to: any(graph, to)?,
                properties: (&properties).into(),
            }
        }
        Correction::Note { node, text } => {
            Judgement::Note { node: any(graph, node)?, text: text.as_str().into() }
        }
    })
}

fn is_fact(node: &Node) -> bool {
    node.labels.iter().any(|label| matches!(&**label, "Event" | "Statement"))
}

fn is_entity(node: &Node) -> bool {
    !is_fact(node) && !node.labels.iter().any(|label| &**label == "Document")
}

/// The only node that is called so and fits; of a name that several bear none is guessed.
fn only(
    graph: &Graph,
    name: &str,
    fits: impl Fn(&Node) -> bool,
) -> Result<(NodeId, Subject), SessionError> {
    let found = graph.find(name)?;
    let mut fitting = found.iter().filter_map(|&id| {
        let node = graph.node(id).filter(|node| fits(node))?;
        Some((id, node))
    });
    match (fitting.next(), fitting.next()) {
        (Some((id, node)), None) => {
            let key = node.key.clone();
            let alone = Subject { key, name: None, document: None };
            Ok((id, Subject::of(graph, id).unwrap_or(alone)))
        }
        (None, _) => Err(SessionError::OfNoSuchKind { name: name.to_owned() }),
        (Some(_), Some(_)) => {
            let keys = found.iter().filter_map(|&id| graph.node(id).filter(|node| fits(node)));
            let keys = keys.take(NAMED).map(|node| node.key.to_string()).collect();
            Err(SessionError::Several { name: name.to_owned(), keys })
        }
    }
}

fn any(graph: &Graph, name: &str) -> Result<Subject, SessionError> {
    // An entity is meant rather than what is told of it.
    only(graph, name, is_entity)
        .or_else(|_| only(graph, name, |_| true))
        .map(|(_, subject)| subject)
}

fn entity(graph: &Graph, name: &str) -> Result<Subject, SessionError> {
    only(graph, name, is_entity).map(|(_, subject)| subject)
}

/// A document, a table that was imported or a line of it, or an entry of the log by its number.
fn source(session: &Session, graph: &Graph, id: &str) -> Result<Arc<str>, SessionError> {
    let corpus = session.corpus();
    if let Some(read) = corpus.get(id.strip_prefix("document/").unwrap_or(id)) {
        return Ok(read.document.id.as_str().into());
    }
    let named = id.strip_prefix("table/").unwrap_or(id);
    let line = named.rsplit_once(':').filter(|(_, line)| line.parse::<u32>().is_ok());
    let names = [Some(named), line.map(|(table, _)| table)];
    if graph.tables().iter().any(|table| names.contains(&Some(&**table))) {
        return Ok(format!("table/{named}").into());
    }
    let entry = id.strip_prefix("entry/").or_else(|| id.strip_prefix('#'));
    if let Some(number) = entry.and_then(|number| number.parse::<usize>().ok()) {
        let log = session.corrections();
        let mark = number.checked_sub(1).and_then(|place| marks(log).get(place).copied());
        let mark = mark.ok_or(SessionError::NoEntry { number, entries: log.len() })?;
        return Ok(format!("entry/{mark}").into());
    }
    Err(SessionError::NoDocument { id: id.to_owned(), nearest: session.nearest(id) })
}

fn facts(session: &Session, graph: &Graph, what: &What) -> Result<Vec<Fact>, SessionError> {
    match what {
        What::Pair(a, b) => Ok(vec![Fact::Pair(entity(graph, a)?, entity(graph, b)?)]),
        What::Told(name) => {
            let (id, _) = only(graph, name, is_fact)?;
            Ok(told(session, graph, id))
        }
        What::Telling(name) => {
            let (id, _) = only(graph, name, is_fact)?;
            let mut all = told(session, graph, id);
            let is_meant = |fact: &Fact| match fact {
                Fact::Told { document, id, .. } => format!("{document}#{id}") == *name,
                _ => false,
            };
            all.retain(is_meant);
            if all.is_empty() {
                return Err(SessionError::OfNoSuchKind { name: name.clone() });
            }
            Ok(all)
        }
        What::Tie(a, kind, b) => {
            let missing =
                || SessionError::NoTie { from: a.clone(), kind: kind.clone(), to: b.clone() };
            let (from, to) = (graph.find(a)?, graph.find(b)?);
            let mut ties: Vec<RelId> = from
                .iter()
                .flat_map(|&from| graph.relationships_of(from, Way::Both))
                .filter(|(_, end)| to.contains(end))
                .map(|(id, _)| id)
                .filter(|&id| graph.relationship(id).is_some_and(|it| *it.kind == **kind))
                .collect();
            ties.sort_unstable();
            ties.dedup();
            // Where the direction was meant it counts.
            let forward = |id: &RelId| graph.ends(*id).is_some_and(|(a, _)| from.contains(&a));
            if ties.iter().any(forward) {
                ties.retain(forward);
            }
            let mut facts = Vec::new();
            for id in ties {
                let event = graph.relationship(id).and_then(|it| it.properties.get("event"));
                match event.and_then(Value::as_str).and_then(|key| graph.by_key(key)) {
                    // It is drawn from an event: that is not so.
                    Some(event) => facts.extend(told(session, graph, event)),
                    None => facts.extend(Between::of(graph, id).map(Fact::Tie)),
                }
            }
            if facts.is_empty() { Err(missing()) } else { Ok(facts) }
        }
    }
}

/// The tellings of an event or statement, in the documents of its evidence.
fn told(session: &Session, graph: &Graph, id: NodeId) -> Vec<Fact> {
    let Some(node) = graph.node(id) else { return Vec::new() };
    let mut keys: Vec<&str> = vec![&node.key];
    if let Some(Value::List(ids)) = node.properties.get("ids") {
        keys.extend(ids.iter().filter_map(Value::as_str));
    }
    keys.sort_unstable();
    keys.dedup();
    let fact = |key: &str| {
        let (document, id) = key.rsplit_once('#')?;
        let facts = &session.corpus().get(document)?.facts;
        let event = facts.events.iter().find(|event| event.id.to_string() == id);
        let said = || facts.statements.iter().find(|said| said.id.to_string() == id);
        let (kind, words): (&str, &str) = match event {
            Some(event) => (&event.kind, &event.quote),
            None => ("SAID", &said()?.quote),
        };
        let (document, id) = (document.into(), id.into());
        Some(Fact::Told { document, id, kind: kind.into(), words: words.into() })
    };
    keys.into_iter().filter_map(fact).collect()
}
