//! Names: chunks taken apart into titles, countries, known names and the rest, with a first guess at the kind.

use std::ops::Range;

use super::acronym;
use super::candidate::{Candidate, Seems};
use super::chunk::{chunks, is_capitals, known_at};
use super::directions;
use super::line::Line;
use super::title;
use crate::grammar::{EntityKind, NameGender, WordClass};
use crate::syntax::Upos;

/// A part of a chunk.
#[derive(Debug, Clone)]
struct Piece {
    words: Range<usize>,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Known(Seems),
    Title,
    Word,
}

/// The names of a sentence. Of one in title case only those that are known.
pub(super) fn find(line: &Line<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for chunk in chunks(line) {
        if line.title_case {
            known_only(line, &chunk, &mut found);
        } else {
            segment(line, &chunk, &mut found, 0);
        }
    }
    for name in &mut found {
        // "the Condor Revolution movement", "the Andean Centre party"
        let open = matches!(name.seems, Seems::Other | Seems::Facility)
            || name.seems == Seems::Unknown && name.core.len() > 1;
        if open
            && line.phrase_at(name.core.end, line.len(), &[WordClass::CalledBodies]) > 0
            && !line.is_capital(name.core.end)
        {
            name.seems = Seems::Organization;
        }
        if name.seems == Seems::Unknown && is_platform(line, name.core.start) {
            (name.seems, name.rule) = (Seems::Organization, "name/platform");
        }
        if matches!(name.seems, Seems::Unknown | Seems::Person) && is_abbreviated(line, &name.core)
        {
            name.seems = Seems::Organization;
            name.rule = "name/abbreviated";
        }
    }
    let parts: Vec<Candidate> =
        found.iter_mut().filter_map(|name| directions::part(line, name)).collect();
    found.extend(parts);
    let owners: Vec<Range<usize>> = found
        .iter()
        .filter(|c| !matches!(c.seems, Seems::Person | Seems::Unknown))
        .map(|c| c.words.clone())
        .collect();
    for name in found
        .iter_mut()
        .filter(|c| matches!(c.seems, Seems::Organization | Seems::Facility | Seems::Known(_)))
    {
        let known_place = matches!(name.seems, Seems::Known(k) if line.lexicon.known(k).is_some_and(|k| k.kind != EntityKind::Organization));
        // "Chile's Ministry of Mines" is one mention, and so is its core.
        let mark = name
            .words
            .start
            .checked_sub(1)
            .filter(|&mark| line.is_possessive(mark) && !known_place);
        if let Some(owner) = mark.and_then(|mark| owners.iter().find(|o| o.end == mark)) {
            name.words.start = owner.start;
        }
    }
    found
}

/// Is it the platform X: "wrote on X", "in a post on X"?
fn is_platform(line: &Line<'_>, i: usize) -> bool {
    let says = |w: usize| {
        line.word(w).is_some_and(|word| {
            line.lexicon.is(WordClass::SayingVerbs, &word.lemma)
                || matches!(&*word.lemma, "post" | "message" | "statement" | "account" | "video")
        })
    };
    line.form(i) == "X"
        && line.before(i) == "on"
        && !line.is_hyphen(i + 1)
        && (i.saturating_sub(10)..i).any(says)
}

/// Does a word of capitals in brackets follow, made of letters of the name from its first on: "Viva Arica (VA)"?
pub(super) fn is_abbreviated(line: &Line<'_>, core: &Range<usize>) -> bool {
    let short = line.form(core.end + 1);
    let bracketed = line.form(core.end) == "(" && line.form(core.end + 2) == ")";
    if !bracketed || !is_capitals(short) || core.len() < 2 {
        return false;
    }
    let mut name = line.key(core).chars();
    let first = name.clone().next();
    let mut letters = short.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic());
    first == letters.clone().next() && letters.all(|letter| name.any(|c| c == letter))
}

/// In a line where capitals tell nothing: the known names alone.
fn known_only(line: &Line<'_>, chunk: &Range<usize>, found: &mut Vec<Candidate>) {
    let mut i = chunk.start;
    while i < chunk.end {
        match known_at(line, i, chunk.end) {
            Some((n, seems)) if seems != Seems::Town => {
                found.push(Candidate::name(line.index, i..i + n, seems, "name/gazetteer"));
                i += n;
            }
            _ => i += 1,
        }
    }
}

