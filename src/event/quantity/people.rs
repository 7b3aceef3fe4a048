//! People who are counted: the dead and the hurt, crowds, tolls.

use super::number::Amount;
use super::{Counting, amount, is_day};
use crate::event::view::View;
use crate::grammar::Slot;
use crate::syntax::{Deprel, Upos};

/// "one was killed and 26 wounded": the number right before a verb of harm is its own, whatever the tree shares out.
pub(super) fn own_number(view: View<'_>, verb: usize) -> Option<Amount> {
    let number = verb.checked_sub(1).filter(|&n| view.upos(n) == Upos::Num && !is_day(view, n))?;
    let joined = number.checked_sub(1).is_some_and(|w| {
        matches!(view.upos(w), Upos::Cconj | Upos::Punct)
            || matches!(view.lemma(w), "least" | "than" | "some" | "over")
    });
    if joined { amount(view, number) } else { None }
}

/// Further verbs of harm that share a clause with this one, each with what it counts.
pub(super) fn harmed_beside(view: View<'_>, trigger: usize) -> Vec<(usize, &str)> {
    let end = view.parsed.words.len();
    (trigger.saturating_sub(10)..(trigger + 12).min(end))
        .filter(|&w| w != trigger)
        .filter(|&w| {
            let (first, second) = (w.min(trigger), w.max(trigger));
            let joined = |x: usize| view.upos(x) == Upos::Cconj || view.lemma(x) == ",";
            (first + 1..second).any(joined)
                && (first + 1..second).all(|x| !view.is_verb(x) || view.rel(x) == Deprel::AuxPass)
        })
        .filter_map(|w| {
            let form = view.parsed.words.get(w)?.form.to_lowercase();
            // Taggers take a bare participle for an adjective.
            let lemma = if view.upos(w) == Upos::Adj {
                form.strip_suffix("ed")?
            } else if view.is_verb(w) {
                view.lemma(w)
            } else {
                return None;
            };
            let mut frames = view.frames.triggers(lemma);
            let counts = frames.find_map(|(frame, trigger)| {
                let harm = frame.event == "CASUALTIES" && trigger.with.is_empty();
                // "killed nine and captured seven", not "captured the town".
                let taken = frame.counts.as_deref() == Some("captured")
                    && view
                        .parsed
                        .children_by(w, &[Deprel::Obj])
                        .any(|o| view.upos(o) == Upos::Num || view.is(o, "people"));
                let harm = harm || taken;
                frame.counts.as_deref().filter(|_| harm)
            })?;
            Some((w, counts))
        })
        .collect()
}

