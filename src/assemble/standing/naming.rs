//! Names and keys by difference: nodes that would have one key are told apart by numbers, the first keeps it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::key;
use super::super::name::slug;
use super::super::named::names_its_country;
use super::super::places;
use super::node::Node;
use super::{Standing, Touched, Who};
use crate::facts::EntityKind;

/// The nodes that would have a key, in order of their first members.
#[derive(Debug, Default)]
pub(super) struct Naming {
    bases: FxHashMap<Arc<str>, BTreeSet<(Who, usize)>>,
    of: FxHashMap<usize, (Arc<str>, Who)>,
    changed: BTreeSet<Arc<str>>,
}

impl Naming {
    fn set(&mut self, node: usize, wanted: Option<(Arc<str>, Who)>) {
        if self.of.get(&node) == wanted.as_ref() {
            return;
        }
        if let Some((base, first)) = self.of.remove(&node) {
            if let Some(all) = self.bases.get_mut(&base) {
                all.remove(&(first, node));
                if all.is_empty() {
                    self.bases.remove(&base);
                }
            }
            self.changed.insert(base);
        }
        if let Some((base, first)) = wanted {
            self.bases.entry(base.clone()).or_default().insert((first, node));
            self.changed.insert(base.clone());
            self.of.insert(node, (base, first));
        }
    }
}

impl Standing {
    /// A node is no more.
    pub(super) fn forget_name(&mut self, number: usize, _node: &Node, _touched: &mut Touched) {
        self.naming.set(number, None);
    }

