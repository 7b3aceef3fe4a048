//! Phrases that date the noun of an event, though they hang on a verb or touch one.

use super::TimePhrase;
use super::attach::Dates;
use crate::syntax::{Deprel, Tense, Upos, VerbForm};

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

    /// "condemns the strike on Lima on Friday", "on Sunday condemned the strike of Friday": who judges in the present, or
    /// on another day that is told, judges what happened that day.
    pub(super) fn judged(self, phrase: &TimePhrase) -> Option<usize> {
        let view = self.view;
        let verb = view.head(phrase.head(view.parsed)).filter(|&v| view.upos(v) == Upos::Verb)?;
        let judges = view.is(verb, "judging");
        let feats = view.parsed.words.get(verb)?.feats;
        let present = feats.tense == Some(Tense::Pres) && feats.verb_form == Some(VerbForm::Fin);
        let noun = view
            .parsed
            .children_by(verb, &[Deprel::Obj])
            .find(|&o| o < phrase.first && self.tells(o))?;
        (judges && present && phrase.first > verb).then_some(noun)
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
