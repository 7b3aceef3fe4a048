//! Nodes by the text of their property `name`.

use std::sync::{Arc, OnceLock};

use petgraph::stable_graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::columns::hash_of_text;
use super::store::{Graph, NodeId};
use super::value::Value;

/// The nodes by name: a map that is kept up to date, or, of a graph that came from a file and was not written to yet, a
/// sorted table that is made when it is first wanted.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    live: FxHashMap<Arc<str>, Vec<NodeId>>,
    /// Counts where it is there; the map is empty then.
    loaded: Option<OnceLock<Sorted>>,
}

impl Names {
    /// The names of a graph that is being loaded.
    pub(super) fn loaded() -> Self {
        Self { live: FxHashMap::default(), loaded: Some(OnceLock::new()) }
    }
}

/// Nodes with a name, sorted by its hash, by name, and as they were put in.
#[derive(Debug, Clone)]
pub(super) struct Sorted {
    hashes: Vec<u32>,
    nodes: Vec<NodeId>,
}

fn hash(name: &str) -> u32 {
    (hash_of_text(name) >> 32) as u32
}

impl Graph {
    /// The nodes whose property `name` is this text, in order of insertion. Cost: constant; of a graph that came from a file
    /// the logarithm of the nodes, and once a sort of them.
    pub fn nodes_with_name(&self, name: &str) -> &[NodeId] {
        let Some(table) = &self.by_name.loaded else {
            return self.by_name.live.get(name).map_or(&[], Vec::as_slice);
        };
        let table = table.get_or_init(|| self.sorted_names());
        let wanted = hash(name);
        let is_it = |at: usize| {
            let node = table.nodes.get(at);
            node.is_some_and(|&node| self.name_of(node).is_some_and(|known| **known == *name))
        };
        let mut start = table.hashes.partition_point(|&hash| hash < wanted);
        // Different names with one hash are rare.
        while table.hashes.get(start) == Some(&wanted) && !is_it(start) {
            start += 1;
        }
        let mut end = start;
        while table.hashes.get(end) == Some(&wanted) && is_it(end) {
            end += 1;
        }
        table.nodes.get(start..end).unwrap_or_default()
    }

    /// The map of names, to be changed. Cost: constant; linear in the nodes the first time for a graph from a file.
    pub(super) fn names_mut(&mut self) -> &mut FxHashMap<Arc<str>, Vec<NodeId>> {
        if self.by_name.loaded.is_some() {
            let mut all: FxHashMap<Arc<str>, Vec<NodeId>> = FxHashMap::default();
            for node in self.nodes() {
                if let Some(name) = self.name_of(node) {
                    all.entry(name.clone()).or_default().push(node);
                }
            }
            self.by_name = Names { live: all, loaded: None };
        }
        &mut self.by_name.live
    }

    fn name_of(&self, node: NodeId) -> Option<&Arc<str>> {
        match self.node(node)?.properties.get("name")? {
            Value::String(name) => Some(name),
            _ => None,
        }
    }

    fn sorted_names(&self) -> Sorted {
        let named = self.nodes().filter_map(|node| {
            let name = self.name_of(node)?;
            Some(u64::from(hash(name)) << 32 | u64::from(node.number()))
        });
        let mut all: Vec<u64> = named.collect();
        all.sort_unstable();
        let hashes: Vec<u32> = all.iter().map(|&both| (both >> 32) as u32).collect();
        let node = |&both: &u64| NodeId(NodeIndex::new((both & u64::from(u32::MAX)) as usize));
        let mut nodes: Vec<NodeId> = all.iter().map(node).collect();
        drop(all);
        let mut start = 0;
        for same in hashes.chunk_by(|a, b| a == b) {
            let end = start + same.len();
            if same.len() > 1
                && let Some(some) = nodes.get_mut(start..end)
            {
                some.sort_by(|&a, &b| self.name_of(a).cmp(&self.name_of(b)).then(a.cmp(&b)));
            }
            start = end;
        }
        Sorted { hashes, nodes }
    }
}
