//! Lines between nodes that are placed: bent where that leads them past other nodes.

use std::collections::BTreeMap;

use super::Line;
use super::course::Course;
use super::geometry::{Area, Outline, Point};
use super::grid::Grid;

/// How far the middle of a line may be drawn aside, as parts of its length.
const BENDS: [f64; 9] = [0.0, 0.1, -0.1, 0.2, -0.2, 0.32, -0.32, 0.45, -0.45];

/// Points at which a line is looked at.
const LOOKS: u32 = 24;

/// A course for each line that has none: the straightest that leads over fewest nodes. Lines between the same nodes
/// bend differently. Cost: linear in the lines, with a look at the nodes near each.
pub(super) fn bend(
    lines: &[Line],
    areas: &[Area],
    outlines: &[Outline],
    grid: &Grid,
    courses: &mut [Option<Course>],
) {
    let mut taken: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut beside: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for line in lines {
        *beside.entry((line.from.min(line.to), line.from.max(line.to))).or_default() += 1;
    }
    for (line, course) in lines.iter().zip(courses) {
        if course.is_some() || line.from == line.to {
            continue;
        }
        let pair = (line.from.min(line.to), line.from.max(line.to));
        let taken = taken.entry(pair).or_default();
        // As seen from the node with the lower number: a way back does not lie on the way there.
        let side = if line.from < line.to { 1.0 } else { -1.0 };
        // Where several lines lead the same way there must be room between them.
        let side = side * if beside.get(&pair).is_some_and(|count| *count > 1) { 1.9 } else { 1.0 };
        let mut best: Option<(u32, usize, Course)> = None;
        for (number, part) in BENDS.iter().enumerate() {
            if *taken & (1 << number) != 0 {
                continue;
            }
            let drawn = drawn(line, areas, outlines, part * side);
            let over = over(&drawn, line, grid);
            if best.as_ref().is_none_or(|best| over < best.0) {
                best = Some((over, number, drawn));
            }
            if over == 0 {
                break;
            }
        }
        let Some((_, number, drawn)) = best else {
            // So many that there is no bend left: the last ones lie on each other.
            *course = Some(self::drawn(line, areas, outlines, side * 0.6));
            continue;
        };
        *taken |= 1 << number;
        *course = Some(drawn);
    }
}

fn drawn(line: &Line, areas: &[Area], outlines: &[Outline], part: f64) -> Course {
    let (from, to) = (&areas[line.from], &areas[line.to]);
    let way = to.middle.minus(from.middle);
    let middle = from.middle.plus(way.times(0.5));
    let pull = middle.plus(Point { x: -way.y, y: way.x }.times(part));
    let leave = |area: &Area, outline: Outline| {
        area.middle.plus(outline.leave(area.size, Point::default(), pull.minus(area.middle)))
    };
    let (start, end) = (leave(from, outlines[line.from]), leave(to, outlines[line.to]));
    if part == 0.0 {
        Course::straight(start, end)
    } else {
        Course::bent(start, pull.x, pull.y, end)
    }
}

/// How many nodes a line leads over.
fn over(course: &Course, line: &Line, grid: &Grid) -> u32 {
    let mut found: Vec<u32> = Vec::new();
    for point in course.points(LOOKS) {
        for node in grid.at(point) {
            if node as usize != line.from && node as usize != line.to && !found.contains(&node) {
                found.push(node);
            }
        }
    }
    u32::try_from(found.len()).unwrap_or(u32::MAX)
}
