//! Whose word or view it is: attributions, wider than statements.
//!
//! A statement needs words that somebody said and a speaker who can be told apart. An attribution is any clause or thing
//! that the article gives to a source: what polls show, what unnamed officials say, what somebody did not say, and what
//! people believe, want, praise or ask.

mod complement;
mod source;

use std::collections::BTreeSet;

use crate::grammar::{Complement, StanceForm};
use crate::syntax::Upos;
use crate::text::Span;

use super::context::Context;
use super::fillers::Fillers;
use super::statement::{self, CueForm, Quote, Said};

/// What somebody says, thinks, wants or holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributed {
    /// Name of the group of cues, or of the stance.
    pub kind: String,
    /// Where the words stand that name the source; empty where nobody is named.
    pub source: Vec<Span>,
    /// Index of the entity that it is, where one is known.
    pub speaker: Option<usize>,
    /// Where the cue stands.
    pub cue: Span,
    /// Where the content stands, in order.
    pub pieces: Vec<Span>,
    /// Is it a statement, too?
    pub stated: bool,
    /// Is its cue a phrase that leads to the source: "according to"?
    pub phrase: bool,
}

/// All attributions of a document, statements included, in order of the text. What somebody quoted says of others is
/// inside their words, and no attribution of its own. Cost: linear in the words, times the depth of their trees.
pub fn attributions(context: Context<'_>) -> Vec<Attributed> {
    let quotes = statement::quotes(context.text, context.blocks);
    let statements = statement::statements(context);
    let spoken = spoken(&statements, &quotes);
    let mut reader = Reader { context, quotes: &quotes, spoken: &spoken, found: Vec::new() };
    for said in &statements {
        reader.state(said);
    }
    let cued: BTreeSet<(usize, usize)> =
        statements.iter().filter_map(|said| Some((said.sentence, said.word?))).collect();
    for sentence in 0..context.parsed.len() {
        let Some(fillers) = context.fillers(sentence) else { continue };
        let mut done = reader.cues(fillers, &cued);
        for word in 0..fillers.view.parsed.words.len() {
            if !done.contains(&word)
                && !cued.contains(&(sentence, word))
                && reader.stance(fillers, word)
            {
                done.insert(word);
            }
        }
    }
    let mut found = outermost(reader.found);
    found.sort_by_key(|one| {
        one.pieces.first().map_or(one.cue.start, |p| p.start.min(one.cue.start))
    });
    found
}

/// Those that are not inside the content of another: what a source says of others is part of its words, whether its
/// words stand there or the cue that leads to them. Cost: sorting, and a search for each.
fn outermost(mut found: Vec<Attributed>) -> Vec<Attributed> {
    let mut pieces: Vec<Span> = found.iter().flat_map(|one| one.pieces.iter().copied()).collect();
    pieces.sort_unstable_by_key(|piece| (piece.start, std::cmp::Reverse(piece.end)));
    pieces.dedup();
    let mut inner: BTreeSet<Span> = BTreeSet::new();
    let mut end = 0;
    for piece in pieces {
        if piece.end <= end {
            inner.insert(piece);
        }
        end = end.max(piece.end);
    }
    found.retain(|one| one.pieces.first().is_some_and(|first| !inner.contains(first)));
    let told: Vec<bool> = (0..found.len()).map(|i| is_told_by_another(&found, i)).collect();
    let mut told = told.into_iter();
    found.retain(|_| !told.next().unwrap_or(false));
    found
}

/// How many attributions before and behind another, in the order in which they were read, may hold its cue.
const NEAR: usize = 24;

/// "“He says that he will go,” said Ruiz", "Ruiz said she was ill, according to the Herald": does the cue stand in what
/// another gives to its source? Of two that hold each other the phrase tells of the other.
fn is_told_by_another(found: &[Attributed], i: usize) -> bool {
    let Some(one) = found.get(i) else { return false };
    let holds =
        |other: &Attributed, cue: Span| other.pieces.iter().any(|piece| piece.contains(cue));
    let near = found.get(i.saturating_sub(NEAR)..found.len().min(i + NEAR)).unwrap_or_default();
    near.iter().any(|other| {
        !std::ptr::eq(one, other)
            && holds(other, one.cue)
            && (!holds(one, other.cue) || (other.phrase && !one.phrase))
    })
}

/// Where somebody speaks word for word, in order and none inside another.
fn spoken(statements: &[Said], quotes: &[Quote]) -> Vec<Span> {
    let direct = statements.iter().filter(|said| said.kind == crate::facts::StatementKind::Direct);
    let mut spans: Vec<Span> = direct.flat_map(|said| said.pieces.iter().copied()).collect();
    spans.extend(quotes.iter().map(|quote| quote.outer));
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// What collects the attributions of a document.
struct Reader<'a> {
    context: Context<'a>,
    quotes: &'a [Quote],
    spoken: &'a [Span],
    found: Vec<Attributed>,
}

