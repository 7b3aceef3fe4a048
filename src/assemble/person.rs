//! Persons across documents: by full name, told apart by country of office; then surnames alone.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::{Clusters, Reason};
use super::local::{Locals, Ties};
use super::person_name::{Name, is_description};
use super::split::by_country;
use super::surname;
use super::union::UnionFind;
use crate::facts::{Entity, EntityKind};

/// What the name of a person in a document comes to.
#[derive(Debug)]
pub(super) enum Form {
    /// First and last name.
    Full(Full),
    /// A surname alone.
    Surname(String),
    /// No name, but a description.
    Description,
}

/// First and last name.
#[derive(Debug)]
pub(super) struct Full {
    name: Name,
    /// First and last name as one key, its own first; then those that the document also calls the person by ("Gabriel Boric
    /// Font", "Gabriel Boric").
    pub keys: Vec<String>,
    /// The words that a document may call the person by alone: the surname, and each part of the name that some mention
    /// consists of ("Xi" of "Xi Jinping").
    pub alone: Vec<String>,
}

impl Form {
    /// Takes a name apart. Cost: linear in the name and the mentions.
    pub(super) fn of(entity: &Entity) -> Self {
        match Name::new(&entity.name).filter(|_| !is_description(&entity.name)) {
            Some(name) if name.given.is_some() => Self::Full(Full::of(entity, name)),
            Some(name) => Self::Surname(name.surname),
            None => Self::Description,
        }
    }
}

impl Full {
    fn of(entity: &Entity, name: Name) -> Self {
        let mentions: Vec<Name> = entity.mentions.iter().filter_map(|m| Name::new(m)).collect();
        let others = mentions.iter().filter(|other| other.given == name.given);
        let others = others.map(Name::key);
        let keys = std::iter::once(name.key()).chain(others).flatten().collect();
        let own = |word: &&String| {
            name.given.as_ref() == Some(*word)
                || **word == name.surname
                || name.middle.contains(*word)
        };
        let single = mentions.iter().filter(|mention| mention.given.is_none());
        let taught = single.map(|mention| &mention.surname).filter(own).cloned();
        let alone = std::iter::once(name.surname.clone()).chain(taught).collect();
        Self { name, keys, alone }
    }
}

/// A person who is named in full, by number.
pub(super) type Named<'f> = (usize, &'f Full);

/// Adds a node for each person.
pub(super) fn resolve(locals: &Locals<'_>, ties: &Ties, clusters: &mut Clusters) {
    let persons = locals.named(EntityKind::Person);
    let forms: Vec<(usize, Form)> =
        persons.map(|(number, entity)| (number, Form::of(entity))).collect();
    let (mut full, mut short) = (Vec::new(), Vec::new());
    for (number, form) in &forms {
        match form {
            Form::Full(form) => full.push((*number, form)),
            Form::Surname(surname) => short.push((*number, surname.as_str())),
            Form::Description => {
                clusters.add(EntityKind::Person, vec![(*number, Reason::Named)], None);
            }
        }
    }
    let bearers = full_names(&full, ties, clusters);
    surname::resolve(&short, &bearers, ties, clusters);
}

/// Groups full names, and returns for each word that may stand for a person alone those persons' clusters.
fn full_names(
    full: &[Named<'_>],
    ties: &Ties,
    clusters: &mut Clusters,
) -> BTreeMap<String, BTreeSet<usize>> {
    let forms: BTreeMap<usize, &Full> = full.iter().copied().collect();
    let mut bearers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for same in persons(full, |member| ties.countries.get(member).map_or(&[][..], Vec::as_slice)) {
        let mut first = None;
        for part in same {
            for form in part.iter().filter_map(|member| forms.get(member)) {
                for alone in &form.alone {
                    bearers.entry(alone.clone()).or_default().insert(clusters.all.len());
                }
            }
            let reason = |&member: &usize| (member, Reason::FullName);
            let cluster = clusters.add(EntityKind::Person, part.iter().map(reason).collect(), None);
            match first {
                None => first = Some(cluster),
                Some(first) => clusters.doubts.push((first, cluster, OF_COUNTRIES)),
            }
        }
    }
    bearers
}

/// Why two of one full name are left two.
pub(super) const OF_COUNTRIES: &str = "the same full name, offices of different countries";

/// The persons of some full names, by number: for each name the persons that bear it, each with the numbers that are this one.
/// Cost: near linear.
pub(super) fn persons<'c>(
    full: &[Named<'_>],
    countries: impl Fn(usize) -> &'c [usize] + Copy,
) -> Vec<Vec<Vec<usize>>> {
    let variants = by_key(full).into_iter().flat_map(|group| by_middle(&group));
    let parts = variants.map(|variant| {
        let members: Vec<usize> = variant.iter().map(|(number, _)| *number).collect();
        by_country(&members, countries)
    });
    parts.collect()
}

/// Full names of one first and last name. A document that calls one person by two last names joins the two.
fn by_key<'f>(full: &[Named<'f>]) -> Vec<Vec<Named<'f>>> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, form) in full {
        for key in &form.keys {
            numbers.entry(key).or_insert(0);
        }
    }
    for (i, number) in numbers.values_mut().enumerate() {
        *number = i;
    }
    let mut union = UnionFind::new(numbers.len());
    let mut own = Vec::with_capacity(full.len());
    for (_, form) in full {
        let keys: Vec<usize> = form.keys.iter().map(|key| numbers[key.as_str()]).collect();
        for pair in keys.windows(2) {
            union.join(pair[0], pair[1]);
        }
        own.push(keys.first().copied());
    }
    let mut groups: BTreeMap<usize, Vec<Named<'f>>> = BTreeMap::new();
    for (item, own) in full.iter().zip(own) {
        if let Some(own) = own {
            groups.entry(union.find(own)).or_default().push(*item);
        }
    }
    groups.into_values().collect()
}

/// Persons of one first and last name by what stands between: names without it, and initials, go with the only
/// one that there is.
fn by_middle<'f>(group: &[Named<'f>]) -> Vec<Vec<Named<'f>>> {
    let is_initial = |word: &String| word.chars().count() == 1;
    let spelled: BTreeSet<&Vec<String>> = group
        .iter()
        .map(|(_, form)| &form.name.middle)
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
    let mut variants: BTreeMap<Vec<String>, Vec<Named<'f>>> = BTreeMap::new();
    for item in group {
        variants.entry(home(&item.1.name.middle)).or_default().push(*item);
    }
    // Bare names and initials alone ("John Smith", "John P. Smith") are one where nothing else is known.
    if spelled.is_empty() && variants.len() == 2 && variants.contains_key(&Vec::new()) {
        return vec![variants.into_values().flatten().collect()];
    }
    variants.into_values().collect()
}
