//! The plan of a query: operators over rows of slots, and expressions whose names are resolved.

mod explain;
mod expression;
mod function;
mod memo;
mod reads;
mod table;
mod write;

pub use explain::{Line, lines};
pub use expression::{Arithmetic, Expr, Kind, Logic, Op, TextTest};
pub use function::{Aggregate, AggregateKind, Function, Run};
pub use memo::Memo;
pub use table::{Labels, Property, Steps};
pub use write::{Making, Merging, Setting, Stage, Write};

use std::sync::Arc;

use super::ast::{Direction, Quantifier};
use super::procedure::Procedure;
use crate::graph::Way;

/// The place of a variable in a row. Each variable of a query has its own, hidden ones too.
pub type Slot = usize;

/// An operator with what it gets its rows from.
#[derive(Debug)]
pub enum Plan {
    /// The row that the plan was started with.
    Argument,
    /// The rows that were there before something was written.
    Rows { buffer: usize },
    /// The rows that a procedure gives for each row.
    Call(Box<Call>),
    /// Each node that the source gives, if it fulfils conditions on one of its properties each.
    Scan { input: Box<Plan>, slot: Slot, source: Source, tests: Vec<Memo> },
    /// The relationships of a bound node.
    Expand(Box<Expand>),
    /// Relationships of a bound node that lead to where those of another one lead.
    Meet(Box<Meet>),
    /// Chains of relationships from a bound node.
    Walk(Box<Walk>),
    /// The ends of a bound relationship.
    Ends {
        input: Box<Plan>,
        relationship: Slot,
        from: Slot,
        to: Slot,
        direction: Direction,
        bound: (bool, bool),
    },
    /// Shortest chains of relationships between two bound nodes.
    Shortest(Box<Shortest>),
    /// The path that was matched.
    Path { input: Box<Plan>, slot: Slot, nodes: Vec<Slot>, relationships: Vec<Slot> },
    /// The rows for which a condition is true.
    Filter { input: Box<Plan>, condition: Expr },
    /// New values beside the old.
    Project { input: Box<Plan>, items: Vec<(Slot, Expr)> },
    /// A row for each group.
    Group {
        input: Box<Plan>,
        keys: Vec<(Slot, Expr)>,
        aggregates: Vec<(Slot, Aggregate)>,
        weight: Option<Slot>,
        top: Option<Top>,
    },
    /// Each row once.
    Distinct { input: Box<Plan>, slots: Vec<Slot> },
    /// The rows in order; only the first ones where only they are needed.
    Sort {
        input: Box<Plan>,
        keys: Vec<(Expr, bool)>,
        slots: Vec<Slot>,
        most: Option<(Option<Expr>, Expr)>,
        late: Vec<(Slot, Expr)>,
    },
    /// The rows but the first ones.
    Skip { input: Box<Plan>, count: Expr },
    /// The first rows.
    Limit { input: Box<Plan>, count: Expr },
    /// A row for each element of a list.
    Unwind { input: Box<Plan>, list: Expr, slot: Slot },
    /// The rows of the inner plan, or one with nulls where it has none.
    Optional { input: Box<Plan>, inner: Box<Plan>, slots: Vec<Slot> },
    /// The rows of several plans, one after the other.
    Union { parts: Vec<Plan> },
}

/// Which groups are asked for: those that may be among so many with the greatest number, or the least.
#[derive(Debug, Clone, Copy)]
pub struct Top {
    /// Which of the aggregates is the number, a count.
    pub aggregate: usize,
    /// The greatest numbers first?
    pub greatest: bool,
    /// How many groups.
    pub most: usize,
}

/// Where a scan takes nodes from.
#[derive(Debug)]
pub enum Source {
    /// All nodes.
    All,
    /// The nodes with a label.
    Label(Arc<str>),
    /// The nodes with a name; all nodes where it turns out to be no text.
    Name(Expr),
    /// The node with a key.
    Key(Expr),
    /// The nodes with a value of a property; all nodes with the label, or all, where there is no table of its values.
    Property(Option<Arc<str>>, Arc<str>, Expr),
}

/// The call of a procedure.
#[derive(Debug)]
pub struct Call {
    /// Where rows come from.
    pub input: Plan,
    /// The procedure.
    pub procedure: Arc<Procedure>,
    /// What it is called with.
    pub arguments: Vec<Expr>,
    /// Which of its results are wanted, by number, and where they go.
    pub results: Vec<(usize, Slot)>,
}

