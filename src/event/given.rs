//! Objects that the tree does not tell: of a passive that is joined to another, of two that it calls alike, and whom a thing
//! is for.

use super::predicate::Predicate;
use super::view::View;
use crate::entity::Mention;
use crate::grammar::{EntityKind, Slot};
use crate::syntax::{Deprel, Upos};

impl View<'_> {
    /// "was arrested by police and freed": the second verb is passive as the first is, and shares who did it. Only the frame
    /// knows that the verb wants an object.
    pub(super) fn share_passive(&self, found: &mut Predicate) {
        let v = found.word;
        let Some(first) = self.head(v).filter(|_| self.rel(v) == Deprel::Conj) else { return };
        let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::AuxPass, Deprel::Obj];
        let bare = self.is_verb(v) && self.parsed.children_by(v, &own).next().is_none();
        if !bare || self.is_passive(v) || self.child(first, Deprel::AuxPass).is_none() {
            return;
        }
        let form = self.parsed.words.get(v).map_or("", |w| &*w.form);
        if form.ends_with("ing") || form.ends_with('s') {
            return;
        }
        for argument in &mut found.arguments {
            if argument.slot == Slot::Subject {
                argument.slot = Slot::Object;
            }
        }
        if let Some(agent) = self.child(first, Deprel::OblAgent) {
            found.add(Slot::Subject, agent);
        }
    }

    /// "built a hospital for Peru", "bought jets from Chile": the tree hangs on a thing whom the verb is about.
    pub(super) fn for_whom(&self, object: usize, found: &mut Predicate) {
        let thing = self.upos(object) == Upos::Noun
            && self.mention_over(object).is_none()
            && self.frames.triggers(self.lemma(object)).next().is_none();
        if !thing {
            return;
        }
        for c in self.parsed.children_by(object, &[Deprel::Nmod]) {
            let case = self.case(c);
            if matches!(case.as_str(), "for" | "from" | "to") && self.mention_over(c).is_some() {
                found.add(Slot::Preposition(case), self.antecedent(c));
            }
        }
    }

    /// Who is given something, where the tree calls both objects alike: "promised Peru two ships".
    pub(super) fn first_of_two(&self, v: usize) -> Option<usize> {
        let mut objects = self.parsed.children_by(v, &[Deprel::Obj]).filter(|&o| o > v);
        let (first, _) = (objects.next()?, objects.next()?);
        let acts = |m: &Mention| {
            let kind = self.entities.get(m.entity).map(|record| record.kind);
            matches!(
                kind,
                Some(EntityKind::Country | EntityKind::Organization | EntityKind::Person)
            )
        };
        let mut named = self.entities.covering(self.sentence, first).filter(|m| m.head == first);
        named.any(acts).then_some(first)
    }
}
