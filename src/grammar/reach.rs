//! How far a phrase that starts with a word can go: most words start none, and need not be looked up with what follows.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Slots: of several words that share one, the longest phrase counts.
const SLOTS: usize = 1 << 16;

/// For the first letters and digits of each phrase the length of the longest one that starts so.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    longest: Vec<u8>,
}

impl Default for Reach {
    fn default() -> Self {
        Self { longest: vec![0; SLOTS] }
    }
}

/// The first run of letters and digits.
fn first(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

fn slot(text: &str) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(first(text).as_bytes());
    hasher.finish() as usize % SLOTS
}

impl Reach {
    /// Takes a folded phrase into account.
    pub(super) fn add(&mut self, phrase: &str) {
        let length = u8::try_from(phrase.len()).unwrap_or(u8::MAX);
        if let Some(longest) = self.longest.get_mut(slot(phrase)) {
            *longest = length.max(*longest);
        }
    }

    /// No phrase that starts as this folded text does has more bytes; it may be that none has so many.
    pub(super) fn of(&self, text: &str) -> usize {
        let longest = self.longest.get(slot(text)).copied().unwrap_or(u8::MAX);
        if longest == u8::MAX { usize::MAX } else { longest.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::Reach;

    #[test]
    fn the_longest_phrase_that_starts_with_a_word_is_known() {
        let mut reach = Reach::default();
        reach.add("port");
        reach.add("port of spain");
        reach.add("'s");
        assert_eq!(reach.of("port of call"), 13);
        assert_eq!(reach.of("porter"), 0);
        assert_eq!(reach.of("'s own"), 2);
        reach.add(&"a".repeat(300));
        assert_eq!(reach.of(&"a".repeat(300)), usize::MAX);
    }
}
