//! Corrections as they are asked for: in an analyst's words, which become judgements about nodes.

mod parse;
mod resolve;

use crate::graph::{
    Entry, Judgement, Map, Orphan, Reason, Stamp, Standing, Way, marks, push, replay,
};
use crate::view::grouped;
pub(crate) use parse::line_words;
pub use parse::{ACTS, Act, NoCorrection};

use super::{Request, Session, SessionError};

/// What is to be corrected. Nodes are named as people do: by key, name, alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// These are one.
    Merge(Vec<String>),
    /// No two of these are ever one.
    Distinct(Vec<String>),
    /// What these documents call so is another.
    Split {
        /// The node.
        node: String,
        /// Ids of documents.
        documents: Vec<String>,
        /// The name of the other.
        name: Option<String>,
    },
    /// It is called so.
    Rename {
        /// The node.
        node: String,
        /// Its name.
        name: String,
    },
    /// It is called so, too.
    Alias {
        /// The node.
        node: String,
        /// The other name.
        name: String,
    },
    /// It is of this kind.
    Kind {
        /// The node.
        node: String,
        /// A kind of the ontology: `person`, `organization`, …
        kind: String,
    },
    /// This is not so.
    Reject(What),
    /// This was looked at and is right.
    Accept(What),
    /// This is so, though no document says it.
    Assert {
        /// Where the relationship starts.
        from: String,
        /// Its type.
        kind: String,
        /// Where it leads.
        to: String,
        /// Its properties as a map of the query language, `{…}`.
        properties: Option<String>,
    },
    /// A remark.
    Note {
        /// The node.
        node: String,
        /// The remark.
        text: String,
    },
}

/// What is said to be so or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An event or statement, by its id.
    Told(String),
    /// An event or statement as one document alone tells it, by its id there (`DOCUMENT#ID`).
    Telling(String),
    /// The relationships of this type from one node to another.
    Tie(String, String, String),
    /// A doubtful pair.
    Pair(String, String),
}

impl Session {
    /// Carries out a correction and puts it into the log. Cost: where it changes which things are one or what documents
    /// tell, that of assembling the graph; else small.
    pub(super) fn correct(
        &mut self,
        correction: &Correction,
        reason: Option<String>,
    ) -> Result<Entry, SessionError> {
        self.may_write()?;
        let judgement = resolve::judgement(self, correction)?;
        let entry = Entry::judging(self.stamp(reason), judgement);
        let again = entry.judgement.as_ref().is_some_and(Judgement::is_of_reading);
        self.made()?;
        let left_out: Option<Reason> = if again {
            let before = self.content.corrections.clone();
            push(&mut self.content.corrections, entry.clone());
            let last = before.len();
            self.write_again();
            let of_last = |orphan: &&Orphan| orphan.entry == last;
            let left_out = self.orphans()?.iter().find(of_last).map(|it| it.reason.clone());
            self.content.corrections = before;
            left_out
        } else {
            match self.made.get_mut() {
                Some(made) => {
                    let alone = std::slice::from_ref(&entry);
                    replay(&mut made.graph, alone, &|_, _| None).pop().map(|it| it.reason)
                }
                None => None,
            }
        };
        if let Some(reason) = left_out {
            self.write_again();
            return Err(SessionError::Unfit { reason });
        }
        self.record(entry.clone())?;
        Ok(entry)
    }

    /// What a merge leaves out, in words: what led from one of the nodes to another. Cost: their degrees.
    pub fn left_out_by(&self, request: &Request) -> Option<String> {
        let Request::Correct { correction: merge @ Correction::Merge(_), .. } = request else {
            return None;
        };
        let Ok(Judgement::Merge { nodes }) = resolve::judgement(self, merge) else { return None };
        let graph = self.graph().ok()?;
        let nodes: Vec<_> = nodes.iter().filter_map(|node| graph.by_key(&node.key)).collect();
        let ties = nodes.iter().flat_map(|&one| {
            let all = graph.relationships_of(one, Way::Out);
            all.filter(move |&(_, other)| other != one)
        });
        let count = ties.filter(|(_, other)| nodes.contains(other)).count();
        let relationships = if count == 1 { "relationship" } else { "relationships" };
        (count > 0).then(|| {
            format!(
                "{} {relationships} between them left out: what is one has none to itself (undo brings back)",
                grouped(count)
            )
        })
    }

