//! The name that a node shows, and the other names that the documents have for it.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::Cluster;
use super::local::Locals;
use super::name::{is_lower, words};
use super::{acronym, person_name};
use crate::facts::{Entity, EntityKind};

/// How often members of a node have each name, and each mention. Names are trimmed.
#[derive(Debug, Clone, Default)]
pub(super) struct Said<'a> {
    pub names: BTreeMap<&'a str, usize>,
    pub mentions: BTreeSet<&'a str>,
}

impl<'a> Said<'a> {
    /// Counts what some entities are called.
    pub(super) fn of(entities: impl Iterator<Item = &'a Entity>) -> Self {
        let mut said = Self::default();
        for entity in entities {
            *said.names.entry(entity.name.trim()).or_default() += 1;
            said.mentions.extend(entity.mentions.iter().map(String::as_str));
        }
        said
    }

    fn of_cluster(locals: &Locals<'a>, cluster: &Cluster) -> Self {
        Self::of(cluster.members.iter().map(|&(member, _)| locals.all[member].entity))
    }

    /// The name of a node: the one that most documents have; of equals the longest, then the first by letters. Full
    /// names go before surnames, spelled-out names before acronyms. Cost: the different names.
    pub(super) fn name(&self, kind: EntityKind) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, times) in &self.names {
            let name = if kind == EntityKind::Person { person_name::bare(name) } else { name };
            *counts.entry(name).or_default() += times;
        }
        let is_full = |name: &str| match kind {
            EntityKind::Person => words(name).len() > 1,
            _ => acronym::letters(name).is_none() && !is_lower(name),
        };
        let best = counts.into_iter().max_by(|(a, times_a), (b, times_b)| {
            let rank = |name: &str, times: &usize| (is_full(name), *times, name.chars().count());
            rank(a, times_a).cmp(&rank(b, times_b)).then_with(|| b.cmp(a))
        });
        best.map(|(name, _)| name.to_owned()).unwrap_or_default()
    }

    /// All names that the documents have for a node, sorted; descriptions ("the capital") and titles are left out. Cost: the
    /// different names and mentions.
    pub(super) fn aliases(&self, kind: EntityKind) -> BTreeSet<String> {
        let names = || self.names.keys().copied();
        let mentions = self.mentions.iter().copied();
        let mut found: BTreeSet<String> = BTreeSet::new();
        if kind == EntityKind::Person {
            found.extend(names().map(|name| person_name::bare(name).to_owned()));
            let own: BTreeSet<String> = names().flat_map(words).collect();
            found.extend(mentions.filter_map(|mention| name_at_end(mention, &own)));
        } else {
            found.extend(names().map(str::to_owned));
            found.extend(mentions.filter_map(proper));
        }
        found.remove("");
        found
    }
}

/// The name of a node: see [`Said::name`].
pub(super) fn name(locals: &Locals<'_>, cluster: &Cluster) -> String {
    Said::of_cluster(locals, cluster).name(cluster.kind)
}

/// All names that the documents have for a node: see [`Said::aliases`].
pub(super) fn aliases(locals: &Locals<'_>, cluster: &Cluster) -> BTreeSet<String> {
    Said::of_cluster(locals, cluster).aliases(cluster.kind)
}

/// The last words of a mention as far as they are of a person's own names, without a possessive ending.
fn name_at_end(mention: &str, own: &BTreeSet<String>) -> Option<String> {
    let all: Vec<&str> = mention.split_whitespace().collect();
    let of_name = |word: &&&str| {
        let parts = words(word);
        !parts.is_empty() && parts.iter().all(|part| own.contains(part))
    };
    let count = all.iter().rev().take_while(of_name).count();
    let tail = all.get(all.len() - count..).filter(|tail| !tail.is_empty())?;
    let tail = tail.join(" ");
    Some(without_possessive(&tail).to_owned())
}

/// A mention all of whose telling words begin with a capital or a figure, without a leading article.
fn proper(mention: &str) -> Option<String> {
    const SMALL: &[&str] = &["of", "the", "for", "and", "on", "in", "de", "al"];
    let mention = ["the ", "The "]
        .iter()
        .find_map(|article| mention.strip_prefix(article))
        .unwrap_or(mention);
    let mention = without_possessive(mention.trim());
    let is_proper = |word: &str| {
        SMALL.contains(&word)
            || !word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
    };
    let fits = !mention.is_empty() && mention.split_whitespace().all(is_proper);
    fits.then(|| mention.to_owned())
}

fn without_possessive(name: &str) -> &str {
    name.strip_suffix("'s").or_else(|| name.strip_suffix("\u{2019}s")).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_no_names() {
        assert_eq!(proper("the capital"), None);
        assert_eq!(proper("the Peruvian capital"), None);
        assert_eq!(proper("The Bank of Peru's"), Some("Bank of Peru".to_owned()));
        assert_eq!(proper("北京"), Some("北京".to_owned()));
    }

    #[test]
    fn titles_are_left_out_of_a_persons_names() {
        let own = words("Ana Ruiz").into_iter().collect();
        assert_eq!(name_at_end("Foreign Minister Ana Ruiz", &own), Some("Ana Ruiz".to_owned()));
        assert_eq!(name_at_end("Ruiz’s", &own), Some("Ruiz".to_owned()));
        assert_eq!(name_at_end("the minister", &own), None);
    }
}
