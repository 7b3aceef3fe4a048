//! Where names may stand: maximal runs of capitalized words with the small words that join them.

use std::ops::Range;

use super::candidate::Seems;
use super::line::{LONGEST, Line};
use crate::grammar::{Sense, WordClass};
use crate::syntax::{Number, Upos};

/// The words of a sentence that no name starts with, however they are written.
const FUNCTION: &[Upos] = &[
    Upos::Det,
    Upos::Pron,
    Upos::Adp,
    Upos::Sconj,
    Upos::Cconj,
    Upos::Aux,
    Upos::Part,
    Upos::Intj,
    Upos::Punct,
];

/// The longest known name that starts at word `i` and ends before `end`: how many words, and what it is.
pub(super) fn known_at(line: &Line<'_>, i: usize, end: usize) -> Option<(usize, Seems)> {
    let most = end.min(line.len()).saturating_sub(i).min(LONGEST);
    for n in (1..=most).rev() {
        let words = i..i + n;
        let dotted = || n == 1 && line.written(&words).contains('.');
        if !line.may_be_known(&words) && !dotted() || !line.is_word(words.end - 1) {
            continue;
        }
        let written = line.written(&words);
        let key = line.key(&words);
        let article = line.before(i) == "the";
        let mut senses: Vec<Sense> = line.lexicon.senses(written, key).collect();
        // "C.D.W." is CDW.
        if n == 1 && senses.is_empty() && written.len() > 4 && written.contains('.') {
            let bare = written.replace('.', "");
            if is_capitals(&bare) {
                senses = line.lexicon.senses(&bare, &crate::grammar::fold(&bare)).collect();
            }
        }
        senses.sort_unstable();
        for sense in senses {
            let seems = match sense {
                Sense::Country(c) => Seems::Country(c),
                Sense::Adjective(c) => Seems::Adjective(c),
                Sense::People(c) => Seems::People(c),
                Sense::Capital(c) => Seems::Capital(c),
                Sense::Known(k) | Sense::Seat(k) => {
                    // "Let me know", "WHO WANTS": words, no acronyms.
                    if n == 1 && line.is_upos(i, &[Upos::Verb, Upos::Aux, Upos::Pron, Upos::Adv]) {
                        continue;
                    }
                    // "Time permitting": a common noun that a sentence starts with.
                    if n == 1
                        && i == 0
                        && !is_capitals(line.form(i))
                        && line.is_upos(i, &[Upos::Noun])
                        && !line.title_case
                        && line.word(i).is_some_and(|w| w.feats.number == Some(Number::Sing))
                        && line.named.iter().all(|name| name.words.start > 0)
                    {
                        continue;
                    }
                    if !article && line.lexicon.known(k).is_some_and(|known| known.article) {
                        continue;
                    }
                    Seems::Known(k)
                }
            };
            return Some((n, seems));
        }
        let capital = line.is_capital(i) || line.form(i).starts_with("al-");
        if capital && n <= 4 && key.len() > 2 && line.lexicon.town(key).is_some() {
            return Some((n, Seems::Town));
        }
    }
    None
}

/// The chunks of a sentence, in order; they don't overlap.
pub(super) fn chunks(line: &Line<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < line.len() {
        if starts(line, i) {
            let end = end(line, i);
            found.push(i..end);
            i = end;
        } else {
            i += 1;
        }
    }
    found
}

