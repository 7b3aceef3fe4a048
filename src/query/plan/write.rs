//! What is written between two plans that read.

use std::sync::Arc;

use super::{Expr, Plan, Slot};

/// Rows, and what is written for each of them. The rows that come out wait in a buffer for the plans that follow.
#[derive(Debug)]
pub struct Stage {
    /// Where the rows come from.
    pub plan: Plan,
    /// What is written for each.
    pub write: Write,
    /// The number of the buffer.
    pub buffer: usize,
}

/// A clause that writes.
#[derive(Debug)]
pub enum Write {
    /// `CREATE`.
    Create(Vec<Making>),
    /// `MERGE`.
    Merge(Box<Merging>),
    /// `SET` and `REMOVE`.
    Set(Vec<Setting>),
    /// `DELETE`.
    Delete {
        /// Are relationships of deleted nodes deleted too?
        detach: bool,
        /// What is deleted.
        what: Vec<Expr>,
    },
}

/// Something that is made.
#[derive(Debug)]
pub enum Making {
    /// A node.
    Node {
        /// Where it goes.
        slot: Slot,
        /// Its labels.
        labels: Vec<Arc<str>>,
        /// Its properties, a map.
        properties: Option<Expr>,
    },
    /// A relationship.
    Relationship {
        /// Where it goes.
        slot: Slot,
        /// The node that it starts from.
        from: Slot,
        /// The node that it leads to.
        to: Slot,
        /// Its type.
        kind: Arc<str>,
        /// Its properties, a map.
        properties: Option<Expr>,
    },
    /// A path of nodes and relationships that are there by then.
    Path {
        /// Where it goes.
        slot: Slot,
        /// Its nodes.
        nodes: Vec<Slot>,
        /// Its relationships.
        relationships: Vec<Slot>,
    },
}

/// `MERGE`: what is found, or else made.
#[derive(Debug)]
pub struct Merging {
    /// Finds it, from the row that is given.
    pub find: Plan,
    /// Makes it.
    pub make: Vec<Making>,
    /// Properties that must not be null.
    pub needed: Vec<Expr>,
    /// What is set where it was found.
    pub found: Vec<Setting>,
    /// What is set where it was made.
    pub made: Vec<Setting>,
}

/// Something that is set or removed.
#[derive(Debug)]
pub enum Setting {
    /// A property; null removes it.
    Property {
        /// The node or relationship.
        of: Expr,
        /// Its name.
        name: Arc<str>,
        /// Its value.
        value: Expr,
    },
    /// All properties.
    Properties {
        /// The node or relationship.
        of: Slot,
        /// The map, node or relationship that they are taken from.
        from: Expr,
        /// Do the others stay?
        keep: bool,
    },
    /// Labels of a node.
    Labels {
        /// The node.
        of: Slot,
        /// The labels.
        labels: Vec<Arc<str>>,
        /// Are they added, or taken away?
        add: bool,
    },
}
