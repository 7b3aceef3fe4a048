//! Acronyms in brackets behind the name of a body: both are one.

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::resolve::Resolver;
use crate::grammar::EntityKind;

/// Gives the mentions of an acronym to the body before the brackets that explain it, where its letters stand in the
/// body's name. Cost: linear in the mentions, with a logarithmic factor for those that are explained.
pub(super) fn join(resolver: &Resolver<'_>, mentions: &mut [Vec<Candidate>]) {
    let mut same: Vec<(usize, usize)> = Vec::new();
    for (line, list) in resolver.lines.iter().zip(mentions.iter()) {
        for short in list.iter().filter(|c| c.core.len() == 1 && c.form == MentionForm::Name) {
            let Some(open) = short.words.start.checked_sub(1).filter(|&i| line.form(i) == "(")
            else {
                continue;
            };
            let long = list.iter().filter(|c| c.words.end == open && c.core.len() > 1);
            let long = long.max_by_key(|c| c.words.len());
            let Some((long, from, to)) = long.and_then(|c| Some((c, short.entity?, c.entity?)))
            else {
                continue;
            };
            let body = |e: usize| resolver.kind(e) == Some(EntityKind::Organization);
            let known = matches!(short.seems, Seems::Known(_));
            let letters = line.form(short.words.start);
            if from != to
                && !known
                && body(from)
                && body(to)
                && line.form(short.words.end) == ")"
                && super::chunk::is_capitals(letters)
                && spelled(line.written(&long.core), letters)
            {
                same.push((from, to));
            }
        }
    }
    same.sort_unstable();
    same.dedup_by_key(|(from, _)| *from);
    for candidate in mentions.iter_mut().flatten() {
        let Some(entity) = candidate.entity else { continue };
        if let Ok(n) = same.binary_search_by_key(&entity, |(from, _)| *from)
            && let Some((_, to)) = same.get(n)
        {
            candidate.entity = Some(*to);
            candidate.rule = "coref/acronym";
        }
    }
}

/// Do the letters stand in the name, in their order, the first one first?
fn spelled(name: &str, letters: &str) -> bool {
    let lower = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
    };
    let (name, letters) = (lower(name), lower(letters));
    let mut rest = name.iter();
    name.first() == letters.first() && letters.iter().all(|l| rest.any(|c| c == l))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_an_acronym_stand_in_the_name_in_their_order() {
        assert!(spelled("Andean Ports Council", "APC"));
        assert!(spelled("Peruvian Forces Chile", "PFC"));
        assert!(!spelled("Andean Ports Council", "CPA"));
        assert!(!spelled("Condor Bank", "APC"));
    }
}
