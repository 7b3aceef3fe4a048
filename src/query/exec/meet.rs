//! Two relationships that close a ring: from a bound node to a new one, and on to another bound node.
//!
//! The neighbours of the two bound nodes are intersected: those of the one that has fewer are looked up among those of
//! the other one, so that a node with very many costs no more than its small neighbours.

use super::expand::{fits, taken};
use super::{Exec, Row, Sink, steps};
use crate::graph::{Adjacency, NodeId, NodeSet, RelId, Value, Way};
use crate::query::dataset::Stop;
use crate::query::plan::{Expand, Meet};

/// The neighbours of a node as a set, kept while the node stays the same.
#[derive(Default)]
struct Marked {
    node: Option<NodeId>,
    neighbours: NodeSet,
}

impl Marked {
    /// Makes it the set of the neighbours of a node.
    fn mark(&mut self, node: NodeId, table: &Adjacency, way: Way) {
        if self.node == Some(node) {
            return;
        }
        if let Some(old) = self.node.replace(node) {
            table.steps(old, way).for_each(|step| self.neighbours.remove(step.node));
        }
        table.steps(node, way).for_each(|step| _ = self.neighbours.insert(step.node));
    }
}

pub(super) fn run(
    meet: &Meet,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let (step, close) = (&meet.step, &meet.close);
    // The other bound node, and the way that leads from it to the new one.
    let (other, way) = if close.from == step.to {
        (close.to, super::expand::turned(close.filter.way))
    } else {
        (close.from, close.filter.way)
    };
    let mut marked = Marked::default();
    meet.input.run(row, exec, &mut |row| {
        let (&Value::Node(here), &Value::Node(there)) = (row.get(step.from), row.get(other)) else {
            return Ok(());
        };
        let tables = step.filter.steps.table(&step.filter.types, exec);
        let tables = tables.zip(close.filter.steps.table(&close.filter.types, exec));
        let Some((near, far)) = tables else {
            return steps::each(&step.filter, here, exec, |relationship, node| {
                exec.tick()?;
                if !step.labels.all_of(node, exec) {
                    return Ok(());
                }
                let mut all = Vec::new();
                let (from, to) = if close.from == step.to { (node, there) } else { (there, node) };
                steps::between(&close.filter, from, to, exec, |second| {
                    all.push(second);
                    Ok(())
                })?;
                let seconds = all.into_iter();
                give(meet, (relationship, node), seconds, row, exec, sink)
            });
        };
        if near.degree(here, step.filter.way) <= 8 * far.degree(there, way) {
            exec.tick()?;
            marked.mark(there, far, way);
            let [out, into] = near.slices(here, step.filter.way);
            let both = step.filter.way == Way::Both;
            for (steps, again) in [(out, false), (into, both)] {
                for found in steps {
                    let node = found.node;
                    if !marked.neighbours.contains(node) {
                        continue;
                    }
                    // A self loop stands in both lists.
                    if (again && node == here) || !step.labels.all_of(node, exec) {
                        continue;
                    }
                    let seconds = far.between(there, node, way).map(|step| step.relationship);
                    give(meet, (found.relationship, node), seconds, row, exec, sink)?;
                }
            }
            return Ok(());
        }
        for second in far.steps(there, way) {
            exec.tick()?;
            for found in near.between(here, second.node, step.filter.way) {
                if !step.labels.all_of(found.node, exec) {
                    continue;
                }
                let first = (found.relationship, found.node);
                let seconds = std::iter::once(second.relationship);
                give(meet, first, seconds, row, exec, sink)?;
            }
        }
        Ok(())
    })
}

/// Gives a row for each of the second relationships, if they fit.
fn give(
    meet: &Meet,
    (first, node): (RelId, NodeId),
    seconds: impl Iterator<Item = RelId>,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let wanted = |expand: &Expand, relationship: RelId, row: &mut Row| {
        let taken = taken(row, &expand.unlike, relationship);
        Ok::<_, Stop>(!taken && fits(&expand.filter, relationship, row, exec)?)
    };
    if !wanted(&meet.step, first, row)? {
        return Ok(());
    }
    for second in seconds {
        exec.tick()?;
        row.set(meet.step.relationship, Value::Relationship(first));
        row.set(meet.step.to, Value::Node(node));
        if wanted(&meet.close, second, row)? {
            row.set(meet.close.relationship, Value::Relationship(second));
            sink(row)?;
        }
    }
    Ok(())
}
