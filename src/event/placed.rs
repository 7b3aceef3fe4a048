//! Where something happens that only "where" or "there" tells: "Arica, where nine were killed", "they met there".

use super::fillers::{Filler, Fillers};
use super::predicate::Predicate;
use super::time::weekday;
use super::view::View;
use crate::entity::{Mention, MentionForm};
use crate::grammar::{EntityKind, Slot};
use crate::syntax::{Deprel, Upos};

/// How many joined verbs are climbed to the one that "where" opens.
const JOINED: usize = 4;

/// Behind which prepositions stands where something happens.
const AT: [&str; 5] = ["in", "at", "near", "outside", "across"];

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

    /// The named places beside a verb or its object: "killed nine in Lima", with their prepositions.
    pub(super) fn places_beside(&self, v: usize, other: usize) -> Vec<(String, usize)> {
        let below = self.parsed.children_by(v, &[Deprel::Obj]).filter(|&o| o != other);
        let below = below.flat_map(|o| self.parsed.children_by(o, &[Deprel::Nmod]));
        let beside =
            self.parsed.children_by(v, &[Deprel::Obl]).filter(|&c| c != other).chain(below);
        let places = beside.filter(|&c| self.mention_over(c).is_some_and(|m| self.is_place(m)));
        places.map(|c| (self.case(c), c)).filter(|(case, _)| AT.contains(&case.as_str())).collect()
    }

    /// The places that a verb takes from the one above it: "gathered in Lima to protest", "rioting broke out in Lima".
    pub(super) fn lent_places(&self, v: usize) -> Vec<(String, usize)> {
        let Some(head) = self.head(v).filter(|&head| self.is_verb(head)) else { return Vec::new() };
        let to = || self.parsed.children_by(v, &[Deprel::Mark]).any(|m| self.lemma(m) == "to");
        let lends = match self.rel(v) {
            Deprel::Advcl | Deprel::Xcomp => head < v && self.is(head, "purposeful") && to(),
            Deprel::Csubj => self.is(head, "happen"),
            _ => false,
        };
        if lends { self.places_beside(head, v) } else { Vec::new() }
    }

    /// "erupted on polling day in Lima", "died on Monday in Lima": the place that the tree hung on the day is the verb's.
    pub(super) fn on_that_day(&self, day: usize, found: &mut Predicate) {
        let named =
            self.parsed.words.get(day).is_some_and(|w| weekday(&w.form.to_lowercase()).is_some());
        if !named && !self.is(day, "days") {
            return;
        }
        for c in self.parsed.children_by(day, &[Deprel::Nmod]) {
            let case = self.case(c);
            if AT.contains(&case.as_str()) && self.mention_over(c).is_some_and(|m| self.is_place(m))
            {
                found.add(Slot::Preposition(case), c);
            }
        }
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
