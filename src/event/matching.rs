//! Frames against one tree: triggers, roles, mode.

use std::collections::BTreeSet;

use crate::entity::MentionForm;
use crate::grammar::{EntityKind, Factuality, Frame, Role, Slot, Trigger, TriggerPos};
use crate::syntax::{Deprel, Upos};

use super::factuality::factuality;
use super::fillers::{Filler, Fillers};
use super::predicate::Predicate;

/// How far from its trigger a further word of a trigger may stand, in steps down the tree.
const COMPANION_DEPTH: usize = 2;

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
pub fn candidates<'g>(fillers: Fillers<'g>) -> Vec<Candidate<'g>> {
    let mut found: Vec<Candidate<'g>> = Vec::new();
    let view = fillers.view;
    let mut consumed: BTreeSet<usize> = BTreeSet::new();
    for i in 0..view.parsed.words.len() {
        let lemma = view.lemma(i);
        let mut here: Vec<(&Frame, Vec<usize>)> = Vec::new();
        for (frame, trigger) in view.frames.triggers(&lemma) {
            if pos_fits(fillers, i, trigger.pos)
                && let Some(words) = companions(fillers, i, trigger)
            {
                here.push((frame, words));
            }
        }
        // "strike a deal" is not a strike: the longest trigger at a word wins.
        let longest = here.iter().map(|(_, words)| words.len()).max().unwrap_or(0);
        let mut types: BTreeSet<&str> = BTreeSet::new();
        for (frame, words) in here {
            if words.len() < longest || types.contains(frame.event.as_str()) {
                continue;
            }
            let further: Vec<usize> = words.iter().copied().filter(|&w| w != i).collect();
            if let Some(candidate) = read(fillers, frame, i, words) {
                types.insert(&frame.event);
                // "sign a treaty" is one signing, not a treaty beside it; "lift the sanctions" imposes none.
                consumed.extend(further);
                found.push(candidate);
            }
        }
    }
    found.retain(|c| !consumed.contains(&c.trigger));
    found
}

fn pos_fits(fillers: Fillers<'_>, i: usize, pos: TriggerPos) -> bool {
    let view = fillers.view;
    // Part of a name ("Attack Helicopter Regiment") tells nothing.
    let named = || {
        fillers
            .entities
            .covering(fillers.sentence, i)
            .any(|m| m.form == crate::entity::MentionForm::Name && m.words.len() > 1)
    };
    match pos {
        TriggerPos::Verb => {
            view.upos(i) == Upos::Verb
                || (view.upos(i) == Upos::Adj
                    && view
                        .parsed
                        .children_by(i, &[Deprel::AuxPass, Deprel::NsubjPass])
                        .next()
                        .is_some())
        }
        TriggerPos::Noun => {
            (view.upos(i) == Upos::Noun || (view.upos(i) == Upos::Propn && !named()))
                && !compound_of(fillers, i)
        }
        TriggerPos::Adjective => view.upos(i) == Upos::Adj,
        TriggerPos::Auxiliary => view.is_demand(i),
    }
}

/// Does the noun only qualify another ("attack helicopters", "peace talks venue")?
fn compound_of(fillers: Fillers<'_>, i: usize) -> bool {
    fillers.view.rel(i) == Deprel::Compound
        && fillers.view.head(i).is_some_and(|h| h == i + 1 && !fillers.view.is(h, "event_heads"))
}

