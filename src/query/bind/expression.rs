//! Expressions.

use std::sync::Arc;

use super::scope::Scope;
use super::warning::Named;
use super::{Binder, QueryError};
use crate::graph::Value;
use crate::query::ast::{Binary, Expression, Form, Name, Unary};
use crate::query::error::{ErrorKind, nearest};
use crate::query::plan::{Aggregate, Arithmetic, Expr, Kind, Logic, Op, Slot, TextTest};
use crate::text::Span;

/// An expression whose value stands in a slot already.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) expression: &'k Expression,
    pub(super) slot: Slot,
    pub(super) kind: Kind,
}

/// What an expression may name.
pub(super) struct Env<'e> {
    pub(super) scope: &'e Scope,
    pub(super) known: &'e [Known<'e>],
    /// Where aggregates are put, and what their arguments may name, where there may be aggregates.
    pub(super) grouping: Option<(&'e Scope, &'e mut Vec<(Slot, Aggregate)>)>,
    /// May only what is known be named?
    pub(super) strict: bool,
    /// What could be named before the rows were grouped.
    pub(super) lost: Option<&'e Scope>,
}

impl<'e> Env<'e> {
    /// Variables only.
    pub(super) fn plain(scope: &'e Scope) -> Self {
        Self { scope, known: &[], grouping: None, strict: false, lost: None }
    }

    /// Variables, and expressions that are columns already.
    pub(super) fn after(scope: &'e Scope, known: &'e [Known<'e>]) -> Self {
        Self { scope, known, grouping: None, strict: false, lost: None }
    }

    /// A column with aggregates: beside them it may only name what is known.
    pub(super) fn grouping(
        scope: &'e Scope,
        known: &'e [Known<'e>],
        aggregates: &'e mut Vec<(Slot, Aggregate)>,
    ) -> Self {
        Self { scope, known, grouping: Some((scope, aggregates)), strict: true, lost: None }
    }

    /// A key to sort groups by: it may name the columns, but nothing that was `lost` in them.
    pub(super) fn sorting(
        scope: &'e Scope,
        lost: &'e Scope,
        known: &'e [Known<'e>],
        aggregates: &'e mut Vec<(Slot, Aggregate)>,
    ) -> Self {
        let lost = Some(lost);
        Self { scope, known, grouping: Some((scope, aggregates)), strict: false, lost }
    }

    /// The same for an inner expression with another scope.
    pub(super) fn inner<'s>(&'s mut self, scope: &'s Scope) -> Env<'s> {
        let grouping = self.grouping.as_mut().map(|(inside, list)| (*inside, &mut **list));
        Env { scope, known: self.known, grouping, strict: self.strict, lost: self.lost }
    }
}

