//! One happening once in its sentence: what a verb and its noun, an act and its purpose, a threat and what it threatens
//! tell together is told by the first alone.

use crate::grammar::{Factuality, Slot};
use crate::syntax::{Deprel, Upos};

use super::factuality::factuality;
use super::fillers::Filler;
use super::matching::Candidate;
use super::roles::add_new;
use super::view::View;

/// How many steps of a noun phrase are followed up to the verb that it belongs to.
const STEPS: usize = 4;

/// The events of one sentence without those that another of them tells already; what only the double told goes over to
/// the one that stays. Cost: linear in the events, times those of the words above each.
pub(super) fn single<'g>(view: View<'g>, mut events: Vec<Candidate<'g>>) -> Vec<Candidate<'g>> {
    events.retain(|event| !is_attribute(view, event));
    hurt_together(view, &mut events);
    answered_together(view, &mut events);
    wished(view, &mut events);
    cried(view, &mut events);
    let mut at = 0;
    while at < events.len() {
        let other = events.get(at).and_then(|event| {
            let twin =
                |&i: &usize| events.get(i).is_some_and(|o| i != at && is_told(view, event, o));
            (0..events.len()).find(twin)
        });
        let Some(other) = other else {
            at += 1;
            continue;
        };
        let double = events.remove(at);
        let other = if other > at { other - 1 } else { other };
        if let Some(event) = events.get_mut(other).filter(|o| o.frame.event == double.frame.event) {
            take_over(event, double);
        }
    }
    events
}

/// "the occupied town", "jailed activists": a participle that only describes tells no news, unless it says who did it;
/// what stands before an article or a number is a verb that the tree mistook ("injured nine sailors").
fn is_attribute(view: View<'_>, event: &Candidate<'_>) -> bool {
    let counted = || {
        let head = view.head(event.trigger).unwrap_or_default();
        (event.trigger + 1..head).any(|w| matches!(view.upos(w), Upos::Num | Upos::Det))
    };
    view.upos(event.trigger) == Upos::Verb
        && view.rel(event.trigger) == Deprel::Amod
        && !counted()
        && event.actor.is_empty()
        && event.place.is_empty()
        && event.words.len() == 1
}

/// "killed two Peruvians and wounded five others": the others are hurt where the first are.
fn hurt_together(view: View<'_>, events: &mut [Candidate<'_>]) {
    for at in 1..events.len() {
        let (before, rest) = events.split_at_mut(at);
        let Some(next) = rest.first_mut().filter(|e| e.frame.event == "CASUALTIES") else {
            continue;
        };
        let joined = view.rel(next.trigger) == Deprel::Conj;
        let first = before.iter().find(|e| {
            joined
                && e.frame.event == "CASUALTIES"
                && view.head(next.trigger) == Some(e.trigger)
                && e.actor.len() == next.actor.len()
        });
        let object = next.predicate.arguments.iter().filter(|a| a.slot == Slot::Object);
        let own = object.map(|a| a.head).any(|head| {
            let below = view.parsed.children(head).iter().copied().chain([head]);
            below.filter(|&w| w > next.trigger).any(|w| view.mention_over(w).is_some())
        });
        if let Some(first) = first.filter(|_| !own) {
            next.target.clone_from(&first.target);
            next.place.clone_from(&first.place);
        }
    }
}

/// What somebody says or does against another.
const AGAINST: [&str; 5] = ["ACCUSE", "REQUEST", "THREATEN", "SANCTION", "COERCE"];

/// "accused Peru of piracy and demanded an apology": of two joined acts against somebody, the second is against whom the
/// first is.
fn answered_together(view: View<'_>, events: &mut [Candidate<'_>]) {
    let against = |e: &Candidate<'_>| AGAINST.contains(&e.frame.event.as_str());
    for at in 1..events.len() {
        let (before, rest) = events.split_at_mut(at);
        let Some(next) = rest.first_mut().filter(|e| against(e) && e.target.is_empty()) else {
            continue;
        };
        let joined = view.rel(next.trigger) == Deprel::Conj && view.is_verb(next.trigger);
        let first = before.iter().rev().find(|e| {
            joined
                && against(e)
                && view.is_verb(e.trigger)
                && view.head(next.trigger) == Some(e.trigger)
                && !e.target.is_empty()
                && same_doers(e, next)
        });
        if let Some(first) = first {
            next.target.clone_from(&first.target);
        }
    }
}