    /// Names the nodes that changed, and those that are named after a country that has another name.
    pub(super) fn name_all(&mut self, touched: &mut Touched) {
        let is_country = |standing: &Self, number: usize| {
            standing.live(number).is_some_and(|node| node.kind == EntityKind::Country)
        };
        let mut all: BTreeSet<usize> =
            touched.nodes.keys().copied().filter(|&it| self.live(it).is_some()).collect();
        let mut renamed: BTreeSet<usize> = BTreeSet::new();
        for &number in &all {
            if !is_country(self, number) {
                continue;
            }
            let name = self.said(number).name(EntityKind::Country);
            if self.node(number).name != name {
                renamed.insert(number);
            }
            self.give_name(number, name, touched);
        }
        if !renamed.is_empty() || !touched.things.words.is_empty() {
            let numbered = self.nodes.iter().enumerate();
            let by_country = numbered.filter(|(_, node)| {
                node.as_ref().and_then(|node| node.country).is_some_and(|country| {
                    renamed.contains(&country) || !touched.things.words.is_empty()
                })
            });
            all.extend(by_country.map(|(number, _)| number));
        }
        for number in all {
            if !is_country(self, number) {
                let name = self.full_name(number);
                self.give_name(number, name, touched);
            }
        }
        let mut bases = std::mem::take(&mut self.naming.changed);
        // A key with a number is free or taken: then those without the number count on.
        let without = |base: &Arc<str>| {
            let (before, number) = base.rsplit_once('-')?;
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| Arc::from(before))
        };
        bases.extend(bases.iter().filter_map(without).collect::<Vec<_>>());
        for base in bases {
            self.number_keys(&base, touched);
        }
        let changed: Vec<usize> = touched
            .nodes
            .iter()
            .filter(|(number, before)| {
                let now = self.live(**number);
                before.was && now.is_some_and(|it| it.key != before.key)
            })
            .map(|(&number, _)| number)
            .collect();
        for number in changed {
            touched.written.extend(self.documents_of(number));
        }
        let turned: Vec<usize> = touched
            .nodes
            .iter()
            .filter(|(number, before)| {
                let now = self.live(**number);
                before.was && now.is_some_and(|it| it.is_local() != before.is_local)
            })
            .map(|(&number, _)| number)
            .collect();
        for number in turned {
            touched.compared.extend(self.documents_of(number));
        }
    }

    fn documents_of(&self, number: usize) -> Vec<u64> {
        let node = self.node(number);
        node.own.iter().chain(&node.joined).map(|(who, _)| who.document).collect()
    }

    fn full_name(&self, number: usize) -> String {
        let node = self.node(number);
        let name = self.said(number).name(node.kind);
        match node.country.and_then(|country| self.live(country)) {
            Some(country) if !names_its_country(&self.nations, &name) => {
                format!("{name} ({})", country.name)
            }
            _ => name,
        }
    }

    fn give_name(&mut self, number: usize, name: String, touched: &mut Touched) {
        let node = self.node(number);
        let Some(first) = node.first() else { return };
        let is_local = node.is_local();
        let base: Arc<str> = if is_local {
            let Some(read) = self.documents.get(first.document) else { return };
            key::in_document(&read.read.document.id, self.entity(first).id)
        } else {
            let kind = node.kind.as_str();
            match self.countries.code_of(number) {
                Some(code) => format!("{kind}/{}", slug(code).to_uppercase()).into(),
                None => format!("{kind}/{}", slug(&name)).into(),
            }
        };
        if node.name != name || node.base != base {
            self.touch(number, touched);
        }
        let Some(node) = self.nodes[number].as_mut() else { return };
        node.name = name;
        node.base = base.clone();
        if is_local {
            node.key = base;
            self.naming.set(number, None);
        } else {
            self.naming.set(number, Some((base, first)));
        }
    }

    /// Gives those that would have one key keys.
    fn number_keys(&mut self, base: &Arc<str>, touched: &mut Touched) {
        let Some(all) = self.naming.bases.get(base) else { return };
        let mut count = 1;
        let mut keys: Vec<(usize, Arc<str>)> = Vec::with_capacity(all.len());
        for &(_, number) in all {
            if keys.is_empty() {
                keys.push((number, base.clone()));
                continue;
            }
            let key = loop {
                count += 1;
                let key: Arc<str> = format!("{base}-{count}").into();
                if !self.naming.bases.contains_key(&key) {
                    break key;
                }
            };
            keys.push((number, key));
        }
        for (number, key) in keys {
            if self.node(number).key != key {
                self.touch(number, touched);
                if let Some(node) = self.nodes[number].as_mut() {
                    node.key = key;
                }
            }
        }
    }

    /// Finds which nodes are towns and facilities, and where they lie.
    pub(super) fn place_all(&mut self, touched: &mut Touched) {
        let mut all: BTreeSet<usize> = touched.nodes.keys().copied().collect();
        let tied = touched.tied.iter().filter_map(|&who| self.documents.state(who)?.node);
        all.extend(tied);
        if !touched.countries.codes.is_empty() {
            let numbered = self.nodes.iter().enumerate();
            let places = numbered
                .filter(|(_, node)| node.as_ref().is_some_and(|it| it.kind == EntityKind::Place));
            all.extend(places.map(|(number, _)| number));
        }
        for number in all {
            let is_place =
                |node: &&Node| matches!(node.kind, EntityKind::Place | EntityKind::Facility);
            if self.live(number).filter(is_place).is_none() {
                continue;
            }
            let point = self.point(number);
            let Some(node) = self.nodes[number].as_mut() else { continue };
            if node.point != point {
                node.point = point;
                if touched.nodes.get(&number).is_none_or(|before| before.was) {
                    touched.compared.extend(self.documents_of(number));
                }
            }
        }
    }

    fn point(&self, number: usize) -> Option<BTreeSet<usize>> {
        let node = self.node(number);
        let first = node.first()?;
        let lexicon = &self.grammar.lexicon;
        let town = places::town(node.is_local(), node.kind, lexicon, || {
            let said = self.said(number);
            let names: Vec<&str> = said.names.keys().copied().collect();
            std::iter::once(self.entity(first).name.as_str()).chain(names)
        })?;
        let members = node.own.iter().chain(&node.joined);
        let states = members.filter_map(|(who, _)| self.documents.state(*who));
        let mut lies_in: BTreeSet<usize> = BTreeSet::new();
        states.for_each(|state| lies_in.extend(&state.countries));
        if lies_in.is_empty() {
            lies_in.extend(town.and_then(|town| self.countries.with_code(town.country)));
        }
        Some(lies_in)
    }
}
