//! Quotations without a cue: paragraphs that go on with the speaker of the one before, and quotations behind a colon.

use crate::entity::{Mention, MentionForm};
use crate::event::context::Context;
use crate::facts::StatementKind;
use crate::grammar::EntityKind;
use crate::text::{BlockKind, Span};

use super::quotes::Quote;
use super::{Heard, Said};

/// The fewest words of a quotation behind a colon that is speech, not a title.
const SPEECH: usize = 4;

/// The most words of a line that signs a quotation.
const SIGNATURE: usize = 10;

/// Gives quotations that no cue reports to who said what stands before them. Cost: linear in the quotations.
pub(super) fn attach(context: Context<'_>, quotes: &[Quote], heard: &mut Heard<'_>) {
    let claimed = claimed(&heard.found);
    for quote in quotes {
        let next = claimed.partition_point(|span| span.end <= quote.outer.start);
        if claimed.get(next).is_some_and(|span| span.start < quote.outer.end) {
            continue;
        }
        if let Some(said) = before_colon(context, quote).or_else(|| signed(context, quote)) {
            heard.add(said);
        } else if let Some(at) = goes_on(context, quote, &heard.found)
            && let Some(said) = heard.found.get_mut(at)
        {
            said.pieces.extend(quote.inner.iter().map(|inner| context.trimmed(*inner)));
        }
    }
}

/// Where words stand that statements report, in order and none inside another.
fn claimed(found: &[Said]) -> Vec<Span> {
    let mut pieces: Vec<Span> = found.iter().flat_map(|said| said.pieces.iter().copied()).collect();
    pieces.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if piece.start < last.end => *last = last.cover(piece),
            _ => joined.push(piece),
        }
    }
    joined
}

/// The statement that a paragraph of nothing but a quotation goes on with: the one whose quotation ends the
/// paragraph before, or whose cue does.
fn goes_on(context: Context<'_>, quote: &Quote, found: &[Said]) -> Option<usize> {
    let at = context.blocks.partition_point(|b| b.span.end <= quote.outer.start);
    let own = context.trimmed(context.blocks.get(at)?.span);
    if own.start != quote.outer.start || own.end > quote.outer.end + 1 {
        return None;
    }
    let before = context.blocks.get(..at)?.iter().rev().find(|b| b.kind.tells())?;
    let prose =
        before.kind == BlockKind::Prose && before.section == context.blocks.get(at)?.section;
    let last = context.trimmed(before.span);
    let ends = |said: &Said| {
        said.kind != StatementKind::Indirect
            && said
                .pieces
                .iter()
                .chain([&said.cue])
                .any(|p| p.end + 3 >= last.end && p.end <= last.end)
    };
    // The statements stand in order of their cues: the one looked for is among the last before the quotation.
    let near = found.partition_point(|said| said.cue.start < quote.outer.start);
    (near.saturating_sub(4)..near).rev().find(|&i| prose && found.get(i).is_some_and(ends))
}

/// "Ruiz praised the crews: “We wait.”": who acts in the clause that the colon ends speaks.
fn subject(context: Context<'_>, sentence: usize, end: usize) -> Option<&Mention> {
    let fillers = context.fillers(sentence)?;
    let view = fillers.view;
    let words = &view.parsed.words;
    let verb = words.iter().position(|w| w.head.is_none())?;
    let ends = view.is_verb(verb) && words.get(verb).is_some_and(|w| w.span.end <= end);
    let subject = view.surface_subject(verb).filter(|_| ends && !view.is_passive(verb))?;
    fillers.mention(subject).filter(|mention| mention.span.end <= end)
}

/// "It surprised the envoy Ana Ruiz: “We wait.”": who is named right before the colon speaks.
fn before_colon(context: Context<'_>, quote: &Quote) -> Option<Said> {
    let words =
        quote.inner.iter().map(|i| i.of(context.text).split_whitespace().count()).sum::<usize>();
    let colon = context.text.get(..quote.outer.start)?.trim_end();
    let name = Span::new(0, colon.strip_suffix(':')?.len());
    let sentence = context.parsed.partition_point(|p| p.span.end < name.end);
    let mention = context
        .entities
        .in_sentence(sentence)
        .find(|m| m.span.end == name.end && m.form == MentionForm::Name)
        .or_else(|| subject(context, sentence, name.end))?;
    let speaks = context.entities.get(mention.entity)?.kind == EntityKind::Person;
    (speaks && words >= SPEECH).then(|| Said::turn(sentence, mention, quote))
}

/// "“We wait.” — Ana Ruiz": a quotation that its speaker's name signs.
fn signed(context: Context<'_>, quote: &Quote) -> Option<Said> {
    let words =
        quote.inner.iter().map(|i| i.of(context.text).split_whitespace().count()).sum::<usize>();
    let line = context.text.get(quote.outer.end..)?.split('\n').next()?;
    let name = line.trim_start();
    let dash = name.chars().next().filter(|c| matches!(c, '―' | '—' | '–'))?;
    let name = name.get(dash.len_utf8()..)?;
    let start = quote.outer.end + line.len() - name.len();
    let name = context.trimmed(Span::new(start, start + name.len()));
    if words < SPEECH
        || !(1..=SIGNATURE).contains(&name.of(context.text).split_whitespace().count())
    {
        return None;
    }
    let sentence = context.parsed.partition_point(|p| p.span.end <= name.start);
    let mention = context.entities.in_sentence(sentence).find(|m| {
        m.span.start >= name.start && m.span.start < name.start + 24 && m.form == MentionForm::Name
    })?;
    let kind = context.entities.get(mention.entity)?.kind;
    matches!(kind, EntityKind::Person | EntityKind::Organization)
        .then(|| Said::turn(sentence, mention, quote))
}
