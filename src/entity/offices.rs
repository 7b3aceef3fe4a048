//! Offices of named people: from titles, appositions and copulas.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::leading;
use super::line::Line;
use super::roles::{self, Role};
use crate::grammar::WordClass;
use crate::syntax::{Deprel, Upos};
use crate::text::Span;

/// A role that a text gives a person.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// The person (an entity).
    pub person: usize,
    pub role: Role,
    /// The words that show it.
    pub span: Span,
    pub sentence: usize,
    pub rule: &'static str,
    /// How sure the rule is, in hundredths.
    pub percent: u8,
}

/// All roles of a document, found by their holder and by what they are held towards.
#[derive(Debug, Default)]
pub(super) struct Offices {
    list: Vec<Held>,
    by_person: BTreeMap<usize, Vec<usize>>,
    by_object: BTreeMap<usize, Vec<usize>>,
}

/// How many roles of one person or body are looked at, the nearest first.
const LOOKED_AT: usize = 32;

impl Offices {
    /// Adds a role.
    pub fn push(&mut self, held: Held) {
        let n = self.list.len();
        self.by_person.entry(held.person).or_default().push(n);
        for object in &held.role.objects {
            self.by_object.entry(*object).or_default().push(n);
        }
        self.list.push(held);
    }

    fn some<'o>(&'o self, list: Option<&'o Vec<usize>>) -> impl Iterator<Item = &'o Held> {
        let all = list.map_or(&[][..], Vec::as_slice).iter();
        all.rev().take(LOOKED_AT).filter_map(|&n| self.list.get(n))
    }

    /// Roles of a person.
    pub fn of_person(&self, person: usize) -> impl Iterator<Item = &Held> {
        self.some(self.by_person.get(&person))
    }

    /// Roles towards a country or body.
    pub fn towards(&self, object: usize) -> impl Iterator<Item = &Held> {
        self.some(self.by_object.get(&object))
    }

    /// All roles, by reference.
    pub fn all(&self) -> impl Iterator<Item = &Held> {
        self.list.iter()
    }

    /// All roles, in the order in which they were found.
    pub fn into_list(self) -> Vec<Held> {
        self.list
    }
}

/// The roles of the named people of one sentence.
pub(super) fn find(line: &Line<'_>, mentions: &[Candidate], held: &mut Offices) {
    for mention in mentions {
        let (Some(person), Seems::Person, MentionForm::Name) =
            (mention.entity, mention.seems, mention.form)
        else {
            continue;
        };
        let mut push = |role: Role, from: usize, to: usize, rule, percent| {
            held.push(Held {
                person,
                span: line.span(&(from..to)),
                sentence: line.index,
                role,
                rule,
                percent,
            });
        };
        if mention.words.start < mention.core.start
            && let Some(mut role) =
                roles::parse(line, mentions, mention.words.start, mention.core.start)
        {
            let end = tail(line, mentions, mention, &mut role).unwrap_or(mention.words.end);
            // "Chile, whose President Ana Ruiz"
            if role.objects.is_empty()
                && let Some(owner) = whose(line, &role)
            {
                let owns = |m: &&Candidate| m.words.end == owner && m.seems != Seems::Person;
                role.objects.extend(mentions.iter().rev().find(owns).and_then(|m| m.entity));
            }
            push(role, mention.words.start, end, "office/title", 90);
        }
        let mut next = after(line, mentions, mention);
        while let Some(role) = next.take() {
            let end = role.words.end;
            next = and_after(line, mentions, end);
            push(role, mention.words.start, end, "office/apposition", 85);
        }
        if let Some(role) = ahead(line, mentions, mention) {
            let start = role.words.start;
            push(role, start, mention.words.end, "office/apposition-before", 80);
        }
        if let Some(role) = leading::who_is(line, mentions, mention) {
            let end = role.words.end;
            push(role, mention.words.start, end, "office/apposition", 75);
        }
        if let Some(role) = leading::served(line, mentions, mention) {
            let end = role.words.end;
            push(role, mention.words.start, end, "office/served", 75);
        }
        for role in leading::leads(line, mentions, mention) {
            let end = role.words.end;
            push(role, mention.words.start, end, "office/verb", 75);
        }
        if let Some(role) = inverse(line, mentions, mention) {
            let start = role.words.start;
            push(role, start, mention.words.end, "office/copula", 75);
        }
        if let Some(role) = and_before(line, mentions, mention) {
            let start = role.words.start;
            push(role, start, mention.words.end, "office/title", 75);
        }
        if let Some(role) = leading::led_by(line, mentions, mention) {
            let start = role.words.start;
            push(role, start, mention.words.end, "office/verb", 70);
        }
        for (whose, role) in succession(line, mentions, mention) {
            let (start, end) = (mention.words.start, role.words.end);
            held.push(Held {
                person: whose,
                span: line.span(&(start..end)),
                sentence: line.index,
                role,
                rule: "office/succession",
                percent: 75,
            });
        }
        let mut push = |role: Role, from: usize, to: usize, rule, percent| {
            held.push(Held {
                person,
                span: line.span(&(from..to)),
                sentence: line.index,
                role,
                rule,
                percent,
            });
        };
        if let Some(role) = copula(line, mentions, mention) {
            let end = role.words.end;
            push(role, mention.words.start, end, "office/copula", 75);
        }
    }
}

