//! Whether the words of a trigger stand in a tree.

use crate::entity::MentionForm;
use crate::grammar::{AnyOf, Trigger, TriggerPos};
use crate::syntax::{Deprel, Upos};

use super::fillers::Fillers;
use super::view::View;

/// How far from its trigger a further word of a trigger may stand, in steps down the tree.
const COMPANION_DEPTH: usize = 2;

fn pos_fits(fillers: Fillers<'_>, i: usize, pos: TriggerPos) -> bool {
    let view = fillers.view;
    // Part of a name ("Attack Helicopter Regiment") tells nothing.
    let named = || {
        fillers
            .entities
            .covering(fillers.sentence, i)
            .any(|m| m.form == MentionForm::Name && m.words.len() > 1)
    };
    match pos {
        TriggerPos::Verb => {
            view.upos(i) == Upos::Verb
                || (view.upos(i) == Upos::Adj
                    && view
                        .parsed
                        .children_by(i, &[Deprel::AuxPass, Deprel::NsubjPass])
                        .next()
                        .is_some())
        }
        TriggerPos::Noun => {
            (view.upos(i) == Upos::Noun || (view.upos(i) == Upos::Propn && !named()))
                && !is_month(view, i)
                && !compound_of(fillers, i)
        }
        TriggerPos::Adjective => view.upos(i) == Upos::Adj,
        TriggerPos::Auxiliary => view.is_demand(i),
    }
}

/// "held since 3 March": the month is no march.
fn is_month(view: View<'_>, i: usize) -> bool {
    let beside = |w: Option<usize>| {
        w.is_some_and(|w| view.upos(w) == Upos::Num || view.upos(w) == Upos::Adp)
    };
    view.upos(i) == Upos::Propn
        && super::time::is_month(view.lemma(i))
        && (beside(i.checked_sub(1)) || beside(Some(i + 1)))
}

/// Does the noun only qualify another ("attack helicopters", "peace talks venue")?
fn compound_of(fillers: Fillers<'_>, i: usize) -> bool {
    fillers.view.rel(i) == Deprel::Compound
        && fillers.view.head(i).is_some_and(|h| h == i + 1 && !fillers.view.is(h, "event_heads"))
}

/// The "to" of what somebody is told to do, wherever the tree hung it: below the verb, or below who is told.
fn infinitive_marks(fillers: Fillers<'_>, verb: usize) -> Vec<usize> {
    let view = fillers.view;
    // "has a house to sell" has nothing to do.
    if view.lemma(verb) == "have" {
        return Vec::new();
    }
    // "called on both sides to stop"
    let called =
        |&o: &usize| view.rel(o) != Deprel::Obl || matches!(view.case(o).as_str(), "on" | "upon");
    let told =
        || view.parsed.children_by(verb, &[Deprel::Obj, Deprel::Iobj, Deprel::Obl]).filter(called);
    let upon = view.is_passive(verb) || told().any(|o| view.rel(o) == Deprel::Obl);
    let below = told().flat_map(|o| view.parsed.children_by(o, &[Deprel::Acl]));
    let beside = view.parsed.children_by(verb, &[Deprel::Advcl]).filter(|_| upon);
    below
        .chain(beside)
        .flat_map(|c| view.parsed.children_by(c, &[Deprel::Mark]))
        .filter(|&m| view.lemma(m) == "to")
        .collect()
}

/// The "will" or "would" of what somebody says that he will do: "warned that it would close the border".
fn own_future(fillers: Fillers<'_>, verb: usize) -> Vec<usize> {
    let view = fillers.view;
    let own = |c: &usize| {
        view.parsed.children_by(*c, &[Deprel::Nsubj]).any(|s| {
            matches!(view.lemma(s), "it" | "they" | "he" | "she" | "we" | "i")
                && !view.is_passive(*c)
        })
    };
    let clauses = view.parsed.children_by(verb, &[Deprel::Ccomp]).filter(own);
    clauses
        .flat_map(|c| view.parsed.children_by(c, &[Deprel::Aux]))
        .filter(|&a| matches!(view.lemma(a), "will" | "would"))
        .collect()
}

/// A hyphenated word, seen from the token that stands for it in the tree.
pub(super) struct Hyphenated {
    /// Its dictionary form: "sit-in", "test-fire".
    pub lemma: String,
    /// Its further tokens, the hyphens left out.
    pub others: Vec<usize>,
}

