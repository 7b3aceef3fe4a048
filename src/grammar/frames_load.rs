//! Reads `frames/*.ron`, resolves the shared lists and checks every name that is used.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::error::{GrammarError, from_ron};
use super::files::Files;
use super::frames::{
    AnyOf, Embedding, Example, Frame, Frames, Known, ModeCue, Slot, Trigger, TriggerPos,
};
use super::kind::{EntityKind, Factuality};
use super::ontology::{Ontology, Role};

/// The shared lists of words: `frames/classes.ron`.
const CLASSES: &str = "frames/classes.ron";
/// What lends factuality: `frames/factuality.ron`.
const FACTUALITY: &str = "frames/factuality.ron";
/// Prepositions that lead to a place, unless a frame says otherwise.
const PLACES: [&str; 16] = [
    "in",
    "at",
    "near",
    "across",
    "outside",
    "inside",
    "off",
    "throughout",
    "around",
    "over",
    "along",
    "within",
    "outside of",
    "north of",
    "south of",
    "here in",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    event: String,
    frames: Vec<RawFrame>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMode {
    mode: String,
    words: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    name: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    auxiliaries: Vec<String>,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    modes: Vec<RawMode>,
    #[serde(default)]
    parties: Vec<String>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    place: Option<Vec<String>>,
    #[serde(default)]
    actor_kinds: Vec<EntityKind>,
    #[serde(default)]
    target_kinds: Vec<EntityKind>,
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    barred: Vec<String>,
    #[serde(default)]
    objects: Vec<String>,
    #[serde(default)]
    needs: Vec<Role>,
    #[serde(default)]
    participants: usize,
    #[serde(default)]
    untold: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    recalls: bool,
    #[serde(default)]
    factuality: Option<Factuality>,
    #[serde(default)]
    counts: Option<String>,
    #[serde(default = "usual_confidence")]
    confidence: u8,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    counter_examples: Vec<String>,
}

fn usual_confidence() -> u8 {
    70
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEmbedding {
    factuality: Factuality,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    auxiliaries: Vec<String>,
    #[serde(default)]
    conjunctions: Vec<String>,
}

/// One file of the grammar with its text, to say where a mistake stands.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
    classes: &'a BTreeMap<String, BTreeSet<String>>,
    known: &'a RefCell<Known>,
}

impl Source<'_> {
    fn fail(&self, needle: &str, message: String) -> GrammarError {
        let quoted = format!("\"{needle}\"");
        GrammarError::at(self.file, self.text, &quoted, message)
    }

    /// The words of a list, `@name` replaced by the shared list.
    fn words(&self, list: &[String]) -> Result<BTreeSet<String>, GrammarError> {
        let mut words = BTreeSet::new();
        for word in list {
            words.extend(self.one(word, word)?);
        }
        Ok(words)
    }

    fn one(&self, word: &str, inside: &str) -> Result<BTreeSet<String>, GrammarError> {
        let Some(name) = word.strip_prefix('@') else {
            return Ok(BTreeSet::from([word.to_owned()]));
        };
        self.classes.get(name).cloned().ok_or_else(|| {
            let known: Vec<&str> = self.classes.keys().map(String::as_str).collect();
            self.fail(inside, format!("no list of words is called {name:?}"))
                .hint(format!("{CLASSES} has {}", known.join(", ")))
        })
    }

    /// The triggers that one spelling declares: several, where its first word is a shared list.
    fn triggers(
        &self,
        spelling: &str,
        pos: TriggerPos,
        into: &mut Vec<Trigger>,
    ) -> Result<(), GrammarError> {
        let mut parts = spelling.split_whitespace();
        let Some(first) = parts.next() else {
            return Err(self.fail(spelling, "an empty trigger".to_owned()));
        };
        let mut with = Vec::new();
        for part in parts {
            let mut alternatives = BTreeSet::new();
            for word in part.split('|') {
                alternatives.extend(self.one(word, spelling)?);
            }
            let mut known = self.known.borrow_mut();
            let numbers = alternatives.into_iter().map(|word| known.number(word)).collect();
            with.push(AnyOf::new(numbers));
        }
        let with: Arc<[AnyOf]> = with.into();
        for lemma in self.one(first, spelling)? {
            if lemma.chars().any(char::is_uppercase) {
                return Err(self
                    .fail(spelling, format!("the trigger {lemma:?} has a capital letter"))
                    .hint("triggers are lemmas in lower case"));
            }
            into.push(Trigger { pos, lemma, with: Arc::clone(&with) });
        }
        Ok(())
    }

    fn frame(&self, raw: RawFrame, event: &str, modes: &[String]) -> Result<Frame, GrammarError> {
        let mut triggers = Vec::new();
        for (list, pos) in [
            (&raw.verbs, TriggerPos::Verb),
            (&raw.nouns, TriggerPos::Noun),
            (&raw.adjectives, TriggerPos::Adjective),
            (&raw.auxiliaries, TriggerPos::Auxiliary),
        ] {
            for spelling in list {
                self.triggers(spelling, pos, &mut triggers)?;
            }
        }
        if triggers.is_empty() {
            return Err(self
                .fail(&raw.name, format!("the frame {:?} has no trigger", raw.name))
                .hint("give it `verbs`, `nouns`, `adjectives` or `auxiliaries`"));
        }
        for mode in raw.mode.iter().chain(raw.modes.iter().map(|cue| &cue.mode)) {
            if !modes.contains(mode) {
                return Err(self
                    .fail(mode, format!("{event} has no mode {mode:?}"))
                    .hint(format!("its modes are {}", modes.join(", "))));
            }
        }
        let mut cues = Vec::new();
        for cue in &raw.modes {
            cues.push(ModeCue {
                mode: cue.mode.clone(),
                words: self.words(&cue.words)?,
                with: self.words(&cue.with)?,
            });
        }
        let slots = |list: &[String]| list.iter().map(|slot| Slot::parse(slot)).collect();
        let or_all = |kinds: Vec<EntityKind>, all: &[EntityKind]| {
            if kinds.is_empty() { all.to_vec() } else { kinds }
        };
        let agents =
            [EntityKind::Person, EntityKind::Organization, EntityKind::Country, EntityKind::Place];
        Ok(Frame {
            name: format!("{}/{}", event.to_lowercase(), raw.name),
            event: event.to_owned(),
            triggers,
            mode: raw.mode,
            modes: cues,
            parties: slots(&raw.parties),
            actor: slots(&raw.actor),
            target: slots(&raw.target),
            place: raw
                .place
                .as_deref()
                .map_or_else(|| PLACES.iter().map(|place| Slot::parse(place)).collect(), slots),
            actor_kinds: or_all(raw.actor_kinds, &agents),
            target_kinds: or_all(raw.target_kinds, &EntityKind::ALL),
            subjects: self.words(&raw.subjects)?,
            barred: self.words(&raw.barred)?,
            objects: self.words(&raw.objects)?,
            needs: raw.needs,
            participants: raw.participants,
            untold: raw.untold,
            bare: raw.bare,
            recalls: raw.recalls,
            factuality: raw.factuality,
            counts: raw.counts,
            confidence: raw.confidence.min(100),
            examples: raw.examples,
            counter_examples: raw.counter_examples,
        })
    }
}

