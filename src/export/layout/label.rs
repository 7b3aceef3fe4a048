//! Places of labels on lines.

use super::Line;
use super::course::Course;
use super::geometry::{Area, Point};
use super::grid::Grid;

/// Where along a line a label may stand, as seen from its end with fewer lines: best first.
const PLACES: [f64; 11] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.74, 0.2, 0.8, 0.14, 0.86];

/// Room between a label and what else stands there.
const GAP: f64 = 2.0;

/// Gives a place to each label that has none, where it overlaps neither nodes nor labels: of those the one where the
/// fewest lines lead through it. Returns how many found none. Short lines choose first. Cost: n log n, with a look at
/// what lies near.
pub(super) fn label(
    lines: &[Line],
    degrees: &[usize],
    blocked: &Grid,
    courses: &mut [Option<Course>],
) -> usize {
    let mut blocked = blocked.clone();
    let mut passed = Grid::new(60.0);
    for course in courses.iter().flatten() {
        for point in course.points(20) {
            passed.add(Area { middle: point, size: super::Size { width: 1.0, height: 1.0 } });
        }
    }
    let mut order: Vec<(f64, usize)> = Vec::new();
    for (number, (line, course)) in lines.iter().zip(courses.iter()).enumerate() {
        if let (Some(_), Some(course)) = (line.label, course)
            && course.label.is_none()
        {
            order.push((course.end().minus(course.start).length(), number));
        }
    }
    order.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut without = 0;
    for (_, number) in order {
        let line = &lines[number];
        let (Some(size), Some(course)) = (line.label, &courses[number]) else { continue };
        let back = degrees[line.from] > degrees[line.to];
        let own = course.points(20);
        let mut best: Option<(usize, Area)> = None;
        for place in PLACES {
            let middle: Point = course.at(if back { 1.0 - place } else { place });
            let area = Area { middle, size };
            if !blocked.is_free(&area, GAP) {
                continue;
            }
            let own = own.iter().filter(|point| area.holds(**point, 0.5)).count();
            let through = passed.near(&area, 0.0).len().saturating_sub(own);
            if best.is_none_or(|best| through < best.0) {
                best = Some((through, area));
            }
            if through == 0 {
                break;
            }
        }
        match best {
            Some((_, area)) => {
                blocked.add(area);
                if let Some(course) = &mut courses[number] {
                    course.label = Some(area.middle);
                }
            }
            None => without += 1,
        }
    }
    without
}
