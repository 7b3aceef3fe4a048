//! A property of all nodes, or of all relationships, in a flat table.

use std::sync::{Arc, OnceLock};

use super::text::Texts;
use crate::graph::columns::{Cells, Codes, Columns, Kept, hash_of, is_same};
use crate::graph::properties::Properties;
use crate::graph::value::Value;

/// The values of a property by the number of the node or relationship.
#[derive(Debug)]
pub struct Column {
    /// The number of the first that has one.
    first: usize,
    form: Form,
    texts: OnceLock<Option<Texts>>,
    places: OnceLock<Places>,
}

#[derive(Debug)]
enum Form {
    /// Whole numbers, and where there are any; nothing where all have one.
    Ints(Ints, Option<Vec<u64>>),
    /// For each thing the place of its value among the different ones, of which the first is null.
    Codes(Codes, Vec<Value>),
    /// Values of any kind.
    Values(Vec<Value>),
}

/// Whole numbers, as how much they are above the least, in as few bytes as the greatest needs.
#[derive(Debug)]
enum Ints {
    Bytes(i64, Vec<u8>),
    Pairs(i64, Vec<u16>),
    Words(i64, Vec<u32>),
    Longs(Vec<i64>),
}

impl Ints {
    /// What is 0 where there is none must be in them too.
    fn of(all: Vec<i64>) -> Self {
        let (least, greatest) = all.iter().fold((0, 0), |(least, greatest), &int| {
            (std::cmp::min(least, int), std::cmp::max(greatest, int))
        });
        let above = |int: &i64| int.wrapping_sub(least);
        match greatest.checked_sub(least) {
            Some(0..=0xFF) => Self::Bytes(least, all.iter().map(|int| above(int) as u8).collect()),
            Some(0..=0xFFFF) => {
                Self::Pairs(least, all.iter().map(|int| above(int) as u16).collect())
            }
            Some(0..=0xFFFF_FFFF) => {
                Self::Words(least, all.iter().map(|int| above(int) as u32).collect())
            }
            _ => Self::Longs(all),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Bytes(_, all) => all.len(),
            Self::Pairs(_, all) => all.len(),
            Self::Words(_, all) => all.len(),
            Self::Longs(all) => all.len(),
        }
    }

    #[inline]
    fn get(&self, at: usize) -> Option<i64> {
        match self {
            Self::Bytes(least, all) => all.get(at).map(|&int| least.wrapping_add(i64::from(int))),
            Self::Pairs(least, all) => all.get(at).map(|&int| least.wrapping_add(i64::from(int))),
            Self::Words(least, all) => all.get(at).map(|&int| least.wrapping_add(i64::from(int))),
            Self::Longs(all) => all.get(at).copied(),
        }
    }
}

/// Is there a number?
#[inline]
fn has(known: &Option<Vec<u64>>, at: usize) -> bool {
    match known {
        None => true,
        Some(known) => known.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1),
    }
}

/// Different values, of which the first is null, and their places by their hashes; 0 where there is none.
#[derive(Debug)]
struct Different {
    values: Vec<Value>,
    slots: Vec<u32>,
}

/// The code of a value, or the slot in which it would stand.
fn find(values: &[Value], slots: &[u32], value: &Value) -> Result<u32, usize> {
    let mask = slots.len().saturating_sub(1);
    let mut at = hash_of(value).unwrap_or(0) as usize & mask;
    loop {
        match slots.get(at).copied().unwrap_or(0) {
            0 => return Err(at),
            code if values.get(code as usize).is_some_and(|it| is_same(it, value)) => {
                return Ok(code);
            }
            _ => at = (at + 1) & mask,
        }
    }
}

/// So many slots with the places of different values.
fn slots(values: &[Value], size: usize) -> Vec<u32> {
    let mut slots = vec![0; size];
    for (code, value) in (0u32..).zip(values).skip(1) {
        let mut at = hash_of(value).unwrap_or(0) as usize & (size - 1);
        while slots.get(at).is_some_and(|&code| code != 0) {
            at = (at + 1) & (size - 1);
        }
        if let Some(slot) = slots.get_mut(at) {
            *slot = code;
        }
    }
    slots
}

impl Different {
    fn new() -> Self {
        Self { values: vec![Value::Null], slots: vec![0; 64] }
    }

    /// The code of a value that may be new.
    fn code(&mut self, value: &Value) -> u32 {
        let slot = match find(&self.values, &self.slots, value) {
            Ok(code) => return code,
            Err(slot) => slot,
        };
        let code = u32::try_from(self.values.len()).unwrap_or(0);
        self.values.push(value.clone());
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = code;
        }
        if self.values.len() * 4 > self.slots.len() * 3 {
            self.slots = slots(&self.values, self.slots.len() * 2);
        }
        code
    }
}