fn pieces(line: &Line<'_>, chunk: &Range<usize>) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut i = chunk.start;
    while i < chunk.end {
        let rest = |n: usize| i + n < chunk.end;
        let known = known_at(line, i, chunk.end).filter(|&(n, seems)| {
            let whole = i == chunk.start && i + n == chunk.end;
            // "Abdel Fattah", "General Jordan": a given name or a title before makes it a person's.
            let after_given = found.last().is_some_and(|before: &Piece| {
                before.what == What::Title && before.words.end == i
                    || before.what == What::Word
                        && line.lexicon.given_name(line.folded(before.words.start)).is_some_and(|g| g != NameGender::Either)
            });
            let theirs = n == 1 && after_given && matches!(seems, Seems::Known(k) if line.lexicon.known(k).is_some_and(|k| k.kind != EntityKind::Organization));
            let a_person = n == 1
                && !matches!(seems, Seems::Adjective(_))
                && line.lexicon.given_name(line.folded(i)).is_some()
                && rest(1)
                && plain_word(line, i + 1);
            (seems != Seems::Town || whole || n > 1) && !a_person && !theirs
        });
        // "al-Kuwaiti" is no adjective.
        let glued = i >= chunk.start + 2
            && line.is_hyphen(i - 1)
            && line.is(i - 2, &[WordClass::Particles]);
        // "Hussein Sheikh-Ali": within a name, titles are names.
        let within = found.last().is_some_and(|before: &Piece| {
            before.what == What::Word
                && line
                    .lexicon
                    .given_name(line.folded(before.words.start))
                    .is_some_and(|g| g != NameGender::Either)
        });
        // "U.S. Army General Ana Ruiz": the army is hers, "army general" no rank there.
        let service = line.folded(i) == "army"
            && found.last().is_some_and(|p: &Piece| {
                matches!(p.what, What::Known(Seems::Country(_) | Seems::Adjective(_)))
            });
        let titles =
            if within || service { 0 } else { line.phrase_at(i, chunk.end, title::TITLES) };
        let (n, what) = match known {
            Some((n, seems)) if n >= titles && !glued => (n, What::Known(seems)),
            _ if titles > 0 => (titles, What::Title),
            _ => (1, What::Word),
        };
        found.push(Piece { words: i..i + n, what });
        i += n;
    }
    found
}

/// Is the word neither a head of a name nor a known name?
fn plain_word(line: &Line<'_>, i: usize) -> bool {
    line.is_word(i)
        && !line.is(
            i,
            &[
                WordClass::OrgHeads,
                WordClass::FacilityHeads,
                WordClass::PlaceHeads,
                WordClass::CompanySuffixes,
                WordClass::OtherHeads,
                WordClass::OfficeHeads,
                WordClass::Topics,
            ],
        )
        && known_at(line, i, i + 1).is_none_or(|(_, seems)| seems == Seems::Town)
}

/// How deep one chunk is cut into others.
const DEEPEST: usize = 12;

fn segment(line: &Line<'_>, chunk: &Range<usize>, found: &mut Vec<Candidate>, depth: usize) {
    let chunk = trimmed(line, chunk);
    if chunk.is_empty() || depth > DEEPEST {
        return;
    }
    let parts = pieces(line, &chunk);
    if let [Piece { what: What::Known(seems), words }] = &parts[..] {
        inside(line, words, *seems, found);
        found.push(Candidate::name(line.index, words.clone(), *seems, "name/gazetteer"));
        return;
    }
    // "the tanker Lima Star"
    let ship = chunk.start.checked_sub(1).is_some_and(|w| {
        !line.is_capital(w)
            && line.is_upos(w, &[Upos::Noun])
            && line.is(w, &[WordClass::Vessels])
            && !matches!(line.folded(w), "carrier" | "boat")
    });
    if ship && !matches!(parts.first(), Some(Piece { what: What::Title, .. })) {
        found.push(Candidate::name(line.index, chunk, Seems::Other, "name/ship"));
        return;
    }
    if titled(line, &chunk, &parts, found, depth) || headed(line, &chunk, &parts, found) {
        return;
    }
    let first_is_given = line.lexicon.given_name(line.folded(chunk.start));
    let known = parts.iter().position(|part| matches!(part.what, What::Known(_)));
    let title = parts.iter().position(|part| part.what == What::Title);
    if let Some(at) = known.or(title) {
        if let [
            Piece { what: What::Known(Seems::Country(_)), words },
            Piece { what: What::Word, words: next },
        ] = &parts[..]
        {
            // "Israel Katz": a country's name cannot qualify a name that is no head.
            if next.end == chunk.end
                && !is_capitals(line.form(words.start))
                && plain_word(line, next.start)
            {
                found.push(Candidate::name(line.index, chunk, Seems::Person, "name/person"));
                return;
            }
        }
        let part = &parts[at];
        segment(line, &(chunk.start..part.words.start), found, depth + 1);
        if let What::Known(seems) = part.what {
            found.push(Candidate::name(line.index, part.words.clone(), seems, "name/gazetteer"));
        }
        segment(line, &(part.words.end..chunk.end), found, depth + 1);
        return;
    }
    let all = |classes: &[WordClass]| {
        chunk.clone().all(|i| line.is(i, classes) || !line.is_word(i) || line.folded(i) == "and")
    };
    if all(&[
        WordClass::NotNames,
        WordClass::Topics,
        WordClass::MonthsDays,
        WordClass::OrgHeads,
        WordClass::OtherHeads,
        WordClass::Groups,
        WordClass::Persons,
        WordClass::OfficeHeads,
    ]) {
        return;
    }
    // "Reserve Airmen" are many people without a name.
    if line.is(chunk.end - 1, &[WordClass::Groups]) && first_is_given.is_none() {
        return;
    }
    let single = chunk.len() == 1;
    let (seems, rule) = match first_is_given {
        // "near Maria Elena"
        Some(_) if !single && matches!(line.before(chunk.start), "near" | "outside") => {
            (Seems::Unknown, "name/capitals")
        }
        Some(gender) if !single && (gender != NameGender::Either || chunk.len() <= 3) => {
            (Seems::Person, "name/given")
        }
        _ if single
            && is_capitals(line.form(chunk.start))
            && line.form(chunk.start).chars().count() <= 8 =>
        {
            (Seems::Organization, acronym::RULE)
        }
        _ => (Seems::Unknown, "name/capitals"),
    };
    found.push(Candidate::name(line.index, chunk, seems, rule));
}

