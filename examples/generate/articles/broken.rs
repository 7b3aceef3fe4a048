//! Files that are not as they should be.

use serde::Serialize;

use super::random::Random;

/// How a file is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Broken {
    /// It is no text.
    Binary,
    /// It is in Latin-1.
    WrongEncoding,
    /// Nothing is in it.
    Empty,
    /// It ends in the middle of a character.
    CutCharacter,
}

impl Broken {
    /// One file in fifty is broken.
    pub(super) fn choose(random: &mut Random) -> Option<Self> {
        if !random.once_in(50) {
            return None;
        }
        Some(match random.below(4) {
            0 => Self::Binary,
            1 => Self::WrongEncoding,
            2 => Self::Empty,
            _ => Self::CutCharacter,
        })
    }

    /// Is such a file passed over? The others are read with a warning.
    pub(super) fn is_passed_over(self) -> bool {
        matches!(self, Self::Binary | Self::Empty)
    }

    /// The bytes of a file with this text.
    pub(super) fn spoil(self, text: &str, random: &mut Random) -> Vec<u8> {
        match self {
            Self::Binary => {
                let mut bytes = b"\x7fARC\0".to_vec();
                bytes.extend((0..400 + random.below(400)).map(|_| random.next().to_le_bytes()[0]));
                bytes
            }
            Self::WrongEncoding => {
                let text = format!("{text}\nThe delegations left by way of the Café Zénith.\n");
                // What Latin-1 has not is left out.
                text.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect()
            }
            Self::Empty => Vec::new(),
            Self::CutCharacter => {
                let mut bytes =
                    format!("{text}\nThe delegations left by way of the Café").into_bytes();
                bytes.pop();
                bytes
            }
        }
    }
}
