//! A row for each group, with its aggregates.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

use super::{Exec, Row, Sink, check_size};
use crate::graph::{GroupKey, NodeSet, Value};
use crate::query::QueryError;
use crate::query::dataset::Stop;
use crate::query::eval::Total;
use crate::query::plan::{Aggregate, AggregateKind, Expr, Kind, Op, Plan, Property, Slot, Top};

/// How rows are grouped.
pub(super) struct Grouping<'p> {
    pub(super) keys: &'p [(Slot, Expr)],
    pub(super) aggregates: &'p [(Slot, Aggregate)],
    /// The slot that tells for how many rows a row stands, if not for itself alone.
    pub(super) weight: Option<Slot>,
    /// Which groups are asked for, if not all.
    pub(super) top: Option<Top>,
}

/// The groups so far: their keys, or codes of these, and what their aggregates know, one group after the other.
#[derive(Default)]
struct Groups {
    count: usize,
    keys: Vec<Value>,
    codes: Vec<u32>,
    states: Vec<State>,
}

/// What an aggregate knows so far.
#[derive(Default)]
struct State {
    seen: Option<Box<Seen>>,
    count: i64,
    total: Option<Box<Total>>,
    more: Option<Box<More>>,
}

/// What some aggregates hold beside numbers.
#[derive(Default)]
struct More {
    best: Option<Value>,
    values: Vec<Value>,
    second: Value,
}

/// The different values so far.
#[derive(Default)]
struct Seen {
    nodes: NodeSet,
    node_count: usize,
    others: IndexSet<GroupKey, FxBuildHasher>,
}

impl Seen {
    /// Was the value not there before?
    fn is_new(&mut self, value: &Value) -> Result<bool, QueryError> {
        check_size(self.others.len() + self.node_count)?;
        if let Value::Node(node) = value {
            let new = self.nodes.insert(*node);
            self.node_count += usize::from(new);
            return Ok(new);
        }
        Ok(self.others.insert(GroupKey(value.clone())))
    }
}

impl Grouping<'_> {
    pub(super) fn run(
        &self,
        input: &Plan,
        row: &mut Row,
        exec: &Exec<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Stop> {
        let mut groups = Groups::default();
        let mut coded = None;
        match self.keys {
            // Without keys all rows are one group, even if there are none.
            [] => {
                self.open(&mut groups);
                input.run(row, exec, &mut |row| {
                    exec.tick()?;
                    self.take(&mut groups.states, row, exec)
                })?;
            }
            [(_, key)] => {
                let mut by_key: IndexMap<GroupKey, usize, FxBuildHasher> = IndexMap::default();
                let mut by_code: Vec<u32> = Vec::new();
                let mut first = true;
                input.run(row, exec, &mut |row| {
                    exec.tick()?;
                    if std::mem::take(&mut first) {
                        coded = coding(key).filter(|(slot, property)| {
                            property.code(row.get(*slot), exec).is_some()
                        });
                    }
                    let group = if let Some((slot, property)) = coded {
                        // A subject that is null has no code, and no value.
                        let found = property.code(row.get(slot), exec);
                        let code = found.map_or(0, |(code, _)| code);
                        if by_code.len() <= code as usize {
                            let codes = found.map_or(1, |(_, column)| column.codes());
                            by_code.resize(codes.max(code as usize + 1), u32::MAX);
                        }
                        let known = by_code.get(code as usize).copied().unwrap_or(u32::MAX);
                        if known == u32::MAX {
                            let new = groups.count;
                            check_size(new)?;
                            groups.codes.push(code);
                            self.open(&mut groups);
                            if let Some(place) = by_code.get_mut(code as usize) {
                                *place = u32::try_from(new).unwrap_or(u32::MAX);
                            }
                            new
                        } else {
                            known as usize
                        }
                    } else {
                        let key = GroupKey(key.eval(row, exec)?);
                        match by_key.get(&key) {
                            Some(&known) => known,
                            None => {
                                let new = groups.count;
                                check_size(new)?;
                                groups.keys.push(key.0.clone());
                                by_key.insert(key, new);
                                self.open(&mut groups);
                                new
                            }
                        }
                    };
                    self.take(self.states(&mut groups.states, group), row, exec)
                })?;
            }
            keys => {
                let mut by_key: IndexMap<GroupKey, usize, FxBuildHasher> = IndexMap::default();
                input.run(row, exec, &mut |row| {
                    exec.tick()?;
                    let mut values = Vec::with_capacity(keys.len());
                    for (_, key) in keys {
                        values.push(key.eval(row, exec)?);
                    }
                    let key = GroupKey(Value::List(values));
                    let group = match by_key.get(&key) {
                        Some(&known) => known,
                        None => {
                            let new = groups.count;
                            check_size(new)?;
                            if let Value::List(values) = &key.0 {
                                groups.keys.extend_from_slice(values);
                            }
                            by_key.insert(key, new);
                            self.open(&mut groups);
                            new
                        }
                    };
                    self.take(self.states(&mut groups.states, group), row, exec)
                })?;
            }
        }
        let wanted = self.wanted(&groups);
        let width = self.keys.len();
        let mut keys = groups.keys.into_iter();
        let mut codes = groups.codes.into_iter();
        let mut states = groups.states.into_iter();
        for group in 0..groups.count {
            exec.tick()?;
            if wanted.as_ref().is_some_and(|wanted| wanted.get(group) == Some(&false)) {
                if coded.is_some() {
                    codes.next();
                } else {
                    keys.by_ref().take(width).for_each(drop);
                }
                states.by_ref().take(self.aggregates.len()).for_each(drop);
                continue;
            }
            for (slot, _) in self.keys {
                let value = match coded {
                    None => keys.next(),
                    Some((_, property)) => {
                        codes.next().zip(property.of_either(exec)).map(|(code, it)| it.decode(code))
                    }
                };
                row.set(*slot, value.unwrap_or_default());
            }
            for ((slot, aggregate), state) in self.aggregates.iter().zip(&mut states) {
                row.set(*slot, state.result(aggregate)?);
            }
            sink(row)?;
        }
        Ok(())
    }

    /// Which groups may be among the first ones, where there are more than are asked for.
    fn wanted(&self, groups: &Groups) -> Option<Vec<bool>> {
        let top = self.top.filter(|top| groups.count > top.most)?;
        let states = groups.states.iter().skip(top.aggregate).step_by(self.aggregates.len());
        let counts: Vec<i64> = states.map(|state| state.count).collect();
        let mut sorted = counts.clone();
        let at = if top.greatest { sorted.len().checked_sub(top.most)? } else { top.most - 1 };
        let (_, &mut last, _) = sorted.select_nth_unstable(at);
        let enough = |&count: &i64| if top.greatest { count >= last } else { count <= last };
        Some(counts.iter().map(enough).collect())
    }

    fn open(&self, groups: &mut Groups) {
        groups.count += 1;
        groups.states.extend(self.aggregates.iter().map(|_| State::default()));
    }

    /// The states of a group.
    fn states<'s>(&self, states: &'s mut [State], group: usize) -> &'s mut [State] {
        let start = group * self.aggregates.len();
        states.get_mut(start..start + self.aggregates.len()).unwrap_or_default()
    }

    fn take(&self, states: &mut [State], row: &mut Row, exec: &Exec<'_>) -> Result<(), Stop> {
        let weight = match self.weight.map(|slot| row.get(slot)) {
            Some(&Value::Int(weight)) => weight,
            _ => 1,
        };
        for ((_, aggregate), state) in self.aggregates.iter().zip(states) {
            state.add(aggregate, weight, row, exec)?;
        }
        Ok(())
    }
}

