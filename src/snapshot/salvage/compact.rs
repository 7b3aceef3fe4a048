//! What can still be read of a compact snapshot: section by section. Where the length of one is damaged, the next one is
//! looked for: only bytes that can be understood as a whole section are taken for one.

use sha2::{Digest, Sha256};

use super::{Place, Salvage};
use crate::facts::Words;
use crate::snapshot::VERSION;
use crate::snapshot::compact::{self, MAGIC, section};

/// Magic and version.
const HEAD: usize = 12;
/// Kind and length of a section.
const SECTION_HEAD: usize = 9;

/// Of a damaged file so many times its length is looked at for sections.
const PATIENCE: usize = 16;

pub(super) fn salvage(bytes: &[u8]) -> Salvage {
    let mut salvage = Salvage::default();
    if bytes.is_empty() {
        salvage.lost(Place::Whole, "the file is empty");
        return salvage;
    }
    if !bytes.starts_with(&MAGIC) {
        salvage.wrong(Place::Byte(0), "it does not begin as a compact snapshot does");
    }
    let version = bytes.get(8..HEAD).and_then(|it| it.try_into().ok()).map(u32::from_le_bytes);
    salvage.version = version.map(u64::from);
    let is_sealed = is_sealed(bytes);
    if !is_sealed {
        salvage.wrong(Place::Whole, "its checksum does not fit, or is lost");
    }
    if version.is_none_or(|version| version > VERSION) {
        if is_sealed {
            return salvage;
        }
        salvage.wrong(
            Place::Byte(8),
            "its version is not one that there is, and is taken for damaged",
        );
    }
    let mut words = Words::default();
    let mut rows = compact::Salvaged::default();
    let mut at = HEAD;
    let mut ended = false;
    let mut patience = bytes.len().saturating_mul(PATIENCE);
    while at < bytes.len() && !ended {
        match taken(&mut salvage, bytes, at, &mut words, &mut rows, is_sealed) {
            Some(Taken::Section(next)) => at = next,
            Some(Taken::End) => ended = true,
            None => {
                let next = following(bytes, at, &mut patience);
                salvage.lost(
                    Place::Byte(at as u64),
                    match next {
                        Some(next) => {
                            format!("{} bytes are damaged, and what stood there is lost", next - at)
                        }
                        None => "from here on nothing can be read".to_owned(),
                    },
                );
                rows.give_up();
                let Some(next) = next else { break };
                at = next;
            }
        }
    }
    if !ended && at >= bytes.len() {
        salvage.wrong(Place::Byte(bytes.len() as u64), "it ends too early");
    }
    let (graph, lost) = rows.finish();
    if let Some(lost) = lost {
        salvage.lost(Place::Whole, lost);
    }
    salvage.content.imported = graph;
    salvage
}

/// Does the checksum at the end fit?
fn is_sealed(bytes: &[u8]) -> bool {
    let Some(end) = bytes.len().checked_sub(SECTION_HEAD + 32) else { return false };
    let Some((content, last)) = bytes.split_at_checked(end) else { return false };
    let mut expected = vec![section::END];
    expected.extend(32u64.to_le_bytes());
    expected.extend(Sha256::digest(content));
    last == expected
}

enum Taken {
    /// A section; where the next one begins.
    Section(usize),
    End,
}

/// A section's kind, its bytes, and where the next one begins.
fn framed(bytes: &[u8], at: usize) -> Option<(u8, &[u8], usize)> {
    let head = bytes.get(at..at.checked_add(SECTION_HEAD)?)?;
    let (kind, length) = head.split_first()?;
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let from = at + SECTION_HEAD;
    let to = from.checked_add(length)?;
    Some((*kind, bytes.get(from..to)?, to))
}

fn taken(
    salvage: &mut Salvage,
    bytes: &[u8],
    at: usize,
    words: &mut Words,
    rows: &mut compact::Salvaged,
    is_sealed: bool,
) -> Option<Taken> {
    let (kind, content, next) = framed(bytes, at)?;
    let place = Place::Byte(at as u64);
    match kind {
        section::DOCUMENT => {
            let read = compact::document(content)?;
            salvage.take(read.into_document(words), |_| place, is_sealed);
        }
        section::CORRECTIONS => match compact::log(content) {
            Some(log) => salvage.content.corrections.extend(log),
            None => salvage.lost(place, "the log of corrections is damaged, and lost"),
        },
        section::END if content.len() == 32 => return Some(Taken::End),
        section::STRINGS..=section::RELATIONSHIPS | section::GRAPH..=section::LAST => {
            if !rows.take(kind, content, (bytes.len() - next) as u64) {
                salvage.lost(
                    place,
                    "a part of what was imported is damaged, and lost with what follows it",
                );
            }
        }
        _ => return None,
    }
    Some(Taken::Section(next))
}

/// Where the next section begins that can be understood.
fn following(bytes: &[u8], from: usize, patience: &mut usize) -> Option<usize> {
    (from + 1..bytes.len().saturating_sub(SECTION_HEAD)).find(|&at| {
        // Few places look like the head of a section, with another one or the end behind it.
        let Some((kind, content, next)) = framed(bytes, at) else { return false };
        let continues = next == bytes.len()
            || framed(bytes, next).is_some_and(|(kind, ..)| kind <= section::LAST);
        if kind == section::END {
            return content.len() == 32 && next == bytes.len();
        }
        // Bytes made to look like heads everywhere are not worth the time.
        match patience.checked_sub(content.len()) {
            Some(left) if continues => *patience = left,
            _ => return false,
        }
        match kind {
            section::DOCUMENT => compact::document(content).is_some(),
            section::CORRECTIONS => compact::log(content).is_some(),
            _ => false,
        }
    })
}
