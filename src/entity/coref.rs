//! Descriptions and pronouns: to whom of those mentioned before do they refer?

use std::collections::VecDeque;

use super::candidate::{Candidate, Seems};
use super::draft::Draft;
use super::entities::MentionForm;
use super::leaders;
use super::line::Line;
use super::offices::{Held, Offices};
use super::pointed::{neighbour_of, noun, other_country, unnamed_body};
use super::pointers;
use super::pronouns::{self, Antecedent, Place, Stand};
use super::resolve::{Resolver, tidy};
use super::roles;
use super::things;
use crate::grammar::{EntityKind, Lexicon, NameGender, Sense, WordClass, fold};
use crate::syntax::{Deprel, Number, Upos};

/// How many mentions back an antecedent is looked for.
const MEMORY: usize = 48;

/// What a named ship has for a head: "the vessel", "the tanker" may mean it.
pub(super) const SHIP: &str = "ship";

/// A mention that later ones may point at.
pub(super) type Recent = Antecedent;

/// Links what is described and what is a pronoun, sentence by sentence; adds the mentions that it finds on the way.
pub(super) fn link(
    resolver: &mut Resolver<'_>,
    mentions: &mut [Vec<Candidate>],
    held: &mut Offices,
) {
    let mut recent: VecDeque<Recent> = VecDeque::new();
    // How often each entity was mentioned so far.
    let mut counts: Vec<usize> = Vec::new();
    let mut section = None;
    let lines = resolver.lines;
    for (line, list) in lines.iter().zip(mentions.iter_mut()) {
        if section.replace(line.sentence.section) != Some(line.sentence.section) {
            recent.clear();
        }
        pointers::pointers(line, list);
        pointers::halves(resolver, line, list);
        let mut i = 0;
        while i < list.len() {
            // "its foreign ministry" is described by its owner.
            if list[i].entity.is_none()
                && let Some(owner) = owner_of(list, i)
            {
                list[owner].entity = resolve(resolver, line, list, owner, (&recent, &counts), held);
            }
            let entity = match list[i].entity {
                Some(entity) => Some(entity),
                None => resolve(resolver, line, list, i, (&recent, &counts), held),
            };
            list[i].entity = entity;
            // Nobody speaks of who wrote it.
            if let Some(entity) = entity.filter(|_| !line.byline) {
                let candidate = &list[i];
                let head = line.head_of(&candidate.words);
                recent.push_back(Recent {
                    entity,
                    sentence: line.index,
                    words: (candidate.words.start, candidate.words.end),
                    stand: Stand::of(line, head),
                    form: candidate.form,
                });
                if counts.len() <= entity {
                    counts.resize(entity + 1, 0);
                }
                counts[entity] += 1;
                if recent.len() > MEMORY {
                    recent.pop_front();
                }
            }
            i += 1;
        }
    }
}

/// The pronoun that a description starts with, if it does.
fn owner_of(list: &[Candidate], i: usize) -> Option<usize> {
    let described =
        list.get(i).filter(|c| c.form == MentionForm::Description && c.words.len() > 1)?;
    let start = described.words.start;
    let rest = list.iter().enumerate().skip(i + 1);
    rest.take_while(|(_, c)| c.words.start == start)
        .find(|(_, c)| c.form == MentionForm::Pronoun && c.entity.is_none())
        .map(|(n, _)| n)
}

/// The entity of a candidate that is no name.
fn resolve(
    resolver: &mut Resolver<'_>,
    line: &Line<'_>,
    list: &mut [Candidate],
    i: usize,
    (recent, counts): (&VecDeque<Recent>, &[usize]),
    held: &mut Offices,
) -> Option<usize> {
    let candidate = list.get(i)?.clone();
    let is_person = matches!(
        line.folded(candidate.words.start),
        "he" | "she" | "him" | "her" | "his" | "himself" | "herself"
    );
    match (candidate.form, candidate.seems) {
        (MentionForm::Pronoun, _) if is_person => {
            pronouns::person(resolver, line, list, i, recent, counts)
        }
        (MentionForm::Pronoun, _) => pronoun(resolver, line, list, &candidate, recent),
        (_, Seems::Unknown) => things::called(line, list, candidate.words.end)
            .or_else(|| noun(resolver, line, &candidate, recent))
            .or_else(|| unnamed_body(resolver, line, &candidate)),
        (_, Seems::Country(c) | Seems::Adjective(c)) => {
            let name = resolver.lexicon.country(c)?.capitals.first()?.clone();
            Some(resolver.place(&fold(&name), &name))
        }
        (_, Seems::Person) => person(resolver, line, list, i, recent, held),
        (_, Seems::Organization | Seems::Facility | Seems::Other) => {
            things::thing(resolver, line, list, i, recent)
        }
        _ => None,
    }
}

