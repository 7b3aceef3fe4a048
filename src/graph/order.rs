//! Equality, comparison and order of values, as openCypher defines the three of them.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::value::Value;

impl Value {
    /// Is it equal to another value? Nothing where that cannot be known, because a null takes part.
    ///
    /// Cost: linear in the size of lists and maps.
    pub fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Null, _) | (_, Self::Null) => None,
            (Self::List(a), Self::List(b)) => {
                if a.len() != b.len() {
                    return Some(false);
                }
                all_equal(a.iter().zip(b).map(|(a, b)| a.equals(b)))
            }
            (Self::Map(a), Self::Map(b)) => {
                if a.len() != b.len() || a.keys().any(|key| !b.contains_key(key)) {
                    return Some(false);
                }
                all_equal(a.iter().map(|(key, a)| b.get(key).map_or(Some(false), |b| a.equals(b))))
            }
            (Self::Float(a), _) if a.is_nan() => Some(false),
            (_, Self::Float(b)) if b.is_nan() => Some(false),
            _ => Some(self.rank() == other.rank() && self.total_cmp(other).is_eq()),
        }
    }

    /// How it compares to another value of a kind that it can be compared to; nothing for any other.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Float(b)) => int_float(*a, *b),
            (Self::Float(a), Self::Int(b)) => int_float(*b, *a).map(Ordering::reverse),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(b),
            (Self::List(a), Self::List(b)) => {
                for (a, b) in a.iter().zip(b) {
                    match a.compare(b)? {
                        Ordering::Equal => {}
                        unequal => return Some(unequal),
                    }
                }
                Some(a.len().cmp(&b.len()))
            }
            (Self::Int(_), Self::Int(_))
            | (Self::String(_), Self::String(_))
            | (Self::Bool(_), Self::Bool(_))
            | (Self::Date(_), Self::Date(_))
            | (Self::LocalTime(_), Self::LocalTime(_))
            | (Self::Time(..), Self::Time(..))
            | (Self::LocalDateTime(_), Self::LocalDateTime(_))
            | (Self::DateTime(_), Self::DateTime(_)) => Some(self.total_cmp(other)),
            _ => None,
        }
    }

    /// The order of all values: maps, nodes, relationships, lists, paths, temporal values, text,
    /// booleans, numbers, not-a-number, null. Cost: linear in the size of lists and maps.
    pub fn total_cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => float_order(*a, *b),
            (Self::Int(a), Self::Float(b)) => int_float(*a, *b).unwrap_or(Ordering::Less),
            (Self::Float(a), Self::Int(b)) => {
                int_float(*b, *a).map_or(Ordering::Greater, Ordering::reverse)
            }
            (Self::String(a), Self::String(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::LocalTime(a), Self::LocalTime(b)) => a.cmp(b),
            (Self::Time(a, x), Self::Time(b, y)) => {
                nanoseconds(*a, *x).cmp(&nanoseconds(*b, *y)).then(x.cmp(y))
            }
            (Self::LocalDateTime(a), Self::LocalDateTime(b)) => a.cmp(b),
            (Self::DateTime(a), Self::DateTime(b)) => a.timestamp().cmp(&b.timestamp()),
            (Self::Duration(a), Self::Duration(b)) => a.cmp(b),
            (Self::List(a), Self::List(b)) => a
                .iter()
                .zip(b)
                .map(|(a, b)| a.total_cmp(b))
                .find(|order| order.is_ne())
                .unwrap_or_else(|| a.len().cmp(&b.len())),
            (Self::Map(a), Self::Map(b)) => {
                let sorted = |map: &super::value::Map| {
                    let mut entries: Vec<_> = map.clone().into_iter().collect();
                    entries.sort_by(|a, b| a.0.cmp(&b.0));
                    entries
                };
                let (a, b) = (sorted(a), sorted(b));
                a.iter()
                    .zip(&b)
                    .map(|(a, b)| a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1)))
                    .find(|order| order.is_ne())
                    .unwrap_or_else(|| a.len().cmp(&b.len()))
            }
            (Self::Node(a), Self::Node(b)) => a.cmp(b),
            (Self::Relationship(a), Self::Relationship(b)) => a.cmp(b),
            (Self::Path(a), Self::Path(b)) => {
                a.nodes.cmp(&b.nodes).then_with(|| a.relationships.cmp(&b.relationships))
            }
            _ => self.rank().cmp(&other.rank()),
        }
    }

    /// The place of its kind in the order of all values.
    fn rank(&self) -> u8 {
        match self {
            Self::Map(_) => 0,
            Self::Node(_) => 1,
            Self::Relationship(_) => 2,
            Self::List(_) => 3,
            Self::Path(_) => 4,
            Self::DateTime(_) => 5,
            Self::LocalDateTime(_) => 6,
            Self::Date(_) => 7,
            Self::Time(..) => 8,
            Self::LocalTime(_) => 9,
            Self::Duration(_) => 10,
            Self::String(_) => 11,
            Self::Bool(_) => 12,
            Self::Int(_) | Self::Float(_) => 13,
            Self::Null => 14,
        }
    }

    /// What kind of value it is, in words.
    pub const fn kind_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::String(_) => "text",
            Self::Date(_) => "a date",
            Self::LocalTime(_) => "a local time",
            Self::Time(..) => "a time",
            Self::LocalDateTime(_) => "a local date and time",
            Self::DateTime(_) => "a date and time",
            Self::Duration(_) => "a duration",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Node(_) => "a node",
            Self::Relationship(_) => "a relationship",
            Self::Path(_) => "a path",
        }
    }
}

