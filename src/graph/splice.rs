//! A graph of which a part is another now: what stays keeps its order, what is new comes where it belongs, as if the whole had
//! been made anew.

use std::ops::Range;
use std::sync::Arc;

use petgraph::stable_graph::{NodeIndex, StableDiGraph};
use petgraph::visit::NodeIndexable;

use super::change::{Change, ChangeError};
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
        let old = std::mem::take(&mut self.inner);
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
        let mut gone: Vec<(usize, Arc<str>)> = Vec::new();
        let (nodes, relationships) = old.into_nodes_edges_iters();
        let (mut nodes, mut relationships) = (nodes.peekable(), relationships.peekable());
        let mut come: Vec<Come> = Vec::new();
        for run in splice.nodes {
            match run {
                Run::Keep(range) => {
                    let end = range.end;
                    while let Some(node) = nodes.next_if(|it| it.index.index() < range.start) {
                        self.lose(node.index.index(), node.weight, &mut gone);
                    }
                    let were = written.old_nodes.extract_if(|at, _| range.contains(at));
                    let mut were: Vec<(usize, Node)> = were.collect();
                    were.sort_unstable_by_key(|(at, _)| *at);
                    let mut were = were.into_iter().peekable();
                    loop {
                        let next = nodes.peek().map(|it| it.index.index()).filter(|at| *at < end);
                        if let Some((at, was)) =
                            were.next_if(|(at, _)| next.is_none_or(|next| *at <= next))
                        {
                            if next == Some(at)
                                && let Some(node) = nodes.next()
                            {
                                self.lose(at, node.weight, &mut gone);
                            }
                            self.count_properties(&was.properties, true);
                            let (key, labels) = (was.key.clone(), was.labels.clone());
                            let name = name_of(&was.properties);
                            let id = NodeId(self.inner.add_node(was));
                            back.push((at, id.number()));
                            come.push(Come { key, id, labels, name });
                            continue;
                        }
                        let Some(node) = nodes.next_if(|it| it.index.index() < end) else { break };
                        let at = node.index.index();
                        let id = self.inner.add_node(node.weight);
                        if let Some(slot) = now.get_mut(at) {
                            *slot = u32::try_from(id.index()).unwrap_or(GONE);
                        }
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
        for node in nodes.by_ref() {
            self.lose(node.index.index(), node.weight, &mut gone);
        }
        for key in splice.lost {
            self.other_keys.remove(&key);
        }
        self.renumber_lists(&now);
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
        let place = |id: NodeIndex<u32>| {
            let number = now.get(id.index()).copied().filter(|number| *number != GONE);
            let number = number.ok_or_else(|| ChangeError::NoNode("".into()))?;
            Ok(NodeIndex::new(number as usize))
        };
        for run in splice.relationships {
            match run {
                Run::Keep(range) => {
                    let end = range.end;
                    while let Some(gone) =
                        relationships.next_if(|it| it.index.index() < range.start)
                    {
                        self.lose_relationship(&gone.weight);
                    }
                    let were = written.old_relationships.extract_if(|at, _| range.contains(at));
                    let mut were: Vec<_> = were.collect();
                    were.sort_unstable_by_key(|(at, _)| *at);
                    let mut were = were.into_iter().peekable();
                    loop {
                        let next = relationships.peek().map(|it| it.index.index());
                        let next = next.filter(|at| *at < end);
                        if let Some((at, (from, to, was))) =
                            were.next_if(|(at, _)| next.is_none_or(|next| *at <= next))
                        {
                            if next == Some(at)
                                && let Some(gone) = relationships.next()
                            {
                                self.lose_relationship(&gone.weight);
                            }
                            self.count_properties(&was.properties, true);
                            *self.by_type.entry(was.kind.clone()).or_default() += 1;
                            self.inner.add_edge(place(from.0)?, place(to.0)?, was);
                            continue;
                        }
                        let Some(it) = relationships.next_if(|it| it.index.index() < end) else {
                            break;
                        };
                        self.inner.add_edge(place(it.source)?, place(it.target)?, it.weight);
                    }
                }
                Run::New(all) => {
                    for change in all {
                        super::change::carry_out(self, change)?;
                    }
                }
            }
        }
        for gone in relationships.by_ref() {
            self.lose_relationship(&gone.weight);
        }
        // The room that they had takes its time to be given back.
        rayon::spawn(move || drop((nodes, relationships)));
        Ok(())
    }

    /// A node is no more.
    fn lose(&mut self, at: usize, node: Node, gone: &mut Vec<(usize, Arc<str>)>) {
        self.count_properties(&node.properties, false);
        gone.push((at, node.key));
    }

    /// A relationship is no more.
    fn lose_relationship(&mut self, gone: &Relationship) {
        self.count_properties(&gone.properties, false);
        if let Some(count) = self.by_type.get_mut(&gone.kind) {
            *count = count.saturating_sub(1);
        }
    }

    /// Gives nodes their new numbers wherever they are listed, and takes those out that are no more.
    fn renumber_lists(&mut self, now: &[u32]) {
        let new = |id: &mut NodeId| {
            let number = now.get(id.0.index()).copied().unwrap_or(GONE);
            *id = NodeId(NodeIndex::new(number as usize));
            number != GONE
        };
        self.keys.renumber(now, GONE);
        self.by_label.values_mut().for_each(|all| all.retain_mut(new));
        self.names_mut().values_mut().for_each(|all| all.retain_mut(new));
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