/// The country or body that a known name starts with: "U.S. Central Command", "UN Security Council".
fn inside(line: &Line<'_>, words: &Range<usize>, seems: Seems, found: &mut Vec<Candidate>) {
    let Seems::Known(whole) = seems else { return };
    let Some((n, first)) = known_at(line, words.start, words.end - 1) else { return };
    let owns = match first {
        // The "Indian Ocean" is not India's.
        Seems::Adjective(_) => {
            line.lexicon.known(whole).is_none_or(|known| known.kind != EntityKind::Place)
        }
        Seems::Country(_) => true,
        Seems::Known(part) => {
            let name = line.lexicon.known(part).map(|k| k.name.as_str());
            name.is_some() && line.lexicon.known(whole).and_then(|k| k.part_of.as_deref()) == name
        }
        _ => false,
    };
    if owns {
        found.push(Candidate::name(
            line.index,
            words.start..words.start + n,
            first,
            "name/gazetteer",
        ));
    }
}

/// A chunk without joining words and marks at its ends.
fn trimmed(line: &Line<'_>, chunk: &Range<usize>) -> Range<usize> {
    let small = |i: usize| {
        !line.is_word(i) && !line.form(i).starts_with(|c: char| c.is_ascii_digit())
            || line.is_possessive(i)
            || matches!(line.folded(i), "of" | "and" | "for" | "the" | "&")
    };
    let (mut start, mut end) = (chunk.start, chunk.end);
    while start < end && small(start) {
        start += 1;
    }
    // "Ana Ruiz KC"
    let letters = |i: usize| matches!(line.form(i), "KC" | "QC" | "MP" | "OBE" | "CBE" | "MEP");
    while start < end && (small(end - 1) || end > start + 2 && letters(end - 1)) {
        end -= 1;
    }
    start..end
}

