//! Words that stand for two entities at once: "the pair", "both ministers", "the two countries".

use std::collections::BTreeMap;

use super::entities::{Entities, MentionForm};
use super::pairs::{Pairs, doers};
use super::reading::Reading;
use crate::grammar::{EntityKind, Lexicon, WordClass};
use crate::syntax::{Deprel, Number, Parsed, Upos};

/// How many sentences back the two are looked for.
const REACH: usize = 2;

/// By sentence and head word, the two entities that the word stands for, in order of the text.
pub(super) type Together = BTreeMap<(usize, usize), Vec<usize>>;

/// By sentence and head word, the kinds of the two that a word stands for where the words before leave them open.
pub(super) type Pointing = BTreeMap<(usize, usize), &'static [EntityKind]>;

/// Finds the words that stand for two entities named just before. Cost: linear in the text.
///
/// The two are the only ones of their kind in the stretch before the word, or those that the last
/// such stretch joins by "and"; where three come into question, nobody is meant.
pub(super) fn find(
    sentences: &[Parsed],
    reading: &Reading,
    lexicon: &Lexicon,
) -> (Together, Pointing) {
    let entities = &reading.entities;
    let holders = holders(reading);
    let mut pairs = Pairs::new(sentences, entities);
    let mut found = Together::new();
    let mut open = Pointing::new();
    for (i, sentence) in sentences.iter().enumerate() {
        pairs.note(sentence, entities, i);
        for word in 0..sentence.words.len() {
            if let Some(kinds) = pointed_at(sentence, word, lexicon) {
                let barred = doers(sentence, entities, i, word);
                let near = two_before(sentences, entities, (i, word), kinds, &barred);
                let two = if kinds.contains(&EntityKind::Person) {
                    near
                } else {
                    pairs.best(entities, near, kinds, &barred)
                };
                if let Some(two) = two {
                    found.insert((i, word), two);
                } else {
                    open.insert((i, word), kinds);
                }
            } else if let Some((from, two)) = of_countries(sentence, entities, i, word, &holders) {
                // The tree may hang the phrase up by any of its words.
                found.extend((from..=word).map(|w| ((i, w), two.clone())));
            }
        }
    }
    (found, open)
}

/// Who holds an office, by the office's last word and the country.
type Holders<'a> = BTreeMap<(&'a str, usize), usize>;

fn holders(reading: &Reading) -> Holders<'_> {
    let mut holders = Holders::new();
    for relation in reading.relations.iter().filter(|r| r.kind == "holds_office") {
        if let Some(last) = relation.value.as_deref().and_then(|office| office.rsplit(' ').next()) {
            holders.entry((last, relation.object)).or_insert(relation.subject);
        }
    }
    holders
}

/// The holders that "the Chilean and Peruvian presidents" stands for, where the document names
/// them all, with the first word of the phrase.
fn of_countries(
    sentence: &Parsed,
    entities: &Entities,
    at: usize,
    word: usize,
    holders: &Holders<'_>,
) -> Option<(usize, Vec<usize>)> {
    let noun = sentence.words.get(word)?;
    if noun.upos != Upos::Noun || noun.feats.number != Some(Number::Plur) {
        return None;
    }
    // What stands before a noun is read off the words: trees of such phrases are often wrong.
    let mut people: Vec<usize> = Vec::new();
    let mut from = word;
    while let Some(before) = from.checked_sub(1) {
        let country = entities.covering(at, before).find(|mention| {
            entities.get(mention.entity).is_some_and(|e| e.kind == EntityKind::Country)
        });
        if let Some(mention) = country {
            people.push(*holders.get(&(&*noun.lemma, mention.entity))?);
            from = mention.words.start;
        } else if sentence
            .words
            .get(before)
            .is_some_and(|w| matches!(&*w.form.to_lowercase(), "and" | ","))
        {
            from = before;
        } else {
            break;
        }
    }
    people.reverse();
    (people.len() >= 2).then_some((from, people))
}

