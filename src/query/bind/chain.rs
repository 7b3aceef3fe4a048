//! In which order a pattern is matched: from where the fewest nodes have to be looked at, along the
//! relationships that fan out least, each condition as soon as its variables are bound.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Binder, QueryError};
use crate::graph::Value;
use crate::query::ast::{Comparison, Direction, Length, Shortest};
use crate::query::exec::way;
use crate::query::plan::{
    Expand, Expr, Kind, Labels, Op, Plan, RelFilter, Shortest as ShortestPlan, Slot, Source, Walk,
};

/// The nodes of a pattern.
#[derive(Default)]
pub(super) struct Nodes {
    pub(super) all: BTreeSet<Slot>,
    /// Those that are bound before the pattern is matched.
    pub(super) bound: BTreeSet<Slot>,
    pub(super) labels: BTreeMap<Slot, Vec<Arc<str>>>,
}

/// A relationship of a pattern.
pub(super) struct Link {
    pub(super) slot: Slot,
    pub(super) from: Slot,
    pub(super) to: Slot,
    /// Is the relationship bound before the pattern is matched?
    pub(super) bound: bool,
    /// A list that is bound before, to which the list found here must be equal.
    pub(super) list: Option<Slot>,
    pub(super) types: Vec<Arc<str>>,
    pub(super) direction: Direction,
    pub(super) length: Option<Length>,
    pub(super) shortest: Option<Shortest>,
    pub(super) properties: Vec<(Arc<str>, Expr)>,
    /// What its properties hang on.
    pub(super) needs: BTreeSet<Slot>,
}

/// A condition with the slots that it hangs on.
pub(super) struct Condition {
    pub(super) expr: Expr,
    pub(super) needs: BTreeSet<Slot>,
}

/// What is to be matched.
#[derive(Default)]
pub(super) struct Problem {
    pub(super) nodes: Nodes,
    pub(super) links: Vec<Link>,
    pub(super) conditions: Vec<Condition>,
    pub(super) paths: Vec<(Slot, Vec<Slot>, Vec<Slot>)>,
}

/// What is still to be matched, and what is bound.
struct Search {
    problem: Problem,
    bound: BTreeSet<Slot>,
    /// The relationships bound so far, with their types.
    used: Vec<(Slot, Vec<Arc<str>>)>,
    /// Labels that still have to be checked.
    labels: BTreeMap<Slot, Vec<Arc<str>>>,
}

