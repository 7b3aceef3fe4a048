//! What a word of stance takes: where its content stands.

use std::ops::Range;

use crate::event::statement;
use crate::event::view::View;
use crate::grammar::{Complement, StanceForm};
use crate::syntax::{Deprel, Upos};

/// The words that `word` takes in this way; `None` where it takes none.
pub fn of(
    view: View<'_>,
    word: usize,
    form: StanceForm,
    takes: &Complement,
) -> Option<Range<usize>> {
    let heads = match takes {
        Complement::Object => objects(view, word, form)?,
        Complement::Clause => vec![clause(view, word, form)?],
        Complement::To => {
            let infinitive = infinitive(view, word, form);
            with_object(view, word, infinitive.or_else(|| led(view, word, "to"))?)
        }
        Complement::Preposition(preposition) => {
            with_object(view, word, led(view, word, preposition)?)
        }
    };
    let range = range(view, word, &heads)?;
    Some(match takes {
        Complement::Object | Complement::Preposition(_) => with_more(view, word, range),
        Complement::Clause | Complement::To => range,
    })
}

/// Prepositions that lead to what belongs to the thing before, wherever the tree hangs it.
const BELONGING: [&str; 10] =
    ["as", "with", "in", "from", "against", "for", "over", "about", "than", "like"];

/// A thing with what the tree hangs on its verb though it tells more of the thing: "deep anger over the raid", "Ruiz with a
/// lead in the north"; not when and where it was told ("in an interview", "on Monday"), nor an aside behind a comma.
fn with_more(view: View<'_>, word: usize, range: Range<usize>) -> Range<usize> {
    let aside = (range.start + 1..range.end).find(|&w| {
        form(view, w) == "," && matches!(form(view, w + 1), "who" | "which" | "where" | "whose")
    });
    if let Some(comma) = aside {
        return range.start..comma;
    }
    let mut end = range.end;
    for _ in 0..2 {
        let labels = [Deprel::Obl, Deprel::Advcl, Deprel::Xcomp];
        let next = view.parsed.children_by(word, &labels).find(|&c| {
            let first = view.parsed.subtree(c).first().copied();
            let belongs = match view.rel(c) {
                Deprel::Obl => {
                    let told = view.case(c) == "in"
                        && (statement::OCCASIONS.contains(&view.lemma(c))
                            || view.upos(c) == Upos::Num);
                    BELONGING.contains(&view.case(c).as_str()) && !told
                }
                _ => is_infinitive(view, c),
            };
            c >= end && first == Some(end) && belongs
        });
        let Some(next) = next else { break };
        let last = view.parsed.subtree(next).into_iter().rfind(|&w| view.upos(w) != Upos::Punct);
        end = last.map_or(end, |last| end.max(last + 1));
    }
    range.start..end
}

/// The words from the first to the last below `heads`, behind `word`.
fn range(view: View<'_>, word: usize, heads: &[usize]) -> Option<Range<usize>> {
    let told = |head: usize| {
        let that =
            view.parsed.children_by(head, &[Deprel::Mark]).find(|&m| form(view, m) == "that");
        that.filter(|_| view.head(word) == Some(head))
    };
    // "her fear is that …": the clause hangs above the noun.
    let word = heads.first().and_then(|&head| told(head)).unwrap_or(word);
    let mut words: Vec<usize> = heads.iter().flat_map(|&head| view.parsed.subtree(head)).collect();
    words.retain(|&w| w > word && view.upos(w) != Upos::Punct);
    let last = words.iter().max().copied()?;
    let leads = |w: &usize| {
        let own = heads.first().is_some_and(|&head| view.head(*w) == Some(head));
        let marks = view.rel(*w) == Deprel::Mark && form(view, *w) == "that";
        own && (marks || (view.rel(*w) == Deprel::Case && heads.len() == 1))
    };
    let first = words.iter().copied().filter(|w| !leads(w)).min()?;
    // "that", where the tree hangs it elsewhere, is no part of the clause.
    let first = if form(view, first) == "that" && first < last && view.upos(first) == Upos::Sconj {
        first + 1
    } else {
        first
    };
    Some(first..last + 1)
}

