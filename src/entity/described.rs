//! Actors and things that are described rather than named: "the Chilean foreign ministry", "three diplomats".

use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::speakers;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::{Number, Upos};

/// The rule that finds descriptions.
pub(super) const RULE: &str = "described/head";

/// The rule for the people of a named group, who are the group: "the Condor rebels", "the members of the Andean Council".
pub(super) const BAND: &str = "described/band";

/// "Peru's Tacna department", in small letters behind the name of a place: a region, as Latin American and African states have
/// them, and no body.
fn is_region(line: &Line<'_>, i: usize, names: &[Candidate], taken: &[Option<usize>]) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| line.form(i) == "department") else {
        return false;
    };
    let name = taken.get(before).copied().flatten().and_then(|n| names.get(n));
    let is_place = |name: &Candidate| match name.seems {
        Seems::Unknown | Seems::Town | Seems::Place => true,
        Seems::Known(known) => {
            line.lexicon.known(known).is_some_and(|known| known.kind == EntityKind::Place)
        }
        _ => false,
    };
    line.is_capital(before)
        && !line.is(before, &[WordClass::Topics])
        && name.is_some_and(|name| name.words.end == i && is_place(name))
}

/// Heads that are looked for, the most telling first.
const HEADS: &[(WordClass, Seems)] = &[
    (WordClass::DescribedOrgs, Seems::Organization),
    (WordClass::Vehicles, Seems::Other),
    (WordClass::Groups, Seems::Organization),
    (WordClass::FacilityHeads, Seems::Facility),
    (WordClass::DescribedFacilities, Seems::Facility),
    (WordClass::Persons, Seems::Person),
    (WordClass::PlaceHeads, Seems::Place),
    (WordClass::DescribedBodies, Seems::Organization),
];

/// The longest description before its head, in words.
const LONGEST: usize = 9;

/// Adds the descriptions of a sentence to its names; `speakers` are nouns of no class that speak in it. A name that is but the first part of a description
/// ("Energia plant") is taken out for the whole.
pub(super) fn find(
    line: &Line<'_>,
    names: Vec<Candidate>,
    speakers: &BTreeMap<usize, Seems>,
) -> Vec<Candidate> {
    let mut taken = vec![None; line.len()];
    let mut in_title = vec![false; line.len()];
    for (n, name) in names.iter().enumerate() {
        for i in name.words.clone() {
            // "foreign ministry spokesman Ana Ruiz" tells of the ministry, too.
            if i < name.core.start && name.seems == Seems::Person {
                if let Some(flag) = in_title.get_mut(i) {
                    *flag = true;
                }
                continue;
            }
            if let Some(slot) = taken.get_mut(i)
                && slot.is_none_or(|old: usize| names[old].words.len() <= name.words.len())
            {
                *slot = Some(n);
            }
        }
    }
    let mut swallowed = vec![false; names.len()];
    let mut found = Vec::new();
    let mut i = 0;
    while i < line.len() {
        let office = in_title.get(i).copied().unwrap_or(false);
        let next = described_at(line, i, &names, &taken, speakers).filter(|(c, _)| {
            !office
                || c.seems == Seems::Organization
                    && !c.plural
                    && line.folded(c.core.end - 1) != "opposition"
                    // "Condor military spokesman Ana Ruiz" speaks for the Condor group.
                    && !names.iter().any(|name| {
                        c.words.contains(&name.words.start)
                            && name.words.end < c.words.end
                            && matches!(name.seems, Seems::Known(_) | Seems::Organization)
                    })
                    && in_title.get(c.core.end).copied().unwrap_or(false)
                    && line.is(c.core.end, &[WordClass::Spokes, WordClass::OfficeHeads])
        });
        match next {
            Some((candidate, inner)) => {
                if let Some(flag) = inner.and_then(|n| swallowed.get_mut(n)) {
                    *flag = true;
                }
                i = i.max(candidate.core.end - 1) + 1;
                found.push(candidate);
            }
            None => i += 1,
        }
    }
    let kept = names.into_iter().zip(swallowed).filter(|(_, gone)| !gone).map(|(name, _)| name);
    found.extend(kept);
    found.sort_by_key(|c| (c.words.start, std::cmp::Reverse(c.words.end)));
    found
}