impl Counting<'_> {
    /// Whom "of them" means: the people in the plural that the sentence named last, else people.
    pub(super) fn those_before(&self, at: usize) -> String {
        let view = self.fillers.view;
        let form = |w: usize| view.parsed.words.get(w).map_or("", |word| &*word.form);
        let many = |&w: &usize| {
            view.upos(w) == Upos::Noun && view.is(w, "people") && form(w) != view.lemma(w)
        };
        let named = (0..at).rev().find(many);
        named.map_or_else(|| "people".to_owned(), |w| form(w).to_lowercase())
    }

    /// "nine people injured" behind "leaving two dead": these are hurt in another way than is counted.
    pub(super) fn is_hurt_otherwise(&self, head: usize) -> bool {
        let view = self.fillers.view;
        let Some(counts) = self.counts.filter(|_| view.is(head, "people")) else { return false };
        let next = head + 1;
        if next == self.candidate.trigger || !matches!(view.upos(next), Upos::Adj | Upos::Verb) {
            return false;
        }
        let form = view.parsed.words.get(next).map_or("", |word| &*word.form);
        match form {
            "dead" | "killed" => counts != "killed",
            "injured" | "wounded" | "hurt" => counts != "wounded",
            "missing" => counts != "missing",
            _ => false,
        }
    }

    /// "40 civilians and 11 soldiers were killed": everybody who is counted on the one side of the verb, whatever the tree
    /// makes of the list.
    pub(super) fn together(&mut self) {
        let view = self.fillers.view;
        let trigger = self.candidate.trigger;
        let Some(what) = self.counts.filter(|_| view.is_verb(trigger)) else {
            return;
        };
        let form = |w: usize| view.parsed.words.get(w).map_or("", |word| &*word.form);
        let helps = |w: usize| {
            matches!(view.rel(w), Deprel::Aux | Deprel::AuxPass) || view.upos(w) == Upos::Aux
        };
        let passive = view.is_passive(trigger);
        let range = if passive {
            let stops = |&w: &usize| view.upos(w) == Upos::Sconj || view.is_verb(w) && !helps(w);
            (0..trigger).rev().find(stops).map_or(0, |w| w + 1)..trigger
        } else {
            let end = view.parsed.words.len();
            let stops = |&w: &usize| view.is_verb(w) || matches!(view.upos(w), Upos::Sconj);
            trigger + 1..(trigger + 1..end).find(stops).unwrap_or(end)
        };
        let mut counted: Vec<Amount> = Vec::new();
        let mut last: Option<usize> = None;
        for n in range.clone().filter(|&n| view.upos(n) == Upos::Num && !is_day(view, n)) {
            let noun = (n + 1..range.end.min(n + 5))
                .take_while(|&w| !matches!(view.upos(w), Upos::Adp | Upos::Punct | Upos::Num))
                .find(|&w| view.is(w, "people") && view.upos(w) == Upos::Noun);
            let Some(noun) = noun.filter(|_| !self.is_total(n)) else { continue };
            let led = |k: usize| n.checked_sub(k).map_or("", form);
            if (1..5).any(|k| matches!(led(k), "including" | "among" | "them" | "whom")) {
                continue;
            }
            let joined = last.is_none_or(|last| (last + 1..n).any(|w| form(w) == "and"));
            if joined && let Some(a) = amount(view, n) {
                counted.push(a);
                last = Some(noun);
            }
        }
        if counted.len() > 1 {
            for a in counted {
                self.push(what.to_owned(), a);
            }
        }
    }

    /// Who takes part in a protest, where they are counted.
    pub(super) fn crowd(&mut self) {
        let predicate = &self.candidate.predicate;
        let view = self.fillers.view;
        let by = [Slot::Preposition("by".to_owned()), Slot::Preposition("of".to_owned())];
        // "led 2,000 supporters to the embassy"
        let leads = matches!(
            view.lemma(self.candidate.trigger),
            "lead" | "draw" | "bring" | "rally" | "mobilise" | "mobilize" | "gather" | "attract"
        );
        let led = predicate.heads(&Slot::Object).filter(|_| leads);
        let subjects = predicate.heads(&Slot::Subject).chain(led);
        let heads: Vec<usize> =
            subjects.chain(by.iter().flat_map(|slot| predicate.heads(slot))).collect();
        for head in heads {
            self.head(head, false, predicate);
        }
    }

    /// "put the death toll at 31", "the toll rose to 45", "the number of wounded reached 19".
    pub(super) fn toll(&mut self) {
        let view = self.fillers.view;
        let trigger = self.candidate.trigger;
        let numbered =
            (1..4).any(|k| trigger.checked_sub(k).is_some_and(|w| view.lemma(w) == "number"));
        let Some(what) = self.counts.filter(|_| numbered || view.lemma(trigger) == "toll") else {
            return;
        };
        let end = view.parsed.words.len().min(trigger + TOLL);
        let led = |n: usize| {
            (n.saturating_sub(4)..n).any(|w| {
                matches!(
                    view.lemma(w),
                    "at" | "to"
                        | "reach"
                        | "pass"
                        | "exceed"
                        | "hit"
                        | "top"
                        | "of"
                        | "be"
                        | "than"
                )
            })
        };
        let number = (trigger + 1..end)
            .take_while(|&w| {
                view.upos(w) != Upos::Punct
                    || matches!(view.lemma(w), "\"" | "“" | "”" | "``" | "''")
            })
            .find(|&w| view.upos(w) == Upos::Num && led(w) && !is_day(view, w));
        if let Some(a) = number.and_then(|n| amount(view, n)) {
            self.push(what.to_owned(), a);
        }
    }

    /// Is it people that the event is done to?
    pub(super) fn takes_people(&self) -> bool {
        matches!(self.candidate.mode.as_deref(), Some("arrest" | "deport"))
            || self.candidate.frame.event == "CONCEDE"
    }
}

/// So many words behind it a toll is looked for.
const TOLL: usize = 12;
