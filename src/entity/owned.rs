//! Names for things that are only described with "its" or "their": the owner's name stands in.

use super::entities::{Entities, MentionForm};
use crate::syntax::Parsed;

/// Calls "its embassy in Lima" by its owner ("Peru's embassy in Lima"), so that it can be told apart
/// outside its sentence. Cost: linear in the mentions.
pub(super) fn name(text: &str, sentences: &[Parsed], entities: &mut Entities) {
    let mut names: Vec<(usize, String)> = Vec::new();
    let mut seen = vec![false; entities.list.len()];
    for mention in &entities.mentions {
        let (Some(first), Some(record)) =
            (seen.get_mut(mention.entity), entities.list.get(mention.entity))
        else {
            continue;
        };
        if std::mem::replace(first, true)
            || !record.unnamed
            || mention.form != MentionForm::Description
        {
            continue;
        }
        let words = sentences.get(mention.sentence).map_or(&[][..], |s| &s.words);
        let Some(opening) = words.get(mention.words.start).filter(|w| w.feats.possessive) else {
            continue;
        };
        let owner = entities
            .covering(mention.sentence, mention.words.start)
            .find(|m| m.form == MentionForm::Pronoun && m.words.len() == 1)
            .and_then(|m| entities.list.get(m.entity))
            .filter(|owner| !owner.unnamed);
        if let Some(owner) = owner
            && let Some(rest) = text.get(opening.span.end..mention.span.end)
        {
            let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
            let mark = if owner.name.ends_with('s') { "'" } else { "'s" };
            names.push((mention.entity, format!("{}{mark} {rest}", owner.name)));
        }
    }
    for (entity, name) in names {
        if let Some(record) = entities.list.get_mut(entity) {
            record.name = name;
        }
    }
}
