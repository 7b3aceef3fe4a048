//! A plan as text, an operator a line, the last one first.

use super::{Expr, Memo, Op, Plan, Slot, Source, Stage, Write};
use crate::graph::Way;

/// A line of a plan: an operator.
pub struct Line<'p> {
    /// What it does, indented as deep as it lies.
    pub text: String,
    /// The operator; a clause that writes is none.
    pub plan: Option<&'p Plan>,
}

/// The lines of a plan and of what is written before it, the last operator first; `text` is the query.
pub fn lines<'p>(plan: Option<&'p Plan>, stages: &'p [Stage], text: &str) -> Vec<Line<'p>> {
    let mut lines = Vec::new();
    if let Some(plan) = plan {
        plan.lines(text, 0, &mut lines);
    }
    for stage in stages.iter().rev() {
        let said = format!("step {}: {}", stage.buffer + 1, stage.write.words());
        lines.push(Line { text: said, plan: None });
        stage.plan.lines(text, 1, &mut lines);
    }
    lines
}

impl Write {
    fn words(&self) -> String {
        match self {
            Self::Create(make) => format!("create {} things for each row", make.len()),
            Self::Merge(it) => format!("find, or create {} things, for each row", it.make.len()),
            Self::Set(settings) => format!("set {} things for each row", settings.len()),
            Self::Delete { what, .. } => format!("delete {} things for each row", what.len()),
        }
    }
}

impl Plan {
    fn lines<'p>(&'p self, text: &str, depth: usize, lines: &mut Vec<Line<'p>>) {
        let mut plan = Some(self);
        while let Some(this) = plan {
            let line = format!("{:indent$}{}", "", this.line(text), indent = depth * 2);
            lines.push(Line { text: line, plan: Some(this) });
            for inner in this.inner() {
                inner.lines(text, depth + 1, lines);
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
            Self::Scan { slot, source, tests, .. } => {
                let nodes = match source {
                    Source::All => "scan all nodes".to_owned(),
                    Source::Label(label) => format!("scan nodes with label {label}"),
                    Source::Name(name) => format!("look up name {}", show(name, text)),
                    Source::Property(_, name, value) => {
                        format!("look up {name} {}", show(value, text))
                    }
                    Source::Key(key) => format!("look up key {}", show(key, text)),
                };
                format!("{nodes} -> {}{}", at(*slot), conditions(tests, text))
            }
            Self::Expand(it) => {
                let (from, to) = (at(it.from), at(it.to));
                let arrow = arrow(&it.filter.types, it.filter.way);
                let labels = labels(&it.labels);
                let tests = conditions(&it.tests, text);
                match it.count {
                    Some(count) => {
                        format!("count {from}{arrow}({labels}) -> {}{tests}", at(count))
                    }
                    None if it.into => {
                        format!("check {from}{arrow}{to} -> {}", at(it.relationship))
                    }
                    None => {
                        let relationship = at(it.relationship);
                        let once = if it.once.is_some() { ", each node once" } else { "" };
                        format!("expand {from}{arrow}{to}{labels} -> {relationship}{tests}{once}")
                    }
                }
            }
            Self::Meet(it) => {
                let (step, close) = (&it.step, &it.close);
                let first = arrow(&step.filter.types, step.filter.way);
                let second = arrow(&close.filter.types, close.filter.way);
                let labels = labels(&step.labels);
                let rels = format!("{}, {}", at(step.relationship), at(close.relationship));
                let (from, to) = (at(step.from), at(step.to));
                let closed = format!("{}{second}{}", at(close.from), at(close.to));
                format!("intersect {from}{first}{to}{labels} and {closed} -> {rels}")
            }
            Self::Walk(it) => {
                let (from, to) = (at(it.from), at(it.to));
                let arrow = arrow(&it.filter.types, it.filter.way);
                let most = if it.most == u64::MAX { String::new() } else { it.most.to_string() };
                let list = at(it.relationships);
                if it.ends {
                    format!("reach {from}{arrow}{to}, {}..{most} steps, each node once", it.least)
                } else {
                    format!("walk {from}{arrow}{to}, {}..{most} steps -> {list}", it.least)
                }
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
            Self::Group { keys, aggregates, weight, top, .. } => {
                let aggregates: Vec<String> = aggregates
                    .iter()
                    .map(|(slot, it)| format!("{} = {}", at(*slot), it.span.of(text)))
                    .collect();
                let weight = weight.map(|slot| format!(", {} times", at(slot)));
                let (keys, weight) = (assign(keys, text), weight.unwrap_or_default());
                let top = if top.is_some() { ", only what may come first" } else { "" };
                format!("group by {keys}: {}{weight}{top}", aggregates.join(", "))
            }
            Self::Distinct { slots, .. } => format!("distinct {}", list(slots)),
            Self::Sort { keys, most, late, .. } => {
                let keys: Vec<String> = keys
                    .iter()
                    .map(|(key, down)| {
                        format!("{}{}", show(key, text), if *down { " desc" } else { "" })
                    })
                    .collect();
                let kept = if most.is_some() { ", only the first" } else { "" };
                let late = if late.is_empty() {
                    String::new()
                } else {
                    format!(", then compute {}", assign(late, text))
                };
                format!("sort by {}{kept}{late}", keys.join(", "))
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

fn labels(labels: &[std::sync::Arc<str>]) -> String {
    labels.iter().map(|label| format!(":{label}")).collect()
}

/// Conditions on what an operator finds.
fn conditions(tests: &[Memo], text: &str) -> String {
    if tests.is_empty() {
        return String::new();
    }
    let tests: Vec<String> = tests.iter().map(|test| show(&test.condition, text)).collect();
    format!(", if {}", tests.join(" and "))
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
        Op::Memo(memo) => show(&memo.condition, text),
        Op::Slot(slot) => at(*slot),
        Op::Labels(subject, labels) => format!("{}:{}", show(subject, text), labels.join(":")),
        Op::Compare(first, rest)
            if expr.span.is_empty() || rest.iter().any(|(_, it)| it.span == expr.span) =>
        {
            let rest = rest.iter().map(|(_, operand)| format!(" = {}", show(operand, text)));
            format!("{}{}", show(first, text), rest.collect::<String>())
        }
        Op::Property(subject, name) => format!("{}.{}", show(subject, text), **name),
        _ => expr.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
