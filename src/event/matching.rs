//! Frames against one tree.

use std::collections::BTreeSet;

use crate::entity::MentionForm;
use crate::grammar::{Factuality, Frame, Role, Slot, TriggerPos};
use crate::syntax::{Deprel, Number, Upos};

use super::attempt::{Attempt, Refusal};
use super::factuality::factuality;
use super::fillers::{Filler, Fillers};
use super::now::SAID;
use super::predicate::Predicate;
use super::roles::{Reader, add_new, mode};
use super::trigger::{Companions, hyphenated};
use super::view::View;

/// An event as one frame reads it in one sentence.
#[derive(Debug, Clone)]
pub struct Candidate<'g> {
    /// The frame.
    pub frame: &'g Frame,
    /// Index of the sentence.
    pub sentence: usize,
    /// The word that tells it.
    pub trigger: usize,
    /// All words of the trigger, the light verb included.
    pub words: Vec<usize>,
    /// Its arguments.
    pub predicate: Predicate,
    /// Who does it.
    pub actor: Vec<Filler>,
    /// Who receives it.
    pub target: Vec<Filler>,
    /// Where.
    pub place: Vec<Filler>,
    /// How.
    pub mode: Option<String>,
    /// Is it told as a fact?
    pub factuality: Factuality,
}

/// All events that the frames read in one sentence, in order of their triggers.
pub fn candidates<'g>(fillers: Fillers<'g>) -> Found<'g> {
    survey(fillers, &mut |_| ())
}

/// A frame whose words stand in a sentence that names too few of its parties.
#[derive(Debug, Clone)]
pub struct Open<'g> {
    /// The frame.
    pub frame: &'g Frame,
    /// Index of the sentence.
    pub sentence: usize,
    /// The word that tells it.
    pub trigger: usize,
    /// All words of the trigger.
    pub words: Vec<usize>,
}

/// What the frames read in one sentence, in order of their triggers.
#[derive(Debug, Clone, Default)]
pub struct Found<'g> {
    /// The events.
    pub events: Vec<Candidate<'g>>,
    /// What the sentences around may complete.
    pub open: Vec<Open<'g>>,
}

