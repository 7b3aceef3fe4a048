//! A plan as text, an operator a line, the last one first.

use std::fmt::Write as _;

use super::{Expr, Op, Plan, Slot, Source};
use crate::graph::Way;

impl Plan {
    /// The plan as text; `text` is the query that it was made from.
    pub fn explain(&self, text: &str) -> String {
        let mut out = String::new();
        self.write(text, 0, &mut out);
        out
    }

    fn write(&self, text: &str, depth: usize, out: &mut String) {
        let mut plan = Some(self);
        while let Some(this) = plan {
            let _ = writeln!(out, "{:indent$}{}", "", this.line(text), indent = depth * 2);
            for inner in this.inner() {
                inner.write(text, depth + 1, out);
            }
            plan = this.input();
        }
    }

    /// The plans that are run for each row of the input.
    fn inner(&self) -> &[Self] {
        match self {
            Self::Optional { inner, .. } => std::slice::from_ref(&**inner),
            Self::Union { parts } => parts,
            _ => &[],
        }
    }

    fn line(&self, text: &str) -> String {
        match self {
            Self::Argument => "start".to_owned(),
            Self::Rows { buffer } => format!("rows of step {}", buffer + 1),
            Self::Call(call) => {
                let results: Vec<String> = call.results.iter().map(|(_, s)| at(*s)).collect();
                format!("call {} -> {}", call.procedure.name, results.join(", "))
            }
            Self::Scan { slot, source, .. } => match source {
                Source::All => format!("scan all nodes -> {}", at(*slot)),
                Source::Label(label) => format!("scan nodes with label {label} -> {}", at(*slot)),
                Source::Name(name) => {
                    format!("look up name {} -> {}", show(name, text), at(*slot))
                }
                Source::Key(key) => format!("look up key {} -> {}", show(key, text), at(*slot)),
            },
            Self::Expand(it) => {
                let (from, to) = (at(it.from), at(it.to));
                let (rel, arrow) = (at(it.relationship), arrow(&it.filter.types, it.filter.way));
                format!("{} {from}{arrow}{to} -> {rel}", if it.into { "check" } else { "expand" })
            }
            Self::Walk(it) => {
                let (from, to) = (at(it.from), at(it.to));
                let arrow = arrow(&it.filter.types, it.filter.way);
                let most = if it.most == u64::MAX { String::new() } else { it.most.to_string() };
                let list = at(it.relationships);
                format!("walk {from}{arrow}{to}, {}..{most} steps -> {list}", it.least)
            }
            Self::Ends { relationship, from, to, .. } => {
                format!("ends of {} -> {}, {}", at(*relationship), at(*from), at(*to))
            }
            Self::Shortest(it) => {
                let arrow = arrow(&it.filter.types, it.filter.way);
                let all = if it.all { "all shortest paths" } else { "shortest path" };
                format!("{all} {}{arrow}{} -> {}", at(it.from), at(it.to), at(it.relationships))
            }
            Self::Path { slot, .. } => format!("path -> {}", at(*slot)),
            Self::Filter { condition, .. } => format!("filter {}", show(condition, text)),
            Self::Project { items, .. } => format!("compute {}", assign(items, text)),
            Self::Group { keys, aggregates, .. } => {
                let aggregates: Vec<String> = aggregates
                    .iter()
                    .map(|(slot, it)| format!("{} = {}", at(*slot), it.span.of(text)))
                    .collect();
                format!("group by {}: {}", assign(keys, text), aggregates.join(", "))
            }
            Self::Distinct { slots, .. } => format!("distinct {}", list(slots)),
            Self::Sort { keys, most, .. } => {
                let keys: Vec<String> = keys
                    .iter()
                    .map(|(key, down)| {
                        format!("{}{}", show(key, text), if *down { " desc" } else { "" })
                    })
                    .collect();
                let kept = if most.is_some() { ", only the first" } else { "" };
                format!("sort by {}{kept}", keys.join(", "))
            }
            Self::Skip { count, .. } => format!("skip {}", show(count, text)),
            Self::Limit { count, .. } => format!("limit {}", show(count, text)),
            Self::Unwind { list, slot, .. } => {
                format!("unwind {} -> {}", show(list, text), at(*slot))
            }
            Self::Optional { .. } => "optional, for each row".to_owned(),
            Self::Union { .. } => "union".to_owned(),
        }
    }
}

fn at(slot: Slot) -> String {
    format!("#{slot}")
}

fn list(slots: &[Slot]) -> String {
    slots.iter().map(|&slot| at(slot)).collect::<Vec<_>>().join(", ")
}

fn assign(items: &[(Slot, Expr)], text: &str) -> String {
    let items = items.iter().map(|(slot, expr)| match expr.op {
        Op::Slot(from) if from == *slot => at(*slot),
        _ => format!("{} = {}", at(*slot), show(expr, text)),
    });
    items.collect::<Vec<_>>().join(", ")
}

fn arrow(types: &[std::sync::Arc<str>], way: Way) -> String {
    let types = if types.is_empty() { String::new() } else { format!("[:{}]", types.join("|")) };
    match way {
        Way::Out => format!("-{types}->"),
        Way::In => format!("<-{types}-"),
        Way::Both => format!("-{types}-"),
    }
}

/// An expression as it was written, or what it does where it was not written down.
fn show(expr: &Expr, text: &str) -> String {
    match &expr.op {
        Op::Slot(slot) => at(*slot),
        Op::Labels(subject, labels) => format!("{}:{}", show(subject, text), labels.join(":")),
        Op::Compare(first, rest)
            if expr.span.is_empty() || rest.iter().any(|(_, it)| it.span == expr.span) =>
        {
            let rest = rest.iter().map(|(_, operand)| format!(" = {}", show(operand, text)));
            format!("{}{}", show(first, text), rest.collect::<String>())
        }
        Op::Property(subject, name) => format!("{}.{name}", show(subject, text)),
        _ => expr.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
