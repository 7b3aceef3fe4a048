//! The words that a cue reports: a clause, a quotation, an infinitive, a charge, a noun phrase.

use crate::event::context::Context;
use crate::event::predicate::View;
use crate::grammar::Content;
use crate::syntax::{Deprel, Parsed, Upos};
use crate::text::{BlockKind, Span};

use super::cue::{Cue, CueForm};
use super::quotes::{Quote, overlapping};
use super::speaker::relative_subject;

/// Where the words stand that `cue` reports, in order; empty where it reports none.
pub fn pieces(context: Context<'_>, quotes: &[Quote], cue: &Cue<'_>) -> Vec<Span> {
    let Some(parsed) = context.parsed.get(cue.sentence) else { return Vec::new() };
    let view = View {
        parsed,
        frames: &context.grammar.frames,
        entities: context.entities,
        sentence: cue.sentence,
    };
    let reader = Reader { context, quotes, cue, parsed, view };
    match cue.form {
        CueForm::Phrase => return reader.around(cue.first, cue.last),
        CueForm::As => {
            let words = parsed.subtree(cue.word);
            let first = words.first().copied().unwrap_or(cue.first);
            return reader.around(first, words.last().copied().unwrap_or(cue.last));
        }
        CueForm::Noun => return reader.noun_clause(),
        CueForm::Verb => {}
    }
    let mut found = reader.by_group();
    // Another cue of the same speaker ends what this one reports.
    if let Some(stop) = cue.stop.and_then(|w| parsed.words.get(w)).map(|w| w.span.start) {
        for piece in &mut found {
            if piece.start < stop && piece.start >= reader.start(cue.word) {
                piece.end = piece.end.min(stop);
            }
        }
    }
    found
}

/// Does the cue announce a speech that stands in blocks of its own, word for word ("Ruiz said:" and a paragraph)?
pub fn is_announced(context: Context<'_>, cue: &Cue<'_>, pieces: &[Span]) -> bool {
    let own = context.parsed.get(cue.sentence).and_then(|p| context.blocks.get(p.block));
    own.is_some_and(|block| {
        let ends = block.span.of(context.text).trim_end().ends_with(':');
        ends && pieces.iter().all(|piece| piece.start >= block.span.end)
    })
}

/// What reads the words of one cue.
pub(super) struct Reader<'a> {
    pub(super) context: Context<'a>,
    pub(super) quotes: &'a [Quote],
    pub(super) cue: &'a Cue<'a>,
    pub(super) parsed: &'a Parsed,
    pub(super) view: View<'a>,
}

