//! The graph as it could be known on a day: what was published by then, and what was written to it by then.

use jiff::civil::Date;

use crate::facts::Corpus;
use crate::graph::Entry;
use crate::snapshot::Content;
use crate::view::{Diagnostic, grouped};

/// What could be known by the end of a day.
#[derive(Debug)]
pub(super) struct Known {
    pub corpus: Corpus,
    pub corrections: Vec<Entry>,
    pub left_out: LeftOut,
}

/// What is left out of a graph that is looked at as of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The day.
    pub day: Date,
    /// Documents that were published later.
    pub later: usize,
    /// Documents of which nobody knows when they were published: an undated thing is undated, never of that day.
    pub undated: usize,
    /// Nodes that were imported: tables have no day.
    pub imported: usize,
    /// Corrections that were made later, or at a time that is not known.
    pub corrections: usize,
}

impl Known {
    /// What could be known of `content` by the end of `day`, in UTC. Cost: the documents and corrections; no text is
    /// copied.
    pub(super) fn by(day: Date, content: &Content) -> Self {
        let (mut later, mut undated) = (0, 0);
        let corpus = content.corpus.only(|read| match read.document.date {
            Some(date) if date <= day => true,
            Some(_) => {
                later += 1;
                false
            }
            None => {
                undated += 1;
                false
            }
        });
        let is_by_then = |entry: &&Entry| {
            let at = entry.at.as_deref().and_then(|at| at.parse::<jiff::Timestamp>().ok());
            at.is_some_and(|at| at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date() <= day)
        };
        let corrections: Vec<Entry> =
            content.corrections.iter().filter(is_by_then).cloned().collect();
        let left_out = LeftOut {
            day,
            later,
            undated,
            imported: content.imported.node_count(),
            corrections: content.corrections.len() - corrections.len(),
        };
        Self { corpus, corrections, left_out }
    }
}

impl LeftOut {
    /// What is to be shown of it: that something is missing which may belong to the day.
    pub fn diagnostics(&self) -> Vec<Diagnostic<'static>> {
        let day = self.day;
        let told = |count: usize, one: &str, many: &str, help: &str| {
            let what = if count == 1 { one } else { many };
            (count > 0).then(|| {
                Diagnostic::warning(format!("{} {what}", grouped(count)))
                    .code("LeftOut")
                    .help(Some(help.to_owned()))
            })
        };
        let all = [
            told(
                self.undated,
                "document has no date and is left out: nobody knows what it told by then",
                "documents have no date and are left out: nobody knows what they told by then",
                "a document gets its date from its head, or by --date when it is read",
            ),
            told(
                self.imported,
                "node was imported and is left out: tables have no date",
                "nodes were imported and are left out: tables have no date",
                "ask without a day to see them",
            ),
            told(
                self.corrections,
                &format!("correction was not made by {day} and is left out"),
                &format!("corrections were not made by {day} and are left out"),
                "`chancery log` tells when each was made",
            ),
        ];
        all.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Known;
    use crate::facts::example::{Doc, corpus};
    use crate::graph::{Entry, Stamp};
    use crate::snapshot::Content;

    fn entry(at: Option<&str>) -> Entry {
        let stamp = Stamp { author: None, at: at.map(str::to_owned), reason: None };
        let edit = crate::graph::Edit::AddNode {
            key: "x".into(),
            labels: Vec::new(),
            properties: (&crate::graph::Properties::default()).into(),
        };
        Entry::new(stamp, "CREATE ()", vec![edit]).expect("a change")
    }

    #[test]
    fn only_what_was_there_by_the_end_of_the_day_is_known() {
        let on = |id, day| Doc::new(id, "Rain.").document(|it| it.date = day);
        let content = Content {
            corpus: corpus([
                on("a", Some(date(2025, 7, 10))),
                on("b", Some(date(2025, 7, 11))),
                on("c", None),
            ]),
            corrections: vec![
                entry(Some("2025-07-10T23:59:59Z")),
                entry(Some("2025-07-11T00:00:00Z")),
                entry(None),
            ],
            ..Content::default()
        };
        let known = Known::by(date(2025, 7, 10), &content);
        assert!(known.corpus.len() == 1 && known.corpus.get("a").is_some());
        assert_eq!(known.corrections.len(), 1);
        let left = known.left_out;
        assert_eq!((left.later, left.undated, left.corrections), (1, 1, 2));
        assert_eq!(left.diagnostics().len(), 2);
    }
}
