//! The commands of the prompt, as text and as values.

pub(super) mod list;
mod words;

use std::path::PathBuf;

use jiff::civil::Date;

pub(super) use list::{COMMANDS, Follows, find, is_command};
use words::{days, names, unquoted};

use crate::session::{Correction, line_words};
use crate::view::Mode;

/// A command: what begins with `:`, or with `\` or `.` as elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    Help(Option<String>),
    Examples(Option<usize>),
    Schema,
    Stats,
    Sources,
    Docs,
    Who(String),
    /// Who, the first day, the last day.
    Timeline(Option<String>, Option<Date>, Option<Date>),
    Path(String, String),
    /// Proof of a node, or of what the last answer named.
    Why(Option<String>),
    Text(String),
    Add(PathBuf),
    Remove(String),
    /// Where to, and whether over what another program wrote.
    Save(Option<PathBuf>, bool),
    Recover,
    Forget,
    Open(PathBuf),
    Demo,
    Diff,
    Log,
    /// Why what is written from now on is written.
    Reason(Option<String>),
    /// The number of an entry of the log.
    Undo(Option<usize>),
    Redo(Option<usize>),
    Correct(Correction),
    Last,
    Chart(Option<String>),
    Dot(Option<PathBuf>),
    Export(PathBuf),
    /// The form; `None` to show it.
    Mode(Option<Mode>),
    /// Between lines and the usual form.
    Expand,
    Output(Option<PathBuf>),
    Once(PathBuf),
    Read(PathBuf),
    /// The name and the expression.
    Param(Option<(String, Option<String>)>),
    Set(Option<(String, Option<String>)>),
    Show(Option<String>),
    Edit,
    Quit,
}

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
    #[error("{command} needs {what}")]
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
    /// What follows the command is not what it takes.
    #[error("{command} cannot take {text:?}")]
    Wrong {
        /// The command.
        command: &'static str,
        /// What follows it.
        text: String,
        /// What could follow.
        hint: String,
    },
}

impl CommandError {
    /// How to mend it.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { nearest: Some(name), .. } => format!("did you mean {name}?"),
            Self::Wrong { hint, .. } => hint.clone(),
            Self::Missing { command, .. } => format!(":help {command} says more"),
            Self::Extra { .. } | Self::Unknown { .. } => ":help lists the commands".to_owned(),
        }
    }
}

