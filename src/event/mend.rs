//! What stands right behind a trigger counts as its argument even where the tree hung it elsewhere.

use super::predicate::Predicate;
use super::view::View;
use crate::entity::Mention;
use crate::grammar::Slot;
use crate::syntax::{Deprel, Upos};

/// How far behind its owner the noun may stand that is owned: "his lasting and warm support".
const OWNED: usize = 5;

impl View<'_> {
    /// The head of the mention that begins at word `i`, or behind an article and up to two words that describe it, with the
    /// word behind it. Of "his release" and "Vera's release" it is the release.
    fn mention_from(&self, i: usize) -> Option<(usize, usize)> {
        for w in i..=i + 3 {
            if let Some(mention) = self.mention_over(w) {
                let owned = self.owned_by(mention).map(|head| (head, head + 1));
                let found = owned.unwrap_or((mention.head, mention.words.end));
                return (mention.words.start == w || w == i).then_some(found);
            }
            if !matches!(self.upos(w), Upos::Det | Upos::Adj | Upos::Num) {
                break;
            }
        }
        None
    }

    /// What a possessive mention owns, where it stands right behind it.
    fn owned_by(&self, mention: &Mention) -> Option<usize> {
        let noun =
            self.head(mention.head).filter(|_| self.rel(mention.head) == Deprel::NmodPoss)?;
        (mention.words.end..mention.words.end + OWNED).contains(&noun).then_some(noun)
    }

    /// Adds what stands right behind the words of a trigger, where the tree hung it elsewhere: an object,
    /// and a chain of prepositions with their mentions ("strikes on Lima in Peru").
    pub fn mend(&self, words: &[usize], found: &mut Predicate) {
        for &w in words {
            let mut at = w + 1;
            while matches!(self.upos(at), Upos::Adv) || self.rel(at) == Deprel::CompoundPrt {
                at += 1;
            }
            // "the agreement reached yesterday between": the light participle is passed over.
            if self.upos(w) == Upos::Noun && self.upos(at) == Upos::Verb && self.is(at, "light") {
                at += 1;
                while self.upos(at) == Upos::Adv
                    || self.rel(at) == Deprel::OblUnmarked
                    || self.is_day(at)
                {
                    at += 1;
                }
            }
            if w == found.word
                && self.upos(w) == Upos::Verb
                && !self.is_passive(w)
                && found.heads(&Slot::Object).next().is_none()
                && let Some((head, end)) = self.mention_from(at)
            {
                found.add(Slot::Object, head);
                at = self.behind(end);
            } else if w == found.word && self.upos(w) == Upos::Verb {
                at = self.plain_phrase(at).unwrap_or(at);
            }
            for _ in 0..4 {
                if self.upos(at) != Upos::Adp
                    && self.parsed.words.get(at).is_none_or(|x| &*x.form != "to")
                {
                    break;
                }
                let case =
                    self.parsed.words.get(at).map_or_else(String::new, |x| x.form.to_lowercase());
                if let Some((head, end)) = self.mention_from(at + 1) {
                    if !found.arguments.iter().any(|a| a.head == head) {
                        if case == "by" && self.is_passive(found.word) {
                            found.add(Slot::Subject, head);
                        }
                        found.add(Slot::Preposition(case), head);
                    }
                    // "their quarrel with Peru": what goes on behind what somebody owns belongs to that.
                    if self.mention_over(head).is_none() {
                        break;
                    }
                    at = self.behind(end);
                } else if self.is_day(at + 1) {
                    at = self.behind(at + 2);
                } else if let Some(end) = self.plain_phrase(at + 1) {
                    at = end;
                } else {
                    break;
                }
            }
        }
        // "launched drones and missiles at Peru": what hangs on the other words of the trigger belongs to it.
        let own = found.word;
        for &w in words.iter().filter(|&&w| w != own && self.upos(w) == Upos::Noun) {
            for word in std::iter::once(w).chain(self.parsed.children_by(w, &[Deprel::Conj])) {
                for c in self.parsed.children_by(word, &[Deprel::Nmod]) {
                    let case = self.case(c);
                    if matches!(case.as_str(), "at" | "on" | "against" | "to" | "into") {
                        found.add(Slot::Preposition(case), self.antecedent(c));
                    }
                }
            }
        }
        let of = Slot::Preposition("of".to_owned());
        if found.heads(&of).next().is_some() {
            let owners: Vec<usize> = found.heads(&Slot::Possessor).collect();
            for owner in owners {
                found.add(Slot::Holder, owner);
            }
        }
    }

    /// The end of a short noun phrase that names nobody ("the case", "new assistance").
    fn plain_phrase(&self, from: usize) -> Option<usize> {
        let mut seen = false;
        for w in from..from + 6 {
            if self.mention_over(w).is_some() {
                return None;
            }
            match self.upos(w) {
                Upos::Noun => seen = true,
                Upos::Det | Upos::Adj | Upos::Num | Upos::Sym if !seen => {}
                _ => return seen.then_some(w),
            }
        }
        None
    }

    pub(super) fn is_day(&self, i: usize) -> bool {
        self.parsed.words.get(i).is_some_and(|w| super::time::is_weekday(&w.form.to_lowercase()))
    }

    /// The first word behind `end`, an apposition in commas and a day passed over.
    fn behind(&self, end: usize) -> usize {
        let form = |i: usize| self.parsed.words.get(i).map_or("", |w| &*w.form);
        if form(end) == "," {
            for close in end + 2..end + 8 {
                if form(close) == "," {
                    return close + 1;
                }
            }
        }
        if self.is_day(end) { end + 1 } else { end }
    }
}
