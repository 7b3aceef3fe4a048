//! Stretches of time as openCypher knows them: parts that do not turn into one another.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A stretch of time. A month has no fixed number of days, a day no fixed number of seconds; each
/// part has its own sign.
#[derive(Debug, Clone, Copy, Default)]
pub struct Duration {
    /// Months; 12 of them are a year.
    pub months: i64,
    /// Days; 7 of them are a week.
    pub days: i64,
    /// Seconds.
    pub seconds: i64,
    /// Nanoseconds of a second: at least 0, less than 1,000,000,000.
    pub nanoseconds: i32,
}

const SECOND: i128 = 1_000_000_000;

impl Duration {
    /// A duration of these parts; nothing if they are too great.
    pub fn new(months: i64, days: i64, nanoseconds: i128) -> Option<Self> {
        Some(Self {
            months,
            days,
            seconds: i64::try_from(nanoseconds.div_euclid(SECOND)).ok()?,
            nanoseconds: i32::try_from(nanoseconds.rem_euclid(SECOND)).ok()?,
        })
    }

    /// Its seconds and nanoseconds together, in nanoseconds.
    pub fn time(self) -> i128 {
        i128::from(self.seconds) * SECOND + i128::from(self.nanoseconds)
    }

    /// Both together; nothing if that is too great.
    pub fn plus(self, other: Self) -> Option<Self> {
        Self::new(
            self.months.checked_add(other.months)?,
            self.days.checked_add(other.days)?,
            self.time() + other.time(),
        )
    }

    /// The same stretch the other way; nothing if that is too great.
    pub fn negated(self) -> Option<Self> {
        Self::new(self.months.checked_neg()?, self.days.checked_neg()?, -self.time())
    }

    /// A length to sort by: a month counts 30.436875 days, a day 24 hours.
    fn length(self) -> i128 {
        let seconds = i128::from(self.months) * 2_629_746 + i128::from(self.days) * 86_400;
        seconds * SECOND + self.time()
    }

    fn parts(self) -> (i64, i64, i64, i32) {
        (self.months, self.days, self.seconds, self.nanoseconds)
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Duration {}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        self.length().cmp(&other.length()).then_with(|| self.parts().cmp(&other.parts()))
    }
}

/// Writes it as ISO 8601 does, such as `P1Y2M3DT4H5M6.5S`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P")?;
        for (count, unit) in [(self.months / 12, 'Y'), (self.months % 12, 'M'), (self.days, 'D')] {
            if count != 0 {
                write!(f, "{count}{unit}")?;
            }
        }
        let time = self.time();
        if time == 0 {
            return if self.months == 0 && self.days == 0 { write!(f, "T0S") } else { Ok(()) };
        }
        write!(f, "T")?;
        let (hour, minute) = (3600 * SECOND, 60 * SECOND);
        for (count, unit) in [(time / hour, 'H'), (time % hour / minute, 'M')] {
            if count != 0 {
                write!(f, "{count}{unit}")?;
            }
        }
        let rest = time % minute;
        if rest != 0 {
            let sign = if rest < 0 { "-" } else { "" };
            write!(f, "{sign}{}", (rest / SECOND).abs())?;
            let fraction = (rest % SECOND).abs();
            if fraction != 0 {
                let digits = format!("{fraction:09}");
                write!(f, ".{}", digits.trim_end_matches('0'))?;
            }
            write!(f, "S")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    #[test]
    fn it_is_written_as_iso_8601_does() {
        let duration = |months, days, time| Duration::new(months, days, time).unwrap().to_string();
        assert_eq!(duration(0, 0, 0), "PT0S");
        assert_eq!(duration(14, -3, 0), "P1Y2M-3D");
        assert_eq!(duration(0, 0, 3_661_500_000_000), "PT1H1M1.5S");
        assert_eq!(duration(0, 0, -500_000_000), "PT-0.5S");
    }
}
