//! What a state is called by: "the West African nation", "the oil-rich kingdom", "the reclusive state".

use std::ops::Range;

use super::line::Line;
use crate::grammar::WordClass;

/// The longest adjective of a region, in words: "horn of africa".
const REGION: usize = 3;

/// The epithets of a sentence, from the first word behind the article to the noun. Cost: linear in the words.
pub(super) fn find(line: &Line<'_>) -> Vec<Range<usize>> {
    (1..line.len()).filter_map(|i| ends_at(line, i)).collect()
}

/// The epithet whose noun is word `i`.
fn ends_at(line: &Line<'_>, i: usize) -> Option<Range<usize>> {
    let noun =
        line.is(i, &[WordClass::BackCountries]) || matches!(line.folded(i), "state" | "republic");
    if !noun || line.is_capital(i) && !line.title_case {
        return None;
    }
    // "the Gulf state's", but not "the Gulf state oil company" or "the Arab nation of Peru".
    let next = line.folded(i + 1);
    let more = line.is_hyphen(i + 1)
        || matches!(next, "of" | "known" | "called" | "named")
        || line.is_upos(i + 1, &[crate::syntax::Upos::Noun, crate::syntax::Upos::Propn]);
    if more {
        return None;
    }
    let mut first = i;
    loop {
        let before = region_before(line, first)
            .map(|(words, _)| words.start)
            .or_else(|| trait_before(line, first));
        match before {
            Some(before) => first = before,
            None => break,
        }
    }
    let pointed = matches!(line.before(first), "the" | "this" | "that");
    (first < i && pointed).then_some(first..i + 1)
}

/// Can a state of this code be meant by an epithet, as far as region, trait and noun tell: "Gulf", "communist", "kingdom"?
pub(super) fn fits(line: &Line<'_>, words: &Range<usize>, code: &str) -> bool {
    let holds = |codes: &[String]| codes.iter().any(|c| c == code);
    (words.start + 1..=words.end).all(|end| {
        let region = region_before(line, end).is_none_or(|(_, codes)| holds(codes));
        let word = line.lexicon.region(line.folded(end - 1)).filter(|_| !line.is_capital(end - 1));
        region && word.is_none_or(holds)
    })
}

/// The adjective of a region that ends before word `end`, with its states.
fn region_before<'l>(line: &Line<'l>, end: usize) -> Option<(Range<usize>, &'l [String])> {
    (1..=REGION.min(end)).rev().find_map(|n| {
        let words = end - n..end;
        let codes =
            line.is_capital(words.start).then(|| line.lexicon.region(line.key(&words)))??;
        Some((words, codes))
    })
}

/// Where an adjective that ends before word `end` begins, if states are called by it: "reclusive", "oil-rich".
fn trait_before(line: &Line<'_>, end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    if !line.is(last, &[WordClass::CountryTraits]) {
        return None;
    }
    let joined = last.checked_sub(2).filter(|_| line.is_hyphen(last - 1));
    Some(joined.unwrap_or(last))
}
