//! `WITH` and `RETURN`.

use std::sync::Arc;

use super::clause::Columns;
use super::expression::{Env, Known};
use super::scope::Scope;
use super::{Binder, QueryError, aggregate};
use crate::query::ast::{Expression, Form, Projection};
use crate::query::plan::{Aggregate, Expr, Kind, Op, Plan, Slot};

/// A column: its name, its expression unless it is a variable taken over by `*`, its slot and kind.
struct Column<'q> {
    name: Arc<str>,
    expression: Option<&'q Expression>,
    slot: Slot,
    kind: Kind,
}

impl Binder<'_> {
    pub(super) fn with(
        &mut self,
        projection: &Projection,
        scope: &mut Scope,
        input: Plan,
    ) -> Result<Plan, QueryError> {
        let (plan, columns) = self.projection(projection, scope, input)?;
        for item in &projection.items {
            let named = matches!(item.expression.form, Form::Variable(_));
            if item.alias.is_none() && !named {
                return Err(QueryError::syntax(
                    "NoExpressionAlias",
                    item.expression.span(),
                    "an expression in WITH needs a name",
                )
                .with_help("add AS and a name"));
            }
        }
        *scope = new_scope(&columns);
        Ok(plan)
    }

    pub(super) fn return_clause(
        &mut self,
        projection: &Projection,
        scope: &Scope,
        input: Plan,
    ) -> Result<(Plan, Columns), QueryError> {
        if projection.all && scope.names().next().is_none() {
            return Err(QueryError::syntax(
                "NoVariablesInScope",
                projection.spot.0,
                "there are no variables that `*` could stand for",
            ));
        }
        let (plan, columns) = self.projection(projection, scope, input)?;
        let columns = columns.into_iter().map(|col| (col.name.to_string(), col.slot)).collect();
        Ok((plan, columns))
    }

    fn projection<'q>(
        &mut self,
        projection: &'q Projection,
        scope: &Scope,
        input: Plan,
    ) -> Result<(Plan, Vec<Column<'q>>), QueryError> {
        let grouped =
            projection.items.iter().any(|item| aggregate::has_aggregate(&item.expression));
        let mut columns: Vec<Column<'q>> = Vec::new();
        let mut keys: Vec<(Slot, Expr)> = Vec::new();
        if projection.all {
            for (name, variable) in scope.iter() {
                let op = Op::Slot(variable.slot);
                let span = projection.spot.0;
                keys.push((variable.slot, Expr { op, span, kind: variable.kind }));
                columns.push(Column {
                    name: name.clone(),
                    expression: None,
                    slot: variable.slot,
                    kind: variable.kind,
                });
            }
        }
        // First what is no aggregate, then the aggregates, which may name it.
        for item in &projection.items {
            let expression = &item.expression;
            let name = match (&item.alias, &expression.form) {
                (Some(alias), _) => alias.text.clone(),
                (None, Form::Variable(name)) => name.clone(),
                (None, _) => Arc::from(item.spot.0.of(self.text)),
            };
            if aggregate::is_predicate(expression) {
                return Err(QueryError::syntax(
                    "UnexpectedSyntax",
                    expression.span(),
                    "a pattern alone can stand only in a condition",
                )
                .with_help("write exists(…) around it"));
            }
            if columns.iter().any(|column| column.name == name) {
                let message = format!("two columns have the name {name}");
                return Err(QueryError::syntax("ColumnNameConflict", expression.span(), message)
                    .with_help("give one of them another name with AS"));
            }
            let mut column =
                Column { name, expression: Some(expression), slot: usize::MAX, kind: Kind::Any };
            if !aggregate::has_aggregate(expression) {
                let expr = self.plain(expression, scope)?;
                column.kind = expr.kind;
                column.slot = match expr.op {
                    Op::Slot(slot) => slot,
                    _ => self.slot(),
                };
                keys.push((column.slot, expr));
            }
            columns.push(column);
        }
        let mut aggregates: Vec<(Slot, Aggregate)> = Vec::new();
        let mut after: Vec<(Slot, Expr)> = Vec::new();
        let known: Vec<Known<'_>> = known(&columns, true);
        for column in &mut columns {
            let Some(expression) = column.expression.filter(|_| column.slot == usize::MAX) else {
                continue;
            };
            let mut env = Env::grouping(scope, &known, &mut aggregates);
            let expr = self.expression(expression, &mut env)?;
            column.kind = expr.kind;
            column.slot = match expr.op {
                Op::Slot(slot) => slot,
                _ => {
                    let slot = self.slot();
                    after.push((slot, expr));
                    slot
                }
            };
        }
        let new = new_scope(&columns);
        let alone = grouped || projection.distinct;
        let visible = if alone { new.clone() } else { scope.over(&new) };
        let known = self::known(&columns, false);
        let mut order = Vec::new();
        for item in &projection.order {
            let has_aggregate = aggregate::has_aggregate(&item.expression);
            let expr = if grouped {
                let simple = self::known(&columns, true);
                let lost = in_keys(&columns, scope);
                let whole = known.iter().any(|known| known.expression == &item.expression);
                let mut env = if has_aggregate && !whole {
                    Env::sorting(&visible, &lost, &simple, &mut aggregates)
                } else {
                    Env::after(&visible, &known)
                };
                self.expression(&item.expression, &mut env)?
            } else if has_aggregate && !known.iter().any(|k| k.expression == &item.expression) {
                return Err(QueryError::syntax(
                    "InvalidAggregation",
                    item.expression.span(),
                    "ORDER BY can use an aggregate only where the columns have one too",
                ));
            } else {
                self.expression(&item.expression, &mut Env::after(&visible, &known))?
            };
            order.push((expr, item.descending));
        }
        let mut plan = self.rows(input, grouped, keys, aggregates, after)?;
        if projection.distinct {
            let slots = columns.iter().map(|column| column.slot).collect();
            plan = self.operator(Plan::Distinct { input: plan.into(), slots })?;
        }
        let skip = projection.skip.as_ref().map(|skip| self.constant(skip)).transpose()?;
        let limit = projection.limit.as_ref().map(|limit| self.constant(limit)).transpose()?;
        if !order.is_empty() {
            let mut slots = new.slots();
            if !alone && projection.condition.is_some() {
                slots = visible.slots();
            }
            let most = match (&projection.skip, &projection.limit) {
                (_, None) => None,
                (skip, Some(limit)) => {
                    let skip = skip.as_ref().map(|skip| self.constant(skip)).transpose()?;
                    Some((skip, self.constant(limit)?))
                }
            };
            plan = self.operator(Plan::Sort {
                input: plan.into(),
                keys: order,
                slots,
                most,
                late: Vec::new(),
            })?;
        }
        if let Some(count) = skip {
            plan = self.operator(Plan::Skip { input: plan.into(), count })?;
        }
        if let Some(count) = limit {
            plan = self.operator(Plan::Limit { input: plan.into(), count })?;
        }
        if let Some(condition) = &projection.condition {
            let condition = self.expression(condition, &mut Env::after(&visible, &known))?;
            self.boolean(&condition)?;
            plan = self.operator(Plan::Filter { input: plan.into(), condition })?;
        }
        Ok((plan, columns))
    }

    /// The rows of a projection before they are sorted.
    fn rows(
        &mut self,
        input: Plan,
        grouped: bool,
        keys: Vec<(Slot, Expr)>,
        aggregates: Vec<(Slot, Aggregate)>,
        after: Vec<(Slot, Expr)>,
    ) -> Result<Plan, QueryError> {
        let mut plan = input;
        if grouped {
            plan = self.operator(Plan::Group {
                input: plan.into(),
                keys,
                aggregates,
                weight: None,
                top: None,
            })?;
            if !after.is_empty() {
                plan = self.operator(Plan::Project { input: plan.into(), items: after })?;
            }
            return Ok(plan);
        }
        // A variable that is only given another name stays where it is.
        let items: Vec<(Slot, Expr)> = keys
            .into_iter()
            .filter(|(slot, expr)| !matches!(expr.op, Op::Slot(from) if from == *slot))
            .collect();
        if !items.is_empty() {
            plan = self.operator(Plan::Project { input: plan.into(), items })?;
        }
        Ok(plan)
    }

    /// A number of rows: it may not hang on any row.
    fn constant(&mut self, expression: &Expression) -> Result<Expr, QueryError> {
        if aggregate::has_variable(expression) {
            return Err(QueryError::syntax(
                "NonConstantExpression",
                expression.span(),
                "a number of rows cannot hang on a variable",
            ));
        }
        let wrong = |code, message: String| QueryError::syntax(code, expression.span(), message);
        match &expression.form {
            Form::Int(count) if *count < 0 => {
                let message = format!("a number of rows cannot be negative, this one is {count}");
                return Err(wrong("NegativeIntegerArgument", message));
            }
            Form::Float(_) | Form::Text(_) | Form::Bool(_) | Form::List(_) | Form::Map(_) => {
                let message = "a number of rows must be a whole number".to_owned();
                return Err(wrong("InvalidArgumentType", message));
            }
            _ => {}
        }
        self.plain(expression, &Scope::default())
    }
}

