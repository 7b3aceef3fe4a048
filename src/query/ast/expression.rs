//! Expressions.

use std::sync::Arc;

use super::{Name, PathPattern, Query, Spot};
use crate::text::Span;

/// How high the tree of an expression may be: what walks it may recurse.
pub const MAX_HEIGHT: u32 = 250;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it is.
    pub form: Form,
    /// Where it stands.
    pub spot: Spot,
    height: u32,
}

impl Expression {
    /// An expression with its place.
    pub fn new(form: Form, span: Span) -> Self {
        let mut height = 0;
        form.children(&mut |child| height = height.max(child.height));
        Self { form, spot: Spot(span), height: height + 1 }
    }

    /// How many expressions lie between it and its deepest part, itself included. Constant cost.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// The bytes that it was read from.
    pub const fn span(&self) -> Span {
        self.spot.0
    }
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// `null`.
    Null,
    /// `true` and `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A string.
    Text(Arc<str>),
    /// `$name`.
    Parameter(Arc<str>),
    /// A variable.
    Variable(Arc<str>),
    /// `[a, b]`.
    List(Vec<Expression>),
    /// `{key: value}`.
    Map(Vec<(Name, Expression)>),
    /// `value.name`.
    Property(Box<Expression>, Name),
    /// `value[index]`.
    Index(Box<Expression>, Box<Expression>),
    /// `value[from..to]`.
    Slice(Box<Expression>, Option<Box<Expression>>, Option<Box<Expression>>),
    /// `value:Label:Label`.
    Labels(Box<Expression>, Vec<Name>),
    /// An operator before its operand.
    Unary(Unary, Box<Expression>),
    /// An operator between its operands.
    Binary(Binary, Box<Expression>, Box<Expression>),
    /// `a < b <= c`: neighbours are compared, all must hold.
    Comparison(Box<Expression>, Vec<(Comparison, Expression)>),
    /// `value IS NULL`, or `IS NOT NULL` if true.
    IsNull(Box<Expression>, bool),
    /// `CASE`.
    Case {
        /// What the branches are compared to, if anything.
        operand: Option<Box<Expression>>,
        /// The branches: condition and value.
        branches: Vec<(Expression, Expression)>,
        /// The value after `ELSE`.
        otherwise: Option<Box<Expression>>,
    },
    /// A function's value.
    Call {
        /// The parts of its name.
        name: Vec<Name>,
        /// Are equal arguments taken once? Only of aggregates.
        distinct: bool,
        /// The arguments.
        arguments: Vec<Expression>,
    },
    /// `count(*)`.
    CountAll,
    /// `[variable IN list WHERE condition | value]`.
    ListComprehension {
        /// Bound to each element.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// Which elements are taken.
        condition: Option<Box<Expression>>,
        /// What is made of each.
        value: Option<Box<Expression>>,
    },
    /// `[pattern WHERE condition | value]`.
    PatternComprehension {
        /// The pattern.
        pattern: Box<PathPattern>,
        /// Which matches are taken.
        condition: Option<Box<Expression>>,
        /// What is made of each.
        value: Box<Expression>,
    },
    /// `all(variable IN list WHERE condition)`.
    Quantifier {
        /// Which of the elements must fulfil the condition.
        quantifier: Quantifier,
        /// Bound to each element.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// The condition; true if left out.
        condition: Option<Box<Expression>>,
    },
    /// `reduce(accumulator = start, variable IN list | value)`.
    Reduce {
        /// Bound to what there is so far.
        accumulator: Name,
        /// The first value of it.
        start: Box<Expression>,
        /// Bound to each element.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// The next value of the accumulator.
        value: Box<Expression>,
    },
    /// A pattern as a condition: does it match?
    Pattern(Box<PathPattern>),
    /// `EXISTS { … }`.
    Exists(Box<Subquery>),
    /// `COUNT { … }`.
    Count(Box<Subquery>),
    /// `value {.name, key: value, .*}`.
    MapProjection(Box<Expression>, Vec<ProjectionItem>),
}