/// All events that the frames read in one sentence; `tell` hears of each frame whose words stand there.
pub fn survey<'g>(fillers: Fillers<'g>, tell: &mut dyn FnMut(Attempt)) -> Found<'g> {
    let mut found = Found::default();
    let view = fillers.view;
    let mut consumed: BTreeSet<usize> = BTreeSet::new();
    for i in 0..view.parsed.words.len() {
        let lemma = view.lemma(i);
        let mut here: Vec<(&Frame, Vec<usize>)> = Vec::new();
        let mut companions = Companions::new(fillers, i);
        for (frame, trigger) in view.frames.triggers(lemma) {
            if companions.may_be(trigger.pos)
                && let Some(words) = companions.of(trigger)
            {
                here.push((frame, words));
            }
        }
        // "a sit-in", "test-fired": the tokens of a hyphenated word are one trigger.
        if let Some(whole) = hyphenated(view, i) {
            for (frame, trigger) in view.frames.triggers(&whole.lemma) {
                // "a sit-in": taggers take its particle for one that stands alone.
                let noun = || {
                    trigger.pos == TriggerPos::Noun
                        && matches!(view.upos(i), Upos::Adv | Upos::Adp)
                        && view.child(i, Deprel::Det).is_some()
                };
                if (companions.may_be(trigger.pos) || noun())
                    && let Some(mut words) = companions.of(trigger)
                {
                    for &other in &whole.others {
                        if !words.contains(&other) {
                            words.push(other);
                        }
                    }
                    here.push((frame, words));
                }
            }
        }
        // "strike a deal" is not a strike: the longest trigger at a word wins, and of two the one with more to say:
        // "offer condolences to" offers nothing else.
        let weight = |words: &[usize]| weight_of(view, words);
        // "a strike on Monday" is no strike of workers: whose subject or object does not fit takes no word from others.
        here.retain(|(frame, words)| {
            let bound =
                [&frame.subjects, &frame.barred, &frame.objects].iter().any(|set| !set.is_empty());
            let fits = !bound || is_about(fillers, frame, i, words);
            if !fits {
                tell(Attempt::refused(frame, words.clone(), Refusal::Object));
            }
            fits
        });
        // Longest first. A trigger that reads nothing leaves the word to shorter ones where prepositions alone set it apart:
        // "welcomed the vote in Lima" welcomes nobody to Lima.
        here.sort_by_key(|(_, words)| std::cmp::Reverse(weight(words)));
        let mut least = (0, 0);
        let mut types: BTreeSet<&str> = BTreeSet::new();
        // Where the longest trigger of a type reads nothing, a shorter one of that type may: "shut down a newspaper".
        let mut failed: BTreeSet<&str> = BTreeSet::new();
        for (frame, words) in here {
            let weight = weight(&words);
            let shorter = weight < least && !failed.contains(frame.event.as_str());
            if shorter || types.contains(frame.event.as_str()) {
                tell(Attempt::refused(frame, words, Refusal::Outdone));
                continue;
            }
            // "ready to negotiate": what somebody is ready to do is an event of its own.
            let own = |w: usize| view.rel(w) == Deprel::Xcomp && view.upos(w) == Upos::Verb;
            // "welcomed the deal": the deal is an event of its own.
            let praised = |w: usize| view.is(w, "moves") && names_other(fillers, frame, w);
            let further: Vec<usize> =
                words.iter().copied().filter(|&w| w != i && !own(w) && !praised(w)).collect();
            match read(fillers, frame, i, words, &[]) {
                Ok(candidate) => {
                    least = least.max(weight);
                    // What nobody takes part in a shorter trigger may tell better.
                    let nobody = candidate.actor.is_empty()
                        && candidate.target.is_empty()
                        && candidate.place.is_empty();
                    if nobody {
                        failed.insert(&frame.event);
                    } else {
                        types.insert(&frame.event);
                    }
                    // "sign a treaty" is one signing, not a treaty beside it; "lift the sanctions" imposes none.
                    consumed.extend(further);
                    let few = candidate.actor.len() + candidate.target.len() < 2;
                    if frame.recalls && few {
                        let words = candidate.words.clone();
                        found.open.push(Open {
                            frame,
                            sentence: fillers.sentence,
                            trigger: i,
                            words,
                        });
                    }
                    found.events.push(candidate);
                }
                Err((words, refusal)) => {
                    failed.insert(&frame.event);
                    let led = |w: usize| {
                        matches!(view.lemma(w), "to" | "in" | "at" | "on" | "from" | "of")
                            && view.rel(w) != Deprel::CompoundPrt
                    };
                    // "gave the nod to the loan": without "to" it may be another act.
                    let core: Vec<usize> =
                        words.iter().copied().filter(|&w| w == i || !led(w)).collect();
                    if core.len() > 1 {
                        least = least.max(weight_of(view, &core));
                    }
                    tell(Attempt::refused(frame, words.clone(), refusal));
                    if frame.recalls && matches!(refusal, Refusal::TooFew | Refusal::Lacks(_)) {
                        found.open.push(Open {
                            frame,
                            sentence: fillers.sentence,
                            trigger: i,
                            words,
                        });
                    }
                }
            }
        }
    }
    found.open.retain(|open| !consumed.contains(&open.trigger));
    found.events.retain(|candidate| {
        let free = !consumed.contains(&candidate.trigger);
        tell(Attempt::of(candidate, free));
        free
    });
    found
}

/// How much the words of a trigger tell.
fn weight_of(view: View<'_>, words: &[usize]) -> (usize, usize) {
    let telling = |&&w: &&usize| !matches!(view.upos(w), Upos::Adp | Upos::Part);
    (words.len(), words.iter().filter(telling).count())
}

