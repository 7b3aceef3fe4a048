//! Demands told by an auxiliary: "Chile must leave, Peru said".

use super::predicate::Predicate;
use super::view::View;
use crate::grammar::Slot;
use crate::syntax::Deprel;

/// How many joined clauses are climbed to find who speaks.
const DEPTH: usize = 8;

impl View<'_> {
    /// Does the auxiliary `i` ask somebody to act: "Chile must leave", not "must have left" or "should it fail"?
    pub fn is_demand(&self, i: usize) -> bool {
        let Some(v) = self.head(i) else { return false };
        self.rel(i) == Deprel::Aux
            && self.parsed.children_by(v, &[Deprel::Aux]).all(|a| self.lemma(a) != "have")
            && self
                .parsed
                .children_by(v, &[Deprel::Nsubj, Deprel::NsubjPass])
                .any(|s| s < i && !matches!(self.lemma(s), "i" | "we"))
    }

    /// Of a demand told by an auxiliary: who is to act is its object, who says so its subject.
    pub(super) fn demand(&self, i: usize, found: &mut Predicate) {
        let Some(v) = self.head(i) else { return };
        if !self.is_passive(v)
            && let Some(subject) = self.surface_subject(v)
        {
            found.add(Slot::Object, subject);
        }
        if let Some(sayer) = self.sayer(v) {
            found.add(Slot::Subject, sayer);
        }
    }

    /// Who says the clause of the word `v`, by a cue above it or beside it.
    pub(super) fn sayer(&self, v: usize) -> Option<usize> {
        self.demanding(v).and_then(|cue| self.surface_subject(cue))
    }

    /// The verb that says what is demanded with the verb `v`.
    fn demanding(&self, v: usize) -> Option<usize> {
        let mut at = v;
        for _ in 0..DEPTH {
            let beside = self
                .parsed
                .children_by(at, &[Deprel::Parataxis, Deprel::Advcl])
                .find(|&c| self.is(c, "saying"));
            let above =
                self.head(at).filter(|&h| self.is(h, "saying") && self.rel(at) != Deprel::Conj);
            let cue = beside.or(above).filter(|&cue| self.surface_subject(cue).is_some());
            if cue.is_some() {
                return cue;
            }
            at = self.head(at).filter(|_| self.rel(at) == Deprel::Conj)?;
        }
        None
    }

    /// The word that happens when the event of `trigger` does: of a demand told by an auxiliary the verb that says so.
    pub(super) fn happens_with(&self, trigger: usize) -> usize {
        let verb = self.head(trigger).filter(|_| self.rel(trigger) == Deprel::Aux);
        verb.map_or(trigger, |verb| self.demanding(verb).unwrap_or(verb))
    }
}
