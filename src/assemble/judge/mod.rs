//! What an analyst judged of who is who, put over what the program worked out: merges, splits, pairs that are never one,
//! further names.
//!
//! Judgements name nodes by the keys that they had. These are looked for among the keys of now, and then among all names of
//! nodes of that kind: who was `person/ana-ruiz` is found when later documents call her Ana María Ruiz.

mod names;
mod reject;

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::cluster::{Cluster, Clusters, Reason};
use super::key::{self, Called};
use super::local::Locals;
use super::name::slug;
use super::nation::Nations;
use crate::graph::{
    Edit, Entry, Heard, Judgement, Orphan, Reason as Why, Source, Standing, Subject,
};
use names::Names;
pub(super) use names::lookup;
pub(super) use reject::{Rejected, without_rejected};

/// What became of the judgements.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// Those that have lost their ground.
    pub orphans: Vec<Orphan>,
    /// Keys that were merged away, each with the key of what it is now.
    pub former: Vec<(Arc<str>, Arc<str>)>,
    /// Entries of the log that name a node by a key that is another's now, with both keys.
    pub moved: Vec<(usize, Arc<str>, Arc<str>)>,
    /// What is not to be carried out again when the graph is there.
    pub heard: Heard,
}

impl Judged {
    /// The log with the keys that are meant.
    pub(super) fn mended<'l>(&self, log: &'l [Entry]) -> Cow<'l, [Entry]> {
        let mut log = Cow::Borrowed(log);
        for (entry, old, new) in &self.moved {
            let entry = log.to_mut().get_mut(*entry).and_then(|entry| entry.judgement.as_mut());
            let subjects = entry.map(Judgement::subjects_mut).unwrap_or_default();
            for subject in subjects.into_iter().filter(|subject| subject.key == *old) {
                subject.key = new.clone();
            }
        }
        log
    }
}

/// The keys of nodes that statements of a log wrote.
pub(super) fn written_by_hand(log: &[Entry]) -> FxHashSet<&str> {
    let edits = log.iter().flat_map(|entry| &entry.edits);
    let keys = edits.filter_map(|edit| match edit {
        Edit::AddNode { key, .. } => Some(&**key),
        _ => None,
    });
    keys.collect()
}

/// Clusters while they are judged.
struct Court<'a> {
    locals: &'a Locals<'a>,
    nations: &'a Nations,
    clusters: &'a mut Clusters,
    called: &'a mut Vec<Called>,
    /// For each cluster the one that it was merged into, else itself.
    now: Vec<usize>,
    /// Clusters that are never one, with the place of the judgement.
    apart: Vec<(usize, usize, usize)>,
    names: Names,
    taken: FxHashSet<Arc<str>>,
    /// Has something that no document tells of this key?
    elsewhere: &'a dyn Fn(&str) -> bool,
}

/// Carries out the judgements of a log that count. Clusters that were merged into others are left empty. Cost: near linear in
/// the entities that are judged, and where a key has gone in all names.
pub(super) fn judge(
    locals: &Locals<'_>,
    nations: &Nations,
    clusters: &mut Clusters,
    called: &mut Vec<Called>,
    log: &[Entry],
    elsewhere: &dyn Fn(&str) -> bool,
) -> Judged {
    let mut judged = Judged::default();
    if log.iter().all(|entry| entry.judgement.is_none()) {
        return judged;
    }
    let standing = Standing::of(log);
    let now = (0..called.len()).collect();
    let names = Names::new(called);
    let taken = called.iter().map(|one| one.key.clone()).collect();
    let mut court = Court {
        locals,
        nations,
        clusters,
        called,
        now,
        apart: Vec::new(),
        names,
        taken,
        elsewhere,
    };
    for (entry, one) in log.iter().enumerate().filter(|(place, _)| standing.counts(*place)) {
        let Some(judgement) = &one.judgement else { continue };
        match court.hear(entry, judgement) {
            Ok(true) => drop(judged.heard.settled.insert(entry)),
            Ok(false) => {}
            Err(reason) => {
                judged.heard.refused.insert(entry);
                judged.orphans.push(Orphan { entry, edit: 0, reason });
            }
        }
        for subject in
            judgement.clone().subjects_mut().into_iter().filter(|it| it.document.is_some())
        {
            let now = court.find(subject).ok().and_then(|at| court.called.get(at));
            let now = now.map(|called| called.key.clone()).filter(|now| *now != subject.key);
            judged.moved.extend(now.map(|now| (entry, subject.key.clone(), now)));
        }
    }
    court.close(&mut judged);
    judged
}

