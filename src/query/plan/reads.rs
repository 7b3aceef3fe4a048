//! Which slots expressions and operators read.

use super::{Aggregate, Expr, Op, Plan, RelFilter, Slot, Source};

impl Expr {
    /// Calls `visit` with the expressions that it is made of.
    pub fn children<'e>(&'e self, visit: &mut dyn FnMut(&'e Self)) {
        match &self.op {
            Op::Const(_) | Op::Slot(_) | Op::Exists(_) | Op::Count(_) => {}
            Op::List(items) | Op::Call(_, items) => items.iter().for_each(visit),
            Op::Map(entries) => entries.iter().for_each(|(_, value)| visit(value)),
            Op::Property(inner, _)
            | Op::Labels(inner, _)
            | Op::Not(inner)
            | Op::Minus(inner)
            | Op::Plus(inner)
            | Op::IsNull(inner, _)
            | Op::Collect(_, inner)
            | Op::First(_, inner) => visit(inner),
            Op::Memo(memo) => visit(&memo.condition),
            Op::Index(left, right)
            | Op::Logic(_, left, right)
            | Op::Arithmetic(_, left, right)
            | Op::In(left, right)
            | Op::Text(_, left, right) => {
                visit(left);
                visit(right);
            }
            Op::Slice(list, from, to) => {
                visit(list);
                from.iter().chain(to).for_each(|it| visit(it));
            }
            Op::Compare(first, rest) => {
                visit(first);
                rest.iter().for_each(|(_, operand)| visit(operand));
            }
            Op::Case { operand, branches, otherwise } => {
                operand.iter().chain(otherwise).for_each(|it| visit(it));
                for (condition, value) in branches {
                    visit(condition);
                    visit(value);
                }
            }
            Op::ListOf { list, condition, value, .. } => {
                visit(list);
                condition.iter().chain(value).for_each(|it| visit(it));
            }
            Op::Quantifier { list, condition, .. } => {
                visit(list);
                condition.iter().for_each(|it| visit(it));
            }
            Op::Reduce { start, list, value, .. } => {
                visit(start);
                visit(list);
                visit(value);
            }
            Op::MapOf { all_of, subject, entries } => {
                all_of.iter().for_each(|it| visit(it));
                visit(subject);
                entries.iter().for_each(|(_, value)| visit(value));
            }
        }
    }

    /// Calls `visit` with each slot that it reads, some of them more than once.
    pub fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        match &self.op {
            Op::Slot(slot) => visit(*slot),
            Op::Exists(plan) | Op::Count(plan) => plan.reads_all(visit),
            Op::Collect(plan, _) | Op::First(plan, _) => plan.reads_all(visit),
            _ => {}
        }
        self.children(&mut |child| child.reads(visit));
    }

    /// Is it the same however often it is asked for, in whatever order? So are all but what hangs on `rand()`.
    pub fn is_steady(&self) -> bool {
        let mut steady = match &self.op {
            Op::Call(function, _) => function.name != "rand",
            Op::Exists(_) | Op::Count(_) | Op::Collect(..) | Op::First(..) => false,
            _ => true,
        };
        self.children(&mut |child| steady = steady && child.is_steady());
        steady
    }
}

impl Aggregate {
    /// Calls `visit` with each slot that it reads.
    pub fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        self.argument.iter().chain(&self.second).for_each(|it| it.reads(visit));
    }
}

impl RelFilter {
    fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        self.properties.iter().for_each(|(_, value)| value.reads(visit));
    }
}

impl Plan {
    /// Calls `visit` with each slot that the operator itself reads, what it gets rows from left out.
    pub fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        match self {
            Self::Argument | Self::Rows { .. } => {}
            Self::Call(call) => call.arguments.iter().for_each(|it| it.reads(visit)),
            Self::Scan { source, .. } => match source {
                Source::All | Source::Label(_) => {}
                Source::Name(value) | Source::Key(value) | Source::Property(_, _, value) => {
                    value.reads(visit);
                }
            },
            Self::Expand(it) => {
                visit(it.from);
                if it.into {
                    visit(it.to);
                }
                it.unlike.iter().for_each(|&slot| visit(slot));
                it.filter.reads(visit);
            }
            Self::Meet(meet) => {
                for it in [&meet.step, &meet.close] {
                    [it.from, it.to].into_iter().for_each(&mut *visit);
                    it.unlike.iter().for_each(|&slot| visit(slot));
                    it.filter.reads(visit);
                }
            }
            Self::Walk(it) => {
                visit(it.from);
                if it.into {
                    visit(it.to);
                }
                it.unlike.iter().for_each(|&slot| visit(slot));
                it.filter.reads(visit);
            }
            Self::Ends { relationship, from, to, bound, .. } => {
                visit(*relationship);
                if bound.0 {
                    visit(*from);
                }
                if bound.1 {
                    visit(*to);
                }
            }
            Self::Shortest(it) => {
                visit(it.from);
                visit(it.to);
                it.filter.reads(visit);
            }
            Self::Path { nodes, relationships, .. } => {
                nodes.iter().chain(relationships).for_each(|&slot| visit(slot));
            }
            Self::Filter { condition, .. } => condition.reads(visit),
            Self::Project { items, .. } => items.iter().for_each(|(_, expr)| expr.reads(visit)),
            Self::Group { keys, aggregates, weight, .. } => {
                keys.iter().for_each(|(_, key)| key.reads(visit));
                aggregates.iter().for_each(|(_, it)| it.reads(visit));
                weight.iter().for_each(|&slot| visit(slot));
            }
            Self::Distinct { slots, .. } => slots.iter().for_each(|&slot| visit(slot)),
            Self::Sort { keys, slots, most, late, .. } => {
                keys.iter().for_each(|(key, _)| key.reads(visit));
                late.iter().for_each(|(_, expr)| expr.reads(visit));
                slots.iter().for_each(|&slot| visit(slot));
                if let Some((skip, count)) = most {
                    skip.iter().for_each(|it| it.reads(visit));
                    count.reads(visit);
                }
            }
            Self::Skip { count, .. } | Self::Limit { count, .. } => count.reads(visit),
            Self::Unwind { list, .. } => list.reads(visit),
            Self::Optional { inner, slots, .. } => {
                slots.iter().for_each(|&slot| visit(slot));
                inner.reads_all(visit);
            }
            Self::Union { parts } => parts.iter().for_each(|part| part.reads_all(visit)),
        }
    }

    /// Calls `visit` with each slot that the plan reads.
    pub fn reads_all(&self, visit: &mut dyn FnMut(Slot)) {
        let mut plan = Some(self);
        while let Some(this) = plan {
            this.reads(visit);
            plan = this.input();
        }
    }
}
