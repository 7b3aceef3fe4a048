//! What can still be read of a compact snapshot: section by section. Where the length of one is damaged, the next one is
//! looked for: only bytes that can be understood as a whole section are taken for one.

use sha2::{Digest, Sha256};

use super::{Place, Salvage};
use crate::facts::Words;
use crate::snapshot::VERSION;
use crate::snapshot::compact::{self, MAGIC, Said, Tail, section};

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
    let is_sealed = is_sealed(bytes).is_some();
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
    // The last checksum, once the end was seen.
    let (mut ended, mut last) = (false, None);
    let mut patience = bytes.len().saturating_mul(PATIENCE);
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        if let Some(sum) = &mut last {
            let place = Place::Byte(at as u64);
            match compact::tail(rest) {
                Tail::Nothing => {
                    salvage.unfinished = rest.len();
                    break;
                }
                Tail::Addition(said, new, after) => {
                    added(&mut salvage, place, said, (*sum, new), &mut words);
                    (*sum, at) = (new, bytes.len() - after.len());
                    continue;
                }
                Tail::Damaged(how) => salvage.wrong(place, how),
            }
            last = None;
            if let Some(next) = following(bytes, at, &mut patience) {
                at = next;
            } else {
                salvage.lost(place, "what stands from here on cannot be read");
                break;
            }
        }
        match taken(&mut salvage, bytes, at, &mut words, &mut rows, is_sealed, ended) {
            Some(Taken::Section(next)) => at = next,
            Some(Taken::End(sum, next)) => {
                (ended, last, at) = (true, Some(sum), next);
            }
            // What was added ends with its checksum.
            None if ended && rest.len() <= 32 => break,
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

/// Does the checksum at the end fit? Nothing may be damaged before it then.
fn is_sealed(bytes: &[u8]) -> Option<()> {
    let mut at = HEAD;
    loop {
        let (kind, content, next) = framed(bytes, at)?;
        if kind == section::END {
            return (content == Sha256::digest(bytes.get(..at)?).as_slice()).then_some(());
        }
        at = next;
    }
}

/// Takes in what was added at the end, of which the checksum before and its own are known.
fn added(
    salvage: &mut Salvage,
    place: Place,
    mut said: &[u8],
    (before, sum): ([u8; 32], [u8; 32]),
    words: &mut Words,
) {
    let is_sealed = compact::checksum(&before, said) == sum;
    if !is_sealed {
        salvage.wrong(place, "the checksum of what was added here does not fit");
    }
    loop {
        match compact::following(said, words) {
            Ok(None) => return,
            Ok(Some((what, rest))) => {
                match what {
                    Said::Document(read) => salvage.put(*read, |_| place, is_sealed),
                    Said::Gone(ids) => {
                        ids.iter().for_each(|id| drop(salvage.content.corpus.take(id)));
                    }
                    Said::Corrections(more) => salvage.content.corrections.extend(more),
                }
                said = rest;
            }
            Err(_) => {
                salvage.lost(place, "a part of what was added here is damaged, and lost");
                // The next one may be whole.
                match compact::behind(said) {
                    Some(rest) => said = rest,
                    None => return,
                }
            }
        }
    }
}

enum Taken {
    /// A section; where the next one begins.
    Section(usize),
    /// The end, with its checksum; where what was added begins.
    End([u8; 32], usize),
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
    replaces: bool,
) -> Option<Taken> {
    let (kind, content, next) = framed(bytes, at)?;
    let place = Place::Byte(at as u64);
    match kind {
        section::DOCUMENT => {
            let read = compact::document(content)?;
            let read = read.into_document(words);
            if replaces {
                salvage.put(read, |_| place, is_sealed);
            } else {
                salvage.take(read, |_| place, is_sealed);
            }
        }
        section::CORRECTIONS => match compact::log(content) {
            Some(log) => salvage.content.corrections.extend(log),
            None => salvage.lost(place, "the log of corrections is damaged, and lost"),
        },
        section::END => return Some(Taken::End(content.try_into().ok()?, next)),
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
            let is_last = next == bytes.len() || bytes.get(next) == Some(&section::ADDITION);
            return content.len() == 32 && is_last;
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
