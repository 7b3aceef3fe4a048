//! Nodes that entities are, and who is counted to them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::cluster::Reason;
use super::super::display::Said;
use super::documents::Read;
use super::{Standing, Touched, Who};
use crate::facts::{Entity, EntityKind};

/// Entities, each with why it is counted to a node.
pub(super) type Members = Vec<(Who, Reason)>;

/// More members than these are not gone through anew for what they are called.
const MANY: usize = 64;

/// A node that entities are.
#[derive(Debug)]
pub(super) struct Node {
    pub kind: EntityKind,
    /// Its members, in order, but for those that a surname alone counts to it.
    pub own: Members,
    pub joined: Members,
    /// The country that its general name is told apart by.
    pub country: Option<usize>,
    pub name: String,
    /// Its key, and the one that it has where no other wants it.
    pub key: Arc<str>,
    pub base: Arc<str>,
    /// Of a town or facility the countries that it lies in.
    pub point: Option<BTreeSet<usize>>,
    /// What its members are called, where they are many.
    called: Option<Box<Called>>,
}

/// How often members are called so.
#[derive(Debug, Default)]
struct Called {
    names: BTreeMap<String, usize>,
    mentions: BTreeMap<String, usize>,
}

/// A node as it was before a difference.
#[derive(Debug)]
pub(super) struct Before {
    pub members: Members,
    pub key: Arc<str>,
    pub is_local: bool,
    /// Was it there?
    pub was: bool,
}

impl Called {
    fn count(&mut self, entity: &Entity, more: bool) {
        let name = entity.name.trim();
        for (map, word) in std::iter::once((&mut self.names, name)) {
            tally(map, word, more);
        }
        for mention in &entity.mentions {
            tally(&mut self.mentions, mention, more);
        }
    }
}

fn tally(map: &mut BTreeMap<String, usize>, word: &str, more: bool) {
    match map.get_mut(word) {
        Some(count) if more => *count += 1,
        Some(count) if *count > 1 => *count -= 1,
        Some(_) => drop(map.remove(word)),
        None if more => drop(map.insert(word.to_owned(), 1)),
        None => {}
    }
}

impl Node {
    /// All members, in order.
    pub(super) fn members(&self) -> Members {
        let mut all = self.own.clone();
        all.extend(&self.joined);
        if !self.joined.is_empty() {
            all.sort_unstable();
        }
        all
    }

    /// The first of the members.
    pub(super) fn first(&self) -> Option<Who> {
        let firsts = [self.own.first(), self.joined.iter().min()];
        firsts.into_iter().flatten().map(|&(who, _)| who).min()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.joined.is_empty()
    }

    /// Is it bound to the one document that describes it?
    pub(super) fn is_local(&self) -> bool {
        self.joined.is_empty() && is_local(&self.own)
    }
}

fn is_local(members: &[(Who, Reason)]) -> bool {
    matches!(members, [(_, Reason::Described | Reason::Named)])
}

impl Standing {
    pub(super) fn node(&self, number: usize) -> &Node {
        match &self.nodes[number] {
            Some(node) => node,
            None => unreachable!("a node is asked for by the numbers of those that are there"),
        }
    }

    pub(super) fn live(&self, number: usize) -> Option<&Node> {
        self.nodes.get(number)?.as_ref()
    }

    pub(super) fn entity(&self, who: Who) -> &Entity {
        &self.documents.of(who.document).read.facts.entities[who.at]
    }

    /// Notes how a node was before it is changed.
    pub(super) fn touch(&mut self, number: usize, touched: &mut Touched) {
        let Some(node) = self.nodes.get(number).and_then(Option::as_ref) else { return };
        touched.nodes.entry(number).or_insert_with(|| Before {
            members: node.members(),
            key: node.key.clone(),
            is_local: node.is_local(),
            was: true,
        });
    }

    /// Adds a node with these members; its number.
    pub(super) fn add_node(
        &mut self,
        kind: EntityKind,
        members: Members,
        country: Option<usize>,
        touched: &mut Touched,
    ) -> usize {
        let node = Node {
            kind,
            own: Vec::new(),
            joined: Vec::new(),
            country,
            name: String::new(),
            key: "".into(),
            base: "".into(),
            point: None,
            called: None,
        };
        let number = match self.gaps.pop() {
            Some(gap) => {
                self.nodes[gap] = Some(node);
                gap
            }
            None => {
                self.nodes.push(Some(node));
                self.nodes.len() - 1
            }
        };
        touched.nodes.insert(
            number,
            Before { members: Vec::new(), key: "".into(), is_local: false, was: false },
        );
        self.set_own(number, members, touched);
        number
    }

    /// Gives a node other members of its own.
    pub(super) fn set_own(&mut self, number: usize, members: Members, touched: &mut Touched) {
        let Some(node) = self.live(number) else { return };
        if node.own == members {
            return;
        }
        self.touch(number, touched);
        let Some(node) = self.nodes[number].as_mut() else { return };
        let old = std::mem::take(&mut node.own);
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        differ(&old, &members, &mut gone, &mut come);
        node.own = members;
        for &(who, _) in &gone {
            self.counted(number, who, false);
        }
        for &(who, reason) in &come {
            self.counted(number, who, true);
            self.seat(who, number, reason, false, touched);
        }
        self.call_many(number);
    }

