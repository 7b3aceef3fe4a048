//! Words of saying that the tagger took for something else, and what makes a verb one of saying: its particle.

use crate::entity::{self, MentionForm};
use crate::event::context::Context;
use crate::event::fillers::Fillers;
use crate::event::view::View;
use crate::syntax::{Deprel, Upos};

/// "“…,” Vera notes.": a noun for the tagger, but a verb behind a quotation and its speaker.
pub(super) fn behind_quotation(fillers: Fillers<'_>, i: usize) -> bool {
    let view = fillers.view;
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let closed = |w: usize| matches!(word(w), "”" | "\"" | "’" | "''" | "»");
    let ends = matches!(view.upos(i + 1), Upos::Punct | Upos::Adp | Upos::X);
    word(i).ends_with('s')
        && ends
        && i.checked_sub(1).and_then(|w| view.mention_over(w)).is_some_and(|m| {
            m.words.end == i
                && m.form != MentionForm::Adjective
                && m.words.start.checked_sub(1).is_some_and(closed)
        })
}

/// "Peru denies having fired", "Ruiz claims that …": a plural noun for the tagger, but a verb between a name and what it
/// leads to.
pub(super) fn leads(fillers: Fillers<'_>, i: usize) -> bool {
    let view = fillers.view;
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    // "the ship, which Peru reports was hit"
    let relative = matches!(view.upos(i + 1), Upos::Aux | Upos::Verb)
        && view.mention_over(i.saturating_sub(1)).is_some_and(|m| {
            let mut before = m.words.start.checked_sub(1);
            if before.is_some_and(|w| view.upos(w) == Upos::Det) {
                before = before.and_then(|w| w.checked_sub(1));
            }
            before.is_some_and(|w| matches!(word(w), "which" | "who"))
        });
    let clause = relative
        || word(i + 1) == "that"
        || (word(i + 1).ends_with("ing") && matches!(view.upos(i + 1), Upos::Aux | Upos::Verb));
    let named = |w: usize| {
        let mention = view.mention_over(w);
        mention.is_some_and(|m| m.words.end == i && m.form == MentionForm::Name)
    };
    word(i).ends_with('s') && clause && i.checked_sub(1).is_some_and(named)
}

/// The lemma of a word, or of the verb that its ending makes it where the tagger took it for an adjective.
pub(super) fn verb_lemma<'a>(context: Context<'a>, view: View<'a>, i: usize) -> &'a str {
    let attribution = &context.grammar.attribution;
    if view.upos(i) != Upos::Adj || !is_mistaken(view, i) {
        return view.lemma(i);
    }
    let form: &'a str = view.parsed.words.get(i).map_or("", |x| &*x.form);
    let stems = [form.strip_suffix('d'), form.strip_suffix("ed")];
    let known = |stem: &&str| attribution.verbs(stem).next().is_some();
    stems.into_iter().flatten().find(known).unwrap_or_else(|| view.lemma(i))
}

/// "the talks, two people who were there say, have failed", "praised the deal and underscored that …": a cue that the tagger
/// took for something else.
pub(super) fn is_mistaken(view: View<'_>, i: usize) -> bool {
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let tag = view.upos(i);
    let interpolated = word(i) == "say"
        && matches!(tag, Upos::Intj | Upos::Noun | Upos::Adj)
        && entity::speaker_by_place(view.parsed, i).is_some();
    let before = i.checked_sub(1).map_or("", word);
    let joined = tag == Upos::Adj
        && word(i).ends_with("ed")
        && word(i + 1) == "that"
        && matches!(before, "and" | "but" | ",");
    interpolated || joined
}

/// The word "at" of "put the toll at more than 90", with the number.
pub(super) fn numbered(view: View<'_>, v: usize) -> Option<(usize, usize)> {
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    (v + 2..v + 24).take_while(|&w| !matches!(word(w), "" | "," | ";")).find_map(|at| {
        let loose = |w: &usize| {
            matches!(view.upos(*w), Upos::Adp | Upos::Adv | Upos::Adj | Upos::Sconj)
                || word(*w) == "than"
        };
        let number = at + 1 + (at + 1..at + 5).take_while(loose).count();
        (word(at) == "at" && view.upos(number) == Upos::Num).then_some((at, number))
    })
}

pub(super) fn has_particle(view: View<'_>, i: usize, particle: &str) -> bool {
    // "that forces hold the town": a "that" before the verb leads to it.
    let form = |w: usize| {
        (particle != "that" || w > i)
            && view.parsed.words.get(w).is_some_and(|x| x.form.eq_ignore_ascii_case(particle))
    };
    // "puts the number of those killed in raids at 90": the tree may hang the number elsewhere.
    if particle == "at" && view.lemma(i) == "put" && numbered(view, i).is_some() {
        return true;
    }
    // "hold that …" takes a clause; a "that" further off belongs to something else.
    let leads = |c: usize| particle != "that" || view.rel(c) == Deprel::Ccomp;
    form(i + 1)
        || view.parsed.children(i).iter().any(|&c| {
            (form(c) && matches!(view.rel(c), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Mark))
                || (leads(c) && view.parsed.children_by(c, &[Deprel::Case, Deprel::Mark]).any(form))
        })
}
