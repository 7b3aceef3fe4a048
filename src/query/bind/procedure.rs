//! Calls of procedures.

use std::sync::Arc;

use super::clause::{Columns, already_bound};
use super::scope::Scope;
use super::{Binder, QueryError};
use crate::query::ast::Call;
use crate::query::error::{ErrorKind, Phase, nearest};
use crate::query::plan::{self, Expr, Kind, Op, Plan, Slot};
use crate::query::procedure::Procedure;

/// A call with the columns that it gives where it stands alone.
pub(super) struct Called {
    pub(super) plan: Plan,
    pub(super) columns: Columns,
    /// Does it give nothing but the rows that it got?
    pub(super) void: bool,
}

impl Binder<'_> {
    pub(super) fn call_clause(
        &mut self,
        clause: &Call,
        scope: &mut Scope,
        input: Plan,
        alone: bool,
    ) -> Result<Called, QueryError> {
        let procedure = self.procedure(clause)?;
        let arguments = self.call_arguments(clause, &procedure, scope, alone)?;
        let mut results: Vec<(usize, Slot)> = Vec::new();
        let mut columns = Columns::new();
        let all = clause.all || (alone && clause.results.is_none());
        if clause.all && !alone {
            let message = "YIELD * can only stand where the call is the whole query";
            return Err(QueryError::syntax("UnexpectedSyntax", clause.spot.0, message)
                .with_help("name the results"));
        }
        if all {
            for (number, field) in procedure.results.iter().enumerate() {
                let slot = self.slot();
                scope.put(field.name.clone(), slot, field.known());
                results.push((number, slot));
                columns.push((field.name.to_string(), slot));
            }
        }
        for (name, alias) in clause.results.iter().flatten() {
            let found = procedure.results.iter().position(|field| field.name == name.text);
            let Some((number, field)) = found.and_then(|at| Some((at, procedure.results.get(at)?)))
            else {
                let message = format!("{} gives no {}", procedure.name, name.text);
                let known = procedure.results.iter().map(|field| &*field.name);
                let mut error = QueryError::syntax("UndefinedVariable", name.spot.0, message);
                error.help = nearest(&name.text, known).map(|near| format!("did you mean {near}?"));
                return Err(error);
            };
            let target = alias.as_ref().unwrap_or(name);
            if scope.get(&target.text).is_some() {
                return Err(already_bound(&target.text, target.spot.0));
            }
            let slot = self.slot();
            scope.put(target.text.clone(), slot, field.known());
            results.push((number, slot));
            columns.push((target.text.to_string(), slot));
        }
        let void = procedure.results.is_empty();
        let call = plan::Call { input, procedure, arguments, results };
        let mut plan = self.operator(Plan::Call(call.into()))?;
        if let Some(condition) = &clause.condition {
            let condition = self.plain(condition, scope)?;
            self.boolean(&condition)?;
            plan = self.operator(Plan::Filter { input: plan.into(), condition })?;
        }
        Ok(Called { plan, columns, void })
    }

    fn procedure(&self, clause: &Call) -> Result<Arc<Procedure>, QueryError> {
        let parts: Vec<&str> = clause.name.iter().map(|name| &*name.text).collect();
        let name = parts.join(".");
        let all = || self.context.procedures.iter().chain(Procedure::built_in());
        let found = all().find(|one| one.name == name);
        let found = found.or_else(|| all().find(|one| one.name.eq_ignore_ascii_case(&name)));
        found.cloned().ok_or_else(|| QueryError {
            span: Some(clause.spot.0),
            phase: Phase::Compile,
            kind: ErrorKind::ProcedureError,
            code: "ProcedureNotFound",
            message: format!("there is no procedure {name}"),
            help: Some(nearest(&name, all().map(|one| one.name.as_str())).map_or_else(
                || "CALL dbms.procedures() lists those that there are".to_owned(),
                |near| format!("did you mean {near}?"),
            )),
        })
    }

    fn call_arguments(
        &mut self,
        clause: &Call,
        procedure: &Procedure,
        scope: &Scope,
        alone: bool,
    ) -> Result<Vec<Expr>, QueryError> {
        let span = clause.spot.0;
        let Some(arguments) = &clause.arguments else {
            if !alone {
                let message = "within a query the arguments of a procedure must be written down";
                return Err(QueryError::syntax("InvalidArgumentPassingMode", span, message)
                    .with_help(procedure.signature()));
            }
            let needed = procedure.parameters.iter().filter(|p| !p.optional);
            return needed.map(|p| self.given(&p.name, span)).collect();
        };
        let (least, most) = (procedure.least(), procedure.parameters.len());
        let here = arguments.len();
        if !(least..=most).contains(&here) {
            let wanted =
                if least == most { most.to_string() } else { format!("{least} to {most}") };
            let message = format!("{} takes {wanted} arguments, here are {here}", procedure.name);
            return Err(QueryError::syntax("InvalidNumberOfArguments", span, message)
                .with_help(procedure.signature()));
        }
        let mut bound = Vec::with_capacity(here);
        for (argument, parameter) in arguments.iter().zip(&procedure.parameters) {
            let expr = self.plain(argument, scope)?;
            if !parameter.may_take(expr.kind) {
                let wrong = parameter.wrong(ErrorKind::SyntaxError, expr.kind.words(), expr.span);
                return Err(wrong.with_help(procedure.signature()));
            }
            bound.push(expr);
        }
        Ok(bound)
    }

    /// A parameter of the query that stands for an argument of the same name.
    fn given(&self, name: &str, span: crate::text::Span) -> Result<Expr, QueryError> {
        match self.context.params.get(name) {
            Some(value) => Ok(Expr { op: Op::Const(value.clone()), span, kind: Kind::Any }),
            None => Err(QueryError::new(
                ErrorKind::ParameterMissing,
                "MissingParameter",
                span,
                format!("the parameter ${name} was not given"),
            )),
        }
    }
}