/// The hyphenated word whose first token with a head outside of it is `i`; `None` where no hyphen stands beside `i`.
pub(super) fn hyphenated(view: View<'_>, i: usize) -> Option<Hyphenated> {
    let words = &view.parsed.words;
    let joined = |left: usize| {
        let (Some(a), Some(dash), Some(b)) =
            (words.get(left), words.get(left + 1), words.get(left + 2))
        else {
            return false;
        };
        matches!(&*dash.form, "-" | "\u{2010}" | "\u{2011}")
            && a.span.end == dash.span.start
            && dash.span.end == b.span.start
    };
    let mut first = i;
    while let Some(left) = first.checked_sub(2).filter(|&left| joined(left)) {
        first = left;
    }
    let mut last = i;
    while joined(last) {
        last += 2;
    }
    let outside = |w: &usize| view.head(*w).is_none_or(|head| head < first || head > last);
    let tokens = || (first..=last).step_by(2);
    if first == last || tokens().find(outside) != Some(i) {
        return None;
    }
    let parts: Vec<String> = tokens()
        .filter_map(|w| Some((w, words.get(w)?)))
        .map(
            |(w, word)| if w == last { view.lemma(w).to_owned() } else { word.form.to_lowercase() },
        )
        .collect();
    Some(Hyphenated { lemma: parts.join("-"), others: tokens().filter(|&w| w != i).collect() })
}

/// The words that further words of triggers at one word may be, nearest first: each with the numbers of its lemma and its
/// form. Words that no list has are not among them.
struct Near(Vec<(usize, [Option<u32>; 2])>);

/// The further words of triggers that start at one word. What stands near it is looked up once, whatever the number of its
/// triggers.
pub(super) struct Companions<'a> {
    fillers: Fillers<'a>,
    i: usize,
    /// By part of speech of the trigger; made where a trigger of more words asks.
    near: Vec<(TriggerPos, Near)>,
    /// By part of speech of the trigger: can the word be one? Made where a trigger asks.
    fits: [Option<bool>; 4],
}

impl<'a> Companions<'a> {
    /// Those of the word `i`.
    pub fn new(fillers: Fillers<'a>, i: usize) -> Self {
        Self { fillers, i, near: Vec::new(), fits: [None; 4] }
    }

    /// Can the word be a trigger of this part of speech?
    pub fn may_be(&mut self, pos: TriggerPos) -> bool {
        let Some(fits) = self.fits.get_mut(pos as usize) else {
            return pos_fits(self.fillers, self.i, pos);
        };
        *fits.get_or_insert_with(|| pos_fits(self.fillers, self.i, pos))
    }

    /// All words of a trigger; `None` where one is missing. The first is the word itself.
    pub fn of(&mut self, trigger: &Trigger) -> Option<Vec<usize>> {
        if trigger.with.is_empty() {
            return Some(vec![self.i]);
        }
        if !self.near.iter().any(|(pos, _)| *pos == trigger.pos) {
            self.near.push((trigger.pos, near(self.fillers, self.i, trigger.pos)));
        }
        let (_, near) = self.near.iter().find(|(pos, _)| *pos == trigger.pos)?;
        let fits = |set: &AnyOf, numbers: &[Option<u32>]| {
            numbers.iter().flatten().any(|&number| set.has(number))
        };
        // Most lack their first further word: nothing is put aside before it is there.
        let mut words = Vec::new();
        for set in trigger.with.iter() {
            let hit = near
                .0
                .iter()
                .find(|(word, numbers)| !words.contains(word) && fits(set, numbers))?;
            if words.is_empty() {
                words.push(self.i);
            }
            words.push(hit.0);
        }
        Some(words)
    }
}

