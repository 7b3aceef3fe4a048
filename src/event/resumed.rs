//! "Ana Ruiz, the minister, accused Peru": a sentence that the tree took for a bare name, its verb for a participle of the
//! apposition.

use super::predicate::View;
use crate::syntax::{Deprel, Upos};

/// How far below the name the verb may hang.
const DEPTH: usize = 8;

impl View<'_> {
    /// The name that heads a sentence without a finite verb and is the subject of the past form `v`, which stands behind
    /// the comma that closes what was put in behind the name.
    pub(super) fn resumed(&self, v: usize) -> Option<usize> {
        if self.upos(v) != Upos::Verb || self.rel(v) != Deprel::Acl {
            return None;
        }
        let form = self.parsed.words.get(v).map_or("", |w| &*w.form);
        let own = [Deprel::Aux, Deprel::AuxPass, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark];
        if form.ends_with("ing")
            || self.child(v, Deprel::OblAgent).is_some()
            || self.parsed.children_by(v, &own).next().is_some()
        {
            return None;
        }
        let mut before = v.checked_sub(1)?;
        while self.upos(before) == Upos::Adv {
            before = before.checked_sub(1)?;
        }
        let comma = |w: usize| self.parsed.words.get(w).is_some_and(|w| &*w.form == ",");
        let mut root = v;
        for _ in 0..DEPTH {
            match self.head(root) {
                Some(head) => root = head,
                None => break,
            }
        }
        let top = self.head(root).is_none() && root < v && !self.is_verb(root);
        let clause = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Cop, Deprel::Parataxis];
        if !top || !comma(before) || self.parsed.children_by(root, &clause).next().is_some() {
            return None;
        }
        let mention = self.mention_over(root).filter(|m| m.head == root)?;
        (comma(mention.words.end) && mention.words.end < before).then_some(root)
    }

    /// The name at the head of a sentence to which a later verb is joined as if it were a name too: "Ana Ruiz, the minister,
    /// accused Peru and left".
    pub(super) fn joined_to_name(&self, v: usize) -> Option<usize> {
        let head = self.head(v).filter(|&h| h < v && !self.is_verb(h) && self.head(h).is_none())?;
        let mention = self.mention_over(head).filter(|m| m.head == head)?;
        let put_in = [Deprel::Appos, Deprel::AclRelcl, Deprel::Acl];
        self.parsed.children_by(head, &put_in).next()?;
        Some(mention.head)
    }
}
