//! Persons across documents: by full name, told apart by country of office; then surnames alone.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::{Clusters, Reason};
use super::local::{Locals, Ties};
use super::person_name::{Name, is_description};
use super::split::by_country;
use super::surname;
use super::union::UnionFind;
use crate::facts::{Entity, EntityKind};

/// Adds a node for each person.
pub(super) fn resolve(locals: &Locals<'_>, ties: &Ties, clusters: &mut Clusters) {
    let (mut full, mut short) = (Vec::new(), Vec::new());
    for (number, entity) in locals.named(EntityKind::Person) {
        match Name::new(&entity.name).filter(|_| !is_description(&entity.name)) {
            Some(name) if name.given.is_some() => full.push((number, entity, name)),
            Some(name) => short.push((number, name.surname)),
            None => {
                clusters.add(EntityKind::Person, vec![(number, Reason::Named)], None);
            }
        }
    }
    let bearers = full_names(&full, ties, clusters);
    surname::resolve(&short, &bearers, ties, clusters);
}

/// Groups full names, and returns for each word that may stand for a person alone those persons' clusters.
fn full_names(
    full: &[(usize, &Entity, Name)],
    ties: &Ties,
    clusters: &mut Clusters,
) -> BTreeMap<String, BTreeSet<usize>> {
    let mut bearers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for group in by_key(full) {
        for variant in by_middle(&group) {
            let members: Vec<usize> = variant.iter().map(|(number, ..)| *number).collect();
            let parts = by_country(&members, &ties.countries);
            let mut first = None;
            for part in parts {
                let reason = |&member: &usize| (member, Reason::FullName);
                let cluster =
                    clusters.add(EntityKind::Person, part.iter().map(reason).collect(), None);
                match first {
                    None => first = Some(cluster),
                    Some(first) => clusters.doubts.push((
                        first,
                        cluster,
                        "the same full name, offices of different countries",
                    )),
                }
                for (number, entity, name) in &variant {
                    if clusters.of[*number] == Some(cluster) {
                        for alone in alone(entity, name) {
                            bearers.entry(alone).or_default().insert(cluster);
                        }
                    }
                }
            }
        }
    }
    bearers
}

/// The words that a document may call a person by alone: the surname, and each part of the name that some
/// mention consists of ("Xi" of "Xi Jinping").
fn alone(entity: &Entity, name: &Name) -> Vec<String> {
    let single = |mention: &String| Name::new(mention).filter(|m| m.given.is_none());
    let own = |word: &String| {
        name.given.as_ref() == Some(word) || *word == name.surname || name.middle.contains(word)
    };
    let taught = entity.mentions.iter().filter_map(single).map(|m| m.surname).filter(own);
    std::iter::once(name.surname.clone()).chain(taught).collect()
}

/// Full names of one first and last name. A document that calls one person by two last names ("Gabriel Boric
/// Font", "Gabriel Boric") joins the two.
fn by_key<'a>(full: &[(usize, &'a Entity, Name)]) -> Vec<Vec<(usize, &'a Entity, Name)>> {
    let keys_of = |entity: &Entity, name: &Name| -> Vec<String> {
        let same_first = |other: &Name| other.given == name.given;
        let others = entity.mentions.iter().filter_map(|m| Name::new(m)).filter(same_first);
        std::iter::once(name.key()).chain(others.map(|other| other.key())).flatten().collect()
    };
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (_, entity, name) in full {
        for key in keys_of(entity, name) {
            numbers.entry(key).or_insert(0);
        }
    }
    for (i, number) in numbers.values_mut().enumerate() {
        *number = i;
    }
    let mut union = UnionFind::new(numbers.len());
    let mut own = Vec::with_capacity(full.len());
    for (_, entity, name) in full {
        let keys: Vec<usize> = keys_of(entity, name).iter().map(|key| numbers[key]).collect();
        for pair in keys.windows(2) {
            union.join(pair[0], pair[1]);
        }
        own.push(keys.first().copied());
    }
    let mut groups: BTreeMap<usize, Vec<(usize, &Entity, Name)>> = BTreeMap::new();
    for (item, own) in full.iter().zip(own) {
        if let Some(own) = own {
            groups.entry(union.find(own)).or_default().push(item.clone());
        }
    }
    groups.into_values().collect()
}

/// Persons of one first and last name by what stands between: names without it, and initials, go with the only
/// one that there is.
fn by_middle<'a>(group: &[(usize, &'a Entity, Name)]) -> Vec<Vec<(usize, &'a Entity, Name)>> {
    let is_initial = |word: &String| word.chars().count() == 1;
    let spelled: BTreeSet<&Vec<String>> = group
        .iter()
        .map(|(.., name)| &name.middle)
        .filter(|middle| middle.iter().any(|word| !is_initial(word)))
        .collect();
    let initials =
        |middle: &[String]| middle.iter().filter_map(|w| w.chars().next()).collect::<String>();
    // What each stretch of initials may stand for; `None` where that is not one thing.
    let mut stands_for: BTreeMap<String, Option<&Vec<String>>> = BTreeMap::new();
    for middle in &spelled {
        for end in 0..=middle.len() {
            let prefix = initials(middle.get(..end).unwrap_or(middle));
            stands_for.entry(prefix).and_modify(|one| *one = None).or_insert(Some(middle));
        }
    }
    let home = |middle: &Vec<String>| -> Vec<String> {
        match stands_for.get(&initials(middle)) {
            Some(Some(only)) if !spelled.contains(middle) => (*only).clone(),
            _ => middle.clone(),
        }
    };
    let mut variants: BTreeMap<Vec<String>, Vec<(usize, &Entity, Name)>> = BTreeMap::new();
    for item in group {
        variants.entry(home(&item.2.middle)).or_default().push(item.clone());
    }
    // Bare names and initials alone ("John Smith", "John P. Smith") are one where nothing else is known.
    if spelled.is_empty() && variants.len() == 2 && variants.contains_key(&Vec::new()) {
        return vec![variants.into_values().flatten().collect()];
    }
    variants.into_values().collect()
}
