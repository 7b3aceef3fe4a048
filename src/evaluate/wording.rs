//! How alike two stretches of words are.

/// The words of a text in no order: small letters, marks left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Wording {
    /// Sorted; a word that stands twice is there twice.
    words: Vec<String>,
}

impl Wording {
    pub(super) fn new(text: &str) -> Self {
        let mut words: Vec<String> = words(&small(text)).map(str::to_owned).collect();
        words.sort_unstable();
        Self { words }
    }

    /// Dice's coefficient: twice the words that both have over the words of both; 0 where one has none. Cost: linear.
    pub(super) fn dice(&self, other: &Self) -> f64 {
        let (mut mine, mut yours) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (mine.peek(), yours.peek()) {
            let order = a.cmp(b);
            shared += usize::from(order.is_eq());
            if order.is_le() {
                mine.next();
            }
            if order.is_ge() {
                yours.next();
            }
        }
        if shared == 0 {
            return 0.0;
        }
        (2 * shared) as f64 / (self.words.len() + other.words.len()) as f64
    }
}

/// Dice's coefficient where it is at least a half: where two contents are the same. 0 elsewhere.
pub(super) fn same_content(a: &Wording, b: &Wording) -> f64 {
    let dice = a.dice(b);
    if dice >= 0.5 { dice } else { 0.0 }
}

/// `text` in small letters; the German sharp s is two.
pub(super) fn small(text: &str) -> String {
    text.to_lowercase().replace('ß', "ss")
}

/// Is it a letter, a digit or an underscore?
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The stretches of letters and digits in `text`.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_of_word(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Wording, same_content};

    fn dice(a: &str, b: &str) -> f64 {
        Wording::new(a).dice(&Wording::new(b))
    }

    #[test]
    fn order_capitals_and_marks_do_not_count() {
        assert_eq!(dice("the border stays open", "Open stays the border."), 1.0);
        assert_eq!(dice("to open it", "to close the gate again"), 0.25);
        assert_eq!(dice("", "open") + dice("…", "…"), 0.0);
    }

    #[test]
    fn a_word_counts_as_often_as_both_have_it() {
        assert_eq!(dice("no no no", "no yes no"), 2.0 / 3.0);
    }

    #[test]
    fn the_same_content_shares_half_of_its_words() {
        let pair = |a: &str, b: &str| same_content(&Wording::new(a), &Wording::new(b));
        assert_eq!(pair("open gates", "open doors"), 0.5);
        assert_eq!(pair("open the gates", "open doors"), 0.0);
    }
}
