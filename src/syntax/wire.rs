//! The day that news puts between a subject and its verb ("Peru on Tuesday blocked the road").
//!
//! The treebanks hardly know this order, so that tagger and parser take the verb for a participle of the day or of the
//! subject. Here such a day is set aside while the sentence is tagged and parsed, and hung on its verb afterwards.

use super::days::NAMED;
use super::deprel::Deprel;
use super::feats::{Feats, Number, VerbForm};
use super::sentence::Word;
use super::upos::Upos;
use crate::text::Token;

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Parts of a day that may follow it.
const PARTS: [&str; 4] = ["morning", "afternoon", "evening", "night"];

/// A day that may be set aside: the first of its words and the one behind its last.
pub(super) type Aside = std::ops::Range<usize>;

/// Where a day stands between two words that may be a subject and its verb. Cost: linear.
pub(super) fn days_between(forms: &[&str]) -> Vec<Aside> {
    let form = |i: usize| forms.get(i).copied().unwrap_or_default();
    let mut found: Vec<Aside> = Vec::new();
    for day in 1..forms.len() {
        if !DAYS.contains(&form(day)) {
            continue;
        }
        let start = if form(day - 1) == "on" { day - 1 } else { day };
        let before = start.checked_sub(1).map_or("", form);
        let named = before.ends_with(|c: char| c.is_alphanumeric()) || before == ")";
        let end = if PARTS.contains(&form(day + 1)) { day + 2 } else { day + 1 };
        let goes_on = form(end).starts_with(char::is_lowercase);
        let apart = found.last().is_none_or(|last| last.end < start);
        // "Good Friday" is one name, "Last Friday" no day between two others.
        let first = before.to_ascii_lowercase();
        let whole = before == "Last"
            || before.starts_with(char::is_uppercase) && NAMED.contains(&first.as_str());
        if named && goes_on && apart && !whole {
            found.push(start..end);
        }
    }
    found
}

/// The words that stay when the days are set aside.
pub(super) fn rest<T: Copy>(words: &[T], aside: &[Aside]) -> Vec<T> {
    let kept = |&(i, _): &(usize, &T)| !aside.iter().any(|range| range.contains(&i));
    words.iter().enumerate().filter(kept).map(|(_, &word)| word).collect()
}

/// Those of the days that stand between a nominal and a finite verb, by the tags of the words that stayed.
pub(super) fn parting(aside: &[Aside], tags: &[(Upos, Feats)]) -> Vec<Aside> {
    let mut gone = 0;
    let mut found = Vec::new();
    for range in aside {
        let next = range.start - gone;
        gone += range.len();
        let verb = verb_at(tags, next).is_some();
        let before = next.checked_sub(1).and_then(|i| tags.get(i)).map(|tag| tag.0);
        let nominal = matches!(before, Some(Upos::Propn | Upos::Noun | Upos::Pron | Upos::Punct));
        if verb && nominal {
            found.push(range.clone());
        }
    }
    found
}

/// The finite verb at a word, an adverb passed over.
fn verb_at(tags: &[(Upos, Feats)], at: usize) -> Option<usize> {
    let at = if tags.get(at)?.0 == Upos::Adv { at + 1 } else { at };
    let (upos, feats) = tags.get(at)?;
    let finite = feats.verb_form == Some(VerbForm::Fin);
    (matches!(upos, Upos::Verb | Upos::Aux) && finite).then_some(at)
}

