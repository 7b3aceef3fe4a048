//! The knowledge of the program that a user may change: loaded from `grammar/`, checked, embedded by default.
//!
//! Both arms (reading and asking) look things up here; this module knows neither.

mod error;
mod files;
mod kind;
mod load;
mod ontology;

pub use error::GrammarError;
pub use files::Files;
pub use kind::{EntityKind, Factuality};
pub use load::Grammar;
pub use ontology::{Direct, EntityType, EventType, Ontology, PlainName, RelationType, Role};
