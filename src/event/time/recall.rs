//! A day that one sentence tells of what another has told: "The raid took place on Sunday", "Sunday's raid".

use super::attach::Dates;
use super::{TimePhrase, When};
use crate::grammar::TriggerPos;
use crate::syntax::{Deprel, Tense, Upos, VerbForm};

/// Words for what has happened, of which a frame need not read an event.
const HAPPENINGS: [&str; 7] =
    ["incident", "exchange", "violence", "episode", "event", "firefight", "blast"];

/// What somebody is on while other things happen.
const JOURNEYS: [&str; 5] = ["visit", "trip", "tour", "mission", "journey"];

/// An event that was told before, and its day.
#[derive(Debug, Clone, Copy)]
pub struct Recalled {
    /// The noun that points back to it.
    pub noun: usize,
    /// When it was.
    pub when: When,
    /// Is the day all that the noun has: "Sunday's raid"? It recalls only what had the same name.
    pub named: bool,
}

impl Dates<'_> {
    /// The event told before whose day this sentence tells. Cost: linear in its phrases.
    pub fn recalled(self) -> Option<Recalled> {
        self.phrases.iter().find_map(|phrase| {
            let when = phrase.past.filter(|when| when.date().is_some())?;
            self.set_in(phrase)
                .map(|noun| Recalled { noun, when, named: false })
                .or_else(|| Some(Recalled { noun: self.owned(phrase)?, when, named: true }))
        })
    }

    /// "The raid took place on Sunday": the definite subject of a verb by which an event comes about.
    fn set_in(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let noun = (0..phrase.first).find(|&w| self.points_back(w))?;
        let verb = (noun + 1..phrase.first).find(|&w| view.upos(w) == Upos::Verb)?;
        let leads = noun <= FIRST && view.is(verb, "happen");
        let near = (noun + 1..verb).all(|w| view.upos(w) != Upos::Punct)
            && (verb + 1..phrase.first).all(|w| !matches!(view.upos(w), Upos::Verb | Upos::Sconj));
        (leads && near && self.dates(phrase, verb)).then_some(noun)
    }

    /// "Sunday's raids hit": the noun at the front of a sentence that a day owns.
    fn owned(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let noun = (phrase.end..phrase.end + 4).find(|&w| self.tells(w))?;
        let subject = matches!(view.rel(noun), Deprel::Nsubj | Deprel::NsubjPass);
        (self.owns(phrase) && subject && phrase.first <= FIRST).then_some(noun)
    }

    /// Is the noun a definite one for what has happened: "the raid", "that incident"?
    fn points_back(self, noun: usize) -> bool {
        let view = self.view;
        let known = |d: usize| matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those");
        let lemma = view.lemma(noun);
        view.upos(noun) == Upos::Noun
            && (view.parsed.children_by(noun, &[Deprel::Det]).any(known)
                || noun.checked_sub(1).is_some_and(known))
            && (HAPPENINGS.contains(&lemma) || self.is_event(noun))
    }

    /// Is the verb one whose subject points back to an event: "The raid came as"?
    pub(super) fn echoes(self, verb: usize) -> bool {
        let view = self.view;
        view.is(verb, "happen")
            && view
                .child(verb, Deprel::Nsubj)
                .is_some_and(|noun| noun < verb && self.points_back(noun))
    }

    /// "Vera, on a visit to Lima, praised": what somebody does while on a journey.
    pub(super) fn journey(self, noun: usize) -> Option<usize> {
        let view = self.view;
        let on = JOURNEYS.contains(&view.lemma(noun)) && view.case(noun) == "on";
        if !on || view.rel(noun) != Deprel::Nmod {
            return None;
        }
        let who = view.head(noun)?;
        let subject = matches!(view.rel(who), Deprel::Nsubj | Deprel::NsubjPass);
        view.head(who).filter(|&verb| subject && view.upos(verb) == Upos::Verb)
    }

    /// "the raid on Lima on 4 May in which nine were hurt": the day of the noun for an event before "in which", whatever
    /// the tree hangs its clause on.
    pub(super) fn happening(self, clause: usize) -> Option<TimePhrase> {
        let view = self.view;
        let mut below =
            view.parsed.children_by(clause, &[Deprel::Obl, Deprel::OblUnmarked, Deprel::Nmod]);
        let led = |w: usize| {
            w.checked_sub(1)
                .is_some_and(|p| matches!(self.form(p).as_str(), "in" | "during" | "at"))
        };
        let which = below.find(|&w| w < clause && self.form(w) == "which" && led(w));
        // "the raid on Lima on Monday, which killed nine"
        let harms = || {
            let subject = view.child(clause, Deprel::Nsubj)?;
            let bare = self.form(subject) == "which" && view.is(clause, "harm");
            (bare && subject < clause && !led(subject)).then_some(subject)
        };
        let which = which.or_else(harms)?;
        self.scene_before(which)
    }

    /// The day of the event told last before a relative pronoun.
    fn scene_before(self, which: usize) -> Option<TimePhrase> {
        let noun = (which.saturating_sub(REACH)..which).rev().find(|&w| self.tells(w))?;
        let named = self.phrases.iter().find(|phrase| self.dates(phrase, noun));
        // "the September 4 raid", "the raid in Lima, on 4 May, in which"
        let beside = || {
            self.phrases.iter().find(|phrase| {
                let before = phrase.first < noun && phrase.end == noun;
                let behind = phrase.first > noun && phrase.end + 2 >= which && phrase.end < which;
                before || behind
            })
        };
        named.or_else(beside).copied()
    }

    /// "arrived in Lima on Monday, where she met Vera": what is done where somebody has gone is done when he went.
    pub(super) fn went_on(self, clause: usize) -> Option<usize> {
        let view = self.view;
        let relative = matches!(view.rel(clause), Deprel::AclRelcl | Deprel::AdvclRelcl);
        let mut adverbs = view.parsed.children_by(clause, &[Deprel::Advmod, Deprel::Mark]);
        if !relative || !adverbs.any(|w| self.form(w) == "where") {
            return None;
        }
        let verb = (0..clause).rev().find(|&w| {
            view.upos(w) == Upos::Verb && !self.form(w).ends_with("ing") && view.is_below(clause, w)
        })?;
        let past =
            |w: usize| view.parsed.words.get(w).is_some_and(|x| x.feats.tense == Some(Tense::Past));
        (view.is(verb, "purposeful") && past(verb) && past(clause)).then_some(verb)
    }

    /// Does a verb in the present, or in the perfect, follow one in the past that it is joined to?
    pub(super) fn turns_to_now(self, verb: usize, first: usize) -> bool {
        let view = self.view;
        let fin = |w: usize, tense| {
            view.parsed.words.get(w).is_some_and(|x| {
                x.feats.tense == Some(tense) && x.feats.verb_form == Some(VerbForm::Fin)
            })
        };
        let aux = |w: usize| view.parsed.children_by(w, &[Deprel::Aux, Deprel::AuxPass]).next();
        let now = match aux(verb) {
            Some(has) => view.lemma(has) == "have" && fin(has, Tense::Pres),
            None => fin(verb, Tense::Pres),
        };
        let then = match aux(first) {
            Some(was) => fin(was, Tense::Past),
            None => fin(first, Tense::Past),
        };
        now && then
    }

    /// May the noun tell an event of this type?
    pub fn may_tell(self, noun: usize, kind: &str) -> bool {
        let lemma = self.view.lemma(noun);
        let harm = ["ASSAULT", "CASUALTIES", "DAMAGE"];
        let mut frames = self.view.frames.triggers(lemma);
        let read = frames.any(|(frame, trigger)| {
            trigger.pos == TriggerPos::Noun
                && (frame.event == kind || frame.event == "ASSAULT" && harm.contains(&kind))
        });
        read || HAPPENINGS.contains(&lemma) && harm.contains(&kind)
    }
}

/// A noun that points back stands among the first words.
const FIRST: usize = 4;

/// So many words before "in which" the event is looked for.
const REACH: usize = 24;
