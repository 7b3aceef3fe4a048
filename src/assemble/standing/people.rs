//! Persons by difference: all of one full name together, then all of one surname.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::cluster::Reason;
use super::super::person::{self, Form};
use super::super::surname::{self, Counted, Known, Told};
use super::documents::Read;
use super::node::Members;
use super::{Standing, Who};
use crate::facts::EntityKind;

/// What is known of persons.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Who is named in full, by the keys of the names that a document gives them.
    full: FxHashMap<String, BTreeSet<Who>>,
    /// Who is named by one word alone.
    short: FxHashMap<String, BTreeSet<Who>>,
    /// The words that may stand for a node alone, and the nodes for which a word may.
    bears: FxHashMap<usize, BTreeSet<String>>,
    bearers: FxHashMap<String, BTreeSet<usize>>,
    /// Of each of several nodes of one name the first one.
    of_name: FxHashMap<usize, usize>,
    of_surname: FxHashMap<String, Vec<(usize, usize)>>,
}

/// What of it a difference touches.
#[derive(Debug, Default)]
pub(super) struct Touched {
    keys: BTreeSet<String>,
    surnames: BTreeSet<String>,
    left: BTreeSet<usize>,
}

impl People {
    pub(super) fn doubts(&self) -> impl Iterator<Item = (usize, usize, &'static str)> + '_ {
        let of_name = self.of_name.iter().map(|(&a, &b)| (a, b, person::OF_COUNTRIES));
        let of_surname = self.of_surname.values().flatten();
        of_name.chain(of_surname.map(|&(a, b)| (a, b, surname::BORNE)))
    }

    fn bear(&mut self, node: usize, words: BTreeSet<String>, touched: &mut Touched) {
        let old = self.bears.remove(&node).unwrap_or_default();
        for word in old.difference(&words) {
            if let Some(nodes) = self.bearers.get_mut(word) {
                nodes.remove(&node);
            }
        }
        for word in words.difference(&old) {
            self.bearers.entry(word.clone()).or_default().insert(node);
        }
        touched.surnames.extend(old);
        touched.surnames.extend(words.iter().cloned());
        if !words.is_empty() {
            self.bears.insert(node, words);
        }
    }
}

impl Standing {
    /// Takes a person out whose document is gone.
    pub(super) fn withdraw_person(&mut self, who: Who, read: &Read, touched: &mut super::Touched) {
        let state = &read.entities[who.at];
        match state.form.as_deref() {
            Some(Form::Full(full)) => {
                for key in &full.keys {
                    if let Some(all) = self.people.full.get_mut(key) {
                        all.remove(&who);
                    }
                    touched.people.keys.insert(key.clone());
                }
                touched.people.left.extend(state.node);
            }
            Some(Form::Surname(word)) => {
                if let Some(all) = self.people.short.get_mut(word) {
                    all.remove(&who);
                }
                touched.people.surnames.insert(word.clone());
            }
            _ => {}
        }
        self.leave_gone(who, read, touched);
    }

    /// Puts new persons in, and works out anew who shares a name with them or with those that have gone.
    pub(super) fn resolve_people(&mut self, touched: &mut super::Touched) {
        for &document in &touched.fresh.clone() {
            let Some(read) = self.documents.get(document).map(|it| it.read.clone()) else {
                continue;
            };
            for (at, entity) in read.facts.entities.iter().enumerate() {
                if entity.kind != EntityKind::Person || entity.unnamed {
                    continue;
                }
                let (who, form) = (Who { document, at }, Arc::new(Form::of(entity)));
                match &*form {
                    Form::Full(full) => {
                        for key in &full.keys {
                            self.people.full.entry(key.clone()).or_default().insert(who);
                        }
                    }
                    Form::Surname(word) => {
                        self.people.short.entry(word.clone()).or_default().insert(who);
                    }
                    Form::Description => {
                        let member = (who, Reason::Named);
                        self.add_node(EntityKind::Person, vec![member], None, touched);
                    }
                }
                if let Some(state) = self.documents.state_mut(who) {
                    state.form = Some(form);
                }
                touched.tied.insert(who);
            }
        }
        for &who in &touched.tied {
            match self.documents.state(who).and_then(|state| state.form.as_deref()) {
                Some(Form::Full(full)) => touched.people.keys.extend(full.keys.iter().cloned()),
                Some(Form::Surname(word)) => _ = touched.people.surnames.insert(word.clone()),
                _ => {}
            }
        }
        self.resolve_full_names(touched);
        for word in std::mem::take(&mut touched.people.surnames) {
            self.resolve_surname(&word, touched);
        }
    }

    /// Who is named in full and shares a key with what changed, in however many steps.
    fn related(&self, touched: &mut Touched) -> Vec<(Who, Arc<Form>)> {
        let mut found: BTreeMap<Who, Arc<Form>> = BTreeMap::new();
        let mut seen: FxHashSet<String> = FxHashSet::default();
        let mut next: Vec<String> = std::mem::take(&mut touched.keys).into_iter().collect();
        while let Some(key) = next.pop() {
            if !seen.insert(key.clone()) {
                continue;
            }
            for &who in self.people.full.get(&key).into_iter().flatten() {
                let state = self.documents.state(who);
                let Some(form) = state.and_then(|state| state.form.clone()) else { continue };
                if let Form::Full(full) = &*form {
                    next.extend(full.keys.iter().filter(|key| !seen.contains(*key)).cloned());
                }
                found.insert(who, form);
            }
        }
        found.into_iter().collect()
    }

