//! What scores should be, and how far they are from it.

use super::exp;

/// How a possible step or tag stands to the gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Impossible,
    Wrong,
    Right,
}

/// What scores should be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a, const N: usize> {
    /// The right ones together should have all the likelihood.
    pub verdicts: &'a [Verdict; N],
    /// Likelihoods that others found, and their share beside the verdicts.
    pub shown: Option<(&'a [f32; N], f32)>,
}

/// How likely scores make each of what is possible.
pub(crate) fn likelihoods<const N: usize>(scores: &[f32; N], verdicts: &[Verdict; N]) -> [f32; N] {
    let possible = || scores.iter().zip(verdicts).filter(|(_, v)| **v != Verdict::Impossible);
    let top = possible().map(|(score, _)| *score).fold(f32::MIN, f32::max);
    let mut likely = [0.0; N];
    let mut all = 0.0;
    for (likely, (score, verdict)) in likely.iter_mut().zip(scores.iter().zip(verdicts)) {
        if *verdict != Verdict::Impossible {
            *likely = exp(score - top);
            all += *likely;
        }
    }
    likely.iter_mut().for_each(|likely| *likely /= all);
    likely
}

impl<const N: usize> Target<'_, N> {
    /// The slopes of minus the logarithm of the likelihood of the target.
    pub(crate) fn slopes(self, scores: &[f32; N]) -> [f32; N] {
        let mut slopes = likelihoods(scores, self.verdicts);
        let is_right = |verdict: &Verdict| *verdict == Verdict::Right;
        let verdicts = || slopes.iter().zip(self.verdicts);
        let right: f32 =
            verdicts().filter(|(_, verdict)| is_right(verdict)).map(|(likely, _)| likely).sum();
        let gold_share = 1.0 - self.shown.map_or(0.0, |(_, share)| share);
        for (slope, verdict) in slopes.iter_mut().zip(self.verdicts) {
            let gold = if is_right(verdict) { *slope / right.max(1e-9) } else { 0.0 };
            *slope -= gold_share * gold;
        }
        if let Some((shown, share)) = self.shown {
            for (slope, shown) in slopes.iter_mut().zip(shown) {
                *slope -= share * shown;
            }
        }
        slopes
    }
}
