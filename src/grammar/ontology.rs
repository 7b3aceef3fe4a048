//! What extraction may make: labels, relation types, event types, and what is read off them.

use serde::Deserialize;

use super::error::{GrammarError, from_ron};
use super::kind::EntityKind;

/// A role of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Who does it.
    Actor,
    /// Who receives it.
    Target,
    /// Where it happens.
    Place,
}

impl Role {
    /// The relationship type that leads from an event to what fills the role.
    pub const fn relationship(self) -> &'static str {
        match self {
            Self::Actor => "ACTOR",
            Self::Target => "TARGET",
            Self::Place => "PLACE",
        }
    }
}

/// A kind of entities.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityType {
    /// As in facts, lower case.
    pub kind: String,
    /// Label of its nodes.
    pub label: String,
}

/// A type of standing relations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationType {
    /// As in facts, lower case.
    pub name: String,
    /// Type of its relationships in the graph.
    pub relationship: String,
    /// Name of the property that takes the relation's value, where it has one.
    #[serde(default)]
    pub value: Option<String>,
    /// Kinds of entities that it may start from.
    pub from: Vec<String>,
    /// Kinds of entities that it may lead to.
    pub to: Vec<String>,
}

/// A plain name of events of one type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlainName {
    /// The mode that is so named; `None`: every event of the type.
    #[serde(default)]
    pub mode: Option<String>,
    /// The label.
    pub label: String,
}

/// A direct relationship read off asserted events.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Direct {
    /// Its type.
    pub relationship: String,
    /// The modes that give it; empty: all of them, and none.
    #[serde(default)]
    pub modes: Vec<String>,
    /// The roles that it leads to from each actor.
    #[serde(default = "target_only")]
    pub to: Vec<Role>,
}

fn target_only() -> Vec<Role> {
    vec![Role::Target]
}

/// What makes it sure that two documents which tell of events of one type, between the same parties and on the same day,
/// tell of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sameness {
    /// Nothing more: nobody does so twice a day to the same.
    Parties,
    /// A person is one of the parties, or three parties are the same; else a place as below.
    People,
    /// The same town or facility.
    Place,
}

/// When events that several documents tell of are one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Once {
    /// The modes that it holds for; empty: all of them, and none.
    #[serde(default)]
    pub modes: Vec<String>,
    /// What makes it sure.
    pub by: Sameness,
}

/// Does something hold for an event of this mode, that is said of `modes`? Of none it is said of all.
fn covers(modes: &[String], mode: Option<&str>) -> bool {
    modes.is_empty() || mode.is_some_and(|mode| modes.iter().any(|m| m == mode))
}

/// A type of events.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// As in facts, upper case.
    pub name: String,
    /// Label of its nodes.
    pub label: String,
    /// May all parties be actors, so that direct relationships stand between them?
    #[serde(default)]
    pub symmetric: bool,
    /// Its modes.
    #[serde(default)]
    pub modes: Vec<String>,
    /// Its plain names.
    #[serde(default)]
    pub named: Vec<PlainName>,
    /// The direct relationships that are read off it.
    #[serde(default)]
    pub direct: Vec<Direct>,
    /// When events of several documents are one; the first that fits counts. Without any they are never.
    #[serde(default)]
    pub once: Vec<Once>,
}

impl EventType {
    /// The labels of an event of this type and `mode`, `Event` first.
    pub fn labels(&self, mode: Option<&str>) -> Vec<&str> {
        let plain =
            self.named.iter().filter(|name| name.mode.is_none() || name.mode.as_deref() == mode);
        ["Event", self.label.as_str()]
            .into_iter()
            .chain(plain.map(|name| name.label.as_str()))
            .collect()
    }

    /// The direct relationships of an event of this type and `mode`.
    pub fn direct(&self, mode: Option<&str>) -> impl Iterator<Item = &Direct> {
        self.direct.iter().filter(move |direct| covers(&direct.modes, mode))
    }

    /// What makes it sure that events of this type and `mode` in several documents are one; `None`: nothing does.
    pub fn once(&self, mode: Option<&str>) -> Option<Sameness> {
        self.once.iter().find(|once| covers(&once.modes, mode)).map(|once| once.by)
    }
}

/// The whole ontology: the file `ontology.ron`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ontology {
    /// Kinds of entities.
    pub entities: Vec<EntityType>,
    /// Types of standing relations.
    pub relations: Vec<RelationType>,
    /// Types of events.
    pub events: Vec<EventType>,
    /// Quantities that are properties of an event's node.
    pub quantities: Vec<String>,
}

impl Ontology {
    /// Reads and checks the text of `ontology.ron`.
    ///
    /// # Errors
    /// The first mistake of form, or a kind or mode that is used and not declared, or a name given twice.
    pub fn parse(file: &str, text: &str) -> Result<Self, GrammarError> {
        let ontology: Self = from_ron(file, text)?;
        let fail = |needle: &str, message: String| {
            GrammarError::at(file, text, &format!("\"{needle}\""), message)
        };
        let kinds: Vec<&str> =
            ontology.entities.iter().map(|entity| entity.kind.as_str()).collect();
        let known = EntityKind::ALL.map(EntityKind::as_str);
        for kind in &kinds {
            if !known.contains(kind) {
                return Err(fail(kind, format!("no kind of entity is called {kind:?}"))
                    .hint(format!("one of {}", known.join(", "))));
            }
        }
        for relation in &ontology.relations {
            for kind in relation.from.iter().chain(&relation.to) {
                if !kinds.contains(&kind.as_str()) {
                    return Err(fail(
                        kind,
                        format!("{}: no kind of entity is called {kind:?}", relation.name),
                    )
                    .hint(format!("one of {}", kinds.join(", "))));
                }
            }
        }
        for event in &ontology.events {
            let named = event.named.iter().filter_map(|name| name.mode.as_ref());
            let told = event.once.iter().flat_map(|once| &once.modes);
            let read_off = event.direct.iter().flat_map(|direct| &direct.modes);
            for mode in named.chain(read_off).chain(told) {
                if !event.modes.contains(mode) {
                    return Err(fail(mode, format!("{}: no mode is called {mode:?}", event.name))
                        .hint(format!("its modes are {}", event.modes.join(", "))));
                }
            }
        }
        let names = kinds
            .into_iter()
            .chain(ontology.relations.iter().map(|relation| relation.name.as_str()))
            .chain(ontology.events.iter().map(|event| event.name.as_str()));
        let mut seen = std::collections::BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                return Err(fail(name, format!("{name:?} is declared twice")));
            }
        }
        Ok(ontology)
    }

    /// The event type of this name.
    pub fn event(&self, name: &str) -> Option<&EventType> {
        self.events.iter().find(|event| event.name == name)
    }

    /// The relation type of this name.
    pub fn relation(&self, name: &str) -> Option<&RelationType> {
        self.relations.iter().find(|relation| relation.name == name)
    }

    /// The label of entities of this kind.
    pub fn label(&self, kind: &str) -> Option<&str> {
        self.entities.iter().find(|entity| entity.kind == kind).map(|entity| entity.label.as_str())
    }
}