/// "unless Peru scraps its deal", "makes good on his threat": the words of somebody that are spoken of as his were said,
/// whatever becomes of them.
fn is_given(fillers: Fillers<'_>, frame: &Frame, trigger: usize) -> bool {
    matches!(frame.event.as_str(), "ACCUSE" | "REQUEST" | "THREATEN" | "AGREE" | "REJECT")
        && fillers.view.upos(trigger) == Upos::Noun
        && fillers.view.child(trigger, Deprel::NmodPoss).is_some()
}

/// Reads one frame at one trigger; `recalled` are the parties that the sentences before tell of, where the clause names
/// none or but one of them.
pub fn read<'g>(
    fillers: Fillers<'g>,
    frame: &'g Frame,
    trigger: usize,
    mut words: Vec<usize>,
    recalled: &[usize],
) -> Result<Candidate<'g>, (Vec<usize>, Refusal)> {
    let mut predicate = fillers.view.predicate(trigger);
    fillers.view.mend(&words, &mut predicate);
    if frame.target.contains(&Slot::Object) {
        fillers.view.share_passive(&mut predicate);
    }
    if !subjects_fit(fillers, frame, &predicate)
        || !objects_fit(fillers, frame, &predicate)
        || is_no_attack(fillers, frame, &predicate)
    {
        return Err((words, Refusal::Object));
    }
    if frame.bare && goes_on(fillers, &predicate) {
        return Err((words, Refusal::Object));
    }
    if frame.event == "REQUEST" && is_question(fillers, trigger) {
        return Err((words, Refusal::Question));
    }
    let reader = Reader { fillers, frame, predicate: &predicate };
    let mut actor = Vec::new();
    for slot in &frame.parties {
        add_new(&mut actor, reader.parties(slot));
    }
    // "its fight with the rebels": both fight.
    let alone = !frame.parties.is_empty() && actor.len() == 1;
    if alone && predicate.heads(&Slot::Subject).next().is_none() {
        for slot in frame.actor.iter().filter(|&slot| *slot == Slot::Possessor) {
            add_new(&mut actor, reader.actors(slot));
        }
    }
    // "is on the eve of talks with Peru": whose talks is who the clause is about.
    if alone && actor.len() == 1 && frame.event != "ASSAULT" {
        add_new(&mut actor, reader.other_party());
    }
    if frame.event == "CONSULT" && !frame.parties.is_empty() && actor.len() < 2 {
        let attendants = reader.attendants(actor.len());
        add_new(&mut actor, attendants);
    }
    for slot in &frame.actor {
        if !actor.is_empty() {
            break;
        }
        add_new(&mut actor, reader.actors(slot));
    }
    if actor.is_empty() && matches!(frame.event.as_str(), "REQUEST" | "THREATEN") {
        add_new(&mut actor, reader.sayers());
    }
    if actor.is_empty() && SAID.contains(&frame.event.as_str()) {
        add_new(&mut actor, reader.cue_speaker());
    }
    let mut target: Vec<Filler> = Vec::new();
    for slot in &frame.target {
        let mut fillers = reader.targets(slot);
        fillers.retain(|f| !actor.iter().any(|a| a.entity == f.entity));
        add_new(&mut target, fillers);
        if !target.is_empty() {
            break;
        }
    }
    // Who only speaks the words asks nobody where the words do not say whom.
    if target.is_empty()
        && fillers.issuer.is_none()
        && frame.actor.contains(&Slot::Voice)
        && actor.iter().all(|f| f.below)
    {
        actor.clear();
    }
    let parties = || actor.iter().chain(&target).map(|f| f.entity);
    if parties().all(|entity| recalled.contains(&entity)) && target.is_empty() {
        let head = trigger;
        let more = recalled.iter().map(|&entity| Filler { entity, head, below: true }).collect();
        add_new(&mut actor, more);
    }
    let mut place: Vec<Filler> = Vec::new();
    for slot in &frame.place {
        add_new(&mut place, reader.places(slot));
    }
    place.retain(|p| {
        !actor.iter().any(|a| a.entity == p.entity) && !target.iter().any(|t| t.entity == p.entity)
    });
    let lacks = |role: &&Role| match role {
        Role::Actor => actor.is_empty(),
        Role::Target => target.is_empty(),
        Role::Place => place.is_empty(),
    };
    // "The general was freed", "the release of Ana Ruiz": who did it goes without saying.
    // Of "an accord signed in Lima" the place is enough.
    let signed = !frame.parties.is_empty()
        && fillers.view.rel(trigger) == Deprel::Acl
        && fillers.view.is_passive(trigger);
    let untold = *frame.needs == [Role::Actor]
        && (goes_untold(fillers, trigger) || signed)
        && predicate.heads(&Slot::Subject).next().is_none()
        && !(target.is_empty() && place.is_empty())
        && !frame.target.contains(&Slot::Scene);
    // "the forum concluded that Peru must pay": somebody says so, whoever it is.
    let reported = *frame.needs == [Role::Actor]
        && frame.actor.contains(&Slot::Voice)
        && !target.is_empty()
        && reader.is_said();
    // "those who send arms to Peru": somebody does.
    let somebody = frame.untold
        && actor.is_empty()
        && target.iter().any(|f| !f.below)
        && somebody_acts(fillers, &predicate);
    let spared = |role: &&Role| somebody && **role == Role::Actor;
    let lacking = frame.needs.iter().filter(|role| !spared(role)).find(lacks);
    if let Some(&role) = lacking.filter(|_| !untold && !reported) {
        return Err((words, Refusal::Lacks(role)));
    }
    // "Nine pupils were kidnapped in Tacna": people who are only counted take part all the same.
    let counted = frame.participants == 1
        && !place.is_empty()
        && fillers.view.rel(trigger) != Deprel::Amod
        && goes_untold(fillers, trigger)
        && frame
            .target
            .iter()
            .any(|slot| predicate.heads(slot).any(|head| fillers.view.is(head, "people")));
    let several = usize::from(!frame.parties.is_empty() && is_plural(fillers, &predicate));
    // "The talks were held in Lima": between whom may go untold.
    let held = frame.event == "CONSULT"
        && frame.participants == 1
        && predicate.light.is_some()
        && !place.is_empty();
    let parties = weight(fillers, &actor) + target.len();
    if parties + several.min(parties) < frame.participants && !held && !counted {
        return Err((words, Refusal::TooFew));
    }
    if let Some(light) = predicate.light {
        words.push(light);
    }
    let mode = mode(fillers, frame, &predicate, &words);
    let least = if is_given(fillers, frame, trigger) {
        Some(Factuality::Asserted)
    } else {
        frame.factuality
    };
    let factuality = factuality(fillers.view, trigger, least);
    Ok(Candidate {
        frame,
        sentence: fillers.sentence,
        trigger,
        words,
        predicate,
        actor,
        target,
        place,
        mode,
        factuality,
    })
}

