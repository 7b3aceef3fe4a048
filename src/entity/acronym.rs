//! Words in capitals: the short name of a body, or only a shouted word, a measure, a disease?

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::line::Line;
use crate::grammar::WordClass;
use crate::syntax::{Deprel, Upos};

/// The rule by which a lone word in capitals is taken for a body.
pub(super) const RULE: &str = "name/acronym";

/// So much must a document tell of a word in capitals that the model nowhere takes for a name. Most in the news are
/// bodies.
const ENOUGH: i32 = 0;

/// The same of two letters, which mostly are no bodies ("PR", "TV").
const ENOUGH_OF_TWO: i32 = 2;

/// Nouns that a body's name stands before.
const PEOPLE: &[WordClass] =
    &[WordClass::Persons, WordClass::Groups, WordClass::OfficeHeads, WordClass::OrgHeads];

/// What a document tells of its words in capitals.
#[derive(Debug, Default)]
pub(super) struct Acronyms {
    points: BTreeMap<String, i32>,
}

impl Acronyms {
    /// Weighs all lone words in capitals. Cost: linear in the names.
    pub fn new(lines: &[Line<'_>], mentions: &[Vec<Candidate>]) -> Self {
        let mut points: BTreeMap<String, i32> = BTreeMap::new();
        for (line, list) in lines.iter().zip(mentions) {
            for candidate in list.iter().filter(|c| c.rule == RULE) {
                let best = points.entry(line.written(&candidate.core).to_owned()).or_default();
                *best = best.saturating_add(told(line, candidate));
            }
        }
        Self { points }
    }

    /// Is it the name of a body, as far as the document tells?
    pub fn is_body(&self, written: &str) -> bool {
        let least = if written.chars().count() > 2 { ENOUGH } else { ENOUGH_OF_TWO };
        self.points.get(written).is_some_and(|&points| points >= least)
    }
}

/// Are the `n` words before word `end` all common ones ("chief financial officer (CFO)")?
fn common(line: &Line<'_>, end: usize, n: usize) -> bool {
    (end.saturating_sub(n)..end).all(|i| !line.is_capital(i))
}

/// What one place tells: bodies act and own, and stand with "the"; measures stand before nouns or after "a".
fn told(line: &Line<'_>, candidate: &Candidate) -> i32 {
    let i = candidate.core.start;
    let Some(word) = line.word(i) else { return 0 };
    if line.named.iter().any(|name| name.words.contains(&i)) {
        return ENOUGH_OF_TWO;
    }
    if !matches!(word.upos, Upos::Propn | Upos::Noun) {
        return -1;
    }
    let before = line.before(i);
    if matches!(before, "a" | "an" | "this" | "that" | "no" | "any")
        || before == "(" && common(line, i - 1, line.form(i).chars().count())
    {
        return -1;
    }
    let acts = matches!(
        word.deprel,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent | Deprel::NmodPoss
    );
    let beside = matches!(word.deprel, Deprel::Compound | Deprel::Amod | Deprel::Flat);
    // "CDW fighters" are those of a body.
    let theirs = beside
        && word.head.and_then(|h| line.word(h)).is_some_and(|noun| {
            line.lexicon.is_any(PEOPLE, &noun.lemma.to_lowercase())
                || line.lexicon.is_any(PEOPLE, &noun.form.to_lowercase())
        });
    let proper = word.upos == Upos::Propn && !matches!(word.deprel, Deprel::Amod | Deprel::Flat);
    2 * i32::from(acts || theirs) + i32::from(proper) + i32::from(before == "the" && !beside)
}
