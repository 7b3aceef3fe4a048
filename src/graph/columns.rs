//! Properties of many nodes or relationships in columns, as tables and snapshots have them.

use std::hash::Hasher as _;
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::value::Value;

/// So many rows are gathered before they become columns: enough that names and values that come again weigh nothing, few
/// enough that a file of them can be written and read piece by piece.
pub const BLOCK: usize = 1 << 16;

/// The properties of rows that have the same names, by column. A million rows whose values come again and again take a few
/// bytes each.
#[derive(Debug, Default)]
pub struct Columns {
    names: Vec<Arc<str>>,
    columns: Vec<Cells>,
    rows: usize,
}

impl Columns {
    /// Columns of so many rows. No name may stand twice among them; what a column lacks at its end is missing.
    pub fn new(rows: usize, all: Vec<(Arc<str>, Cells)>) -> Self {
        let (names, columns) = all.into_iter().unzip();
        Self { names, columns, rows }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns with their names, in order.
    pub fn all(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Cells)> + Clone {
        self.names.iter().zip(&self.columns)
    }

    /// The column of a name. Cost: linear in the columns.
    pub fn get(&self, name: &str) -> Option<(&Arc<str>, &Cells)> {
        self.all().find(|(known, _)| &***known == name)
    }
}

/// A column. What is missing in it is null.
#[derive(Debug)]
pub struct Cells {
    form: Form,
    /// Was it gathered row by row? Then its form is the one that [`Gather`] gives.
    gathered: bool,
}

#[derive(Debug)]
enum Form {
    /// A value for each row.
    Each(Vec<Value>),
    /// For each row the place of its value in a list of different ones, of which the first is null.
    Coded(Codes, Vec<Value>),
}

/// How a column is kept, to be written.
#[derive(Debug)]
pub enum Kept<'c> {
    /// A value for each row.
    Each(&'c [Value]),
    /// For each row the place of its value in a list of different ones, of which the first is null.
    Coded(&'c Codes, &'c [Value]),
}

/// Small numbers, in as few bytes each as the greatest needs.
#[derive(Debug)]
pub enum Codes {
    /// Below 256.
    Bytes(Vec<u8>),
    /// Below 65,536.
    Pairs(Vec<u16>),
    /// All others.
    Words(Vec<u32>),
}

impl Codes {
    /// The number at a place; 0 behind the end.
    #[inline]
    pub fn at(&self, row: usize) -> u32 {
        match self {
            Self::Bytes(all) => all.get(row).map_or(0, |&code| u32::from(code)),
            Self::Pairs(all) => all.get(row).map_or(0, |&code| u32::from(code)),
            Self::Words(all) => all.get(row).copied().unwrap_or(0),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(all) => all.len(),
            Self::Pairs(all) => all.len(),
            Self::Words(all) => all.len(),
        }
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn narrow(all: &[u32], greatest: usize) -> Self {
        if greatest <= usize::from(u8::MAX) {
            Self::Bytes(all.iter().map(|&code| u8::try_from(code).unwrap_or(0)).collect())
        } else if greatest <= usize::from(u16::MAX) {
            Self::Pairs(all.iter().map(|&code| u16::try_from(code).unwrap_or(0)).collect())
        } else {
            Self::Words(all.to_vec())
        }
    }
}

impl Cells {
    /// A column with a value for each row.
    pub fn each(values: Vec<Value>) -> Self {
        Self { form: Form::Each(values), gathered: false }
    }

    /// A column of codes: places in `values`, of which the first is null.
    pub fn coded(codes: Codes, values: Vec<Value>) -> Self {
        Self { form: Form::Coded(codes, values), gathered: false }
    }

    /// The value of a row; null where it has none.
    #[inline]
    pub fn at(&self, row: usize) -> &Value {
        let found = match &self.form {
            Form::Each(values) => values.get(row),
            Form::Coded(codes, values) => values.get(codes.at(row) as usize),
        };
        found.unwrap_or(&Value::Null)
    }

