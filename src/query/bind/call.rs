//! Functions, aggregates, and expressions over the elements of lists.

use super::aggregate::aggregate;
use super::expression::Env;
use super::warning::Named;
use super::{Binder, QueryError};
use crate::query::ast::{Expression, Form, Name, ProjectionItem, Subquery};
use crate::query::error::nearest;
use crate::query::eval::{FUNCTIONS, find};
use crate::query::plan::{Aggregate, AggregateKind, Expr, Kind, Op};
use crate::text::Span;

impl Binder<'_> {
    pub(super) fn call(
        &mut self,
        name: &[Name],
        distinct: bool,
        arguments: &[Expression],
        span: Span,
        env: &mut Env<'_>,
    ) -> Result<(Op, Kind), QueryError> {
        if let Some(kind) = aggregate(name) {
            return self.aggregate_call(kind, distinct, arguments, span, env);
        }
        let whole = name.iter().map(|part| &*part.text).collect::<Vec<_>>().join(".");
        let name_span = match name {
            [first, .., last] => first.spot.0.cover(last.spot.0),
            _ => name.first().map_or(span, |name| name.spot.0),
        };
        let Some(function) = find(&whole) else {
            let names = FUNCTIONS.iter().copied().flatten().map(|function| function.name);
            let names = names.chain(AggregateKind::ALL.iter().map(|(name, ..)| *name));
            let error =
                QueryError::syntax("UnknownFunction", name_span, format!("no function {whole}"));
            return Err(match nearest(&whole, names) {
                Some(near) => error.with_help(format!("did you mean {near}?")),
                None => error,
            });
        };
        if distinct {
            let message = format!("{whole}() is no aggregate and cannot take DISTINCT");
            return Err(QueryError::syntax("InvalidAggregation", span, message));
        }
        if function.name == "exists"
            && let [Expression { form: Form::Pattern(pattern), .. }] = arguments
        {
            let inner = Subquery::Patterns(vec![(**pattern).clone()], None);
            return self.subquery(&Form::Exists(inner.into()), span, env);
        }
        if !(function.least..=function.most).contains(&arguments.len()) {
            let message = format!(
                "{}() takes {}, here are {}",
                function.name,
                arity(function.least, function.most),
                arguments.len()
            );
            return Err(QueryError::syntax("InvalidNumberOfArguments", span, message)
                .with_help(function.signature));
        }
        if let Some(pattern) = arguments.iter().find(|&it| super::aggregate::is_predicate(it)) {
            let message = format!("{}() cannot take a pattern", function.name);
            return Err(QueryError::syntax("UnexpectedSyntax", pattern.span(), message)
                .with_help("write COUNT { … } to count matches"));
        }
        let mut bound = Vec::with_capacity(arguments.len());
        for argument in arguments {
            bound.push(self.expression(argument, env)?);
        }
        if let Some(first) = bound.first()
            && !function.takes.is_empty()
            && !function.takes.iter().any(|&kind| first.kind.may_be(kind))
        {
            let takes: Vec<&str> = function.takes.iter().map(|kind| kind.words()).collect();
            let message = format!(
                "{}() takes {}, this is {}",
                function.name,
                takes.join(" or "),
                first.kind.words()
            );
            return Err(QueryError::syntax("InvalidArgumentType", first.span, message)
                .with_help(function.signature));
        }
        Ok((Op::Call(function, bound), function.gives))
    }

    pub(super) fn aggregate_call(
        &mut self,
        kind: AggregateKind,
        distinct: bool,
        arguments: &[Expression],
        span: Span,
        env: &mut Env<'_>,
    ) -> Result<(Op, Kind), QueryError> {
        let Some((inside, _)) = &env.grouping else {
            return Err(QueryError::syntax(
                "InvalidAggregation",
                span,
                "an aggregate can only stand in the columns of WITH and RETURN",
            ));
        };
        let all = arguments.is_empty() && kind == AggregateKind::Count && self.is_count_all(span);
        if !all && arguments.len() != kind.arity() {
            let message = format!(
                "expected {}, here are {}",
                arity(kind.arity(), kind.arity()),
                arguments.len()
            );
            return Err(QueryError::syntax("InvalidNumberOfArguments", span, message));
        }
        for argument in arguments {
            if super::aggregate::has_aggregate(argument) {
                let message = "an aggregate cannot stand inside another aggregate";
                return Err(QueryError::syntax("NestedAggregation", argument.span(), message)
                    .with_help("make the inner one a column of WITH first"));
            }
            if calls(argument, "rand") {
                let message = "random numbers cannot be aggregated";
                return Err(QueryError::syntax("NonConstantExpression", argument.span(), message));
            }
        }
        let inside = *inside;
        let mut bound = Vec::with_capacity(arguments.len());
        for argument in arguments {
            bound.push(self.plain(argument, inside)?);
        }
        let gives = match kind {
            AggregateKind::Count => Kind::Int,
            AggregateKind::Collect => Kind::List,
            AggregateKind::Min | AggregateKind::Max => bound.first().map_or(Kind::Any, |e| e.kind),
            _ => Kind::Any,
        };
        let slot = self.slot();
        let mut bound = bound.into_iter();
        let aggregate =
            Aggregate { kind, distinct, argument: bound.next(), second: bound.next(), span };
        if let Some((_, aggregates)) = &mut env.grouping {
            aggregates.push((slot, aggregate));
        }
        Ok((Op::Slot(slot), gives))
    }

    fn is_count_all(&self, span: Span) -> bool {
        span.of(self.text).contains('*')
    }

    pub(super) fn over_list(
        &mut self,
        form: &Form,
        env: &mut Env<'_>,
    ) -> Result<(Op, Kind), QueryError> {
        let slot = self.slot();
        match form {
            Form::ListComprehension { variable, list, condition, value } => {
                let list = self.list(list, env)?;
                let scope = env.scope.with_local(variable.text.clone(), slot, element(&list));
                let mut env = env.inner(&scope);
                self.no_aggregate(condition.as_deref().into_iter().chain(value.as_deref()))?;
                let condition = self.maybe(condition.as_deref(), &mut env)?;
                if let Some(condition) = &condition {
                    self.boolean(condition)?;
                }
                let value = self.maybe(value.as_deref(), &mut env)?;
                Ok((Op::ListOf { slot, list: list.into(), condition, value }, Kind::List))
            }
            Form::Quantifier { quantifier, variable, list, condition } => {
                let list = self.list(list, env)?;
                let scope = env.scope.with_local(variable.text.clone(), slot, element(&list));
                let mut env = env.inner(&scope);
                self.no_aggregate(condition.as_deref())?;
                let condition = self.maybe(condition.as_deref(), &mut env)?;
                if let Some(condition) = &condition {
                    self.boolean(condition)?;
                }
                Ok((
                    Op::Quantifier { how: *quantifier, slot, list: list.into(), condition },
                    Kind::Bool,
                ))
            }
            Form::Reduce { accumulator, start, variable, list, value } => {
                let start = self.expression(start, env)?.into();
                let list = self.list(list, env)?;
                let so_far = self.slot();
                let scope = env.scope.with_local(accumulator.text.clone(), so_far, Kind::Any);
                let scope = scope.with_local(variable.text.clone(), slot, element(&list));
                self.no_aggregate([&**value])?;
                let value = self.expression(value, &mut env.inner(&scope))?.into();
                let list = list.into();
                Ok((Op::Reduce { accumulator: so_far, start, slot, list, value }, Kind::Any))
            }
            _ => Ok((Op::Const(crate::graph::Value::Null), Kind::Null)),
        }
    }

    fn list(&mut self, list: &Expression, env: &mut Env<'_>) -> Result<Expr, QueryError> {
        let list = self.expression(list, env)?;
        self.may_be(&list, &[Kind::List], "a list")?;
        Ok(list)
    }

    /// Elements of a list are no rows: they cannot be aggregated.
    fn no_aggregate<'e>(
        &self,
        expressions: impl IntoIterator<Item = &'e Expression>,
    ) -> Result<(), QueryError> {
        match expressions.into_iter().find(|&inner| super::aggregate::has_aggregate(inner)) {
            None => Ok(()),
            Some(inner) => Err(QueryError::syntax(
                "InvalidAggregation",
                inner.span(),
                "an aggregate cannot stand inside an expression over a list",
            )),
        }
    }

    pub(super) fn map_projection(
        &mut self,
        subject: &Expression,
        items: &[ProjectionItem],
        env: &mut Env<'_>,
    ) -> Result<(Op, Kind), QueryError> {
        let bound = self.expression(subject, env)?;
        self.may_be(&bound, &[Kind::Node, Kind::Relationship, Kind::Map], "a node or map")?;
        let entity = matches!(bound.kind, Kind::Node | Kind::Relationship);
        let mut all_of = None;
        let mut entries = Vec::new();
        for item in items {
            match item {
                ProjectionItem::All => all_of = Some(Box::new(self.expression(subject, env)?)),
                ProjectionItem::Property(name) => {
                    if entity {
                        self.check_name(&name.text, name.spot.0, Named::Property);
                    }
                    let subject = self.expression(subject, env)?.into();
                    let op = Op::Property(subject, name.text.clone().into());
                    let expr = Expr { op, span: name.spot.0, kind: Kind::Any };
                    entries.push((name.text.clone(), expr));
                }
                ProjectionItem::Entry(name, value) => {
                    entries.push((name.text.clone(), self.expression(value, env)?));
                }
                ProjectionItem::Variable(name) => {
                    let form = Form::Variable(name.text.clone());
                    let value = self.expression(&Expression::new(form, name.spot.0), env)?;
                    entries.push((name.text.clone(), value));
                }
            }
        }
        Ok((Op::MapOf { all_of, subject: bound.into(), entries }, Kind::Map))
    }
}

/// What is known of the elements of a list.
fn element(list: &Expr) -> Kind {
    match &list.op {
        Op::List(items) => {
            let mut kinds = items.iter().map(|item| item.kind);
            let first = kinds.next().unwrap_or(Kind::Any);
            if kinds.all(|kind| kind == first) { first } else { Kind::Any }
        }
        _ if list.kind == Kind::Relationships => Kind::Relationship,
        _ => Kind::Any,
    }
}

/// Is a function of this name called somewhere in the expression?
fn calls(expression: &Expression, function: &str) -> bool {
    if let Form::Call { name, .. } = &expression.form
        && let [name] = name.as_slice()
        && name.text.eq_ignore_ascii_case(function)
    {
        return true;
    }
    let mut found = false;
    expression.form.children(&mut |child| found |= calls(child, function));
    found
}

fn arity(least: usize, most: usize) -> String {
    let plural = |count| if count == 1 { "" } else { "s" };
    match (least, most) {
        (0, 0) => "no arguments".to_owned(),
        (least, usize::MAX) => format!("at least {least} argument{}", plural(least)),
        (least, most) if least == most => format!("{least} argument{}", plural(least)),
        (least, most) => format!("{least} to {most} arguments"),
    }
}
