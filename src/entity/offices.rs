//! Offices of named people: from titles, appositions and copulas.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
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
            && let Some(role) =
                roles::parse(line, mentions, mention.words.start, mention.core.start)
        {
            let end = tail(line, mentions, mention, role)
                .unwrap_or_else(|role| (role, mention.words.end));
            push(end.0, mention.words.start, end.1, "office/title", 90);
        }
        if let Some(role) = after(line, mentions, mention) {
            let end = role.words.end;
            push(role, mention.words.start, end, "office/apposition", 85);
        }
        if let Some(role) = ahead(line, mentions, mention) {
            let start = role.words.start;
            push(role, start, mention.words.end, "office/apposition-before", 80);
        }
        if let Some(role) = copula(line, mentions, mention) {
            let end = role.words.end;
            push(role, mention.words.start, end, "office/copula", 75);
        }
    }
}

/// "President Ana Ruiz of Peru": the country after the name.
fn tail(
    line: &Line<'_>,
    mentions: &[Candidate],
    mention: &Candidate,
    mut role: Role,
) -> Result<(Role, usize), Role> {
    let end = mention.words.end;
    if line.folded(end) != "of" || !role.objects.is_empty() {
        return Err(role);
    }
    let at = end + 1 + usize::from(line.folded(end + 1) == "the");
    match mentions.iter().find(|m| m.words.start == at && m.seems != Seems::Person) {
        Some(found) => {
            role.objects.extend(found.entity);
            Ok((role, found.words.end))
        }
        None => Err(role),
    }
}

/// "Ana Ruiz, Peru's foreign minister": the role after the name.
fn after(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let comma = mention.words.end;
    if !matches!(line.form(comma), "," | "–" | "—" | "(") {
        return None;
    }
    let mut start = comma + 1;
    if line.folded(start) == "who" && matches!(line.folded(start + 1), "is" | "serves" | "doubles")
    {
        start += 2 + usize::from(line.folded(start + 2) == "as");
    }
    let role = roles::parse(line, mentions, start, line.len())?;
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
                | "for"
                | "to"
                | "under"
        )
        || line
            .is_upos(next, &[Upos::Verb, Upos::Aux, Upos::Adp, Upos::Pron, Upos::Cconj, Upos::Adv]);
    (!named && ends).then_some(role)
}

/// "Peru's foreign minister, Ana Ruiz,": the role before the name.
fn ahead(line: &Line<'_>, mentions: &[Candidate], mention: &Candidate) -> Option<Role> {
    let comma = mention.words.start.checked_sub(1).filter(|&i| line.form(i) == ",")?;
    let next = mention.words.end;
    let closed = next >= line.len() || !line.is_word(next) || line.is_upos(next, &[Upos::Cconj]);
    if !closed
        || mention.words.start < mention.core.start
            && !line.is(mention.words.start, super::title::TITLES)
    {
        return None;
    }
    let floor = comma.saturating_sub(14);
    let mut best = None;
    for start in (floor..comma).rev() {
        let stop = line.is_upos(start, &[Upos::Verb, Upos::Aux, Upos::Punct, Upos::Sconj])
            && !line.is_hyphen(start)
            && !line.is_possessive(start);
        if stop {
            break;
        }
        if let Some(role) =
            roles::parse(line, mentions, start, comma).filter(|role| role.words.end == comma)
        {
            best = Some(role);
        }
        if line.is_upos(start, &[Upos::Det]) {
            break;
        }
    }
    best.filter(|role| {
        !role.objects.is_empty()
            || role.pronoun.is_some()
            || line.is_upos(role.words.start, &[Upos::Det])
    })
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
    let plain = role.office.trim_start_matches("acting ").trim_start_matches("interim ");
    line.lexicon.is(WordClass::StateOffices, &crate::grammar::fold(plain))
        || role.head == "minister"
}