/// A value as a key for grouping: null and not-a-number are equal to themselves, 1 to 1.0.
#[derive(Debug, Clone)]
pub struct GroupKey(pub Value);

impl PartialEq for GroupKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.rank() == other.0.rank() && self.0.total_cmp(&other.0).is_eq()
    }
}

impl Eq for GroupKey {}

impl Hash for GroupKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_value(&self.0, state);
    }
}

fn hash_value<H: Hasher>(value: &Value, state: &mut H) {
    value.rank().hash(state);
    match value {
        Value::Null => {}
        Value::Bool(value) => value.hash(state),
        // Only the nearest float, so that equal numbers of both kinds have equal hashes.
        Value::Int(value) => hash_float(*value as f64, state),
        Value::Float(value) => hash_float(*value, state),
        Value::String(text) => text.hash(state),
        Value::Date(date) => date.hash(state),
        Value::LocalTime(time) => time.hash(state),
        Value::Time(time, offset) => (nanoseconds(*time, *offset), offset).hash(state),
        Value::LocalDateTime(moment) => moment.hash(state),
        Value::DateTime(moment) => moment.timestamp().hash(state),
        Value::Duration(duration) => duration.hash(state),
        Value::List(items) => {
            items.len().hash(state);
            items.iter().for_each(|item| hash_value(item, state));
        }
        Value::Map(map) => {
            // Entries may stand in any order.
            let mut keys: Vec<_> = map.keys().collect();
            keys.sort();
            for key in keys {
                key.hash(state);
                map.get(key).iter().for_each(|value| hash_value(value, state));
            }
        }
        Value::Node(id) => id.hash(state),
        Value::Relationship(id) => id.hash(state),
        Value::Path(path) => (&path.nodes, &path.relationships).hash(state),
    }
}

fn hash_float<H: Hasher>(value: f64, state: &mut H) {
    let value = if value == 0.0 { 0.0 } else { value };
    let bits = if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
    bits.hash(state);
}

fn nanoseconds(time: jiff::civil::Time, offset: i32) -> i64 {
    let seconds =
        i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
            - i64::from(offset);
    seconds * 1_000_000_000 + i64::from(time.subsec_nanosecond())
}

fn all_equal(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => known = false,
            Some(true) => {}
        }
    }
    known.then_some(true)
}

/// The order of floats; not-a-number comes last and is equal to itself.
fn float_order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// How a whole number compares to a float, without loss.
fn int_float(int: i64, float: f64) -> Option<Ordering> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        return None;
    }
    if float >= LIMIT {
        return Some(Ordering::Less);
    }
    if float < -LIMIT {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc();
    let order = int.cmp(&(whole as i64));
    Some(order.then_with(|| 0.0f64.partial_cmp(&(float - whole)).unwrap_or(Ordering::Equal)))
}

#[cfg(test)]
mod tests {
    use super::{GroupKey, Value};
    use std::cmp::Ordering;

    #[test]
    fn nothing_is_known_about_null() {
        assert_eq!(Value::Null.equals(&Value::Null), None);
        let with_null = Value::List(vec![Value::Int(1), Value::Null]);
        assert_eq!(with_null.equals(&with_null), None);
        let other = Value::List(vec![Value::Int(2), Value::Null]);
        assert_eq!(with_null.equals(&other), Some(false));
    }

    #[test]
    fn whole_numbers_compare_to_floats_without_loss() {
        let great = Value::Int(9_007_199_254_740_993);
        assert_eq!(great.compare(&Value::Float(9_007_199_254_740_992.0)), Some(Ordering::Greater));
        assert_eq!(Value::Int(1).equals(&Value::Float(1.0)), Some(true));
        assert_eq!(Value::Int(1).compare(&Value::Float(1.5)), Some(Ordering::Less));
        assert_eq!(Value::Int(-1).compare(&Value::Float(-1.5)), Some(Ordering::Greater));
    }

    #[test]
    fn groups_put_equal_nulls_and_numbers_together() {
        assert_eq!(GroupKey(Value::Null), GroupKey(Value::Null));
        assert_eq!(GroupKey(Value::Float(f64::NAN)), GroupKey(Value::Float(f64::NAN)));
        assert_ne!(GroupKey(Value::Bool(true)), GroupKey(Value::Int(1)));
    }

    #[test]
    fn null_sorts_last() {
        let mut values = vec![Value::Null, Value::Int(1), Value::from("a"), Value::Bool(true)];
        values.sort_by(Value::total_cmp);
        assert!(matches!(
            values.as_slice(),
            [Value::String(_), Value::Bool(_), Value::Int(1), Value::Null]
        ));
    }
}
