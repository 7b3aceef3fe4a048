//! Names that the graph does not have: no error, but hardly what was meant.

use std::sync::Arc;

use super::Binder;
use crate::graph::Value;
use crate::query::ast::Name;
use crate::query::error::{QueryWarning, nearest};
use crate::query::plan::{Expr, Op};
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

    /// Warns if a property that is a date by its name is compared to the text of a date: that is
    /// never true.
    pub(super) fn check_date(&mut self, property: &Expr, text: &Expr) {
        let (Op::Property(_, name), Op::Const(Value::String(date))) = (&property.op, &text.op)
        else {
            return;
        };
        if name.contains("date") && date.parse::<jiff::civil::Date>().is_ok() {
            self.warnings.push(QueryWarning {
                span: text.span,
                message: format!("{} is a date where it was read from news, this is text", **name),
                help: Some(format!("write date('{date}')")),
            });
        }
    }

    /// Warns if the graph has no such name.
    pub(super) fn check_name(&mut self, name: &str, span: Span, what: Named) {
        // What was written before is not in the graph yet.
        if !self.stages.is_empty() {
            return;
        }
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
