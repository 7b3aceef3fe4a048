//! The words that a cue reports, by what its group takes: a clause, a quotation, an infinitive, a charge, a noun phrase.

use crate::event::context::Context;
use crate::event::view::View;
use crate::grammar::Content;
use crate::syntax::{Deprel, Parsed, Upos};
use crate::text::Span;

use super::cue::{Cue, CueForm};
use super::quotes::{Quote, overlapping};

/// Where the words stand that `cue` reports, in order; empty where it reports none.
pub fn pieces(context: Context<'_>, quotes: &[Quote], cue: &Cue<'_>) -> Vec<Span> {
    let Some(view) = context.view(cue.sentence) else { return Vec::new() };
    let parsed = view.parsed;
    let reader = Reader { context, quotes, cue, parsed, view };
    let found = reader.all();
    found.into_iter().map(|piece| reader.to_semicolon(piece)).collect()
}

impl Reader<'_> {
    /// All that the cue reports, over semicolons, too.
    fn all(&self) -> Vec<Span> {
        let (reader, cue, parsed) = (self, self.cue, self.parsed);
        match cue.form {
            CueForm::Phrase => return reader.around(cue.first, cue.last),
            // "as Ruiz said that the truce would hold": she says what stands behind.
            CueForm::As if reader.has_clause() => {}
            // "as rebels claim responsibility", "as Chile orders troops home": they say that, not what stands before.
            CueForm::As if reader.has_content() => return Vec::new(),
            CueForm::As => {
                let words = parsed.subtree(cue.word);
                let first = words.first().copied().unwrap_or(cue.first);
                return reader.around(first, words.last().copied().unwrap_or(cue.last));
            }
            CueForm::Noun => return reader.noun_clause(),
            CueForm::Verb => {}
        }
        let mut found = reader.by_group();
        // What the writer tells behind is no part of it.
        for piece in &mut found {
            let first = parsed.words.partition_point(|w| w.span.start < piece.start);
            if piece.start >= reader.end(cue.word)
                && let Some(last) = reader.before_narrator(first)
            {
                piece.end = piece.end.min(reader.end(last)).max(piece.start);
            }
        }
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

    /// The part of a piece up to the semicolon between it and the cue, or behind it, where a clause of its own stands on
    /// the other side: "Peru denied it; its jets struck later", "The ship was lost; nine drowned, Ruiz said".
    fn to_semicolon(&self, piece: Span) -> Span {
        let words = &self.parsed.words;
        let range = words.partition_point(|w| w.span.start < piece.start)
            ..words.partition_point(|w| w.span.start < piece.end);
        let spoken = |w: usize| {
            words.get(w).is_some_and(|word| {
                overlapping(self.quotes, word.span).any(|q| q.outer.contains(word.span))
            })
        };
        let mut marks = range.clone().filter(|&w| self.form(w) == ";" && !spoken(w));
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl];
        let clause = |part: std::ops::Range<usize>| {
            part.clone()
                .any(|w| self.parsed.children_by(w, &subjects).any(|s| s >= part.start && s < w))
        };
        if piece.end <= self.start(self.cue.first) {
            match marks.next_back().filter(|&mark| clause(mark + 1..range.end)) {
                Some(mark) => Span::new(self.start(mark + 1).min(piece.end), piece.end),
                None => piece,
            }
        } else if piece.start >= self.end(self.cue.word) {
            let goes_on =
                |mark: usize| self.form(mark + 1) == "that" || self.form(mark + 2) == "that";
            match marks.next().filter(|&mark| clause(mark + 1..range.end) && !goes_on(mark)) {
                Some(mark) => Span::new(piece.start, self.start(mark).max(piece.start)),
                None => piece,
            }
        } else {
            piece
        }
    }
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
    fn has_clause(&self) -> bool {
        let v = self.cue.word;
        let takes = self.cue.group.takes.contains(&Content::Clause);
        takes && self.parsed.children_by(v, &[Deprel::Ccomp]).any(|c| c > v)
    }

    /// Has the cue something of its own behind it that it reports?
    fn has_content(&self) -> bool {
        let v = self.cue.word;
        let group = self.cue.group;
        let asks = group.takes.first() == Some(&Content::Infinitive);
        let thing =
            || self.parsed.children_by(v, &[Deprel::Obj]).any(|o| self.view.upos(o) == Upos::Noun);
        let of = |c: usize| matches!(self.view.case(c).as_str(), "of" | "against" | "about");
        asks || (!group.addresses && thing())
            || self.parsed.children_by(v, &[Deprel::Xcomp]).any(|c| c > v)
            || self.parsed.children_by(v, &[Deprel::Obl]).any(|c| c > v && of(c))
    }

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
    pub(super) fn after(&self, from: usize) -> usize {
        let mut at = from + 1;
        while matches!(self.form(at), "," | ":" | "that" | "–" | "—" | "-") {
            at += 1;
        }
        at
    }

    /// The last quotation that ends before byte `at`, with nothing but marks between.
    pub(super) fn quote_before(&self, at: usize) -> Option<&Quote> {
        let i = self.quotes.partition_point(|q| q.outer.end <= at);
        let quote = self.quotes.get(i.checked_sub(1)?)?;
        let between = Span::new(quote.outer.end, at).of(self.context.text);
        between
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—'))
            .then_some(quote)
    }

    /// The first quotation that starts at or behind byte `at`, with nothing but marks between.
    pub(super) fn quote_after(&self, at: usize) -> Option<&Quote> {
        let i = self.quotes.partition_point(|q| q.outer.start < at);
        let quote = self.quotes.get(i)?;
        let between = Span::new(at, quote.outer.start).of(self.context.text);
        between
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '—' | '.'))
            .then_some(quote)
    }

    /// The sentence without the words from `first` to `last`: "according to …", "as … said".
    pub(super) fn around(&self, first: usize, last: usize) -> Vec<Span> {
        let mut pieces = Vec::new();
        let lead = (0..first).filter(|&w| !self.is_mark(w)).count();
        // "The Herald said that, according to Peru, the ship was lost": what leads to the clause is no part of it.
        let led = first > 1
            && (self.form(first - 1) == "that"
                || (self.form(first - 1) == "," && self.form(first - 2) == "that"));
        let lead = if led { 0 } else { lead };
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
}
