//! Whose it is: the words that name the source of an attribution.

use crate::event::context::Context;
use crate::event::fillers::Fillers;
use crate::event::view::View;
use crate::grammar::Slot;
use crate::syntax::{Deprel, Upos};
use crate::text::Span;

/// How far above a noun the verb may stand whose subject has it: "raised doubts", "has no plans".
const HOSTS: usize = 3;

/// How far above a word its source is looked for.
const ABOVE: usize = 6;

/// Things that speak for whoever makes them: "aired a spot attacking Ruiz", "carried signs saying …".
const MADE: [&str; 21] = [
    "ad",
    "advert",
    "advertisement",
    "spot",
    "commercial",
    "banner",
    "sign",
    "placard",
    "book",
    "email",
    "tweet",
    "post",
    "memo",
    "letter",
    "statement",
    "message",
    "video",
    "leaflet",
    "flyer",
    "bill",
    "petition",
];

/// Nouns that name who holds a view.
const HOLDERS: [&str; 9] = [
    "supporter",
    "opponent",
    "critic",
    "advocate",
    "proponent",
    "backer",
    "defender",
    "sceptic",
    "skeptic",
];

/// The subject of a verb or adjective, with the relative pronoun that stands for it, and whoever made the thing that speaks.
pub fn of_verb(fillers: Fillers<'_>, word: usize) -> Vec<Span> {
    let view = fillers.view;
    let predicate = view.predicate(word);
    let head = predicate
        .heads(&Slot::Subject)
        .next()
        .filter(|&head| !has_owner(view, word, head))
        .or_else(|| above(view, word))
        .or_else(|| near(view, word));
    let mut found: Vec<Span> = head.and_then(|head| words_of(view, head)).into_iter().collect();
    let pronoun = pronoun(view, word).filter(|&own| head.is_none_or(|h| view.antecedent(own) == h));
    let maker = head.and_then(|head| maker(view, word, head));
    for other in [pronoun, maker].into_iter().flatten() {
        found.extend(words_of(view, other).filter(|span| !found.contains(span)));
    }
    found.sort_unstable();
    found
}

/// The subject as it stands there: that of the verb itself, or of the one that it is joined to ("who left and criticised
/// it").
fn pronoun(view: View<'_>, word: usize) -> Option<usize> {
    let mut at = word;
    for _ in 0..HOSTS {
        if let Some(own) = view.parsed.children_by(at, &[Deprel::Nsubj]).next() {
            return Some(own).filter(|&own| at == word || view.antecedent(own) != own);
        }
        let joined = [Deprel::Conj, Deprel::Advcl, Deprel::Xcomp];
        at = view.head(at).filter(|_| joined.contains(&view.rel(at)))?;
    }
    None
}

/// "the condition of anonymity to speak", "her wish to leave": an infinitive beside a noun is not done by the noun.
fn has_owner(view: View<'_>, word: usize, noun: usize) -> bool {
    view.rel(word) == Deprel::Acl
        && view.head(word) == Some(noun)
        && view.parsed.children_by(word, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
}

/// Who makes a thing that speaks: the subject of the verb that has it as its object.
fn maker(view: View<'_>, word: usize, thing: usize) -> Option<usize> {
    let mut at = word;
    while view.rel(at) == Deprel::Conj {
        at = view.head(at)?;
    }
    let beside =
        matches!(view.rel(at), Deprel::Acl | Deprel::AclRelcl) && view.head(at) == Some(thing);
    let verb = view.head(thing).filter(|&verb| beside && view.is_verb(verb))?;
    let taken = view.rel(thing) == Deprel::Obj && MADE.contains(&view.lemma(thing));
    view.surface_subject(verb)
        .filter(|&subject| taken && subject != thing && !view.is_passive(verb))
}

/// Who acts above a verb without a subject: "Ruiz left, saying …", "a law saying …", "left without saying …".
fn above(view: View<'_>, word: usize) -> Option<usize> {
    let mut at = word;
    for _ in 0..ABOVE {
        let head = view.head(at)?;
        let owned = has_owner(view, at, head);
        if owned && let Some(owner) = view.child(head, Deprel::NmodPoss) {
            return Some(owner);
        }
        // "spent the talk attacking them": not the talk did.
        let spent = view.head(head).is_some_and(|verb| view.lemma(verb) == "spend");
        match view.rel(at) {
            Deprel::Acl | Deprel::AclRelcl | Deprel::Amod if !owned && !spent => return Some(head),
            _ => {}
        }
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass];
        if let Some(subject) = view.parsed.children_by(head, &subjects).next()
            && subject != at
        {
            return Some(view.antecedent(subject));
        }
        at = head;
    }
    None
}

