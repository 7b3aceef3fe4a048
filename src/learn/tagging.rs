//! The tags that are learned.

use std::collections::BTreeMap;

use super::conllu::GoldSentence;
use crate::syntax::tag::{Inventory, Tag, TagValue};

/// The tags of sentences, most frequent first; the rarest of them are left out where there are too many.
pub(crate) fn inventory(sentences: &[GoldSentence]) -> Inventory {
    let mut counts: BTreeMap<TagValue, usize> = BTreeMap::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        *counts.entry(word.tag()).or_default() += 1;
    }
    let mut tags: Vec<(usize, TagValue)> =
        counts.into_iter().map(|(tag, count)| (count, tag)).collect();
    tags.sort_by_key(|&(count, tag)| (std::cmp::Reverse(count), tag));
    Inventory::new(tags.into_iter().map(|(_, tag)| tag).collect())
}

/// Number of a tag in the inventory; the most frequent tag of its part of speech where it is not there.
pub(crate) fn tag_number(inventory: &Inventory, tag: TagValue) -> Tag {
    let values = inventory.values();
    let exact = values.iter().position(|&known| known == tag);
    let like = || values.iter().position(|known| known.upos == tag.upos);
    exact.or_else(like).unwrap_or(0) as Tag
}
