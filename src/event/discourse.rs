//! What a clause leaves open and the sentences around it make plain: whose truce, whose talks.

use std::collections::BTreeMap;

use super::fillers::{Filler, Fillers};
use super::issuer;
use super::matching::{Candidate, Open, read};
use super::{Context, Speech, Told, tell, time};
use crate::entity::Mention;
use crate::grammar::{EntityKind, Factuality};
use crate::syntax::{Deprel, Parsed};
use crate::text::Span;

/// Events that two parties have with each other, or one does to the other: what a later "the talks" or "the truce" points
/// back to.
const MUTUAL: [&str; 8] =
    ["CONSULT", "AGREE", "COOPERATE", "ASSAULT", "ACCUSE", "THREATEN", "REJECT", "SANCTION"];

/// How many events back a repetition is looked for.
const NEAR: usize = 64;

/// An issuer acts in one of so many first sentences.
const OPENING: usize = 3;

/// So many sentences back an attack may stand whose victims are told of.
const SCENE_REACH: usize = 2;

/// At protests and raids people are hurt who are told of in so many sentences behind.
const SCENES_REACH: usize = 4;
const SCENES: [&str; 2] = ["PROTEST", "COERCE"];

/// Two parties, the lower index first.
type Pair = (usize, usize);

/// The pairs of parties of one section, with the sentences that tell of them.
type Pairs = BTreeMap<Pair, Vec<usize>>;

/// Adds the events of `open` whose parties were told of before. Cost: linear in the events, times the pairs of parties
/// of a section.
pub fn complete(context: Context<'_>, open: Vec<Open<'_>>, told: &mut Vec<Told>) {
    if open.is_empty() {
        return;
    }
    let pairs = pairs(context, told);
    for Open { frame, sentence, trigger, words } in open {
        let Some(fillers) = context.fillers(sentence) else { continue };
        let Some(section) = pairs.get(&fillers.view.parsed.section) else { continue };
        let Some((a, b)) = plain(context, section, frame.actor_kinds.as_slice()) else { continue };
        if let Ok(candidate) = read(fillers, frame, trigger, words, &[a, b]) {
            if candidate.actor.len() < 2 {
                continue;
            }
            // "agreements reached during talks": one sentence does not tell the same thing twice.
            let repeats = |t: &Told| {
                t.kind == frame.event
                    && t.telling.sentence == sentence
                    && (t.actor.contains(&a) || t.actor.contains(&b))
            };
            if told.iter().rev().take(NEAR).any(repeats) {
                continue;
            }
            let known = time::Known { anchor: context.date, ..time::Known::default() };
            let phrases = time::phrases(fillers.view.parsed, known);
            told.push(tell(context, fillers, candidate, (&phrases, None)));
        }
    }
}

/// Where people were hit whom a clause names no place for: the place or country that its sentence names last before it,
/// or else first behind it.
pub fn scene(fillers: Fillers<'_>, candidate: &Candidate<'_>) -> Vec<Filler> {
    let places: Vec<&Mention> = fillers
        .entities
        .in_sentence(fillers.sentence)
        .filter(|mention| {
            // "Tacna: nine hurt"
            let label = mention.words.start == 0
                && fillers
                    .view
                    .parsed
                    .words
                    .get(mention.words.end)
                    .is_some_and(|w| &*w.form == ":");
            let case = || fillers.view.parsed.children_by(mention.head, &[Deprel::Case]).next();
            matches!(fillers.kind(mention.entity), Some(EntityKind::Place))
                && (label || case().is_some())
        })
        .collect();
    let before = places.iter().rev().find(|mention| mention.words.end <= candidate.trigger);
    let found = before.or_else(|| places.iter().find(|mention| mention.head > candidate.trigger));
    found
        .map(|mention| Filler { entity: mention.entity, head: mention.head, below: false })
        .into_iter()
        .collect()
}

