//! Which properties the nodes or relationships of a part have, and of what kinds.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::form::Kind;
use crate::graph::Properties;

/// Names of properties with the kind that all their values are of, sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    at: FxHashMap<Arc<str>, usize>,
    all: Vec<(Arc<str>, Kind)>,
}

impl Fields {
    /// The fields of some things. Cost: linear in their properties, then sorting the names.
    pub(super) fn of<'a>(things: impl IntoIterator<Item = &'a Properties>) -> Self {
        let mut fields = Self::default();
        for properties in things {
            fields.see(properties);
        }
        fields.sorted()
    }

    /// Counts the properties of one thing in.
    pub(super) fn see(&mut self, properties: &Properties) {
        for (name, value) in properties.iter().filter(|(_, value)| !value.is_null()) {
            let kind = Kind::of(value);
            match self.at.get(name).and_then(|&at| self.all.get_mut(at)) {
                Some((_, known)) => *known = known.join(kind),
                None => {
                    self.at.insert(name.clone(), self.all.len());
                    self.all.push((name.clone(), Kind { ..kind }.join(kind)));
                }
            }
        }
    }

    /// The same, sorted by name.
    pub(super) fn sorted(self) -> Self {
        let all: BTreeMap<Arc<str>, Kind> = self.all.into_iter().collect();
        let all: Vec<_> = all.into_iter().collect();
        let at = all.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
        Self { at, all }
    }

    /// Names and kinds, sorted.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, Kind)> {
        self.all.iter().map(|(name, kind)| (name, *kind))
    }

    /// The place of a name among the sorted ones, and its kind.
    pub(super) fn get(&self, name: &str) -> Option<(usize, Kind)> {
        let at = *self.at.get(name)?;
        Some((at, self.all.get(at)?.1))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// A name for what is no property: `wanted`, behind so many underscores that no property is called so.
    pub(super) fn free(&self, wanted: &str) -> String {
        let mut name = format!("_{wanted}");
        while self.at.contains_key(name.as_str()) {
            name.insert(0, '_');
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;
    use crate::graph::{Properties, Value};

    #[test]
    fn names_that_properties_have_are_not_taken_twice() {
        let one: Properties =
            [("_key".into(), Value::Int(1)), ("a".into(), 2.into())].into_iter().collect();
        let two: Properties = [("a".into(), "x".into())].into_iter().collect();
        let fields = Fields::of([&one, &two]);
        assert_eq!(fields.free("key"), "__key");
        assert_eq!(fields.free("labels"), "_labels");
        assert!(fields.get("a").expect("a field").1.is_mixed());
        assert_eq!((fields.len(), fields.get("_key").expect("a field").0), (2, 0));
    }
}
