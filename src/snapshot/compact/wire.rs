//! How numbers, texts and columns of values stand in a section of rows. Each has one form, so equal contents give equal bytes.

use std::io;
use std::sync::Arc;

use super::cell::{Cell, Day};
use crate::graph::{Cells, Codes, Kept, Value};

/// Values that follow one another, by what they are.
mod run {
    /// Of several kinds: their texts, then cells in postcard.
    pub(super) const MIXED: u8 = 0;
    /// Whole numbers.
    pub(super) const INTS: u8 = 1;
    /// Texts, of which some may be missing: lengths, then all as one.
    pub(super) const TEXTS: u8 = 2;
    /// Floats, of eight bytes.
    pub(super) const FLOATS: u8 = 3;
    /// Days, of four bytes.
    pub(super) const DAYS: u8 = 4;
}

/// A number in as few bytes as it needs, seven bits in each, the least ones first.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A number that may be negative.
pub(super) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put_number(out, ((number << 1) ^ (number >> 63)) as u64);
}

/// A text behind its length.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// A column.
///
/// # Errors
/// A value that cannot be stored.
pub(super) fn put_cells(out: &mut Vec<u8>, cells: &Cells) -> io::Result<()> {
    match cells.kept() {
        Kept::Each(values) => {
            out.push(0);
            put_values(out, values)
        }
        Kept::Coded(codes, values) => {
            out.push(1);
            let values = values.get(1..).unwrap_or_default();
            put_number(out, values.len() as u64);
            put_values(out, values)?;
            match codes {
                Codes::Bytes(all) => out.extend_from_slice(all),
                Codes::Pairs(all) => out.extend(all.iter().flat_map(|code| code.to_le_bytes())),
                Codes::Words(all) => out.extend(all.iter().flat_map(|code| code.to_le_bytes())),
            }
            Ok(())
        }
    }
}

fn put_values(out: &mut Vec<u8>, values: &[Value]) -> io::Result<()> {
    if values.iter().all(|value| matches!(value, Value::Int(_))) {
        out.push(run::INTS);
        for value in values {
            if let Value::Int(whole) = value {
                put_signed(out, *whole);
            }
        }
    } else if values.iter().all(|value| matches!(value, Value::String(_) | Value::Null)) {
        out.push(run::TEXTS);
        for value in values {
            put_number(out, value.as_str().map_or(0, |text| text.len() as u64 + 1));
        }
        let texts = values.iter().filter_map(Value::as_str);
        texts.for_each(|text| out.extend_from_slice(text.as_bytes()));
    } else if values.iter().all(|value| matches!(value, Value::Float(_))) {
        out.push(run::FLOATS);
        for value in values {
            if let Value::Float(float) = value {
                out.extend(float.to_bits().to_le_bytes());
            }
        }
    } else if values.iter().all(|value| matches!(value, Value::Date(_))) {
        out.push(run::DAYS);
        for value in values {
            if let Value::Date(day) = value {
                out.extend(day.year().to_le_bytes());
                out.extend(day.month().to_le_bytes());
                out.extend(day.day().to_le_bytes());
            }
        }
    } else {
        out.push(run::MIXED);
        put_mixed(out, values)?;
    }
    Ok(())
}

fn put_mixed(out: &mut Vec<u8>, values: &[Value]) -> io::Result<()> {
    let mut texts: Vec<&str> = Vec::new();
    let mut cells = Vec::new();
    for value in values {
        put_cell(&mut cells, value, &mut texts)?;
        if let Value::List(items) = value {
            for item in items {
                if matches!(item, Value::List(_) | Value::Null) {
                    return Err(unstorable());
                }
                put_cell(&mut cells, item, &mut texts)?;
            }
        }
    }
    put_number(out, texts.len() as u64);
    texts.iter().for_each(|text| put_text(out, text));
    out.append(&mut cells);
    Ok(())
}

fn put_cell<'v>(out: &mut Vec<u8>, value: &'v Value, texts: &mut Vec<&'v str>) -> io::Result<()> {
    let cell = Cell::of(value, &mut |text| {
        texts.push(text);
        u32::try_from(texts.len() - 1).unwrap_or(u32::MAX)
    });
    if cell.is_none() && !value.is_null() {
        return Err(unstorable());
    }
    let bytes = postcard::to_extend(&cell, std::mem::take(out)).map_err(io::Error::other)?;
    *out = bytes;
    Ok(())
}

pub(super) fn unstorable() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a property has a value that cannot be stored")
}

/// What is left of a section. Nothing in it is believed: `None` is what makes no sense.
pub(super) struct Rest<'b>(pub(super) &'b [u8]);