/// One relationship from a bound node.
#[derive(Debug)]
pub struct Expand {
    /// Where rows come from.
    pub input: Plan,
    /// The bound node.
    pub from: Slot,
    /// The relationship.
    pub relationship: Slot,
    /// The node at the other end.
    pub to: Slot,
    /// Is the other end bound already?
    pub into: bool,
    /// Which relationships.
    pub filter: RelFilter,
    /// Relationships, or lists of them, that it must differ from.
    pub unlike: Vec<Slot>,
    /// Labels that the node at the other end must have.
    pub labels: Labels,
    /// Conditions on the relationship or on the node at the other end, each on one of their properties.
    pub tests: Vec<Memo>,
    /// Where only the number of the relationships is wanted: where it goes.
    pub count: Option<Slot>,
    /// Does nobody ask for the relationship itself?
    pub hidden: bool,
    /// Is each end wanted only once, as long as these slots hold the same?
    pub once: Option<Vec<Slot>>,
}

/// Two relationships that close a ring: one from a bound node to a new one, and one between that and another bound node.
#[derive(Debug)]
pub struct Meet {
    /// Where rows come from.
    pub input: Plan,
    /// The relationship to the new node. Its own input is not used.
    pub step: Expand,
    /// The relationship between the new node and the other bound one. Its own input is not used.
    pub close: Expand,
}

/// Which relationships are followed.
#[derive(Debug)]
pub struct RelFilter {
    /// Which way they lead from where one stands.
    pub way: Way,
    /// Their types; any if there are none.
    pub types: Vec<Arc<str>>,
    /// Properties that they must have.
    pub properties: Vec<(Arc<str>, Expr)>,
    /// The table of them.
    pub steps: Steps,
}

/// A chain of relationships from a bound node.
#[derive(Debug)]
pub struct Walk {
    /// Where rows come from.
    pub input: Plan,
    /// The bound node.
    pub from: Slot,
    /// The list of relationships.
    pub relationships: Slot,
    /// The node at the other end.
    pub to: Slot,
    /// Is the other end bound already?
    pub into: bool,
    /// Which relationships.
    pub filter: RelFilter,
    /// Relationships, or lists of them, that each must differ from.
    pub unlike: Vec<Slot>,
    /// The least number of relationships.
    pub least: u64,
    /// The greatest number of relationships.
    pub most: u64,
    /// Is the pattern walked from its right end? Then the list is turned round.
    pub backwards: bool,
    /// Is each end wanted only once, and the list not at all?
    pub ends: bool,
}

/// Shortest chains of relationships between two bound nodes.
#[derive(Debug)]
pub struct Shortest {
    /// Where rows come from.
    pub input: Plan,
    /// The first node.
    pub from: Slot,
    /// The last node.
    pub to: Slot,
    /// The list of relationships.
    pub relationships: Slot,
    /// Which relationships.
    pub filter: RelFilter,
    /// The least number of relationships: 0 or 1.
    pub least: u64,
    /// The greatest number of relationships.
    pub most: u64,
    /// All shortest paths, or one of them?
    pub all: bool,
    /// Is there just one relationship, not a list?
    pub single: bool,
}

impl Plan {
    /// The operator that rows come from, if any, to change it.
    pub fn input_mut(&mut self) -> Option<&mut Self> {
        match self {
            Self::Argument | Self::Rows { .. } | Self::Union { .. } => None,
            Self::Call(call) => Some(&mut call.input),
            Self::Expand(expand) => Some(&mut expand.input),
            Self::Meet(meet) => Some(&mut meet.input),
            Self::Walk(walk) => Some(&mut walk.input),
            Self::Shortest(shortest) => Some(&mut shortest.input),
            Self::Scan { input, .. }
            | Self::Ends { input, .. }
            | Self::Path { input, .. }
            | Self::Filter { input, .. }
            | Self::Project { input, .. }
            | Self::Group { input, .. }
            | Self::Distinct { input, .. }
            | Self::Sort { input, .. }
            | Self::Skip { input, .. }
            | Self::Limit { input, .. }
            | Self::Unwind { input, .. }
            | Self::Optional { input, .. } => Some(input),
        }
    }

    /// The operator that rows come from, if any.
    pub fn input(&self) -> Option<&Self> {
        match self {
            Self::Argument | Self::Rows { .. } | Self::Union { .. } => None,
            Self::Call(call) => Some(&call.input),
            Self::Expand(expand) => Some(&expand.input),
            Self::Meet(meet) => Some(&meet.input),
            Self::Walk(walk) => Some(&walk.input),
            Self::Shortest(shortest) => Some(&shortest.input),
            Self::Scan { input, .. }
            | Self::Ends { input, .. }
            | Self::Path { input, .. }
            | Self::Filter { input, .. }
            | Self::Project { input, .. }
            | Self::Group { input, .. }
            | Self::Distinct { input, .. }
            | Self::Sort { input, .. }
            | Self::Skip { input, .. }
            | Self::Limit { input, .. }
            | Self::Unwind { input, .. }
            | Self::Optional { input, .. } => Some(input),
        }
    }
}

/// How many of the elements must fulfil a condition.
pub type How = Quantifier;
