//! What bodies are part of: by their names, by what stands around them, by where the story is told from.

use super::candidate::{Candidate, Seems};
use super::coref::{acts, country_of_known};
use super::dateline::{Datelines, country_of};
use super::described::qualifier;
use super::entities::MentionForm;
use super::found::Found;
use super::leaders;
use super::line::Line;
use super::parts;
use super::resolve::Resolver;
use super::roles::is_tie;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::{Deprel, Upos};

/// People who are only counted and what they travel in, by lemma.
const NO_PARTS: [&str; 25] = [
    "citizen",
    "national",
    "resident",
    "people",
    "passenger",
    "tourist",
    "boat",
    "ship",
    "warship",
    "vessel",
    "jet",
    "warplane",
    "bomber",
    "drone",
    "sailor",
    "soldier",
    "fighter",
    "fisherman",
    "worker",
    "student",
    "journalist",
    "villager",
    "migrant",
    "refugee",
    "family",
];

/// What the words around a body or a country say that it is a part or member of; whether they tell a part.
pub(super) fn whole(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
    entity: usize,
    found: &mut Found,
) -> bool {
    let member = parts::member(resolver, line, list, candidate)
        .filter(|_| resolver.kind(entity) == Some(EntityKind::Country));
    let told = parts::find(resolver, line, list, candidate).or(member);
    let Some(whole) = told else { return false };
    let (kind, rule) =
        if whole.member { ("member_of", "member/told") } else { ("part_of", "part/told") };
    found.add(kind, (entity, whole.entity), None, (line.index, whole.span), (rule, 75));
    !whole.member
}