/// Does the noun name an event of another type by itself?
fn names_other(fillers: Fillers<'_>, frame: &Frame, w: usize) -> bool {
    let view = fillers.view;
    view.upos(w) == Upos::Noun
        && frame.event == "SUPPORT"
        && view.frames.triggers(view.lemma(w)).any(|(other, trigger)| {
            trigger.pos == TriggerPos::Noun && trigger.with.is_empty() && other.event != frame.event
        })
}

/// How many parties these are at least: a group told in the plural is two ("the ministers met").
fn weight(fillers: Fillers<'_>, parties: &[Filler]) -> usize {
    let plural = |f: &Filler| {
        !f.below && fillers.entities.get(f.entity).is_some_and(|r| r.plural && r.unnamed)
    };
    parties.iter().map(|f| 1 + usize::from(plural(f))).sum()
}

/// Is the subject several people of one body or country: "the leaders of the union gathered"?
fn is_plural(fillers: Fillers<'_>, predicate: &Predicate) -> bool {
    let view = fillers.view;
    predicate.heads(&Slot::Subject).any(|head| {
        view.upos(head) == Upos::Noun
            && view.parsed.words.get(head).is_some_and(|w| w.feats.number == Some(Number::Plur))
            && (view.is(head, "people") || view.is(head, "carriers"))
    })
}

