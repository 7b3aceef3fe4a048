//! Phrases that date the noun of an event, though they hang on a verb or touch one.

use super::TimePhrase;
use super::attach::Dates;
use crate::syntax::{Deprel, Tense, Upos, VerbForm};

/// So many words behind "of" what is signed is looked for.
const SIGNED: usize = 6;

/// So many heads of a phrase are looked at.
const STEPS: usize = 4;

/// What somebody does who says something.
const SPEAKING: [&str; 8] =
    ["speak", "address", "talk", "write", "post", "testify", "answer", "reply"];

/// States in which somebody is, not acts of a day: "detained a man suspected of theft on Monday".
const STATES: [&str; 6] = ["suspect", "accuse", "want", "believe", "know", "charge"];

impl Dates<'_> {
    /// Is the phrase a possessive: "Monday's strike"?
    pub(super) fn owns(self, phrase: &TimePhrase) -> bool {
        matches!(self.form(phrase.end).as_str(), "'s" | "’s")
    }

    /// "welcomed the signing in Lima, on 4 May 2024, of a pact": a day between commas behind the name of an event dates
    /// that, not the verb that speaks of it.
    pub(super) fn set_off(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let comma = phrase.first.checked_sub(2)?;
        if self.form(comma) != "," || self.form(comma + 1) != "on" {
            return None;
        }
        let verb = view.head(phrase.head(view.parsed)).filter(|&v| view.upos(v) == Upos::Verb)?;
        view.parsed.children_by(verb, &[Deprel::Obj]).find(|&o| o < comma && self.tells(o))
    }

    /// "the signing, on 4 May 2024, of a pact": the pact, whose signing has the day.
    pub(super) fn of_signing(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let noun = self.set_off(phrase)?;
        let signing = matches!(
            view.lemma(noun),
            "signing" | "signature" | "conclusion" | "adoption" | "opening" | "launch" | "start"
        );
        let of = phrase.end + 1;
        let led = self.form(phrase.end) == "," && self.form(of) == "of";
        (of + 1..of + SIGNED).find(|&w| signing && led && self.is_event(w))
    }

    /// "condemns the strike on Lima on Friday", "on Sunday condemned the strike of Friday": who judges in the present, or
    /// on another day that is told, judges what happened that day.
    pub(super) fn judged(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let verb = view.head(phrase.head(view.parsed)).filter(|&v| view.upos(v) == Upos::Verb)?;
        let judges = view.is(verb, "judging");
        let feats = view.parsed.words.get(verb)?.feats;
        let present = feats.tense == Some(Tense::Pres) && feats.verb_form == Some(VerbForm::Fin);
        // "confirmed the death of a soldier near Lima on 18 April": what is spoken of soon has its weekday told, what was
        // before, its date.
        let spoken = || {
            judges
                || view.is(verb, "saying")
                || matches!(view.lemma(verb), "express" | "raise" | "recall")
        };
        let dated = (phrase.first..phrase.end).any(|w| super::is_month(&self.form(w)));
        if dated && phrase.first > verb && spoken() {
            let between = |&w: &usize| self.tells(w) && view.upos(w + 1) == Upos::Adp;
            let noun = (verb + 1..phrase.first).find(between)?;
            let apart = (noun..phrase.first)
                .any(|w| view.upos(w) == Upos::Verb && view.rel(w) != Deprel::Amod);
            return (!apart).then_some(noun);
        }
        let noun = view
            .parsed
            .children_by(verb, &[Deprel::Obj])
            .find(|&o| o < phrase.first && self.tells(o))?;
        (judges && present && phrase.first > verb).then_some(noun)
    }

    /// "Speaking in Lima on Monday, Vera accused", "in a statement issued on Monday, Peru accused": the day on which a verb
    /// is said, told of the speech or the paper.
    pub(super) fn spoken(self, verb: usize) -> Option<TimePhrase> {
        let view = self.view;
        if view.upos(verb) != Upos::Verb {
            return None;
        }
        let speaks =
            |&w: &usize| SPEAKING.contains(&view.lemma(w)) && self.form(w).ends_with("ing");
        let subject = view.child(verb, Deprel::Nsubj);
        let beside = view.parsed.children_by(verb, &[Deprel::Advcl, Deprel::Acl]);
        let below = subject.into_iter().flat_map(|s| view.parsed.children_by(s, &[Deprel::Acl]));
        if let Some(said) = beside.chain(below).find(speaks) {
            return self.at(said);
        }
        let within =
            |w: &usize| view.is(*w, "papers") && matches!(&*view.case(*w), "in" | "through");
        let own = view.parsed.children_by(verb, &[Deprel::Obl]);
        let of_subject =
            subject.into_iter().flat_map(|s| view.parsed.children_by(s, &[Deprel::Nmod]));
        let paper = own.chain(of_subject).find(within)?;
        let issued =
            view.parsed.children_by(paper, &[Deprel::Acl]).find(|&w| view.is_participle(w));
        self.at(paper).or_else(|| self.at(issued?))
    }

    /// "detained a man suspected of theft at the border on Monday": the verb that takes who is only described by what
    /// stands before the day.
    pub(super) fn behind_state(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let mut at = phrase.head(view.parsed);
        for _ in 0..STEPS {
            at = view.head(at)?;
            if view.upos(at) == Upos::Verb && view.child(at, Deprel::Obj).is_some() {
                return None;
            }
            if STATES.contains(&view.lemma(at)) && view.is_participle(at) {
                let described = matches!(view.rel(at), Deprel::Acl | Deprel::Xcomp);
                let mut verb = view.head(at).filter(|_| described)?;
                if view.upos(verb) != Upos::Verb {
                    verb = view.head(verb)?;
                }
                return (view.upos(verb) == Upos::Verb && verb < at).then_some(verb);
            }
        }
        None
    }

    /// "has recalled its envoy following the raid on Sunday": a verb in the present perfect has no day of its own; the
    /// noun of an event before the day has it.
    pub(super) fn undated_perfect(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let day = phrase.past.and_then(super::When::date)?;
        if self.anchor.is_none_or(|anchor| day >= anchor) {
            return None;
        }
        let verb = view.head(phrase.head(view.parsed)).filter(|&v| view.upos(v) == Upos::Verb)?;
        let mut aux = view.parsed.children_by(verb, &[Deprel::Aux]);
        let perfect = aux.any(|a| {
            let feats = view.parsed.words.get(a).map(|w| w.feats);
            view.lemma(a) == "have" && feats.is_some_and(|f| f.tense == Some(Tense::Pres))
        });
        let led = phrase.first.checked_sub(1).is_some_and(|w| self.form(w) == "on");
        if !perfect || !led || phrase.first < verb {
            return None;
        }
        (verb + 1..phrase.first).rev().find(|&w| self.tells(w))
    }

    /// "The death of a soldier near Lima on Friday was confirmed": what stands between the noun of an event and the verb
    /// that it is the subject of belongs to the noun.
    pub(super) fn inside_subject(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let mut to = phrase.end;
        while matches!(view.upos(to), Upos::Aux | Upos::Adv) {
            to += 1;
        }
        let judged = || view.is(to, "judging") || view.is(to, "saying");
        if view.upos(to) != Upos::Verb || phrase.first == 0 || !judged() {
            return None;
        }
        let mut subjects = view.parsed.children_by(to, &[Deprel::Nsubj, Deprel::NsubjPass]);
        subjects.find(|&noun| {
            noun < phrase.first
                && self.tells(noun)
                && (noun..phrase.first).all(|w| !matches!(view.upos(w), Upos::Punct | Upos::Verb))
        })
    }
}
