//! Who fights whom: an event that names only one side has the other from those told around it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Told};
use crate::grammar::{EntityKind, Factuality};

/// For one side the sides that it attacks, or those that attack it.
type Sides = BTreeMap<usize, BTreeSet<usize>>;

/// Who attacks whom in one section.
#[derive(Debug, Default)]
struct Attacks {
    /// By who attacks.
    victims: Sides,
    /// By who is attacked.
    attackers: Sides,
    /// How many attacks name both sides.
    told: usize,
}

impl Attacks {
    /// The one attacker and the one attacked, where the section tells of them twice and knows no others.
    fn sole(&self) -> Option<(usize, usize)> {
        if self.told < 2 {
            return None;
        }
        let mut sides = self.victims.iter();
        let (&attacker, victims) = sides.next()?;
        let mut victims = victims.iter();
        let &victim = victims.next()?;
        (sides.next().is_none() && victims.next().is_none()).then_some((attacker, victim))
    }
}

/// Adds to attacks and to the harm that they did the side that they leave open, where the section knows but one that it
/// can be. Cost: linear in the events.
pub fn complete(context: Context<'_>, told: &mut [Told]) {
    let mut sections: BTreeMap<usize, Attacks> = BTreeMap::new();
    let attacks =
        |event: &&Told| event.kind == "ASSAULT" && event.factuality == Factuality::Asserted;
    for event in told.iter().filter(attacks) {
        let attacks = sections.entry(event.section).or_default();
        for &actor in event.actor.iter().filter(|&&entity| is_side(context, entity)) {
            for &target in event.target.iter().filter(|&&entity| is_side(context, entity)) {
                attacks.victims.entry(actor).or_default().insert(target);
                attacks.told += 1;
            }
            for &hit in event.target.iter().chain(&event.place) {
                attacks.attackers.entry(hit).or_default().insert(actor);
            }
        }
    }
    for event in told {
        let Some(attacks) = sections.get(&event.section) else { continue };
        let harm = matches!(event.kind.as_str(), "CASUALTIES" | "DAMAGE");
        if event.kind != "ASSAULT" && !harm {
            continue;
        }
        if event.kind == "ASSAULT" && event.actor.is_empty() && event.target.is_empty() {
            if let Some((attacker, victim)) = attacks.sole() {
                event.actor.push(attacker);
                event.target.push(victim);
            }
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
