//! From the tree to the plan: names become slots, and everything that can be known to be wrong
//! before a row is read is found here: scopes, kinds, aggregation, unknown functions.

mod aggregate;
pub(super) use aggregate::{has_aggregate, variables};
mod call;
mod chain;
mod clause;
mod expression;
mod pattern;
mod procedure;
mod projection;
mod scope;
mod subquery;
mod warning;
mod write;

use super::Context;
use super::ast::Query;
use super::dataset::Dataset;
use super::error::{QueryError, QueryWarning};
use super::plan::{Plan, Slot, Stage};
use scope::Scope;

/// How many operators a plan may have: they call one another.
const MAX_OPERATORS: usize = 1_000;

/// A plan with what it needs to be run.
#[derive(Debug)]
pub struct Bound {
    /// What is written before the answer is found, in order.
    pub stages: Vec<Stage>,
    /// The plan.
    pub plan: Plan,
    /// How many slots its rows have.
    pub slots: usize,
    /// The columns of the answer and the slots that they stand in.
    pub columns: Vec<(String, Slot)>,
    /// What is odd about the query.
    pub warnings: Vec<QueryWarning>,
}

/// Makes the plan of a query.
///
/// # Errors
/// The query breaks a rule of the language.
pub fn bind(
    text: &str,
    query: &Query,
    data: &dyn Dataset,
    context: &Context<'_>,
) -> Result<Bound, QueryError> {
    let mut binder = Binder {
        text,
        data,
        context,
        slots: 0,
        operators: 0,
        inside: 0,
        warnings: Vec::new(),
        names: None,
        stages: Vec::new(),
    };
    let (plan, columns) = binder.query(query, &Scope::default(), Plan::Argument)?;
    let mut warnings = binder.warnings;
    warnings.sort_by_key(|warning| warning.span);
    warnings.dedup();
    Ok(Bound { stages: binder.stages, plan, slots: binder.slots, columns, warnings })
}

struct Binder<'a> {
    text: &'a str,
    data: &'a dyn Dataset,
    context: &'a Context<'a>,
    slots: usize,
    operators: usize,
    /// How many subqueries it is in.
    inside: usize,
    warnings: Vec<QueryWarning>,
    names: Option<warning::Names>,
    stages: Vec<Stage>,
}

impl Binder<'_> {
    fn slot(&mut self) -> Slot {
        self.slots += 1;
        self.slots - 1
    }

    /// Counts an operator of the plan.
    fn operator(&mut self, plan: Plan) -> Result<Plan, QueryError> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            let message = format!("the query needs more than {MAX_OPERATORS} steps");
            return Err(QueryError::limit(None, message));
        }
        Ok(plan)
    }
}
