//! Cells made into values.

use super::column::{Column, Kind};
use crate::graph::{Gather, Value};
use crate::query::temporal;

/// What separates the items of a list.
const SEPARATOR: char = ';';

/// What a cell holds.
#[derive(Debug, Default)]
pub(super) enum Held<'c> {
    #[default]
    Nothing,
    /// Text, which is copied only where it is new.
    Text(&'c str),
    Value(Value),
}

impl Held<'_> {
    /// Puts it into its column.
    pub(super) fn put(&self, column: &mut Gather) {
        match self {
            Self::Nothing => column.missing(),
            Self::Text(text) => column.text(text),
            Self::Value(value) => column.value(value),
        }
    }
}

/// What a cell holds.
///
/// # Errors
/// The cell, or the item of a list, that is not of the column's kind.
pub(super) fn held<'c>(column: &Column, cell: &'c str) -> Result<Held<'c>, &'c str> {
    if cell.is_empty() {
        return Ok(Held::Nothing);
    }
    if !column.list {
        if matches!(column.kind, Kind::Guessed | Kind::Text) {
            return Ok(Held::Text(cell));
        }
        return scalar(column.kind, cell).map(Held::Value).ok_or(cell);
    }
    let items = cell.split(SEPARATOR).map(|item| scalar(column.kind, item).ok_or(item));
    items.collect::<Result<_, _>>().map(|items| Held::Value(Value::List(items)))
}

fn scalar(kind: Kind, cell: &str) -> Option<Value> {
    match kind {
        Kind::Guessed | Kind::Text => Some(Value::from(cell)),
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

#[cfg(test)]
mod tests {
    use super::{Held, held};
    use crate::graph::Value;
    use crate::import::column::{Column, Kind, Role};

    fn read(kind: Kind, list: bool, cell: &str) -> Result<Value, &str> {
        let column = Column { role: Role::Property, name: None, kind, list };
        held(&column, cell).map(|held| match held {
            Held::Nothing => Value::Null,
            Held::Text(text) => Value::from(text),
            Held::Value(value) => value,
        })
    }

    #[test]
    fn cells_become_values_of_their_columns_kind() {
        assert!(matches!(read(Kind::Int, false, " 7"), Ok(Value::Int(7))));
        assert!(matches!(read(Kind::Bool, false, "TRUE"), Ok(Value::Bool(true))));
        assert!(matches!(read(Kind::Text, false, ""), Ok(Value::Null)));
        assert_eq!(read(Kind::Text, false, " a").unwrap().as_str(), Some(" a"));
        let Ok(Value::List(items)) = read(Kind::Int, true, "1;2;3") else { panic!("no list") };
        assert_eq!(items.len(), 3);
        assert_eq!(read(Kind::Int, true, "1;x").unwrap_err(), "x");
        assert_eq!(read(Kind::Bool, false, "yes").unwrap_err(), "yes");
    }
}
