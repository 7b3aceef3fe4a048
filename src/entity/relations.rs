//! Standing relations: who holds which office, what is part of, belongs to, lies in what.

use std::collections::BTreeSet;

use super::candidate::{Candidate, Seems};
use super::coref::{acts, country_of_known};
use super::dateline::Datelines;
use super::described::qualifier;
use super::entities::MentionForm;
use super::leaders;
use super::line::Line;
use super::located;
use super::offices::{self, Held};
use super::parts;
use super::reading::StandingRelation;
use super::resolve::Resolver;
use super::roles::is_tie;
use super::whose::{home, spoken_for};
use crate::facts::Confidence;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::Upos;
use crate::text::Span;

/// Collects relations, each once.
struct Found {
    list: Vec<StandingRelation>,
    seen: BTreeSet<(&'static str, usize, usize, Option<String>)>,
}

impl Found {
    #[allow(clippy::too_many_arguments)]
    fn add(
        &mut self,
        kind: &'static str,
        (subject, object): (usize, usize),
        value: Option<String>,
        (sentence, span): (usize, Span),
        (rule, percent): (&'static str, u8),
    ) {
        if subject == object || !self.seen.insert((kind, subject, object, value.clone())) {
            return;
        }
        let confidence = Confidence::percent(percent);
        self.list.push(StandingRelation {
            kind,
            subject,
            object,
            value,
            span,
            sentence,
            rule,
            confidence,
        });
    }
}

/// All standing relations of a document, in order of the text.
pub(super) fn find(
    resolver: &mut Resolver<'_>,
    mentions: &[Vec<Candidate>],
    held: Vec<Held>,
) -> Vec<StandingRelation> {
    let mut found = Found { list: Vec::new(), seen: BTreeSet::new() };
    let lines = resolver.lines;
    let datelines = Datelines::new(resolver, mentions);
    roles(resolver, mentions, &datelines, held, &mut found);
    for (line, list) in lines.iter().zip(mentions) {
        for (i, candidate) in list.iter().enumerate() {
            let Some(entity) = candidate.entity else {
                apposed_citizen(resolver, line, list, candidate, &mut found);
                continue;
            };
            match resolver.kind(entity) {
                Some(EntityKind::Organization) => {
                    part_of(resolver, &datelines, line, list, candidate, entity, &mut found)
                }
                Some(EntityKind::Facility) => {
                    belongs_to(resolver, line, list, candidate, entity, &mut found);
                    located_in(resolver, line, list, i, entity, &mut found);
                }
                Some(EntityKind::Place) => located_in(resolver, line, list, i, entity, &mut found),
                Some(EntityKind::Country) => {
                    whole(resolver, line, list, candidate, entity, &mut found);
                }
                Some(EntityKind::Person) => {
                    person(resolver, line, list, candidate, entity, &mut found)
                }
                _ => {}
            }
        }
    }
    found.list.sort_by_key(|r| (r.sentence, r.span.start, r.span.end));
    found.list
}

/// Offices, and who speaks for whom.
fn roles(
    resolver: &Resolver<'_>,
    mentions: &[Vec<Candidate>],
    datelines: &Datelines,
    mut held: Vec<Held>,
    found: &mut Found,
) {
    let explicit: BTreeSet<(usize, String)> = held
        .iter()
        .filter(|h| !h.role.objects.is_empty())
        .map(|h| (h.person, h.role.head.clone()))
        .collect();
    for n in 0..held.len() {
        let Some(h) = held.get(n) else { continue };
        let (Some(line), Some(list)) = (resolver.lines.get(h.sentence), mentions.get(h.sentence))
        else {
            continue;
        };
        let pronoun = h
            .role
            .pronoun
            .and_then(|w| {
                let mut at =
                    list.iter().filter(|c| c.words.start == w && c.form != MentionForm::Name);
                at.clone().find(|c| c.form == MentionForm::Pronoun).or_else(|| at.next())
            })
            .and_then(|c| c.entity);
        let mut role = h.role.clone();
        if role.head == "counterpart" {
            let theirs = pronoun.and_then(|p| {
                held.iter().take(n).rev().take(64).find(|o| o.person == p && !o.role.spokes)
            });
            match theirs {
                Some(other) => {
                    role.office = other.role.office.clone();
                    role.head = other.role.head.clone();
                }
                None => continue,
            }
        } else if role.head == "predecessor" {
            // "her predecessor, Vera": he held what she holds.
            let theirs = pronoun.and_then(|p| {
                held.iter().take(n).rev().take(64).find(|o| o.person == p && !o.role.spokes)
            });
            if let Some(other) = theirs {
                role.office = other.role.office.clone();
                role.head = other.role.head.clone();
                role.objects.clone_from(&other.role.objects);
                role.former = true;
            }
        } else if role.objects.is_empty() {
            // "its minister" is a country's or a named body's.
            let unnamed = |p: usize| resolver.drafts.get(p).is_some_and(|d| d.unnamed);
            let state = offices::is_state_office(line, &role);
            role.objects.extend(pronoun.filter(|&p| {
                resolver.kind(p) != Some(EntityKind::Person) && !(state && unnamed(p))
            }));
        }
        if role.objects.is_empty()
            && (offices::is_state_office(line, &role)
                || leaders::of_person(resolver, h.person).any(|l| l.office == role.office))
            && !explicit.contains(&(h.person, role.head.clone()))
        {
            role.objects.extend(home(resolver, mentions, datelines, h));
        }
        if role.spokes && role.objects.is_empty() && h.rule == "office/title" {
            role.objects.extend(spoken_for(resolver, mentions, h.sentence, h.span));
        }
        if let Some(slot) = held.get_mut(n) {
            slot.role = role;
        }
    }
    let calling = |head: &str| resolver.lexicon.is(WordClass::Callings, head);
    for h in held {
        let Some(&first) = h.role.objects.first() else { continue };
        // "Vera's adviser on ports" advises the state that Vera leads.
        let led =
            || leaders::of_person(resolver, first).find_map(|l| leaders::whole(resolver, &l.of));
        let object = match resolver.kind(first) {
            Some(EntityKind::Person) if !h.role.spokes => led().unwrap_or(first),
            _ => first,
        };
        let kind = resolver.kind(object);
        let place = (h.sentence, h.span);
        if h.role.spokes {
            found.add(
                "spokesperson_for",
                (h.person, object),
                None,
                place,
                ("office/spokesperson", h.percent),
            );
            continue;
        }
        let nation = h.role.nation.filter(|&e| resolver.kind(e) == Some(EntityKind::Country));
        if let Some(nation) = nation.filter(|_| object == first) {
            let rule = ("citizen/calling", h.percent.min(70));
            found.add("citizen_of", (h.person, nation), None, place, rule);
        }
        match kind {
            Some(EntityKind::Organization)
                if matches!(
                    h.role.head.as_str(),
                    "correspondent" | "reporter" | "member" | "lawmaker" | "mp" | "officer"
                ) || is_seat(&h.role.head) && is_party(resolver, object) =>
            {
                let relation = if h.role.former { "former_office" } else { "member_of" };
                let value = h.role.former.then(|| h.role.office.clone());
                found.add(relation, (h.person, object), value, place, (h.rule, h.percent));
            }
            // "a Chilean analyst" holds no office of Chile.
            Some(EntityKind::Country) if calling(&h.role.head) && h.rule == "office/title" => {
                let rule = ("citizen/calling", h.percent.min(70));
                found.add("citizen_of", (h.person, object), None, place, rule);
            }
            Some(EntityKind::Country | EntityKind::Place) if calling(&h.role.head) => {}
            Some(
                EntityKind::Country
                | EntityKind::Organization
                | EntityKind::Place
                | EntityKind::Facility,
            ) if !matches!(h.role.head.as_str(), "counterpart" | "predecessor") => {
                let relation = if h.role.former { "former_office" } else { "holds_office" };
                found.add(
                    relation,
                    (h.person, object),
                    Some(h.role.office),
                    place,
                    (h.rule, h.percent),
                );
            }
            _ => {}
        }
    }
}

/// Is it the office of one who sits in a parliament?
fn is_seat(head: &str) -> bool {
    matches!(
        head,
        "senator"
            | "congressman"
            | "congresswoman"
            | "legislator"
            | "parliamentarian"
            | "councillor"
            | "councilor"
            | "mep"
    )
}

/// Is it a party by the last word of its name?
fn is_party(resolver: &Resolver<'_>, entity: usize) -> bool {
    let name = resolver.drafts.get(entity).map(|d| d.name.to_lowercase()).unwrap_or_default();
    let last = name.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "party"
            | "front"
            | "movement"
            | "alliance"
            | "coalition"
            | "league"
            | "union"
            | "congress"
            | "bloc"
    )
}

/// People who are only counted and what they travel in, by lemma.
const NO_PARTS: [&str; 14] = [
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
];

/// What the words around a body or a country say that it is a part or member of; whether they tell a part.
fn whole(
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
fn part_of(
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
    let general = candidate.core.clone().all(|i| {
        line.is(i, &[WordClass::Topics, WordClass::StateBodies])
            || matches!(line.folded(i), "of" | "and" | "the" | "for" | "s" | "'s" | "’s")
    }) && !candidate
        .core
        .clone()
        .any(|i| matches!(line.folded(i), "international" | "european" | "global"));
    let here = || {
        let country = datelines
            .before(resolver, line.index)
            .or_else(|| datelines.main(line.sentence.section))
            .or_else(|| datelines.main_of_all())
            .or_else(|| nearest(resolver, line, list, candidate));
        country.filter(|_| state && general && candidate.form != MentionForm::Adjective)
    };
    // A name in capitals that starts with a country's is not the country's: "Chad Doctors Network". A party is no part either.
    let own_name = line.is_capital(candidate.core.end.saturating_sub(1))
        && !state
        && !of_state
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
    let plain = draft.country.or_else(possessor).or_else(inner).filter(|&whole| whole != entity);
    let (whole, rule, percent) = match (plain, leader(), here()) {
        (Some(whole), ..) => (whole, "part/country", if draft.unnamed { 60 } else { 80 }),
        (_, Some(whole), _) => (whole, "part/leader", 65),
        (_, _, Some(whole)) => (whole, "part/dateline", 55),
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
    if !draft.unnamed || acts(line, candidate) {
        found.add("part_of", (entity, whole), None, place, (rule, percent));
    }
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
            && c.form == MentionForm::Name
            && !line.is_hyphen(c.words.end)
    });
    before.filter_map(|c| c.entity).find(|&e| resolver.kind(e) == Some(EntityKind::Country))
}

/// "the Peruvian embassy", "Peru's embassy in Quito".
fn belongs_to(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
    entity: usize,
    found: &mut Found,
) {
    let owner = qualifier(list, &candidate.words).find_map(|(_, c)| {
        let e = c.entity?;
        let owns = c.words.start == candidate.words.start || line.is_possessive(c.words.end);
        (owns && matches!(resolver.kind(e), Some(EntityKind::Country | EntityKind::Organization)))
            .then_some(e)
    });
    let embassy = candidate
        .core
        .clone()
        .any(|i| matches!(line.folded(i), "embassy" | "consulate" | "commission"));
    let possessive = candidate.core.clone().any(|i| line.is_possessive(i));
    let theirs = || {
        let draft = resolver.drafts.get(entity)?;
        let pronoun = matches!(line.folded(candidate.words.start), "its" | "his" | "her" | "their");
        draft.country.filter(|_| pronoun)
    };
    if let Some(owner) = theirs() {
        let place = (line.index, line.span(&candidate.words));
        found.add("belongs_to", (entity, owner), None, place, ("facility/owner", 75));
        return;
    }
    if let Some(owner) = owner.filter(|_| embassy || possessive) {
        found.add(
            "belongs_to",
            (entity, owner),
            None,
            (line.index, line.span(&candidate.words)),
            ("facility/owner", 85),
        );
    }
}

/// Where a place or a facility lies.
fn located_in(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    i: usize,
    entity: usize,
    found: &mut Found,
) {
    for (whole, span, rule) in
        list.get(i).map(|c| located::find(resolver, line, list, c)).into_iter().flatten()
    {
        found.add("located_in", (entity, whole), None, (line.index, span), rule);
    }
}

/// Is the noun at word `i` one of work or standing, whose adjective tells the nation ("a Peruvian banker")?
fn tells_nation(line: &Line<'_>, i: usize) -> bool {
    let office = line.is(i, &[WordClass::OfficeHeads]) && !line.is(i, &[WordClass::Callings]);
    line.is(i, &[WordClass::Callings, WordClass::Persons])
        && !office
        && !matches!(
            line.folded(i),
            "official" | "source" | "spokesman" | "spokeswoman" | "man" | "woman"
        )
}

/// "Ana Ruiz, a Peruvian citizen": the nation of the person before the comma.
fn apposed_citizen(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
    found: &mut Found,
) {
    let head = candidate.core.end.saturating_sub(1);
    if candidate.seems != Seems::Person || !tells_nation(line, head) {
        return;
    }
    let before = |c: &&Candidate| {
        c.words.end < candidate.words.start
            && c.words.end + 4 >= candidate.words.start
            && line.form(c.words.end) == ","
    };
    // "a Peruvian banker, Ana Ruiz,"
    let behind = |c: &&Candidate| {
        c.words.start == candidate.words.end + 1 && line.form(candidate.words.end) == ","
    };
    let mut people =
        list.iter().rev().filter(|c| c.seems == Seems::Person && c.form == MentionForm::Name);
    let named = people.clone().find(before).or_else(|| people.find(behind));
    let Some((named, person)) = named.and_then(|c| Some((c, c.entity?))) else { return };
    let (start, end) =
        (named.words.start.min(candidate.words.start), named.words.end.max(candidate.words.end));
    let span = line.span(&(start..end));
    let citizen = matches!(line.folded(head), "citizen" | "national");
    for (_, nation) in qualifier(list, &candidate.core)
        .filter(|(_, c)| citizen || matches!(c.seems, Seems::Adjective(_)))
    {
        let country = nation.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Country));
        if let Some(country) = country {
            found.add(
                "citizen_of",
                (person, country),
                None,
                (line.index, span),
                ("citizen/apposition", 80),
            );
        }
    }
}

