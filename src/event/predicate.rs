//! The predicate view: a verb or event noun with its arguments, whatever the construction.
//!
//! Passives, control and raising, relative and participial clauses, coordination and light verbs
//! ("carried out an attack") are undone here, so that frames name logical places only.

use super::view::{DEPTH, View};
use crate::entity::MentionForm;
use crate::grammar::Slot;
use crate::syntax::{Deprel, Upos};

/// An argument: the slot that it stands in and its head word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Where it stands, seen from the predicate.
    pub slot: Slot,
    /// Its head word.
    pub head: usize,
}

/// A predicate with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate {
    /// The verb or noun.
    pub word: usize,
    /// The light verb that carries it, if it is a noun ("carried out" in "carried out an attack").
    pub light: Option<usize>,
    /// Its arguments, in no order that matters but the text's within one slot.
    pub arguments: Vec<Argument>,
}

impl Predicate {
    /// The heads that stand in `slot`.
    pub fn heads<'a>(&'a self, slot: &'a Slot) -> impl Iterator<Item = usize> + 'a {
        self.arguments.iter().filter(move |a| a.slot == *slot).map(|a| a.head)
    }

    pub(super) fn add(&mut self, slot: Slot, head: usize) {
        if head != self.word && !self.arguments.iter().any(|a| a.head == head && a.slot == slot) {
            self.arguments.push(Argument { slot, head });
        }
    }
}
impl View<'_> {
    /// The predicate of word `i`, a verb, noun, adjective or modal auxiliary.
    pub fn predicate(&self, i: usize) -> Predicate {
        let mut found = Predicate { word: i, light: None, arguments: Vec::new() };
        if self.upos(i) == Upos::Aux && self.rel(i) == Deprel::Aux {
            self.demand(i, &mut found);
            return found;
        }
        let verbal = self.upos(i) == Upos::Verb
            || (self.upos(i) != Upos::Propn && self.child(i, Deprel::Nsubj).is_some())
            || (self.upos(i) == Upos::Adj && self.child(i, Deprel::NsubjPass).is_some())
            || (self.upos(i) == Upos::Adj && matches!(self.rel(i), Deprel::Xcomp | Deprel::Conj))
            || (self.upos(i) == Upos::Adj && self.child(i, Deprel::Csubj).is_some());
        if verbal {
            self.verb(i, &mut found);
        }
        if self.upos(i) != Upos::Verb || self.rel(i) == Deprel::Amod {
            self.noun(i, &mut found);
        }
        found
    }

    fn verb(&self, v: usize, found: &mut Predicate) {
        // "were lightly wounded": taggers take the participle for an adjective.
        let hurt = || self.upos(v) == Upos::Adj && self.is(v, "hurt_people");
        let passive = self.is_passive(v) || hurt();
        if let Some(subject) = self.surface_subject(v) {
            let slot = if passive { Slot::Object } else { Slot::Subject };
            found.add(slot, subject);
        }
        self.dependents(v, passive, found);
        for place in [self.where_place(v), self.there(v)].into_iter().flatten() {
            found.add(Slot::Preposition("in".to_owned()), place);
        }
        for (case, place) in self.lent_places(v) {
            found.add(Slot::Preposition(case), place);
        }
        // The antecedent is the object of a relative clause without an object of its own.
        if self.rel(v) == Deprel::AclRelcl
            && !passive
            && self.parsed.children_by(v, &[Deprel::Nsubj]).any(|s| self.antecedent(s) == s)
            && found.heads(&Slot::Object).next().is_none()
            && let Some(head) = self.head(v)
        {
            found.add(Slot::Object, head);
        }
        if self.rel(v) == Deprel::Amod
            && let Some(head) = self.head(v)
        {
            let have = self.perfect(v);
            let put_in = self.put_in_before(v);
            let object = passive || have.is_some() || put_in.is_some();
            found.add(if object { Slot::Object } else { Slot::Subject }, head);
            let subject = have.and_then(|have| self.perfect_subject(have)).or(put_in);
            if let Some(subject) = subject {
                found.add(Slot::Subject, subject);
            }
            if passive && let Some(subject) = self.fronted(v, head) {
                found.add(Slot::Subject, subject);
            }
        }
        // Coordination: "killed or wounded five", "met and thanked Ruiz in Lima".
        if found.heads(&Slot::Object).next().is_none() && !passive {
            for c in self.parsed.children_by(v, &[Deprel::Conj]) {
                if self.is_verb(c)
                    && self.parsed.children_by(c, &[Deprel::Nsubj]).next().is_none()
                    && c == v + 2
                    && let Some(object) = self.child(c, Deprel::Obj)
                {
                    found.add(Slot::Object, object);
                }
            }
        }
    }

    /// Who stands right before a past form that the tree took for an adjective, in a sentence of no other verb:
    /// "Peru" of "Peru severed ties with Chile".
    fn fronted(&self, v: usize, noun: usize) -> Option<usize> {
        let top = self.head(noun).is_none() && noun == v + 1;
        let mention = self.mention_over(v.checked_sub(1)?).filter(|m| m.words.end == v)?;
        let near = self.head(mention.head).is_some_and(|h| h == noun || h == v);
        let named = mention.form == MentionForm::Name && near;
        let verb = |&c: &usize| self.is_verb(c) && c != v;
        let alone = !self.parsed.children(noun).iter().any(verb);
        (top && named && alone).then_some(mention.head)
    }

    fn dependents(&self, v: usize, passive: bool, found: &mut Predicate) {
        let given = self.first_of_two(v);
        for &c in self.parsed.children(v) {
            match self.rel(c) {
                Deprel::Obj if given == Some(c) => {
                    found.add(Slot::Recipient, c);
                    found.add(Slot::Object, c);
                }
                Deprel::Obj => {
                    found.add(Slot::Object, self.antecedent(c));
                    self.for_whom(c, found);
                }
                Deprel::Iobj => found.add(Slot::Recipient, self.antecedent(c)),
                // "Peru stood by Chile" is active: nothing was done by Chile.
                Deprel::OblAgent if !passive && self.child(v, Deprel::Nsubj).is_some() => {
                    found.add(Slot::Preposition("by".to_owned()), c);
                }
                Deprel::OblAgent => found.add(Slot::Subject, c),
                // "demanded that Chile leave": who is to act stands behind "that".
                Deprel::Ccomp | Deprel::Csubj if self.is_verb(c) => {
                    let own = self.parsed.children_by(c, &[Deprel::Nsubj]).next();
                    if let Some(subject) = own {
                        found.add(Slot::Preposition("that".to_owned()), self.antecedent(subject));
                    }
                }
                Deprel::Obl | Deprel::OblUnmarked | Deprel::Nmod | Deprel::NmodUnmarked => {
                    let case = self.case(c);
                    if passive && case == "by" {
                        found.add(Slot::Subject, c);
                    }
                    let head = self.antecedent(c);
                    if !case.is_empty() {
                        found.add(Slot::Preposition(case), head);
                    }
                    self.on_that_day(c, found);
                }
                Deprel::Xcomp if self.upos(c) != Upos::Verb => {
                    let case = self.case(c);
                    let case = if case.is_empty() { "as".to_owned() } else { case };
                    found.add(Slot::Preposition(case), c);
                }
                Deprel::Advcl if self.upos(c) != Upos::Verb => {
                    let case = self.case(c);
                    if !case.is_empty() {
                        found.add(Slot::Preposition(case), c);
                    }
                }
                Deprel::CompoundPrt => {}
                _ => {}
            }
        }
    }

    fn noun(&self, n: usize, found: &mut Predicate) {
        for &c in self.parsed.children(n) {
            match self.rel(c) {
                Deprel::NmodPoss | Deprel::Det if self.is_possessive(c) => {
                    found.add(Slot::Possessor, self.whose(c));
                }
                Deprel::Amod
                | Deprel::Compound
                | Deprel::NmodDesc
                | Deprel::NmodUnmarked
                | Deprel::Nummod => match self.leader_before(c) {
                    // "the American-led assault": America does it.
                    Some(leader) => found.add(Slot::Subject, leader),
                    None => found.add(Slot::Modifier, c),
                },
                Deprel::Nmod | Deprel::Obl => {
                    let case = self.case(c);
                    if !case.is_empty() {
                        found.add(Slot::Preposition(case), self.antecedent(c));
                    } else {
                        found.add(Slot::Modifier, c);
                    }
                }
                Deprel::Acl | Deprel::AclRelcl => self.carried_below(n, c, found),
                _ => {}
            }
        }
        if let Some(there) = self.there(n) {
            found.add(Slot::Preposition("in".to_owned()), there);
        }
        self.carried(n, DEPTH, found);
    }

    /// What a hyphen joins to "led" at word `c`: "American" of "American-led".
    fn leader_before(&self, c: usize) -> Option<usize> {
        let hyphen = c.checked_sub(1).filter(|&w| self.is_hyphen(w) && self.lemma(c) == "lead")?;
        hyphen.checked_sub(1)
    }

    fn is_possessive(&self, c: usize) -> bool {
        self.rel(c) == Deprel::NmodPoss
            || self.parsed.words.get(c).is_some_and(|w| w.feats.possessive)
    }

    /// The antecedent of "whose", or the possessor itself.
    fn whose(&self, c: usize) -> usize {
        if self.lemma(c) == "whose" || self.parsed.words.get(c).is_some_and(|w| &*w.form == "whose")
        {
            let mut at = Some(c);
            for _ in 0..DEPTH {
                match at {
                    Some(w) if self.rel(w) == Deprel::AclRelcl => return self.head(w).unwrap_or(c),
                    Some(w) => at = self.head(w),
                    None => break,
                }
            }
        }
        c
    }

    /// "the attack launched by …", "the talks that Peru hosted".
    fn carried_below(&self, n: usize, v: usize, found: &mut Predicate) {
        if !(self.is(v, "light") || self.is(v, "happen")) {
            return;
        }
        let mut below = Predicate { word: v, light: None, arguments: Vec::new() };
        self.verb(v, &mut below);
        for argument in below.arguments {
            if argument.head != n && argument.slot != Slot::Object {
                found.add(argument.slot, argument.head);
            }
        }
    }

    /// Who talks, and where, if it is the purpose of what the verb `v` tells: "flew to Lima for talks", "joined Vera for".
    fn purpose(&self, v: usize, found: &mut Predicate) {
        if let Some(subject) = self.surface_subject(v) {
            found.add(Slot::Subject, subject);
        }
        for o in self.parsed.children_by(v, &[Deprel::Obl]) {
            if matches!(self.case(o).as_str(), "to" | "in" | "at") {
                found.add(Slot::Preposition("at".to_owned()), self.antecedent(o));
            }
        }
        let joined = self.child(v, Deprel::Obj).filter(|_| self.lemma(v) == "join");
        if let Some(object) = joined {
            found.add(Slot::Preposition("with".to_owned()), self.antecedent(object));
        }
    }

    /// Who is said to be at the place `p`: "Ruiz" of "Ruiz is in Lima".
    fn stays(&self, p: usize) -> Option<usize> {
        self.child(p, Deprel::Cop)?;
        let there = matches!(self.case(p).as_str(), "in" | "at") && self.mention_over(p).is_some();
        let subject = self.child(p, Deprel::Nsubj).filter(|_| there)?;
        Some(self.antecedent(subject))
    }

    /// The verb that carries the noun: "launched an attack on", "came under attack", "talks were held in".
    fn carried(&self, n: usize, depth: usize, found: &mut Predicate) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let Some(head) = self.head(n) else { return };
        match self.rel(n) {
            // "Ana Ruiz is in Lima for talks", "who was in Lima on a visit": who is there talks and visits there.
            Deprel::Nmod | Deprel::Obl
                if let Some(who) = self.stays(head)
                    && (self.case(n) == "for"
                        || (self.case(n) == "on" && self.is(n, "journeys"))) =>
            {
                found.add(Slot::Subject, who);
                found.add(Slot::Preposition("in".to_owned()), head);
            }
            // "drone and missile attacks", "talks and meetings with": the second shares what the first has.
            Deprel::Conj if self.upos(head) == self.upos(n) => {
                self.carried(head, depth, found);
                for &c in self.parsed.children(head) {
                    if c < head && self.rel(c) == Deprel::NmodPoss {
                        found.add(Slot::Possessor, self.whose(c));
                    }
                }
            }
            // "a series of meetings took place", "Peru's package of sanctions"
            Deprel::Nmod
                if self.case(n) == "of"
                    && ["partitives", "event_heads", "rounds"]
                        .iter()
                        .any(|class| self.is(head, class)) =>
            {
                self.carried(head, depth, found);
                for &c in self.parsed.children(head) {
                    let case = self.case(c);
                    if self.rel(c) == Deprel::NmodPoss {
                        found.add(Slot::Possessor, self.whose(c));
                    } else if matches!(self.rel(c), Deprel::Amod | Deprel::Compound) {
                        found.add(Slot::Modifier, c);
                    } else if c != n
                        && self.rel(c) == Deprel::Nmod
                        && matches!(&*case, "between" | "with")
                    {
                        found.add(Slot::Preposition(case), self.antecedent(c));
                    }
                }
            }
            // "Ana Ruiz, on a visit to Lima, praised": the visit is hers.
            Deprel::Nmod
                if self.case(n) == "on"
                    && self.is(n, "journeys")
                    && self.mention_over(head).is_some_and(|m| m.head == head) =>
            {
                found.add(Slot::Subject, head);
            }
            // "In a rebuke of Peru, Ruiz spoke of bullies": the rebuke is hers.
            Deprel::Obl
                if self.is(n, "gestures")
                    && self.case(n) == "in"
                    && self.child(n, Deprel::NmodPoss).is_none()
                    && self.is_verb(head)
                    && !self.is_passive(head) =>
            {
                if let Some(subject) = self.surface_subject(head) {
                    found.add(Slot::Subject, subject);
                }
            }
            // "said during a visit to Lima"
            Deprel::Obl
                if self.is(n, "journeys")
                    && matches!(self.case(n).as_str(), "on" | "during" | "after" | "before")
                    && self.child(n, Deprel::NmodPoss).is_none()
                    && self.is_verb(head)
                    && !self.is_passive(head) =>
            {
                if let Some(subject) = self.surface_subject(head) {
                    found.add(Slot::Subject, subject);
                }
            }
            // "joined Vera in Lima on Monday for talks"
            Deprel::Nmod if self.case(n) == "for" => {
                let above = self.head(head).filter(|&v| {
                    matches!(self.rel(head), Deprel::Obl | Deprel::OblUnmarked | Deprel::Obj)
                        && self.is(v, "purposeful")
                });
                if let Some(v) = above {
                    self.purpose(v, found);
                }
            }
            // "crossed the bridge in Lima in a march": the march is there.
            Deprel::Obl
                if matches!(self.case(n).as_str(), "in" | "during") && self.is_verb(head) =>
            {
                for (case, place) in self.places_beside(head, n) {
                    found.add(Slot::Preposition(case), place);
                }
            }
            // "Peru was hit by protests"
            Deprel::OblAgent if self.is(head, "sweeping") => {
                if let Some(place) = self.child(head, Deprel::NsubjPass) {
                    found.add(Slot::Preposition("in".to_owned()), place);
                }
            }
            Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj | Deprel::Obl | Deprel::Xcomp
                if self.is_verb(head) =>
            {
                let rel = self.rel(n);
                let passive = self.is_passive(head);
                let whole = (rel == Deprel::Obj && !passive) || rel == Deprel::NsubjPass;
                let undergone = self.is(head, "undergo")
                    && (rel == Deprel::Obj || (rel == Deprel::Obl && !self.case(n).is_empty()));
                let happened = rel == Deprel::Nsubj && self.is(head, "happen");
                let into = rel == Deprel::Obl
                    && self.is(head, "light_oblique")
                    && matches!(self.case(n).as_str(), "on" | "in" | "into" | "to");
                // "flew to Lima for talks": who flew talks, and does so there.
                let purpose =
                    rel == Deprel::Obl && self.case(n) == "for" && self.is(head, "purposeful");
                if purpose {
                    self.purpose(head, found);
                }
                // "strikes killed nine people in Tacna": the strikes hit there too.
                if rel == Deprel::Nsubj && !passive && self.is(head, "harm") {
                    for (case, place) in self.places_beside(head, n) {
                        found.add(Slot::Preposition(case), place);
                    }
                }
                // "protests swept Peru": that is where they happen.
                if rel == Deprel::Nsubj
                    && !passive
                    && self.is(head, "sweeping")
                    && let Some(object) = self.child(head, Deprel::Obj)
                {
                    found.add(Slot::Preposition("in".to_owned()), object);
                }
                let light = (self.is(head, "light") && (whole || happened)) || into;
                if undergone || light || happened {
                    found.light = Some(head);
                    let mut host = Predicate { word: head, light: None, arguments: Vec::new() };
                    self.verb(head, &mut host);
                    for argument in host.arguments {
                        if argument.head == n {
                            continue;
                        }
                        match argument.slot {
                            Slot::Subject if undergone && !passive => {
                                found.add(Slot::Object, argument.head);
                            }
                            Slot::Object if undergone && passive => {
                                found.add(Slot::Object, argument.head);
                            }
                            Slot::Subject if happened => {}
                            Slot::Subject => found.add(Slot::Subject, argument.head),
                            Slot::Preposition(p) => {
                                found.add(Slot::Preposition(p), argument.head);
                            }
                            Slot::Recipient => found.add(Slot::Recipient, argument.head),
                            _ => {}
                        }
                    }
                }
            }
            _ => {}
        }
    }
}
