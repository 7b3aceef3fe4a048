//! Offices: what a stretch such as "Peru's acting foreign minister" or "special envoy for Chad" says of its holder.

use std::ops::Range;

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use crate::grammar::WordClass;
use crate::syntax::Upos;

/// An office as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Role {
    /// The office in lower case, without its holder's country.
    pub office: String,
    /// Its last word or phrase: "foreign minister" gives "minister".
    pub head: String,
    /// The entities that it is held towards, the nearest first.
    pub objects: Vec<usize>,
    /// The nation that an adjective tells of one who holds it towards a body: "a Chilean researcher at the institute".
    pub nation: Option<usize>,
    /// Whether the possessive before it is a pronoun, and which word that is.
    pub pronoun: Option<usize>,
    /// Is it past?
    pub former: bool,
    /// Does its holder speak for the object?
    pub spokes: bool,
    /// The words from its first to its last.
    pub words: Range<usize>,
}

impl Role {
    /// A present office towards one entity.
    pub fn held(office: &str, object: usize, words: Range<usize>) -> Self {
        Self {
            office: office.to_owned(),
            head: office.to_owned(),
            objects: vec![object],
            nation: None,
            pronoun: None,
            former: false,
            spokes: false,
            words,
        }
    }
}

/// Longest stretch, in words, in which an office is looked for.
const LONGEST: usize = 18;

/// The office that starts at word `start` and has its head before `limit`. `mentions` are the resolved ones of the sentence.
pub(super) fn parse(
    line: &Line<'_>,
    mentions: &[Candidate],
    start: usize,
    limit: usize,
) -> Option<Role> {
    let limit = limit.min(line.len()).min(start + LONGEST);
    let mut at = start;
    let mut role = Role {
        office: String::new(),
        head: String::new(),
        objects: Vec::new(),
        nation: None,
        pronoun: None,
        former: false,
        spokes: false,
        words: start..start,
    };
    let mut office: Vec<Range<usize>> = Vec::new();
    let mut head: Option<Range<usize>> = None;
    let mut adjective = None;
    while at < limit {
        let folded = line.folded(at);
        let phrase = line.phrase_at(at, limit, &[WordClass::OfficeHeads]);
        // "head of state security" is no head of state.
        let more = phrase > 2 && line.is_upos(at + phrase, &[Upos::Noun]);
        let offices =
            if more { line.phrase_at(at, at + 1, &[WordClass::OfficeHeads]) } else { phrase };
        let ranks = line.phrase_at(at, limit, &[WordClass::Ranks]);
        let owner = owner_at(line, mentions, at, limit).filter(|m| !is_portfolio(line, m, limit));
        // "the Lima-based director"
        if let Some(based) = owner
            .filter(|m| line.is_hyphen(m.words.end) && is_tie(line.folded(m.words.end + 1)))
            .filter(|_| head.is_none())
        {
            at = based.words.end + 2;
        } else if let Some(mention) =
            owner.filter(|m| head.is_none() || line.is_possessive(m.words.end))
        {
            role.objects.extend(mention.entity);
            if matches!(mention.seems, Seems::Adjective(_)) {
                adjective = mention.entity;
            }
            at = line.past_brackets(mention.words.end);
        } else if ranks > offices || ranks > 0 && head.is_some() {
            if head.is_some() {
                break;
            }
            at += ranks;
        } else if head.as_ref().is_some_and(|h| line.is(h.end - 1, &[WordClass::Spokes]))
            && offices > 0
        {
            // "spokesperson Ambassador Ana Ruiz": the second is a title.
            break;
        } else if let Some(rest) = folded.strip_prefix("ex-")
            && head.is_none()
            && line.lexicon.is(WordClass::OfficeHeads, rest)
        {
            role.former = true;
            office.push(at..at + 1);
            head = Some(at..at + 1);
            at += 1;
        } else if head.is_none()
            && office.is_empty()
            && matches!(folded, "new" | "current" | "incumbent" | "newly" | "longtime")
        {
            at += 1;
        } else if line.form(at) == "/" && head.as_ref().is_some_and(|h| h.end == at) {
            office.push(at..at + 1);
            at += 1;
        } else if offices > 0 {
            office.push(at..at + offices);
            head = Some(at..at + offices);
            at += offices;
        } else if line.is(at, &[WordClass::Former]) && head.is_none() {
            // "the brother of a former minister"
            let noun = |words: &Range<usize>| {
                words.clone().any(|i| !line.is_upos(i, &[Upos::Adj, Upos::Verb]))
            };
            if office.iter().any(noun) {
                return None;
            }
            office.clear();
            role.former = !matches!(folded, "late");
            at += 1 + usize::from(line.is_hyphen(at + 1));
        } else if line.is_possessive(at)
            || line.is_upos(at, &[Upos::Det])
            || matches!(folded, "now" | "also" | "currently" | "the" | "a" | "an")
        {
            if head.is_some() {
                break;
            }
            at += 1;
        } else if matches!(folded, "his" | "her" | "its" | "their") && head.is_none() {
            role.pronoun = Some(at);
            at += 1;
        } else if head.is_some() {
            break;
        } else if (line.folded(at) == "of"
            && at > start
            && line.is(at - 1, &[WordClass::Kin, WordClass::Persons]))
            || (line.folded(at) == "and" && (office.is_empty() || !role_goes_on(line, at)))
        {
            return None;
        } else if part_of_office(line, at) {
            office.push(at..at + 1);
            at += 1;
        } else {
            return None;
        }
    }
    let head = head?;
    // A member is one of what follows ("member of"), not of what stands before.
    if line.folded(head.end - 1) == "member" && line.folded(head.end) != "of" {
        return None;
    }
    let own = role.objects.len();
    let end = match portfolio(line, head.end, limit) {
        Some(end) => {
            office.push(head.end..end);
            end
        }
        None => complement(line, mentions, &mut role, &mut office, head.end),
    };
    // "ambassador to the council in Lima", where the name follows
    let seat = (end > head.end && line.folded(end) == "in")
        .then(|| mention_at(mentions, end + 1, usize::MAX))
        .flatten()
        .filter(|m| m.seems != Seems::Person && line.form(m.words.end) == ",");
    let end = seat.map_or(end, |m| m.words.end);
    // "a Chilean researcher at the institute" is the institute's.
    let body = role.objects.get(own).copied().filter(|_| {
        own == 1 && adjective == role.objects.first().copied() && is_body(mentions, end)
    });
    if let Some(body) = body.filter(|_| matches!(line.folded(head.end), "of" | "at" | "with")) {
        role.nation = adjective;
        role.objects = vec![body];
    }
    role.head = line.key(&head).trim_start_matches("ex-").to_owned();
    role.spokes = line.lexicon.is(WordClass::Spokes, &role.head);
    // A country representative does not speak for the country.
    role.spokes &= role.head != "representative" || office.len() == 1;
    role.words = start..line.past_brackets(end);
    role.office = joined(line, &office);
    Some(role)
}

