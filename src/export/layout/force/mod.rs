//! Places by forces: what is joined is drawn together, all else stands apart.

mod apart;
mod push;
mod start;

use std::collections::BTreeMap;

use super::Line;
use super::geometry::{Area, Point, Size};

pub(super) use apart::apart;

/// Room that a node claims besides its box, and a line besides its ends.
const AROUND: f64 = 14.0;
const BETWEEN: f64 = 26.0;

/// Places of the nodes of one component, without overlap.
///
/// A first picture by distances to a few nodes (pivot multidimensional scaling, Brandes and Pich 2007), then springs and
/// repulsion with a quadtree (Barnes and Hut 1986; Hu 2005), then overlaps are pushed apart. Boxes are wide and low, so
/// all is done on a page that is pressed together and drawn out at the end. Cost: n log n a round, a number of rounds
/// that falls with n.
pub(super) fn forced(sizes: &[Size], lines: &[Line]) -> Vec<Point> {
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let count = sizes.len() as f64;
    let width = sizes.iter().map(|size| size.width + AROUND).sum::<f64>() / count;
    let height = sizes.iter().map(|size| size.height + AROUND).sum::<f64>() / count;
    let pressed = (width / height).sqrt().clamp(1.0, 1.7);
    let radii: Vec<f64> = sizes
        .iter()
        .map(|size| ((size.width / pressed + AROUND) * (size.height + AROUND)).sqrt() / 2.0)
        .collect();
    let mut pairs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.from != line.to) {
        let label = line.label.map_or(0.0, |label| label.width / pressed * 0.6);
        let pair = (line.from.min(line.to), line.from.max(line.to));
        // Several lines side by side need room for their labels.
        let beside = line.label.map_or(0.0, |label| label.height * 1.3);
        pairs.entry(pair).and_modify(|long| *long = (*long + beside).max(label)).or_insert(label);
    }
    let springs: Vec<push::Spring> = pairs
        .into_iter()
        .map(|((from, to), label)| {
            let length = radii[from] + radii[to] + BETWEEN + label;
            push::Spring { from, to, length }
        })
        .collect();
    let mut points = start::start(sizes.len(), &springs);
    push::push(&mut points, &radii, &springs);
    let drawn_out = points.into_iter().map(|point| Point { x: point.x * pressed, y: point.y });
    let mut areas: Vec<Area> =
        drawn_out.zip(sizes).map(|(middle, &size)| Area { middle, size }).collect();
    apart(&mut areas, 10.0);
    areas.into_iter().map(|area| area.middle).collect()
}
