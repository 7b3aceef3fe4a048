//! Queries and clauses.

use super::pattern::Matching;
use super::scope::Scope;
use super::{Binder, QueryError};
use crate::query::ast::{Clause, Match, Query, SingleQuery, Unwind};
use crate::query::plan::{Expr, Kind, Op, Plan, Slot};

/// The columns of an answer and the slots that they stand in.
pub(super) type Columns = Vec<(String, Slot)>;

impl Binder<'_> {
    /// The plan of a query that starts with the variables of `scope` bound.
    pub(super) fn query(
        &mut self,
        query: &Query,
        scope: &Scope,
        input: Plan,
    ) -> Result<(Plan, Columns), QueryError> {
        let (first, columns) = self.single(&query.first, scope, input)?;
        if query.unions.is_empty() {
            return Ok((first, columns));
        }
        let keeps = query.unions.iter().filter(|(all, _)| *all).count();
        if keeps != 0 && keeps != query.unions.len() {
            return Err(QueryError::syntax(
                "InvalidClauseComposition",
                query.spot.0,
                "UNION and UNION ALL cannot be mixed in one query",
            ));
        }
        let out: Columns = columns.iter().map(|(name, _)| (name.clone(), self.slot())).collect();
        let mut parts = vec![self.rename(first, &columns, &out)?];
        for (_, single) in &query.unions {
            let (part, columns) = self.single(single, scope, Plan::Argument)?;
            let same = columns.len() == out.len()
                && columns.iter().all(|(name, _)| out.iter().any(|(other, _)| other == name));
            if !same {
                return Err(QueryError::syntax(
                    "DifferentColumnsInUnion",
                    single.spot.0,
                    "all parts of a UNION must have the same columns",
                )
                .with_help("give the columns the same names with AS"));
            }
            parts.push(self.rename(part, &columns, &out)?);
        }
        let mut plan = self.operator(Plan::Union { parts })?;
        if keeps == 0 {
            let slots = out.iter().map(|(_, slot)| *slot).collect();
            plan = self.operator(Plan::Distinct { input: plan.into(), slots })?;
        }
        Ok((plan, out))
    }

    /// The plan of a query between the braces of `EXISTS` or `COUNT`: it may do without RETURN.
    pub(super) fn inner_query(&mut self, query: &Query, scope: &Scope) -> Result<Plan, QueryError> {
        self.inside += 1;
        let bound = self.query(query, scope, Plan::Argument);
        self.inside -= 1;
        Ok(bound?.0)
    }

    /// Puts columns into the slots that the columns of the same names have elsewhere.
    fn rename(&mut self, plan: Plan, from: &Columns, to: &Columns) -> Result<Plan, QueryError> {
        let mut items = Vec::new();
        for (name, slot) in from {
            if let Some((_, target)) = to.iter().find(|(other, _)| other == name) {
                let op = Op::Slot(*slot);
                items.push((*target, Expr { op, span: Default::default(), kind: Kind::Any }));
            }
        }
        self.operator(Plan::Project { input: plan.into(), items })
    }

    fn single(
        &mut self,
        single: &SingleQuery,
        scope: &Scope,
        input: Plan,
    ) -> Result<(Plan, Columns), QueryError> {
        let mut scope = scope.clone();
        let mut plan = input;
        let alone = single.clauses.len() == 1 && self.inside == 0;
        let mut clauses = single.clauses.iter().peekable();
        while let Some(clause) = clauses.next() {
            plan = match clause {
                Clause::Match(clause) => self.match_clause(clause, &mut scope, plan)?,
                Clause::Unwind(clause) => self.unwind(clause, &mut scope, plan)?,
                Clause::With(projection) => self.with(projection, &mut scope, plan)?,
                Clause::Return(projection) => {
                    if let Some(next) = clauses.next() {
                        return Err(QueryError::syntax(
                            "InvalidClauseComposition",
                            next.spot().0,
                            "RETURN must be the last clause",
                        )
                        .with_help("use WITH to go on with what was found"));
                    }
                    return self.return_clause(projection, &scope, plan);
                }
                Clause::Call(clause) => {
                    let called = self.call_clause(clause, &mut scope, plan, alone)?;
                    if alone || (called.void && clauses.peek().is_none()) {
                        return Ok((called.plan, called.columns));
                    }
                    called.plan
                }
                _ if self.inside > 0 => {
                    return Err(QueryError::syntax(
                        "InvalidClauseComposition",
                        clause.spot().0,
                        "a query within an expression cannot write",
                    ));
                }
                Clause::Create(clause) => self.create(clause, &mut scope, plan)?,
                Clause::Merge(clause) => self.merge(clause, &mut scope, plan)?,
                Clause::Set(clause) => self.set(clause, &scope, plan)?,
                Clause::Remove(clause) => self.remove(clause, &scope, plan)?,
                Clause::Delete(clause) => self.delete(clause, &scope, plan)?,
            };
        }
        let writes = single.clauses.last().is_some_and(Clause::writes);
        if self.inside > 0 || writes {
            return Ok((plan, Columns::new()));
        }
        let span = single.clauses.last().map_or(single.spot.0, |clause| clause.spot().0);
        Err(QueryError::syntax("InvalidClauseComposition", span, "the query ends without RETURN")
            .with_help("add RETURN with what is to be shown"))
    }

    pub(super) fn match_clause(
        &mut self,
        clause: &Match,
        scope: &mut Scope,
        input: Plan,
    ) -> Result<Plan, QueryError> {
        let condition = clause.condition.as_ref();
        if !clause.optional {
            return self.patterns(&clause.patterns, condition, scope, input, Matching::Clause);
        }
        let before = scope.slots();
        let inner =
            self.patterns(&clause.patterns, condition, scope, Plan::Argument, Matching::Clause)?;
        let mut slots = scope.slots();
        slots.retain(|slot| before.binary_search(slot).is_err());
        self.operator(Plan::Optional { input: input.into(), inner: inner.into(), slots })
    }

    fn unwind(
        &mut self,
        clause: &Unwind,
        scope: &mut Scope,
        input: Plan,
    ) -> Result<Plan, QueryError> {
        let list = self.plain(&clause.list, scope)?;
        let name = &clause.variable;
        if scope.get(&name.text).is_some() {
            return Err(already_bound(&name.text, name.spot.0));
        }
        let slot = self.slot();
        let kind = match &list.op {
            Op::List(items) => items
                .iter()
                .map(|item| item.kind)
                .reduce(|a, b| if a == b { a } else { Kind::Any })
                .unwrap_or(Kind::Any),
            _ if list.kind == Kind::Relationships => Kind::Relationship,
            _ => Kind::Any,
        };
        scope.put(name.text.clone(), slot, kind);
        self.operator(Plan::Unwind { input: input.into(), list, slot })
    }
}

/// The error for a variable that cannot be bound once more.
pub(super) fn already_bound(name: &str, span: crate::text::Span) -> QueryError {
    let message = format!("the variable {name} is bound already");
    QueryError::syntax("VariableAlreadyBound", span, message).with_help("choose another name")
}
