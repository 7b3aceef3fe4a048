//! What kind of thing an unknown name names: evidence from each of its mentions, weighed together.

use super::candidate::{Candidate, Seems};
use super::chunk::{known_at, opens};
use super::line::Line;
use super::name_model::{Name, NameClass};
use crate::grammar::{EntityKind, NameGender, WordClass};
use crate::syntax::{Deprel, Number, Upos};

/// Where the model sees no name, its mentions must speak so much for a kind, each.
const UNSEEN: i32 = 6;

/// From this margin on the model hardly ever takes a common word for a name.
const SURE_NAME: i32 = 200;

/// How much it counts towards that where the tags say that several words are a name.
const PROPER: i32 = 3;

/// Points for each kind that an unknown name may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Evidence {
    person: i32,
    organization: i32,
    place: i32,
    other: i32,
    /// Mentions where only a name is capitalized.
    sure: i32,
    /// Mentions that the model takes for a name, or for a part of one.
    seen: i32,
    mentions: i32,
    /// Mentions of several words, within a sentence, all tagged as names.
    proper: i32,
    /// Is it but one letter?
    letter: bool,
}

impl Evidence {
    /// Adds what one mention tells.
    pub fn add(&mut self, line: &Line<'_>, candidate: &Candidate) {
        self.mentions += 1;
        self.add_model(line, candidate);
        let (start, end) = (candidate.core.start, candidate.core.end);
        let long = end - start > 1;
        let of = end - start == 2 && line.folded(end) == "of" && opens(line, start);
        let proper = (long && !opens(line, start) || (of || end - start > 2) && !line.title_case)
            && (start..end).all(|i| line.is_upos(i, &[Upos::Propn]));
        self.proper += i32::from(proper);
        self.letter = !long && line.form(start).chars().count() < 2;
        let spoken = line.is_possessive(end) || line.is_upos(end, &[Upos::Verb, Upos::Aux]);
        self.sure += i32::from(
            long || !opens(line, start) || (spoken && line.is_upos(start, &[Upos::Propn])),
        );
        let before = line.before(start);
        // Hardly anything but a place stands behind these.
        let near = matches!(before, "near" | "outside" | "north" | "south" | "east" | "west")
            || before == "of"
                && matches!(
                    line.before(start.saturating_sub(1)),
                    "north" | "south" | "east" | "west"
                );
        self.seen += i32::from(near && line.is_upos(start, &[Upos::Propn]));
        // "In Arica, police closed": at the head of a sentence and set off.
        if before == "in" && start == 1 && line.form(end) == "," {
            self.place += 10;
        }
        // Who retakes something takes a place.
        let taken = start.checked_sub(1).and_then(|w| line.word(w)).is_some_and(|w| {
            matches!(
                &*w.lemma,
                "recapture" | "retake" | "reoccupy" | "overrun" | "besiege" | "bombard" | "shell"
            )
        });
        if taken {
            self.place += 12;
        }
        match before {
            "of" if near => self.place += 12,
            "near" | "outside" => self.place += 24,
            "in" | "at" | "around" | "across" | "into" | "inside" | "over" => self.place += 4,
            "from" | "to" | "toward" | "towards" | "through" => self.place += 2,
            "the" => {
                self.organization += if long { 3 } else { 2 };
                self.other += 2;
                self.person -= 8;
            }
            _ => {}
        }
        // "Arica district" is a place, "Arica rifles" a body.
        let last = end.saturating_sub(1);
        if long && line.is(last, &[WordClass::PlaceHeads]) {
            self.place += 14;
        } else if long && line.is(last, &[WordClass::OrgHeads]) {
            self.organization += 10;
        }
        if matches!(before, "banned" | "outlawed" | "proscribed") {
            self.organization += 12;
        }
        let shore = |i: usize| {
            matches!(line.folded(i), "waters" | "coast" | "shores" | "shore" | "banks" | "airspace")
        };
        if before == "off" {
            self.place += 6;
        }
        if before == "of"
            && start >= 2
            && (line.is(start - 2, &[WordClass::PlacePrefixes]) || shore(start - 2))
        {
            // "the town of Arica" leaves no doubt.
            self.place += 20;
        }
        // "the towns of Arica and Putre"
        let listed = (before == "and" || before == ",")
            && (start.saturating_sub(8)..start).any(|of| {
                line.folded(of) == "of"
                    && of > 0
                    && line.is(of - 1, &[WordClass::PlacePrefixes])
                    && line.folded(of - 1).ends_with('s')
                    && (of + 1..start).all(|w| {
                        line.is_capital(w)
                            || matches!(line.folded(w), "and" | "the")
                            || line.form(w) == ","
                    })
            });
        if listed {
            self.place += 20;
        }
        if line.is(start.wrapping_sub(1), &[WordClass::PlacePrefixes])
            && before != "state"
            && start > 0
        {
            self.place += 2;
        }
        // "the Condor gang": a body, though one word names it.
        if line.is(end, &[WordClass::BandMembers]) && !line.is_capital(end) && before == "the" {
            self.organization += 10;
            self.seen += i32::from(line.is_upos(start, &[Upos::Propn]));
        }
        if line.is(end, &[WordClass::CompanySuffixes]) || line.is(end, &[WordClass::OfficeHeads]) {
            self.organization += 3;
        }
        // "Arica in Chile", "Arica, Chile": what is followed by a wider place is one.
        let joins = line.folded(end) == "in" || line.form(end) == ",";
        let after = end
            + 1
            + usize::from(matches!(
                line.folded(end + 1),
                "northern"
                    | "southern"
                    | "eastern"
                    | "western"
                    | "central"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
            ));
        let wider = joins.then(|| known_at(line, after, line.len())).flatten();
        if let Some((n, Seems::Country(_) | Seems::Town)) = wider
            && (line.folded(end) == "in"
                || !line.is_word(after + n) && !line.is_possessive(after + n))
        {
            self.place += 3;
        }
        // "Arica, in Putre province,"
        if line.form(end) == "," && line.folded(end + 1) == "in" && region_at(line, end + 2) {
            self.place += 12;
        }
        let head = line.head_of(&candidate.core);
        if let Some(word) = line.word(head) {
            let governor = word.head.and_then(|h| line.word(h));
            let lemma = governor.map_or("", |g| &*g.lemma);
            if matches!(word.deprel, Deprel::Nsubj)
                && line.lexicon.is(WordClass::SayingVerbs, lemma)
            {
                self.person += if long { 5 } else { 4 };
                self.organization += 2;
            }
            if matches!(word.deprel, Deprel::Obj | Deprel::Iobj)
                && line.lexicon.is(WordClass::SayingVerbs, lemma)
                && matches!(lemma, "tell" | "inform")
            {
                self.person += 4;
                self.organization += 6;
            }
            self.add_apposition(line, head, end);
            if line.is_possessive(end) {
                self.person += 1;
                self.organization += 1;
            }
            if word.deprel == Deprel::Compound {
                self.organization += 2;
                self.person -= 1;
            }
            // "the newspaper El Sol", "the port Arica": the noun tells what it is, wherever the tree hangs the name.
            let beside = start.checked_sub(1).filter(|&w| line.is_upos(w, &[Upos::Noun]));
            let led = beside.is_some_and(|w| {
                let det = (w.saturating_sub(3)..w).rev().find(|&d| !is_modifier(line, d));
                det.is_some_and(|d| line.is_upos(d, &[Upos::Det]))
            });
            let named = governor.filter(|g| word.deprel == Deprel::Appos && g.upos == Upos::Noun);
            // "a shipping company, Arica Lines"
            let announced = || {
                let comma = start.checked_sub(1).filter(|&c| line.form(c) == ",")?;
                let noun = comma.checked_sub(1).filter(|&w| line.is_upos(w, &[Upos::Noun]))?;
                line.word(noun).filter(|w| long && line.lexicon.is(WordClass::BackBodies, &w.lemma))
            };
            // "Quito airline Andea"
            let body = beside.and_then(|w| line.word(w)).filter(|w| {
                w.feats.number == Some(Number::Sing)
                    && line.lexicon.is(WordClass::BackBodies, &w.lemma)
                    && !opens(line, start)
            });
            if let Some(noun) = named
                .or_else(|| beside.filter(|_| led).and_then(|w| line.word(w)))
                .or(body)
                .or_else(announced)
            {
                let lemma = &*noun.lemma;
                let is = |classes: &[WordClass]| line.lexicon.is_any(classes, lemma);
                if is(&[WordClass::Vessels]) && lemma != "carrier" {
                    self.other += 20;
                } else if is(&[WordClass::BackBodies, WordClass::SpeakingBodies]) {
                    // Hardly anything but a body stands right behind "news agency".
                    self.organization += if body.is_some() { 24 } else { 14 };
                } else if is(&[WordClass::BackPlaces]) {
                    self.place += 8;
                } else {
                    self.organization += 1;
                    self.person += i32::from(long);
                }
            }
        }
        // "Ana Ruiz, 47," and "Ana Ruiz, the …" are people.
        if line.form(end) == "," && line.is_upos(end + 1, &[Upos::Num]) && line.form(end + 2) == ","
        {
            self.person += 6;
        }
        if line.form(end) == "," && matches!(line.folded(end + 1), "who" | "whose") {
            self.person += 5;
        }
        if line.folded(end) == "who" {
            self.person += 4;
        }
        if long {
            let words = line.written(&candidate.core).split_whitespace().count();
            if (2..=3).contains(&words) {
                self.person += 3;
            }
            let initials = candidate.core.clone().any(|i| {
                let form = line.form(i).trim_end_matches('.');
                form.chars().count() == 1 && i > start
            });
            self.person += if initials { 4 } else { 0 };
        } else {
            let given = line.lexicon.given_name(line.folded(start));
            self.person += if given.is_some_and(|g| g != NameGender::Either) { 3 } else { 0 };
            self.organization += 1;
        }
    }