/// The description whose head starts at word `i`, and the name that it swallows.
fn described_at(
    line: &Line<'_>,
    i: usize,
    names: &[Candidate],
    taken: &[Option<usize>],
    speakers: &BTreeMap<usize, Seems>,
) -> Option<(Candidate, Option<usize>)> {
    let free = |i: usize| taken.get(i).is_none_or(Option::is_none);
    if !free(i) || !line.is_word(i) || line.in_epithet(&(i..i + 1)) {
        return None;
    }
    let known = HEADS.iter().find_map(|&(class, seems)| {
        let n = line.phrase_at(i, line.len(), &[class]);
        (n > 0).then_some((n, class, seems))
    });
    let known = if is_region(line, i, names, taken) {
        Some((1, WordClass::PlaceHeads, Seems::Place))
    } else {
        known
    };
    // A noun that speaks is an actor, whether its class knows it or needs a name in it.
    let spoken = || {
        let seems = *speakers.get(&i)?;
        let plural = line.word(i).is_some_and(|w| w.feats.number == Some(Number::Plur));
        let class = match seems {
            Seems::Organization if plural => WordClass::Groups,
            Seems::Organization => WordClass::DescribedOrgs,
            _ => WordClass::Persons,
        };
        Some((1, class, seems))
    };
    let weak = |&(_, class, _): &(usize, WordClass, Seems)| {
        !matches!(class, WordClass::DescribedBodies | WordClass::PlaceHeads)
    };
    let (n, class, seems) = known.filter(weak).or_else(spoken).or(known)?;
    let end = i + n;
    let noun = line.is_upos(end - 1, &[Upos::Noun, Upos::Propn, Upos::Adj]);
    let head_of_more = !line.is_possessive(end)
        && (line.is_upos(end, &[Upos::Noun, Upos::Propn]) || line.is_hyphen(end))
        && !line.is(end, &[WordClass::OfficeHeads])
        && free(end);
    // "the news agency dpa", "minister Vera": the name that follows has it.
    let before_name = matches!(
        class,
        WordClass::Persons
            | WordClass::DescribedOrgs
            | WordClass::DescribedBodies
            | WordClass::Vehicles
    ) && !free(end)
        && line.is_word(end)
        && taken.get(end).copied().flatten().is_some_and(|n| names[n].words.start == end);
    // "the port of Arica" is Arica.
    let of_place = class == WordClass::FacilityHeads
        && line.is(end - 1, &[WordClass::PlacePrefixes])
        && line.folded(end) == "of"
        && !free(end + 1);
    if !noun || head_of_more || before_name || of_place {
        return None;
    }
    if is_share(line, i, end) || flies(line, i) {
        return None;
    }
    let floor = i.saturating_sub(LONGEST);
    let (start, owner) = left(line, i, floor, taken, names);
    // "Chile's Arica province" is a place without its owner.
    let first = match owner {
        Some(owner) if seems != Seems::Place => names[owner].words.start,
        _ => start,
    };
    let inner: Vec<usize> = (first..i).filter_map(|w| taken[w]).collect();
    let named =
        |n: &usize| names[*n].seems != Seems::Unknown || names[*n].form == MentionForm::Name;
    let is_named = inner.iter().any(named);
    let swallowed = inner.last().copied().filter(|&n| {
        let leader = seems == Seems::Organization
            && !line.lexicon.leaders(line.folded(names[n].words.end - 1)).is_empty();
        let open = matches!(names[n].seems, Seems::Unknown | Seems::Town | Seems::Place) && !leader
            || (matches!(names[n].seems, Seems::Capital(_)) && seems == Seems::Place)
            || (seems == Seems::Place
                && matches!(names[n].seems, Seems::Known(k) if line.lexicon.known(k).is_some_and(|k| k.kind != EntityKind::Organization)));
        // A name that the model knows stays one beside the body that it describes ("the Vera administration").
        let its_own = line.is(end - 1, &[WordClass::NamedHeads])
            && !line.is_person(&names[n].core)
            && names[n].core.end == i;
        let own = seems != Seems::Place
            && !its_own
            && !line.is_capital(i)
            && line.is_named(&names[n].core);
        names[n].words.end == i
            && class != WordClass::DescribedFacilities
            && !own
            && owner != Some(n)
            && open
            && matches!(seems, Seems::Facility | Seems::Place | Seems::Organization)
    });
    // "the Vera camp", "Vera's base": followers, no facilities.
    let followers = seems == Seems::Facility
        && matches!(
            line.folded(end - 1),
            "camp" | "base" | "businesses" | "house" | "infrastructure"
        )
        && inner
            .iter()
            .chain(owner.as_ref())
            .any(|&n| names[n].seems == Seems::Person || line.is_person(&names[n].core));
    if followers {
        return None;
    }
    // "the opposition Condor party" is the Condor party.
    let first = match swallowed {
        Some(n)
            if names[n].words.start > first
                && (owner.is_none() || seems == Seems::Place)
                && (first..names[n].words.start)
                    .all(|i| !line.is_capital(i) && line.is_word(i) && free(i)) =>
        {
            names[n].words.start
        }
        _ => first,
    };
    let group = class == WordClass::Groups;
    match class {
        WordClass::PlaceHeads if swallowed.is_none() => return None,
        // "the Condor party"
        WordClass::DescribedBodies
            if swallowed.is_some() && line.is(end - 1, &[WordClass::NamedHeads]) => {}
        WordClass::DescribedBodies if !is_owned(names, &inner, owner) && !told(line, first, i) => {
            return None;
        }
        _ => {}
    }
    // The intelligence of a "former intelligence chief" is none of the past.
    let past = seems == Seems::Organization && line.folded(first) == "former" && first + 1 < end;
    let first = first + usize::from(past);
    // "many Peruvian citizens" are Peruvian citizens, "at least six Chilean drivers" six.
    let vague = first + 1 < end
        && matches!(
            line.folded(first),
            "many" | "most" | "entire" | "whole" | "various" | "countless" | "least"
        );
    let first = first + usize::from(vague);
    let mut words = first..end;
    let determiner = line.before(first);
    let many = line.word(end - 1).is_some_and(|w| w.feats.number == Some(Number::Plur));
    // "the claim that agents did it": no "that" of agents.
    let pointing = line.is_upos(first.wrapping_sub(1), &[Upos::Det, Upos::Pron])
        && !(many && matches!(determiner, "this" | "that"))
        && matches!(
            determiner,
            "its" | "his" | "her" | "their" | "this" | "that" | "these" | "those"
        );
    let definite = pointing || determiner == "the" || owner.is_some();
    if pointing && owner.is_none() {
        words.start -= 1;
    }
    let core = words.clone();
    // The first word of a sentence is capitalized anyway.
    let capital = line.is_capital(end - 1)
        && line.folded(end - 1) != "members"
        && !(end - 1 == 0 && line.is_upos(0, &[Upos::Noun]) && !line.title_case);
    let bare = swallowed.is_none() && !capital && class != WordClass::Vehicles;
    if bare && class != WordClass::PlaceHeads {
        words.end = right(line, &words, names, taken);
        if words.end == end && speakers.contains_key(&(end - 1)) {
            words.end = speakers::tail(line, end, |w| {
                taken.get(w).copied().flatten().and_then(|n| names.get(n)).map(|n| n.words.end)
            });
        }
    }
    // "the members of the Andean Council" are the council.
    let members = line.folded(end - 1) == "members" && line.before(end - 1) == "the";
    let fighters = first + 1 == end
        && matches!(line.folded(end), "of" | "from")
        && line.is(end - 1, &[WordClass::BandMembers, WordClass::Outlaws]);
    let whole = (members || fighters)
        && words.end > end
        && taken
            .get(words.end - 1)
            .copied()
            .flatten()
            .is_some_and(|n| matches!(names[n].seems, Seems::Known(_) | Seems::Organization));
    let mut candidate = Candidate::name(line.index, words, seems, RULE);
    candidate.core = core;
    candidate.plural = group;
    if let Some(name) = inner.last().and_then(|&n| names.get(n))
        && of_band(line, name, &candidate.core, i)
    {
        candidate.rule = BAND;
        candidate.core.start = name.core.start;
        candidate.words = candidate.core.clone();
    }
    if whole {
        candidate.rule = BAND;
    }
    candidate.definite = definite;
    let indefinite = matches!(
        determiner,
        "a" | "an" | "another" | "some" | "several" | "many" | "two" | "three"
    );
    let thing =
        !matches!(seems, Seems::Person | Seems::Other) && class != WordClass::DescribedFacilities;
    let band = candidate.rule == BAND;
    let sided = is_backed(line, &candidate);
    candidate.form = if is_named && !group && !indefinite && thing && !band && !sided {
        MentionForm::Name
    } else {
        MentionForm::Description
    };
    Some((candidate, swallowed))
}

