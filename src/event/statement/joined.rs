//! Cues that stand beside others in one sentence: who speaks in the second, and where the words of the first end.

use crate::event::view::View;
use crate::grammar;
use crate::syntax::{Deprel, Upos, VerbForm};

use super::cue::{Cue, CueForm};
use super::silent::declined;
use super::speaker::is_subject;

/// "was called in and told that": the second verb is passive, too, and its subject hears.
pub(super) fn hears(view: View<'_>, v: usize, group: &grammar::Cue) -> bool {
    let own = [Deprel::Obj, Deprel::Iobj, Deprel::Nsubj];
    group.addresses
        && view.rel(v) == Deprel::Conj
        && view.head(v).is_some_and(|h| view.is_passive(h))
        && view.parsed.children_by(v, &own).next().is_none()
}

/// "hosting troops who, it says, train rebels": what another cue that stands in a relative clause tells is its own.
pub(super) fn inside(view: View<'_>, found: &mut [Cue<'_>], cue: &Cue<'_>) {
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let relative = cue.first.checked_sub(2).filter(|&w| {
        matches!(word(w), "who" | "which") && word(w + 1) == "," && word(cue.last + 1) == ","
    });
    if let Some(relative) = relative
        && let Some(outer) = found.iter_mut().rev().find(|c| c.word < relative && c.stop.is_none())
    {
        outer.stop = Some(relative);
    }
}

/// "said that … and promised that …": a second cue of the same speaker ends what the first reports,
/// even where the tree hangs it inside. So does ", adding that …".
pub(super) fn share(view: View<'_>, found: &mut [Cue<'_>], cue: &mut Cue<'_>) {
    let v = cue.word;
    let form = view.parsed.words.get(v).map_or("", |w| &w.form);
    let mut at = v;
    while at > 0 && view.upos(at - 1) == Upos::Adv {
        at -= 1;
    }
    let Some(before) = at.checked_sub(1) else { return };
    let comma = view.parsed.words.get(before).is_some_and(|w| &*w.form == ",");
    let participle = form.ends_with("ing");
    let joined = view.upos(before) == Upos::Cconj || comma;
    if !joined || view.parsed.children(v).iter().any(|&c| is_subject(view, c)) {
        return;
    }
    let tense = |w: usize| view.parsed.words.get(w).and_then(|x| x.feats.tense);
    // "declined to say …, but confirmed …": who says nothing of one thing tells another.
    let open = |c: &&mut Cue<'_>| {
        c.form == CueForm::Verb
            && (!c.unsaid || declined(view, c.word).is_some())
            && c.speaker.is_some()
            && c.first < c.word
            && c.stop.is_none()
    };
    let Some(first) = found.iter_mut().rev().find(open) else { return };
    let shares = if participle {
        // Only who said something can add to it; others may say anew, and the tree tells who.
        comma && (matches!(form, "adding" | "noting" | "continuing") || cue.speaker.is_none())
    } else {
        let told = declined(view, first.word).unwrap_or(first.word);
        tense(told).is_some()
            && tense(told) == tense(v)
            && view.parsed.words.get(v).is_some_and(|w| w.feats.verb_form == Some(VerbForm::Fin))
    };
    if shares {
        first.stop = Some(before);
        cue.speaker = first.speaker;
        cue.first = v;
    } else if participle && comma && cue.speaker == first.speaker {
        first.stop = Some(before);
    }
}
