//! Event frames: which words tell an event, and where in the sentence its participants stand.
//!
//! A frame belongs to one event type. Its triggers are indexed by lemma, so that a frame costs nothing
//! in a sentence without its words.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::kind::{EntityKind, Factuality};
use super::ontology::Role;

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TriggerPos {
    /// A verb.
    Verb,
    /// A noun, common or proper.
    Noun,
    /// An adjective.
    Adjective,
    /// A modal auxiliary: "must" of "Chile must leave".
    Auxiliary,
}

/// A word that tells an event, with the words that must stand beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Part of speech of the first word.
    pub pos: TriggerPos,
    /// Lemma of the first word, in lower case.
    pub lemma: String,
    /// For each further word, the lemmas that will do (a particle, a preposition, a noun).
    pub with: Arc<[AnyOf]>,
}

/// Some lemmas, by [`Frames::number`]. They are asked for so often, and mostly in vain, that one bit tells most others apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyOf {
    sorted: Vec<u32>,
    bits: u64,
}

impl AnyOf {
    /// The lemmas of these numbers.
    pub fn new(mut numbers: Vec<u32>) -> Self {
        numbers.sort_unstable();
        let bits = numbers.iter().fold(0, |bits, number| bits | 1 << (number % 64));
        Self { sorted: numbers, bits }
    }

    /// Is the lemma of this number one of them? Cost: logarithmic at most.
    #[inline]
    pub fn has(&self, number: u32) -> bool {
        self.bits >> (number % 64) & 1 == 1 && self.sorted.binary_search(&number).is_ok()
    }
}

/// A place in the sentence, seen from the trigger, with passives, control, relative clauses and coordination undone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Who does it: the subject of the active verb, "by" of the passive one, the subject of a light verb.
    Subject,
    /// What it is done to: the object of the active verb, the subject of the passive one.
    Object,
    /// The indirect object.
    Recipient,
    /// "Peru's" in "Peru's visit".
    Possessor,
    /// The possessor of a noun that has an "of" phrase too: "Peru's" in "Peru's release of the sailors".
    Holder,
    /// A noun or adjective before a noun: "Peruvian", "Lima" in "Lima talks".
    Modifier,
    /// Where people were hit: the place of the clause, or of the event that its subject or object names.
    Scene,
    /// Who says so: the subject of the cue, the speaker of the words, or the issuer of the document.
    Voice,
    /// What stands behind this preposition; behind "that", the subject of the verb's clause.
    Preposition(String),
}

impl Slot {
    /// The slot of this spelling: a slot's own name, or else a preposition.
    pub fn parse(text: &str) -> Self {
        match text {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "recipient" => Self::Recipient,
            "possessor" => Self::Possessor,
            "holder" => Self::Holder,
            "modifier" => Self::Modifier,
            "scene" => Self::Scene,
            "voice" => Self::Voice,
            preposition => Self::Preposition(preposition.to_owned()),
        }
    }
}

/// A mode that words in the clause tell: "drone" in "a drone attack".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModeCue {
    /// The mode.
    pub mode: String,
    /// The lemmas that tell it.
    pub words: BTreeSet<String>,
    /// Where not empty: only beside one of these ("drones and missiles" come by air, whichever is named first).
    pub with: BTreeSet<String>,
}

/// A sentence with the event that its frame must read in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Names of the actors, in any order.
    #[serde(default)]
    pub actor: Vec<String>,
    /// Names of the targets.
    #[serde(default)]
    pub target: Vec<String>,
    /// Names of the places.
    #[serde(default)]
    pub place: Vec<String>,
    /// The mode.
    #[serde(default)]
    pub mode: Option<String>,
    /// Is it told as a fact?
    #[serde(default)]
    pub factuality: Factuality,
}

