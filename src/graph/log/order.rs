//! The order of entries, also where logs that grew apart come together, and which of them stand.
//!
//! Each entry has a turn: one more than the greatest before it when it was written (Lamport 1978). So whoever wrote an entry
//! after having seen another has the later turn, and the union of logs is in one order whichever is taken first.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use super::{Entry, Judgement};

/// What tells an entry from all others, in whatever log it stands: its turn, and a checksum of all in it but its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    turn: u32,
    sum: u32,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:08x}", self.turn, self.sum)
    }
}

/// Why a text is no mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a turn, a point and eight hexadecimal digits")]
pub struct NoMark;

impl FromStr for Mark {
    type Err = NoMark;

    fn from_str(text: &str) -> Result<Self, NoMark> {
        let (turn, sum) = text.split_once('.').ok_or(NoMark)?;
        let sum = Some(sum).filter(|sum| sum.len() == 8).ok_or(NoMark)?;
        let sum = u32::from_str_radix(sum, 16).map_err(|_| NoMark)?;
        Ok(Self { turn: turn.parse().map_err(|_| NoMark)?, sum })
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        String::deserialize(input)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The turn of the entry at `place`. One that stands where its turn says is written without it.
fn turn(entry: &Entry, place: usize) -> u32 {
    entry
        .turn
        .unwrap_or_else(|| u32::try_from(place).map_or(u32::MAX, |place| place.saturating_add(1)))
}

/// The marks of all entries of a log, in order. Cost: linear in what they hold.
pub fn marks(log: &[Entry]) -> Vec<Mark> {
    log.iter().enumerate().map(|(place, entry)| mark(entry, turn(entry, place))).collect()
}

fn mark(entry: &Entry, turn: u32) -> Mark {
    let what = Entry { at: None, turn: Some(turn), ..entry.clone() };
    // What was read from a snapshot, or is to be written to one, can be written.
    let text = serde_json::to_string(&what).unwrap_or_default();
    let digest = Sha256::digest(text.as_bytes());
    let sum = digest.first_chunk::<4>().map_or(0, |bytes| u32::from_be_bytes(*bytes));
    Mark { turn, sum }
}

/// Adds an entry to a log, with the turn that is its own. Cost: linear in the log.
pub fn push(log: &mut Vec<Entry>, mut entry: Entry) {
    let last = log.iter().enumerate().map(|(place, entry)| turn(entry, place)).max().unwrap_or(0);
    entry.turn = Some(last.saturating_add(1));
    log.push(entry);
    settle(log);
}

/// Turns that the place tells are left out.
fn settle(log: &mut [Entry]) {
    for (place, entry) in log.iter_mut().enumerate() {
        let natural = u32::try_from(place + 1).ok();
        entry.turn = entry.turn.filter(|turn| Some(*turn) != natural);
    }
}

/// The entries of both logs, each once: the same whichever is taken first. Of an entry that both have the earlier date is
/// kept. Cost: linear in what they hold, and the sorting.
pub fn union(one: &[Entry], other: &[Entry]) -> Vec<Entry> {
    let turned = |log: &[Entry]| -> Vec<(Mark, Entry)> {
        let entries = marks(log).into_iter().zip(log);
        entries
            .map(|(mark, entry)| (mark, Entry { turn: Some(mark.turn), ..entry.clone() }))
            .collect()
    };
    let mut all = turned(one);
    all.extend(turned(other));
    all.sort_by(|(a, first), (b, second)| a.cmp(b).then_with(|| dates(first, second)));
    all.dedup_by_key(|(mark, _)| *mark);
    let mut all: Vec<Entry> = all.into_iter().map(|(_, entry)| entry).collect();
    settle(&mut all);
    all
}

/// By date, those without one last.
fn dates(one: &Entry, other: &Entry) -> Ordering {
    (one.at.is_none(), &one.at).cmp(&(other.at.is_none(), &other.at))
}

/// Whether each entry of a log counts.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    counts: Vec<bool>,
    by_mark: FxHashMap<Mark, usize>,
    /// Entries that take back, or bring back, what is not in the log.
    lost: Vec<usize>,
}

impl Standing {
    /// Works it out: of what is said of an entry the last word holds. Cost: linear in what the log holds.
    pub fn of(log: &[Entry]) -> Self {
        let mut standing = Self { counts: vec![true; log.len()], ..Self::default() };
        if !log.iter().any(|entry| entry.takes_back().is_some()) {
            return standing;
        }
        standing.by_mark = marks(log).into_iter().enumerate().map(|(i, mark)| (mark, i)).collect();
        for (place, entry) in log.iter().enumerate() {
            let (mark, counts) = match &entry.judgement {
                Some(Judgement::Undo { entry }) => (entry, false),
                Some(Judgement::Redo { entry }) => (entry, true),
                _ => continue,
            };
            let of = standing.by_mark.get(mark).and_then(|&at| standing.counts.get_mut(at));
            match of {
                Some(of) => *of = counts,
                None => standing.lost.push(place),
            }
        }
        standing
    }

    /// Does the entry at this place count?
    pub fn counts(&self, place: usize) -> bool {
        self.counts.get(place).copied().unwrap_or(false)
    }

    /// Places of entries that take back, or bring back, what is not in the log.
    pub fn lost(&self) -> &[usize] {
        &self.lost
    }
}