/// What "it" and "they" mean.
fn pronoun(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
    recent: &VecDeque<Recent>,
) -> Option<usize> {
    let word = candidate.words.start;
    let form = line.folded(word);
    let plural = matches!(form, "they" | "them" | "their");
    if form == "it" && line.word(word).is_some_and(|w| w.deprel == Deprel::Expl) {
        return None;
    }
    let subject = matches!(form, "it" | "they" | "its" | "their");
    // "their families": only people have them.
    let barred = pronouns::barred(line, list, word);
    let kin = form == "their"
        && matches!(line.folded(word + 1), "families" | "family" | "relatives" | "loved" | "kin");
    best(recent, line.index, 2, |r| {
        let draft = resolver.drafts.get(r.entity).filter(|_| !barred.contains(&r.entity))?;
        let fits = match draft.kind {
            EntityKind::Organization => draft.plural == plural || (plural && !draft.unnamed),
            EntityKind::Country => !plural && r.form != MentionForm::Adjective,
            EntityKind::Person
            | EntityKind::Place
            | EntityKind::Facility
            | EntityKind::Weapon
            | EntityKind::Other => false,
        };
        // "The members of the Council said": they, though the Council is one.
        let many = draft.plural || resolver.lines.get(r.sentence).is_some_and(|l| is_many(l, r));
        let groups = i32::from(plural && many) * 3;
        let fits = fits && (!kin || draft.plural && draft.unnamed);
        fits.then_some(
            groups + if subject && is_subject(r) { 4 } else { 0 }
                - i32::from(r.sentence == line.index && r.words.0 + 2 >= word),
        )
    })
}

/// Is the noun of a mention that is no name a plural?
fn is_many(line: &Line<'_>, mention: &Recent) -> bool {
    let head = line.head_of(&(mention.words.0..mention.words.1));
    line.word(head).is_some_and(|w| w.upos == Upos::Noun && w.feats.number == Some(Number::Plur))
}

pub(super) fn is_subject(mention: &Recent) -> bool {
    mention.stand.place == Place::Subject
}

/// The recent mention with the highest score, less so the further it is back; `reach` in sentences.
pub(super) fn best(
    recent: &VecDeque<Recent>,
    sentence: usize,
    reach: usize,
    score: impl Fn(&Recent) -> Option<i32>,
) -> Option<usize> {
    let mut found: Option<(i32, usize)> = None;
    for (back, mention) in recent.iter().rev().enumerate() {
        let distance = sentence.saturating_sub(mention.sentence);
        if distance > reach {
            break;
        }
        let Some(points) = score(mention) else { continue };
        let back = i32::try_from(back.min(40)).unwrap_or(40);
        let points = points * 4 - back - i32::try_from(distance).unwrap_or(9) * 8;
        if found.is_none_or(|(best, _)| points > best) {
            found = Some((points, mention.entity));
        }
    }
    found.map(|(_, entity)| entity)
}

