//! From candidates to the entities of a document: every name is linked to one of them or makes a new one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::acronym::{self, Acronyms};
use super::candidate::{Candidate, Seems};
use super::described::qualifier;
use super::draft::Draft;
use super::entities::MentionForm;
use super::kind::Evidence;
use super::line::Line;
use super::metonymy;
use super::people::{People, tokens};
use super::short_names::normal;
use crate::grammar::{EntityKind, Lexicon, NameGender, Sense, fold};
use crate::syntax::Upos;

/// The entities of one document while they are found.
pub(super) struct Resolver<'a> {
    pub lines: &'a [Line<'a>],
    pub lexicon: &'a Lexicon,
    pub drafts: Vec<Draft>,
    pub people: People,
    countries: BTreeMap<usize, usize>,
    known: BTreeMap<usize, usize>,
    pub(super) places: BTreeMap<String, usize>,
    /// Bodies, facilities and other things by their name without its country.
    things: BTreeMap<(EntityKind, String), Vec<usize>>,
    acronyms: BTreeMap<String, usize>,
    /// Of bodies that are named with what they are of and without it: the longer key of the shorter one.
    fuller: BTreeMap<String, String>,
    /// Groups that are only described, by their section and words.
    groups: BTreeMap<(usize, String), usize>,
}