/// What is done to the subject of a passive whose agent is named: "the pact was denounced by Ruiz".
pub fn of_passive(view: View<'_>, word: usize) -> Option<Range<usize>> {
    view.child(word, Deprel::OblAgent)?;
    let subject = view.child(word, Deprel::NsubjPass)?;
    let words = view.parsed.subtree(subject);
    let (first, last) = (words.first().copied()?, words.last().copied()?);
    (last < word).then_some(first..last + 1)
}

fn form<'a>(view: View<'a>, word: usize) -> &'a str {
    view.parsed.words.get(word).map_or("", |w| &*w.form)
}

fn objects(view: View<'_>, word: usize, form: StanceForm) -> Option<Vec<usize>> {
    if form != StanceForm::Verb {
        return None;
    }
    let object = view.parsed.children_by(word, &[Deprel::Obj]).find(|&c| c > word);
    // "called it a defeat": what it is called belongs to it.
    let second = view
        .parsed
        .children_by(word, &[Deprel::Xcomp])
        .find(|&c| c > word && !is_infinitive(view, c));
    let heads: Vec<usize> = object.into_iter().chain(second).collect();
    (!heads.is_empty()).then_some(heads)
}

fn clause(view: View<'_>, word: usize, stance: StanceForm) -> Option<usize> {
    let behind = |c: &usize| *c > word;
    let clause = view.parsed.children_by(word, &[Deprel::Ccomp]).find(behind);
    match stance {
        StanceForm::Verb | StanceForm::Passive => clause,
        StanceForm::Adjective => clause,
        StanceForm::Noun => {
            let that = |c: &usize| {
                view.parsed.children_by(*c, &[Deprel::Mark]).any(|m| form(view, m) == "that")
            };
            let labels = [Deprel::Acl, Deprel::Ccomp];
            let own = view.parsed.children_by(word, &labels).filter(behind).find(that);
            // "her fear is that …"
            let subject = matches!(view.rel(word), Deprel::Nsubj | Deprel::NsubjOuter);
            let told = |c: &usize| {
                let mut marks = view.parsed.children_by(*c, &[Deprel::Mark]);
                marks.any(|m| form(view, m) == "that" && m > word)
            };
            own.or_else(|| view.head(word).filter(|_| subject).filter(told))
        }
    }
}

fn is_infinitive(view: View<'_>, c: usize) -> bool {
    view.parsed.children_by(c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
}

fn infinitive(view: View<'_>, word: usize, stance: StanceForm) -> Option<usize> {
    let labels: &[Deprel] = match stance {
        StanceForm::Noun => &[Deprel::Acl, Deprel::Xcomp],
        _ => &[Deprel::Xcomp, Deprel::Ccomp],
    };
    view.parsed.children_by(word, labels).find(|&c| c > word && is_infinitive(view, c))
}

/// What the preposition leads: a noun, or a clause ("of hiding the ship").
fn led(view: View<'_>, word: usize, preposition: &str) -> Option<usize> {
    let labels = [Deprel::Obl, Deprel::Nmod, Deprel::Advcl, Deprel::Acl, Deprel::Xcomp];
    let leads = |c: usize| {
        view.case(c) == preposition
            || view
                .parsed
                .children_by(c, &[Deprel::Mark])
                .any(|m| form(view, m) == preposition && preposition != "to")
    };
    let below =
        |host: usize| view.parsed.children_by(host, &labels).find(|&c| c > word && leads(c));
    below(word).or_else(|| {
        // "accused Chile of hiding the ship": the tree may hang the charge on the object.
        let object = view.parsed.children_by(word, &[Deprel::Obj]).find(|&c| c > word)?;
        (view.upos(word) == Upos::Verb).then(|| below(object))?
    })
}

/// A head with the object before it: "Chile of hiding the ship".
fn with_object(view: View<'_>, word: usize, head: usize) -> Vec<usize> {
    let object = view.parsed.children_by(word, &[Deprel::Obj]).find(|&c| c > word && c < head);
    let object = object.filter(|_| view.upos(word) == Upos::Verb);
    match object {
        Some(object) => vec![object, head],
        None => vec![head],
    }
}
