//! Which things are one where no document tells of them: nodes that were imported or written by hand are merged and split in the
//! graph itself, once it was made of what was read.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::judge::{missing, put};
use super::judgement::Source;
use super::replay::{self, Lookup, Reason};
use super::{Entry, Mark, Subject, marks};
use crate::graph::draft::Draft;
use crate::graph::evidence::Origin;
use crate::graph::store::{Graph, Node, NodeId, RelId, Relationship, Way};
use crate::graph::value::Value;

/// What became of judgements when the graph was made of what was read.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// Places in the log of those that were refused: they are carried out nowhere.
    pub refused: BTreeSet<usize>,
    /// Places of those that were carried out, since documents tell of all that they name.
    pub settled: BTreeSet<usize>,
}

/// What the entries carried out so far have made of nodes and relationships.
#[derive(Default)]
pub(super) struct Hand {
    /// Keys of nodes that were merged into others, each with the key of what it is now.
    former: FxHashMap<Arc<str>, Arc<str>>,
    /// Pairs that are never one, with the place of the entry that says so.
    apart: Vec<(Arc<str>, Arc<str>, usize)>,
    /// Relationships that no document and no table tells of, by the entry that made them.
    made: FxHashMap<RelId, usize>,
    marks: Vec<Mark>,
}

impl Hand {
    /// Before the first entry. Cost: where an entry is named, the log.
    pub(super) fn new(entries: &[Entry]) -> Self {
        let names_entries = entries.iter().any(Entry::splits_by_entry);
        Self { marks: if names_entries { marks(entries) } else { Vec::new() }, ..Self::default() }
    }

    /// Where a key leads that no node has any more.
    pub(super) fn lead(&self, graph: &Graph, key: &str, lookup: Lookup<'_>) -> Option<Arc<str>> {
        if let Some(now) = self.former.get(key) {
            return Some(now.clone());
        }
        let found = lookup(graph, key)?;
        Some(self.former.get(&found).cloned().unwrap_or(found))
    }

    /// The entry at this place made a relationship.
    pub(super) fn note(&mut self, made: RelId, entry: usize) {
        self.made.insert(made, entry);
    }

    fn node(&self, draft: &Draft<'_>, key: &str, lookup: Lookup<'_>) -> Result<NodeId, Reason> {
        replay::node(draft, key, &|graph, key| self.lead(graph, key, lookup))
    }

    /// These are never one.
    pub(super) fn keep_apart(
        &mut self,
        draft: &Draft<'_>,
        nodes: &[Subject],
        (entry, is_settled): (usize, bool),
        lookup: Lookup<'_>,
    ) -> Result<(), Reason> {
        for node in nodes.iter().filter(|_| !is_settled) {
            self.node(draft, &node.key, lookup)?;
        }
        for (at, one) in nodes.iter().enumerate() {
            let before = nodes.iter().take(at);
            self.apart.extend(before.map(|other| (other.key.clone(), one.key.clone(), entry)));
        }
        Ok(())
    }

    /// Who has a further name that something else goes by, which documents tell of, is that.
    pub(super) fn draw_in(
        &mut self,
        draft: &mut Draft<'_>,
        node: &Subject,
        name: &str,
        lookup: Lookup<'_>,
    ) -> Result<(), Reason> {
        let into = self.node(draft, &node.key, lookup)?;
        let graph = draft.graph();
        let Some(own) = graph.node(into).filter(|it| !is_read(it)) else { return Ok(()) };
        let fits = |it: &Node| is_read(it) && it.labels.iter().any(|one| own.labels.contains(one));
        let mut found = graph.nodes_with_name(name).iter().copied();
        let mut found = found.by_ref().filter(|&id| id != into && graph.node(id).is_some_and(fits));
        // Of several nobody knows which is meant.
        let (Some(other), None) = (found.next(), found.next()) else { return Ok(()) };
        let Some(key) = graph.node(other).map(|it| it.key.clone()) else { return Ok(()) };
        let other = Subject { key, name: None, document: None };
        self.merge(draft, &[node.clone(), other], lookup)
    }

    /// These are one; those that documents tell of are it already.
    pub(super) fn merge(
        &mut self,
        draft: &mut Draft<'_>,
        nodes: &[Subject],
        lookup: Lookup<'_>,
    ) -> Result<(), Reason> {
        let mut found: Vec<NodeId> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let id = self.node(draft, &node.key, lookup)?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        for (one, other, entry) in &self.apart {
            let ends = (self.node(draft, one, lookup).ok(), self.node(draft, other, lookup).ok());
            let (Some(a), Some(b)) = ends else { continue };
            if a != b && found.contains(&a) && found.contains(&b) {
                let why = format!("{one} and {other} are never one (entry {})", entry + 1);
                return Err(Reason::Contradicts(why));
            }
        }
        let Some((&into, others)) = found.split_first() else { return Ok(()) };
        others.iter().try_for_each(|&other| self.join(draft, into, other))
    }