/// Where people were hit whom their sentence names no place for: where the attack was that was told right before, or else
/// the protest or raid; where only a building was attacked, there. Cost: the events told in the last sentences.
pub fn scene_before(context: Context<'_>, candidate: &Candidate<'_>, told: &[Told]) -> Vec<Filler> {
    let Some(parsed) = context.parsed.get(candidate.sentence) else { return Vec::new() };
    let within = |reach: usize| {
        told.iter()
            .rev()
            .take_while(move |event| event.telling.sentence + reach >= candidate.sentence)
            .filter(|event| {
                event.section == parsed.section && event.factuality == Factuality::Asserted
            })
    };
    let kind = |&entity: &usize| context.entities.get(entity).map(|record| record.kind);
    let ground = |e: &&usize| matches!(kind(e), Some(EntityKind::Place | EntityKind::Country));
    let attack = |event: &&Told| event.kind == "ASSAULT";
    let hit = || {
        within(SCENE_REACH)
            .filter(attack)
            .find_map(|event| event.place.iter().chain(&event.target).find(ground))
    };
    let around = || {
        within(SCENES_REACH)
            .filter(|event| SCENES.contains(&event.kind.as_str()))
            .find_map(|event| event.place.iter().find(ground))
    };
    let building = || {
        within(SCENE_REACH)
            .filter(attack)
            .find_map(|event| event.target.iter().find(|e| kind(e) == Some(EntityKind::Facility)))
    };
    hit()
        .or_else(around)
        .or_else(building)
        .map(|&entity| Filler { entity, head: candidate.trigger, below: true })
        .into_iter()
        .collect()
}

/// The country or body that issues a document in its own voice: it acts in the first sentences, and somebody says "we"
/// where nobody is quoted.
pub fn issuer(context: Context<'_>, speeches: &[Speech]) -> Option<usize> {
    let quoted = |span: Span| {
        let at = speeches.partition_point(|speech| speech.span.end <= span.start);
        speeches.get(at).is_some_and(|speech| speech.span.contains(span))
    };
    let own = |parsed: &Parsed| {
        parsed
            .words
            .iter()
            .any(|word| matches!(&*word.form, "we" | "We" | "our" | "Our") && !quoted(word.span))
    };
    if !context.parsed.iter().any(own) {
        return None;
    }
    if let Some(named) = issuer::named(context) {
        return Some(named);
    }
    let first = context.parsed.iter().enumerate().take(OPENING);
    first
        .filter_map(|(sentence, parsed)| {
            let view = context.fillers(sentence)?.view;
            let root = parsed.words.iter().position(|word| word.head.is_none())?;
            // "As Vera announced, Chile will pay": the tree may take the first clause for the main one.
            let clauses = parsed.children_by(root, &[Deprel::Parataxis]).chain([root]);
            clauses.filter(|&verb| view.is_verb(verb)).find_map(|verb| {
                let subject = view.surface_subject(verb)?;
                let mention = context.entities.at_head(sentence, subject)?;
                let record = context.entities.get(mention.entity)?;
                let body = matches!(record.kind, EntityKind::Country | EntityKind::Organization);
                (body && !record.unnamed).then_some(mention.entity)
            })
        })
        .next()
}

/// Is the event one that two parties have with each other, or one does to the other?
pub fn is_mutual(event: &Told) -> bool {
    MUTUAL.contains(&event.kind.as_str())
}

/// Who has to do with whom, by section.
fn pairs(context: Context<'_>, told: &[Told]) -> BTreeMap<usize, Pairs> {
    let mut found: BTreeMap<usize, Pairs> = BTreeMap::new();
    for event in told.iter().filter(|event| is_mutual(event)) {
        let mut parties: Vec<usize> = event.actor.iter().chain(&event.target).copied().collect();
        parties.retain(|&entity| {
            context.entities.get(entity).is_some_and(|record| {
                matches!(record.kind, EntityKind::Country | EntityKind::Organization)
            })
        });
        parties.sort_unstable();
        parties.dedup();
        if let [a, b] = *parties.as_slice() {
            let section = found.entry(event.section).or_default();
            section.entry((a, b)).or_default().push(event.telling.sentence);
        }
    }
    found
}

/// The one pair that a section is about: told of twice at least, and twice as often as any other.
fn plain(context: Context<'_>, section: &Pairs, kinds: &[EntityKind]) -> Option<Pair> {
    let fits = |entity: usize| {
        context.entities.get(entity).is_some_and(|record| kinds.contains(&record.kind))
    };
    let mut counts: Vec<(usize, Pair)> = section
        .iter()
        .filter(|((a, b), _)| fits(*a) && fits(*b))
        .map(|(&pair, sentences)| (sentences.len(), pair))
        .collect();
    counts.sort_by_key(|&(count, pair)| (std::cmp::Reverse(count), pair));
    match *counts.as_slice() {
        [(most, pair), (next, _), ..] => (most >= 2 && most >= 2 * next).then_some(pair),
        [(most, pair)] => (most >= 2).then_some(pair),
        [] => None,
    }
}
