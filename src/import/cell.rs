//! Cells made into values.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::column::{Column, Kind};
use crate::graph::Value;
use crate::query::temporal;

/// What separates the items of a list.
const SEPARATOR: char = ';';

/// The value of a cell; nothing of an empty one.
///
/// # Errors
/// The cell, or the item of a list, that is not of the column's kind.
pub(super) fn value<'c>(
    column: &Column,
    cell: &'c str,
    texts: &mut Texts,
) -> Result<Option<Value>, &'c str> {
    if cell.is_empty() {
        return Ok(None);
    }
    if !column.list {
        return scalar(column.kind, cell, texts).map(Some).ok_or(cell);
    }
    let items = cell.split(SEPARATOR).map(|item| scalar(column.kind, item, texts).ok_or(item));
    items.collect::<Result<_, _>>().map(|items| Some(Value::List(items)))
}

fn scalar(kind: Kind, cell: &str, texts: &mut Texts) -> Option<Value> {
    match kind {
        Kind::Guessed | Kind::Text => Some(Value::String(texts.get(cell))),
        Kind::Int => cell.trim_ascii().parse().ok().map(Value::Int),
        Kind::Float => cell.trim_ascii().parse().ok().map(Value::Float),
        Kind::Bool => {
            let cell = cell.trim_ascii();
            let is = |word| cell.eq_ignore_ascii_case(word);
            if is("true") {
                Some(Value::Bool(true))
            } else if is("false") {
                Some(Value::Bool(false))
            } else {
                None
            }
        }
        Kind::Temporal(kind) => temporal(cell.trim_ascii(), kind),
    }
}

/// The texts of a column: those that come again are kept once, as long as that pays.
#[derive(Debug, Default)]
pub(super) struct Texts {
    known: FxHashSet<Arc<str>>,
    asked: usize,
    given_up: bool,
}

/// So many different texts are tried before it is asked whether it pays.
const TRIED: usize = 1 << 12;

impl Texts {
    /// The shared copy of a text. Cost: one look-up, or none where few texts come again.
    pub(super) fn get(&mut self, text: &str) -> Arc<str> {
        if self.given_up {
            return text.into();
        }
        self.asked += 1;
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let shared: Arc<str> = text.into();
        self.known.insert(shared.clone());
        if self.known.len() >= TRIED && self.known.len() > self.asked / 2 {
            self.given_up = true;
            self.known = FxHashSet::default();
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Texts, value};
    use crate::graph::Value;
    use crate::import::column::{Column, Kind, Role};

    fn read(kind: Kind, list: bool, cell: &str) -> Result<Option<Value>, &str> {
        let column = Column { role: Role::Property, name: None, kind, list };
        value(&column, cell, &mut Texts::default())
    }

    #[test]
    fn cells_become_values_of_their_columns_kind() {
        assert!(matches!(read(Kind::Int, false, " 7"), Ok(Some(Value::Int(7)))));
        assert!(matches!(read(Kind::Bool, false, "TRUE"), Ok(Some(Value::Bool(true)))));
        assert!(matches!(read(Kind::Text, false, ""), Ok(None)));
        let Ok(Some(Value::List(items))) = read(Kind::Int, true, "1;2;3") else {
            panic!("no list")
        };
        assert_eq!(items.len(), 3);
        assert_eq!(read(Kind::Int, true, "1;x").unwrap_err(), "x");
        assert_eq!(read(Kind::Bool, false, "yes").unwrap_err(), "yes");
    }

    #[test]
    fn texts_are_shared_while_that_pays() {
        let mut texts = Texts::default();
        assert!(Arc::ptr_eq(&texts.get("a"), &texts.get("a")));
        for i in 0..10_000 {
            texts.get(&i.to_string());
        }
        assert!(!Arc::ptr_eq(&texts.get("a"), &texts.get("a")));
    }
}