/// A person who is described: by the office that somebody has, as one described before, or a new one.
fn person(
    resolver: &mut Resolver<'_>,
    line: &Line<'_>,
    list: &mut [Candidate],
    i: usize,
    recent: &VecDeque<Recent>,
    held: &mut Offices,
) -> Option<usize> {
    let candidate = list.get(i)?.clone();
    if matches!(line.folded(candidate.core.end.saturating_sub(1)), "neighbour" | "neighbor")
        && let Some(owner) = neighbour_of(resolver, list, &candidate)
    {
        note_rule(list, i, "coref/neighbour");
        return other_country(resolver, line, owner, recent);
    }
    let first = candidate.words.start;
    let end = roles::parse(line, list, first, line.len()).map_or(0, |role| role.words.end);
    let next = names_next(list, line, candidate.words.end)
        || end > candidate.words.end && names_next(list, line, end);
    if next || apposed(list, line, first) {
        note_rule(list, i, "coref/apposition");
        return None;
    }
    // "the city's mayor": the owner may have been found after the description.
    let owner = first.checked_sub(1).filter(|&mark| line.is_possessive(mark)).and_then(|mark| {
        list.iter().find(|c| c.words.end == mark && c.entity.is_some()).map(|c| c.words.start)
    });
    let role = roles::parse(line, list, owner.unwrap_or(first), candidate.words.end);
    let head = line.folded(candidate.core.end.checked_sub(1)?).to_owned();
    let indefinite = matches!(line.before(first), "a" | "an" | "another" | "some" | "one");
    if !indefinite
        && (candidate.definite || role.as_ref().is_some_and(|role| !role.objects.is_empty()))
    {
        if let Some(role) = &role {
            let found = by_office(resolver, role, recent, held, line)
                .or_else(|| counterpart(resolver, role, list, i, held, line));
            if let Some(entity) = found {
                note_rule(list, i, "coref/office");
                return Some(entity);
            }
        }
        // "the general" after "army spokesman General Ana Ruiz"
        let ranks = [WordClass::Ranks, WordClass::Honorifics, WordClass::HonorificsMale];
        let titled = (candidate.core.len() == 1 && resolver.lexicon.is_any(&ranks, &head))
            .then(|| {
                best(recent, line.index, 6, |r| {
                    let draft = resolver.drafts.get(r.entity)?;
                    (draft.kind == EntityKind::Person
                        && draft.title.split(' ').any(|word| word == head))
                    .then_some(2)
                })
            })
            .flatten();
        if let Some(entity) = titled {
            note_rule(list, i, "coref/title");
            return Some(entity);
        }
        let same = best(recent, line.index, 5, |r| {
            let draft = resolver.drafts.get(r.entity)?;
            (draft.kind == EntityKind::Person && draft.unnamed && draft.head == head).then_some(1)
        });
        if role.as_ref().is_none_or(|role| role.objects.is_empty())
            && let Some(entity) = same
        {
            note_rule(list, i, "coref/description");
            return Some(entity);
        }
    }
    let mut draft = Draft::new(EntityKind::Person, tidy(line.written(&candidate.words)));
    draft.unnamed = true;
    draft.gender = if resolver.lexicon.is(WordClass::MaleNouns, &head) {
        Some(NameGender::Male)
    } else if resolver.lexicon.is(WordClass::FemaleNouns, &head) {
        Some(NameGender::Female)
    } else {
        None
    };
    draft.head = head;
    let entity = resolver.add(draft);
    if let Some(role) = role.filter(|role| !role.objects.is_empty() && acts(line, &candidate)) {
        let span = line.span(&candidate.words);
        held.push(Held {
            person: entity,
            role,
            span,
            sentence: line.index,
            rule: "office/description",
            percent: 60,
        });
    }
    Some(entity)
}

/// Does the description follow a person's name and a comma, so that it describes that person?
fn apposed(list: &[Candidate], line: &Line<'_>, first: usize) -> bool {
    let mut at = first;
    while at > 0 && at + 6 > first && line.form(at - 1) != "," {
        if line.is_upos(at - 1, &[Upos::Verb, Upos::Aux, Upos::Adp, Upos::Cconj]) {
            return false;
        }
        at -= 1;
    }
    let comma = at.checked_sub(1).filter(|&c| line.form(c) == ",");
    // "Ana Ruiz, 47, a former mayor"
    let comma = comma.map(|c| {
        let age = c >= 2 && line.is_upos(c - 1, &[Upos::Num]) && line.form(c - 2) == ",";
        if age { c - 2 } else { c }
    });
    comma.is_some_and(|comma| {
        list.iter().any(|c| {
            c.words.end == comma
                && c.seems == Seems::Person
                && c.form == MentionForm::Name
                && c.entity.is_some()
        })
    })
}

/// Does a comma, a person's name and the end of an apposition follow: "the president, Ana Ruiz,"?
fn names_next(list: &[Candidate], line: &Line<'_>, end: usize) -> bool {
    line.form(end) == ","
        && list.iter().any(|c| {
            c.words.start == end + 1
                && c.core.start >= c.words.start
                && c.seems == Seems::Person
                && c.form == MentionForm::Name
                && (c.words.end >= line.len() || matches!(line.form(c.words.end), "," | "." | ")"))
        })
}

/// Does what is described do or undergo something?
pub(super) fn acts(line: &Line<'_>, candidate: &Candidate) -> bool {
    line.word(line.head_of(&candidate.words)).is_some_and(|w| {
        matches!(
            w.deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::OblAgent | Deprel::Iobj
        )
    })
}

pub(super) fn note_rule(list: &mut [Candidate], i: usize, rule: &'static str) {
    if let Some(candidate) = list.get_mut(i) {
        candidate.rule = rule;
    }
}

