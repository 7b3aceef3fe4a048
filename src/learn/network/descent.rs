//! Steps downhill (Adam, Kingma and Ba 2015), slopes cut back where they are far steeper than usual (Pascanu and others
//! 2013), and the mean of the weights on the way.

use rustc_hash::FxHashMap;

use super::add;
use super::backward::Gradient;
use super::layout::{ALL, Net};
use crate::syntax::network::shape::WIDTH;

/// Shares of the old in the running means of slopes and of their squares.
const OLD: f32 = 0.9;
const OLD_SQUARE: f32 = 0.99;
/// Slopes are cut back to so many times the usual steepness: one odd sentence must not throw all weights off.
const STEEPEST: f32 = 3.0;
/// Share of the old in the running mean of steepness.
const OLD_USUAL: f32 = 0.99;

/// Running means of slopes; rows of tables move only when a word has them.
#[derive(Debug)]
pub(crate) struct Descent {
    rest: Moments,
    tables: Moments,
    /// `OLD` and `OLD_SQUARE` to the power of the number of steps so far.
    powers: (f32, f32),
    /// How steep it usually is; `None` before the first step.
    usual: Option<f32>,
}

#[derive(Debug)]
struct Moments {
    slopes: Vec<f32>,
    squares: Vec<f32>,
}

/// How far one step goes.
#[derive(Debug, Clone, Copy)]
struct Pace {
    rate: f32,
    scale: f32,
    square_scale: f32,
}

impl Moments {
    fn new(count: usize) -> Self {
        Self { slopes: vec![0.0; count], squares: vec![0.0; count] }
    }

    /// Moves the weights from `at` on.
    fn step(&mut self, at: usize, slopes: &[f32], weights: &mut [f32], pace: Pace) {
        let means = self.slopes[at..].iter_mut().zip(&mut self.squares[at..]);
        for ((weight, slope), (mean, square)) in weights[at..].iter_mut().zip(slopes).zip(means) {
            *mean = OLD * *mean + (1.0 - OLD) * slope;
            *square = OLD_SQUARE * *square + (1.0 - OLD_SQUARE) * slope * slope;
            let size = (*square * pace.square_scale).sqrt() + 1e-6;
            *weight -= pace.rate * (*mean * pace.scale) / size;
        }
    }
}

impl Descent {
    pub(crate) fn new(net: &Net) -> Self {
        Self {
            rest: Moments::new(ALL),
            tables: Moments::new(net.tables.len()),
            powers: (1.0, 1.0),
            usual: None,
        }
    }

    /// What slopes of this steepness are to be multiplied with. Slopes that are no numbers count for nothing.
    fn cut(&mut self, steepness: f32) -> f32 {
        if !steepness.is_finite() {
            return 0.0;
        }
        let usual = self.usual.unwrap_or(steepness);
        let most = STEEPEST * usual;
        self.usual = Some(OLD_USUAL * usual + (1.0 - OLD_USUAL) * steepness.min(most));
        if steepness > most { most / steepness } else { 1.0 }
    }

    /// One step of the size `rate` for the sum of `gradients`.
    pub(crate) fn step(&mut self, net: &mut Net, gradients: &mut [Gradient], rate: f32) {
        self.powers = (self.powers.0 * OLD, self.powers.1 * OLD_SQUARE);
        let pace = Pace {
            rate,
            scale: 1.0 / (1.0 - self.powers.0),
            square_scale: 1.0 / (1.0 - self.powers.1),
        };
        let steps: usize = gradients.iter().map(|gradient| gradient.steps).sum();
        let share = 1.0 / (8.0 * (steps.max(1) as f32).sqrt());
        // The slopes of each row of the tables, in order of their first word.
        let mut places: FxHashMap<u32, usize> = FxHashMap::default();
        let mut rows: Vec<(u32, [f32; WIDTH])> = Vec::new();
        for (of, slopes) in gradients.iter().flat_map(Gradient::rows) {
            for &row in of {
                let place = *places.entry(row).or_insert_with(|| {
                    rows.push((row, [0.0; WIDTH]));
                    rows.len() - 1
                });
                add::<WIDTH>(share, slopes, &mut rows[place].1);
            }
        }
        let Some((first, others)) = gradients.split_first_mut() else { return };
        for other in others {
            for (sum, more) in first.rest.iter_mut().zip(&other.rest) {
                *sum += more;
            }
        }
        first.rest.iter_mut().for_each(|slope| *slope *= share);
        let all = rows.iter().flat_map(|(_, slopes)| slopes).chain(&first.rest);
        let cut = self.cut(all.map(|slope| slope * slope).sum::<f32>().sqrt());
        if cut < 1.0 {
            let all = rows.iter_mut().flat_map(|(_, slopes)| slopes).chain(&mut first.rest);
            all.for_each(|slope| *slope = if cut > 0.0 { *slope * cut } else { 0.0 });
        }
        for (row, slopes) in &rows {
            self.tables.step(*row as usize * WIDTH, slopes, &mut net.tables, pace);
        }
        self.rest.step(0, &first.rest, &mut net.rest, pace);
    }
}

/// A mean of the weights of the last part of the way: it reads better than where the way ends.
#[derive(Debug)]
pub(crate) struct Mean {
    net: Net,
    taken: usize,
}

impl Mean {
    /// How often weights are taken, in steps.
    pub(crate) const EVERY: usize = 8;

    pub(crate) fn new(net: &Net) -> Self {
        Self { net: net.clone(), taken: 0 }
    }

    /// Takes the weights of now.
    pub(crate) fn take(&mut self, net: &Net) {
        self.taken += 1;
        let share = (1.0 / self.taken as f32).max(0.02);
        let all = self.net.rest.iter_mut().chain(&mut self.net.tables);
        for (mean, now) in all.zip(net.rest.iter().chain(&net.tables)) {
            *mean += share * (now - *mean);
        }
    }

    pub(crate) fn into_net(self) -> Net {
        self.net
    }
}

#[cfg(test)]
mod tests {
    use super::{Descent, STEEPEST};
    use crate::learn::network::Net;
    use crate::learn::random::Random;

    #[test]
    fn slopes_far_steeper_than_usual_are_cut_back() {
        let net = Net::new(1, &mut Random::new(1));
        let mut descent = Descent::new(&net);
        for _ in 0..100 {
            assert_eq!(descent.cut(2.0), 1.0);
        }
        assert_eq!(descent.cut(2.0 * STEEPEST), 1.0, "steep, but not too steep");
        let cut = descent.cut(2000.0) * 2000.0;
        assert!(cut > 2.0 && cut < 2.2 * STEEPEST, "{cut}");
        assert_eq!(descent.cut(f32::NAN), 0.0);
        assert_eq!(descent.cut(2.0), 1.0, "one that was odd does not change what is usual by much");
    }
}
