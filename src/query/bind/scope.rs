//! The variables that an expression may name.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::query::plan::{Kind, Slot};

/// A variable.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variable {
    /// Where its value stands.
    pub(super) slot: Slot,
    /// What kind of value that is.
    pub(super) kind: Kind,
    /// Is it bound inside the expression, by a comprehension?
    pub(super) local: bool,
}

/// The variables that may be named, in the order in which they were bound.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    variables: IndexMap<Arc<str>, Variable>,
}

impl Scope {
    pub(super) fn get(&self, name: &str) -> Option<Variable> {
        self.variables.get(name).copied()
    }

    pub(super) fn put(&mut self, name: Arc<str>, slot: Slot, kind: Kind) {
        self.variables.insert(name, Variable { slot, kind, local: false });
    }

    /// The same scope with a variable of a comprehension.
    pub(super) fn with_local(&self, name: Arc<str>, slot: Slot, kind: Kind) -> Self {
        let mut scope = self.clone();
        scope.variables.insert(name, Variable { slot, kind, local: true });
        scope
    }

    /// The same scope with all variables of another one, which come before its own.
    pub(super) fn over(&self, other: &Self) -> Self {
        let mut scope = self.clone();
        scope.variables.extend(other.variables.iter().map(|(name, &var)| (name.clone(), var)));
        scope
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(|name| &**name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, Variable)> {
        self.variables.iter().map(|(name, &variable)| (name, variable))
    }

    pub(super) fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self.variables.values().map(|variable| variable.slot).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }
}
