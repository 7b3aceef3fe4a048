//! What an analyst judges of things: kept in the analyst's terms and not as changes, so that it holds for documents that are
//! read later, too.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::order::Mark;
use super::{Between, Fields};
use crate::graph::store::{Graph, NodeId};
use crate::graph::value::Value;

/// One judgement. Things are named by their keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Judgement {
    /// These are one; the first keeps its key.
    Merge {
        /// Two or more.
        nodes: Vec<Subject>,
    },
    /// What these documents call so is another.
    Split {
        /// The node that they were counted to.
        node: Subject,
        /// Ids of the documents, at least one; or tables or entries of the log ([`Source`]).
        documents: Vec<Arc<str>>,
        /// The name of the other; by default what the documents call it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Arc<str>>,
    },
    /// No two of these are ever the same, whatever the documents call them.
    Distinct {
        /// Two or more.
        nodes: Vec<Subject>,
    },
    /// Its name is another; the old one is kept among the other names.
    Rename {
        /// The node.
        node: Subject,
        /// Its name.
        name: Arc<str>,
    },
    /// It goes by this name, too; what documents call so is counted to it.
    Alias {
        /// The node.
        node: Subject,
        /// The other name.
        name: Arc<str>,
    },
    /// It is another kind of thing.
    Kind {
        /// The node.
        node: Subject,
        /// The kind.
        kind: Arc<str>,
        /// The label of that kind.
        label: Arc<str>,
        /// The label that it had.
        was: Arc<str>,
    },
    /// These facts are not so, whatever documents say.
    Reject {
        /// At least one.
        facts: Vec<Fact>,
    },
    /// These facts and pairs were looked at and are right: no review asks for them again.
    Accept {
        /// At least one.
        facts: Vec<Fact>,
    },
    /// This is so, though no document says it.
    Assert {
        /// Where the relationship starts.
        from: Subject,
        /// Its type.
        kind: Arc<str>,
        /// Where it leads.
        to: Subject,
        /// Its properties.
        #[serde(default, skip_serializing_if = "Fields::is_empty")]
        properties: Fields,
    },
    /// A remark on a node.
    Note {
        /// The node.
        node: Subject,
        /// The remark.
        text: Arc<str>,
    },
    /// An entry no longer counts.
    Undo {
        /// Which.
        entry: Mark,
    },
    /// An entry that was undone counts again.
    Redo {
        /// Which.
        entry: Mark,
    },
}

/// What tells of a node, as a judgement that splits it names that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source<'t> {
    /// A document, by its id.
    Document(&'t str),
    /// A table that was imported, or one line of it: `table/met.csv`, `table/met.csv:12`.
    Table(&'t str, Option<u32>),
    /// An entry of the log, by its mark: `entry/3.1f0c22aa`; `None` where that is none.
    Entry(Option<Mark>),
}

impl<'t> Source<'t> {
    /// What a judgement means by this.
    pub fn parse(text: &'t str) -> Self {
        if let Some(table) = text.strip_prefix("table/") {
            let lined = table.rsplit_once(':');
            return match lined.and_then(|(table, line)| Some((table, line.parse().ok()?))) {
                Some((table, line)) => Self::Table(table, Some(line)),
                None => Self::Table(table, None),
            };
        }
        match text.strip_prefix("entry/") {
            Some(mark) => Self::Entry(mark.parse().ok()),
            None => Self::Document(text),
        }
    }

    /// What is called so after it.
    pub(super) fn name(self) -> &'t str {
        match self {
            Self::Document(name) | Self::Table(name, _) => name,
            Self::Entry(_) => "hand",
        }
    }
}

/// A node as a judgement names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its key.
    pub key: Arc<str>,
    /// Its name, where the key is that of what one document alone holds (`id#e3`): after the document was read anew another
    /// may have the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Arc<str>>,
    /// A document that names it, where several nodes have one name and their keys are told apart by numbers: when more is
    /// read another may have the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Arc<str>>,
}

impl Subject {
    /// A node of a graph; `None` where there is no such node.
    pub fn of(graph: &Graph, id: NodeId) -> Option<Self> {
        let node = graph.node(id)?;
        let key = node.key.clone();
        let name = node.properties.get("name").and_then(Value::as_str);
        let name = name.filter(|_| key.contains('#')).map(Arc::from);
        let is_one_of_several = name.is_none()
            && (numbered(&key).is_some() || graph.by_key(&format!("{key}-2")).is_some());
        let document = node.evidence.first().filter(|_| is_one_of_several);
        let document = document.map(|evidence| evidence.document.clone());
        Some(Self { key, name, document })
    }

    /// The document that alone holds it, and its id there.
    pub fn in_document(&self) -> Option<(&str, &str)> {
        self.key.rsplit_once('#')
    }

    /// The key without the number that tells it from others of its name.
    pub fn base(&self) -> &str {
        numbered(&self.key).unwrap_or(&self.key)
    }
}

/// What stands before the number at the end of a key.
fn numbered(key: &str) -> Option<&str> {
    let (base, number) = key.rsplit_once('-')?;
    number.parse::<u32>().is_ok().then_some(base)
}