impl Binder<'_> {
    /// An expression without aggregates.
    pub(super) fn plain(
        &mut self,
        expression: &Expression,
        scope: &Scope,
    ) -> Result<Expr, QueryError> {
        self.expression(expression, &mut Env::plain(scope))
    }

    pub(super) fn expression(
        &mut self,
        expression: &Expression,
        env: &mut Env<'_>,
    ) -> Result<Expr, QueryError> {
        let span = expression.span();
        if let Some(known) = env.known.iter().find(|known| known.expression == expression) {
            return Ok(Expr { op: Op::Slot(known.slot), span, kind: known.kind });
        }
        let (op, kind) = match &expression.form {
            Form::Null => (Op::Const(Value::Null), Kind::Null),
            Form::Bool(value) => (Op::Const(Value::Bool(*value)), Kind::Bool),
            Form::Int(value) => (Op::Const(Value::Int(*value)), Kind::Int),
            Form::Float(value) => (Op::Const(Value::Float(*value)), Kind::Float),
            Form::Text(text) => (Op::Const(Value::String(text.clone())), Kind::Text),
            Form::Parameter(name) => (Op::Const(self.parameter(name, span)?), Kind::Any),
            Form::Variable(name) => self.variable(name, span, env)?,
            Form::List(items) => (Op::List(self.all(items, env)?), Kind::List),
            Form::Map(entries) => (Op::Map(self.entries(entries, env)?), Kind::Map),
            Form::Property(subject, name) => self.property(subject, name, env)?,
            Form::Index(subject, index) => {
                let (subject, index) =
                    (self.expression(subject, env)?, self.expression(index, env)?);
                let indexed = [Kind::List, Kind::Map, Kind::Node, Kind::Relationship];
                self.may_be(&subject, &indexed, "a list or map")
                    .map_err(|error| of_type(error).at_run())?;
                let kind = if subject.kind == Kind::Relationships {
                    Kind::Relationship
                } else {
                    Kind::Any
                };
                (Op::Index(subject.into(), index.into()), kind)
            }
            Form::Slice(list, from, to) => {
                let list = self.expression(list, env)?;
                self.may_be(&list, &[Kind::List], "a list")?;
                let from = self.maybe(from.as_deref(), env)?;
                let to = self.maybe(to.as_deref(), env)?;
                (Op::Slice(list.into(), from, to), Kind::List)
            }
            Form::Labels(subject, labels) => {
                let subject = self.expression(subject, env)?;
                self.may_be(&subject, &[Kind::Node, Kind::Relationship], "a node")?;
                if subject.kind == Kind::Relationship {
                    self.check_names(labels, Named::Type);
                } else {
                    self.check_names(labels, Named::Label);
                }
                let labels: Vec<_> = labels.iter().map(|label| label.text.clone()).collect();
                let labels = labels.into();
                (Op::Labels(subject.into(), labels), Kind::Bool)
            }
            Form::Unary(operator, inner) => {
                let inner = self.expression(inner, env)?;
                match operator {
                    Unary::Not => {
                        self.boolean(&inner)?;
                        (Op::Not(inner.into()), Kind::Bool)
                    }
                    Unary::Minus | Unary::Plus => {
                        let kind = inner.kind;
                        let numbers = [Kind::Int, Kind::Float, Kind::Temporal];
                        self.may_be(&inner, &numbers, "a number")?;
                        match operator {
                            Unary::Minus => (Op::Minus(inner.into()), kind),
                            _ => (Op::Plus(inner.into()), kind),
                        }
                    }
                }
            }
            Form::Binary(operator, left, right) => {
                let (left, right) = (self.expression(left, env)?, self.expression(right, env)?);
                self.binary(*operator, left, right)?
            }
            Form::Comparison(first, rest) => {
                let first = self.expression(first, env)?;
                let mut operands = Vec::with_capacity(rest.len());
                for (comparison, operand) in rest {
                    operands.push((*comparison, self.expression(operand, env)?));
                }
                let lefts = std::iter::once(&first).chain(operands.iter().map(|it| &it.1));
                for (left, (_, right)) in lefts.zip(&operands) {
                    self.check_date(left, right);
                    self.check_date(right, left);
                }
                (Op::Compare(first.into(), operands), Kind::Bool)
            }
            Form::IsNull(inner, negated) => {
                (Op::IsNull(self.expression(inner, env)?.into(), *negated), Kind::Bool)
            }
            Form::Case { operand, branches, otherwise } => {
                let operand = self.maybe(operand.as_deref(), env)?;
                let mut bound = Vec::with_capacity(branches.len());
                for (condition, value) in branches {
                    let condition = self.expression(condition, env)?;
                    if operand.is_none() {
                        self.boolean(&condition)?;
                    }
                    bound.push((condition, self.expression(value, env)?));
                }
                let otherwise = self.maybe(otherwise.as_deref(), env)?;
                (Op::Case { operand, branches: bound, otherwise }, Kind::Any)
            }
            Form::Call { name, distinct, arguments } => {
                self.call(name, *distinct, arguments, span, env)?
            }
            Form::CountAll => self.aggregate_call(
                crate::query::plan::AggregateKind::Count,
                false,
                &[],
                span,
                env,
            )?,
            Form::ListComprehension { .. } | Form::Quantifier { .. } | Form::Reduce { .. } => {
                self.over_list(&expression.form, env)?
            }
            Form::PatternComprehension { .. }
            | Form::Pattern(_)
            | Form::Exists(_)
            | Form::Count(_) => self.subquery(&expression.form, span, env)?,
            Form::MapProjection(subject, items) => self.map_projection(subject, items, env)?,
        };
        Ok(Expr { op, span, kind })
    }

    fn all(
        &mut self,
        expressions: &[Expression],
        env: &mut Env<'_>,
    ) -> Result<Vec<Expr>, QueryError> {
        expressions.iter().map(|expression| self.expression(expression, env)).collect()
    }

    pub(super) fn maybe(
        &mut self,
        expression: Option<&Expression>,
        env: &mut Env<'_>,
    ) -> Result<Option<Box<Expr>>, QueryError> {
        expression.map(|expression| self.expression(expression, env).map(Box::new)).transpose()
    }

    fn entries(
        &mut self,
        entries: &[(Name, Expression)],
        env: &mut Env<'_>,
    ) -> Result<Vec<(Arc<str>, Expr)>, QueryError> {
        entries
            .iter()
            .map(|(name, value)| Ok((name.text.clone(), self.expression(value, env)?)))
            .collect()
    }

    fn parameter(&self, name: &str, span: Span) -> Result<Value, QueryError> {
        self.context.params.get(name).cloned().ok_or_else(|| {
            let message = format!("the parameter ${name} was not given");
            QueryError::new(ErrorKind::ParameterMissing, "MissingParameter", span, message)
        })
    }

    fn variable(&self, name: &str, span: Span, env: &Env<'_>) -> Result<(Op, Kind), QueryError> {
        let lost = env.lost.is_some_and(|lost| lost.get(name).is_some());
        let found = env.scope.get(name);
        if found.is_none() && !lost {
            return Err(undefined(name, span, env.scope));
        }
        let Some(variable) = found.filter(|variable| !env.strict || variable.local) else {
            let message = format!(
                "{name} stands beside an aggregate, but is no column by which rows are grouped"
            );
            return Err(QueryError::syntax("AmbiguousAggregationExpression", span, message)
                .with_help(format!("make {name} a column of its own")));
        };
        Ok((Op::Slot(variable.slot), variable.kind))
    }

    fn property(
        &mut self,
        subject: &Expression,
        name: &Name,
        env: &mut Env<'_>,
    ) -> Result<(Op, Kind), QueryError> {
        let subject = self.expression(subject, env)?;
        let with_parts = [Kind::Node, Kind::Relationship, Kind::Map, Kind::Temporal];
        let checked = self.may_be(&subject, &with_parts, "a node, relationship or map");
        if subject.kind == Kind::Path {
            checked?
        } else {
            checked.map_err(of_type)?
        }
        if matches!(subject.kind, Kind::Node | Kind::Relationship) {
            self.check_name(&name.text, name.spot.0, Named::Property);
        }
        Ok((Op::Property(subject.into(), name.text.clone().into()), Kind::Any))
    }

    fn binary(
        &mut self,
        operator: Binary,
        left: Expr,
        right: Expr,
    ) -> Result<(Op, Kind), QueryError> {
        let (logic, arithmetic, test) = match operator {
            Binary::And => (Some(Logic::And), None, None),
            Binary::Or => (Some(Logic::Or), None, None),
            Binary::Xor => (Some(Logic::Xor), None, None),
            Binary::Add => (None, Some(Arithmetic::Add), None),
            Binary::Subtract => (None, Some(Arithmetic::Subtract), None),
            Binary::Multiply => (None, Some(Arithmetic::Multiply), None),
            Binary::Divide => (None, Some(Arithmetic::Divide), None),
            Binary::Modulo => (None, Some(Arithmetic::Modulo), None),
            Binary::Power => (None, Some(Arithmetic::Power), None),
            Binary::StartsWith => (None, None, Some(TextTest::Starts)),
            Binary::EndsWith => (None, None, Some(TextTest::Ends)),
            Binary::Contains => (None, None, Some(TextTest::Contains)),
            Binary::Matches => (None, None, Some(TextTest::Matches)),
            Binary::In => {
                self.may_be(&right, &[Kind::List], "a list after `IN`")?;
                return Ok((Op::In(left.into(), right.into()), Kind::Bool));
            }
        };
        if let Some(logic) = logic {
            self.boolean(&left)?;
            self.boolean(&right)?;
            return Ok((Op::Logic(logic, left.into(), right.into()), Kind::Bool));
        }
        if let Some(test) = test {
            return Ok((Op::Text(test, left.into(), right.into()), Kind::Bool));
        }
        let arithmetic = arithmetic.unwrap_or(Arithmetic::Add);
        if arithmetic != Arithmetic::Add {
            let numbers = [Kind::Int, Kind::Float, Kind::Temporal];
            self.may_be(&left, &numbers, "a number")?;
            self.may_be(&right, &numbers, "a number")?;
        }
        let whole = left.kind == Kind::Int && right.kind == Kind::Int;
        let number = |kind| matches!(kind, Kind::Int | Kind::Float);
        let kind = if arithmetic == Arithmetic::Power {
            Kind::Float
        } else if whole {
            Kind::Int
        } else if number(left.kind) && number(right.kind) {
            Kind::Float
        } else {
            Kind::Any
        };
        Ok((Op::Arithmetic(arithmetic, left.into(), right.into()), kind))
    }

    /// Fails if the expression can be known to be no truth value.
    pub(super) fn boolean(&self, expr: &Expr) -> Result<(), QueryError> {
        self.may_be(expr, &[Kind::Bool], "true or false")
    }

    /// Fails if the expression can be known to be of none of these kinds.
    pub(super) fn may_be(
        &self,
        expr: &Expr,
        kinds: &[Kind],
        expected: &str,
    ) -> Result<(), QueryError> {
        if kinds.iter().any(|&kind| expr.kind.may_be(kind)) {
            return Ok(());
        }
        let message = format!("expected {expected}, this is {}", expr.kind.words());
        Err(QueryError::syntax("InvalidArgumentType", expr.span, message))
    }
}

/// What the language calls an error of types.
fn of_type(error: QueryError) -> QueryError {
    QueryError { kind: ErrorKind::TypeError, ..error }
}

/// The error for a variable that is not bound.
pub(super) fn undefined(name: &str, span: Span, scope: &Scope) -> QueryError {
    let message = format!("the variable {name} is not bound here");
    let error = QueryError::syntax("UndefinedVariable", span, message);
    match nearest(name, scope.names()) {
        Some(near) => error.with_help(format!("did you mean {near}?")),
        None => error,
    }
}
