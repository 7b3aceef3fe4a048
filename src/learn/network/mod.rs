//! The parser's network while it learns: the same shape as [`crate::syntax::network`], with real numbers.
//!
//! Every sum runs in a fixed order and no function of the system's mathematics library is called, so that every machine
//! learns the same bits.

mod backward;
mod descent;
mod forward;
mod layout;
mod store;
mod target;

pub(crate) use backward::Gradient;
pub(crate) use descent::{Descent, Mean};
pub(crate) use forward::{Dropout, Input, Thought};
pub(crate) use layout::Net;
pub(crate) use store::write_network;
pub(crate) use target::{Target, Verdict, likelihoods};

/// Adds `factor` times the numbers at `from`.
#[inline]
fn add<const N: usize>(factor: f32, from: &[f32], to: &mut [f32]) {
    let (Some(from), Some(to)) = (from.first_chunk::<N>(), to.first_chunk_mut::<N>()) else {
        return;
    };
    for (to, from) in to.iter_mut().zip(from) {
        *to += factor * from;
    }
}

/// The sum of products, in eight interleaved sums.
#[inline]
fn dot<const N: usize>(a: &[f32], b: &[f32]) -> f32 {
    let (Some(a), Some(b)) = (a.first_chunk::<N>(), b.first_chunk::<N>()) else { return 0.0 };
    let mut sums = [0.0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

/// The exponential function to about seven digits, for numbers that are not above 80.
fn exp(x: f32) -> f32 {
    if x < -80.0 {
        return 0.0;
    }
    let turns = x * std::f32::consts::LOG2_E;
    let whole = turns.floor();
    let f = (turns - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + f * (1.0
            + f * (1.0 / 2.0 + f * (1.0 / 6.0 + f * (1.0 / 24.0 + f * (1.0 / 120.0 + f / 720.0)))));
    series * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::{add, dot, exp};

    #[test]
    fn sums_and_exponentials_are_right() {
        let ones = [1.0; 16];
        let mut sum = [0.5; 16];
        add::<16>(2.0, &ones, &mut sum);
        assert_eq!(dot::<16>(&sum, &ones), 40.0);
        for x in [-30.0f32, -1.5, 0.0, 0.3, 7.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-4, "{x}");
        }
        assert_eq!(exp(-100.0), 0.0);
    }
}