    /// How it is kept.
    pub fn kept(&self) -> Kept<'_> {
        match &self.form {
            Form::Each(values) => Kept::Each(values),
            Form::Coded(codes, values) => Kept::Coded(codes, values),
        }
    }

    /// Is it as [`Gather`] would make it from its values?
    pub fn is_gathered(&self) -> bool {
        self.gathered
    }

    /// How many values it has. Cost: linear.
    pub fn present(&self) -> usize {
        match &self.form {
            Form::Each(values) => values.iter().filter(|value| !value.is_null()).count(),
            Form::Coded(codes, _) => match codes {
                Codes::Bytes(all) => all.iter().filter(|&&code| code != 0).count(),
                Codes::Pairs(all) => all.iter().filter(|&&code| code != 0).count(),
                Codes::Words(all) => all.iter().filter(|&&code| code != 0).count(),
            },
        }
    }

    /// How many bytes of text stand in it, those that come again counted again. Cost: linear.
    pub fn text_bytes(&self) -> usize {
        fn length(value: &Value) -> usize {
            match value {
                Value::List(items) => items.iter().map(length).sum(),
                _ => value.as_str().map_or(0, str::len),
            }
        }
        match &self.form {
            Form::Each(values) => values.iter().map(length).sum(),
            Form::Coded(codes, values) => {
                let lengths: Vec<usize> = values.iter().map(length).collect();
                let of = |row| lengths.get(codes.at(row) as usize).copied().unwrap_or(0);
                (0..codes.len()).map(of).sum()
            }
        }
    }
}

/// Gathers the values of a column, row by row: those that come again are kept once, as long as that pays. What comes of it
/// hangs on the values and their order alone.
#[derive(Debug)]
pub struct Gather {
    /// The different values behind a null; or all, where it did not pay.
    values: Vec<Value>,
    codes: Vec<u32>,
    /// Places in `values` by the hash of what stands there; 0 where there is none.
    slots: Vec<u32>,
    /// How many values have come.
    seen: usize,
    gave_up: bool,
}

/// So many different values are tried before it is asked whether it pays.
const TRIED: usize = 1 << 12;

impl Default for Gather {
    fn default() -> Self {
        let values = vec![Value::Null];
        Self { values, codes: Vec::new(), slots: vec![0; 64], seen: 0, gave_up: false }
    }
}

impl Gather {
    /// The next row has no value.
    pub fn missing(&mut self) {
        if self.gave_up {
            self.values.push(Value::Null);
        } else {
            self.codes.push(0);
        }
    }

    /// The next row has this text. Cost: a look-up; a copy where it is new.
    pub fn text(&mut self, text: &str) {
        if self.gave_up {
            self.values.push(Value::String(text.into()));
            return;
        }
        let hash = hash_of_text(text);
        match self.find(hash, |known| known.as_str() == Some(text)) {
            Ok(code) => self.again(code),
            Err(slot) => self.new_value(Some(slot), Value::String(text.into())),
        }
    }

    /// The next row has this value. Cost: a look-up.
    pub fn value(&mut self, value: &Value) {
        if value.is_null() {
            return self.missing();
        }
        if self.gave_up {
            self.values.push(value.clone());
            return;
        }
        match hash_of(value) {
            None => self.new_value(None, value.clone()),
            Some(hash) => match self.find(hash, |known| is_same(known, value)) {
                Ok(code) => self.again(code),
                Err(slot) => self.new_value(Some(slot), value.clone()),
            },
        }
    }

    /// The column.
    pub fn finish(mut self) -> Cells {
        self.values.shrink_to_fit();
        let form = if self.gave_up {
            Form::Each(self.values)
        } else {
            Form::Coded(Codes::narrow(&self.codes, self.values.len() - 1), self.values)
        };
        Cells { form, gathered: true }
    }

