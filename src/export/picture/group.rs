//! What stands together in a frame.

use std::collections::BTreeMap;

use super::look::look;
use super::options::Cluster;
use crate::export::Part;
use crate::graph::{Graph, NodeId, Value, Way};

/// Types that lead to what a thing belongs to, the closest first; of a statement it is who said it.
const TOWARDS: &[(&str, Way)] = &[
    ("CITIZEN_OF", Way::Out),
    ("BELONGS_TO", Way::Out),
    ("PART_OF", Way::Out),
    ("LOCATED_IN", Way::Out),
    ("HOLDS_OFFICE", Way::Out),
    ("SPOKESPERSON_FOR", Way::Out),
    ("FORMER_OFFICE", Way::Out),
    ("MEMBER_OF", Way::Out),
    ("PLACE", Way::Out),
    ("SAID", Way::In),
];

/// How many relationships a country may be away.
const FAR: usize = 4;

/// The titles of the frames, sorted, and the frame of each node that stands in one, in the order of the part.
/// Cost: for countries the relationships of each node and of what it belongs to.
pub(super) fn groups(
    graph: &Graph,
    part: &Part,
    cluster: Cluster,
) -> (Vec<String>, Vec<Option<usize>>) {
    let title = |id: NodeId| match cluster {
        Cluster::None => None,
        Cluster::Kind => {
            let node = graph.node(id)?;
            let look = look(node.labels.iter().map(|label| &**label));
            Some(if look.label == "Other" {
                node.labels.first()?.to_string()
            } else {
                look.name.to_owned()
            })
        }
        Cluster::Country => {
            let country = country(graph, id)?;
            let name = graph.node(country)?.properties.get("name").and_then(Value::as_str);
            Some(name.unwrap_or(&graph.node(country)?.key).to_owned())
        }
    };
    let titles: Vec<Option<String>> = part.each_node(graph).map(|(id, _)| title(id)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for title in titles.iter().flatten() {
        *counts.entry(title).or_default() += 1;
    }
    // A frame around one thing says nothing, unless it is a kind of its own.
    counts.retain(|_, count| *count > 1 || cluster == Cluster::Kind);
    let names: Vec<&str> = counts.keys().copied().collect();
    let numbers = titles
        .iter()
        .map(|title| title.as_deref().and_then(|title| names.binary_search(&title).ok()))
        .collect();
    (names.into_iter().map(str::to_owned).collect(), numbers)
}

/// The country that a node is, or belongs to most closely.
fn country(graph: &Graph, id: NodeId) -> Option<NodeId> {
    let is_country = |id: NodeId| {
        graph.node(id).is_some_and(|node| node.labels.iter().any(|label| &**label == "Country"))
    };
    let mut front = vec![id];
    let mut seen = front.clone();
    for _ in 0..FAR {
        if let Some(&country) = front.iter().find(|&&id| is_country(id)) {
            return Some(country);
        }
        let mut next = Vec::new();
        for &id in &front {
            for &(kind, way) in TOWARDS {
                let mut found: Vec<NodeId> = graph
                    .relationships_of(id, way)
                    .filter(|(rel, _)| {
                        graph.relationship(*rel).is_some_and(|rel| &*rel.kind == kind)
                    })
                    .map(|(_, other)| other)
                    .collect();
                found.sort_unstable();
                next.extend(found.into_iter().filter(|other| !seen.contains(other)));
                // What is less close counts only where nothing closer is known.
                if !next.is_empty() {
                    break;
                }
            }
        }
        next.truncate(64);
        seen.extend(&next);
        front = next;
    }
    front.into_iter().find(|&id| is_country(id))
}
