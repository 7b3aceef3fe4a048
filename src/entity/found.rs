//! The standing relations that were found so far.

use std::collections::BTreeSet;

use super::reading::StandingRelation;
use crate::facts::Confidence;
use crate::text::Span;

/// Collects relations, each once.
pub(super) struct Found {
    pub list: Vec<StandingRelation>,
    seen: BTreeSet<(&'static str, usize, usize, Option<String>)>,
}

impl Found {
    /// No relations yet.
    pub fn new() -> Self {
        Self { list: Vec::new(), seen: BTreeSet::new() }
    }

    #[allow(clippy::too_many_arguments)]
    /// Is the thing part of something already?
    pub fn has_whole(&self, subject: usize) -> bool {
        let from = ("part_of", subject, 0, None);
        let next = self.seen.range(from..).next();
        next.is_some_and(|(kind, first, ..)| *kind == "part_of" && *first == subject)
    }

    /// Adds a relation unless it is there, or of a thing to itself.
    pub fn add(
        &mut self,
        kind: &'static str,
        (subject, object): (usize, usize),
        value: Option<String>,
        (sentence, span): (usize, Span),
        (rule, percent): (&'static str, u8),
    ) {
        if subject == object || !self.seen.insert((kind, subject, object, value.clone())) {
            return;
        }
        let confidence = Confidence::percent(percent);
        self.list.push(StandingRelation {
            kind,
            subject,
            object,
            value,
            span,
            sentence,
            rule,
            confidence,
        });
    }
}
