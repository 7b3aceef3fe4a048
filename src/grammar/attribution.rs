//! Cues of attribution: the words that tell who said what.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::error::{GrammarError, from_ron};
use super::files::Files;
use super::kind::Factuality;

/// The file that declares them.
const FILE: &str = "attribution.ron";

/// What a cue may report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// A clause or a quotation: "said that …", "…, he said".
    Clause,
    /// An infinitive: "vowed to …", "urged them to …".
    Infinitive,
    /// What follows "of" or "for": "accused them of …".
    Charge,
    /// A noun phrase: "announced the …".
    Noun,
    /// A quotation or description after "as", or behind the object: "called it “…”".
    Label,
    /// A quotation only: "“…,” he smiled".
    Quotation,
}

/// A group of cues that behave alike.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Name of the group, such as `say`.
    pub name: String,
    /// Verbs, by lemma; a second word is a particle or preposition ("point out", "call on").
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns whose possessor speaks and whose clause is said: "claim", "warning".
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Phrases that lead to the speaker: "according to".
    #[serde(default)]
    pub phrases: Vec<String>,
    /// What it may report.
    pub takes: Vec<Content>,
    /// Is the object of the verb who it is said to ("told parliament")?
    #[serde(default)]
    pub addresses: bool,
    /// The factuality of the statement itself.
    #[serde(default)]
    pub factuality: Factuality,
    /// Sentences with who says what in them.
    #[serde(default)]
    pub examples: Vec<CueExample>,
    /// Sentences in which nobody says anything.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// A sentence with the statement that must be read in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueExample {
    /// The sentence.
    pub text: String,
    /// Name of the speaker.
    pub speaker: String,
    /// What is said, verbatim.
    pub content: String,
}

/// All cues of attribution.
#[derive(Debug, Clone, Default)]
pub struct Attribution {
    /// The groups, in the order of the file.
    pub cues: Vec<Cue>,
    by_lemma: FxHashMap<String, Vec<(usize, Option<String>)>>,
    nouns: FxHashMap<String, usize>,
    addressees: BTreeSet<String>,
    letters: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    cues: Vec<Cue>,
    /// People who are spoken to and not named: "reporters".
    #[serde(default)]
    addressees: Vec<String>,
    /// Papers and talks that are for or with somebody: "in a letter to", "in a call with".
    #[serde(default)]
    letters: Vec<String>,
}

impl Attribution {
    /// Reads and checks `attribution.ron`; a grammar without that file has no cues.
    ///
    /// # Errors
    /// The first mistake, with file, line and column: of form, a group without a cue, a cue in two groups.
    pub fn from_files(files: &Files) -> Result<Self, GrammarError> {
        let Some(text) = files.get(FILE) else { return Ok(Self::default()) };
        let raw: RawFile = from_ron(FILE, text)?;
        let mut attribution = Self {
            addressees: raw.addressees.into_iter().collect(),
            letters: raw.letters.into_iter().collect(),
            ..Self::default()
        };
        let mut seen = BTreeSet::new();
        for (i, cue) in raw.cues.iter().enumerate() {
            let fail = |word: &str, message: String| {
                GrammarError::at(FILE, text, &format!("\"{word}\""), message)
            };
            if cue.verbs.is_empty() && cue.nouns.is_empty() && cue.phrases.is_empty() {
                return Err(fail(&cue.name, format!("the group {:?} has no cue", cue.name))
                    .hint("give it `verbs`, `nouns` or `phrases`"));
            }
            if cue.takes.is_empty() {
                return Err(fail(&cue.name, format!("the group {:?} takes nothing", cue.name))
                    .hint("one or more of clause, infinitive, charge, noun, label, quotation"));
            }
            let verbs = cue.verbs.iter().map(|word| ("verb", word));
            let nouns = cue.nouns.iter().map(|word| ("noun", word));
            for (pos, word) in verbs.chain(nouns) {
                if !seen.insert((pos, word.as_str())) {
                    return Err(fail(word, format!("the cue {word:?} is declared twice")));
                }
            }
            for verb in &cue.verbs {
                let (lemma, particle) = match verb.split_once(' ') {
                    Some((lemma, particle)) => (lemma, Some(particle.to_owned())),
                    None => (verb.as_str(), None),
                };
                attribution.by_lemma.entry(lemma.to_owned()).or_default().push((i, particle));
            }
            for noun in &cue.nouns {
                attribution.nouns.insert(noun.clone(), i);
            }
        }
        // A cue of two words is tried before the one of its first word alone.
        for verb in raw.cues.iter().flat_map(|cue| &cue.verbs) {
            let lemma = verb.split(' ').next().unwrap_or("");
            if let Some(list) = attribution.by_lemma.get_mut(lemma) {
                list.sort_by_key(|(i, particle)| (particle.is_none(), *i));
            }
        }
        attribution.cues = raw.cues;
        Ok(attribution)
    }

    /// The lemmas of all verbs that are cues.
    pub fn lemmas(&self) -> impl Iterator<Item = &str> {
        let verbs = self.cues.iter().flat_map(|cue| &cue.verbs);
        verbs.filter_map(|verb| verb.split(' ').next())
    }

    /// The groups that a verb of this lemma belongs to, each with the particle that must stand beside it,
    /// those with a particle first.
    pub fn verbs(&self, lemma: &str) -> impl Iterator<Item = (&Cue, Option<&str>)> {
        let found = self.by_lemma.get(lemma).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|(i, particle)| Some((self.cues.get(*i)?, particle.as_deref())))
    }

    /// The group that a noun of this lemma belongs to.
    pub fn noun(&self, lemma: &str) -> Option<&Cue> {
        self.nouns.get(lemma).and_then(|&i| self.cues.get(i))
    }

    /// The phrases that lead to a speaker, each with its group.
    pub fn phrases(&self) -> impl Iterator<Item = (&str, &Cue)> {
        self.cues.iter().flat_map(|cue| cue.phrases.iter().map(move |p| (p.as_str(), cue)))
    }

    /// Is this a paper or a talk that is for or with somebody, such as a letter or a call?
    pub fn is_letter(&self, lemma: &str) -> bool {
        self.letters.contains(lemma)
    }

    /// Are these people who are spoken to, such as reporters?
    pub fn is_addressee(&self, lemma: &str) -> bool {
        self.addressees.contains(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Attribution, GrammarError> {
        Attribution::from_files(&Files::from([(FILE.to_owned(), text.to_owned())]))
    }

    #[test]
    fn a_cue_of_two_words_comes_first() {
        let attribution = load(
            r#"(cues: [
                (name: "name", verbs: ["call"], takes: [label]),
                (name: "urge", verbs: ["call on"], takes: [infinitive]),
            ])"#,
        )
        .unwrap();
        let found: Vec<_> =
            attribution.verbs("call").map(|(cue, p)| (cue.name.as_str(), p)).collect();
        assert_eq!(found, [("urge", Some("on")), ("name", None)]);
    }

    #[test]
    fn a_cue_in_two_groups_is_a_mistake() {
        let error = load(
            "(cues: [(name: \"a\", verbs: [\"say\"], takes: [clause]),\n(name: \"b\", verbs: [\"say\"], takes: [clause])])",
        )
        .unwrap_err();
        assert!(error.line > 0 && error.to_string().contains("declared twice"), "{error}");
        let error = load("(cues: [(name: \"a\", takes: [clause])])").unwrap_err();
        assert!(error.to_string().contains("has no cue"), "{error}");
    }
}
