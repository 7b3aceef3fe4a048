//! Numbers that belong to events: how many people, weapons, things, how much money, how long.

mod number;
mod people;
mod what;

use crate::facts::Quantity;
use crate::grammar::{Factuality, Slot};
use crate::syntax::{Deprel, Upos};

use super::fillers::Fillers;
use super::matching::Candidate;
use super::predicate::Predicate;
use super::view::View;
pub use number::number_word;
use number::{Amount, amount, currency};
use people::{harmed_beside, own_number};
use what::plural;

/// Acts that are done with words: a number beside them counts those who speak, or belongs to what is spoken of.
const VERBAL: [&str; 6] = ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"];

/// The numbers that belong to an event: at its trigger, its object and its other arguments.
pub fn quantities(fillers: Fillers<'_>, candidate: &Candidate<'_>) -> Vec<Quantity> {
    let view = fillers.view;
    let event = candidate.frame.event.as_str();
    if VERBAL.contains(&event) {
        return Vec::new();
    }
    let counts = candidate.frame.counts.as_deref();
    let mut reader = Counting { fillers, candidate, counts, found: Vec::new() };
    // "No sailor was hurt" counts nobody.
    if event == "CASUALTIES" && candidate.factuality == Factuality::Denied {
        return Vec::new();
    }
    if event == "PROTEST" {
        reader.crowd();
    } else if event == "CONSULT" {
        // Who meets is no quantity of a meeting.
        reader.head(candidate.trigger, false, &candidate.predicate);
    } else {
        let own = counts.and_then(|what| Some((what, own_number(view, candidate.trigger)?)));
        match own {
            Some((what, a)) => reader.push(what.to_owned(), a),
            None => reader.arguments(&candidate.predicate),
        }
    }
    reader.rounds();
    reader.duration();
    reader.rate();
    // "killed nine and wounded 40" is one event.
    if event == "CASUALTIES" {
        for (verb, counts) in harmed_beside(view, candidate.trigger) {
            reader.counts = Some(counts);
            match own_number(view, verb) {
                Some(a) => reader.push(counts.to_owned(), a),
                None => reader.arguments(&view.predicate(verb)),
            }
        }
        reader.counts = candidate.frame.counts.as_deref();
        reader.together();
        reader.toll();
    }
    reader.found
}

/// What collects the numbers of one event.
struct Counting<'a> {
    fillers: Fillers<'a>,
    candidate: &'a Candidate<'a>,
    counts: Option<&'a str>,
    found: Vec<Quantity>,
}