/// Puts the days back among the words of the rest of the sentence. Cost: linear.
pub(super) fn put_back(
    forms: &[&str],
    tokens: &[Token],
    aside: &[Aside],
    parsed: Vec<Word>,
) -> Vec<Word> {
    let kept = rest(&(0..forms.len()).collect::<Vec<usize>>(), aside);
    let whole = |i: usize| kept.get(i).copied();
    let tags: Vec<(Upos, Feats)> = parsed.iter().map(|word| (word.upos, word.feats)).collect();
    let heads: Vec<Option<usize>> = parsed.iter().map(|word| word.head).collect();
    let mut rest = parsed.into_iter();
    let mut words = Vec::with_capacity(forms.len());
    for (i, (form, token)) in forms.iter().zip(tokens).enumerate() {
        let Some(range) = aside.iter().find(|range| range.contains(&i)) else {
            words.extend(rest.next().map(|word| Word { head: word.head.and_then(whole), ..word }));
            continue;
        };
        let next = kept.partition_point(|&k| k < i);
        let verb = || {
            let verb = verb_at(&tags, next).map(|verb| main(&tags, &heads, verb));
            verb.and_then(whole).or(range.start.checked_sub(1))
        };
        let last = range.end - 1;
        let on = *form == "on";
        let label =
            if forms.get(range.start) == Some(&"on") { Deprel::Obl } else { Deprel::OblUnmarked };
        let (upos, head, deprel) = match i == last {
            true => (Upos::Noun, verb(), label),
            false if on => (Upos::Adp, Some(last), Deprel::Case),
            false => (Upos::Noun, Some(last), Deprel::Compound),
        };
        let day = upos == Upos::Noun && form.starts_with(char::is_uppercase);
        words.push(Word {
            span: token.span,
            form: (*form).into(),
            lemma: (*form).into(),
            upos: if day { Upos::Propn } else { upos },
            feats: Feats { number: (!on).then_some(Number::Sing), ..Feats::default() },
            head,
            deprel,
        });
    }
    words
}

/// The verb that an auxiliary goes with, or the verb itself.
fn main(tags: &[(Upos, Feats)], heads: &[Option<usize>], verb: usize) -> usize {
    let auxiliary = tags.get(verb).is_some_and(|tag| tag.0 == Upos::Aux);
    heads.get(verb).copied().flatten().filter(|_| auxiliary).unwrap_or(verb)
}

#[cfg(test)]
mod tests {
    use super::super::{Deprel, Syntax, Upos};

    fn root_and_subject(text: &str) -> (String, Option<String>) {
        let forms: Vec<&str> = text.split(' ').collect();
        let parsed = Syntax::embedded().expect("the model is whole").parse_tokens(&forms);
        let root = parsed.words.iter().position(|w| w.head.is_none()).expect("a root");
        let subject = parsed.words.iter().find(|w| {
            w.head == Some(root) && matches!(w.deprel, Deprel::Nsubj | Deprel::NsubjPass)
        });
        (parsed.words[root].form.to_string(), subject.map(|w| w.form.to_string()))
    }

    #[test]
    fn a_day_between_subject_and_verb_parts_them_no_more() {
        for (text, verb, subject) in [
            ("Peru on Tuesday blocked transport into Lima .", "blocked", "Peru"),
            ("Tomas Vera on Sunday called for calm in Lima .", "called", "Tomas"),
            ("Chile on Thursday flatly rejected the offer .", "rejected", "Chile"),
            ("Ana Ruiz on Monday night dismissed the claim .", "dismissed", "Ana"),
            ("The government Friday lifted the ban .", "lifted", "government"),
        ] {
            let found = root_and_subject(text);
            assert_eq!(found, (verb.to_owned(), Some(subject.to_owned())), "{text}");
        }
    }

    #[test]
    fn the_day_hangs_on_the_verb_and_every_word_keeps_its_place() {
        let forms: Vec<&str> = "Peru on Tuesday blocked the road .".split(' ').collect();
        let parsed = Syntax::embedded().expect("the model is whole").parse_tokens(&forms);
        let words: Vec<&str> = parsed.words.iter().map(|w| &*w.form).collect();
        assert_eq!(words, forms);
        assert_eq!((parsed.words[1].head, parsed.words[1].deprel), (Some(2), Deprel::Case));
        assert_eq!((parsed.words[2].head, parsed.words[2].deprel), (Some(3), Deprel::Obl));
        assert_eq!(parsed.words[2].upos, Upos::Propn);
    }

    #[test]
    fn a_day_behind_its_verb_stays_where_it_is() {
        let forms: Vec<&str> = "Vera met Ruiz on Monday in Lima .".split(' ').collect();
        assert!(super::days_between(&forms).len() <= 1);
        let found = root_and_subject("Vera met Ruiz on Monday in Lima .");
        assert_eq!(found.0, "met");
    }
}
