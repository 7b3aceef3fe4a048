//! Conditions on one property, whose outcome is kept for each different value.

use std::cell::{Cell, RefCell};
use std::ops::RangeInclusive;

use super::{Expr, Op, Property, Slot, TextTest};
use crate::graph::Value;
use crate::query::QueryError;
use crate::query::ast::Comparison;
use crate::query::exec::{Exec, Row};

/// After so many different values all texts are looked through at once for a part.
const MANY: usize = 500;

/// A condition that hangs on one property of one node or relationship.
#[derive(Debug)]
pub struct Memo {
    /// The condition.
    pub condition: Expr,
    /// The node or relationship.
    pub slot: Slot,
    property: Property,
    /// For each code of the property: 0 if it is not known yet, else the outcome.
    held: RefCell<Vec<u8>>,
    asked: Cell<usize>,
    /// Has the property a table, but one without codes?
    uncoded: Cell<bool>,
    /// The whole numbers for which the condition is true, where it is a comparison with one.
    bounds: Option<RangeInclusive<i64>>,
}

impl Memo {
    /// The condition with memory, if it is one that hangs on one property alone; else as it is.
    pub fn of(condition: Expr) -> Expr {
        let mut found = None;
        if !matches!(condition.op, Op::Memo(_)) && alone(&condition, &mut found) {
            let Some((slot, name)) = found else { return condition };
            let (span, kind) = (condition.span, condition.kind);
            let property = Property::from(name);
            let (held, asked, uncoded) = (RefCell::default(), Cell::new(0), Cell::new(false));
            let bounds = bounds(&condition);
            let memo = Self { condition, slot, property, held, asked, uncoded, bounds };
            return Expr { op: Op::Memo(memo.into()), span, kind };
        }
        condition
    }

    /// Is the condition true for a node or relationship? `None` where only [`Self::holds`] can tell: the first time that a
    /// value is met, and where there is no table that is fit for it. Cost: constant.
    #[inline]
    pub fn quick(&self, subject: &Value, exec: &Exec<'_>) -> Option<bool> {
        let (column, number) = self.property.table(subject, exec)?;
        if let Some(code) = column.code(number) {
            let known = self.held.borrow().get(code as usize).copied().unwrap_or(0);
            return (known != 0).then(|| truth(known) == Some(true));
        }
        let bounds = self.bounds.as_ref()?;
        let value = column.int(number)?;
        Some(value.is_some_and(|value| bounds.contains(&value)))
    }

    /// Is the condition true for a row?
    ///
    /// # Errors
    /// The condition fails.
    pub fn holds(&self, row: &mut Row, exec: &Exec<'_>) -> Result<Option<bool>, QueryError> {
        if self.uncoded.get() {
            return self.condition.holds(row, exec);
        }
        let Some((code, column)) = self.property.code(row.get(self.slot), exec) else {
            let table = self.property.of_either(exec);
            self.uncoded.set(table.is_some_and(|column| column.codes() == 0));
            return self.condition.holds(row, exec);
        };
        let known = self.held.borrow().get(code as usize).copied().unwrap_or(0);
        if known != 0 {
            return Ok(truth(known));
        }
        let asked = self.asked.get();
        self.asked.set(asked + 1);
        if asked == MANY
            && let Some(part) = self.part()
        {
            let found = column.containing(part).into_iter().enumerate();
            // Null, which comes first, is unknown.
            let found = found.map(|(code, found)| if code == 0 { 3 } else { u8::from(found) + 1 });
            *self.held.borrow_mut() = found.collect();
            let known = self.held.borrow().get(code as usize).copied().unwrap_or(3);
            return Ok(truth(known));
        }
        let holds = self.condition.holds(row, exec)?;
        let mut held = self.held.borrow_mut();
        if held.is_empty() {
            held.resize(column.codes(), 0);
        }
        if let Some(place) = held.get_mut(code as usize) {
            *place = holds.map_or(3, |holds| u8::from(holds) + 1);
        }
        Ok(holds)
    }

    /// The text that is looked for, if that is all.
    fn part(&self) -> Option<&str> {
        match &self.condition.op {
            Op::Text(TextTest::Contains, left, right) => match (&left.op, &right.op) {
                (Op::Property(..), Op::Const(Value::String(part))) => Some(part),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The whole numbers that a comparison with one is true for.
fn bounds(condition: &Expr) -> Option<RangeInclusive<i64>> {
    let Op::Compare(first, rest) = &condition.op else { return None };
    let ([(comparison, operand)], Op::Property(..)) = (rest.as_slice(), &first.op) else {
        return None;
    };
    let Op::Const(Value::Int(bound)) = operand.op else { return None };
    // No whole number is beyond the last one: that condition is left to be evaluated.
    Some(match comparison {
        Comparison::Equal => bound..=bound,
        Comparison::Unequal => return None,
        Comparison::Less => i64::MIN..=bound.checked_sub(1)?,
        Comparison::LessOrEqual => i64::MIN..=bound,
        Comparison::Greater => bound.checked_add(1)?..=i64::MAX,
        Comparison::GreaterOrEqual => bound..=i64::MAX,
    })
}

const fn truth(known: u8) -> Option<bool> {
    match known {
        1 => Some(false),
        2 => Some(true),
        _ => None,
    }
}

/// Is the expression made of constants and the one property?
fn alone(expr: &Expr, found: &mut Option<(Slot, std::sync::Arc<str>)>) -> bool {
    match &expr.op {
        Op::Const(_) => true,
        Op::Property(subject, name) => match (&subject.op, &*found) {
            (Op::Slot(slot), None) => {
                *found = Some((*slot, (**name).clone()));
                true
            }
            (Op::Slot(slot), Some(known)) => known.0 == *slot && *known.1 == ***name,
            _ => false,
        },
        Op::Compare(..)
        | Op::Text(..)
        | Op::In(..)
        | Op::List(_)
        | Op::Not(_)
        | Op::Logic(..)
        | Op::IsNull(..) => {
            let mut all = true;
            expr.children(&mut |child| all = all && alone(child, found));
            all
        }
        _ => false,
    }
}
