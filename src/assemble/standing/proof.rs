//! The node of an entity, with one proof a document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::cluster::Reason;
use super::node::{Before, Members};
use super::{Standing, Touched, Who};
use crate::facts::{EntityKind, ReadDocument, Words};
use crate::graph::{Change, Evidence, Graph, Properties, Value};
use crate::text::Span;

/// The frame of an entity's reason, where it is one of several or alone.
fn frame(reason: Reason, alone: bool) -> &'static str {
    match reason {
        Reason::Described | Reason::Judged | Reason::Split => reason,
        _ if alone => Reason::Named,
        reason => reason,
    }
    .frame()
}

/// Where a document names an entity first, and the sentence around it, as [`super::super::changes`] tells it.
fn first_place(read: &ReadDocument, at: usize) -> (Span, Span) {
    let whole = (read.document.body, read.document.body);
    let Some(entity) = read.facts.entities.get(at) else { return whole };
    if let Some(&span) = entity.spans.first() {
        let before = read.facts.evidence().map(|it| it.sentence);
        let sentence = before.filter(|sentence| sentence.start <= span.start).max();
        return (span, sentence.filter(|sentence| sentence.contains(span)).unwrap_or(span));
    }
    let mut told = super::super::local::participants(read).filter(|(id, _)| *id == entity.id);
    told.next().map_or(whole, |(_, evidence)| (evidence.span, evidence.sentence))
}

impl Standing {
    /// The node of an entity in the graph's form. What proved it before is taken over as far as it still does.
    pub(super) fn entity_node(
        &self,
        number: usize,
        graph: &Graph,
        touched: &Touched,
        words: &mut Words,
    ) -> Change {
        let node = self.node(number);
        let kind = node.kind.as_str();
        let label = self.grammar.ontology.label(kind).unwrap_or("Other");
        let aliases = self.said(number).aliases(node.kind);
        let mut properties: Vec<(Arc<str>, Value)> = vec![
            (words.get("id"), Value::String(node.key.clone())),
            (words.get("name"), Value::string(&node.name)),
            (words.get("kind"), Value::String(words.get(kind))),
            (words.get("aliases"), Value::List(aliases.iter().map(Value::string).collect())),
        ];
        let members = node.members();
        if node.kind == EntityKind::Country {
            let entities = || members.iter().map(|&(who, _)| self.entity(who));
            let codes = [
                ("iso2", entities().find_map(|it| it.iso2.as_ref())),
                ("iso3", entities().find_map(|it| it.iso3.as_ref())),
            ];
            for (name, code) in codes {
                if let Some(code) = code {
                    properties.push((words.get(name), Value::string(code.to_uppercase())));
                }
            }
        }
        let evidence = self.joined(&members, touched.nodes.get(&number), graph, touched, words);
        Change::AddNode {
            key: node.key.clone(),
            labels: vec![words.get(label)],
            properties: Properties::of_distinct(properties),
            evidence: evidence.into(),
        }
    }

    fn joined(
        &self,
        members: &Members,
        before: Option<&Before>,
        graph: &Graph,
        touched: &Touched,
        words: &mut Words,
    ) -> Vec<Evidence> {
        let alone = members.len() == 1;
        let old = before.filter(|it| it.was && it.members.len() > 1 && !alone);
        let shown = old.and_then(|it| graph.node(graph.by_key(&it.key)?));
        let known = |who: Who, reason: Reason, from: &mut usize| {
            let (old, shown) = (old?, shown?);
            while old.members.get(*from).is_some_and(|&it| it < (who, reason)) {
                *from += 1;
            }
            let same = old.members.get(*from) == Some(&(who, reason));
            let changed = touched.gone.contains_key(&who.document);
            shown.evidence.get(*from).filter(|_| same && !changed).cloned()
        };
        let mut from = 0;
        let mut frames: BTreeMap<Reason, Arc<str>> = BTreeMap::new();
        let proofs = members.iter().filter_map(|&(who, reason)| {
            if let Some(known) = known(who, reason, &mut from) {
                return Some(known);
            }
            let read = &self.documents.get(who.document)?.read;
            let (span, sentence) = first_place(read, who.at);
            let frame =
                frames.entry(reason).or_insert_with(|| words.get(frame(reason, alone))).clone();
            Some(Evidence {
                document: words.get(&read.document.id),
                start: span.start,
                end: span.end,
                sentence_start: sentence.start,
                sentence_end: sentence.end,
                frame,
                confidence: 100,
            })
        });
        proofs.collect()
    }
}
