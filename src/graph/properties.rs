//! Properties of nodes and relationships, as the graph keeps them.

use std::sync::Arc;

use super::columns::Columns;
use super::value::{Map, Value};

/// The properties of a node or relationship, in the order in which they were put in. A graph has millions of these
/// lists and hardly one of them is long, so each is one tight slice, or a row of columns that many share: a hash table
/// beside each would take more memory than the values. Cost of a look-up: linear in the number of properties.
#[derive(Debug, Clone, Default)]
pub struct Properties(Form);

/// Names and values.
type List = Box<[(Arc<str>, Value)]>;

#[derive(Debug, Clone, Default)]
enum Form {
    #[default]
    None,
    /// Behind one pointer, so that a row is no larger for it.
    Own(Box<List>),
    Row(Arc<Columns>, u32),
}

impl Properties {
    /// These properties. No name may stand twice among them: the second would never be found.
    pub fn of_distinct(all: Vec<(Arc<str>, Value)>) -> Self {
        if all.is_empty() { Self(Form::None) } else { Self(Form::Own(Box::new(all.into()))) }
    }

    /// What a row of columns has.
    pub fn of_row(columns: Arc<Columns>, row: u32) -> Self {
        Self(Form::Row(columns, row))
    }

    /// The row of columns that they are, if they are one.
    pub fn row(&self) -> Option<(&Arc<Columns>, u32)> {
        match &self.0 {
            Form::Row(columns, row) => Some((columns, *row)),
            _ => None,
        }
    }

    /// The value of a property.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.get_key_value(name).map(|(_, value)| value)
    }

    /// A property with its name as it is shared.
    #[inline]
    pub fn get_key_value(&self, name: &str) -> Option<(&Arc<str>, &Value)> {
        match &self.0 {
            Form::None => None,
            Form::Own(all) => {
                let found = all.iter().find(|(known, _)| **known == *name);
                found.map(|(name, value)| (name, value))
            }
            Form::Row(columns, row) => {
                let (name, cells) = columns.get(name)?;
                Some((name, cells.at(*row as usize))).filter(|(_, value)| !value.is_null())
            }
        }
    }

    /// Is there a property of this name?
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> + Clone {
        let (own, row) = match &self.0 {
            Form::None => (None, None),
            Form::Own(all) => (Some(all.iter().map(|(name, value)| (name, value))), None),
            Form::Row(columns, row) => {
                let row = *row as usize;
                let values = columns.all().map(move |(name, cells)| (name, cells.at(row)));
                (None, Some(values.filter(|(_, value)| !value.is_null())))
            }
        };
        own.into_iter().flatten().chain(row.into_iter().flatten())
    }

    /// The names, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<str>> + Clone {
        self.iter().map(|(name, _)| name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::None => 0,
            Form::Own(all) => all.len(),
            Form::Row(..) => self.iter().count(),
        }
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The same as a value of the query language.
    pub fn to_map(&self) -> Map {
        self.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Without those that have no value.
    pub(super) fn without_nulls(self) -> Self {
        match self.0 {
            Form::Own(all) if all.iter().any(|(_, value)| value.is_null()) => {
                let kept = all.into_iter().filter(|(_, value)| !value.is_null());
                Self::of_distinct(kept.collect())
            }
            form => Self(form),
        }
    }
}

impl From<Map> for Properties {
    fn from(map: Map) -> Self {
        Self::of_distinct(map.into_iter().collect())
    }
}

/// Of two values of one name the later one counts, in the place of the earlier one.
impl FromIterator<(Arc<str>, Value)> for Properties {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Value)>>(all: I) -> Self {
        all.into_iter().collect::<Map>().into()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Properties;
    use crate::graph::{Columns, Gather, Value};

    fn of(all: &[(&str, Value)]) -> Properties {
        all.iter().map(|(name, value)| (Arc::from(*name), value.clone())).collect()
    }

    #[test]
    fn order_is_kept_and_the_later_value_of_a_name_counts() {
        let properties = of(&[("b", 1.into()), ("a", 2.into()), ("b", 3.into())]);
        let names: Vec<&str> = properties.keys().map(|name| &**name).collect();
        assert_eq!(names, ["b", "a"]);
        assert!(matches!(properties.get("b"), Some(Value::Int(3))));
        assert!(properties.get("c").is_none());
    }

    #[test]
    fn what_has_no_value_is_left_out() {
        let properties = of(&[("a", Value::Null), ("b", true.into())]).without_nulls();
        assert_eq!(properties.len(), 1);
        assert!(properties.contains_key("b"));
    }

    #[test]
    fn a_row_of_columns_is_read_as_any_other_list() {
        let (mut a, mut b) = (Gather::default(), Gather::default());
        for (x, y) in [(Value::Int(1), Value::Null), (Value::Int(2), Value::from("y"))] {
            a.value(&x);
            b.value(&y);
        }
        let columns = vec![("a".into(), a.finish()), ("b".into(), b.finish())];
        let columns = Arc::new(Columns::new(2, columns));
        let row = |row| Properties::of_row(columns.clone(), row);
        let told = |properties: &Properties| format!("{:?}", properties.to_map());
        assert_eq!(told(&row(0)), told(&of(&[("a", 1.into())])));
        assert_eq!(told(&row(1)), told(&of(&[("a", 2.into()), ("b", "y".into())])));
        assert_eq!((row(0).len(), row(1).len()), (1, 2));
        assert!(row(0).get("b").is_none() && row(1).contains_key("b"));
        assert!(row(7).is_empty());
    }

    /// Millions of them stand in one graph: whoever makes them larger should know it.
    #[test]
    fn values_and_properties_are_small() {
        assert_eq!(size_of::<Properties>(), 16);
        assert!(size_of::<Value>() <= 24, "{}", size_of::<Value>());
    }
}
