//! Who fills the roles of a frame at one predicate, and its mode.

use std::collections::BTreeSet;

use crate::entity::MentionForm;
use crate::grammar::{EntityKind, Frame, Slot, TriggerPos};
use crate::syntax::{Deprel, Number, Upos};

use super::fillers::{Filler, Fillers};
use super::predicate::Predicate;

/// Adds the fillers whose entities are not in the list.
pub(super) fn add_new(list: &mut Vec<Filler>, more: Vec<Filler>) {
    for filler in more {
        if !list.iter().any(|f| f.entity == filler.entity) {
            list.push(filler);
        }
    }
}

/// Fills the roles of one frame at one predicate.
pub(super) struct Reader<'a, 'g> {
    pub fillers: Fillers<'g>,
    pub frame: &'g Frame,
    pub predicate: &'a Predicate,
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

    pub fn actors(&self, slot: &Slot) -> Vec<Filler> {
        if *slot == Slot::Voice {
            return self.of_kinds(self.voice(), &self.frame.actor_kinds);
        }
        let mut found = Vec::new();
        for head in self.predicate.heads(slot) {
            let mut fillers = self.fillers.entities_of(head);
            if fillers.is_empty() && self.names_event(head) {
                fillers = self.doers(head);
            }
            // A group is a body, but consists of people: "nine ministers discussed the plan".
            let people =
                *slot == Slot::Subject && self.frame.actor_kinds.contains(&EntityKind::Person);
            let group = |f: &Filler| {
                people && self.fillers.entities.get(f.entity).is_some_and(|r| r.unnamed && r.plural)
            };
            let groups: Vec<Filler> = fillers.iter().filter(|f| group(f)).cloned().collect();
            // "Chilean ships rammed a boat": whose ships they are does it.
            let craft = fillers.iter().all(|f| {
                self.fillers
                    .entities
                    .get(f.entity)
                    .is_some_and(|r| r.unnamed && r.kind == EntityKind::Other)
            });
            let many = self.fillers.view.parsed.words.get(head);
            let many = many.is_some_and(|w| w.feats.number == Some(Number::Plur));
            let craft = craft && many && !fillers.is_empty() && self.frame.event == "ASSAULT";
            let mut fillers = self.of_kinds(fillers, &self.frame.actor_kinds);
            if craft && fillers.is_empty() {
                fillers = self.of_kinds(self.fillers.below(head), &self.frame.actor_kinds);
            }
            add_new(&mut fillers, groups);
            if matches!(slot, Slot::Modifier) {
                fillers.retain(|f| self.fillers.kind(f.entity) != Some(EntityKind::Place));
            }
            add_new(&mut found, fillers);
        }
        found
    }

    /// Who says so.
    fn voice(&self) -> Vec<Filler> {
        self.fillers.voice(self.clause())
    }

    /// Who speaks, where the verb is the cue of a statement: that looks farther for its speaker.
    pub fn cue_speaker(&self) -> Vec<Filler> {
        let head = self.predicate.word;
        let speaker = self.fillers.cue_speaker(head);
        let filler = speaker.map(|entity| Filler { entity, head, below: false });
        self.of_kinds(filler.into_iter().collect(), &self.frame.actor_kinds)
    }

    /// Does a cue say that somebody says so?
    pub fn is_said(&self) -> bool {
        self.fillers.view.sayer(self.clause()).is_some()
    }

    /// The word that heads the clause: of a demand told by an auxiliary its verb.
    fn clause(&self) -> usize {
        let view = self.fillers.view;
        let word = self.predicate.word;
        let aux = view.upos(word) == Upos::Aux;
        view.head(word).filter(|_| aux).unwrap_or(word)
    }

    /// Who takes part in what several do together.
    pub fn parties(&self, slot: &Slot) -> Vec<Filler> {
        let meet = self.frame.event == "CONSULT";
        let two = self.predicate.heads(slot).map(|head| self.fillers.two_people(head, meet));
        let two = two.fold(Vec::new(), |mut all, more| {
            add_new(&mut all, more);
            all
        });
        let two = self.of_kinds(two, &self.frame.actor_kinds);
        if two.is_empty() { self.actors(slot) } else { two }
    }

