//! Values, answers, errors and evidence as text, written to any `Write`.
//!
//! Nothing that stands in a document can act on a terminal: what is shown there goes through
//! [`escape`].

pub mod annotation;
pub mod attribution;
pub mod conllu;
mod csv;
mod diagnostic;
mod diagnostic_json;
mod escape;
mod grid;
mod json;
mod log;
mod progress;
mod schema;
pub mod scores;
mod screen;
mod sheet;
mod style;
mod summary;
mod table;
mod value;
pub mod why;

pub use csv::csv;
pub use diagnostic::{Diagnostic, FilePlace, Severity};
pub use diagnostic_json::{ErrorFormat, json_message};
pub use escape::{escape, escape_lines};
pub use grid::Grid;
pub use json::{json, json_value};
pub use log::{changed, log};
pub use progress::Progress;
pub use schema::{documents, schema};
pub use screen::Screen;
pub use sheet::Sheet;
pub use style::Style;
pub use summary::{Summary, grouped};
pub use table::{table, terminal_width};
pub use value::text;
