//! What denies an event without "not": nobody, nothing, no sign of it, kept from it.

use crate::event::view::View;
use crate::syntax::{Deprel, Upos};

/// Nouns of which there is none where nothing shows that it happened.
const SIGNS: [&str; 9] = [
    "sign",
    "evidence",
    "indication",
    "proof",
    "trace",
    "hint",
    "suggestion",
    "prospect",
    "question",
];

/// Verbs that keep somebody, or themselves, from what they would do.
const KEEPING: [&str; 14] = [
    "ban",
    "bar",
    "block",
    "keep",
    "prohibit",
    "deter",
    "discourage",
    "dissuade",
    "prevent",
    "stop",
    "refrain",
    "abstain",
    "desist",
    "forbid",
];

fn is_none(view: View<'_>, word: usize) -> bool {
    matches!(view.lemma(word), "no" | "neither" | "none" | "nobody" | "no-one" | "nothing")
}

/// Is of this noun none there: "no sailors", "neither Peru nor Chile", "none of the ships", "nobody"?
fn is_no(view: View<'_>, noun: usize) -> bool {
    let labels = [Deprel::Det, Deprel::CcPreconj];
    is_none(view, noun) || view.parsed.children_by(noun, &labels).any(|c| is_none(view, c))
}

/// "No sailors were hurt", "neither has left": a subject that is nobody denies its clause.
pub(super) fn nobody(view: View<'_>, verb: usize) -> bool {
    view.parsed.children_by(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).any(|s| is_no(view, s))
}

/// "fired no shots", "asked nobody to leave": what is done to none is not done.
pub(super) fn nothing(view: View<'_>, verb: usize) -> bool {
    view.upos(verb) == Upos::Verb
        && view.lemma(verb) != "have"
        && view.parsed.children_by(verb, &[Deprel::Obj, Deprel::Iobj]).any(|o| is_no(view, o))
}

/// "no sign of a withdrawal", "no evidence that Chile attacked": is `head` the sign of which there is none?
pub(super) fn no_sign(view: View<'_>, head: usize) -> bool {
    SIGNS.contains(&view.lemma(head)) && is_no(view, head)
}

/// "barred the crew from leaving", "refrained from attacking": does `verb` keep somebody from what stands behind "from"?
pub(super) fn kept_from(view: View<'_>, at: usize, verb: usize) -> bool {
    KEEPING.contains(&view.lemma(verb))
        && view
            .parsed
            .children_by(at, &[Deprel::Mark, Deprel::Case])
            .any(|mark| view.lemma(mark) == "from")
}
