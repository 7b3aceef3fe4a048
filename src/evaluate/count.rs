//! How much gold has, how much was read, how much of both is the same.

use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};

use super::tally::{f1, share};

/// Counts of one thing that gold has and that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How many there are in gold.
    pub gold: usize,
    /// How many were read.
    pub read: usize,
    /// How many of both are the same.
    pub right: usize,
}

impl Count {
    /// `gold` things of which `read` were read and `right` are the same in both.
    pub fn new(gold: usize, read: usize, right: usize) -> Self {
        Self { gold, read, right }
    }

    /// Counts more.
    pub fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.read += other.read;
        self.right += other.right;
    }

    /// Share of what was read that is right; 0 where nothing was read.
    pub fn precision(&self) -> f64 {
        share(self.right, self.read)
    }

    /// Share of gold that was read; 0 where gold has nothing.
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }

    /// The three shares, to be printed.
    pub fn rates(&self) -> Rates {
        Rates::rounded(self.precision(), self.recall(), self.f1())
    }
}

/// Precision, recall and F1, shares of 1 with four decimals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rates {
    /// Share of what was read that is right.
    pub precision: f64,
    /// Share of gold that was read.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl Rates {
    /// Shares with four decimals.
    pub(super) fn rounded(precision: f64, recall: f64, f1: f64) -> Self {
        let rounded = |share: f64| decimals(share, 4);
        Self { precision: rounded(precision), recall: rounded(recall), f1: rounded(f1) }
    }
}

/// With three decimals and the counts beside them: as the aspects of articles are printed.
impl Serialize for Count {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut row = to.serialize_struct("Count", 5)?;
        row.serialize_field("precision", &decimals(self.precision(), 3))?;
        row.serialize_field("recall", &decimals(self.recall(), 3))?;
        row.serialize_field("f1", &decimals(self.f1(), 3))?;
        row.serialize_field("gold", &self.gold)?;
        row.serialize_field("read", &self.read)?;
        row.end()
    }
}

/// `value` with so many decimals. The digits of the exact value are rounded, not those of a product of it.
pub(super) fn decimals(value: f64, places: usize) -> f64 {
    format!("{value:.places$}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn shares_are_told_with_the_decimals_that_mean_something() {
        let mut count = Count::new(3, 1, 1);
        count.add(Count::new(3, 2, 1));
        assert_eq!(count.rates().recall, 0.3333);
        let printed = serde_json::to_string(&count).expect("JSON");
        let wanted = r#"{"precision":0.667,"recall":0.333,"f1":0.444,"gold":6,"read":3}"#;
        assert_eq!(printed, wanted);
        assert_eq!(Count::default().f1(), 0.0);
    }

    #[test]
    fn a_half_is_rounded_by_the_value_that_the_machine_has() {
        // 0.0005 lies a little over the half, 0.0015 below it, 1/16 on it.
        assert_eq!([0.0005, 0.0015, 0.0625].map(|x| super::decimals(x, 3)), [0.001, 0.002, 0.062]);
    }
}
