//! Completion by place: what may stand where the cursor is.

mod files;
mod names;
mod place;
mod scope;
mod vocabulary;

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

pub(super) use files::files;
use place::Place;
pub(super) use scope::is_keyword;
pub(super) use vocabulary::{Gathering, Vocabulary};

use super::command::{COMMANDS, Follows, find, is_command};
use super::settings::SETTINGS;
use super::{help, split};
use crate::query::Procedure;
use crate::query::complete::{KEYWORDS, functions};
use crate::view::{Mode, escape};

/// At most so many candidates are offered.
const MOST: usize = 60;

/// What was said at the prompt that can be named again.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Names of parameters.
    pub(super) parameters: Vec<String>,
    /// Columns of the last answer.
    pub(super) columns: Vec<String>,
}

/// One thing that may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// As it is listed; nothing in it acts on the terminal.
    pub(super) shown: String,
    /// What is put into the line.
    pub(super) text: String,
}

impl Candidate {
    fn plain(text: &str) -> Self {
        Self { shown: escape(text).into_owned(), text: text.to_owned() }
    }
}

/// What can stand at the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Completion {
    /// These words, in the place of what stands from this byte up to the cursor.
    Words(usize, Vec<Candidate>),
    /// A path, from this byte on.
    Path(usize),
}

/// What can stand at the end of `line` (which ends at the cursor). Cost: linear in the line, and that of
/// looking up names.
pub(super) fn complete(line: &str, words: &Vocabulary, said: &Said) -> Completion {
    let from = split::last_start(line);
    let statement = line.get(from..).unwrap_or("");
    let completion = if is_command(statement) || statement.trim_start().starts_with(['.', '\\']) {
        command(statement, words, said)
    } else {
        query(statement, words, said)
    };
    match completion {
        Completion::Words(start, words) => Completion::Words(from + start, words),
        Completion::Path(start) => Completion::Path(from + start),
    }
}

/// Does a function with points begin so?
fn begins_function(text: &str) -> bool {
    let lower = text.to_lowercase();
    functions().iter().any(|(name, _)| name.to_lowercase().starts_with(&lower))
}

fn fitting<'w>(part: &str, words: impl Iterator<Item = &'w str>) -> Vec<Candidate> {
    let lower = part.to_lowercase();
    let fits = words.filter(|word| word.to_lowercase().starts_with(&lower));
    fits.take(MOST).map(Candidate::plain).collect()
}

/// A function, listed with what it takes.
fn function_words(part: &str) -> Vec<Candidate> {
    let lower = part.to_lowercase();
    let fits = functions().into_iter().filter(|(name, _)| name.to_lowercase().starts_with(&lower));
    fits.map(|(name, signature)| Candidate {
        shown: signature.to_owned(),
        text: format!("{name}("),
    })
    .collect()
}

fn query(statement: &str, words: &Vocabulary, said: &Said) -> Completion {
    let place = Place::of(statement);
    let part = |start: usize| statement.get(start..).unwrap_or("");
    let identifier = |candidates: Vec<Candidate>| {
        let quoted = candidates.into_iter().map(|mut it| {
            it.text = as_identifier(&it.text);
            it
        });
        quoted.collect::<Vec<_>>()
    };
    match place {
        Place::Nothing => Completion::Words(statement.len(), Vec::new()),
        Place::Text(start, mark, property) => {
            let few = property.and_then(|name| words.values_of(&name));
            let found = match few {
                Some(few) => {
                    let mut found = fitting(part(start), few.iter().map(|text| &**text));
                    found.iter_mut().for_each(|it| it.text = as_text(&it.text, mark));
                    found
                }
                None => self::names(part(start), words, |name| as_text(name, mark)),
            };
            Completion::Words(start, found)
        }
        Place::Parameter(start) => Completion::Words(
            start,
            fitting(part(start), said.parameters.iter().map(String::as_str)),
        ),
        Place::Label(start) => {
            let found = fitting(part(start), words.labels.iter().map(|it| &**it));
            Completion::Words(start, identifier(found))
        }
        Place::Type(start) => {
            let found = fitting(part(start), words.types.iter().map(|it| &**it));
            Completion::Words(start, identifier(found))
        }
        Place::Property(start, kinds) | Place::Key(start, kinds) => {
            let found = fitting(part(start), words.properties_of(&kinds).into_iter());
            Completion::Words(start, identifier(found))
        }
        Place::Procedure(start) => {
            let lower = part(start).to_lowercase();
            let fits = Procedure::built_in().iter().filter(|it| it.name.starts_with(&lower));
            let found = fits
                .map(|it| Candidate { shown: help::signature(it), text: format!("{}(", it.name) });
            Completion::Words(start, found.collect())
        }
        Place::Result(start, procedure) => {
            let called = Procedure::built_in().iter().find(|it| it.name == procedure);
            let results = called.map(|it| it.results.as_slice()).unwrap_or_default();
            Completion::Words(start, fitting(part(start), results.iter().map(|it| &*it.name)))
        }
        Place::Function(start) => Completion::Words(start, function_words(part(start))),
        Place::Word(start, variables) => {
            let part = part(start);
            let mut found = fitting(part, variables.iter().map(String::as_str));
            // With nothing typed yet, all keywords would bury the variables.
            if !part.is_empty() {
                found = identifier(found);
                found.extend(fitting(part, KEYWORDS.iter().copied()));
                found.extend(function_words(part));
            }
            found.truncate(MOST);
            Completion::Words(start, found)
        }
    }
}