impl Counting<'_> {
    fn arguments(&mut self, predicate: &Predicate) {
        let view = self.fillers.view;
        let mut heads: Vec<(usize, bool)> = vec![(predicate.word, false)];
        for argument in &predicate.arguments {
            let counted = match &argument.slot {
                Slot::Object => true,
                Slot::Preposition(p) if p == "of" => true,
                slot => self.candidate.frame.target.contains(slot) && *slot == Slot::Subject,
            };
            // "in two cities", "between two hotels" tell where, not how many.
            let aside = match &argument.slot {
                Slot::Preposition(p) => matches!(
                    p.as_str(),
                    "in" | "between"
                        | "among"
                        | "across"
                        | "near"
                        | "within"
                        | "during"
                        | "after"
                        | "before"
                        | "since"
                        | "until"
                        | "over"
                        | "around"
                        | "outside"
                ),
                _ => false,
            };
            let force = view.is(argument.head, "people") || view.is(argument.head, "weapons");
            // "nine strikes damaged two bridges": of the harm, not of what did it.
            let doer = matches!(self.candidate.frame.event.as_str(), "DAMAGE" | "CASUALTIES")
                && argument.slot == Slot::Subject
                && !counted;
            if aside && !force || doer {
                continue;
            }
            heads.push((argument.head, counted));
            let first = heads.len() - 1;
            heads.extend(
                view.parsed.children_by(argument.head, &[Deprel::Conj]).map(|c| (c, counted)),
            );
            // "a wave of 315 drones"
            for at in first..heads.len() {
                let Some(&(head, counted)) = heads.get(at) else { break };
                if counted && view.child(head, Deprel::Nummod).is_none() {
                    let below = view
                        .parsed
                        .children_by(head, &[Deprel::Nmod])
                        .find(|&n| view.case(n) == "of" && view.is(n, "weapons"));
                    if let Some(below) = below {
                        heads.push((below, counted));
                        heads.extend(
                            view.parsed.children_by(below, &[Deprel::Conj]).map(|c| (c, counted)),
                        );
                    }
                }
            }
        }
        // A head that stands in two slots is counted where one of them counts.
        heads.sort_unstable_by_key(|&(head, counted)| (head, !counted));
        heads.dedup_by_key(|(head, _)| *head);
        for (head, counted) in heads {
            self.head(head, counted, predicate);
        }
    }

    /// The number of one argument. `counted`: does it tell whom or what the event is done to?
    fn head(&mut self, head: usize, counted: bool, predicate: &Predicate) {
        let view = self.fillers.view;
        if self.is_hurt_otherwise(head) {
            return;
        }
        // "claimed the lives of nine people"
        if counted
            && self.counts.is_some()
            && view.lemma(head) == "life"
            && let Some(whose) =
                view.parsed.children_by(head, &[Deprel::Nmod]).find(|&n| view.case(n) == "of")
        {
            return self.head(whose, counted, predicate);
        }
        let numbers: Vec<usize> = view
            .parsed
            .children_by(head, &[Deprel::Nummod])
            // "nine boats", "$9": a number behind a name is no count of it.
            .filter(|&n| {
                let sign = view
                    .parsed
                    .words
                    .get(head)
                    .is_some_and(|w| currency(&w.form.to_lowercase()).is_some());
                // "41 over the city": nor is one with a preposition between.
                let apart = is_day(view, n)
                    || (n + 1..head).any(|w| view.upos(w) == Upos::Adp)
                    || self.is_total(n);
                (n < head || sign) && !apart && view.lemma(n + 1) != "-"
            })
            .collect();
        if !numbers.is_empty() {
            for number in numbers {
                if let Some(a) = amount(view, number)
                    && let Some(what) = self.what(head, counted, a)
                {
                    self.push(what, a);
                    self.including(head);
                }
            }
            return;
        }
        // "five United States citizens": the tree may hang a number on the name between.
        if let Some(a) = self.before_name(head)
            && let Some(what) = self.what(head, counted, a)
        {
            self.push(what, a);
            return;
        }
        // "26 were wounded", "ten of its sailors": the number is the argument itself.
        if view.upos(head) == Upos::Num && head != predicate.word {
            let Some(a) = amount(view, head) else { return };
            let part =
                view.parsed.children_by(head, &[Deprel::Nmod]).find(|&n| view.case(n) == "of");
            match (self.counts.filter(|_| counted), part) {
                // "seized one of its boats"
                (None, Some(_)) if a.value <= 1.0 => {}
                (Some(what), _) => self.push(what.to_owned(), a),
                (None, Some(part)) if view.upos(part) == Upos::Noun => {
                    if let Some(what) = self.what(part, counted, a) {
                        self.push(what, a);
                    }
                }
                // "detained four of them"
                (None, Some(part)) if view.upos(part) == Upos::Pron && self.takes_people() => {
                    self.push(self.those_before(head), a);
                }
                _ => {}
            }
            return;
        }
        if counted && self.is_one(head) {
            let what = match self.counts {
                Some(what) => Some(what.to_owned()),
                None => self.what(head, counted, Amount::ONE),
            };
            if let Some(what) = what {
                self.push(what, Amount::ONE);
            }
        }
    }

    /// The number at the front of "five United States citizens".
    fn before_name(&self, head: usize) -> Option<Amount> {
        let view = self.fillers.view;
        if view.upos(head) != Upos::Noun {
            return None;
        }
        let capital = |w: usize| {
            view.parsed.words.get(w).is_some_and(|x| x.form.starts_with(char::is_uppercase))
        };
        let number = (head.saturating_sub(4)..head)
            .rev()
            .find(|&w| !capital(w) || view.upos(w) == Upos::Num)?;
        let apart = number + 1 < head && view.upos(number) == Upos::Num;
        (apart && !is_day(view, number) && !self.is_total(number)).then(|| amount(view, number))?
    }

    /// "12 of 15 drones": how many there were in all.
    fn is_total(&self, number: usize) -> bool {
        let view = self.fillers.view;
        let mut before = (0..number).rev();
        let of = before.find(|&w| view.upos(w) != Upos::Det);
        of.is_some_and(|of| {
            view.lemma(of) == "of" && of.checked_sub(1).is_some_and(|w| view.upos(w) == Upos::Num)
        })
    }

    /// "a 25 per cent tariff", "tariffs of between 32 and 49 percent".
    fn rate(&mut self) {
        if self.candidate.mode.as_deref() != Some("tariffs") {
            return;
        }
        let view = self.fillers.view;
        let form = |w: usize| view.parsed.words.get(w).map_or("", |word| &*word.form);
        for number in 0..view.parsed.words.len() {
            let what = match (form(number + 1), form(number + 2)) {
                ("per", "cent") => "per cent",
                ("percent" | "%", _) => "percent",
                _ => continue,
            };
            if view.upos(number) == Upos::Num
                && let Some(a) = amount(view, number)
            {
                self.push(what.to_owned(), a);
            }
        }
    }

    /// "nine rounds of talks"
    fn rounds(&mut self) {
        let view = self.fillers.view;
        let trigger = self.candidate.trigger;
        if view.upos(trigger) == Upos::Noun
            && view.case(trigger) == "of"
            && let Some(whole) = view.head(trigger).filter(|&h| view.upos(h) == Upos::Noun)
        {
            self.head(whole, false, &self.candidate.predicate);
        }
    }

    /// "sentenced to nine years", "a three-month truce".
    fn duration(&mut self) {
        let view = self.fillers.view;
        if !matches!(self.candidate.mode.as_deref(), Some("sentence" | "ceasefire")) {
            return;
        }
        let long = |w: usize| matches!(view.lemma(w), "year" | "month" | "week" | "day");
        let trigger = self.candidate.trigger;
        let mut units: Vec<usize> =
            self.candidate.predicate.arguments.iter().map(|a| a.head).collect();
        units.extend(view.parsed.children(trigger));
        // "to nine years": the tree may hang the years a little deeper.
        units.extend((trigger + 1..trigger + 14).take_while(|&w| !view.is_verb(w)));
        units.sort_unstable();
        units.dedup();
        for unit in units {
            if !long(unit) {
                continue;
            }
            let number = view.child(unit, Deprel::Nummod).filter(|&n| n < unit);
            let lasts =
                matches!(view.case(unit).as_str(), "for" | "to" | "of" | "")
                    && view.parsed.words.get(unit + 1).is_none_or(|w| {
                        !matches!(&*w.form, "ago" | "old" | "later" | "earlier" | "-")
                    });
            if let Some(a) = number.filter(|_| lasts).and_then(|n| amount(view, n)) {
                self.push(plural(view.lemma(unit)), a);
            }
        }
    }

    fn push(&mut self, what: String, a: Amount) {
        let unit = a.unit.map(Into::into);
        let quantity =
            Quantity { what: what.into(), value: a.value, bound: a.bound, max: a.max, unit };
        let known =
            |q: &Quantity| q.what == quantity.what && q.value.total_cmp(&quantity.value).is_eq();
        if !self.found.iter().any(known) {
            self.found.push(quantity);
        }
    }
}

/// "12 May", "May 12": the number of a day.
fn is_day(view: View<'_>, number: usize) -> bool {
    let month = |w: usize| super::time::is_month(view.lemma(w));
    let digits = view
        .parsed
        .words
        .get(number)
        .is_some_and(|w| w.form.starts_with(|c: char| c.is_ascii_digit()));
    digits && (month(number + 1) || number.checked_sub(1).is_some_and(month))
}
