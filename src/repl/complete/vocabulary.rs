//! The words that a graph adds to the language, gathered while the prompt waits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::names::{Names, Spelling};
use crate::facts::Corpus;
use crate::graph::{Graph, Value, Way};

/// The words that a graph adds to the language.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    pub(super) labels: Vec<Arc<str>>,
    pub(super) types: Vec<Arc<str>>,
    pub(super) properties: Vec<Arc<str>>,
    /// The properties of what has a label or type.
    pub(super) of: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    /// The texts of properties that have few of them.
    pub(super) values: BTreeMap<Arc<str>, Option<BTreeSet<Arc<str>>>>,
    /// Ids of documents.
    pub(super) documents: Vec<String>,
    pub(super) names: Names,
}

/// A property with more texts than this is no choice among few.
const FEW_TEXTS: usize = 40;

/// So many nodes or relationships are looked at between two looks at whether to stop.
const STRIDE: usize = 512;

/// What is gathered of a graph so far: it can be stopped and taken up again, as long as the graph stays the same.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    vocabulary: Vocabulary,
    spellings: Vec<Spelling>,
    nodes: usize,
    relationships: usize,
}

impl Gathering {
    /// The words that need no walk through the graph are known at once. Cost: the labels, types, properties and
    /// documents.
    pub(crate) fn new(graph: &Graph, corpus: &Corpus) -> Self {
        let vocabulary = Vocabulary {
            labels: graph.labels().map(|(label, _)| label.clone()).collect(),
            types: graph.relationship_types().map(|(kind, _)| kind.clone()).collect(),
            properties: graph.property_names().cloned().collect(),
            documents: corpus.iter().map(|read| read.document.id.clone()).collect(),
            ..Vocabulary::default()
        };
        Self { vocabulary, ..Self::default() }
    }

    /// The words that are known before the walk.
    pub(crate) fn at_once(&self) -> Vocabulary {
        let Vocabulary { labels, types, properties, documents, .. } = &self.vocabulary;
        Vocabulary {
            labels: labels.clone(),
            types: types.clone(),
            properties: properties.clone(),
            documents: documents.clone(),
            ..Vocabulary::default()
        }
    }

    /// Walks on through the graph until it is done, or `stop` is set. Is it done? Cost: linear in the graph.
    pub(crate) fn go_on(&mut self, graph: &Graph, stop: &AtomicBool) -> bool {
        for id in graph.nodes().skip(self.nodes) {
            if self.nodes.is_multiple_of(STRIDE) && stop.load(Ordering::Relaxed) {
                return false;
            }
            self.nodes += 1;
            let Some(node) = graph.node(id) else { continue };
            for label in node.labels.iter() {
                self.note(label, node.properties.keys());
            }
            for (name, value) in node.properties.iter() {
                if let Value::String(text) = value {
                    self.value(name, text);
                }
            }
            let Some(Value::String(name)) = node.properties.get("name") else { continue };
            let has = |label: &str| node.labels.iter().any(|known| &**known == label);
            // A headline is no name, though it holds some.
            if has("Document") {
                continue;
            }
            // Events have names too, but nobody looks for them by these first.
            let weight = if has("Event") {
                0
            } else {
                u32::try_from(graph.relationships_of(id, Way::Both).count()).unwrap_or(u32::MAX)
            };
            let spelling =
                |text: &Arc<str>| Spelling { text: text.clone(), name: name.clone(), weight };
            self.spellings.push(spelling(name));
            if let Some(Value::List(aliases)) = node.properties.get("aliases") {
                for alias in aliases {
                    if let Value::String(alias) = alias
                        && alias != name
                    {
                        self.spellings.push(spelling(alias));
                    }
                }
            }
        }
        for id in graph.relationships().skip(self.relationships) {
            if self.relationships.is_multiple_of(STRIDE) && stop.load(Ordering::Relaxed) {
                return false;
            }
            self.relationships += 1;
            if let Some(tie) = graph.relationship(id) {
                self.note(&tie.kind, tie.properties.keys());
            }
        }
        true
    }

    fn note<'k>(&mut self, of: &Arc<str>, names: impl Iterator<Item = &'k Arc<str>>) {
        if !self.vocabulary.of.contains_key(of) {
            self.vocabulary.of.insert(of.clone(), BTreeSet::new());
        }
        let Some(known) = self.vocabulary.of.get_mut(of) else { return };
        for name in names {
            if !known.contains(name) {
                known.insert(name.clone());
            }
        }
    }

    fn value(&mut self, name: &Arc<str>, text: &Arc<str>) {
        if !self.vocabulary.values.contains_key(name) {
            self.vocabulary.values.insert(name.clone(), Some(BTreeSet::new()));
        }
        if let Some(entry) = self.vocabulary.values.get_mut(name)
            && let Some(few) = entry
            && !few.contains(text)
        {
            few.insert(text.clone());
            if few.len() > FEW_TEXTS {
                *entry = None;
            }
        }
    }

    /// All words, ready to be looked up. Cost: sorting the words of all names; the graph is not needed any more.
    pub(crate) fn finish(self) -> Vocabulary {
        Vocabulary { names: Names::new(self.spellings), ..self.vocabulary }
    }
}

impl Vocabulary {
    /// The properties of what has one of these labels or types; of what has none of them, all.
    pub(super) fn properties_of(&self, kinds: &[String]) -> Vec<&str> {
        let found: BTreeSet<&str> = kinds
            .iter()
            .filter_map(|kind| self.of.get(kind.as_str()))
            .flatten()
            .map(|name| &**name)
            .collect();
        if found.is_empty() {
            return self.properties.iter().map(|name| &**name).collect();
        }
        found.into_iter().collect()
    }

    /// The texts of a property that has few; `None` where it has many, or is a name.
    pub(super) fn values_of(&self, property: &str) -> Option<&BTreeSet<Arc<str>>> {
        if matches!(property, "name" | "title" | "id" | "content" | "aliases") {
            return None;
        }
        self.values.get(property)?.as_ref().filter(|few| !few.is_empty())
    }
}
