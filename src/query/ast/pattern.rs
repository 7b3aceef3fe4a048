//! Patterns: what a part of the graph looks like.

use super::{Expression, Name, Spot};

/// A path: a node, and relationships with the nodes that they lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPattern {
    /// The variable that the whole path is bound to.
    pub variable: Option<Name>,
    /// Is only a shortest path looked for, or all of them?
    pub shortest: Option<Shortest>,
    /// The first node.
    pub start: NodePattern,
    /// The relationships and the nodes after them.
    pub steps: Vec<(RelPattern, NodePattern)>,
    /// Where it stands.
    pub spot: Spot,
}

/// Which shortest paths are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortest {
    /// One of them.
    One,
    /// Each of them.
    All,
}

/// A node of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct NodePattern {
    /// The variable that it is bound to.
    pub variable: Option<Name>,
    /// The labels that it must have.
    pub labels: Vec<Name>,
    /// The properties that it must have: a map or a parameter.
    pub properties: Option<Expression>,
    /// Where it stands.
    pub spot: Spot,
}

/// Which way a relationship of a pattern points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// `-->`
    Right,
    /// `<--`
    Left,
    /// `--` or `<-->`
    Both,
}

/// How many relationships a variable-length relationship stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// At least so many; 1 if not given.
    pub least: Option<u64>,
    /// At most so many.
    pub most: Option<u64>,
}

/// A relationship of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct RelPattern {
    /// The variable that it is bound to.
    pub variable: Option<Name>,
    /// The types of which it must have one; any if there are none.
    pub types: Vec<Name>,
    /// How many relationships in a row, if not just one.
    pub length: Option<Length>,
    /// The properties that it must have: a map or a parameter.
    pub properties: Option<Expression>,
    /// Which way it points.
    pub direction: Direction,
    /// Where it stands.
    pub spot: Spot,
}
