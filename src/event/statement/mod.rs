//! Who said what: cues of attribution, with their speakers, and the words that they report.

mod audience;
mod before;
mod behind;
mod clause;
mod content;
mod continued;
mod cue;
mod following;
mod issued;
mod joined;
mod led;
mod narrator;
mod own_voice;
mod phrases;
mod quotes;
mod silent;
mod speaker;
mod tagged;
mod turns;

use std::collections::{BTreeMap, BTreeSet};

use crate::entity::{Mention, MentionForm};
use crate::facts::StatementKind;
use crate::grammar::Factuality;
use crate::text::Span;

use super::context::Context;
pub use content::pieces;
pub use cue::{CueForm, cues};
pub use phrases::OCCASIONS;
pub use quotes::{Quote, quotes};

/// A statement, its speaker an index into the entities of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Index of the sentence of its cue.
    pub sentence: usize,
    /// The word of its cue; `None` where a label or a colon gives the words to their speaker.
    pub word: Option<usize>,
    /// Index of the entity that speaks.
    pub speaker: usize,
    /// How the words are reported.
    pub kind: StatementKind,
    /// Where the words stand, in order.
    pub pieces: Vec<Span>,
    /// Indexes of the entities that it is said to.
    pub audience: Vec<usize>,
    /// Indexes of the entities that it is about.
    pub about: Vec<usize>,
    /// Where the cue stands.
    pub cue: Span,
    /// Name of the group of cues that it was read by.
    pub rule: String,
    /// Is it told as said?
    pub factuality: Factuality,
}

impl Said {
    /// What a cue says that `speaker` said, in indirect speech until it is known better.
    fn cued(context: Context<'_>, cue: &cue::Cue<'_>, speaker: usize, pieces: Vec<Span>) -> Self {
        Self {
            sentence: cue.sentence,
            word: Some(cue.word),
            speaker,
            kind: StatementKind::Indirect,
            about: Vec::new(),
            pieces,
            audience: cue.audience.clone(),
            cue: cue.span(context),
            rule: cue.group.name.clone(),
            factuality: cue.group.factuality,
        }
    }

    /// A quotation that belongs to somebody whose name stands beside it without a verb.
    fn turn(sentence: usize, mention: &Mention, quote: &Quote) -> Self {
        Self {
            sentence,
            word: None,
            speaker: mention.entity,
            kind: StatementKind::Direct,
            pieces: quote.inner.clone(),
            audience: Vec::new(),
            about: Vec::new(),
            cue: mention.span,
            rule: "turn".to_owned(),
            factuality: Factuality::Asserted,
        }
    }

    /// The words that were said: the pieces joined by a space.
    pub fn content(&self, text: &str) -> String {
        self.pieces.iter().map(|piece| piece.of(text)).collect::<Vec<_>>().join(" ")
    }
}

/// All statements of a document, in order of their cues. Cost: linear in its words, times the depth of its trees.
pub fn statements(context: Context<'_>) -> Vec<Said> {
    let quotes = quotes(context.text, context.blocks);
    let mut heard = Heard { context, quotes: &quotes, found: Vec::new(), said: BTreeSet::new() };
    for sentence in 0..context.parsed.len() {
        let before = last_speaker(context, &heard.found, sentence);
        let cues = cue::cues(context, sentence, before);
        let quoted = cues.iter().any(|cue| cue.form == CueForm::Verb && cue.speaker.is_some());
        for cue in cues {
            let Some(speaker) = cue.speaker.filter(|_| !cue.unsaid) else { continue };
            // "Ruiz “reaffirmed …”, according to the transcript": the paper only records what she said.
            if quoted && cue.is_record(context) {
                continue;
            }
            let pieces = content::pieces(context, &quotes, &cue);
            let announced = content::is_announced(context, &cue, &pieces);
            let before = heard.found.len();
            heard.add(Said::cued(context, &cue, speaker, pieces));
            for said in heard.found.iter_mut().skip(before).filter(|_| announced) {
                said.kind = StatementKind::Direct;
            }
        }
    }
    for turn in issued::issued(context, &quotes) {
        // "The minister said in a statement by …:": a cue of the line has its words already.
        let cued = heard.found.iter().any(|said| said.sentence == turn.sentence);
        if !cued {
            heard.add_turn(turn);
        }
    }
    continued::attach(context, &quotes, &mut heard);
    for turn in turns::turns(context, &quotes) {
        heard.add_turn(turn);
    }
    own_voice::attach(context, &quotes, &mut heard);
    heard.found
}

/// The statements read so far.
struct Heard<'a> {
    context: Context<'a>,
    quotes: &'a [Quote],
    found: Vec<Said>,
    /// A story that stands twice in a file says its words once.
    said: BTreeSet<String>,
}

