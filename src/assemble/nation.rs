//! Words that stand for a country inside a longer name: "Russian defence ministry", "Ukraine's air force".

use std::collections::BTreeMap;

use super::cluster::Clusters;
use super::local::Locals;
use super::name::words;
use crate::facts::EntityKind;
use crate::grammar::{Country, Lexicon};

/// How many words a country's name inside a longer name may have.
const MAX_WORDS: usize = 3;

/// The countries of a corpus by the words that stand for them.
#[derive(Debug, Default)]
pub(super) struct Nations {
    /// Cluster of each name; `None` where two countries bear it.
    by_name: BTreeMap<String, Option<usize>>,
}

impl Nations {
    /// Learns what the countries and their people are called: names and adjectives, not the capitals that stand
    /// for them. Cost: linear in the countries.
    pub(super) fn new(locals: &Locals<'_>, clusters: &Clusters, lexicon: &Lexicon) -> Self {
        let mut by_name: BTreeMap<String, Option<usize>> = BTreeMap::new();
        let mut learn = |name: &str, cluster: usize| {
            let one = by_name.entry(words(name).join(" ")).or_insert(Some(cluster));
            if *one != Some(cluster) {
                *one = None;
            }
        };
        for (cluster, _) in
            clusters.all.iter().enumerate().filter(|(_, c)| c.kind == EntityKind::Country)
        {
            let code = super::key::iso2(locals, &clusters.all[cluster]);
            let known = code.and_then(|code| lexicon.country(lexicon.by_iso2(&code)?));
            for name in known.into_iter().flat_map(names) {
                learn(name, cluster);
            }
        }
        for (number, entity) in locals.named(EntityKind::Country) {
            if let Some(cluster) = clusters.of[number] {
                learn(&entity.name, cluster);
            }
        }
        Self { by_name }
    }

    /// What these words stand for from now on.
    pub(super) fn set(&mut self, words: &str, country: Option<usize>) {
        match country {
            Some(country) => drop(self.by_name.insert(words.to_owned(), Some(country))),
            None => drop(self.by_name.remove(words)),
        }
    }

    /// Takes the first words that stand for a country out of a name; the longest such stretch is taken.
    /// Nothing is taken where nothing would be left.
    pub(super) fn take_out(&self, name: &mut Vec<String>) -> Option<usize> {
        for start in 0..name.len() {
            for end in (start + 1..=name.len().min(start + MAX_WORDS)).rev() {
                let phrase = name.get(start..end)?.join(" ");
                if end - start < name.len()
                    && let Some(&Some(country)) = self.by_name.get(&phrase)
                {
                    name.drain(start..end);
                    return Some(country);
                }
            }
        }
        None
    }
}

/// What a country and its people are called.
pub(super) fn names(country: &Country) -> impl Iterator<Item = &String> {
    std::iter::once(&country.name).chain(&country.also).chain(&country.adjectives)
}