fn near(fillers: Fillers<'_>, i: usize, pos: TriggerPos) -> Near {
    let view = fillers.view;
    let mut near: Vec<usize> = Vec::new();
    let mut level = vec![i];
    // "a treaty signed in Lima", "the deal that Peru struck": the noun stands above the verb.
    if matches!(view.rel(i), Deprel::Acl | Deprel::AclRelcl | Deprel::Amod)
        && view.is_verb(i)
        && let Some(head) = view.head(i)
    {
        near.push(head);
    }
    let verb = pos == TriggerPos::Verb;
    let acts = verb && !view.is_passive(i) && view.child(i, Deprel::Obj).is_some();
    if verb {
        near.extend(infinitive_marks(fillers, i));
        near.extend(own_future(fillers, i));
    }
    for step in 0..=COMPANION_DEPTH {
        let mut next = Vec::new();
        for w in level {
            // The last step is only for a noun behind "of": "suspended part of its aid".
            if step == COMPANION_DEPTH && view.case(w) != "of" {
                continue;
            }
            // "leave unless Peru pays": the conjunction counts, not what its clause tells.
            let clauses = view.parsed.children_by(w, &[Deprel::Advcl]);
            let mark = |c: usize| view.child(c, Deprel::Mark);
            let unless = |&m: &usize| view.lemma(m) == "unless";
            next.extend(clauses.filter_map(mark).filter(unless));
            // "stopped Vera from leaving": the preposition of what follows is one of the verb's words.
            if w == i && verb {
                let gerunds = view.parsed.children_by(w, &[Deprel::Advcl, Deprel::Xcomp]);
                let led = |&m: &usize| matches!(view.lemma(m), "from" | "into" | "against");
                next.extend(gerunds.filter_map(mark).filter(led));
            }
            // "offered to send troops" offers no troops: what stands below the infinitive is its own.
            let infinitive = view.rel(w) == Deprel::Xcomp && view.upos(w) == Upos::Verb && w != i;
            let filled = view.is_verb(w) && view.child(w, Deprel::Obj).is_some();
            next.extend(view.parsed.children(w).iter().copied().filter(|&c| {
                // "received the envoy and was promised weapons" receives no weapons.
                if filled && view.rel(c) == Deprel::Conj && view.is_verb(c) {
                    return false;
                }
                // "a missile destroyed a depot" destroys no missile.
                if w == i && acts && view.rel(c) == Deprel::Nsubj {
                    return false;
                }
                (!infinitive || matches!(view.upos(c), Upos::Part | Upos::Adp))
                    && !matches!(
                        view.rel(c),
                        Deprel::Ccomp
                            | Deprel::Advcl
                            | Deprel::AclRelcl
                            | Deprel::Parataxis
                            | Deprel::Punct
                    )
                    || (view.rel(c) == Deprel::Advcl && view.upos(c) != Upos::Verb)
            }));
        }
        near.extend(next.iter().copied());
        level = next;
    }
    // A particle or preposition beside the verb counts wherever the tree hangs it.
    near.extend([i + 1, i + 2].into_iter().filter(|&w| {
        w < view.parsed.words.len()
            && matches!(view.upos(w), Upos::Adp | Upos::Part | Upos::Adv | Upos::Sconj)
    }));
    if pos == TriggerPos::Noun && i > 0 {
        near.push(i - 1);
    }
    // "called on Sunday for": the preposition of a day belongs to the day.
    let of_day = |w: usize| {
        view.rel(w) == Deprel::Case
            && view.lemma(w) != "until"
            && view.head(w).is_some_and(|head| view.is_day(head))
    };
    // "soldiers captured the town": who acts is not whom the trigger names.
    let acts = |w: usize| {
        view.rel(w) == Deprel::Nsubj
            && view.head(w) == Some(i)
            && view.is(w, "people")
            && !view.is_passive(i)
    };
    // "jailed for attacking the town": what opens the verb's own clause is none of its words.
    let own_mark = |w: usize| {
        verb && view.rel(w) == Deprel::Mark && view.head(w) == Some(i) && view.lemma(w) != "to"
    };
    let mut seen = Vec::with_capacity(near.len());
    let mut words = Vec::with_capacity(near.len());
    for w in near {
        if w == i || seen.contains(&w) {
            continue;
        }
        seen.push(w);
        let frames = view.frames;
        let form = view.parsed.words.get(w).map(|word| word.form.to_lowercase());
        let numbers = [frames.number(view.lemma(w)), form.and_then(|form| frames.number(&form))];
        let listed = numbers.iter().any(Option::is_some);
        if listed && !is_month(view, w) && !of_day(w) && !acts(w) && !own_mark(w) {
            words.push((w, numbers));
        }
    }
    Near(words)
}
