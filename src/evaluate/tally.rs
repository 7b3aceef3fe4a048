//! How often something was looked for, given, and right.

use serde::Serializer;

/// Counts of one label or construction. A word is right where it has the head and the label that it has in gold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// What is counted.
    pub name: &'static str,
    /// How many words are it in gold.
    pub gold: usize,
    /// How many of those have the right head, whatever their label.
    pub attached: usize,
    /// How many of those are right.
    pub found: usize,
    /// How many words were read as it.
    pub given: usize,
    /// How many of those are right.
    pub right: usize,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(name: &'static str) -> Self {
        Self { name, gold: 0, attached: 0, found: 0, given: 0, right: 0 }
    }

    /// Counts a word that is this in gold.
    pub(super) fn seek(&mut self, attached: bool, right: bool) {
        self.gold += 1;
        self.attached += usize::from(attached);
        self.found += usize::from(right);
    }

    /// Counts a word that was read as this.
    pub(super) fn give(&mut self, right: bool) {
        self.given += 1;
        self.right += usize::from(right);
    }

    /// The counts of both together, under the name of this one.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.gold += other.gold;
        self.attached += other.attached;
        self.found += other.found;
        self.given += other.given;
        self.right += other.right;
        self
    }

    /// Share of gold with the right head.
    pub fn attachment(&self) -> f64 {
        share(self.attached, self.gold)
    }

    /// Share of what was given that is right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.given)
    }

    /// Share of gold that was found.
    pub fn recall(&self) -> f64 {
        share(self.found, self.gold)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }
}

/// `count` of `all`; 0 of nothing.
pub(super) fn share(count: usize, all: usize) -> f64 {
    count as f64 / all.max(1) as f64
}

/// The harmonic mean of precision and recall.
pub(super) fn f1(precision: f64, recall: f64) -> f64 {
    let sum = precision + recall;
    if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
}

/// Writes a share with four decimals: more would be noise.
pub(super) fn four_decimals<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64((value * 1e4).round() / 1e4)
}

/// Writes a rate without decimals.
pub(super) fn whole<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u64(value.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn rates_are_shares_of_what_was_counted() {
        let mut tally = Tally::new("obj");
        tally.seek(true, true);
        tally.seek(true, false);
        tally.seek(false, false);
        tally.seek(false, false);
        tally.give(true);
        assert_eq!((tally.attachment(), tally.precision(), tally.recall()), (0.5, 1.0, 0.25));
        assert_eq!(tally.f1(), 0.4);
        assert_eq!(Tally::new("none").f1(), 0.0);
    }
}
