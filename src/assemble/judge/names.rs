//! Nodes by the keys and names that judgements know them by.

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::cluster::Clusters;
use super::super::display;
use super::super::key::Called;
use super::super::local::Locals;
use super::super::name::slug;
use crate::graph::{Graph, Value};

/// Clusters by key and, once a key is not found, by all their names.
pub(super) struct Names {
    keys: FxHashMap<Arc<str>, usize>,
    aliases: Option<FxHashMap<String, Vec<usize>>>,
}

impl Names {
    /// Cost: the number of clusters.
    pub(super) fn new(called: &[Called]) -> Self {
        let keys = called.iter().enumerate().map(|(i, one)| (one.key.clone(), i)).collect();
        Self { keys, aliases: None }
    }

    pub(super) fn learn(&mut self, key: &Arc<str>, cluster: usize) {
        self.keys.insert(key.clone(), cluster);
    }

    pub(super) fn of_key(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// The clusters of the key's kind one of whose names makes this key. Cost: at the first time all names.
    pub(super) fn of_alias(
        &mut self,
        key: &str,
        locals: &Locals<'_>,
        clusters: &Clusters,
    ) -> &[usize] {
        let aliases = self.aliases.get_or_insert_with(|| {
            let mut all: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for (number, cluster) in clusters.all.iter().enumerate() {
                for alias in display::aliases(locals, cluster) {
                    let key = format!("{}/{}", cluster.kind.as_str(), slug(&alias));
                    all.entry(key).or_default().push(number);
                }
            }
            all
        });
        aliases.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Where keys lead that no node of a graph has: to what they were merged into, else to the only node of that kind that has
/// such a name. Cost: the first time that a key was not merged away, linear in the names of the graph.
pub(in crate::assemble) fn lookup(
    former: Vec<(Arc<str>, Arc<str>)>,
) -> impl Fn(&Graph, &str) -> Option<Arc<str>> {
    let former: FxHashMap<Arc<str>, Arc<str>> = former.into_iter().collect();
    let by_name: OnceCell<FxHashMap<String, Option<Arc<str>>>> = OnceCell::new();
    move |graph, key| {
        if let Some(now) = former.get(key) {
            return Some(now.clone());
        }
        if key.contains('#') {
            return None;
        }
        by_name.get_or_init(|| names(graph)).get(key)?.clone()
    }
}

/// The keys that the names of a graph's nodes would make; none where several nodes have such a name.
fn names(graph: &Graph) -> FxHashMap<String, Option<Arc<str>>> {
    let mut all: FxHashMap<String, Option<Arc<str>>> = FxHashMap::default();
    for id in graph.nodes() {
        let Some(node) = graph.node(id) else { continue };
        let Some(kind) = node.properties.get("kind").and_then(Value::as_str) else { continue };
        for name in graph.names_of(id) {
            let one = all.entry(format!("{kind}/{}", slug(name)));
            let one = one.or_insert_with(|| Some(node.key.clone()));
            if one.as_ref() != Some(&node.key) {
                *one = None;
            }
        }
    }
    all
}
