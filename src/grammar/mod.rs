//! The knowledge of the program that a user may change: loaded from `grammar/`, checked, embedded by default.
//!
//! Both arms (reading and asking) look things up here; this module knows neither.

mod attribution;
mod error;
mod files;
mod fold;
mod frames;
mod frames_load;
mod kind;
mod lexicon;
mod load;
mod ontology;
mod reach;
mod stance;
mod table;
mod word_class;

pub use attribution::{Attribution, Content, Cue, CueExample};
pub use error::GrammarError;
pub use files::Files;
pub use fold::{fold, fold_onto};
pub use frames::{AnyOf, Embedding, Example, Frame, Frames, ModeCue, Slot, Trigger, TriggerPos};
pub use kind::{EntityKind, Factuality};
pub use lexicon::{Country, KnownName, Leader, Lexicon, NameGender, Sense, Town};
pub use load::Grammar;
pub use ontology::{
    Direct, EntityType, EventType, Once, Ontology, PlainName, RelationType, Role, Sameness,
};
pub use stance::{Complement, Stance, StanceExample, StanceForm, Stances};
pub use word_class::WordClass;
