//! What somebody should look at: doubtful pairs, facts that a rule is not sure of, facts that do not go together.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Session, SessionError};
use crate::graph::{Fact, Graph, Judgement, Origin, RelId, Standing, Value, Way};

/// Something to be decided. Nodes are named by their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// Are these one?
    Pair {
        /// The one.
        left: Arc<str>,
        /// The other.
        right: Arc<str>,
        /// Why they might be one and yet are two.
        reason: &'static str,
    },
    /// Is this event or statement so?
    Told {
        /// Its key.
        key: Arc<str>,
        /// How sure its rule is, in hundredths.
        confidence: u8,
    },
    /// Is this relationship so?
    Tie {
        /// Where it starts.
        from: Arc<str>,
        /// Its type.
        kind: Arc<str>,
        /// Where it leads.
        to: Arc<str>,
        /// How sure its rule is, in hundredths.
        confidence: u8,
    },
    /// Documents tell of this event with other figures: which are right?
    Figures {
        /// Its key.
        key: Arc<str>,
        /// Each figure that is told otherwise elsewhere, in words, with who tells it.
        figures: Vec<String>,
        /// Its tellings: `DOCUMENT#ID`, two or more.
        tellings: Vec<Arc<str>>,
    },
    /// Do all of these hold this office?
    Office {
        /// The office, in lower case.
        office: String,
        /// Whose office it is.
        of: Arc<str>,
        /// Who are said to hold it: two or more.
        holders: Vec<Arc<str>>,
    },
}

/// So many holders of one office are asked about; of more it is no office of one person.
const MOST_HOLDERS: usize = 4;

impl Session {
    /// What was not decided yet: doubtful pairs, then facts of which a rule is less sure than `below` hundredths, least sure
    /// first, then events that are told with other figures, then offices with several holders. Cost: linear in the graph and the log.
    ///
    /// # Errors
    /// The graph cannot be made.
    pub fn matters(&self, below: u8) -> Result<Vec<Matter>, SessionError> {
        let graph = self.graph()?;
        let accepted = Accepted::of(self);
        let doubts = self.doubts()?.iter();
        let pairs = doubts.filter(|doubt| !accepted.pair(&doubt.left, &doubt.right)).map(|doubt| {
            let (left, right) = (doubt.left.clone(), doubt.right.clone());
            Matter::Pair { left, right, reason: doubt.reason }
        });
        let mut unsure: Vec<(u8, Matter)> = told(graph, below, &accepted);
        unsure.extend(ties(graph, below, &accepted));
        unsure.sort_by_key(|(confidence, _)| *confidence);
        let unsure = unsure.into_iter().map(|(_, matter)| matter);
        let figures = figures(graph, &accepted);
        Ok(pairs.chain(unsure).chain(figures).chain(offices(graph, &accepted)).collect())
    }
}

/// What was accepted before.
#[derive(Default)]
struct Accepted {
    told: FxHashSet<String>,
    ties: FxHashSet<(Arc<str>, Arc<str>, Arc<str>)>,
    pairs: FxHashSet<(Arc<str>, Arc<str>)>,
}

impl Accepted {
    fn of(session: &Session) -> Self {
        let mut accepted = Self::default();
        let log = session.corrections();
        let standing = Standing::of(log);
        let counting = log.iter().enumerate().filter(|(place, _)| standing.counts(*place));
        for (_, entry) in counting {
            let Some(Judgement::Accept { facts }) = &entry.judgement else { continue };
            for fact in facts {
                match fact {
                    Fact::Told { document, id, .. } => {
                        accepted.told.insert(format!("{document}#{id}"));
                    }
                    Fact::Tie(it) => {
                        accepted.ties.insert((it.from.clone(), it.kind.clone(), it.to.clone()));
                    }
                    Fact::Pair(one, other) => {
                        accepted.pairs.insert((one.key.clone(), other.key.clone()));
                    }
                }
            }
        }
        accepted
    }

    fn pair(&self, one: &Arc<str>, other: &Arc<str>) -> bool {
        self.pairs.contains(&(one.clone(), other.clone()))
            || self.pairs.contains(&(other.clone(), one.clone()))
    }
}

