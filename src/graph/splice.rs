//! A graph of which a part is another now: what stays keeps its order, what is new comes where it belongs, as if the whole had
//! been made anew.

use std::ops::Range;
use std::sync::Arc;

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeIndexable, NodeIndexable};

use super::change::{Change, ChangeError};
use super::evidence::{Origin, Row};
use super::properties::Properties;
use super::store::{Graph, Labels, Node, NodeId, Relationship};
use super::value::Value;

/// A stretch of a list of nodes or relationships.
#[derive(Debug)]
pub(crate) enum Run {
    /// These of the old ones, by number.
    Keep(Range<usize>),
    /// New ones.
    New(Vec<Change>),
}

/// What a graph becomes.
#[derive(Debug, Default)]
pub(crate) struct Splice {
    /// All nodes, in order.
    pub nodes: Vec<Run>,
    /// All relationships, in order.
    pub relationships: Vec<Run>,
    /// Further keys that are taken away.
    pub lost: Vec<Arc<str>>,
    /// Further keys of nodes ([`Change::AddKey`]).
    pub keys: Vec<Change>,
}

/// A node that is to be listed.
struct Come {
    key: Arc<str>,
    id: NodeId,
    labels: Labels,
    name: Option<Arc<str>>,
}

/// Number of what is no more.
const GONE: u32 = u32::MAX;

impl Graph {
    /// Makes a part of the graph anew, as it was before it was written to ([`Graph::keep_what_was`]). Cost: linear in
    /// the graph, but nothing of it is copied; what is named by a node's key is looked up.
    ///
    /// # Errors
    /// A key is taken, or a node is missing; the graph is of no use then.
    pub(crate) fn splice(&mut self, splice: Splice) -> Result<(), ChangeError> {
        self.forget();
        // Of a graph from a file the names are not listed yet.
        self.names_mut();
        let mut written = self.overlay.take().unwrap_or_default();
        let mut old = std::mem::take(&mut self.inner);
        let size = |runs: &[Run]| -> usize {
            let sizes = runs.iter().map(|run| match run {
                Run::Keep(range) => range.len(),
                Run::New(all) => all.len(),
            });
            sizes.sum()
        };
        self.inner = StableDiGraph::with_capacity(size(&splice.nodes), size(&splice.relationships));
        // Where something was taken out there are gaps, or what was added has filled them.
        let mut now = vec![GONE; old.node_bound()];
        let mut back: Vec<(usize, u32)> = Vec::new();
        let nothing: Arc<str> = "".into();
        let unlabelled: Labels = Vec::new().into();
        // Takes the place of what is moved, and holds nothing that must be counted.
        let nowhere = || Origin::Row(Row { table: 0, line: 0 });
        let mut come: Vec<Come> = Vec::new();
        for run in splice.nodes {
            match run {
                Run::Keep(range) => {
                    for at in range {
                        if let Some(was) = written.old_nodes.remove(&at) {
                            self.count_properties(&was.properties, true);
                            let (key, labels) = (was.key.clone(), was.labels.clone());
                            let name = name_of(&was.properties);
                            let id = NodeId(self.inner.add_node(was));
                            back.push((at, id.number()));
                            come.push(Come { key, id, labels, name });
                            continue;
                        }
                        let Some(node) = old.node_weight_mut(NodeIndex::new(at)) else { continue };
                        let empty = Node {
                            key: nothing.clone(),
                            labels: unlabelled.clone(),
                            properties: Properties::default(),
                            evidence: nowhere(),
                        };
                        let id = self.inner.add_node(std::mem::replace(node, empty));
                        now[at] = u32::try_from(id.index()).unwrap_or(GONE);
                    }
                }
                Run::New(all) => {
                    for change in all {
                        let Change::AddNode { key, labels, properties, evidence } = change else {
                            continue;
                        };
                        let labels = super::change::sorted(labels);
                        let properties = properties.without_nulls();
                        self.count_properties(&properties, true);
                        let name = name_of(&properties);
                        let known = (key.clone(), labels.clone());
                        let node = Node { key, labels, properties, evidence: evidence.into() };
                        let id = NodeId(self.inner.add_node(node));
                        come.push(Come { key: known.0, id, labels: known.1, name });
                    }
                }
            }
        }
        for key in splice.lost {
            self.other_keys.remove(&key);
        }
        let gone = self.renumber_lists(&mut old, &now);
        for (at, number) in back {
            if let Some(slot) = now.get_mut(at) {
                *slot = number;
            }
        }
        for Come { key, id, labels, name } in come {
            if self.by_key(&key).is_some() {
                return Err(ChangeError::KeyTaken(key));
            }
            self.enter_key(&key, id);
            for label in labels.iter() {
                self.by_label.entry(label.clone()).or_default().push(id);
            }
            if let Some(name) = name {
                self.names_mut().entry(name).or_default().push(id);
            }
        }
        // Lists to which something was added in the middle; those in order take no time.
        self.by_label.values_mut().for_each(|all| all.sort());
        let names = self.names_mut();
        names.values_mut().filter(|all| all.len() > 1).for_each(|all| all.sort());
        names.retain(|_, all| !all.is_empty());
        // What is written anew is the same node, also where it had been taken out.
        let taken_out = written.old_nodes.iter().map(|(&at, was)| (at, was.key.clone()));
        for (at, key) in taken_out.chain(gone) {
            if let (Some(slot @ &mut GONE), Some(id)) = (now.get_mut(at), self.by_own_key(&key)) {
                *slot = id.number();
            }
        }
        for change in splice.keys {
            super::change::carry_out(self, change)?;
        }
        let mut kept = vec![false; old.edge_bound()];
        for run in splice.relationships {
            match run {
                Run::Keep(range) => {
                    for at in range {
                        let index = EdgeIndex::new(at);
                        if let Some((from, to, was)) = written.old_relationships.remove(&at) {
                            self.count_properties(&was.properties, true);
                            *self.by_type.entry(was.kind.clone()).or_default() += 1;
                            let ends = [from, to].map(|it| now.get(it.0.index()).copied());
                            let [Some(from), Some(to)] = ends else { continue };
                            let ends = [from, to].map(|it| NodeIndex::new(it as usize));
                            if from == GONE || to == GONE {
                                return Err(ChangeError::NoNode(nothing));
                            }
                            self.inner.add_edge(ends[0], ends[1], was);
                            continue;
                        }
                        let Some((from, to)) = old.edge_endpoints(index) else { continue };
                        let Some(relationship) = old.edge_weight_mut(index) else { continue };
                        let empty = Relationship {
                            kind: nothing.clone(),
                            properties: Properties::default(),
                            evidence: nowhere(),
                        };
                        kept[at] = true;
                        let relationship = std::mem::replace(relationship, empty);
                        let (from, to) = (now[from.index()], now[to.index()]);
                        if from == GONE || to == GONE {
                            return Err(ChangeError::NoNode(nothing));
                        }
                        let ends = (NodeIndex::new(from as usize), NodeIndex::new(to as usize));
                        self.inner.add_edge(ends.0, ends.1, relationship);
                    }
                }
                Run::New(all) => {
                    for change in all {
                        super::change::carry_out(self, change)?;
                    }
                }
            }
        }
        for (at, _) in kept.iter().enumerate().filter(|(_, kept)| !**kept) {
            if let Some(gone) = old.edge_weight(EdgeIndex::new(at)) {
                let (kind, properties) = (gone.kind.clone(), gone.properties.clone());
                self.count_properties(&properties, false);
                if let Some(count) = self.by_type.get_mut(&kind) {
                    *count = count.saturating_sub(1);
                }
            }
        }
        // What is left of it is nobody's concern.
        rayon::spawn(move || drop(old));
        Ok(())
    }