/// A way in which the language tells one type of event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Type and own name: `consult/meet`.
    pub name: String,
    /// The event type.
    pub event: String,
    /// The words that tell it.
    pub triggers: Vec<Trigger>,
    /// The mode where no word in the clause tells another.
    pub mode: Option<String>,
    /// Words that tell a mode, the first that is found decides.
    pub modes: Vec<ModeCue>,
    /// Where all parties of a symmetric event stand: every slot counts, and all become actors.
    pub parties: Vec<Slot>,
    /// Where the actor stands: the first slot that is filled counts.
    pub actor: Vec<Slot>,
    /// Where the target stands: the first slot that is filled counts.
    pub target: Vec<Slot>,
    /// Where the place stands: every slot counts.
    pub place: Vec<Slot>,
    /// Kinds that an actor may be of.
    pub actor_kinds: Vec<EntityKind>,
    /// Kinds that a target may be of.
    pub target_kinds: Vec<EntityKind>,
    /// Lemmas of which the subject must be one; empty: any.
    pub subjects: BTreeSet<String>,
    /// Lemmas of which the subject must be none.
    pub barred: BTreeSet<String>,
    /// Lemmas of which the object must be one, unless it is named or counted; empty: any.
    pub objects: BTreeSet<String>,
    /// Roles that must be filled for the frame to hold.
    pub needs: Vec<Role>,
    /// At least this many participants (actors and targets) must be found.
    pub participants: usize,
    /// Is the event certain where who does it is somebody who is no entity: "those who send arms", "has been told to"?
    pub untold: bool,
    /// Must nothing further stand behind the object: "called Vera", not "called Vera a liar"?
    pub bare: bool,
    /// Are the parties that the clause leaves open those that were told of before ("the truce held")?
    pub recalls: bool,
    /// The least factuality of its events: what is told by "plan" is planned even in the past tense.
    pub factuality: Option<Factuality>,
    /// What the number before the object counts (`killed`); `None`: the noun itself tells.
    pub counts: Option<String>,
    /// How sure the frame is, in hundredths.
    pub confidence: u8,
    /// Sentences that it must read.
    pub examples: Vec<Example>,
    /// Sentences in which no event of its type may be read.
    pub counter_examples: Vec<String>,
}

/// What embeds an event, and the factuality that it lends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedding {
    /// The factuality of what is embedded.
    pub factuality: Factuality,
    /// Verbs whose complement or object it is.
    pub verbs: BTreeSet<String>,
    /// Nouns whose complement it is ("a plan to attack"), or that stand before it.
    pub nouns: BTreeSet<String>,
    /// Adjectives: "ready to", "possible".
    pub adjectives: BTreeSet<String>,
    /// Auxiliaries and adverbs of the clause itself.
    pub auxiliaries: BTreeSet<String>,
    /// Conjunctions of its clause.
    pub conjunctions: BTreeSet<String>,
}

/// The lemmas of all frames and lists, numbered, so that a word is looked up once and compared by its number.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    numbers: FxHashMap<String, u32>,
}

impl Known {
    /// The number of a lemma; a new one where it has none yet.
    pub(super) fn number(&mut self, lemma: String) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(lemma).or_insert(next)
    }
}

/// All frames, with their shared lists of words.
#[derive(Debug, Clone, Default)]
pub struct Frames {
    /// The frames, by file and in the order of the files.
    pub frames: Vec<Frame>,
    /// What lends factuality to embedded events.
    pub embeddings: Vec<Embedding>,
    pub(super) classes: FxHashMap<String, FxHashSet<String>>,
    pub(super) known: Known,
    pub(super) by_lemma: FxHashMap<String, Vec<(usize, usize)>>,
}

impl Frames {
    /// The triggers that begin with this lemma, each with its frame. Cost: one look-up.
    pub fn triggers(&self, lemma: &str) -> impl Iterator<Item = (&Frame, &Trigger)> {
        let found = self.by_lemma.get(lemma).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|&(frame, trigger)| {
            let frame = self.frames.get(frame)?;
            Some((frame, frame.triggers.get(trigger)?))
        })
    }

    /// Does any frame or list have this lemma?
    pub fn knows(&self, lemma: &str) -> bool {
        self.number(lemma).is_some()
    }

    /// The number of a lemma that a frame or list has.
    pub fn number(&self, lemma: &str) -> Option<u32> {
        self.known.numbers.get(lemma).copied()
    }

    /// Lets [`Self::knows`] know further lemmas: those of the cues of attribution.
    pub(super) fn learn<'a>(&mut self, lemmas: impl Iterator<Item = &'a str>) {
        for lemma in lemmas {
            self.known.number(lemma.to_owned());
        }
    }

    /// Is `lemma` in the shared list `class`? No list of that name holds nothing.
    pub fn in_class(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(lemma))
    }

    /// The frame of this full name (`consult/meet`).
    pub fn frame(&self, name: &str) -> Option<&Frame> {
        self.frames.iter().find(|frame| frame.name == name)
    }
}
