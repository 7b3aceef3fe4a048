//! FollowTheMoney: entities as JSON, one a line, for Aleph, OpenSanctions' tools and others.
//!
//! The mapping stands in `docs/exports.md`.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::form::text;
use super::ftm_link::link;
use super::plover::country_codes;
use super::proof::proofs;
use super::tables::{beside, has};
use crate::export::{Edge, ExportError, Exported, Format, Target};
use crate::graph::{Node, NodeId, Origin, Properties, Value, Way};

/// FollowTheMoney, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct FollowTheMoney;

impl Format for FollowTheMoney {
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let out = target.file("graph.ftm.json")?;
        for (id, node) in what.part.each_node(what.graph) {
            of_node(what, id, node).write(out)?;
        }
        for edge in what.part.edges(what.graph) {
            let key = |number: usize| what.graph.node(*what.part.nodes().get(number)?);
            let Edge { from, to, relationship, .. } = edge;
            if let (Some(from), Some(to)) = (key(from), key(to)) {
                for entity in link(what, edge.id, relationship, from, to) {
                    entity.write(out)?;
                }
            }
        }
        Ok(())
    }
}

/// How many characters a name, a short text and a text may have.
const NAME: usize = 384;
const SHORT: usize = 1024;
const LONG: usize = 65_000;

/// An entity of FollowTheMoney.
pub(super) struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    pub(super) fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    /// Adds a value, unless there is nothing in it.
    pub(super) fn put(&mut self, name: &'static str, value: impl Into<String>) {
        let value = value.into();
        let all = self.properties.entry(name).or_default();
        if !all.contains(&value) && !value.trim().is_empty() {
            all.push(value);
        }
    }

    /// Adds text on one line: what is longer than the model allows is cut, and stands whole in `whole`.
    pub(super) fn short(
        &mut self,
        name: &'static str,
        value: &str,
        most: usize,
        whole: &'static str,
    ) {
        let line = value.split(|c: char| c.is_whitespace() || c.is_control());
        let line = line.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if line.chars().count() <= most {
            self.put(name, line);
        } else {
            self.put(name, line.chars().take(most - 1).chain(['…']).collect::<String>());
            self.long(whole, value);
        }
    }

    /// Adds text, in as many values as it takes.
    pub(super) fn long(&mut self, name: &'static str, value: &str) {
        let value: Vec<char> =
            value.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
        for piece in value.chunks(LONG) {
            self.put(name, piece.iter().collect::<String>());
        }
    }

    /// Adds the sentences that prove it, and the documents that they stand in.
    pub(super) fn proved(&mut self, what: &Exported<'_>, origin: &Origin) {
        for proof in proofs(what, origin) {
            self.put("proof", id_of(&format!("document/{}", proof.document)));
            if let Some(sentence) = proof.sentence {
                self.long("summary", &sentence);
            }
        }
    }

    /// Adds the days of what is dated.
    pub(super) fn dated(&mut self, properties: &Properties) {
        let day = |name: &str| properties.get(name).filter(|day| matches!(day, Value::Date(_)));
        match (day("date"), day("date_end")) {
            (Some(start), Some(end)) => {
                self.put("startDate", text(start));
                self.put("endDate", text(end));
            }
            (Some(day), None) => self.put("date", text(day)),
            _ => {}
        }
    }

    fn write(self, out: &mut dyn Write) -> Result<(), ExportError> {
        let properties: BTreeMap<_, _> =
            self.properties.into_iter().filter(|(_, all)| !all.is_empty()).collect();
        let entity = json!({"id": self.id, "schema": self.schema, "properties": properties});
        writeln!(out, "{entity}")?;
        Ok(())
    }
}

/// The id of a node's entity: its key as far as ids may have it, and what tells it from others.
pub(super) fn id_of(key: &str) -> String {
    let mut words = String::new();
    for c in key.chars().take(80) {
        if c.is_ascii_alphanumeric() {
            words.push(c);
        } else if !words.ends_with('-') && !words.is_empty() {
            words.push('-');
        }
    }
    let sum = Sha256::digest(key.as_bytes());
    let sum: String = sum.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{sum}", if words.is_empty() { "n" } else { words.trim_end_matches('-') })
}