    /// The place of a value among the different ones, or the slot in which it would stand.
    #[inline]
    fn find(&self, hash: u64, is_it: impl Fn(&Value) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let code = self.slots.get(slot).copied().unwrap_or(0);
            if code == 0 {
                return Err(slot);
            }
            if self.values.get(code as usize).is_some_and(&is_it) {
                return Ok(code);
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline]
    fn again(&mut self, code: u32) {
        self.seen += 1;
        self.codes.push(code);
    }

    fn new_value(&mut self, slot: Option<usize>, value: Value) {
        self.seen += 1;
        let code = u32::try_from(self.values.len()).unwrap_or(0);
        self.values.push(value);
        self.codes.push(code);
        if let Some(slot) = slot.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = code;
        }
        let different = self.values.len() - 1;
        if different >= TRIED && different > self.seen / 2 {
            let all = std::mem::take(&mut self.values);
            let value = |&code: &u32| all.get(code as usize).cloned().unwrap_or_default();
            self.values = self.codes.iter().map(value).collect();
            (self.codes, self.slots, self.gave_up) = (Vec::new(), Vec::new(), true);
        } else if different * 2 >= self.slots.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        let mut slots = vec![0; size];
        for (code, value) in (0u32..).zip(&self.values).skip(1) {
            let Some(hash) = hash_of(value) else { continue };
            let mut at = hash as usize & (size - 1);
            while slots.get(at).is_some_and(|&code| code != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = code;
            }
        }
        self.slots = slots;
    }
}

/// The hash of a text.
#[inline]
pub(super) fn hash_of_text(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The hash of a value that is looked for again; none of kinds that seldom come again.
#[inline]
pub(super) fn hash_of(value: &Value) -> Option<u64> {
    let mut hasher = FxHasher::default();
    match value {
        Value::String(text) => return Some(hash_of_text(text)),
        Value::Int(whole) => hasher.write_i64(*whole),
        Value::Float(float) => hasher.write_u64(float.to_bits()),
        Value::Bool(is) => hasher.write_u8(u8::from(*is)),
        Value::Date(day) => {
            hasher.write_i16(day.year());
            hasher.write_i8(day.month());
            hasher.write_i8(day.day());
        }
        _ => return None,
    }
    Some(hasher.finish())
}

/// Are they the same to the last bit? Only of the kinds that are looked for again.
#[inline]
pub(super) fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Codes, Columns, Gather, Kept, TRIED};
    use crate::graph::Value;

    #[test]
    fn a_column_gives_back_what_was_put_in() {
        let values = [
            Value::Null,
            Value::from("a"),
            Value::Int(1),
            Value::Float(0.0),
            Value::Float(-0.0),
            Value::from("a"),
            Value::List(vec![Value::Int(1)]),
            Value::List(vec![Value::Int(1)]),
            Value::Bool(true),
        ];
        let mut gather = Gather::default();
        values.iter().for_each(|value| gather.value(value));
        let cells = gather.finish();
        for (row, value) in values.iter().enumerate() {
            assert_eq!(format!("{:?}", cells.at(row)), format!("{value:?}"));
        }
        assert!(cells.at(99).is_null());
        assert_eq!((cells.present(), cells.text_bytes()), (8, 2));
        let Kept::Coded(Codes::Bytes(codes), different) = cells.kept() else { panic!("{cells:?}") };
        assert_eq!((codes.as_slice(), different.len()), (&[0, 1, 2, 3, 4, 1, 5, 6, 7][..], 8));
        let columns = Columns::new(values.len(), vec![("x".into(), cells)]);
        assert!(columns.get("x").is_some() && columns.get("y").is_none());
    }

    #[test]
    fn values_are_shared_while_that_pays() {
        let mut few = Gather::default();
        let mut many = Gather::default();
        for i in 0..3 * TRIED {
            few.text(&format!("{}", i % 300));
            many.text(&format!("{i}"));
        }
        many.missing();
        let (few, many) = (few.finish(), many.finish());
        assert!(matches!(few.kept(), Kept::Coded(Codes::Pairs(_), all) if all.len() == 301));
        assert!(matches!(many.kept(), Kept::Each(all) if all.len() == 3 * TRIED + 1));
        assert_eq!(many.at(TRIED * 2).as_str(), Some(&*format!("{}", TRIED * 2)));
        assert_eq!((few.present(), many.present()), (3 * TRIED, 3 * TRIED));
    }
}
