//! From a state of the parser to the scores of its steps.

use super::products::dot;
use super::shape::{HIDDEN, PLACES, WIDTH};
use super::{Encoded, FRACTION, Network, through};
use crate::model::Scores;
use crate::syntax::guide::View;

impl Network {
    /// The scores of the steps whose classes are `wanted`, in the words of [`Self::encode`]; the others stay as they
    /// are.
    pub(crate) fn score(
        &self,
        view: &View,
        wanted: impl Iterator<Item = u8>,
        encoded: &mut Encoded,
        scores: &mut Scores,
    ) {
        let mut hidden = self.bias;
        for (place, &word) in view.words.iter().enumerate() {
            match word {
                Some(word) => {
                    if let Some(unit) = self.unit(word as usize, place, encoded) {
                        add(&mut hidden, unit);
                    }
                }
                None => self.absent.get(place).into_iter().for_each(|row| add(&mut hidden, row)),
            }
        }
        for &row in &view.rows {
            self.rows.get(row as usize).into_iter().for_each(|row| add(&mut hidden, row));
        }
        for number in &mut hidden {
            *number = (*number).max(0);
        }
        for class in wanted {
            let at = usize::from(class);
            if let (Some(weights), Some(&bias)) = (self.classes.get(at), self.class_bias.get(at)) {
                scores[at] = dot(weights, &hidden).wrapping_add(i32::from(bias) << FRACTION);
            }
        }
    }

    /// What a word adds to the hidden layer at a place.
    fn unit<'a>(
        &self,
        word: usize,
        place: usize,
        encoded: &'a mut Encoded,
    ) -> Option<&'a [i16; HIDDEN]> {
        let at = encoded.at.get_mut(word * PLACES + place)?;
        if *at == 0 {
            let vector = encoded.vectors.get(word + 1)?;
            let matrix = self.places.get(place)?;
            encoded.units.push([0; HIDDEN]);
            *at = encoded.units.len() as u32;
            through::<WIDTH, HIDDEN>(matrix, vector, encoded.units.last_mut()?);
        }
        encoded.units.get(*at as usize - 1)
    }
}

#[inline]
fn add(to: &mut [i16; HIDDEN], more: &[i16; HIDDEN]) {
    for (to, more) in to.iter_mut().zip(more) {
        *to = to.saturating_add(*more);
    }
}
