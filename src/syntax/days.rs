//! Days that a tree takes for the head of the name before them ("on Lima early Thursday").
//!
//! News puts a bare day right behind a name, the treebanks hardly ever do; so the parser makes one
//! phrase of both. Here the name gets its place in the tree back and the day becomes a plain
//! adjunct of the clause.

use super::deprel::Deprel;
use super::sentence::Word;
use super::upos::Upos;

const DAYS: [&str; 12] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "overnight",
];

/// Words that may stand between the name and the day.
const BETWEEN: [&str; 8] = ["early", "late", "earlier", "later", "last", "this", "next", "mid"];

/// First words of days that have a name of their own ("Easter Monday").
pub(super) const NAMED: [&str; 12] = [
    "easter", "good", "black", "bloody", "ash", "palm", "whit", "cyber", "super", "shrove",
    "maundy", "holy",
];

/// Mends the heads of a tree around bare days. The tree stays a tree. Cost: linear, and for each
/// day the words before it that hang on it.
pub(super) fn part(words: &mut [Word]) {
    for day in 1..words.len() {
        if let Some(name) = taken(words, day) {
            part_one(words, name, day);
        }
    }
}

fn is_one_of(words: &[Word], i: usize, list: &[&str]) -> bool {
    words.get(i).is_some_and(|word| list.contains(&word.form.to_lowercase().as_str()))
}

/// The name right before the day that hangs on it.
fn taken(words: &[Word], day: usize) -> Option<usize> {
    if !is_one_of(words, day, &DAYS) || words.get(day)?.head.is_none() {
        return None;
    }
    let mut name = day.checked_sub(1)?;
    while is_one_of(words, name, &BETWEEN) {
        name = name.checked_sub(1)?;
    }
    // The head of the name is the one of its words that hangs on the day.
    while words.get(name)?.head != Some(day) {
        let head = words.get(name)?.head.filter(|&head| head < name)?;
        name = head;
    }
    let word = words.get(name)?;
    let label = matches!(
        word.deprel,
        Deprel::Compound | Deprel::Nmod | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Flat
    );
    let nominal = matches!(word.upos, Upos::Propn | Upos::Noun);
    let own = is_one_of(words, name, &DAYS) || is_one_of(words, name, &NAMED);
    (label && nominal && !own).then_some(name)
}

fn part_one(words: &mut [Word], name: usize, day: usize) {
    let Some((head, label)) = words.get(day).and_then(|word| Some((word.head?, word.deprel)))
    else {
        return;
    };
    let mut clause = Some(head);
    while let Some(i) = clause
        && words.get(i).is_some_and(|word| word.upos != Upos::Verb)
    {
        clause = words.get(i).and_then(|word| word.head);
    }
    for word in words.iter_mut().take(name).filter(|word| word.head == Some(day)) {
        word.head = Some(name);
    }
    if let Some(word) = words.get_mut(name) {
        word.head = Some(head);
        word.deprel = label;
    }
    if let Some(word) = words.get_mut(day) {
        word.head = Some(clause.unwrap_or(name));
        word.deprel = if clause.is_some() { Deprel::OblUnmarked } else { Deprel::NmodUnmarked };
    }
}

#[cfg(test)]
mod tests {
    use super::{Deprel, Upos, Word, part};
    use crate::syntax::Feats;
    use crate::text::Span;

    fn tree(words: &[(&str, Upos, Option<usize>, Deprel)]) -> Vec<Word> {
        let word = |&(form, upos, head, deprel): &(&str, Upos, Option<usize>, Deprel)| Word {
            span: Span::default(),
            form: form.into(),
            lemma: form.to_lowercase().into(),
            upos,
            feats: Feats::default(),
            head,
            deprel,
        };
        words.iter().map(word).collect()
    }

    #[test]
    fn a_name_before_a_bare_day_keeps_its_preposition() {
        let mut words = tree(&[
            ("Raids", Upos::Noun, Some(5), Deprel::Nsubj),
            ("on", Upos::Adp, Some(4), Deprel::Case),
            ("Lima", Upos::Propn, Some(4), Deprel::Compound),
            ("early", Upos::Adj, Some(4), Deprel::Amod),
            ("Thursday", Upos::Propn, Some(0), Deprel::Nmod),
            ("killed", Upos::Verb, None, Deprel::Root),
        ]);
        part(&mut words);
        let arcs: Vec<_> = words.iter().map(|w| (w.head, w.deprel)).collect();
        assert_eq!(arcs[1], (Some(2), Deprel::Case));
        assert_eq!(arcs[2], (Some(0), Deprel::Nmod));
        assert_eq!(arcs[3], (Some(4), Deprel::Amod));
        assert_eq!(arcs[4], (Some(5), Deprel::OblUnmarked));
    }

    #[test]
    fn a_day_with_a_name_of_its_own_stays_whole() {
        let mut words = tree(&[
            ("Easter", Upos::Propn, Some(1), Deprel::Compound),
            ("Monday", Upos::Propn, Some(2), Deprel::Nsubj),
            ("passed", Upos::Verb, None, Deprel::Root),
        ]);
        let before = words.clone();
        part(&mut words);
        assert_eq!(words, before);
    }
}
