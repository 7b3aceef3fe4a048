//! Persons who are named by one word alone.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::{Cluster, Clusters, Reason};
use super::local::Ties;
use crate::facts::EntityKind;

/// Above this number of persons with one surname nobody can be meant by it alone.
pub(super) const MAX_BEARERS: usize = 50;

/// What all documents tell of a person who is named in full.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub countries: BTreeSet<usize>,
    pub offices: BTreeSet<&'a String>,
}

/// What one document tells of a person who is named by one word.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told<'a> {
    pub surname: &'a str,
    pub countries: &'a [usize],
    pub offices: &'a [String],
}

/// Whom a surname is counted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// To one who is named in full.
    To(usize, Reason),
    /// To nobody else; it might be this one.
    Alone(Option<usize>),
    /// To all of whom the same is told.
    Alike,
}

/// Why a surname is left alone that somebody bears.
pub(super) const BORNE: &str = "a surname that several bear, or whose bearer has another office";

/// Whom a surname is counted to, of those who bear it, in order of the first that names them. Cost: their number.
pub(super) fn counted<'k>(
    told: &Told<'_>,
    candidates: &[usize],
    known: impl Fn(usize) -> &'k Known<'k>,
) -> Counted {
    let by_office: Vec<usize> =
        candidates.iter().copied().filter(|&c| known(c).shares(told) == (true, true)).collect();
    match (candidates, &by_office[..]) {
        ([only], _) if !known(*only).clashes(told) => Counted::To(*only, Reason::Surname),
        (_, [only]) => Counted::To(*only, Reason::SurnameAndOffice),
        (several, _) if told.countries.is_empty() || told.offices.is_empty() => {
            Counted::Alone(several.first().copied())
        }
        _ => Counted::Alike,
    }
}

impl<'a> Known<'a> {
    fn of(cluster: &Cluster, ties: &'a Ties) -> Self {
        let members = || cluster.members.iter().map(|&(member, _)| member);
        Self {
            countries: members().flat_map(|m| ties.countries[m].iter().copied()).collect(),
            offices: members().flat_map(|m| &ties.offices[m]).collect(),
        }
    }

    /// Is there a country, and an office, that both have?
    fn shares(&self, told: &Told<'_>) -> (bool, bool) {
        (
            told.countries.iter().any(|country| self.countries.contains(country)),
            told.offices.iter().any(|office| self.offices.contains(office)),
        )
    }

    /// Are countries, or offices, known of both and none the same?
    fn clashes(&self, told: &Told<'_>) -> bool {
        let (country, office) = self.shares(told);
        (!told.countries.is_empty() && !self.countries.is_empty() && !country)
            || (!told.offices.is_empty() && !self.offices.is_empty() && !office)
    }
}

/// Counts persons who are named by one word to the one person who bears it, or to each other.
pub(super) fn resolve(
    short: &[(usize, &str)],
    bearers: &BTreeMap<String, BTreeSet<usize>>,
    ties: &Ties,
    clusters: &mut Clusters,
) {
    // What the full names alone tell: surnames that are joined must not change what later ones see.
    let known: BTreeMap<usize, Known<'_>> = bearers
        .values()
        .flatten()
        .map(|&cluster| (cluster, Known::of(&clusters.all[cluster], ties)))
        .collect();
    let first = |cluster: &usize| clusters.all.get(*cluster).and_then(|it| it.members.first());
    let in_order = |all: &BTreeSet<usize>| {
        let mut all: Vec<usize> = all.iter().copied().collect();
        all.sort_by_key(first);
        all
    };
    let bearers: BTreeMap<&str, Vec<usize>> = bearers
        .iter()
        .filter(|(_, all)| all.len() <= MAX_BEARERS)
        .map(|(word, all)| (word.as_str(), in_order(all)))
        .collect();
    let mut alike: BTreeMap<Told<'_>, Vec<usize>> = BTreeMap::new();
    for &(number, surname) in short {
        let (countries, offices) = (&ties.countries[number][..], &ties.offices[number][..]);
        let candidates = bearers.get(surname).map_or(&[][..], Vec::as_slice);
        let told = Told { surname, countries, offices };
        match counted(&told, candidates, |cluster| &known[&cluster]) {
            Counted::To(one, reason) => clusters.join(one, number, reason),
            Counted::Alone(perhaps) => {
                let alone = clusters.add(EntityKind::Person, vec![(number, Reason::Named)], None);
                if let Some(first) = perhaps {
                    clusters.doubts.push((first, alone, BORNE));
                }
            }
            Counted::Alike => alike.entry(told).or_default().push(number),
        }
    }
    for members in alike.into_values() {
        clusters.add(EntityKind::Person, all_alike(&members), None);
    }
}

/// Those of whom the same is told, with why they are one.
pub(super) fn all_alike<N: Copy>(members: &[N]) -> Vec<(N, Reason)> {
    let reason = if members.len() > 1 { Reason::SurnameAndOffice } else { Reason::Named };
    members.iter().map(|&member| (member, reason)).collect()
}