impl Binder<'_> {
    pub(super) fn solve(&mut self, mut problem: Problem, input: Plan) -> Result<Plan, QueryError> {
        let labels = std::mem::take(&mut problem.nodes.labels);
        let bound = problem.nodes.bound.clone();
        let mut search = Search { problem, bound, used: Vec::new(), labels };
        let mut plan = self.conditions(&mut search, input)?;
        loop {
            if let Some(best) = self.next_link(&search) {
                let link = search.problem.links.swap_remove(best);
                plan = self.follow(link, &mut search, plan)?;
            } else if let Some(node) = self.next_node(&search) {
                plan = self.scan(node, &mut search, plan)?;
            } else {
                break;
            }
            plan = self.conditions(&mut search, plan)?;
        }
        Ok(plan)
    }

    /// The relationship that is best followed next, if any leads from what is bound.
    fn next_link(&self, search: &Search) -> Option<usize> {
        let links = search.problem.links.iter().enumerate();
        let costs = links.filter_map(|(at, link)| {
            if !link.needs.iter().all(|slot| search.bound.contains(slot)) {
                return None;
            }
            let ends = usize::from(search.bound.contains(&link.from))
                + usize::from(search.bound.contains(&link.to));
            let class = match (link.bound, link.shortest.is_some(), ends) {
                (true, ..) => 0,
                (false, true, 2) => 3,
                (false, true, _) | (false, false, 0) => return None,
                (false, false, 2) => 1,
                (false, false, _) => 2,
            };
            // Chains fan out once more with each relationship.
            let fan = self.fan(link).saturating_mul(if link.length.is_some() { 1_000 } else { 1 });
            Some((class, fan, link.slot, at))
        });
        costs.min().map(|(.., at)| at)
    }

    /// How many relationships leave a node on average, in thousandths.
    fn fan(&self, link: &Link) -> usize {
        let count = if link.types.is_empty() {
            self.data.relationship_count()
        } else {
            link.types.iter().map(|kind| self.data.type_count(kind)).sum()
        };
        let both = if link.direction == Direction::Both { 2 } else { 1 };
        count.saturating_mul(1_000 * both) / self.data.node_count().max(1)
    }

    /// The node that is best scanned next, if one is not bound.
    fn next_node(&self, search: &Search) -> Option<Slot> {
        let open = search.problem.nodes.all.iter().filter(|slot| !search.bound.contains(slot));
        open.min_by_key(|&&slot| {
            let count = self
                .cheapest_label(slot, search)
                .map_or_else(|| self.data.node_count(), |(count, _)| count);
            if let Some((named, _)) = self.name(slot, search) {
                return (named.min(count), slot);
            }
            let equal = search.problem.conditions.iter().any(|condition| {
                condition.needs.iter().all(|&need| need == slot || search.bound.contains(&need))
                    && equality(&condition.expr, slot)
            });
            (if equal { count / 10 } else { count }, slot)
        })
        .copied()
    }

    fn cheapest_label(&self, slot: Slot, search: &Search) -> Option<(usize, Arc<str>)> {
        let labels = search.labels.get(&slot)?.iter();
        labels.map(|label| (self.data.label_count(label), label.clone())).min()
    }

    fn scan(&mut self, slot: Slot, search: &mut Search, plan: Plan) -> Result<Plan, QueryError> {
        let label = self.cheapest_label(slot, search);
        let nodes = label.as_ref().map_or(self.data.node_count(), |(count, _)| *count);
        let key = search.problem.conditions.iter_mut().find_map(|condition| {
            let bound = |need: &Slot| *need == slot || search.bound.contains(need);
            let ready = condition.needs.iter().all(bound);
            if ready { take_key(&mut condition.expr, slot) } else { None }
        });
        let named = self.name(slot, search).filter(|(count, _)| *count < nodes);
        let value = self.value(slot, search);
        let source = match (key, named, label) {
            (Some(key), ..) => Source::Key(key),
            (None, Some((_, name)), _) => Source::Name(name),
            (None, None, label) if let Some((name, value)) = value => {
                Source::Property(label.map(|(_, label)| label), name, value)
            }
            (None, None, Some((_, label))) => {
                if let Some(labels) = search.labels.get_mut(&slot) {
                    labels.retain(|other| *other != label);
                }
                Source::Label(label)
            }
            (None, None, None) => Source::All,
        };
        search.bound.insert(slot);
        self.operator(Plan::Scan { input: plan.into(), slot, source, tests: Vec::new() })
    }

    /// The name that a node must have, if one is asked for and known by now, and about how many
    /// nodes have it.
    fn name(&self, slot: Slot, search: &Search) -> Option<(usize, Expr)> {
        let known = |need: &Slot| *need == slot || search.bound.contains(need);
        let ready = search.problem.conditions.iter().filter(|it| it.needs.iter().all(known));
        let names = ready.filter_map(|it| asked(&it.expr, slot, Some("name")));
        let names = names.map(|(_, value)| value).filter(|value| match &value.op {
            Op::Const(value) => matches!(value, Value::String(_)),
            _ => true,
        });
        let counted = names.map(|name| match &name.op {
            Op::Const(Value::String(text)) => (self.data.name_count(text), name),
            _ => (1, name),
        });
        counted.min_by_key(|(count, _)| *count)
    }

    /// A property that a node must have and its value, if one is asked for and known by now.
    fn value(&self, slot: Slot, search: &Search) -> Option<(Arc<str>, Expr)> {
        let known = |need: &Slot| *need == slot || search.bound.contains(need);
        let mut ready = search.problem.conditions.iter().filter(|it| it.needs.iter().all(known));
        ready.find_map(|it| asked(&it.expr, slot, None))
    }

    fn follow(&mut self, link: Link, search: &mut Search, plan: Plan) -> Result<Plan, QueryError> {
        let bound = |slot| search.bound.contains(&slot);
        let (from_bound, to_bound) = (bound(link.from), bound(link.to));
        let used = &search.used;
        let disjoint = |types: &[Arc<str>]| {
            !types.is_empty()
                && !link.types.is_empty()
                && types.iter().all(|kind| !link.types.contains(kind))
        };
        let unlike: Vec<Slot> =
            used.iter().filter(|(_, types)| !disjoint(types)).map(|(slot, _)| *slot).collect();
        if link.bound {
            return self.ends(link, unlike, (from_bound, to_bound), search, plan);
        }
        let backwards = !from_bound;
        let (from, to) = if backwards { (link.to, link.from) } else { (link.from, link.to) };
        let into = bound(to) || from == to;
        let way = way(link.direction, backwards);
        search.bound.extend([link.from, link.to, link.slot]);
        if link.shortest.is_none() {
            search.used.push((link.slot, link.types.clone()));
        }
        let steps = Default::default();
        let filter = RelFilter { way, types: link.types, properties: link.properties, steps };
        let relationship = link.slot;
        if let Some(shortest) = link.shortest {
            let length = link.length.unwrap_or(Length { least: Some(1), most: Some(1) });
            let plan = ShortestPlan {
                input: plan,
                from,
                to,
                relationships: relationship,
                filter,
                least: length.least.unwrap_or(1),
                most: length.most.unwrap_or(u64::MAX),
                all: shortest == Shortest::All,
                single: link.length.is_none(),
            };
            return self.operator(Plan::Shortest(plan.into()));
        }
        let Some(length) = link.length else {
            let expand = Expand {
                input: plan,
                from,
                relationship,
                to,
                into,
                filter,
                unlike,
                labels: Labels::default(),
                tests: Vec::new(),
                count: None,
                hidden: false,
                once: None,
            };
            return self.operator(Plan::Expand(expand.into()));
        };
        let walk = Walk {
            input: plan,
            from,
            relationships: relationship,
            to,
            into,
            filter,
            unlike,
            least: length.least.unwrap_or(1),
            most: length.most.unwrap_or(u64::MAX),
            backwards,
            ends: false,
        };
        let plan = self.operator(Plan::Walk(walk.into()))?;
        match link.list {
            None => Ok(plan),
            Some(list) => {
                let slot =
                    |slot| Expr { op: Op::Slot(slot), span: Default::default(), kind: Kind::Any };
                let equal = vec![(Comparison::Equal, slot(list))];
                let op = Op::Compare(slot(relationship).into(), equal);
                self.filter(op, plan)
            }
        }
    }

    /// A relationship that is bound already: its ends, type and properties.
    fn ends(
        &mut self,
        link: Link,
        unlike: Vec<Slot>,
        bound: (bool, bool),
        search: &mut Search,
        plan: Plan,
    ) -> Result<Plan, QueryError> {
        let mut plan = self.operator(Plan::Ends {
            input: plan.into(),
            relationship: link.slot,
            from: link.from,
            to: link.to,
            direction: link.direction,
            bound,
        })?;
        search.bound.extend([link.from, link.to]);
        search.used.push((link.slot, link.types.clone()));
        let slot = |slot| Expr { op: Op::Slot(slot), span: Default::default(), kind: Kind::Any };
        if !link.types.is_empty() {
            // A relationship has one type: that of a list of alternatives.
            let any = link.types.into_iter().map(|kind| {
                let op = Op::Labels(slot(link.slot).into(), vec![kind].into());
                Expr { op, span: Default::default(), kind: Kind::Bool }
            });
            let any = any.reduce(|left, right| {
                let op = Op::Logic(crate::query::plan::Logic::Or, left.into(), right.into());
                Expr { op, span: Default::default(), kind: Kind::Bool }
            });
            if let Some(any) = any {
                plan = self.filter(any.op, plan)?;
            }
        }
        for (name, value) in link.properties {
            let op = Op::Property(slot(link.slot).into(), name.into());
            let property = Expr { op, span: value.span, kind: Kind::Any };
            let op = Op::Compare(property.into(), vec![(Comparison::Equal, value)]);
            plan = self.filter(op, plan)?;
        }
        for other in unlike {
            let unequal = vec![(Comparison::Unequal, slot(other))];
            plan = self.filter(Op::Compare(slot(link.slot).into(), unequal), plan)?;
        }
        Ok(plan)
    }

    fn filter(&mut self, op: Op, input: Plan) -> Result<Plan, QueryError> {
        let condition = Expr { op, span: Default::default(), kind: Kind::Bool };
        self.operator(Plan::Filter { input: input.into(), condition })
    }

    /// Paths that are whole, and conditions whose variables are bound.
    fn conditions(&mut self, search: &mut Search, mut plan: Plan) -> Result<Plan, QueryError> {
        let ready: Vec<Slot> = search
            .labels
            .iter()
            .filter(|(slot, labels)| search.bound.contains(slot) && !labels.is_empty())
            .map(|(slot, _)| *slot)
            .collect();
        for slot in ready {
            let labels = search.labels.remove(&slot).unwrap_or_default();
            let subject = Expr { op: Op::Slot(slot), span: Default::default(), kind: Kind::Node };
            plan = self.filter(Op::Labels(subject.into(), labels.into()), plan)?;
        }
        let links = &search.problem.links;
        let (whole, open): (Vec<_>, Vec<_>) =
            std::mem::take(&mut search.problem.paths).into_iter().partition(|(_, nodes, rels)| {
                nodes.iter().all(|slot| search.bound.contains(slot))
                    && !links.iter().any(|link| rels.contains(&link.slot))
            });
        search.problem.paths = open;
        for (slot, nodes, relationships) in whole {
            search.bound.insert(slot);
            plan = self.operator(Plan::Path { input: plan.into(), slot, nodes, relationships })?;
        }
        let mut waiting = Vec::new();
        for condition in std::mem::take(&mut search.problem.conditions) {
            if !condition.needs.iter().all(|slot| search.bound.contains(slot)) {
                waiting.push(condition);
            } else if !matches!(condition.expr.op, Op::Const(Value::Bool(true))) {
                let condition = condition.expr;
                plan = self.operator(Plan::Filter { input: plan.into(), condition })?;
            }
        }
        search.problem.conditions = waiting;
        Ok(plan)
    }
}

