//! Features: the questions about a word and its surroundings that the model has weights for.

use super::gazetteer::NAMES;
use super::observe::Observed;
use crate::model::Mix;

/// A value that no word has: stands for what lies outside the sentence.
const EDGE: u32 = u32::MAX;

/// The marks of known names.
const NAME_MARKS: u32 = (1 << (2 * NAMES)) - 1;

/// Collects the keys of features.
struct Keys<'a> {
    template: u32,
    keys: &'a mut Vec<u32>,
}

impl Keys<'_> {
    /// Adds the feature of the next template with these values.
    fn add(&mut self, values: &[u32]) {
        let start = Mix::new(self.template);
        self.keys.push(values.iter().fold(start, |mix, &value| mix.with(value)).key());
        self.template += 1;
    }

    /// As [`Self::add`], where the condition holds.
    fn add_if(&mut self, holds: bool, values: &[u32]) {
        if holds {
            self.add(values);
        } else {
            self.template += 1;
        }
    }
}

/// The keys of the features of word `i`, written over `keys`.
pub fn features(seen: &[Observed], i: usize, keys: &mut Vec<u32>) {
    keys.clear();
    let Some(word) = seen.get(i) else { return };
    let mut keys = Keys { template: 0, keys };
    let at = |offset: isize| i.checked_add_signed(offset).and_then(|j| seen.get(j));
    let lower = |offset| at(offset).map_or(EDGE, |w: &Observed| w.lexeme.word);
    let upos = |offset| at(offset).map_or(EDGE, |w: &Observed| w.upos as u32);
    let shape = |offset| at(offset).map_or(EDGE, |w: &Observed| w.shape);
    let coarse = |offset| at(offset).map_or(EDGE, |w: &Observed| w.lexeme.coarse);
    let fine = |offset| at(offset).map_or(EDGE, |w: &Observed| w.lexeme.cluster);
    let first = u32::from(i == 0);
    let lower_of = |j: Option<usize>| j.and_then(|j| seen.get(j)).map_or(EDGE, |w| w.lexeme.word);
    let fine_of = |j: Option<usize>| j.and_then(|j| seen.get(j)).map_or(EDGE, |w| w.lexeme.cluster);

    keys.add(&[]);
    keys.add(&[word.lexeme.word]);
    keys.add(&[word.lexeme.word, word.shape]);
    for offset in [-2, -1, 1, 2] {
        keys.add(&[lower(offset)]);
    }
    keys.add(&[lower(-1), word.lexeme.word]);
    keys.add(&[word.lexeme.word, lower(1)]);
    keys.add(&[lower(-2), lower(-1)]);
    keys.add(&[lower(1), lower(2)]);
    for prefix in word.lexeme.prefix {
        keys.add(&[prefix]);
    }
    for suffix in word.lexeme.suffix {
        keys.add(&[suffix, u32::from(word.capital)]);
    }
    keys.add(&[at(-1).map_or(EDGE, |w| w.lexeme.suffix[2])]);
    keys.add(&[at(1).map_or(EDGE, |w| w.lexeme.suffix[2])]);

    keys.add(&[word.shape, first]);
    keys.add(&[shape(-1)]);
    keys.add(&[shape(1)]);
    keys.add(&[shape(-1), word.shape]);
    keys.add(&[word.shape, shape(1)]);
    keys.add(&[shape(-1), word.shape, shape(1)]);
    keys.add(&[shape(-2), shape(-1), word.shape]);
    keys.add(&[word.shape, shape(1), shape(2)]);

    keys.add(&[upos(0)]);
    keys.add(&[upos(0), word.shape]);
    keys.add(&[upos(-1), upos(0)]);
    keys.add(&[upos(0), upos(1)]);
    keys.add(&[upos(-1), upos(0), upos(1)]);
    keys.add(&[upos(-2), upos(-1), upos(0)]);
    keys.add(&[upos(0), upos(1), upos(2)]);

    let head = word.head.and_then(|h| seen.get(h));
    keys.add(&[word.deprel as u32, upos(0)]);
    keys.add(&[word.deprel as u32, head.map_or(EDGE, |h| h.lexeme.word)]);
    keys.add(&[word.deprel as u32, head.map_or(EDGE, |h| h.lexeme.cluster)]);
    keys.add(&[
        word.deprel as u32,
        head.map_or(EDGE, |h| h.upos as u32),
        word.head.map_or(0, |h| (h as i64 - i as i64).clamp(-3, 3) as u32),
    ]);
    let grand = head.and_then(|h| h.head).and_then(|h| seen.get(h));
    keys.add_if(
        word.capital,
        &[
            word.deprel as u32,
            head.map_or(EDGE, |h| h.deprel as u32),
            grand.map_or(EDGE, |g| g.lexeme.word),
        ],
    );

    for offset in [-1, 0, 1] {
        keys.add(&[coarse(offset)]);
        keys.add(&[fine(offset)]);
    }
    keys.add(&[coarse(-2)]);
    keys.add(&[coarse(2)]);
    keys.add(&[coarse(-1), coarse(0)]);
    keys.add(&[coarse(0), coarse(1)]);
    keys.add(&[fine(0), word.shape]);
    keys.add(&[fine(-1), word.shape]);
    keys.add(&[fine(1), word.shape]);

    let named = |offset| at(offset).map_or(EDGE, |w: &Observed| w.marks & NAME_MARKS);
    let classed = |offset| at(offset).map_or(EDGE, |w: &Observed| w.marks & !NAME_MARKS);
    for class in 0..NAMES {
        let of = |offset| at(offset).map_or(0, |w: &Observed| w.marks >> (2 * class) & 3);
        let (before, here, after) = (of(-1), of(0), of(1));
        keys.add_if(here != 0, &[here]);
        keys.add_if(here != 0, &[here, word.shape]);
        keys.add_if(before != 0, &[before]);
        keys.add_if(after != 0, &[after]);
    }
    keys.add_if(word.marks != 0, &[named(0)]);
    keys.add_if(word.marks != 0, &[named(0), word.shape, upos(0)]);
    keys.add(&[named(-1), word.shape]);
    keys.add(&[named(1), word.shape]);
    keys.add(&[named(-1), named(0), named(1)]);
    for offset in [-2, -1, 0, 1, 2] {
        keys.add(&[classed(offset)]);
    }
    keys.add(&[classed(-1), word.shape, named(0)]);
    keys.add(&[classed(0), word.shape]);
    keys.add(&[classed(1), word.shape]);

    let (left, right) = word.around;
    let (start, end) = word.run;
    let place = u32::from(i == start) + 2 * u32::from(i == end);
    let length = (end - start).min(5) as u32;
    let inside = word.capital || end > start;
    keys.add_if(inside, &[place, length]);
    keys.add_if(inside, &[place, lower_of(left)]);
    keys.add_if(inside, &[place, lower_of(right)]);
    keys.add_if(inside, &[place, fine_of(left)]);
    keys.add_if(inside, &[place, fine_of(right)]);
    keys.add_if(inside, &[lower_of(left), lower_of(right)]);
    keys.add_if(end > start, &[place, lower_of(Some(end))]);
    keys.add_if(end > start, &[place, fine_of(Some(end))]);
    keys.add_if(end > start, &[place, lower_of(Some(start))]);
    keys.add_if(
        end > start,
        &[place, seen[start].marks & NAME_MARKS, seen[end].marks & NAME_MARKS],
    );
    keys.add_if(inside, &[place, seen[end].marks & !NAME_MARKS]);
    let marks_of =
        |j: Option<usize>| j.and_then(|j| seen.get(j)).map_or(EDGE, |w| w.marks & !NAME_MARKS);
    keys.add_if(inside, &[place, marks_of(left), length]);
    keys.add_if(inside, &[place, marks_of(right), length]);
    keys.add_if(inside, &[place, length, upos(0), shape(0)]);
}
