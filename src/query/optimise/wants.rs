//! What the operators above ask for, and what need not be done for that: relationships that nobody names, rows that come more
//! than once, values of rows that fall away.

use std::collections::BTreeSet;

use crate::graph::Value;
use crate::query::plan::{Aggregate, AggregateKind, Expr, Kind, Op, Plan, Slot, Top};

/// What is asked of an operator.
#[derive(Clone)]
struct Wants {
    /// The slots that are read above.
    slots: BTreeSet<Slot>,
    /// Does it make no difference how often a row comes?
    once: bool,
}

/// Goes through a plan from its end.
pub(super) fn apply(plan: &mut Plan, read: &[Slot], slots: &mut usize) {
    let mut wants = Wants { slots: read.iter().copied().collect(), once: false };
    let mut next = Some(plan);
    while let Some(plan) = next {
        one(plan, &mut wants, slots);
        next = plan.input_mut();
    }
}

fn one(plan: &mut Plan, wants: &mut Wants, slots: &mut usize) {
    match plan {
        Plan::Group { input, keys, aggregates, weight, .. } => {
            wants.once = aggregates.iter().all(|(_, it)| is_once(it))
                && aggregates.iter().all(|(_, it)| it.argument.iter().all(Expr::is_steady))
                && keys.iter().all(|(_, key)| key.is_steady());
            wants.slots.clear();
            if !wants.once
                && let Plan::Expand(expand) = &mut **input
                && !expand.into
                && counts(keys, aggregates, expand.relationship, expand.to)
            {
                // The relationship and the node are never null, and not put into the row.
                let (rel, to) = (expand.relationship, expand.to);
                for (_, aggregate) in aggregates.iter_mut() {
                    let own =
                        |it: &Expr| matches!(it.op, Op::Slot(slot) if slot == rel || slot == to);
                    aggregate.argument = aggregate.argument.take().filter(|it| !own(it));
                }
                expand.count = Some(*slots);
                *weight = Some(*slots);
                *slots += 1;
            }
        }
        Plan::Distinct { slots, .. } => {
            wants.once = true;
            wants.slots.extend(slots.iter().copied());
        }
        Plan::Sort { input, keys, slots, most, late } => {
            if most.is_some() {
                wants.once = false;
                *late = put_off(input, keys);
                if let Plan::Group { aggregates, top, .. } = &mut **input {
                    *top = first_groups(keys, most.as_ref(), aggregates);
                }
            }
            wants.slots.extend(slots.iter().copied());
        }
        Plan::Filter { condition, .. } => wants.once = wants.once && condition.is_steady(),
        Plan::Project { items, .. } => {
            wants.once = wants.once && items.iter().all(|(_, item)| item.is_steady());
        }
        Plan::Skip { .. } | Plan::Limit { .. } | Plan::Call(_) => wants.once = false,
        Plan::Expand(expand) => {
            expand.hidden = !wants.slots.contains(&expand.relationship);
            let many = !expand.into && expand.count.is_none() && expand.from != expand.to;
            if many && wants.once && expand.hidden && !wants.slots.contains(&expand.from) {
                let others = wants.slots.iter().copied().filter(|&slot| slot != expand.to);
                expand.once = Some(others.collect());
            }
        }
        Plan::Walk(walk) => {
            walk.ends = wants.once
                && !walk.into
                && walk.least <= 1
                && walk.most > 0
                && !wants.slots.contains(&walk.relationships);
        }
        Plan::Optional { inner, .. } => {
            let mut read = wants.slots.clone();
            inner.reads_all(&mut |slot| _ = read.insert(slot));
            let read: Vec<Slot> = read.into_iter().collect();
            apply(inner, &read, slots);
        }
        Plan::Union { parts } => {
            let mut read = wants.slots.clone();
            parts.iter().for_each(|part| part.reads_all(&mut |slot| _ = read.insert(slot)));
            let read: Vec<Slot> = read.into_iter().collect();
            parts.iter_mut().for_each(|part| apply(part, &read, slots));
        }
        _ => {}
    }
    plan.reads(&mut |slot| _ = wants.slots.insert(slot));
}

