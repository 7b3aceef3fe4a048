//! Commands that show what is in the graph.

use super::super::command::Command;
use super::super::error::ReplError;
use super::super::{examples, help};
use super::Interpreter;
use crate::facts::ReadDocument;
use crate::session::{Outcome, Request, SessionError};
use crate::view::{self, Card, Routes, Timeline};

/// So many lines of each kind of change are shown.
const MOST: usize = 20;

impl Interpreter<'_> {
    /// Carries out a command that shows something, or that changes what the graph is made of.
    pub(super) fn told(&mut self, command: Command) -> Result<(), ReplError> {
        match command {
            Command::Help(topic) => {
                self.put(|out, style, _| help::write(out, topic.as_deref(), style))
            }
            Command::Examples(number) => self.examples(number),
            Command::Schema => {
                self.put(|out, style, session| Ok(view::schema(out, session.graph()?, style)?))
            }
            Command::Stats => self.stats(),
            Command::Sources => {
                self.put(|out, style, session| Ok(view::sources(out, session.corpus(), style)?))
            }
            Command::Docs => {
                self.put(|out, style, session| Ok(view::documents(out, session.corpus(), style)?))
            }
            Command::Who(name) => self.who(&name),
            Command::Timeline(name, from, to) => {
                let graph = self.session.graph()?;
                // All that may be meant by the words that fit best: two of one name are two lines, not one silence.
                let who = match &name {
                    Some(name) => graph.find(name)?,
                    None => Vec::new(),
                };
                let who = who.get(..who.len().min(1)).unwrap_or(&[]);
                let timeline = Timeline::of(graph, who, from, to);
                self.put(|out, style, _| Ok(timeline.write(out, style)?))
            }
            Command::Path(from, to) => {
                let graph = self.session.graph()?;
                let ends = (graph.find(&from)?, graph.find(&to)?);
                let Some(routes) = Routes::between(graph, &ends.0, &ends.1, &self.cancel) else {
                    if self.cancel.load(std::sync::atomic::Ordering::Relaxed) {
                        return Err(SessionError::Interrupted.into());
                    }
                    return Err(ReplError::NoPath { from, to });
                };
                self.put(|out, style, session| Ok(routes.write(out, session.graph()?, style)?))
            }
            Command::Why(name) => self.why(name),
            Command::Text(what) => {
                let id = self.document(&what)?;
                self.put(|out, style, session| match session.corpus().get(&id) {
                    Some(read) => Ok(view::document(out, read, style)?),
                    None => Ok(()),
                })
            }
            Command::Diff => self.diff(),
            Command::Log => {
                let orphans = self.session.orphans()?.to_vec();
                self.put(|out, _, session| Ok(view::log(out, session.corrections(), &orphans)?))
            }
            Command::Add(path) => self.add(path),
            Command::Remove(what) => {
                let id = self.document(&what)?;
                self.remove(&id)
            }
            Command::Save(path, force) => self.save(path, force),
            Command::Recover => self.recover(),
            Command::Forget => self.forget(),
            Command::Open(path) => self.open(path),
            Command::Demo => self.demo(),
            Command::Undo(number) => self.take_back(number, true),
            Command::Redo(number) => self.take_back(number, false),
            Command::Correct(correction) => self.correct(correction),
            // The others are carried out before.
            _ => Ok(()),
        }
    }

    /// The id of the document that is meant: its id, or a part of an id or title that no other has.
    fn document(&self, what: &str) -> Result<String, ReplError> {
        let corpus = self.session.corpus();
        if corpus.get(what).is_some() {
            return Ok(what.to_owned());
        }
        let wanted = what.to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&wanted);
        let fits = |read: &&ReadDocument| {
            !wanted.is_empty() && (holds(&read.document.id) || read.title().is_some_and(holds))
        };
        let mut ids: Vec<String> =
            corpus.iter().filter(fits).map(|read| read.document.id.clone()).collect();
        match ids.len() {
            // The session names what is near.
            0 => Ok(what.to_owned()),
            1 => Ok(ids.remove(0)),
            _ => {
                ids.truncate(8);
                Err(ReplError::ManyDocuments { what: what.to_owned(), ids })
            }
        }
    }

    fn examples(&mut self, number: Option<usize>) -> Result<(), ReplError> {
        let examples = examples::of(self.session.graph()?);
        let Some(number) = number else {
            return self.put(|out, style, _| {
                for (i, example) in examples.iter().enumerate() {
                    writeln!(out, "{:>2}  {}", i + 1, style.bold(&example.asks))?;
                    writeln!(out, "    {}", example.statement)?;
                }
                Ok(writeln!(out, ":examples N asks one of them")?)
            });
        };
        let example = number.checked_sub(1).and_then(|i| examples.get(i));
        let statement = example.ok_or(ReplError::NoExample(number))?.statement.clone();
        self.screen.say(&statement);
        match statement.strip_suffix(';') {
            Some(query) => self.query(query),
            None => {
                let command = super::super::command::parse(&statement)?;
                self.told(command)
            }
        }
    }

    fn stats(&mut self) -> Result<(), ReplError> {
        self.put(|out, _, session| {
            session.summary()?.write(out)?;
            match session.file() {
                Some(file) => {
                    let unsaved = if session.is_unsaved() { ", not saved since" } else { "" };
                    writeln!(out, "file           {}{unsaved}", file.display())?;
                }
                None => writeln!(out, "file           none yet")?,
            }
            Ok(())
        })
    }

    fn who(&mut self, name: &str) -> Result<(), ReplError> {
        let graph = self.session.graph()?;
        let found = graph.find(name)?;
        let card = found.first().and_then(|&id| Card::of(graph, id));
        let keys = found.iter().skip(1).filter_map(|&id| graph.node(id));
        let others: Vec<String> = keys.map(|node| node.key.to_string()).collect();
        self.put(|out, style, _| {
            if let Some(card) = &card {
                card.write(out, style)?;
            }
            if !others.is_empty() {
                let shown =
                    others.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(", ");
                let more = others.len().saturating_sub(8);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let note = format!("others are called so: {}{more}", view::escape(&shown));
                writeln!(out, "{}", style.pale(&note))?;
            }
            Ok(())
        })
    }

    fn diff(&mut self) -> Result<(), ReplError> {
        let Outcome::Compared(changed) = self.request(Request::Compare)? else { return Ok(()) };
        self.put(|out, style, _| {
            if changed.is_empty() {
                writeln!(out, "nothing has changed since the graph was opened or saved")?;
            }
            Ok(changed.write(out, MOST, style)?)
        })
    }
}
