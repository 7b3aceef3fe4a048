//! Rows in order. Equal rows keep the order in which they came.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Exec, Row, Sink, check_size, limit};
use crate::graph::Value;
use crate::query::dataset::Stop;
use crate::query::plan::{Expr, Plan, Slot};

/// A row that waits: its keys with whether they descend, its number, its values.
struct Held<'a> {
    keys: Vec<Value>,
    descending: &'a [bool],
    number: usize,
    values: Vec<Value>,
}

impl Ord for Held<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let keys = self.keys.iter().zip(&other.keys).zip(self.descending);
        keys.map(|((a, b), descending)| {
            let order = a.total_cmp(b);
            if *descending { order.reverse() } else { order }
        })
        .find(|order| order.is_ne())
        .unwrap_or_else(|| self.number.cmp(&other.number))
    }
}

impl PartialOrd for Held<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Held<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Held<'_> {}

pub(super) fn run(
    input: &Plan,
    keys: &[(Expr, bool)],
    slots: &[Slot],
    most: Option<&(Option<Expr>, Expr)>,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let most = match most {
        None => None,
        Some((skip, count)) => {
            let skip = skip.as_ref().map_or(Ok(0), |skip| limit::count(skip, row, exec))?;
            let most = skip.saturating_add(limit::count(count, row, exec)?);
            Some(usize::try_from(most).unwrap_or(usize::MAX))
        }
    };
    let descending: Vec<bool> = keys.iter().map(|(_, descending)| *descending).collect();
    let mut heap: BinaryHeap<Held<'_>> = BinaryHeap::new();
    let mut number = 0;
    input.run(row, exec, &mut |row| {
        exec.tick()?;
        let mut values = Vec::with_capacity(keys.len());
        for (key, _) in keys {
            values.push(key.eval(row, exec)?);
        }
        let held = Held { keys: values, descending: &descending, number, values: Vec::new() };
        number += 1;
        if most.is_some_and(|most| heap.len() >= most) {
            // Only what comes before the last of those kept is worth keeping.
            match heap.peek() {
                Some(last) if held < *last => drop(heap.pop()),
                _ => return Ok(()),
            }
        }
        check_size(heap.len())?;
        heap.push(Held { values: row.pick(slots), ..held });
        Ok(())
    })?;
    for held in heap.into_sorted_vec() {
        exec.tick()?;
        row.put(slots, held.values);
        sink(row)?;
    }
    Ok(())
}