    /// Gives nodes their new numbers wherever they are listed, and takes those out that are no more.
    fn renumber_lists(
        &mut self,
        old: &mut StableDiGraph<Node, Relationship, u32>,
        now: &[u32],
    ) -> Vec<(usize, Arc<str>)> {
        let mut gone: Vec<(usize, Arc<str>)> = Vec::new();
        for (at, _) in now.iter().enumerate().filter(|(_, now)| **now == GONE) {
            if let Some(node) = old.node_weight(NodeIndex::new(at)) {
                gone.push((at, node.key.clone()));
                let properties = node.properties.clone();
                self.count_properties(&properties, false);
            }
        }
        let new = |id: &mut NodeId| {
            let number = now.get(id.0.index()).copied().unwrap_or(GONE);
            *id = NodeId(NodeIndex::new(number as usize));
            number != GONE
        };
        self.keys.renumber(now, GONE);
        self.by_label.values_mut().for_each(|all| all.retain_mut(new));
        self.names_mut().values_mut().for_each(|all| all.retain_mut(new));
        gone
    }

    fn count_properties(&mut self, properties: &Properties, more: bool) {
        for name in properties.keys() {
            match self.property_names.get_mut(name) {
                Some(count) if more => *count += 1,
                Some(count) => *count = count.saturating_sub(1),
                None => _ = self.property_names.insert(name.clone(), usize::from(more)),
            }
        }
    }
}

fn name_of(properties: &Properties) -> Option<Arc<str>> {
    match properties.get("name") {
        Some(Value::String(name)) => Some(name.clone()),
        _ => None,
    }
}