/// The noun or pronoun before the word, with nothing but auxiliaries, adverbs and marks between, or right behind it, where
/// the tree shows no subject at all: "Ruiz in Lima: Urges calm".
fn near(view: View<'_>, word: usize) -> Option<usize> {
    let nominal = |w: usize| matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::Pron);
    let before = (0..word)
        .rev()
        .find(|&w| !matches!(view.upos(w), Upos::Aux | Upos::Adv | Upos::Punct | Upos::Part))
        .filter(|&w| nominal(w));
    let behind = || {
        (word + 1..word + 3)
            .find(|&w| !matches!(view.upos(w), Upos::Det | Upos::Adj))
            .filter(|&w| nominal(w) && before.is_none())
    };
    let found = before.or_else(behind)?;
    // The head of the name.
    let flat = [Deprel::Flat, Deprel::Compound];
    let mut at = found;
    while flat.contains(&view.rel(at)) {
        at = view.head(at)?;
    }
    Some(at).filter(|&at| at != word)
}

/// Who stands behind "by".
pub fn of_agent(fillers: Fillers<'_>, word: usize) -> Vec<Span> {
    let view = fillers.view;
    let predicate = view.predicate(word);
    predicate.heads(&Slot::Subject).take(1).filter_map(|head| words_of(view, head)).collect()
}

/// Who has a noun: its possessor, whoever it comes from, the people that an adjective or name before it tells of, or the
/// subject of the verb that it is the object of.
pub fn of_noun(fillers: Fillers<'_>, word: usize) -> Vec<Span> {
    let view = fillers.view;
    let predicate = view.predicate(word);
    let [by, among, from, of] =
        ["by", "among", "from", "of"].map(|case| Slot::Preposition(case.to_owned()));
    let slots: &[&Slot] = if leads_to_clause(view, word) {
        &[&Slot::Possessor, &by, &among, &from, &of]
    } else {
        &[&Slot::Possessor, &by, &among, &from]
    };
    let own = slots.iter().find_map(|slot| predicate.heads(slot).next());
    let whose = || {
        // "Chilean calls for", "Herald claims that": of a capital at the start of a sentence nobody can tell.
        let before = view.parsed.children_by(word, &[Deprel::Amod, Deprel::Compound]);
        before.filter(|&w| w < word).find(|&w| {
            let named = view.upos(w) == Upos::Propn || (view.upos(w) == Upos::Adj && w > 0);
            named
                && view.parsed.words.get(w).is_some_and(|x| x.form.starts_with(char::is_uppercase))
        })
    };
    // "the letter is a defence of the raid", "a man with respect for them"
    let subject = || view.parsed.children_by(word, &[Deprel::Nsubj]).next();
    let beside = || {
        let with = view.rel(word) == Deprel::Nmod && view.case(word) == "with";
        view.head(word).filter(|_| with)
    };
    let host = || {
        let mut at = word;
        for _ in 0..HOSTS {
            let head = view.head(at)?;
            if view.upos(head) == Upos::Verb {
                let taken = matches!(view.rel(at), Deprel::Obj | Deprel::Obl);
                let subject = view.predicate(head).heads(&Slot::Subject).next();
                return subject
                    .or_else(|| above(view, head))
                    .filter(|_| taken && !view.is_passive(head));
            }
            at = head;
        }
        None
    };
    // "supporters of the truce": they hold it themselves.
    let holder = HOLDERS.contains(&view.lemma(word)).then_some(word);
    let found = holder.or(own).or_else(whose).or_else(subject).or_else(beside).or_else(host);
    found.and_then(|head| words_of(view, head)).into_iter().collect()
}

/// "the belief of many that …": does a clause tell what it is?
fn leads_to_clause(view: View<'_>, noun: usize) -> bool {
    let that =
        |c: usize| view.parsed.children_by(c, &[Deprel::Mark]).any(|m| view.lemma(m) == "that");
    view.parsed.children_by(noun, &[Deprel::Acl, Deprel::Ccomp]).any(that)
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
