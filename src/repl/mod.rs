//! The prompt: the only module that names rustyline.
//!
//! What is typed goes to an [`Interpreter`], which knows nothing of the line editor; scripts from
//! standard input go to the same one, without a prompt.

mod command;
mod complete;
mod edit;
mod error;
mod examples;
mod gather;
mod help;
mod helper;
mod highlight;
mod history;
mod interpreter;
mod pager;
mod picture;
mod prompt;
mod script;
mod settings;
mod split;

pub use error::ReplError;
pub use history::History;
pub use interpreter::Interpreter;
pub use prompt::prompt;
pub use script::script;
pub use settings::{Keys, SettingError, Settings, Width};

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// In order.
    Done,
    /// In order, but some documents were passed over on the way.
    PassedOver,
    /// On the first error of a script.
    Failed,
    /// By an interrupt.
    Interrupted,
}
