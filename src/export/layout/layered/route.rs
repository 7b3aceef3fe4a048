//! Places of nodes, and the ways of lines through the layers.

use super::super::course::Course;
use super::super::geometry::{Outline, Point, Size};
use super::{Kind, Layers, Line};

/// How far apart lines end at a node, and which part of its side they may take.
const PORTS: f64 = 11.0;
const SIDE: f64 = 0.62;

/// The middle of each node, and the way of each line.
pub(super) fn route(
    layers: &Layers,
    along: &[(f64, f64)],
    across: &[f64],
    sizes: &[Size],
    outlines: &[Outline],
    lines: &[Line],
) -> (Vec<Point>, Vec<Course>) {
    let middle = |spot: usize| {
        let (start, width) = along[layers.spots[spot].layer];
        Point { x: start + width / 2.0, y: across[spot] }
    };
    let nodes: Vec<Point> = (0..sizes.len()).map(middle).collect();
    let (first, last) = ports(layers, across, sizes);
    let mut courses = Vec::with_capacity(lines.len());
    for (number, (chain, against)) in layers.chains.iter().enumerate() {
        let port = |node: usize, off: f64, side: f64| {
            let from = Point { x: 0.0, y: off };
            let way = Point { x: side, y: 0.0 };
            nodes[node].plus(outlines[node].leave(sizes[node], from, way))
        };
        let (from, to) = (chain[0], chain[chain.len() - 1]);
        let (start, end) = (port(from, first[number], 1.0), port(to, last[number], -1.0));
        let mut course = Course { start, ..Course::default() };
        let side = |spot: usize, far: bool| {
            let (start, width) = along[layers.spots[spot].layer];
            start + if far { width } else { 0.0 }
        };
        course.go(Point { x: side(from, true), y: start.y });
        for &spot in &chain[1..chain.len() - 1] {
            let y = across[spot];
            course.sway(Point { x: side(spot, false), y });
            course.go(Point { x: side(spot, true), y });
            if matches!(layers.spots[spot].kind, Kind::Label(_)) {
                course.label = Some(middle(spot));
            }
        }
        course.sway(Point { x: side(to, false), y: end.y });
        course.go(end);
        courses.push(if *against { course.reversed() } else { course });
    }
    (nodes, courses)
}

/// How far from the middle of their first and last node lines end: in the order in which they come.
fn ports(layers: &Layers, across: &[f64], sizes: &[Size]) -> (Vec<f64>, Vec<f64>) {
    let mut leaving: Vec<Vec<(f64, usize)>> = vec![Vec::new(); sizes.len()];
    let mut coming = leaving.clone();
    for (number, (chain, _)) in layers.chains.iter().enumerate() {
        leaving[chain[0]].push((across[chain[1]], number));
        let last = chain.len() - 1;
        coming[chain[last]].push((across[chain[last - 1]], number));
    }
    let spread = |mut sides: Vec<Vec<(f64, usize)>>| {
        let mut offs = vec![0.0; layers.chains.len()];
        for (side, size) in sides.iter_mut().zip(sizes) {
            side.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            #[expect(clippy::cast_precision_loss, reason = "few lines")]
            let gaps = side.len().saturating_sub(1).max(1) as f64;
            let gap = PORTS.min(size.height * SIDE / gaps);
            let mut off = -gap * if side.len() > 1 { gaps / 2.0 } else { 0.0 };
            for &(_, number) in side.iter() {
                offs[number] = off;
                off += gap;
            }
        }
        offs
    };
    (spread(leaving), spread(coming))
}