/// Names for what was typed of them; those that are called otherwise too are listed with that.
fn names(part: &str, words: &Vocabulary, put: impl Fn(&str) -> String) -> Vec<Candidate> {
    let found = words.names.find(part, MOST).into_iter().map(|it| {
        let name = escape(&it.name);
        let shown = if it.text == it.name {
            name.into_owned()
        } else {
            format!("{name} ({})", escape(&it.text))
        };
        Candidate { shown, text: put(&it.name) }
    });
    found.collect()
}

/// The rest of a string: the text as the language writes it, with the mark that closes it.
fn as_text(text: &str, mark: char) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '\\' => written.push_str("\\\\"),
            c if c == mark => written.extend(['\\', c]),
            // What acts on a terminal must not stand in the line.
            c if escape(c.encode_utf8(&mut [0; 4])) != c.to_string() => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    let _ = write!(written, "\\u{unit:04X}");
                }
            }
            c => written.push(c),
        }
    }
    written.push(mark);
    written
}

/// A name as the language writes it: between backticks where it must be.
fn as_identifier(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    if plain { name.to_owned() } else { format!("`{}`", escape(name).replace('`', "``")) }
}

fn command(line: &str, words: &Vocabulary, said: &Said) -> Completion {
    let indent = line.len() - line.trim_start().len();
    let Some(gap) = line.get(indent..).and_then(|text| text.find(char::is_whitespace)) else {
        let part = line.trim().to_lowercase();
        let described = |name: &str, takes: &str| {
            if takes.is_empty() { name.to_owned() } else { format!("{name} {takes}") }
        };
        let names = COMMANDS.iter().flat_map(|spec| {
            let all = std::iter::once(spec.name).chain(spec.also.iter().copied());
            all.map(|name| Candidate { shown: described(name, spec.takes), text: name.to_owned() })
        });
        let fits = names.filter(|it| it.text.starts_with(&part));
        return Completion::Words(indent, fits.collect());
    };
    let name = line.get(indent..indent + gap).unwrap_or("");
    let after = line.get(indent + gap..).unwrap_or("");
    let start = line.len() - after.trim_start().len();
    let part = line.get(start..).unwrap_or("");
    let nothing = Completion::Words(line.len(), Vec::new());
    let Some(spec) = find(name) else { return nothing };
    let described = name == "\\d";
    match spec.follows {
        _ if described => Completion::Words(start, names(part, words, str::to_owned)),
        Follows::Text => nothing,
        Follows::Names => {
            // The second of two names stands after a comma or an arrow.
            let second = [",", "->"].iter().filter_map(|mark| Some(part.rfind(mark)? + mark.len()));
            let at = second.max().filter(|_| spec.name == ":path").unwrap_or(0);
            let rest = part.get(at..).unwrap_or("");
            let begin = start + at + (rest.len() - rest.trim_start().len());
            let part = line.get(begin..).unwrap_or("");
            let quoted = part.chars().next().filter(|mark| matches!(mark, '\'' | '"'));
            match quoted {
                Some(mark) => {
                    let inner = part.get(1..).unwrap_or("");
                    let found = names(inner, words, |name| format!("{}{mark}", escape(name)));
                    Completion::Words(begin + 1, found)
                }
                None => {
                    Completion::Words(begin, names(part, words, |name| escape(name).into_owned()))
                }
            }
        }
        Follows::Document => {
            let lower = part.to_lowercase();
            let fits = words.documents.iter().filter(|id| id.to_lowercase().contains(&lower));
            Completion::Words(start, fits.take(MOST).map(|id| Candidate::plain(id)).collect())
        }
        Follows::Path => Completion::Path(start),
        Follows::Words(all) => Completion::Words(start, fitting(part, all.iter().copied())),
        Follows::Mode => {
            Completion::Words(start, fitting(part, Mode::ALL.iter().map(|(_, name, _)| *name)))
        }
        Follows::Topic => {
            let topics = help::topics();
            Completion::Words(start, fitting(part, topics.iter().map(String::as_str)))
        }
        Follows::Parameter => {
            Completion::Words(start, fitting(part, said.parameters.iter().map(String::as_str)))
        }
        Follows::Column => {
            Completion::Words(start, fitting(part, said.columns.iter().map(String::as_str)))
        }
        Follows::Setting => match part.split_once(char::is_whitespace) {
            None => {
                Completion::Words(start, fitting(part, SETTINGS.iter().map(|(name, ..)| *name)))
            }
            Some((name, value)) => {
                let value = value.trim_start();
                let may_be = SETTINGS.iter().find(|(known, ..)| *known == name);
                let values = may_be.map_or("", |(_, may_be, _)| *may_be).split('|');
                let values = values.filter(|it| it.chars().all(char::is_lowercase));
                Completion::Words(line.len() - value.len(), fitting(value, values))
            }
        },
    }
}
