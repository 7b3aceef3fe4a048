//! The tree of a query, as written: every node knows the bytes that it was read from.
//!
//! Trees compare by what they say, not by where it stands (see [`Spot`]), and print as a query that
//! reads as the same tree again.

mod clause;
mod expression;
mod pattern;
mod print;
mod print_expression;

use std::sync::Arc;

use crate::text::Span;

pub use clause::{
    Call, Clause, Create, Delete, Item, Match, Merge, Mode, Projection, Query, Remove, RemoveItem,
    Set, SetItem, SingleQuery, SortItem, Unwind,
};
pub use expression::{
    Binary, Comparison, Expression, Form, MAX_HEIGHT, ProjectionItem, Quantifier, Subquery, Unary,
};
pub use pattern::{Direction, Length, NodePattern, PathPattern, RelPattern, Shortest};

/// Where a node of the tree stands in the query text. Two spots are always equal, so that trees
/// compare by what they say.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spot(pub Span);

impl PartialEq for Spot {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A name: of a variable, label, type, property, function or procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The name, without backticks.
    pub text: Arc<str>,
    /// Where it stands.
    pub spot: Spot,
}
