//! A clause behind its cue, and where it ends.

use crate::grammar::Content;
use crate::syntax::{Deprel, Upos};
use crate::text::Span;

use super::content::Reader;
use super::quotes::overlapping;

impl Reader<'_> {
    /// A reported clause behind its cue, headed by `c`.
    pub(super) fn reported(&self, c: usize) -> Vec<Span> {
        // "continues to rely": an infinitive is no clause.
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter, Deprel::Expl];
        let infinitive =
            self.parsed.children_by(c, &[Deprel::Mark]).any(|m| self.view.lemma(m) == "to")
                && self.parsed.children_by(c, &subjects).next().is_none();
        if infinitive && !self.cue.group.takes.contains(&Content::Infinitive) {
            return Vec::new();
        }
        let tree = self.parsed.subtree(c);
        let from = tree
            .iter()
            .copied()
            .find(|&w| w > self.cue.word && !self.is_mark(w) && self.form(w) != "that")
            .unwrap_or(c);
        let last = tree.last().copied().unwrap_or(c);
        // What stands between "that" and the clause belongs to it, wherever the tree hangs it.
        let that = (self.cue.word + 1..from).find(|&w| self.form(w) == "that");
        let mut from = that.map_or(from, |that| that + 1);
        if from > 0
            && overlapping(self.quotes, Span::new(self.start(from - 1), self.start(from)))
                .any(|q| q.outer.start == self.start(from - 1))
        {
            from -= 1;
        }
        let end = match self.second_verb(from) {
            Some(before) => self.end(before),
            None => self.end(last).max(self.run_on(last)),
        };
        let end = self.other_voice(from).map_or(end, |stop| stop.min(end));
        let end = self.before_narrator(from).map_or(end, |last| self.end(last).min(end));
        let pieces = vec![Span::new(self.start(from), end)];
        let quoted = overlapping(self.quotes, Span::new(self.start(from), end))
            .find(|q| q.outer.start <= self.start(from) && q.outer.end >= end);
        match quoted {
            Some(quote) => self.with_next(vec![quote.outer], quote.outer.end),
            None => pieces,
        }
    }

    /// "said she would go and urged them to wait": the last word before a second verb of the cue's own subject, which the
    /// tree hangs inside the clause but which has the tense of the cue, not of the clause.
    fn second_verb(&self, from: usize) -> Option<usize> {
        let word = |w: usize| self.parsed.words.get(w);
        let finite = |w: usize| {
            word(w).is_some_and(|x| x.feats.verb_form == Some(crate::syntax::VerbForm::Fin))
        };
        let tense = |w: usize| word(w).filter(|_| finite(w)).and_then(|x| x.feats.tense);
        let own = tense(self.cue.word)?;
        (from + 2..self.parsed.words.len()).find_map(|and| {
            let next = (and + 1..and + 4).find(|&w| self.view.upos(w) != Upos::Adv)?;
            let joins = matches!(self.form(and), "and" | "but")
                && self.view.upos(next) == Upos::Verb
                && self.view.rel(next) == Deprel::Conj
                && tense(next) == Some(own)
                && self.parsed.children_by(next, &[Deprel::Nsubj]).next().is_none();
            let host = self.view.head(next).filter(|&h| joins && h >= from)?;
            let auxiliary =
                self.parsed.children_by(host, &[Deprel::Aux, Deprel::Cop]).find(|&a| finite(a));
            let clause = auxiliary.or_else(|| finite(host).then_some(host))?;
            if tense(clause) == Some(own) {
                return None;
            }
            Some(if self.is_mark(and - 1) { and - 2 } else { and - 1 })
        })
    }

    /// "said the law was void; spokesman Vera said it was not": where the words end before a semicolon, if somebody else says
    /// what stands behind it.
    fn other_voice(&self, from: usize) -> Option<usize> {
        let marks = (from..self.parsed.words.len()).filter(|&w| self.form(w) == ";");
        let mut marks = marks.filter(|&w| {
            let here = Span::new(self.start(w), self.end(w));
            overlapping(self.quotes, here).next().is_none()
        });
        let mark = marks.next()?;
        let says = |w: usize| {
            self.view.is(w, "saying")
                && self.view.upos(w) == Upos::Verb
                && self.parsed.children_by(w, &[Deprel::Nsubj]).any(|s| s > mark)
        };
        let last = mark.checked_sub(1)?;
        (mark + 1..self.parsed.words.len()).any(says).then(|| self.end(last))
    }

    /// "demanded that the text be shown, and a crowd burned a flag": does a clause that tells what happened stand behind a wish?
    fn is_wish(&self, next: usize) -> bool {
        let finite = |w: usize| {
            let form = self.parsed.words.get(w).and_then(|word| word.feats.verb_form);
            form == Some(crate::syntax::VerbForm::Fin)
        };
        let tells = |w: usize| {
            let helped = self.parsed.children_by(w, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
            finite(w) || helped.into_iter().any(finite)
        };
        let wish = self.parsed.children_by(self.cue.word, &[Deprel::Ccomp]).find(|&c| c < next);
        wish.is_some_and(|wish| !tells(wish)) && tells(next)
    }

    /// Where reported words that reach word `last` end: at the end of the sentence if the cue is its main
    /// verb, but before a second verb that shares the cue's subject.
    pub(super) fn run_on(&self, last: usize) -> usize {
        let v = self.cue.word;
        // "told him that … but that …": what a second "that" leads is said, too.
        let said = |c: usize| {
            self.parsed.children_by(c, &[Deprel::Mark]).any(|m| self.form(m) == "that")
                && self.view.rel(c) == Deprel::Conj
        };
        // "said the truce held and the border was open": a second clause with a subject of its own is said, too, and so is
        // the reason that is given.
        let goes_on = |c: usize| {
            let own = self.parsed.children_by(c, &[Deprel::Nsubj, Deprel::NsubjPass]).next();
            let led = |labels: &[Deprel], words: &[&str]| {
                self.parsed.children_by(c, labels).any(|m| words.contains(&self.form(m)))
            };
            match self.view.rel(c) {
                Deprel::Conj if self.is_wish(c) => false,
                Deprel::Conj => {
                    own.is_some_and(|s| self.view.upos(s) != Upos::Pron)
                        && !led(&[Deprel::Cc], &["but"])
                }
                _ => led(&[Deprel::Mark], &["because", "if", "unless", "until"]),
            }
        };
        let second = self
            .parsed
            .children_by(v, &[Deprel::Conj, Deprel::Advcl])
            .find(|&c| c > last && !said(c) && !goes_on(c));
        if let Some(second) = second {
            let first = self.parsed.subtree(second).first().copied().unwrap_or(second);
            let mut stop = first.max(last + 1);
            while stop > last + 1 && self.is_mark(stop - 1) {
                stop -= 1;
            }
            return self.end(stop - 1);
        }
        let main = self.view.rel(v) == Deprel::Root
            || (self.view.rel(v) == Deprel::Conj
                && self.view.head(v).is_some_and(|h| self.view.rel(h) == Deprel::Root));
        if main {
            return self.parsed.words.last().map_or(self.parsed.span.end, |w| w.span.end);
        }
        let tree_end = self.parsed.subtree(v).last().copied().unwrap_or(v);
        self.end(tree_end.max(last))
    }
}
