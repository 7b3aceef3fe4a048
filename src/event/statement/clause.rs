//! The clause or quotation that a cue reports: where it stands, before, behind or around the cue.

use crate::syntax::{Deprel, Upos};
use crate::text::Span;

use super::content::Reader;
use super::quotes::{Quote, overlapping};
use super::speaker::relative_subject;

impl Reader<'_> {
    pub(super) fn clause(&self) -> Vec<Span> {
        let cue = self.cue;
        let v = cue.word;
        let behind = self
            .parsed
            .children_by(v, &[Deprel::Ccomp, Deprel::Parataxis])
            .find(|&c| c > v && self.view.rel(c) == Deprel::Ccomp);
        // "Ruiz was quoted as saying the truce was over": what stands behind is said.
        let quoted = self.view.rel(v) == Deprel::Advcl && self.view.is_led_as(v);
        if quoted && self.parsed.words.len() > v + 2 {
            return self.with_next(
                vec![Span::new(self.start(self.after(v)), self.run_on(v))],
                self.parsed.span.end,
            );
        }
        // "observed two soldiers clearing mines": seen, not said.
        let seen = self.view.lemma(v) == "observe" && self.form(v + 1) != "that";
        if seen
            && (self.parsed.children_by(v, &[Deprel::Obj]).any(|o| o > v)
                || behind.is_some_and(|c| self.form(c).ends_with("ing")))
        {
            return Vec::new();
        }
        let paper = self.behind_paper();
        let behind = behind.filter(|&c| paper.is_none_or(|(_, participle)| participle != c));
        // "Ruiz, who said": what stands before is no speech of hers.
        let relative = relative_subject(self.view, v).is_some();
        let before_mark = !relative
            && if cue.first > 0 {
                matches!(self.form(cue.first - 1), "," | "–" | "—" | "--" | "-" | "?" | "!")
                    || self.quote_before(self.start(cue.first)).is_some()
            } else {
                behind.is_none() && self.closes_quotation()
            };
        // "…, Ruiz said, hours after Chile left": what follows is the writer's.
        let behind = behind.filter(|&c| {
            let first = self.parsed.subtree(c).into_iter().find(|&w| w > v && !self.is_mark(w));
            !before_mark
                || self.form(cue.first.saturating_sub(1)) != ","
                || !first.is_some_and(|w| self.narrates(w))
        });
        if let Some(from) = paper.and_then(|(from, _)| from).filter(|_| !before_mark) {
            return self.with_next(
                vec![Span::new(self.start(from), self.run_on(from))],
                self.parsed.span.end,
            );
        }
        // "the barrage, which the army said killed nine": what stands behind is said.
        if cue.first > 0
            && cue.first < v
            && !relative
            && matches!(self.form(cue.first - 1), "which" | "who" | "that")
        {
            let tree = self.parsed.subtree(v);
            let mut last = tree.last().copied().unwrap_or(v);
            // "which the army said are meant to": the clause may hold its cue.
            if last <= v + 1
                && let Some(host) = self.view.head(v).filter(|&h| h > v)
            {
                last = self.parsed.subtree(host).last().copied().unwrap_or(last);
            }
            if last <= v + 1 {
                last = (v + 1..self.parsed.words.len())
                    .take_while(|&w| !self.is_mark(w))
                    .last()
                    .unwrap_or(v);
            }
            return if last > v + 1 {
                vec![Span::new(self.start(v + 1), self.end(last))]
            } else {
                Vec::new()
            };
        }
        // "The truce, he said, would hold": the cue stands inside what it reports.
        let last = self.aside_end(cue.last);
        if before_mark
            && self.form(last + 1) == ","
            && self.quote_before(self.start(cue.first)).is_none()
        {
            let rest = self.after(last);
            let opener = (0..cue.first)
                .rfind(|&w| self.form(w) == ";" || self.opens_aside(w))
                .map_or(usize::from(self.view.upos(0) == Upos::Cconj), |w| w + 1);
            // "troops who, it says, train rebels": what stands before "who" is not hers.
            if opener + 1 == cue.first && opener > 0 && self.form(opener) == "," {
                return vec![Span::new(self.start(rest), self.parsed.span.end)];
            }
            let lead = (opener..cue.first).filter(|&w| !self.is_mark(w)).count();
            let runs = self.parsed.words.len().saturating_sub(rest) > 2
                && !self.form(rest).ends_with("ing")
                && !matches!(self.form(rest), "who" | "which" | "whose" | "where")
                && (!matches!(self.view.upos(rest), Upos::Cconj | Upos::Sconj)
                    || self.goes_on_after(rest))
                && !self.narrates(rest);
            // "In that case, he said, “No.”": what stands before only leads up to a sentence that is quoted whole.
            let whole = self.quote_after(self.end(last)).is_some_and(|quote| {
                let capital = quote.inner.first().map_or("", |i| i.of(self.context.text));
                quote.outer.start < self.parsed.span.end
                    && capital.chars().next().is_some_and(char::is_uppercase)
            });
            if lead > 0 && lead < 14 && runs && !whole {
                return vec![
                    Span::new(self.start(opener), self.end(cue.first - 1)),
                    Span::new(self.start(rest), self.parsed.span.end),
                ];
            }
        }
        if let Some(c) = behind
            && !(before_mark
                && self.quote_before(self.start(cue.first)).is_some_and(|q| !self.names(q)))
        {
            return self.reported(c);
        }
        // "Asked whether she would go, Ruiz replied: “No.”"
        let before_mark = before_mark && self.form(cue.last + 1) != ":";
        if before_mark && let Some(from) = self.opens_behind().filter(|&w| !self.narrates(w)) {
            return self.with_next(
                vec![Span::new(self.start(from), self.run_on(cue.last))],
                self.parsed.span.end,
            );
        }
        if before_mark {
            let mut found = self.reported_before();
            // "Vera, the first to arrive, called for a vote": who speaks is no part of what she says.
            let mut subjects = self.parsed.children_by(v, &[Deprel::Nsubj]);
            if let Some(own) = subjects.find(|&s| s < v && s >= cue.first) {
                let own = Span::new(self.start(own), self.end(own));
                found.retain(|piece| !piece.contains(own));
            }
            if !found.is_empty() {
                return found;
            }
        }
        // A cue that opens its sentence and is led by nothing: what follows is said.
        let next = self.after(cue.last);
        let led = self.form(cue.last + 1) == "that" || self.form(cue.last + 1) == ":";
        // A quotation in the next sentence is hers only if she leads to it: "Ruiz asked: “…”".
        let leads = |quote: &Quote| {
            let between = Span::new(self.end(cue.last), quote.outer.start);
            quote.outer.start < self.parsed.span.end
                || between.of(self.context.text).trim_end().ends_with([':', ','])
        };
        if let Some(quote) = self.quote_after(self.end(cue.last)).filter(|q| leads(q)) {
            let mut end = quote.outer.end;
            if led || self.form(cue.last + 1) != "," {
                end = end.max(self.run_on(cue.last));
            }
            return self.with_next(vec![Span::new(quote.outer.start, end)], quote.outer.end);
        }
        if led && next < self.parsed.words.len() {
            return vec![Span::new(self.start(next), self.run_on(cue.last))];
        }
        // The tree may hang the clause elsewhere: "that" behind the verb opens it, or a verb of its own shows it.
        let that = (v + 1..(v + 20).min(self.parsed.words.len()))
            .take_while(|&w| w == v + 1 || self.view.upos(w) != Upos::Verb)
            .find(|&w| self.form(w) == "that" && self.view.upos(w + 1) != Upos::Punct);
        if let Some(that) = that {
            return vec![Span::new(self.start(that + 1), self.run_on(that))];
        }
        let clause =
            self.parsed.children_by(v, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Obj]).find(|&c| {
                c > v
                    && self.view.upos(c) == Upos::Verb
                    && !self
                        .parsed
                        .children_by(c, &[Deprel::Mark])
                        .any(|m| self.view.lemma(m) == "to")
            });
        match clause {
            // "observed two soldiers clearing mines": seen, not said.
            Some(_) if matches!(self.view.lemma(v), "observe" | "find") => Vec::new(),
            Some(c) if !cue.group.addresses && !self.form(c).ends_with("ing") => {
                vec![Span::new(self.start(self.after(v)), self.run_on(c))]
            }
            _ if !before_mark && !relative => self.main_clause(),
            _ => Vec::new(),
        }
    }

    /// "…, it said, and killed nine": does a second verb of the clause before stand behind the conjunction, no cue itself?
    fn goes_on_after(&self, and: usize) -> bool {
        let verb = and + 1;
        let word = self.parsed.words.get(verb);
        let cued = self.context.grammar.attribution.verbs(self.view.lemma(verb)).next().is_some();
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass];
        self.form(and) == "and"
            && word.is_some_and(|w| {
                let past = w.feats.verb_form == Some(crate::syntax::VerbForm::Part)
                    && w.form.ends_with("ed");
                let finite = w.feats.verb_form == Some(crate::syntax::VerbForm::Fin);
                w.upos == Upos::Verb && (finite || past)
            })
            && !cued
            && self.parsed.children_by(verb, &subjects).next().is_none()
    }

    /// ", where", "who": does a clause of the writer's begin here that the cue only stands in?
    fn opens_aside(&self, w: usize) -> bool {
        let comma = w > 0 && self.form(w - 1) == ",";
        let joined = comma && matches!(self.form(w), "where" | "whereas" | "although" | "though");
        let relative = matches!(self.form(w), "who" | "which") && w + 2 == self.cue.first && w > 1;
        joined || relative
    }

    /// "“Never!” Ruiz said at the border.": a cue alone in its sentence, behind the quotation that ends the one before.
    fn closes_quotation(&self) -> bool {
        let cue = self.cue;
        let start = self.parsed.span.start;
        let block = self.context.blocks.get(self.parsed.block);
        let quoted = self
            .quote_before(start)
            .is_some_and(|q| block.is_some_and(|b| q.outer.start >= b.span.start));
        let next = self.view.upos(cue.last + 1);
        let ends = cue.last + 1 >= self.parsed.words.len()
            || matches!(next, Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Adv);
        quoted && ends && !matches!(self.form(cue.last + 1), "that" | ":" | ",")
    }

    /// "Ruiz says Vera’s new actions are not enough": the rest of the sentence behind its main verb, where the tree
    /// shows no clause there but the words do.
    fn main_clause(&self) -> Vec<Span> {
        let cue = self.cue;
        let v = cue.word;
        let main = self.view.rel(v) == Deprel::Root
            || self.view.head(v).is_some_and(|h| {
                self.view.rel(v) == Deprel::Conj && self.view.rel(h) == Deprel::Root
            });
        let from = self.after(cue.last);
        let opens = matches!(
            self.view.upos(from),
            Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num
        ) || (self.view.upos(from) == Upos::Verb && self.form(from).ends_with("ing"));
        let finite = |w: usize| {
            let form = self.parsed.words.get(w).and_then(|x| x.feats.verb_form);
            self.view.is_verb(w) && form == Some(crate::syntax::VerbForm::Fin)
        };
        let within = |w: usize| matches!(self.view.rel(w), Deprel::AclRelcl | Deprel::Acl);
        let says = self.view.lemma(v) == "say";
        let clause = (from + 1..self.parsed.words.len())
            .any(|w| finite(w) && (says || !(within(w) || self.view.head(w).is_some_and(within))));
        // "said Vera’s words “amount to a threat”"
        let clause = clause
            || (says
                && overlapping(self.quotes, Span::new(self.end(v), self.parsed.span.end))
                    .any(|q| q.outer.start > self.start(from)));
        let object = !says && self.parsed.children_by(v, &[Deprel::Obj]).any(|o| o > v);
        if main && opens && clause && cue.first < v && !cue.group.addresses && !object {
            vec![Span::new(self.start(from), self.run_on(cue.last))]
        } else {
            Vec::new()
        }
    }

    /// A short quotation inside what leads to a cue is a name: "on “Morning News,” she said …".
    fn names(&self, quote: &Quote) -> bool {
        let words = quote.outer.of(self.context.text);
        let lead = Span::new(self.parsed.span.start, quote.outer.start.max(self.parsed.span.start));
        let led = lead.of(self.context.text).trim_end();
        quote.outer.start > self.start(0)
            && words.split_whitespace().count() < 6
            && words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
            && !led.ends_with([',', ':'])
    }

    /// "On Sunday, Ruiz said the border was open": the first word of the clause behind the cue, where what
    /// stands before it only leads up to it.
    fn opens_behind(&self) -> Option<usize> {
        let cue = self.cue;
        let before = self.quote_before(self.start(cue.first));
        let short = |q: &Quote| {
            q.outer.start > self.start(0)
                && q.outer.of(self.context.text).split_whitespace().count() < 5
        };
        if !before.is_none_or(|quote| short(quote) || self.names(quote)) {
            return None;
        }
        let next = cue.last + 1;
        let that = self.form(next) == "that";
        let from = next + usize::from(that);
        let opens = matches!(
            self.view.upos(from),
            Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num
        );
        let runs = (from + 1..self.parsed.words.len()).any(|w| self.view.is_verb(w));
        ((that || opens) && runs && from + 2 < self.parsed.words.len()).then_some(from)
    }

    /// The last word of what tells when and where behind the cue, where a comma ends it: "said in Lima before
    /// leaving".
    fn aside_end(&self, last: usize) -> usize {
        if !matches!(self.view.upos(last + 1), Upos::Adp | Upos::Sconj | Upos::Adv) {
            return last;
        }
        (last + 2..last + 12)
            .take_while(|&w| w < self.parsed.words.len() && self.form(w) != "that")
            .find(|&w| self.form(w) == ",")
            .map_or(last, |comma| comma - 1)
    }
}
