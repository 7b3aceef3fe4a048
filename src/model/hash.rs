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
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}
