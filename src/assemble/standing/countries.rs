//! Countries by difference: by ISO code, else by name; and the words that stand for them.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::cluster::Reason;
use super::super::local::{Locals, Ties};
use super::super::{name, nation};
use super::documents::Read;
use super::{Standing, Who};
use crate::facts::{Entity, EntityKind};

/// By code, or by name.
type Key = (Option<String>, String);

/// What is known of countries.
#[derive(Debug, Default)]
pub(super) struct Countries {
    /// The codes that documents give a name, each with how often.
    codes: FxHashMap<String, BTreeMap<String, usize>>,
    /// Countries without a code, by name.
    uncoded: FxHashMap<String, BTreeSet<Who>>,
    nodes: FxHashMap<Key, usize>,
    keys: FxHashMap<usize, Key>,
    /// The nodes that words stand for, each with how often that was said.
    words: FxHashMap<String, BTreeMap<usize, usize>>,
}

/// What of it a difference touches.
#[derive(Debug, Default)]
pub(super) struct Touched {
    entities: BTreeSet<Who>,
    /// What words stood for.
    words: BTreeMap<String, Option<usize>>,
    /// Nodes that may have lost all members.
    left: BTreeSet<usize>,
    /// Codes that are a node's now, or no longer.
    pub codes: BTreeSet<String>,
}

fn folded(entity: &Entity) -> String {
    name::words(&entity.name).join(" ")
}

fn code(entity: &Entity) -> Option<String> {
    entity.iso2.as_ref().map(|iso2| iso2.to_uppercase())
}

impl Countries {
    /// The only code that documents give a name.
    fn taught(&self, name: &str) -> Option<String> {
        let codes = self.codes.get(name)?;
        codes.keys().next().filter(|_| codes.len() == 1).cloned()
    }

    /// The country with this code.
    pub(super) fn with_code(&self, code: &str) -> Option<usize> {
        self.nodes.get(&(Some(code.to_owned()), String::new())).copied()
    }

    /// The code of a country's node.
    pub(super) fn code_of(&self, node: usize) -> Option<&str> {
        self.keys.get(&node)?.0.as_deref()
    }

    fn stands_for(&self, words: &str) -> Option<usize> {
        let nodes = self.words.get(words)?;
        nodes.keys().next().filter(|_| nodes.len() == 1).copied()
    }

    fn say(&mut self, words: &str, node: usize, more: bool, touched: &mut Touched) {
        if !touched.words.contains_key(words) {
            touched.words.insert(words.to_owned(), self.stands_for(words));
        }
        let nodes = self.words.entry(words.to_owned()).or_default();
        let count = nodes.entry(node).or_default();
        *count = if more { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            nodes.remove(&node);
        }
        if nodes.is_empty() {
            self.words.remove(words);
        }
    }

    /// One more, or one less, gives a name this code. Those of that name without a code may be another country then.
    fn teach(&mut self, name: &str, code: &str, more: bool, touched: &mut Touched) {
        let before = self.taught(name);
        let codes = self.codes.entry(name.to_owned()).or_default();
        let count = codes.entry(code.to_owned()).or_default();
        *count = if more { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            codes.remove(code);
        }
        if codes.is_empty() {
            self.codes.remove(name);
        }
        if before != self.taught(name) {
            touched.entities.extend(self.uncoded.get(name).into_iter().flatten());
        }
    }
}

impl Standing {
    /// Takes a country out whose document is gone.
    pub(super) fn withdraw_country(&mut self, who: Who, read: &Read, touched: &mut super::Touched) {
        let entity = &read.read.facts.entities[who.at];
        let name = folded(entity);
        match code(entity) {
            Some(code) => self.countries.teach(&name, &code, false, &mut touched.countries),
            None => {
                if let Some(all) = self.countries.uncoded.get_mut(&name) {
                    all.remove(&who);
                }
            }
        }
        touched.countries.entities.remove(&who);
        if let Some(node) = read.entities[who.at].node {
            self.countries.say(&name, node, false, &mut touched.countries);
            touched.countries.left.insert(node);
        }
        self.leave_gone(who, read, touched);
    }

