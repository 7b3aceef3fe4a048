//! Standing relations: who holds which office, what is part of, belongs to, lies in what.

use std::collections::BTreeSet;

use super::candidate::Candidate;
use super::citizens;
use super::dateline::Datelines;
use super::entities::MentionForm;
use super::found::Found;
use super::holdings;
use super::leaders;
use super::line::Line;
use super::located;
use super::offices::{self, Held};
use super::parties;
use super::reading::StandingRelation;
use super::resolve::Resolver;
use super::wholes;
use super::whose::{home, spoken_for};
use super::writers;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::Upos;

/// All standing relations of a document, in order of the text.
pub(super) fn find(
    resolver: &mut Resolver<'_>,
    mentions: &[Vec<Candidate>],
    held: Vec<Held>,
) -> Vec<StandingRelation> {
    let mut found = Found::new();
    let lines = resolver.lines;
    let datelines = Datelines::new(resolver, mentions);
    roles(resolver, mentions, &datelines, held, &mut found);
    for (line, list) in lines.iter().zip(mentions) {
        writers::find(resolver, line, list, &mut found);
        for (i, candidate) in list.iter().enumerate() {
            let Some(entity) = candidate.entity else {
                citizens::apposed(resolver, line, list, candidate, &mut found);
                continue;
            };
            match resolver.kind(entity) {
                Some(EntityKind::Organization) if is_crowd(resolver, line, candidate, entity) => {}
                Some(EntityKind::Organization) => {
                    if let Some((person, span)) = parties::member(resolver, line, list, candidate) {
                        let rule = ("member/party", 70);
                        found.add("member_of", (person, entity), None, (line.index, span), rule);
                    }
                    wholes::part_of(resolver, &datelines, line, list, candidate, entity, &mut found)
                }
                Some(EntityKind::Facility) => {
                    holdings::belongs_to(resolver, line, list, candidate, entity, &mut found);
                    located_in(resolver, line, list, i, entity, &mut found);
                }
                Some(EntityKind::Place) => located_in(resolver, line, list, i, entity, &mut found),
                Some(EntityKind::Country) => {
                    wholes::whole(resolver, line, list, candidate, entity, &mut found);
                }
                Some(EntityKind::Person) => {
                    citizens::find(resolver, line, list, candidate, entity, &mut found)
                }
                _ => {}
            }
        }
    }
    found.list.sort_by_key(|r| (r.sentence, r.span.start, r.span.end));
    found.list
}

/// "six Peruvian sailors": people who are only counted are no part of anything. Two may be known ones.
fn is_crowd(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    candidate: &Candidate,
    entity: usize,
) -> bool {
    let start = candidate.words.start;
    resolver.drafts.get(entity).is_some_and(|draft| draft.unnamed)
        && line.is_upos(start, &[Upos::Num])
        && !matches!(line.folded(start), "one" | "two")
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
            let whose = pronoun.or(role.objects.first().copied());
            let theirs =
                whose.filter(|&p| resolver.kind(p) == Some(EntityKind::Person)).and_then(|p| {
                    let mut all =
                        held.iter().take(n).rev().take(64).chain(held.iter().skip(n).take(16));
                    all.find(|o| o.person == p && !o.role.spokes)
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
            // "Peru's ambassador to Chile, Ana Ruiz, a former port minister": Peru's, too.
            let same = held.iter().find(|o| {
                o.person == h.person && o.sentence == h.sentence && !o.role.objects.is_empty()
            });
            let country = same
                .and_then(|o| o.role.objects.first().copied())
                .filter(|&e| resolver.kind(e) == Some(EntityKind::Country));
            role.objects.extend(country.or_else(|| home(resolver, mentions, datelines, h)));
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
            // "a Chilean general" is of Chile; the rank is no office.
            Some(EntityKind::Country) if h.role.office == "general" => {
                let rule = ("citizen/rank", h.percent.min(70));
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
