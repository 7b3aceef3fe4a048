//! Properties of nodes and relationships, as the graph keeps them.

use std::sync::Arc;

use super::value::{Map, Value};

/// The properties of a node or relationship, in the order in which they were put in. A graph has millions of these
/// lists and hardly one of them is long, so each is one tight slice: a hash table beside each would take more memory
/// than the values. Cost of a look-up: linear in the number of properties.
#[derive(Debug, Clone, Default)]
pub struct Properties(Box<[(Arc<str>, Value)]>);

impl Properties {
    /// These properties. No name may stand twice among them: the second would never be found.
    pub fn of_distinct(all: Vec<(Arc<str>, Value)>) -> Self {
        Self(all.into_boxed_slice())
    }

    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.get_key_value(name).map(|(_, value)| value)
    }

    /// A property with its name as it is shared.
    pub fn get_key_value(&self, name: &str) -> Option<(&Arc<str>, &Value)> {
        self.iter().find(|(known, _)| &***known == name)
    }

    /// Is there a property of this name?
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Value)> + Clone {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// The names, in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Arc<str>> + Clone {
        self.0.iter().map(|(name, _)| name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same as a value of the query language.
    pub fn to_map(&self) -> Map {
        self.0.iter().cloned().collect()
    }

    /// Without those that have no value.
    pub(super) fn without_nulls(self) -> Self {
        if self.0.iter().any(|(_, value)| value.is_null()) {
            Self(self.0.into_iter().filter(|(_, value)| !value.is_null()).collect())
        } else {
            self
        }
    }
}

impl From<Map> for Properties {
    fn from(map: Map) -> Self {
        Self(map.into_iter().collect())
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
    use crate::graph::Value;

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

    /// Millions of them stand in one graph: whoever makes them larger should know it.
    #[test]
    fn values_and_properties_are_small() {
        assert_eq!(size_of::<Properties>(), 16);
        assert!(size_of::<Value>() <= 24, "{}", size_of::<Value>());
    }
}
