//! Numbers as they are written: digits and words, bounds, ranges, money.

use crate::event::view::View;
use crate::facts::Bound;
use crate::syntax::Upos;

/// The value of an English number word, up to ninety-nine and the round ones.
pub fn number_word(word: &str) -> Option<i64> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Some(n) = SMALL.iter().position(|w| *w == word) {
        return i64::try_from(n).ok();
    }
    if let Some(n) = TENS.iter().position(|w| *w == word) {
        return i64::try_from((n + 2) * 10).ok();
    }
    if let Some((tens, ones)) = word.split_once('-') {
        return Some(number_word(tens).filter(|t| t % 10 == 0)? + number_word(ones)?);
    }
    multiplier(word)
}

fn multiplier(word: &str) -> Option<i64> {
    Some(match word {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "million" | "m" => 1_000_000,
        "billion" | "bn" => 1_000_000_000,
        "trillion" | "tn" => 1_000_000_000_000,
        _ => return None,
    })
}

/// The value of a number as it is written, in digits or as a word.
fn value(word: &str) -> Option<f64> {
    let plain: String = word.chars().filter(|c| *c != ',').collect();
    if plain.starts_with(|c: char| c.is_ascii_digit()) {
        return plain.parse::<f64>().ok().filter(|v| v.is_finite());
    }
    // Number words stay far below the limit of exact integers in a double.
    #[allow(clippy::cast_precision_loss)]
    number_word(word).map(|n| n as f64)
}

/// A number in a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The value, of a range the lower one.
    pub value: f64,
    /// The upper one of a range.
    pub max: Option<f64>,
    /// Is it at least, at most or about so?
    pub bound: Option<Bound>,
    /// The currency, if it is money.
    pub unit: Option<&'static str>,
}

impl Amount {
    /// "a woman", "another sailor".
    pub const ONE: Self = Self { value: 1.0, max: None, bound: None, unit: None };
}

/// The number that is headed by word `n` ("2", "three thousand", "between 30 and 40").
pub fn amount(view: View<'_>, n: usize) -> Option<Amount> {
    let words = &view.parsed.words;
    let lower = |i: usize| words.get(i).map_or_else(String::new, |w| w.form.to_lowercase());
    // "14 million", "three hundred": the multiplier may head the number or follow it.
    let mut first = n;
    while first > 0 && view.upos(first - 1) == Upos::Num && value(&lower(first - 1)).is_some() {
        first -= 1;
    }
    let mut total = value(&lower(first))?;
    let mut last = first;
    let ahead = |k: usize| first.checked_sub(k).map_or_else(String::new, lower);
    // "half a million"
    if matches!((ahead(2).as_str(), ahead(1).as_str()), ("half", "a")) {
        total /= 2.0;
        first -= 2;
    }
    while let Some(times) = multiplier(&lower(last + 1))
        .filter(|_| matches!(view.upos(last + 1), Upos::Num | Upos::Noun | Upos::Sym | Upos::X))
    {
        #[allow(clippy::cast_precision_loss)]
        {
            total *= times as f64;
        }
        last += 1;
    }
    let before = |k: usize| first.checked_sub(k).map_or_else(String::new, lower);
    let unit = currency(&before(1)).or_else(|| currency(&lower(last + 1)));
    let before = |k: usize| {
        let skip = usize::from(first > 0 && currency(&lower(first - 1)).is_some());
        first.checked_sub(k + skip).map_or_else(String::new, lower)
    };
    let bound = match (before(2).as_str(), before(1).as_str()) {
        ("at", "least") | ("more" | "greater", "than") | (_, "over") => Some(Bound::Min),
        ("at", "most") | ("fewer" | "less", "than") | ("up", "to") => Some(Bound::Max),
        (_, "about" | "some" | "nearly" | "almost" | "around" | "roughly" | "approximately") => {
            Some(Bound::About)
        }
        _ => None,
    };
    let joint = lower(last + 1);
    let max = (matches!(joint.as_str(), "to" | "-" | "–")
        || (joint == "and" && before(1) == "between"))
        .then(|| value(&lower(last + 2)))
        .flatten()
        .filter(|max| *max > total);
    Some(Amount { value: total, max, bound, unit })
}

pub fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" | "us$" | "usd" | "dollar" | "dollars" => "USD",
        "€" | "eur" | "euro" | "euros" => "EUR",
        "£" | "gbp" | "pounds" => "GBP",
        "¥" | "yen" => "JPY",
        "yuan" => "CNY",
        "rubles" | "roubles" => "RUB",
        _ => return None,
    })
}

/// What money of this currency is counted in.
pub fn coin(unit: &str) -> &'static str {
    match unit {
        "EUR" => "euros",
        "GBP" => "pounds",
        "JPY" => "yen",
        "CNY" => "yuan",
        "RUB" => "roubles",
        _ => "dollars",
    }
}

#[cfg(test)]
mod tests {
    use super::{number_word, value};

    #[test]
    fn numbers_are_read_as_digits_and_as_words() {
        assert_eq!(value("1,400"), Some(1400.0));
        assert_eq!(value("twenty-six"), Some(26.0));
        assert_eq!(value("dozens"), None);
        assert_eq!(number_word("ninety"), Some(90));
        assert_eq!(number_word("many"), None);
    }
}
