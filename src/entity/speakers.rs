//! Nouns that speak: whoever is the subject of a verb of saying acts, whatever noun describes them.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use crate::grammar::{Attribution, Content, WordClass};
use crate::syntax::{Deprel, Number, Parsed, Upos, VerbForm};

/// Adds the surnames that speak ("Sanders said") where the tagger took them for common nouns: a capitalized
/// subject of a verb of saying that ends a longer name elsewhere in the document.
pub(super) fn add_surnames(
    lines: &[Line<'_>],
    attribution: &Attribution,
    named: &mut [Vec<Candidate>],
) {
    let mut surnames: BTreeSet<String> = BTreeSet::new();
    for (line, names) in lines.iter().zip(named.iter()) {
        for name in names.iter().filter(|n| n.core.len() > 1 && n.form == MentionForm::Name) {
            if let Some(last) = name.core.end.checked_sub(1) {
                surnames.insert(line.folded(last).to_owned());
            }
        }
    }
    for (line, names) in lines.iter().zip(named) {
        for v in verbs_of_saying(line, attribution) {
            for s in line.sentence.children_by(v, &[Deprel::Nsubj]) {
                let covered = names.iter().any(|name| name.words.contains(&s));
                let led = s.checked_sub(1).is_some_and(|w| {
                    line.is_upos(w, &[Upos::Det, Upos::Adj, Upos::Noun, Upos::Propn])
                });
                if line.is_capital(s) && !covered && !led && surnames.contains(line.folded(s)) {
                    names.push(Candidate::name(
                        line.index,
                        s..s + 1,
                        Seems::Unknown,
                        "name/speaker",
                    ));
                }
            }
        }
        names.sort_by_key(|c| (c.words.start, std::cmp::Reverse(c.words.end)));
    }
}

/// The verbs of a sentence that report a clause.
fn verbs_of_saying<'l>(
    line: &'l Line<'_>,
    attribution: &'l Attribution,
) -> impl Iterator<Item = usize> + 'l {
    (0..line.len()).filter(move |&v| {
        line.word(v).is_some_and(|verb| {
            // "The job demands patience": who asks for nothing in a clause may be a thing.
            let clause = || {
                let labels = [Deprel::Ccomp, Deprel::Xcomp];
                line.sentence.children_by(v, &labels).next().is_some()
            };
            verb.upos == Upos::Verb
                && attribution.verbs(&verb.lemma.to_lowercase()).any(|(group, particle)| {
                    let says = group.takes.first() != Some(&Content::Infinitive) || clause();
                    particle.is_none() && group.takes.contains(&Content::Clause) && says
                })
        })
    })
}

/// The common nouns of a sentence that speak in it, by their word, with what they seem to be.
///
/// A noun speaks where it is the subject of a verb of saying that takes a clause or a quotation, or follows
/// such a verb behind a quotation. Papers and figures do not.
pub(super) fn find(line: &Line<'_>, attribution: &Attribution) -> BTreeMap<usize, Seems> {
    let mut found = BTreeMap::new();
    for v in 0..line.len() {
        // "according to a person close to the talks"
        if line.folded(v) == "according" && line.folded(v + 1) == "to" {
            let inside = |w: &usize| {
                line.is_upos(*w, &[Upos::Det, Upos::Adj, Upos::Num, Upos::Noun, Upos::Propn])
            };
            // "a person close to the talks": an adjective behind the noun is no head.
            let noun = |w: &usize| line.is_upos(*w, &[Upos::Noun, Upos::Propn]);
            let last = (v + 2..v + 8).take_while(inside).filter(noun).last();
            if let Some(last) = last.filter(|&w| !line.is_possessive(w + 1) && is_actor(line, w))
                && let Some(seems) = speaker(line, last)
            {
                found.insert(last, seems);
            }
        }
    }
    // "MODERATOR: Good morning"
    let label = line.word(0).is_some_and(|w| &*w.form == "MODERATOR");
    if label && line.form(1) == ":" {
        found.insert(0, Seems::Person);
    }
    for v in 0..line.len() {
        let says =
            matches!(line.folded(v), "say" | "says" | "said" | "told" | "reported" | "announced");
        if says
            && let Some((_, head)) = by_place(line.sentence, v)
            && let Some(seems) = speaker(line, head)
        {
            found.insert(head, seems);
        }
    }
    for v in verbs_of_saying(line, attribution) {
        let subjects = [Deprel::Nsubj, Deprel::OblAgent];
        for s in line.sentence.children_by(v, &subjects) {
            if let Some(seems) = speaker(line, s) {
                found.insert(s, seems);
            }
        }
    }
    found
}

/// The most words between the comma and the verb of "…, two officials close to the talks said".
const ASIDE: usize = 24;

