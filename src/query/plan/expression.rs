//! Expressions whose names are resolved to slots.

use std::sync::Arc;

use super::{Function, How, Labels, Memo, Plan, Property, Slot};
use crate::graph::Value;
use crate::query::ast::Comparison;
use crate::text::Span;

/// An expression ready to be evaluated.
#[derive(Debug)]
pub struct Expr {
    /// What it does.
    pub op: Op,
    /// The bytes of the query text that it comes from.
    pub span: Span,
    /// What kind of value it gives, as far as that is known beforehand.
    pub kind: Kind,
}

/// What an expression does.
#[derive(Debug)]
pub enum Op {
    /// A value that is always the same.
    Const(Value),
    /// The value of a slot.
    Slot(Slot),
    /// A list.
    List(Vec<Expr>),
    /// A map.
    Map(Vec<(Arc<str>, Expr)>),
    /// A property, entry or part of a value.
    Property(Box<Expr>, Property),
    /// An element of a list, or an entry of a map.
    Index(Box<Expr>, Box<Expr>),
    /// A part of a list.
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// Has a node all these labels?
    Labels(Box<Expr>, Labels),
    /// `NOT`
    Not(Box<Expr>),
    /// `-`
    Minus(Box<Expr>),
    /// `+`
    Plus(Box<Expr>),
    /// `AND`, `OR`, `XOR`
    Logic(Logic, Box<Expr>, Box<Expr>),
    /// `+`, `-` and so on.
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// Is the value in the list?
    In(Box<Expr>, Box<Expr>),
    /// A test of text.
    Text(TextTest, Box<Expr>, Box<Expr>),
    /// Comparisons of neighbours.
    Compare(Box<Expr>, Vec<(Comparison, Expr)>),
    /// A condition on one property, its outcome kept for each value.
    Memo(Box<Memo>),
    /// Is it null, or (if true) is it not?
    IsNull(Box<Expr>, bool),
    /// `CASE`
    Case { operand: Option<Box<Expr>>, branches: Vec<(Expr, Expr)>, otherwise: Option<Box<Expr>> },
    /// A function.
    Call(&'static Function, Vec<Expr>),
    /// A list made from a list.
    ListOf { slot: Slot, list: Box<Expr>, condition: Option<Box<Expr>>, value: Option<Box<Expr>> },
    /// How many elements fulfil a condition?
    Quantifier { how: How, slot: Slot, list: Box<Expr>, condition: Option<Box<Expr>> },
    /// A list folded into a value.
    Reduce { accumulator: Slot, start: Box<Expr>, slot: Slot, list: Box<Expr>, value: Box<Expr> },
    /// Has the plan a row?
    Exists(Box<Plan>),
    /// How many rows has the plan?
    Count(Box<Plan>),
    /// A value of each row of the plan.
    Collect(Box<Plan>, Box<Expr>),
    /// The value of the first row of the plan, or null.
    First(Box<Plan>, Box<Expr>),
    /// A map, all properties of a value first if there is one.
    MapOf { all_of: Option<Box<Expr>>, subject: Box<Expr>, entries: Vec<(Arc<str>, Expr)> },
}

/// Operators on three truth values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logic {
    /// `AND`
    And,
    /// `OR`
    Or,
    /// `XOR`
    Xor,
}

/// Operators on numbers, text, lists and temporal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `^`
    Power,
}

/// Tests of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextTest {
    /// `STARTS WITH`
    Starts,
    /// `ENDS WITH`
    Ends,
    /// `CONTAINS`
    Contains,
    /// `=~`
    Matches,
}

/// What is known of a value before the query is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Any,
    /// A node.
    Node,
    /// A relationship.
    Relationship,
    /// A list of relationships.
    Relationships,
    /// A path.
    Path,
    /// A boolean.
    Bool,
    /// A whole number.
    Int,
    /// A number with a fraction.
    Float,
    /// Text.
    Text,
    /// A list.
    List,
    /// A map.
    Map,
    /// A date, time or duration.
    Temporal,
    /// Null.
    Null,
}

impl Kind {
    /// Could the value be of another kind, as far as is known?
    pub fn may_be(self, other: Self) -> bool {
        self == Self::Any
            || self == Self::Null
            || self == other
            || (other == Self::List && self == Self::Relationships)
            || (other == Self::Relationships && self == Self::List)
    }

    /// What it is, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Node => "a node",
            Self::Relationship => "a relationship",
            Self::Relationships => "a list of relationships",
            Self::Path => "a path",
            Self::Bool => "a boolean",
            Self::Int => "a whole number",
            Self::Float => "a number",
            Self::Text => "text",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Temporal => "a date, time or duration",
            Self::Null => "null",
        }
    }
}