/// "President Ana Ruiz of Peru": adds the country after the name to an office without one; where it ends.
fn tail(
    line: &Line<'_>,
    mentions: &[Candidate],
    mention: &Candidate,
    role: &mut Role,
) -> Option<usize> {
    let end = mention.words.end;
    if line.folded(end) != "of" || !role.objects.is_empty() {
        return None;
    }
    let at = end + 1 + usize::from(line.folded(end + 1) == "the");
    let at =
        at + usize::from(matches!(line.folded(at), "ruling" | "governing" | "opposition" | "main"));
    let found = mentions.iter().find(|m| m.words.start == at && m.seems != Seems::Person)?;
    role.objects.extend(found.entity);
    Some(found.words.end)
}

/// "Ana Ruiz, Peru's foreign minister": the role after the name.
fn after(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let comma = mention.words.end;
    if !matches!(line.form(comma), "," | "–" | "—" | "(") {
        return None;
    }
    let mut start = comma + 1;
    // "Ana Ruiz, 47, Peru's foreign minister"
    if line.is_upos(start, &[Upos::Num]) && line.form(start + 1) == "," {
        start += 2;
    }
    let mut past = false;
    if line.folded(start) == "who"
        && matches!(line.folded(start + 1), "is" | "serves" | "doubles" | "was" | "served")
    {
        past = matches!(line.folded(start + 1), "was" | "served");
        start += 2 + usize::from(line.folded(start + 2) == "as");
    }
    let mut role = roles::parse(line, mentions, start, line.len())?;
    role.former |= past;
    // "Ana Ruiz, commander, Condor Command"
    let comma = role.words.end;
    if role.objects.is_empty() && role.pronoun.is_none() && line.form(comma) == "," {
        let body = mentions.iter().filter(|m| {
            m.words.start == comma + 1
                && m.form == MentionForm::Name
                && matches!(m.seems, Seems::Organization | Seems::Known(_))
        });
        role.objects.extend(body.max_by_key(|m| m.words.len()).and_then(|m| m.entity));
    }
    let next = role.words.end;
    // A name after it has the role itself: "Ruiz, President Vera and others".
    let named = mentions.iter().any(|m| m.seems == Seems::Person && m.core.start == next);
    let ends = next >= line.len()
        || !line.is_word(next)
        || matches!(
            line.folded(next),
            "and"
                | "who"
                | "in"
                | "at"
                | "on"
                | "said"
                | "told"
                | "from"
                | "of"
                | "since"
                | "until"
                | "when"
                | "for"
                | "to"
                | "under"
        )
        || line
            .is_upos(next, &[Upos::Verb, Upos::Aux, Upos::Adp, Upos::Pron, Upos::Cconj, Upos::Adv]);
    (!named && ends).then_some(role)
}