    /// Who does what a noun names with the one party that stands behind its "with": the subject of the clause that it
    /// stands in.
    pub fn other_party(&self) -> Vec<Filler> {
        let view = self.fillers.view;
        let with = Slot::Preposition("with".to_owned());
        let noun = view.upos(self.predicate.word) != Upos::Verb;
        if !noun || self.predicate.heads(&with).next().is_none() {
            return Vec::new();
        }
        let mut at = self.predicate.word;
        for _ in 0..CLIMB {
            let Some(head) = view.head(at) else { break };
            if matches!(view.rel(at), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Ccomp) {
                break;
            }
            at = head;
            if let Some(subject) = view.surface_subject(at).filter(|_| view.is_verb(at)) {
                let who = self.fillers.entities_of(subject);
                return self.of_kinds(who, &self.frame.actor_kinds);
            }
        }
        Vec::new()
    }

    /// Who attends what a noun names: the subject of the verb that tells what was said or done there ("spoke up in a call with
    /// Vera", "at talks in Lima Peru and Chile agreed"). One alone may speak anywhere ("said at the summit").
    pub fn attendants(&self, others: usize) -> Vec<Filler> {
        let noun = self.predicate.word;
        let view = self.fillers.view;
        let between = Slot::Preposition("between".to_owned());
        let there = matches!(view.case(noun).as_str(), "at" | "in" | "during");
        if !there || self.predicate.heads(&between).next().is_some() {
            return Vec::new();
        }
        let who = self.subject_beside(noun);
        if others + who.len() < 2 { Vec::new() } else { who }
    }

    /// The subject of the active verb beside which a noun stands behind a preposition.
    fn subject_beside(&self, noun: usize) -> Vec<Filler> {
        let view = self.fillers.view;
        let verb = view.head(noun).filter(|&v| {
            view.rel(noun) == Deprel::Obl
                && view.upos(v) == Upos::Verb
                && view.rel(v) != Deprel::Acl
                && !view.is_passive(v)
        });
        let who = verb.and_then(|v| view.surface_subject(v));
        let who = who.map(|s| self.fillers.entities_of(s)).unwrap_or_default();
        self.of_kinds(who, &self.frame.actor_kinds)
    }

