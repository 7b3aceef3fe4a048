//! A script of Cypher for Neo4j, kglite, Memgraph and others: constraints, then nodes and relationships in batches.

use std::fmt::Write as _;
use std::io::Write;

use super::fields::Fields;
use super::form::{Kind, float, json, moment};
use super::grouped;
use super::proof::{proofs_json, row};
use crate::export::{ExportError, Exported, Format, Target};
use crate::graph::{Origin, Properties, Value};

/// A Cypher script, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cypher;

/// How many nodes or relationships one statement makes.
const BATCH: usize = 500;

impl Format for Cypher {
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let Exported { graph, part, .. } = *what;
        let mut fields = Fields::default();
        part.each_node(graph).for_each(|(_, node)| fields.see(&node.properties));
        part.edges(graph).for_each(|edge| fields.see(&edge.relationship.properties));
        let fields = fields.sorted();
        let own =
            Own { evidence: name(&fields.free("evidence")), origin: name(&fields.free("origin")) };
        let key = name(&fields.free("key"));
        let groups = grouped::nodes(what);
        let out = target.file("graph.cypher")?;
        let firsts: std::collections::BTreeSet<_> =
            groups.keys().filter_map(|labels| labels.first()).collect();
        for (number, label) in firsts.into_iter().enumerate() {
            let label = name(label);
            writeln!(
                out,
                "CREATE CONSTRAINT chancery_{} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE;",
                number + 1
            )?;
        }
        for (labels, ids) in groups {
            let labels: String = labels.iter().map(|label| format!(":{}", name(label))).collect();
            for batch in ids.chunks(BATCH) {
                let rows = batch.iter().filter_map(|&id| graph.node(id)).map(|node| {
                    let properties = own.properties(what, &node.properties, &node.evidence);
                    format!("{{k: {}, p: {properties}}}", literal(&Value::String(node.key.clone())))
                });
                unwind(out, rows)?;
                writeln!(out, "CREATE (n{labels}) SET n = row.p SET n.{key} = row.k;")?;
            }
        }
        for ((kind, from, to), ids) in grouped::relationships(what) {
            let label = |label: Option<std::sync::Arc<str>>| {
                label.map_or_else(String::new, |label| format!(":{}", name(&label)))
            };
            let (kind, from, to) = (name(&kind), label(from), label(to));
            for batch in ids.chunks(BATCH) {
                let rows = batch.iter().filter_map(|&id| {
                    let (relationship, (from, to)) = (graph.relationship(id)?, graph.ends(id)?);
                    let key = |id| Some(literal(&Value::String(graph.node(id)?.key.clone())));
                    let properties =
                        own.properties(what, &relationship.properties, &relationship.evidence);
                    Some(format!("{{a: {}, b: {}, p: {properties}}}", key(from)?, key(to)?))
                });
                unwind(out, rows)?;
                writeln!(
                    out,
                    "MATCH (a{from} {{{key}: row.a}}) MATCH (b{to} {{{key}: row.b}}) CREATE (a)-[r:{kind}]->(b) SET r = row.p;"
                )?;
            }
        }
        Ok(())
    }
}

fn unwind(out: &mut dyn Write, rows: impl Iterator<Item = String>) -> std::io::Result<()> {
    write!(out, "UNWIND [")?;
    for (number, row) in rows.enumerate() {
        write!(out, "{}\n{row}", if number > 0 { "," } else { "" })?;
    }
    writeln!(out, "\n] AS row")
}

/// The names of properties that tell where something was read.
struct Own {
    evidence: String,
    origin: String,
}

impl Own {
    fn properties(&self, what: &Exported<'_>, properties: &Properties, origin: &Origin) -> String {
        let own = properties.iter().filter(|(_, value)| !value.is_null());
        let mut all: Vec<String> =
            own.map(|(key, value)| format!("{}: {}", name(key), literal(value))).collect();
        if let Some(proofs) = proofs_json(what, origin) {
            all.push(format!("{}: {}", self.evidence, quoted(&proofs)));
        }
        if let Some(row) = row(what.graph, origin) {
            all.push(format!("{}: {}", self.origin, quoted(&row)));
        }
        format!("{{{}}}", all.join(", "))
    }
}

/// A name in backticks.
fn name(text: &str) -> String {
    format!("`{}`", text.replace('`', "``"))
}

/// Text in quotes. Control characters and what turns the direction of writing stand there by number.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A value as an expression. Lists of several sorts, which other stores refuse, are JSON in quotes.
fn literal(value: &Value) -> String {
    let call = match value {
        Value::String(text) => return quoted(text),
        Value::Bool(is) => return is.to_string(),
        Value::Int(number) => return number.to_string(),
        Value::Float(number) if number.is_finite() => return format!("{number:?}"),
        Value::Float(number) => {
            return format!("toFloat('{}')", float(*number, ["NaN", "Infinity", "-Infinity"]));
        }
        Value::List(items) if !Kind::of(value).is_mixed_list() => {
            return format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", "));
        }
        Value::Date(_) => "date",
        Value::LocalTime(_) => "localtime",
        Value::Time(..) => "time",
        Value::LocalDateTime(_) => "localdatetime",
        Value::DateTime(_) => "datetime",
        Value::Duration(_) => "duration",
        other => return quoted(&json(other).to_string()),
    };
    format!("{call}('{}')", moment(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{literal, name};
    use crate::graph::Value;

    #[test]
    fn no_text_leaves_its_quotes() {
        assert_eq!(literal(&"a'b\\\n\u{1b}".into()), r"'a\'b\\\n\u001B'");
        assert_eq!(name("a`) DETACH DELETE n //"), "`a``) DETACH DELETE n //`");
        assert_eq!(literal(&Value::List(vec![1.into(), "x".into()])), r#"'[1,"x"]'"#);
        assert_eq!(literal(&f64::INFINITY.into()), "toFloat('Infinity')");
        assert_eq!(literal(&Value::List(vec![])), "[]");
    }
}
