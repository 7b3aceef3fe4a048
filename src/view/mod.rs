//! Values, answers, errors and evidence as text, written to any `Write`.
//!
//! Nothing that stands in a document can act on a terminal: what is shown there goes through
//! [`escape`].

mod csv;
mod diagnostic;
mod escape;
mod grid;
mod json;
mod style;
mod table;
mod value;

pub use csv::csv;
pub use diagnostic::{Diagnostic, Severity};
pub use escape::escape;
pub use grid::Grid;
pub use json::{json, json_value};
pub use style::Style;
pub use table::table;
pub use value::text;