/// Does the word tell an act without the one who did it: a noun, "was freed", "ousted President Ruiz"?
fn goes_untold(fillers: Fillers<'_>, trigger: usize) -> bool {
    let view = fillers.view;
    !matches!(view.upos(trigger), Upos::Verb | Upos::Aux)
        || view.child(trigger, Deprel::AuxPass).is_some()
        || (view.rel(trigger) == Deprel::Amod && view.is_passive(trigger))
        || view.parsed.children_by(trigger, &[Deprel::NsubjPass]).next().is_some()
}

/// Is the doer left out, or somebody who is no entity, people or a pronoun? A thing does nothing, and who "we" are must be
/// known.
fn somebody_acts(fillers: Fillers<'_>, predicate: &Predicate) -> bool {
    let view = fillers.view;
    predicate.heads(&Slot::Subject).all(|head| match view.upos(head) {
        Upos::Pron => !matches!(view.lemma(head), "we" | "i" | "it" | "this" | "that" | "what"),
        Upos::Propn | Upos::Num => true,
        _ => {
            view.is(head, "people")
                || view.is(head, "carriers")
                || view.is(head, "members")
                || view.mention_over(head).is_some()
        }
    })
}

/// Does anything but a time, a place or a purpose stand behind the object: "called Vera a liar"?
fn goes_on(fillers: Fillers<'_>, predicate: &Predicate) -> bool {
    let view = fillers.view;
    let further = [Deprel::Xcomp, Deprel::Ccomp, Deprel::Iobj, Deprel::CompoundPrt];
    let verb = predicate.word;
    let behind = view.parsed.children_by(verb, &[Deprel::Obj]).filter(|&o| o > verb);
    let objects: Vec<usize> = behind.collect();
    view.parsed.children_by(verb, &further).next().is_some()
        || objects.len() > 1
        || objects.iter().any(|&o| fillers.mention(o).is_none_or(|mention| mention.head != o))
        || objects.iter().filter_map(|&o| fillers.mention(o)).any(|mention| {
            let next = mention.words.end;
            let time =
                || view.parsed.words.get(next).is_some_and(|w| w.deprel == Deprel::OblUnmarked);
            matches!(view.upos(next), Upos::Det | Upos::Adj | Upos::Noun | Upos::Verb) && !time()
        })
}

/// Are the subject and the object at this trigger among those that the frame is about?
fn is_about(fillers: Fillers<'_>, frame: &Frame, trigger: usize, words: &[usize]) -> bool {
    let mut predicate = fillers.view.predicate(trigger);
    fillers.view.mend(words, &mut predicate);
    if frame.target.contains(&Slot::Object) {
        fillers.view.share_passive(&mut predicate);
    }
    subjects_fit(fillers, frame, &predicate) && objects_fit(fillers, frame, &predicate)
}

/// Is somebody asked for an answer, not for an act: "asked whether", "when asked"?
fn is_question(fillers: Fillers<'_>, trigger: usize) -> bool {
    let view = fillers.view;
    if view.lemma(trigger) != "ask" || view.upos(trigger) != Upos::Verb {
        return false;
    }
    let opened =
        trigger.checked_sub(1).is_some_and(|w| matches!(view.lemma(w), "when" | "if" | "once"));
    let clauses = [Deprel::Ccomp, Deprel::Xcomp, Deprel::Advcl, Deprel::Obj];
    // "asked not to be named"
    let nameless = |c: usize| {
        view.is_passive(c) && matches!(view.lemma(c), "name" | "identify" | "quote" | "cite")
    };
    opened
        || view.parsed.children_by(trigger, &clauses).any(nameless)
        || view.parsed.children_by(trigger, &clauses).any(|c| {
            view.parsed
                .children_by(c, &[Deprel::Mark, Deprel::Advmod])
                .any(|m| matches!(view.lemma(m), "whether" | "if" | "why" | "how" | "when"))
        })
}

