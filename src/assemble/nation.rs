//! Words that stand for a country inside a longer name: "Russian defence ministry", "Ukraine's air force".

use std::collections::BTreeMap;

use super::cluster::Clusters;
use super::local::Locals;
use super::name::words;
use crate::facts::EntityKind;

/// Adjectives that no ending makes from the country's name, by ISO code; general knowledge of English.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("AE", &["emirati", "uae"]),
    ("CG", &["congolese"]),
    ("CD", &["congolese", "drc"]),
    ("CH", &["swiss"]),
    ("CY", &["cypriot"]),
    ("CZ", &["czech"]),
    ("DK", &["danish"]),
    ("ES", &["spanish"]),
    ("FI", &["finnish"]),
    ("FR", &["french"]),
    ("GB", &["british", "uk", "britain"]),
    ("GR", &["greek"]),
    ("IE", &["irish"]),
    ("IS", &["icelandic"]),
    ("KP", &["north korean"]),
    ("LB", &["lebanese"]),
    ("MM", &["burmese"]),
    ("NL", &["dutch"]),
    ("NO", &["norwegian"]),
    ("NZ", &["new zealand"]),
    ("PE", &["peruvian"]),
    ("PH", &["philippine", "filipino"]),
    ("PL", &["polish"]),
    ("SA", &["saudi"]),
    ("TR", &["turkish"]),
    ("UA", &["ukrainian"]),
    ("US", &["american", "us", "usa"]),
    ("CN", &["chinese"]),
];

/// Endings of adjectives, each with what a country's name may end on instead.
const ENDINGS: &[(&str, &[&str])] = &[
    ("n", &[""]),
    ("an", &["", "o", "y"]),
    ("ian", &["", "e", "a", "y", "ium"]),
    ("ish", &["en", "ey", "land"]),
    ("ese", &["", "a", "on"]),
    ("i", &["", "a", "e"]),
    ("ean", &["", "e"]),
    ("", &["y", "ia", "istan"]),
];

/// How many words a country's name inside a longer name may have.
const MAX_WORDS: usize = 3;

/// The countries of a corpus by the words that stand for them.
pub(super) struct Nations {
    /// Cluster of each name; `None` where two countries bear it.
    by_name: BTreeMap<String, Option<usize>>,
}

impl Nations {
    /// Learns the names of the countries: their own ones, not the capitals that stand for them.
    pub(super) fn new(locals: &Locals<'_>, clusters: &Clusters) -> Self {
        let mut by_name: BTreeMap<String, Option<usize>> = BTreeMap::new();
        let mut learn = |name: String, cluster: usize| {
            let one = by_name.entry(name).or_insert(Some(cluster));
            if *one != Some(cluster) {
                *one = None;
            }
        };
        for (number, entity) in locals.named(EntityKind::Country) {
            let Some(cluster) = clusters.of[number] else { continue };
            learn(words(&entity.name).join(" "), cluster);
            let code = entity.iso2.as_deref().unwrap_or_default().to_uppercase();
            let irregular = IRREGULAR.iter().filter(|(iso2, _)| *iso2 == code);
            for name in irregular.flat_map(|(_, names)| *names) {
                learn((*name).to_owned(), cluster);
            }
        }
        Self { by_name }
    }

    /// The country that some words stand for, as its name or an adjective made from it.
    fn country(&self, phrase: &str) -> Option<usize> {
        if let Some(found) = self.by_name.get(phrase) {
            return *found;
        }
        ENDINGS.iter().find_map(|(ending, instead)| {
            let stem = phrase.strip_suffix(ending).filter(|stem| stem.len() > 2)?;
            instead.iter().find_map(|end| *self.by_name.get(&format!("{stem}{end}"))?)
        })
    }

    /// Takes the first words that stand for a country out of a name; the longest such stretch is taken.
    /// Nothing is taken where nothing would be left.
    pub(super) fn take_out(&self, name: &mut Vec<String>) -> Option<usize> {
        for start in 0..name.len() {
            for end in (start + 1..=name.len().min(start + MAX_WORDS)).rev() {
                let phrase = name.get(start..end)?.join(" ");
                if end - start < name.len()
                    && let Some(country) = self.country(&phrase)
                {
                    name.drain(start..end);
                    return Some(country);
                }
            }
        }
        None
    }
}
