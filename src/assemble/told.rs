//! What a document tells, as far as that tells its text from another with the same words around it.
//!
//! Short texts of one paper may share most of their words – what stands at the foot of each, what a page repeats – and yet
//! tell of other things: only what names the same and tells the same is one text in two papers.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::cluster::{Cluster, Clusters};
use super::local::Locals;
use crate::facts::EntityId;

/// One thing that a document tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item<'a> {
    /// It names somebody or something.
    Named(usize),
    /// Something happened: its type, who did it to whom, when.
    Happened(&'a str, Vec<usize>, Vec<usize>, Option<Date>),
    /// These words were said.
    Said(Vec<&'a str>),
}

/// What a document tells.
#[derive(Debug, Default)]
pub(super) struct Told<'a> {
    items: BTreeSet<Item<'a>>,
    /// What is counted, and the bits of how many: figures are only told apart.
    figures: BTreeSet<(&'a str, u64)>,
}

impl<'a> Told<'a> {
    /// What a document tells. Cost: near linear in its facts.
    pub(super) fn of(locals: &Locals<'a>, clusters: &Clusters, document: usize) -> Self {
        let mut told = Self::default();
        let Some(read) = locals.documents.get(document) else { return told };
        let node = |id: EntityId| {
            let node = clusters.of.get(locals.number(document, id)?).copied().flatten()?;
            clusters.all.get(node).filter(|cluster| !Cluster::is_local(cluster)).map(|_| node)
        };
        let nodes = |ids: &[EntityId]| -> Vec<usize> {
            let found: BTreeSet<usize> = ids.iter().filter_map(|&id| node(id)).collect();
            found.into_iter().collect()
        };
        let named = read.facts.entities.iter().filter_map(|entity| node(entity.id));
        told.items.extend(named.map(Item::Named));
        for event in &read.facts.events {
            let (actors, targets) = (nodes(&event.actor), nodes(&event.target));
            told.items.insert(Item::Happened(&event.kind, actors, targets, event.date));
            let figures = event.quantities.iter();
            told.figures.extend(figures.map(|it| (&*it.what, it.value.to_bits())));
        }
        let said = read.facts.statements.iter();
        told.items.extend(said.map(|it| Item::Said(it.content.split_whitespace().collect())));
        told
    }

    /// Do two documents tell the same: more than half of what either tells, and no other figures?
    pub(super) fn is_that_of(&self, other: &Self) -> bool {
        if !self.figures.is_empty() && !other.figures.is_empty() && self.figures != other.figures {
            return false;
        }
        let both = self.items.intersection(&other.items).count();
        let either = self.items.len() + other.items.len() - both;
        either == 0 || both * 2 > either
    }
}
