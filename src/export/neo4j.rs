//! A folder for `neo4j-admin database import`: CSV with typed headers, one file for each set of labels and for each type of
//! relationships and the labels between which it stands, and the script that imports them.

use std::borrow::Cow;
use std::io;

use super::delimited::record;
use super::fields::Fields;
use super::form::{Kind, Scalar, float, json, moment, text};
use super::grouped;
use super::proof::{proofs_json, row};
use crate::export::{ExportError, Exported, Format, Target};
use crate::graph::{Origin, Properties, Value};

/// Files for Neo4j's import, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Neo4j;

/// Stands between the items of a list.
const BETWEEN: char = '\u{1f}';

impl Format for Neo4j {
    fn is_folder(&self) -> bool {
        true
    }

    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let mut files = Vec::new();
        nodes(what, target, &mut files)?;
        relationships(what, target, &mut files)?;
        let out = target.file("import.sh")?;
        out.write_all(SCRIPT.as_bytes())?;
        for file in files {
            let kind = if file.starts_with("nodes") { "nodes" } else { "relationships" };
            writeln!(out, "  --{kind}={file} \\")?;
        }
        writeln!(out, "  \"$database\"")?;
        Ok(())
    }
}

const SCRIPT: &str = "#!/bin/sh
# Imports this folder into a new database of Neo4j 5 or later, which must not be running.
# Usage: ./import.sh [DATABASE]
set -eu
cd \"$(dirname \"$0\")\"
database=${1:-neo4j}
neo4j-admin database import full --multiline-fields=true --array-delimiter=U+001F \\
";

fn nodes(
    what: &Exported<'_>,
    target: &mut dyn Target,
    files: &mut Vec<String>,
) -> Result<(), ExportError> {
    let graph = what.graph;
    for (number, (labels, ids)) in grouped::nodes(what).into_iter().enumerate() {
        let each = || ids.iter().filter_map(|&id| graph.node(id));
        let fields = Fields::of(each().map(|node| &node.properties));
        let file = format!("nodes-{}.csv", number + 1);
        let out = target.file(&file)?;
        let mut heads = vec![
            format!("{}:ID", fields.free("key")),
            ":LABEL".to_owned(),
            format!("{}:string", fields.free("evidence")),
            format!("{}:string", fields.free("origin")),
        ];
        heads.extend(fields.iter().map(|(name, kind)| format!("{name}:{}", type_of(kind))));
        record(out, heads.into_iter().map(|head| Some(head.into())))?;
        let labels: Vec<&str> = labels.iter().map(|label| &**label).collect();
        let labels = labels.join(&BETWEEN.to_string());
        for node in each() {
            let own = [Some(Cow::from(&*node.key)), Some(labels.as_str().into())];
            line(out, what, own.to_vec(), &node.evidence, &fields, &node.properties)?;
        }
        files.push(file);
    }
    Ok(())
}

fn relationships(
    what: &Exported<'_>,
    target: &mut dyn Target,
    files: &mut Vec<String>,
) -> Result<(), ExportError> {
    let graph = what.graph;
    for (number, ((kind, ..), ids)) in grouped::relationships(what).into_iter().enumerate() {
        let each = || ids.iter().filter_map(|&id| Some((graph.relationship(id)?, graph.ends(id)?)));
        let fields = Fields::of(each().map(|(relationship, _)| &relationship.properties));
        let file = format!("relationships-{}.csv", number + 1);
        let out = target.file(&file)?;
        let mut heads = vec![
            ":START_ID".to_owned(),
            ":END_ID".to_owned(),
            ":TYPE".to_owned(),
            format!("{}:string", fields.free("evidence")),
            format!("{}:string", fields.free("origin")),
        ];
        heads.extend(fields.iter().map(|(name, kind)| format!("{name}:{}", type_of(kind))));
        record(out, heads.into_iter().map(|head| Some(head.into())))?;
        for (relationship, (from, to)) in each() {
            let key = |id| graph.node(id).map(|node| Cow::from(&*node.key));
            let own = vec![key(from), key(to), Some(Cow::from(&*kind))];
            line(out, what, own, &relationship.evidence, &fields, &relationship.properties)?;
        }
        files.push(file);
    }
    Ok(())
}

fn line<'a>(
    out: &mut dyn io::Write,
    what: &Exported<'_>,
    mut cells: Vec<Option<Cow<'a, str>>>,
    origin: &Origin,
    fields: &Fields,
    properties: &'a Properties,
) -> io::Result<()> {
    cells.push(proofs_json(what, origin).map(Cow::from));
    cells.push(row(what.graph, origin).map(Cow::from));
    let before = cells.len();
    cells.resize(before + fields.len(), None);
    for (name, value) in properties.iter() {
        if let Some((at, kind)) = fields.get(name).filter(|_| !value.is_null())
            && let Some(cell) = cells.get_mut(before + at)
        {
            *cell = Some(cell_of(kind, value));
        }
    }
    record(out, cells)
}

/// The type of a column in the importer's words.
fn type_of(kind: Kind) -> String {
    let name = match kind.scalar {
        Scalar::Bool => "boolean",
        Scalar::Int => "long",
        Scalar::Float => "double",
        Scalar::Date => "date",
        Scalar::LocalTime => "localtime",
        Scalar::Time => "time",
        Scalar::LocalDateTime => "localdatetime",
        Scalar::DateTime => "datetime",
        Scalar::Duration => "duration",
        Scalar::Text | Scalar::Nothing | Scalar::Mixed => "string",
    };
    if kind.list { format!("{name}[]") } else { name.to_owned() }
}

fn cell_of(kind: Kind, value: &Value) -> Cow<'_, str> {
    match value {
        _ if kind.is_mixed() => Cow::Owned(json(value).to_string()),
        Value::List(items) => {
            let items = items.iter().map(|item| match scalar(item) {
                // The mark between items cannot stand in one.
                text if text.contains(BETWEEN) => text.replace(BETWEEN, "\\u{1f}").into(),
                text => text,
            });
            Cow::Owned(items.collect::<Vec<_>>().join(&BETWEEN.to_string()))
        }
        value => scalar(value),
    }
}

/// Numbers that are none as Java spells them.
fn scalar(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Float(number) => Cow::Owned(float(*number, ["NaN", "Infinity", "-Infinity"])),
        value => moment(value).map_or_else(|| text(value), Cow::Owned),
    }
}