/// Reads a command. A `;` at its end is not part of it.
pub(super) fn parse(line: &str) -> Result<Command, CommandError> {
    let line = line.trim().trim_end_matches(';').trim_end();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    if name == "\\x" && rest.is_empty() {
        return Ok(Command::Expand);
    }
    let Some(spec) = find(name) else {
        return Err(CommandError::Unknown { name: name.to_owned(), nearest: nearest(name) });
    };
    // Elsewhere the same letters describe one thing.
    if name == "\\d" && !rest.is_empty() {
        return Ok(Command::Who(unquoted(rest)));
    }
    let command = spec.name;
    let text = || (!rest.is_empty()).then(|| unquoted(rest));
    let path = || text().map(|text| path(&text));
    let needed = |what| CommandError::Missing { command, what };
    let wrong =
        |hint: &str| CommandError::Wrong { command, text: rest.to_owned(), hint: hint.to_owned() };
    let alone = |value| {
        if rest.is_empty() { Ok(value) } else { Err(CommandError::Extra { command }) }
    };
    match command {
        ":help" => Ok(Command::Help(text())),
        ":examples" => match rest {
            "" => Ok(Command::Examples(None)),
            number => number
                .parse()
                .map(|n| Command::Examples(Some(n)))
                .map_err(|_| wrong("expected the number of an example")),
        },
        ":schema" => alone(Command::Schema),
        ":stats" => alone(Command::Stats),
        ":sources" => alone(Command::Sources),
        ":docs" => alone(Command::Docs),
        ":who" => text().map(Command::Who).ok_or_else(|| needed("a name")),
        ":timeline" => {
            let (name, days) = days(rest);
            match days.as_slice() {
                [] => Ok(Command::Timeline(name, None, None)),
                [(from, to)] => Ok(Command::Timeline(name, Some(*from), Some(*to))),
                [(from, _), (_, to)] if from <= to => {
                    Ok(Command::Timeline(name, Some(*from), Some(*to)))
                }
                _ => Err(wrong("expected a name, and at most two days in order")),
            }
        }
        ":path" => {
            let (a, b) =
                names(rest).ok_or_else(|| needed("two names, with a comma between them"))?;
            Ok(Command::Path(a, b))
        }
        ":why" => Ok(Command::Why(text())),
        ":text" => text().map(Command::Text).ok_or_else(|| needed("a document")),
        ":add" => path().map(Command::Add).ok_or_else(|| needed("a file or folder")),
        ":remove" => text().map(Command::Remove).ok_or_else(|| needed("the id of a document")),
        ":save" => match rest.strip_prefix("--force") {
            Some("") => Ok(Command::Save(None, true)),
            Some(rest) if rest.starts_with(char::is_whitespace) => {
                Ok(Command::Save(Some(self::path(&unquoted(rest.trim()))), true))
            }
            _ => Ok(Command::Save(path(), false)),
        },
        ":recover" => alone(Command::Recover),
        ":forget" => alone(Command::Forget),
        ":open" => path().map(Command::Open).ok_or_else(|| needed("a saved graph")),
        ":demo" => alone(Command::Demo),
        ":diff" => alone(Command::Diff),
        ":log" => alone(Command::Log),
        ":reason" => Ok(Command::Reason(text())),
        ":undo" | ":redo" => {
            let number = match rest {
                "" => None,
                number => {
                    Some(number.parse().map_err(|_| wrong("expected the number of an entry"))?)
                }
            };
            let undo = command == ":undo";
            Ok(if undo { Command::Undo(number) } else { Command::Redo(number) })
        }
        ":last" => alone(Command::Last),
        ":chart" => Ok(Command::Chart(text())),
        ":dot" => Ok(Command::Dot(path())),
        ":export" => path().map(Command::Export).ok_or_else(|| needed("a file")),
        ":mode" => match rest {
            "" => Ok(Command::Mode(None)),
            name => Mode::parse(name).map(|mode| Command::Mode(Some(mode))).ok_or_else(|| {
                let names: Vec<&str> = Mode::ALL.iter().map(|(_, name, _)| *name).collect();
                wrong(&format!("the forms are {}", names.join(", ")))
            }),
        },
        ":maxrows" | ":timer" => {
            let name = command.trim_start_matches(':').to_owned();
            Ok(Command::Set(Some((name, text()))))
        }
        ":output" => Ok(Command::Output(path().filter(|p| p.as_os_str() != "off"))),
        ":once" => path().map(Command::Once).ok_or_else(|| needed("a file")),
        ":read" => path().map(Command::Read).ok_or_else(|| needed("a file")),
        ":param" => Ok(Command::Param(assignment(rest, true))),
        ":set" => Ok(Command::Set(assignment(rest, false))),
        ":show" => Ok(Command::Show(text())),
        ":edit" => alone(Command::Edit),
        ":quit" => alone(Command::Quit),
        act => Correction::parse(act.trim_start_matches(':'), &line_words(rest))
            .map(Command::Correct)
            .map_err(|error| needed(error.takes)),
    }
}

/// A path as it was typed; `~/` is the user's folder.
pub(super) fn path(text: &str) -> PathBuf {
    match (text.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(text),
    }
}

/// A name and what it shall be: `x 1`, `x = 1`, `x => 1`, `x: 1`.
fn assignment(rest: &str, expression: bool) -> Option<(String, Option<String>)> {
    let rest = rest.trim_start_matches('$');
    let word = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'));
    let end = rest.find(word).unwrap_or(rest.len());
    let (name, value) = rest.split_at(end);
    let value = value.trim_start();
    let value = ["=>", "=", ":"].iter().find_map(|mark| value.strip_prefix(mark)).unwrap_or(value);
    let value = value.trim();
    let value = if expression { value.to_owned() } else { unquoted(value) };
    (!name.is_empty()).then(|| (name.to_owned(), Some(value).filter(|value| !value.is_empty())))
}