/// "units of the armed forces of Peru": what they do the forces do.
fn is_share(line: &Line<'_>, head: usize, end: usize) -> bool {
    let whole = end + 1 + usize::from(line.folded(end + 1) == "the");
    matches!(
        line.folded(head),
        "unit" | "units" | "elements" | "formations" | "detachments" | "subunits"
    ) && line.folded(end) == "of"
        && (whole..whole + 3)
            .any(|w| line.phrase_at(w, line.len(), &[WordClass::DescribedOrgs]) > 0)
}

/// "fighter and remotely piloted aircraft", "bomber jets": no person.
fn flies(line: &Line<'_>, i: usize) -> bool {
    let craft = |w: usize| {
        matches!(line.folded(w), "aircraft" | "jet" | "jets" | "plane" | "planes" | "drones")
    };
    matches!(line.folded(i), "fighter" | "bomber" | "tanker" | "transport")
        && (i + 1..i + 7)
            .take_while(|&w| !line.is_upos(w, &[Upos::Aux, Upos::Adp]) && w < line.len())
            .any(craft)
}

/// Does a state stand behind it: "the Iran-backed group", "the Kremlin-aligned network"?
pub(super) fn is_backed(line: &Line<'_>, candidate: &Candidate) -> bool {
    let last = candidate.words.end.saturating_sub(1);
    last.checked_sub(2).is_some_and(|hyphen| {
        line.is_hyphen(hyphen)
            && matches!(
                line.folded(hyphen + 1),
                "backed" | "aligned" | "allied" | "linked" | "affiliated" | "supported"
            )
    })
}

