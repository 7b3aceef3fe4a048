//! Speech that a line above it gives to its speaker: "The following is attributable to spokesman Tomas Vera:",
//! "Statement by Ana Ruiz:".

use crate::entity::MentionForm;
use crate::event::context::Context;
use crate::grammar::EntityKind;
use crate::syntax::Parsed;

use super::following::blocks_behind;
use super::quotes::Quote;
use super::turns::Turn;

/// The longest such line, in words.
const LINE: usize = 40;

/// What is said in a piece of its own.
const PIECES: [&str; 8] = [
    "statement",
    "remarks",
    "communique",
    "communiqué",
    "declaration",
    "message",
    "address",
    "letter",
];

/// The speeches that a line of their own leads to, in order. Cost: linear in the sentences.
pub(super) fn issued(context: Context<'_>, quotes: &[Quote]) -> Vec<Turn> {
    let lines = context.parsed.iter().enumerate();
    lines
        .filter_map(|(sentence, parsed)| {
            let last = parsed.words.last().filter(|word| &*word.form == ":")?;
            let by = led_by(parsed)?;
            let speaks = |entity: usize, kinds: &[EntityKind]| {
                context.entities.get(entity).is_some_and(|record| kinds.contains(&record.kind))
            };
            let behind = || {
                let mentions = context.entities.in_sentence(sentence);
                mentions.filter(|m| {
                    m.words.end > by + 1
                        && !matches!(m.form, MentionForm::Adjective | MentionForm::Pronoun)
                })
            };
            let bodies = [EntityKind::Organization, EntityKind::Country];
            let mention = behind()
                .find(|m| m.form == MentionForm::Name && speaks(m.entity, &[EntityKind::Person]))
                .or_else(|| behind().find(|m| speaks(m.entity, &bodies)))?;
            let pieces = blocks_behind(context, quotes, parsed);
            let label = parsed.words.first()?.span.cover(last.span);
            (!pieces.is_empty()).then_some(Turn {
                sentence,
                speaker: mention.entity,
                label: context.evidence(label, label),
                pieces,
            })
        })
        .collect()
}

/// The word behind which such a line names the speaker.
fn led_by(parsed: &Parsed) -> Option<usize> {
    if parsed.words.len() > LINE {
        return None;
    }
    let word = |w: usize| parsed.words.get(w).map_or("", |x| &*x.form);
    let is = |w: usize, any: &[&str]| any.iter().any(|one| word(w).eq_ignore_ascii_case(one));
    let attributed = (0..parsed.words.len()).find(|&w| {
        is(w, &["attributable", "attributed"]) && word(w + 1) == "to" && !is(w + 2, &["the"])
            || is(w, &["attributable"]) && word(w + 1) == "to"
    });
    if let Some(word) = attributed {
        return Some(word + 1);
    }
    // "Text of a statement by", "The following statement was issued by"
    let piece = (0..parsed.words.len()).find(|&w| is(w, &PIECES))?;
    let opens = (0..piece).all(|w| {
        is(
            w,
            &[
                "text",
                "full",
                "of",
                "a",
                "an",
                "the",
                "following",
                "joint",
                "press",
                "media",
                "official",
                "written",
                "transcript",
                "this",
                "here",
                "is",
                "below",
            ],
        )
    });
    let by = (piece + 1..piece + 8).find(|&w| is(w, &["by", "from"]))?;
    let between = (piece + 1..by).all(|w| {
        is(
            w,
            &[
                "was",
                "is",
                "issued",
                "released",
                "made",
                "delivered",
                "sent",
                "today",
                "as",
                "prepared",
                "given",
                "on",
                "published",
                "has",
                "been",
            ],
        )
    });
    (opens && between).then_some(by)
}
