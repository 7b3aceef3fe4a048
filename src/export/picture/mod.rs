//! What is drawn, before anything says where: nodes with their words and looks, lines with theirs, frames.

pub mod font;
mod group;
mod look;
mod options;
pub mod words;

use std::collections::BTreeMap;

pub use look::{Class, Colours, LOOKS, Look, Mark, OTHER};
pub use options::{Cluster, Options, Placing, Theme};

use super::{Edge, Exported};
use crate::graph::{Node, Properties, Relationship, Value};
use words::{shown, wrapped};

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What stands above it.
    pub title: Option<String>,
    /// What is in it, in words.
    pub summary: String,
    /// The nodes, in the order of the part.
    pub items: Vec<Item>,
    /// The lines, by the nodes that they leave.
    pub links: Vec<Link>,
    /// The titles of the frames.
    pub groups: Vec<String>,
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The key of its node.
    pub key: String,
    /// Its name or content, in lines.
    pub lines: Vec<String>,
    /// What stands small below.
    pub note: Option<String>,
    /// How its kind looks.
    pub look: &'static Look,
    /// Is it planned, possible or denied, not asserted?
    pub doubtful: bool,
    /// How many relationships of the picture end at it.
    pub degree: usize,
    /// All about it, line by line.
    pub tooltip: String,
    /// The number of its frame.
    pub group: Option<usize>,
}

/// A line: relationships of one type from one node to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The number of the node that it leaves.
    pub from: usize,
    /// The number of the node that it goes to.
    pub to: usize,
    /// Its type, and what stands below it.
    pub rows: Vec<String>,
    /// What it tells.
    pub class: Class,
    /// Is it planned, possible or denied, not asserted?
    pub doubtful: bool,
    /// How many relationships it stands for.
    pub count: usize,
    /// All about it, line by line.
    pub tooltip: String,
}

/// So many properties are told of a node or relationship, each so long, and so many relationships of a line.
const PROPERTIES: usize = 14;
const VALUE: usize = 300;
const RELATIONSHIPS: usize = 8;

/// Titles are not longer.
const TITLE: usize = 80;

impl Picture {
    /// What is drawn of a part of a graph. Cost: n log n in its nodes and relationships.
    pub fn of(what: &Exported<'_>, options: &Options) -> Self {
        let (graph, part) = (what.graph, what.part);
        let (groups, group_of) = group::groups(graph, part, options.cluster);
        let mut items: Vec<Item> = part
            .each_node(graph)
            .zip(group_of)
            .map(|((_, node), group)| Item::of(node, group))
            .collect();
        let mut links: Vec<Vec<(&Relationship, usize, usize)>> = Vec::new();
        let mut numbers: BTreeMap<(usize, usize, &str), usize> = BTreeMap::new();
        let mut relationships = 0;
        for Edge { from, to, relationship, .. } in part.edges(graph) {
            relationships += 1;
            for end in [from, to] {
                if let Some(item) = items.get_mut(end) {
                    item.degree += 1;
                }
            }
            let number = *numbers.entry((from, to, &relationship.kind)).or_insert(links.len());
            if number == links.len() {
                links.push(Vec::new());
            }
            if let Some(same) = links.get_mut(number) {
                same.push((relationship, from, to));
            }
        }
        let name = |number: usize| items.get(number).map_or(String::new(), Item::name);
        let links = links.iter().filter_map(|same| Link::of(same, name)).collect();
        let counted =
            format!("{} and {}", told(items.len(), "node"), told(relationships, "relationship"));
        let summary = match part.left_out_of() {
            Some(of) => format!("{counted}: the best connected of {}", told(of, "node")),
            None => counted,
        };
        let title = options
            .title
            .as_deref()
            .map(|title| first(title, TITLE))
            .filter(|title| !title.trim().is_empty());
        Self {
            title,
            summary,
            items,
            links,
            groups: groups.iter().map(|title| first(title, TITLE)).collect(),
        }
    }
}

/// A number of lines, in words.
pub fn lines(count: usize) -> String {
    told(count, "line")
}