/// The kinds of entities that the word may stand for two of; `None` where it is no such word.
fn pointed_at(sentence: &Parsed, i: usize, lexicon: &Lexicon) -> Option<&'static [EntityKind]> {
    const PEOPLE: &[EntityKind] = &[EntityKind::Person];
    const STATES: &[EntityKind] = &[EntityKind::Country];
    const ANYBODY: &[EntityKind] =
        &[EntityKind::Country, EntityKind::Organization, EntityKind::Person];
    const SIDES: &[EntityKind] = &[EntityKind::Country, EntityKind::Organization];
    let word = sentence.words.get(i)?;
    let lemma = word.lemma.to_lowercase();
    let before = |label| sentence.child(i, label).and_then(|c| sentence.words.get(c));
    // "the two warring sides" are any two, "the two Andean states" are not.
    let plain = |c: usize| {
        sentence.words.get(c).is_some_and(|w| {
            w.deprel == Deprel::Amod
                && matches!(
                    &*w.lemma.to_lowercase(),
                    "warring"
                        | "rival"
                        | "opposing"
                        | "feuding"
                        | "armed"
                        | "arm"
                        | "neighbouring"
                        | "neighboring"
                        | "war"
                        | "oppose"
                        | "feud"
                )
        })
    };
    // "the two defence ministers" are the last two people, whatever their charge.
    let charge = |c: usize| {
        lexicon.is(WordClass::OfficeHeads, &lemma)
            && sentence.words.get(c).is_some_and(|w| {
                matches!(w.deprel, Deprel::Compound | Deprel::Amod)
                    && w.form.starts_with(char::is_lowercase)
            })
    };
    let narrowed = sentence
        .children_by(i, &[Deprel::Nmod, Deprel::Amod, Deprel::Compound, Deprel::AclRelcl])
        .any(|c| !plain(c) && !charge(c));
    if narrowed {
        return None;
    }
    if matches!(lemma.as_str(), "pair" | "duo") {
        let the = before(Deprel::Det).is_some_and(|d| &*d.lemma == "the");
        return the.then_some(PEOPLE);
    }
    // "the two agreed", "both lobbied for it": the words alone, as a subject or object.
    let alone = matches!(
        word.deprel,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Iobj
    ) && sentence.child(i, Deprel::Conj).is_none();
    let the_two = lemma == "two" && before(Deprel::Det).is_some_and(|d| &*d.lemma == "the");
    if alone && (the_two || (lemma == "both" && word.upos != Upos::Cconj)) {
        return Some(ANYBODY);
    }
    // "neither side", "either country", "each side"
    let each = before(Deprel::Det)
        .is_some_and(|d| matches!(&*d.lemma.to_lowercase(), "neither" | "either"));
    if word.upos != Upos::Noun || (word.feats.number != Some(Number::Plur) && !each) {
        return None;
    }
    let two = before(Deprel::Nummod).is_some_and(|n| &*n.form.to_lowercase() == "two")
        && before(Deprel::Det).is_some_and(|d| matches!(&*d.lemma, "the" | "these"));
    let both = [Deprel::Det, Deprel::DetPredet, Deprel::CcPreconj, Deprel::Advmod]
        .into_iter()
        .any(|label| before(label).is_some_and(|d| &*d.lemma == "both"));
    if !two && !both && !each {
        // "the warring sides", "the parties"
        let the = before(Deprel::Det).is_some_and(|d| &*d.lemma == "the")
            && sentence.child(i, Deprel::Nummod).is_none();
        return (the && matches!(lemma.as_str(), "side" | "party")).then_some(SIDES);
    }
    let is = |class| lexicon.is(class, &lemma);
    match lemma.as_str() {
        "side" | "party" | "force" | "army" | "rival" | "foe" | "ally" => Some(SIDES),
        "neighbour" | "neighbor" | "government" | "state" | "capital" | "power" => Some(STATES),
        _ if is(WordClass::BackCountries) => Some(STATES),
        _ if is(WordClass::BackBodies) => Some(&[EntityKind::Organization]),
        _ if is(WordClass::OfficeHeads) || is(WordClass::Persons) => Some(PEOPLE),
        _ if is(WordClass::MaleNouns) || is(WordClass::FemaleNouns) => Some(PEOPLE),
        _ => None,
    }
}

fn two_before(
    sentences: &[Parsed],
    entities: &Entities,
    (at, word): (usize, usize),
    kinds: &[EntityKind],
    barred: &[usize],
) -> Option<Vec<usize>> {
    let section = sentences.get(at)?.section;
    let mut all: Vec<usize> = Vec::new();
    for i in (at.saturating_sub(REACH)..=at).rev() {
        let sentence = sentences.get(i).filter(|s| s.section == section)?;
        let end = if i == at { word } else { usize::MAX };
        // (entity, head word), in order of the text, each entity once.
        let mut here: Vec<(usize, usize)> = Vec::new();
        for mention in entities.in_sentence(i).filter(|m| m.words.end <= end) {
            let Some(record) = entities.get(mention.entity) else { continue };
            let fits = kinds.contains(&record.kind)
                && !barred.contains(&mention.entity)
                && !record.plural
                && mention.form != MentionForm::Pronoun
                && !(record.unnamed && record.kind != EntityKind::Person);
            if fits && !here.iter().any(|&(entity, _)| entity == mention.entity) {
                here.push((mention.entity, mention.head));
            }
        }
        if let Some(two) = joined(sentence, &here) {
            return Some(two);
        }
        for (entity, _) in here {
            if !all.contains(&entity) {
                all.push(entity);
            }
        }
        match all.len() {
            0 | 1 => {}
            2 => return Some(all),
            _ => return None,
        }
    }
    None
}

/// The last two of these that stand joined by "and", with nobody else in the chain.
fn joined(sentence: &Parsed, here: &[(usize, usize)]) -> Option<Vec<usize>> {
    here.windows(2).rev().find_map(|pair| {
        let [(a, first), (b, second)] = *pair else { return None };
        let joins = sentence
            .words
            .get(second)
            .is_some_and(|w| w.deprel == Deprel::Conj && w.head == Some(first));
        let chain = sentence.children_by(first, &[Deprel::Conj]).count();
        (joins && chain == 1).then(|| vec![a, b])
    })
}
