//! Sums of products: where nearly all of the time of reading a text goes.

#[cfg(target_arch = "x86_64")]
use super::wide;

/// Numbers whose products are summed at once: compilers make the quickest code of blocks of this size.
const BLOCK: usize = 32;

/// Longer rows are multiplied one by one, shorter ones two at a time.
const SHORT: usize = 64;

/// The sum of products; `N` is a multiple of [`BLOCK`]. Sums of real weights never come near the bounds; a damaged model
/// may wrap.
#[inline]
pub(super) fn dot<const N: usize>(a: &[i16; N], b: &[i16; N]) -> i32 {
    #[cfg(target_arch = "x86_64")]
    if let Some(sum) = wide::dot(a, b) {
        return sum;
    }
    plain_dot(a, b)
}

/// Writes the products of a matrix and an input over `sums`, where there are rows. `N` is a multiple of [`BLOCK`], the
/// number of rows one of eight.
#[inline]
pub(super) fn products<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    input: &[i16; N],
    sums: &mut [i32; OUT],
) {
    #[cfg(target_arch = "x86_64")]
    if wide::products(rows, input, sums) {
        return;
    }
    *sums = plain_products(rows, input);
}

/// The products of a matrix and each of many inputs, written over `sums`. Quicker than one input after the other: the
/// matrix, which is larger than what lies next to the processor, is gone through once.
pub(super) fn products_of_all<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    inputs: &[&[i16; N]],
    sums: &mut Vec<[i32; OUT]>,
) {
    sums.clear();
    sums.resize(inputs.len(), [0; OUT]);
    #[cfg(target_arch = "x86_64")]
    if wide::products_of_all(rows, inputs, sums) {
        return;
    }
    for (sums, input) in sums.iter_mut().zip(inputs) {
        *sums = plain_products(rows, input);
    }
}

#[inline(always)]
fn blocks<const N: usize>(a: &[i16; N], b: &[i16; N]) -> i32 {
    let blocks = a.as_chunks::<BLOCK>().0.iter().zip(b.as_chunks::<BLOCK>().0);
    blocks.fold(0, |sum, (a, b)| {
        let products = a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b));
        sum.wrapping_add(products.fold(0i32, i32::wrapping_add))
    })
}

// The functions below are not inlined: compilers turn their loops into vector instructions, but often fail to within
// larger ones.

#[inline(never)]
fn plain_dot<const N: usize>(a: &[i16; N], b: &[i16; N]) -> i32 {
    blocks(a, b)
}

/// Two sums of products of short rows.
#[inline(never)]
fn pair<const N: usize>(rows: &[[i16; N]; 2], input: &[i16; N]) -> [i32; 2] {
    rows.each_ref().map(|row| blocks(row, input))
}

/// The products of a matrix of long rows and an input.
#[inline(never)]
fn long<const N: usize>(rows: &[[i16; N]], input: &[i16; N], sums: &mut [i32]) {
    for (sum, row) in sums.iter_mut().zip(rows) {
        *sum = blocks(row, input);
    }
}

#[inline]
fn plain_products<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    input: &[i16; N],
) -> [i32; OUT] {
    let mut sums = [0; OUT];
    if N > SHORT {
        long(rows, input, &mut sums);
    } else {
        for (sums, rows) in sums.as_chunks_mut::<2>().0.iter_mut().zip(rows.as_chunks::<2>().0) {
            *sums = pair(rows, input);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{dot, plain_dot, plain_products, products, products_of_all};

    fn row<const N: usize>(seed: i32) -> [i16; N] {
        std::array::from_fn(|i| (i as i32 * 7919 + seed * 104_729) as i16)
    }

    fn written<const N: usize, const OUT: usize>(
        rows: &[[i16; N]],
        input: &[i16; N],
    ) -> [i32; OUT] {
        let mut sums = [0; OUT];
        products(rows, input, &mut sums);
        sums
    }

    fn agree<const N: usize, const OUT: usize>() {
        let rows: Vec<[i16; N]> = (0..OUT as i32).map(row).collect();
        let input = row(4711);
        let sums: [i32; OUT] = written(&rows, &input);
        assert_eq!(sums, plain_products::<N, OUT>(&rows, &input), "{N} by {OUT}");
        assert_eq!(sums.map(Some), std::array::from_fn(|r| Some(dot(rows.get(r)?, &input))));
        let inputs: Vec<[i16; N]> = (0..5).map(|i| row(4711 + i)).collect();
        for count in 0..=inputs.len() {
            let inputs: Vec<&[i16; N]> = inputs.iter().take(count).collect();
            let mut all = vec![[1; OUT]; 7];
            products_of_all(&rows, &inputs, &mut all);
            let alone: Vec<[i32; OUT]> = inputs.iter().map(|i| written(&rows, i)).collect();
            assert_eq!(all, alone, "{N} by {OUT}, {count} inputs");
        }
    }

    #[test]
    fn every_machine_sums_alike() {
        agree::<32, 64>();
        agree::<64, 96>();
        agree::<64, 160>();
        agree::<192, 64>();
        let ends = [i16::MIN; 64];
        assert_eq!(dot(&ends, &ends), plain_dot(&ends, &ends), "sums wrap alike");
        assert_eq!(written::<64, 8>(&[ends; 8], &ends), plain_products::<64, 8>(&[ends; 8], &ends));
    }

    #[test]
    fn rows_that_are_missing_are_zero() {
        assert_eq!(written::<32, 16>(&[row(1); 8], &row(2))[8..], [0; 8]);
    }
}