fn new_scope(columns: &[Column<'_>]) -> Scope {
    let mut scope = Scope::default();
    for column in columns {
        scope.put(column.name.clone(), column.slot, column.kind);
    }
    scope
}

/// The variables in the expressions by which rows are grouped: they are lost afterwards, though
/// what was made of them is not.
fn in_keys(columns: &[Column<'_>], scope: &Scope) -> Scope {
    let mut lost = Scope::default();
    let keys = columns.iter().filter_map(|column| column.expression);
    for expression in keys.filter(|expression| !aggregate::has_aggregate(expression)) {
        aggregate::variables(expression, &mut |name| {
            if let Some(variable) = scope.get(name) {
                lost.put(Arc::from(name), variable.slot, variable.kind);
            }
        });
    }
    lost
}

/// The expressions whose values stand in slots already. Inside an expression with aggregates only
/// plain variables and properties may be named again.
fn known<'q>(columns: &[Column<'q>], plain: bool) -> Vec<Known<'q>> {
    columns
        .iter()
        .filter(|column| column.slot != usize::MAX)
        .filter_map(|column| {
            let expression = column.expression?;
            let simple = match &expression.form {
                Form::Variable(_) => true,
                Form::Property(subject, _) => matches!(subject.form, Form::Variable(_)),
                _ => aggregate::has_aggregate(expression),
            };
            (simple || !plain).then_some(Known { expression, slot: column.slot, kind: column.kind })
        })
        .collect()
}
