//! What shapes, colours and lines mean: of those that are in the picture.

use super::write::{Text, line, text};
use super::{LEADING, Placed, shape};
use crate::export::layout::{Area, Course, Point, Size};
use crate::export::picture::{Class, Look, Options, Picture, font};

/// Heights of letters and rows.
const LETTERS: f64 = 11.0;
const ROW: f64 = 22.0;

/// Room between what is told, and between a sample and its words.
const BETWEEN: f64 = 22.0;
const BESIDE: f64 = 7.0;

/// How large samples are.
const SAMPLE: Size = Size { width: 26.0, height: 14.0 };

/// A sample and what it means.
enum Sample {
    Node(&'static Look, bool),
    Line(Class, bool),
    Words,
}

/// The legend with its places.
pub(super) struct Legend {
    rows: Vec<(Point, Sample, String)>,
    pub size: Size,
}

/// How wide a text is.
pub(super) fn width(words: &str, size: f64, bold: bool) -> f64 {
    font::width(words, size, bold)
}

impl Legend {
    /// The legend of a picture, in rows of this width.
    pub(super) fn of(picture: &Picture, placed: &Placed, options: &Options, page: f64) -> Self {
        let mut samples: Vec<(Sample, String)> = Vec::new();
        if options.legend && !picture.items.is_empty() {
            let mut looks: Vec<(&'static Look, usize)> = Vec::new();
            for item in &picture.items {
                match looks.iter_mut().find(|(look, _)| *look == item.look) {
                    Some((_, count)) => *count += 1,
                    None => looks.push((item.look, 1)),
                }
            }
            let place = |look: &Look| {
                crate::export::picture::LOOKS
                    .iter()
                    .position(|known| known == look)
                    .unwrap_or(usize::MAX)
            };
            looks.sort_by_key(|(look, _)| place(look));
            samples.extend(looks.into_iter().map(|(look, count)| {
                (Sample::Node(look, false), format!("{} ({count})", look.name))
            }));
            for class in Class::ALL {
                if picture.links.iter().any(|link| link.class == class) {
                    samples.push((Sample::Line(class, false), class.name().to_owned()));
                }
            }
            if picture.items.iter().any(|item| item.doubtful) {
                let look = crate::export::picture::LOOKS.iter().find(|look| look.label == "Event");
                samples.extend(look.map(|look| {
                    (Sample::Node(look, true), "planned, possible or denied".to_owned())
                }));
            } else if picture.links.iter().any(|link| link.doubtful) {
                samples.push((
                    Sample::Line(Class::Deed, true),
                    "planned, possible or denied".to_owned(),
                ));
            }
        }
        if options.legend {
            let mut words = picture.summary.clone();
            if placed.layout.unplaced > 0 {
                words.push_str(&format!(
                    "; {} without room for a label",
                    super::super::picture::lines(placed.layout.unplaced)
                ));
            }
            samples.push((Sample::Words, words));
        }
        let (mut x, mut y) = (0.0, 0.0);
        let mut size = Size::default();
        let mut rows = Vec::new();
        for (sample, words) in samples {
            let beside = if matches!(sample, Sample::Words) { 0.0 } else { SAMPLE.width + BESIDE };
            let wide = beside + width(&words, LETTERS, false);
            if x > 0.0 && x + wide > page {
                x = 0.0;
                y += ROW;
            }
            rows.push((Point { x, y }, sample, words));
            size = Size { width: size.width.max(x + wide), height: y + ROW };
            x += wide + BETWEEN;
        }
        Self { rows, size }
    }

    pub(super) fn write(&self, out: &mut String) {
        for (at, sample, words) in &self.rows {
            let middle = Point { x: at.x + SAMPLE.width / 2.0, y: at.y + ROW / 2.0 };
            let beside = match sample {
                Sample::Node(look, doubtful) => {
                    out.push_str(&format!("<g class=\"{}\">", look.class));
                    shape::shape(look, &Area { middle, size: SAMPLE }, *doubtful, out);
                    out.push_str("</g>");
                    SAMPLE.width + BESIDE
                }
                Sample::Line(class, doubtful) => {
                    out.push_str(&format!("<g class=\"{}\">", class.class()));
                    let end = |x: f64| Point { x: at.x + x, y: middle.y };
                    let (.., width) = class.ink();
                    line(&Course::straight(end(0.0), end(SAMPLE.width)), *doubtful, width, out);
                    out.push_str("</g>");
                    SAMPLE.width + BESIDE
                }
                Sample::Words => 0.0,
            };
            let base = middle.y + LETTERS * (LEADING - 0.86);
            text(
                &[Text {
                    size: LETTERS,
                    start: true,
                    ..Text::new(words, at.x + beside, base, "n")
                }],
                out,
            );
            out.push('\n');
        }
    }
}
