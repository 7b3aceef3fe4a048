//! Does a capital's name stand for its country? Decided by its role in the tree and the word before it.

use super::candidate::Candidate;
use super::line::Line;
use crate::grammar::WordClass;
use crate::syntax::{Deprel, Upos};

/// Verbs of going, whose "to" and "from" lead to a city.
const MOTION: &[&str] = &[
    "fly", "travel", "go", "come", "return", "arrive", "head", "flee", "drive", "move", "march",
    "visit", "leave", "depart", "evacuate", "bring", "send", "withdraw", "advance", "ship", "drag",
    "land", "escape", "recall", "pull", "trip", "visit", "journey", "flight", "train", "road",
    "way",
];

/// Nouns of violence and movement: "the attack on Quito" is on the city.
const ONSLAUGHT: &[&str] = &[
    "attack",
    "strike",
    "assault",
    "raid",
    "bombardment",
    "advance",
    "march",
    "shelling",
    "barrage",
    "offensive",
    "airstrike",
    "siege",
    "bombing",
    "drive",
    "missile",
    "drone",
    "battle",
];

/// Verbs of which a city is the subject as a place.
const PASSIVE: &[&str] = &[
    "burn",
    "wake",
    "lie",
    "fall",
    "suffer",
    "come",
    "shake",
    "shudder",
    "tremble",
    "host",
    "sit",
    "stand",
    "sleep",
    "empty",
    "grow",
    "house",
    "boast",
    "awake",
    "reverberate",
    "undergo",
    "freeze",
    "flood",
    "be",
];

/// Verbs whose object is who is charged or asked.
const ACCUSING: [&str; 8] =
    ["accuse", "blame", "urge", "condemn", "criticise", "criticize", "threaten", "warn"];

/// Does this mention of a capital mean the country?
pub(super) fn is_country(line: &Line<'_>, candidate: &Candidate) -> bool {
    let (start, end) = (candidate.words.start, candidate.words.end);
    if is_dateline(line, start, end) || place_next(line, end) {
        return false;
    }
    // "Quito, the country's second city"
    let told = (end + 2..end + 8)
        .take_while(|&i| line.is_word(i) || line.is_hyphen(i) || line.is_possessive(i))
        .any(|i| matches!(line.folded(i), "city" | "town" | "port" | "capital"));
    if line.form(end) == "," && line.is_upos(end + 1, &[Upos::Det]) && told {
        return false;
    }
    let head = line.head_of(&candidate.words);
    let mut at = head;
    // In a list the first decides for all.
    for _ in 0..8 {
        match line.word(at) {
            Some(word) if word.deprel == Deprel::Conj => match word.head {
                Some(first) if line.is_capital(first) => at = first,
                _ => break,
            },
            _ => break,
        }
    }
    let Some(word) = line.word(at) else { return false };
    let governor = word.head.and_then(|h| line.word(h));
    let lemma = governor.map_or("", |g| &*g.lemma);
    let before = if at == head { before_name(line, start) } else { before_name(line, at) };
    if line.is_possessive(end) {
        return !line.is(end + 1, &[WordClass::FacilityHeads, WordClass::PlaceHeads])
            && !matches!(
                line.folded(end + 1),
                "mayor"
                    | "streets"
                    | "suburbs"
                    | "outskirts"
                    | "residents"
                    | "subway"
                    | "metro"
                    | "centre"
                    | "center"
            );
    }
    match before {
        "in" | "at" | "near" | "outside" | "around" | "inside" | "into" | "across" | "over"
        | "above" | "through" | "within" | "via" => {
            return false;
        }
        "to" | "from" | "toward" | "towards" | "for" => {
            return !MOTION.contains(&lemma)
                && !line.is_upos(at.saturating_sub(2), &[Upos::Propn, Upos::Num]);
        }
        "on" => {
            return !ONSLAUGHT.contains(&lemma) && !line.lexicon.is(WordClass::AttackVerbs, lemma);
        }
        "of" if is_part(line, start) => return false,
        "of" => {
            return !matches!(
                lemma,
                "city"
                    | "capital"
                    | "town"
                    | "mayor"
                    | "outskirts"
                    | "south"
                    | "north"
                    | "east"
                    | "west"
                    | "suburb"
                    | "district"
                    | "part"
                    | "university"
                    | "port"
                    | "region"
                    | "centre"
                    | "center"
                    | "street"
                    | "square"
                    | "neighbourhood"
                    | "neighborhood"
                    | "resident"
                    | "people"
                    | "siege"
                    | "fall"
                    | "capture"
                    | "bombing"
                    | "bombardment"
                    | "shelling"
                    | "archbishop"
                    | "bishop"
                    | "skyline"
                    | "airport"
            );
        }
        "with" | "by" | "against" | "between" | "among" => return true,
        _ => {}
    }
    match word.deprel {
        Deprel::Nsubj | Deprel::Csubj => !PASSIVE.contains(&lemma),
        Deprel::NsubjPass => {
            let struck = matches!(
                lemma,
                "subject"
                    | "pound"
                    | "rebuild"
                    | "engulf"
                    | "plunge"
                    | "locate"
                    | "situate"
                    | "wrap"
                    | "blanket"
            );
            !struck && !line.lexicon.is(WordClass::AttackVerbs, lemma)
        }
        Deprel::Obj | Deprel::Iobj => !line.lexicon.is(WordClass::AttackVerbs, lemma),
        Deprel::Root => true,
        // "Vera, for her part, accused Quito": whatever the tree makes of it, it is the object of the verb before.
        _ => {
            let verb = at.checked_sub(1).filter(|&v| line.is_upos(v, &[Upos::Verb]));
            verb.and_then(|v| line.word(v)).is_some_and(|verb| {
                line.lexicon.is(WordClass::SayingVerbs, &verb.lemma)
                    || ACCUSING.contains(&&*verb.lemma)
            })
        }
    }
}

/// Does "most of", "half of" or the like stand before the name: a part of the city?
fn is_part(line: &Line<'_>, start: usize) -> bool {
    start.checked_sub(2).is_some_and(|w| {
        matches!(
            line.folded(w),
            "most" | "much" | "half" | "part" | "parts" | "all" | "third" | "outskirts" | "heart"
        )
    })
}

/// The word before a name, past "the", quotation marks and adjectives.
fn before_name<'l>(line: &'l Line<'_>, start: usize) -> &'l str {
    let mut at = start;
    while at > 0 && (matches!(line.folded(at - 1), "the" | "\"" | "“" | "central" | "downtown")) {
        at -= 1;
    }
    line.before(at)
}

/// Does a noun that makes it a place follow ("Quito airport")?
fn place_next(line: &Line<'_>, end: usize) -> bool {
    line.is(end, &[WordClass::FacilityHeads, WordClass::PlaceHeads])
        || matches!(
            line.folded(end),
            "residents" | "streets" | "metro" | "subway" | "mayor" | "suburb" | "suburbs"
        )
}

/// Is it the place that a report starts with: "QUITO, Ecuador (Agency) —", "Quito (Ecuador) –", "QUITO –"?
pub(super) fn is_dateline(line: &Line<'_>, start: usize, end: usize) -> bool {
    if start > 2 {
        return false;
    }
    let mark =
        |i: usize| matches!(line.form(i), "-" | "--" | "—" | "–" | ":") && !line.is_hyphen(i);
    if mark(end) {
        return true;
    }
    matches!(line.form(end), "(" | "," | "/")
        && (end..end + 12).take_while(|&i| !line.is_upos(i, &[Upos::Verb, Upos::Aux])).any(mark)
}
