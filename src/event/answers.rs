//! Whom a refusal or a threat is meant for where its clause does not say so: who asked, charged or struck
//! shortly before, or whom its doer did.

use std::collections::BTreeMap;

use super::{Context, Told};

/// How many sentences back the act may stand that another answers.
const REACH: usize = 3;

/// How many acts back are looked at.
const ASKED: usize = 12;

/// How many steps lead from a person over a body to its country.
const STEPS: usize = 3;

/// What a refusal answers.
const ASKING: [&str; 3] = ["ACCUSE", "REQUEST", "THREATEN"];

/// Acts against somebody, which are paid back.
const AGAINST: [&str; 7] =
    ["ACCUSE", "REQUEST", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "REJECT"];

/// Relations that lead from somebody to whom he stands for.
const STANDS_FOR: [&str; 5] =
    ["holds_office", "spokesperson_for", "part_of", "citizen_of", "member_of"];

/// For whom people and bodies stand: an officer for the service, the service for its country.
struct Sides(BTreeMap<usize, Vec<usize>>);

impl Sides {
    fn of(context: Context<'_>) -> Self {
        let mut above: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for relation in context.relations.iter().filter(|r| STANDS_FOR.contains(&r.kind)) {
            above.entry(relation.subject).or_default().push(relation.object);
        }
        Self(above)
    }

    /// The entity with all for whom it stands.
    fn with_above(&self, entity: usize) -> Vec<usize> {
        let mut all = vec![entity];
        let mut from = 0;
        for _ in 0..STEPS {
            let until = all.len();
            for at in from..until {
                let above = all.get(at).and_then(|e| self.0.get(e));
                for &next in above.into_iter().flatten() {
                    if !all.contains(&next) {
                        all.push(next);
                    }
                }
            }
            from = until;
        }
        all
    }

    /// Do the two lists name somebody of one side?
    fn akin(&self, a: &[usize], b: &[usize]) -> bool {
        let whole = |list: &[usize]| -> Vec<usize> {
            list.iter().flat_map(|&entity| self.with_above(entity)).collect()
        };
        let a = whole(a);
        whole(b).iter().any(|entity| a.contains(entity))
    }
}

/// An act that another may answer.
struct Act {
    kind: String,
    section: usize,
    sentence: usize,
    actor: Vec<usize>,
    target: Vec<usize>,
}

/// Adds to refusals and threats whom they are meant for. Cost: linear in the events.
pub fn complete(context: Context<'_>, told: &mut [Told]) {
    let sides = Sides::of(context);
    told.sort_by_key(|event| (event.telling.sentence, event.telling.span.start));
    let mut acts: Vec<Act> = Vec::new();
    for event in told {
        if event.kind == "CONCEDE" && event.actor.is_empty() && !event.target.is_empty() {
            event.actor = captor(&acts, event);
        }
        if event.target.is_empty() && !event.actor.is_empty() {
            event.target = addressee(&sides, &acts, event);
        }
        if AGAINST.contains(&event.kind.as_str()) && !event.actor.is_empty() {
            acts.push(Act {
                kind: event.kind.clone(),
                section: event.section,
                sentence: event.telling.sentence,
                actor: event.actor.clone(),
                target: event.target.clone(),
            });
        }
    }
}

/// Who holds those who are let go, where the text told it before.
fn captor(acts: &[Act], event: &Told) -> Vec<usize> {
    let seized = acts.iter().rev().find(|act| {
        act.section == event.section
            && act.kind == "COERCE"
            && event.target.iter().all(|held| act.target.contains(held))
    });
    seized.map(|act| act.actor.clone()).unwrap_or_default()
}

/// Whom an event is meant for that names nobody.
fn addressee(sides: &Sides, acts: &[Act], event: &Told) -> Vec<usize> {
    let sentence = event.telling.sentence;
    let near = acts
        .iter()
        .rev()
        .take(ASKED)
        .filter(|act| act.section == event.section && act.sentence + REACH >= sentence);
    let mut others = near.filter(|act| !act.actor.iter().any(|a| event.actor.contains(a)));
    let meant =
        |act: &&Act| sides.akin(&act.target, &event.actor) && !sides.akin(&act.actor, &event.actor);
    let answered = match event.kind.as_str() {
        "REJECT" => others.find(|act| {
            ASKING.contains(&act.kind.as_str()) && (act.sentence == sentence || meant(act))
        }),
        "THREATEN" => others.find(meant),
        _ => None,
    };
    answered.map(|act| act.actor.clone()).unwrap_or_default()
}
