//! Organizations, places and other things by difference: all of one name together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::acronym;
use super::super::cluster::Reason;
use super::super::named::{self, KINDS};
use super::super::split::by_country;
use super::documents::Read;
use super::node::Members;
use super::{Standing, Who};
use crate::facts::{Entity, EntityKind};

/// What a name comes to: the kind, its words, and the country that it is told apart by.
pub(super) type GroupKey = (EntityKind, String, Option<usize>);

/// What is known of things.
#[derive(Debug, Default)]
pub(super) struct Things {
    /// How documents spell an acronym out: by the words of the long form, each with who says so and how it writes it.
    taught: FxHashMap<(EntityKind, String), BTreeMap<String, BTreeMap<Who, String>>>,
    /// Who is called by an acronym.
    acronyms: FxHashMap<(EntityKind, String), BTreeSet<Who>>,
    /// Bodies, by the form of their name that they go by.
    bodies: FxHashMap<Arc<str>, BTreeSet<Who>>,
    groups: FxHashMap<Arc<GroupKey>, Group>,
}

/// Things of one name.
#[derive(Debug, Default)]
struct Group {
    members: BTreeMap<Who, Reason>,
    nodes: Vec<usize>,
}

/// What of it a difference touches.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Words that stand for another country now.
    pub words: Vec<String>,
    entities: BTreeSet<Who>,
    groups: BTreeSet<Arc<GroupKey>>,
}

const fn is_body(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Organization | EntityKind::Facility)
}

impl Things {
    pub(super) fn doubts(&self) -> impl Iterator<Item = (usize, usize, &'static str)> + '_ {
        let pairs = self.groups.iter().filter(|(key, _)| key.2.is_none());
        let pairs = pairs.flat_map(|(_, group)| group.nodes.windows(2));
        pairs.filter_map(|pair| Some((*pair.first()?, *pair.last()?, named::OF_COUNTRIES)))
    }

    /// The only form of an acronym, or how many there are.
    fn forms(&self, kind: EntityKind, letters: &str) -> Vec<&str> {
        let taught = self.taught.get(&(kind, letters.to_owned()));
        let firsts = taught.into_iter().flat_map(BTreeMap::values);
        firsts.filter_map(|by| by.values().next()).map(String::as_str).collect()
    }

    /// One more, or one less, spells an acronym out. Who is called so may be another then.
    fn teach(&mut self, who: Who, entity: &Entity, more: bool, touched: &mut Touched) {
        let Some((letters, long)) = acronym::spelled_out(entity) else { return };
        let before: Vec<String> =
            self.forms(entity.kind, &letters).into_iter().map(str::to_owned).collect();
        let key = (entity.kind, letters);
        let taught = self.taught.entry(key.clone()).or_default();
        let plain = named::plain(long);
        let by = taught.entry(plain.clone()).or_default();
        if more {
            by.insert(who, long.to_owned());
        } else {
            by.remove(&who);
        }
        if by.is_empty() {
            taught.remove(&plain);
        }
        if taught.is_empty() {
            self.taught.remove(&key);
        }
        if self.forms(key.0, &key.1) != before {
            touched.entities.extend(self.acronyms.get(&key).into_iter().flatten());
        }
    }
}

impl Standing {
    /// Takes a thing out whose document is gone.
    pub(super) fn withdraw_thing(&mut self, who: Who, read: &Read, touched: &mut super::Touched) {
        let (entity, state) = (&read.read.facts.entities[who.at], &read.entities[who.at]);
        self.things.teach(who, entity, false, &mut touched.things);
        if let Some(letters) = acronym::letters(&entity.name)
            && let Some(all) = self.things.acronyms.get_mut(&(entity.kind, letters))
        {
            all.remove(&who);
        }
        self.take_from_group(who, state.full.clone(), state.group.clone(), touched);
        touched.things.entities.remove(&who);
        self.leave_gone(who, read, touched);
    }

    fn take_from_group(
        &mut self,
        who: Who,
        full: Option<Arc<str>>,
        group: Option<Arc<GroupKey>>,
        touched: &mut super::Touched,
    ) {
        if let Some(full) = full
            && let Some(all) = self.things.bodies.get_mut(&full)
        {
            all.remove(&who);
            if all.is_empty() {
                self.things.bodies.remove(&full);
            }
        }
        if let Some(key) = group
            && let Some(group) = self.things.groups.get_mut(&key)
        {
            group.members.remove(&who);
            touched.things.groups.insert(key);
        }
    }

