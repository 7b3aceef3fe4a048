//! The small neural network that tags the words of a sentence and tells the parser its next step.
//!
//! Each word becomes a vector: the sum of learned rows for its form, ends, shape and clusters, and of what its listed
//! meaning gives; mixed with those of its neighbours and, by gated recurrences, of all words before and after it (in the
//! manner of Kiperwasser and Goldberg 2016, with the cheap gates of Lei and others 2018). Half way through, the vectors
//! choose the tags, and the rows of these join them (Zhang and Weiss 2016). A step is scored from the vectors of the few
//! words that the parser looks at and from the tree so far, by one hidden layer (Chen and Manning 2014). What a word adds
//! to the hidden layer depends on its place alone, so it is computed once a sentence.
//!
//! All numbers are whole: 16 bits with [`FRACTION`] bits after the point, summed in 32.

mod encode;
pub(crate) mod input;
mod products;
mod score;
pub(crate) mod shape;
#[cfg(target_arch = "x86_64")]
mod wide;

use input::Known;
use products::products;
use shape::{CLASSES, FAR, HIDDEN, MEANING, PLACES, ROWS, TAGS, WIDTH, table_rows};

use crate::model::{ModelError, Reader};

/// Bits after the point of every number.
pub(crate) const FRACTION: u32 = 10;

/// The vector of a word.
type Vector = [i16; WIDTH];

/// One layer between words and vectors; its result is added to its input.
#[derive(Debug)]
enum Layer {
    /// Looks at a word and its two neighbours.
    Near { weights: Vec<[i16; 3 * WIDTH]>, bias: [i16; WIDTH] },
    /// Carries along what was read, half of it from the left, half from the right.
    Far {
        gates: Vec<Vector>,
        values: Vec<Vector>,
        gate_bias: Box<[i16; WIDTH]>,
        value_bias: Box<[i16; WIDTH]>,
    },
}

/// The network with its weights.
#[derive(Debug)]
pub(crate) struct Network {
    known: Known,
    /// Rows of all tables of words, one after the other.
    tables: Vec<Vector>,
    /// From what a word means to its vector.
    meaning: Vec<[i16; MEANING]>,
    layers: Vec<Layer>,
    tags: Vec<Vector>,
    tag_bias: [i16; TAGS],
    /// For each place, what each dimension of a vector adds to each hidden number.
    places: Vec<Vec<Vector>>,
    /// What a place adds where it has no word.
    absent: Vec<[i16; HIDDEN]>,
    /// What facts about the tree add.
    rows: Vec<[i16; HIDDEN]>,
    bias: [i16; HIDDEN],
    classes: Vec<[i16; HIDDEN]>,
    class_bias: Vec<i16>,
}

/// What was computed of one sentence, in room that is used again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Encoded {
    /// The words' vectors, with an empty one before and after them.
    vectors: Vec<Vector>,
    next: Vec<Vector>,
    /// How far the gates of a layer stand open, and sums of products.
    open: Vec<Vector>,
    sums: Vec<[i32; WIDTH]>,
    /// Where in `units` the share of a word in the hidden layer lies, by word and place, plus one; 0 while unknown.
    at: Vec<u32>,
    units: Vec<[i16; HIDDEN]>,
}

fn arrays<const N: usize>(
    from: &mut Reader<'_>,
    count: usize,
) -> Result<Vec<[i16; N]>, ModelError> {
    let bytes = from.raw(count * N * 2)?;
    let (numbers, _) = bytes.as_chunks::<2>();
    let (rows, _) = numbers.as_chunks::<N>();
    Ok(rows.iter().map(|row| row.map(i16::from_le_bytes)).collect())
}

fn row<const N: usize>(from: &mut Reader<'_>) -> Result<[i16; N], ModelError> {
    arrays(from, 1)?.pop().ok_or(ModelError::Damaged("it ends too early"))
}

fn numbers(from: &mut Reader<'_>, count: usize) -> Result<Vec<i16>, ModelError> {
    Ok(arrays::<1>(from, count)?.into_iter().flatten().collect())
}

