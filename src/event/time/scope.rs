//! Which words of a sentence a time phrase dates.

use super::TimePhrase;
use super::attach::Dates;
use crate::grammar::TriggerPos;
use crate::syntax::{Deprel, Upos, VerbForm};

/// How many words may lead to the phrase that opens a sentence: "In the small hours of Monday".
const OPENING: usize = 9;

/// So many heads of a phrase are climbed to find its clause.
const CLAUSES: usize = 10;

impl Dates<'_> {
    /// Does the phrase tell when this word happens?
    pub(super) fn dates(self, phrase: &TimePhrase, word: usize) -> bool {
        let before =
            |k: usize| phrase.first.checked_sub(k).map_or_else(String::new, |w| self.form(w));
        // "until Friday", "since March": an end or a start is no date.
        if matches!(before(1).as_str(), "until" | "till" | "before" | "after") && !self.owns(phrase)
        {
            return false;
        }
        // "has recalled its envoy following the raid on Sunday": what has been done is not dated.
        if let Some(noun) = self.undated_perfect(phrase) {
            return noun == word;
        }
        if self.of_signing(phrase) == Some(word) {
            return true;
        }
        let found = self
            .inside_subject(phrase)
            .or_else(|| self.behind_state(phrase))
            .or_else(|| self.verb_beside(phrase))
            .or_else(|| self.opened(phrase))
            .or_else(|| self.set_off(phrase))
            .or_else(|| self.judged(phrase));
        match found {
            Some(found) => found == word,
            None => self.hangs_on(phrase, word),
        }
    }

    /// "Late Saturday, Peru's ministry summoned …": the verb of the sentence that a phrase opens, whatever the tree makes
    /// of it.
    fn opened(self, phrase: &TimePhrase) -> Option<usize> {
        if self.owns(phrase) || !self.leads_to(phrase) || self.named_by(phrase).is_some() {
            return None;
        }
        let view = self.view;
        (phrase.end..view.parsed.words.len()).find(|&w| {
            let finite = view
                .parsed
                .words
                .get(w)
                .is_some_and(|word| word.feats.verb_form == Some(VerbForm::Fin))
                || view.parsed.children_by(w, &[Deprel::Aux, Deprel::AuxPass]).next().is_some();
            let below = matches!(
                view.rel(w),
                Deprel::AclRelcl
                    | Deprel::AdvclRelcl
                    | Deprel::Acl
                    | Deprel::Advcl
                    | Deprel::Amod
                    | Deprel::Csubj
            );
            let clefted = self.form(0) == "it" && view.rel(w) != Deprel::Acl;
            view.upos(w) == Upos::Verb && finite && (!below || clefted)
        })
    }

    /// Does nothing but small words and times of the day stand before the phrase: "In the small hours of Monday", "At
    /// about 2 a.m. local time on 3 May", "It was on Monday that"?
    pub fn leads_to(self, phrase: &TimePhrase) -> bool {
        let view = self.view;
        let cleft = phrase.first > 2
            && self.form(0) == "it"
            && self.form(1) == "was"
            && self.form(phrase.end) == "that";
        let small = |w: usize| {
            matches!(view.upos(w), Upos::Det | Upos::Adv | Upos::Cconj | Upos::Punct)
                || (view.upos(w) == Upos::Num && phrase.first > w + 1)
                || matches!(
                    self.form(w).as_str(),
                    "on" | "at"
                        | "in"
                        | "of"
                        | "around"
                        | "during"
                        | "late"
                        | "early"
                        | "earlier"
                        | "later"
                        | "small"
                        | "hours"
                        | "morning"
                        | "afternoon"
                        | "evening"
                        | "night"
                        | "dawn"
                        | "dusk"
                        | "noon"
                        | "midday"
                        | "midnight"
                        | "a.m."
                        | "p.m."
                        | "am"
                        | "pm"
                        | "local"
                        | "time"
                        | "gmt"
                        | "day"
                )
        };
        phrase.first <= OPENING && (cleft || (0..phrase.first).all(small))
    }

    /// The verb that a phrase touches, which it dates whatever the tree says: "voted on Tuesday", "Peru on Tuesday
    /// declared".
    fn verb_beside(self, phrase: &TimePhrase) -> Option<usize> {
        // "condemned Monday's strike"
        if self.owns(phrase) {
            return None;
        }
        let mut from = phrase.first;
        while from > 0
            && (matches!(
                self.form(from - 1).as_str(),
                "on" | "late" | "early" | "earlier" | "later" | "just" | "only"
            ) && self.view.upos(from - 1) != Upos::Verb)
        {
            from -= 1;
        }
        // "had on Tuesday attacked": "had" only helps.
        let helps = |w: usize| {
            matches!(self.view.lemma(w), "have" | "be") && self.view.upos(phrase.end) == Upos::Verb
        };
        // "in a letter dated 2 June, Peru complained": the day of the complaint.
        let dated = |w: usize| self.form(w) == "dated";
        let before = from
            .checked_sub(1)
            .filter(|&w| self.view.upos(w) == Upos::Verb && !helps(w) && !dated(w));
        if before.is_some() {
            return before;
        }
        let mut to = phrase.end;
        while matches!(self.view.upos(to), Upos::Aux | Upos::Adv) {
            to += 1;
        }
        let finite = self
            .view
            .parsed
            .words
            .get(to)
            .is_some_and(|w| w.feats.verb_form == Some(VerbForm::Fin) || to > phrase.end);
        let inside = from > 0 && self.view.upos(from - 1) != Upos::Punct;
        (inside && finite && self.view.upos(to) == Upos::Verb).then_some(to)
    }

    /// Does the phrase hang on `word`, directly or through its objects and places, with no other clause between?
    fn hangs_on(self, phrase: &TimePhrase, word: usize) -> bool {
        let mut at = phrase.head(self.view.parsed);
        let first = at;
        let own = self.named_by(phrase);
        for _ in 0..5 {
            if at == word {
                return true;
            }
            let passes = at == first
                || (self.view.rel(at) == Deprel::Acl && self.form(at) == "dated")
                || matches!(
                    self.view.rel(at),
                    Deprel::Obj
                        | Deprel::Obl
                        | Deprel::OblUnmarked
                        | Deprel::Nmod
                        | Deprel::NmodUnmarked
                        | Deprel::Flat
                        | Deprel::Appos
                        | Deprel::Compound
                        | Deprel::Advmod
                        | Deprel::Nummod
                )
                // "met the presidents of Peru and Chile on Monday"
                || (self.view.rel(at) == Deprel::Conj
                    && self.view.upos(at) != Upos::Verb
                    && !self.tells(at))
                // "Strikes on May 30 killed nine."
                || (matches!(self.view.rel(at), Deprel::Nsubj | Deprel::NsubjPass)
                    && self.view.head(first) == Some(at));
            // "has closed the border since the raid on Sunday": the raid was on Sunday.
            let apart = at != first
                && self.view.rel(at) == Deprel::Obl
                && self.tells(at)
                && matches!(
                    self.view.case(at).as_str(),
                    "since" | "after" | "before" | "following" | "until" | "over" | "ahead of"
                );
            if !passes || apart || (own == Some(at) && !self.lends(at)) {
                return false;
            }
            let Some(mut head) = self.view.head(at) else { return false };
            // The tree may hang a day on a full stop.
            if self.view.upos(head) == Upos::Punct {
                let verb = (0..phrase.first).rev().find(|&w| self.view.upos(w) == Upos::Verb);
                let Some(verb) = verb else { return false };
                head = verb;
            }
            at = head;
        }
        false
    }

    /// "the September 11 massacre", "Monday's strike": the noun that a phrase before it names.
    fn named_by(self, phrase: &TimePhrase) -> Option<usize> {
        let first = phrase.head(self.view.parsed);
        // "On Monday Ana Vera flew": no day of hers.
        let on = phrase.first.checked_sub(1).is_some_and(|w| self.form(w) == "on");
        if on && !self.owns(phrase) {
            return None;
        }
        let names = matches!(
            self.view.rel(first),
            Deprel::Compound
                | Deprel::NmodUnmarked
                | Deprel::NmodPoss
                | Deprel::Amod
                | Deprel::Nmod
        );
        self.view.head(first).filter(|&noun| {
            names && noun >= phrase.end && matches!(self.view.upos(noun), Upos::Noun | Upos::Propn)
        })
    }

    /// Does what a dated noun names happen together with its clause: "Monday's strike killed", "in Monday's talks"?
    fn lends(self, noun: usize) -> bool {
        match self.view.rel(noun) {
            // "Monday's strike was condemned": not on Monday.
            Deprel::Nsubj | Deprel::NsubjPass => {
                !self.view.head(noun).is_some_and(|verb| self.view.is(verb, "judging"))
            }
            Deprel::Obl => {
                matches!(self.view.case(noun).as_str(), "in" | "during" | "at" | "by" | "on")
            }
            _ => false,
        }
    }

    /// Does the noun name an event?
    pub(super) fn tells(self, noun: usize) -> bool {
        let lemma = self.view.lemma(noun);
        self.view.upos(noun) == Upos::Noun
            && (lemma.ends_with("ing")
                || matches!(lemma, "incident" | "episode" | "event" | "operation" | "blast")
                || self.is_event(noun))
    }

    /// Is the noun one of those that frames read?
    pub(super) fn is_event(self, noun: usize) -> bool {
        let lemma = self.view.lemma(noun);
        let mut frames = self.view.frames.triggers(lemma);
        frames.any(|(_, trigger)| trigger.pos == TriggerPos::Noun)
    }

    /// Does the day of a phrase bear on what `trigger` tells, or does it belong to a clause of its own: "urges Peru to
    /// return to the talks that it left on Sunday"?
    pub fn bears_on(self, phrase: &TimePhrase, trigger: usize) -> bool {
        let view = self.view;
        if phrase.past.is_some_and(|when| when.date().is_none()) {
            return false;
        }
        let mut at = phrase.head(view.parsed);
        for _ in 0..CLAUSES {
            if at == trigger {
                return true;
            }
            let below = matches!(view.rel(at), Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl);
            let Some(head) = view.head(at) else { return true };
            if below && !view.is_below(trigger, at) {
                return false;
            }
            at = head;
        }
        true
    }

    /// Does the phrase only name a noun: "the September 11 massacre"?
    pub fn names_only(self, phrase: &TimePhrase) -> bool {
        self.named_by(phrase).is_some_and(|noun| !self.lends(noun))
    }
}
