//! Hashes of words and features: fixed for ever, since stored models hold them.

const MULTIPLIER: u64 = 0x517c_c1b7_2722_0a95;

/// Mixes numbers into the 32-bit key of a feature. The multiply-and-rotate step of FxHash (Firefox; public knowledge).
#[derive(Debug, Clone, Copy)]
pub struct Mix(u64);

impl Mix {
    /// Starts a key; features of different `template`s never share keys but by chance.
    #[inline]
    pub const fn new(template: u32) -> Self {
        Self((template as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Adds one value.
    #[inline]
    #[must_use]
    pub const fn with(self, value: u32) -> Self {
        Self((self.0.rotate_left(23) ^ value as u64).wrapping_mul(MULTIPLIER))
    }

    /// The key.
    #[inline]
    pub const fn key(self) -> u32 {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }
}

/// A 32-bit hash of a text (FNV-1a over its bytes, then mixed).
pub fn hash_str(text: &str) -> u32 {
    let mut hash = TextHash::default();
    text.bytes().for_each(|byte| hash.add(byte));
    hash.finish()
}

/// [`hash_str`] of a text that comes byte by byte.
#[derive(Debug, Clone, Copy)]
pub struct TextHash(u64);

impl Default for TextHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl TextHash {
    /// Adds a byte.
    #[inline]
    pub const fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x100_0000_01b3);
    }

    /// The hash of all bytes so far.
    #[inline]
    pub const fn finish(self) -> u32 {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }
}