/// The rows of tables: a bit for each tells whether it is stored, the others are empty.
fn tables(from: &mut Reader<'_>, count: usize) -> Result<Vec<Vector>, ModelError> {
    let stored = from.raw(count.div_ceil(8))?;
    let is_stored =
        |row: &usize| stored.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1);
    let mut rows = arrays(from, (0..count).filter(is_stored).count())?.into_iter();
    let row = |row: usize| if is_stored(&row) { rows.next() } else { None };
    Ok((0..count).map(row).map(|row| row.unwrap_or([0; WIDTH])).collect())
}

impl Network {
    /// Reads the network of a model.
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let known = Known::read(from)?;
        let tables = tables(from, table_rows(known.len()))?;
        let meaning = arrays(from, WIDTH)?;
        let mut layers = Vec::with_capacity(FAR.len());
        for far in FAR {
            layers.push(if far {
                Layer::Far {
                    gates: arrays(from, WIDTH)?,
                    values: arrays(from, WIDTH)?,
                    gate_bias: Box::new(row(from)?),
                    value_bias: Box::new(row(from)?),
                }
            } else {
                Layer::Near { weights: arrays(from, WIDTH)?, bias: row(from)? }
            });
        }
        let tags = arrays(from, TAGS)?;
        let tag_bias = row(from)?;
        let mut places = Vec::with_capacity(PLACES);
        for _ in 0..PLACES {
            places.push(arrays(from, HIDDEN)?);
        }
        let absent = arrays(from, PLACES)?;
        let rows = arrays(from, ROWS)?;
        let bias = row(from)?;
        let classes = arrays(from, CLASSES)?;
        let class_bias = numbers(from, CLASSES)?;
        Ok(Self {
            known,
            tables,
            meaning,
            layers,
            tags,
            tag_bias,
            places,
            absent,
            rows,
            bias,
            classes,
            class_bias,
        })
    }
}

/// The products of a matrix and an input, and a bias.
#[inline]
fn sums<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    bias: &[i16; OUT],
    input: &[i16; N],
) -> [i32; OUT] {
    let mut sums = [0; OUT];
    products(rows, input, &mut sums);
    add_bias(&mut sums, bias);
    sums
}

#[inline]
fn add_bias<const OUT: usize>(sums: &mut [i32; OUT], bias: &[i16; OUT]) {
    for (sum, &bias) in sums.iter_mut().zip(bias) {
        *sum = sum.wrapping_add(i32::from(bias) << FRACTION);
    }
}

/// Writes the products of a matrix and an input over `to`, as numbers of 16 bits.
#[inline]
fn through<const N: usize, const OUT: usize>(
    rows: &[[i16; N]],
    input: &[i16; N],
    to: &mut [i16; OUT],
) {
    let mut sums = [0; OUT];
    products(rows, input, &mut sums);
    narrowed(&sums, to);
}

/// Writes sums of products over `to` as numbers of 16 bits. A loop: compilers make `map` of an array go number by number.
#[inline(never)]
fn narrowed<const OUT: usize>(sums: &[i32; OUT], to: &mut [i16; OUT]) {
    for (number, &sum) in to.iter_mut().zip(sums) {
        *number = narrow(sum);
    }
}

/// A sum of products as a number of 16 bits, rounded to the nearest.
#[inline]
fn narrow(sum: i32) -> i16 {
    let rounded = sum.wrapping_add(1 << (FRACTION - 1)) >> FRACTION;
    rounded.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

#[cfg(test)]
mod tests {
    use super::products::dot;
    use super::{FRACTION, WIDTH, narrow};

    #[test]
    fn products_are_rounded_to_the_nearest_and_bounded() {
        let one = 1i16 << FRACTION;
        let numbers = |first: i16, last: i16| {
            let mut numbers = [0; WIDTH];
            (numbers[0], numbers[WIDTH - 1]) = (first, last);
            numbers
        };
        let product = |a, b| narrow(dot(&a, &b));
        assert_eq!(product(numbers(one, one / 2), numbers(one, one)), one + one / 2);
        assert_eq!(product(numbers(1, 0), numbers(one / 2, 0)), 1, "halves go up");
        assert_eq!(product(numbers(1, 0), numbers(one / 2 - 1, 0)), 0);
        assert_eq!(narrow(i32::MAX - one as i32), i16::MAX);
    }
}
