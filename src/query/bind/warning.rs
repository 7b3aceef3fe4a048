//! Names that the graph does not have: no error, but hardly what was meant.

use std::sync::Arc;

use super::Binder;
use crate::query::ast::Name;
use crate::query::error::{QueryWarning, nearest};
use crate::text::Span;

/// The names that the graph has.
pub(super) struct Names {
    labels: Vec<Arc<str>>,
    types: Vec<Arc<str>>,
    properties: Vec<Arc<str>>,
}

/// What a name is the name of.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Label,
    Type,
    Property,
}

impl Binder<'_> {
    pub(super) fn check_names(&mut self, names: &[Name], what: Named) {
        for name in names {
            self.check_name(&name.text, name.spot.0, what);
        }
    }

    /// Warns if the graph has no such name.
    pub(super) fn check_name(&mut self, name: &str, span: Span, what: Named) {
        let data = self.data;
        let names = self.names.get_or_insert_with(|| Names {
            labels: data.all_labels(),
            types: data.all_types(),
            properties: data.all_property_names(),
        });
        let (known, word) = match what {
            Named::Label => (&names.labels, "label"),
            Named::Type => (&names.types, "relationship type"),
            Named::Property => (&names.properties, "property"),
        };
        if known.binary_search_by(|known| (**known).cmp(name)).is_ok() {
            return;
        }
        let help = nearest(name, known.iter().map(|known| &**known))
            .map(|near| format!("did you mean {near}?"));
        let message = format!("no {word} {name} in the graph");
        self.warnings.push(QueryWarning { span, message, help });
    }
}
