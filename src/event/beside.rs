//! Names that stand beside a word which names nobody itself: "her party, Condor", "thousands led by Ana Ruiz".

use super::fillers::{Filler, Fillers};
use crate::entity::{Mention, MentionForm};
use crate::grammar::EntityKind;
use crate::syntax::{Deprel, Upos};

impl<'a> Fillers<'a> {
    /// The name that stands beside a word that names nobody itself: "a citizen of Peru, Ana Ruiz", and the other way round.
    pub(super) fn apposed(&self, word: usize) -> Vec<Filler> {
        let above = (self.view.rel(word) == Deprel::Appos).then(|| self.view.head(word)).flatten();
        let below = self.view.parsed.children_by(word, &[Deprel::Appos]);
        let named = below
            .chain(above)
            .find_map(|w| self.mention(w).filter(|m| m.head == w && m.form == MentionForm::Name));
        named.map(filler).into_iter().collect()
    }

    /// The names in commas behind a description, which say who it is: "her party, Condor, vowed", "two rebel groups, Condor
    /// and Sendero Rojo".
    pub(super) fn named_behind(&self, mention: &Mention) -> Vec<Filler> {
        let Some(record) = self.entities.get(mention.entity).filter(|record| record.unnamed) else {
            return Vec::new();
        };
        if mention.form != MentionForm::Description {
            return Vec::new();
        }
        let behind = self.view.parsed.children_by(mention.head, &[Deprel::Appos]);
        let names = behind.filter(|&c| c >= mention.words.end).flat_map(|c| self.conjuncts(c));
        let mut found: Vec<Filler> = Vec::new();
        for m in names.filter_map(|w| self.mention(w)) {
            let acts = matches!(
                self.kind(m.entity),
                Some(EntityKind::Organization | EntityKind::Person | EntityKind::Country)
            );
            let alike = self.kind(m.entity) == Some(record.kind) || (record.plural && acts);
            if m.form == MentionForm::Name && alike && found.iter().all(|f| f.entity != m.entity) {
                found.push(filler(m));
            }
        }
        // Of three sailors one name is not all.
        if record.plural && found.len() < 2 { Vec::new() } else { found }
    }

    /// Who leads people that are only counted: "thousands led by Ana Ruiz marched".
    pub(super) fn leader_of(&self, word: usize) -> Vec<Filler> {
        let led = self.view.parsed.children_by(word, &[Deprel::Acl]);
        let agents = led.filter(|&v| self.view.lemma(v) == "lead").filter_map(|v| {
            let agent = self.view.child(v, Deprel::OblAgent);
            agent.or_else(|| {
                let mut by = self.view.parsed.children_by(v, &[Deprel::Obl]);
                by.find(|&o| self.view.case(o) == "by")
            })
        });
        let named = agents.filter_map(|a| self.mention(a)).filter(|m| m.form == MentionForm::Name);
        named.map(filler).collect()
    }

    /// The name that a hyphen joins to the one at this word, before or behind it, where both are names of their own.
    pub(super) fn hyphened(&self, word: usize) -> Option<usize> {
        let mention = self.mention(word).filter(|m| is_named(m))?;
        let before = || {
            let mark = mention.words.start.checked_sub(1)?;
            let first = self.mention(mark.checked_sub(1)?)?;
            (first.words.end == mark && self.is_joint(first, mark, mention)).then_some(first.head)
        };
        let behind = || {
            let mark = mention.words.end;
            let second = self.mention(mark + 1)?;
            // A noun must follow: "the Ruiz-Vera talks".
            let qualifies = self.view.upos(second.words.end) == Upos::Noun;
            (second.words.start == mark + 1 && qualifies && self.is_joint(mention, mark, second))
                .then_some(second.head)
        };
        before().or_else(behind)
    }

    /// Does the hyphen at word `mark` stand between two names, without a space?
    fn is_joint(&self, first: &Mention, mark: usize, second: &Mention) -> bool {
        let Some(dash) = self.view.parsed.words.get(mark) else { return false };
        matches!(&*dash.form, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
            && is_named(first)
            && is_named(second)
            && dash.span.start == first.span.end
            && dash.span.end == second.span.start
    }
}

fn filler(m: &Mention) -> Filler {
    Filler { entity: m.entity, head: m.head, below: false }
}

/// Is it a name or the adjective of one?
fn is_named(mention: &Mention) -> bool {
    matches!(mention.form, MentionForm::Name | MentionForm::Adjective)
}
