//! Relationships as entities of FollowTheMoney: links between two entities, with their days and proofs.

use super::ftm::{Entity, id_of, is_legal, schema_of};
use crate::export::Exported;
use crate::graph::{Node, NodeId, RelId, Relationship, Value};

/// Types of relationships that the entity of an event, statement or article tells itself.
const TOLD: &[&str] = &["ACTOR", "TARGET", "PLACE", "SAID", "TO", "ABOUT"];

/// The entities that a relationship gives; none where its event, statement or article tells it.
pub(super) fn link(
    what: &Exported<'_>,
    id: RelId,
    relationship: &Relationship,
    from: &Node,
    to: &Node,
) -> Vec<Entity> {
    let kind = &*relationship.kind;
    let ids = what.graph.ends(id);
    let schema = |id: Option<NodeId>, node| id.map_or("Asset", |id| schema_of(what, id, node));
    let (a, b) = (schema(ids.map(|ids| ids.0), from), schema(ids.map(|ids| ids.1), to));
    if TOLD.contains(&kind) && matches!((a, b), ("Event" | "Note", _) | (_, "Note")) {
        return Vec::new();
    }
    let new = |schema| {
        Entity::new(
            format!("link-{}-{}", id.number(), id_of(&format!("{}→{}", from.key, to.key))),
            schema,
        )
    };
    let office = relationship.properties.get("office").and_then(Value::as_str);
    let (mut entity, ends) = if kind == "HOLDS_OFFICE" && a == "Person" {
        return occupancy(what, relationship, from, to, b, new("Occupancy"));
    } else if a == "Article" {
        (new("Documentation"), ["document", "entity"])
    } else if kind == "SPOKESPERSON_FOR" && is_legal(a) && is_legal(b) {
        (new("Representation"), ["agent", "client"])
    } else if matches!(kind, "BELONGS_TO" | "PART_OF")
        && is_legal(a)
        && matches!(b, "Organization" | "PublicBody")
    {
        (new("Membership"), ["member", "organization"])
    } else {
        (new("UnknownLink"), ["subject", "object"])
    };
    let [first, second] = ends;
    entity.put(first, id_of(&from.key));
    entity.put(second, id_of(&to.key));
    entity.short("role", office.unwrap_or(kind), 1024, "description");
    entity.dated(&relationship.properties);
    entity.proved(what, &relationship.evidence);
    vec![entity]
}

/// An office: the post, and who holds it.
fn occupancy(
    what: &Exported<'_>,
    relationship: &Relationship,
    from: &Node,
    to: &Node,
    schema: &str,
    mut entity: Entity,
) -> Vec<Entity> {
    let office = relationship.properties.get("office").and_then(Value::as_str).unwrap_or("office");
    let key = format!("post/{office}/{}", to.key);
    let mut post = Entity::new(id_of(&key), "Position");
    let name = to.properties.get("name").and_then(Value::as_str).unwrap_or(&to.key);
    post.short("name", &format!("{office}, {name}"), 384, "notes");
    if matches!(schema, "Organization" | "PublicBody") {
        post.put("organization", id_of(&to.key));
    }
    entity.put("holder", id_of(&from.key));
    entity.put("post", id_of(&key));
    entity.dated(&relationship.properties);
    entity.proved(what, &relationship.evidence);
    vec![post, entity]
}