/// Does a name start at word `i`?
fn starts(line: &Line<'_>, i: usize) -> bool {
    if !line.is_word(i) {
        return false;
    }
    if is_numbered_unit(line, i) {
        return true;
    }
    if !line.is_capital(i) {
        let particle =
            matches!(line.folded(i), "al" | "el" | "ad" | "as" | "ar") && line.is_hyphen(i + 1);
        let glued = line.form(i).split_once('-').is_some_and(|(a, b)| {
            matches!(a, "al" | "el" | "ad" | "as" | "ar") && b.starts_with(char::is_uppercase)
        });
        let digits = line.form(i).starts_with(|c: char| c.is_ascii_digit());
        return (particle && line.is_capital(i + 2))
            || glued
            || (!digits && known_at(line, i, i + 1).is_some());
    }
    if line.is(i, &[WordClass::MonthsDays]) && line.folded(i) != "may" {
        return false;
    }
    if known_at(line, i, line.len()).is_some_and(|(n, seems)| n > 1 || seems != Seems::Town) {
        return true;
    }
    if line.is_upos(i, FUNCTION) || matches!(line.folded(i), "the" | "a" | "an" | "i" | "may") {
        return false;
    }
    if !opens(line, i) {
        return true;
    }
    // The first word of a sentence is capitalized anyway.
    let next = i + 1;
    line.is_upos(i, &[Upos::Propn])
        || (continues(line, next)
            && !line.is_upos(i, &[Upos::Adv, Upos::Verb])
            && !plural_noun(line, i))
        || (line.is_hyphen(next) && line.is_capital(next + 1))
        || line.lexicon.given_name(line.folded(i)).is_some()
}

/// "60th Division", "2nd Motor Rifle Brigade": an ordinal before the name of a unit.
fn is_numbered_unit(line: &Line<'_>, i: usize) -> bool {
    let ordinal = line.form(i).trim_start_matches(|c: char| c.is_ascii_digit());
    line.form(i).starts_with(|c: char| c.is_ascii_digit())
        && matches!(ordinal, "st" | "nd" | "rd" | "th")
        && (i + 1..i + 6).take_while(|&w| continues(line, w)).any(|w| {
            line.is(w, &[WordClass::Parts])
                || matches!(line.folded(w), "airborne" | "army" | "infantry" | "group")
        })
}

/// Is it a common noun in the plural?
fn plural_noun(line: &Line<'_>, i: usize) -> bool {
    line.word(i).is_some_and(|w| w.upos == Upos::Noun && w.feats.number == Some(Number::Plur))
}

/// Does a sentence, a quotation or a label end before word `i`?
pub(super) fn opens(line: &Line<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return true };
    matches!(
        line.form(before),
        "\"" | "“" | "‘" | "”" | ":" | "•" | "-" | "—" | "–" | "(" | "*" | "." | "?" | "!" | "…"
    ) && !line.is_hyphen(before)
}

/// Is word `i`, after the first word of a name, of the same name?
fn continues(line: &Line<'_>, i: usize) -> bool {
    line.is_word(i)
        && line.is_capital(i)
        && (!line.is(i, &[WordClass::MonthsDays]) || line.is_glued(i) || is_syllable(line, i))
        && !is_small(line, i)
        && !matches!(line.folded(i), "the" | "i")
}

/// "Su Mon Hla": a short month or day between names is none.
fn is_syllable(line: &Line<'_>, i: usize) -> bool {
    let form = line.form(i);
    let plain = form.chars().count() == 3 && form.chars().all(char::is_alphabetic);
    let next = i + 1;
    plain
        && i > 0
        && line.is_capital(i - 1)
        && !is_capitals(form)
        && (line.is_capital(next) && line.is_word(next))
        && line.is_upos(i, &[Upos::Propn])
}

/// Is it a short function word, which a name does not go on with ("In" may be of "In-kyo", though)?
fn is_small(line: &Line<'_>, i: usize) -> bool {
    let form = line.form(i);
    let short = form.chars().count() < 4 && !is_capitals(form);
    short && line.is_upos(i, FUNCTION) && !line.is_hyphen(i + 1)
}

/// "Minister for Foreign Affairs of Peru": what an office is about, not a body.
fn is_portfolio(line: &Line<'_>, words: &Range<usize>) -> bool {
    let before = words.start.checked_sub(1).filter(|&w| matches!(line.folded(w), "of" | "for"));
    before
        .is_some_and(|w| line.phrase_before(w, w.saturating_sub(3), &[WordClass::OfficeHeads]) > 0)
        && words.clone().all(|w| line.is(w, &[WordClass::Topics]) || line.folded(w) == "and")
}

