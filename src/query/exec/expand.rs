//! One relationship: from a bound node, or to the ends of a bound one.

use super::{Exec, Row, Sink};
use crate::graph::{NodeId, RelId, Value, Way};
use crate::query::QueryError;
use crate::query::ast::Direction;
use crate::query::dataset::Stop;
use crate::query::plan::{Expand, Plan, RelFilter, Slot};

pub(super) fn run(
    expand: &Expand,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    expand.input.run(row, exec, &mut |row| {
        let &Value::Node(from) = row.get(expand.from) else { return Ok(()) };
        // Between two bound nodes the one with fewer relationships would do as well; which one that
        // is is not known without counting, so the pattern's own start is taken.
        let wanted = match (expand.into, row.get(expand.to)) {
            (false, _) => None,
            (true, &Value::Node(to)) => Some(to),
            (true, _) => return Ok(()),
        };
        let filter = &expand.filter;
        exec.data.relationships_of(from, filter.way, &filter.types, &mut |(relationship, to)| {
            exec.tick()?;
            if wanted.is_some_and(|wanted| wanted != to)
                || taken(row, &expand.unlike, relationship)
                || !fits(filter, relationship, row, exec)?
            {
                return Ok(());
            }
            row.set(expand.relationship, Value::Relationship(relationship));
            if wanted.is_none() {
                row.set(expand.to, Value::Node(to));
            }
            sink(row)
        })
    })
}

/// Is the relationship bound in one of the slots, alone or in a list?
pub(super) fn taken(row: &Row, slots: &[Slot], relationship: RelId) -> bool {
    let same = |value: &Value| matches!(value, Value::Relationship(id) if *id == relationship);
    slots.iter().any(|&slot| match row.get(slot) {
        Value::List(items) => items.iter().any(same),
        value => same(value),
    })
}

/// Has the relationship the properties that it must have?
pub(super) fn fits(
    filter: &RelFilter,
    relationship: RelId,
    row: &mut Row,
    exec: &Exec<'_>,
) -> Result<bool, QueryError> {
    for (name, wanted) in &filter.properties {
        let wanted = wanted.eval(row, exec)?;
        let found = exec.data.relationship_property(relationship, name);
        if found.equals(&wanted) != Some(true) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The ends of a relationship that is bound already.
pub(super) struct Ends {
    pub(super) relationship: Slot,
    pub(super) from: Slot,
    pub(super) to: Slot,
    pub(super) direction: Direction,
    pub(super) bound: (bool, bool),
}

impl Ends {
    pub(super) fn run(
        &self,
        input: &Plan,
        row: &mut Row,
        exec: &Exec<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Stop> {
        input.run(row, exec, &mut |row| {
            let &Value::Relationship(relationship) = row.get(self.relationship) else {
                return Ok(());
            };
            let Some((start, end)) = exec.data.ends(relationship) else { return Ok(()) };
            if self.direction != Direction::Left {
                self.bind(start, end, row, sink)?;
            }
            let both = self.direction == Direction::Both && start != end;
            if both || self.direction == Direction::Left {
                self.bind(end, start, row, sink)?;
            }
            Ok(())
        })
    }

    fn bind(
        &self,
        from: NodeId,
        to: NodeId,
        row: &mut Row,
        sink: &mut Sink<'_>,
    ) -> Result<(), Stop> {
        for (slot, bound, node) in [(self.from, self.bound.0, from), (self.to, self.bound.1, to)] {
            let fits = match row.get(slot) {
                _ if !bound => true,
                Value::Node(found) => *found == node,
                _ => false,
            };
            if !fits || (!bound && self.from == self.to && from != to) {
                return Ok(());
            }
            row.set(slot, Value::Node(node));
        }
        sink(row)
    }
}

/// The way to follow for a direction, seen from the left end of the pattern or from the right one.
pub(in crate::query) fn way(direction: Direction, backwards: bool) -> Way {
    match (direction, backwards) {
        (Direction::Both, _) => Way::Both,
        (Direction::Right, false) | (Direction::Left, true) => Way::Out,
        (Direction::Left, false) | (Direction::Right, true) => Way::In,
    }
}
