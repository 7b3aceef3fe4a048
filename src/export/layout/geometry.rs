//! Points, sizes and outlines.

/// A place on the page, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// The point moved by another.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }

    /// The way from another point to this one.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }

    /// The way that is so many times as long.
    #[must_use]
    pub fn times(self, by: f64) -> Self {
        Self { x: self.x * by, y: self.y * by }
    }

    /// How long the way is.
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The point mirrored at the diagonal.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { x: self.y, y: self.x }
    }
}

/// How large something is, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Size {
    /// The size mirrored at the diagonal.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }
}

/// A box by its middle and size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Its middle.
    pub middle: Point,
    /// Its size.
    pub size: Size,
}

impl Area {
    /// How far it reaches into another box, to the side and down; nothing where they do not touch, nor come nearer
    /// than `gap`.
    pub fn overlap(&self, other: &Self, gap: f64) -> Option<Point> {
        let width = f64::midpoint(self.size.width, other.size.width) + gap;
        let height = f64::midpoint(self.size.height, other.size.height) + gap;
        let x = width - (self.middle.x - other.middle.x).abs();
        let y = height - (self.middle.y - other.middle.y).abs();
        (x > TOUCH && y > TOUCH).then_some(Point { x, y })
    }

    /// Does the point lie in it, or nearer than `gap`?
    pub fn holds(&self, point: Point, gap: f64) -> bool {
        (point.x - self.middle.x).abs() < self.size.width / 2.0 + gap
            && (point.y - self.middle.y).abs() < self.size.height / 2.0 + gap
    }

    /// Its left, top, right and bottom.
    pub fn sides(&self) -> [f64; 4] {
        let (x, y) = (self.size.width / 2.0, self.size.height / 2.0);
        [self.middle.x - x, self.middle.y - y, self.middle.x + x, self.middle.y + y]
    }
}

/// Boxes that share less than this only touch: sums of the same numbers in another order differ by less.
const TOUCH: f64 = 1e-6;

/// The outline of a node within its box: where its lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Outline {
    /// The box itself.
    #[default]
    Box,
    /// Half circles at the left and right.
    Pill,
    /// Points at the left and right.
    Hexagon,
    /// Corners cut.
    Octagon,
    /// Narrower at the top.
    Trapezium,
}

impl Outline {
    /// How far the corners are cut into a box of this height.
    pub fn cut(self, height: f64) -> f64 {
        match self {
            Self::Box => 0.0,
            Self::Pill => height.min(40.0) / 2.0,
            Self::Hexagon => height.min(48.0) * 0.32,
            Self::Octagon => height.min(40.0) * 0.28,
            Self::Trapezium => height.min(40.0) * 0.35,
        }
    }

    /// Does it hold a point this far from the middle of a box of this size?
    pub fn holds(self, size: Size, from_middle: Point) -> bool {
        let (x, y) = (from_middle.x.abs(), from_middle.y.abs());
        let (width, height) = (size.width / 2.0, size.height / 2.0);
        if x > width || y > height {
            return false;
        }
        let cut = self.cut(size.height);
        match self {
            Self::Box => true,
            Self::Pill => {
                let (dx, dy) = (x - (width - cut), y - (height - cut));
                dx <= 0.0 || dy <= 0.0 || dx * dx + dy * dy <= cut * cut
            }
            Self::Hexagon => x <= width - cut * (y / height),
            Self::Octagon => (x - (width - cut)) + (y - (height - cut)) <= cut,
            Self::Trapezium => x <= width - cut * (height - from_middle.y) / size.height,
        }
    }

    /// Where a ray from a point inside leaves it, as far from the middle: by halving, to a hundredth of a pixel.
    pub fn leave(self, size: Size, from: Point, toward: Point) -> Point {
        let far = size.width + size.height;
        let length = toward.length();
        if length <= 0.0 {
            return from;
        }
        let step = toward.times(far / length);
        let (mut inside, mut outside) = (0.0, 1.0);
        for _ in 0..20 {
            let half = f64::midpoint(inside, outside);
            if self.holds(size, from.plus(step.times(half))) {
                inside = half;
            } else {
                outside = half;
            }
        }
        from.plus(step.times(inside))
    }
}
