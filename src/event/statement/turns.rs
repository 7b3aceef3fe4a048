//! Speech that a colon gives to its speaker: "Ruiz: We will wait." in an interview or a headline, and
//! "We will wait: Ruiz".

use std::collections::BTreeMap;

use crate::entity::MentionForm;
use crate::event::context::Context;
use crate::grammar::EntityKind;
use crate::text::{Block, BlockKind, Span};

use super::quotes::{Quote, overlapping};

/// The longest label of a turn, in bytes.
const LABEL: usize = 48;

/// The longest label of a turn, in words: a longer one is a headline of its own.
const LABEL_WORDS: usize = 5;

/// What may lead from a speaker to whom or what the words are for: "Ruiz to Vera: …".
const ASIDE: [&str; 4] = ["to", "on", "at", "in"];

/// A turn of speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Index of the sentence that it begins in.
    pub sentence: usize,
    /// Index of the entity that speaks.
    pub speaker: usize,
    /// Where the label stands.
    pub label: Span,
    /// Where the words stand.
    pub pieces: Vec<Span>,
}

/// All turns of a document, in order. Cost: linear in its words.
pub fn turns(context: Context<'_>, quotes: &[Quote]) -> Vec<Turn> {
    let mut found: Vec<Turn> = Vec::new();
    // Does the turn before go on in a paragraph without a label?
    let mut open = false;
    let labels: Vec<Option<Span>> =
        context.blocks.iter().map(|block| label(context, block)).collect();
    let surnames = Surnames::new(context);
    for (i, block) in context.blocks.iter().enumerate() {
        if !block.kind.tells() {
            continue;
        }
        let span = context.trimmed(block.span);
        let Some(label) = labels.get(i).copied().flatten() else {
            if block.kind == BlockKind::Heading {
                open = false;
                found.extend(headline(context, span));
            } else if open && let Some(turn) = found.last_mut() {
                turn.pieces.push(span);
            }
            continue;
        };
        open = false;
        let words = context.trimmed(Span::new(label.end + 1, span.end));
        // "ANA RUIZ, DAILY NEWS:" is Ruiz, not her paper.
        let byname = || surnames.speaker(context, label);
        let named = if label.of(context.text).contains(',') {
            byname().or_else(|| speaker(context, label))
        } else {
            speaker(context, label).or_else(byname)
        };
        let Some((sentence, speaker)) = named else { continue };
        let quoted = overlapping(quotes, words).any(|q| q.outer.start == words.start);
        // A body speaks in headlines; elsewhere what it leads may be a list.
        let person = context.entities.get(speaker).is_some_and(|e| {
            e.kind == EntityKind::Person
                || (e.kind == EntityKind::Organization && block.kind == BlockKind::Heading)
        });
        if words.of(context.text).split_whitespace().count() < 3 || !(person || quoted) {
            continue;
        }
        // In a talk of several labelled turns, each goes on up to the next label.
        let talk = labels.iter().skip(i + 1).take(6).flatten().next().is_some()
            && labels.iter().take(i).rev().take(6).flatten().next().is_some();
        open = talk && block.kind == BlockKind::Prose;
        found.push(Turn { sentence, speaker, label, pieces: vec![words] });
    }
    found
}

