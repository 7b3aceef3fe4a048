//! Numbers that belong to events: how many people, weapons, things, how much money, how long.

mod number;

use crate::facts::Quantity;
use crate::grammar::{EntityKind, Factuality, Slot};
use crate::syntax::{Deprel, Upos};

use super::fillers::Fillers;
use super::matching::Candidate;
use super::predicate::Predicate;
use super::view::View;
pub use number::number_word;
use number::{Amount, amount, coin, currency};

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
        reader.toll();
    }
    reader.found
}

/// "one was killed and 26 wounded": the number right before a verb of harm is its own, whatever the tree shares out.
fn own_number(view: View<'_>, verb: usize) -> Option<Amount> {
    let number = verb.checked_sub(1).filter(|&n| view.upos(n) == Upos::Num && !is_day(view, n))?;
    let joined = number.checked_sub(1).is_some_and(|w| {
        matches!(view.upos(w), Upos::Cconj | Upos::Punct)
            || matches!(view.lemma(w), "least" | "than" | "some" | "over")
    });
    if joined { amount(view, number) } else { None }
}

/// Further verbs of harm that share a clause with this one, each with what it counts.
fn harmed_beside(view: View<'_>, trigger: usize) -> Vec<(usize, &str)> {
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
            if aside && !force {
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
        let numbers: Vec<usize> = view
            .parsed
            .children_by(head, &[Deprel::Nummod])
            // "nine boats", "$9": a number behind a name is no count of it.
            .filter(|&n| {
                let sign = view.parsed.words.get(head).is_some_and(|w| currency(&w.form).is_some());
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
                (Some(what), _) => self.push(what.to_owned(), a),
                (None, Some(part)) if view.upos(part) == Upos::Noun => {
                    if let Some(what) = self.what(part, counted, a) {
                        self.push(what, a);
                    }
                }
                // "detained four of them"
                (None, Some(part)) if view.upos(part) == Upos::Pron && self.takes_people() => {
                    self.push("people".to_owned(), a);
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

    /// Is it people that the event is done to?
    fn takes_people(&self) -> bool {
        matches!(self.candidate.mode.as_deref(), Some("arrest" | "deport"))
            || self.candidate.frame.event == "CONCEDE"
    }

    /// Who takes part in a protest, where they are counted.
    fn crowd(&mut self) {
        let predicate = &self.candidate.predicate;
        let by = [Slot::Preposition("by".to_owned()), Slot::Preposition("of".to_owned())];
        let subjects = predicate.heads(&Slot::Subject);
        let heads: Vec<usize> =
            subjects.chain(by.iter().flat_map(|slot| predicate.heads(slot))).collect();
        for head in heads {
            self.head(head, false, predicate);
        }
    }

    /// "put the death toll at 31", "the toll rose to 45", "the number of wounded reached 19".
    fn toll(&mut self) {
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
            .take_while(|&w| view.upos(w) != Upos::Punct)
            .find(|&w| view.upos(w) == Upos::Num && led(w) && !is_day(view, w));
        if let Some(a) = number.and_then(|n| amount(view, n)) {
            self.push(what.to_owned(), a);
        }
    }

    /// Is one person or thing told of that counts? "a woman was killed", "detained another man", "two boats and a ship".
    fn is_one(&self, head: usize) -> bool {
        let view = self.fillers.view;
        let article = view
            .child(head, Deprel::Det)
            .is_some_and(|d| matches!(view.lemma(d), "a" | "an" | "another" | "one"));
        let person = view.is(head, "people") && view.upos(head) == Upos::Noun;
        let named = self.fillers.mention(head).is_some_and(|m| {
            m.form == crate::entity::MentionForm::Name
                && self.fillers.kind(m.entity) == Some(EntityKind::Person)
        });
        // "detained a Peruvian"
        let person = person
            || self.fillers.mention(head).is_some_and(|m| {
                m.form != crate::entity::MentionForm::Pronoun
                    && self.fillers.kind(m.entity) == Some(EntityKind::Country)
            });
        if self.counts.is_some() {
            return (article && person) || named;
        }
        let beside = view.head(head).filter(|_| view.rel(head) == Deprel::Conj);
        let listed = beside.is_some_and(|h| view.child(h, Deprel::Nummod).is_some())
            && !view.is(head, "partitives");
        let held = self.candidate.mode.as_deref() == Some("arrest") && person;
        article && (listed || held)
    }

    /// What a noun counts, in the plural; `None` where its number is no quantity.
    fn what(&self, head: usize, counted: bool, a: Amount) -> Option<String> {
        let view = self.fillers.view;
        let noun = view.parsed.words.get(head)?.form.to_lowercase();
        if is_date(view, head) || view.is(head, "uncounted") {
            return None;
        }
        // The dead are no quantity of the attack that killed them.
        if view.is(head, "people") {
            let harms = |w: usize| {
                view.frames.triggers(view.lemma(w)).any(|(frame, _)| frame.event == "CASUALTIES")
            };
            let attack = self.candidate.frame.event == "ASSAULT";
            if (self.counts.is_some() && !counted) || (attack && harms(self.candidate.trigger)) {
                return None;
            }
        }
        // "wounded two Chileans"
        if self.candidate.frame.event == "ASSAULT" && self.candidate.frame.name.ends_with("kill") {
            return None;
        }
        match self.counts {
            Some(what) if counted && !view.is(head, "weapons") => return Some(what.to_owned()),
            _ => {}
        }
        // "left 12 dead"
        match noun.as_str() {
            "dead" => return Some("killed".to_owned()),
            "wounded" | "injured" => return Some("wounded".to_owned()),
            "missing" => return Some("missing".to_owned()),
            _ => {}
        }
        if let Some(unit) = a.unit.or_else(|| currency(&noun)) {
            return Some(coin(unit).to_owned());
        }
        let own = plural(&noun);
        // "police officers", "supply routes": what is counted has two words.
        let compound = view
            .parsed
            .children_by(head, &[Deprel::Compound])
            .find(|&c| c + 1 == head && view.upos(c) == Upos::Noun)
            .and_then(|c| view.parsed.words.get(c))
            .filter(|w| w.form.chars().all(char::is_lowercase));
        let square = view
            .parsed
            .children_by(head, &[Deprel::Amod])
            .find(|&c| c + 1 == head && matches!(view.lemma(c), "square" | "cubic" | "nautical"));
        let first = compound.or_else(|| square.and_then(|c| view.parsed.words.get(c)));
        Some(first.map_or_else(|| own.clone(), |first| format!("{} {own}", first.form)))
    }

    /// "52 drones, including 41 over Arica".
    fn including(&mut self, head: usize) {
        let view = self.fillers.view;
        let end = view.parsed.words.len();
        let Some(word) = (head + 1..(head + 9).min(end))
            .find(|&w| view.parsed.words.get(w).is_some_and(|x| &*x.form == "including"))
        else {
            return;
        };
        let bare = |n: usize| {
            view.upos(n) == Upos::Num
                && (view.rel(n) != Deprel::Nummod || view.upos(n + 1) == Upos::Adp)
        };
        if bare(word + 1)
            && let Some(a) = amount(view, word + 1)
            && let Some(last) = self.found.last()
        {
            let what = last.what.to_string();
            self.push(what, a);
        }
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

/// So many words behind it a toll is looked for.
const TOLL: usize = 12;

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

/// "June 2", "3 p.m.": numbers of the calendar and the clock count nothing.
fn is_date(view: View<'_>, head: usize) -> bool {
    const CLOCK: [&str; 13] = [
        "day", "week", "month", "year", "hour", "minute", "a.m.", "p.m.", "am", "pm", "percent",
        "cent", "%",
    ];
    let lemma = view.lemma(head);
    CLOCK.contains(&lemma)
        || super::time::is_month(lemma)
        // "nine Peruvians" are counted, "Room 12" is not.
        || (view.upos(head) == Upos::Propn
            && view.parsed.words.get(head).is_none_or(|w| !w.form.ends_with('s')))
}

/// The plural of a regular English noun, unless it is one already.
fn plural(noun: &str) -> String {
    if noun.ends_with('s')
        || matches!(
            noun,
            "people"
                | "personnel"
                | "aircraft"
                | "men"
                | "women"
                | "fishermen"
                | "children"
                | "crew"
                | "staff"
                | "police"
                | "cattle"
                | "livestock"
                | "sheep"
                | "per cent"
                | "percent"
        )
    {
        noun.to_owned()
    } else if let Some(stem) = noun.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o'])) {
        format!("{stem}ies")
    } else if noun == "person" {
        "people".to_owned()
    } else {
        format!("{noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn what_is_counted_is_named_in_the_plural() {
        assert_eq!(plural("drone"), "drones");
        assert_eq!(plural("embassy"), "embassies");
        assert_eq!(plural("people"), "people");
    }
}
