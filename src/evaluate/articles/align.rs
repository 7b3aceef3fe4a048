//! Which entity that was read is which of gold.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{ComparedFacts, Entity};
use crate::evaluate::wording::{is_of_word, small, words};

/// Words that a name may begin with and is compared without.
const BEFORE_NAMES: [&str; 7] = ["the", "a", "an", "mr", "mrs", "ms", "dr"];

/// The entities of both sides, each of gold with at most one that was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Alignment<'f> {
    /// By the id that was read: the id in gold.
    pairs: BTreeMap<&'f str, &'f str>,
    gold: BTreeSet<&'f str>,
}

/// An entity that a fact names, in a form that both sides share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who<'f> {
    /// This one of gold.
    Known(&'f str),
    /// One that gold lacks, or that was not found: never the same as another's.
    Stranger(&'f str),
}

impl<'f> Alignment<'f> {
    /// Pairs the entities that share a surface form: first those that share most, in number, in length and beside the
    /// forms that they do not share; the same name and the same kind tip the scales. Cost: the product of both sides.
    pub(super) fn new(gold: &'f ComparedFacts, read: &'f ComparedFacts) -> Self {
        let with_forms = |list: &'f [Entity]| -> Vec<(&'f Entity, BTreeSet<String>, String)> {
            list.iter().map(|entity| (entity, surfaces(entity), surface(&entity.name))).collect()
        };
        let (gold, read) = (with_forms(&gold.entities), with_forms(&read.entities));
        let mut found: Vec<(f64, &str, &str)> = Vec::new();
        for (wanted, wanted_forms, wanted_name) in &gold {
            for (one, forms, name) in &read {
                let shared: Vec<&String> = wanted_forms.intersection(forms).collect();
                if shared.is_empty() {
                    continue;
                }
                let length: usize = shared.iter().map(|form| 1 + form.matches(' ').count()).sum();
                let all = wanted_forms.len() + forms.len() - shared.len();
                let bonus = 0.5 * f64::from(u8::from(wanted_name == name))
                    + 0.25 * f64::from(u8::from(wanted.kind == one.kind));
                let weight = length as f64 / all as f64 + shared.len() as f64 + bonus;
                found.push((weight, &wanted.id, &one.id));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut alignment = Self::default();
        let mut taken = BTreeSet::new();
        for (_, wanted, one) in found {
            if !taken.contains(wanted) && !alignment.pairs.contains_key(one) {
                taken.insert(wanted);
                alignment.pairs.insert(one, wanted);
            }
        }
        alignment.gold = gold.iter().map(|(entity, ..)| entity.id.as_str()).collect();
        alignment
    }

    /// The entity of gold that this one is, which was read.
    pub(super) fn in_gold(&self, read: &str) -> Option<&'f str> {
        self.pairs.get(read).copied()
    }

    /// Whom a fact means that was read.
    pub(super) fn read(&self, id: &'f str) -> Who<'f> {
        self.in_gold(id).map_or(Who::Stranger(id), Who::Known)
    }

    /// Whom a fact of gold means.
    pub(super) fn wanted(&self, id: &'f str) -> Who<'f> {
        if self.gold.contains(id) { Who::Known(id) } else { Who::Stranger(id) }
    }
}

/// The surface forms of an entity, as they are compared.
pub(super) fn surfaces(entity: &Entity) -> BTreeSet<String> {
    let forms = std::iter::once(&entity.name).chain(&entity.mentions);
    forms.map(|form| surface(form)).filter(|form| !form.is_empty()).collect()
}

/// A name as it is compared: small letters, without marks, possessives and what stands before names.
pub(super) fn surface(name: &str) -> String {
    let bare = without_possessives(&small(name));
    let words = words(&bare).skip_while(|word| BEFORE_NAMES.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Leaves out apostrophes: with the `s` after them where it ends a word, alone where a word goes on.
fn without_possessives(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['’', '\'']) {
        let (before, mark) = rest.split_at(at);
        bare.push_str(before);
        let after = mark.get(mark.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
        let goes_on = |text: &str| text.starts_with(is_of_word);
        rest = match after.strip_prefix('s') {
            Some(end) if !goes_on(end) => end,
            _ if goes_on(after) => after,
            _ => {
                bare.push(' ');
                after
            }
        };
    }
    bare.push_str(rest);
    bare
}

#[cfg(test)]
mod tests {
    use super::{surface, without_possessives};

    #[test]
    fn names_are_compared_without_marks_and_what_stands_before_them() {
        for (name, wanted) in [
            ("The Hague", "hague"),
            ("Mr. O’Neil", "oneil"),
            ("Peru's", "peru"),
            ("the envoys’ house", "envoys house"),
            ("The", ""),
            ("U.S. Navy", "u s navy"),
        ] {
            assert_eq!(surface(name), wanted, "{name}");
        }
    }

    #[test]
    fn an_apostrophe_goes_with_its_s_only_at_the_end_of_a_word() {
        assert_eq!(without_possessives("a's b'so c' d"), "a bso c  d");
    }
}
