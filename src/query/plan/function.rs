//! Functions and aggregates as the plan knows them.

use std::fmt;

use super::{Expr, Kind};
use crate::graph::Value;
use crate::query::QueryError;
use crate::query::exec::Exec;
use crate::text::Span;

/// A function of the language.
pub struct Function {
    /// Its name, as it is best written.
    pub name: &'static str,
    /// Its parameters and result, for people.
    pub signature: &'static str,
    /// The least number of arguments.
    pub least: usize,
    /// The greatest number of arguments.
    pub most: usize,
    /// The kinds of value that its first argument may be of; any if there are none.
    pub takes: &'static [Kind],
    /// The kind of its result.
    pub gives: Kind,
    /// Is the result null as soon as an argument is?
    pub strict: bool,
    /// What it does.
    pub run: Run,
}

/// What a function does with its arguments.
pub type Run = fn(&Exec<'_>, &[Value], Span) -> Result<Value, QueryError>;

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// An aggregate over the rows of a group.
#[derive(Debug)]
pub struct Aggregate {
    /// Which.
    pub kind: AggregateKind,
    /// Are equal values taken once?
    pub distinct: bool,
    /// What is aggregated; nothing for `count(*)`.
    pub argument: Option<Expr>,
    /// A second argument: the percentile.
    pub second: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// The aggregates of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateKind {
    /// `count`
    Count,
    /// `sum`
    Sum,
    /// `avg`
    Avg,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `collect`
    Collect,
    /// `stDev`
    StDev,
    /// `stDevP`
    StDevP,
    /// `percentileCont`
    PercentileCont,
    /// `percentileDisc`
    PercentileDisc,
}

impl AggregateKind {
    /// All aggregates with their names and signatures.
    pub const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("avg", "avg(number) -> number", Self::Avg),
        ("collect", "collect(value) -> list", Self::Collect),
        ("count", "count(value | *) -> integer", Self::Count),
        ("max", "max(value) -> value", Self::Max),
        ("min", "min(value) -> value", Self::Min),
        ("percentileCont", "percentileCont(number, percentile) -> float", Self::PercentileCont),
        ("percentileDisc", "percentileDisc(number, percentile) -> number", Self::PercentileDisc),
        ("stDev", "stDev(number) -> float", Self::StDev),
        ("stDevP", "stDevP(number) -> float", Self::StDevP),
        ("sum", "sum(number) -> number", Self::Sum),
    ];

    /// The aggregate of a name, in whatever case.
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name));
        found.map(|&(_, _, kind)| kind)
    }

    /// How many arguments it takes.
    pub const fn arity(self) -> usize {
        match self {
            Self::PercentileCont | Self::PercentileDisc => 2,
            _ => 1,
        }
    }
}