impl<'b> Rest<'b> {
    pub(super) fn bytes(&mut self, length: usize) -> Option<&'b [u8]> {
        let (found, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(found)
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    #[inline]
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return None;
            }
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                // A number has one form: none ends in a byte that says nothing.
                return (byte != 0 || shift == 0).then_some(number);
            }
        }
        None
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A number of things that follow, each of which takes a byte at least.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.count()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    /// Numbers of four bytes.
    pub(super) fn words(&mut self, count: usize) -> Option<impl Iterator<Item = u32> + 'b> {
        let bytes = self.bytes(count.checked_mul(4)?)?;
        let word = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_le_bytes);
        Some(bytes.chunks_exact(4).map(word))
    }

    /// Texts of these lengths, one after another.
    pub(super) fn texts<T>(
        &mut self,
        lengths: &[Option<usize>],
        mut each: impl FnMut(Option<&'b str>) -> T,
    ) -> Option<Vec<T>> {
        let mut whole = 0usize;
        for length in lengths.iter().flatten() {
            whole = whole.checked_add(*length)?;
        }
        let all = std::str::from_utf8(self.bytes(whole)?).ok()?;
        let mut at = 0;
        let mut found = Vec::with_capacity(lengths.len());
        for length in lengths {
            found.push(match length {
                None => each(None),
                Some(length) => {
                    let text = all.get(at..at + length)?;
                    at += length;
                    each(Some(text))
                }
            });
        }
        Some(found)
    }

    /// A column of so many rows.
    pub(super) fn cells(&mut self, rows: usize) -> Option<Cells> {
        match self.byte()? {
            0 => Some(Cells::each(self.values(rows, Vec::with_capacity(rows.min(self.0.len())))?)),
            1 => {
                let different = self.count()?;
                let mut values = Vec::with_capacity(different + 1);
                values.push(Value::Null);
                let values = self.values(different, values)?;
                let codes = if different <= usize::from(u8::MAX) {
                    Codes::Bytes(self.bytes(rows)?.to_vec())
                } else if different <= usize::from(u16::MAX) {
                    let bytes = self.bytes(rows.checked_mul(2)?)?;
                    let pair = |bytes: &[u8]| bytes.try_into().map_or(0, u16::from_le_bytes);
                    Codes::Pairs(bytes.chunks_exact(2).map(pair).collect())
                } else {
                    Codes::Words(self.words(rows)?.collect())
                };
                let fits = match &codes {
                    Codes::Bytes(all) => all.iter().all(|&code| usize::from(code) <= different),
                    Codes::Pairs(all) => all.iter().all(|&code| usize::from(code) <= different),
                    Codes::Words(all) => all.iter().all(|&code| code as usize <= different),
                };
                fits.then(|| Cells::coded(codes, values))
            }
            _ => None,
        }
    }

    /// So many values, put behind others.
    fn values(&mut self, count: usize, mut values: Vec<Value>) -> Option<Vec<Value>> {
        match self.byte()? {
            run::INTS => {
                for _ in 0..count {
                    values.push(Value::Int(self.signed()?));
                }
            }
            run::TEXTS => {
                let lengths = self.lengths(count)?;
                let value = |text: Option<&str>| text.map_or(Value::Null, Value::from);
                let mut texts = self.texts(&lengths, value)?;
                if values.is_empty() {
                    return Some(texts);
                }
                values.append(&mut texts);
            }
            run::FLOATS => {
                let bytes = self.bytes(count.checked_mul(8)?)?;
                let bits = |bytes: &[u8]| bytes.try_into().map_or(0, u64::from_le_bytes);
                let floats = bytes.chunks_exact(8).map(|float| f64::from_bits(bits(float)));
                values.extend(floats.map(Value::Float));
            }
            run::DAYS => {
                for _ in 0..count {
                    let bytes = self.bytes(4)?;
                    let (year, rest) = bytes.split_first_chunk::<2>()?;
                    let [month, day] = rest else { return None };
                    let (month, day) = (i8::from_le_bytes([*month]), i8::from_le_bytes([*day]));
                    let day: Day = (i16::from_le_bytes(*year), month, day);
                    values.push(Cell::Date(day).value(&[])?);
                }
            }
            run::MIXED => self.mixed(count, &mut values)?,
            _ => return None,
        }
        Some(values)
    }

    /// Lengths of texts, each with one added; 0 is a text that is missing.
    fn lengths(&mut self, count: usize) -> Option<Vec<Option<usize>>> {
        if count > self.0.len() {
            return None;
        }
        let mut lengths = Vec::with_capacity(count);
        for _ in 0..count {
            lengths.push(usize::try_from(self.number()?).ok()?.checked_sub(1));
        }
        Some(lengths)
    }

    fn mixed(&mut self, count: usize, values: &mut Vec<Value>) -> Option<()> {
        let mut texts: Vec<Arc<str>> = Vec::new();
        for _ in 0..self.count()? {
            texts.push(self.text()?.into());
        }
        for _ in 0..count {
            let value = match self.cell()? {
                None => Value::Null,
                Some(Cell::List(length)) => {
                    let length = usize::try_from(length).ok()?;
                    if length > self.0.len() {
                        return None;
                    }
                    let items = (0..length).map(|_| self.cell()??.value(&texts));
                    Value::List(items.collect::<Option<_>>()?)
                }
                Some(cell) => cell.value(&texts)?,
            };
            values.push(value);
        }
        Some(())
    }

    fn cell(&mut self) -> Option<Option<Cell>> {
        let (cell, rest) = postcard::take_from_bytes(self.0).ok()?;
        self.0 = rest;
        Some(cell)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Rest, put_number, put_signed};

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(number: u64, signed: i64) {
            let mut out = Vec::new();
            put_number(&mut out, number);
            put_signed(&mut out, signed);
            let mut rest = Rest(&out);
            prop_assert_eq!((rest.number(), rest.signed()), (Some(number), Some(signed)));
            prop_assert!(rest.0.is_empty());
        }
    }

    #[test]
    fn a_number_has_one_form() {
        for bytes in [&[0x80, 0x00][..], &[0xFF; 11], &[0x80], &[]] {
            assert_eq!(Rest(bytes).number(), None, "{bytes:?}");
        }
        let greatest = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01];
        assert_eq!(Rest(&greatest).number(), Some(u64::MAX));
    }
}
