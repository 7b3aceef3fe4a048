//! Patterns: their variables, and the conditions that they stand for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::chain::{Condition, Link, Nodes, Problem};
use super::clause::already_bound;
use super::expression::undefined;
use super::scope::Scope;
use super::warning::Named;
use super::{Binder, QueryError};
use crate::query::ast::{
    Binary, Comparison, Expression, Form, Name, NodePattern, PathPattern, RelPattern,
};
use crate::query::plan::{Expr, Kind, Op, Plan, Slot};

/// The slots of a path.
struct Parts {
    nodes: Vec<Slot>,
    relationships: Vec<Slot>,
    first_link: usize,
}

/// Where a pattern stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Matching {
    /// In a clause: it may bind variables.
    Clause,
    /// In a condition: it may not.
    Predicate,
}

impl Binder<'_> {
    /// The plan that matches patterns and a condition, and binds their variables in `scope`.
    pub(super) fn patterns(
        &mut self,
        patterns: &[PathPattern],
        condition: Option<&Expression>,
        scope: &mut Scope,
        input: Plan,
        matching: Matching,
    ) -> Result<Plan, QueryError> {
        let before = scope.clone();
        let mut problem = Problem::default();
        let mut all_parts = Vec::new();
        for pattern in patterns {
            let parts = self.path(pattern, &before, scope, matching, &mut problem)?;
            if let Some(name) = &pattern.variable {
                if scope.get(&name.text).is_some() {
                    return Err(already_bound(&name.text, name.spot.0));
                }
                let slot = self.slot();
                scope.put(name.text.clone(), slot, Kind::Path);
                problem.paths.push((slot, parts.nodes.clone(), parts.relationships.clone()));
            }
            all_parts.push(parts);
        }
        let old: BTreeSet<Slot> = before.slots().into_iter().collect();
        let new: BTreeSet<Slot> =
            scope.slots().into_iter().filter(|slot| !old.contains(slot)).collect();
        let scope = &*scope;
        for (pattern, parts) in patterns.iter().zip(&all_parts) {
            self.pattern_conditions(pattern, parts, scope, &new, &mut problem)?;
        }
        if let Some(condition) = condition {
            let mut parts = Vec::new();
            conjuncts(condition, &mut parts);
            for part in parts {
                let expr = self.plain(part, scope)?;
                self.boolean(&expr)?;
                let needs = needs(part, scope, &new);
                problem.conditions.push(Condition { expr, needs });
            }
        }
        self.solve(problem, input)
    }

    /// Binds the variables of a path.
    fn path(
        &mut self,
        pattern: &PathPattern,
        before: &Scope,
        scope: &mut Scope,
        matching: Matching,
        problem: &mut Problem,
    ) -> Result<Parts, QueryError> {
        let start = self.node(&pattern.start, before, scope, matching, &mut problem.nodes)?;
        let (mut nodes, mut relationships) = (vec![start], Vec::new());
        let first_link = problem.links.len();
        let mut from = start;
        for (relationship, node) in &pattern.steps {
            let to = self.node(node, before, scope, matching, &mut problem.nodes)?;
            let (slot, bound, list) = self.relationship(relationship, scope, matching, problem)?;
            self.check_names(&relationship.types, Named::Type);
            relationships.push(slot);
            nodes.push(to);
            problem.links.push(Link {
                slot,
                from,
                to,
                bound,
                list,
                types: relationship.types.iter().map(|name| name.text.clone()).collect(),
                direction: relationship.direction,
                length: relationship.length,
                shortest: pattern.shortest,
                properties: Vec::new(),
                needs: BTreeSet::new(),
            });
            from = to;
        }
        Ok(Parts { nodes, relationships, first_link })
    }

    fn node(
        &mut self,
        node: &NodePattern,
        before: &Scope,
        scope: &mut Scope,
        matching: Matching,
        nodes: &mut Nodes,
    ) -> Result<Slot, QueryError> {
        self.check_names(&node.labels, Named::Label);
        let slot = match &node.variable {
            None => self.slot(),
            Some(name) => match scope.get(&name.text) {
                Some(variable) if variable.kind.may_be(Kind::Node) => {
                    if before.get(&name.text).is_some() {
                        nodes.bound.insert(variable.slot);
                    }
                    variable.slot
                }
                Some(variable) => {
                    return Err(conflict(name, variable.kind, "a node"));
                }
                None if matching == Matching::Predicate => {
                    return Err(undefined(&name.text, name.spot.0, scope));
                }
                None => {
                    let slot = self.slot();
                    scope.put(name.text.clone(), slot, Kind::Node);
                    slot
                }
            },
        };
        nodes.all.insert(slot);
        let labels = nodes.labels.entry(slot).or_default();
        for label in &node.labels {
            if !labels.contains(&label.text) {
                labels.push(label.text.clone());
            }
        }
        Ok(slot)
    }

    /// The slot of a relationship, whether it is bound already, and the list that it must be equal
    /// to where a list of relationships is bound already.
    fn relationship(
        &mut self,
        relationship: &RelPattern,
        scope: &mut Scope,
        matching: Matching,
        problem: &Problem,
    ) -> Result<(Slot, bool, Option<Slot>), QueryError> {
        let Some(name) = &relationship.variable else { return Ok((self.slot(), false, None)) };
        let list = relationship.length.is_some();
        let kind = if list { Kind::Relationships } else { Kind::Relationship };
        match scope.get(&name.text) {
            Some(variable) if variable.kind.may_be(kind) => {
                if problem
                    .links
                    .iter()
                    .any(|link| link.slot == variable.slot || link.list == Some(variable.slot))
                {
                    let message =
                        format!("the relationship {} stands twice in one pattern", name.text);
                    return Err(QueryError::syntax(
                        "RelationshipUniquenessViolation",
                        name.spot.0,
                        message,
                    ));
                }
                if list {
                    Ok((self.slot(), false, Some(variable.slot)))
                } else {
                    Ok((variable.slot, true, None))
                }
            }
            Some(variable) => Err(conflict(name, variable.kind, kind.words())),
            None if matching == Matching::Predicate => {
                Err(undefined(&name.text, name.spot.0, scope))
            }
            None => {
                let slot = self.slot();
                scope.put(name.text.clone(), slot, kind);
                Ok((slot, false, None))
            }
        }
    }

    /// The properties that a pattern asks for.
    fn pattern_conditions(
        &mut self,
        pattern: &PathPattern,
        parts: &Parts,
        scope: &Scope,
        new: &BTreeSet<Slot>,
        problem: &mut Problem,
    ) -> Result<(), QueryError> {
        let nodes = std::iter::once(&pattern.start).chain(pattern.steps.iter().map(|step| &step.1));
        for (node, &slot) in nodes.zip(&parts.nodes) {
            let Some(properties) = &node.properties else { continue };
            for (name, value) in self.wanted(properties, scope)? {
                let span = value.span;
                let subject = Expr { op: Op::Slot(slot), span, kind: Kind::Node };
                let property =
                    Expr { op: Op::Property(subject.into(), name.into()), span, kind: Kind::Any };
                let op = Op::Compare(property.into(), vec![(Comparison::Equal, value)]);
                let mut needs = needs(properties, scope, new);
                needs.insert(slot);
                let expr = Expr { op, span, kind: Kind::Bool };
                problem.conditions.push(Condition { expr, needs });
            }
        }
        for (at, (relationship, _)) in pattern.steps.iter().enumerate() {
            let Some(properties) = &relationship.properties else { continue };
            let wanted = self.wanted(properties, scope)?;
            let needs = needs(properties, scope, new);
            if let Some(link) = problem.links.get_mut(parts.first_link + at) {
                link.properties = wanted;
                link.needs = needs;
            }
        }
        Ok(())
    }

    fn wanted(
        &mut self,
        properties: &Expression,
        scope: &Scope,
    ) -> Result<Vec<(Arc<str>, Expr)>, QueryError> {
        match &properties.form {
            Form::Map(entries) => entries
                .iter()
                .map(|(name, value)| {
                    self.check_name(&name.text, name.spot.0, Named::Property);
                    Ok((name.text.clone(), self.plain(value, scope)?))
                })
                .collect(),
            _ => Err(QueryError::syntax(
                "InvalidParameterUse",
                properties.span(),
                "a parameter cannot stand for all properties of a pattern",
            )
            .with_help("name the properties, such as {name: $name}")),
        }
    }
}

pub(super) fn conflict(name: &Name, found: Kind, wanted: &str) -> QueryError {
    let message = format!("{} is {} and cannot be {wanted} here", name.text, found.words());
    QueryError::syntax("VariableTypeConflict", name.spot.0, message)
        .with_help("choose another name")
}

/// The parts of a condition that must all hold.
fn conjuncts<'e>(condition: &'e Expression, parts: &mut Vec<&'e Expression>) {
    match &condition.form {
        Form::Binary(Binary::And, left, right) => {
            conjuncts(left, parts);
            conjuncts(right, parts);
        }
        _ => parts.push(condition),
    }
}

/// The new slots that an expression hangs on.
fn needs(expression: &Expression, scope: &Scope, new: &BTreeSet<Slot>) -> BTreeSet<Slot> {
    let mut needs = BTreeSet::new();
    let whole = super::aggregate::variables(expression, &mut |name| {
        needs.extend(
            scope.get(name).map(|variable| variable.slot).filter(|slot| new.contains(slot)),
        );
    });
    if whole { needs } else { new.clone() }
}
