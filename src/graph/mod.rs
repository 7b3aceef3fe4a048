//! The property graph: values, evidence, changes, and the store on petgraph with its indexes.
//!
//! The only module that names petgraph.

mod change;
mod columns;
mod compare;
mod draft;
mod duration;
mod evidence;
mod find;
mod index;
mod keys;
mod load;
mod log;
mod names;
mod order;
mod overlay;
mod properties;
mod splice;
mod store;
mod temporal;
mod value;

pub use change::{Change, ChangeError};
pub use columns::{BLOCK, Cells, Codes, Columns, Gather, Kept};
pub use compare::{Difference, Thing, Tie};
pub use draft::{Draft, DraftError, Effects};
pub use duration::Duration;
pub use evidence::{Evidence, Origin, Row};
pub use find::NotFound;
pub use index::{Adjacency, Column, Looks, NodeSet, Step, TableOf};
pub use load::{LoadError, Loader};
pub use log::{
    Between, Edit, Element, Entry, Fact, Fields, Heard, Judgement, Lookup, Mark, NoMark, Orphan,
    Reason, Source, Stamp, Standing, Subject, marks, push, replay, replay_heard, union,
};
pub use order::GroupKey;
pub use properties::Properties;
pub(crate) use splice::{Run, Splice};
pub use store::{Graph, Labels, Node, NodeId, RelId, Relationship, Way};
pub use value::{Map, Path, Value};
