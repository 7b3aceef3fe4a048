//! Words before their cue: “…,” he said, and what goes on behind it.

use crate::grammar::Content;
use crate::syntax::{Deprel, Upos};
use crate::text::Span;

use super::content::Reader;
use super::following::ends_in_comma;
use super::quotes::{Quote, overlapping};

impl Reader<'_> {
    /// "…, he said", "…, he said, …", and a second quotation behind the cue.
    pub(super) fn reported_before(&self) -> Vec<Span> {
        let cue = self.cue;
        let at = self.start(cue.first);
        let quote = self.quote_before(at);
        let begin = quote.map_or(self.parsed.span.start, |q| {
            if q.outer.start <= self.parsed.span.start {
                q.outer.start
            } else {
                self.parsed.span.start
            }
        });
        let begin = self.lead_in(begin, quote);
        let first = Span::new(begin, quote.map_or(at, |q| q.outer.end.max(begin)));
        let clause = (0..cue.first).any(|w| {
            self.view.is_verb(w)
                && (self
                    .parsed
                    .children_by(w, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl])
                    .next()
                    .is_some()
                    || self.view.upos(w) == Upos::Aux)
        });
        // "Earlier in the day, …" and "…, saying" have nothing said before them, nor has "…, Ruiz offered" or
        // a cue with an object of its own.
        // "Boats would get fuel, Ruiz promised." has, and its speaker behind the verb is no object.
        let bare = (cue.last + 1..self.parsed.words.len()).all(|w| self.is_mark(w));
        let asks = cue.group.takes.first() == Some(&Content::Infinitive) && !bare;
        let object = !cue.group.addresses
            && self
                .parsed
                .children_by(cue.word, &[Deprel::Obj])
                .any(|o| o > cue.word && !(bare && o <= cue.last));
        if quote.is_none() && (!clause || asks || object || self.form(cue.word).ends_with("ing")) {
            return Vec::new();
        }
        let mut pieces = vec![first];
        let next = cue.last + 1;
        let rest = self.after(cue.last);
        let remaining = self.parsed.words.len().saturating_sub(rest);
        if let Some(second) = self.quote_after(self.end(cue.last))
            && quote.is_some()
            && second.outer.start < self.parsed.span.end
            && !ends_in_comma(self.context.text, second)
        {
            pieces.push(second.outer);
            return pieces;
        }
        // "“If we wait,” Ruiz said, turning to the map, “we lose.”": an aside may stand before the rest of the sentence.
        if let Some(first) = quote.filter(|quote| ends_in_comma(self.context.text, quote))
            && let Some(second) = self.rest_of(first)
        {
            pieces.push(second.outer);
            return pieces;
        }
        if matches!(self.form(next), "," | "–" | "—")
            && remaining > 2
            && quote.is_none()
            && !self.form(rest).ends_with("ing")
            && !matches!(self.view.upos(rest), Upos::Cconj | Upos::Sconj)
            && !self.narrates(rest)
            && !self.tells_who(rest)
            && !matches!(self.form(rest), "who" | "which" | "whose" | "where")
            && self.view.rel(cue.word) != Deprel::Root
        {
            pieces.push(Span::new(self.start(rest), self.parsed.span.end));
            return pieces;
        }
        match quote {
            Some(_) if self.ends_sentence(cue.last) => self.with_next(pieces, self.parsed.span.end),
            _ => pieces,
        }
    }

    /// The quotation behind the cue, in the same sentence, that goes on in small letters with what a first one left open.
    fn rest_of(&self, first: &Quote) -> Option<&Quote> {
        let at = self.end(self.cue.last);
        let from = self.quotes.partition_point(|q| q.outer.start < at);
        let next = self.quotes.get(from)?;
        let words = next.inner.first()?.of(self.context.text);
        let between = Span::new(at, next.outer.start).of(self.context.text).trim_end();
        (next.outer.start > first.outer.end
            && next.outer.end <= self.parsed.span.end
            && words.chars().next().is_some_and(char::is_lowercase)
            && words.split_whitespace().count() > 3
            && (between.ends_with([',', '—', '–']) || between.ends_with(" but")))
        .then_some(next)
    }

    /// "…, said Ana Ruiz, spokeswoman for the navy": does what stands behind the speaker tell who that is?
    fn tells_who(&self, w: usize) -> bool {
        let v = self.cue.word;
        self.cue.first == v
            && self.cue.last > v
            && self.view.upos(w) == Upos::Noun
            && (self.view.rel(w) == Deprel::Appos
                || matches!(self.form(w + 1), "of" | "for" | "at"))
    }

    /// Where a sentence has words before its quotation that are no speech ("Asked why, “…,” he said"), drop them.
    fn lead_in(&self, begin: usize, quote: Option<&Quote>) -> usize {
        let Some(quote) = quote else { return begin };
        if quote.outer.start <= begin {
            return begin;
        }
        let before = Span::new(begin, quote.outer.start).of(self.context.text).trim_end();
        if before.ends_with([':', ',']) && before.split_whitespace().count() < 6 {
            quote.outer.start
        } else {
            begin
        }
    }

    fn ends_sentence(&self, last: usize) -> bool {
        // "said during a visit to Lima." ends as "said." does, unless more is quoted or reported behind it.
        (last + 1..self.parsed.words.len()).all(|w| self.is_mark(w))
            || self.parsed.words.len().saturating_sub(last) < 8
            || overlapping(self.quotes, Span::new(self.end(last), self.parsed.span.end))
                .all(|q| q.outer.end <= self.end(last) || self.is_title(q))
    }

    /// Are these quoted words no speech, but a title or a word that is named: “Morning News.”?
    fn is_title(&self, quote: &Quote) -> bool {
        quote.outer.of(self.context.text).split_whitespace().count() < 4
    }
}
