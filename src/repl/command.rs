//! The commands of the prompt, as text and as values.

use std::path::PathBuf;

/// A command: what begins with `:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Schema,
    Stats,
    /// Proof of a node, or of what the last answer named.
    Why(Option<String>),
    Docs,
    Add(PathBuf),
    Save(Option<PathBuf>),
    Open(PathBuf),
    Dot(Option<PathBuf>),
    Log,
    /// Why what is written from now on is written.
    Reason(Option<String>),
    Undo,
    Quit,
}

/// Names of the commands with what may follow them and what they do.
pub(super) const COMMANDS: &[(&str, &str, &str)] = &[
    (":help", "", "this list"),
    (":schema", "", "labels, relationship types and properties of the graph"),
    (":stats", "", "how much there is in the graph"),
    (":why", "[ID|NAME]", "the sentences that prove it, or the last answer"),
    (":docs", "", "the documents that were read"),
    (":add", "PATH", "read a file or folder into the graph"),
    (":save", "[PATH]", "save the graph"),
    (":open", "PATH", "open a saved graph in the place of this one"),
    (":dot", "[PATH]", "draw the graph for Graphviz, here or into a file"),
    (":log", "", "what was written to the graph, and by whom"),
    (":reason", "[TEXT]", "why what you write from now on is written; kept in the log"),
    (":undo", "", "take back the last entry of the log"),
    (":quit", "", "leave (so does Ctrl-D)"),
];

/// Why a command cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// There is no such command.
    #[error("no command {name}")]
    Unknown {
        /// What was typed.
        name: String,
        /// The command nearest to it.
        nearest: Option<&'static str>,
    },
    /// Something must follow the command.
    #[error("{command} needs {what} after it")]
    Missing {
        /// The command.
        command: &'static str,
        /// What must follow.
        what: &'static str,
    },
    /// Nothing may follow the command.
    #[error("nothing may follow {command}")]
    Extra {
        /// The command.
        command: &'static str,
    },
}

impl CommandError {
    /// How to mend it.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { nearest: Some(name), .. } => format!("did you mean {name}?"),
            Self::Missing { .. } | Self::Extra { .. } | Self::Unknown { .. } => {
                ":help lists the commands".to_owned()
            }
        }
    }
}

/// Reads a command. A `;` at its end is not part of it.
pub(super) fn parse(line: &str) -> Result<Command, CommandError> {
    let line = line.trim().trim_end_matches(';').trim_end();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = unquoted(rest.trim());
    let Some((command, ..)) = COMMANDS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))
    else {
        return Err(CommandError::Unknown { name: name.to_owned(), nearest: nearest(name) });
    };
    let path = || (!rest.is_empty()).then(|| PathBuf::from(&rest));
    let needed = |what| path().ok_or(CommandError::Missing { command, what });
    let alone = |value| {
        if rest.is_empty() { Ok(value) } else { Err(CommandError::Extra { command }) }
    };
    match *command {
        ":schema" => alone(Command::Schema),
        ":stats" => alone(Command::Stats),
        ":why" => Ok(Command::Why((!rest.is_empty()).then(|| rest.clone()))),
        ":docs" => alone(Command::Docs),
        ":add" => needed("a file or folder").map(Command::Add),
        ":save" => Ok(Command::Save(path())),
        ":open" => needed("a saved graph").map(Command::Open),
        ":dot" => Ok(Command::Dot(path())),
        ":log" => alone(Command::Log),
        ":reason" => Ok(Command::Reason((!rest.is_empty()).then(|| rest.clone()))),
        ":undo" => alone(Command::Undo),
        ":quit" => alone(Command::Quit),
        _ => Ok(Command::Help),
    }
}

/// What stands between quotation marks, if the whole does.
fn unquoted(text: &str) -> String {
    ['"', '\'']
        .into_iter()
        .find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark))
        .unwrap_or(text)
        .to_owned()
}

fn nearest(name: &str) -> Option<&'static str> {
    let wanted = name.to_lowercase();
    COMMANDS
        .iter()
        .map(|&(known, ..)| (strsim::osa_distance(&wanted, known), known))
        .filter(|&(distance, _)| distance <= 2)
        .min()
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, Command, CommandError, parse};

    #[test]
    fn commands_are_read_with_what_follows_them() {
        assert_eq!(parse(" :quit; "), Ok(Command::Quit));
        assert_eq!(parse(":why"), Ok(Command::Why(None)));
        assert_eq!(parse(":why 'Ana Lund'"), Ok(Command::Why(Some("Ana Lund".into()))));
        assert_eq!(parse(":ADD some folder/x.txt"), Ok(Command::Add("some folder/x.txt".into())));
        assert_eq!(parse(":save"), Ok(Command::Save(None)));
    }

    #[test]
    fn mistakes_are_named_with_a_way_out() {
        let unknown = parse(":hlep").expect_err("unknown");
        assert_eq!(unknown.hint(), "did you mean :help?");
        assert!(matches!(parse(":add"), Err(CommandError::Missing { .. })));
        assert!(matches!(parse(":stats now"), Err(CommandError::Extra { .. })));
        assert!(matches!(parse(":zzzzzz"), Err(CommandError::Unknown { nearest: None, .. })));
    }

    #[test]
    fn every_command_of_the_list_is_understood() {
        for (name, takes, _) in COMMANDS {
            let line = if takes.is_empty() { (*name).to_owned() } else { format!("{name} x") };
            assert!(parse(&line).is_ok(), "{line}");
        }
    }
}