/// Past "Quito-based" and what describes the name after it: the name, if there is one, else `at`.
pub(super) fn past_based(line: &Line<'_>, mentions: &[Candidate], at: usize) -> usize {
    if let Some(name) = described_name(line, mentions, at) {
        return name;
    }
    let place = mention_at(mentions, at, usize::MAX);
    let from = match place {
        Some(m) if line.is_hyphen(m.words.end) && is_tie(line.folded(m.words.end + 1)) => {
            m.words.end + 2
        }
        // "the Chilean shipyard Andea"
        Some(m) if matches!(m.seems, Seems::Adjective(_)) => m.words.end,
        Some(_) => return at,
        None => at,
    };
    let name = |i: usize| {
        mentions.iter().any(|m| {
            m.words.start == i
                && m.form == MentionForm::Name
                && m.entity.is_some()
                && !matches!(m.seems, Seems::Person | Seems::Adjective(_))
        })
    };
    let next = (from..from + 5)
        .take_while(|&i| name(i) || line.is_upos(i, &[Upos::Noun, Upos::Adj]) || line.is_hyphen(i))
        .find(|&i| name(i));
    next.unwrap_or(at)
}

/// "the bloc Andea", "the Andean bloc ANC": where the name of the body begins, behind the small noun that describes it.
fn described_name(line: &Line<'_>, mentions: &[Candidate], at: usize) -> Option<usize> {
    let noun = (at..at + 4)
        .take_while(|&i| {
            line.is_upos(i, &[Upos::Noun, Upos::Adj, Upos::Propn]) || line.is_hyphen(i)
        })
        .find(|&i| line.is_upos(i, &[Upos::Noun]) && !line.is_capital(i))?;
    let known = |seems: Seems| matches!(seems, Seems::Organization | Seems::Known(_));
    let body = |m: &Candidate| {
        m.words.start == noun + 1
            && m.form == MentionForm::Name
            && m.entity.is_some()
            && known(m.seems)
            && line.is_capital(noun + 1)
    };
    mentions.iter().any(body).then_some(noun + 1)
}

/// Does the word behind a name and a hyphen tie something to it that is no part of it: "Lima-based", "Peru-led"?
pub(super) fn is_tie(word: &str) -> bool {
    matches!(
        word,
        "based"
            | "led"
            | "backed"
            | "funded"
            | "aligned"
            | "born"
            | "held"
            | "controlled"
            | "linked"
            | "sponsored"
            | "brokered"
            | "mediated"
            | "occupied"
            | "run"
    )
}

