//! Shapes of nodes.

use std::fmt::Write as _;

use super::number;
use crate::export::layout::{Area, Outline, Point};
use crate::export::picture::{Look, Mark};

/// The outline of a node of this look, and what is drawn besides.
pub(super) fn shape(look: &Look, area: &Area, doubtful: bool, out: &mut String) {
    let [left, top, right, bottom] = area.sides();
    let Area { middle, size } = *area;
    let class = if doubtful { "l q" } else { "l" };
    let cut = look.outline.cut(size.height);
    let points = |points: &[(f64, f64)]| {
        let all: Vec<String> =
            points.iter().map(|&(x, y)| format!("{},{}", number(x), number(y))).collect();
        format!("<polygon class=\"{class}\" points=\"{}\"/>", all.join(" "))
    };
    match look.outline {
        Outline::Box if look.mark == Mark::Fold => {
            let fold = 9.0;
            out.push_str(&points(&[
                (left, top),
                (right - fold, top),
                (right, top + fold),
                (right, bottom),
                (left, bottom),
            ]));
            let _ = write!(
                out,
                "<path class=\"m\" d=\"M{},{}v{fold}h{fold}z\"/>",
                number(right - fold),
                number(top)
            );
        }
        Outline::Box | Outline::Pill => {
            let round = match (look.outline, look.mark) {
                (Outline::Pill, _) => cut,
                (_, Mark::Round) => 8.0,
                _ => 1.5,
            };
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
                number(left),
                number(top),
                number(size.width),
                number(size.height),
                number(round)
            );
        }
        Outline::Hexagon => out.push_str(&points(&[
            (left, middle.y),
            (left + cut, top),
            (right - cut, top),
            (right, middle.y),
            (right - cut, bottom),
            (left + cut, bottom),
        ])),
        Outline::Octagon => out.push_str(&points(&[
            (left, top + cut),
            (left + cut, top),
            (right - cut, top),
            (right, top + cut),
            (right, bottom - cut),
            (right - cut, bottom),
            (left + cut, bottom),
            (left, bottom - cut),
        ])),
        Outline::Trapezium => {
            out.push_str(&points(&[
                (left, bottom),
                (left + cut, top),
                (right - cut, top),
                (right, bottom),
            ]));
        }
    }
    let mut bar = |at: Point, width: f64, height: f64| {
        let _ = write!(
            out,
            "<path class=\"m\" d=\"M{},{}h{2}v{3}h-{2}z\"/>",
            number(at.x),
            number(at.y),
            number(width),
            number(height)
        );
    };
    match look.mark {
        Mark::Quote => bar(Point { x: left, y: top }, 4.0, size.height),
        Mark::Walls => {
            bar(Point { x: left + 4.0, y: top }, 1.5, size.height);
            bar(Point { x: right - 5.5, y: top }, 1.5, size.height);
        }
        Mark::Base => bar(Point { x: left, y: bottom - 3.0 }, size.width, 3.0),
        Mark::None | Mark::Fold | Mark::Round => {}
    }
}