/// A person after a title or an office.
fn titled(
    line: &Line<'_>,
    chunk: &Range<usize>,
    parts: &[Piece],
    found: &mut Vec<Candidate>,
    depth: usize,
) -> bool {
    let last = parts.iter().rposition(|part| part.what == What::Title);
    let before = title::before(line, chunk.start);
    // "Minister for European Affairs Ana Ruiz": the name begins after what the office is about.
    let after = || {
        (chunk.start + 1..chunk.end).rev().find(|&i| {
            !line.is(i, &[WordClass::Topics])
                && title::portfolio(line, i, i.saturating_sub(12)).is_some()
        })
    };
    let charged = if last.is_none_or(|at| at + 1 < parts.len()) { after() } else { None };
    let (core, inside) = match last {
        _ if charged.is_some() => (charged.unwrap_or(chunk.start)..chunk.end, true),
        Some(at) if at + 1 < parts.len() => (parts[at].words.end..chunk.end, true),
        Some(_) => return false,
        None if before < chunk.start => (chunk.clone(), false),
        None => return false,
    };
    let core = trimmed(line, &core);
    let first = parts.iter().find(|part| part.words.start == core.start);
    if core.is_empty() || !matches!(first, Some(Piece { what: What::Word, .. })) && core.len() < 2 {
        return false;
    }
    // "chief CDW officer": a body.
    if core.len() == 1
        && is_capitals(line.form(core.start))
        && core.start > chunk.start
        && !line.title_case
    {
        return false;
    }
    let known = parts.iter().any(|p| {
        core.contains(&p.words.start) && matches!(p.what, What::Known(s) if s != Seems::Town)
    });
    let headed = line.is(
        core.end - 1,
        &[
            WordClass::OrgHeads,
            WordClass::CompanySuffixes,
            WordClass::FacilityHeads,
            WordClass::OtherHeads,
        ],
    );
    // "Member States" are many and have no name.
    let many = core.len() == 1
        && line.is(core.start, &[WordClass::Groups])
        && line.phrase_at(core.start - 1, core.end, &[WordClass::Groups]) > 1;
    if many {
        return false;
    }
    // "the General Staff", "the Attorney General's Office"
    let general = core.len() == 1
        && line.folded(core.start.wrapping_sub(1)) == "general"
        && matches!(
            line.folded(core.start),
            "staff"
                | "assembly"
                | "secretariat"
                | "council"
                | "directorate"
                | "command"
                | "headquarters"
        );
    if general {
        return false;
    }
    if known || headed || core.clone().any(|i| matches!(line.folded(i), "of" | "for")) {
        return false;
    }
    let words = title::before(line, core.start)..core.end;
    if inside {
        // What a minister is one for is no body.
        let upto = charged.and_then(|i| title::portfolio(line, i, i.saturating_sub(12)));
        let before = upto.map_or(core.clone(), |upto| upto..core.end);
        qualifiers(line, chunk, &before, parts, found, depth);
    }
    let mut person = Candidate::name(line.index, words, Seems::Person, "name/title");
    person.gender = title::gender(line, &(person.words.start..core.start));
    person.core = core;
    found.push(person);
    true
}

/// Countries and bodies that stand in a title: "UK Defence Secretary", "Army Lt. Gen.".
fn qualifiers(
    line: &Line<'_>,
    chunk: &Range<usize>,
    core: &Range<usize>,
    parts: &[Piece],
    found: &mut Vec<Candidate>,
    depth: usize,
) {
    let mut run: Option<Range<usize>> = None;
    let flush = |run: &mut Option<Range<usize>>, found: &mut Vec<Candidate>| {
        let Some(mut words) = run.take() else { return };
        // "Former Lima Mayor": such words belong to the office.
        while words.start < words.end
            && line.is(words.start, &[WordClass::Former, WordClass::NotNames])
        {
            words.start += 1;
        }
        if words.is_empty() {
            return;
        }
        let topic = words
            .clone()
            .all(|i| line.is(i, &[WordClass::Topics, WordClass::NotNames]) || !line.is_word(i));
        let body = words.len() == 1 && line.is(words.start, &[WordClass::DescribedOrgs]);
        if body {
            // "the Peruvian Army" is one body, its country inside it.
            let owner = found.last().filter(|c| {
                c.words.end == words.start
                    && matches!(c.seems, Seems::Country(_) | Seems::Adjective(_))
            });
            words.start = owner.map_or(words.start, |c| c.words.start);
            found.push(Candidate::name(line.index, words, Seems::Organization, "name/service"));
        } else if !topic {
            // "the Chilean Foreign Ministry" is one body, its country inside it.
            if line.is(words.end - 1, &[WordClass::OrgHeads])
                && let Some(before) = found.pop_if(|c| {
                    c.words.end == words.start
                        && matches!(
                            c.seems,
                            Seems::Country(_) | Seems::Adjective(_) | Seems::Known(_)
                        )
                })
            {
                words.start = before.words.start;
            }
            segment(line, &words, found, depth + 1);
            // "Unification Minister": what he is a minister of, no body.
            let portfolio = line.phrase_at(words.end, core.start, &[WordClass::OfficeHeads]);
            let minister = portfolio > 0
                && matches!(line.folded(words.end + portfolio - 1), "minister" | "secretary");
            if minister {
                found.pop_if(|c| {
                    c.words == words && (c.seems == Seems::Unknown || c.rule == acronym::RULE)
                });
            } else if let Some(last) = found
                .last_mut()
                .filter(|c| matches!(c.seems, Seems::Unknown | Seems::Other) && c.words == words)
            {
                last.seems = Seems::Organization;
            }
        }
    };
    for part in
        parts.iter().filter(|part| part.words.end <= core.start && part.words.start >= chunk.start)
    {
        match part.what {
            What::Known(seems) => {
                flush(&mut run, found);
                found.push(Candidate::name(
                    line.index,
                    part.words.clone(),
                    seems,
                    "name/gazetteer",
                ));
            }
            What::Title => flush(&mut run, found),
            What::Word => {
                run = Some(run.map_or(part.words.clone(), |run| run.start..part.words.end));
            }
        }
    }
    flush(&mut run, found);
}