/// The schema of a node.
pub(super) fn schema_of(what: &Exported<'_>, id: NodeId, node: &Node) -> &'static str {
    const SCHEMATA: &[(&str, &str)] = &[
        ("Document", "Article"),
        ("Event", "Event"),
        ("Statement", "Note"),
        ("Person", "Person"),
        ("Country", "PublicBody"),
        ("Place", "Address"),
    ];
    if let Some((_, schema)) = SCHEMATA.iter().find(|(label, _)| has(node, label)) {
        return schema;
    }
    if !has(node, "Organization") {
        return "Asset";
    }
    let of_state = beside(what, id, Way::Out, "PART_OF")
        .into_iter()
        .any(|above| what.graph.node(above).is_some_and(|node| has(node, "Country")));
    if of_state { "PublicBody" } else { "Organization" }
}

/// May it hold an office, take part in an event?
pub(super) fn is_legal(schema: &str) -> bool {
    matches!(schema, "Person" | "Organization" | "PublicBody")
}

fn of_node(what: &Exported<'_>, id: NodeId, node: &Node) -> Entity {
    let schema = schema_of(what, id, node);
    let mut entity = Entity::new(id_of(&node.key), schema);
    let told = |name: &str| node.properties.get(name).and_then(Value::as_str);
    let name = told("name").or_else(|| told("content")).unwrap_or(&node.key);
    let named = if name.trim().chars().all(|c| c.is_control() || c.is_whitespace()) {
        &*node.key
    } else {
        name
    };
    entity.short("name", named, NAME, "notes");
    if let Some(Value::List(aliases)) = node.properties.get("aliases") {
        for alias in aliases.iter().filter_map(Value::as_str).filter(|alias| *alias != named) {
            entity.short("alias", alias, NAME, "notes");
        }
    }
    for code in country_codes(what, id) {
        entity.put("country", code.to_lowercase());
    }
    if schema == "Address" {
        entity.short("full", named, 250, "notes");
    }
    if schema != "Article" {
        entity.proved(what, &node.evidence);
    }
    let day = |name: &str| {
        node.properties.get(name).filter(|day| matches!(day, Value::Date(_))).map(text)
    };
    let entities = |kind: &str, way| {
        let all = beside(what, id, way, kind).into_iter();
        all.filter_map(|id| Some((id, what.graph.node(id)?))).collect::<Vec<_>>()
    };
    match schema {
        "Article" => {
            entity.short("title", told("title").unwrap_or(named), SHORT, "notes");
            entity.short("fileName", node.key.trim_start_matches("document/"), SHORT, "notes");
            if let Some(day) = day("date").or_else(|| day("published")) {
                entity.put("publishedAt", day);
            }
            if let Some(source) = told("source") {
                entity.short("publisher", source, SHORT, "notes");
            }
        }
        "Note" => {
            entity.long("description", told("content").unwrap_or(named));
            let parties = [("SAID", Way::In), ("TO", Way::Out), ("ABOUT", Way::Out)];
            for (_, party) in parties.iter().flat_map(|(kind, way)| entities(kind, *way)) {
                entity.put("entity", id_of(&party.key));
            }
        }
        "Event" => {
            entity.dated(&node.properties);
            for (kind, property) in [("ACTOR", "organizer"), ("TARGET", "involved")] {
                for (id, party) in entities(kind, Way::Out) {
                    if is_legal(schema_of(what, id, party)) {
                        entity.put(property, id_of(&party.key));
                    }
                }
            }
            for (id, place) in entities("PLACE", Way::Out) {
                entity.short(
                    "location",
                    place.properties.get("name").and_then(Value::as_str).unwrap_or(&place.key),
                    250,
                    "notes",
                );
                if schema_of(what, id, place) == "Address" {
                    entity.put("addressEntity", id_of(&place.key));
                }
            }
            for name in ["type", "mode", "factuality"] {
                entity.short("keywords", told(name).unwrap_or_default(), SHORT, "notes");
            }
        }
        _ => {}
    }
    entity
}