impl<'a> Resolver<'a> {
    pub fn new(lines: &'a [Line<'a>], lexicon: &'a Lexicon) -> Self {
        Self {
            lines,
            lexicon,
            drafts: Vec::new(),
            people: People::default(),
            countries: BTreeMap::new(),
            known: BTreeMap::new(),
            places: BTreeMap::new(),
            things: BTreeMap::new(),
            acronyms: BTreeMap::new(),
            fuller: BTreeMap::new(),
            groups: BTreeMap::new(),
        }
    }

    /// Adds an entity.
    pub fn add(&mut self, draft: Draft) -> usize {
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Links all names, and makes entities of those that are new.
    pub fn names(&mut self, mentions: &mut [Vec<Candidate>]) {
        self.shouted(mentions);
        self.plain(mentions);
        self.full_people(mentions);
        self.towns(mentions);
        self.things(mentions);
        self.unknown(mentions);
        self.opening(mentions);
        self.remembered(mentions);
    }

    /// Countries, capitals, known names, towns: what the lexicon tells by itself.
    fn plain(&mut self, mentions: &mut [Vec<Candidate>]) {
        for (line, list) in self.lines.iter().zip(mentions.iter_mut()) {
            for candidate in list {
                candidate.entity = match candidate.seems {
                    Seems::Country(c) => Some(self.country(c)),
                    Seems::Adjective(c) | Seems::People(c) => {
                        candidate.form = MentionForm::Adjective;
                        candidate.rule = "name/adjective";
                        Some(self.country(c))
                    }
                    Seems::Capital(c) => Some(self.capital(line, candidate, c)),
                    Seems::Known(k) => self.known_name(k),
                    _ => None,
                };
            }
        }
    }

    /// The entity of a country.
    pub fn country(&mut self, index: usize) -> usize {
        if let Some(&entity) = self.countries.get(&index) {
            return entity;
        }
        let mut draft = Draft::new(EntityKind::Country, "");
        if let Some(country) = self.lexicon.country(index) {
            draft.name.clone_from(&country.name);
            draft.iso = Some((country.iso2.clone(), country.iso3.clone()));
        }
        let entity = self.add(draft);
        self.countries.insert(index, entity);
        entity
    }

    /// The entity of a country that the document speaks of already.
    pub fn country_here(&self, index: usize) -> Option<usize> {
        self.countries.get(&index).copied()
    }

    /// The entity of a known name that the document speaks of already.
    pub fn known_here(&self, index: usize) -> Option<usize> {
        self.known.get(&index).copied()
    }

    fn capital(&mut self, line: &Line<'_>, candidate: &mut Candidate, country: usize) -> usize {
        let key = line.key(&candidate.core);
        if metonymy::is_country(line, candidate) {
            candidate.rule = "metonymy/capital";
            let seat =
                self.lexicon.senses(line.written(&candidate.core), key).find_map(|s| match s {
                    Sense::Seat(known) => Some(known),
                    _ => None,
                });
            return match seat.and_then(|known| self.known_name(known)) {
                Some(entity) => entity,
                None => self.country(country),
            };
        }
        let name = line.written(&candidate.core);
        self.place(key, name)
    }

    fn known_name(&mut self, index: usize) -> Option<usize> {
        if let Some(&entity) = self.known.get(&index) {
            return Some(entity);
        }
        let name = self.lexicon.known(index)?;
        let entity = if name.kind == EntityKind::Place {
            self.place(&fold(&name.name), &name.name)
        } else {
            self.add(Draft::new(name.kind, &name.name))
        };
        if let Some(draft) = self.drafts.get_mut(entity) {
            draft.known = Some(index);
        }
        self.known.insert(index, entity);
        Some(entity)
    }

    /// The entity of a place by its folded name.
    pub fn place(&mut self, key: &str, name: &str) -> usize {
        let known = self.lexicon.senses(name, key).find_map(|sense| match sense {
            Sense::Known(k) => self.lexicon.known(k).filter(|n| n.kind == EntityKind::Place),
            _ => None,
        });
        let (key, name) =
            known.map_or((key.to_owned(), name), |n| (fold(&n.name), n.name.as_str()));
        if let Some(&entity) = self.places.get(&key) {
            return entity;
        }
        let tidy = if super::chunk::is_capitals(name) && name.len() > 3 {
            title_case(name)
        } else {
            name.to_owned()
        };
        let entity = self.add(Draft::new(EntityKind::Place, tidy));
        self.places.insert(key, entity);
        entity
    }

    /// People by full names, and by a surname after a title.
    fn full_people(&mut self, mentions: &mut [Vec<Candidate>]) {
        for titled in [false, true] {
            for (line, list) in self.lines.iter().zip(mentions.iter_mut()) {
                for candidate in list.iter_mut().filter(|c| {
                    c.entity.is_none() && c.seems == Seems::Person && c.form == MentionForm::Name
                }) {
                    let key = line.key(&candidate.core);
                    let single = tokens(key).len() < 2;
                    if single == titled {
                        candidate.entity = Some(self.person(line, candidate, key));
                    }
                }
            }
        }
    }

    fn person(&mut self, line: &Line<'_>, candidate: &mut Candidate, key: &str) -> usize {
        let section = line.sentence.section;
        let single = tokens(key).len() < 2;
        let found = if single {
            self.people
                .find_single(key, section, line.index)
                .inspect(|_| candidate.rule = "coref/surname")
        } else {
            self.people.find_full(key).or_else(|| self.by_title_alone(key, section, line.index))
        };
        let name = line.written(&candidate.core);
        let title = line.key(&(candidate.words.start..candidate.core.start));
        let entity = found.unwrap_or_else(|| self.add(Draft::new(EntityKind::Person, tidy(name))));
        let first = tokens(key).into_iter().next().unwrap_or_default();
        let hint = candidate.gender.or_else(|| {
            self.lexicon.given_name(&first).filter(|g| !single && *g != NameGender::Either)
        });
        if let Some(draft) = self.drafts.get_mut(entity) {
            if draft.name.chars().count() < name.chars().count() && !single {
                draft.name = tidy(name);
            }
            draft.gender = draft.gender.or(hint);
            if candidate.words.start < candidate.core.start && !draft.title.ends_with(title) {
                draft.title = format!("{} {title}", draft.title);
            }
        }
        self.people.note(key, entity, section, line.index);
        entity
    }

    /// Towns of the table, unless somebody bears the name.
    fn towns(&mut self, mentions: &mut [Vec<Candidate>]) {
        for (line, list) in self.lines.iter().zip(mentions.iter_mut()) {
            for candidate in
                list.iter_mut().filter(|c| c.seems == Seems::Town && c.entity.is_none())
            {
                let key = line.key(&candidate.core);
                let section = line.sentence.section;
                if let Some(entity) = self.people.find_single(key, section, line.index) {
                    self.people.note(key, entity, section, line.index);
                    candidate.entity = Some(entity);
                    candidate.seems = Seems::Person;
                    candidate.rule = "coref/surname";
                } else if let Some(entity) = self.short_place(line, candidate, key) {
                    candidate.entity = Some(entity);
                    candidate.rule = "coref/short-name";
                } else {
                    candidate.entity = Some(self.place(key, line.written(&candidate.core)));
                }
            }
        }
    }

    /// Bodies, facilities, places and other things that a head word tells.
    fn things(&mut self, mentions: &mut [Vec<Candidate>]) {
        let acronyms = Acronyms::new(self.lines, mentions);
        self.fuller = self.fuller_names(mentions);
        // Full names come first: they tell what their acronyms mean.
        for short in [false, true] {
            self.things_of(mentions, &acronyms, short);
        }
    }

    fn things_of(&mut self, mentions: &mut [Vec<Candidate>], acronyms: &Acronyms, short: bool) {
        for (line, list) in self.lines.iter().zip(mentions.iter_mut()) {
            let mut order: Vec<usize> = (0..list.len()).collect();
            order.sort_by_key(|&i| list.get(i).map_or(0, |c| c.words.len()));
            for i in order {
                let fits =
                    |c: &&Candidate| c.entity.is_none() && (c.rule == acronym::RULE) == short;
                let Some(candidate) = list.get(i).filter(fits) else { continue };
                let kind = match candidate.seems {
                    Seems::Organization => EntityKind::Organization,
                    Seems::Facility => EntityKind::Facility,
                    Seems::Place => EntityKind::Place,
                    Seems::Other => EntityKind::Other,
                    _ => continue,
                };
                let named = candidate.form == MentionForm::Name;
                let written = line.written(&candidate.core);
                let doubtful = candidate.rule == acronym::RULE
                    && !self.acronyms.contains_key(written)
                    && !acronyms.is_body(written);
                if doubtful && let Some(candidate) = list.get_mut(i) {
                    candidate.seems = Seems::Unknown;
                }
                if !named || doubtful {
                    continue;
                }
                let found = self.thing(line, list, i, kind);
                if let Some(candidate) = list.get_mut(i) {
                    candidate.entity = Some(found);
                }
            }
        }
    }

    /// The words of a candidate without the country that qualifies it, and that country.
    pub fn without_country(
        &self,
        line: &Line<'_>,
        list: &[Candidate],
        i: usize,
    ) -> (Range<usize>, Option<usize>) {
        let Some(candidate) = list.get(i) else { return (0..0, None) };
        let words = candidate.core.clone();
        let of_kind = |kinds: &[EntityKind]| {
            qualifier(list, &candidate.words)
                .filter(|(_, c)| c.form != MentionForm::Pronoun)
                .filter(|(_, c)| {
                    let start = c.words.start;
                    let of = line.before(start) == "of"
                        || start > 1
                            && line.before(start) == "the"
                            && line.folded(start - 2) == "of";
                    let led = line.is_possessive(c.words.end) || start <= words.start || of;
                    // "the North American Bureau" is not America's.
                    let direction = matches!(
                        line.before(start),
                        "north" | "south" | "latin" | "central" | "west" | "east"
                    ) && line.is_capital(start.saturating_sub(1));
                    if direction && start > words.start {
                        return false;
                    }
                    led || line.is_upos(start.wrapping_sub(1), &[Upos::Adj])
                        || matches!(c.seems, Seems::Adjective(_))
                })
                .filter(|(_, c)| {
                    c.entity.and_then(|e| self.kind(e)).is_some_and(|k| kinds.contains(&k))
                })
                .min_by_key(|(_, c)| c.words.start)
        };
        let inner = of_kind(&[EntityKind::Country]).or_else(|| {
            // "the UN Board of Inquiry" and "the Board of Inquiry" are one.
            of_kind(&[EntityKind::Organization]).filter(|(_, c)| c.words.start == words.start)
        });
        let Some((_, inner)) = inner else { return (words, None) };
        if inner.words.start == words.start {
            let next = inner.words.end + usize::from(line.is_possessive(inner.words.end));
            if next < words.end {
                return (next..words.end, inner.entity);
            }
        }
        (words, inner.entity)
    }

    /// The kind of an entity.
    pub fn kind(&self, entity: usize) -> Option<EntityKind> {
        self.drafts.get(entity).map(|draft| draft.kind)
    }

    fn thing(&mut self, line: &Line<'_>, list: &[Candidate], i: usize, kind: EntityKind) -> usize {
        let (rest, country) = self.without_country(line, list, i);
        let mut key = normal(line.key(&rest));
        let Some(candidate) = list.get(i) else { return 0 };
        if kind == EntityKind::Organization
            && country.is_none()
            && let Some(fuller) = self.fuller.get(&key)
        {
            key.clone_from(fuller);
        }
        if kind == EntityKind::Place {
            return self.place(line.key(&candidate.core), line.written(&candidate.core));
        }
        // A body that the lexicon knows under the name without its country.
        let written = line.written(&rest);
        let known = self.lexicon.senses(written, &fold(written)).find_map(|s| match s {
            Sense::Known(k) => Some(k),
            _ => None,
        });
        // "the Peruvian Red Cross" is one of many.
        let general = country.is_some()
            && self.lexicon.is(crate::grammar::WordClass::OrgHeads, &fold(written));
        if let Some(known) = known
            .filter(|&k| !general || self.lexicon.known(k).is_some_and(|k| k.country.is_some()))
        {
            let theirs = self.lexicon.known(known).and_then(|k| k.country.as_deref());
            let same = theirs.is_none_or(|code| {
                country.is_none_or(|c| {
                    self.drafts.get(c).and_then(|d| d.iso.as_ref()).is_some_and(|iso| iso.0 == code)
                })
            });
            if same && let Some(entity) = self.known_name(known) {
                return entity;
            }
        }
        if let Some(&entity) = self.acronyms.get(written) {
            return entity;
        }
        let same =
            self.things.get(&(kind, key.clone())).into_iter().flatten().rev().copied().find(|&e| {
                self.drafts.get(e).is_some_and(|d| {
                    d.country.is_none() || country.is_none() || d.country == country
                })
            });
        let entity = same.unwrap_or_else(|| {
            let name =
                if kind == EntityKind::Facility { &candidate.words } else { &candidate.core };
            let mut draft = Draft::new(kind, tidy(line.written(name)));
            draft.unnamed = candidate.form == MentionForm::Description;
            draft.plural = candidate.plural;
            self.add(draft)
        });
        if let Some(draft) = self.drafts.get_mut(entity) {
            // The shorter name came first.
            let written = tidy(line.written(&candidate.core));
            if kind == EntityKind::Organization && written.starts_with(&format!("{} ", draft.name))
            {
                draft.name = written;
            }
            draft.country = draft.country.or(country);
            draft.head = if candidate.rule == "name/ship" {
                super::coref::SHIP.to_owned()
            } else {
                line.folded(candidate.core.end.saturating_sub(1)).to_owned()
            };
        }
        if same.is_none() {
            self.things.entry((kind, key)).or_default().push(entity);
        }
        self.note_acronym(line, candidate, entity);
        entity
    }

    /// "(CWG)" or ", or CWG," after a name is its acronym; so are the first letters of its words.
    fn note_acronym(&mut self, line: &Line<'_>, candidate: &Candidate, entity: usize) {
        let end = candidate.words.end;
        let short =
            |i: usize| super::chunk::is_capitals(line.form(i)).then(|| line.form(i).to_owned());
        let given = match line.form(end) {
            "(" => short(end + 1),
            "," if line.folded(end + 1) == "or" => short(end + 2),
            // "the Chilean port mission, CPM, said"
            "," if candidate.core.len() > 2
                && matches!(line.form(end + 2), "," | ".")
                && !matches!(line.folded(end + 3), "and" | "or")
                && !line.is_capital(end + 3) =>
            {
                short(end + 1)
            }
            _ => None,
        };
        let initials: String = candidate
            .core
            .clone()
            .filter(|&i| line.is_capital(i))
            .filter_map(|i| line.form(i).chars().next())
            .collect();
        for acronym in given.into_iter().chain((initials.len() > 2).then_some(initials)) {
            self.acronyms.entry(acronym).or_insert(entity);
        }
    }

    /// Names of which neither lexicon nor shape tells the kind.
    fn unknown(&mut self, mentions: &mut [Vec<Candidate>]) {
        let mut evidence: BTreeMap<String, Evidence> = BTreeMap::new();
        for (line, list) in self.lines.iter().zip(mentions.iter()) {
            for candidate in list.iter().filter(|c| c.entity.is_none() && c.seems == Seems::Unknown)
            {
                evidence
                    .entry(line.key(&candidate.core).to_owned())
                    .or_default()
                    .add(line, candidate);
            }
        }
        // Whole names first: a part of one may be told by it.
        for singles in [false, true] {
            for (line, list) in self.lines.iter().zip(mentions.iter_mut()) {
                for i in 0..list.len() {
                    let Some(candidate) =
                        list.get(i).filter(|c| c.entity.is_none() && c.seems == Seems::Unknown)
                    else {
                        continue;
                    };
                    if candidate.rule == acronym::RULE {
                        continue;
                    }
                    let key = line.key(&candidate.core);
                    if (tokens(key).len() < 2) != singles {
                        continue;
                    }
                    if evidence.get(key).is_some_and(|e| !e.is_name())
                        && self.called(line, list, i, key).is_none()
                        && self.people.find_single(key, line.sentence.section, line.index).is_none()
                    {
                        continue;
                    }
                    let pair = key.split_once('-').is_some_and(|(a, b)| {
                        let person = |part: &str| {
                            self.people.find_single(part, line.sentence.section, line.index)
                        };
                        // "al-Ansari" is one.
                        person(a).zip(person(b)).is_some_and(|(a, b)| a != b)
                    });
                    if pair {
                        continue;
                    }
                    let (entity, rule) = self.unknown_name(line, list, i, key, &evidence);
                    if rule == "coref/alias" {
                        self.note_thing(EntityKind::Organization, key, entity);
                    }
                    if let Some(candidate) = list.get_mut(i) {
                        candidate.entity = Some(entity);
                        candidate.rule = rule;
                        if self.kind(entity) == Some(EntityKind::Person) {
                            candidate.seems = Seems::Person;
                        }
                    }
                }
            }
        }
    }

    fn unknown_name(
        &mut self,
        line: &Line<'_>,
        list: &[Candidate],
        i: usize,
        key: &str,
        evidence: &BTreeMap<String, Evidence>,
    ) -> (usize, &'static str) {
        let Some(candidate) = list.get(i) else { return (0, "") };
        if let Some(entity) = self.people.find_single(key, line.sentence.section, line.index) {
            self.people.note(key, entity, line.sentence.section, line.index);
            return (entity, "coref/surname");
        }
        if let Some(entity) = self.places.get(key) {
            return (*entity, "name/same");
        }
        for kind in [EntityKind::Organization, EntityKind::Facility, EntityKind::Other] {
            let same = self.things.get(&(kind, normal(key)));
            if let Some(&entity) = same.and_then(|list| list.last()) {
                return (entity, "name/same");
            }
        }
        if let Some(found) = self.called(line, list, i, key) {
            return found;
        }
        // The first word of a body's name stands for it.
        let start = (EntityKind::Organization, format!("{} ", normal(key)));
        if !line.is_surely_person(&candidate.core)
            && let Some(((kind, name), list)) = self.things.range(start.clone()..).next()
            && *kind == EntityKind::Organization
            && name.starts_with(&start.1)
            && let Some(&entity) = list.last()
        {
            return (entity, "coref/short-name");
        }
        let leader = tokens(key).len() < 2 && !self.lexicon.leaders(key).is_empty();
        let kind = match evidence.get(key).copied().unwrap_or_default().kind() {
            _ if leader => EntityKind::Person,
            kind => kind,
        };
        match kind {
            EntityKind::Person => {
                let mut person = candidate.clone();
                (self.person(line, &mut person, key), "kind/context")
            }
            EntityKind::Place => (self.place(key, line.written(&candidate.core)), "kind/context"),
            kind => (self.thing(line, list, i, kind), "kind/context"),
        }
    }

    /// The last named body or facility whose name without its country is this, before sentence `at`.
    pub fn thing_called(&self, kind: EntityKind, key: &str) -> Option<usize> {
        self.things.get(&(kind, normal(key)))?.last().copied()
    }

    /// The group that a section told of in these words.
    pub fn group_called(&self, section: usize, key: &str) -> Option<usize> {
        self.groups.get(&(section, key.to_owned())).copied()
    }

    /// Notes a group under the words that tell of it, the first so told.
    pub fn note_group(&mut self, section: usize, key: &str, entity: usize) {
        self.groups.entry((section, key.to_owned())).or_insert(entity);
    }

    /// Notes an entity under a name without country.
    pub fn note_thing(&mut self, kind: EntityKind, key: &str, entity: usize) {
        self.things.entry((kind, normal(key))).or_default().push(entity);
    }
}

/// A name on one line, with single spaces.
pub(super) fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "PORT LOUIS" as "Port Louis".
fn title_case(name: &str) -> String {
    let mut start = true;
    name.chars()
        .map(|c| {
            let out = if start { c } else { c.to_lowercase().next().unwrap_or(c) };
            start = !c.is_alphanumeric();
            out
        })
        .collect()
}
