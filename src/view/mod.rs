//! Values and answers as text, for people and for programs: writes to any `Write`.

mod visible;
pub mod why;

pub use visible::visible;