    /// Whose words a noun names that goes with what somebody does: "ended the day with an appeal to Peru".
    pub fn sayers(&self) -> Vec<Filler> {
        let view = self.fillers.view;
        let mut noun = self.predicate.word;
        if view.rel(noun) == Deprel::Conj {
            noun = view.head(noun).unwrap_or(noun);
        }
        let known = view
            .parsed
            .children_by(noun, &[Deprel::Det])
            .any(|d| matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those"));
        if known || view.case(noun) != "with" { Vec::new() } else { self.subject_beside(noun) }
    }

    pub fn targets(&self, slot: &Slot) -> Vec<Filler> {
        if *slot == Slot::Scene {
            return self.scene();
        }
        let mut found = Vec::new();
        for head in self.predicate.heads(slot) {
            let kinds = &self.frame.target_kinds;
            let mut fillers = self.of_kinds(self.fillers.entities_of(head), kinds);
            // "called for the release of Ana Ruiz" asks somebody else; who is to act, the act itself tells.
            let act = self.frame.event == "REQUEST" && self.is_asked_for(head);
            if act {
                fillers.clear();
            } else if fillers.is_empty() && *slot != Slot::Modifier && !self.lends_name(slot, head)
            {
                fillers = self.of_kinds(self.fillers.below(head), kinds);
                // "condemned the attack in Lima" blames nobody in Lima, "condemned the attack by Peru" Peru.
                let deed = VERBAL.contains(&self.frame.event.as_str()) && self.names_event(head);
                if fillers.is_empty() {
                    let doing = VERBAL.contains(&self.frame.event.as_str())
                        && self.fillers.view.lemma(head).ends_with("ing");
                    let more = if deed {
                        self.doers(head)
                    } else if doing {
                        Vec::new()
                    } else {
                        self.located(head)
                    };
                    fillers = self.of_kinds(more, kinds);
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

    pub fn places(&self, slot: &Slot) -> Vec<Filler> {
        let mut found = Vec::new();
        for head in self.predicate.heads(slot).filter(|&head| !self.is_elsewhere(head)) {
            let mut fillers = self.fillers.entities_of(head);
            // "in Peru's north", "in Peru's capital", "in several Peruvian cities"
            if fillers.is_empty() && self.fillers.view.is(head, "localities") {
                fillers = self.fillers.below(head);
            }
            add_new(&mut found, self.of_kinds(fillers, &PLACES));
        }
        let verbal = WORDS.contains(&self.frame.event.as_str());
        // "hit a depot in Arica": the place hangs on the object.
        if let Slot::Preposition(case) = slot {
            for object in self.predicate.heads(&Slot::Object).filter(|_| !verbal) {
                let apposed = self.fillers.view.parsed.children_by(object, &[Deprel::Appos]);
                for top in std::iter::once(object).chain(apposed) {
                    add_new(&mut found, self.beyond(top, case));
                }
            }
        }
        found
    }

    /// Does the place only belong to what words are about: "condemned the raid in Arica", "talks on the crisis in Arica"?
    fn is_elsewhere(&self, place: usize) -> bool {
        let view = self.fillers.view;
        let verbal = WORDS.contains(&self.frame.event.as_str());
        let spoken = verbal || matches!(self.frame.event.as_str(), "CONSULT" | "AGREE");
        if !spoken {
            return false;
        }
        let mut at = place;
        for _ in 0..CLIMB {
            let nominal = matches!(view.rel(at), Deprel::Nmod | Deprel::Obl | Deprel::Conj);
            let Some(head) = view.head(at).filter(|_| nominal) else { return false };
            if head == self.predicate.word || self.predicate.light == Some(head) {
                return false;
            }
            at = head;
            let topic = matches!(view.case(at).as_str(), "on" | "about" | "over" | "regarding");
            let said = verbal
                && self.predicate.heads(&Slot::Object).any(|o| o == at)
                && self.fillers.mention(at).is_none();
            // "talks on the crisis in Arica", not "an agreement on fish in Arica".
            let noun = view.upos(at) == Upos::Noun && view.child(at, Deprel::Det).is_some();
            if (topic && noun && self.fillers.mention(at).is_none()) || said {
                return true;
            }
        }
        false
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

    /// Is it an act, or does it belong to one that is asked for: "release", "Ana Ruiz" in "called for the release of Ana
    /// Ruiz"?
    fn is_asked_for(&self, head: usize) -> bool {
        let view = self.fillers.view;
        let inner =
            view.head(head).filter(|&h| h != self.predicate.word && view.case(head) == "of");
        self.names_event(head) || inner.is_some_and(|h| self.names_event(h))
    }

    pub fn names_event(&self, head: usize) -> bool {
        let view = self.fillers.view;
        view.upos(head) == Upos::Noun
            && view.frames.triggers(view.lemma(head)).any(|(_, t)| t.pos == TriggerPos::Noun)
    }

    /// "reaffirmed Peru's support for Chile": the object names the event of a verb that alone tells none, and whose it is
    /// does it.
    fn lends_name(&self, slot: &Slot, object: usize) -> bool {
        let view = self.fillers.view;
        let tells = |word: usize, pos: TriggerPos| {
            view.frames.triggers(view.lemma(word)).any(|(frame, trigger)| {
                frame.event == self.frame.event && trigger.pos == pos && trigger.with.is_empty()
            })
        };
        *slot == Slot::Object
            && self.frame.event == "SUPPORT"
            && tells(object, TriggerPos::Noun)
            && !tells(self.predicate.word, TriggerPos::Verb)
    }

    /// Who does what the event noun `head` names: "a Chilean attack" killed.
    fn doers(&self, head: usize) -> Vec<Filler> {
        let mut event = self.fillers.view.predicate(head);
        self.fillers.view.mend(&[head], &mut event);
        let by = Slot::Preposition("by".to_owned());
        let between = Slot::Preposition("between".to_owned());
        for slot in [&Slot::Subject, &Slot::Possessor, &by, &between, &Slot::Modifier] {
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
            // "the bombing of Tacna killed nine": what was bombed.
            let of = predicate.word != self.predicate.word;
            for argument in &predicate.arguments {
                if let Slot::Preposition(case) = &argument.slot
                    && (SCENES.contains(&case.as_str()) || (of && case == "of"))
                    // "killed in a Peruvian strike on Lima": not in Peru.
                    && !self.names_event(argument.head)
                {
                    let fillers = self.fillers.entities_of(argument.head);
                    add_new(&mut found, self.of_kinds(fillers, &PLACES));
                }
            }
            // "the Arica ambush left nine dead"
            if found.is_empty() && of {
                for before in predicate.heads(&Slot::Modifier) {
                    let fillers = self.fillers.entities_of(before);
                    add_new(&mut found, self.of_kinds(fillers, &[EntityKind::Place]));
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
        self.hit_then()
    }

    /// What the attack hit that the clause behind "when" or "after" tells of: "died when a shell hit Tacna".
    fn hit_then(&self) -> Vec<Filler> {
        let view = self.fillers.view;
        let attack = |&c: &usize| {
            view.upos(c) == Upos::Verb
                && view.frames.triggers(view.lemma(c)).any(|(frame, t)| {
                    t.pos == TriggerPos::Verb && t.with.is_empty() && frame.event == "ASSAULT"
                })
        };
        let joined = (view.rel(self.predicate.word) == Deprel::Conj)
            .then(|| view.head(self.predicate.word))
            .flatten();
        let below = std::iter::once(self.predicate.word)
            .chain(view.parsed.children_by(self.predicate.word, &[Deprel::Conj]))
            .chain(joined);
        for verb in below {
            for clause in view.parsed.children_by(verb, &[Deprel::Advcl]).filter(attack) {
                let mut found = Vec::new();
                let event = view.predicate(clause);
                for object in event.heads(&Slot::Object) {
                    add_new(&mut found, self.of_kinds(self.fillers.entities_of(object), &PLACES));
                    if found.is_empty() {
                        add_new(&mut found, self.of_kinds(self.located(object), &PLACES));
                    }
                }
                for case in ["in", "near", "at", "on"] {
                    for place in event.heads(&Slot::Preposition(case.to_owned())) {
                        if found.is_empty() {
                            found = self.of_kinds(self.fillers.entities_of(place), &PLACES);
                        }
                    }
                }
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }
}

/// How many steps up the tree the clause of a noun may begin.
const CLIMB: usize = 6;
/// What is said of an event goes to who did it.
const VERBAL: [&str; 5] = ["ACCUSE", "SUPPORT", "REJECT", "THREATEN", "CONSULT"];
/// Behind which prepositions the place stands where people were hit.
const SCENES: [&str; 9] =
    ["in", "at", "near", "across", "on", "outside", "around", "against", "off"];
/// What is done by words alone: it is not where that is which it is about.
const WORDS: [&str; 5] = ["ACCUSE", "SUPPORT", "REJECT", "THREATEN", "REQUEST"];
const PLACES: [EntityKind; 3] = [EntityKind::Place, EntityKind::Country, EntityKind::Facility];
const DOERS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Country];

/// The mode that words at the predicate tell, else the frame's own.
pub(super) fn mode(
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
            &[Deprel::Compound, Deprel::Amod, Deprel::Conj, Deprel::Nmod, Deprel::Nummod],
        ));
    }
    near.extend(view.parsed.children_by(predicate.word, &[Deprel::Advmod, Deprel::Conj]));
    let beside: Vec<usize> =
        near.iter().flat_map(|&w| view.parsed.children_by(w, &[Deprel::Conj])).collect();
    near.extend(beside);
    // "called off the talks" is no call.
    near.retain(|&w| view.upos(w) != Upos::Verb || view.child(w, Deprel::CompoundPrt).is_none());
    let form = |w: usize| view.parsed.words.get(w).map(|word| word.form.to_lowercase());
    let forms: Vec<String> = near.iter().filter_map(|&w| form(w)).collect();
    let lemmas: BTreeSet<String> =
        near.into_iter().map(|w| view.lemma(w).to_owned()).chain(forms).collect();
    let near = |words: &BTreeSet<String>| words.iter().any(|word| lemmas.contains(word));
    frame
        .modes
        .iter()
        .find(|cue| near(&cue.words) && (cue.with.is_empty() || near(&cue.with)))
        .map(|cue| cue.mode.clone())
        .or_else(|| frame.mode.clone())
}