impl Reader<'_> {
    fn state(&mut self, said: &Said) {
        let source = match (said.word, self.context.fillers(said.sentence)) {
            (Some(word), Some(fillers)) => match fillers.view.upos(word) {
                Upos::Noun => source::of_noun(fillers, word),
                _ if self.is_phrase(&said.rule) => source::behind(fillers, word + 1, said.cue.end),
                _ => source::of_verb(fillers, word),
            },
            // A label, or the name before a colon.
            _ => vec![said.cue],
        };
        let source = if source.is_empty() { self.named(said) } else { source };
        self.found.push(Attributed {
            kind: said.rule.clone(),
            source,
            speaker: Some(said.speaker),
            cue: said.cue,
            pieces: said.pieces.clone(),
            stated: true,
            phrase: self.is_phrase(&said.rule),
        });
    }

    /// Where the speaker is mentioned in the cue.
    fn named(&self, said: &Said) -> Vec<Span> {
        let mentions = self.context.entities.in_sentence(said.sentence);
        let own = mentions.filter(|m| m.entity == said.speaker && said.cue.contains(m.span));
        own.map(|m| m.span).take(1).collect()
    }

    /// Are the cues of this group phrases that lead to the speaker: "according to"?
    fn is_phrase(&self, group: &str) -> bool {
        let groups = &self.context.grammar.attribution.cues;
        groups.iter().any(|cue| cue.name == group && !cue.phrases.is_empty())
    }

    /// Does this place stand in words that somebody speaks?
    fn is_spoken(&self, place: Span) -> bool {
        let next = self.spoken.partition_point(|span| span.end <= place.start);
        self.spoken.get(next).is_some_and(|span| span.contains(place))
    }

    /// The cues of a sentence that give no statement: their source cannot be told apart, or nothing was said. The words
    /// that were cues.
    fn cues(&mut self, fillers: Fillers<'_>, cued: &BTreeSet<(usize, usize)>) -> BTreeSet<usize> {
        let mut done = BTreeSet::new();
        for cue in statement::cues(self.context, fillers.sentence, None) {
            let word = fillers.view.parsed.words.get(cue.word).map(|w| w.span);
            if cued.contains(&(fillers.sentence, cue.word))
                || cue.form == CueForm::Noun
                || (cue.form == CueForm::Verb && fillers.view.is_passive(cue.word))
                || word.is_none_or(|word| self.is_spoken(word))
            {
                continue;
            }
            let pieces = statement::pieces(self.context, self.quotes, &cue);
            let pieces = statement::tidied(self.context, self.quotes, pieces);
            let source = match cue.form {
                CueForm::Phrase => {
                    source::behind(fillers, cue.word + 1, cue.span(self.context).end)
                }
                _ => source::of_verb(fillers, cue.word),
            };
            if self.add(&cue.group.name, cue.speaker, source, cue.span(self.context), pieces) {
                done.insert(cue.word);
            }
        }
        done
    }

    /// The stance that a word tells, if it tells one; was one read?
    fn stance(&mut self, fillers: Fillers<'_>, word: usize) -> bool {
        let view = fillers.view;
        let form = match view.upos(word) {
            Upos::Verb if view.is_passive(word) => StanceForm::Passive,
            Upos::Verb => StanceForm::Verb,
            Upos::Noun => StanceForm::Noun,
            Upos::Adj => StanceForm::Adjective,
            _ => return false,
        };
        let Some(place) = view.parsed.words.get(word).map(|w| w.span) else { return false };
        if self.is_spoken(place) {
            return false;
        }
        let stances = &self.context.grammar.stances;
        let longest = |form: StanceForm, lemma: &str| {
            stances
                .of(form, lemma)
                .filter_map(|(takes, stance)| {
                    Some((complement::of(view, word, form, takes)?, stance, form))
                })
                .max_by_key(|(words, ..)| words.end - words.start)
        };
        // "was convinced that", "voters worried about": a participle that tells how somebody feels stands as an adjective.
        let feels = || {
            let participle = view.parsed.words.get(word)?.form.to_lowercase();
            let stands = matches!(form, StanceForm::Verb | StanceForm::Passive)
                && participle.ends_with("ed");
            stands.then(|| longest(StanceForm::Adjective, &participle)).flatten()
        };
        // "was denounced by Ruiz"
        let suffers = || {
            let (_, stance) = stances
                .of(StanceForm::Verb, view.lemma(word))
                .find(|(takes, _)| **takes == Complement::Object && form == StanceForm::Passive)?;
            Some((complement::of_passive(view, word)?, stance, form))
        };
        let best = feels().or_else(|| longest(form, view.lemma(word))).or_else(suffers);
        let Some((words, stance, form)) = best else { return false };
        let span = |w: usize| view.parsed.words.get(w).map(|x| x.span);
        let (Some(first), Some(last)) = (span(words.start), span(words.end - 1)) else {
            return false;
        };
        let pieces = statement::tidied(self.context, self.quotes, vec![first.cover(last)]);
        let source = match form {
            StanceForm::Noun => source::of_noun(fillers, word),
            StanceForm::Passive => source::of_agent(fillers, word),
            _ => source::of_verb(fillers, word),
        };
        self.add(&stance.name, None, source, place, pieces)
    }

    /// Adds an attribution, unless it has no content or repeats one.
    fn add(
        &mut self,
        kind: &str,
        speaker: Option<usize>,
        source: Vec<Span>,
        cue: Span,
        pieces: Vec<Span>,
    ) -> bool {
        let Some(first) = pieces.first() else { return false };
        let same = |one: &Attributed| {
            one.pieces.iter().any(|piece| piece.start == first.start && piece.end == first.end)
        };
        if self.found.iter().rev().take(24).any(same) {
            return false;
        }
        let speaker = speaker.or_else(|| source::entity(self.context, &source));
        self.found.push(Attributed {
            kind: kind.to_owned(),
            source,
            speaker,
            cue,
            pieces,
            stated: false,
            phrase: self.is_phrase(kind),
        });
        true
    }
}