/// A number of things.
fn told(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

impl Item {
    fn of(node: &Node, group: Option<usize>) -> Self {
        let property = |name: &str| node.properties.get(name).and_then(Value::as_str);
        let text = property("name").or_else(|| property("content")).unwrap_or(&node.key);
        let mut lines = wrapped(text);
        if lines.is_empty() {
            lines = wrapped(&node.key);
        }
        if lines.is_empty() {
            lines.push("(no name)".to_owned());
        }
        let look = look::look(node.labels.iter().map(|label| &**label));
        let factuality = doubt(&node.properties);
        let date = match node.properties.get("date") {
            Some(Value::Date(date)) => {
                Some(date.to_string()).filter(|date| !text.contains(date.as_str()))
            }
            _ => None,
        };
        let note: Vec<String> = [date, factuality.map(|doubt| format!("({})", shown(doubt)))]
            .into_iter()
            .flatten()
            .collect();
        let labels: Vec<String> = node.labels.iter().map(|label| begun(label)).collect();
        let mut tooltip = format!("{}\n{}  {}", begun(text), labels.join(", "), begun(&node.key));
        tell(&node.properties, &mut tooltip);
        Self {
            key: shown(&node.key),
            lines,
            note: (!note.is_empty()).then(|| note.join(" ")),
            look,
            doubtful: factuality.is_some(),
            degree: 0,
            tooltip,
            group,
        }
    }

    /// Its name in one line.
    pub fn name(&self) -> String {
        self.lines.join(" ")
    }
}

impl Link {
    fn of(same: &[(&Relationship, usize, usize)], name: impl Fn(usize) -> String) -> Option<Self> {
        let &(first, from, to) = same.first()?;
        let count = same.len();
        let kind = begun(&first.kind);
        let head = if count > 1 { format!("{kind} ×{count}") } else { kind.clone() };
        let mut rows = wrapped(&head);
        if rows.is_empty() {
            rows.push("(no type)".to_owned());
        }
        let mut offices: Vec<&str> = same
            .iter()
            .filter_map(|(one, ..)| one.properties.get("office").and_then(Value::as_str))
            .collect();
        offices.sort_unstable();
        offices.dedup();
        rows.extend(wrapped(&offices.join(", ")));
        let mut dates: Vec<String> = same
            .iter()
            .filter_map(|(one, ..)| match one.properties.get("date")? {
                Value::Date(date) => Some(date.to_string()),
                Value::String(text) => Some(text.to_string()),
                _ => None,
            })
            .collect();
        dates.sort_unstable();
        dates.dedup();
        match (dates.first(), dates.last()) {
            (Some(first), Some(last)) if first != last => {
                rows.extend([format!("{} –", shown(first)), shown(last)])
            }
            (Some(day), _) => rows.extend(wrapped(day)),
            _ => {}
        }
        let doubtful = same.iter().all(|(one, ..)| doubt(&one.properties).is_some());
        let mut tooltip = format!("{} —{kind}→ {}", name(from), name(to));
        for (one, ..) in same.iter().take(RELATIONSHIPS) {
            if count > 1 {
                tooltip.push_str("\n—");
            }
            tell(&one.properties, &mut tooltip);
        }
        if count > RELATIONSHIPS {
            tooltip.push_str(&format!("\n… and {} more", count - RELATIONSHIPS));
        }
        let is_event = same.iter().any(|(one, ..)| one.properties.contains_key("event"));
        Some(Self {
            from,
            to,
            rows,
            class: Class::of(&first.kind, is_event),
            doubtful,
            count,
            tooltip,
        })
    }
}

/// What is said of how sure it is, where that is not that it is so.
fn doubt(properties: &Properties) -> Option<&str> {
    let factuality = properties.get("factuality").and_then(Value::as_str);
    factuality.filter(|factuality| *factuality != "asserted")
}

/// The beginning of a text, in which nothing acts.
fn begun(text: &str) -> String {
    first(text, VALUE)
}

/// So many characters of a text, in which nothing acts.
fn first(text: &str, most: usize) -> String {
    let mut cut: String = text.chars().take(most).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    shown(&cut)
}

/// Adds properties to a tooltip, a line each.
fn tell(properties: &Properties, out: &mut String) {
    let mut all: Vec<(&str, String)> = properties
        .iter()
        .filter(|(name, _)| !matches!(&***name, "name" | "content" | "id"))
        .filter_map(|(name, value)| Some((&**name, text_of(value)?)))
        .collect();
    all.sort_unstable();
    let more = all.len().saturating_sub(PROPERTIES);
    for (name, value) in all.into_iter().take(PROPERTIES) {
        out.push_str(&format!("\n{}: {}", begun(&name.replace('_', " ")), begun(&value)));
    }
    if more > 0 {
        out.push_str(&format!("\n… and {more} more"));
    }
}

fn text_of(value: &Value) -> Option<String> {
    Some(match value {
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::String(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::LocalTime(time) => time.to_string(),
        Value::LocalDateTime(at) => at.to_string(),
        Value::List(all) => {
            let all: Vec<String> = all.iter().take(12).filter_map(text_of).collect();
            all.join(", ")
        }
        _ => return None,
    })
}
