//! Springs and repulsion.

use crate::export::layout::geometry::Point;

/// A line that wants to be so long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spring {
    pub from: usize,
    pub to: usize,
    pub length: f64,
}

/// A cell of the tree that looks smaller than this from a node counts as one point.
const NARROW: f64 = 0.85;

/// The tree is not deeper: nodes in one place are one point.
const DEEPEST: usize = 40;

/// How much stronger nodes push each other away than lines pull.
const PUSH: f64 = 0.3;

/// Moves the points to where the forces are balanced. Cost: n log n a round.
pub(super) fn push(points: &mut [Point], radii: &[f64], springs: &[Spring]) {
    let rounds = match points.len() {
        0..=1 => return,
        2..=400 => 320,
        401..=1500 => 220,
        _ => 130,
    };
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let usual =
        springs.iter().map(|spring| spring.length).sum::<f64>() / springs.len().max(1) as f64;
    let mut degrees = vec![0_u32; points.len()];
    for spring in springs {
        degrees[spring.from] += 1;
        degrees[spring.to] += 1;
    }
    let weights: Vec<f64> = radii
        .iter()
        .zip(&degrees)
        .map(|(radius, &degree)| radius * (1.0 + f64::from(degree.min(30)) / 30.0))
        .collect();
    let cooled = 1.0 - 4.5 / f64::from(rounds);
    let mut reach = usual * 1.2;
    let mut forces = vec![Point::default(); points.len()];
    for _ in 0..rounds {
        let tree = Tree::of(points, &weights, usual);
        for (number, force) in forces.iter_mut().enumerate() {
            *force = tree.push(points[number], weights[number], number);
        }
        for spring in springs {
            let way = points[spring.to].minus(points[spring.from]);
            let length = way.length();
            // Lines of what has many hold it less each, so that it does not sit on them all.
            let pull = way.times(length / (spring.length * 40.0));
            forces[spring.from] = forces[spring.from].plus(pull);
            forces[spring.to] = forces[spring.to].minus(pull);
        }
        for (point, force) in points.iter_mut().zip(&forces) {
            let strength = force.length();
            if strength > 0.0 {
                *point = point.plus(force.times(strength.min(reach) / strength));
            }
        }
        reach *= cooled;
    }
}

/// A quadtree of points with weights.
struct Tree {
    cells: Vec<Cell>,
    /// How long lines usually are.
    usual: f64,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    middle: Point,
    weight: f64,
    width: f64,
    /// The number of the first of four cells within; 0: none.
    within: usize,
    /// The only node in it.
    only: Option<usize>,
}

impl Tree {
    fn of(points: &[Point], weights: &[f64], usual: f64) -> Self {
        let (mut low, mut high) = (points[0], points[0]);
        for point in points {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
        }
        let width = (high.x - low.x).max(high.y - low.y).max(1.0) * 1.001;
        let mut tree = Self { cells: vec![Cell { width, ..Cell::default() }], usual };
        for (number, &point) in points.iter().enumerate() {
            tree.add(number, point, points, weights, low, width);
        }
        for cell in &mut tree.cells {
            if cell.weight > 0.0 {
                cell.middle = cell.middle.times(1.0 / cell.weight);
            }
        }
        tree
    }

    /// Adds a point; the middles are sums until all are in.
    fn add(
        &mut self,
        number: usize,
        point: Point,
        points: &[Point],
        weights: &[f64],
        low: Point,
        width: f64,
    ) {
        let (mut at, mut low, mut width) = (0, low, width);
        for depth in 0..=DEEPEST {
            let cell = &mut self.cells[at];
            let was_empty = cell.weight <= 0.0;
            cell.middle = cell.middle.plus(point.times(weights[number]));
            cell.weight += weights[number];
            if was_empty {
                cell.only = Some(number);
                return;
            }
            if depth == DEEPEST {
                cell.only = None;
                return;
            }
            let half = width / 2.0;
            let quarter = |point: Point| {
                usize::from(point.x >= low.x + half) + 2 * usize::from(point.y >= low.y + half)
            };
            if cell.within == 0 {
                let moved = cell.only.take();
                let first = self.cells.len();
                self.cells[at].within = first;
                self.cells.extend([Cell { width: half, ..Cell::default() }; 4]);
                if let Some(moved) = moved {
                    let below = &mut self.cells[first + quarter(points[moved])];
                    below.middle = points[moved].times(weights[moved]);
                    below.weight = weights[moved];
                    below.only = Some(moved);
                }
            }
            let which = quarter(point);
            at = self.cells[at].within + which;
            low = Point {
                x: low.x + if which % 2 == 1 { half } else { 0.0 },
                y: low.y + if which >= 2 { half } else { 0.0 },
            };
            width = half;
        }
    }

    /// How all others push a point away.
    fn push(&self, point: Point, weight: f64, number: usize) -> Point {
        let mut force = Point::default();
        let mut open = vec![0_usize];
        while let Some(at) = open.pop() {
            let cell = &self.cells[at];
            if cell.weight <= 0.0 || cell.only == Some(number) {
                continue;
            }
            let way = point.minus(cell.middle);
            let square = way.x * way.x + way.y * way.y;
            if cell.within == 0 || cell.width * cell.width < NARROW * NARROW * square {
                // Points in one place are pushed apart by their numbers.
                let (way, square) = if square < 1e-3 {
                    let side = if number.is_multiple_of(2) { 1.0 } else { -1.0 };
                    (Point { x: side, y: 0.3 * side }, 1.0)
                } else {
                    (way, square)
                };
                // By the square of the distance, so that what is far away does not drive all apart (Hu 2005).
                let strength = PUSH * weight * cell.weight * self.usual / (square * square.sqrt());
                force = force.plus(way.times(strength));
            } else {
                open.extend(cell.within..cell.within + 4);
            }
        }
        force
    }
}