/// Who says it by place alone, where the tree may err: the first word and the head of what stands between the last comma or
/// quotation and the finite verb `v`, in "…, a senior official in Lima told the Herald" and "the ship, two people on board
/// say, was lost". Cost: constant.
pub fn by_place(parsed: &Parsed, v: usize) -> Option<(usize, usize)> {
    let form = |w: usize| parsed.words.get(w).map_or("", |x| &*x.form);
    let upos = |w: usize| parsed.words.get(w).map_or(Upos::X, |x| x.upos);
    // "people close to the talks": an adjective, whatever the tagger says.
    let finite = |w: usize| {
        let word = parsed.words.get(w);
        form(w) != "close"
            && word.is_some_and(|x| {
                matches!(x.upos, Upos::Verb | Upos::Aux) && x.feats.verb_form == Some(VerbForm::Fin)
            })
    };
    if !finite(v) && !matches!(form(v), "say" | "says") {
        return None;
    }
    let mut end = v;
    while end > 0 && matches!(upos(end - 1), Upos::Aux | Upos::Adv) {
        end -= 1;
    }
    let closes = |w: usize| matches!(form(w), "," | "”" | "''" | "»");
    let mut from = end;
    let mut bracket = false;
    while from > 0 && end - from < ASIDE && (bracket || !closes(from - 1)) {
        from -= 1;
        match form(from) {
            ")" => bracket = true,
            "(" => bracket = false,
            ";" | ":" | "–" | "—" | "“" | "\"" if !bracket => return None,
            _ => {}
        }
    }
    let mark = from.checked_sub(1).filter(|&w| closes(w) && from < end)?;
    // What is told stands before, or around.
    let told = form(mark) != "," || (0..mark).any(finite) || form(v + 1) == ",";
    let relative = (from..end).find(|&w| matches!(form(w), "who" | "which" | "that" | "whose"));
    let clause = (from..end).any(|w| finite(w) && relative.is_none_or(|relative| w < relative));
    let inner = |w: &usize| {
        matches!(upos(*w), Upos::Det | Upos::Num | Upos::Adj | Upos::Noun | Upos::Propn)
            || matches!(form(*w), "-" | "’s" | "'s" | "’" | "'")
    };
    let noun = |w: &usize| matches!(upos(*w), Upos::Noun | Upos::Propn);
    let head = (from..end).take_while(inner).filter(noun).last()?;
    let opens = matches!(upos(from), Upos::Det | Upos::Num | Upos::Adj | Upos::Noun | Upos::Propn);
    (told && !clause && opens && relative != Some(from)).then_some((from, head))
}

/// Where a description of somebody who speaks ends that begins before word `end`: of "a person close to the talks said" and
/// "two people who were present said" behind what tells them apart. `name` is the end of the name that a word stands in.
pub(super) fn tail(line: &Line<'_>, end: usize, name: impl Fn(usize) -> Option<usize>) -> usize {
    let led = match (line.folded(end), line.folded(end + 1)) {
        ("close" | "privy" | "near", "to") | ("familiar", "with") | ("briefed", "on" | "by") => {
            end + 2
        }
        ("involved", "in") => end + 2,
        ("with", "knowledge") if line.folded(end + 2) == "of" => end + 3,
        ("with", "direct") if line.folded(end + 3) == "of" => end + 4,
        ("to", _)
            if matches!(
                line.folded(end.wrapping_sub(1)),
                "aide" | "adviser" | "advisor" | "assistant"
            ) =>
        {
            end + 1
        }
        ("who", "was" | "were") if line.is_upos(end + 2, &[Upos::Adj]) => return end + 3,
        _ => return end,
    };
    let mut at = led;
    let mut last = end;
    while at < line.len() {
        if let Some(after) = name(at).filter(|&after| after > at) {
            at = after;
            last = at;
            continue;
        }
        let inner = line.is_upos(at, &[Upos::Det, Upos::Adj, Upos::Noun, Upos::Propn])
            || line.is_possessive(at);
        if !inner {
            break;
        }
        at += 1;
        if line.is_upos(at - 1, &[Upos::Noun, Upos::Propn]) {
            last = at;
        }
    }
    last
}

/// Does the noun name somebody, not a thing or a measure ("according to age")?
fn is_actor(line: &Line<'_>, s: usize) -> bool {
    let classes =
        [WordClass::Persons, WordClass::Groups, WordClass::OrgHeads, WordClass::DescribedOrgs];
    line.word(s).is_some_and(|word| {
        let lemma = word.lemma.to_lowercase();
        line.is(s, &classes)
            || line.lexicon.is_any(&classes, &lemma)
            || line.lexicon.is(WordClass::SpeakingBodies, &lemma)
            || matches!(lemma.as_str(), "person" | "people" | "witness" | "resident" | "expert")
    })
}

/// Ends of nouns that name no person.
const ABSTRACT: [&str; 14] = [
    "tion", "sion", "ment", "ity", "ness", "ance", "ence", "ism", "ony", "sis", "acy", "ship",
    "ure", "age",
];

/// What the noun at word `s` seems to be, if it can speak.
fn speaker(line: &Line<'_>, s: usize) -> Option<Seems> {
    let word = line.word(s).filter(|w| matches!(w.upos, Upos::Noun | Upos::Propn))?;
    let lemma = word.lemma.to_lowercase();
    if line.is(s, &[WordClass::MonthsDays, WordClass::NotNames]) {
        return None;
    }
    let silent = line.lexicon.is(WordClass::Silent, &lemma);
    if silent || line.is(s, &[WordClass::Silent]) || lemma.ends_with("ing") {
        return None;
    }
    // "The ceremony underlines …": what is no actor by its class and ends like a thing that is thought is none.
    let thought = ABSTRACT.iter().any(|end| lemma.ends_with(end));
    if thought && !is_actor(line, s) && !line.lexicon.is(WordClass::DescribedBodies, &lemma) {
        return None;
    }
    let is_body = line.lexicon.is(WordClass::SpeakingBodies, &lemma)
        || line.lexicon.is(WordClass::OrgHeads, &lemma)
        || line.lexicon.is(WordClass::DescribedBodies, &lemma);
    Some(if word.feats.number == Some(Number::Plur) || is_body {
        Seems::Organization
    } else {
        Seems::Person
    })
}
