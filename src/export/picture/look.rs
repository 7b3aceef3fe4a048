//! How kinds look: by shape and by colour, so that neither is needed.

use crate::export::layout::Outline;

/// Colours of a kind: within, around, and the writing on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// Within.
    pub fill: &'static str,
    /// Around.
    pub line: &'static str,
    /// The writing.
    pub text: &'static str,
}

/// What is drawn besides the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    None,
    /// A bar at the left, as beside a quotation.
    Quote,
    /// Bars at the left and right, as of a building.
    Walls,
    /// A folded corner, as of a sheet.
    Fold,
    /// Rounded corners.
    Round,
    /// A bar below.
    Base,
}

/// How nodes of a kind look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The label that it is for.
    pub label: &'static str,
    /// What the legend calls it.
    pub name: &'static str,
    /// Its class in a style sheet.
    pub class: &'static str,
    /// The shape of Graphviz.
    pub dot: &'static str,
    /// Its outline.
    pub outline: Outline,
    /// What is drawn besides.
    pub mark: Mark,
    /// Colours on white. The hues are those of Okabe and Ito (2008), which the colour-blind can tell apart.
    pub light: Colours,
    /// Colours on black.
    pub dark: Colours,
}

const fn colours(fill: &'static str, line: &'static str) -> Colours {
    Colours { fill, line, text: "#14181d" }
}

const fn dark(fill: &'static str, line: &'static str) -> Colours {
    Colours { fill, line, text: "#f1f3f5" }
}

/// The kinds, in the order of the legend.
pub const LOOKS: &[Look] = &[
    Look {
        label: "Person",
        name: "Person",
        class: "person",
        dot: "ellipse",
        outline: Outline::Pill,
        mark: Mark::None,
        light: colours("#d3e6f5", "#0b5a8c"),
        dark: dark("#12395a", "#74bbe8"),
    },
    Look {
        label: "Organization",
        name: "Organization",
        class: "organization",
        dot: "box",
        outline: Outline::Box,
        mark: Mark::None,
        light: colours("#d2efe3", "#00664a"),
        dark: dark("#0d4233", "#52cba3"),
    },
    Look {
        label: "Country",
        name: "Country",
        class: "country",
        dot: "hexagon",
        outline: Outline::Hexagon,
        mark: Mark::None,
        light: colours("#fbf1b8", "#756000"),
        dark: dark("#4b4008", "#e6cf52"),
    },
    Look {
        label: "Place",
        name: "Place",
        class: "place",
        dot: "house",
        outline: Outline::Box,
        mark: Mark::Round,
        light: colours("#fde3bd", "#8a5200"),
        dark: dark("#5a3a0a", "#f2b45c"),
    },
    Look {
        label: "Facility",
        name: "Facility",
        class: "facility",
        dot: "box3d",
        outline: Outline::Box,
        mark: Mark::Walls,
        light: colours("#f6dbe8", "#96366a"),
        dark: dark("#54203c", "#e592bd"),
    },
    Look {
        label: "Weapon",
        name: "Weapon",
        class: "weapon",
        dot: "trapezium",
        outline: Outline::Trapezium,
        mark: Mark::None,
        light: colours("#dfe2e6", "#4a525b"),
        dark: dark("#3a4149", "#b4bcc5"),
    },
    Look {
        label: "Event",
        name: "Event",
        class: "event",
        dot: "octagon",
        outline: Outline::Octagon,
        mark: Mark::None,
        light: colours("#fad9c8", "#a03a00"),
        dark: dark("#5c2509", "#f39a68"),
    },
    Look {
        label: "Statement",
        name: "Statement",
        class: "statement",
        dot: "note",
        outline: Outline::Box,
        mark: Mark::Quote,
        light: colours("#ffffff", "#5a4a8f"),
        dark: dark("#1d2127", "#b5a5ea"),
    },
    Look {
        label: "Document",
        name: "Document",
        class: "document",
        dot: "folder",
        outline: Outline::Box,
        mark: Mark::Fold,
        light: colours("#f6f7f8", "#6a737c"),
        dark: dark("#24292f", "#98a2ac"),
    },
];

/// How nodes of no known kind look.
pub const OTHER: &Look = &Look {
    label: "Other",
    name: "Other",
    class: "other",
    dot: "box",
    outline: Outline::Box,
    mark: Mark::Base,
    light: colours("#eceef0", "#555e67"),
    dark: dark("#31373e", "#a9b2bc"),
};

/// What a line tells, which says how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// What stands for long: an office, a membership, a place.
    Standing,
    /// What one did to another: the short form of an event.
    Deed,
    /// Who takes part in an event.
    Part,
    /// Who said what about whom.
    Saying,
    /// A document and what it tells.
    Telling,
}

impl Class {
    /// All, in the order of the legend.
    pub const ALL: [Self; 5] =
        [Self::Standing, Self::Deed, Self::Part, Self::Saying, Self::Telling];

    /// The class of a type of relationship, which is the short form of an event or not.
    pub fn of(kind: &str, is_event: bool) -> Self {
        match kind {
            "ACTOR" | "TARGET" | "PLACE" => Self::Part,
            "SAID" | "ABOUT" | "TO" => Self::Saying,
            "MENTIONS" | "REPORTS" => Self::Telling,
            _ if is_event => Self::Deed,
            _ => Self::Standing,
        }
    }

    /// Its class in a style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Deed => "deed",
            Self::Part => "part",
            Self::Saying => "saying",
            Self::Telling => "telling",
        }
    }

    /// What the legend calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standing => "holds for long",
            Self::Deed => "did",
            Self::Part => "takes part",
            Self::Saying => "said, about, to",
            Self::Telling => "told in",
        }
    }

    /// Colour on white, on black, and width in pixels.
    pub fn ink(self) -> (&'static str, &'static str, f64) {
        match self {
            Self::Standing => ("#2a3138", "#d5dae0", 1.3),
            Self::Deed => ("#b03a0e", "#f59a6c", 2.0),
            Self::Part => ("#5d6771", "#a3adb7", 1.1),
            Self::Saying => ("#5a4a8f", "#b5a5ea", 1.1),
            Self::Telling => ("#6a737c", "#8d97a1", 0.8),
        }
    }
}

/// How nodes with these labels look.
pub fn look<'a>(labels: impl Iterator<Item = &'a str> + Clone) -> &'static Look {
    LOOKS.iter().find(|look| labels.clone().any(|label| label == look.label)).unwrap_or(OTHER)
}
