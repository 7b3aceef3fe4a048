//! A card: what the graph tells of one entity, on one screen.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::named::{days, has, is_entity, name, spoken};
use super::wrap::wrapped;
use super::{Style, escape, grouped};
use crate::graph::{Graph, NodeId, Relationship, Value, Way};

/// So many lines of each part are shown.
const SHOWN: usize = 8;

/// Words, and how often each: the most frequent first.
pub type Counts = Vec<(String, usize)>;

/// What the graph tells of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What it is called.
    pub name: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// Its key.
    pub key: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// Its other properties, as text.
    pub properties: Vec<(String, String)>,
    /// Offices that it holds or held, and with whom.
    pub offices: Vec<String>,
    /// Other standing relations: "part of", and the names.
    pub relations: Vec<(String, Vec<String>)>,
    /// How many events of each type it took part in, by year; without a year first.
    pub events: Vec<(Option<i16>, Counts)>,
    /// What it said, the latest first.
    pub said: Vec<String>,
    /// How many statements are about it.
    pub about: usize,
    /// Who it has most to do with: name, and how often.
    pub neighbours: Vec<(String, usize)>,
    /// How many documents mention it.
    pub documents: usize,
}

/// Types of relationships that are no standing relations: they lead to and from what is told.
const TOLD: &[&str] = &["ACTOR", "TARGET", "PLACE", "SAID", "ABOUT", "TO", "MENTIONS", "REPORTS"];

impl Card {
    /// The card of a node; `None` where there is no such node. Cost: its relationships, and those of the events that
    /// it took part in.
    pub fn of(graph: &Graph, id: NodeId) -> Option<Self> {
        let node = graph.node(id)?;
        let mut card = Self {
            name: name(graph, id),
            labels: node.labels.iter().map(ToString::to_string).collect(),
            key: node.key.to_string(),
            aliases: Vec::new(),
            properties: Vec::new(),
            offices: Vec::new(),
            relations: Vec::new(),
            events: Vec::new(),
            said: Vec::new(),
            about: 0,
            neighbours: Vec::new(),
            documents: 0,
        };
        for (key, value) in node.properties.iter() {
            match &**key {
                "id" | "name" | "kind" => {}
                "aliases" => card.aliases = others(value, &card.name),
                key => {
                    card.properties.push((key.replace('_', " "), super::text(value, graph)));
                }
            }
        }
        let mut years: BTreeMap<Option<i16>, BTreeMap<String, usize>> = BTreeMap::new();
        let mut relations: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut met: BTreeMap<NodeId, usize> = BTreeMap::new();
        let mut said = Vec::new();
        let mut ties: Vec<_> = graph.relationships_of(id, Way::Both).collect();
        ties.sort_unstable();
        for (tie, other) in ties {
            let Some(relationship) = graph.relationship(tie) else { continue };
            let leads_away = graph.ends(tie).is_some_and(|(from, _)| from == id);
            if has(graph, other, "Document") {
                card.documents += usize::from(&*relationship.kind == "MENTIONS");
            } else if has(graph, other, "Event") {
                let Some(event) = graph.node(other) else { continue };
                let year = days(&event.properties).map(|(from, _)| from.year());
                *years.entry(year).or_default().entry(event_kind(graph, other)).or_default() += 1;
                for (_, party) in graph.relationships_of(other, Way::Out) {
                    if party != id && graph.node(party).is_some_and(is_entity) {
                        *met.entry(party).or_default() += 1;
                    }
                }
            } else if has(graph, other, "Statement") {
                match (leads_away, &*relationship.kind) {
                    (true, "SAID") => said.push(other),
                    (_, "ABOUT") => card.about += 1,
                    _ => {}
                }
            } else {
                *met.entry(other).or_default() += 1;
                card.stand(graph, relationship, other, leads_away, &mut relations);
            }
        }
        said.sort_by_cached_key(|&id| {
            let when = graph.node(id).and_then(|node| days(&node.properties)).map(|(from, _)| from);
            (std::cmp::Reverse(when), id)
        });
        card.said = said.into_iter().map(|id| name(graph, id)).collect();
        card.relations = relations.into_iter().collect();
        card.events = years.into_iter().map(|(year, kinds)| (year, by_count(kinds))).collect();
        let met = met.into_iter().map(|(id, n)| (name(graph, id), n)).collect::<Vec<_>>();
        card.neighbours = by_count(met);
        Some(card)
    }

