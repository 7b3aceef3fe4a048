//! Who fights whom, and who answers whom: an event that names only one side has the other from those told around it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Told};
use crate::grammar::{EntityKind, Factuality};

/// How many demands and charges of one sentence a refusal may answer, the last first.
const ASKED: usize = 8;

/// For one side the sides that it attacks, or those that attack it.
type Sides = BTreeMap<usize, BTreeSet<usize>>;

/// Who attacks whom in one section.
#[derive(Debug, Default)]
struct Attacks {
    /// By who attacks.
    victims: Sides,
    /// By who is attacked.
    attackers: Sides,
}

/// Adds to attacks and to the harm that they did the side that they leave open, where the section knows but one that it
/// can be; to refusals, whom they refuse. Cost: linear in the events.
pub fn complete(context: Context<'_>, told: &mut [Told]) {
    let mut sections: BTreeMap<usize, Attacks> = BTreeMap::new();
    let attacks =
        |event: &&Told| event.kind == "ASSAULT" && event.factuality == Factuality::Asserted;
    for event in told.iter().filter(attacks) {
        let attacks = sections.entry(event.section).or_default();
        for &actor in event.actor.iter().filter(|&&entity| is_side(context, entity)) {
            for &target in event.target.iter().filter(|&&entity| is_side(context, entity)) {
                attacks.victims.entry(actor).or_default().insert(target);
                attacks.attackers.entry(target).or_default().insert(actor);
            }
        }
    }
    answers(told);
    for event in told {
        let Some(attacks) = sections.get(&event.section) else { continue };
        let harm = matches!(event.kind.as_str(), "CASUALTIES" | "DAMAGE");
        if event.kind != "ASSAULT" && !harm {
            continue;
        }
        // What was damaged is a thing, not the enemy.
        if event.target.is_empty() && event.kind != "DAMAGE" {
            event.target.extend(only(&attacks.victims, &event.actor));
        }
        if event.actor.is_empty() {
            event.actor.extend(only(&attacks.attackers, &event.target));
        }
    }
}

/// A refusal answers who demanded or charged in its sentence.
fn answers(told: &mut [Told]) {
    // Who asked, with the section and the sentence.
    let mut asked: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for event in told {
        let sentence = event.telling.sentence;
        asked.retain(|(section, at, _)| *section == event.section && *at == sentence);
        if matches!(event.kind.as_str(), "ACCUSE" | "REQUEST") && !event.actor.is_empty() {
            asked.push((event.section, sentence, event.actor.clone()));
        } else if event.kind == "REJECT" && event.target.is_empty() {
            let another = asked
                .iter()
                .rev()
                .take(ASKED)
                .find(|(_, _, actors)| !actors.iter().any(|actor| event.actor.contains(actor)));
            if let Some((_, _, actors)) = another {
                event.target.clone_from(actors);
            }
        }
    }
}

/// The one on the other side of all of these, if it is but one.
fn only(sides: &Sides, parties: &[usize]) -> Option<usize> {
    let mut others = parties.iter().filter_map(|party| sides.get(party)).flatten().copied();
    let first = others.next()?;
    others.all(|other| other == first).then_some(first)
}

/// Can the entity be a side of a war?
fn is_side(context: Context<'_>, entity: usize) -> bool {
    context
        .entities
        .get(entity)
        .is_some_and(|record| matches!(record.kind, EntityKind::Country | EntityKind::Organization))
}
