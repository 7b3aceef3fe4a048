//! Where places and facilities lie: "Arica in Chile", "Arica, a port in northern Chile", "the Chilean port of Arica".

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::resolve::Resolver;
use super::sites;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::Upos;
use crate::text::Span;

/// A wider place, the words that tell of it, the rule and how sure it is, in hundredths.
pub(super) type Lies = (usize, Span, (&'static str, u8));

/// Words that a town, a region or a facility is called by.
const PLACE_NOUNS: [WordClass; 4] = [
    WordClass::PlacePrefixes,
    WordClass::BackPlaces,
    WordClass::PlaceHeads,
    WordClass::FacilityHeads,
];

/// Where the place or facility of a mention lies. Cost: a bounded stretch on both sides of it.
pub(super) fn find(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Vec<Lies> {
    if candidate.form == MentionForm::Pronoun {
        return Vec::new();
    }
    let inner = sites::find(resolver, line, list, candidate);
    if inner.is_some() {
        return inner.into_iter().collect();
    }
    let wider = followed(resolver, line, list, candidate);
    let apposed = if wider.is_none() { apposed(resolver, line, list, candidate) } else { None };
    wider.into_iter().chain(apposed).chain(preceded(resolver, line, list, candidate)).collect()
}

pub(super) fn is_wide(resolver: &Resolver<'_>, entity: usize) -> bool {
    matches!(resolver.kind(entity), Some(EntityKind::Place | EntityKind::Country))
}

/// "Arica in Chile", "Arica, Chile", "Arica (Chile)", "Arica, located in Chile".
fn followed(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Lies> {
    // "the Arica area of Chile", "Arica district of Chile"
    let area = |i: usize| {
        matches!(
            line.folded(i),
            "area" | "region" | "district" | "province" | "regency" | "county" | "department"
        )
    };
    let end = candidate.words.end;
    let end = end + usize::from(area(end) && line.folded(end + 1) == "of");
    let region_of =
        line.folded(end) == "of" && end > 0 && area(end - 1) && candidate.form == MentionForm::Name;
    let past = |i: usize| i + usize::from(line.folded(i) == "the");
    let comma = usize::from(line.form(end) == ",");
    let lies = matches!(line.folded(end + comma), "located" | "situated" | "based");
    let directed = matches!(
        line.folded(end + 1),
        "north"
            | "south"
            | "east"
            | "west"
            | "central"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
    );
    let at = match line.form(end) {
        _ if lies && line.folded(end + comma + 1) == "in" => past(end + comma + 2),
        "in" => past(end + 1),
        "of" if region_of => past(end + 1),
        // "Arica, in northern Chile"
        "," if matches!(line.folded(end + 1), "in" | "on") => past(end + 2),
        // "Arica, capital of the north"
        "," => capital_of(line, end + 1).unwrap_or(end + 1),
        "(" => end + 1,
        _ => return None,
    };
    let wider = wider_at(resolver, line, list, at)?;
    let whole = wider.entity?;
    let kind = resolver.kind(whole);
    let after = line.form(wider.words.end);
    let closed = line
        .is_upos(wider.words.end, &[Upos::Adp, Upos::Part, Upos::Sconj, Upos::Verb, Upos::Aux])
        || wider.words.end >= line.len()
        || matches!(after, "," | ")" | "." | "(" | "-" | "—" | "–" | ";");
    let name =
        resolver.drafts.get(whole).map(|d| crate::grammar::fold(&d.name)).unwrap_or_default();
    let is_region = |key: &str| resolver.lexicon.town(key).is_some_and(|town| town.region);
    let region = is_region(line.key(&wider.core))
        || is_region(&name)
        || wider.core.len() > 1 && line.is(wider.core.end - 1, &[WordClass::PlaceHeads]);
    // "in West Africa, Ghana said": what is wider than a country lies in none.
    if kind == Some(EntityKind::Country) && spans_countries(resolver, candidate) {
        return None;
    }
    let fits = match line.form(end) {
        _ if lies => is_wide(resolver, whole),
        "," if at > end + 1 => is_wide(resolver, whole),
        "of" => is_wide(resolver, whole),
        "in" => is_wide(resolver, whole) && candidate.form == MentionForm::Name,
        "(" => after == ")" && kind == Some(EntityKind::Country),
        _ => {
            closed
                && (kind == Some(EntityKind::Country)
                    || kind == Some(EntityKind::Place)
                        && (region || directed || wider.rule == "name/part"))
        }
    };
    let span = line.span(&(candidate.words.start..wider.words.end));
    (fits && !matches!(wider.seems, Seems::Adjective(_))).then_some((
        whole,
        span,
        ("place/wider", 80),
    ))
}

/// Is it a region of several countries by its name: "West Africa", "the Gulf"?
fn spans_countries(resolver: &Resolver<'_>, candidate: &Candidate) -> bool {
    let draft = candidate.entity.and_then(|entity| resolver.drafts.get(entity));
    let Some(name) = draft.map(|draft| crate::grammar::fold(&draft.name)) else { return false };
    let region = |adjective: &str| resolver.lexicon.region(adjective).is_some();
    // "Central Asia" is what is Central Asian, "Eastern Europe" what is Eastern European.
    region(&name)
        || region(&format!("{name}n"))
        || region(&format!("{name}an"))
        || matches!(&*name, "middle east" | "near east" | "sahel" | "levant" | "maghreb")
}

/// The name of a place at word `at`, or the place within it that it owns ("Chile's Arica province").
pub(super) fn wider_at<'c>(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &'c [Candidate],
    at: usize,
) -> Option<&'c Candidate> {
    let longest = |at: usize| {
        let named = list.iter().filter(move |c| c.words.start == at && c.form == MentionForm::Name);
        named.max_by_key(|c| c.words.len())
    };
    // "of the northern province of Arica"
    let of = (at..at + 4)
        .take_while(|&i| {
            line.is_upos(i, &[Upos::Noun, Upos::Adj, Upos::Adp]) && !line.is_capital(i)
        })
        .find(|&i| line.folded(i) == "of" && i > at && line.is(i - 1, &[WordClass::PlacePrefixes]));
    let at = of.map_or(at, |of| of + 1 + usize::from(line.folded(of + 1) == "the"));
    // "in northern Chile's Arica province", "in occupied Arica", "in south-east Lima"
    let first = longest(at).or_else(|| {
        // "south", "northern", "occupied", but no other verb
        let small = |i: usize| {
            let word = line.folded(i);
            // "Arica, visited Peru" tells what somebody did.
            if line.is_upos(i, &[Upos::Verb]) && line.form(at.wrapping_sub(1)) == "," {
                return false;
            }
            let side =
                matches!(word, "north" | "south" | "east" | "west" | "central" | "upper" | "lower");
            !line.is_capital(i) && (side || word.ends_with("ern") || word.ends_with("ed"))
        };
        let next = if line.is_hyphen(at + 1) { at + 3 } else { at + 1 };
        longest(next).filter(|_| small(at) && (next == at + 1 || small(at + 2)))
    })?;
    let owned = line.is_possessive(first.words.end).then(|| longest(first.words.end + 1)).flatten();
    let place =
        |c: &&Candidate| c.entity.is_some_and(|e| resolver.kind(e) == Some(EntityKind::Place));
    Some(owned.filter(place).unwrap_or(first))
}

/// Where the name after "capital of" or "the capital of" at word `at` begins.
fn capital_of(line: &Line<'_>, at: usize) -> Option<usize> {
    let at = at + usize::from(line.folded(at) == "the");
    (line.folded(at) == "capital" && line.folded(at + 1) == "of")
        .then(|| at + 2 + usize::from(line.folded(at + 2) == "the"))
}

/// "Arica, a port in the north of Chile", "Arica, Chile's second city", "Arica, the Chilean port".
fn apposed(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Lies> {
    let comma = candidate.words.end;
    if line.form(comma) != "," || candidate.form != MentionForm::Name {
        return None;
    }
    let lies = |whole: usize, end: usize, percent| {
        let span = line.span(&(candidate.words.start..end));
        (is_wide(resolver, whole) && candidate.entity != Some(whole)).then_some((
            whole,
            span,
            ("place/apposition", percent),
        ))
    };
    let mut at = comma + 1;
    let determined = line.is_upos(at, &[Upos::Det]);
    let owner = list
        .iter()
        .filter(|c| c.words.start == at || determined && c.words.start == at + 1)
        .filter(|c| {
            line.is_possessive(c.words.end) || matches!(c.seems, Seems::Adjective(_)) && determined
        })
        .filter(|c| c.entity.is_some_and(|e| is_wide(resolver, e) && candidate.entity != Some(e)))
        .max_by_key(|c| c.words.len());
    at = match owner {
        Some(c) => c.words.end + usize::from(line.is_possessive(c.words.end)),
        None if determined => at + 1,
        None => return None,
    };
    let place = candidate.entity.is_some_and(|e| resolver.kind(e) == Some(EntityKind::Place));
    let head = noun(line, at).or_else(|| {
        // "Arica, an oil hub in northern Chile"
        let end = (at..at + 5)
            .take_while(|&i| line.is_upos(i, &[Upos::Noun, Upos::Adj]) || line.is_hyphen(i))
            .last()?
            + 1;
        (place && determined && owner.is_none() && line.folded(end) == "in").then_some(end)
    })?;
    if let Some(whole) = owner.and_then(|c| c.entity) {
        return lies(whole, head, 75);
    }
    // "a town of 9,000 people in northern Chile"
    let mut at = head;
    if line.folded(at) == "of" && (at + 1..at + 4).any(|i| line.is_upos(i, &[Upos::Num])) {
        at = (at + 2..at + 8).find(|&i| matches!(line.folded(i), "in" | "on"))?;
    }
    let part = matches!(
        line.folded(head - 1),
        "suburb" | "outskirts" | "district" | "neighbourhood" | "neighborhood"
    );
    // "a port on Chile's Arica island"
    let on = line.folded(at) == "on";
    if !(matches!(line.folded(at), "in" | "on") || line.folded(at) == "of" && part) {
        return None;
    }
    at += 1;
    // "in the far north of Chile"
    let of = (at..at + 4).find(|&i| line.folded(i) == "of");
    let within = |i: usize| {
        matches!(
            line.folded(i),
            "the"
                | "far"
                | "north"
                | "south"
                | "east"
                | "west"
                | "centre"
                | "center"
                | "heart"
                | "-"
        ) || matches!(
            line.folded(i),
            "northeast" | "northwest" | "southeast" | "southwest" | "interior"
        )
    };
    if let Some(of) = of.filter(|&of| (at..of).all(within)) {
        at = of + 1;
    }
    at += usize::from(line.folded(at) == "the");
    let wider = wider_at(resolver, line, list, at).or_else(|| {
        // "in the country's north": the description begins with "the".
        list.iter().find(|c| c.words.end > at && c.words.start + 1 >= at && c.words.start <= at)
    })?;
    let island = || {
        let last = line.folded(wider.words.end.saturating_sub(1));
        matches!(last, "island" | "islands" | "peninsula")
            || wider.entity.is_some_and(|e| resolver.kind(e) == Some(EntityKind::Place))
    };
    if matches!(wider.seems, Seems::Adjective(_)) || on && !island() {
        return None;
    }
    lies(wider.entity?, wider.words.end, 75)
}

/// The end of the noun of a place that a phrase, which begins at word `at`, ends in.
fn noun(line: &Line<'_>, at: usize) -> Option<usize> {
    let mut found = None;
    for i in at..at + 6 {
        let modifier = line.is_hyphen(i)
            || line.is_upos(i, &[Upos::Noun, Upos::Adj, Upos::Propn, Upos::Num])
            || line.is_upos(i, &[Upos::Verb]) && line.folded(i).ends_with("ed")
            || line.is_upos(i, &[Upos::Verb, Upos::Adv])
                && (line.is_hyphen(i + 1) || i > at && line.is_hyphen(i - 1));
        if !modifier {
            break;
        }
        found = line.is(i, &PLACE_NOUNS).then_some(i + 1);
    }
    found
}

/// "the Chilean port of Arica", "the Chilean town Arica", "Chile's Arica region", "the Chilean capital, Santiago,".
fn preceded(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<Lies> {
    let start = candidate.core.start;
    let entity = candidate.entity?;
    let place = resolver.kind(entity) == Some(EntityKind::Place);
    let last = start.checked_sub(1)?;
    if candidate.form != MentionForm::Name || !place {
        return None;
    }
    let owner = |end: usize, adjective: bool| {
        let owners = list.iter().filter(move |c| c.words.end == end && c.entity != Some(entity));
        let fits = move |c: &&Candidate| {
            adjective == matches!(c.seems, Seems::Adjective(_))
                && c.entity.is_some_and(|e| is_wide(resolver, e))
        };
        owners.filter(fits).max_by_key(|c| c.words.len())
    };
    let lies = |c: &Candidate, percent| {
        let span = line.span(&(c.words.start..candidate.words.end));
        Some((c.entity?, span, ("place/owner", percent)))
    };
    if line.is_possessive(last) {
        return owner(last, false).and_then(|c| lies(c, 75));
    }
    let comma = line.form(last) == ","
        && (matches!(line.form(candidate.words.end), "," | ".")
            || candidate.words.end >= line.len());
    let before = if line.folded(last) == "of" || comma { last.checked_sub(1)? } else { last };
    if !line.is(before, &[WordClass::PlacePrefixes, WordClass::BackPlaces])
        || line.is_capital(before)
    {
        return None;
    }
    let mut at = before;
    while at + 5 > before {
        if let Some(c) = owner(at, true) {
            return lies(c, 75);
        }
        let mark = at.checked_sub(1)?;
        if line.is_possessive(mark) {
            return owner(mark, false).and_then(|c| lies(c, 75));
        }
        if !(line.is_upos(mark, &[Upos::Noun, Upos::Adj, Upos::Num]) || line.is_hyphen(mark)) {
            return None;
        }
        at = mark;
    }
    None
}
