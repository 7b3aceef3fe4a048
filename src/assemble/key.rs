//! Keys of nodes: stable, readable, unique whatever the names hold.
//!
//! `document/ID`, `KIND/NAME` of entities that documents share, and `ID#e1`, `ID#v1`, `ID#s1` of what one document
//! alone holds. Names in keys never hold `#` or `/`, local ids neither, and a document's id is written with `%23` for
//! `#` (and `%25` for `%`) in its own key; so no two kinds of keys can meet.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::cluster::{Cluster, Clusters};
use super::display;
use super::local::Locals;
use super::name::slug;
use super::named::names_its_country;
use super::nation::Nations;
use crate::facts::EntityKind;

/// How a node is called.
#[derive(Debug)]
pub(super) struct Called {
    /// Its key.
    pub key: Arc<str>,
    /// The name that it shows.
    pub name: String,
}

/// Key of a document's node.
pub(super) fn of_document(id: &str) -> Arc<str> {
    format!("document/{}", id.replace('%', "%25").replace('#', "%23")).into()
}

/// Key of what one document alone holds.
pub(super) fn in_document(id: &str, local: impl std::fmt::Display) -> Arc<str> {
    format!("{id}#{local}").into()
}

/// Key and name of each node that entities become, by number of its cluster.
pub(super) fn name_all(locals: &Locals<'_>, clusters: &Clusters, nations: &Nations) -> Vec<Called> {
    let mut called: Vec<Called> = clusters
        .all
        .iter()
        .map(|cluster| {
            let name = name(locals, clusters, cluster, nations);
            Called { key: base(locals, cluster, &name), name }
        })
        .collect();
    // Of nodes with one key the first in the order of documents keeps it.
    let mut order: Vec<usize> = (0..called.len()).collect();
    order.sort_by_key(|&i| clusters.all[i].members.first().copied());
    let mut taken: FxHashSet<Arc<str>> = called.iter().map(|one| one.key.clone()).collect();
    let mut given: FxHashSet<Arc<str>> = FxHashSet::default();
    let mut next: rustc_hash::FxHashMap<Arc<str>, usize> = rustc_hash::FxHashMap::default();
    for i in order {
        let Some(one) = called.get_mut(i) else { continue };
        if given.insert(one.key.clone()) {
            continue;
        }
        let count = next.entry(one.key.clone()).or_insert(1);
        let key = loop {
            *count += 1;
            let key: Arc<str> = format!("{}-{count}", one.key).into();
            if taken.insert(key.clone()) {
                break key;
            }
        };
        one.key = key;
    }
    called
}

/// The name of a node, with its country where it would say nothing without.
pub(super) fn name(
    locals: &Locals<'_>,
    clusters: &Clusters,
    cluster: &Cluster,
    nations: &Nations,
) -> String {
    let name = display::name(locals, cluster);
    match cluster.country.and_then(|country| clusters.all.get(country)) {
        Some(country) if !names_its_country(nations, &name) => {
            format!("{name} ({})", display::name(locals, country))
        }
        _ => name,
    }
}

fn base(locals: &Locals<'_>, cluster: &Cluster, name: &str) -> Arc<str> {
    let Some(&(first, _)) = cluster.members.first() else { return "".into() };
    let local = &locals.all[first];
    if cluster.is_local() {
        return in_document(&locals.documents[local.document].document.id, local.entity.id);
    }
    let kind = cluster.kind.as_str();
    match (cluster.kind, iso2(locals, cluster)) {
        (EntityKind::Country, Some(code)) => {
            format!("{kind}/{}", slug(&code).to_uppercase()).into()
        }
        _ => format!("{kind}/{}", slug(name)).into(),
    }
}

/// The ISO code of a country.
pub(super) fn iso2(locals: &Locals<'_>, cluster: &Cluster) -> Option<String> {
    let mut codes = cluster.members.iter().filter_map(|&(m, _)| locals.all[m].entity.iso2.as_ref());
    codes.next().map(|code| code.to_uppercase())
}