impl Frames {
    /// Reads and checks all files under `frames/`.
    ///
    /// # Errors
    /// The first mistake, with file, line and column: of form, or an event type, mode or list that is
    /// used and not declared, a frame without a trigger, a name given twice.
    pub fn from_files(files: &Files, ontology: &Ontology) -> Result<Self, GrammarError> {
        let classes: BTreeMap<String, Vec<String>> = match files.get(CLASSES) {
            Some(text) => from_ron(CLASSES, text)?,
            None => BTreeMap::new(),
        };
        let classes: BTreeMap<String, BTreeSet<String>> =
            classes.into_iter().map(|(name, words)| (name, words.into_iter().collect())).collect();
        let known = RefCell::default();
        let mut frames = Vec::new();
        let mut embeddings = Vec::new();
        let mut seen = BTreeSet::new();
        for (file, text) in files.iter().filter(|(file, _)| file.starts_with("frames/")) {
            let source = Source { file, text, classes: &classes, known: &known };
            if file == CLASSES {
                continue;
            }
            if file == FACTUALITY {
                for raw in from_ron::<Vec<RawEmbedding>>(file, text)? {
                    embeddings.push(Embedding {
                        factuality: raw.factuality,
                        verbs: source.words(&raw.verbs)?,
                        nouns: source.words(&raw.nouns)?,
                        adjectives: source.words(&raw.adjectives)?,
                        auxiliaries: source.words(&raw.auxiliaries)?,
                        conjunctions: source.words(&raw.conjunctions)?,
                    });
                }
                continue;
            }
            let raw: RawFile = from_ron(file, text)?;
            let Some(event) = ontology.event(&raw.event) else {
                let known: Vec<&str> = ontology.events.iter().map(|e| e.name.as_str()).collect();
                return Err(source
                    .fail(&raw.event, format!("no event type is called {:?}", raw.event))
                    .hint(format!("ontology.ron has {}", known.join(", "))));
            };
            for frame in raw.frames {
                let frame = source.frame(frame, &event.name, &event.modes)?;
                if !seen.insert(frame.name.clone()) {
                    let own = frame.name.rsplit('/').next().unwrap_or("");
                    return Err(
                        source.fail(own, format!("the frame {:?} is declared twice", frame.name))
                    );
                }
                frames.push(frame);
            }
        }
        let mut by_lemma: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
        for (i, frame) in frames.iter().enumerate() {
            for (j, trigger) in frame.triggers.iter().enumerate() {
                by_lemma.entry(trigger.lemma.clone()).or_default().push((i, j));
            }
        }
        let mut known = known.into_inner();
        let lemmas = frames.iter().flat_map(|frame| &frame.triggers).map(|trigger| &trigger.lemma);
        let listed = classes.values().flatten();
        let embedding = embeddings.iter().flat_map(|embedding| &embedding.verbs);
        for word in lemmas.chain(listed).chain(embedding) {
            known.number(word.clone());
        }
        let classes =
            classes.into_iter().map(|(name, words)| (name, words.into_iter().collect())).collect();
        Ok(Self { frames, embeddings, classes, known, by_lemma })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{Files, Ontology};

    fn load(frames: &str) -> Result<Frames, GrammarError> {
        let ontology = Ontology::parse(
            "ontology.ron",
            r#"(entities: [], relations: [], quantities: [],
                events: [(name: "CONSULT", label: "Consult", modes: ["meeting"])])"#,
        )
        .unwrap();
        let files = Files::from([
            (CLASSES.to_owned(), r#"{"talks": ["talk", "negotiation"]}"#.to_owned()),
            ("frames/consult.ron".to_owned(), frames.to_owned()),
        ]);
        Frames::from_files(&files, &ontology)
    }

    #[test]
    fn a_trigger_is_found_by_its_lemma_and_a_list_stands_for_its_words() {
        let frames =
            load(r#"(event: "CONSULT", frames: [(name: "talk", nouns: ["@talks"], verbs: ["hold @talks"])])"#)
                .unwrap();
        assert_eq!(frames.triggers("negotiation").count(), 1);
        let (frame, trigger) = frames.triggers("hold").next().unwrap();
        assert_eq!(frame.name, "consult/talk");
        assert_eq!(trigger.with.len(), 1);
        assert!(frames.number("talk").is_some_and(|talk| trigger.with[0].has(talk)));
        assert_eq!(frames.triggers("sing").count(), 0);
    }

    #[test]
    fn mistakes_name_the_place_and_what_was_expected() {
        let error = load("(event: \"CONSULT\", frames: [\n (name: \"x\", verbs: [\"meet\"], mode: \"metting\")])")
            .unwrap_err();
        assert_eq!((error.file.as_str(), error.line, error.column), ("frames/consult.ron", 2, 37));
        assert!(error.to_string().contains("its modes are meeting"), "{error}");
        let error =
            load(r#"(event: "CONSULT", frames: [(name: "x", verbs: ["@tlaks"])])"#).unwrap_err();
        assert!(error.to_string().contains("no list of words is called \"tlaks\""), "{error}");
        let error = load(r#"(event: "CONSLT", frames: [])"#).unwrap_err();
        assert!(error.to_string().contains("no event type is called \"CONSLT\""), "{error}");
        let error = load(r#"(event: "CONSULT", frames: [(name: "x")])"#).unwrap_err();
        assert!(error.to_string().contains("has no trigger"), "{error}");
        let error =
            load(r#"(event: "CONSULT", frames: [(name: "x", verb: ["meet"])])"#).unwrap_err();
        assert!(error.line == 1 && error.to_string().contains("verb"), "{error}");
    }
}
