//! The aspects of facts that are counted.

use std::collections::BTreeMap;

use crate::evaluate::Count;

/// An aspect of the facts of articles, in the order in which they are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Entities with their kind.
    Entities,
    /// Their surface forms.
    Mentions,
    /// Standing relations between them.
    Relations,
    /// Events: type and place in the text.
    Events,
    /// … with the same actors and targets.
    ExactEvents,
    /// Each actor, target and place of an event.
    Roles,
    /// Is a matched event told as a fact?
    Factuality,
    /// The mode of a matched event.
    Mode,
    /// The date of a matched event.
    Date,
    /// The quantities of a matched event.
    Quantities,
    /// The office of a matched relation.
    Office,
    /// What was said.
    Contents,
    /// What was said, and who said it.
    Statements,
    /// How a matched statement is reported.
    Kind,
    /// Whom a matched statement is about.
    About,
    /// To whom a matched statement was said.
    Audience,
}

impl Aspect {
    /// Every aspect, in order.
    pub const ALL: [Self; 16] = [
        Self::Entities,
        Self::Mentions,
        Self::Relations,
        Self::Events,
        Self::ExactEvents,
        Self::Roles,
        Self::Factuality,
        Self::Mode,
        Self::Date,
        Self::Quantities,
        Self::Office,
        Self::Contents,
        Self::Statements,
        Self::Kind,
        Self::About,
        Self::Audience,
    ];

    /// As it is printed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Mentions => "mentions",
            Self::Relations => "relations",
            Self::Events => "events (type, place in text)",
            Self::ExactEvents => "events (type, actor and target exact)",
            Self::Roles => "event roles",
            Self::Factuality => "factuality of matched events",
            Self::Mode => "mode of matched events",
            Self::Date => "date of matched events",
            Self::Quantities => "quantities of matched events",
            Self::Office => "office of matched relations",
            Self::Contents => "statements (content)",
            Self::Statements => "statements (speaker and content)",
            Self::Kind => "kind of matched statements",
            Self::About => "about of matched statements",
            Self::Audience => "audience of matched statements",
        }
    }
}

/// Counts of one event type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ByType {
    /// Events of this type, by type and place in the text.
    pub events: Count,
    /// Their actors, targets and places.
    pub roles: Count,
}

/// The counts of articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleCounts {
    aspects: [Count; Aspect::ALL.len()],
    types: BTreeMap<String, ByType>,
}

impl ArticleCounts {
    pub(super) fn count(&mut self, aspect: Aspect, count: Count) {
        if let Some(row) = self.aspects.get_mut(aspect as usize) {
            row.add(count);
        }
    }

    pub(super) fn of_type(&mut self, kind: &str) -> &mut ByType {
        self.types.entry(kind.to_owned()).or_default()
    }

    /// Counts those of other articles, too.
    pub fn add(&mut self, other: &Self) {
        for (aspect, count) in Aspect::ALL.iter().zip(other.aspects) {
            self.count(*aspect, count);
        }
        for (kind, more) in &other.types {
            let row = self.of_type(kind);
            row.events.add(more.events);
            row.roles.add(more.roles);
        }
    }

    /// The counts of one aspect.
    pub fn of(&self, aspect: Aspect) -> Count {
        self.aspects.get(aspect as usize).copied().unwrap_or_default()
    }

    /// Relations, roles of events and statements together: the one figure for all.
    pub fn facts(&self) -> Count {
        let mut all = Count::default();
        for aspect in [Aspect::Relations, Aspect::Roles, Aspect::Statements] {
            all.add(self.of(aspect));
        }
        all
    }

    /// All aspects by name, `facts` first.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, Count)> {
        let aspects = Aspect::ALL.iter().map(|aspect| (aspect.as_str(), self.of(*aspect)));
        std::iter::once(("facts", self.facts())).chain(aspects)
    }

    /// The counts of each event type, by name.
    pub fn types(&self) -> &BTreeMap<String, ByType> {
        &self.types
    }
}
