//! Overlaps pushed apart.

use crate::export::layout::geometry::{Area, Point};
use crate::export::layout::grid::Grid;

/// After so many rounds all is drawn out a little in each further one, so that it ends.
const QUIET: usize = 60;
const MOST: usize = 600;

/// Moves boxes until none comes nearer to another than `gap`: each pair gives way along the axis where it overlaps less,
/// the smaller one more. Pairs move one after the other: all at once they would swing.
/// Cost: a round is linear in the boxes and their overlaps; a number of rounds that does not grow with them.
pub(in crate::export::layout) fn apart(areas: &mut [Area], gap: f64) {
    for round in 0..MOST {
        let grid = Grid::of(areas);
        let mut touched = false;
        for one in 0..areas.len() {
            for other in grid.near(&areas[one], gap) {
                let other = other as usize;
                if other == one {
                    continue;
                }
                let Some(overlap) = areas[one].overlap(&areas[other], gap) else { continue };
                touched = true;
                let way = areas[other].middle.minus(areas[one].middle);
                // Where both middles are the same, the later one goes right or down.
                let first = if other > one { 1.0 } else { -1.0 };
                let side = |along: f64| if along == 0.0 { first } else { along.signum() };
                let step = if overlap.x < overlap.y {
                    Point { x: overlap.x * side(way.x), y: 0.0 }
                } else {
                    Point { x: 0.0, y: overlap.y * side(way.y) }
                };
                let (weight, against) = (weight(&areas[one]), weight(&areas[other]));
                let part = weight / (weight + against);
                areas[one].middle = areas[one].middle.minus(step.times(1.001 * (1.0 - part)));
                areas[other].middle = areas[other].middle.plus(step.times(1.001 * part));
            }
        }
        if !touched {
            return;
        }
        if round >= QUIET {
            areas.iter_mut().for_each(|area| area.middle = area.middle.times(1.01));
        }
    }
    rows(areas, gap);
}

/// How hard a box is to move.
fn weight(area: &Area) -> f64 {
    area.size.width * area.size.height + 1.0
}

/// What could not be pushed apart stands in rows.
fn rows(areas: &mut [Area], gap: f64) {
    let across = areas.iter().map(|area| area.size.width + gap).sum::<f64>();
    let tallest = areas.iter().map(|area| area.size.height + gap).fold(0.0, f64::max);
    let width = (across * tallest * 1.6).sqrt();
    let (mut x, mut y) = (0.0, 0.0);
    for area in areas {
        if x > 0.0 && x + area.size.width > width {
            x = 0.0;
            y += tallest;
        }
        area.middle = Point { x: x + area.size.width / 2.0, y: y + area.size.height / 2.0 };
        x += area.size.width + gap;
    }
}
