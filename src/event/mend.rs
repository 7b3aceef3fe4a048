//! What stands right behind a trigger counts as its argument even where the tree hung it elsewhere.

use super::predicate::{Predicate, View};
use crate::entity::Mention;
use crate::grammar::Slot;
use crate::syntax::{Deprel, Upos};

impl<'a> View<'a> {
    /// The mention that begins at word `i`, or behind an article and up to two words that describe it.
    fn mention_from(&self, i: usize) -> Option<&'a Mention> {
        for w in i..=i + 3 {
            if let Some(mention) = self.mention_over(w) {
                return (mention.words.start == w || w == i).then_some(mention);
            }
            if !matches!(self.upos(w), Upos::Det | Upos::Adj | Upos::Num) {
                break;
            }
        }
        None
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
                && let Some(mention) = self.mention_from(at)
            {
                found.add(Slot::Object, mention.head);
                at = self.behind(mention.words.end);
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
                if let Some(mention) = self.mention_from(at + 1) {
                    if !found.arguments.iter().any(|a| a.head == mention.head) {
                        if case == "by" && self.is_passive(found.word) {
                            found.add(Slot::Subject, mention.head);
                        }
                        found.add(Slot::Preposition(case), mention.head);
                    }
                    at = self.behind(mention.words.end);
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
