//! What the country or body that issues a document says in its own voice: "We urge Peru to …", outside quotation marks.

use crate::event::context::Context;
use crate::event::discourse;
use crate::facts::StatementKind;
use crate::grammar::{Content, EntityKind};
use crate::syntax::Deprel;
use crate::text::Span;

use super::content;
use super::cue::{Cue, CueForm, cues};
use super::quotes::{Quote, overlapping};
use super::{Heard, Said};

/// Verbs of saying by which an issuer acts rather than tells: "we agreed that …", "we noted the briefing".
const ACTS: [&str; 9] =
    ["agree", "note", "decide", "find", "regret", "expect", "report", "understand", "think"];

/// Adds the statements of who says "we" where nobody is quoted. Cost: linear in the words, times the depth of their trees.
pub(super) fn attach(context: Context<'_>, quotes: &[Quote], heard: &mut Heard<'_>) {
    let speeches = crate::event::speeches(context, &heard.found);
    let Some(issuer) = discourse::issuer(context, &speeches) else { return };
    let body = |entity: &usize| {
        context.entities.get(*entity).is_some_and(|record| {
            matches!(record.kind, EntityKind::Country | EntityKind::Organization)
        })
    };
    if !body(&issuer) {
        return;
    }
    let direct: Vec<Span> = heard
        .found
        .iter()
        .filter(|said| said.kind == StatementKind::Direct)
        .flat_map(|said| said.pieces.iter().copied())
        .collect();
    for sentence in 0..context.parsed.len() {
        let Some(view) = context.view(sentence) else { continue };
        // "We condemned the raid and urged Chile to leave": the second verb has the subject of the first.
        let says_we = |cue: &Cue<'_>| {
            let mut verb = cue.word;
            for _ in 0..3 {
                let subject = view.parsed.children_by(verb, &[Deprel::Nsubj]).next();
                if let Some(subject) = subject {
                    let word = view.parsed.words.get(subject);
                    return word.is_some_and(|w| {
                        w.form.eq_ignore_ascii_case("we")
                            && overlapping(quotes, w.span).next().is_none()
                            && !direct.iter().any(|piece| piece.contains(w.span))
                    });
                }
                match view
                    .head(verb)
                    .filter(|_| matches!(view.rel(verb), Deprel::Conj | Deprel::Xcomp))
                {
                    Some(head) => verb = head,
                    None => return false,
                }
            }
            false
        };
        for cue in cues(context, sentence, None) {
            let acts = ACTS.contains(&view.lemma(cue.word));
            if cue.form != CueForm::Verb || cue.unsaid || acts || !says_we(&cue) {
                continue;
            }
            let pieces = content::pieces(context, quotes, &cue);
            let asks = cue.group.takes.first() == Some(&Content::Infinitive);
            if asks
                && view
                    .parsed
                    .children_by(cue.word, &[Deprel::Obj, Deprel::Obl, Deprel::Ccomp])
                    .next()
                    .is_none()
            {
                continue;
            }
            heard.add(Said::cued(context, &cue, issuer, pieces));
        }
    }
}