    /// Notes a relationship to another entity.
    fn stand(
        &mut self,
        graph: &Graph,
        relationship: &Relationship,
        other: NodeId,
        leads_away: bool,
        relations: &mut BTreeMap<String, Vec<String>>,
    ) {
        let kind = &*relationship.kind;
        let other = name(graph, other);
        let office = ["office", "value"].iter().find_map(|key| {
            relationship.properties.get(key).and_then(Value::as_str).map(str::to_owned)
        });
        if let Some(office) = office.filter(|_| leads_away && kind.ends_with("OFFICE")) {
            let former = if kind.starts_with("FORMER") { "former " } else { "" };
            self.offices.push(format!("{former}{office}, {other}"));
        } else if !TOLD.contains(&kind) {
            let arrow = if leads_away { "" } else { "← " };
            let list = relations.entry(format!("{arrow}{}", spoken(kind))).or_default();
            if !list.contains(&other) {
                list.push(other);
            }
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let labels = escape(&self.labels.join(", ")).into_owned();
        let key = escape(&self.key).into_owned();
        let head = style.bold(&escape(&self.name));
        writeln!(out, "{head}  {}", style.pale(&format!("{labels}  {key}")))?;
        let mut line = |head: &str, text: &str| -> io::Result<()> {
            let room = style.width.map_or(usize::MAX, |all| usize::from(all).saturating_sub(21));
            for (i, piece) in wrapped(&escape(text), room.max(20)).iter().enumerate() {
                let head = if i == 0 { head } else { "" };
                writeln!(out, "  {} {piece}", style.pale(&format!("{:<18}", escape(head))))?;
            }
            Ok(())
        };
        if !self.aliases.is_empty() {
            line("also called", &listed(&self.aliases, ", "))?;
        }
        for (name, value) in &self.properties {
            line(name, value)?;
        }
        for (i, office) in self.offices.iter().take(SHOWN).enumerate() {
            line(if i == 0 { "office" } else { "" }, office)?;
        }
        if self.offices.len() > SHOWN {
            line("", &format!("… and {} more", self.offices.len() - SHOWN))?;
        }
        for (kind, names) in &self.relations {
            line(kind, &listed(names, ", "))?;
        }
        for (i, (year, kinds)) in self.events.iter().rev().enumerate() {
            let year = year.map_or_else(|| "no date".to_owned(), |year| year.to_string());
            let kinds: Vec<String> =
                kinds.iter().map(|(kind, n)| format!("{kind} {}", grouped(*n))).collect();
            line(if i == 0 { "events" } else { "" }, &format!("{year}: {}", listed(&kinds, ", ")))?;
        }
        for (i, said) in self.said.iter().take(SHOWN / 2).enumerate() {
            let head = format!("said {}", grouped(self.said.len()));
            line(if i == 0 { &head } else { "" }, said)?;
        }
        if self.about > 0 {
            line("spoken of", &format!("in {}", counted(self.about, "statement")))?;
        }
        if !self.neighbours.is_empty() {
            let near: Vec<String> =
                self.neighbours.iter().map(|(name, n)| format!("{name} {}", grouped(*n))).collect();
            line("most with", &listed(&near, ", "))?;
        }
        if self.documents > 0 {
            line("mentioned", &format!("in {}", counted(self.documents, "document")))?;
        }
        Ok(())
    }
}

/// The type of an event in one word: the label that is no general one.
fn event_kind(graph: &Graph, id: NodeId) -> String {
    let labels = graph.node(id).map(|node| &node.labels[..]).unwrap_or_default();
    // The plain names stand after the types in no order; what is not the type's own says more.
    let kind = graph.node_property(id, "type");
    let of_type = |label: &str| kind.as_str().is_some_and(|kind| kind.eq_ignore_ascii_case(label));
    let named = labels.iter().find(|label| &***label != "Event" && !of_type(label));
    let typed = labels.iter().find(|label| &***label != "Event");
    named.or(typed).map_or_else(|| "Event".to_owned(), ToString::to_string)
}

fn others(value: &Value, name: &str) -> Vec<String> {
    let Value::List(aliases) = value else { return Vec::new() };
    let others = aliases.iter().filter_map(Value::as_str).filter(|alias| *alias != name);
    others.map(str::to_owned).collect()
}

fn by_count(counts: impl IntoIterator<Item = (String, usize)>) -> Vec<(String, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// The first of a list, and how many more there are.
fn listed(items: &[String], between: &str) -> String {
    let shown = items.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(between);
    match items.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown}{between}… and {} more", grouped(more)),
    }
}

fn counted(n: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(n), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::Style;
    use super::Card;
    use crate::facts::example::dispatches;
    use crate::grammar::Grammar;

    #[test]
    fn a_person_is_told_on_one_card() {
        static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::embedded().expect("it"));
        let graph = crate::assemble::graph(&dispatches(), &GRAMMAR).expect("a graph");
        let id = graph.by_key("person/ana-ruiz").expect("she");
        let mut out = Vec::new();
        Card::of(&graph, id).expect("a card").write(&mut out, Style::PLAIN).expect("written");
        let card = String::from_utf8(out).expect("UTF-8");
        for part in [
            "Ana Ruiz  Person  person/ana-ruiz\n",
            "also called        Ruiz\n",
            "office             foreign minister, Peru\n",
            "events             2025: ",
            "said 1             “the border would open”\n",
            "most with          Tomas Vera",
            "mentioned          in 2 documents\n",
        ] {
            assert!(card.contains(part), "{part:?} is not in\n{card}");
        }
    }
}
