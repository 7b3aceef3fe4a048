//! Words that stand in many places, kept once.

use std::sync::Arc;

use rustc_hash::FxHashSet;

/// Shared copies of words. Types, modes and names of frames are a few hundred, facts are millions.
#[derive(Debug, Clone, Default)]
pub struct Words(FxHashSet<Arc<str>>);

impl Words {
    /// The shared copy of a word. Cost: one look-up.
    pub fn get(&mut self, word: &str) -> Arc<str> {
        if let Some(known) = self.0.get(word) {
            return known.clone();
        }
        let shared: Arc<str> = word.into();
        self.0.insert(shared.clone());
        shared
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Words;

    #[test]
    fn equal_words_are_one() {
        let mut words = Words::default();
        let (a, b, c) = (words.get("met"), words.get("met"), words.get("hit"));
        assert!(Arc::ptr_eq(&a, &b));
        assert_eq!(&*c, "hit");
    }
}
