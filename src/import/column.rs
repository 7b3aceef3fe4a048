//! What a column of a table is.

use std::sync::Arc;

use crate::query::TemporalKind;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// What its cells are to the node or relationship.
    pub role: Role,
    /// Its name; of a property that of the property. An end or id that has none is not kept as a property.
    pub name: Option<Arc<str>>,
    /// What its cells are made into.
    pub kind: Kind,
    /// Are its cells lists, separated by `;`?
    pub list: bool,
}

/// What the cells of a column are to a node or relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A property.
    Property,
    /// The id of a node, in a group of ids.
    Id(Group),
    /// Labels of a node.
    Labels,
    /// The id of the node that a relationship starts from.
    Start(Group),
    /// The id of the node that it leads to.
    End(Group),
    /// Its type.
    Type,
    /// Nothing.
    Ignored,
}

/// Ids are unique within a group; those without one are a group too.
pub(super) type Group = Option<Arc<str>>;

/// What cells are made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers where all are numbers, else text.
    Guessed,
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers.
    Float,
    /// True and false.
    Bool,
    /// Dates and times.
    Temporal(TemporalKind),
}

/// What headers call the kinds; Neo4j's names for numbers of all sizes are among them.
pub(super) const KINDS: [(&str, Kind); 16] = [
    ("string", Kind::Text),
    ("char", Kind::Text),
    ("int", Kind::Int),
    ("long", Kind::Int),
    ("short", Kind::Int),
    ("byte", Kind::Int),
    ("float", Kind::Float),
    ("double", Kind::Float),
    ("boolean", Kind::Bool),
    ("bool", Kind::Bool),
    ("date", Kind::Temporal(TemporalKind::Date)),
    ("localtime", Kind::Temporal(TemporalKind::LocalTime)),
    ("time", Kind::Temporal(TemporalKind::Time)),
    ("localdatetime", Kind::Temporal(TemporalKind::LocalDateTime)),
    ("datetime", Kind::Temporal(TemporalKind::DateTime)),
    ("duration", Kind::Temporal(TemporalKind::Duration)),
];

impl Kind {
    /// What a cell should have been.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Guessed | Self::Text => "text",
            Self::Int => "a whole number of 64 bits",
            Self::Float => "a number",
            Self::Bool => "true or false",
            Self::Temporal(TemporalKind::Date) => "a date, as 2025-07-10",
            Self::Temporal(TemporalKind::LocalTime) => "a local time, as 12:30",
            Self::Temporal(TemporalKind::Time) => "a time, as 12:30+02:00",
            Self::Temporal(TemporalKind::LocalDateTime) => {
                "a local date and time, as 2025-07-10T12:30"
            }
            Self::Temporal(TemporalKind::DateTime) => "a date and time, as 2025-07-10T12:30Z",
            Self::Temporal(TemporalKind::Duration) => "a duration, as P3DT4H",
        }
    }
}
