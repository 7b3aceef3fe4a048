//! One shortest chain between two nodes, searched breadth first from both ends at once, always from the end where fewer
//! nodes are open.

use rustc_hash::FxHashMap;

use super::expand::{fits, turned};
use super::{Exec, Row, check_size};
use crate::graph::{NodeId, RelId, Way};
use crate::query::dataset::Stop;
use crate::query::plan::{RelFilter, Shortest};

/// What was reached from one end.
struct Half {
    way: Way,
    /// For each node the relationship and the node that it was reached by; nothing for the end itself.
    reached: FxHashMap<NodeId, Option<(RelId, NodeId)>>,
    open: Vec<NodeId>,
    distance: u64,
}

impl Half {
    fn new(end: NodeId, way: Way) -> Self {
        let reached = FxHashMap::from_iter([(end, None)]);
        Self { way, reached, open: vec![end], distance: 0 }
    }

    /// One step further; a node that the other half has reached too, if there is one.
    fn step(
        &mut self,
        other: &Self,
        filter: &RelFilter,
        row: &mut Row,
        exec: &Exec<'_>,
    ) -> Result<Option<NodeId>, Stop> {
        self.distance += 1;
        for node in std::mem::take(&mut self.open) {
            let mut met = None;
            let (reached, open) = (&mut self.reached, &mut self.open);
            let mut visit = |relationship: RelId, to: NodeId| {
                exec.tick()?;
                if reached.contains_key(&to) || !fits(filter, relationship, row, exec)? {
                    return Ok(());
                }
                check_size(reached.len())?;
                reached.insert(to, Some((relationship, node)));
                if other.reached.contains_key(&to) {
                    met = Some(to);
                    return Err(Stop::Enough);
                }
                open.push(to);
                Ok(())
            };
            let ended = match filter.steps.table(&filter.types, exec) {
                Some(table) => table
                    .steps(node, self.way)
                    .try_for_each(|step| visit(step.relationship, step.node)),
                None => {
                    let all = &filter.types;
                    exec.data.relationships_of(node, self.way, all, &mut |(it, to)| visit(it, to))
                }
            };
            if met.is_some() {
                return Ok(met);
            }
            ended?;
        }
        Ok(None)
    }

    /// The relationships back from a node to the end, nearest first.
    fn back(&self, node: NodeId) -> Vec<RelId> {
        let (mut at, mut path) = (node, Vec::new());
        while let Some(&Some((relationship, before))) = self.reached.get(&at) {
            path.push(relationship);
            at = before;
        }
        path
    }
}

/// The relationships of a shortest chain between two different nodes, if there is one.
pub(super) fn path(
    shortest: &Shortest,
    from: NodeId,
    to: NodeId,
    row: &mut Row,
    exec: &Exec<'_>,
) -> Result<Option<Vec<RelId>>, Stop> {
    let filter = &shortest.filter;
    let (mut left, mut right) = (Half::new(from, filter.way), Half::new(to, turned(filter.way)));
    while left.distance + right.distance < shortest.most {
        if left.open.is_empty() || right.open.is_empty() {
            return Ok(None);
        }
        let met = if left.open.len() <= right.open.len() {
            left.step(&right, filter, row, exec)?
        } else {
            right.step(&left, filter, row, exec)?
        };
        if let Some(node) = met {
            let mut path = left.back(node);
            path.reverse();
            path.extend(right.back(node));
            return Ok(Some(path));
        }
    }
    Ok(None)
}
