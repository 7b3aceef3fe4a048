//! What was added behind the end of a compact snapshot, so that one article more costs not the writing of a hundred thousand.
//!
//! An addition is a byte that says what it is, its state, how long it is, sections as those before the end, and a checksum of the
//! one before and these. It counts once its state says that it is whole, which is one byte and written last: until then the file is
//! what it was before.

use sha2::{Digest, Sha256};

use super::read::{FORM, Fault, whole};
use super::section;
use crate::facts::Words;
use crate::graph::Entry;
use crate::snapshot::v1;

/// The states of an addition: all bits of one are another in the other, so that no damage of a bit makes one of it.
pub(in crate::snapshot) const BEGUN: u8 = 0x5A;
/// It is whole, and counts.
pub(in crate::snapshot) const WHOLE: u8 = 0xA5;

/// Kind, state and length.
const HEAD: usize = 10;
/// The checksum.
const SUM: usize = 32;

/// What stands behind the end of a snapshot.
pub(in crate::snapshot) enum Tail<'b> {
    /// Nothing, or an addition that does not count: it was being written when the program was killed.
    Nothing,
    /// An addition: its sections, its checksum as it stands there, and what follows it.
    Addition(&'b [u8], [u8; 32], &'b [u8]),
    /// Something else, for this reason.
    Damaged(&'static str),
}

/// Looks at what stands behind the end of a snapshot. Cost: constant, or the zeros that stand there.
pub(in crate::snapshot) fn tail(bytes: &[u8]) -> Tail<'_> {
    match *bytes {
        [] | [section::ADDITION] | [section::ADDITION, BEGUN, ..] => return Tail::Nothing,
        [section::ADDITION, WHOLE, ..] => {}
        // Where the power failed the system may have made room and not filled it.
        [0, ..] if bytes.iter().all(|byte| *byte == 0) => return Tail::Nothing,
        [section::ADDITION, ..] => return Tail::Damaged("what was added at its end is damaged"),
        _ => return Tail::Damaged("something follows its end"),
    }
    const CUT: Tail<'static> = Tail::Damaged("what was added at its end is cut off");
    let Some((head, rest)) = bytes.split_at_checked(HEAD) else { return CUT };
    let length = head.get(2..).and_then(|it| it.try_into().ok()).map(u64::from_le_bytes);
    let Some(length) = length.and_then(|it| usize::try_from(it).ok()) else { return CUT };
    let Some((sections, rest)) = rest.split_at_checked(length) else { return CUT };
    let Some((sum, rest)) = rest.split_at_checked(SUM) else { return CUT };
    match sum.try_into() {
        Ok(sum) => Tail::Addition(sections, sum, rest),
        Err(_) => CUT,
    }
}

/// The checksum of an addition, behind what has the checksum `before`.
pub(in crate::snapshot) fn checksum(before: &[u8; 32], sections: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(sections);
    hash.finalize().into()
}

/// An addition with these sections, as it is before it counts.
pub(in crate::snapshot) fn begun(sections: &[u8], sum: &[u8; 32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + sections.len() + SUM);
    bytes.extend([section::ADDITION, BEGUN]);
    bytes.extend((sections.len() as u64).to_le_bytes());
    bytes.extend(sections);
    bytes.extend(sum);
    bytes
}

/// How many bytes an addition has with these sections.
pub(in crate::snapshot) const fn length(sections: &[u8]) -> u64 {
    (HEAD + sections.len() + SUM) as u64
}

/// What an addition says.
pub(in crate::snapshot) enum Said {
    /// A document is there, also in the place of one with its id.
    Document(Box<crate::facts::ReadDocument>),
    /// Documents are gone.
    Gone(Vec<String>),
    /// Entries of the log that follow those before.
    Corrections(Vec<Entry>),
}

/// The next section of an addition, and those that follow; nothing at its end.
///
/// # Errors
/// It makes no sense.
pub(in crate::snapshot) fn following<'b>(
    bytes: &'b [u8],
    words: &mut Words,
) -> Result<Option<(Said, &'b [u8])>, Fault> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let (kind, content, rest) = framed(bytes).ok_or(FORM)?;
    let said = match kind {
        section::DOCUMENT => {
            Said::Document(Box::new(whole::<v1::Read>(content)?.into_document(words)))
        }
        section::GONE => Said::Gone(whole(content)?),
        section::CORRECTIONS => Said::Corrections(super::read::written(content)?),
        _ => return Err(FORM),
    };
    Ok(Some((said, rest)))
}

/// What follows the first section of these, whatever that is.
pub(in crate::snapshot) fn behind(bytes: &[u8]) -> Option<&[u8]> {
    framed(bytes).map(|(.., rest)| rest)
}

/// A section's kind, its bytes, and what follows.
fn framed(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (kind, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_at_checked(8)?;
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*kind, content, rest))
}
