//! The same sums of products by the instructions that processors of this kind have had since 2013, where the machine has
//! them: more than twice as fast as what every such processor can do. They add whole numbers, so that the sums are the same.

// The compiler cannot know whether the machine has the instructions: each call of a function that needs them stands behind
// the question whether it has, and nothing else here is unsafe but to read or write sixteen, eight or four numbers that a
// reference to an array of just as many points to.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m128i, __m256i, _mm_add_epi32, _mm_cvtsi128_si32, _mm_shuffle_epi32, _mm_storeu_si128,
    _mm256_add_epi32, _mm256_castsi256_si128, _mm256_extracti128_si256, _mm256_hadd_epi32,
    _mm256_loadu_si256, _mm256_madd_epi16, _mm256_permute2x128_si256, _mm256_setzero_si256,
    _mm256_storeu_si256,
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

/// The products of a matrix and an input; `false` where the machine lacks the instructions.
#[inline]
pub(super) fn products<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    input: &[i16; N],
    sums: &mut [i32; OUT],
) -> bool {
    if !is_x86_feature_detected!("avx2") {
        return false;
    }
    // SAFETY: the machine has the instructions.
    unsafe { matrix(rows, input, sums) };
    true
}

/// The products of a matrix and each input; `false` where the machine lacks the instructions.
#[inline]
pub(super) fn products_of_all<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    inputs: &[&[i16; N]],
    sums: &mut [[i32; OUT]],
) -> bool {
    if !is_x86_feature_detected!("avx2") {
        return false;
    }
    // SAFETY: the machine has the instructions.
    unsafe { matrices(rows, inputs, sums) };
    true
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

#[inline]
#[target_feature(enable = "avx2")]
fn store_four(sums: __m128i, to: &mut [i32; 4]) {
    // SAFETY: four numbers of four bytes are as long as what is written, which may lie anywhere.
    unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), sums) }
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
fn matrix<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    input: &[i16; N],
    sums: &mut [i32; OUT],
) {
    for (sums, rows) in sums.as_chunks_mut::<8>().0.iter_mut().zip(rows.as_chunks::<8>().0) {
        store(eight(rows, input), sums);
    }
}

/// Four rows are taken at a time and sent through all inputs, two by two: so the rows come from memory once, and each of
/// their numbers that was loaded is used twice.
#[target_feature(enable = "avx2")]
fn matrices<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    inputs: &[&[i16; N]],
    sums: &mut [[i32; OUT]],
) {
    for (at, rows) in rows.as_chunks::<4>().0.iter().enumerate().take(OUT / 4) {
        let (pairs, last) = inputs.as_chunks::<2>();
        let (sums_of_pairs, sums_of_last) = sums.as_chunks_mut::<2>();
        for ([first, second], [to_first, to_second]) in pairs.iter().zip(sums_of_pairs) {
            let (a, b) = four(rows, first, second);
            put(a, to_first, at);
            put(b, to_second, at);
        }
        for (input, to) in last.iter().zip(sums_of_last) {
            put(four(rows, input, input).0, to, at);
        }
    }
}

/// Writes the sums of the rows whose number is four times `at` and three more.
#[inline]
#[target_feature(enable = "avx2")]
fn put<const OUT: usize>(four: __m128i, sums: &mut [i32; OUT], at: usize) {
    if let Some(sums) = sums.as_chunks_mut::<4>().0.get_mut(at) {
        store_four(four, sums);
    }
}

/// The products of four rows and two inputs. Nothing here is a closure: those that functions of the library call would not
/// be built into them, since these are made for every machine.
#[inline]
#[target_feature(enable = "avx2")]
fn four<const N: usize>(
    [a, b, c, d]: &[[i16; N]; 4],
    first: &[i16; N],
    second: &[i16; N],
) -> (__m128i, __m128i) {
    let (a, b) = (a.as_chunks::<16>().0.iter(), b.as_chunks::<16>().0.iter());
    let (c, d) = (c.as_chunks::<16>().0.iter(), d.as_chunks::<16>().0.iter());
    let inputs = first.as_chunks::<16>().0.iter().zip(second.as_chunks::<16>().0);
    let none = _mm256_setzero_si256();
    let (mut a1, mut b1, mut c1, mut d1) = (none, none, none, none);
    let (mut a2, mut b2, mut c2, mut d2) = (none, none, none, none);
    for (((a, b), (c, d)), (first, second)) in a.zip(b).zip(c.zip(d)).zip(inputs) {
        let (first, second) = (load(first), load(second));
        let (a, b, c, d) = (load(a), load(b), load(c), load(d));
        a1 = _mm256_add_epi32(a1, _mm256_madd_epi16(a, first));
        b1 = _mm256_add_epi32(b1, _mm256_madd_epi16(b, first));
        c1 = _mm256_add_epi32(c1, _mm256_madd_epi16(c, first));
        d1 = _mm256_add_epi32(d1, _mm256_madd_epi16(d, first));
        a2 = _mm256_add_epi32(a2, _mm256_madd_epi16(a, second));
        b2 = _mm256_add_epi32(b2, _mm256_madd_epi16(b, second));
        c2 = _mm256_add_epi32(c2, _mm256_madd_epi16(c, second));
        d2 = _mm256_add_epi32(d2, _mm256_madd_epi16(d, second));
    }
    (sums_of_four(a1, b1, c1, d1), sums_of_four(a2, b2, c2, d2))
}

/// Four times eight partial sums become four sums.
#[inline]
#[target_feature(enable = "avx2")]
fn sums_of_four(a: __m256i, b: __m256i, c: __m256i, d: __m256i) -> __m128i {
    let sums = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
    _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256::<1>(sums))
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