/// Is the subject among those that the frame is about ("the tourists left the town" withdraws nobody)?
fn subjects_fit(fillers: Fillers<'_>, frame: &Frame, predicate: &Predicate) -> bool {
    let view = fillers.view;
    let of_class = |head: usize| {
        let named = fillers.mention(head).filter(|m| m.form == MentionForm::Pronoun);
        let meant = named.and_then(|m| fillers.entities.get(m.entity));
        let last = meant.and_then(|record| record.name.rsplit(' ').next().map(str::to_lowercase));
        frame.subjects.contains(view.lemma(head))
            || last.is_some_and(|word| frame.subjects.iter().any(|s| word.starts_with(s.as_str())))
    };
    // "thousands of protesters"
    let of_class = |head: usize| {
        let of = view
            .parsed
            .children_by(head, &[Deprel::Nmod])
            .filter(|_| view.is(head, "partitives") || view.upos(head) == Upos::Num);
        of_class(head) || of.filter(|&c| view.case(c) == "of").any(of_class)
    };
    let mut subjects = predicate.heads(&Slot::Subject).flat_map(|head| fillers.conjuncts(head));
    // "soldiers marched on Lima" is no protest.
    if predicate.heads(&Slot::Subject).any(|head| frame.barred.contains(view.lemma(head))) {
        return false;
    }
    frame.subjects.is_empty() || subjects.any(of_class)
}

/// Does nature strike, or is a figure hit: "a storm hit Tacna", "prices hit a record"?
fn is_no_attack(fillers: Fillers<'_>, frame: &Frame, predicate: &Predicate) -> bool {
    let of =
        |slot: &Slot, class: &str| predicate.heads(slot).any(|head| fillers.view.is(head, class));
    frame.event == "ASSAULT" && (of(&Slot::Subject, "disasters") || of(&Slot::Object, "heights"))
}

/// Is one of the objects among those that the frame is about ("killed time" kills nobody)?
fn objects_fit(fillers: Fillers<'_>, frame: &Frame, predicate: &Predicate) -> bool {
    let view = fillers.view;
    let mut objects = predicate.heads(&Slot::Object).peekable();
    frame.objects.is_empty()
        || objects.peek().is_none()
        || objects.any(|head| {
            !fillers.entities_of(head).is_empty()
                || fillers.mention(head).is_some()
                || matches!(view.upos(head), Upos::Num | Upos::Pron | Upos::Det)
                || view.child(head, Deprel::Nummod).is_some()
                || frame.objects.contains(view.lemma(head))
        })
}

/// Does the candidate point back to an attack told before ("killed in the attack", "the strike damaged")?
pub fn points_back(fillers: Fillers<'_>, candidate: &Candidate<'_>) -> bool {
    let view = fillers.view;
    candidate.predicate.arguments.iter().any(|argument| {
        let leads = match &argument.slot {
            Slot::Subject => true,
            Slot::Preposition(case) => {
                matches!(
                    case.as_str(),
                    "in" | "by" | "during" | "after" | "from" | "as a result of"
                )
            }
            _ => false,
        };
        leads
            && view.upos(argument.head) == Upos::Noun
            && view
                .parsed
                .children_by(argument.head, &[Deprel::Det])
                .any(|d| matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those"))
            && view
                .frames
                .triggers(view.lemma(argument.head))
                .any(|(frame, t)| t.pos == TriggerPos::Noun && frame.event == "ASSAULT")
    })
}
