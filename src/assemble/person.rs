//! Persons across documents: by full name, told apart by country of office; then surnames alone.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::{Clusters, Reason};
use super::local::{Locals, Ties};
use super::name::{is_lower, spelling, words};
use super::split::by_country;
use super::union::UnionFind;
use crate::facts::{Entity, EntityKind};

/// Forms of address and rank that may still stand before a name; they never tell two persons apart.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "gen",
    "general",
    "lt",
    "lieutenant",
    "col",
    "colonel",
    "maj",
    "major",
    "capt",
    "captain",
    "adm",
    "admiral",
    "president",
    "premier",
    "minister",
    "prime",
    "chancellor",
    "senator",
    "ambassador",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "sheikh",
    "ayatollah",
    "rev",
    "hon",
];

/// Words before a surname that belong to it.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ter",
    "bin", "ibn", "ben", "bint", "al", "el", "abu",
];

/// Words behind a surname that do not tell persons apart.
const SUFFIXES: &[&str] = &["jr", "sr"];

/// How many words between first and last name are looked at.
const MAX_MIDDLE: usize = 4;

/// Above this number of persons with one surname nobody can be meant by it alone.
const MAX_BEARERS: usize = 50;

/// A name taken apart, in the spelling of [`spelling`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The first name; `None` of a surname alone.
    pub given: Option<String>,
    /// What stands between, particles left out.
    pub middle: Vec<String>,
    /// The last word.
    pub surname: String,
}

impl Name {
    /// Takes a person's name apart; `None` where it holds no letter.
    pub(super) fn new(name: &str) -> Option<Self> {
        let all = words(name);
        let start = all.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
        let mut rest: &[String] = all.get(start..).filter(|rest| !rest.is_empty()).unwrap_or(&all);
        while let [first @ .., last] = rest
            && first.len() > 1
            && SUFFIXES.contains(&last.as_str())
        {
            rest = first;
        }
        let (surname, before) = rest.split_last()?;
        let (given, middle) = match before.split_first() {
            Some((given, middle)) if !PARTICLES.contains(&given.as_str()) => (Some(given), middle),
            _ => (None, &[][..]),
        };
        let middle = middle.iter().filter(|word| !PARTICLES.contains(&word.as_str()));
        let middle = middle.take(MAX_MIDDLE);
        Some(Self {
            given: given.map(|word| spelling(word)),
            middle: middle.map(|word| spelling(word)).collect(),
            surname: spelling(surname),
        })
    }

    /// First and last name.
    fn key(&self) -> Option<String> {
        self.given.as_ref().map(|given| format!("{given} {}", self.surname))
    }
}

/// A person's name without the forms of address before it.
pub(super) fn bare(name: &str) -> &str {
    let mut rest = name.trim();
    while let Some((first, after)) = rest.split_once(char::is_whitespace)
        && let [word] = &words(first)[..]
        && TITLES.contains(&word.as_str())
    {
        rest = after.trim_start();
    }
    rest
}

/// Adds a node for each person.
pub(super) fn resolve(locals: &Locals<'_>, ties: &Ties, clusters: &mut Clusters) {
    let (mut full, mut short) = (Vec::new(), Vec::new());
    for (number, entity) in locals.named(EntityKind::Person) {
        match Name::new(&entity.name).filter(|_| !is_lower(&entity.name)) {
            Some(name) if name.given.is_some() => full.push((number, entity, name)),
            Some(name) => short.push((number, name.surname)),
            None => {
                clusters.add(EntityKind::Person, vec![(number, Reason::Named)], None);
            }
        }
    }
    let bearers = full_names(&full, ties, clusters);
    surnames(&short, &bearers, ties, clusters);
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

/// Counts persons who are named by one word to the one person who bears it, or to each other.
fn surnames(
    short: &[(usize, String)],
    bearers: &BTreeMap<String, BTreeSet<usize>>,
    ties: &Ties,
    clusters: &mut Clusters,
) {
    // What the full names alone tell: surnames that are joined must not change what later ones see.
    let mut known: BTreeMap<usize, (BTreeSet<usize>, BTreeSet<String>)> = BTreeMap::new();
    for &cluster in bearers.values().flatten() {
        known.entry(cluster).or_insert_with(|| {
            let members = || clusters.all[cluster].members.iter().map(|&(member, _)| member);
            (
                members().flat_map(|m| ties.countries[m].iter().copied()).collect(),
                members().flat_map(|m| ties.offices[m].iter().cloned()).collect(),
            )
        });
    }
    let mut alike: BTreeMap<(&str, &[usize], &[String]), Vec<usize>> = BTreeMap::new();
    for (number, surname) in short {
        let (countries, offices) = (&ties.countries[*number], &ties.offices[*number]);
        let candidates = bearers.get(surname).filter(|all| all.len() <= MAX_BEARERS);
        let candidates: Vec<usize> = candidates.into_iter().flatten().copied().collect();
        let shares = |cluster: &usize| {
            let (of, held) = &known[cluster];
            (countries.iter().any(|c| of.contains(c)), offices.iter().any(|o| held.contains(o)))
        };
        let clashes = |cluster: &usize| {
            let (of, held) = &known[cluster];
            let (country, office) = shares(cluster);
            (!countries.is_empty() && !of.is_empty() && !country)
                || (!offices.is_empty() && !held.is_empty() && !office)
        };
        let by_office: Vec<&usize> =
            candidates.iter().filter(|cluster| shares(cluster) == (true, true)).collect();
        match (&candidates[..], &by_office[..]) {
            ([only], _) if !clashes(only) => clusters.join(*only, *number, Reason::Surname),
            (_, [only]) => clusters.join(**only, *number, Reason::SurnameAndOffice),
            (several, _) => {
                if countries.is_empty() || offices.is_empty() {
                    let alone =
                        clusters.add(EntityKind::Person, vec![(*number, Reason::Named)], None);
                    if let Some(&first) = several.first() {
                        let why = "a surname that several bear, or whose bearer has another office";
                        clusters.doubts.push((first, alone, why));
                    }
                } else {
                    alike.entry((surname, countries, offices)).or_default().push(*number);
                }
            }
        }
    }
    for members in alike.into_values() {
        let reason = if members.len() > 1 { Reason::SurnameAndOffice } else { Reason::Named };
        let members = members.into_iter().map(|member| (member, reason)).collect();
        clusters.add(EntityKind::Person, members, None);
    }
}
