//! Local ids of facts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The local id of something in one document: a letter and a number, as `e12`. It takes four bytes, since a long
/// document names its entities hundreds of thousands of times.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(into = "String", try_from = "String")]
pub struct Id<const LETTER: char>(u32);

/// The local id of an entity: `e1`, `e2`, …
pub type EntityId = Id<'e'>;
/// The local id of an event: `v1`, `v2`, …
pub type EventId = Id<'v'>;
/// The local id of a statement: `s1`, `s2`, …
pub type StatementId = Id<'s'>;

/// Not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the id {found:?} is not {letter:?} and a number")]
pub struct IdError {
    /// What stands there.
    pub found: String,
    /// What an id of this kind begins with.
    pub letter: char,
}

impl<const LETTER: char> Id<LETTER> {
    /// The id of the thing that comes after `count` others. Past four milliards, which no document that fits into
    /// memory holds, ids stay the same.
    pub fn after(count: usize) -> Self {
        Self(u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// Its number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl<const LETTER: char> fmt::Display for Id<LETTER> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{LETTER}{}", self.0)
    }
}

impl<const LETTER: char> From<Id<LETTER>> for String {
    fn from(id: Id<LETTER>) -> Self {
        id.to_string()
    }
}

impl<const LETTER: char> FromStr for Id<LETTER> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let number = text
            .strip_prefix(LETTER)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            // One id has one spelling.
            .filter(|digits| !digits.starts_with('0') || *digits == "0")
            .and_then(|digits| digits.parse().ok());
        number.map(Self).ok_or_else(|| IdError { found: text.to_owned(), letter: LETTER })
    }
}

impl<const LETTER: char> TryFrom<String> for Id<LETTER> {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::EntityId;

    #[test]
    fn an_id_is_its_letter_and_a_number() {
        assert_eq!(EntityId::after(0).to_string(), "e1");
        assert_eq!("e12".parse(), Ok(EntityId::after(11)));
        for wrong in ["", "e", "v1", "e-1", "e+1", "e1x", "E1", "e01", "e99999999999"] {
            assert!(wrong.parse::<EntityId>().is_err(), "{wrong}");
        }
    }
}
