//! A first picture.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::push::Spring;
use crate::export::layout::geometry::Point;

/// How many nodes the others are measured from.
const PIVOTS: usize = 40;

/// How often the axes are made better.
const ROUNDS: usize = 60;

/// Places by the distances to a few nodes that lie far apart: the two directions in which they differ most. What has
/// the same distances is set a little apart. Cost: n log n for each of a fixed number of nodes.
pub(super) fn start(nodes: usize, springs: &[Spring]) -> Vec<Point> {
    let mut joined: Vec<Vec<(usize, u64)>> = vec![Vec::new(); nodes];
    for spring in springs {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a short way")]
        let length = spring.length.max(1.0) as u64;
        joined[spring.from].push((spring.to, length));
        joined[spring.to].push((spring.from, length));
    }
    let pivots = PIVOTS.min(nodes);
    let mut nearest = vec![u64::MAX; nodes];
    let mut columns: Vec<Vec<f64>> = Vec::with_capacity(pivots);
    let mut pivot = (0..nodes).max_by_key(|&node| (joined[node].len(), Reverse(node))).unwrap_or(0);
    for _ in 0..pivots {
        let far = distances(pivot, &joined);
        for (near, &far) in nearest.iter_mut().zip(&far) {
            *near = (*near).min(far);
        }
        #[expect(clippy::cast_precision_loss, reason = "a distance on a page")]
        columns.push(far.iter().map(|&far| (far as f64) * (far as f64)).collect());
        pivot = (0..nodes).max_by_key(|&node| (nearest[node], Reverse(node))).unwrap_or(0);
    }
    centre(&mut columns, nodes);
    let (x, x_size) = axis(&columns, None);
    let (y, y_size) = axis(&columns, Some(&x));
    let along = |axis: &[f64], size: f64, node: usize| -> f64 {
        let sum: f64 = columns.iter().zip(axis).map(|(column, part)| column[node] * part).sum();
        if size > 0.0 { sum / size.sqrt() } else { 0.0 }
    };
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    (0..nodes)
        .map(|node| Point {
            x: along(&x, x_size, node) + random.next() * 24.0,
            y: along(&y, y_size, node) + random.next() * 24.0,
        })
        .collect()
}

/// Lengths of the shortest ways from a node, after Dijkstra.
fn distances(from: usize, joined: &[Vec<(usize, u64)>]) -> Vec<u64> {
    let mut far = vec![u64::MAX; joined.len()];
    far[from] = 0;
    let mut open = BinaryHeap::from([(Reverse(0), from)]);
    while let Some((Reverse(here), node)) = open.pop() {
        if here > far[node] {
            continue;
        }
        for &(other, length) in &joined[node] {
            let there = here + length;
            if there < far[other] {
                far[other] = there;
                open.push((Reverse(there), other));
            }
        }
    }
    // A component is whole; were it not, the rest would lie beside its farthest node.
    let farthest = far.iter().copied().filter(|&far| far < u64::MAX).max().unwrap_or(0);
    far.iter_mut().filter(|far| **far == u64::MAX).for_each(|far| *far = farthest);
    far
}

/// Takes the means of rows and columns out of squared distances, so that they become products of places.
fn centre(columns: &mut [Vec<f64>], nodes: usize) {
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let (count, rows) = (columns.len().max(1) as f64, nodes.max(1) as f64);
    let means: Vec<f64> = columns.iter().map(|column| column.iter().sum::<f64>() / rows).collect();
    let whole = means.iter().sum::<f64>() / count;
    for node in 0..nodes {
        let row = columns.iter().map(|column| column[node]).sum::<f64>() / count;
        for (column, mean) in columns.iter_mut().zip(&means) {
            column[node] = (row + mean - column[node] - whole) / 2.0;
        }
    }
}

/// The direction in which the rows differ most, beside one that was found before, and by how much: power iteration.
fn axis(columns: &[Vec<f64>], beside: Option<&[f64]>) -> (Vec<f64>, f64) {
    let count = columns.len();
    let products: Vec<Vec<f64>> =
        columns.iter().map(|one| columns.iter().map(|other| dot(one, other)).collect()).collect();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut vector: Vec<f64> = (0..count).map(|_| random.next() + 0.1).collect();
    // Less than this of all differences is what rounding left.
    let least = products.iter().enumerate().map(|(at, row)| row[at]).sum::<f64>() * 1e-6 + 1e-9;
    let mut size = 0.0;
    for _ in 0..ROUNDS {
        if let Some(beside) = beside {
            let part = dot(&vector, beside);
            vector.iter_mut().zip(beside).for_each(|(value, other)| *value -= part * other);
        }
        let next: Vec<f64> = products.iter().map(|row| dot(row, &vector)).collect();
        let length = dot(&next, &next).sqrt();
        if length <= least {
            return (vec![0.0; count], 0.0);
        }
        vector = next.into_iter().map(|value| value / length).collect();
        size = length;
    }
    (vector, size.sqrt())
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// Numbers that look like chance and are always the same: xorshift, after Marsaglia (2003).
struct Random(u64);

impl Random {
    /// The next from −0.5 to 0.5.
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let part = (self.0 >> 11) as f64 / (1_u64 << 53) as f64;
        part - 0.5
    }
}
