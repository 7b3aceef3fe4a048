//! Overlaps pushed apart.

use crate::export::layout::geometry::{Area, Point};
use crate::export::layout::grid::Grid;

/// After so many rounds all is drawn out a little in each further one, so that it ends.
const QUIET: usize = 60;
const MOST: usize = 600;

/// Moves boxes until none comes nearer to another than `gap`: each pair gives way along the axis where it overlaps less.
/// Cost: a round is linear in the boxes and their overlaps; a number of rounds that does not grow with them.
pub(in crate::export::layout) fn apart(areas: &mut [Area], gap: f64) {
    for round in 0..MOST {
        let grid = Grid::of(areas);
        let mut moves = vec![(Point::default(), 0_u32); areas.len()];
        let mut touched = false;
        for one in 0..areas.len() {
            for other in grid.near(&areas[one], gap) {
                let other = other as usize;
                if other <= one {
                    continue;
                }
                let Some(overlap) = areas[one].overlap(&areas[other], gap) else { continue };
                touched = true;
                let way = areas[other].middle.minus(areas[one].middle);
                // Where both middles are the same, the later one goes right and down.
                let step = if overlap.x < overlap.y {
                    Point { x: overlap.x * if way.x < 0.0 { -0.5 } else { 0.5 }, y: 0.0 }
                } else {
                    Point { x: 0.0, y: overlap.y * if way.y < 0.0 { -0.5 } else { 0.5 } }
                };
                moves[one].0 = moves[one].0.minus(step);
                moves[other].0 = moves[other].0.plus(step);
                moves[one].1 += 1;
                moves[other].1 += 1;
            }
        }
        if !touched {
            return;
        }
        let drawn = if round >= QUIET { 1.02 } else { 1.0 };
        for (area, (way, count)) in areas.iter_mut().zip(moves) {
            if count > 0 {
                let part = 1.02 / f64::from(count).sqrt();
                area.middle = area.middle.plus(way.times(part));
            }
            area.middle = area.middle.times(drawn);
        }
    }
    rows(areas, gap);
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
