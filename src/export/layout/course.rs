//! The way that a line takes.

use super::geometry::{Point, Size};

/// A line from one node to another: where it begins, and cubic curves from there, each by two handles and its end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Course {
    /// Where it begins.
    pub start: Point,
    /// The curves.
    pub curves: Vec<[Point; 3]>,
    /// The middle of its label, where that has a place.
    pub label: Option<Point>,
}

impl Course {
    /// A straight line.
    pub fn straight(start: Point, end: Point) -> Self {
        Self::bent(start, f64::midpoint(start.x, end.x), f64::midpoint(start.y, end.y), end)
    }

    /// A curve that is drawn towards a point: a quadratic one, raised to a cubic.
    pub fn bent(start: Point, x: f64, y: f64, end: Point) -> Self {
        let pull = |from: Point| from.plus(Point { x, y }.minus(from).times(2.0 / 3.0));
        Self { start, curves: vec![[pull(start), pull(end), end]], label: None }
    }

    /// Adds a straight piece; none where it would have no length.
    pub fn go(&mut self, end: Point) {
        let start = self.end();
        if (end.x - start.x).abs() + (end.y - start.y).abs() > 0.05 {
            let third = end.minus(start).times(1.0 / 3.0);
            self.curves.push([start.plus(third), end.minus(third), end]);
        }
    }

    /// Adds a piece that leaves and comes in along the axis x.
    pub fn sway(&mut self, end: Point) {
        let start = self.end();
        let half = (end.x - start.x) / 2.0;
        self.curves.push([
            Point { x: start.x + half, y: start.y },
            Point { x: end.x - half, y: end.y },
            end,
        ]);
    }

    /// Where it ends.
    pub fn end(&self) -> Point {
        self.curves.last().map_or(self.start, |curve| curve[2])
    }

    /// Whence it comes to its end: a point shortly before it.
    pub fn before_end(&self) -> Point {
        let Some(&[first, second, end]) = self.curves.last() else { return self.start };
        let whence = self.curves.len().checked_sub(2).and_then(|at| self.curves.get(at));
        let start = whence.map_or(self.start, |curve| curve[2]);
        if second.minus(end).length() > 0.5 {
            second
        } else if first.minus(end).length() > 0.5 {
            first
        } else {
            start
        }
    }

    /// The same line the other way.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        let mut points = vec![self.start];
        points.extend(self.curves.iter().flatten());
        points.reverse();
        self.start = points[0];
        self.curves =
            points[1..].chunks_exact(3).map(|three| [three[0], three[1], three[2]]).collect();
        self
    }

    /// The line with each point changed.
    #[must_use]
    pub fn map(mut self, change: impl Fn(Point) -> Point) -> Self {
        self.start = change(self.start);
        self.curves.iter_mut().flatten().for_each(|point| *point = change(*point));
        self.label = self.label.map(change);
        self
    }

    /// The point at `at` of 0 to 1 of its curves, which count alike.
    pub fn at(&self, at: f64) -> Point {
        let count = self.curves.len();
        if count == 0 {
            return self.start;
        }
        #[expect(clippy::cast_precision_loss, reason = "few curves")]
        let along = at.clamp(0.0, 1.0) * count as f64;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small number"
        )]
        let which = (along as usize).min(count - 1);
        #[expect(clippy::cast_precision_loss, reason = "few curves")]
        let part = along - which as f64;
        let from = if which == 0 { self.start } else { self.curves[which - 1][2] };
        let [one, two, end] = self.curves[which];
        let rest = 1.0 - part;
        from.times(rest * rest * rest)
            .plus(one.times(3.0 * rest * rest * part))
            .plus(two.times(3.0 * rest * part * part))
            .plus(end.times(part * part * part))
    }

    /// Points along it, so many for each curve.
    pub fn points(&self, each: u32) -> Vec<Point> {
        let count = u32::try_from(self.curves.len()).unwrap_or(u32::MAX).max(1);
        let steps = each.saturating_mul(count);
        (0..=steps).map(|step| self.at(f64::from(step) / f64::from(steps))).collect()
    }
}

/// A loop below a node, the `number`th of it, with its label: how deep it reaches is told by [`loop_depth`].
pub fn looped(node: Point, size: Size, number: usize, label: Option<Size>, above: f64) -> Course {
    let bottom = node.y + size.height / 2.0;
    #[expect(clippy::cast_precision_loss, reason = "few loops")]
    let narrower = 1.0 / (1.0 + number as f64);
    let side = (size.width * 0.3).min(40.0) * f64::midpoint(1.0, 1.0 - narrower);
    let depth = bottom + above + loop_depth(label);
    let middle = label.map(|label| Point { x: node.x, y: depth - label.height / 2.0 });
    let low = middle.map_or(depth, |middle| middle.y);
    // A cubic curve reaches three quarters of the way to its handles.
    let handle = bottom + (low - bottom) * 4.0 / 3.0;
    let (left, right) = (node.x - side, node.x + side);
    Course {
        start: Point { x: left, y: bottom },
        curves: vec![[
            Point { x: left - side, y: handle },
            Point { x: right + side, y: handle },
            Point { x: right, y: bottom },
        ]],
        label: middle,
    }
}

/// How much room a loop takes below what stands above it.
pub fn loop_depth(label: Option<Size>) -> f64 {
    label.map_or(20.0, |label| 16.0 + label.height)
}