/// How far below the demand or promise the act may stand that it is about.
const WISH_DEPTH: usize = 5;

/// "demanded their release": who is asked is who is to act, and whoever is to act is asked; "pledged to help Peru": the
/// pledge is made to whom the act is for.
fn wished(view: View<'_>, events: &mut [Candidate<'_>]) {
    for at in 0..events.len() {
        let Some(act) = events.get(at).filter(|e| e.factuality != Factuality::Asserted) else {
            continue;
        };
        let mut word = act.trigger;
        let mut over = None;
        for _ in 0..WISH_DEPTH {
            if matches!(view.rel(word), Deprel::Nsubj | Deprel::Parataxis | Deprel::AclRelcl) {
                break;
            }
            let Some(head) = view.head(word) else { break };
            word = head;
            over = events.iter().position(|e| e.trigger == word && e.frame.event == "REQUEST");
            if over.is_some() {
                break;
            }
        }
        let Some(over) = over.filter(|&over| over != at) else { continue };
        let (Some(act), Some(wish)) = (events.get(at), events.get(over)) else { continue };
        let apart =
            |a: &[Filler], b: &[Filler]| !a.iter().any(|f| b.iter().any(|g| g.entity == f.entity));
        let asked = act.actor.is_empty()
            && !wish.target.is_empty()
            && apart(&wish.target, &act.target)
            && act.frame.parties.is_empty();
        let acting = wish.target.is_empty()
            && !act.actor.is_empty()
            && apart(&act.actor, &wish.actor)
            && act.frame.parties.is_empty();
        if asked {
            let doers = wish.target.clone();
            if let Some(act) = events.get_mut(at) {
                act.actor = doers;
            }
        } else if acting {
            let asked = act.actor.clone();
            if let Some(wish) = events.get_mut(over) {
                wish.target = asked;
            }
        }
    }
}

fn same_doers(a: &Candidate<'_>, b: &Candidate<'_>) -> bool {
    a.actor.len() == b.actor.len()
        && a.actor.iter().all(|f| b.actor.iter().any(|g| g.entity == f.entity))
}

/// What the event that stays leaves open, the double tells.
fn take_over(event: &mut Candidate<'_>, double: Candidate<'_>) {
    let taken = |list: &[Filler], f: &Filler| list.iter().any(|x| x.entity == f.entity);
    if event.actor.is_empty() {
        event.actor = double.actor;
        event.target.retain(|f| !taken(&event.actor, f));
    }
    if event.target.is_empty() {
        event.target = double.target;
        event.target.retain(|f| !taken(&event.actor, f));
    }
    add_new(&mut event.place, double.place);
    event.place.retain(|f| !taken(&event.actor, f) && !taken(&event.target, f));
    event.mode = event.mode.take().or(double.mode);
}

/// Does `other` tell what `event` tells?
fn is_told(view: View<'_>, event: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let same = event.frame.event == other.frame.event;
    if other.frame.event == "THREATEN" && !same {
        return is_threatened(view, event, other);
    }
    let part =
        |a: &[Filler], b: &[Filler]| a.iter().all(|f| b.iter().any(|g| g.entity == f.entity));
    if !same {
        return is_owed(view, event, other);
    }
    let actors = part(&event.actor, &other.actor);
    (actors && (is_purpose(view, event, other) || is_object(view, event, other)))
        || is_deed(view, event, other)
}

/// "marched to demand reforms": whoever protests for it demands it; "gathered to protest": they do.
fn cried(view: View<'_>, events: &mut [Candidate<'_>]) {
    for at in 0..events.len() {
        let cry = events.get(at).is_some_and(|event| {
            event.factuality == Factuality::Possible
                && (is_gathering(view, event)
                    || events.iter().any(|other| {
                        other.factuality == Factuality::Asserted && is_cry(view, event, other)
                    }))
        });
        if let Some(event) = events.get_mut(at).filter(|_| cry) {
            event.factuality = Factuality::Asserted;
        }
    }
}