/// What stands between the braces of `EXISTS` and `COUNT`.
#[derive(Debug, Clone, PartialEq)]
pub enum Subquery {
    /// Patterns with a condition.
    Patterns(Vec<PathPattern>, Option<Expression>),
    /// A whole query.
    Query(Query),
}

/// One item of a map projection.
#[derive(Debug, Clone, PartialEq)]
pub enum ProjectionItem {
    /// `.*`
    All,
    /// `.name`
    Property(Name),
    /// `name: value`
    Entry(Name, Expression),
    /// `variable`
    Variable(Name),
}

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `NOT`
    Not,
    /// `-`
    Minus,
    /// `+`
    Plus,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// `OR`
    Or,
    /// `XOR`
    Xor,
    /// `AND`
    And,
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
    /// `IN`
    In,
    /// `STARTS WITH`
    StartsWith,
    /// `ENDS WITH`
    EndsWith,
    /// `CONTAINS`
    Contains,
    /// `=~`
    Matches,
}

/// An operator that compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// How many elements of a list must fulfil a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// Each of them.
    All,
    /// One or more.
    Any,
    /// Not one.
    None,
    /// Just one.
    Single,
}

impl Form {
    /// Calls `visit` for each expression directly below, those inside patterns included, those of
    /// whole subqueries left out.
    pub fn children<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        match self {
            Self::Null | Self::Bool(_) | Self::Int(_) | Self::Float(_) | Self::Text(_) => {}
            Self::Parameter(_) | Self::Variable(_) | Self::CountAll => {}
            Self::List(items) | Self::Call { arguments: items, .. } => items.iter().for_each(visit),
            Self::Map(entries) => entries.iter().for_each(|(_, value)| visit(value)),
            Self::Property(inner, _) | Self::Labels(inner, _) | Self::Unary(_, inner) => {
                visit(inner)
            }
            Self::IsNull(inner, _) => visit(inner),
            Self::Index(left, right) | Self::Binary(_, left, right) => {
                visit(left);
                visit(right);
            }
            Self::Slice(list, from, to) => {
                visit(list);
                from.iter().chain(to).for_each(|bound| visit(bound));
            }
            Self::Comparison(first, rest) => {
                visit(first);
                rest.iter().for_each(|(_, operand)| visit(operand));
            }
            Self::Case { operand, branches, otherwise } => {
                operand.iter().chain(otherwise).for_each(|part| visit(part));
                for (condition, value) in branches {
                    visit(condition);
                    visit(value);
                }
            }
            Self::ListComprehension { list, condition, value, .. } => {
                visit(list);
                condition.iter().chain(value).for_each(|part| visit(part));
            }
            Self::Quantifier { list, condition, .. } => {
                visit(list);
                condition.iter().for_each(|part| visit(part));
            }
            Self::Reduce { start, list, value, .. } => {
                [start, list, value].into_iter().for_each(|part| visit(part));
            }
            Self::PatternComprehension { pattern, condition, value } => {
                pattern.expressions(visit);
                condition.iter().for_each(|part| visit(part));
                visit(value);
            }
            Self::Pattern(pattern) => pattern.expressions(visit),
            Self::Exists(inner) | Self::Count(inner) => {
                if let Subquery::Patterns(patterns, condition) = &**inner {
                    patterns.iter().for_each(|pattern| pattern.expressions(visit));
                    condition.iter().for_each(visit);
                }
            }
            Self::MapProjection(inner, items) => {
                visit(inner);
                for item in items {
                    if let ProjectionItem::Entry(_, value) = item {
                        visit(value);
                    }
                }
            }
        }
    }
}

impl PathPattern {
    /// Calls `visit` for each expression in the pattern.
    pub fn expressions<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        self.start.properties.iter().for_each(&mut *visit);
        for (relationship, node) in &self.steps {
            relationship.properties.iter().chain(&node.properties).for_each(&mut *visit);
        }
    }
}
