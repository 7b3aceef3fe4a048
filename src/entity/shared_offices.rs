//! Offices that several people hold, each towards another: "Presidents Ana Ruiz of Peru and Tomas Vera of Chile", "the
//! leaders of Peru and Chile, Ana Ruiz and Tomas Vera".

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::offices::{Held, Offices};
use super::roles::Role;
use crate::grammar::WordClass;

/// How many of each are looked at.
const MOST: usize = 8;

/// Adds the roles that one sentence tells so. Cost: a bounded stretch behind each plural of an office.
pub(super) fn find(line: &Line<'_>, mentions: &[Candidate], held: &mut Offices) {
    for head in 0..line.len() {
        let Some((start, office)) = plural(line, head) else { continue };
        let mut pairs = each_of(line, mentions, head + 1);
        if pairs.is_empty() && line.folded(head + 1) == "of" {
            pairs = in_turn(line, mentions, head + 2);
        }
        for (person, object) in pairs {
            let (Some(who), Some(whose)) = (person.entity, object.entity) else { continue };
            let words = start..person.words.end.max(object.words.end);
            held.push(Held {
                person: who,
                span: line.span(&words),
                sentence: line.index,
                role: Role::held(&office, whose, words),
                rule: "office/shared",
                percent: 75,
            });
        }
    }
}

/// The office that a plural at word `head` is of, and where it begins: "foreign ministers" is "foreign minister".
fn plural(line: &Line<'_>, head: usize) -> Option<(usize, String)> {
    let one = line.folded(head).strip_suffix('s')?;
    if one.is_empty() || !line.lexicon.is(WordClass::OfficeHeads, one) {
        return None;
    }
    let mut start = head;
    while start > 0
        && (line.is(start - 1, &[WordClass::Topics])
            || matches!(line.folded(start - 1), "prime" | "vice" | "deputy"))
    {
        start -= 1;
    }
    let before: Vec<&str> = (start..head).map(|i| line.folded(i)).collect();
    Some((start, [&before[..], &[one]].concat().join(" ")))
}

/// The person at word `at`, by name.
fn person_at(mentions: &[Candidate], at: usize) -> Option<&Candidate> {
    let named = mentions
        .iter()
        .filter(|m| m.words.start == at && m.form == MentionForm::Name && m.seems == Seems::Person);
    named.max_by_key(|m| m.words.len())
}

/// The country, body or place at word `at`, past "the".
fn whole_at<'c>(line: &Line<'_>, mentions: &'c [Candidate], at: usize) -> Option<&'c Candidate> {
    let at = at + usize::from(line.folded(at) == "the");
    let named = mentions.iter().filter(|m| {
        m.words.start == at
            && m.form == MentionForm::Name
            && m.entity.is_some()
            && !matches!(m.seems, Seems::Person | Seems::Adjective(_) | Seems::People(_))
    });
    named.max_by_key(|m| m.words.len())
}

/// Past "and", a comma, or both.
fn next(line: &Line<'_>, at: usize) -> Option<usize> {
    let comma = usize::from(line.form(at) == ",");
    let and = usize::from(line.folded(at + comma) == "and");
    (comma + and > 0).then_some(at + comma + and)
}

/// "Ana Ruiz of Peru, Luis Mora of Cuba and Tomas Vera of Chile".
fn each_of<'c>(
    line: &Line<'_>,
    mentions: &'c [Candidate],
    from: usize,
) -> Vec<(&'c Candidate, &'c Candidate)> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(person) = person_at(mentions, at).filter(|_| found.len() < MOST) {
        let of = person.words.end;
        if line.folded(of) != "of" {
            break;
        }
        let Some(whole) = whole_at(line, mentions, of + 1) else { break };
        found.push((person, whole));
        let Some(more) = next(line, whole.words.end) else { break };
        at = more;
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// "Peru and Chile, Ana Ruiz and Tomas Vera": as many of the one as of the other.
fn in_turn<'c>(
    line: &Line<'_>,
    mentions: &'c [Candidate],
    from: usize,
) -> Vec<(&'c Candidate, &'c Candidate)> {
    let mut at = from;
    let mut wholes = Vec::new();
    while let Some(whole) = whole_at(line, mentions, at).filter(|_| wholes.len() < MOST) {
        wholes.push(whole);
        at = whole.words.end;
        match next(line, at) {
            Some(more) if whole_at(line, mentions, more).is_some() => at = more,
            _ => break,
        }
    }
    if line.form(at) != "," || wholes.len() < 2 {
        return Vec::new();
    }
    at += 1;
    let mut people = Vec::new();
    while let Some(person) = person_at(mentions, at).filter(|_| people.len() < MOST) {
        people.push(person);
        let Some(more) = next(line, person.words.end) else { break };
        at = more;
    }
    if people.len() == wholes.len() { people.into_iter().zip(wholes).collect() } else { Vec::new() }
}
