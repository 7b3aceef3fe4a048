//! Who issues a document, where it says so: "We, the ministers of …", "Statement of the Andean Council", "the Council's
//! statement".

use super::context::Context;
use crate::entity::{Mention, MentionForm};
use crate::grammar::EntityKind;

/// How many sentences from the top the issuer is named in.
const TOP: usize = 6;

/// What an issuer issues.
const PIECES: [&str; 7] = [
    "statement",
    "communique",
    "communiqué",
    "declaration",
    "conclusions",
    "resolution",
    "message",
];

/// The body or country that a document names as its issuer. Cost: linear in the first sentences.
pub(super) fn named(context: Context<'_>) -> Option<usize> {
    (0..context.parsed.len().min(TOP))
        .find_map(|sentence| appositive(context, sentence).or_else(|| heading(context, sentence)))
}

fn body<'a>(context: Context<'a>, mention: &&'a Mention) -> bool {
    mention.form != MentionForm::Adjective
        && mention.form != MentionForm::Pronoun
        && context.entities.get(mention.entity).is_some_and(|record| {
            matches!(record.kind, EntityKind::Country | EntityKind::Organization)
        })
}

/// "We, the Foreign Ministers of the Andean Council, met"
fn appositive(context: Context<'_>, sentence: usize) -> Option<usize> {
    let words = &context.parsed.get(sentence)?.words;
    let word = |w: usize| words.get(w).map_or("", |x| &*x.form);
    let we = (0..4).find(|&w| word(w).eq_ignore_ascii_case("we") && word(w + 1) == ",")?;
    let near = context
        .entities
        .in_sentence(sentence)
        .filter(|m| m.words.start >= we + 2 && m.words.start <= we + 4);
    near.filter(|m| body(context, m)).max_by_key(|m| m.words.len()).map(|m| m.entity)
}

/// "Statement by the Andean Council", "The Andean Council's statement on …"
fn heading(context: Context<'_>, sentence: usize) -> Option<usize> {
    let parsed = context.parsed.get(sentence)?;
    let word = |w: usize| parsed.words.get(w).map_or("", |x| &*x.form);
    let piece = (0..parsed.words.len())
        .find(|&w| PIECES.iter().any(|one| word(w).eq_ignore_ascii_case(one)))?;
    // A sentence that tells something about a statement is no heading.
    let tells = parsed.words.iter().any(|w| {
        matches!(w.upos, crate::syntax::Upos::Verb | crate::syntax::Upos::Aux)
            && w.feats.verb_form == Some(crate::syntax::VerbForm::Fin)
    });
    if tells {
        return None;
    }
    let mentions = || context.entities.in_sentence(sentence).filter(|m| body(context, m));
    let owner = mentions().find(|m| {
        m.words.end < piece + 1
            && m.words.end + 3 > piece
            && matches!(word(m.words.end), "'s" | "’s" | "'" | "’")
    });
    let by = (piece + 1..parsed.words.len())
        .take_while(|&w| !matches!(word(w), "on" | ":"))
        .find(|&w| matches!(word(w), "by" | "of" | "from"));
    let behind = || {
        let by = by?;
        let near = mentions().filter(|m| m.words.start > by && m.words.start <= by + 3);
        near.max_by_key(|m| m.words.len())
    };
    owner.or_else(behind).map(|m| m.entity)
}
