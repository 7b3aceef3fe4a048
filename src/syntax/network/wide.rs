//! The same sums of products by the instructions that processors of this kind have had since 2013, where the machine has
//! them: more than twice as fast as what every such processor can do. They add whole numbers, so that the sums are the same.

// The compiler cannot know whether the machine has the instructions: each call of a function that needs them stands behind
// the question whether it has, and nothing else here is unsafe but to read or write sixteen or eight numbers that a
// reference to an array of just as many points to.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm_add_epi32, _mm_cvtsi128_si32, _mm_shuffle_epi32, _mm256_add_epi32,
    _mm256_castsi256_si128, _mm256_extracti128_si256, _mm256_hadd_epi32, _mm256_loadu_si256,
    _mm256_madd_epi16, _mm256_permute2x128_si256, _mm256_setzero_si256, _mm256_storeu_si256,
};

/// The sum of products; `None` where the machine lacks the instructions.
#[inline]
pub(super) fn dot<const N: usize>(a: &[i16; N], b: &[i16; N]) -> Option<i32> {
    if !is_x86_feature_detected!("avx2") {
        return None;
    }
    // SAFETY: the machine has the instructions.
    Some(unsafe { row(a, b) })
}

/// The products of a matrix and an input; `None` where the machine lacks the instructions.
#[inline]
pub(super) fn products<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    input: &[i16; N],
) -> Option<[i32; OUT]> {
    if !is_x86_feature_detected!("avx2") {
        return None;
    }
    // SAFETY: the machine has the instructions.
    Some(unsafe { matrix(rows, input) })
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(numbers: &[i16; 16]) -> __m256i {
    // SAFETY: sixteen numbers of two bytes are as long as what is read, which may lie anywhere.
    unsafe { _mm256_loadu_si256(numbers.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(sums: __m256i, to: &mut [i32; 8]) {
    // SAFETY: eight numbers of four bytes are as long as what is written, which may lie anywhere.
    unsafe { _mm256_storeu_si256(to.as_mut_ptr().cast(), sums) }
}

#[target_feature(enable = "avx2")]
fn row<const N: usize>(a: &[i16; N], b: &[i16; N]) -> i32 {
    let mut sums = _mm256_setzero_si256();
    for (a, b) in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        sums = _mm256_add_epi32(sums, _mm256_madd_epi16(load(a), load(b)));
    }
    let sums = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256::<1>(sums));
    let sums = _mm_add_epi32(sums, _mm_shuffle_epi32::<0b01_00_11_10>(sums));
    _mm_cvtsi128_si32(_mm_add_epi32(sums, _mm_shuffle_epi32::<0b10_11_00_01>(sums)))
}

#[target_feature(enable = "avx2")]
fn matrix<const N: usize, const OUT: usize>(rows: &[[i16; N]], input: &[i16; N]) -> [i32; OUT] {
    let mut sums = [0; OUT];
    for (sums, rows) in sums.as_chunks_mut::<8>().0.iter_mut().zip(rows.as_chunks::<8>().0) {
        store(eight(rows, input), sums);
    }
    sums
}

/// The products of eight rows and an input.
#[inline]
#[target_feature(enable = "avx2")]
fn eight<const N: usize>(rows: &[[i16; N]; 8], input: &[i16; N]) -> __m256i {
    let mut sums = [_mm256_setzero_si256(); 8];
    for (k, input) in input.as_chunks::<16>().0.iter().enumerate() {
        let input = load(input);
        for (sum, row) in sums.iter_mut().zip(rows) {
            if let Some(row) = row.as_chunks::<16>().0.get(k) {
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(load(row), input));
            }
        }
    }
    // Eight times eight partial sums become eight sums.
    let [a, b, c, d, e, f, g, h] = sums;
    let first = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
    let second = _mm256_hadd_epi32(_mm256_hadd_epi32(e, f), _mm256_hadd_epi32(g, h));
    let low = _mm256_permute2x128_si256::<0x20>(first, second);
    let high = _mm256_permute2x128_si256::<0x31>(first, second);
    _mm256_add_epi32(low, high)
}
