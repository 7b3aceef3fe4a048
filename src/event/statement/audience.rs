//! Whom a cue addresses.

use crate::entity::MentionForm;
use crate::event::context::Context;
use crate::event::fillers::Fillers;
use crate::grammar::{self, EntityKind, Slot};
use crate::syntax::Deprel;

/// The entities that are told: the object of a verb that addresses, whoever stands behind "to", and whom a letter or a
/// call is for or with.
pub fn audience(
    context: Context<'_>,
    fillers: Fillers<'_>,
    v: usize,
    group: &grammar::Cue,
    speaker: Option<usize>,
) -> Vec<usize> {
    let view = fillers.view;
    let predicate = view.predicate(v);
    let slot = |preposition: &str| Slot::Preposition(preposition.to_owned());
    let slots = if group.addresses {
        vec![Slot::Object, Slot::Recipient, slot("to"), slot("on")]
    } else {
        vec![Slot::Recipient, slot("to")]
    };
    let mut heads: Vec<usize> = slots.iter().flat_map(|slot| predicate.heads(slot)).collect();
    // "complained in a letter to Peru", "said in a call with Ruiz"
    for led in [slot("in"), slot("during")] {
        for paper in predicate.heads(&led) {
            if context.grammar.attribution.is_letter(view.lemma(paper)) {
                let whom = view.parsed.children_by(paper, &[Deprel::Nmod, Deprel::Obl]);
                heads.extend(whom.filter(|&c| matches!(&*view.case(c), "to" | "with")));
            }
        }
    }
    let mut audience = Vec::new();
    for head in heads {
        // "told reporters" names nobody, "told the Lima news agency" does.
        let named = fillers.mention(head).is_some_and(|m| m.form == MentionForm::Name);
        if !named && context.grammar.attribution.is_addressee(view.lemma(head)) {
            continue;
        }
        for filler in fillers.entities_of(head) {
            let hears = matches!(
                fillers.kind(filler.entity),
                Some(EntityKind::Person | EntityKind::Organization | EntityKind::Country)
            );
            if hears && Some(filler.entity) != speaker && !audience.contains(&filler.entity) {
                audience.push(filler.entity);
            }
        }
    }
    audience
}
