//! Stances: the words that tell what somebody thinks, wants or holds, and what each takes.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::error::{GrammarError, from_ron};
use super::files::Files;

/// The file that declares them.
const FILE: &str = "stances.ron";

/// What a word of stance takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Complement {
    /// An object: "endorse".
    Object,
    /// A clause: "hope that".
    Clause,
    /// An infinitive, or what follows "to": "vow to", "refer to".
    To,
    /// What this preposition leads, with an object before it where there is one: "talk about", "accuse of".
    Preposition(String),
}

impl Complement {
    fn of(word: Option<&str>) -> Self {
        match word {
            None => Self::Object,
            Some("that") => Self::Clause,
            Some("to") => Self::To,
            Some(other) => Self::Preposition(other.to_owned()),
        }
    }
}

/// How a word of stance stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StanceForm {
    /// "Ruiz hopes that …"
    Verb,
    /// "Ruiz is expected to …": who expects it stands behind "by", if anywhere.
    Passive,
    /// "the hope of Ruiz that …"
    Noun,
    /// "Ruiz is hopeful that …"
    Adjective,
}

/// A group of words that tell the same stance.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stance {
    /// Name of the stance, such as `belief`.
    pub name: String,
    /// Verbs with what they take: "endorse", "hope that", "talk about".
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Verbs that do so in the passive: "expect to".
    #[serde(default)]
    pub passives: Vec<String>,
    /// Nouns: "hope that", "criticism of".
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Adjectives: "aware that", "critical of".
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Sentences with whose stance to what stands in them.
    #[serde(default)]
    pub examples: Vec<StanceExample>,
    /// Sentences without a stance.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// A sentence with the stance that must be read in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StanceExample {
    /// The sentence.
    pub text: String,
    /// Whose stance it is, as it stands there; empty where nobody is named.
    pub source: String,
    /// To what, verbatim.
    pub content: String,
}

/// All words of stance.
#[derive(Debug, Clone, Default)]
pub struct Stances {
    /// The groups, in the order of the file.
    pub list: Vec<Stance>,
    /// For each word, what it takes and the group that it belongs to, in the order of the file.
    words: FxHashMap<(StanceForm, String), Vec<(Complement, usize)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    stances: Vec<Stance>,
}

impl Stances {
    /// Reads and checks `stances.ron`; a grammar without that file has none.
    ///
    /// # Errors
    /// The first mistake, with file, line and column: of form, a group without a word, a word in two groups.
    pub fn from_files(files: &Files) -> Result<Self, GrammarError> {
        let Some(text) = files.get(FILE) else { return Ok(Self::default()) };
        let raw: RawFile = from_ron(FILE, text)?;
        let mut stances = Self::default();
        let mut seen = BTreeSet::new();
        for (i, stance) in raw.stances.iter().enumerate() {
            let fail = |word: &str, message: String| {
                GrammarError::at(FILE, text, &format!("\"{word}\""), message)
            };
            let lists = [
                (StanceForm::Verb, &stance.verbs),
                (StanceForm::Passive, &stance.passives),
                (StanceForm::Noun, &stance.nouns),
                (StanceForm::Adjective, &stance.adjectives),
            ];
            if lists.iter().all(|(_, list)| list.is_empty()) {
                let message = format!("the stance {:?} has no word", stance.name);
                return Err(fail(&stance.name, message)
                    .hint("give it `verbs`, `passives`, `nouns` or `adjectives`"));
            }
            for (form, word) in
                lists.iter().flat_map(|(form, list)| list.iter().map(|w| (*form, w)))
            {
                if !seen.insert((form, word.as_str())) {
                    return Err(fail(word, format!("the word {word:?} is declared twice")));
                }
                let (lemma, takes) = match word.split_once(' ') {
                    Some((lemma, takes)) => (lemma, Some(takes)),
                    None => (word.as_str(), None),
                };
                let entry = stances.words.entry((form, lemma.to_owned())).or_default();
                entry.push((Complement::of(takes), i));
            }
        }
        stances.list = raw.stances;
        Ok(stances)
    }

    /// What a word of this lemma takes, each with its group; nothing where it tells no stance.
    pub fn of(
        &self,
        form: StanceForm,
        lemma: &str,
    ) -> impl Iterator<Item = (&Complement, &Stance)> {
        let found = self.words.get(&(form, lemma.to_owned())).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|(takes, i)| Some((takes, self.list.get(*i)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Stances, GrammarError> {
        Stances::from_files(&Files::from([(FILE.to_owned(), text.to_owned())]))
    }

    #[test]
    fn a_word_stands_with_what_it_takes() {
        let stances =
            load(r#"(stances: [(name: "want", verbs: ["want", "want to", "push for"])])"#).unwrap();
        let found: Vec<_> = stances.of(StanceForm::Verb, "want").map(|(takes, _)| takes).collect();
        assert_eq!(found, [&Complement::Object, &Complement::To]);
        let push = stances.of(StanceForm::Verb, "push").next().map(|(takes, s)| (takes, &*s.name));
        assert_eq!(push, Some((&Complement::Preposition("for".to_owned()), "want")));
        assert_eq!(stances.of(StanceForm::Noun, "push").count(), 0);
    }

    #[test]
    fn a_word_in_two_groups_is_a_mistake() {
        let error = load(
            "(stances: [(name: \"a\", verbs: [\"hope\"]),\n(name: \"b\", verbs: [\"hope\"])])",
        )
        .unwrap_err();
        assert!(error.line > 0 && error.to_string().contains("declared twice"), "{error}");
        let error = load("(stances: [(name: \"a\")])").unwrap_err();
        assert!(error.to_string().contains("has no word"), "{error}");
    }
}
