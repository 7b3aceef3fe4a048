//! What a graph is made of.

use super::network::whole;
use super::{Procedure, Work};
use crate::graph::Value;

/// The procedures, with what they take and give.
pub(super) const ALL: &[(&str, Work)] = &[
    ("db.labels() :: (label :: STRING, nodes :: INTEGER)", |_, exec| {
        let labels = exec.data.all_labels().into_iter();
        let counted = labels.map(|label| {
            let count = exec.data.label_count(&label);
            vec![Value::String(label), whole(count)]
        });
        Ok(counted.collect())
    }),
    (
        "db.relationshipTypes() :: (relationshipType :: STRING, relationships :: INTEGER)",
        |_, exec| {
            let kinds = exec.data.all_types().into_iter();
            let counted = kinds.map(|kind| {
                let count = exec.data.type_count(&kind);
                vec![Value::String(kind), whole(count)]
            });
            Ok(counted.collect())
        },
    ),
    ("db.propertyKeys() :: (propertyKey :: STRING)", |_, exec| {
        let names = exec.data.all_property_names().into_iter();
        Ok(names.map(|name| vec![Value::String(name)]).collect())
    }),
    ("dbms.procedures() :: (name :: STRING, signature :: STRING)", |_, _| {
        let all = Procedure::built_in().iter();
        Ok(all.map(|one| vec![Value::string(&one.name), Value::string(one.signature())]).collect())
    }),
];

impl Procedure {
    /// Its name with what it takes and gives.
    pub fn signature(&self) -> String {
        let fields = |all: &[super::Field]| {
            let one = |field: &super::Field| {
                let plain = format!("{} :: {}", field.name, field.kind.name());
                if field.optional { format!("[{plain}]") } else { plain }
            };
            all.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        format!("{}({}) :: ({})", self.name, fields(&self.parameters), fields(&self.results))
    }
}

impl super::FieldKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Any => "ANY",
            Self::Text => "STRING",
            Self::Int => "INTEGER",
            Self::Float => "FLOAT",
            Self::Number => "NUMBER",
            Self::Bool => "BOOLEAN",
            Self::Node => "NODE",
            Self::List => "LIST",
            Self::Map => "MAP",
            Self::Path => "PATH",
            Self::Date => "DATE",
        }
    }
}
