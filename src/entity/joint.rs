//! The names that the trained model sees beside those that the rules cut: where they differ, one of both yields.

use std::ops::Range;

use super::acronym;
use super::candidate::{Candidate, Seems};
use super::chunk::{known_at, opens};
use super::line::{FIRM, Line};
use super::name_model::{Name, NameClass};
use super::title::TITLES;
use crate::grammar::{EntityKind, NameGender, WordClass};
use crate::syntax::{Deprel, Upos, VerbForm};

/// From this margin on the model's class is better than what the lexicon tells of one word.
const SURE: i32 = 380;

/// From this margin on the model's boundaries of other things are good.
const FIRM_OTHER: i32 = 300;

/// From this margin on a name is taken that no rule proposes.
const NEW: i32 = 100;

/// The same for bodies, and for any name where capitals tell nothing.
const NEW_DOUBTFUL: i32 = 400;

/// Brings the names that the rules found in a sentence and those that the model sees together.
///
/// A name that the model is fairly sure of and no rule found is added. Where both overlap and have other ends, the
/// candidate that the lexicon does not know yields to a model that is sure. Cost: linear in the words but for the few
/// names that overlap.
pub(super) fn reconcile(line: &Line<'_>, found: &mut Vec<Candidate>) {
    for name in &line.named {
        let mut words = bare(line, name);
        // "the council's Port Committee": the name begins behind its owner.
        let mark = words.clone().find(|&i| line.is_possessive(i) && i + 1 < words.end);
        let owner = |mark: usize| {
            found.iter().any(|c| {
                c.words.end == mark
                    && !matches!(c.seems, Seems::Person | Seems::Unknown)
                    && !line.is(mark - 1, &[WordClass::Groups])
            }) || line.is(mark.saturating_sub(1), &[WordClass::OrgHeads])
        };
        let body = line.is(words.end.saturating_sub(1), &[WordClass::OrgHeads, WordClass::Parts]);
        if let Some(mark) =
            mark.filter(|&m| name.class == NameClass::Organization && body && owner(m))
        {
            words.start = mark + 1;
        }
        let single = words.len() == 1 && line.is(words.start, &[WordClass::OrgHeads]);
        if single && name.class == NameClass::Person {
            continue;
        }
        if words.is_empty() || !may_be_name(line, &words) {
            continue;
        }
        let over: Vec<usize> = (0..found.len())
            .filter(|&i| found.get(i).is_some_and(|c| overlap(&c.words, &words)))
            .collect();
        let same =
            over.iter().any(|&i| found.get(i).is_some_and(|c| c.core == words || c.words == words));
        if same {
            for i in over {
                if let Some(candidate) = found.get_mut(i).filter(|c| c.core == words) {
                    retell(line, candidate, name);
                }
            }
            continue;
        }
        // What the model takes for a ship, a treaty or a title only tells where names end.
        if name.class == NameClass::Other
            && (words.len() < 2 || name.margin < FIRM_OTHER || !is_torn(line, found, &over))
        {
            continue;
        }
        // "the Chilean Ana Ruiz" is no name of five words.
        let citizen = over
            .iter()
            .filter_map(|&i| found.get(i))
            .any(|c| matches!(c.seems, Seems::Adjective(_)) && c.words.start == words.start)
            && over.iter().filter_map(|&i| found.get(i)).any(|c| {
                let open = c.seems == Seems::Unknown
                    && c.core.len() == 2
                    && line.before(words.start) == "the"
                    && !line.is(c.core.end - 1, &[WordClass::OrgHeads, WordClass::Topics]);
                (open || c.seems == Seems::Person && c.rule == "name/given")
                    && c.words.end == words.end
            });
        if citizen {
            continue;
        }
        let yields =
            over.iter().all(|&i| found.get(i).is_some_and(|c| yields(line, c, &words, name)));
        let least = if !over.is_empty() {
            FIRM
        } else if name.class == NameClass::Organization || line.title_case {
            NEW_DOUBTFUL
        } else {
            NEW
        };
        if !yields || name.margin < least {
            continue;
        }
        // A title stays with the longer name.
        let titled = over.iter().filter_map(|&i| found.get(i)).find(|c| {
            c.rule == "name/title" && c.words.start < words.start && inside(&c.core, &words)
        });
        let (start, gender) = titled.map_or((words.start, None), |c| (c.words.start, c.gender));
        let mut n = 0;
        found.retain(|c| {
            n += 1;
            !over.contains(&(n - 1)) || stays_inside(c, &words, name)
        });
        let seems = match name.class {
            NameClass::Person if words.len() > 1 || start < words.start => Seems::Person,
            NameClass::Other => Seems::Other,
            NameClass::Place if !line.is_capital(words.start) => Seems::Place,
            _ => Seems::Unknown,
        };
        let rule = if start < words.start { "name/title" } else { "name/model" };
        let mut new = Candidate::name(line.index, start..words.end, seems, rule);
        (new.core, new.gender) = (words, gender);
        found.push(new);
    }
    found.sort_by_key(|c| (c.words.start, std::cmp::Reverse(c.words.end)));
}