/// Is the word written in capitals alone?
pub(super) fn is_capitals(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !form.chars().any(char::is_lowercase)
}

/// The end of the name that starts at word `start`.
fn end(line: &Line<'_>, start: usize) -> usize {
    let known = known_at(line, start, line.len()).map_or(1, |(n, _)| n);
    let mut at =
        start + known.max(line.phrase_at(start, line.len(), &[WordClass::OfficeHeads]).max(1));
    loop {
        let left = start..at;
        if continues(line, at) {
            // "Secretary of State" is one title.
            at += line.phrase_at(at, line.len(), &[WordClass::OfficeHeads]).max(1);
        } else if let Some((n, seems)) =
            known_at(line, at, line.len()).filter(|_| line.is_capital(at))
            && (seems != Seems::Town && n > 1)
        {
            at += n;
        } else if let Some(next) = joined(line, &left) {
            at = next;
        } else {
            return at;
        }
    }
}

/// Small words that join the parts of a body's name.
const JOINING: [&str; 8] = ["of", "for", "in", "on", "and", "to", "the", "&"];

/// "Andean Union Mission in Peru (AUMIP)": where the name goes on after a joining word, if the capitals that follow in
/// brackets are the first letters of all its parts.
fn abbreviated(line: &Line<'_>, left: &Range<usize>) -> Option<usize> {
    if !JOINING.contains(&line.folded(left.end)) {
        return None;
    }
    let part = |i: usize| {
        line.is_word(i) && line.is_capital(i)
            || JOINING.contains(&line.folded(i))
            || line.is_hyphen(i)
    };
    let open = (left.end..left.end + 12).find(|&i| !part(i))?;
    let short = line.form(open + 1);
    if line.form(open) != "(" || line.form(open + 2) != ")" || !is_capitals(short) {
        return None;
    }
    let capitals = |from: usize| -> String {
        let initials =
            (from..open).filter(|&i| line.is_capital(i) && !line.is_hyphen(i.wrapping_sub(1)));
        initials.filter_map(|i| line.form(i).chars().next()).collect()
    };
    let letters: String = short.chars().filter(|c| c.is_uppercase()).collect();
    // The name may begin after a title or the country before it.
    let fits = (left.start..left.end).any(|from| {
        let initials = capitals(from);
        initials.chars().count() > 2 && (initials == letters || is_subsequence(&initials, short))
    });
    let next = (left.end + 1..open).find(|&i| line.is_capital(i))?;
    fits.then_some(next + 1)
}

/// Do the letters stand in `word` in their order, first at its beginning?
fn is_subsequence(letters: &str, word: &str) -> bool {
    let mut rest = word.chars().flat_map(char::to_lowercase);
    letters.chars().next() == word.chars().next()
        && letters.chars().flat_map(char::to_lowercase).all(|l| rest.any(|c| c == l))
}

