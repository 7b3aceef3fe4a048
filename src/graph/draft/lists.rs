//! The lists of nodes by label and by name while a draft changes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::super::properties::Properties;
use super::super::store::{Graph, NodeId};
use super::super::value::Value;

/// What is to become of a list.
#[derive(Debug, Default)]
struct Pending {
    gone: FxHashSet<NodeId>,
    /// Those that do not belong at the end.
    come: Vec<NodeId>,
}

/// What has to be done to the lists, kept until it pays to go through them once.
#[derive(Debug, Default)]
pub(super) struct Lists {
    labels: BTreeMap<Arc<str>, Pending>,
    names: BTreeMap<Arc<str>, Pending>,
}

/// The text of the property `name`.
pub(super) fn name_of(properties: &Properties) -> Option<Arc<str>> {
    match properties.get("name") {
        Some(Value::String(name)) => Some(name.clone()),
        _ => None,
    }
}

impl Lists {
    /// A node with these labels and this name is there now.
    pub(super) fn enter(
        &mut self,
        graph: &mut Graph,
        id: NodeId,
        labels: &[Arc<str>],
        name: Option<Arc<str>>,
    ) {
        for label in labels {
            add(&mut self.labels, label, id, graph.by_label.entry(label.clone()).or_default());
        }
        if let Some(name) = name {
            add(&mut self.names, &name, id, graph.names_mut().entry(name.clone()).or_default());
        }
    }

    /// A node with these labels and this name is there no more.
    pub(super) fn leave(&mut self, id: NodeId, labels: &[Arc<str>], name: Option<Arc<str>>) {
        for label in labels {
            take(&mut self.labels, label, id);
        }
        if let Some(name) = name {
            take(&mut self.names, &name, id);
        }
    }

    /// A node has another name now.
    pub(super) fn rename(
        &mut self,
        graph: &mut Graph,
        id: NodeId,
        old: Option<Arc<str>>,
        new: Option<Arc<str>>,
    ) {
        self.leave(id, &[], old);
        self.enter(graph, id, &[], new);
    }

    /// A node has other labels now.
    pub(super) fn relabel(
        &mut self,
        graph: &mut Graph,
        id: NodeId,
        old: &[Arc<str>],
        new: &[Arc<str>],
    ) {
        let only = |some: &[Arc<str>], others: &[Arc<str>]| -> Vec<Arc<str>> {
            some.iter().filter(|label| !others.contains(label)).cloned().collect()
        };
        self.leave(id, &only(old, new), None);
        self.enter(graph, id, &only(new, old), None);
    }

    /// Does what is to be done. Cost: the lists that are changed elsewhere than at their ends.
    pub(super) fn settle(&mut self, graph: &mut Graph) {
        for (label, pending) in std::mem::take(&mut self.labels) {
            let list = graph.by_label.entry(label.clone()).or_default();
            carry_out(list, pending);
            if list.is_empty() {
                graph.by_label.remove(&label);
            }
        }
        for (name, pending) in std::mem::take(&mut self.names) {
            let list = graph.names_mut().entry(name.clone()).or_default();
            carry_out(list, pending);
            if list.is_empty() {
                graph.names_mut().remove(&name);
            }
        }
    }
}

fn add(
    pending: &mut BTreeMap<Arc<str>, Pending>,
    name: &Arc<str>,
    id: NodeId,
    list: &mut Vec<NodeId>,
) {
    let waiting = pending.get_mut(name);
    if waiting.is_none() && list.last().is_none_or(|&last| last < id) {
        list.push(id);
        return;
    }
    let waiting = pending.entry(name.clone()).or_default();
    // It may stand in the list still.
    if !waiting.gone.remove(&id) {
        waiting.come.push(id);
    }
}

fn take(pending: &mut BTreeMap<Arc<str>, Pending>, name: &Arc<str>, id: NodeId) {
    pending.entry(name.clone()).or_default().gone.insert(id);
}

fn carry_out(list: &mut Vec<NodeId>, pending: Pending) {
    list.extend(pending.come);
    if !pending.gone.is_empty() {
        list.retain(|id| !pending.gone.contains(id));
    }
    if !list.is_sorted() {
        list.sort_unstable();
    }
    list.dedup();
}
