//! Where nodes, lines and labels stand on a page: the same for the same input on every machine.
//!
//! Nodes never overlap. A label of a line overlaps no node and no other label; one that finds no place is left out and
//! counted. All numbers come from additions, multiplications, divisions and roots in a fixed order, which IEEE 754 lays
//! down to the last bit.

mod bend;
mod block;
mod course;
mod force;
mod geometry;
mod grid;
mod label;
mod layered;
mod pack;

pub use course::Course;
pub use geometry::{Area, Outline, Point, Size};

use block::Block;
use grid::Grid;

/// A line between two nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The number of the node that it leaves.
    pub from: usize,
    /// The number of the node that it goes to.
    pub to: usize,
    /// How large its label is.
    pub label: Option<Size>,
}

/// How nodes are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    /// In layers what is small and branches little, the rest by forces.
    #[default]
    Auto,
    /// In layers.
    Layered,
    /// By forces.
    Force,
}

/// What is to be placed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plan<'a> {
    /// How large each node is.
    pub sizes: &'a [Size],
    /// The outline of each node.
    pub outlines: &'a [Outline],
    /// The lines; their ends are numbers of nodes.
    pub lines: &'a [Line],
    /// The group of each node that belongs to one, from 0.
    pub groups: &'a [Option<usize>],
    /// How large the title of each group is.
    pub titles: &'a [Size],
    /// How nodes are placed.
    pub manner: Manner,
    /// Do layers follow each other from top to bottom, not from left to right?
    pub down: bool,
}

/// Where all stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// The middle of each node.
    pub nodes: Vec<Point>,
    /// The way of each line.
    pub courses: Vec<Course>,
    /// The frame of each group that has nodes.
    pub frames: Vec<Option<Area>>,
    /// How large all is together, from the origin.
    pub size: Size,
    /// How many labels found no place.
    pub unplaced: usize,
}

/// How much all is drawn out where labels find no place: each is tried in turn.
const DRAWN_OUT: [f64; 5] = [1.0, 1.15, 1.35, 1.6, 2.0];

/// With more lines than this nothing is drawn out for labels.
const MANY_LINES: usize = 1500;

/// Places all. Cost: n log n in nodes and lines, a number of rounds that does not grow with them.
pub fn lay_out(plan: &Plan<'_>) -> Layout {
    let labels = plan.lines.iter().filter(|line| line.label.is_some()).count();
    let mut last = Layout::default();
    for out in DRAWN_OUT {
        last = placed(plan, out);
        if last.unplaced * 40 <= labels || plan.lines.len() > MANY_LINES {
            break;
        }
    }
    last
}

fn placed(plan: &Plan<'_>, out: f64) -> Layout {
    let block = Block::of_plan(plan, out);
    let mut nodes = vec![Point::default(); plan.sizes.len()];
    for (node, place) in &block.nodes {
        nodes[*node] = *place;
    }
    let areas: Vec<Area> =
        nodes.iter().zip(plan.sizes).map(|(&middle, &size)| Area { middle, size }).collect();
    let mut blocked = Grid::of(&areas);
    let mut courses: Vec<Option<Course>> = vec![None; plan.lines.len()];
    for (line, course) in block.courses {
        courses[line] = Some(course);
    }
    let mut depths = vec![(0, 0.0); nodes.len()];
    for (line, course) in plan.lines.iter().zip(&mut courses) {
        if line.from == line.to {
            let (number, above) = &mut depths[line.from];
            *course = Some(course::looped(
                nodes[line.from],
                plan.sizes[line.from],
                *number,
                line.label,
                *above,
            ));
            *number += 1;
            *above += course::loop_depth(line.label);
        }
    }
    bend::bend(plan.lines, &areas, plan.outlines, &blocked, &mut courses);
    for (line, course) in plan.lines.iter().zip(&courses) {
        if let (Some(size), Some(middle)) =
            (line.label, course.as_ref().and_then(|course| course.label))
        {
            blocked.add(Area { middle, size });
        }
    }
    for (frame, title) in block.frames.iter().zip(plan.titles) {
        if let Some(frame) = frame {
            blocked.add(block::title_area(frame, *title));
        }
    }
    let mut degrees = vec![0; nodes.len()];
    for end in plan.lines.iter().flat_map(|line| [line.from, line.to]) {
        degrees[end] += 1;
    }
    let unplaced = label::label(plan.lines, &degrees, &blocked, &mut courses);
    let courses = courses.into_iter().map(Option::unwrap_or_default).collect();
    let layout = Layout { nodes, courses, frames: block.frames, size: Size::default(), unplaced };
    layout.at_origin(plan)
}

impl Layout {
    /// Moves all so that it begins at the origin, and measures it.
    fn at_origin(mut self, plan: &Plan<'_>) -> Self {
        let (mut low, mut high) = (None::<Point>, None::<Point>);
        let mut take = |area: Area| {
            let [left, top, right, bottom] = area.sides();
            let (one, other) = (
                low.get_or_insert(Point { x: left, y: top }),
                high.get_or_insert(Point { x: right, y: bottom }),
            );
            *one = Point { x: one.x.min(left), y: one.y.min(top) };
            *other = Point { x: other.x.max(right), y: other.y.max(bottom) };
        };
        for (&middle, &size) in self.nodes.iter().zip(plan.sizes) {
            take(Area { middle, size });
        }
        for (course, line) in self.courses.iter().zip(plan.lines) {
            for middle in course.points(12) {
                take(Area { middle, size: Size::default() });
            }
            if let (Some(middle), Some(size)) = (course.label, line.label) {
                take(Area { middle, size });
            }
        }
        self.frames.iter().flatten().for_each(|frame| take(*frame));
        let (Some(low), Some(high)) = (low, high) else { return self };
        self.nodes.iter_mut().for_each(|node| *node = node.minus(low));
        self.frames.iter_mut().flatten().for_each(|frame| frame.middle = frame.middle.minus(low));
        self.courses =
            self.courses.into_iter().map(|course| course.map(|point| point.minus(low))).collect();
        self.size = Size { width: high.x - low.x, height: high.y - low.y };
        self
    }
}

#[cfg(test)]
mod tests;