/// The groups that can be among the first ones, where these are told by how often something comes.
fn first_groups(
    keys: &[(Expr, bool)],
    most: Option<&(Option<Expr>, Expr)>,
    aggregates: &[(Slot, Aggregate)],
) -> Option<Top> {
    let number = |expr: &Expr| match expr.op {
        Op::Const(Value::Int(number)) => usize::try_from(number).ok(),
        _ => None,
    };
    let (skip, count) = most?;
    let skip = skip.as_ref().map_or(Some(0), number)?;
    let most = number(count)?.checked_add(skip)?;
    // No result that nobody asks for may have been an error.
    let never_fails = |(_, it): &(Slot, Aggregate)| {
        use AggregateKind as Kind;
        matches!(it.kind, Kind::Count | Kind::Sum | Kind::Min | Kind::Max | Kind::Collect)
    };
    let (key, greatest) = keys.first()?;
    let Op::Slot(slot) = &key.op else { return None };
    let aggregate = aggregates.iter().position(|(own, _)| own == slot)?;
    let counts = aggregates.get(aggregate)?.1.kind == AggregateKind::Count;
    (counts && most > 0 && aggregates.iter().all(never_fails)).then_some(Top {
        aggregate,
        greatest: *greatest,
        most,
    })
}

/// Is the aggregate the same if a row comes twice?
fn is_once(aggregate: &Aggregate) -> bool {
    matches!(aggregate.kind, AggregateKind::Min | AggregateKind::Max)
        || (aggregate.distinct && aggregate.second.is_none())
}

/// Is all that is asked of a relationship and the node that it leads to how many there are?
fn counts(keys: &[(Slot, Expr)], aggregates: &[(Slot, Aggregate)], rel: Slot, to: Slot) -> bool {
    let free = |expr: &Expr| {
        let mut free = expr.is_steady();
        expr.reads(&mut |slot| free = free && slot != rel && slot != to);
        free
    };
    let counted = |it: &Aggregate| match &it.argument {
        None => it.kind == AggregateKind::Count,
        Some(argument) if it.kind == AggregateKind::Count && !it.distinct => {
            matches!(argument.op, Op::Slot(slot) if slot == rel || slot == to) || free(argument)
        }
        Some(argument) => is_once(it) && free(argument),
    };
    keys.iter().all(|(_, key)| free(key)) && aggregates.iter().all(|(_, it)| counted(it))
}

/// Takes values out of the operator below that are only needed for the rows that are kept: properties, which never fail to be
/// read.
fn put_off(input: &mut Plan, keys: &[(Expr, bool)]) -> Vec<(Slot, Expr)> {
    let Plan::Project { input: below, items } = input else { return Vec::new() };
    let made: BTreeSet<Slot> = items.iter().map(|(slot, _)| *slot).collect();
    // A key that is more than a column is made of columns that must be there.
    let mut needed = BTreeSet::new();
    for (key, _) in keys {
        if !matches!(key.op, Op::Slot(_)) {
            key.reads(&mut |slot| _ = needed.insert(slot));
        }
    }
    let simple = |slot: Slot, expr: &Expr| match &expr.op {
        Op::Property(subject, _) => {
            let plain = matches!(subject.kind, Kind::Node | Kind::Relationship);
            let from = matches!(subject.op, Op::Slot(from) if !made.contains(&from));
            plain && from && !needed.contains(&slot)
        }
        _ => false,
    };
    let (late, now): (Vec<_>, Vec<_>) =
        std::mem::take(items).into_iter().partition(|(slot, expr)| simple(*slot, expr));
    *items = now;
    if items.is_empty() {
        *input = std::mem::replace(&mut **below, Plan::Argument);
    }
    late
}