/// The label that opens a block: a few capitalized words before a colon.
fn label(context: Context<'_>, block: &Block) -> Option<Span> {
    let whole = context.trimmed(block.span);
    // Some archives open each turn with a mark: "“RUIZ: We wait."
    let mark = whole.of(context.text).chars().next().filter(|c| matches!(c, '"' | '“'));
    let span = Span::new(whole.start + mark.map_or(0, char::len_utf8), whole.end);
    let text = span.of(context.text);
    let end = text.char_indices().take(LABEL).find(|(_, c)| *c == ':').map(|(at, _)| at)?;
    let words = text.get(..end)?;
    // "Ruiz to Vera: …", "Ruiz on the truce: …" in headlines.
    let heading = block.kind == BlockKind::Heading;
    let capital = |word: &str| {
        (heading && (ASIDE.contains(&word) || matches!(word, "a" | "his" | "her" | "and")))
            || word.chars().next().is_some_and(|c| c.is_uppercase() || c == '(')
            || matches!(word, "de" | "al" | "bin" | "van" | "von" | "el" | "of" | "for" | "the")
    };
    let followed = text.get(end + 1..)?.starts_with(char::is_whitespace);
    let count = words.split_whitespace().count();
    let most = LABEL_WORDS + if heading { 3 } else { 0 };
    (followed && (1..=most).contains(&count) && words.split_whitespace().all(capital))
        .then(|| Span::new(span.start, span.start + end))
}

/// The sentence in which a label stands, and the one entity that it names from end to end.
fn speaker(context: Context<'_>, label: Span) -> Option<(usize, usize)> {
    let sentence = context.parsed.partition_point(|p| p.span.end <= label.start);
    let mention = context.entities.in_sentence(sentence).find(|m| {
        let before = Span::new(label.start, m.span.start.max(label.start)).of(context.text);
        let behind = Span::new(m.span.end.min(label.end), label.end).of(context.text);
        let named = m.form == MentionForm::Name
            && context.entities.get(m.entity).is_some_and(|e| e.kind == EntityKind::Person);
        let aside = behind.starts_with(' ')
            && named
            && behind.split_whitespace().next().is_some_and(|word| ASIDE.contains(&word));
        m.span.start >= label.start
            && (m.span.end == label.end || aside)
            && before.split_whitespace().count() < 4
    })?;
    speaks(context, mention.entity).then_some((sentence, mention.entity))
}

/// The people of a document by surname, in capitals: in transcripts they stand so before what they say.
struct Surnames(BTreeMap<String, usize>);

impl Surnames {
    fn new(context: Context<'_>) -> Self {
        let mut found = BTreeMap::new();
        for (entity, record) in context.entities.list.iter().enumerate() {
            let mut words = record.name.split_whitespace();
            let last = words.next_back().filter(|_| words.next().is_some());
            if record.kind == EntityKind::Person
                && !record.unnamed
                && let Some(last) = last
            {
                found.entry(last.to_uppercase()).or_insert(entity);
            }
        }
        Self(found)
    }

    /// "RUIZ: …", "ANA RUIZ, DAILY NEWS: …": the sentence of a label in capitals, and whom it names before a comma.
    fn speaker(&self, context: Context<'_>, label: Span) -> Option<(usize, usize)> {
        let words = label.of(context.text);
        if words.chars().any(char::is_lowercase) {
            return None;
        }
        let name = words.split([',', '(']).next()?.trim();
        let entity = *self.0.get(name.split_whitespace().next_back()?)?;
        Some((context.parsed.partition_point(|p| p.span.end <= label.start), entity))
    }
}

fn speaks(context: Context<'_>, entity: usize) -> bool {
    context.entities.get(entity).is_some_and(|e| {
        matches!(e.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Country)
    })
}

/// "Border stays shut: Ruiz": a headline that ends in its speaker.
fn headline(context: Context<'_>, span: Span) -> Option<Turn> {
    let text = span.of(context.text);
    let colon = text.rfind(": ")?;
    let name = context.trimmed(Span::new(span.start + colon + 1, span.end));
    let words = Span::new(span.start, span.start + colon);
    if words.of(context.text).split_whitespace().count() < 3 {
        return None;
    }
    let sentence = context.parsed.partition_point(|p| p.span.end <= name.start);
    let mention = context
        .entities
        .in_sentence(sentence)
        .find(|m| m.span.start <= name.start && m.span.end == name.end)?;
    (mention.form == MentionForm::Name && speaks(context, mention.entity)).then(|| Turn {
        sentence,
        speaker: mention.entity,
        label: name,
        pieces: vec![words],
    })
}