fn inside(a: &Range<usize>, b: &Range<usize>) -> bool {
    b.start <= a.start && a.end <= b.end
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Did the rules tear the words of something into pieces, none of which they know?
fn is_torn(line: &Line<'_>, found: &[Candidate], over: &[usize]) -> bool {
    let open = |c: &Candidate| {
        matches!(c.seems, Seems::Person | Seems::Unknown | Seems::Town) && c.rule != "name/given"
    };
    let pieces = over.iter().filter_map(|&i| found.get(i));
    let hyphen = pieces.clone().any(|c| line.is_hyphen(c.core.end));
    over.len() == 1 && pieces.clone().all(|c| c.core.len() == 1 && open(c)) && !hyphen
}

/// The words of a name without the titles and articles that it starts with.
fn bare(line: &Line<'_>, name: &Name) -> Range<usize> {
    let Range { mut start, mut end } = name.words;
    if matches!(line.folded(start), "the" | "a" | "an") {
        start += 1;
    }
    while name.class == NameClass::Person && start + 1 < end {
        match line.phrase_at(start, end - 1, TITLES) {
            0 => break,
            n => start += n,
        }
    }
    // "Neighbour Ana Ruiz", at the beginning of a sentence
    if name.class == NameClass::Person
        && start + 2 < end
        && opens(line, start)
        && line.is(start, &[WordClass::Persons])
    {
        start += 1;
    }
    while end > start + 1 && line.is(end - 1, &[WordClass::MonthsDays]) {
        end -= 1;
    }
    // "Ana Ruiz of Peru": whom a given name starts is a person alone.
    let given =
        line.lexicon.given_name(line.folded(start)).is_some_and(|g| g != NameGender::Either);
    let of = (start + 1..end).find(|&i| line.folded(i) == "of");
    if let Some(of) = of.filter(|&of| given && of > start + 1) {
        end = of;
    }
    start..end.max(start)
}

/// Can the words be a name: no topic, title, adjective or people, and no common words alone?
fn may_be_name(line: &Line<'_>, words: &Range<usize>) -> bool {
    const NONE: [WordClass; 5] = [
        WordClass::NotNames,
        WordClass::Topics,
        WordClass::MonthsDays,
        WordClass::Groups,
        WordClass::OfficeHeads,
    ];
    // "the Chilean Port Minister" is a person.
    if line.phrase_before(words.end, words.start, &[WordClass::OfficeHeads]) > 0 && words.len() > 1
    {
        return false;
    }
    // "the Foreign Ministers of Peru and Chile" are people.
    let last = (words.start..words.end).find(|&i| matches!(line.folded(i), "of" | "for"));
    if line.phrase_before(last.unwrap_or(words.end), words.start, &[WordClass::Groups]) > 0 {
        return false;
    }
    let tells = words.clone().any(|i| line.is_word(i) && !line.is(i, &NONE));
    let people = known_at(line, words.start, words.end).is_some_and(|(n, s)| {
        n == words.len() && matches!(s, Seems::People(_) | Seems::Adjective(_))
    });
    let letter = words.len() == 1 && line.form(words.start).chars().count() < 2;
    // "the Lima Centre for Security said Peru": what somebody did is no part of a name.
    let told = words.clone().any(|i| {
        let finite = |word: &crate::syntax::Word| {
            word.upos == Upos::Verb && word.feats.verb_form == Some(VerbForm::Fin)
        };
        !line.is_capital(i) && line.word(i).is_some_and(finite)
    });
    let ends = line.is_word(words.start)
        && !told
        && !letter
        && !line.is_upos(words.end - 1, &[Upos::Punct])
        && !line.is_possessive(words.end - 1);
    tells && !people && ends
}

/// What a name of the same words seems to be, where the model contradicts the lexicon or a head word.
fn retell(line: &Line<'_>, candidate: &mut Candidate, name: &Name) {
    let single = candidate.core.len() == 1;
    let organization = name.class == NameClass::Organization;
    // "Centre for Port Studies" has its head in front.
    let first = candidate.core.start;
    let ahead = matches!(line.folded(first + 1), "for" | "of");
    let head = line.folded(if ahead { first } else { candidate.core.end - 1 });
    match candidate.seems {
        // A town in the table may be a surname, or in capitals a body's acronym.
        Seems::Town if name.class != NameClass::Place && name.margin >= FIRM => {
            candidate.seems = Seems::Unknown;
        }
        Seems::Capital(_) | Seems::Known(_)
            if single && name.class == NameClass::Person && name.margin >= SURE =>
        {
            candidate.seems = Seems::Unknown;
        }
        Seems::Organization
            if candidate.rule == acronym::RULE
                && name.class == NameClass::Place
                && name.margin >= FIRM =>
        {
            (candidate.seems, candidate.rule) = (Seems::Unknown, "name/model");
        }
        Seems::Person if candidate.rule == "name/person" && name.class != NameClass::Person => {
            candidate.seems = Seems::Unknown;
        }
        Seems::Facility | Seems::Other
            if organization && name.margin >= SURE && TWOFOLD.contains(&head) =>
        {
            candidate.seems = Seems::Organization;
        }
        Seems::Organization
            if name.class == NameClass::Place && name.margin >= SURE && head == "house" =>
        {
            candidate.seems = Seems::Facility;
        }
        _ => {}
    }
}

/// Heads of buildings and events that are as often those of bodies.
const TWOFOLD: [&str; 6] = ["centre", "center", "school", "forum", "alliance", "exchange"];

/// Does a candidate give way to a name of the model with other ends?
fn yields(line: &Line<'_>, candidate: &Candidate, words: &Range<usize>, name: &Name) -> bool {
    // What a sentence starts with is capitalized anyway.
    if opens(line, words.start)
        && candidate.core.start > words.start
        && candidate.core.end == words.end
    {
        return false;
    }
    let longer = inside(&candidate.core, words);
    match candidate.seems {
        // "Santa Maria" in "Santa Maria de Dota", a country in the name of a company: the whole is the name.
        Seems::Known(k)
            if line.lexicon.known(k).is_some_and(|k| k.kind == EntityKind::Organization) =>
        {
            // "the Islamist Unity Party"
            longer && !line.is(words.start, &[WordClass::NotNames])
        }
        Seems::Country(_) | Seems::Known(_) | Seems::Adjective(_) => longer,
        Seems::People(_) => false,
        Seems::Capital(_) | Seems::Town => longer,
        Seems::Organization | Seems::Facility | Seems::Place | Seems::Other => {
            longer || (name.class == NameClass::Person && candidate.rule != "name/head")
        }
        Seems::Person | Seems::Unknown => {
            longer || candidate.rule != "name/title" && !is_whole(line, candidate, words)
        }
    }
}

/// Does a candidate with more words than the model's name hang together: by a given name before it, surnames after it, or "&"?
fn is_whole(line: &Line<'_>, candidate: &Candidate, words: &Range<usize>) -> bool {
    if !inside(words, &candidate.core) {
        return false;
    }
    let given =
        |i: usize| line.lexicon.given_name(line.folded(i)).is_some_and(|g| g != NameGender::Either);
    let more = words.end..candidate.core.end;
    let surnames = candidate.rule == "name/given"
        && !line.title_case
        && !more.is_empty()
        && more.clone().all(|i| {
            line.word(i).is_some_and(|w| w.upos == Upos::Propn && w.deprel == Deprel::Flat)
        });
    let before = candidate.core.start..words.start;
    let known = !before.is_empty() && before.clone().all(given);
    let joined = line.is_hyphen(words.end) || candidate.core.clone().any(|i| line.form(i) == "&");
    joined || surnames || known
}

/// Does a candidate stand on inside a longer name: the country or body in the name of a body?
fn stays_inside(candidate: &Candidate, words: &Range<usize>, name: &Name) -> bool {
    let owner =
        matches!(candidate.seems, Seems::Country(_) | Seems::Adjective(_) | Seems::Known(_));
    inside(&candidate.words, words) && owner && name.class == NameClass::Organization
}
