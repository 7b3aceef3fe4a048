//! Rows in order. Equal rows keep the order in which they came.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Exec, Row, Sink, check_size, limit};
use crate::graph::Value;
use crate::query::dataset::Stop;
use crate::query::plan::{Expr, Op, Plan, Slot};

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

/// How rows are sorted.
pub(super) struct Sorting<'p> {
    pub(super) keys: &'p [(Expr, bool)],
    pub(super) slots: &'p [Slot],
    pub(super) most: Option<&'p (Option<Expr>, Expr)>,
    /// Values that are found only for the rows that are kept.
    pub(super) late: &'p [(Slot, Expr)],
}

impl Sorting<'_> {
    pub(super) fn run(
        &self,
        input: &Plan,
        row: &mut Row,
        exec: &Exec<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Stop> {
        let most = match self.most {
            None => usize::MAX,
            Some((skip, count)) => {
                let skip = skip.as_ref().map_or(Ok(0), |skip| limit::count(skip, row, exec))?;
                let most = skip.saturating_add(limit::count(count, row, exec)?);
                usize::try_from(most).unwrap_or(usize::MAX)
            }
        };
        let descending: Vec<bool> = self.keys.iter().map(|(_, descending)| *descending).collect();
        let keys: Vec<&Expr> = self.keys.iter().map(|(key, _)| self.source(key)).collect();
        let mut heap: BinaryHeap<Held<'_>> = BinaryHeap::new();
        // Where all rows are wanted they wait in a list.
        let mut all: Vec<Held<'_>> = Vec::new();
        let mut number = 0;
        input.run(row, exec, &mut |row| {
            exec.tick()?;
            let full = heap.len() >= most;
            let worst = if full { heap.peek() } else { None };
            if full && worst.is_none() {
                return Ok(());
            }
            let mut values = Vec::new();
            // Only what comes before the last of those kept is worth keeping; the first key that differs tells.
            let mut open = worst;
            for (at, key) in keys.iter().enumerate() {
                let value = key.eval(row, exec)?;
                if let Some(known) = open.and_then(|worst| worst.keys.get(at)) {
                    let order = value.total_cmp(known);
                    let down = descending.get(at) == Some(&true);
                    match if down { order.reverse() } else { order } {
                        Ordering::Greater => return Ok(()),
                        Ordering::Less => open = None,
                        Ordering::Equal => {}
                    }
                }
                if values.capacity() == 0 {
                    values.reserve(keys.len());
                }
                values.push(value);
            }
            // Equal rows that come later go behind.
            if open.is_some() {
                return Ok(());
            }
            if full {
                heap.pop();
            }
            check_size(heap.len() + all.len())?;
            for (slot, expr) in self.late {
                let value = expr.eval(row, exec)?;
                row.set(*slot, value);
            }
            let (keys, values) = (values, row.pick(self.slots));
            let held = Held { keys, descending: &descending, number, values };
            if most == usize::MAX {
                all.push(held);
            } else {
                heap.push(held);
            }
            number += 1;
            Ok(())
        })?;
        all.sort_unstable();
        for held in heap.into_sorted_vec().into_iter().chain(all) {
            exec.tick()?;
            row.put(self.slots, held.values);
            sink(row)?;
        }
        Ok(())
    }

    /// What a key is made of: where it is a value that is found late, that.
    fn source<'k>(&'k self, key: &'k Expr) -> &'k Expr {
        let Op::Slot(slot) = key.op else { return key };
        self.late.iter().find(|(late, _)| *late == slot).map_or(key, |(_, expr)| expr)
    }
}
