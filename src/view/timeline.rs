//! What happened when.

use std::collections::BTreeSet;
use std::io::{self, Write};

use jiff::civil::Date;

use super::named::{days, days_text, has, is_entity, name, spoken};
use super::wrap::{padded, width, wrapped};
use super::{Style, escape, grouped};
use crate::graph::{Graph, Node, NodeId, RelId, Value, Way};

/// What is dated, in order of the days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// First day, the days as they are shown, and what happened.
    pub entries: Vec<(Date, String, String)>,
    /// How much has no date.
    pub undated: usize,
}

impl Timeline {
    /// What `who` took part in or said (all, where nobody is named), within the days, both ends included.
    /// Cost: sorting what is dated; without names, linear in the graph.
    pub fn of(graph: &Graph, who: &[NodeId], from: Option<Date>, to: Option<Date>) -> Self {
        let mut told: BTreeSet<NodeId> = BTreeSet::new();
        let mut ties: BTreeSet<RelId> = BTreeSet::new();
        let is_told = |id: NodeId| has(graph, id, "Event") || has(graph, id, "Statement");
        if who.is_empty() {
            told.extend(graph.nodes_with_label("Event"));
            told.extend(graph.nodes_with_label("Statement"));
            ties.extend(graph.relationships());
        }
        for &id in who {
            if is_told(id) {
                told.insert(id);
            }
            for (tie, other) in graph.relationships_of(id, Way::Both) {
                if is_told(other) {
                    told.insert(other);
                } else {
                    ties.insert(tie);
                }
            }
        }
        let within = |first: Date, last: Date| {
            from.is_none_or(|from| last >= from) && to.is_none_or(|to| first <= to)
        };
        let mut timeline = Self::default();
        for id in told {
            let Some(node) = graph.node(id) else { continue };
            match (days(&node.properties), days_text(&node.properties)) {
                (Some((first, last)), Some(shown)) if within(first, last) => {
                    timeline.entries.push((first, shown, sentence(graph, id, node)));
                }
                (Some(_), _) => {}
                // What only stands somewhere in a document is not a part of a time.
                (None, _) => timeline.undated += 1,
            }
        }
        for id in ties {
            let Some(tie) = graph.relationship(id) else { continue };
            // The event that it was read off is there already.
            if tie.properties.contains_key("event") {
                continue;
            }
            let (Some((first, last)), Some(shown)) =
                (days(&tie.properties), days_text(&tie.properties))
            else {
                continue;
            };
            if within(first, last)
                && let Some((from, to)) = graph.ends(id)
            {
                let kind = spoken(&tie.kind);
                let says = format!("{} {kind} {}", name(graph, from), name(graph, to));
                timeline.entries.push((first, shown, says));
            }
        }
        timeline.entries.sort();
        timeline
    }

    /// Writes it, a line an entry.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let widest = self.entries.iter().map(|(_, shown, _)| width(shown)).max().unwrap_or(0);
        let room =
            style.width.map_or(usize::MAX, |all| usize::from(all).saturating_sub(widest + 2));
        for (_, shown, says) in &self.entries {
            for (i, piece) in wrapped(&escape(says), room.max(20)).iter().enumerate() {
                let day = padded(if i == 0 { shown } else { "" }, widest);
                writeln!(out, "{}  {piece}", style.bold(&day))?;
            }
        }
        if self.entries.is_empty() {
            writeln!(out, "nothing is dated here")?;
        }
        match self.undated {
            0 => Ok(()),
            n => writeln!(out, "{}", style.pale(&format!("{} more without a date", grouped(n)))),
        }
    }
}

/// An event or statement in one line: who, what, whom, where.
fn sentence(graph: &Graph, id: NodeId, node: &Node) -> String {
    let mut roles: [Vec<String>; 3] = Default::default();
    let mut speakers = Vec::new();
    for (tie, other) in graph.relationships_of(id, Way::Both) {
        let Some(tie) = graph.relationship(tie) else { continue };
        if !graph.node(other).is_some_and(is_entity) {
            continue;
        }
        match &*tie.kind {
            "ACTOR" => roles[0].push(name(graph, other)),
            "TARGET" => roles[1].push(name(graph, other)),
            "PLACE" => roles[2].push(name(graph, other)),
            "SAID" => speakers.push(name(graph, other)),
            _ => {}
        }
    }
    roles.iter_mut().for_each(|names| names.sort());
    if has(graph, id, "Statement") {
        return format!("{}: {}", speakers.join(", "), name(graph, id));
    }
    let [actors, targets, places] = &roles;
    let text = |name: &str| node.properties.get(name).and_then(Value::as_str);
    // The name of an event ends with its day, which stands before it.
    let called = name(graph, id);
    let kind = match called.rsplit_once(' ') {
        Some((kind, day)) if day.starts_with(|c: char| c.is_ascii_digit()) => kind.to_owned(),
        _ => called,
    };
    let mut line = kind;
    for (word, names) in [(": ", actors), (" → ", targets), (" in ", places)] {
        if !names.is_empty() {
            line.push_str(word);
            line.push_str(&names.join(", "));
        }
    }
    if let Some(factuality) = text("factuality").filter(|it| *it != "asserted") {
        line.push_str(&format!(" ({factuality})"));
    }
    line
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::Style;
    use super::Timeline;
    use crate::facts::example::dispatches;
    use crate::grammar::Grammar;

    #[test]
    fn what_is_dated_stands_in_order_and_within_the_days() {
        static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::embedded().expect("it"));
        let graph = crate::assemble::graph(&dispatches(), &GRAMMAR).expect("a graph");
        let id = graph.by_key("person/ana-ruiz").expect("she");
        let day = |text: &str| crate::text::iso_date(text);
        let all = Timeline::of(&graph, &[id], None, None);
        let mut out = Vec::new();
        all.write(&mut out, Style::PLAIN).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(
            text.starts_with(
                "2025-07-10  Meeting: Ana Ruiz, Tomas Vera in Arica\n2025-07-11  Call"
            ),
            "{text}"
        );
        let late = Timeline::of(&graph, &[id], day("2025-07-11"), None);
        assert_eq!(late.entries.len() + 1, all.entries.len());
        assert!(Timeline::of(&graph, &[], None, day("2024-01-01")).entries.is_empty());
    }
}
