//! Neighbouring operators that one can do better: labels looked at while a relationship is followed, rings closed by
//! intersection, conditions with a memory.

use crate::query::plan::{Expand, Expr, Labels, Meet, Memo, Op, Plan, Slot};

/// Goes through a plan from its start.
pub(super) fn fuse(plan: &mut Plan) {
    // The operators one by one, without recursion: the first one is the last.
    let mut chain = Vec::new();
    let mut rest = std::mem::replace(plan, Plan::Argument);
    loop {
        match &mut rest {
            Plan::Optional { inner, .. } => fuse(inner),
            Plan::Union { parts } => parts.iter_mut().for_each(fuse),
            _ => {}
        }
        let next = rest.input_mut().map(|input| std::mem::replace(input, Plan::Argument));
        let Some(next) = next else { break };
        chain.push(std::mem::replace(&mut rest, next));
    }
    while let Some(mut operator) = chain.pop() {
        if let Some(input) = operator.input_mut() {
            *input = rest;
        }
        rest = joined(operator);
    }
    *plan = rest;
}

fn joined(operator: Plan) -> Plan {
    match operator {
        Plan::Filter { mut input, condition } => match (&mut *input, &condition.op) {
            (Plan::Expand(expand), Op::Labels(subject, labels))
                if !expand.into && is(subject, expand.to) && expand.labels.is_empty() =>
            {
                expand.labels = Labels::from((**labels).clone());
                *input
            }
            _ => tested(input, Memo::of(condition)),
        },
        Plan::Expand(close) if close.into => ring(*close),
        other => other,
    }
}

/// A condition on what a scan or a step finds is looked at while it goes on, before there is a row.
fn tested(mut input: Box<Plan>, condition: Expr) -> Plan {
    match (&mut *input, condition) {
        (Plan::Expand(expand), Expr { op: Op::Memo(memo), .. })
            if !expand.into && (memo.slot == expand.to || memo.slot == expand.relationship) =>
        {
            expand.tests.push(*memo);
            *input
        }
        (Plan::Scan { slot, tests, .. }, Expr { op: Op::Memo(memo), .. }) if memo.slot == *slot => {
            tests.push(*memo);
            *input
        }
        (_, condition) => Plan::Filter { input, condition },
    }
}

fn is(expr: &Expr, slot: Slot) -> bool {
    matches!(expr.op, Op::Slot(found) if found == slot)
}

/// A relationship between two bound nodes of which one was just found: both are looked for at once, and the conditions on the
/// new node after that.
fn ring(mut close: Expand) -> Plan {
    let mut conditions = Vec::new();
    let mut rest = std::mem::replace(&mut close.input, Plan::Argument);
    while let Plan::Filter { input, condition } = rest {
        conditions.push(condition);
        rest = *input;
    }
    let mut plan = match rest {
        Plan::Expand(step)
            if !step.into
                && (step.to == close.from) != (step.to == close.to)
                // What the properties are compared to must be there before.
                && step.filter.properties.is_empty()
                && close.filter.properties.is_empty() =>
        {
            let mut step = *step;
            conditions.extend(std::mem::take(&mut step.tests).into_iter().rev().map(|memo| {
                let (span, kind) = (memo.condition.span, memo.condition.kind);
                Expr { op: Op::Memo(memo.into()), span, kind }
            }));
            let input = std::mem::replace(&mut step.input, Plan::Argument);
            Plan::Meet(Meet { input, step, close }.into())
        }
        mut other => {
            while let Some(condition) = conditions.pop() {
                other = Plan::Filter { input: other.into(), condition };
            }
            close.input = other;
            return Plan::Expand(close.into());
        }
    };
    while let Some(condition) = conditions.pop() {
        plan = Plan::Filter { input: plan.into(), condition };
    }
    plan
}
