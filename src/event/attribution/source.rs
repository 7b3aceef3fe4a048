//! Whose it is: the words that name the source of an attribution.

use crate::event::context::Context;
use crate::event::fillers::Fillers;
use crate::event::view::View;
use crate::grammar::Slot;
use crate::syntax::{Deprel, Upos};
use crate::text::Span;

/// How far above a noun the verb may stand whose subject has it: "raised doubts", "has no plans".
const HOSTS: usize = 2;

/// The subject of a verb or adjective, with the relative pronoun that stands for it.
pub fn of_verb(fillers: Fillers<'_>, word: usize) -> Vec<Span> {
    let view = fillers.view;
    let predicate = view.predicate(word);
    let head = predicate.heads(&Slot::Subject).next().or_else(|| above(view, word));
    let mut found: Vec<Span> = head.and_then(|head| words_of(view, head)).into_iter().collect();
    let own = view.parsed.children_by(word, &[Deprel::Nsubj]).next();
    if let Some(own) = own.and_then(|subject| words_of(view, subject))
        && !found.contains(&own)
    {
        found.push(own);
    }
    found.sort_unstable();
    found
}

/// Who acts above a verb without a subject: "Ruiz left, saying …", "a law saying …", "left without saying …".
fn above(view: View<'_>, word: usize) -> Option<usize> {
    let mut at = word;
    for _ in 0..HOSTS + 2 {
        let head = view.head(at)?;
        match view.rel(at) {
            Deprel::Acl | Deprel::AclRelcl | Deprel::Amod => return Some(head),
            Deprel::Advcl | Deprel::Conj | Deprel::Xcomp | Deprel::Parataxis | Deprel::Ccomp => {}
            _ => return None,
        }
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass];
        if let Some(subject) = view.parsed.children_by(head, &subjects).next() {
            return Some(view.antecedent(subject));
        }
        at = head;
    }
    None
}

/// Who stands behind "by".
pub fn of_agent(fillers: Fillers<'_>, word: usize) -> Vec<Span> {
    let view = fillers.view;
    let predicate = view.predicate(word);
    predicate.heads(&Slot::Subject).take(1).filter_map(|head| words_of(view, head)).collect()
}

/// Who has a noun: its possessor, or the subject of the verb that it is the object of.
pub fn of_noun(fillers: Fillers<'_>, word: usize) -> Vec<Span> {
    let view = fillers.view;
    let predicate = view.predicate(word);
    let by = Slot::Preposition("by".to_owned());
    let among = Slot::Preposition("among".to_owned());
    let from = Slot::Preposition("from".to_owned());
    let own = [&Slot::Possessor, &by, &among, &from]
        .into_iter()
        .find_map(|slot| predicate.heads(slot).next());
    let host = || {
        let mut at = word;
        for _ in 0..HOSTS {
            let head = view.head(at)?;
            if view.upos(head) == Upos::Verb {
                let taken = matches!(view.rel(at), Deprel::Obj | Deprel::Obl);
                let subject = view.predicate(head).heads(&Slot::Subject).next();
                return subject.filter(|_| taken && !view.is_passive(head));
            }
            at = head;
        }
        None
    };
    own.or_else(host).and_then(|head| words_of(view, head)).into_iter().collect()
}

/// The words from `from` to byte `end` that name whom a phrase leads to: "according to a person close to the talks".
pub fn behind(fillers: Fillers<'_>, from: usize, end: usize) -> Vec<Span> {
    let words = &fillers.view.parsed.words;
    let named = (from..words.len()).find(|&w| fillers.view.upos(w) != Upos::Adp);
    let span = named.and_then(|first| words.get(first)).map(|first| first.span);
    span.filter(|first| first.start < end)
        .map(|first| Span::new(first.start, end.max(first.end)))
        .into_iter()
        .collect()
}

/// A head with what stands around it, without clauses and appositions.
fn words_of(view: View<'_>, head: usize) -> Option<Span> {
    let kept = |w: usize| {
        !matches!(
            view.rel(w),
            Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Appos
                | Deprel::Parataxis
                | Deprel::Punct
                | Deprel::Advcl
        )
    };
    let mut words = vec![head];
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        words.extend(view.parsed.children(word).iter().copied().filter(|&c| kept(c)));
        at += 1;
    }
    let verb = view.is_verb(head);
    let span = |w: usize| view.parsed.words.get(w).map(|x| x.span);
    if verb {
        return span(head);
    }
    words
        .into_iter()
        .filter(|&w| view.rel(w) != Deprel::Case || w > head)
        .filter_map(span)
        .reduce(Span::cover)
}

/// The entity that one of these places names.
pub fn entity(context: Context<'_>, places: &[Span]) -> Option<usize> {
    places.iter().find_map(|place| {
        let sentence = context.parsed.partition_point(|p| p.span.end <= place.start);
        let mention = context
            .entities
            .in_sentence(sentence)
            .filter(|m| place.contains(m.span))
            .max_by_key(|m| m.span.len())?;
        Some(mention.entity)
    })
}
