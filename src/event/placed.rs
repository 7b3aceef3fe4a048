//! Where something happens that only "where" or "there" tells: "Arica, where nine were killed", "they met there".

use super::fillers::{Filler, Fillers};
use super::view::View;
use crate::entity::{Mention, MentionForm};
use crate::grammar::EntityKind;
use crate::syntax::{Deprel, Upos};

/// How many joined verbs are climbed to the one that "where" opens.
const JOINED: usize = 4;

/// How many sentences back "there" may point.
const REACH: usize = 2;

impl<'a> View<'a> {
    /// The head of the place whose "where" opens the clause of the verb `v`: "Arica, where Chile struck and seized boats".
    pub(super) fn where_place(&self, v: usize) -> Option<usize> {
        let mut at = v;
        for _ in 0..JOINED {
            let mut opened = self.parsed.children_by(at, &[Deprel::Advmod, Deprel::Mark]);
            let opener = opened.find(|&w| w < at && self.lemma(w) == "where");
            if let Some(w) = opener {
                let relative = !matches!(self.rel(at), Deprel::Ccomp | Deprel::Root);
                return if relative { self.place_before(w) } else { None };
            }
            at = self.head(at).filter(|&h| self.rel(at) == Deprel::Conj && h < at)?;
        }
        None
    }

    /// The head of the place that is named right before word `w`, a comma passed over.
    fn place_before(&self, w: usize) -> Option<usize> {
        let mut before = w.checked_sub(1)?;
        if self.upos(before) == Upos::Punct {
            before = before.checked_sub(1)?;
        }
        let mention = self.mention_over(before).filter(|m| m.words.end == before + 1)?;
        self.is_place(mention).then_some(mention.head)
    }

    fn is_place(&self, mention: &Mention) -> bool {
        let kind = self.entities.get(mention.entity).map(|record| record.kind);
        matches!(kind, Some(EntityKind::Place | EntityKind::Country | EntityKind::Facility))
    }

    /// The "there" that says where the word `at` happens: "met there", "the talks there".
    pub(super) fn there(&self, at: usize) -> Option<usize> {
        self.parsed.children_by(at, &[Deprel::Advmod]).find(|&w| self.is_there(w))
    }

    fn is_there(&self, w: usize) -> bool {
        self.upos(w) == Upos::Adv && self.lemma(w) == "there"
    }
}

impl Fillers<'_> {
    /// The place that "there" at word `w` stands for: the one that was named last, in its sentence or shortly before.
    pub(super) fn pointed_place(&self, w: usize) -> Vec<Filler> {
        if !self.view.is_there(w) {
            return Vec::new();
        }
        for back in 0..=REACH {
            let Some(sentence) = self.sentence.checked_sub(back) else { break };
            let mut places: Vec<&Mention> = self
                .entities
                .in_sentence(sentence)
                .filter(|m| back > 0 || m.words.end <= w)
                .filter(|m| m.form == MentionForm::Name && self.view.is_place(m))
                .collect();
            // A country is where it happened only if no nearer place is named; of several none is meant.
            let town = |m: &&Mention| self.kind(m.entity) != Some(EntityKind::Country);
            if places.iter().any(&town) {
                places.retain(town);
            } else if places.windows(2).any(|two| matches!(two, [a, b] if a.entity != b.entity)) {
                return Vec::new();
            }
            if let Some(m) = places.last() {
                return vec![Filler { entity: m.entity, head: w, below: false }];
            }
        }
        Vec::new()
    }
}