    /// Counts one more to a node by its surname alone, or because it is of the country.
    pub(super) fn enter(
        &mut self,
        number: usize,
        who: Who,
        reason: Reason,
        joined: bool,
        touched: &mut Touched,
    ) {
        self.touch(number, touched);
        let Some(node) = self.nodes[number].as_mut() else { return };
        let list = if joined { &mut node.joined } else { &mut node.own };
        if let Err(at) = list.binary_search(&(who, reason)) {
            list.insert(at, (who, reason));
        }
        self.counted(number, who, true);
        self.seat(who, number, reason, joined, touched);
        self.call_many(number);
    }

    /// Takes one out of the node that it is counted to.
    pub(super) fn leave(&mut self, who: Who, touched: &mut Touched) {
        let Some(state) = self.documents.state_mut(who) else { return };
        let (Some(number), joined) = (state.node.take(), state.joined) else { return };
        self.touch(number, touched);
        let Some(node) = self.nodes.get_mut(number).and_then(Option::as_mut) else { return };
        let list = if joined { &mut node.joined } else { &mut node.own };
        let before = list.len();
        list.retain(|(member, _)| *member != who);
        if list.len() < before {
            self.counted(number, who, false);
        }
    }

    /// Takes one out whose document is no longer there.
    pub(super) fn leave_gone(&mut self, who: Who, read: &Read, touched: &mut Touched) {
        let Some(state) = read.entities.get(who.at) else { return };
        let (Some(number), joined) = (state.node, state.joined) else { return };
        self.touch(number, touched);
        let Some(node) = self.nodes.get_mut(number).and_then(Option::as_mut) else { return };
        let list = if joined { &mut node.joined } else { &mut node.own };
        list.retain(|(member, _)| *member != who);
        if let (Some(called), Some(entity)) =
            (&mut node.called, read.read.facts.entities.get(who.at))
        {
            called.count(entity, false);
        }
    }

    fn seat(
        &mut self,
        who: Who,
        number: usize,
        reason: Reason,
        joined: bool,
        touched: &mut Touched,
    ) {
        let Some(state) = self.documents.state_mut(who) else { return };
        if state.node != Some(number) {
            touched.moved.insert(who.document);
        }
        (state.node, state.reason, state.joined) = (Some(number), Some(reason), joined);
    }

    fn counted(&mut self, number: usize, who: Who, more: bool) {
        let Some(read) = self.documents.get(who.document) else { return };
        let entity = &read.read.facts.entities[who.at];
        if let Some(called) =
            self.nodes.get_mut(number).and_then(Option::as_mut).and_then(|it| it.called.as_mut())
        {
            called.count(entity, more);
        }
    }

    /// Begins to keep what the members of a node are called once they are many.
    fn call_many(&mut self, number: usize) {
        let Some(node) = self.live(number) else { return };
        if node.called.is_some() || node.own.len() + node.joined.len() <= MANY {
            return;
        }
        let mut called = Called::default();
        for (who, _) in node.own.iter().chain(&node.joined) {
            called.count(self.entity(*who), true);
        }
        if let Some(node) = self.nodes[number].as_mut() {
            node.called = Some(Box::new(called));
        }
    }

    /// What the members of a node are called. Cost: the different names, or a few members.
    pub(super) fn said(&self, number: usize) -> Said<'_> {
        let node = self.node(number);
        match &node.called {
            Some(called) => Said {
                names: called.names.iter().map(|(name, &count)| (name.as_str(), count)).collect(),
                mentions: called.mentions.keys().map(String::as_str).collect(),
            },
            None => Said::of(node.own.iter().chain(&node.joined).map(|(who, _)| self.entity(*who))),
        }
    }

    /// Gives parts of some entities nodes: those that they have, as far as `old` has them, so that as few as possible change.
    pub(super) fn reseat(
        &mut self,
        kind: EntityKind,
        mut old: BTreeSet<usize>,
        parts: Vec<Members>,
        country: Option<usize>,
        touched: &mut Touched,
    ) -> Vec<usize> {
        let mut numbers = Vec::with_capacity(parts.len());
        // First all are chosen, or one part would take what another has.
        for part in &parts {
            let mut known = part.iter().filter_map(|&(who, _)| self.documents.state(who)?.node);
            let known = known.find(|number| old.contains(number));
            numbers.push(known.inspect(|number| _ = old.remove(number)));
        }
        for number in old {
            self.set_own(number, Vec::new(), touched);
        }
        let placed = numbers.into_iter().zip(parts);
        placed
            .map(|(number, part)| match number {
                Some(number) => {
                    self.set_own(number, part, touched);
                    number
                }
                None => self.add_node(kind, part, country, touched),
            })
            .collect()
    }

    /// Takes away nodes that nobody is counted to any more; their numbers.
    pub(super) fn sweep(&mut self, touched: &mut Touched) -> Vec<usize> {
        let empty = |number: &usize| self.live(*number).is_some_and(Node::is_empty);
        let gone: Vec<usize> = touched.nodes.keys().copied().filter(empty).collect();
        for &number in &gone {
            if let Some(node) = self.nodes[number].take() {
                self.forget_name(number, &node, touched);
            }
        }
        gone
    }
}

/// What stands in one sorted list and not in the other.
pub(super) fn differ<T: Ord + Copy>(old: &[T], new: &[T], gone: &mut Vec<T>, come: &mut Vec<T>) {
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => (i, j) = (i + 1, j + 1),
            (Some(a), Some(b)) if a < b => {
                gone.push(*a);
                i += 1;
            }
            (_, Some(b)) => {
                come.push(*b);
                j += 1;
            }
            (Some(a), None) => {
                gone.push(*a);
                i += 1;
            }
            (None, None) => return,
        }
    }
}
