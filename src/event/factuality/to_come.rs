//! What is still to come though its verb stands in the present: "leaves tomorrow", "before they meet", "when I meet them".

use crate::event::view::View;
use crate::syntax::{Deprel, Tense, Upos};
use crate::text::WEEKDAYS;

/// Units of time that "next" stands before, beside the days of the week.
const UNITS: [&str; 5] = ["week", "month", "year", "weekend", "day"];

/// Is it told in the present tense?
pub(super) fn is_present(view: View<'_>, verb: usize) -> bool {
    let present =
        |w: usize| view.parsed.words.get(w).is_some_and(|w| w.feats.tense == Some(Tense::Pres));
    let mut own = view.parsed.children_by(verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
    match own.next() {
        Some(first) => present(first) && view.lemma(first) != "have",
        None => {
            present(verb) && view.parsed.words.get(verb).is_some_and(|w| !w.form.ends_with("ing"))
        }
    }
}

/// "Ruiz leaves tonight", "talks next week", not "the next week": a day to come makes what stands in the present, or is but named, a plan.
pub(super) fn is_on_a_day_to_come(view: View<'_>, word: usize) -> bool {
    let named = matches!(view.upos(word), Upos::Noun | Upos::Propn);
    let told = view.upos(word) == Upos::Verb && is_present(view, word);
    if !named && !told {
        return false;
    }
    let labels =
        [Deprel::OblUnmarked, Deprel::NmodUnmarked, Deprel::Advmod, Deprel::Obl, Deprel::Nmod];
    view.parsed.children_by(word, &labels).any(|time| {
        let lemma = view.lemma(time).to_lowercase();
        let unit = UNITS.contains(&lemma.as_str()) || WEEKDAYS.contains(&lemma.as_str());
        let next = |c: usize| matches!(view.lemma(c), "next" | "coming");
        (told && matches!(view.lemma(time), "tonight"))
            || view.lemma(time) == "tomorrow"
            || (unit
                && view.child(time, Deprel::Det).is_none()
                && view.parsed.children_by(time, &[Deprel::Amod]).any(next))
    })
}

/// "will raise it when she meets them", "a day before they meet": is the clause of `at`, led by `word`, still to come?
/// `planned`: is what it stands beside?
pub(super) fn is_led_to(view: View<'_>, at: usize, word: &str, planned: bool) -> bool {
    let beside = planned && matches!(word, "when" | "after" | "as" | "while");
    (beside || word == "before") && is_present(view, at)
}