/// Does the condition ask for one value of a property of the node?
fn equality(expr: &Expr, slot: Slot) -> bool {
    let Op::Compare(left, rest) = &expr.op else { return false };
    let [(Comparison::Equal, right)] = rest.as_slice() else { return false };
    let of_node = |side: &Expr| match &side.op {
        Op::Property(subject, _) => matches!(subject.op, Op::Slot(found) if found == slot),
        _ => false,
    };
    of_node(left) != of_node(right)
}

/// The property and the value that the condition asks for, as in `n.name = 'Ana'` or `n.name = row.name`; of one property,
/// or of any.
fn asked(expr: &Expr, slot: Slot, wanted: Option<&str>) -> Option<(Arc<str>, Expr)> {
    if !equality(expr, slot) {
        return None;
    }
    let Op::Compare(left, rest) = &expr.op else { return None };
    let [(_, right)] = rest.as_slice() else { return None };
    let of_node = |side: &Expr| match &side.op {
        Op::Property(subject, name) if matches!(subject.op, Op::Slot(found) if found == slot) => {
            Some((**name).clone()).filter(|name| wanted.is_none_or(|wanted| **name == *wanted))
        }
        _ => None,
    };
    let (name, other) = match (of_node(left), of_node(right)) {
        (Some(name), None) => (name, right),
        (None, Some(name)) => (name, &**left),
        _ => return None,
    };
    let op = match &other.op {
        Op::Const(value) => Op::Const(value.clone()),
        Op::Slot(from) => Op::Slot(*from),
        Op::Property(subject, name) => match subject.op {
            Op::Slot(from) => {
                let subject = Expr { op: Op::Slot(from), span: subject.span, kind: subject.kind };
                Op::Property(subject.into(), (**name).clone().into())
            }
            _ => return None,
        },
        _ => return None,
    };
    Some((name, Expr { op, span: other.span, kind: other.kind }))
}

/// The key that the condition asks for, as in `elementId(n) = 'key'`; the condition is true from then on.
fn take_key(expr: &mut Expr, slot: Slot) -> Option<Expr> {
    let Op::Compare(left, rest) = &mut expr.op else { return None };
    let [(Comparison::Equal, right)] = rest.as_mut_slice() else { return None };
    let asks = |side: &Expr| match &side.op {
        Op::Call(function, arguments) if function.name == "elementId" => {
            matches!(arguments.as_slice(), [Expr { op: Op::Slot(found), .. }] if *found == slot)
        }
        _ => false,
    };
    let constant = |side: &Expr| matches!(&side.op, Op::Const(Value::String(_)));
    let other = if asks(left) && constant(right) {
        right
    } else if asks(right) && constant(left) {
        &mut **left
    } else {
        return None;
    };
    let empty = Op::Const(Value::Null);
    let key =
        Expr { op: std::mem::replace(&mut other.op, empty), span: other.span, kind: Kind::Text };
    expr.op = Op::Const(Value::Bool(true));
    Some(key)
}