/// Do nouns or adjectives say which body it is ("the border commission"), without a name?
fn told(line: &Line<'_>, first: usize, head: usize) -> bool {
    first < head
        && !line.is_capital(head)
        && (first..head).all(|i| {
            line.is_upos(i, &[Upos::Noun, Upos::Adj]) || line.is_hyphen(i) || line.is_possessive(i)
        })
}

/// Is the description nothing but an armed group's name and its people, whose word is at `head`?
fn of_band(line: &Line<'_>, name: &Candidate, words: &Range<usize>, head: usize) -> bool {
    let armed = match name.seems {
        Seems::Known(k) => line.lexicon.known(k).is_some_and(|k| {
            k.kind == EntityKind::Organization && k.country.is_none() && k.part_of.is_none()
        }),
        Seems::Organization => true,
        _ => false,
    };
    // "the Condor party"
    let body = matches!(name.seems, Seems::Known(_) | Seems::Organization | Seems::Facility)
        && line.phrase_at(head, words.end, &[WordClass::CalledBodies]) == words.end - head
        && name.core.end == head
        && line.is_capital(name.core.start)
        && match name.seems {
            Seems::Known(k) => line
                .lexicon
                .known(k)
                .is_some_and(|k| k.kind == EntityKind::Organization && k.part_of.is_none()),
            _ => true,
        };
    if body {
        return true;
    }
    armed
        && name.core == (words.start..head)
        && line.is_capital(words.start)
        && line.phrase_at(head, words.end, &[WordClass::BandMembers]) == words.end - head
}

/// Does a country or a body qualify the description, by its adjective, name or possessive?
fn is_owned(names: &[Candidate], inner: &[usize], owner: Option<usize>) -> bool {
    let owns = |n: &usize| {
        matches!(
            names[*n].seems,
            Seems::Country(_)
                | Seems::Adjective(_)
                | Seems::Known(_)
                | Seems::Capital(_)
                | Seems::Organization
        )
    };
    inner.iter().chain(owner.as_ref()).any(owns)
}

/// Where a description begins before its head at word `i`, and the name that owns it.
fn left(
    line: &Line<'_>,
    i: usize,
    floor: usize,
    taken: &[Option<usize>],
    names: &[Candidate],
) -> (usize, Option<usize>) {
    let mut at = i;
    while at > floor {
        let last = at - 1;
        if line.is_possessive(last) {
            let owner = last.checked_sub(1).and_then(|w| taken.get(w).copied().flatten());
            let noun =
                last.checked_sub(1).filter(|&n| owner.is_none() && line.is_upos(n, &[Upos::Noun]));
            return (noun.unwrap_or(at), owner);
        }
        if let Some(n) = taken.get(last).copied().flatten() {
            // A person before a head makes it his ("the Trump administration"), a title does not.
            if names[n].words.end != at || names[n].core.start != names[n].words.start {
                return (at, None);
            }
            at = names[n].words.start;
            continue;
        }
        let modifier = line.is_upos(last, &[Upos::Noun, Upos::Adj, Upos::Propn, Upos::Num])
            && line.is_word(last)
            && !line.is(last, &[WordClass::MonthsDays])
            && !is_when(line, last);
        let number = line.is_upos(last, &[Upos::Num]);
        // "In May 2023 Chilean protesters": a year counts nobody.
        if number && is_year(line, last) {
            break;
        }
        // "promised Peru two ships": a number in words begins a phrase of its own.
        let given = last.checked_sub(1).is_some_and(|w| taken.get(w).is_some_and(Option::is_some));
        if number && given && line.is_word(last) {
            return (last, None);
        }
        // "Vera claims Arica port", in a headline: no noun, but the verb that the tagger missed.
        let named = last.checked_sub(1).is_some_and(|w| taken.get(w).is_some_and(Option::is_some));
        let plural = line.word(last).is_some_and(|w| w.feats.number == Some(Number::Plur));
        let says = || {
            let lemma = line.word(last).map_or("", |w| &*w.lemma);
            line.lexicon.is(WordClass::SayingVerbs, lemma)
        };
        if named && plural && !line.is_capital(last) && (says() || verbless(line)) {
            break;
        }
        // "the Peru-led coalition", "state-backed groups"
        let led = line.is_upos(last, &[Upos::Verb])
            && last.checked_sub(1).is_some_and(|mark| line.is_hyphen(mark));
        if modifier || number || led || line.is_hyphen(last) {
            at = last;
        } else {
            break;
        }
    }
    (at, None)
}