/// The further words of a trigger that starts at `i`; `None` where one is missing. The first is `i` itself.
fn companions(fillers: Fillers<'_>, i: usize, trigger: &Trigger) -> Option<Vec<usize>> {
    let view = fillers.view;
    let mut words = vec![i];
    if trigger.with.is_empty() {
        return Some(words);
    }
    let mut near: Vec<usize> = Vec::new();
    let mut level = vec![i];
    // "a treaty signed in Lima", "the deal that Peru struck": the noun stands above the verb.
    if matches!(view.rel(i), Deprel::Acl | Deprel::AclRelcl | Deprel::Amod)
        && view.is_verb(i)
        && let Some(head) = view.head(i)
    {
        near.push(head);
    }
    for step in 0..=COMPANION_DEPTH {
        let mut next = Vec::new();
        for w in level {
            // The last step is only for a noun behind "of": "suspended part of its aid".
            if step == COMPANION_DEPTH && view.case(w) != "of" {
                continue;
            }
            next.extend(view.parsed.children(w).iter().copied().filter(|&c| {
                !matches!(
                    view.rel(c),
                    Deprel::Ccomp
                        | Deprel::Advcl
                        | Deprel::AclRelcl
                        | Deprel::Parataxis
                        | Deprel::Punct
                ) || (view.rel(c) == Deprel::Advcl && view.upos(c) != Upos::Verb)
            }));
        }
        near.extend(next.iter().copied());
        level = next;
    }
    // A particle or preposition beside the verb counts wherever the tree hangs it.
    near.extend([i + 1, i + 2].into_iter().filter(|&w| {
        w < view.parsed.words.len()
            && matches!(view.upos(w), Upos::Adp | Upos::Part | Upos::Adv | Upos::Sconj)
    }));
    if trigger.pos == TriggerPos::Noun && i > 0 {
        near.push(i - 1);
    }
    for set in &trigger.with {
        let hit = near.iter().copied().find(|&w| {
            !words.contains(&w)
                && (set.contains(&view.lemma(w))
                    || view
                        .parsed
                        .words
                        .get(w)
                        .is_some_and(|x| set.contains(&x.form.to_lowercase())))
        })?;
        words.push(hit);
    }
    Some(words)
}