    /// "Condor, a Peruvian mining company," and "Arica, a port town," are what the noun tells.
    fn add_apposition(&mut self, line: &Line<'_>, head: usize, end: usize) {
        if line.form(end) != "," {
            return;
        }
        let mut after = line.sentence.children_by(head, &[Deprel::Appos]);
        let Some(at) = after.find(|&n| n > end && n < end + 9) else { return };
        let Some(noun) = line.word(at) else { return };
        // "a Quito think-tank" is told by both words.
        let hyphened = (at > 1 && line.is_hyphen(at - 1))
            .then(|| format!("{} {}", line.folded(at - 2), noun.lemma));
        let is = |classes: &[WordClass]| {
            line.lexicon.is_any(classes, &noun.lemma)
                || hyphened.as_ref().is_some_and(|both| line.lexicon.is_any(classes, both))
        };
        let before = (self.other, self.place, self.organization);
        if noun.upos != Upos::Noun {
        } else if is(&[WordClass::Vessels]) && &*noun.lemma != "carrier" {
            self.other += 20;
        } else if is(&[WordClass::BackPlaces]) {
            self.place += 14;
        } else if is(&[WordClass::BackBodies, WordClass::SpeakingBodies, WordClass::DescribedOrgs])
        {
            self.organization += 14;
        }
        // Only what has a name is told by a noun behind it.
        self.sure += i32::from(before != (self.other, self.place, self.organization));
    }

