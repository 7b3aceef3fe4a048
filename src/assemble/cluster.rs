//! Which entities of which documents are one node.

use super::local::{Locals, Ties};
use super::nation::Nations;
use super::{country, named, person};
use crate::facts::EntityKind;
use crate::grammar::Lexicon;

/// Why an entity of a document was counted to a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// It is described and not named, so it is a node of its own.
    Described,
    /// It has a name, and nothing tells whether it is the same as another of that name.
    Named,
    /// The ISO code of the country.
    Iso,
    /// The name of the country.
    CountryName,
    /// First and last name.
    FullName,
    /// A surname that one person alone has in all documents.
    Surname,
    /// A surname, with the country and the office of the person.
    SurnameAndOffice,
    /// An acronym that a document spells out.
    Acronym,
    /// The name.
    Name,
    /// A general name ("foreign ministry") with the country it belongs to.
    NameAndCountry,
    /// An analyst judged that it is one with the others.
    Judged,
    /// An analyst judged that it is another than what it was counted to.
    Split,
}

impl Reason {
    /// As a frame's name, for evidence.
    pub(super) const fn frame(self) -> &'static str {
        match self {
            Self::Described => "entity/described",
            Self::Named => "entity/named",
            Self::Iso => "merge/iso-code",
            Self::CountryName => "merge/country-name",
            Self::FullName => "merge/full-name",
            Self::Surname => "merge/surname",
            Self::SurnameAndOffice => "merge/surname-and-office",
            Self::Acronym => "merge/acronym",
            Self::Name => "merge/name",
            Self::NameAndCountry => "merge/name-and-country",
            Self::Judged => "merge/judged",
            Self::Split => "split/judged",
        }
    }
}

/// Entities by number, each with why it is counted to a node.
pub(super) type Members = Vec<(usize, Reason)>;

/// The entities that are one node.
#[derive(Debug)]
pub(super) struct Cluster {
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Number and reason of each entity, in order of number; never empty.
    pub members: Members,
    /// The cluster of the country that its general name is told apart by.
    pub country: Option<usize>,
}

impl Cluster {
    /// Is the node bound to the one document that describes it?
    pub(super) fn is_local(&self) -> bool {
        matches!(self.members[..], [(_, Reason::Described | Reason::Named)])
    }
}

/// All nodes that entities become.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    /// The nodes.
    pub all: Vec<Cluster>,
    /// For each entity by number its node; complete once all kinds are resolved.
    pub of: Vec<Option<usize>>,
    /// Pairs of nodes that may be one, with the reason.
    pub doubts: Vec<(usize, usize, &'static str)>,
}

impl Clusters {
    /// Adds a node and returns its number.
    pub(super) fn add(
        &mut self,
        kind: EntityKind,
        mut members: Members,
        country: Option<usize>,
    ) -> usize {
        members.sort_unstable();
        let number = self.all.len();
        for &(member, _) in &members {
            self.of[member] = Some(number);
        }
        self.all.push(Cluster { kind, members, country });
        number
    }

    /// Counts one more entity to a node.
    pub(super) fn join(&mut self, cluster: usize, member: usize, reason: Reason) {
        self.of[member] = Some(cluster);
        self.all[cluster].members.push((member, reason));
    }
}

/// Works out which entities are one. Cost: near linear (sorting and hashing of names).
pub(super) fn resolve(locals: &Locals<'_>, lexicon: &Lexicon) -> (Clusters, Nations) {
    let mut clusters = Clusters { of: vec![None; locals.all.len()], ..Clusters::default() };
    for (number, local) in locals.all.iter().enumerate() {
        if local.entity.unnamed {
            clusters.add(local.entity.kind, vec![(number, Reason::Described)], None);
        }
    }
    country::resolve(locals, &mut clusters);
    let country: Vec<Option<usize>> = (0..locals.all.len())
        .map(|n| clusters.of[n].filter(|&c| clusters.all[c].kind == EntityKind::Country))
        .collect();
    let ties = Ties::new(locals, &country);
    person::resolve(locals, &ties, &mut clusters);
    let nations = Nations::new(locals, &clusters, lexicon);
    named::resolve(locals, &ties, &nations, &mut clusters);
    for cluster in &mut clusters.all {
        cluster.members.sort_unstable();
    }
    (clusters, nations)
}