fn read<'g>(
    fillers: Fillers<'g>,
    frame: &'g Frame,
    trigger: usize,
    mut words: Vec<usize>,
) -> Option<Candidate<'g>> {
    let mut predicate = fillers.view.predicate(trigger);
    fillers.view.mend(&words, &mut predicate);
    if !objects_fit(fillers, frame, &predicate)
        || (frame.event == "REQUEST" && is_question(fillers, trigger))
    {
        return None;
    }
    let reader = Reader { fillers, frame, predicate: &predicate };
    let mut actor = Vec::new();
    for slot in &frame.parties {
        add_new(&mut actor, reader.actors(slot));
    }
    for slot in &frame.actor {
        if !actor.is_empty() {
            break;
        }
        add_new(&mut actor, reader.actors(slot));
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
    let mut place: Vec<Filler> = Vec::new();
    for slot in &frame.place {
        add_new(&mut place, reader.places(slot));
    }
    place.retain(|p| {
        !actor.iter().any(|a| a.entity == p.entity) && !target.iter().any(|t| t.entity == p.entity)
    });
    let missing = frame.needs.iter().any(|role| match role {
        Role::Actor => actor.is_empty(),
        Role::Target => target.is_empty(),
        Role::Place => place.is_empty(),
    });
    if missing || actor.len() + target.len() < frame.participants {
        return None;
    }
    if let Some(light) = predicate.light {
        words.push(light);
    }
    let mode = mode(fillers, frame, &predicate, &words);
    let factuality = factuality(fillers.view, trigger, frame.factuality);
    Some(Candidate {
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

/// Is somebody asked for an answer, not for an act: "asked whether", "when asked"?
fn is_question(fillers: Fillers<'_>, trigger: usize) -> bool {
    let view = fillers.view;
    if view.lemma(trigger) != "ask" || view.upos(trigger) != Upos::Verb {
        return false;
    }
    let opened = trigger
        .checked_sub(1)
        .is_some_and(|w| matches!(view.lemma(w).as_str(), "when" | "if" | "once"));
    let clauses = [Deprel::Ccomp, Deprel::Xcomp, Deprel::Advcl, Deprel::Obj];
    opened
        || view.parsed.children_by(trigger, &clauses).any(|c| {
            view.parsed.children_by(c, &[Deprel::Mark, Deprel::Advmod]).any(|m| {
                matches!(view.lemma(m).as_str(), "whether" | "if" | "why" | "how" | "when")
            })
        })
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
                || frame.objects.contains(&view.lemma(head))
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
            && view.parsed.children_by(argument.head, &[Deprel::Det]).any(|d| {
                matches!(view.lemma(d).as_str(), "the" | "this" | "that" | "these" | "those")
            })
            && view
                .frames
                .triggers(&view.lemma(argument.head))
                .any(|(frame, t)| t.pos == TriggerPos::Noun && frame.event == "ASSAULT")
    })
}

fn add_new(list: &mut Vec<Filler>, more: Vec<Filler>) {
    for filler in more {
        if !list.iter().any(|f| f.entity == filler.entity) {
            list.push(filler);
        }
    }
}

/// Fills the roles of one frame at one predicate.
struct Reader<'a, 'g> {
    fillers: Fillers<'g>,
    frame: &'g Frame,
    predicate: &'a Predicate,
}

impl Reader<'_, '_> {
    fn of_kinds(&self, fillers: Vec<Filler>, kinds: &[EntityKind]) -> Vec<Filler> {
        fillers
            .into_iter()
            .filter(|f| {
                self.fillers.kind(f.entity).is_some_and(|kind| {
                    // An embassy acts as the body that works in it.
                    kinds.contains(&kind)
                        || (kind == EntityKind::Facility
                            && kinds.contains(&EntityKind::Organization)
                            && self.fillers.view.is(f.head, "acting_facilities"))
                })
            })
            .collect()
    }

    fn actors(&self, slot: &Slot) -> Vec<Filler> {
        let mut found = Vec::new();
        for head in self.predicate.heads(slot) {
            let mut fillers = self.fillers.entities_of(head);
            if fillers.is_empty() && self.names_event(head) {
                fillers = self.doers(head);
            }
            let mut fillers = self.of_kinds(fillers, &self.frame.actor_kinds);
            if matches!(slot, Slot::Modifier) {
                fillers.retain(|f| self.fillers.kind(f.entity) != Some(EntityKind::Place));
            }
            add_new(&mut found, fillers);
        }
        found
    }

    fn targets(&self, slot: &Slot) -> Vec<Filler> {
        if *slot == Slot::Scene {
            return self.scene();
        }
        let mut found = Vec::new();
        for head in self.predicate.heads(slot) {
            let kinds = &self.frame.target_kinds;
            let mut fillers = self.of_kinds(self.fillers.entities_of(head), kinds);
            if fillers.is_empty() && *slot != Slot::Modifier {
                fillers = self.of_kinds(self.fillers.below(head), kinds);
                if fillers.is_empty() {
                    fillers = self.of_kinds(self.located(head), kinds);
                }
                // "some of Peru's licences"
                if fillers.is_empty() && self.fillers.view.upos(head) != Upos::Propn {
                    let of = self.fillers.view.parsed.children_by(head, &[Deprel::Nmod]);
                    let of = of.filter(|&c| self.fillers.view.case(c) == "of");
                    let owners = of.flat_map(|c| self.fillers.below(c)).collect();
                    fillers = self.of_kinds(owners, kinds);
                }
            }
            add_new(&mut found, fillers);
        }
        found
    }

    fn places(&self, slot: &Slot) -> Vec<Filler> {
        let mut found = Vec::new();
        for head in self.predicate.heads(slot) {
            let fillers = self.fillers.entities_of(head);
            add_new(&mut found, self.of_kinds(fillers, &PLACES));
        }
        // "hit a depot in Arica": the place hangs on the object.
        if let Slot::Preposition(case) = slot {
            for object in self.predicate.heads(&Slot::Object) {
                let apposed = self.fillers.view.parsed.children_by(object, &[Deprel::Appos]);
                for top in std::iter::once(object).chain(apposed) {
                    add_new(&mut found, self.beyond(top, case));
                }
            }
        }
        found
    }

    /// Places behind `case` below a noun phrase; what lies inside its own name is part of it, inside a description
    /// it is the place too ("a village in the Donetsk region").
    fn beyond(&self, top: usize, case: &str) -> Vec<Filler> {
        let mention = self.fillers.mention(top);
        let end = mention.filter(|m| m.form == MentionForm::Name).map_or(0, |m| m.words.end);
        let mut found = Vec::new();
        for word in mention.map_or(top..top + 1, |m| m.words.clone()) {
            for c in self.fillers.view.parsed.children_by(word, &[Deprel::Nmod]) {
                if c >= end && self.fillers.view.case(c) == case {
                    add_new(&mut found, self.of_kinds(self.fillers.entities_of(c), &PLACES));
                }
            }
        }
        found
    }

    /// Entities behind "in" or "at" below a noun: "sites in Arica".
    fn located(&self, head: usize) -> Vec<Filler> {
        let view = self.fillers.view;
        let mut found = Vec::new();
        for c in view.parsed.children_by(head, &[Deprel::Nmod]) {
            if matches!(view.case(c).as_str(), "in" | "at" | "near" | "around" | "across") {
                add_new(&mut found, self.fillers.entities_of(c));
            }
        }
        found
    }

    fn names_event(&self, head: usize) -> bool {
        let view = self.fillers.view;
        view.upos(head) == Upos::Noun
            && view.frames.triggers(&view.lemma(head)).any(|(_, t)| t.pos == TriggerPos::Noun)
    }

    /// Who does what the event noun `head` names: "a Chilean attack" killed.
    fn doers(&self, head: usize) -> Vec<Filler> {
        let event = self.fillers.view.predicate(head);
        let by = Slot::Preposition("by".to_owned());
        for slot in [&Slot::Subject, &Slot::Possessor, &by, &Slot::Modifier] {
            let mut found = Vec::new();
            for h in event.heads(slot) {
                add_new(&mut found, self.of_kinds(self.fillers.entities_of(h), &DOERS));
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Where people were hit: in the clause, or where the event in it hit.
    fn scene(&self) -> Vec<Filler> {
        let mut predicates = vec![self.predicate.clone()];
        for argument in &self.predicate.arguments {
            let leads = match &argument.slot {
                Slot::Subject | Slot::Object => true,
                Slot::Preposition(case) => {
                    matches!(case.as_str(), "in" | "by" | "during" | "after" | "from")
                }
                _ => false,
            };
            if leads && self.names_event(argument.head) {
                let mut event = self.fillers.view.predicate(argument.head);
                self.fillers.view.mend(&[argument.head], &mut event);
                predicates.push(event);
            }
        }
        for predicate in &predicates {
            let mut found = Vec::new();
            for argument in &predicate.arguments {
                if let Slot::Preposition(case) = &argument.slot
                    && matches!(
                        case.as_str(),
                        "in" | "at" | "near" | "across" | "on" | "outside" | "around" | "against"
                    )
                {
                    let fillers = self.fillers.entities_of(argument.head);
                    add_new(&mut found, self.of_kinds(fillers, &PLACES));
                }
            }
            if found.is_empty() {
                for object in predicate.heads(&Slot::Object) {
                    add_new(&mut found, self.of_kinds(self.located(object), &PLACES));
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

const PLACES: [EntityKind; 3] = [EntityKind::Place, EntityKind::Country, EntityKind::Facility];
const DOERS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Country];

/// The mode that words at the predicate tell, else the frame's own.
fn mode(
    fillers: Fillers<'_>,
    frame: &Frame,
    predicate: &Predicate,
    words: &[usize],
) -> Option<String> {
    let view = fillers.view;
    let mut near: Vec<usize> = words.to_vec();
    for argument in &predicate.arguments {
        near.push(argument.head);
        near.extend(view.parsed.children_by(
            argument.head,
            &[Deprel::Compound, Deprel::Amod, Deprel::Conj, Deprel::Nmod],
        ));
    }
    near.extend(view.parsed.children_by(predicate.word, &[Deprel::Advmod, Deprel::Conj]));
    let lemmas: BTreeSet<String> = near.into_iter().map(|w| view.lemma(w)).collect();
    frame
        .modes
        .iter()
        .find(|cue| cue.words.iter().any(|word| lemmas.contains(word)))
        .map(|cue| cue.mode.clone())
        .or_else(|| frame.mode.clone())
}