    /// Is it a name at all, not a common word that a sentence starts with, or one that is capitalized for other reasons?
    pub fn is_name(self) -> bool {
        let best = self.person.max(self.organization).max(self.place).max(self.other);
        self.sure > 0
            && !self.letter
            && (self.seen > 0 || best + PROPER * self.proper >= UNSEEN * self.mentions)
    }

    /// Adds what the trained model says of the name: less where it sees other words as the name.
    fn add_model(&mut self, line: &Line<'_>, candidate: &Candidate) {
        let core = &candidate.core;
        let overlapping = |name: &&Name| name.words.start < core.end && core.start < name.words.end;
        let Some(name) = line.named.iter().find(overlapping) else { return };
        self.seen += 1;
        // Sure of a name, the model knows that a first word is no common one.
        self.sure += i32::from(name.margin >= SURE_NAME);
        let most = if name.words == *core { 16 } else { 4 };
        let points = (name.margin / 60).clamp(0, most);
        match name.class {
            NameClass::Person => self.person += points,
            NameClass::Organization => self.organization += points,
            NameClass::Place => self.place += points,
            NameClass::Other => self.other += points,
        }
    }

    /// The kind that the evidence speaks for most.
    pub fn kind(self) -> EntityKind {
        let best = self.person.max(self.organization).max(self.place).max(self.other);
        if self.person == best {
            EntityKind::Person
        } else if self.place == best {
            EntityKind::Place
        } else if self.organization == best {
            EntityKind::Organization
        } else {
            EntityKind::Other
        }
    }
}

/// Does "Putre province", "the Putre district" or "the province of Putre" begin at word `at`?
fn region_at(line: &Line<'_>, at: usize) -> bool {
    let region = |i: usize| {
        matches!(
            line.folded(i),
            "state"
                | "province"
                | "district"
                | "region"
                | "county"
                | "prefecture"
                | "oblast"
                | "governorate"
                | "department"
                | "municipality"
        )
    };
    let at = at + usize::from(line.folded(at) == "the");
    let of = region(at) && line.folded(at + 1) == "of";
    let named = (at..at + 4)
        .take_while(|&i| line.is_capital(i) || line.is_hyphen(i) || region(i))
        .any(|i| i > at && region(i));
    of || named
}

/// May the word stand between a determiner and the noun before a name?
fn is_modifier(line: &Line<'_>, i: usize) -> bool {
    line.is_upos(i, &[Upos::Noun, Upos::Adj]) || line.is_hyphen(i)
}