/// A fact as a judgement names it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fact {
    /// An event or a statement, as one document tells it.
    Told {
        /// The document's id.
        document: Arc<str>,
        /// Its id there: `v1`, `s1`.
        id: Arc<str>,
        /// The type of the event, or `SAID`.
        kind: Arc<str>,
        /// The words that prove it: after the document was read anew another may have the id.
        words: Arc<str>,
    },
    /// A relationship.
    Tie(Between),
    /// That two nodes are two, or one: a doubtful pair.
    Pair(Subject, Subject),
}

impl Judgement {
    /// Does it change which things are one, or what documents tell? Else it changes the graph that is made of them.
    pub fn is_of_reading(&self) -> bool {
        match self {
            Self::Merge { .. }
            | Self::Split { .. }
            | Self::Distinct { .. }
            | Self::Alias { .. } => true,
            Self::Reject { facts } => facts.iter().any(|fact| matches!(fact, Fact::Told { .. })),
            Self::Undo { .. } | Self::Redo { .. } => true,
            Self::Rename { .. }
            | Self::Kind { .. }
            | Self::Accept { .. }
            | Self::Assert { .. }
            | Self::Note { .. } => false,
        }
    }

    /// The nodes that it names.
    pub fn subjects_mut(&mut self) -> Vec<&mut Subject> {
        match self {
            Self::Merge { nodes } | Self::Distinct { nodes } => nodes.iter_mut().collect(),
            Self::Split { node, .. }
            | Self::Rename { node, .. }
            | Self::Alias { node, .. }
            | Self::Kind { node, .. }
            | Self::Note { node, .. } => vec![node],
            Self::Assert { from, to, .. } => vec![from, to],
            Self::Reject { .. } | Self::Accept { .. } | Self::Undo { .. } | Self::Redo { .. } => {
                Vec::new()
            }
        }
    }

    /// Is the node with this key judged, or a relationship at it?
    pub fn touches(&self, key: &str) -> bool {
        let is = |thing: &Subject| &*thing.key == key;
        match self {
            Self::Merge { nodes } | Self::Distinct { nodes } => nodes.iter().any(is),
            Self::Split { node, .. }
            | Self::Rename { node, .. }
            | Self::Alias { node, .. }
            | Self::Kind { node, .. }
            | Self::Note { node, .. } => is(node),
            Self::Assert { from, to, .. } => is(from) || is(to),
            Self::Reject { facts } | Self::Accept { facts } => {
                facts.iter().any(|fact| fact.touches(key))
            }
            Self::Undo { .. } | Self::Redo { .. } => false,
        }
    }
}

impl Fact {
    fn touches(&self, key: &str) -> bool {
        match self {
            Self::Told { document, id, .. } => {
                key.strip_prefix(&**document).and_then(|rest| rest.strip_prefix('#')) == Some(&**id)
            }
            Self::Tie(between) => &*between.from == key || &*between.to == key,
            Self::Pair(one, other) => &*one.key == key || &*other.key == key,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quoted(&self.key))
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told { document, id, .. } => f.write_str(&quoted(&format!("{document}#{id}"))),
            Self::Tie(Between { from, kind, to, .. }) => {
                write!(f, "{} {kind} {}", quoted(from), quoted(to))
            }
            Self::Pair(one, other) => write!(f, "{one} {other}"),
        }
    }
}

/// As the prompt and the command line take it.
impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, things: &[Subject]| {
            things.iter().try_for_each(|thing| write!(f, " {thing}"))
        };
        match self {
            Self::Merge { nodes } => {
                f.write_str("merge")?;
                list(f, nodes)
            }
            Self::Distinct { nodes } => {
                f.write_str("distinct")?;
                list(f, nodes)
            }
            Self::Split { node, documents, name } => {
                write!(f, "split {node}")?;
                documents.iter().try_for_each(|id| write!(f, " {}", quoted(id)))?;
                name.iter().try_for_each(|name| write!(f, " as {}", quoted(name)))
            }
            Self::Rename { node, name } => write!(f, "rename {node} {}", quoted(name)),
            Self::Alias { node, name } => write!(f, "alias {node} {}", quoted(name)),
            Self::Kind { node, kind, .. } => write!(f, "kind {node} {}", quoted(kind)),
            Self::Reject { facts } => told(f, "reject", facts),
            Self::Accept { facts } => told(f, "accept", facts),
            Self::Assert { from, kind, to, properties } => {
                write!(f, "assert {from} {kind} {to}{properties}")
            }
            Self::Note { node, text } => write!(f, "note {node} {}", quoted(text)),
            Self::Undo { entry } => write!(f, "undo {entry}"),
            Self::Redo { entry } => write!(f, "redo {entry}"),
        }
    }
}

/// Of facts that are judged together the first speaks for all.
fn told(f: &mut fmt::Formatter<'_>, act: &str, facts: &[Fact]) -> fmt::Result {
    match facts {
        [] => f.write_str(act),
        [only] => write!(f, "{act} {only}"),
        [first, rest @ ..] => write!(f, "{act} {first} (and {} more of it)", rest.len()),
    }
}

/// A word as it is, or in quotation marks where it would be read otherwise.
fn quoted(word: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '#' | '.' | '~' | ':');
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("{word:?}") }
}
