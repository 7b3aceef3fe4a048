//! The order within layers.

use super::Layers;

/// How many sweeps over the layers.
const SWEEPS: usize = 24;

/// A layer with more places is not gone through for swaps of neighbours.
const SWAPPED: usize = 400;

/// Orders the layers for few crossings: sweeps by the mean place of neighbours and swaps of those that stand side by
/// side, the best order kept. Cost: sorting, a fixed number of times; swaps cost the degrees of both.
pub(super) fn order(layers: &mut Layers) {
    first(layers);
    let mut at = vec![0; layers.spots.len()];
    number(layers, &mut at);
    let mut best = (crossings(layers, &at), layers.order.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let down = sweep % 2 == 0;
        let count = layers.order.len();
        for step in 1..count {
            let layer = if down { step } else { count - 1 - step };
            by_mean(layers, layer, down, sweep % 4 >= 2, &mut at);
        }
        swap(layers, &mut at);
        let crossed = crossings(layers, &at);
        if crossed < best.0 {
            best = (crossed, layers.order.clone());
        }
    }
    layers.order = best.1;
}

/// An order to begin with: depth first, so that what hangs together stands together.
fn first(layers: &mut Layers) {
    let mut seen = vec![false; layers.spots.len()];
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); layers.order.len()];
    let starts: Vec<usize> = layers.order.iter().flatten().copied().collect();
    for start in starts {
        let mut stack = vec![start];
        while let Some(spot) = stack.pop() {
            if std::mem::replace(&mut seen[spot], true) {
                continue;
            }
            order[layers.spots[spot].layer].push(spot);
            let next = layers.after[spot].iter().chain(&layers.before[spot]);
            stack.extend(next.rev().filter(|&&other| !seen[other]));
        }
    }
    layers.order = order;
}

fn number(layers: &Layers, at: &mut [usize]) {
    for layer in &layers.order {
        for (position, &spot) in layer.iter().enumerate() {
            at[spot] = position;
        }
    }
}

/// Sorts a layer by the mean place of what its places are joined to; those that are joined to nothing stay.
fn by_mean(layers: &mut Layers, layer: usize, down: bool, ties: bool, at: &mut [usize]) {
    let joined = if down { &layers.before } else { &layers.after };
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let mean = |spot: usize| -> Option<f64> {
        let others = &joined[spot];
        let sum: usize = others.iter().map(|&other| at[other]).sum();
        (!others.is_empty()).then(|| sum as f64 / others.len() as f64)
    };
    let spots = layers.order[layer].clone();
    let mut moved: Vec<(f64, usize)> =
        spots.iter().filter_map(|&spot| Some((mean(spot)?, spot))).collect();
    if ties {
        moved.reverse();
    }
    moved.sort_by(|one, other| one.0.total_cmp(&other.0));
    let fixed: Vec<bool> = spots.iter().map(|&spot| joined[spot].is_empty()).collect();
    let mut moved = moved.into_iter().map(|(_, spot)| spot);
    for (position, fixed) in fixed.into_iter().enumerate() {
        if !fixed && let Some(spot) = moved.next() {
            layers.order[layer][position] = spot;
        }
        at[layers.order[layer][position]] = position;
    }
}

/// Swaps neighbours where that saves crossings, as long as it does.
fn swap(layers: &mut Layers, at: &mut [usize]) {
    for _ in 0..4 {
        let mut better = false;
        for layer in 0..layers.order.len() {
            if layers.order[layer].len() > SWAPPED {
                continue;
            }
            for position in 1..layers.order[layer].len() {
                let (one, other) =
                    (layers.order[layer][position - 1], layers.order[layer][position]);
                let as_is = crossed(&layers.before, one, other, at)
                    + crossed(&layers.after, one, other, at);
                let turned = crossed(&layers.before, other, one, at)
                    + crossed(&layers.after, other, one, at);
                if turned < as_is {
                    layers.order[layer].swap(position - 1, position);
                    (at[one], at[other]) = (position, position - 1);
                    better = true;
                }
            }
        }
        if !better {
            return;
        }
    }
}

/// How often the lines of two neighbours cross, if one stands before the other. Cost: sorting their lines.
fn crossed(joined: &[Vec<usize>], one: usize, other: usize, at: &[usize]) -> usize {
    let sorted = |spot: usize| {
        let mut all: Vec<usize> = joined[spot].iter().map(|&to| at[to]).collect();
        all.sort_unstable();
        all
    };
    let (one, other) = (sorted(one), sorted(other));
    let (mut count, mut passed) = (0, 0);
    for to in one {
        while passed < other.len() && other[passed] < to {
            passed += 1;
        }
        count += passed;
    }
    count
}

/// How often lines cross between layers: inversions counted by a binary indexed tree, after Barth, Jünger and Mutzel
/// (2002). Cost: n log n in the lines.
fn crossings(layers: &Layers, at: &[usize]) -> usize {
    let mut count = 0;
    for pair in layers.order.windows(2) {
        let mut tree = vec![0_usize; pair[1].len() + 1];
        let mut passed = 0;
        for &spot in &pair[0] {
            let mut ends: Vec<usize> = layers.after[spot].iter().map(|&to| at[to]).collect();
            ends.sort_unstable();
            for &end in &ends {
                let (mut below, mut index) = (0, end + 1);
                while index > 0 {
                    below += tree[index];
                    index &= index - 1;
                }
                count += passed - below;
            }
            for &end in &ends {
                let mut index = end + 1;
                while index < tree.len() {
                    tree[index] += 1;
                    index += index & index.wrapping_neg();
                }
            }
            passed += ends.len();
        }
    }
    count
}