/// Where each value is found.
#[derive(Debug)]
enum Places {
    /// The numbers of the things, sorted by their whole numbers.
    Sorted(Vec<u32>),
    /// Codes by the hashes of their values; for each code where its things begin; the things.
    Listed(Vec<u32>, Vec<u32>, Vec<u32>),
    /// Values of many kinds are not looked up.
    None,
}

/// A value of the property, with its place in columns that many share, if it stands in such.
struct Found<'g> {
    number: usize,
    value: &'g Value,
    shared: Option<(&'g Arc<Columns>, u32)>,
}

/// The values that things have. Things from one table follow one another, so its column is looked for once.
fn found<'g>(
    name: &'g str,
    things: impl Iterator<Item = (usize, &'g Properties)>,
) -> impl Iterator<Item = Found<'g>> {
    let mut last: Option<(&Arc<Columns>, Option<&Cells>)> = None;
    things.filter_map(move |(number, properties)| {
        let Some((columns, row)) = properties.row() else {
            let value = properties.get(name)?;
            return Some(Found { number, value, shared: None });
        };
        let cells = match last {
            Some((known, cells)) if Arc::ptr_eq(known, columns) => cells,
            _ => {
                let cells = columns.get(name).map(|(_, cells)| cells);
                last = Some((columns, cells));
                cells
            }
        };
        let (value, code) = match cells?.kept() {
            Kept::Each(values) => (values.get(row as usize)?, None),
            Kept::Coded(codes, values) => {
                let code = codes.at(row as usize);
                (values.get(code as usize)?, Some(code))
            }
        };
        let shared = code.map(|code| (columns, code));
        (!value.is_null()).then_some(Found { number, value, shared })
    })
}