    fn resolve_full_names(&mut self, touched: &mut super::Touched) {
        let all = self.related(&mut touched.people);
        let mut old = std::mem::take(&mut touched.people.left);
        old.extend(all.iter().filter_map(|(who, _)| self.documents.state(*who)?.node));
        let named: Vec<person::Named<'_>> = all
            .iter()
            .enumerate()
            .filter_map(|(number, (_, form))| match &**form {
                Form::Full(full) => Some((number, full)),
                _ => None,
            })
            .collect();
        let states: Vec<&[usize]> = all
            .iter()
            .map(|(who, _)| self.documents.state(*who).map_or(&[][..], |it| &it.countries))
            .collect();
        let same = person::persons(&named, |number| states.get(number).copied().unwrap_or(&[]));
        let mut words: Vec<BTreeSet<String>> = Vec::new();
        let mut firsts: Vec<Option<usize>> = Vec::new();
        let mut parts: Vec<Members> = Vec::new();
        for bearers in same {
            let first = parts.len();
            for (i, part) in bearers.into_iter().enumerate() {
                let mut known: FxHashSet<*const Form> = FxHashSet::default();
                let mut alone = BTreeSet::new();
                for &number in &part {
                    let form = &all[number].1;
                    if let Form::Full(full) = &**form
                        && known.insert(Arc::as_ptr(form))
                    {
                        alone.extend(full.alone.iter().cloned());
                    }
                }
                words.push(alone);
                firsts.push((i > 0).then_some(first));
                parts.push(part.iter().map(|&n| (all[n].0, Reason::FullName)).collect());
            }
        }
        parts.iter_mut().for_each(|part| part.sort_unstable());
        let nodes = self.reseat(EntityKind::Person, old.clone(), parts, None, touched);
        for node in &old {
            self.people.of_name.remove(node);
            if !nodes.contains(node) {
                self.people.bear(*node, BTreeSet::new(), &mut touched.people);
            }
        }
        for ((&node, words), first) in nodes.iter().zip(words).zip(firsts) {
            self.people.bear(node, words, &mut touched.people);
            if let Some(first) = first.and_then(|first| nodes.get(first)) {
                self.people.of_name.insert(node, *first);
            }
        }
    }

    fn resolve_surname(&mut self, word: &str, touched: &mut super::Touched) {
        self.people.of_surname.remove(word);
        let all: Vec<Who> = self.people.short.get(word).into_iter().flatten().copied().collect();
        if all.is_empty() {
            self.people.short.remove(word);
            return;
        }
        let bearers = self.people.bearers.get(word).into_iter().flatten().copied();
        let mut candidates: Vec<usize> = bearers.collect();
        if candidates.len() > surname::MAX_BEARERS {
            candidates.clear();
        }
        candidates.sort_by_key(|&node| self.node(node).own.first().copied());
        let counted: Vec<Counted> = {
            let known: BTreeMap<usize, Known<'_>> =
                candidates.iter().map(|&node| (node, self.known(node))).collect();
            let states = all.iter().filter_map(|who| self.documents.state(*who));
            let told = states.map(|state| Told {
                surname: word,
                countries: &state.countries,
                offices: &state.offices,
            });
            told.map(|told| surname::counted(&told, &candidates, |node| &known[&node])).collect()
        };
        let mut alike: BTreeMap<(Vec<usize>, Vec<String>), Vec<Who>> = BTreeMap::new();
        let mut parts: Vec<Members> = Vec::new();
        let mut perhaps: Vec<Option<usize>> = Vec::new();
        let mut old: BTreeSet<usize> = BTreeSet::new();
        for (&who, counted) in all.iter().zip(counted) {
            let Some(state) = self.documents.state(who) else { continue };
            let (was, joined) = (state.node, state.joined);
            match counted {
                Counted::To(node, reason) => {
                    if was == Some(node) && joined && state.reason == Some(reason) {
                        continue;
                    }
                    self.leave(who, touched);
                    self.enter(node, who, reason, true, touched);
                    continue;
                }
                Counted::Alone(first) => {
                    parts.push(vec![(who, Reason::Named)]);
                    perhaps.push(first);
                }
                Counted::Alike => {
                    let told = (state.countries.clone(), state.offices.clone());
                    alike.entry(told).or_default().push(who);
                }
            }
            if joined {
                self.leave(who, touched);
            } else {
                old.extend(was);
            }
        }
        for members in alike.into_values() {
            parts.push(surname::all_alike(&members));
            perhaps.push(None);
        }
        let nodes = self.reseat(EntityKind::Person, old, parts, None, touched);
        let doubts: Vec<(usize, usize)> =
            perhaps.into_iter().zip(nodes).filter_map(|(first, it)| Some((first?, it))).collect();
        if !doubts.is_empty() {
            self.people.of_surname.insert(word.to_owned(), doubts);
        }
    }

    /// What the full names alone tell of a person.
    fn known(&self, node: usize) -> Known<'_> {
        let own = self.node(node).own.iter();
        let states = own.filter_map(|(who, _)| self.documents.state(*who));
        let mut known = Known { countries: BTreeSet::new(), offices: BTreeSet::new() };
        for state in states {
            known.countries.extend(&state.countries);
            known.offices.extend(&state.offices);
        }
        known
    }
}