impl Heard<'_> {
    /// Adds what a label or a line gives to its speaker.
    fn add_turn(&mut self, turn: turns::Turn) {
        let before = self.found.len();
        self.add(Said {
            sentence: turn.sentence,
            word: None,
            speaker: turn.speaker,
            kind: StatementKind::Direct,
            about: Vec::new(),
            pieces: turn.pieces,
            audience: Vec::new(),
            cue: turn.label,
            rule: "turn".to_owned(),
            factuality: Factuality::Asserted,
        });
        // What stands behind a speaker's label is said word for word, but in headlines.
        let heading = self.context.parsed.get(turn.sentence).is_some_and(|parsed| parsed.heading);
        for said in self.found.iter_mut().skip(before).filter(|_| !heading) {
            said.kind = StatementKind::Direct;
        }
    }

    /// Adds a statement with its pieces tidied, its kind and what it is about; not one without words, nor one
    /// that was read before.
    fn add(&mut self, mut new: Said) {
        let (context, quotes) = (self.context, self.quotes);
        new.pieces = tidied(context, quotes, new.pieces);
        let content = new.content(context.text);
        let words = content.split_whitespace().count();
        let quoted = quoted_words(context, quotes, &new.pieces);
        if words == 0
            || (words < 2 && quoted == 0)
            || repeats(&self.found, new.speaker, &new.pieces)
        {
            return;
        }
        let key = if words < 5 { format!("{}: {content}", new.speaker) } else { content };
        if !self.said.insert(key) {
            return;
        }
        new.kind = if quoted >= words {
            StatementKind::Direct
        } else if quoted > 1 {
            StatementKind::Mixed
        } else {
            StatementKind::Indirect
        };
        new.about = about(context, new.sentence, &new.pieces);
        self.found.push(new);
    }
}

/// The pieces, each with its quotation to the end, without white space and marks around it.
pub fn tidied(context: Context<'_>, quotes: &[Quote], pieces: Vec<Span>) -> Vec<Span> {
    let clean = |piece| clean(context, quotes, quotes::whole(quotes, piece));
    pieces.into_iter().map(clean).filter(|piece| !piece.is_empty()).collect()
}

/// Who spoke last, up to three sentences back in the same section.
fn last_speaker(context: Context<'_>, found: &[Said], sentence: usize) -> Option<usize> {
    let section = |i: usize| context.parsed.get(i).map(|p| p.section);
    let last = found.last()?;
    // Who is told to have said something inside the words of another did not speak last.
    let first = |said: &Said| said.pieces.first().copied();
    let around = |said: &&Said| {
        said.sentence == last.sentence
            && said.speaker != last.speaker
            && first(last)
                .is_some_and(|piece| said.pieces.iter().any(|p| p.contains(piece) && *p != piece))
    };
    let said = found.iter().rev().take(6).find(around).unwrap_or(last);
    (said.sentence + 3 >= sentence && section(said.sentence) == section(sentence))
        .then_some(said.speaker)
}

/// Did the same speaker say these words already (two cues for one quotation)?
fn repeats(found: &[Said], speaker: usize, pieces: &[Span]) -> bool {
    let Some(first) = pieces.first() else { return true };
    found.iter().rev().take(8).any(|said| {
        said.speaker == speaker && said.pieces.iter().any(|piece| piece.contains(*first))
    })
}

/// The piece without white space and marks at its ends: no outer quotation marks, no full stop of the
/// sentence behind reported words.
fn clean(context: Context<'_>, quotes: &[Quote], piece: Span) -> Span {
    let mut span = context.trimmed(piece);
    for _ in 0..4 {
        let around = || quotes::overlapping(quotes, span);
        let inside = around().any(|q| q.outer.contains(span) && !q.holds(span));
        let words = span.of(context.text);
        let (Some(first), Some(last)) = (words.chars().next(), words.chars().next_back()) else {
            break;
        };
        let opening = around().find(|q| q.outer.start == span.start);
        let closing = around().find(|q| q.outer.end == span.end);
        if let (Some(open), Some(close)) = (opening, closing)
            && open == close
        {
            let (first, last) = (open.inner.first(), open.inner.last());
            span = match (first, last) {
                (Some(first), Some(last)) => Span::new(first.start, last.end),
                _ => break,
            };
        } else if let Some(open) = opening.filter(|_| inside)
            && let Some(first) = open.inner.first()
        {
            span = Span::new(first.start, span.end.max(first.start));
        } else if matches!(first, ',' | ':' | ';' | '–' | '—' | '-') {
            span = Span::new(span.start + first.len_utf8(), span.end);
        } else if matches!(last, '.' | ',' | ';' | ':') && !around().any(|q| q.holds(span)) {
            span = Span::new(span.start, span.end - last.len_utf8());
        } else {
            break;
        }
        span = context.trimmed(span);
    }
    span
}

/// How many words of the pieces stand in quotation marks.
fn quoted_words(context: Context<'_>, quotes: &[Quote], pieces: &[Span]) -> usize {
    let mut total = 0;
    for piece in pieces {
        for quote in quotes::overlapping(quotes, *piece) {
            for inner in &quote.inner {
                let start = inner.start.max(piece.start);
                let end = inner.end.min(piece.end);
                if start < end {
                    total += Span::new(start, end).of(context.text).split_whitespace().count();
                }
            }
        }
    }
    total
}

/// The entities that are named in the pieces, in order.
fn about(context: Context<'_>, sentence: usize, pieces: &[Span]) -> Vec<usize> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let (Some(start), Some(end)) =
        (pieces.iter().map(|p| p.start).min(), pieces.iter().map(|p| p.end).max())
    else {
        return Vec::new();
    };
    let from = context.parsed.partition_point(|p| p.span.end <= start).min(sentence);
    for at in from..context.parsed.len() {
        if context.parsed.get(at).is_none_or(|p| p.span.start >= end) {
            break;
        }
        for mention in context.entities.in_sentence(at) {
            if !matches!(mention.form, MentionForm::Pronoun | MentionForm::Adjective)
                && pieces.iter().any(|piece| piece.contains(mention.span))
            {
                found.entry(mention.entity).or_insert(mention.span.start);
            }
        }
    }
    let mut order: Vec<(usize, usize)> = found.into_iter().map(|(e, at)| (at, e)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, entity)| entity).collect()
}