/// Where the name goes on after a joining word at its end, if it does: the end with the next word.
fn joined(line: &Line<'_>, left: &Range<usize>) -> Option<usize> {
    let at = left.end;
    let last = at.checked_sub(1)?;
    // "the Ruiz-Vera call": two names.
    let shared = left.len() == 1 && line.is(at + 2, &[WordClass::Shared]);
    if line.is_hyphen(at)
        && shared
        && known_at(line, left.start, line.len()).is_none_or(|(n, _)| n < 3)
    {
        return None;
    }
    // "Ho-jin" in three tokens, but not "Moscow-led".
    let next = line.form(at + 1);
    let syllables = left.len() > 1
        && line.form(last).chars().count() <= 5
        && next.chars().count() <= 5
        && !next.ends_with("ed")
        && !line.is_upos(at + 1, &[Upos::Verb, Upos::Adp, Upos::Adv])
        && !matches!(
            next,
            "led" | "run" | "era" | "made" | "wide" | "born" | "style" | "year" | "day"
        )
        && line.is_word(at + 1)
        && !line.is(last, &[WordClass::OrgHeads, WordClass::OfficeHeads]);
    let named = continues(line, at + 1) || line.is_upos(at + 1, &[Upos::Propn, Upos::Num]);
    if line.is_hyphen(at) && (syllables || named) {
        return Some(at + 2);
    }
    // "al-Sham", "ez-Zor", "Ho-jin" in three tokens, "el-Sisi" after a given name.
    let particles = (at..at + 3)
        .take_while(|&i| line.is(i, &[WordClass::Particles]) && !line.is_capital(i))
        .count();
    if particles > 0 {
        let mut next = at + particles;
        if line.is_hyphen(next) {
            next += 1;
        }
        let place_like = line.is(last, &[WordClass::PlacePrefixes]);
        if continues(line, next) && !place_like {
            return Some(next + 1);
        }
    }
    if let Some(next) = abbreviated(line, left) {
        return Some(next);
    }
    let prefix = [
        WordClass::OrgHeads,
        WordClass::FacilityHeads,
        WordClass::PlacePrefixes,
        WordClass::OtherHeads,
    ];
    if matches!(line.folded(at), "of" | "for")
        && (line.is(last, &prefix) || line.is(left.start, &[WordClass::OrgHeads]))
    {
        let next = at + 1 + usize::from(line.folded(at + 1) == "the");
        // "the 14th Division of the Condor Forces" are two bodies.
        let two = next > at + 1
            && left.len() > 1
            && line.is(last, &[WordClass::Parts])
            && line.folded(at) == "of"
            && !line.is(next, &[WordClass::OfficeHeads]);
        if continues(line, next) && !two && !is_portfolio(line, left) {
            return Some(next + 1);
        }
    }
    let about = matches!(
        line.folded(last),
        "committee"
            | "council"
            | "commission"
            | "conference"
            | "subcommittee"
            | "convention"
            | "treaty"
    );
    if line.folded(at) == "on"
        && about
        && continues(line, at + 1)
        && line.is_capital(last)
        && left.len() > 1
    {
        return Some(at + 2);
    }
    if matches!(line.folded(at), "and" | "&") && continues(line, at + 1) {
        let topics = line.is(last, &[WordClass::Topics]) && line.is(at + 1, &[WordClass::Topics]);
        let office = (at + 1..at + 5)
            .take_while(|&i| continues(line, i))
            .any(|i| line.is(i, &[WordClass::OfficeHeads, WordClass::OrgHeads]));
        let ministry =
            line.is(left.start, &[WordClass::OrgHeads]) && line.folded(left.start + 1) == "of";
        if topics && (office || ministry) || line.folded(at) == "&" {
            return Some(at + 2);
        }
    }
    // "the President's Office"
    let office = matches!(line.folded(at + 1), "office" | "bureau")
        && line.is(last, &[WordClass::OfficeHeads]);
    // "the Fishermen's Association", "the Magistrates' Court"
    let theirs = line.is(last, &[WordClass::Groups]) && line.is(at + 1, &[WordClass::OrgHeads]);
    let owned = office
        || theirs
        || matches!(
            line.folded(last),
            "people" | "women" | "children" | "king" | "queen" | "veterans" | "doctors"
        );
    if owned && line.is_possessive(at) && continues(line, at + 1) {
        return Some(at + 2);
    }
    // "Resolution 2328", "Unit 8200", "Group of 20".
    // "Task Force 59"
    let unit = matches!(
        line.folded(last),
        "force" | "unit" | "group" | "squadron" | "brigade" | "battalion" | "regiment" | "corps"
    );
    let numbered = unit && line.is_capital(last) && !line.is_upos(at + 1, &[Upos::Noun, Upos::Adj]);
    if line.is_upos(at, &[Upos::Num])
        && (line.is(last, &[WordClass::OtherHeads]) || numbered)
        && line.form(at).starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(at + 1);
    }
    None
}
