//! What lies near a node, in a stretch of time.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::Work;
use super::network::{ended, number_or, whole};
use crate::graph::{NodeId, RelId, Value, Way};
use crate::query::exec::{Exec, check_size};

/// `graph.neighbourhood`: the nodes that can be reached in so many steps (2), whichever way relationships lead, nearest
/// first. With days given, nodes and relationships whose `date` lies before the first or after the last of them are passed
/// over; what has no date is not. Cost: linear in what is reached.
pub(super) const ALL: &[(&str, Work)] = &[(
    "graph.neighbourhood(node :: NODE, [depth :: INTEGER], [from :: DATE], [to :: DATE]) :: (node :: NODE, distance :: INTEGER)",
    |arguments, exec| {
        let Some(&Value::Node(start)) = arguments.first() else { return Ok(Vec::new()) };
        let depth = number_or(arguments.get(1), 2, 0, 1_000);
        let days = Days { from: day(arguments.get(2)), to: day(arguments.get(3)) };
        let mut seen = FxHashSet::from_iter([start]);
        let mut rows = Vec::new();
        let mut edge = vec![start];
        for distance in 1..=depth {
            let mut next: Vec<NodeId> = Vec::new();
            for &node in &edge {
                ended(exec.data.relationships_of(node, Way::Both, &[], &mut |(link, other)| {
                    exec.tick()?;
                    if days.hold(link, other, exec) && seen.insert(other) {
                        check_size(seen.len())?;
                        next.push(other);
                    }
                    Ok(())
                }))?;
            }
            rows.extend(next.iter().map(|&node| vec![Value::Node(node), whole(distance)]));
            edge = next;
        }
        Ok(rows)
    },
)];

struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

fn day(value: Option<&Value>) -> Option<Date> {
    match value {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    }
}

impl Days {
    fn hold(&self, relationship: RelId, node: NodeId, exec: &Exec<'_>) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        let fits = |value: &Value| match value {
            Value::Date(day) => {
                self.from.is_none_or(|from| from <= *day) && self.to.is_none_or(|to| *day <= to)
            }
            _ => true,
        };
        fits(&exec.data.relationship_property(relationship, "date"))
            && fits(&exec.data.node_property(node, "date"))
    }
}
