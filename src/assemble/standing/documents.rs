//! The documents, by numbers that stand in the order of their ids.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::cluster::Reason;
use super::super::person::Form;
use super::Who;
use super::layout::Tie;
use super::things::GroupKey;
use crate::facts::{ReadDocument, Sketch};

/// The room between the numbers of two documents at first: no power of two, or the numbers would fall together in hash tables.
const ROOM: u64 = (1 << 40) + 0x5_3a1b_9c37;

/// The room that one between two others takes at most.
const STEP: u64 = (1 << 20) + 0x1_a2b3;

/// A document, and what was worked out of it.
#[derive(Debug)]
pub(super) struct Read {
    pub read: Arc<ReadDocument>,
    pub entities: Vec<State>,
    pub sketch: Option<Sketch>,
    /// The first document that has nearly its text, and how much they share.
    pub copy: Option<(u64, u8)>,
    /// The standing relations that it tells.
    pub ties: Vec<Arc<Tie>>,
}

/// What an entity of a document is.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Its node.
    pub node: Option<usize>,
    /// Is it counted to a node by its surname alone?
    pub joined: bool,
    pub reason: Option<Reason>,
    pub countries: Vec<usize>,
    pub offices: Vec<String>,
    /// Of a person what the name comes to.
    pub form: Option<Arc<Form>>,
    /// Of a thing the form of the name to go by, and those that it is joined with.
    pub full: Option<Arc<str>>,
    pub group: Option<Arc<GroupKey>>,
}

/// The documents.
#[derive(Debug, Default)]
pub(super) struct Documents {
    numbers: BTreeMap<String, u64>,
    all: FxHashMap<u64, Read>,
    is_full: bool,
}

impl Documents {
    /// Takes a document out.
    pub(super) fn take(&mut self, id: &str) -> Option<(u64, Read)> {
        let number = self.numbers.remove(id)?;
        Some((number, self.all.remove(&number)?))
    }

    /// Puts a document in; its number.
    pub(super) fn put(&mut self, id: String, read: Arc<ReadDocument>) -> u64 {
        use std::ops::Bound::{Excluded, Unbounded};
        let before = self.numbers.range::<str, _>((Unbounded, Excluded(id.as_str()))).next_back();
        let after = self.numbers.range::<str, _>((Excluded(id.as_str()), Unbounded)).next();
        let low = before.map_or(0, |(_, &number)| number);
        let number = match after {
            None => low + ROOM,
            // What comes one after the other, as the days of a paper, leaves room behind it.
            Some((_, &high)) => low + ((high - low) / 2).min(STEP),
        };
        if after.is_some_and(|(_, &high)| number == low || number == high) {
            self.is_full = true;
        }
        let entities = read.facts.entities.iter().map(|_| State::default()).collect();
        let read = Read { sketch: read.sketched(), read, entities, copy: None, ties: Vec::new() };
        self.numbers.insert(id, number);
        self.all.insert(number, read);
        number
    }

    /// Is there no room between two documents?
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    pub(super) fn get(&self, number: u64) -> Option<&Read> {
        self.all.get(&number)
    }

    /// The date of the document with this id.
    pub(super) fn date_of(&self, id: &str) -> Option<jiff::civil::Date> {
        self.get(*self.numbers.get(id)?)?.read.document.date
    }

    /// One that is there.
    pub(super) fn of(&self, number: u64) -> &Read {
        &self.all[&number]
    }

    pub(super) fn get_mut(&mut self, number: u64) -> Option<&mut Read> {
        self.all.get_mut(&number)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn state(&self, who: Who) -> Option<&State> {
        self.all.get(&who.document)?.entities.get(who.at)
    }

    pub(super) fn state_mut(&mut self, who: Who) -> Option<&mut State> {
        self.all.get_mut(&who.document)?.entities.get_mut(who.at)
    }
}
