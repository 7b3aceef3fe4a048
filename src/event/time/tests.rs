use jiff::civil::{Date, date};

use super::{Known, When, phrases};
use crate::facts::DatePrecision;
use crate::syntax::{Deprel, Feats, Parsed, Upos, Word};
use crate::text::Span;

/// A flat tree over words parted by spaces.
fn flat(text: &str) -> Parsed {
    let mut at = 0;
    let words = text
        .split(' ')
        .enumerate()
        .map(|(i, form)| {
            let span = Span::new(at, at + form.len());
            at = span.end + 1;
            Word {
                span,
                form: form.into(),
                lemma: form.to_lowercase().into(),
                upos: Upos::Noun,
                feats: Feats::default(),
                head: (i > 0).then_some(0),
                deprel: if i > 0 { Deprel::Obl } else { Deprel::Root },
            }
        })
        .collect();
    Parsed::new(Span::new(0, text.len()), 0, 0, false, words)
}

/// A Wednesday.
const ANCHOR: Date = date(2025, 3, 12);

fn past(text: &str) -> Option<When> {
    phrases(&flat(text), Known { anchor: Some(ANCHOR), ..Known::default() })
        .first()
        .and_then(|p| p.past)
}

fn day(text: &str) -> Option<Date> {
    past(text).and_then(When::date)
}

#[test]
fn days_are_counted_from_the_document() {
    assert_eq!(day("they met today"), Some(date(2025, 3, 12)));
    assert_eq!(day("they met yesterday"), Some(date(2025, 3, 11)));
    assert_eq!(day("they met three days ago"), Some(date(2025, 3, 9)));
    assert_eq!(day("they had met a day earlier"), Some(date(2025, 3, 11)));
}

#[test]
fn a_weekday_is_the_last_one_or_the_coming_one() {
    let parsed = flat("they talk late Friday evening");
    let phrase = phrases(&parsed, Known { anchor: Some(ANCHOR), ..Known::default() })[0];
    assert_eq!(phrase.past.and_then(When::date), Some(date(2025, 3, 7)));
    assert_eq!(phrase.coming.and_then(When::date), Some(date(2025, 3, 14)));
    assert_eq!(day("they met on Wednesday"), Some(ANCHOR));
    assert_eq!(day("they met last Wednesday"), Some(date(2025, 3, 5)));
    assert_eq!(day("shelled overnight into Tuesday"), Some(date(2025, 3, 11)));
}

#[test]
fn dates_are_read_in_both_orders_and_without_a_year() {
    for text in
        ["on 2 March", "on March 2", "on March 2 , 2025", "on 2 March 2025", "on the 2nd of March"]
    {
        assert_eq!(day(text), Some(date(2025, 3, 2)), "{text}");
    }
    assert_eq!(day("on Nov. 24"), Some(date(2024, 11, 24)));
    assert_eq!(day("on Sunday , 2 March"), Some(date(2025, 3, 2)));
}

#[test]
fn what_is_known_to_the_month_or_year_has_no_day() {
    let month = past("signed in February 2022").unwrap();
    assert_eq!((month.start, month.end), (date(2022, 2, 1), date(2022, 2, 28)));
    assert_eq!((month.precision, month.date()), (DatePrecision::Month, None));
    assert_eq!(past("begun in 2014").unwrap().precision, DatePrecision::Year);
    assert_eq!(past("held last month").unwrap().start, date(2025, 2, 1));
    let week = past("hit earlier this week").unwrap();
    assert_eq!((week.start, week.end), (date(2025, 3, 10), date(2025, 3, 16)));
    assert_eq!(past("said that May was calm"), None);
}

#[test]
fn without_a_date_of_the_document_nothing_relative_is_dated() {
    let undated = |text: &str| phrases(&flat(text), Known::default()).first().and_then(|p| p.past);
    for text in [
        "met on Thursday",
        "met yesterday",
        "met on 2 June",
        "met last month",
        "met three days ago",
    ] {
        assert_eq!(undated(text), None, "{text}");
    }
    assert_eq!(undated("met on 2 June 2016").and_then(When::date), Some(date(2016, 6, 2)));
}