/// The person who has the office: towards the same entity, or, where none is named, the last one in the text.
fn by_office(
    resolver: &Resolver<'_>,
    role: &roles::Role,
    recent: &VecDeque<Recent>,
    held: &Offices,
    line: &Line<'_>,
) -> Option<usize> {
    // "the Peruvian minister" may be any minister, "the Peruvian foreign minister" only that one.
    let bare = role.office == role.head;
    let alike = |other: &roles::Role| {
        let leads = matches!(
            other.head.as_str(),
            "president" | "prime minister" | "premier" | "chancellor" | "king"
        );
        // "the rebel leader", "the warlord": no president.
        let fights = role.head == "warlord"
            || role.head == "leader" && !bare && defies(resolver.lexicon, &role.office);
        if fights {
            let heads = matches!(
                other.head.as_str(),
                "leader" | "commander" | "chief" | "head" | "boss" | "warlord" | "founder"
            );
            let body = |o: &usize| resolver.kind(*o) == Some(EntityKind::Organization);
            let theirs = other.objects.is_empty() && other.pronoun.is_some();
            return heads && (theirs || other.objects.iter().any(body));
        }
        let rules = role.head == "head of state"
            && matches!(
                other.head.as_str(),
                "president" | "king" | "queen" | "emir" | "sultan" | "monarch" | "grand duke"
            )
            || role.head == "head of government"
                && matches!(
                    other.head.as_str(),
                    "prime minister" | "premier" | "chancellor" | "taoiseach"
                );
        // "the Deputy Secretary" may be one of state.
        let shorter = other
            .office
            .strip_prefix(role.office.as_str())
            .is_some_and(|rest| rest.starts_with(" of ") || rest.starts_with(" for "));
        other.office == role.office
            || shorter
            || (bare && other.head == role.head)
            || (role.head == "leader" && leads && !defies(resolver.lexicon, &role.office))
            || rules
    };
    // One whom everybody knows to hold it, if the text has just spoken of him.
    let famous = || {
        let object = *role.objects.first()?;
        best(recent, line.index, 6, |r| {
            let theirs = leaders::of_person(resolver, r.entity).any(|leader| {
                leader.office == role.office && leaders::whole(resolver, &leader.of) == Some(object)
            });
            theirs.then_some(2)
        })
    };
    let section = |h: &&Held| {
        resolver.lines.get(h.sentence).is_some_and(|l| l.sentence.section == line.sentence.section)
    };
    if let Some(object) = role.objects.first() {
        let found = held
            .towards(*object)
            .filter(section)
            .filter(|h| alike(&h.role) && h.role.former == role.former);
        return found
            .min_by_key(|h| (h.role.office != role.office, h.sentence.abs_diff(line.index)))
            .map(|h| h.person)
            .or_else(famous);
    }
    if role.pronoun.is_some() {
        return None;
    }
    best(recent, line.index, 6, |r| {
        let person = resolver.drafts.get(r.entity).is_some_and(|d| d.kind == EntityKind::Person);
        let has = person && held.of_person(r.entity).any(|h| alike(&h.role));
        has.then_some(2)
    })
}

/// Does what stands before "leader" tell of those who fight, or of who is not in power?
fn defies(lexicon: &Lexicon, office: &str) -> bool {
    office.split(' ').any(|word| {
        lexicon.is(WordClass::Fighting, word)
            || matches!(
                word,
                "opposition" | "party" | "gang" | "cartel" | "faction" | "coup" | "protest"
            )
    })
}

/// The person of a country whom "her Peruvian counterpart" means: the one who holds the same office there as somebody
/// named before in the sentence, or else the only one who holds any.
fn counterpart(
    resolver: &Resolver<'_>,
    role: &roles::Role,
    list: &[Candidate],
    i: usize,
    held: &Offices,
    line: &Line<'_>,
) -> Option<usize> {
    let object = role.objects.first().filter(|_| role.head == "counterpart")?;
    let own: Vec<&str> = list
        .iter()
        .take(i)
        .filter_map(|c| c.entity)
        .flat_map(|person| held.of_person(person).map(|h| h.role.office.as_str()))
        .collect();
    let mut same = None;
    let mut all: Vec<usize> = Vec::new();
    for h in held.towards(*object) {
        let here = resolver
            .lines
            .get(h.sentence)
            .is_some_and(|l| l.sentence.section == line.sentence.section);
        if !here
            || h.role.former
            || h.role.spokes
            || list.iter().take(i).any(|c| c.entity == Some(h.person))
        {
            continue;
        }
        if own.contains(&h.role.office.as_str()) {
            same = same.or(Some(h.person));
        }
        if !all.contains(&h.person) {
            all.push(h.person);
        }
    }
    same.or(match all[..] {
        [one] => Some(one),
        _ => None,
    })
}

/// The country that this known name belongs to.
pub(super) fn country_of_known(resolver: &Resolver<'_>, known: usize) -> Option<usize> {
    let code = resolver.lexicon.known(known)?.country.as_deref()?;
    let index = resolver.lexicon.by_iso2(code)?;
    let name = &resolver.lexicon.country(index)?.name;
    let country = resolver.lexicon.senses(name, &fold(name)).find_map(|sense| match sense {
        Sense::Country(c) => Some(c),
        _ => None,
    });
    resolver.country_here(country.unwrap_or(index))
}
