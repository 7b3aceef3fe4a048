//! Nations, services and papers of people.

use super::candidate::{Candidate, Seems};
use super::described::qualifier;
use super::entities::MentionForm;
use super::found::Found;
use super::line::Line;
use super::resolve::Resolver;
use super::roles::past_based;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::Upos;

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

/// Are they people of a nation, by its name for them: "two Peruvians"?
fn is_people(line: &Line<'_>, c: &Candidate) -> bool {
    matches!(c.seems, Seems::People(_) | Seems::Adjective(_))
        && line.folded(c.words.end.saturating_sub(1)).ends_with('s')
        && c.words.start.checked_sub(1).is_some_and(|i| line.is_upos(i, &[Upos::Num]))
}

/// The adjective of "Peruvian nationals Ana Ruiz, 29, and Tomas Vera" before the name at word `start`.
fn nationals<'c>(line: &Line<'_>, list: &'c [Candidate], start: usize) -> Option<&'c Candidate> {
    let people = |i: usize| {
        list.iter().find(|c| c.words.end == i + 1 && is_people(line, c)).map(|c| c.words.start)
    };
    let noun = (start.saturating_sub(14)..start)
        .rev()
        .find(|&i| matches!(line.folded(i), "nationals" | "citizens") || people(i).is_some())?;
    let own = people(noun).is_some();
    let listed = (noun + 1..start).all(|i| {
        line.is_capital(i)
            || !line.is_word(i) && matches!(line.form(i), "," | "-")
            || line.is_upos(i, &[Upos::Num])
            || line.folded(i) == "and"
    });
    let noun = noun + usize::from(own);
    let before = list.iter().filter(|c| c.words.end == noun && c.entity.is_some());
    before.filter(|_| listed).max_by_key(|c| c.words.start)
}

/// "Ana Ruiz, a Peruvian citizen": the nation of the person before the comma.
pub(super) fn apposed(
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
    // "Ana Ruiz, a Condor financier"
    // "Ana Ruiz, an engineer with the Condor agency"
    let with = head + 1;
    if line.is(head, &[WordClass::Callings])
        && !line.is(head, &[WordClass::OfficeHeads])
        && matches!(line.folded(with), "with" | "at" | "for" | "from")
    {
        let at = with + 1 + usize::from(line.folded(with + 1) == "the");
        let at = past_based(line, list, at);
        if let Some((body, c)) = body_at(resolver, list, at) {
            let span = line
                .span(&(named.words.start.min(c.words.start)..named.words.end.max(c.words.end)));
            let rule = ("member/apposition", 70);
            found.add("member_of", (person, body), None, (line.index, span), rule);
        }
    }
    let whole = !line.is(head + 1, &[WordClass::OfficeHeads]) && line.folded(head + 1) != "and";
    let bound = !matches!(line.folded(head), "deputy" | "resident" | "citizen" | "national");
    // "the union's top diplomat" holds an office.
    let office = line.phrase_before(head + 1, candidate.words.start, &[WordClass::OfficeHeads]) > 0;
    if whole && bound && !office && !line.is(head, &[WordClass::Kin]) {
        let body = qualifier(list, &candidate.core).filter_map(|(_, c)| c.entity);
        let body = body.filter(|&e| resolver.kind(e) == Some(EntityKind::Organization)).last();
        if let Some(body) = body {
            let rule = ("member/apposition", 70);
            found.add("member_of", (person, body), None, (line.index, span), rule);
        }
    }
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

/// The longest mention of a body that begins at word `at`.
fn body_at<'l>(
    resolver: &Resolver<'_>,
    list: &'l [Candidate],
    at: usize,
) -> Option<(usize, &'l Candidate)> {
    let bodies = list.iter().filter(|c| c.words.start == at).filter_map(|c| Some((c.entity?, c)));
    bodies
        .filter(|&(entity, _)| resolver.kind(entity) == Some(EntityKind::Organization))
        .max_by_key(|(_, c)| c.words.len())
}