/// How sure the surest of its rules is; `None` of what no document tells.
fn surest(origin: &Origin) -> Option<u8> {
    origin.iter().map(|evidence| evidence.confidence).max()
}

fn told(graph: &Graph, below: u8, accepted: &Accepted) -> Vec<(u8, Matter)> {
    let is_fact = |label: &Arc<str>| matches!(&**label, "Event" | "Statement");
    let unsure = graph.nodes().filter_map(|id| {
        let node = graph.node(id).filter(|node| node.labels.iter().any(is_fact))?;
        let confidence = surest(&node.evidence).filter(|sure| *sure < below)?;
        let key = Some(node.key.clone()).filter(|key| !accepted.told.contains(&**key))?;
        Some((confidence, Matter::Told { key, confidence }))
    });
    unsure.collect()
}

/// Events of which one document has another figure than another, unless each of their tellings was accepted.
fn figures(graph: &Graph, accepted: &Accepted) -> Vec<Matter> {
    let texts = |value: Option<&Value>| -> Vec<Arc<str>> {
        let Some(Value::List(all)) = value else { return Vec::new() };
        all.iter().filter_map(Value::as_str).map(Arc::from).collect()
    };
    let differing = graph.nodes_with_label("Event").iter().filter_map(|&id| {
        let node = graph.node(id)?;
        let figures = texts(node.properties.get("figures"));
        let tellings = texts(node.properties.get("ids"));
        let is_known = |telling: &Arc<str>| accepted.told.contains(&**telling);
        let open = !figures.is_empty() && !tellings.iter().all(is_known);
        let figures = figures.iter().map(ToString::to_string).collect();
        open.then(|| Matter::Figures { key: node.key.clone(), figures, tellings })
    });
    differing.collect()
}

/// Standing relations: what is drawn from events and statements is asked with these.
fn ties(graph: &Graph, below: u8, accepted: &Accepted) -> Vec<(u8, Matter)> {
    let unsure = graph.relationships().filter_map(|id| {
        let it = graph.relationship(id).filter(|it| !it.properties.contains_key("event"))?;
        let (from, to) = ends(graph, id)?;
        let confidence = surest(&it.evidence).filter(|sure| *sure < below)?;
        let tie = (from, it.kind.clone(), to);
        if accepted.ties.contains(&tie) {
            return None;
        }
        let (from, kind, to) = tie;
        Some((confidence, Matter::Tie { from, kind, to, confidence }))
    });
    unsure.collect()
}

/// The keys of the two entities that a relationship joins; `None` where one is no entity.
fn ends(graph: &Graph, id: RelId) -> Option<(Arc<str>, Arc<str>)> {
    let (from, to) = graph.ends(id)?;
    let entity = |id| {
        let node = graph.node(id)?;
        node.properties.contains_key("aliases").then(|| node.key.clone())
    };
    Some((entity(from)?, entity(to)?))
}

fn offices(graph: &Graph, accepted: &Accepted) -> Vec<Matter> {
    let mut held: BTreeMap<(Arc<str>, String), Vec<Arc<str>>> = BTreeMap::new();
    for id in graph.nodes() {
        for (rel, end) in graph.relationships_of(id, Way::Out) {
            let Some(it) = graph.relationship(rel).filter(|it| &*it.kind == "HOLDS_OFFICE") else {
                continue;
            };
            let office = it.properties.get("office").and_then(Value::as_str);
            let (Some(office), Some(of), Some(holder)) = (office, graph.node(end), graph.node(id))
            else {
                continue;
            };
            let holders = held.entry((of.key.clone(), office.to_lowercase())).or_default();
            if !holders.contains(&holder.key) {
                holders.push(holder.key.clone());
            }
        }
    }
    let several = held.into_iter().filter_map(|((of, office), mut holders)| {
        let is_known = |holder: &Arc<str>| {
            accepted.ties.contains(&(holder.clone(), "HOLDS_OFFICE".into(), of.clone()))
        };
        let open = (2..=MOST_HOLDERS).contains(&holders.len()) && !holders.iter().all(is_known);
        holders.sort();
        open.then_some(Matter::Office { office, of, holders })
    });
    several.collect()
}