/// Nations, services and papers of people.
fn person(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
    entity: usize,
    found: &mut Found,
) {
    if candidate.form == MentionForm::Pronoun {
        return;
    }
    let place = (line.index, line.span(&candidate.words));
    let country =
        |c: &Candidate| c.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Country));
    // "Peru's Ruiz".
    let start = candidate.words.start;
    if candidate.form == MentionForm::Name
        && start > 1
        && line.is_possessive(start - 1)
        && candidate.core.start == start
    {
        let owner =
            list.iter().find(|c| c.words.end == start - 1 && c.form != MentionForm::Adjective);
        if let Some(nation) = owner.and_then(country) {
            let span = line.span(&(owner.map_or(start, |o| o.words.start)..candidate.words.end));
            found.add(
                "citizen_of",
                (entity, nation),
                None,
                (line.index, span),
                ("citizen/possessive", 75),
            );
        }
    }
    // "the Peruvian banker Ana Ruiz"
    if candidate.form == MentionForm::Name
        && candidate.core.start == start
        && let Some(noun) = start.checked_sub(1).filter(|&i| tells_nation(line, i))
    {
        let first = (noun.saturating_sub(2)..=noun).rev().find(|&i| {
            list.iter().any(|c| c.words.end == i && matches!(c.seems, Seems::Adjective(_)))
        });
        let nation =
            first.filter(|&i| (i..noun).all(|w| line.is_upos(w, &[Upos::Noun, Upos::Adj])));
        let nation = nation.and_then(|i| {
            list.iter().find(|c| c.words.end == i && matches!(c.seems, Seems::Adjective(_)))
        });
        if let Some((nation, c)) = nation.and_then(|c| Some((country(c)?, c))) {
            let span = line.span(&(c.words.start..candidate.words.end));
            let rule = ("citizen/calling", 75);
            found.add("citizen_of", (entity, nation), None, (line.index, span), rule);
        }
    }
    // "Ana Ruiz of the Andean Council"
    let end = candidate.words.end;
    let office = (candidate.words.start..candidate.core.start)
        .any(|i| line.is(i, &[WordClass::OfficeHeads]) && !line.is(i, &[WordClass::Ranks]));
    if candidate.form == MentionForm::Name && !office {
        let of = end + usize::from(line.form(end) == ",");
        let at = of + 1 + usize::from(line.folded(of + 1) == "the");
        let body = list
            .iter()
            .filter(|c| c.words.start == at && line.folded(of) == "of")
            .filter(|c| !matches!(c.seems, Seems::Person | Seems::Adjective(_)))
            .max_by_key(|c| c.words.len());
        let body = body.and_then(|c| {
            let e = c.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Organization))?;
            Some((e, c.words.end))
        });
        if let Some((body, end)) = body {
            let span = line.span(&(candidate.words.start..end));
            found.add("member_of", (entity, body), None, (line.index, span), ("member/of", 70));
        }
    }
    let head = line.folded(candidate.core.end.saturating_sub(1));
    if matches!(head, "citizen" | "national" | "citizens")
        && candidate.form == MentionForm::Description
    {
        for nation in qualifier(list, &candidate.words).filter_map(|(_, c)| country(c)) {
            found.add("citizen_of", (entity, nation), None, place, ("citizen/description", 80));
        }
    }
    // "Army Lt. Gen. Ruiz": a rank after the service.
    if candidate.form == MentionForm::Name && candidate.words.start < candidate.core.start {
        for (_, body) in
            qualifier(list, &candidate.words).filter(|(_, c)| c.words.end <= candidate.core.start)
        {
            let ranked =
                line.phrase_at(body.words.end, candidate.core.start, &[WordClass::Ranks]) > 0;
            let theirs =
                body.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Organization));
            if let Some(service) = theirs.filter(|_| ranked) {
                found.add("member_of", (entity, service), None, place, ("member/rank", 80));
            }
        }
    }
}
