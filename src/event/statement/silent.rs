//! Verbs of saying that tell that nothing was said: "did not say", "declined to say", "denied them access".

use crate::event::view::View;
use crate::syntax::{Deprel, Upos};

/// "did not say", "would say", "if they say": nothing was said.
pub(super) fn unsaid(view: View<'_>, v: usize) -> bool {
    // "Asked whether …, she said": those who ask are not named.
    let before = v.checked_sub(1).map_or("", |w| view.lemma(w));
    let asked = view.lemma(v) == "ask"
        && view.parsed.words.get(v).is_some_and(|w| w.form.eq_ignore_ascii_case("asked"))
        && (matches!(before, "when" | "if" | "once")
            || !view.parsed.children(v).iter().any(|&c| view.rel(c) == Deprel::Nsubj))
        && (view.is_passive(v) || view.rel(v) != Deprel::Conj)
        && view.child(v, Deprel::OblAgent).is_none()
        && view.rel(v) != Deprel::Root;
    // "Ruiz, asked whether she would go, said no"
    let asked = asked
        || (view.lemma(v) == "ask"
            && matches!(
                view.lemma(v + 1),
                "whether" | "if" | "about" | "why" | "how" | "when" | "what"
            )
            && v.checked_sub(1)
                .is_none_or(|w| matches!(view.upos(w), Upos::Punct | Upos::Sconj | Upos::Adv))
            && view.parsed.words.get(v).is_some_and(|w| w.form.eq_ignore_ascii_case("asked")));
    asked
        || withheld(view, v)
        || declined(view, v).is_some()
        || view.parsed.children_by(v, &[Deprel::Advmod, Deprel::Aux, Deprel::Mark]).any(|c| {
            let lemma = view.lemma(c);
            matches!(
                lemma,
                "not"
                    | "n't"
                    | "never"
                    | "would"
                    | "could"
                    | "should"
                    | "may"
                    | "might"
                    | "must"
                    | "can"
                    | "will"
                    | "if"
                    | "whether"
            ) || (lemma == "to" && !matches!(linked(view, v), Deprel::Xcomp | Deprel::Advcl))
        })
}

/// How a verb, or the one that it is joined to, hangs on its head: "continues to fight and to demand".
fn linked(view: View<'_>, v: usize) -> Deprel {
    let host = view.head(v).filter(|_| view.rel(v) == Deprel::Conj);
    host.map_or(view.rel(v), |host| view.rel(host))
}

/// What is withheld from somebody, not denied in words.
const WITHHELD: [&str; 16] = [
    "access",
    "entry",
    "entrance",
    "passage",
    "permission",
    "visa",
    "asylum",
    "bail",
    "admission",
    "re-entry",
    "transit",
    "treatment",
    "parole",
    "clearance",
    "boarding",
    "chance",
];

/// "were denied access", "denied the monitors passage": nobody said a word.
fn withheld(view: View<'_>, v: usize) -> bool {
    if view.lemma(v) != "deny" {
        return false;
    }
    let taken = view.is_passive(v) && view.child(v, Deprel::Obj).is_some();
    let nominal = |w: &usize| {
        matches!(
            view.upos(*w),
            Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Pron
        )
    };
    let thing = (v + 1..v + 10).take_while(nominal).any(|w| WITHHELD.contains(&view.lemma(w)));
    taken || thing || view.child(v, Deprel::Iobj).is_some()
}

/// "declined to say", "refused to confirm": the verb that tells that nothing was said.
pub(super) fn declined(view: View<'_>, v: usize) -> Option<usize> {
    let to = view.parsed.children_by(v, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    let head = view.head(v).filter(|&h| to && h < v)?;
    matches!(view.lemma(head), "decline" | "refuse" | "fail" | "neglect" | "omit" | "forget")
        .then_some(head)
}