/// Does a body that is no country stand before word `end`?
fn is_body(mentions: &[Candidate], end: usize) -> bool {
    mentions.iter().any(|m| {
        m.words.end == end
            && m.entity.is_some()
            && matches!(m.seems, Seems::Organization | Seems::Known(_) | Seems::Facility)
    })
}

/// "Minister for Foreign and Port Affairs": where what he has charge of ends, if it ends at `limit`.
fn portfolio(line: &Line<'_>, end: usize, limit: usize) -> Option<usize> {
    let charged = matches!(line.folded(end), "of" | "for") && end + 1 < limit;
    let all =
        (end + 1..limit).all(|i| line.is_capital(i) || matches!(line.folded(i), "and" | "the"));
    (charged && all && limit < line.len() && line.is_capital(limit - 1) && line.is_capital(limit))
        .then_some(limit)
}

/// Does the office go on after "and" at word `at` ("finance and trade minister"), or is it somebody else's?
fn role_goes_on(line: &Line<'_>, at: usize) -> bool {
    !line.is_upos(at + 1, &[Upos::Det, Upos::Pron])
        && !matches!(line.folded(at + 1), "his" | "her" | "its" | "their")
}

/// May the word stand inside an office, before its head?
fn part_of_office(line: &Line<'_>, at: usize) -> bool {
    let inside =
        line.is_upos(at, &[Upos::Noun, Upos::Adj, Upos::Propn, Upos::Num]) && line.is_word(at);
    inside
        || line.is_hyphen(at)
        || line.is(at, &[WordClass::Topics])
        || (matches!(line.folded(at), "and" | "of") && at > 0)
}

/// "Armed Forces Minister": what a minister has charge of, not what he is a minister of.
fn is_portfolio(line: &Line<'_>, mention: &Candidate, limit: usize) -> bool {
    let end = mention.words.end;
    mention.seems == Seems::Organization
        && end < limit
        && matches!(line.folded(end), "minister" | "secretary")
        && mention
            .words
            .clone()
            .all(|i| line.is(i, &[WordClass::Topics]) || line.folded(i) == "forces")
}

/// Can an office be held towards what the mention names?
fn usable(line: &Line<'_>, mention: &Candidate) -> bool {
    match mention.seems {
        Seems::Person => line.is_possessive(mention.words.end),
        Seems::Other => false,
        _ => mention.entity.is_some(),
    }
}

/// The longest of those at word `at` that an office can be held towards. A bare noun ("country director") only where
/// it owns the office.
fn owner_at<'c>(
    line: &Line<'_>,
    mentions: &'c [Candidate],
    at: usize,
    limit: usize,
) -> Option<&'c Candidate> {
    let noun = |m: &Candidate| {
        m.form == MentionForm::Description
            && m.words.len() == 1
            && m.seems == Seems::Unknown
            && !line.is_possessive(m.words.end)
    };
    mentions
        .iter()
        .filter(|m| m.words.start == at && m.words.end < limit && m.entity.is_some())
        .filter(|m| m.form != MentionForm::Pronoun && usable(line, m) && !noun(m))
        .max_by_key(|m| m.words.len())
}

/// The longest resolved mention that starts at word `at` and ends before `limit`.
fn mention_at(mentions: &[Candidate], at: usize, limit: usize) -> Option<&Candidate> {
    mentions
        .iter()
        .filter(|m| m.words.start == at && m.words.end < limit && m.entity.is_some())
        .filter(|m| m.form != MentionForm::Pronoun)
        .max_by_key(|m| m.words.len())
}

