//! The value of an expression for a row.

mod access;
mod arithmetic;
mod function;
mod logic;
mod print;
mod temporal;

pub use arithmetic::Total;
pub use function::{FUNCTIONS, find};
pub use temporal::{TemporalKind, temporal};

use super::error::QueryError;
use super::exec::{Exec, Row, check_size};
use super::plan::{Expr, Op, Property, Slot};
use crate::graph::{Map, Value};

impl Expr {
    /// Its value for a row. Variables of comprehensions are put into slots of the row.
    ///
    /// # Errors
    /// A value is of the wrong kind, a number too great, a limit is passed.
    pub fn eval(&self, row: &mut Row, exec: &Exec<'_>) -> Result<Value, QueryError> {
        Ok(match &self.op {
            Op::Const(value) => value.clone(),
            Op::Slot(slot) => row.get(*slot).clone(),
            Op::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push(item.eval(row, exec)?);
                }
                Value::List(list)
            }
            Op::Map(entries) => {
                let mut map = Map::with_capacity(entries.len());
                for (name, value) in entries {
                    map.insert(name.clone(), value.eval(row, exec)?);
                }
                map.into()
            }
            Op::Property(subject, name) => self.property(subject, name, row, exec)?,
            Op::Index(subject, index) => {
                access::index(&subject.eval(row, exec)?, &index.eval(row, exec)?, exec, self.span)?
            }
            Op::Slice(list, from, to) => {
                let list = list.eval(row, exec)?;
                let from = from.as_ref().map(|from| from.eval(row, exec)).transpose()?;
                let to = to.as_ref().map(|to| to.eval(row, exec)).transpose()?;
                access::slice(list, from, to, self.span)?
            }
            Op::Minus(inner) => arithmetic::minus(inner.eval(row, exec)?, self.span)?,
            Op::Plus(inner) => inner.eval(row, exec)?,
            Op::Arithmetic(operator, left, right) => {
                let (left, right) = (left.eval(row, exec)?, right.eval(row, exec)?);
                arithmetic::apply(*operator, left, right, self.span)?
            }
            Op::Labels(..)
            | Op::Not(_)
            | Op::Logic(..)
            | Op::In(..)
            | Op::Text(..)
            | Op::Compare(..)
            | Op::IsNull(..)
            | Op::Memo(_)
            | Op::Quantifier { .. }
            | Op::Exists(_) => self.holds(row, exec)?.map_or(Value::Null, Value::Bool),
            Op::Case { operand, branches, otherwise } => {
                let chosen = Self::branch(operand.as_deref(), branches, row, exec)?;
                match chosen.or(otherwise.as_deref()) {
                    Some(value) => value.eval(row, exec)?,
                    None => Value::Null,
                }
            }
            Op::Call(function, arguments) => {
                let mut values = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    values.push(argument.eval(row, exec)?);
                }
                if function.strict && values.iter().any(Value::is_null) {
                    return Ok(Value::Null);
                }
                (function.run)(exec, &values, self.span)?
            }
            Op::ListOf { slot, list, condition, value } => {
                self.list_of(*slot, list, condition.as_deref(), value.as_deref(), row, exec)?
            }
            Op::Reduce { accumulator, start, slot, list, value } => {
                let mut so_far = start.eval(row, exec)?;
                let Some(items) = list.items(row, exec)? else { return Ok(Value::Null) };
                for item in items {
                    exec.tick()?;
                    row.set(*accumulator, so_far);
                    row.set(*slot, item);
                    so_far = value.eval(row, exec)?;
                }
                so_far
            }
            Op::Count(plan) => {
                let mut count = 0;
                plan.each(row, exec, &mut |_| {
                    count += 1;
                    Ok(())
                })?;
                Value::Int(count)
            }
            Op::Collect(plan, value) => {
                let mut list = Vec::new();
                plan.each(row, exec, &mut |row| {
                    check_size(list.len())?;
                    list.push(value.eval(row, exec)?);
                    Ok(())
                })?;
                Value::List(list)
            }
            Op::First(plan, value) => {
                let mut first = None;
                plan.each(row, exec, &mut |row| {
                    if first.is_none() {
                        first = Some(value.eval(row, exec)?);
                    }
                    Ok(())
                })?;
                first.unwrap_or_default()
            }
            Op::MapOf { all_of, subject, entries } => {
                if subject.eval(row, exec)?.is_null() {
                    return Ok(Value::Null);
                }
                let mut map = match all_of {
                    Some(subject) => {
                        access::properties(&subject.eval(row, exec)?, exec, self.span)?
                    }
                    None => Map::new(),
                };
                for (name, value) in entries {
                    map.insert(name.clone(), value.eval(row, exec)?);
                }
                map.into()
            }
        })
    }

    /// The branch of a `CASE` that is taken.
    fn branch<'a>(
        operand: Option<&Self>,
        branches: &'a [(Self, Self)],
        row: &mut Row,
        exec: &Exec<'_>,
    ) -> Result<Option<&'a Self>, QueryError> {
        let operand = operand.map(|operand| operand.eval(row, exec)).transpose()?;
        for (condition, value) in branches {
            let taken = match &operand {
                Some(operand) => operand.equals(&condition.eval(row, exec)?),
                None => condition.holds(row, exec)?,
            };
            if taken == Some(true) {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// A property; that of a variable is read without copying the variable.
    fn property(
        &self,
        subject: &Self,
        name: &Property,
        row: &mut Row,
        exec: &Exec<'_>,
    ) -> Result<Value, QueryError> {
        match &subject.op {
            Op::Slot(slot) => {
                let subject = row.get(*slot);
                match subject {
                    Value::Node(node) => {
                        if let Some(column) = name.of_nodes(exec) {
                            return Ok(column.value(node.number()));
                        }
                    }
                    Value::Relationship(relationship) => {
                        if let Some(column) = name.of_relationships(exec) {
                            return Ok(column.value(relationship.number()));
                        }
                    }
                    _ => {}
                }
                access::property(subject, name, exec, self.span)
            }
            _ => access::property(&subject.eval(row, exec)?, name, exec, self.span),
        }
    }

    /// The elements of a list; nothing for null.
    fn items(&self, row: &mut Row, exec: &Exec<'_>) -> Result<Option<Vec<Value>>, QueryError> {
        match self.eval(row, exec)? {
            Value::Null => Ok(None),
            Value::List(items) => Ok(Some(items)),
            other => {
                let message = format!("expected a list, found {}", other.kind_name());
                Err(QueryError::types(self.span, message))
            }
        }
    }

    fn list_of(
        &self,
        slot: Slot,
        list: &Self,
        condition: Option<&Self>,
        value: Option<&Self>,
        row: &mut Row,
        exec: &Exec<'_>,
    ) -> Result<Value, QueryError> {
        let Some(items) = list.items(row, exec)? else { return Ok(Value::Null) };
        let mut made = Vec::new();
        for item in items {
            exec.tick()?;
            row.set(slot, item);
            if let Some(condition) = condition
                && condition.holds(row, exec)? != Some(true)
            {
                continue;
            }
            made.push(match value {
                Some(value) => value.eval(row, exec)?,
                None => row.get(slot).clone(),
            });
        }
        Ok(Value::List(made))
    }
}
