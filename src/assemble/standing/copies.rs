//! Documents with nearly the same text by difference: those that share a band of their sketches.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::copies::{self, LEAST, MOST};
use super::super::told::Told;
use super::{Standing, Touched};
use crate::facts::Sketch;

/// The documents by the bands of their sketches, and those that others have the text of.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bands: FxHashMap<u64, BTreeSet<u64>>,
    of: BTreeMap<u64, BTreeSet<u64>>,
}

impl Texts {
    /// Have others the text of this document?
    pub(super) fn has_copies(&self, document: u64) -> bool {
        self.of.contains_key(&document)
    }

    fn enter(&mut self, document: u64, sketch: &Sketch) {
        for band in copies::bands(sketch) {
            self.bands.entry(band).or_default().insert(document);
        }
    }

    fn leave(&mut self, document: u64, sketch: &Sketch) {
        for band in copies::bands(sketch) {
            if let Some(all) = self.bands.get_mut(&band) {
                all.remove(&document);
                if all.is_empty() {
                    self.bands.remove(&band);
                }
            }
        }
    }

    /// The documents before this one that it is compared with.
    fn before(&self, document: u64, sketch: &Sketch) -> BTreeSet<u64> {
        let mut found = BTreeSet::new();
        for band in copies::bands(sketch) {
            let Some(all) = self.bands.get(&band) else { continue };
            found.extend(all.iter().take(MOST).take_while(|&&other| other < document));
            found.extend(all.range(..document).next_back());
        }
        found
    }

    /// The documents that are compared with this one, if it is there, and those with which they are compared in its place.
    fn after(&self, document: u64, sketch: &Sketch) -> BTreeSet<u64> {
        let mut found = BTreeSet::new();
        for band in copies::bands(sketch) {
            let Some(all) = self.bands.get(&band) else { continue };
            let is_first =
                all.iter().take(MOST).any(|&other| other >= document) || all.len() <= MOST;
            let mut later =
                all.range((std::ops::Bound::Excluded(document), std::ops::Bound::Unbounded));
            if is_first {
                found.extend(later);
            } else {
                found.extend(later.next());
            }
        }
        found
    }
}

impl Standing {
    /// Finds which documents have nearly the text of another, of those where that may have changed.
    pub(super) fn look_for_copies(&mut self, touched: &mut Touched) {
        touched.compared.extend(&touched.fresh);
        touched.compared.extend(&touched.moved);
        let mut next: BTreeSet<u64> = BTreeSet::new();
        // Where all are looked at anyway, nobody need be looked for.
        let is_all = touched.fresh.len() == self.documents.len();
        for (&document, read) in &touched.gone {
            if let Some((first, _)) = read.copy {
                self.uncopy(document, first, &mut touched.compared);
            }
            if let Some(sketch) = &read.sketch {
                self.copies.leave(document, sketch);
                next.extend(self.copies.after(document, sketch));
            }
            // Those that had its text.
            next.extend(self.copies.of.get(&document).into_iter().flatten());
        }
        for &document in &touched.fresh {
            let sketch = self.documents.get(document).and_then(|read| read.sketch.clone());
            if let Some(sketch) = sketch {
                self.copies.enter(document, &sketch);
                if !is_all {
                    next.extend(self.copies.after(document, &sketch));
                }
            }
            next.insert(document);
        }
        // What a document tells is compared, too: its own, and that of those which it stands for.
        for &document in &touched.compared {
            next.insert(document);
            if is_all {
                continue;
            }
            let copies = self.copies.of.get(&document).into_iter().flatten();
            for &one in copies.chain(std::iter::once(&document)) {
                if let Some(sketch) = self.documents.get(one).and_then(|it| it.sketch.as_ref()) {
                    next.extend(self.copies.after(one, sketch));
                }
            }
        }
        while let Some(document) = next.pop_first() {
            let Some(read) = self.documents.get(document) else { continue };
            let old = read.copy;
            let new = self.copy_of(document);
            if old == new {
                continue;
            }
            if let Some(sketch) = read.sketch.as_ref().filter(|_| !is_all)
                && old.map(|it| it.0) != new.map(|it| it.0)
            {
                next.extend(self.copies.after(document, sketch));
            }
            if let Some((first, _)) = old {
                self.uncopy(document, first, &mut touched.compared);
            }
            if let Some((first, _)) = new {
                let copies = self.copies.of.entry(first).or_default();
                if copies.is_empty() {
                    touched.compared.insert(first);
                }
                copies.insert(document);
            }
            if let Some(read) = self.documents.get_mut(document) {
                read.copy = new;
            }
            touched.compared.insert(document);
        }
    }

    fn uncopy(&mut self, document: u64, first: u64, compared: &mut BTreeSet<u64>) {
        if let Some(copies) = self.copies.of.get_mut(&first) {
            copies.remove(&document);
            if copies.is_empty() {
                self.copies.of.remove(&first);
                compared.insert(first);
            }
        }
    }

    fn copy_of(&self, document: u64) -> Option<(u64, u8)> {
        let read = self.documents.get(document)?;
        let before = self.copies.before(document, read.sketch.as_ref()?);
        let original = |other: u64| {
            let copy = self.documents.get(other).and_then(|it| it.copy);
            copy.map_or(other, |(first, _)| first)
        };
        let firsts: BTreeSet<u64> = before.into_iter().map(original).collect();
        firsts.into_iter().find_map(|first| {
            let other = self.documents.get(first)?;
            let (one, two) = (other.read.document.date, read.read.document.date);
            if copies::are_far_apart(one, two) {
                return None;
            }
            let likeness = copies::likeness(
                (&other.read, other.sketch.as_ref()?),
                (&read.read, read.sketch.as_ref()?),
            );
            (likeness >= LEAST && self.tell_the_same(first, document)).then_some((first, likeness))
        })
    }

    fn tell_the_same(&self, first: u64, document: u64) -> bool {
        let world = self.world(&[first, document].into());
        let told = |number: u64| {
            let at = world.number(number).unwrap_or(usize::MAX);
            Told::of(&world.locals, &world.clusters, at)
        };
        told(first).is_that_of(&told(document))
    }
}
