//! Documents with nearly the same text, which tell the same: one text of an agency in two papers is told once, by two
//! publishers.

use jiff::SignedDuration;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::cluster::Clusters;
use super::local::Locals;
use super::told::Told;
use crate::facts::{ReadDocument, Shingles, Sketch};

/// So many hundredths of the sequences of words must be the same. Who cuts a quarter of a text off, or puts a paragraph
/// before it, leaves more; two reporters who write of one event, and quote the same words, share less than a third. Short
/// texts that share what stands around the news may share more: so they must also tell the same ([`Told`]).
pub(super) const LEAST: u8 = 60;

/// A paper prints the text of an agency within days; who writes the same words a month later writes of something else.
const MOST_DAYS: i64 = 31;

/// Sketches that are this much further apart belong to texts that are not alike: the texts are not looked at.
const SKETCH_MARGIN: u8 = 20;

/// With so many documents that share a band each one is compared, and with the one before it: what is copied a thousand
/// times must not be compared a million times.
pub(super) const MOST: usize = 8;

/// Which document has the text of which.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// For each document the first, in order of ids, that has nearly its text, with how much they share in hundredths.
    pub of: Vec<Option<(usize, u8)>>,
}

impl Copies {
    /// The document that stands for this one where tellings are counted.
    pub(super) fn original(&self, document: usize) -> usize {
        self.of.get(document).copied().flatten().map_or(document, |(first, _)| first)
    }
}

/// Finds copies among documents in order of their ids. Cost: linear in the texts; documents that share a band of their
/// sketches are compared, each with a few.
pub(super) fn find(locals: &Locals<'_>, clusters: &Clusters) -> Copies {
    let documents = &locals.documents;
    let sketches: Vec<Option<Sketch>> = documents.par_iter().map(|read| read.sketched()).collect();
    let mut seen = Seen { locals, clusters, sketches: &sketches, texts: FxHashMap::default() };
    let mut copies = Copies { of: vec![None; documents.len()] };
    let mut candidates = candidates(&sketches);
    candidates.dedup();
    for group in candidates.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(document, _)) = group.first() else { continue };
        let mut firsts: Vec<usize> =
            group.iter().map(|&(_, other)| copies.original(other)).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let found = firsts.into_iter().find_map(|first| {
            // The days are at hand; texts must be looked at.
            if seen.are_far_apart(first, document) {
                return None;
            }
            let likeness = seen.likeness(first, document);
            (likeness >= LEAST && seen.tell_the_same(first, document)).then_some((first, likeness))
        });
        if let Some(slot) = copies.of.get_mut(document) {
            *slot = found;
        }
    }
    copies
}

/// Pairs of documents that share a band, the later one first, sorted.
fn candidates(sketches: &[Option<Sketch>]) -> Vec<(usize, usize)> {
    let mut bands: Vec<(u64, usize)> = Vec::new();
    for (document, sketch) in sketches.iter().enumerate() {
        let Some(sketch) = sketch else { continue };
        bands.extend(self::bands(sketch).map(|band| (band, document)));
    }
    bands.sort_unstable();
    let mut pairs = Vec::new();
    for same in bands.chunk_by(|a, b| a.0 == b.0) {
        for (i, &(_, later)) in same.iter().enumerate().skip(1) {
            let before = same.get(i.saturating_sub(1)..i).into_iter().flatten();
            let firsts = same.iter().take(i.min(MOST));
            pairs.extend(firsts.chain(before).map(|&(_, other)| (later, other)));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The bands of a sketch, each one number: a band is compared with those in its own place only.
pub(super) fn bands(sketch: &Sketch) -> impl Iterator<Item = u64> + '_ {
    let placed = sketch.bands().zip(1u64..);
    placed.map(|(band, place)| band ^ place.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Were they published so far apart that one is not the text of the other?
pub(super) fn are_far_apart(one: Option<Date>, other: Option<Date>) -> bool {
    let most = SignedDuration::from_hours(24 * MOST_DAYS);
    one.zip(other).is_some_and(|(one, other)| one.duration_until(other).abs() > most)
}

/// How much two documents share, in hundredths: by their texts, where both are kept, else as far as their sketches tell.
pub(super) fn likeness(left: (&ReadDocument, &Sketch), right: (&ReadDocument, &Sketch)) -> u8 {
    let near = left.1.likeness(right.1);
    if is_near_enough(left.0, right.0, near) {
        return near;
    }
    left.0.shingles().likeness(&right.0.shingles())
}

/// Do the sketches tell enough? One that was made of the whole text says more of it than what is left.
fn is_near_enough(left: &ReadDocument, right: &ReadDocument, near: u8) -> bool {
    left.sketch.is_some() || right.sketch.is_some() || near + SKETCH_MARGIN < LEAST
}

/// The documents, with the sequences of words of those that others were compared with.
struct Seen<'a, 'd> {
    locals: &'a Locals<'d>,
    clusters: &'a Clusters,
    sketches: &'a [Option<Sketch>],
    texts: FxHashMap<usize, Shingles>,
}

/// So many texts are kept at hand.
const AT_HAND: usize = 64;

impl Seen<'_, '_> {
    fn are_far_apart(&self, first: usize, document: usize) -> bool {
        let date = |at: usize| self.locals.documents.get(at).and_then(|read| read.document.date);
        are_far_apart(date(first), date(document))
    }

    fn tell_the_same(&self, first: usize, document: usize) -> bool {
        let told = |document| Told::of(self.locals, self.clusters, document);
        told(first).is_that_of(&told(document))
    }

    /// How much two documents share, in hundredths: by their texts, where both are kept, else as far as their sketches
    /// tell.
    fn likeness(&mut self, first: usize, document: usize) -> u8 {
        let sketch = |at: usize| self.sketches.get(at).and_then(Option::as_ref);
        let (Some(left), Some(right)) = (sketch(first), sketch(document)) else { return 0 };
        let near = left.likeness(right);
        let read = |at: usize| self.locals.documents.get(at).copied();
        let (Some(left), Some(right)) = (read(first), read(document)) else { return 0 };
        if is_near_enough(left, right, near) {
            return near;
        }
        if self.texts.len() >= AT_HAND {
            self.texts.clear();
        }
        self.texts.entry(first).or_insert_with(|| left.shingles()).likeness(&right.shingles())
    }
}
