//! Layers from left to right, after Sugiyama, Tagawa and Toda (1981): cycles are broken, nodes get layers, the order in
//! the layers is chosen for few crossings, then the places. A label stands in its line's way and has a layer of its own,
//! so that nothing can lie on it.

mod acyclic;
mod order;
mod place;
mod rank;
mod route;

use super::Line;
use super::course::Course;
use super::geometry::{Outline, Point, Size};

/// What stands in a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The node with this number.
    Node(usize),
    /// The label of the line with this number.
    Label(usize),
    /// The way of a line through a layer.
    Bend(usize),
}

/// One place in a layer.
#[derive(Debug, Clone, Copy)]
struct Spot {
    kind: Kind,
    layer: usize,
    size: Size,
}

/// Nodes and the dummies of their lines, by layers.
#[derive(Debug, Default)]
struct Layers {
    spots: Vec<Spot>,
    /// The spots of each layer in their order.
    order: Vec<Vec<usize>>,
    /// Of each spot those that it is joined to in the layer before and in the layer after.
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    /// Of each line its spots from the first layer to the last, and whether that is against its direction.
    chains: Vec<(Vec<usize>, bool)>,
}

/// Nodes, each in its room, and lines with their places. The lines may not be loops.
///
/// Cost: each of a fixed number of sweeps sorts the layers: n log n in nodes, lines, and the layers that lines pass.
pub(super) fn layered(
    rooms: &[Size],
    sizes: &[Size],
    outlines: &[Outline],
    lines: &[Line],
) -> (Vec<Point>, Vec<Course>) {
    let against = acyclic::against(sizes.len(), lines);
    let step = if lines.iter().any(|line| line.label.is_some()) { 2 } else { 1 };
    let ranks = rank::ranks(sizes.len(), lines, &against, step);
    let mut layers = Layers::of(rooms, lines, &against, &ranks);
    order::order(&mut layers);
    let across = place::across(&layers);
    let along = place::along(&layers, &across);
    route::route(&layers, &along, &across, sizes, outlines, lines)
}

impl Layers {
    fn of(sizes: &[Size], lines: &[Line], against: &[bool], ranks: &[usize]) -> Self {
        let order = vec![Vec::new(); ranks.iter().max().map_or(0, |last| last + 1)];
        let mut layers = Self { order, ..Self::default() };
        for (number, (&size, &layer)) in sizes.iter().zip(ranks).enumerate() {
            layers.add(Spot { kind: Kind::Node(number), layer, size });
        }
        let mut degrees = vec![0_usize; sizes.len()];
        for end in lines.iter().flat_map(|line| [line.from, line.to]) {
            degrees[end] += 1;
        }
        for (number, (line, &against)) in lines.iter().zip(against).enumerate() {
            let (first, last) = if against { (line.to, line.from) } else { (line.from, line.to) };
            let (start, end) = (ranks[first], ranks[last]);
            // The label stands by the end that has fewer lines: there it is clear whose it is.
            let labelled = match degrees[first].cmp(&degrees[last]) {
                std::cmp::Ordering::Less => start + 1,
                std::cmp::Ordering::Greater => end - 1,
                std::cmp::Ordering::Equal => start.midpoint(end) | 1,
            };
            let mut chain = vec![first];
            for layer in start + 1..end {
                let spot = match line.label {
                    Some(size) if layer == labelled => {
                        Spot { kind: Kind::Label(number), layer, size }
                    }
                    _ => Spot {
                        kind: Kind::Bend(number),
                        layer,
                        size: Size { width: 0.0, height: 2.0 },
                    },
                };
                chain.push(layers.add(spot));
            }
            chain.push(last);
            for pair in chain.windows(2) {
                layers.after[pair[0]].push(pair[1]);
                layers.before[pair[1]].push(pair[0]);
            }
            layers.chains.push((chain, against));
        }
        layers
    }

    fn add(&mut self, spot: Spot) -> usize {
        let number = self.spots.len();
        self.spots.push(spot);
        self.order[spot.layer].push(number);
        self.before.push(Vec::new());
        self.after.push(Vec::new());
        number
    }
}
