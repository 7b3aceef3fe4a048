//! Places within layers, and of layers.

use super::{Kind, Layers};

/// Rooms between things that stand below each other in a layer.
const BETWEEN_NODES: f64 = 16.0;
const BETWEEN_LINES: f64 = 9.0;

/// The room between layers, and how much of it the steepest line between them may ask for.
const BETWEEN_LAYERS: f64 = 20.0;
const STEEP: f64 = 70.0;

/// How often places are moved.
const ROUNDS: usize = 40;

/// The place of each spot across the layers: nearest to what it is joined to, by least squares, with the order and the
/// room between kept. For one layer that is exact by pooling adjacent violators; layers are gone through in turns.
/// Cost: linear, a fixed number of times.
pub(super) fn across(layers: &Layers) -> Vec<f64> {
    let mut at = vec![0.0; layers.spots.len()];
    for layer in &layers.order {
        let mut next = 0.0;
        for (position, &spot) in layer.iter().enumerate() {
            if position > 0 {
                next += room(layers, layer[position - 1], spot);
            }
            at[spot] = next;
        }
        layer.iter().for_each(|&spot| at[spot] -= next / 2.0);
    }
    let count = layers.order.len();
    for round in 0..ROUNDS {
        for step in 0..count {
            let layer = if round % 2 == 0 { step } else { count - 1 - step };
            // First all that is before, or after, then both at once.
            let (before, after) = match round {
                0..8 => (round % 2 == 0, round % 2 == 1),
                _ => (true, true),
            };
            settle(layers, layer, before, after, &mut at);
        }
    }
    straighten(layers, &mut at);
    at
}

/// Lets each line run straight through the layers as long as there is room, where least squares would make it a stair.
fn straighten(layers: &Layers, at: &mut [f64]) {
    let mut position = vec![0; layers.spots.len()];
    for layer in &layers.order {
        layer.iter().enumerate().for_each(|(place, &spot)| position[spot] = place);
    }
    for (chain, _) in &layers.chains {
        for pair in chain[1..chain.len() - 1].windows(2) {
            let (before, spot) = (pair[0], pair[1]);
            let layer = &layers.order[layers.spots[spot].layer];
            let place = position[spot];
            let low = place
                .checked_sub(1)
                .map(|above| at[layer[above]] + room(layers, layer[above], spot));
            let high = layer.get(place + 1).map(|&below| at[below] - room(layers, spot, below));
            let wanted = at[before].max(low.unwrap_or(f64::MIN)).min(high.unwrap_or(f64::MAX));
            at[spot] = wanted;
        }
    }
}

/// How far apart the middles of two neighbours stand.
fn room(layers: &Layers, one: usize, other: usize) -> f64 {
    let (one, other) = (layers.spots[one], layers.spots[other]);
    let between = match (one.kind, other.kind) {
        (Kind::Node(_), Kind::Node(_)) => BETWEEN_NODES,
        (Kind::Node(_), _) | (_, Kind::Node(_)) => f64::midpoint(BETWEEN_NODES, BETWEEN_LINES),
        _ => BETWEEN_LINES,
    };
    f64::midpoint(one.size.height, other.size.height) + between
}

/// How much a line between two spots wants to be straight: long ways more than short ones, after Gansner and others (1993).
fn weight(layers: &Layers, one: usize, other: usize) -> f64 {
    let is_node = |spot: usize| matches!(layers.spots[spot].kind, Kind::Node(_));
    match (is_node(one), is_node(other)) {
        (true, true) => 1.0,
        (false, false) => 8.0,
        _ => 2.0,
    }
}

/// Moves the places of a layer.
fn settle(layers: &Layers, layer: usize, before: bool, after: bool, at: &mut [f64]) {
    /// Places that stand as close as they may: where they want to be together, and how much.
    struct Pool {
        wanted: f64,
        weight: f64,
        count: usize,
    }
    let spots = &layers.order[layer];
    let mut pools: Vec<Pool> = Vec::with_capacity(spots.len());
    let mut shift = 0.0;
    let mut shifts = Vec::with_capacity(spots.len());
    for (position, &spot) in spots.iter().enumerate() {
        if position > 0 {
            shift += room(layers, spots[position - 1], spot);
        }
        shifts.push(shift);
        let (mut sum, mut weights) = (0.0, 0.0);
        let sides = [(before, &layers.before[spot]), (after, &layers.after[spot])];
        for &other in sides.iter().filter(|side| side.0).flat_map(|side| side.1) {
            let weight = weight(layers, spot, other);
            sum += weight * at[other];
            weights += weight;
        }
        // What hangs on nothing here stays about where it is.
        let (wanted, weight) =
            if weights > 0.0 { (sum / weights, weights) } else { (at[spot], 0.05) };
        let mut pool = Pool { wanted: wanted - shift, weight, count: 1 };
        while let Some(last) = pools.pop_if(|last| last.wanted > pool.wanted) {
            let weight = last.weight + pool.weight;
            pool = Pool {
                wanted: (last.wanted * last.weight + pool.wanted * pool.weight) / weight,
                weight,
                count: last.count + pool.count,
            };
        }
        pools.push(pool);
    }
    let wanted = pools.iter().flat_map(|pool| std::iter::repeat_n(pool.wanted, pool.count));
    for ((&spot, shift), wanted) in spots.iter().zip(shifts).zip(wanted) {
        at[spot] = wanted + shift;
    }
}

/// The beginning and the width of each layer.
pub(super) fn along(layers: &Layers, across: &[f64]) -> Vec<(f64, f64)> {
    let mut next = 0.0;
    let mut found = Vec::with_capacity(layers.order.len());
    for layer in &layers.order {
        let widths = layer.iter().map(|&spot| layers.spots[spot].size.width);
        let width = widths.fold(0.0, f64::max);
        let steep = layer.iter().flat_map(|&spot| {
            layers.after[spot].iter().map(move |&to| (across[to] - across[spot]).abs())
        });
        let steep = steep.fold(0.0, f64::max);
        found.push((next, width));
        next += width + BETWEEN_LAYERS + (steep * 0.14).min(STEEP);
    }
    found
}
