//! One relationship: from a bound node, or to the ends of a bound one.

use super::{Exec, Row, Sink, scan, steps};
use crate::graph::{NodeId, NodeSet, RelId, Value, Way};
use crate::query::QueryError;
use crate::query::ast::Direction;
use crate::query::dataset::Stop;
use crate::query::plan::{Expand, Labels, Plan, RelFilter, Slot};

pub(super) fn run(
    expand: &Expand,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    if expand.into {
        return check(expand, row, exec, sink);
    }
    // What is known of the table, once it is there.
    let (mut implied, mut loops) = (None::<bool>, None::<bool>);
    let mut ends = Once::default();
    expand.input.run(row, exec, &mut |row| {
        let &Value::Node(from) = row.get(expand.from) else { return Ok(()) };
        let filter = &expand.filter;
        let mut labels = &expand.labels;
        let none = Labels::default();
        if let Some(table) = filter.steps.table(&filter.types, exec)
            && let Some(sets) = labels.sets(exec)
        {
            // Where the relationships lead to no others, nobody has to look.
            if *implied.get_or_insert_with(|| table.leads_into(labels, sets, filter.way)) {
                labels = &none;
            }
            if expand.count.is_some()
                && labels.is_empty()
                && filter.properties.is_empty()
                && expand.unlike.is_empty()
                && expand.tests.is_empty()
                && !*loops.get_or_insert_with(|| table.has_loops())
            {
                return count(expand, table.degree(from, filter.way), row, exec, sink);
            }
        }
        if expand.count.is_some() {
            let mut number = 0;
            steps::each(filter, from, exec, |relationship, to| {
                exec.tick()?;
                let wanted = labels.all_of(to, exec)
                    && !taken(row, &expand.unlike, relationship)
                    && fits(filter, relationship, row, exec)?
                    && passes(expand, relationship, to, row, exec)?;
                number += usize::from(wanted);
                Ok(())
            })?;
            return count(expand, number, row, exec, sink);
        }
        if let Some(others) = &expand.once {
            ends.begin(row, others);
            return steps::each(filter, from, exec, |relationship, to| {
                if ends.seen.contains(to)
                    || !labels.all_of(to, exec)
                    || !wanted(expand, relationship, Some(to), row, exec)?
                {
                    return Ok(exec.tick()?);
                }
                ends.insert(to);
                give(expand, relationship, Some(to), row, sink)
            });
        }
        steps::each(filter, from, exec, |relationship, to| {
            exec.tick()?;
            if labels.all_of(to, exec) && wanted(expand, relationship, Some(to), row, exec)? {
                give(expand, relationship, Some(to), row, sink)?;
            }
            Ok(())
        })
    })
}

/// The ends that were given, as long as some slots hold the same.
#[derive(Default)]
struct Once {
    seen: NodeSet,
    given: Vec<NodeId>,
    held: Option<Vec<Value>>,
}

impl Once {
    /// Begins with a row: anew, where the slots hold something else.
    fn begin(&mut self, row: &Row, slots: &[Slot]) {
        let same = |slot: Slot, was: &Value| match (row.get(slot), was) {
            (Value::Node(is), Value::Node(was)) => is == was,
            (Value::Relationship(is), Value::Relationship(was)) => is == was,
            (Value::Int(is), Value::Int(was)) => is == was,
            (is, was) => is.is_null() && was.is_null(),
        };
        let held = self.held.as_ref();
        if held.is_some_and(|held| slots.iter().zip(held).all(|(&slot, was)| same(slot, was))) {
            return;
        }
        for node in self.given.drain(..) {
            self.seen.remove(node);
        }
        self.held = Some(row.pick(slots));
    }

    fn insert(&mut self, node: NodeId) {
        self.seen.insert(node);
        self.given.push(node);
    }
}

/// Do the relationship and the node that it leads to fulfil the conditions on them?
#[inline]
fn passes(
    expand: &Expand,
    relationship: RelId,
    to: NodeId,
    row: &mut Row,
    exec: &Exec<'_>,
) -> Result<bool, Stop> {
    for test in &expand.tests {
        let node = test.slot == expand.to;
        let subject = if node { Value::Node(to) } else { Value::Relationship(relationship) };
        if !scan::passes(test, &subject, row, exec)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives one row for so many relationships.
fn count(
    expand: &Expand,
    number: usize,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    exec.tick()?;
    if let Some(slot) = expand.count.filter(|_| number > 0) {
        row.set(slot, Value::Int(i64::try_from(number).unwrap_or(i64::MAX)));
        return sink(row);
    }
    Ok(())
}

/// The relationships between two bound nodes.
fn check(expand: &Expand, row: &mut Row, exec: &Exec<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    expand.input.run(row, exec, &mut |row| {
        let (&Value::Node(from), &Value::Node(to)) = (row.get(expand.from), row.get(expand.to))
        else {
            return Ok(());
        };
        steps::between(&expand.filter, from, to, exec, |relationship| {
            exec.tick()?;
            if wanted(expand, relationship, None, row, exec)? {
                give(expand, relationship, None, row, sink)?;
            }
            Ok(())
        })
    })
}

/// The way seen from the other end.
pub(super) const fn turned(way: Way) -> Way {
    match way {
        Way::Out => Way::In,
        Way::In => Way::Out,
        Way::Both => Way::Both,
    }
}

/// Is it a relationship that is asked for?
#[inline]
fn wanted(
    expand: &Expand,
    relationship: RelId,
    to: Option<NodeId>,
    row: &mut Row,
    exec: &Exec<'_>,
) -> Result<bool, Stop> {
    Ok(!taken(row, &expand.unlike, relationship)
        && fits(&expand.filter, relationship, row, exec)?
        && match to {
            Some(to) => passes(expand, relationship, to, row, exec)?,
            None => true,
        })
}

/// Gives the row with a relationship.
#[inline]
fn give(
    expand: &Expand,
    relationship: RelId,
    to: Option<NodeId>,
    row: &mut Row,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    if !expand.hidden {
        row.set(expand.relationship, Value::Relationship(relationship));
    }
    if let Some(to) = to {
        row.set(expand.to, Value::Node(to));
    }
    sink(row)
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
