//! Events and statements that an analyst rejected.

use std::collections::BTreeMap;

use crate::facts::{Corpus, Event, ReadDocument, Statement};
use crate::graph::{Entry, Fact, Judgement, Orphan, Reason, Standing};

/// Documents without the facts that were rejected.
#[derive(Debug, Default)]
pub(in crate::assemble) struct Rejected {
    /// Copies of those documents that hold some.
    pub documents: BTreeMap<String, ReadDocument>,
    /// Rejections of what no document tells any more.
    pub orphans: Vec<Orphan>,
}

/// The documents that hold rejected facts, without these. Cost: linear in the log, and in the documents that it names.
pub(in crate::assemble) fn without_rejected(corpus: &Corpus, log: &[Entry]) -> Rejected {
    let mut rejected = Rejected::default();
    let is_rejection = |entry: &Entry| matches!(entry.judgement, Some(Judgement::Reject { .. }));
    if !log.iter().any(is_rejection) {
        return rejected;
    }
    let standing = Standing::of(log);
    for (entry, one) in log.iter().enumerate().filter(|(place, _)| standing.counts(*place)) {
        let Some(Judgement::Reject { facts }) = &one.judgement else { continue };
        let mut left = None;
        for fact in facts {
            let Fact::Told { document, id, kind, words } = fact else { continue };
            let read = match rejected.documents.get_mut(&**document) {
                Some(read) => Some(read),
                None => corpus.get(document).map(|read| {
                    rejected.documents.entry(document.to_string()).or_insert_with(|| read.clone())
                }),
            };
            if !read.is_some_and(|read| take_out(read, id, kind, words)) {
                left.get_or_insert_with(|| format!("{document}#{id}"));
            }
        }
        rejected.orphans.extend(left.map(|what| Orphan {
            entry,
            edit: 0,
            reason: Reason::Missing(what),
        }));
    }
    rejected
}

/// Takes out the fact with this id, kind and these words; where the id is another's now, the only one of that kind with
/// these words.
fn take_out(read: &mut ReadDocument, id: &str, kind: &str, words: &str) -> bool {
    if kind == "SAID" {
        let text = |said: &Statement| said.quote == words;
        let is = |said: &Statement| said.id.to_string() == id;
        return remove(&mut read.facts.statements, text, is);
    }
    let text = |event: &Event| &*event.kind == kind && event.quote == words;
    let is = |event: &Event| event.id.to_string() == id;
    remove(&mut read.facts.events, text, is)
}

fn remove<T>(all: &mut Vec<T>, fits: impl Fn(&T) -> bool, is: impl Fn(&T) -> bool) -> bool {
    let mut fitting = all.iter().enumerate().filter(|(_, one)| fits(one)).map(|(at, _)| at);
    let exact = all.iter().position(|one| fits(one) && is(one));
    let place = exact.or_else(|| fitting.next().filter(|_| fitting.next().is_none()));
    match place {
        Some(at) => {
            all.remove(at);
            true
        }
        None => false,
    }
}