    /// Puts new countries in, and those that are another one now.
    pub(super) fn resolve_countries(&mut self, touched: &mut super::Touched) {
        for &document in &touched.fresh {
            let read = self.documents.get(document).map(|it| it.read.clone());
            for (at, entity) in read.iter().flat_map(|read| read.facts.entities.iter().enumerate())
            {
                if entity.kind != EntityKind::Country || entity.unnamed {
                    continue;
                }
                let (who, name) = (Who { document, at }, folded(entity));
                match code(entity) {
                    Some(code) => self.countries.teach(&name, &code, true, &mut touched.countries),
                    None => _ = self.countries.uncoded.entry(name).or_default().insert(who),
                }
                touched.countries.entities.insert(who);
            }
        }
        for who in std::mem::take(&mut touched.countries.entities) {
            let entity = self.entity(who).clone();
            let name = folded(&entity);
            let (key, reason) = match (code(&entity), self.countries.taught(&name)) {
                (Some(code), _) => ((Some(code), String::new()), Reason::Iso),
                (None, Some(code)) => ((Some(code), String::new()), Reason::CountryName),
                (None, None) => ((None, name.clone()), Reason::CountryName),
            };
            let known = self.countries.nodes.get(&key).copied();
            let was = self.documents.state(who).and_then(|state| state.node);
            if was.is_some() && was == known {
                continue;
            }
            if let Some(was) = was {
                self.countries.say(&name, was, false, &mut touched.countries);
                touched.countries.left.insert(was);
                self.leave(who, touched);
            }
            let node = known.unwrap_or_else(|| {
                let node = self.add_node(EntityKind::Country, Vec::new(), None, touched);
                self.learn(node, &key, true, touched);
                self.countries.nodes.insert(key.clone(), node);
                self.countries.keys.insert(node, key);
                node
            });
            self.enter(node, who, reason, false, touched);
            self.countries.say(&name, node, true, &mut touched.countries);
        }
        for node in std::mem::take(&mut touched.countries.left) {
            if self.live(node).is_some_and(super::node::Node::is_empty)
                && let Some(key) = self.countries.keys.remove(&node)
            {
                self.countries.nodes.remove(&key);
                self.learn(node, &key, false, touched);
            }
        }
        let changed: Vec<String> = std::mem::take(&mut touched.countries.words)
            .into_iter()
            .filter(|(words, was)| self.countries.stands_for(words) != *was)
            .map(|(words, _)| words)
            .collect();
        for words in &changed {
            self.nations.set(words, self.countries.stands_for(words));
        }
        touched.things.words = changed;
    }

    /// What a country with this code and its people are called.
    fn learn(&mut self, node: usize, key: &Key, more: bool, touched: &mut super::Touched) {
        let Some(code) = &key.0 else { return };
        touched.countries.codes.insert(code.clone());
        let grammar = self.grammar.clone();
        let lexicon = &grammar.lexicon;
        let known = lexicon.by_iso2(code).and_then(|it| lexicon.country(it));
        for word in known.into_iter().flat_map(nation::names) {
            let word = name::words(word).join(" ");
            self.countries.say(&word, node, more, &mut touched.countries);
        }
    }

    /// Reads anew what the documents tie entities to, of new ones and those one of whose countries is another one now.
    pub(super) fn tie(&mut self, touched: &mut super::Touched) {
        let documents: BTreeSet<u64> =
            touched.fresh.iter().chain(&touched.moved).copied().collect();
        for document in documents {
            let Some(read) = self.documents.get(document) else { continue };
            let country = |at: usize| {
                let is = read.read.facts.entities[at].kind == EntityKind::Country;
                read.entities[at].node.filter(|_| is)
            };
            let countries: Vec<Option<usize>> = (0..read.entities.len()).map(country).collect();
            let locals = Locals::new(vec![&read.read]);
            let ties = Ties::new(&locals, &countries);
            let Some(read) = self.documents.get_mut(document) else { continue };
            let told = ties.countries.into_iter().zip(ties.offices);
            for (at, (state, told)) in read.entities.iter_mut().zip(told).enumerate() {
                if (&state.countries, &state.offices) != (&told.0, &told.1) {
                    (state.countries, state.offices) = told;
                    touched.tied.insert(Who { document, at });
                }
            }
        }
    }
}
