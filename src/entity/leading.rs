//! Offices that a verb tells: "Ruiz, who now heads the port committee", "the Condor party, led by Ruiz".

use super::candidate::{Candidate, Seems};
use super::line::Line;
use super::roles::{self, Role, past_based};
use crate::syntax::Upos;

/// Verbs of leading as they are written, and the office that they tell; those in the past only of what has ended.
const LEADS: [(&str, &str, bool); 14] = [
    ("chairs", "chair", false),
    ("heads", "head", false),
    ("leads", "leader", false),
    ("commands", "commander", false),
    ("runs", "head", false),
    ("directs", "director", false),
    ("edits", "editor", false),
    ("owns", "owner", false),
    ("chaired", "chair", true),
    ("headed", "head", true),
    ("led", "leader", true),
    ("commanded", "commander", true),
    ("ran", "head", true),
    ("directed", "director", true),
];

/// Words between a name and "who" are looked through so far.
const REACH: usize = 14;

/// "Ana Ruiz, who chairs the port committee", "Ana Ruiz, a lawyer who heads the board", "Ana Ruiz heads the board".
pub(super) fn leads(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Vec<Role> {
    let end = mention.words.end;
    let mut comma = end + usize::from(line.form(end) == ",");
    // "Ana Ruiz, 47, who chairs the board"
    if comma > end && line.is_upos(comma, &[Upos::Num]) && line.form(comma + 1) == "," {
        comma += 2;
    }
    let mut found = Vec::new();
    let who = (comma..comma + REACH)
        .take_while(|&i| {
            line.is_word(i) && !line.is_upos(i, &[Upos::Aux])
                || line.is_hyphen(i)
                || line.is_possessive(i)
        })
        .take_while(|&i| line.folded(i) != "and")
        .find(|&i| line.folded(i) == "who")
        .filter(|&who| who == comma || comma > end);
    if let Some(who) = who {
        found.extend(verb(line, mentions, mention, who + 1));
    } else if comma == end && LEADS.iter().any(|(form, _, past)| *form == line.folded(end) && !past)
    {
        found.extend(verb(line, mentions, mention, end));
    }
    found
}

/// "Ana Ruiz, a Chilean who is deputy head of the port council": the role behind "who is" in an apposition.
pub(super) fn who_is(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let comma = mention.words.end;
    let who = (comma + 1..comma + 7)
        .take_while(|&i| line.is_word(i) || line.is_hyphen(i))
        .find(|&i| line.folded(i) == "who")
        .filter(|&who| line.form(comma) == "," && who > comma + 1)?;
    let past = matches!(line.folded(who + 1), "was" | "served");
    if !past && !matches!(line.folded(who + 1), "is" | "serves") {
        return None;
    }
    let at = who + 2 + usize::from(line.folded(who + 2) == "as");
    let role = roles::parse(line, mentions, at, line.len())?;
    let former = role.former || past;
    (!role.objects.is_empty()).then_some(Role { former, ..role })
}

/// "Ana Ruiz served as Peru's envoy from 2018 to 2021", "Ana Ruiz was Peru's envoy until 2021": an office of the past.
pub(super) fn served(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let end = mention.words.end;
    let as_ = line.folded(end) == "served" && line.folded(end + 1) == "as";
    let role = match line.folded(end) {
        "served" if as_ => roles::parse(line, mentions, end + 2, line.len())?,
        "was" => {
            let role = roles::parse(line, mentions, end + 1, line.len())?;
            let then = matches!(line.folded(role.words.end), "until" | "from" | "between" | "when");
            Some(role).filter(|_| then)?
        }
        _ => return None,
    };
    (!role.objects.is_empty()).then_some(Role { former: true, ..role })
}

/// The role that the verb at word `at`, or after an adverb there, gives.
fn verb(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate, at: usize) -> Option<Role> {
    let adverb = line.is_upos(at, &[Upos::Adv]) || matches!(line.folded(at), "now" | "once");
    let before = matches!(line.folded(at), "once" | "formerly" | "previously" | "briefly");
    let at = at + usize::from(adverb);
    if line.folded(at) == "speaks" && line.folded(at + 1) == "for" {
        let body = body_at(line, mentions, at + 2)?;
        let role = Role::held("spokesperson", body.entity?, mention.words.start..body.words.end);
        return Some(Role { spokes: true, ..role });
    }
    let (_, office, past) = LEADS.iter().find(|(form, ..)| *form == line.folded(at))?;
    let body = body_at(line, mentions, at + 1)?;
    let end = body.words.end;
    let ended = matches!(line.folded(end), "until" | "from" | "between")
        || line.folded(end) == "for"
            && (end + 1..end + 4).any(|i| line.folded(i).starts_with("year"));
    // "who led a delegation" did it once.
    if *past && !ended && !before {
        return None;
    }
    let role = Role::held(office, body.entity?, mention.words.start..end);
    Some(Role { former: *past, ..role })
}

/// The longest mention of a body that begins at word `at`, past "the".
fn body_at<'c>(line: &Line<'_>, mentions: &'c [Candidate], at: usize) -> Option<&'c Candidate> {
    let at = at + usize::from(matches!(line.folded(at), "the" | "a" | "an"));
    let at = past_based(line, mentions, at);
    let longest = |at: usize| {
        mentions
            .iter()
            .filter(|m| m.words.start == at && m.entity.is_some())
            .filter(|m| !matches!(m.seems, Seems::Person | Seems::Adjective(_)))
            .max_by_key(|m| m.words.len())
    };
    let first = longest(at)?;
    // "the army's Condor Brigade"
    let owned = line.is_possessive(first.words.end).then(|| longest(first.words.end + 1)).flatten();
    Some(owned.unwrap_or(first))
}

/// "the Condor party, led by Senator Ana Ruiz": who leads the body before the words.
pub(super) fn led_by(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    // "led by the Chilean Ana Ruiz"
    let before = mention.words.start.checked_sub(1)?;
    let by = (before.saturating_sub(2)..=before).rev().find(|&i| line.folded(i) == "by").filter(
        |&by| {
            (by + 1..=before)
                .all(|i| line.is_upos(i, &[Upos::Det, Upos::Adj]) || line.is_capital(i))
        },
    )?;
    let participle = by.checked_sub(1)?;
    let (_, office, _) = LEADS
        .iter()
        .find(|(form, _, past)| *past && *form == line.folded(participle))
        .or_else(|| (line.folded(participle) == "run").then_some(&("run", "head", true)))?;
    let mut end = participle;
    while end > 0
        && end + 3 > participle
        && (line.is_upos(end - 1, &[Upos::Adv]) || matches!(line.form(end - 1), "," | "is" | "are"))
    {
        end -= 1;
    }
    // "the Condor party, a movement led by Ana Ruiz"
    let comma = (end.saturating_sub(6)..end)
        .rev()
        .find(|&i| !line.is_word(i) && !line.is_hyphen(i))
        .filter(|&c| {
            c + 1 < end
                && line.form(c) == ","
                && line.is_upos(c + 1, &[Upos::Det])
                && (c + 2..end).all(|i| {
                    line.is_hyphen(i)
                        || line.is_upos(i, &[Upos::Noun, Upos::Adj]) && !line.is_capital(i)
                })
        });
    let end = comma.unwrap_or(end);
    let body = mentions.iter().find(|m| {
        (m.words.end == end || line.past_brackets(m.words.end) == end)
            && m.entity.is_some()
            && matches!(m.seems, Seems::Organization | Seems::Known(_) | Seems::Unknown)
    })?;
    Some(Role::held(office, body.entity?, body.words.start..mention.words.end))
}
