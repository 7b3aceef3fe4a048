//! Answers: shown, shown again, drawn, written to files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::error::ReplError;
use super::super::picture;
use super::{Interpreter, Last, grid, time};
use crate::export::{ExportError, Part, Selection, dot};
use crate::graph::{Graph, Value};
use crate::query::{self, Answer, Context};
use crate::view::why::{self, Subject};
use crate::view::{self, Chart, Mode};

/// More things of one answer are not shown by `:why`.
const SUBJECTS: usize = 50;

impl Interpreter<'_> {
    /// The last answer, if the graph is still the one that it is about.
    fn last(&self) -> Result<&Last, ReplError> {
        let known = self.last.as_ref().filter(|last| last.revision == self.session.revision());
        known.ok_or(ReplError::NoAnswer)
    }

    /// Shows the last answer: so many rows, so many characters of a value.
    pub(super) fn answer(
        &mut self,
        maxrows: Option<usize>,
        cut: Option<usize>,
        took: Option<Duration>,
    ) -> Result<(), ReplError> {
        let last = match self.last() {
            Ok(_) => self.last.take().ok_or(ReplError::NoAnswer)?,
            Err(error) => return Err(error),
        };
        let shown = self.answered(&last.answer, maxrows, cut, took);
        self.last = Some(last);
        shown
    }

    fn answered(
        &mut self,
        answer: &Answer,
        maxrows: Option<usize>,
        cut: Option<usize>,
        took: Option<Duration>,
    ) -> Result<(), ReplError> {
        let rows = answer.rows.len();
        let said = match (answer.effects.is_empty(), rows) {
            (false, _) => view::changed(&answer.effects),
            (true, 1) => "1 row".to_owned(),
            (true, rows) => format!("{} rows", view::grouped(rows)),
        };
        let took = took.filter(|_| self.settings.timer).map(|took| format!(" ({})", time(took)));
        let foot = format!("{said}{}", took.unwrap_or_default());
        let file = self.once.take().map(|path| (path, false));
        if let Some((path, append)) = file.or_else(|| self.output.clone().map(|path| (path, true)))
        {
            self.write_into(&path, append, answer)?;
            self.screen.say(&format!("{foot} to {}", path.display()));
            return Ok(());
        }
        let mode = self.settings.mode;
        let for_people = mode.is_for_people();
        let maxrows = maxrows.filter(|_| for_people);
        let talkative = self.talkative;
        let changes = !answer.effects.is_empty();
        self.put(|out, style, session| {
            let graph = session.graph()?;
            if mode == Mode::Dot {
                return drawing(answer, graph, out);
            }
            let grid = grid(answer, maxrows);
            let shortened = if grid.columns.is_empty() {
                0
            } else {
                mode.write(out, &grid, &warnings(answer), graph, style, cut)?
            };
            if !(talkative && for_people) {
                return Ok(());
            }
            let hidden = rows - grid.rows.len();
            if !changes {
                writeln!(out, "{}", style.pale(&foot))?;
            }
            if hidden > 0 {
                let (shown, hidden) = (view::grouped(grid.rows.len()), view::grouped(hidden));
                let note = format!("the first {shown}; {hidden} more: :last shows all, :once FILE writes them, :maxrows N shows more");
                writeln!(out, "{}", style.pale(&note))?;
            }
            if shortened > 0 {
                let words = if shortened == 1 { "value is" } else { "values are" };
                let note = format!("{} {words} cut: :last shows all of it, :set cut off does always", view::grouped(shortened));
                writeln!(out, "{}", style.pale(&note))?;
            }
            Ok(())
        })?;
        if changes || (talkative && !for_people) {
            self.screen.say(&foot);
        }
        Ok(())
    }

    /// The numbers of the last answer as bars.
    pub(super) fn chart(&mut self, column: Option<String>) -> Result<(), ReplError> {
        let last = self.last()?;
        let grid = grid(&last.answer, None);
        let chart = Chart::of(&grid, self.session.graph()?, column.as_deref());
        let chart = chart.ok_or(ReplError::NoNumbers { column })?;
        self.put(|out, style, _| Ok(chart.write(out, style)?))
    }

    /// A picture of the last answer, or of the graph where it names nothing.
    pub(super) fn dot(&mut self, path: Option<PathBuf>) -> Result<(), ReplError> {
        let mut picture = Vec::new();
        let graph = self.session.graph()?;
        match self.last() {
            Ok(last) if !subjects(&last.answer, graph, usize::MAX).is_empty() => {
                drawing(&last.answer, graph, &mut picture)?;
            }
            _ => {
                let part = Part::of(graph, &Selection::default()).map_err(ExportError::from)?;
                dot::draw(graph, &part, &mut picture)?;
            }
        }
        match path {
            Some(path) => {
                picture::write(&path, &picture)?;
                self.screen.say(&format!("wrote {}", path.display()));
            }
            None => {
                let opened = if self.talkative { picture::open(&picture) } else { None };
                match opened {
                    Some(path) => self.screen.say(&format!("opened {}", path.display())),
                    None => self.put(|out, _, _| Ok(out.write_all(&picture)?))?,
                }
            }
        }
        Ok(())
    }

    /// The last answer into a file, in the form that its name ends in.
    pub(super) fn export(&mut self, path: &Path) -> Result<(), ReplError> {
        let last = self.last()?;
        let rows = match last.answer.rows.len() {
            1 => "1 row".to_owned(),
            n => format!("{} rows", view::grouped(n)),
        };
        if picture::form(path).is_some() {
            let mut drawn = Vec::new();
            drawing(&last.answer, self.session.graph()?, &mut drawn)?;
            picture::write(path, &drawn)?;
        } else {
            self.write_into(path, false, &last.answer)?;
        }
        self.screen.say(&format!("wrote {} ({rows})", path.display()));
        Ok(())
    }

    /// Writes an answer into a file, in the form that the end of its name asks for.
    fn write_into(&self, path: &Path, append: bool, answer: &Answer) -> Result<(), ReplError> {
        let mode = Mode::of_file(path).unwrap_or(self.settings.mode);
        self.put_into(path, append, |out, style, session| {
            let graph = session.graph()?;
            if mode == Mode::Dot {
                return drawing(answer, graph, out);
            }
            mode.write(out, &grid(answer, None), &warnings(answer), graph, style, None)?;
            Ok(())
        })
    }

    /// What was taken together in the rows of an answer.
    fn taken_together(&self, last: &Last, graph: &Graph) -> Option<Vec<Vec<Value>>> {
        query::taken_together(graph, &last.question, &last.answer, &self.context(last))
    }

    /// How the last question was asked.
    fn context<'l>(&'l self, last: &'l Last) -> Context<'l> {
        Context {
            params: &last.parameters,
            timeout: self.settings.timeout,
            cancel: Some(&self.cancel),
            ..Context::default()
        }
    }

    /// What an answer of nothing but values speaks of: what these are taken from.
    fn spoken_of(&self, last: &Last, graph: &Graph) -> Vec<Subject> {
        let context = self.context(last);
        let named =
            query::naming(&last.question).and_then(|it| query::run(graph, &it, &context).ok());
        named.map(|named| subjects(&named, graph, usize::MAX)).unwrap_or_default()
    }

    /// The proofs of what is called so, or of what the last answer named.
    pub(super) fn why(&mut self, name: Option<String>) -> Result<(), ReplError> {
        let mut more = 0;
        let mut proofs = match name {
            Some(name) => why::why(self.session.graph()?, self.session.corpus(), &name)?,
            None => {
                let (graph, corpus) = (self.session.graph()?, self.session.corpus());
                let last = self.last().map_err(|_| ReplError::NothingAsked)?;
                let mut subjects = match self.taken_together(last, graph) {
                    Some(taken) => {
                        let rows = last.answer.rows.iter().zip(&taken);
                        let values = rows.flat_map(|(row, taken)| row.iter().chain(taken));
                        why::subjects(values, graph, usize::MAX)
                    }
                    None => subjects(&last.answer, graph, usize::MAX),
                };
                if subjects.is_empty() {
                    subjects = self.spoken_of(last, graph);
                }
                more = subjects.len().saturating_sub(SUBJECTS);
                subjects.truncate(SUBJECTS);
                subjects.iter().filter_map(|subject| subject.proof(graph, corpus)).collect()
            }
        };
        if proofs.is_empty() {
            return Err(ReplError::NothingAsked);
        }
        proofs.iter_mut().for_each(|proof| proof.correct(self.session.corrections()));
        self.put(|mut out, style, _| {
            for (i, proof) in proofs.iter().enumerate() {
                if i > 0 {
                    writeln!(out)?;
                }
                why::render(std::slice::from_ref(proof), style.colour, &mut out)?;
            }
            if more > 0 {
                let things = if more == 1 { "thing is" } else { "things are" };
                let note = format!("{} more {things} not shown", view::grouped(more));
                writeln!(out, "\n{}", style.pale(&note))?;
            }
            Ok(())
        })
    }
}

fn warnings(answer: &Answer) -> Vec<String> {
    answer.warnings.iter().map(|warning| warning.message.clone()).collect()
}

/// What an answer names, for Graphviz.
fn drawing(answer: &Answer, graph: &Graph, out: &mut dyn std::io::Write) -> Result<(), ReplError> {
    Ok(dot::draw(graph, &why::part(&subjects(answer, graph, usize::MAX), graph), out)?)
}

/// The nodes and relationships that an answer names, each once, in order: at most so many.
fn subjects(answer: &Answer, graph: &Graph, most: usize) -> Vec<Subject> {
    why::subjects(answer.rows.iter().flatten(), graph, most)
}