/// What follows the head: "of Peru", "for Chad", "to the UN", "at the institute". Returns its end.
fn complement(
    line: &Line<'_>,
    mentions: &[Candidate],
    role: &mut Role,
    office: &mut Vec<Range<usize>>,
    end: usize,
) -> usize {
    let word = line.folded(end);
    if !matches!(word, "of" | "for" | "to" | "at" | "in" | "on" | "with") {
        return end;
    }
    let mut at = end + 1;
    while at < end + 4
        && (line.is_upos(at, &[Upos::Det, Upos::Adj])
            || matches!(line.folded(at), "its" | "the" | "ruling" | "governing" | "opposition"))
    {
        if mention_at(mentions, at, usize::MAX).is_some() {
            break;
        }
        at += 1;
    }
    at = past_based(line, mentions, at);
    let found = mention_at(mentions, at, usize::MAX).filter(|m| m.seems != Seems::Person);
    // "commander of the army's Condor Brigade" has charge of the brigade.
    let owned = found
        .filter(|m| line.is_possessive(m.words.end))
        .and_then(|m| mention_at(mentions, m.words.end + 1, usize::MAX))
        .filter(|m| m.seems != Seems::Person);
    let found = owned.or(found);
    match (word, found) {
        ("of" | "at" | "with", Some(mention)) => {
            role.objects.extend(mention.entity);
            let next = mention.words.end;
            // "a member of parliament for the Condor party" is one of the party.
            let seat = matches!(line.folded(next - 1), "parliament" | "congress" | "assembly");
            if line.folded(end - 1) == "member"
                && seat
                && matches!(line.folded(next), "for" | "from")
            {
                let at = (next + 1..next + 7)
                    .take_while(|&i| line.is_word(i) || line.is_hyphen(i))
                    .find(|&i| {
                        mention_at(mentions, i, usize::MAX)
                            .is_some_and(|m| is_body(mentions, m.words.end))
                    });
                if let Some(party) = at.and_then(|i| mention_at(mentions, i, usize::MAX)) {
                    role.objects = party.entity.into_iter().collect();
                    return party.words.end;
                }
            }
            next
        }
        // "our ambassador in Lima": he is not Lima's.
        ("in", Some(_))
            if matches!(
                line.folded(end - 1),
                "ambassador" | "envoy" | "consul" | "d'affaires" | "correspondent" | "diplomat"
            ) =>
        {
            end
        }
        // "the council's coordinator in Chile"
        ("in", Some(mention)) if !role.objects.is_empty() => mention.words.end,
        ("in", Some(mention)) if role.objects.is_empty() => {
            role.objects.extend(mention.entity);
            mention.words.end
        }
        ("for", Some(mention)) if role.objects.is_empty() => {
            role.objects.extend(mention.entity);
            if !matches!(
                line.folded(end - 1),
                "spokesman" | "spokeswoman" | "spokesperson" | "correspondent"
            ) {
                office.push(end..mention.words.end);
            }
            mention.words.end
        }
        ("to" | "for" | "on", Some(mention)) => {
            // "envoy for Chilean affairs"
            let stop = mention.words.end;
            let stop = stop + usize::from(line.folded(stop) == "affairs");
            office.push(end..stop);
            // An ambassador to Chile is not Chile's.
            let sent = word == "to" && SENT.contains(&line.folded(end - 1));
            if role.objects.is_empty() && !sent {
                role.objects.extend(mention.entity);
            }
            stop
        }
        ("of" | "for" | "on", None) => {
            let mut stop = at;
            while stop < end + 6 && line.is_upos(stop, &[Upos::Noun, Upos::Adj, Upos::Propn]) {
                stop += 1;
            }
            if stop == at {
                return end;
            }
            // "rapporteur on freedom of expression"
            let plain = |i: usize| line.is_upos(i, &[Upos::Noun, Upos::Adj]) && !line.is_capital(i);
            while stop < end + 9 && line.folded(stop) == "of" && plain(stop + 1) {
                stop += 1;
                while plain(stop) {
                    stop += 1;
                }
            }
            office.push(end..stop);
            if matches!(line.folded(stop), "of" | "at" | "in")
                && let from = stop + 1 + usize::from(line.folded(stop + 1) == "the")
                && let Some(mention) =
                    mention_at(mentions, past_based(line, mentions, from), usize::MAX)
            {
                role.objects.extend(mention.entity);
                return mention.words.end;
            }
            stop
        }
        _ => end,
    }
}

/// Last words of offices of those whom somebody sends to where they work.
const SENT: [&str; 6] =
    ["ambassador", "envoy", "commissioner", "consul", "representative", "general"];

/// Offices that stand before names in short, and what they are.
const SHORT: [(&str, &str); 9] = [
    ("sen.", "senator"),
    ("sens.", "senator"),
    ("rep.", "representative"),
    ("reps.", "representative"),
    ("gov.", "governor"),
    ("govs.", "governor"),
    ("pres.", "president"),
    ("amb.", "ambassador"),
    ("sec.", "secretary"),
];

/// The words of an office in lower case, as they stand in the text but for what lies between its parts.
fn joined(line: &Line<'_>, parts: &[Range<usize>]) -> String {
    let mut out = String::new();
    for part in parts {
        let glued = line.is_glued(part.start) && !out.is_empty();
        let written = line.written(part).to_lowercase();
        let short = SHORT.iter().find(|(short, _)| *short == written);
        let written = short.map_or(written, |(_, long)| (*long).to_owned());
        let written = written.strip_prefix("ex-").map_or_else(|| written.clone(), str::to_owned);
        if !out.is_empty() && !glued && !out.ends_with('/') {
            out.push(' ');
        }
        out.push_str(&written);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
