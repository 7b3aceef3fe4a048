//! Values, answers, errors and evidence as text, written to any `Write`.
//!
//! Nothing that stands in a document can act on a terminal: what is shown there goes through
//! [`escape`].

pub mod annotation;
pub mod attribution;
mod card;
mod changes;
mod chart;
pub mod conllu;
mod csv;
mod diagnostic;
mod diagnostic_json;
mod difference;
mod escape;
mod grid;
mod json;
mod line;
mod log;
mod markdown;
mod marked;
mod mode;
mod named;
mod progress;
mod route;
mod schema;
pub mod scores;
mod screen;
mod sheet;
mod style;
mod summary;
mod table;
mod timeline;
mod tsv;
mod value;
pub mod why;
mod wrap;

pub use card::Card;
pub use changes::Changes;
pub use chart::Chart;
pub use csv::csv;
pub use diagnostic::{Diagnostic, FilePlace, Severity};
pub use diagnostic_json::{ErrorFormat, json_message};
pub use escape::{escape, escape_lines};
pub use grid::Grid;
pub use json::{Shown, json, json_line, json_lines, json_text, json_value};
pub use line::lines;
pub use log::{changed, log};
pub use markdown::markdown;
pub use marked::document;
pub use mode::Mode;
pub use progress::Progress;
pub use route::Routes;
pub use schema::{documents, schema, sources};
pub use screen::Screen;
pub use sheet::Sheet;
pub use style::Style;
pub use summary::{Summary, grouped};
use table::natural_width;
pub use table::{boxes, table, terminal_size, terminal_width};
pub use timeline::Timeline;
pub use tsv::tsv;
pub use value::text;
pub use wrap::{cut, width, wrapped};
