//! Events in the columns of POLECAT, the data that are coded by PLOVER (Halterman et al. 2023): one row for each pair of
//! who does it and who receives it. Columns of which articles tell nothing that is read (sectors, coordinates) are left
//! out; those behind `Source` are our own.

use std::collections::BTreeSet;

use super::form::Kind;
use super::tables::{Column, DATE, INT, Sink, TEXT, TEXTS, beside, has, key, list, name, of_kind};
use crate::export::{ExportError, Exported};
use crate::graph::{Node, NodeId, Value, Way};

/// The four classes of PLOVER's types: words or deeds, for or against.
const QUADS: &[(&str, &[&str])] = &[
    ("1", &["AGREE", "CONSULT", "SUPPORT", "CONCEDE"]),
    ("2", &["COOPERATE", "AID", "RETREAT"]),
    ("3", &["REQUEST", "ACCUSE", "REJECT", "THREATEN"]),
    ("4", &["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]),
];

const COLUMNS: &[(&str, Kind)] = &[
    ("Event ID", TEXT),
    ("Event Date", DATE),
    ("Event Type", TEXT),
    ("Event Mode", TEXT),
    ("Quad Code", TEXT),
    ("Actor Name", TEXT),
    ("Actor Country", TEXT),
    ("Actor Title", TEXT),
    ("Recipient Name", TEXT),
    ("Recipient Country", TEXT),
    ("Recipient Title", TEXT),
    ("Placename", TEXT),
    ("Country", TEXT),
    ("Publication Date", DATE),
    ("Source", TEXTS),
    ("Actor ID", TEXT),
    ("Recipient ID", TEXT),
    ("Place ID", TEXT),
    ("Event Date End", DATE),
    ("Date Precision", TEXT),
    ("Factuality", TEXT),
    ("Tellings", INT),
    ("Quantities", TEXTS),
    ("Documents", TEXTS),
];

/// What an event has beside the numbers that belong to it.
const NO_NUMBERS: &[&str] = &["tellings"];

/// Writes the table of events.
pub(super) fn events(what: &Exported<'_>, sink: &mut dyn Sink) -> Result<(), ExportError> {
    sink.begin("events", COLUMNS.iter().map(|(name, kind)| Column::new(*name, *kind)).collect())?;
    for (id, node) in what.part.each_node(what.graph).filter(|(_, node)| has(node, "Event")) {
        let sides = [beside(what, id, Way::Out, "ACTOR"), beside(what, id, Way::Out, "TARGET")];
        for (actor, recipient) in pairs(&sides) {
            sink.row(row(what, id, node, actor, recipient))?;
        }
    }
    sink.end()
}

/// Who with whom. Where there is no recipient, each actor with the others after it, as of talks; alone where it is alone.
fn pairs([actors, targets]: &[Vec<NodeId>; 2]) -> Vec<(Option<NodeId>, Option<NodeId>)> {
    let some = |all: &[NodeId]| -> Vec<Option<NodeId>> {
        if all.is_empty() { vec![None] } else { all.iter().copied().map(Some).collect() }
    };
    if targets.is_empty() && actors.len() > 1 {
        let after = |at: usize| actors.get(at + 1..).unwrap_or_default();
        let each = actors.iter().enumerate();
        return each
            .flat_map(|(at, &actor)| after(at).iter().map(move |&other| (Some(actor), Some(other))))
            .collect();
    }
    let targets = some(targets);
    some(actors).into_iter().flat_map(|actor| targets.iter().map(move |&to| (actor, to))).collect()
}

fn row(
    what: &Exported<'_>,
    id: NodeId,
    node: &Node,
    actor: Option<NodeId>,
    recipient: Option<NodeId>,
) -> Vec<Value> {
    let places = beside(what, id, Way::Out, "PLACE");
    let place = places.first().copied();
    let kind = of_kind(node, "type", TEXT);
    let quad =
        QUADS.iter().find(|(_, kinds)| kinds.iter().any(|known| Some(*known) == kind.as_str()));
    let party = |id: Option<NodeId>| {
        id.map_or([Value::Null, Value::Null, Value::Null], |id| {
            [name(what, id), country(what, id), title(what, id)]
        })
    };
    let named = |id: Option<NodeId>| id.map_or(Value::Null, |id| key(what, id));
    let [actor_name, actor_country, actor_title] = party(actor);
    let [recipient_name, recipient_country, recipient_title] = party(recipient);
    vec![
        Value::String(node.key.clone()),
        of_kind(node, "date", DATE),
        kind,
        of_kind(node, "mode", TEXT),
        quad.map_or(Value::Null, |(code, _)| Value::from(*code)),
        actor_name,
        actor_country,
        actor_title,
        recipient_name,
        recipient_country,
        recipient_title,
        place.map_or(Value::Null, |id| name(what, id)),
        place.map_or(Value::Null, |id| country(what, id)),
        of_kind(node, "published", DATE),
        of_kind(node, "publishers", TEXTS),
        named(actor),
        named(recipient),
        named(place),
        of_kind(node, "date_end", DATE),
        of_kind(node, "date_precision", TEXT),
        of_kind(node, "factuality", TEXT),
        of_kind(node, "tellings", INT),
        quantities(node),
        list(beside(what, id, Way::In, "REPORTS").into_iter().map(|id| key(what, id))),
    ]
}

/// The numbers of an event, as `killed: 4`.
fn quantities(node: &Node) -> Value {
    let mut all: Vec<Value> = Vec::new();
    for (name, value) in node.properties.iter() {
        match value {
            Value::Int(number) if !NO_NUMBERS.contains(&&**name) => {
                all.push(Value::string(format!("{name}: {number}")));
            }
            Value::Float(number) => all.push(Value::string(format!("{name}: {number}"))),
            Value::List(told) if &**name == "quantities" => all.extend(told.iter().cloned()),
            _ => {}
        }
    }
    Value::List(all)
}

/// Relationships that lead towards the country of a party.
const UPWARDS: &[&str] =
    &["HOLDS_OFFICE", "SPOKESPERSON_FOR", "BELONGS_TO", "PART_OF", "LOCATED_IN"];

/// How many of them at most.
const FAR: usize = 3;

/// The codes of the nearest countries (ISO 3166-1 alpha-3; a name where there is no code), sorted, `;` between them.
fn country(what: &Exported<'_>, id: NodeId) -> Value {
    let code = |node: &Node| {
        let text = |name: &str| node.properties.get(name).and_then(Value::as_str);
        Some(text("iso3").or_else(|| text("name")).unwrap_or(&node.key).to_owned())
    };
    joined(countries(what, id).into_iter().filter_map(code).collect())
}

/// The codes of the nearest countries (ISO 3166-1 alpha-2), sorted.
pub(super) fn country_codes(what: &Exported<'_>, id: NodeId) -> BTreeSet<String> {
    let code = |node: &Node| {
        let code = node.properties.get("iso2").and_then(Value::as_str)?;
        (code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic())).then(|| code.to_owned())
    };
    countries(what, id).into_iter().filter_map(code).collect()
}

/// Texts with `;` between them; null where there is none.
fn joined(all: BTreeSet<String>) -> Value {
    if all.is_empty() {
        Value::Null
    } else {
        Value::string(all.into_iter().collect::<Vec<_>>().join(";"))
    }
}

/// The nearest countries upwards.
fn countries<'g>(what: &Exported<'g>, id: NodeId) -> Vec<&'g Node> {
    let mut front = vec![id];
    for _ in 0..=FAR {
        let nodes = front.iter().filter_map(|&id| what.graph.node(id));
        let found: Vec<&Node> = nodes.filter(|node| has(node, "Country")).collect();
        if !found.is_empty() {
            return found;
        }
        let above = front
            .iter()
            .flat_map(|&id| UPWARDS.iter().flat_map(move |kind| beside(what, id, Way::Out, kind)));
        front = above.collect::<BTreeSet<_>>().into_iter().collect();
    }
    Vec::new()
}

/// The offices that somebody holds, `;` between them.
fn title(what: &Exported<'_>, id: NodeId) -> Value {
    let graph = what.graph;
    let held = graph.relationships_of(id, Way::Out).filter_map(|(id, _)| graph.relationship(id));
    let offices: BTreeSet<String> = held
        .filter(|held| &*held.kind == "HOLDS_OFFICE")
        .filter_map(|held| held.properties.get("office").and_then(Value::as_str))
        .map(str::to_owned)
        .collect();
    joined(offices)
}