impl Court<'_> {
    /// Hears a judgement of which things are one; is it carried out? What no document tells of is left until the graph is there.
    fn hear(&mut self, entry: usize, judgement: &Judgement) -> Result<bool, Why> {
        self.hear_of_read(entry, judgement)?;
        if let Judgement::Merge { nodes } | Judgement::Distinct { nodes } = judgement {
            for node in nodes {
                if self.find_read(node)?.is_none() {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let Judgement::Split { node, documents, name } = judgement else { return Ok(false) };
        let are_documents =
            documents.iter().any(|it| matches!(Source::parse(it), Source::Document(_)));
        if !are_documents || self.find_read(node)?.is_none() {
            return Ok(false);
        }
        self.split(node, documents, name.as_ref()).map(|()| true)
    }

    /// The cluster that a judgement means, unless no document tells of it.
    fn find_read(&mut self, thing: &Subject) -> Result<Option<usize>, Why> {
        match self.find(thing) {
            Err(Why::Missing(_)) if (self.elsewhere)(&thing.key) => Ok(None),
            found => found.map(Some),
        }
    }

    fn hear_of_read(&mut self, entry: usize, judgement: &Judgement) -> Result<(), Why> {
        match judgement {
            Judgement::Merge { nodes } => {
                let found: Vec<Option<usize>> =
                    nodes.iter().map(|node| self.find_read(node)).collect::<Result<_, _>>()?;
                let found: Vec<usize> = found.into_iter().flatten().collect();
                let Some((&into, others)) = found.split_first() else { return Ok(()) };
                self.may_be_one(&found)?;
                others.iter().for_each(|&other| self.merge(into, other));
                Ok(())
            }
            Judgement::Distinct { nodes } => self.keep_apart(entry, nodes),
            Judgement::Alias { node, name } => {
                // What no document tells of is given the name when the graph is there.
                let Ok(into) = self.find(node) else { return Ok(()) };
                let Some(kind) = self.clusters.all.get(into).map(|cluster| cluster.kind) else {
                    return Ok(());
                };
                // Who is called so and nothing else.
                let Some(other) = self.names.of_key(&format!("{}/{}", kind.as_str(), slug(name)))
                else {
                    return Ok(());
                };
                let other = self.at(other);
                self.may_be_one(&[into, other])?;
                self.merge(into, other);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The cluster that another was merged into in the end.
    fn at(&self, mut cluster: usize) -> usize {
        while let Some(&next) = self.now.get(cluster).filter(|&&next| next != cluster) {
            cluster = next;
        }
        cluster
    }

    /// The cluster that a judgement means.
    fn find(&mut self, thing: &Subject) -> Result<usize, Why> {
        let named = |cluster: usize, called: &[Called]| match &thing.name {
            Some(name) => called.get(cluster).is_some_and(|one| slug(&one.name) == slug(name)),
            None => true,
        };
        if let Some(document) = &thing.document
            && let Some(cluster) = self.one_of_several(thing, document)
        {
            return Ok(cluster);
        }
        let by_key = self.names.of_key(&thing.key).filter(|&cluster| named(cluster, self.called));
        if let Some(cluster) = by_key {
            return Ok(self.at(cluster));
        }
        let all = match (thing.in_document(), &thing.name) {
            (Some((document, _)), Some(name)) => self.in_document(document, name),
            (Some(_), None) => Vec::new(),
            (None, _) => {
                let (locals, clusters) = (self.locals, &*self.clusters);
                self.names.of_alias(&thing.key, locals, clusters).to_vec()
            }
        };
        let mut all: Vec<usize> = all.into_iter().map(|cluster| self.at(cluster)).collect();
        all.sort_unstable();
        all.dedup();
        match all.as_slice() {
            [only] => Ok(*only),
            [] => Err(Why::Missing(thing.key.to_string())),
            _ => Err(Why::Several(thing.key.to_string())),
        }
    }

    /// Of the nodes of one name the one that a document names. Cost: their members.
    fn one_of_several(&self, thing: &Subject, document: &str) -> Option<usize> {
        let base = thing.base();
        let numbers = (2..).map(|number| format!("{base}-{number}"));
        let keys = std::iter::once(base.to_owned()).chain(numbers);
        let mut clusters = keys.map_while(|key| self.names.of_key(&key)).map(|it| self.at(it));
        clusters.find(|&cluster| {
            let members = self.clusters.all.get(cluster).map_or(&[][..], |it| &it.members);
            members.iter().any(|&(member, _)| self.is_of(member, document))
        })
    }

    fn is_of(&self, member: usize, document: &str) -> bool {
        let local = self.locals.all.get(member);
        let read = local.and_then(|local| self.locals.documents.get(local.document));
        read.is_some_and(|read| read.document.id == document)
    }

    /// The clusters of what a document calls so. Cost: linear in the entities.
    fn in_document(&self, document: &str, name: &str) -> Vec<usize> {
        let wanted = slug(name);
        let numbered = self.locals.all.iter().enumerate();
        let found = numbered.filter(|(number, local)| {
            self.is_of(*number, document) && slug(&local.entity.name) == wanted
        });
        found.filter_map(|(number, _)| *self.clusters.of.get(number)?).collect()
    }

    fn may_be_one(&self, clusters: &[usize]) -> Result<(), Why> {
        let held = |&&(a, b, _): &&(usize, usize, usize)| {
            let (a, b) = (self.at(a), self.at(b));
            a != b && clusters.contains(&a) && clusters.contains(&b)
        };
        match self.apart.iter().find(held) {
            None => Ok(()),
            Some(&(a, b, entry)) => {
                let key = |at: usize| self.called.get(at).map_or("", |one| &*one.key);
                let (a, b) = (key(self.at(a)), key(self.at(b)));
                Err(Why::Contradicts(format!("{a} and {b} are never one (entry {})", entry + 1)))
            }
        }
    }

    fn merge(&mut self, into: usize, other: usize) {
        if into == other {
            return;
        }
        let Some(gone) = self.clusters.all.get_mut(other) else { return };
        let members = std::mem::take(&mut gone.members);
        for (member, _) in members {
            self.clusters.join(into, member, Reason::Judged);
        }
        if let Some(now) = self.now.get_mut(other) {
            *now = into;
        }
        if let Some(cluster) = self.clusters.all.get_mut(into) {
            cluster.members.sort_unstable();
        }
        self.rename(into);
    }

    /// The name that a node shows when its members have changed.
    fn rename(&mut self, cluster: usize) {
        let Some(of) = self.clusters.all.get(cluster) else { return };
        let name = key::name(self.locals, self.clusters, of, self.nations);
        if let Some(called) = self.called.get_mut(cluster) {
            called.name = name;
        }
    }

    fn split(
        &mut self,
        node: &Subject,
        documents: &[Arc<str>],
        name: Option<&Arc<str>>,
    ) -> Result<(), Why> {
        let from = self.find(node)?;
        let locals = self.locals;
        let told = |member: usize| {
            let local = locals.all.get(member);
            let read = local.and_then(|local| locals.documents.get(local.document));
            read.is_some_and(|read| documents.iter().any(|id| **id == *read.document.id))
        };
        let missing = || Why::Missing(format!("what {} call {}", documents.join(", "), node.key));
        let of = documents.first().map(|id| slug(id)).unwrap_or_default();
        let part = self.part(from, &node.key, &of, told).ok_or_else(missing)?;
        if let (Some(called), Some(name)) = (self.called.get_mut(part), name) {
            called.name = name.to_string();
        }
        Ok(())
    }

    /// Takes the members of a cluster that fit out into a cluster of their own; `None` where none or all fit.
    fn part(
        &mut self,
        from: usize,
        key: &str,
        told_by: &str,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let cluster = self.clusters.all.get_mut(from)?;
        let (out, kept): (Vec<_>, Vec<_>) =
            cluster.members.iter().copied().partition(|&(member, _)| fits(member));
        if out.is_empty() || kept.is_empty() {
            return None;
        }
        cluster.members = kept;
        let (kind, country) = (cluster.kind, cluster.country);
        let out = out.into_iter().map(|(member, _)| (member, Reason::Split)).collect();
        let part = self.clusters.add(kind, out, country);
        let key = self.free(&format!("{key}~{told_by}"));
        self.names.learn(&key, part);
        self.called.push(Called { key, name: String::new() });
        self.now.push(part);
        self.rename(part);
        self.rename(from);
        Some(part)
    }

    /// The key itself, or with a number where a node has it.
    fn free(&mut self, wanted: &str) -> Arc<str> {
        let mut count = 1;
        let mut key: Arc<str> = wanted.into();
        while !self.taken.insert(key.clone()) {
            count += 1;
            key = format!("{wanted}-{count}").into();
        }
        key
    }

    /// Two nodes that documents read later made one are told apart by the names that they had.
    fn keep_apart(&mut self, entry: usize, nodes: &[Subject]) -> Result<(), Why> {
        let mut found: Vec<usize> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(mut at) = self.find_read(node)? else { continue };
            if found.contains(&at) {
                let name = node.key.rsplit_once('/').map_or(&*node.key, |(_, name)| name);
                let locals = self.locals;
                let called = |member: usize| {
                    locals.all.get(member).is_some_and(|local| slug(&local.entity.name) == name)
                };
                let alike = || Why::Alike(node.key.to_string());
                at = self.part(at, &node.key, "other", called).ok_or_else(alike)?;
            }
            found.push(at);
        }
        for (i, &a) in found.iter().enumerate() {
            self.apart.extend(found.iter().take(i).map(|&b| (b, a, entry)));
        }
        Ok(())
    }

    /// Settles what refers to clusters that are no more.
    fn close(self, judged: &mut Judged) {
        let now: Vec<usize> = (0..self.now.len()).map(|cluster| self.at(cluster)).collect();
        let at = |cluster: usize| now.get(cluster).copied().unwrap_or(cluster);
        let key = |cluster: usize| self.called.get(cluster).map(|one| one.key.clone());
        for (cluster, into) in now.iter().enumerate().filter(|(cluster, into)| cluster != *into) {
            judged.former.extend(key(cluster).zip(key(*into)));
        }
        for Cluster { country, .. } in &mut self.clusters.all {
            *country = country.map(at);
        }
        let apart: FxHashSet<(usize, usize)> = self
            .apart
            .iter()
            .map(|&(a, b, _)| (at(a), at(b)))
            .flat_map(|(a, b)| [(a, b), (b, a)])
            .collect();
        for (a, b, _) in &mut self.clusters.doubts {
            (*a, *b) = (at(*a), at(*b));
        }
        self.clusters.doubts.retain(|(a, b, _)| a != b && !apart.contains(&(*a, *b)));
    }
}