/// Is it the protest for which people gathered?
fn is_gathering(view: View<'_>, event: &Candidate<'_>) -> bool {
    let word = event.trigger;
    let came = |verb: usize| {
        verb < word
            && view.is(verb, "purposeful")
            && factuality(view, verb, None) == Factuality::Asserted
    };
    event.frame.event == "PROTEST"
        && matches!(view.rel(word), Deprel::Advcl | Deprel::Xcomp)
        && infinitive(view, word)
        && view.head(word).is_some_and(came)
}

/// Is it the demand of a protest?
fn is_cry(view: View<'_>, event: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let word = event.trigger;
    event.frame.event == "REQUEST"
        && other.frame.event == "PROTEST"
        && matches!(view.rel(word), Deprel::Advcl | Deprel::Xcomp | Deprel::Acl)
        && view.upos(word) == Upos::Verb
        && infinitive(view, word)
        && view.head(word).is_some_and(|head| {
            leads(other, head) || view.head(head).is_some_and(|above| leads(other, above))
        })
}

/// "Peru must be ready to mediate": who is told to be ready has promised nothing.
fn is_owed(view: View<'_>, event: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    event.frame.name == "agree/promise"
        && other.frame.name == "request/obligation"
        && view.head(other.trigger) == Some(event.trigger)
}

fn leads(other: &Candidate<'_>, word: usize) -> bool {
    other.trigger == word || other.words.contains(&word)
}

/// "threatened to close the border" closes none, nor does "its threat to attack" attack.
fn is_threatened(view: View<'_>, event: &Candidate<'_>, threat: &Candidate<'_>) -> bool {
    // "will close the strait unless": the threat and its content share their verb.
    if event.trigger == threat.trigger {
        return true;
    }
    let mut word = event.trigger;
    if view.rel(word) == Deprel::Conj
        && let Some(first) = view.head(word).filter(|&h| view.is_verb(h))
    {
        word = first;
    }
    let below = matches!(view.rel(word), Deprel::Xcomp | Deprel::Acl | Deprel::Advcl);
    below
        && view.upos(word) == Upos::Verb
        && infinitive(view, word)
        && view.head(word).is_some_and(|head| head == threat.trigger)
}

fn infinitive(view: View<'_>, verb: usize) -> bool {
    view.parsed.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
}

/// "sent tents to help the town", "opened the bridge to allow aid in": the purpose is the act.
fn is_purpose(view: View<'_>, event: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let word = event.trigger;
    matches!(view.rel(word), Deprel::Xcomp | Deprel::Advcl | Deprel::Acl)
        && view.upos(word) == Upos::Verb
        && infinitive(view, word)
        && (view.upos(other.trigger) == Upos::Verb
            || other.predicate.light.is_some_and(|light| view.head(word) == Some(light)))
        && word > other.trigger
        && view.head(word).is_some_and(|head| {
            leads(other, head) || view.head(head).is_some_and(|above| leads(other, above))
        })
}

/// "gave Peru a grant of nine million", "provided tons of aid": the noun stands in the object of its own verb.
fn is_object(view: View<'_>, event: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    if view.upos(event.trigger) != Upos::Noun || view.upos(other.trigger) != Upos::Verb {
        return false;
    }
    let mut word = event.trigger;
    for _ in 0..STEPS {
        let inside = match view.rel(word) {
            Deprel::Obj | Deprel::NsubjPass | Deprel::Compound | Deprel::Conj => true,
            Deprel::Nmod => matches!(view.case(word).as_str(), "of" | "in"),
            _ => false,
        };
        let Some(head) = view.head(word).filter(|_| inside) else { return false };
        if head == other.trigger {
            return true;
        }
        word = head;
    }
    false
}

/// "killed nine people in an attack on Lima": the deed that killed is the attack.
fn is_deed(view: View<'_>, event: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    event.frame.name == "assault/kill"
        && view.upos(other.trigger) == Upos::Noun
        && view.head(other.trigger) == Some(event.trigger)
        && match view.rel(other.trigger) {
            Deprel::Nsubj | Deprel::OblAgent => true,
            Deprel::Obl => {
                matches!(view.case(other.trigger).as_str(), "in" | "during" | "by" | "with")
            }
            _ => false,
        }
}
