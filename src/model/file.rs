//! The file format of models: magic, version, checksum, then the sections.

use thiserror::Error;

const MAGIC: &[u8; 8] = b"CHNCMODL";
const VERSION: u32 = 1;
const HEADER: usize = 8 + 4 + 8;

/// Why a model cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The file does not start as a model does.
    #[error("not a model file: it does not start with the mark of one")]
    Magic,
    /// The file has another version.
    #[error("model of version {found}, expected version {VERSION}")]
    Version {
        /// The version that the file names.
        found: u32,
    },
    /// The file was learned with other features than the program has.
    #[error("the model was learned with other features: train it anew")]
    Features,
    /// The bytes are not those that were written.
    #[error("damaged model: its checksum does not agree with its contents")]
    Checksum,
    /// The file ends too early or holds what cannot be.
    #[error("damaged model: {0}")]
    Damaged(&'static str),
}

/// Sum over all bytes that notices any changed, missing or moved byte with near certainty; eight bytes a step.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = 0x9e37_79b9_7f4a_7c15u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x100_0000_01b3).rotate_left(29);
    }
    sum
}

/// Writes a model.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// An empty model.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a byte.
    pub fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// Adds a number, seven bits a byte, lowest first.
    pub fn number(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// Adds a text with its length.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Adds bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The bytes of the section written so far, without a header.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Was nothing written yet?
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The whole file: header and contents.
    pub fn finish(self) -> Vec<u8> {
        let mut file = Vec::with_capacity(HEADER + self.bytes.len());
        file.extend_from_slice(MAGIC);
        file.extend_from_slice(&VERSION.to_le_bytes());
        file.extend_from_slice(&checksum(&self.bytes).to_le_bytes());
        file.extend_from_slice(&self.bytes);
        file
    }
}

/// Reads a model.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Checks the header of `file` and stands before its first section.
    ///
    /// # Errors
    /// - [`ModelError::Magic`] where it is no model,
    /// - [`ModelError::Version`] where it was made for another version,
    /// - [`ModelError::Checksum`] where its contents were changed.
    pub fn open(file: &'a [u8]) -> Result<Self, ModelError> {
        let (magic, rest) = file.split_first_chunk::<8>().ok_or(ModelError::Magic)?;
        if magic != MAGIC {
            return Err(ModelError::Magic);
        }
        let (version, rest) =
            rest.split_first_chunk::<4>().ok_or(ModelError::Damaged("it ends in its header"))?;
        let found = u32::from_le_bytes(*version);
        if found != VERSION {
            return Err(ModelError::Version { found });
        }
        let (sum, rest) =
            rest.split_first_chunk::<8>().ok_or(ModelError::Damaged("it ends in its header"))?;
        if u64::from_le_bytes(*sum) != checksum(rest) {
            return Err(ModelError::Checksum);
        }
        Ok(Self { rest })
    }

    /// A number that tells a model from every other, of its checksum; 0 of what is no model. Nothing is checked.
    pub fn stamp(file: &[u8]) -> u32 {
        // The checksum stands behind magic and version.
        let sum =
            file.get(12..20).and_then(|sum| sum.try_into().ok()).map_or(0, u64::from_le_bytes);
        u32::try_from((sum ^ (sum >> 32)) & u64::from(u32::MAX)).unwrap_or(0)
    }

    /// The next byte.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] at the end of the file.
    pub fn byte(&mut self) -> Result<u8, ModelError> {
        let (first, rest) =
            self.rest.split_first().ok_or(ModelError::Damaged("it ends too early"))?;
        self.rest = rest;
        Ok(*first)
    }

    /// The next number.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] at the end of the file, or where the number has over 32 bits.
    pub fn number(&mut self) -> Result<u32, ModelError> {
        let mut value = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value)
                    .map_err(|_| ModelError::Damaged("a number is too large"));
            }
        }
        Err(ModelError::Damaged("a number is too long"))
    }

    /// Reads how many numbers follow, and these, each written as its distance from the one before.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] where there are fewer bytes than numbers, or one is damaged.
    pub fn ascending(&mut self) -> Result<Vec<u32>, ModelError> {
        let count = self.number()? as usize;
        if count > self.left() {
            return Err(ModelError::Damaged("it names more entries than it holds"));
        }
        let mut numbers = Vec::with_capacity(count);
        let mut last = 0u32;
        for _ in 0..count {
            last = last.wrapping_add(self.number()?);
            numbers.push(last);
        }
        Ok(numbers)
    }

    /// The next `count` bytes.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] where there are fewer.
    pub fn raw(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (bytes, rest) =
            self.rest.split_at_checked(count).ok_or(ModelError::Damaged("it ends too early"))?;
        self.rest = rest;
        Ok(bytes)
    }

    /// The next text.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] where there is none, or not in UTF-8.
    pub fn text(&mut self) -> Result<&'a str, ModelError> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.raw(length)?)
            .map_err(|_| ModelError::Damaged("a text is not UTF-8"))
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{ModelError, Reader, Writer};

    fn sample() -> Vec<u8> {
        let mut writer = Writer::new();
        writer.number(300);
        writer.text("naïve");
        writer.byte(7);
        writer.finish()
    }

    #[test]
    fn what_was_written_is_read() -> Result<(), ModelError> {
        let file = sample();
        let mut reader = Reader::open(&file)?;
        assert_eq!(reader.number()?, 300);
        assert_eq!(reader.text()?, "naïve");
        assert_eq!(reader.byte()?, 7);
        assert_eq!(reader.byte(), Err(ModelError::Damaged("it ends too early")));
        Ok(())
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        let file = sample();
        for i in 0..file.len() {
            let mut changed = file.clone();
            changed[i] ^= 0x10;
            assert!(Reader::open(&changed).is_err(), "byte {i}");
            assert!(Reader::open(&file[..i]).is_err(), "cut at {i}");
        }
    }

    #[test]
    fn another_version_is_named() {
        let mut file = sample();
        file[8] = 9;
        assert_eq!(Reader::open(&file).err(), Some(ModelError::Version { found: 9 }));
    }
}
