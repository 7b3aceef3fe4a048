//! Kinds of entities and degrees of factuality: the fixed words that grammar and facts share.

use serde::{Deserialize, Serialize};

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body of people: governments' bodies, armed forces, companies, media, parties, armed groups.
    Organization,
    /// A sovereign state or a widely listed territory.
    Country,
    /// A city, region, river, sea or front line.
    Place,
    /// An embassy, plant, airfield, hospital, building.
    Facility,
    /// A named weapon system.
    Weapon,
    /// A named thing that is none of these: a treaty, a summit, a ship, a book.
    Other,
}

impl EntityKind {
    /// Every kind, in order of declaration.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Organization,
        Self::Country,
        Self::Place,
        Self::Facility,
        Self::Weapon,
        Self::Other,
    ];

    /// The spelling in facts: lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Country => "country",
            Self::Place => "place",
            Self::Facility => "facility",
            Self::Weapon => "weapon",
            Self::Other => "other",
        }
    }
}

/// Is an event told as a fact?
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Factuality {
    /// The writer states it, or attributes it to a source as having happened.
    #[default]
    Asserted,
    /// Announced, promised, expected, scheduled.
    Planned,
    /// Might, could, considered, called for.
    Possible,
    /// Negated: did not, refused to, denied that.
    Denied,
}

impl Factuality {
    /// The spelling in facts and in the graph: lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Denied => "denied",
        }
    }
}