/// A name whose last word, or first before "of", tells its kind.
fn headed(
    line: &Line<'_>,
    chunk: &Range<usize>,
    parts: &[Piece],
    found: &mut Vec<Candidate>,
) -> bool {
    let (first, last) = (chunk.start, chunk.end - 1);
    // "Select Committee on Ports": the head stands before the joining word.
    let joint = (first + 1..last).find(|&i| matches!(line.folded(i), "of" | "for" | "on"));
    let stem = joint.unwrap_or(chunk.end);
    let ends = |classes: &[WordClass]| line.phrase_before(stem, first, classes) > 0;
    let joined = matches!(line.folded(first + 1), "of" | "for");
    let starts = |classes: &[WordClass]| joined && line.is(first, classes);
    let long = chunk.len() > 1 && !line.form(last).starts_with(|c: char| c.is_ascii_digit());
    // "MV Lima Star"
    let ship =
        chunk.len() > 1 && is_capitals(line.form(first)) && line.is(first, &[WordClass::Vessels]);
    let seems = if ship {
        Seems::Other
    } else if starts(&[WordClass::OrgHeads]) {
        Seems::Organization
    } else if starts(&[WordClass::FacilityHeads]) {
        Seems::Facility
    } else if starts(&[WordClass::PlacePrefixes]) {
        // "Republic of Peru Armed Forces"
        let body = line.phrase_before(chunk.end, first + 3, &[WordClass::OrgHeads]) > 0;
        if body { Seems::Organization } else { Seems::Place }
    } else if starts(&[WordClass::OtherHeads]) {
        Seems::Other
    } else if !long {
        if chunk.len() > 1 && chunk.clone().any(|i| line.is(i, &[WordClass::OtherHeads])) {
            Seems::Other
        } else {
            return false;
        }
    } else if ends(&[WordClass::FacilityHeads]) && !ends(&[WordClass::CompanySuffixes]) {
        // "Lima School of Government", "the Chilean Orthodox Church" are bodies.
        let school = joint.is_some() && ends(&[WordClass::OrgHeads]);
        let faith = line.folded(stem - 1) == "church"
            && stem > 1
            && line.is(stem - 2, &[WordClass::NotNames]);
        // "the Arica Centre for Strategic Studies"
        let about = joint.is_some_and(|j| matches!(line.folded(j), "for" | "on"))
            && matches!(line.folded(stem - 1), "centre" | "center" | "hub");
        if school || faith || about { Seems::Organization } else { Seems::Facility }
    } else if ends(&[WordClass::OrgHeads, WordClass::CompanySuffixes]) {
        Seems::Organization
    } else if ends(&[WordClass::OtherHeads]) || line.folded(first) == "operation" {
        Seems::Other
    } else if ends(&[WordClass::PlaceHeads])
        || matches!(line.folded(first), "mount" | "lake" | "cape" | "fort" | "port" | "river")
    {
        Seems::Place
    } else {
        return false;
    };
    // "Putin House" is no body if "Putin" is all that there is; "Iran Deal" is Iran's.
    let mut whole = Candidate::name(line.index, chunk.clone(), seems, "name/head");
    let person =
        line.lexicon.given_name(line.folded(first)).is_some_and(|g| g != NameGender::Either)
            && chunk.len() == 2
            && line.is(last, &[WordClass::PlaceHeads]);
    if person {
        whole.seems = Seems::Person;
    }
    for part in parts {
        if let What::Known(seems) = part.what
            && part.words != *chunk
            && (matches!(seems, Seems::Country(_) | Seems::Adjective(_))
                || (matches!(seems, Seems::Known(k) if line.lexicon.known(k).is_some_and(|k| k.kind == EntityKind::Organization))
                    && part.words.start == first))
        {
            found.push(Candidate::name(line.index, part.words.clone(), seems, "name/gazetteer"));
        }
    }
    found.push(whole);
    true
}
