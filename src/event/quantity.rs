//! Numbers that belong to events: number words, bounds, ranges, money.

use crate::facts::{Bound, Quantity};
use crate::syntax::{Deprel, Upos};

use super::matching::Candidate;
use super::predicate::View;

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
struct Amount {
    value: f64,
    max: Option<f64>,
    bound: Option<Bound>,
    unit: Option<&'static str>,
}

/// The number that is headed by word `n` ("2", "three thousand", "between 30 and 40").
fn amount(view: View<'_>, n: usize) -> Option<Amount> {
    let words = &view.parsed.words;
    let lower = |i: usize| words.get(i).map_or_else(String::new, |w| w.form.to_lowercase());
    // "14 million", "three hundred": the multiplier may head the number or follow it.
    let mut first = n;
    while first > 0 && view.upos(first - 1) == Upos::Num && value(&lower(first - 1)).is_some() {
        first -= 1;
    }
    let mut total = value(&lower(first))?;
    let mut last = first;
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

fn currency(word: &str) -> Option<&'static str> {
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

/// The numbers that belong to an event: at its object, its subject and its other arguments.
pub fn quantities(view: View<'_>, candidate: &Candidate<'_>) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut heads: Vec<usize> = vec![candidate.trigger];
    for argument in &candidate.predicate.arguments {
        heads.push(argument.head);
        heads.extend(view.parsed.children_by(argument.head, &[Deprel::Conj]));
    }
    heads.sort_unstable();
    heads.dedup();
    let counts = candidate.frame.counts.as_deref();
    for &head in &heads {
        let numbers = view.parsed.children_by(head, &[Deprel::Nummod]).collect::<Vec<_>>();
        let objects = |h: usize| {
            candidate.predicate.arguments.iter().any(|a| {
                a.head == h
                    && match &a.slot {
                        crate::grammar::Slot::Object => true,
                        crate::grammar::Slot::Preposition(p) => p == "of",
                        _ => false,
                    }
            }) || view.head(h).is_some_and(|up| {
                view.rel(h) == Deprel::Conj
                    && candidate
                        .predicate
                        .arguments
                        .iter()
                        .any(|a| a.head == up && a.slot == crate::grammar::Slot::Object)
            })
        };
        // "26 were wounded": the number is the argument itself.
        if numbers.is_empty() && view.upos(head) == Upos::Num && head != candidate.trigger {
            if let (Some(what), Some(a)) = (counts, amount(view, head))
                && objects(head)
            {
                push(&mut found, what.to_owned(), a);
            }
            continue;
        }
        for number in numbers {
            if is_date(view, head) {
                continue;
            }
            let Some(a) = amount(view, number) else { continue };
            let noun = view.parsed.words[head].form.to_lowercase();
            let what = match counts {
                Some(what) if objects(head) && !view.is(head, "weapons") => what.to_owned(),
                _ if a.unit.is_some() || currency(&noun).is_some() => "money".to_owned(),
                _ => plural(&noun),
            };
            push(&mut found, what, a);
        }
    }
    found
}

fn push(found: &mut Vec<Quantity>, what: String, a: Amount) {
    let unit = a.unit.map(Into::into);
    let quantity = Quantity { what: what.into(), value: a.value, bound: a.bound, max: a.max, unit };
    if !found.contains(&quantity) {
        found.push(quantity);
    }
}

/// "June 2", "3 p.m.": numbers of the calendar and the clock count nothing.
fn is_date(view: View<'_>, head: usize) -> bool {
    const CLOCK: [&str; 12] = [
        "day", "week", "month", "year", "hour", "minute", "a.m.", "p.m.", "am", "pm", "percent",
        "%",
    ];
    let lemma = view.lemma(head);
    CLOCK.contains(&lemma.as_str())
        || super::time::is_month(&lemma)
        || view.upos(head) == Upos::Propn
}

/// The plural of a regular English noun, unless it is one already.
fn plural(noun: &str) -> String {
    if noun.ends_with('s') || matches!(noun, "people" | "personnel" | "aircraft" | "men" | "women")
    {
        noun.to_owned()
    } else if let Some(stem) = noun.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o'])) {
        format!("{stem}ies")
    } else if noun == "person" {
        "people".to_owned()
    } else {
        format!("{noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::{number_word, plural, value};

    #[test]
    fn numbers_are_read_as_digits_and_as_words() {
        assert_eq!(value("1,400"), Some(1400.0));
        assert_eq!(value("twenty-six"), Some(26.0));
        assert_eq!(value("dozens"), None);
        assert_eq!(number_word("ninety"), Some(90));
        assert_eq!(number_word("many"), None);
    }

    #[test]
    fn what_is_counted_is_named_in_the_plural() {
        assert_eq!(plural("drone"), "drones");
        assert_eq!(plural("embassy"), "embassies");
        assert_eq!(plural("people"), "people");
    }
}
