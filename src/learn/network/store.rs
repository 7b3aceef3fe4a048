//! From real numbers to the whole numbers of the model.

use super::layout::{
    ABSENT, BIAS, FACTS, Net, STEP_BIAS, TAG_BIAS, layer, layer_bias, meaning, place, steps, tags,
    value_bias,
};
use crate::model::Writer;
use crate::syntax::network::FRACTION;
use crate::syntax::network::shape::{CLASSES, FAR, HIDDEN, MEANING, PLACES, ROWS, TAGS, WIDTH};

/// A weight in stored units.
fn stored(weight: f32) -> i16 {
    (weight * (1u32 << FRACTION) as f32).round() as i16
}

fn write(numbers: impl Iterator<Item = f32>, to: &mut Writer) {
    for number in numbers {
        to.raw(&stored(number).to_le_bytes());
    }
}

/// Writes the network as [`crate::syntax::network::Network::read`] reads it; `words` are those with a row of their own.
pub(crate) fn write_network(net: &Net, words: &[u32], to: &mut Writer) {
    to.number(words.len() as u32);
    let mut last = 0;
    for &word in words {
        to.number(word.wrapping_sub(last));
        last = word;
    }
    let rows = net.tables.chunks(WIDTH);
    let is_stored = |row: &&[f32]| row.iter().any(|&weight| stored(weight) != 0);
    for eight in net.tables.chunks(8 * WIDTH) {
        let bits = eight.chunks(WIDTH).enumerate();
        to.byte(bits.fold(0, |byte, (bit, row)| byte | u8::from(is_stored(&row)) << bit));
    }
    rows.filter(is_stored).for_each(|row| write(row.iter().copied(), to));
    let rest = &net.rest;
    let slice = |from: usize, count: usize| rest[from..from + count].iter().copied();
    for out in 0..WIDTH {
        write((0..MEANING).map(|from| rest[meaning(from) + out]), to);
    }
    for (number, far) in FAR.iter().enumerate() {
        let column = |part: usize, out: usize| {
            (0..WIDTH).map(move |from| rest[layer(number, part, from) + out])
        };
        if *far {
            for part in 0..2 {
                (0..WIDTH).for_each(|out| write(column(part, out), to));
            }
            write(slice(layer_bias(number), WIDTH), to);
            write(slice(value_bias(number), WIDTH), to);
        } else {
            for out in 0..WIDTH {
                (0..3).for_each(|part| write(column(part, out), to));
            }
            write(slice(layer_bias(number), WIDTH), to);
        }
    }
    for tag in 0..TAGS {
        write((0..WIDTH).map(|from| rest[tags(from) + tag]), to);
    }
    write(slice(TAG_BIAS, TAGS), to);
    for at in 0..PLACES {
        for out in 0..HIDDEN {
            write((0..WIDTH).map(|from| rest[place(at, from) + out]), to);
        }
    }
    write(slice(ABSENT, PLACES * HIDDEN), to);
    write(slice(FACTS, ROWS * HIDDEN), to);
    write(slice(BIAS, HIDDEN), to);
    for class in 0..CLASSES {
        write((0..HIDDEN).map(|hidden| rest[steps(hidden) + class]), to);
    }
    write(slice(STEP_BIAS, CLASSES), to);
}