    /// Puts new things in, and those whose name comes to something else now.
    pub(super) fn resolve_things(&mut self, touched: &mut super::Touched) {
        for &document in &touched.fresh.clone() {
            let Some(read) = self.documents.get(document).map(|it| it.read.clone()) else {
                continue;
            };
            for (at, entity) in read.facts.entities.iter().enumerate() {
                if entity.unnamed || !KINDS.contains(&entity.kind) {
                    continue;
                }
                let who = Who { document, at };
                if let Some(letters) = acronym::letters(&entity.name) {
                    let key = (entity.kind, letters);
                    self.things.acronyms.entry(key).or_default().insert(who);
                }
                self.things.teach(who, entity, true, &mut touched.things);
                touched.things.entities.insert(who);
            }
        }
        for &who in &touched.tied {
            let entity = self.entity(who);
            if !entity.unnamed && KINDS.contains(&entity.kind) {
                touched.things.entities.insert(who);
            }
        }
        if !touched.things.words.is_empty() {
            let words = &touched.things.words;
            let holds = |form: &str| {
                let telling = format!(" {} ", named::telling(form).join(" "));
                words.iter().any(|words| telling.contains(&format!(" {words} ")))
            };
            let bodies = self.things.bodies.iter().filter(|(form, _)| holds(form));
            touched.things.entities.extend(bodies.flat_map(|(_, all)| all));
        }
        for who in std::mem::take(&mut touched.things.entities) {
            self.resolve_thing(who, touched);
        }
        for key in std::mem::take(&mut touched.things.groups) {
            self.resolve_group(&key, touched);
        }
    }

    fn resolve_thing(&mut self, who: Who, touched: &mut super::Touched) {
        let Some(read) = self.documents.get(who.document).map(|it| it.read.clone()) else { return };
        let Some(entity) = read.facts.entities.get(who.at) else { return };
        let Some(state) = self.documents.state(who) else { return };
        let kind = entity.kind;
        let (form, reason) = named::full_form(entity, |letters| self.things.forms(kind, letters));
        let key = form.map(|form| named::key(kind, form, &state.countries, &self.nations));
        let full: Option<Arc<str>> = form.filter(|_| is_body(kind)).map(Arc::from);
        let group = key.filter(|key| !key.nameless).map(|key| {
            let reason = if key.country.is_some() { Reason::NameAndCountry } else { reason };
            ((kind, key.text, key.country), reason)
        });
        let (old_full, old_group, was) = (state.full.clone(), state.group.clone(), state.node);
        self.take_from_group(who, old_full, old_group.clone(), touched);
        if let Some(full) = &full {
            self.things.bodies.entry(full.clone()).or_default().insert(who);
        }
        let new_group = group.map(|(key, reason)| {
            let key = Arc::new(key);
            let group = self.things.groups.entry(key.clone()).or_default();
            group.members.insert(who, reason);
            touched.things.groups.insert(key.clone());
            key
        });
        if new_group.is_none() && (old_group.is_some() || was.is_none()) {
            self.leave(who, touched);
            self.add_node(kind, vec![(who, Reason::Named)], None, touched);
        } else if new_group.is_some() && old_group.is_none() && was.is_some() {
            self.leave(who, touched);
        }
        if let Some(state) = self.documents.state_mut(who) {
            (state.full, state.group) = (full, new_group);
        }
    }

    fn resolve_group(&mut self, key: &Arc<GroupKey>, touched: &mut super::Touched) {
        let Some(group) = self.things.groups.get(key) else { return };
        let members: Vec<(Who, Reason)> =
            group.members.iter().map(|(&who, &reason)| (who, reason)).collect();
        let old: BTreeSet<usize> = group.nodes.iter().copied().collect();
        let parts: Vec<Members> = match key.2 {
            _ if members.is_empty() => Vec::new(),
            Some(_) => vec![members],
            None => {
                let countries: Vec<&[usize]> = members
                    .iter()
                    .map(|(who, _)| self.documents.state(*who).map_or(&[][..], |it| &it.countries))
                    .collect();
                let all: Vec<usize> = (0..members.len()).collect();
                let parts =
                    by_country(&all, |number| countries.get(number).copied().unwrap_or(&[]));
                let of = |part: Vec<usize>| part.iter().map(|&number| members[number]).collect();
                parts.into_iter().map(of).collect()
            }
        };
        let nodes = self.reseat(key.0, old, parts, key.2, touched);
        if nodes.is_empty() {
            self.things.groups.remove(key);
        } else if let Some(group) = self.things.groups.get_mut(key) {
            group.nodes = nodes;
        }
    }
}
