//! Functions on nodes, relationships and paths.

use super::{Exec, Function, Kind, QueryError, Value, strict, wrong};
use crate::query::eval::access;
use crate::query::exec::write::alive;
use crate::text::Span;

const ENTITY: &[Kind] = &[Kind::Node, Kind::Relationship];

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "coalesce",
        signature: "coalesce(value, …) -> the first value that is not null",
        least: 1,
        most: usize::MAX,
        takes: &[],
        gives: Kind::Any,
        strict: false,
        run: |_, values, _| {
            Ok(values.iter().find(|value| !value.is_null()).cloned().unwrap_or_default())
        },
    },
    Function {
        name: "exists",
        signature: "exists(pattern or property) -> boolean",
        least: 1,
        most: 1,
        takes: &[],
        gives: Kind::Bool,
        strict: false,
        run: |_, values, _| {
            let exists = values.first().is_some_and(|value| match value {
                Value::Bool(value) => *value,
                value => !value.is_null(),
            });
            Ok(Value::Bool(exists))
        },
    },
    strict(
        "elementId",
        "elementId(node or relationship) -> text",
        (1, 1),
        ENTITY,
        Kind::Text,
        element_id,
    ),
    strict(
        "endNode",
        "endNode(relationship) -> node",
        (1, 1),
        &[Kind::Relationship],
        Kind::Node,
        |exec, values, span| ends("endNode", exec, values, span, |(_, end)| end),
    ),
    strict("id", "id(node or relationship) -> integer", (1, 1), ENTITY, Kind::Int, id),
    strict("labels", "labels(node) -> list", (1, 1), &[Kind::Node], Kind::List, labels),
    strict("nodes", "nodes(path) -> list", (1, 1), &[Kind::Path], Kind::List, |_, values, span| {
        match values {
            [Value::Path(path)] => {
                Ok(Value::List(path.nodes.iter().copied().map(Value::Node).collect()))
            }
            _ => wrong("nodes", "a path", &first(values), span),
        }
    }),
    strict(
        "properties",
        "properties(node, relationship or map) -> map",
        (1, 1),
        &[Kind::Node, Kind::Relationship, Kind::Map],
        Kind::Map,
        |exec, values, span| access::properties(&first(values), exec, span).map(Value::from),
    ),
    strict(
        "relationships",
        "relationships(path) -> list",
        (1, 1),
        &[Kind::Path],
        Kind::Relationships,
        |_, values, span| match values {
            [Value::Path(path)] => Ok(Value::List(
                path.relationships.iter().copied().map(Value::Relationship).collect(),
            )),
            _ => wrong("relationships", "a path", &first(values), span),
        },
    ),
    strict(
        "startNode",
        "startNode(relationship) -> node",
        (1, 1),
        &[Kind::Relationship],
        Kind::Node,
        |exec, values, span| ends("startNode", exec, values, span, |(start, _)| start),
    ),
    strict(
        "type",
        "type(relationship) -> text",
        (1, 1),
        &[Kind::Relationship],
        Kind::Text,
        |exec, values, span| match values {
            [Value::Relationship(id)] => {
                Ok(exec.data.kind(*id).map_or(Value::Null, |kind| Value::String(kind.clone())))
            }
            _ => wrong("type", "a relationship", &first(values), span),
        },
    ),
];

fn first(values: &[Value]) -> Value {
    values.first().cloned().unwrap_or_default()
}

fn element_id(exec: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    match values {
        [Value::Node(id)] => Ok(exec.data.key(*id).map_or(Value::Null, Value::String)),
        [Value::Relationship(id)] => Ok(Value::string(id.number().to_string())),
        _ => wrong("elementId", "a node or relationship", &first(values), span),
    }
}

fn id(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    match values {
        [Value::Node(id)] => Ok(Value::Int(id.number().into())),
        [Value::Relationship(id)] => Ok(Value::Int(id.number().into())),
        _ => wrong("id", "a node or relationship", &first(values), span),
    }
}

fn labels(exec: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    match values {
        [Value::Node(id)] => {
            alive(exec, *id, span)?;
            Ok(Value::List(exec.data.labels(*id).iter().cloned().map(Value::String).collect()))
        }
        _ => wrong("labels", "a node", &first(values), span),
    }
}

fn ends(
    name: &str,
    exec: &Exec<'_>,
    values: &[Value],
    span: Span,
    choose: fn((crate::graph::NodeId, crate::graph::NodeId)) -> crate::graph::NodeId,
) -> Result<Value, QueryError> {
    match values {
        [Value::Relationship(id)] => {
            Ok(exec.data.ends(*id).map_or(Value::Null, |ends| Value::Node(choose(ends))))
        }
        _ => wrong(name, "a relationship", &first(values), span),
    }
}