/// What the name of a body, or what stands around it, says of its whole.
pub(super) fn part_of(
    resolver: &Resolver<'_>,
    datelines: &Datelines,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
    entity: usize,
    found: &mut Found,
) {
    let Some(draft) = resolver.drafts.get(entity) else { return };
    if candidate.form == MentionForm::Pronoun {
        return;
    }
    let place = (line.index, line.span(&candidate.words));
    // Of a ministry or a police without its country, the dateline tells whose it is.
    let state =
        line.phrase_before(candidate.core.end, candidate.core.start, &[WordClass::StateBodies]) > 0;
    let within = candidate.core.start + 1..candidate.core.end;
    let joint = within.clone().find(|&i| matches!(line.folded(i), "of" | "for"));
    let of_state = joint.is_some_and(|of| {
        let heads = [WordClass::StateBodies, WordClass::Parts];
        line.phrase_before(of, candidate.core.start, &heads) > 0
    });
    let general = is_general(line, &candidate.core);
    let home = is_court(line, list, candidate) || is_national(line, &candidate.core);
    let (state, general) = (state || home, general || home);
    let here = || {
        let country = datelines
            .before(resolver, line.index)
            .or_else(|| datelines.main(line.sentence.section))
            .or_else(|| datelines.main_of_all())
            .or_else(|| nearest(resolver, line, list, candidate))
            .or_else(|| datelines.leading());
        country
            .filter(|_| (state || of_state) && general && candidate.form != MentionForm::Adjective)
    };
    // A name in capitals that starts with a country's is not the country's: "Chad Doctors Network". A party is no part either.
    let own_name = line.is_capital(candidate.core.end.saturating_sub(1))
        && !state
        && !of_state
        && !line.is(candidate.core.end.saturating_sub(1), &[WordClass::Parts])
        && !is_public(line.folded(candidate.core.end.saturating_sub(1)))
        && list.iter().any(|c| {
            c.words.start == candidate.core.start
                && c.words != candidate.words
                && matches!(c.seems, Seems::Country(_))
                && !line.is_possessive(c.words.end)
        });
    // "the Peruvian Network for Human Rights" is of Peru, but no part of it.
    let head = joint.unwrap_or(candidate.core.end);
    let private = line.is_capital(head.saturating_sub(1))
        && line.phrase_before(head, candidate.core.start, &[WordClass::OwnBodies]) > 0
        && !list.iter().any(|c| {
            line.is_possessive(c.words.end)
                && c.words.end < candidate.core.end
                && c.words.end + 1 >= candidate.words.start
        });
    if private {
        return;
    }
    if own_name || line.folded(candidate.core.end.saturating_sub(1)) == "opposition" {
        return;
    }
    // Whom a country only counts among its people, or sails and flies, is no part of it.
    let head = line.head_of(&candidate.words);
    let lemma = line.word(head).map_or("", |word| &*word.lemma);
    if draft.unnamed && NO_PARTS.contains(&lemma)
        || whole(resolver, line, list, candidate, entity, found)
    {
        return;
    }
    // "Peru's shadow Unity Council", "Chile's Condor rebels"
    let possessor = || {
        let owns = |c: &&Candidate| {
            let inside = c.words.start == candidate.words.start;
            let before =
                c.words.end < candidate.words.start && candidate.words.start <= c.words.end + 2;
            line.is_possessive(c.words.end)
                && c.words.end < candidate.words.end
                && (inside || before)
                && c.entity.is_some_and(|e| e != entity)
                && c.entity.is_some_and(|e| resolver.kind(e) == Some(EntityKind::Country))
        };
        let named = !draft.unnamed && candidate.form == MentionForm::Name;
        list.iter().find(owns).filter(|_| named).and_then(|c| c.entity)
    };
    if let Some(known) = draft.known {
        let entry = resolver.lexicon.known(known);
        let whole = entry
            .and_then(|k| k.part_of.as_deref())
            .and_then(|name| resolver.known_here(resolver.lexicon.known_as(name)?));
        // What is known of the body goes before where the story is told from.
        let theirs = entry.is_some_and(|k| k.country.is_some());
        let whole = whole
            .or_else(|| country_of_known(resolver, known))
            .or_else(|| here().filter(|_| !theirs || state));
        let whole = whole.or_else(possessor);
        if let Some(whole) = whole {
            found.add("part_of", (entity, whole), None, place, ("part/known", 85));
        }
        return;
    }
    let inner = || {
        let named =
            qualifier(list, &candidate.words).filter(|(_, c)| c.form != MentionForm::Pronoun);
        named
            .filter_map(|(_, c)| c.entity)
            .find(|&e| e != entity && resolver.kind(e) == Some(EntityKind::Organization))
    };
    // "the Vera administration" is part of what Vera is known to lead.
    let leader = || {
        let theirs = qualifier(list, &candidate.words)
            .filter_map(|(_, c)| c.entity)
            .filter(|&e| resolver.kind(e) == Some(EntityKind::Person));
        theirs.filter(|_| state).find_map(|e| {
            leaders::of_person(resolver, e).find_map(|l| leaders::whole(resolver, &l.of))
        })
    };
    // "the junta in Niamey": whose capital it is, theirs is the body.
    let seat = || {
        let here = |c: &&Candidate| {
            let behind =
                c.words.end == candidate.words.end || c.words.start == candidate.words.end + 1;
            behind && line.folded(c.words.start.saturating_sub(1)) == "in"
        };
        let seat = list.iter().filter(|_| state).find(here)?;
        match seat.seems {
            Seems::Capital(country) => resolver.country_here(country),
            _ => None,
        }
    };
    let plain =
        seat().or(draft.country).or_else(possessor).or_else(inner).filter(|&whole| whole != entity);
    let (whole, rule, percent) = match (plain, leader(), here()) {
        (Some(whole), ..) => (whole, "part/country", if draft.unnamed { 60 } else { 80 }),
        (_, Some(whole), _) => (whole, "part/leader", 65),
        (_, _, Some(whole)) if !found.has_whole(entity) => (whole, "part/dateline", 55),
        _ => return,
    };
    // "the Chile-led coalition" is no part of Chile: Chile is one of it.
    let tie = list.iter().find(|c| {
        c.entity == Some(whole)
            && candidate.words.start <= c.words.start
            && c.words.end < candidate.words.end
            && line.is_hyphen(c.words.end)
            && is_tie(line.folded(c.words.end + 1))
    });
    if let Some(tie) = tie {
        let head = candidate.core.end.wrapping_sub(1);
        let union = line.is(head, &[WordClass::BackUnions])
            || matches!(line.folded(head), "coalition" | "force" | "forces" | "mission");
        let led = line.folded(tie.words.end + 1) == "led" && union;
        match resolver.kind(whole) {
            Some(EntityKind::Country) if led => {
                found.add("member_of", (whole, entity), None, place, ("member/led", 65));
            }
            // "the UN-led mission"
            Some(EntityKind::Organization) if led => {
                found.add("part_of", (entity, whole), None, place, ("part/led", 65));
            }
            _ => {}
        }
        return;
    }
    // "foreign ministry spokesman Ana Ruiz"
    let spoken = state
        && (line.is(candidate.core.end, &[WordClass::Spokes, WordClass::OfficeHeads])
            || line.is_possessive(candidate.words.end));
    if !draft.unnamed || spoken || acts(line, candidate) {
        found.add("part_of", (entity, whole), None, place, (rule, percent));
    }
}

