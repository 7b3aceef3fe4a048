//! A property of all nodes, or of all relationships, in a flat table.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::text::Texts;
use crate::graph::order::GroupKey;
use crate::graph::value::Value;

/// The values of a property by the number of the node or relationship.
#[derive(Debug)]
pub struct Column {
    form: Form,
    texts: OnceLock<Texts>,
    places: OnceLock<Places>,
}

#[derive(Debug)]
enum Form {
    /// Whole numbers, and where there are any.
    Ints(Vec<i64>, Vec<u64>),
    /// For each thing the place of its value in a list of different ones, of which the first is null.
    Codes(Vec<u32>, Vec<Value>),
    /// Values of any kind.
    Values(Vec<Value>),
}

/// Where each value is found.
#[derive(Debug)]
enum Places {
    /// The numbers of the things, sorted by their whole numbers.
    Sorted(Vec<u32>),
    /// For each value its code; for each code where its things begin; the things.
    Listed(FxHashMap<GroupKey, u32>, Vec<u32>, Vec<u32>),
    /// Values of many kinds are not looked up.
    None,
}

impl Column {
    /// The column of these values; numbers ascend.
    pub(super) fn of<'v>(values: impl Iterator<Item = (usize, &'v Value)>) -> Self {
        let values: Vec<(usize, &Value)> = values.collect();
        let length = values.last().map_or(0, |(number, _)| number + 1);
        let form = if values.iter().all(|(_, value)| matches!(value, Value::Int(_))) {
            let (mut ints, mut known) = (vec![0; length], vec![0u64; length / 64 + 1]);
            for (number, value) in values {
                let place = ints.get_mut(number).zip(known.get_mut(number / 64));
                if let (Value::Int(value), Some((place, word))) = (value, place) {
                    *place = *value;
                    *word |= 1 << (number % 64);
                }
            }
            Form::Ints(ints, known)
        } else if values
            .iter()
            .all(|(_, value)| matches!(value, Value::String(_) | Value::Date(_) | Value::Bool(_)))
        {
            // Of these kinds equal values are the same.
            let (mut codes, mut all) = (vec![0u32; length], vec![Value::Null]);
            let mut known: FxHashMap<GroupKey, u32> = FxHashMap::default();
            for (number, value) in values {
                let next = u32::try_from(all.len()).unwrap_or(u32::MAX);
                let code = *known.entry(GroupKey(value.clone())).or_insert_with(|| {
                    all.push(value.clone());
                    next
                });
                if let Some(place) = codes.get_mut(number) {
                    *place = code;
                }
            }
            Form::Codes(codes, all)
        } else {
            let mut all = vec![Value::Null; length];
            for (number, value) in values {
                if let Some(place) = all.get_mut(number) {
                    *place = value.clone();
                }
            }
            Form::Values(all)
        };
        Self { form, texts: OnceLock::new(), places: OnceLock::new() }
    }

    /// The value of a node or relationship; null where it has none. Cost: constant.
    #[inline]
    pub fn value(&self, number: u32) -> Value {
        let at = number as usize;
        match &self.form {
            Form::Ints(ints, known) => {
                let has = known.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1);
                ints.get(at).filter(|_| has).map_or(Value::Null, |&value| Value::Int(value))
            }
            Form::Codes(codes, values) => {
                let code = codes.get(at).copied().unwrap_or(0);
                values.get(code as usize).cloned().unwrap_or_default()
            }
            Form::Values(values) => values.get(at).cloned().unwrap_or_default(),
        }
    }

    /// The whole number of a node or relationship, if it has one; `None` where the column holds other values too. Cost:
    /// constant.
    #[inline]
    pub fn int(&self, number: u32) -> Option<Option<i64>> {
        let Form::Ints(ints, known) = &self.form else { return None };
        let at = number as usize;
        let has = known.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1);
        Some(ints.get(at).copied().filter(|_| has))
    }

    /// A number that is the same for equal values and for no others, 0 for null; `None` where the column has none such.
    /// Cost: constant.
    #[inline]
    pub fn code(&self, number: u32) -> Option<u32> {
        match &self.form {
            Form::Codes(codes, _) => Some(codes.get(number as usize).copied().unwrap_or(0)),
            _ => None,
        }
    }

    /// The value that has a code.
    pub fn decode(&self, code: u32) -> Value {
        match &self.form {
            Form::Codes(_, values) => values.get(code as usize).cloned().unwrap_or_default(),
            _ => Value::Null,
        }
    }

    /// How many codes there are; none where the column has no codes.
    pub fn codes(&self) -> usize {
        match &self.form {
            Form::Codes(_, values) => values.len(),
            _ => 0,
        }
    }

    /// For each code, whether its value is text with a part in it. Cost: linear in the texts.
    pub fn containing(&self, part: &str) -> Vec<bool> {
        let Form::Codes(_, values) = &self.form else { return Vec::new() };
        self.texts.get_or_init(|| Texts::of(values)).containing(part)
    }

    /// The things whose value is equal to this one, by their numbers, ascending; `None` where the column does not know.
    /// Cost: the logarithm of their number, and what is found; they are sorted the first time.
    pub fn equal(&self, wanted: &Value) -> Option<&[u32]> {
        let places = self.places.get_or_init(|| self.places());
        match (places, &self.form) {
            (Places::Sorted(sorted), Form::Ints(ints, _)) => {
                let wanted = match wanted {
                    Value::Int(wanted) => *wanted,
                    Value::Float(_) => return None,
                    _ => return Some(&[]),
                };
                let of = |number: &u32| ints.get(*number as usize).copied().unwrap_or(0);
                let start = sorted.partition_point(|number| of(number) < wanted);
                let end = sorted.partition_point(|number| of(number) <= wanted);
                sorted.get(start..end)
            }
            (Places::Listed(known, starts, things), _) => {
                let Some(&code) = known.get(&GroupKey(wanted.clone())) else { return Some(&[]) };
                let ends = starts.get(code as usize).zip(starts.get(code as usize + 1));
                ends.and_then(|(&start, &end)| things.get(start as usize..end as usize))
            }
            _ => None,
        }
    }

    fn places(&self) -> Places {
        match &self.form {
            Form::Ints(ints, known) => {
                let has =
                    |at: usize| known.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1);
                let mut sorted: Vec<u32> =
                    (0u32..).take(ints.len()).filter(|&at| has(at as usize)).collect();
                sorted.sort_by_key(|&at| ints.get(at as usize).copied().unwrap_or(0));
                Places::Sorted(sorted)
            }
            Form::Codes(codes, values) => {
                let mut starts = vec![0u32; values.len() + 1];
                for &code in codes {
                    if let Some(count) = starts.get_mut(code as usize + 1) {
                        *count += 1;
                    }
                }
                let mut sum = 0;
                for start in &mut starts {
                    sum += *start;
                    *start = sum;
                }
                let (mut next, mut things) = (starts.clone(), vec![0u32; codes.len()]);
                for (number, &code) in (0u32..).zip(codes) {
                    if let Some(at) = next.get_mut(code as usize) {
                        if let Some(place) = things.get_mut(*at as usize) {
                            *place = number;
                        }
                        *at += 1;
                    }
                }
                let codes = (1u32..).zip(values.iter().skip(1));
                let known = codes.map(|(code, value)| (GroupKey(value.clone()), code)).collect();
                Places::Listed(known, starts, things)
            }
            Form::Values(_) => Places::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Value};

    fn of(values: &[Value]) -> Column {
        Column::of(values.iter().enumerate().filter(|(_, value)| !value.is_null()))
    }

    #[test]
    fn a_column_gives_back_what_was_put_in_whatever_its_kind() {
        for values in [
            vec![Value::Int(3), Value::Null, Value::Int(-1), Value::Int(3)],
            vec![Value::from("b"), Value::Null, Value::from("a"), Value::from("b")],
            vec![Value::from("1"), Value::Int(1), Value::Float(1.0), Value::Null],
        ] {
            let column = of(&values);
            for (number, value) in (0u32..).zip(&values) {
                assert_eq!(format!("{:?}", column.value(number)), format!("{value:?}"));
            }
            assert!(column.value(99).is_null());
        }
    }

    #[test]
    fn equal_values_are_found_in_order() {
        let ints = of(&[Value::Int(3), Value::Null, Value::Int(0), Value::Int(3)]);
        assert_eq!(ints.equal(&Value::Int(3)), Some(&[0, 3][..]));
        assert_eq!(ints.equal(&Value::Int(0)), Some(&[2][..]));
        assert_eq!(ints.equal(&Value::from("3")), Some(&[][..]));
        assert_eq!(ints.equal(&Value::Float(3.0)), None);
        let texts = of(&[Value::from("b"), Value::Null, Value::from("a"), Value::from("b")]);
        assert_eq!(texts.equal(&Value::from("b")), Some(&[0, 3][..]));
        assert_eq!(texts.equal(&Value::from("c")), Some(&[][..]));
    }

    #[test]
    fn parts_of_texts_are_found_but_not_across_two_of_them() {
        let texts = of(&[Value::from("ab"), Value::from("ba"), Value::Null, Value::from("")]);
        assert_eq!(texts.containing("b"), [false, true, true, false]);
        assert_eq!(texts.containing("bb"), [false; 4]);
        assert_eq!(texts.containing(""), [false, true, true, true]);
    }
}
