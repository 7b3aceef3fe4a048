//! Titles, ranks and offices before a name.

use std::ops::Range;

use super::line::Line;
use super::name_model::{Name, NameClass};
use crate::grammar::{NameGender, WordClass};
use crate::syntax::Upos;

/// The words that a title before a name ends in.
pub(super) const TITLES: &[WordClass] = &[
    WordClass::OfficeHeads,
    WordClass::Ranks,
    WordClass::Honorifics,
    WordClass::HonorificsMale,
    WordClass::HonorificsFemale,
];

/// The longest title, in words.
const LONGEST: usize = 12;

/// Where the title before the name at word `start` begins; `start` itself where there is none.
pub(super) fn before(line: &Line<'_>, start: usize) -> usize {
    let floor = start.saturating_sub(LONGEST);
    // "ex-president Ana Ruiz"
    let once = start.checked_sub(1).filter(|&i| {
        let office = line.folded(i).strip_prefix("ex-");
        office.is_some_and(|office| line.lexicon.is(WordClass::OfficeHeads, office))
    });
    let mut at = match portfolio(line, start, floor).or(once) {
        Some(at) => at,
        None => start - line.phrase_before(start, floor, TITLES),
    };
    // "major Vera ally", "private Vera donors": adjectives.
    let adjective = at + 1 == start && matches!(line.form(at), "major" | "private");
    if at == start || adjective {
        return start;
    }
    while at > floor {
        let n = line.phrase_before(at, floor, TITLES);
        if n > 0 {
            at -= n;
            continue;
        }
        let last = at - 1;
        // "High Representative/Vice-President"
        let both = line.phrase_before(last, floor, TITLES);
        if line.form(last) == "/" && both > 0 {
            at = last - both;
            continue;
        }
        // "Peru's Deputy Premier and Foreign Minister Ana Ruiz", but not "the President and Foreign Minister Ruiz".
        let first = line.phrase_before(last, floor, &[WordClass::OfficeHeads]);
        if line.folded(last) == "and"
            && first > 0
            && line.is_capital(at)
            && line.is_capital(last - 1)
            && !follows_article(line, last - first, floor)
        {
            at = last - first;
            continue;
        }
        if line.is_possessive(last) {
            return owner(line, last, floor);
        }
        // "after the verdict Foreign Minister Vera said": a common noun is no part of a title in capitals.
        let apart = line.is_capital(at)
            && !line.is_capital(last)
            && line.is_upos(last, &[Upos::Noun])
            && !line.is(last, &[WordClass::Former, WordClass::Topics])
            && !line.is_hyphen(at);
        if apart {
            break;
        }
        if line.is_hyphen(last) || is_modifier(line, last) {
            at -= 1;
        } else if line.folded(last) == "and"
            && line.is(at, &[WordClass::Topics])
            && line.is(last.saturating_sub(1), &[WordClass::Topics])
        {
            at -= 2;
        } else {
            break;
        }
    }
    at
}

/// "Minister for Ports and Foreign Affairs" before the name at word `start`: where the office's last words begin.
pub(super) fn portfolio(line: &Line<'_>, start: usize, floor: usize) -> Option<usize> {
    let last = start.checked_sub(1)?;
    let named = |n: &Name| n.words.start == start && n.class == NameClass::Person;
    let person =
        line.lexicon.given_name(line.folded(start)).is_some() || line.named.iter().any(named);
    if !person || !line.is_capital(last) || line.is(start, TITLES) {
        return None;
    }
    let inside = |i: &usize| line.is_capital(*i) || matches!(line.folded(*i), "and" | "the");
    let of = (floor..last)
        .rev()
        .take_while(|i| inside(i) || matches!(line.folded(*i), "for" | "of"))
        .find(|&i| matches!(line.folded(i), "for" | "of"))?;
    let head = line.phrase_before(of, floor, &[WordClass::OfficeHeads]);
    (head > 0).then(|| of - head)
}

/// Does an article stand before the office at word `at` and what qualifies it?
fn follows_article(line: &Line<'_>, at: usize, floor: usize) -> bool {
    let mut first = at;
    while first > floor && is_modifier(line, first - 1) {
        first -= 1;
    }
    first > 0 && line.is_upos(first - 1, &[Upos::Det])
}

/// Does the word qualify the office after it?
fn is_modifier(line: &Line<'_>, i: usize) -> bool {
    let noun = line.is_upos(i, &[Upos::Noun, Upos::Adj, Upos::Propn])
        && !line.is(i, &[WordClass::MonthsDays])
        && line.is_word(i);
    let when = matches!(line.folded(i), "yesterday" | "today" | "tomorrow" | "tonight");
    !when && (noun || line.is(i, &[WordClass::Former, WordClass::Topics]))
}

/// Where the owner before the possessive mark begins: its name or noun.
fn owner(line: &Line<'_>, mark: usize, floor: usize) -> usize {
    let mut at = mark;
    while at > floor
        && (line.is_upos(at - 1, &[Upos::Propn]) || line.is_capital(at - 1))
        && line.is_word(at - 1)
    {
        at -= 1;
    }
    if at == mark { mark.saturating_sub(1) } else { at }
}

/// The gender that a title tells.
pub(super) fn gender(line: &Line<'_>, words: &Range<usize>) -> Option<NameGender> {
    words.clone().find_map(|i| {
        if line.is(i, &[WordClass::HonorificsMale, WordClass::MaleNouns]) {
            Some(NameGender::Male)
        } else if line.is(i, &[WordClass::HonorificsFemale, WordClass::FemaleNouns]) {
            Some(NameGender::Female)
        } else {
            None
        }
    })
}
