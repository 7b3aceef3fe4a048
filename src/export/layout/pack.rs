//! Blocks side by side on a page.

use super::geometry::{Point, Size};

/// The left top corner of each block, so that they fill a page of about this ratio of width to height: each goes where
/// it ends highest, largest first, on a skyline. Cost: the blocks times the steps of the skyline, which are as many as
/// fit side by side.
pub(super) fn pack(sizes: &[Size], gap: f64, ratio: f64) -> Vec<Point> {
    let area: f64 = sizes.iter().map(|size| (size.width + gap) * (size.height + gap)).sum();
    let widest = sizes.iter().map(|size| size.width + gap).fold(0.0, f64::max);
    let tallest = sizes.iter().map(|size| size.height + gap).fold(0.0, f64::max);
    // Beside something tall there is room for more, below it there is not.
    let page = (area * 1.12 * ratio)
        .sqrt()
        .max(widest)
        .max((tallest * ratio).min(area / tallest.max(1.0)));
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&one, &other| {
        let by = |at: usize| (sizes[at].height, sizes[at].width);
        by(other)
            .0
            .total_cmp(&by(one).0)
            .then(by(other).1.total_cmp(&by(one).1))
            .then(one.cmp(&other))
    });
    let mut places = vec![Point::default(); sizes.len()];
    // Steps of the skyline: where they begin, and how far down they reach.
    let mut line: Vec<(f64, f64)> = vec![(0.0, 0.0)];
    for number in order {
        let (width, height) = (sizes[number].width + gap, sizes[number].height + gap);
        let mut best: Option<(f64, f64, usize)> = None;
        for (start, &(x, _)) in line.iter().enumerate() {
            if x + width > page + 0.01 && x > 0.0 {
                break;
            }
            let under = line[start..].iter().take_while(|step| step.0 < x + width - 0.01);
            let y = under.map(|step| step.1).fold(0.0, f64::max);
            if best.is_none_or(|best| y < best.0) {
                best = Some((y, x, start));
            }
        }
        let Some((y, x, start)) = best else { continue };
        places[number] = Point { x, y };
        let end = x + width;
        let mut last = y;
        let mut rest = start;
        while let Some(step) = line.get(rest).filter(|step| step.0 < end - 0.01) {
            last = step.1;
            rest += 1;
        }
        let goes_on = line.get(rest).is_none_or(|step| step.0 > end + 0.01);
        let new = [(x, y + height)].into_iter().chain(goes_on.then_some((end, last)));
        line.splice(start..rest, new);
    }
    places
}