impl Column {
    /// The column of a property; numbers ascend. `things` is gone through a few times.
    pub(super) fn of<'g, I>(name: &'g str, things: impl Fn() -> I) -> Self
    where
        I: Iterator<Item = (usize, &'g Properties)>,
    {
        let all = || found(name, things());
        let (mut first, mut length) = (0, 0);
        let (mut ints, mut coded) = (true, true);
        for Found { number, value, .. } in all() {
            if length == 0 {
                first = number;
            }
            length = number + 1 - first;
            ints &= matches!(value, Value::Int(_));
            // Of these kinds equal values are the same.
            coded &= matches!(value, Value::String(_) | Value::Date(_) | Value::Bool(_));
        }
        let form = if ints {
            let (mut ints, mut known) = (vec![0; length], vec![0u64; length / 64 + 1]);
            for Found { number, value, .. } in all() {
                let at = number - first;
                let place = ints.get_mut(at).zip(known.get_mut(at / 64));
                if let (Value::Int(value), Some((place, word))) = (value, place) {
                    *place = *value;
                    *word |= 1 << (at % 64);
                }
            }
            let all = known.iter().map(|word| word.count_ones() as usize).sum::<usize>() == length;
            Form::Ints(Ints::of(ints), (!all).then_some(known))
        } else if coded {
            let (mut codes, mut different) = (vec![0u32; length], Different::new());
            let mut last: Option<&Arc<Columns>> = None;
            // What the codes of the shared columns are here; 0 is not known yet.
            let mut same: Vec<u32> = Vec::new();
            for Found { number, value, shared } in all() {
                let code = match shared {
                    None => different.code(value),
                    Some((columns, theirs)) => {
                        if last.is_none_or(|last| !Arc::ptr_eq(last, columns)) {
                            last = Some(columns);
                            same.clear();
                        }
                        let at = theirs as usize;
                        if at >= same.len() {
                            same.resize(at + 1, 0);
                        }
                        match same.get_mut(at) {
                            Some(known) if *known != 0 => *known,
                            place => {
                                let code = different.code(value);
                                if let Some(place) = place {
                                    *place = code;
                                }
                                code
                            }
                        }
                    }
                };
                if let Some(place) = codes.get_mut(number - first) {
                    *place = code;
                }
            }
            let mut values = different.values;
            values.shrink_to_fit();
            Form::Codes(Codes::narrow(&codes, values.len() - 1), values)
        } else {
            let mut values = vec![Value::Null; length];
            for Found { number, value, .. } in all() {
                if let Some(place) = values.get_mut(number - first) {
                    *place = value.clone();
                }
            }
            Form::Values(values)
        };
        Self { first, form, texts: OnceLock::new(), places: OnceLock::new() }
    }

    /// Where the value of a number stands.
    #[inline]
    fn place(&self, number: u32) -> usize {
        (number as usize).wrapping_sub(self.first)
    }

    /// The value of a node or relationship; null where it has none. Cost: constant.
    #[inline]
    pub fn value(&self, number: u32) -> Value {
        let at = self.place(number);
        match &self.form {
            Form::Ints(ints, known) => {
                ints.get(at).filter(|_| has(known, at)).map_or(Value::Null, Value::Int)
            }
            Form::Codes(codes, values) => {
                let code = codes.at(at);
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
        let at = self.place(number);
        Some(ints.get(at).filter(|_| has(known, at)))
    }

    /// A number that is the same for equal values and for no others, 0 for null; `None` where the column has none such.
    /// Cost: constant.
    #[inline]
    pub fn code(&self, number: u32) -> Option<u32> {
        match &self.form {
            Form::Codes(codes, _) => Some(codes.at(self.place(number))),
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
        match self.texts.get_or_init(|| Texts::of(values)) {
            Some(texts) => texts.containing(part),
            None => {
                let is_in = |value: &Value| value.as_str().is_some_and(|text| text.contains(part));
                values.iter().map(is_in).collect()
            }
        }
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
                let of = |number: &u32| ints.get(self.place(*number)).unwrap_or(0);
                let start = sorted.partition_point(|number| of(number) < wanted);
                let end = sorted.partition_point(|number| of(number) <= wanted);
                sorted.get(start..end)
            }
            (Places::Listed(slots, starts, things), Form::Codes(_, values)) => {
                let Ok(code) = find(values, slots, wanted) else { return Some(&[]) };
                let ends = starts.get(code as usize).zip(starts.get(code as usize + 1));
                ends.and_then(|(&start, &end)| things.get(start as usize..end as usize))
            }
            _ => None,
        }
    }

    fn places(&self) -> Places {
        let numbers = u32::try_from(self.first).unwrap_or(u32::MAX)..;
        match &self.form {
            Form::Ints(ints, known) => {
                let has = |&number: &u32| has(known, self.place(number));
                let mut sorted: Vec<u32> = numbers.take(ints.len()).filter(has).collect();
                sorted.sort_by_key(|&number| ints.get(self.place(number)).unwrap_or(0));
                Places::Sorted(sorted)
            }
            Form::Codes(codes, values) => {
                let mut starts = vec![0u32; values.len() + 1];
                for code in (0..codes.len()).map(|at| codes.at(at)) {
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
                for (number, code) in numbers.zip((0..codes.len()).map(|at| codes.at(at))) {
                    if let Some(at) = next.get_mut(code as usize) {
                        if let Some(place) = things.get_mut(*at as usize) {
                            *place = number;
                        }
                        *at += 1;
                    }
                }
                Places::Listed(
                    slots(values, (values.len() * 2).next_power_of_two()),
                    starts,
                    things,
                )
            }
            Form::Values(_) => Places::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Column, Columns, Properties, Value};
    use crate::graph::Gather;

    /// Those of the first half in columns of their own, the others by themselves.
    fn of(values: &[Value]) -> Column {
        let half = values.len() / 2;
        let mut gather = Gather::default();
        values.iter().take(half).for_each(|value| gather.value(value));
        let shared = Arc::new(Columns::new(half, vec![("x".into(), gather.finish())]));
        let rows = (0u32..).take(half).map(|row| Properties::of_row(shared.clone(), row));
        let own = values.iter().skip(half).filter(|value| !value.is_null());
        let numbers = (half..values.len()).filter(|&at| !values[at].is_null());
        let all: Vec<(usize, Properties)> =
            (0..)
                .zip(rows)
                .chain(numbers.zip(
                    own.map(|value| Properties::of_distinct(vec![("x".into(), value.clone())])),
                ))
                .map(|(number, properties)| (number + 5, properties))
                .collect();
        Column::of("x", || all.iter().map(|(number, properties)| (*number, properties)))
    }

    #[test]
    fn a_column_gives_back_what_was_put_in_whatever_its_kind() {
        for values in [
            vec![Value::Int(3), Value::Null, Value::Int(-1), Value::Int(3)],
            vec![Value::Int(300), Value::Int(0)],
            vec![Value::Int(-70_000), Value::Int(70_000)],
            vec![Value::Int(i64::MIN), Value::Null, Value::Int(i64::MAX)],
            vec![Value::from("b"), Value::Null, Value::from("a"), Value::from("b")],
            vec![Value::from("1"), Value::Int(1), Value::Float(1.0), Value::Null],
        ] {
            let column = of(&values);
            for (number, value) in (5u32..).zip(&values) {
                assert_eq!(format!("{:?}", column.value(number)), format!("{value:?}"));
            }
            assert!(column.value(99).is_null());
        }
    }

    #[test]
    fn equal_values_are_found_in_order() {
        let ints = of(&[Value::Int(3), Value::Null, Value::Int(0), Value::Int(3)]);
        assert_eq!(ints.equal(&Value::Int(3)), Some(&[5, 8][..]));
        assert_eq!(ints.equal(&Value::Int(0)), Some(&[7][..]));
        assert_eq!(ints.equal(&Value::from("3")), Some(&[][..]));
        assert_eq!(ints.equal(&Value::Float(3.0)), None);
        let texts = of(&[Value::from("b"), Value::Null, Value::from("a"), Value::from("b")]);
        assert_eq!(texts.equal(&Value::from("b")), Some(&[5, 8][..]));
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
