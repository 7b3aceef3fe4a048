//! A row for each group, with its aggregates.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

use super::{Exec, Row, Sink, check_size};
use crate::graph::{GroupKey, Value};
use crate::query::QueryError;
use crate::query::dataset::Stop;
use crate::query::eval::Total;
use crate::query::plan::{Aggregate, AggregateKind, Expr, Plan, Slot};

/// What is known of a group so far.
struct Group {
    keys: Vec<Value>,
    aggregates: Vec<State>,
}

/// What an aggregate knows so far.
#[derive(Default)]
struct State {
    seen: IndexSet<GroupKey, FxBuildHasher>,
    count: i64,
    total: Total,
    best: Option<Value>,
    values: Vec<Value>,
    second: Value,
}

pub(super) fn run(
    input: &Plan,
    keys: &[(Slot, Expr)],
    aggregates: &[(Slot, Aggregate)],
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let fresh =
        |keys| Group { keys, aggregates: aggregates.iter().map(|_| State::default()).collect() };
    let mut groups: IndexMap<GroupKey, Group, FxBuildHasher> = IndexMap::default();
    if keys.is_empty() {
        // Without keys all rows are one group, even if there are none.
        groups.insert(GroupKey(Value::List(Vec::new())), fresh(Vec::new()));
    }
    input.run(row, exec, &mut |row| {
        exec.tick()?;
        let mut values = Vec::with_capacity(keys.len());
        for (_, key) in keys {
            values.push(key.eval(row, exec)?);
        }
        let key = GroupKey(match values.as_slice() {
            [one] => one.clone(),
            _ => Value::List(values.clone()),
        });
        check_size(groups.len())?;
        let group = groups.entry(key).or_insert_with(|| fresh(values));
        for ((_, aggregate), state) in aggregates.iter().zip(&mut group.aggregates) {
            state.add(aggregate, row, exec)?;
        }
        Ok(())
    })?;
    for (_, group) in groups {
        exec.tick()?;
        for ((slot, _), value) in keys.iter().zip(group.keys) {
            row.set(*slot, value);
        }
        for ((slot, aggregate), state) in aggregates.iter().zip(group.aggregates) {
            row.set(*slot, state.result(aggregate)?);
        }
        sink(row)?;
    }
    Ok(())
}

impl State {
    fn add(
        &mut self,
        aggregate: &Aggregate,
        row: &mut Row,
        exec: &Exec<'_>,
    ) -> Result<(), QueryError> {
        use AggregateKind as Kind;
        let Some(argument) = &aggregate.argument else {
            self.count += 1;
            return Ok(());
        };
        let value = argument.eval(row, exec)?;
        if value.is_null() {
            return Ok(());
        }
        if aggregate.distinct {
            check_size(self.seen.len())?;
            if !self.seen.insert(GroupKey(value.clone())) {
                return Ok(());
            }
        }
        if let Some(second) = aggregate.second.as_ref().filter(|_| self.count == 0) {
            self.second = second.eval(row, exec)?;
        }
        self.count += 1;
        match aggregate.kind {
            Kind::Count => {}
            Kind::Sum | Kind::Avg => self.total.add(&value, argument.span)?,
            Kind::Min | Kind::Max => {
                let better = self.best.as_ref().is_none_or(|best| {
                    let order = value.total_cmp(best);
                    if aggregate.kind == Kind::Min { order.is_lt() } else { order.is_gt() }
                });
                if better {
                    self.best = Some(value);
                }
            }
            Kind::Collect => {
                check_size(self.values.len())?;
                self.values.push(value);
            }
            Kind::StDev | Kind::StDevP | Kind::PercentileCont | Kind::PercentileDisc => {
                if !matches!(value, Value::Int(_) | Value::Float(_)) {
                    let message = format!("expected a number, found {}", value.kind_name());
                    return Err(QueryError::types(argument.span, message));
                }
                check_size(self.values.len())?;
                self.values.push(value);
            }
        }
        Ok(())
    }

    fn result(mut self, aggregate: &Aggregate) -> Result<Value, QueryError> {
        use AggregateKind as Kind;
        Ok(match aggregate.kind {
            Kind::Count => Value::Int(self.count),
            Kind::Sum => self.total.sum(),
            Kind::Avg if self.count == 0 => Value::Null,
            Kind::Avg => self.total.mean(self.count, aggregate.span)?,
            Kind::Min | Kind::Max => self.best.unwrap_or_default(),
            Kind::Collect => Value::List(self.values),
            Kind::StDev => deviation(&self.values, 1),
            Kind::StDevP => deviation(&self.values, 0),
            Kind::PercentileCont | Kind::PercentileDisc => {
                self.values.sort_by(Value::total_cmp);
                self.percentile(aggregate)?
            }
        })
    }

    fn percentile(&self, aggregate: &Aggregate) -> Result<Value, QueryError> {
        let Some(last) = self.values.len().checked_sub(1) else { return Ok(Value::Null) };
        let share = float(&self.second);
        if !(0.0..=1.0).contains(&share) {
            let message = "a percentile must be a number from 0 to 1";
            return Err(QueryError::new(
                crate::query::ErrorKind::ArgumentError,
                "NumberOutOfRange",
                aggregate.span,
                message,
            ));
        }
        let at = |index: f64| self.values.get(index as usize).cloned().unwrap_or_default();
        if aggregate.kind == AggregateKind::PercentileDisc {
            let index = (share * self.values.len() as f64).ceil() - 1.0;
            return Ok(at(index.max(0.0)));
        }
        let place = share * last as f64;
        let (low, high) = (float(&at(place.floor())), float(&at(place.ceil())));
        Ok(Value::Float(low + (high - low) * place.fract()))
    }
}

fn float(value: &Value) -> f64 {
    match value {
        Value::Int(value) => *value as f64,
        Value::Float(value) => *value,
        _ => f64::NAN,
    }
}

/// The standard deviation, of a sample if one is lost.
fn deviation(values: &[Value], lost: usize) -> Value {
    if values.len() <= lost {
        return Value::Float(0.0);
    }
    let count = values.len() as f64;
    let mean = values.iter().map(float).sum::<f64>() / count;
    let squares = values.iter().map(|value| (float(value) - mean).powi(2)).sum::<f64>();
    Value::Float((squares / (values.len() - lost) as f64).sqrt())
}