/// Does a name say only what a body does, not whose it is: "Coast Guard", "Central Election Commission"?
fn is_general(line: &Line<'_>, core: &std::ops::Range<usize>) -> bool {
    let mut at = core.start;
    while at < core.end {
        let phrase = line.phrase_at(at, core.end, &[WordClass::Topics, WordClass::StateBodies]);
        let small = matches!(line.folded(at), "of" | "and" | "the" | "for" | "s" | "'s" | "’s");
        let told =
            matches!(line.folded(at), "central" | "national" | "federal" | "state" | "supreme");
        let bound = matches!(line.folded(at), "international" | "european" | "global");
        if bound || phrase == 0 && !small && !told {
            return false;
        }
        at += phrase.max(1);
    }
    true
}

/// "the National Port Authority", "the Federal Aviation Agency"
fn is_national(line: &Line<'_>, core: &std::ops::Range<usize>) -> bool {
    let first = matches!(line.folded(core.start), "national" | "state" | "federal" | "central");
    let last = line.folded(core.end - 1);
    first && core.len() > 2 && is_public(last) && !matches!(last, "council" | "committee" | "board")
}

/// Is it what bodies of a state are called by: "the Guyana Defence Force", "the National Port Authority"?
fn is_public(word: &str) -> bool {
    matches!(
        word,
        "force"
            | "forces"
            | "guard"
            | "army"
            | "authority"
            | "commission"
            | "committee"
            | "council"
            | "agency"
            | "board"
            | "bureau"
            | "service"
            | "services"
            | "directorate"
            | "inspectorate"
            | "registry"
    )
}

/// "the Arica District Court": a court, or what prosecutors sit in, that is called by a place of its country.
fn is_court(line: &Line<'_>, list: &[Candidate], candidate: &Candidate) -> bool {
    let core = &candidate.core;
    let body = line.phrase_before(core.end, core.start, &[WordClass::StateBodies]);
    let seat = core.start..core.end - body;
    let court = matches!(line.folded(core.end - 1), "court" | "office") && body > 1;
    let foreign = list.iter().any(|c| {
        seat.start <= c.words.start
            && c.words.end <= seat.end
            && (matches!(c.seems, Seems::Country(_) | Seems::Capital(_) | Seems::Adjective(_))
                || matches!(c.seems, Seems::Known(_)))
    });
    court
        && (1..=2).contains(&seat.len())
        && seat.clone().all(|i| {
            line.is_capital(i)
                && line.is_word(i)
                && !matches!(
                    line.folded(i),
                    "international" | "european" | "african" | "american" | "global" | "united"
                )
        })
        && !foreign
}

/// The last country that a sentence names before a body of a state, by its name or its seat.
fn nearest(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<usize> {
    let before = list.iter().rev().filter(|c| {
        c.words.end <= candidate.words.start
            && !matches!(c.form, MentionForm::Pronoun)
            && !line.is_hyphen(c.words.end)
    });
    // "Quito has recalled its envoy to Peru, the foreign ministry said": the one that acts.
    let acts = |c: &&Candidate| {
        let subject = line.word(line.head_of(&c.words)).is_some_and(|w| {
            w.deprel == Deprel::Nsubj
                && w.head.and_then(|v| line.word(v)).is_some_and(|v| v.upos == Upos::Verb)
        });
        subject && c.form != MentionForm::Adjective
    };
    let countries = || before.clone().filter_map(|c| country_of(resolver, c));
    let acting = before.clone().filter(acts).filter_map(|c| country_of(resolver, c)).next();
    acting.or_else(|| countries().next())
}