/// The property that a key is, if it is one.
fn coding(key: &Expr) -> Option<(Slot, &Property)> {
    match &key.op {
        Op::Property(subject, property) => match (&subject.op, subject.kind) {
            (Op::Slot(slot), Kind::Node | Kind::Relationship) => Some((*slot, property)),
            _ => None,
        },
        _ => None,
    }
}

impl State {
    fn add(
        &mut self,
        aggregate: &Aggregate,
        weight: i64,
        row: &mut Row,
        exec: &Exec<'_>,
    ) -> Result<(), QueryError> {
        use AggregateKind as Kind;
        let Some(argument) = &aggregate.argument else {
            self.count += weight;
            return Ok(());
        };
        let value = argument.eval(row, exec)?;
        if value.is_null() {
            return Ok(());
        }
        if aggregate.distinct && !self.seen.get_or_insert_default().is_new(&value)? {
            return Ok(());
        }
        if let Some(second) = aggregate.second.as_ref().filter(|_| self.count == 0) {
            self.more.get_or_insert_default().second = second.eval(row, exec)?;
        }
        self.count += if aggregate.distinct { 1 } else { weight };
        match aggregate.kind {
            Kind::Count => {}
            Kind::Sum | Kind::Avg => {
                self.total.get_or_insert_default().add(&value, argument.span)?
            }
            Kind::Min | Kind::Max => {
                let more = self.more.get_or_insert_default();
                let better = more.best.as_ref().is_none_or(|best| {
                    let order = value.total_cmp(best);
                    if aggregate.kind == Kind::Min { order.is_lt() } else { order.is_gt() }
                });
                if better {
                    more.best = Some(value);
                }
            }
            Kind::Collect => {
                let more = self.more.get_or_insert_default();
                check_size(more.values.len())?;
                more.values.push(value);
            }
            Kind::StDev | Kind::StDevP | Kind::PercentileCont | Kind::PercentileDisc => {
                if !matches!(value, Value::Int(_) | Value::Float(_)) {
                    let message = format!("expected a number, found {}", value.kind_name());
                    return Err(QueryError::types(argument.span, message));
                }
                let more = self.more.get_or_insert_default();
                check_size(more.values.len())?;
                more.values.push(value);
            }
        }
        Ok(())
    }

    fn result(self, aggregate: &Aggregate) -> Result<Value, QueryError> {
        use AggregateKind as Kind;
        let total = self.total.map(|total| *total).unwrap_or_default();
        let mut more = self.more.map(|more| *more).unwrap_or_default();
        Ok(match aggregate.kind {
            Kind::Count => Value::Int(self.count),
            Kind::Sum => total.sum(),
            Kind::Avg if self.count == 0 => Value::Null,
            Kind::Avg => total.mean(self.count, aggregate.span)?,
            Kind::Min | Kind::Max => more.best.unwrap_or_default(),
            Kind::Collect => Value::List(more.values),
            Kind::StDev => deviation(&more.values, 1),
            Kind::StDevP => deviation(&more.values, 0),
            Kind::PercentileCont | Kind::PercentileDisc => {
                more.values.sort_by(Value::total_cmp);
                more.percentile(aggregate)?
            }
        })
    }
}

impl More {
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