/// Is it a year that stands behind a month or what leads to a time?
fn is_year(line: &Line<'_>, i: usize) -> bool {
    let year = line.form(i).len() == 4
        && line.form(i).parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year));
    let led = matches!(
        line.before(i),
        "in" | "of" | "since" | "by" | "until" | "before" | "after" | "early" | "late" | "mid"
    );
    year && (led || i.checked_sub(1).is_some_and(|w| line.is(w, &[WordClass::MonthsDays])))
}

/// "Last month Chilean ships": does the word end a phrase that tells when?
fn is_when(line: &Line<'_>, i: usize) -> bool {
    let unit = matches!(
        line.folded(i),
        "week"
            | "month"
            | "year"
            | "night"
            | "day"
            | "morning"
            | "afternoon"
            | "evening"
            | "weekend"
    );
    let which = matches!(
        line.before(i),
        "last" | "this" | "next" | "that" | "one" | "the" | "every" | "each"
    );
    unit && which
}

/// Has the tagger found no verb in the line?
fn verbless(line: &Line<'_>) -> bool {
    (0..line.len()).all(|i| !line.is_upos(i, &[Upos::Verb, Upos::Aux]))
}

/// The end of a description that goes on with "of", "in", "from", "at" or "to" and a name.
///
/// Where the tree hangs the name on a verb that stands before the description, it is no part of it: "recalled
/// its envoy from Quito".
fn right(
    line: &Line<'_>,
    words: &Range<usize>,
    names: &[Candidate],
    taken: &[Option<usize>],
) -> usize {
    let end = words.end;
    if !matches!(line.folded(end), "of" | "in" | "from" | "at" | "to" | "for") {
        return end;
    }
    let mut at = end + 1;
    at += usize::from(line.folded(at) == "the");
    match taken.get(at).copied().flatten() {
        Some(n)
            if names[n].words.start == at
                && !matches!(names[n].seems, Seems::Person | Seems::Adjective(_)) =>
        {
            let name = line.word(line.head_of(&names[n].words));
            let verb = name
                .and_then(|w| w.head)
                .filter(|&v| v < words.start && line.is_upos(v, &[Upos::Verb]));
            if verb.is_some() && line.folded(end) == "from" {
                return end;
            }
            let name = names[n].words.end;
            if line.folded(end) != "in" { owned_end(line, name, taken) } else { name }
        }
        _ => end,
    }
}

/// "a spokeswoman for Chile's foreign ministry": behind a name, the end of what it owns.
fn owned_end(line: &Line<'_>, end: usize, taken: &[Option<usize>]) -> usize {
    let first = end + 1;
    let noun = |&w: &usize| {
        line.is_upos(w, &[Upos::Adj, Upos::Noun, Upos::Propn])
            && line.is_word(w)
            && taken.get(w).is_none_or(Option::is_none)
    };
    let owned = (first..line.len()).take_while(noun).last();
    owned.filter(|_| line.is_possessive(end)).map_or(end, |last| last + 1)
}

/// The name inside `words` that says whose the description is: a country, a body, a place.
pub(super) fn qualifier<'c>(
    candidates: &'c [Candidate],
    words: &Range<usize>,
) -> impl Iterator<Item = (usize, &'c Candidate)> {
    let words = words.clone();
    candidates.iter().enumerate().filter(move |(_, c)| {
        words.start <= c.words.start && c.words.end <= words.end && c.words != words
    })
}