/// "Ana Ruiz, a lawmaker of the Condor party and a former mayor of Arica": the role after the one that ends at `end`.
fn and_after(line: &Line<'_>, mentions: &[Candidate], end: usize) -> Option<Role> {
    // "a member of the Condor party for the port of Arica and a former mayor"
    let small = |i: usize| {
        line.is_word(i) && !line.is_upos(i, &[Upos::Verb, Upos::Aux]) || line.is_hyphen(i)
    };
    let end = (end..end + 7).take_while(|&i| small(i)).find(|&i| line.folded(i) == "and")?;
    let start = end + 1;
    let opened = line.is_upos(start, &[Upos::Det]) || line.is(start, &[WordClass::Former]);
    if line.folded(end) != "and" || !opened {
        return None;
    }
    let role = roles::parse(line, mentions, start, line.len())?;
    let next = role.words.end;
    let named = mentions.iter().any(|m| m.seems == Seems::Person && m.core.start == next);
    let comma = line.form(next) == ","
        && mentions.iter().any(|m| m.seems == Seems::Person && m.words.start == next + 1);
    (!named && !comma).then_some(role)
}

/// "Peru's foreign minister, Ana Ruiz,": the role before the name.
fn ahead(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let comma = comma_before(line, mention.words.start)?;
    let next = mention.words.end;
    let closed = next >= line.len()
        || !line.is_word(next)
        || line.is_upos(next, &[Upos::Cconj])
        || line.folded(next) == "of";
    let mut title = mention.words.start..mention.core.start;
    if !closed || !title.is_empty() && !title.any(|i| line.is(i, super::title::TITLES)) {
        return None;
    }
    let mut best = ending_at(line, mentions, comma);
    // "Peru, whose president, Ana Ruiz, …", "the council, whose director for Chile, Ana Ruiz, …"
    if let Some(role) = best.as_mut()
        && let Some(whose) = whose(line, role)
    {
        let owns = |m: &&Candidate| m.words.end == whose && m.seems != Seems::Person;
        if let Some(owner) = mentions.iter().rev().find(owns).and_then(|m| m.entity) {
            role.objects = vec![owner];
        }
    }
    best.filter(|role| {
        !role.objects.is_empty()
            || role.pronoun.is_some()
            || line.is_upos(role.words.start, &[Upos::Det])
    })
}

/// The comma before a name, past "Peruvian banker".
fn comma_before(line: &Line<'_>, start: usize) -> Option<usize> {
    let at = (start.saturating_sub(4)..start).rev().find(|&i| line.form(i) == ",")?;
    let calling = at + 1 == start
        || line.is(start - 1, &[WordClass::Callings, WordClass::Persons])
            && (at + 1..start).all(|i| line.is_upos(i, &[Upos::Noun, Upos::Adj]))
        // "the Chilean Ana Ruiz"
        || at + 3 == start
            && line.is_upos(at + 1, &[Upos::Det])
            && line.is_capital(at + 2);
    calling.then_some(at)
}

/// "The port's chief is Ana Ruiz": the role before "is" and the name.
fn inverse(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let is = mention.words.start.checked_sub(1).filter(|&i| line.folded(i) == "is")?;
    let role = ending_at(line, mentions, is)?;
    (!role.objects.is_empty() || role.pronoun.is_some()).then_some(role)
}

/// "Condor party leader and former minister Ana Ruiz": the role before "and".
fn and_before(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let and = mention.words.start.checked_sub(1).filter(|&i| line.folded(i) == "and")?;
    if !line.is(and + 1, &[WordClass::Former]) || mention.core.start == mention.words.start {
        return None;
    }
    ending_at(line, mentions, and).filter(|role| !role.objects.is_empty())
}

