//! The graph of a set of documents kept up by difference: what comes, goes or changes touches only what shares a key with it.
//!
//! What is worked out is what [`super::write`] works out from all documents at once, by the same rules: they are given what
//! belongs together (all persons of one name, all bearers of an acronym, all tellings with the same parties and day, all texts
//! with a band in common), and only where something of it changed. Documents have numbers that stand in the order of their
//! ids, with room between them, so that one more moves no other.

mod copies;
mod countries;
mod documents;
mod events;
mod layout;
mod naming;
mod node;
mod people;
mod proof;
mod things;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Doubt;
use super::nation::Nations;
use crate::facts::{EntityKind, ReadDocument};
use crate::grammar::Grammar;
use crate::graph::{ChangeError, Graph};
use documents::{Documents, Read};
use node::{Before, Node};

/// An entity of a document: the document's number, and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Who {
    document: u64,
    at: usize,
}

/// What was worked out of a set of documents.
#[derive(Debug)]
pub(in crate::assemble) struct Standing {
    grammar: Arc<Grammar>,
    documents: Documents,
    /// The nodes that entities are, by number; those that are no more stay as gaps.
    nodes: Vec<Option<Node>>,
    gaps: Vec<usize>,
    countries: countries::Countries,
    nations: Nations,
    people: people::People,
    things: things::Things,
    naming: naming::Naming,
    copies: copies::Texts,
    events: events::Events,
    layout: layout::Layout,
}

/// Why a difference could not be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::assemble) enum StandingError {
    /// There is no number left between two documents: all must be numbered anew.
    #[error("there is no number left between two documents")]
    Full,
    /// A key is taken, or a node is missing.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

/// What one difference has touched so far.
#[derive(Debug, Default)]
struct Touched {
    /// Documents that are new or have another content.
    fresh: BTreeSet<u64>,
    /// What documents were that have gone or have another content now.
    gone: BTreeMap<u64, Read>,
    /// Nodes that changed, as they were.
    nodes: FxHashMap<usize, Before>,
    /// Documents one of whose entities is another node now.
    moved: FxHashSet<u64>,
    /// Entities whose ties to countries changed.
    tied: BTreeSet<Who>,
    /// Documents whose events must be compared anew.
    compared: BTreeSet<u64>,
    /// Relations that documents told before.
    untied: Vec<Arc<layout::Tie>>,
    /// Tellings beyond the first of an event that others may be told first now.
    retold: Vec<events::Tell>,
    /// Documents whose part of the graph must be written anew.
    written: BTreeSet<u64>,
    people: people::Touched,
    things: things::Touched,
    countries: countries::Touched,
}

impl Standing {
    /// Of no documents.
    pub(in crate::assemble) fn new(grammar: Arc<Grammar>) -> Self {
        Self {
            grammar,
            documents: Documents::default(),
            nodes: Vec::new(),
            gaps: Vec::new(),
            countries: countries::Countries::default(),
            nations: Nations::default(),
            people: people::People::default(),
            things: things::Things::default(),
            naming: naming::Naming::default(),
            copies: copies::Texts::default(),
            events: events::Events::default(),
            layout: layout::Layout::default(),
        }
    }

    /// Puts documents in and takes documents out, by id, and changes the graph accordingly. What else is in the graph must stand
    /// before what this made of it. Cost: that of what shares a key with these documents, and a look at all documents and
    /// the graph's numbers.
    ///
    /// # Errors
    /// A key is taken by something else in the graph, or there is no number left between two documents; neither graph nor this
    /// can be used then.
    pub(in crate::assemble) fn change(
        &mut self,
        graph: &mut Graph,
        changes: BTreeMap<String, Option<Arc<ReadDocument>>>,
    ) -> Result<(), StandingError> {
        let mut touched = Touched::default();
        self.exchange(changes, &mut touched);
        if self.documents.is_full() {
            return Err(StandingError::Full);
        }
        self.describe(&mut touched);
        self.resolve_countries(&mut touched);
        self.tie(&mut touched);
        self.resolve_people(&mut touched);
        self.resolve_things(&mut touched);
        let gone = self.sweep(&mut touched);
        self.name_all(&mut touched);
        self.place_all(&mut touched);
        self.look_for_copies(&mut touched);
        self.compare_events(&mut touched);
        let splice = self.lay_out(graph, &mut touched);
        self.gaps.extend(gone);
        Ok(graph.splice(splice)?)
    }

    /// Takes old documents out and puts new ones in.
    fn exchange(
        &mut self,
        changes: BTreeMap<String, Option<Arc<ReadDocument>>>,
        touched: &mut Touched,
    ) {
        for (id, new) in changes {
            if let Some((number, old)) = self.documents.take(&id) {
                for at in 0..old.entities.len() {
                    self.withdraw(Who { document: number, at }, &old, touched);
                }
                touched.moved.insert(number);
                touched.gone.insert(number, old);
            }
            if let Some(read) = new {
                touched.fresh.insert(self.documents.put(id, read));
            }
        }
    }

    /// Takes an entity out whose document is gone.
    fn withdraw(&mut self, who: Who, read: &Read, touched: &mut Touched) {
        let Some(entity) = read.read.facts.entities.get(who.at) else { return };
        match entity.kind {
            _ if entity.unnamed => self.leave_gone(who, read, touched),
            EntityKind::Country => self.withdraw_country(who, read, touched),
            EntityKind::Person => self.withdraw_person(who, read, touched),
            _ => self.withdraw_thing(who, read, touched),
        }
    }

    /// Each entity that is described and not named is a node of its own.
    fn describe(&mut self, touched: &mut Touched) {
        for &document in &touched.fresh.clone() {
            let Some(read) = self.documents.get(document).map(|it| it.read.clone()) else {
                continue;
            };
            for (at, entity) in read.facts.entities.iter().enumerate() {
                if entity.unnamed {
                    let who = Who { document, at };
                    let member = (who, super::cluster::Reason::Described);
                    self.add_node(entity.kind, vec![member], None, touched);
                }
            }
        }
    }

    /// Pairs of nodes that may be one, sorted. Cost: the doubts, sorted.
    pub(in crate::assemble) fn doubts(&self) -> Vec<Doubt> {
        let pairs = self.people.doubts().chain(self.things.doubts());
        Doubt::listed(pairs, |node| self.node(node).key.clone())
    }
}