/// Nations, services and papers of people.
pub(super) fn find(
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
    // "the Peruvian Ana Ruiz", "Ana Ruiz, a Peruvian,"
    if candidate.form == MentionForm::Name {
        let adjective = |c: &&Candidate| matches!(c.seems, Seems::Adjective(_));
        let end = candidate.words.end;
        let before = list
            .iter()
            .find(|c| c.words.end == start && candidate.core.start == start && adjective(c));
        let behind = list.iter().find(|c| {
            c.words.start == end + 2
                && line.form(end) == ","
                && line.is_upos(end + 1, &[Upos::Det])
                && matches!(line.form(c.words.end), "," | "." | "who")
                && (adjective(c) || matches!(c.seems, Seems::People(_)))
        });
        // "Ana Ruiz, 34, from Peru,"
        let aged = line.form(end) == ","
            && line.is_upos(end + 1, &[Upos::Num])
            && line.form(end + 2) == ","
            && line.folded(end + 3) == "from";
        let from = list
            .iter()
            .find(|c| aged && c.words.start == end + 4 && matches!(c.seems, Seems::Country(_)));
        let general = line.folded(start) == "general" && start < candidate.core.start;
        let ranked = list.iter().find(|c| {
            adjective(c)
                && (c.words.end == start && start < candidate.core.start
                    || c.words.start == start && line.is(c.words.end, &[WordClass::Ranks]))
                && (c.words.end.max(start)..candidate.core.start)
                    .all(|i| line.is(i, &[WordClass::Ranks]) || general)
        });
        for c in before.into_iter().chain(behind).chain(from).chain(ranked) {
            if let Some(nation) = country(c) {
                let words = c.words.start.min(start)..c.words.end.max(end);
                let rule = ("citizen/adjective", 75);
                found.add(
                    "citizen_of",
                    (entity, nation),
                    None,
                    (line.index, line.span(&words)),
                    rule,
                );
            }
        }
        if let Some(c) = nationals(line, list, start)
            && let Some(nation) = country(c)
        {
            let span = line.span(&(c.words.start..end));
            let rule = ("citizen/nationals", 75);
            found.add("citizen_of", (entity, nation), None, (line.index, span), rule);
        }
    }
    // "the Peruvian banker Ana Ruiz"
    if candidate.form == MentionForm::Name
        && candidate.core.start == start
        && let Some(noun) = start.checked_sub(1).filter(|&i| tells_nation(line, i))
    {
        let names = |c: &Candidate| matches!(c.seems, Seems::Adjective(_) | Seems::Country(_));
        let first = (noun.saturating_sub(2)..=noun)
            .rev()
            .find(|&i| list.iter().any(|c| c.words.end == i && names(c)));
        let nation =
            first.filter(|&i| (i..noun).all(|w| line.is_upos(w, &[Upos::Noun, Upos::Adj])));
        let nation = nation.and_then(|i| list.iter().find(|c| c.words.end == i && names(c)));
        // "Condor Press photographer Ana Ruiz"
        let body = list.iter().filter(|c| {
            c.words.end == noun
                && line.is(noun, &[WordClass::Callings])
                && c.entity.is_some_and(|e| resolver.kind(e) == Some(EntityKind::Organization))
        });
        if let Some((body, c)) =
            body.max_by_key(|c| c.words.len()).and_then(|c| Some((c.entity?, c)))
        {
            let span = line.span(&(c.words.start..candidate.words.end));
            let rule = ("member/calling", 75);
            found.add("member_of", (entity, body), None, (line.index, span), rule);
        }
        // "the Peruvian-Chilean banker Ana Ruiz" is of both.
        let other = nation.filter(|c| c.words.start > 1 && line.is_hyphen(c.words.start - 1));
        let other = other.and_then(|c| {
            list.iter().find(|o| {
                o.words.end + 1 == c.words.start && matches!(o.seems, Seems::Adjective(_))
            })
        });
        for (nation, c) in nation.into_iter().chain(other).filter_map(|c| Some((country(c)?, c))) {
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
        let at = past_based(line, list, at);
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
    // "Ana Ruiz, 34, of Arica, assigned to the Condor Battalion"
    let assigned = (end..end + 18)
        .take_while(|&i| {
            i < line.len()
                && !list.iter().any(|c| {
                    c.words.start == i && c.seems == Seems::Person && c.form == MentionForm::Name
                })
        })
        .find(|&i| {
            line.folded(i) == "assigned" && line.folded(i + 1) == "to"
                || line.folded(i) == "employed" && line.folded(i + 1) == "by"
        });
    if candidate.form == MentionForm::Name
        && let Some(to) = assigned
    {
        let at = to + 2 + usize::from(line.folded(to + 2) == "the");
        let at = past_based(line, list, at);
        if let Some((body, c)) = body_at(resolver, list, at) {
            let span = line.span(&(candidate.words.start..c.words.end));
            found.add(
                "member_of",
                (entity, body),
                None,
                (line.index, span),
                ("member/assigned", 70),
            );
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
