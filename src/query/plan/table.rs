//! Tables of the graph that operators and expressions read instead of the graph itself, once that pays.

use std::cell::{Cell, OnceCell};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::graph::{Adjacency, Column, Looks, NodeId, NodeSet, TableOf, Value};
use crate::query::exec::Exec;

/// To make a table costs about as much as this share of its things looked up one by one: so often one looks without it
/// before it is made, in one question or in several. Who looks little never pays for a table.
const SHARE: usize = 16;

/// Looks are told to the graph by so many, so that counting costs nothing.
const TOLD: usize = 64;

/// A table of the graph, for one run of a plan.
pub struct Table<T> {
    /// Nothing if it is not decided yet; nothing within if there is none to be had.
    table: OnceCell<Option<Arc<T>>>,
    /// Looks that were not told to the graph.
    looks: Cell<usize>,
    /// Looks that were told to it, those of other questions too.
    told: OnceCell<Looks>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { table: OnceCell::new(), looks: Cell::new(0), told: OnceCell::new() }
    }
}

impl<T> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Table")
    }
}

impl<T> Table<T> {
    /// The table, if it was made before or it pays by now. `find` looks for it, and makes it if it is given true; `all` tells
    /// how many things are in it, `told` how often one looked before.
    #[inline]
    fn get(
        &self,
        find: impl Fn(bool) -> Option<Arc<T>>,
        all: impl Fn() -> usize,
        told: impl Fn() -> Looks,
    ) -> Option<&T> {
        match self.table.get() {
            Some(table) => table.as_deref(),
            None => self.decide(find, all, told),
        }
    }

    #[cold]
    fn decide(
        &self,
        find: impl Fn(bool) -> Option<Arc<T>>,
        all: impl Fn() -> usize,
        told: impl Fn() -> Looks,
    ) -> Option<&T> {
        let first = self.told.get().is_none();
        if first && let Some(found) = find(false) {
            return self.table.get_or_init(|| Some(found)).as_deref();
        }
        let told = self.told.get_or_init(told);
        let own = self.looks.get();
        let looks = told.load(Ordering::Relaxed).saturating_add(own);
        if own >= TOLD {
            told.fetch_add(own, Ordering::Relaxed);
            self.looks.set(0);
        }
        self.looks.set(self.looks.get() + 1);
        if looks.saturating_mul(SHARE) < all() {
            return None;
        }
        self.table.get_or_init(|| find(true)).as_deref()
    }
}

/// The name of a property, with the tables of its values.
#[derive(Debug)]
pub struct Property {
    name: Arc<str>,
    nodes: Table<Column>,
    relationships: Table<Column>,
}

impl From<Arc<str>> for Property {
    fn from(name: Arc<str>) -> Self {
        Self { name, nodes: Table::default(), relationships: Table::default() }
    }
}

impl Deref for Property {
    type Target = Arc<str>;

    fn deref(&self) -> &Arc<str> {
        &self.name
    }
}

impl Property {
    /// Its values by node, if there is a table of them.
    #[inline]
    pub fn of_nodes(&self, exec: &Exec<'_>) -> Option<&Column> {
        if exec.plain {
            return None;
        }
        let find = |make| exec.data.node_column(&self.name, make);
        let told = || exec.data.looks(TableOf::Nodes(&self.name));
        self.nodes.get(find, || exec.data.node_count(), told)
    }

    /// Its values by relationship, if there is a table of them.
    #[inline]
    pub fn of_relationships(&self, exec: &Exec<'_>) -> Option<&Column> {
        if exec.plain {
            return None;
        }
        let find = |make| exec.data.relationship_column(&self.name, make);
        let told = || exec.data.looks(TableOf::Relationships(&self.name));
        self.relationships.get(find, || exec.data.relationship_count(), told)
    }

    /// Its values by node or else by relationship, whichever table there is by now.
    pub fn of_either(&self, exec: &Exec<'_>) -> Option<&Column> {
        let made = self.nodes.table.get().or_else(|| self.relationships.table.get());
        made.and_then(Option::as_deref).filter(|_| !exec.plain)
    }

    /// The table in which a node's or relationship's value stands, if there is one, and its number there.
    #[inline]
    pub fn table(&self, subject: &Value, exec: &Exec<'_>) -> Option<(&Column, u32)> {
        match subject {
            Value::Node(node) => Some((self.of_nodes(exec)?, node.number())),
            Value::Relationship(it) => Some((self.of_relationships(exec)?, it.number())),
            _ => None,
        }
    }

    /// The whole number that a node or relationship has as its value, if it has one; `None` where there is no table of whole
    /// numbers alone.
    #[inline]
    pub fn int(&self, subject: &Value, exec: &Exec<'_>) -> Option<Option<i64>> {
        let (column, number) = self.table(subject, exec)?;
        column.int(number)
    }

    /// A number that is the same for equal values of it and for no others, where there is a table that has some.
    #[inline]
    pub fn code(&self, subject: &Value, exec: &Exec<'_>) -> Option<(u32, &Column)> {
        let (column, number) = self.table(subject, exec)?;
        Some((column.code(number)?, column))
    }
}

/// Labels, with the sets of nodes that have them.
#[derive(Debug, Default)]
pub struct Labels {
    names: Vec<Arc<str>>,
    sets: Table<Vec<Arc<NodeSet>>>,
}

impl From<Vec<Arc<str>>> for Labels {
    fn from(names: Vec<Arc<str>>) -> Self {
        Self { names, sets: Table::default() }
    }
}

impl Deref for Labels {
    type Target = Vec<Arc<str>>;

    fn deref(&self) -> &Vec<Arc<str>> {
        &self.names
    }
}

impl Labels {
    /// Has the node all of them?
    #[inline]
    pub fn all_of(&self, node: NodeId, exec: &Exec<'_>) -> bool {
        if self.names.is_empty() {
            return true;
        }
        if let Some(sets) = self.sets(exec) {
            return sets.iter().all(|set| set.contains(node));
        }
        let has = exec.data.labels(node);
        self.names.iter().all(|label| has.binary_search(label).is_ok())
    }

    /// The sets of nodes that have each of them, where it pays to have them.
    pub fn sets(&self, exec: &Exec<'_>) -> Option<&[Arc<NodeSet>]> {
        if exec.plain {
            return None;
        }
        let find = |make: bool| {
            let sets = self.names.iter().map(|label| exec.data.label_set(label, make));
            sets.collect::<Option<Vec<_>>>().map(Arc::new)
        };
        let told = || match self.names.first() {
            Some(label) => exec.data.looks(TableOf::Label(label)),
            None => Looks::default(),
        };
        self.sets.get(find, || exec.data.node_count(), told).map(Vec::as_slice)
    }
}

/// The relationships of some types by node.
#[derive(Debug, Default)]
pub struct Steps(Table<Adjacency>);

impl Steps {
    /// Counts relationships that were looked at without the table.
    pub fn looked(&self, count: usize) {
        self.0.looks.set(self.0.looks.get().saturating_add(count));
    }

    /// The table, if it pays by now. To be called for each node that is looked at.
    #[inline]
    pub fn table(&self, types: &[Arc<str>], exec: &Exec<'_>) -> Option<&Adjacency> {
        if exec.plain {
            return None;
        }
        let find = |make| exec.data.adjacency(types, make);
        let told = || exec.data.looks(TableOf::Steps(types));
        self.0.get(find, || exec.data.relationship_count(), told)
    }
}