fn nearest(name: &str) -> Option<&'static str> {
    let wanted = name.to_lowercase();
    COMMANDS
        .iter()
        .flat_map(|spec| std::iter::once(spec.name).chain(spec.also.iter().copied()))
        .map(|known| (strsim::osa_distance(&wanted, known), known))
        .filter(|&(distance, _)| distance <= 2 && distance * 2 < wanted.len())
        .min()
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{COMMANDS, Command, CommandError, parse};

    #[test]
    fn commands_are_read_with_what_follows_them() {
        assert_eq!(parse(" :quit; "), Ok(Command::Quit));
        assert_eq!(parse(":why"), Ok(Command::Why(None)));
        assert_eq!(parse(":why 'Ana Lund'"), Ok(Command::Why(Some("Ana Lund".into()))));
        assert_eq!(parse(":ADD some folder/x.txt"), Ok(Command::Add("some folder/x.txt".into())));
        assert_eq!(parse(":save"), Ok(Command::Save(None, false)));
        assert_eq!(parse(":save --force"), Ok(Command::Save(None, true)));
        assert_eq!(
            parse(":save --force 'a b.ron'"),
            Ok(Command::Save(Some("a b.ron".into()), true))
        );
        assert_eq!(parse(":save --forced"), Ok(Command::Save(Some("--forced".into()), false)));
        let param = |name: &str, value: &str| {
            Ok(Command::Param(Some((name.into(), Some(value.to_owned())))))
        };
        assert_eq!(parse(":param $n => 1 + 2"), param("n", "1 + 2"));
        assert_eq!(parse(":param who 'Ana'"), param("who", "'Ana'"));
    }

    #[test]
    fn names_and_days_are_told_apart() {
        let july = (Some(date(2025, 7, 1)), Some(date(2025, 7, 31)));
        assert_eq!(
            parse(":timeline Ana Lund 2025-07"),
            Ok(Command::Timeline(Some("Ana Lund".into()), july.0, july.1))
        );
        assert_eq!(
            parse(":timeline 2024 2025-07"),
            Ok(Command::Timeline(None, Some(date(2024, 1, 1)), july.1))
        );
        assert_eq!(parse(":timeline"), Ok(Command::Timeline(None, None, None)));
        assert!(matches!(parse(":timeline 2025 2024"), Err(CommandError::Wrong { .. })));
        let path = Ok(Command::Path("Ana Lund".into(), "Per".into()));
        assert_eq!(parse(":path Ana Lund, Per"), path);
        assert_eq!(parse(":path 'Ana Lund' Per"), path);
        assert_eq!(parse(":path Ana Lund -> Per"), path);
        assert!(matches!(parse(":path Ana"), Err(CommandError::Missing { .. })));
    }

    #[test]
    fn what_fingers_know_from_elsewhere_works() {
        assert_eq!(parse("\\d"), Ok(Command::Schema));
        assert_eq!(parse("\\d Ana"), Ok(Command::Who("Ana".into())));
        assert_eq!(parse(".mode csv"), parse(":mode csv"));
        assert_eq!(parse("\\timing"), parse(":timer"));
        for quit in ["\\q", ".quit", ".exit", "exit", "quit;", ":q"] {
            assert_eq!(parse(quit), Ok(Command::Quit), "{quit}");
        }
        assert_eq!(parse("\\x"), Ok(Command::Expand));
    }

    #[test]
    fn mistakes_are_named_with_a_way_out() {
        let unknown = parse(":hlep").expect_err("unknown");
        assert_eq!(unknown.hint(), "did you mean :help?");
        assert_eq!(parse(".shcema").expect_err("unknown").hint(), "did you mean .schema?");
        assert!(matches!(parse(":add"), Err(CommandError::Missing { .. })));
        assert!(matches!(parse(":stats now"), Err(CommandError::Extra { .. })));
        assert!(matches!(parse(":zzzzzz"), Err(CommandError::Unknown { nearest: None, .. })));
        assert!(parse(":mode xml").expect_err("no form").hint().contains("jsonl"));
    }

    #[test]
    fn every_command_of_the_list_is_understood() {
        for spec in COMMANDS {
            let argument = match spec.name {
                ":mode" => "csv",
                ":path" | ":merge" | ":distinct" | ":split" | ":alias" | ":rename" | ":kind"
                | ":note" => "a, b",
                ":assert" => "a MET b",
                ":undo" | ":redo" => "1",
                ":examples" => "1",
                _ => "x",
            };
            let with = !spec.takes.is_empty();
            for name in std::iter::once(&spec.name).chain(spec.also) {
                let line = if with { format!("{name} {argument}") } else { (*name).to_owned() };
                assert!(parse(&line).is_ok(), "{line}");
            }
        }
    }
}