    /// Undoes an entry of the log, or brings one back: that of this number, from 1, or the last one.
    pub(super) fn take_back(
        &mut self,
        number: Option<usize>,
        undo: bool,
        reason: Option<String>,
    ) -> Result<Entry, SessionError> {
        self.may_write()?;
        let log = &self.content.corrections;
        let standing = Standing::of(log);
        let fits = |place: &usize| {
            let known = log.get(*place).is_some_and(|entry| entry.takes_back().is_none());
            known && standing.counts(*place) == undo
        };
        let place = match number {
            None if undo => (0..log.len()).rev().find(fits),
            // The one that was undone last.
            None => self.last_undone(&standing),
            Some(number) => {
                let place = number.checked_sub(1).filter(|place| *place < log.len());
                let place = place.ok_or(SessionError::NoEntry { number, entries: log.len() })?;
                Some(place).filter(fits)
            }
        };
        let Some(place) = place else {
            return Err(match (number, undo) {
                (None, true) => SessionError::NothingToUndo,
                (None, false) => SessionError::NothingToRedo,
                (Some(number), _) => SessionError::NotSo { number, undo },
            });
        };
        let Some(entry) = marks(log).get(place).copied() else {
            return Err(SessionError::NothingToUndo);
        };
        let of = log.get(place).cloned();
        let judgement = if undo { Judgement::Undo { entry } } else { Judgement::Redo { entry } };
        let mut entry = Entry::judging(self.stamp(reason), judgement);
        entry.statement = format!("{} {}", if undo { "undo" } else { "redo" }, place + 1);
        self.record(entry.clone())?;
        self.write_again();
        Ok(of.unwrap_or(entry))
    }

    fn last_undone(&self, standing: &Standing) -> Option<usize> {
        let log = &self.content.corrections;
        let marks = marks(log);
        let undone = |entry: &Entry| match entry.judgement {
            Some(Judgement::Undo { entry }) => marks.iter().position(|mark| *mark == entry),
            _ => None,
        };
        log.iter().rev().filter_map(undone).find(|&place| !standing.counts(place))
    }

    /// Who writes now, and why.
    pub(super) fn stamp(&self, reason: Option<String>) -> Stamp {
        Stamp { author: self.settings.author.clone(), at: Some(self.now()), reason }
    }

    /// Puts an entry whose changes are made into the log: all corrections pass here.
    ///
    /// # Errors
    /// It cannot be kept, since another program writes to the file, or the journal cannot be written: then it is not made.
    pub(super) fn record(&mut self, entry: Entry) -> Result<(), SessionError> {
        let kept = self.begin_to_write().and_then(|()| {
            push(&mut self.content.corrections, entry);
            let noted = self.note(self.content.corrections.len() - 1);
            if noted.is_err() {
                self.content.corrections.pop();
            }
            noted
        });
        if kept.is_err() {
            self.write_again();
        } else {
            self.unsaved = true;
            self.revision += 1;
        }
        kept
    }

    /// The properties that an expression of the query language makes.
    fn properties(&self, expression: &str) -> Result<Map, SessionError> {
        let text = format!("RETURN {expression} AS properties");
        let now = self.settings.now.clone();
        let context =
            crate::query::Context { now: now.as_ref(), ..crate::query::Context::default() };
        let answer = crate::query::run(&crate::graph::Graph::new(), &text, &context)?;
        let value = answer.rows.into_iter().next().and_then(|row| row.into_iter().next());
        match value {
            Some(crate::graph::Value::Map(map)) if map.values().all(|it| it.is_storable()) => {
                Ok(*map)
            }
            _ => Err(SessionError::NoProperties { text: expression.to_owned() }),
        }
    }
}