/// The longest role that ends before word `end`.
fn ending_at(line: &Line<'_>, mentions: &[Candidate], end: usize) -> Option<Role> {
    let mut best = None;
    for start in (end.saturating_sub(14)..end).rev() {
        let stop = line.is_upos(start, &[Upos::Verb, Upos::Aux, Upos::Punct, Upos::Sconj])
            && !line.is_hyphen(start)
            && !line.is_possessive(start)
            && !line.is_capital(start)
            && !line.is(start, &[WordClass::Topics, WordClass::Former])
            && !mentions.iter().any(|m| m.words.contains(&start) && m.form == MentionForm::Name);
        if stop {
            break;
        }
        if let Some(role) =
            roles::parse(line, mentions, start, end).filter(|role| role.words.end == end)
        {
            best = Some(role);
        }
        // "the chair of the board": the second article is within.
        let within = start > 0 && line.is_upos(start - 1, &[Upos::Adp]);
        if line.is_upos(start, &[Upos::Det]) && !within {
            break;
        }
    }
    best
}

/// Where the words before "whose" end, if it leads to the role.
fn whose(line: &Line<'_>, role: &Role) -> Option<usize> {
    let at = role.words.start;
    let whose = [Some(at), at.checked_sub(1)].into_iter().flatten();
    let whose = whose.into_iter().find(|&i| line.folded(i) == "whose")?;
    let comma = whose.checked_sub(1)?;
    Some(if line.form(comma) == "," { comma } else { whose })
}

/// "Ruiz, who replaced Tomas Vera as the port's chief": the one has the office, the other had it.
fn succession(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Vec<(usize, Role)> {
    let at = (mention.words.end..mention.words.end + 4).find(|&i| {
        line.word(i)
            .is_some_and(|w| w.upos == Upos::Verb && matches!(&*w.lemma, "replace" | "succeed"))
    });
    let Some(verb) = at else { return Vec::new() };
    let person = |m: &&Candidate| {
        m.words.start == verb + 1 && m.seems == Seems::Person && m.form == MentionForm::Name
    };
    let Some(other) = mentions.iter().filter(person).max_by_key(|m| m.words.len()) else {
        return Vec::new();
    };
    if line.folded(other.words.end) != "as" {
        return Vec::new();
    }
    let role = roles::parse(line, mentions, other.words.end + 1, line.len());
    let (Some(role), Some(new), Some(old)) = (role, mention.entity, other.entity) else {
        return Vec::new();
    };
    let past = Role { former: true, ..role.clone() };
    vec![(new, role), (old, past)]
}

/// "Ana Ruiz is Peru's foreign minister".
fn copula(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let word = line.word(line.head_of(&mention.core))?;
    let predicate = word.head.filter(|_| word.deprel == Deprel::Nsubj)?;
    let cop = line.sentence.child(predicate, Deprel::Cop)?;
    let negated = line
        .sentence
        .children(predicate)
        .iter()
        .any(|&c| matches!(line.folded(c), "not" | "never" | "n't"));
    if !matches!(line.folded(cop), "is" | "'s" | "remains") || cop < mention.words.end || negated {
        return None;
    }
    roles::parse(line, mentions, cop + 1, line.len()).filter(|role| role.words.contains(&predicate))
}

/// Is the office one whose country may go without saying?
pub(super) fn is_state_office(line: &Line<'_>, role: &Role) -> bool {
    let plain = plain(&role.office);
    let state =
        |office: &str| line.lexicon.is(WordClass::StateOffices, &crate::grammar::fold(office));
    let charged = plain.split(" for ").next().unwrap_or(plain);
    // "transport secretary"
    let level = |w: &str| {
        matches!(
            w,
            "general"
                | "deputy"
                | "first"
                | "permanent"
                | "chief"
                | "political"
                | "acting"
                | "executive"
                | "assistant"
                | "under"
        )
    };
    let secretary = plain.strip_suffix(" secretary").is_some_and(|about| {
        about.split(' ').all(|w| line.lexicon.is(WordClass::Topics, w) && !level(w))
    });
    state(plain)
        || state(&role.head)
        || secretary
        || line.lexicon.owner_of(charged).is_some()
        || line.lexicon.owner_of(plain).is_some()
}

/// An office without what says how it is held: "acting foreign minister" is one of a foreign minister.
pub(super) fn plain(office: &str) -> &str {
    let how = ["acting ", "interim ", "outgoing ", "incoming ", "caretaker ", "new "];
    how.iter().find_map(|word| office.strip_prefix(word)).unwrap_or(office)
}
