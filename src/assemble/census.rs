//! How much there would be in a graph, without making it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::graph::{Change, ChangeError, Evidence, Graph};

/// Who takes the changes that make a graph, one by one, so that they need not stand in memory beside it.
pub(super) trait Sink {
    /// Takes a change.
    fn take(&mut self, change: Change) -> Result<(), ChangeError>;

    /// Key and evidence of a node that was taken, to be shared, where they are still at hand.
    fn kept(&self, _key: &str) -> Option<(Arc<str>, Arc<[Evidence]>)> {
        None
    }
}

impl Sink for Graph {
    fn take(&mut self, change: Change) -> Result<(), ChangeError> {
        self.apply([change])
    }

    fn kept(&self, key: &str) -> Option<(Arc<str>, Arc<[Evidence]>)> {
        let node = self.node(self.by_key(key)?)?;
        Some((node.key.clone(), node.evidence.texts()))
    }
}

impl Sink for Vec<Change> {
    fn take(&mut self, change: Change) -> Result<(), ChangeError> {
        self.push(change);
        Ok(())
    }
}

/// From a document to the first with nearly the same text.
pub(super) const COPY: &str = "SAME_TELLING_AS";

/// The number of nodes by label, and of relationships.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    labels: BTreeMap<Arc<str>, usize>,
    /// All relationships.
    pub relationships: usize,
    /// Documents with nearly the text of another.
    pub copies: usize,
    /// Tellings of events beyond the first of each, in other documents.
    pub retold: usize,
}

impl Census {
    /// Counts what is in a graph. Cost: the number of labels.
    pub fn of(graph: &Graph) -> Self {
        Self {
            labels: graph.labels().map(|(label, count)| (label.clone(), count)).collect(),
            relationships: graph.relationship_count(),
            copies: graph.relationships_with_type(COPY),
            retold: graph.further_keys(),
        }
    }

    /// The same, with all that is in a graph beside it. Cost: the number of its labels.
    #[must_use]
    pub fn with(mut self, graph: &Graph) -> Self {
        for (label, count) in graph.labels() {
            *self.labels.entry(label.clone()).or_default() += count;
        }
        self.relationships += graph.relationship_count();
        self.copies += graph.relationships_with_type(COPY);
        self
    }

    /// How many nodes have this label.
    pub fn nodes(&self, label: &str) -> usize {
        self.labels.get(label).copied().unwrap_or(0)
    }
}

impl Sink for Census {
    fn take(&mut self, change: Change) -> Result<(), ChangeError> {
        match change {
            Change::AddNode { mut labels, .. } => {
                labels.sort_unstable();
                labels.dedup();
                for label in labels {
                    *self.labels.entry(label).or_default() += 1;
                }
            }
            Change::AddRelationship { kind, .. } => {
                self.relationships += 1;
                self.copies += usize::from(&*kind == COPY);
            }
            Change::AddKey { .. } => self.retold += 1,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Census;
    use crate::assemble::{census, graph};
    use crate::facts::example::dispatches;
    use crate::grammar::Grammar;

    #[test]
    fn the_count_is_that_of_the_graph() {
        let grammar = Grammar::embedded().expect("the embedded grammar");
        let counted = census(&dispatches(), &grammar).expect("facts that fit");
        assert_eq!(counted, Census::of(&graph(&dispatches(), &grammar).expect("a graph")));
        assert_eq!(counted.nodes("Meeting"), 1);
        assert_eq!(counted.nodes("Nothing"), 0);
    }
}
