//! People hurt and things damaged take from the attack told beside them who did it, where and when.

use super::Told;
use super::context::Context;
use super::fillers::{Filler, Fillers};
use super::matching::{Candidate, points_back};
use super::time::When;
use crate::facts::DatePrecision;
use crate::grammar::{EntityKind, Factuality, Slot};

/// The attack that was told last: what "the strike" points back to.
#[derive(Debug, Clone)]
pub struct Attack {
    /// The section that tells it.
    pub section: usize,
    /// The sentence that tells it.
    pub sentence: usize,
    /// Who attacked.
    pub actor: Vec<Filler>,
    /// Whom.
    pub target: Vec<Filler>,
    /// When.
    pub when: Option<When>,
}

/// Is `candidate` the harm that the attack told beside it did: in its sentence, or right after it where the harm
/// has neither doer nor scene of its own?
pub fn is_harm_of(fillers: Fillers<'_>, attack: &Attack, candidate: &Candidate<'_>) -> bool {
    let doer = candidate.predicate.heads(&Slot::Subject).next().is_some();
    // A thing without a name ("homes were damaged") says nothing of where it stands.
    let nameless = |f: &Filler| fillers.entities.get(f.entity).is_some_and(|r| r.unnamed);
    let told_alone = candidate.place.is_empty()
        && match candidate.frame.event.as_str() {
            "DAMAGE" => candidate.target.iter().all(nameless),
            _ => candidate.target.is_empty(),
        };
    candidate.actor.is_empty()
        && (points_back(fillers, candidate)
            || (!doer && candidate.sentence == attack.sentence)
            || (!doer && told_alone && candidate.sentence == attack.sentence + 1))
}

/// Fills what a candidate leaves open from the attack that it points back to.
pub fn fill_back(context: Context<'_>, attack: &Attack, candidate: &mut Candidate<'_>) {
    if candidate.actor.is_empty() {
        candidate.actor.clone_from(&attack.actor);
    }
    if candidate.frame.event == "CASUALTIES" && candidate.target.is_empty() {
        let hit = |f: &&Filler| {
            context.entities.get(f.entity).is_some_and(|record| {
                matches!(
                    record.kind,
                    EntityKind::Country | EntityKind::Place | EntityKind::Facility
                )
            })
        };
        candidate.target = attack.target.iter().filter(hit).cloned().collect();
    }
}

/// The attack that a candidate tells as a fact, with its doer.
pub fn attack_of(section: usize, candidate: &Candidate<'_>) -> Option<Attack> {
    let told = candidate.frame.event == "ASSAULT"
        && candidate.factuality == Factuality::Asserted
        && !candidate.actor.is_empty();
    told.then(|| Attack {
        section,
        sentence: candidate.sentence,
        actor: candidate.actor.clone(),
        target: candidate.target.clone(),
        when: None,
    })
}

/// Leaves a number to the harm that it counts: "wounded nine" and "set fire to nine lorries" are no numbers of the attack.
pub fn claim(told: &mut [Told]) {
    let counted: Vec<f64> = told
        .iter()
        .filter(|event| matches!(event.kind.as_str(), "CASUALTIES" | "DAMAGE"))
        .flat_map(|event| event.quantities.iter().map(|quantity| quantity.value))
        .collect();
    if counted.is_empty() {
        return;
    }
    for attack in told.iter_mut().filter(|event| event.kind == "ASSAULT") {
        attack.quantities.retain(|quantity| !counted.contains(&quantity.value));
    }
}

/// Gives harm that no date stands beside the day of the attacks by the same doer, where its section knows but one such
/// day. Cost: linear in the events, times those of a section that are attacks.
pub fn date(events: &mut [Told]) {
    let attacks: Vec<(usize, Vec<usize>, When)> = events
        .iter()
        .filter(|event| event.kind == "ASSAULT" && event.factuality == Factuality::Asserted)
        .filter_map(|event| {
            let when = event.when.filter(|when| when.precision == DatePrecision::Day)?;
            Some((event.section, event.actor.clone(), when))
        })
        .collect();
    let harmed = |event: &&mut Told| {
        matches!(event.kind.as_str(), "CASUALTIES" | "DAMAGE")
            && event.when.is_none()
            && event.factuality == Factuality::Asserted
            && !event.actor.is_empty()
    };
    for event in events.iter_mut().filter(harmed) {
        let mut days = attacks
            .iter()
            .rev()
            .take(NEAR)
            .filter(|(section, actor, _)| *section == event.section && actor == &event.actor)
            .map(|(_, _, when)| *when);
        let day = days.next();
        if days.all(|other| Some(other) == day) {
            event.when = day;
        }
    }
}

/// So many attacks are looked at.
const NEAR: usize = 24;
