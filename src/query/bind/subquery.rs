//! Patterns and queries inside expressions.

use super::expression::Env;
use super::pattern::Matching;
use super::{Binder, QueryError};
use crate::query::ast::{Expression, Form, PathPattern, Shortest, Subquery};
use crate::query::plan::{Expr, Kind, Op, Plan};
use crate::text::Span;

impl Binder<'_> {
    pub(super) fn subquery(
        &mut self,
        form: &Form,
        span: Span,
        env: &mut Env<'_>,
    ) -> Result<(Op, Kind), QueryError> {
        match form {
            Form::Pattern(pattern) if pattern.shortest.is_some() => {
                self.shortest(pattern, span, env)
            }
            Form::Pattern(pattern) => {
                let mut scope = env.scope.clone();
                let patterns = std::slice::from_ref(&**pattern);
                let plan =
                    self.patterns(patterns, None, &mut scope, Plan::Argument, Matching::Predicate)?;
                Ok((Op::Exists(plan.into()), Kind::Bool))
            }
            Form::PatternComprehension { pattern, condition, value } => {
                let mut scope = env.scope.clone();
                let patterns = std::slice::from_ref(&**pattern);
                let condition = condition.as_deref();
                let input = Plan::Argument;
                let plan =
                    self.patterns(patterns, condition, &mut scope, input, Matching::Clause)?;
                let value = self.plain(value, &scope)?;
                Ok((Op::Collect(plan.into(), value.into()), Kind::List))
            }
            Form::Exists(inner) => {
                Ok((Op::Exists(self.inner_plan(inner, env)?.into()), Kind::Bool))
            }
            Form::Count(inner) => Ok((Op::Count(self.inner_plan(inner, env)?.into()), Kind::Int)),
            _ => Ok((Op::Const(crate::graph::Value::Null), Kind::Null)),
        }
    }

    fn inner_plan(&mut self, inner: &Subquery, env: &mut Env<'_>) -> Result<Plan, QueryError> {
        match inner {
            Subquery::Patterns(patterns, condition) => {
                let mut scope = env.scope.clone();
                let condition = condition.as_ref();
                self.patterns(patterns, condition, &mut scope, Plan::Argument, Matching::Clause)
            }
            Subquery::Query(query) => {
                let scope = env.scope.clone();
                self.inner_query(query, &scope)
            }
        }
    }

    /// `shortestPath(…)` as a value: a path or null; `allShortestPaths(…)`: a list of paths.
    fn shortest(
        &mut self,
        pattern: &PathPattern,
        span: Span,
        env: &mut Env<'_>,
    ) -> Result<(Op, Kind), QueryError> {
        let mut scope = env.scope.clone();
        let mut named = pattern.clone();
        let name: std::sync::Arc<str> = "  path".into();
        named.variable = Some(crate::query::ast::Name { text: name.clone(), spot: pattern.spot });
        let patterns = std::slice::from_ref(&named);
        let plan = self.patterns(patterns, None, &mut scope, Plan::Argument, Matching::Clause)?;
        let path = Expression::new(Form::Variable(name), span);
        let value: Box<Expr> = self.plain(&path, &scope)?.into();
        Ok(match pattern.shortest {
            Some(Shortest::All) => (Op::Collect(plan.into(), value), Kind::List),
            _ => (Op::First(plan.into(), value), Kind::Path),
        })
    }
}
