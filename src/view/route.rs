//! How two things hang together: the shortest ways from one to the other.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::named::{has, name};
use super::{Style, escape};
use crate::graph::{Graph, NodeId, RelId, Value, Way};

/// So many ways are shown at most.
const MOST: usize = 5;

/// The shortest ways between two things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routes {
    /// Each way: the first node, then each relationship with the node that it leads to.
    pub ways: Vec<(NodeId, Vec<(RelId, NodeId)>)>,
    /// Are there more that are as short?
    pub more: bool,
    /// Do they lead through documents, since there is no other way?
    pub through_documents: bool,
}

impl Routes {
    /// The shortest ways from one of `from` to one of `to`, first without documents, which are near to everything that they
    /// mention, and only where there is none through them. `None` where nothing leads there, or it was stopped.
    /// Cost: linear in the graph at worst.
    pub fn between(
        graph: &Graph,
        from: &[NodeId],
        to: &[NodeId],
        cancel: &AtomicBool,
    ) -> Option<Self> {
        [false, true].into_iter().find_map(|documents| search(graph, from, to, documents, cancel))
    }

    /// Writes them, a step a line.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write, graph: &Graph, style: Style) -> io::Result<()> {
        if self.through_documents {
            writeln!(out, "{}", style.pale("only documents tell of both:"))?;
        }
        for (i, (first, steps)) in self.ways.iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            let mut at = *first;
            writeln!(out, "{}", style.bold(&escape(&name(graph, at))))?;
            for &(tie, next) in steps {
                let Some(relationship) = graph.relationship(tie) else { continue };
                let forward = graph.ends(tie).is_some_and(|(from, _)| from == at);
                let mut told = relationship.kind.to_string();
                for key in ["office", "date"] {
                    match relationship.properties.get(key) {
                        None | Some(Value::Null) => {}
                        Some(value) => told.push_str(&format!(" {}", super::text(value, graph))),
                    }
                }
                let told = escape(&told).into_owned();
                let arrow = if forward {
                    format!("  ─ {told} → ")
                } else {
                    format!("  ← {told} ─ ")
                };
                writeln!(out, "{}{}", style.pale(&arrow), style.bold(&escape(&name(graph, next))))?;
                at = next;
            }
        }
        if self.more {
            writeln!(out, "{}", style.pale("… and more ways of this length"))?;
        }
        Ok(())
    }
}

/// Breadth first, each node with all steps that reach it first.
fn search(
    graph: &Graph,
    from: &[NodeId],
    to: &[NodeId],
    documents: bool,
    cancel: &AtomicBool,
) -> Option<Routes> {
    // How far each node is, and by which steps it is reached from nodes one step nearer.
    let mut reached: BTreeMap<NodeId, (usize, Vec<(NodeId, RelId)>)> =
        from.iter().map(|&id| (id, (0, Vec::new()))).collect();
    let mut front: Vec<NodeId> = reached.keys().copied().collect();
    let mut distance = 0;
    let ends = |front: &[NodeId]| -> Vec<NodeId> {
        front.iter().copied().filter(|id| to.contains(id)).collect()
    };
    let mut found = ends(&front);
    while found.is_empty() && !front.is_empty() {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        distance += 1;
        let mut next = Vec::new();
        for &id in &front {
            let mut ties: Vec<_> = graph.relationships_of(id, Way::Both).collect();
            ties.sort_unstable();
            for (tie, other) in ties {
                if !documents && has(graph, other, "Document") && !to.contains(&other) {
                    continue;
                }
                match reached.get_mut(&other) {
                    None => {
                        reached.insert(other, (distance, vec![(id, tie)]));
                        next.push(other);
                    }
                    Some((far, steps)) if *far == distance && steps.len() < MOST => {
                        steps.push((id, tie));
                    }
                    Some(_) => {}
                }
            }
        }
        found = ends(&next);
        front = next;
    }
    let mut ways = Vec::new();
    for end in found {
        // Each unfinished way: where it stands now, and the steps from there to the end.
        let mut open = vec![(end, Vec::new())];
        while let Some((at, steps)) = open.pop() {
            if ways.len() > MOST {
                break;
            }
            match reached.get(&at) {
                Some((0, _)) | None => {
                    let steps: Vec<(RelId, NodeId)> = steps.into_iter().rev().collect();
                    ways.push((at, steps));
                }
                Some((_, before)) => {
                    for &(previous, tie) in before.iter().rev() {
                        let mut longer: Vec<(RelId, NodeId)> = steps.clone();
                        longer.push((tie, at));
                        open.push((previous, longer));
                    }
                }
            }
        }
    }
    if ways.is_empty() {
        return None;
    }
    let more = ways.len() > MOST;
    ways.truncate(MOST);
    Some(Routes { ways, more, through_documents: documents && distance > 1 })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;
    use std::sync::atomic::AtomicBool;

    use super::super::Style;
    use super::Routes;
    use crate::facts::example::dispatches;
    use crate::grammar::Grammar;
    use crate::graph::Graph;

    fn shown(graph: &Graph, from: &str, to: &str) -> Option<String> {
        let id = |key: &str| graph.by_key(key).into_iter().collect::<Vec<_>>();
        let routes = Routes::between(graph, &id(from), &id(to), &AtomicBool::new(false))?;
        let mut out = Vec::new();
        routes.write(&mut out, graph, Style::PLAIN).expect("written");
        Some(String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn the_shortest_ways_are_shown_step_by_step() {
        static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::embedded().expect("it"));
        let graph = crate::assemble::graph(&dispatches(), &GRAMMAR).expect("a graph");
        let text = shown(&graph, "person/ana-ruiz", "place/arica").expect("a way");
        assert!(
            text.starts_with("Ana Ruiz\n  ← ACTOR ─ Meeting 2025-07-10\n  ─ PLACE → Arica\n"),
            "{text}"
        );
        assert_eq!(
            shown(&graph, "person/ana-ruiz", "person/ana-ruiz").as_deref(),
            Some("Ana Ruiz\n")
        );
        assert_eq!(shown(&graph, "person/ana-ruiz", "nobody"), None);
    }
}
