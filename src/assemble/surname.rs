//! Persons who are named by one word alone.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::{Cluster, Clusters, Reason};
use super::local::Ties;
use crate::facts::EntityKind;

/// Above this number of persons with one surname nobody can be meant by it alone.
const MAX_BEARERS: usize = 50;

/// What all documents tell of a person who is named in full.
struct Known<'a> {
    countries: BTreeSet<usize>,
    offices: BTreeSet<&'a String>,
}

/// What one document tells of a person who is named by one word.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Told<'a> {
    surname: &'a str,
    countries: &'a [usize],
    offices: &'a [String],
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
    short: &[(usize, String)],
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
    let mut alike: BTreeMap<Told<'_>, Vec<usize>> = BTreeMap::new();
    for (number, surname) in short {
        let (countries, offices) = (&ties.countries[*number], &ties.offices[*number]);
        let candidates = bearers.get(surname).filter(|all| all.len() <= MAX_BEARERS);
        let candidates: Vec<usize> = candidates.into_iter().flatten().copied().collect();
        let told = Told { surname, countries, offices };
        let by_office: Vec<usize> =
            candidates.iter().copied().filter(|c| known[c].shares(&told) == (true, true)).collect();
        match (&candidates[..], &by_office[..]) {
            ([only], _) if !known[only].clashes(&told) => {
                clusters.join(*only, *number, Reason::Surname)
            }
            (_, [only]) => clusters.join(*only, *number, Reason::SurnameAndOffice),
            (several, _) => {
                if countries.is_empty() || offices.is_empty() {
                    let alone =
                        clusters.add(EntityKind::Person, vec![(*number, Reason::Named)], None);
                    if let Some(&first) = several.first() {
                        let why = "a surname that several bear, or whose bearer has another office";
                        clusters.doubts.push((first, alone, why));
                    }
                } else {
                    alike.entry(told).or_default().push(*number);
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
