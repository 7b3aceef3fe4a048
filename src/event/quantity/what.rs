//! What a number counts, and whether it counts anything.

use super::Counting;
use super::number::{Amount, amount, coin, currency};
use crate::event::view::View;
use crate::grammar::EntityKind;
use crate::syntax::{Deprel, Upos};

/// "June 2", "3 p.m.": numbers of the calendar and the clock count nothing.
pub(super) fn is_date(view: View<'_>, head: usize) -> bool {
    const CLOCK: [&str; 13] = [
        "day", "week", "month", "year", "hour", "minute", "a.m.", "p.m.", "am", "pm", "percent",
        "cent", "%",
    ];
    let lemma = view.lemma(head);
    CLOCK.contains(&lemma)
        || crate::event::time::is_month(lemma)
        // "nine Peruvians" are counted, "Room 12" is not.
        || (view.upos(head) == Upos::Propn
            && view.parsed.words.get(head).is_none_or(|w| !w.form.ends_with('s')))
}

/// The plural of a regular English noun, unless it is one already.
pub(super) fn plural(noun: &str) -> String {
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

impl Counting<'_> {
    /// Is one person or thing told of that counts? "a woman was killed", "detained another man", "two boats and a ship".
    pub(super) fn is_one(&self, head: usize) -> bool {
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
    pub(super) fn what(&self, head: usize, counted: bool, a: Amount) -> Option<String> {
        let view = self.fillers.view;
        let noun = view.parsed.words.get(head)?.form.to_lowercase();
        let hurt = counted && self.counts.is_some() && a.value > 1.0;
        if is_date(view, head) && !hurt || view.is(head, "uncounted") {
            return None;
        }
        if self.is_known(head) || self.is_named(head, a) {
            return None;
        }
        // The dead are no quantity of the attack that killed them.
        if view.is(head, "people") {
            let harms = |w: usize| {
                view.frames.triggers(view.lemma(w)).any(|(frame, trigger)| {
                    frame.event == "CASUALTIES" && (trigger.with.is_empty())
                })
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
            // "Condor-type drones"
            .filter(|&c| c.checked_sub(1).is_none_or(|w| view.lemma(w) != "-"))
            .find(|&c| c + 1 == head && view.upos(c) == Upos::Noun)
            .and_then(|c| view.parsed.words.get(c))
            .filter(|w| w.form.chars().all(char::is_lowercase));
        let square = view.parsed.children_by(head, &[Deprel::Amod]).find(|&c| {
            c + 1 == head && matches!(view.lemma(c), "square" | "cubic" | "nautical" | "tactical")
        });
        let first = compound.or_else(|| square.and_then(|c| view.parsed.words.get(c)));
        Some(first.map_or_else(|| own.clone(), |first| format!("{} {own}", first.form)))
    }

    /// "the two countries": how many they are is no news.
    pub(super) fn is_known(&self, head: usize) -> bool {
        let view = self.fillers.view;
        matches!(
            view.lemma(head),
            "country" | "nation" | "neighbour" | "neighbor" | "government" | "leader"
        ) && view
            .parsed
            .children_by(head, &[Deprel::Det])
            .any(|d| matches!(view.lemma(d), "the" | "both" | "these" | "those"))
    }

    /// "sank one ship, the Condor": who is named is not counted beside.
    pub(super) fn is_named(&self, head: usize, a: Amount) -> bool {
        let view = self.fillers.view;
        let named = view
            .parsed
            .children_by(head, &[Deprel::Appos])
            .any(|it| view.upos(it) == Upos::Propn && it > head);
        named && a.value <= 1.0 && self.candidate.frame.event != "CASUALTIES"
    }

    /// "52 drones, including 41 over Arica".
    pub(super) fn including(&mut self, head: usize) {
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