    fn join(&mut self, draft: &mut Draft<'_>, into: NodeId, other: NodeId) -> Result<(), Reason> {
        let (kept, gone) = (draft.graph().node(into).cloned(), draft.graph().node(other).cloned());
        let (Some(kept), Some(gone)) = (kept, gone) else { return Ok(()) };
        for id in ties(draft, other) {
            let Some(ends) = draft.graph().ends(id) else { continue };
            if ends == (into, other) || ends == (other, into) {
                // What is one has no relation to itself.
                draft.delete_relationship(id);
                self.made.remove(&id);
                continue;
            }
            let end = |it: NodeId| if it == other { into } else { it };
            self.bend(draft, id, (end(ends.0), end(ends.1)), &kept.key)?;
        }
        let labels = kept.labels.iter().chain(gone.labels.iter()).cloned().collect();
        let lost = || missing(&kept.key);
        draft.set_labels(into, labels).map_err(|_| lost())?;
        let mut all = kept.properties.to_map();
        let name = all.get("name").and_then(Value::as_str).map(Arc::<str>::from);
        for (property, value) in gone.properties.iter() {
            match (&**property, value) {
                ("name", Value::String(text)) if name.as_ref().is_some_and(|it| it != text) => {
                    put(&mut all, "aliases", text.clone(), true);
                }
                ("aliases", Value::List(texts)) => {
                    let texts = texts.iter().filter_map(Value::as_str);
                    texts.for_each(|text| put(&mut all, "aliases", text.into(), true));
                }
                _ => drop(all.entry(property.clone()).or_insert_with(|| value.clone())),
            }
        }
        draft.set_properties(into, all.into()).map_err(|_| lost())?;
        draft.take_over(into, &gone.evidence);
        draft.delete_node(other, true);
        self.former.values_mut().filter(|now| **now == gone.key).for_each(|now| {
            *now = kept.key.clone();
        });
        self.former.insert(gone.key, kept.key);
        Ok(())
    }

    /// What these tell of it is another.
    pub(super) fn split(
        &mut self,
        draft: &mut Draft<'_>,
        (node, sources): (&Subject, &[Arc<str>]),
        name: Option<&Arc<str>>,
        lookup: Lookup<'_>,
    ) -> Result<(), Reason> {
        let id = self.node(draft, &node.key, lookup)?;
        let Some(whole) = draft.graph().node(id).cloned() else { return Ok(()) };
        let mut moved = ties(draft, id);
        moved.retain(|tie| sources.iter().any(|source| self.tells(draft.graph(), *tie, source)));
        if moved.is_empty() {
            return Err(missing(&format!("what {} tells of {}", sources.join(", "), node.key)));
        }
        let mut all = whole.properties.to_map();
        all.retain(|name, _| matches!(&**name, "name" | "kind"));
        if let Some(name) = name {
            all.insert("name".into(), Value::String(name.clone()));
        }
        let told_by = sources.first().map_or("", |source| Source::parse(source).name());
        let mut keys = std::iter::once(format!("{}~{told_by}", whole.key))
            .chain((2..).map(|number| format!("{}~{told_by}-{number}", whole.key)));
        let key = keys.find(|key| draft.graph().by_key(key).is_none());
        let part = key.and_then(|key| {
            let key: Arc<str> = key.into();
            let text = Value::String(key.clone());
            all.insert("id".into(), text);
            draft.add_node_as(key, whole.labels.to_vec(), all.into())
        });
        let part = part.ok_or_else(|| missing(&node.key))?;
        for tie in moved {
            let Some(ends) = draft.graph().ends(tie) else { continue };
            let end = |it: NodeId| if it == id { part } else { it };
            self.bend(draft, tie, (end(ends.0), end(ends.1)), &node.key)?;
        }
        Ok(())
    }

    /// Is it this that tells of a relationship, and nothing else?
    fn tells(&self, graph: &Graph, tie: RelId, source: &str) -> bool {
        let Some(Relationship { evidence, .. }) = graph.relationship(tie) else { return false };
        match Source::parse(source) {
            Source::Table(wanted, line) => evidence.row().is_some_and(|row| {
                let table = graph.tables().get(row.table as usize);
                table.is_some_and(|table| **table == *wanted)
                    && line.is_none_or(|line| line == row.line)
            }),
            Source::Entry(mark) => {
                let made = self.made.get(&tie).and_then(|&entry| self.marks.get(entry));
                made.is_some_and(|made| Some(*made) == mark)
            }
            Source::Document(id) => match evidence {
                Origin::Text(all) => !all.is_empty() && all.iter().all(|it| *it.document == *id),
                Origin::Row(_) => false,
            },
        }
    }

    /// Lets a relationship lead between other nodes.
    fn bend(
        &mut self,
        draft: &mut Draft<'_>,
        id: RelId,
        (from, to): (NodeId, NodeId),
        key: &str,
    ) -> Result<(), Reason> {
        let Some(Relationship { kind, properties, evidence }) =
            draft.graph().relationship(id).cloned()
        else {
            return Ok(());
        };
        let bent = draft.add_relationship_of(from, to, kind, properties, evidence);
        let bent = bent.map_err(|_| missing(key))?;
        draft.delete_relationship(id);
        match self.made.remove(&id) {
            Some(entry) => drop(self.made.insert(bent, entry)),
            None => drop(self.made.remove(&bent)),
        }
        Ok(())
    }
}

/// Do documents tell of a node?
fn is_read(node: &Node) -> bool {
    matches!(&node.evidence, Origin::Text(all) if !all.is_empty())
}

/// The relationships at a node, in order.
fn ties(draft: &Draft<'_>, node: NodeId) -> Vec<RelId> {
    let all = draft.graph().relationships_of(node, Way::Both).map(|(id, _)| id);
    let mut all: Vec<RelId> = all.filter(|&id| !draft.is_deleted_relationship(id)).collect();
    all.sort_unstable();
    all
}