impl Reader<'_> {
    /// What the cue reports, by what its group takes.
    fn by_group(&self) -> Vec<Span> {
        let reader = self;
        let takes = |content| self.cue.group.takes.contains(&content);
        if takes(Content::Charge) {
            return reader.charge();
        }
        if takes(Content::Label) {
            return reader.label();
        }
        if takes(Content::Clause) {
            let announced = reader.block_speech();
            if !announced.is_empty() {
                return announced;
            }
        }
        // "claims to have won" reports an infinitive; "announced a plan to go" reports a plan.
        let asks = self.cue.group.takes.first() == Some(&Content::Infinitive)
            || self.cue.group.addresses
            || self.form(self.cue.word + 1) == "to";
        if takes(Content::Infinitive) && asks {
            let infinitive = reader.infinitive();
            if !infinitive.is_empty() {
                return infinitive;
            }
        }
        if takes(Content::Clause) || takes(Content::Quotation) {
            let mut clause = reader.clause();
            if !takes(Content::Clause) {
                // "He smiled" reports nothing unless marks of quotation show it.
                clause.retain(|piece| {
                    let infinitive = piece.of(self.context.text).starts_with("to ");
                    !infinitive
                        && overlapping(self.quotes, *piece)
                            .any(|q| q.outer.start <= piece.start && q.outer.end + 1 >= piece.end)
                });
            }
            if !clause.is_empty() {
                return clause;
            }
        }
        if takes(Content::Noun) {
            return reader.noun();
        }
        Vec::new()
    }

    pub(super) fn start(&self, word: usize) -> usize {
        self.parsed.words.get(word).map_or(self.parsed.span.end, |w| w.span.start)
    }

    pub(super) fn end(&self, word: usize) -> usize {
        self.parsed.words.get(word).map_or(self.parsed.span.end, |w| w.span.end)
    }

    pub(super) fn form(&self, word: usize) -> &str {
        self.parsed.words.get(word).map_or("", |w| &w.form)
    }

    pub(super) fn is_mark(&self, word: usize) -> bool {
        self.view.upos(word) == Upos::Punct
    }

    /// The first word behind `from` that is no comma, colon or "that".
    fn after(&self, from: usize) -> usize {
        let mut at = from + 1;
        while matches!(self.form(at), "," | ":" | "that" | "–" | "—" | "-") {
            at += 1;
        }
        at
    }

    /// The last quotation that ends before byte `at`, with nothing but marks between.
    fn quote_before(&self, at: usize) -> Option<&Quote> {
        let i = self.quotes.partition_point(|q| q.outer.end <= at);
        let quote = self.quotes.get(i.checked_sub(1)?)?;
        let between = Span::new(quote.outer.end, at).of(self.context.text);
        between
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—'))
            .then_some(quote)
    }

    /// The first quotation that starts at or behind byte `at`, with nothing but marks between.
    fn quote_after(&self, at: usize) -> Option<&Quote> {
        let i = self.quotes.partition_point(|q| q.outer.start < at);
        let quote = self.quotes.get(i)?;
        let between = Span::new(at, quote.outer.start).of(self.context.text);
        between
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '—' | '.'))
            .then_some(quote)
    }

    fn clause(&self) -> Vec<Span> {
        let cue = self.cue;
        let v = cue.word;
        let behind = self
            .parsed
            .children_by(v, &[Deprel::Ccomp, Deprel::Parataxis])
            .find(|&c| c > v && self.view.rel(c) == Deprel::Ccomp);
        // "Ruiz, who said": what stands before is no speech of hers.
        let relative = relative_subject(self.view, v).is_some();
        let before_mark = !relative
            && if cue.first > 0 {
                matches!(self.form(cue.first - 1), "," | "–" | "—" | "--" | "-" | "?" | "!")
                    || self.quote_before(self.start(cue.first)).is_some()
            } else {
                behind.is_none() && self.closes_quotation()
            };
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
                .rfind(|&w| self.form(w) == ";")
                .map_or(usize::from(self.view.upos(0) == Upos::Cconj), |w| w + 1);
            let lead = (opener..cue.first).filter(|&w| !self.is_mark(w)).count();
            let runs = self.parsed.words.len().saturating_sub(rest) > 2
                && !self.form(rest).ends_with("ing")
                && !matches!(self.form(rest), "who" | "which" | "whose" | "where")
                && !matches!(self.view.upos(rest), Upos::Cconj | Upos::Sconj);
            if lead > 0 && lead < 14 && runs {
                return vec![
                    Span::new(self.start(opener), self.end(cue.first - 1)),
                    Span::new(self.start(rest), self.parsed.span.end),
                ];
            }
        }
        if let Some(c) = behind
            && !(before_mark && self.quote_before(self.start(cue.first)).is_some())
        {
            return self.reported(c);
        }
        if before_mark && let Some(from) = self.opens_behind() {
            return self.with_next(
                vec![Span::new(self.start(from), self.run_on(cue.last))],
                self.parsed.span.end,
            );
        }
        if before_mark {
            let found = self.reported_before();
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
            Some(c) if !cue.group.addresses && !self.form(c).ends_with("ing") => {
                vec![Span::new(self.start(self.after(v)), self.run_on(c))]
            }
            _ if !before_mark && !relative => self.main_clause(),
            _ => Vec::new(),
        }
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
        );
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

    /// "On Sunday, Ruiz said the border was open": the first word of the clause behind the cue, where what
    /// stands before it only leads up to it.
    fn opens_behind(&self) -> Option<usize> {
        let cue = self.cue;
        let before = self.quote_before(self.start(cue.first));
        // A short quotation inside the lead is a name ("on “Morning News,” she said …").
        let named = |q: &Quote| {
            q.outer.start > self.start(0)
                && q.outer.of(self.context.text).split_whitespace().count() < 5
        };
        if !before.is_none_or(named) {
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

    /// A reported clause behind its cue, headed by `c`.
    fn reported(&self, c: usize) -> Vec<Span> {
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
        let end = self.end(last).max(self.run_on(last));
        let pieces = vec![Span::new(self.start(from), end)];
        let quoted = overlapping(self.quotes, Span::new(self.start(from), end))
            .find(|q| q.outer.start <= self.start(from) && q.outer.end >= end);
        match quoted {
            Some(quote) => self.with_next(vec![quote.outer], quote.outer.end),
            None => pieces,
        }
    }

    /// Where reported words that reach word `last` end: at the end of the sentence if the cue is its main
    /// verb, but before a second verb that shares the cue's subject.
    fn run_on(&self, last: usize) -> usize {
        let v = self.cue.word;
        // "told him that … but that …": what a second "that" leads is said, too.
        let said = |c: usize| {
            self.parsed.children_by(c, &[Deprel::Mark]).any(|m| self.form(m) == "that")
                && self.view.rel(c) == Deprel::Conj
        };
        let second = self
            .parsed
            .children_by(v, &[Deprel::Conj, Deprel::Advcl])
            .find(|&c| c > last && !said(c));
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

    /// "…, he said", "…, he said, …", and a second quotation behind the cue.
    fn reported_before(&self) -> Vec<Span> {
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
        let asks = cue.group.takes.first() == Some(&Content::Infinitive);
        let object = !cue.group.addresses
            && self.parsed.children_by(cue.word, &[Deprel::Obj]).any(|o| o > cue.word);
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
        if matches!(self.form(next), "," | "–" | "—")
            && remaining > 2
            && quote.is_none()
            && !self.form(rest).ends_with("ing")
            && !matches!(self.view.upos(rest), Upos::Cconj | Upos::Sconj)
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
                .all(|q| q.outer.end <= self.end(last))
    }

    /// The pieces, and the quotation that follows at once in the same paragraph without a cue of its own.
    fn with_next(&self, mut pieces: Vec<Span>, at: usize) -> Vec<Span> {
        if let Some(block) = self.context.blocks.get(self.parsed.block)
            && let Some(next) = self.quote_after(at)
            && next.outer.start < block.span.end
            && next.outer.start >= at
            && !ends_in_comma(self.context.text, next)
            && self.stands_alone(next)
        {
            pieces.push(next.outer);
        }
        pieces
    }

    /// Is the quotation a sentence of its own, not words inside one?
    fn stands_alone(&self, quote: &Quote) -> bool {
        let starts =
            self.context.parsed.iter().skip(self.cue.sentence).take(4).any(|p| {
                p.span.start == quote.outer.start || p.span.start == quote.outer.start + 1
            });
        let rest = self.context.text.get(quote.outer.end..).unwrap_or("");
        let follows = rest.trim_start().chars().next();
        starts && follows.is_none_or(|c| c.is_uppercase() || !c.is_alphanumeric())
    }

    /// The sentence without the words from `first` to `last`: "according to …", "as … said".
    fn around(&self, first: usize, last: usize) -> Vec<Span> {
        let mut pieces = Vec::new();
        let lead = (0..first).filter(|&w| !self.is_mark(w)).count();
        if lead > 1 {
            let begin = self
                .quote_before(self.start(first))
                .map_or(self.parsed.span.start, |q| q.outer.start.min(self.parsed.span.start));
            pieces.push(Span::new(begin, self.end(first - 1)));
        }
        let rest = self.after(last);
        if (rest..self.parsed.words.len()).filter(|&w| !self.is_mark(w)).count() > 2
            && (lead <= 1 || self.form(last + 1) == ",")
        {
            pieces.push(Span::new(self.start(rest), self.parsed.span.end));
        }
        pieces
    }

    /// "The minister said:" with the speech in the paragraphs behind.
    fn block_speech(&self) -> Vec<Span> {
        let last = self.parsed.words.len().saturating_sub(1);
        if self.form(last) != ":" || last > self.cue.word + 12 {
            return Vec::new();
        }
        let Some(own) = self.context.blocks.get(self.parsed.block) else { return Vec::new() };
        if self.parsed.span.end < self.context.trimmed(own.span).end {
            return Vec::new();
        }
        let following = self
            .context
            .blocks
            .iter()
            .skip(self.parsed.block + 1)
            .filter(|b| b.kind.tells())
            .take_while(|b| b.kind == BlockKind::Prose && b.section == own.section);
        let mut pieces: Vec<Span> = Vec::new();
        for block in following {
            let span = self.context.trimmed(block.span);
            let i = self.quotes.partition_point(|q| q.outer.end <= span.start);
            let quote = self.quotes.get(i).filter(|q| q.outer.start <= span.start);
            match quote {
                Some(quote) if pieces.is_empty() => return quote.inner.clone(),
                Some(_) => break,
                None => {}
            }
            // Another speaker's turn, or the notes behind the speech, end it.
            let words = span.of(self.context.text);
            if !pieces.is_empty() && (words.ends_with(':') || words.split_whitespace().count() < 5)
            {
                break;
            }
            pieces.push(span);
        }
        pieces
    }
}

fn ends_in_comma(text: &str, quote: &Quote) -> bool {
    quote.inner.last().is_some_and(|inner| inner.of(text).trim_end().ends_with(','))
}
