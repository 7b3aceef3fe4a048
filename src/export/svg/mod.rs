//! SVG, drawn by the program itself: for any browser, without a script, a font or anything else from elsewhere.

mod legend;
mod shape;
mod theme;
mod write;

use super::layout::{Area, Layout, Line, Manner, Outline, Plan, Point, Size, lay_out};
use super::picture::{Item, Link, Options, Picture, Placing, font};
use super::{ExportError, Exported, Format, Target, graphviz};

/// SVG, as a format.
#[derive(Debug, Clone, Default)]
pub struct Svg {
    options: Options,
}

impl Format for Svg {
    fn is_picture(&self) -> bool {
        true
    }

    fn drawn_so(&mut self, options: &Options) {
        self.options = options.clone();
    }

    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let bytes = match self.options.placing {
            Placing::Graphviz(program) => graphviz::draw(what, &self.options, program, "svg")?,
            _ => drawn(what, &self.options).into_bytes(),
        };
        Ok(target.file("graph.svg")?.write_all(&bytes)?)
    }
}

/// The SVG of a part of a graph. Cost: that of [`lay_out`], and linear in what is drawn.
pub fn drawn(what: &Exported<'_>, options: &Options) -> String {
    let picture = Picture::of(what, options);
    let placed = Placed::of(&picture, options);
    write::write(&picture, &placed, options, font::FAMILIES)
}

/// The same for a program that draws it with the fonts that were measured, in one theme.
pub(super) fn plain(what: &Exported<'_>, options: &Options) -> (Picture, String, Size) {
    let picture = Picture::of(what, options);
    let placed = Placed::of(&picture, options);
    let families: Vec<&str> = vec!["'DejaVu Sans'"];
    let svg = write::write(&picture, &placed, options, &families.join(","));
    let size = write::page(&picture, &placed, options);
    (picture, svg, size)
}

/// Heights of letters: of nodes by how many relationships end there, and of labels.
const LABEL: f64 = 9.5;
const FRAME: f64 = 13.0;

/// Room around the words of a node, to the side and up.
const ROOM: (f64, f64) = (11.0, 7.0);

/// How high lines of text are, as parts of the letters' height.
const LEADING: f64 = 1.22;

/// Height of the letters of a node, and whether they are bold: what much is told of is larger.
pub(super) fn letters(item: &Item) -> (f64, bool) {
    match item.degree {
        0..=5 => (12.0, false),
        6..=10 => (13.0, true),
        11..=20 => (15.0, true),
        21..=40 => (17.0, true),
        _ => (20.0, true),
    }
}

/// A picture with its places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub sizes: Vec<Size>,
    pub labels: Vec<Option<Size>>,
    pub titles: Vec<Size>,
    pub layout: Layout,
}

impl Placed {
    fn of(picture: &Picture, options: &Options) -> Self {
        let sizes: Vec<Size> = picture.items.iter().map(size).collect();
        let outlines: Vec<Outline> = picture.items.iter().map(|item| item.look.outline).collect();
        let labels: Vec<Option<Size>> =
            picture.links.iter().map(|link| options.labels.then(|| label(link))).collect();
        let lines: Vec<Line> = picture
            .links
            .iter()
            .zip(&labels)
            .map(|(link, &label)| Line { from: link.from, to: link.to, label })
            .collect();
        let groups: Vec<Option<usize>> = picture.items.iter().map(|item| item.group).collect();
        let titles: Vec<Size> = picture
            .groups
            .iter()
            .map(|title| Size {
                width: font::width(title, FRAME, true) + 4.0,
                height: FRAME * LEADING,
            })
            .collect();
        let manner = match options.placing {
            Placing::Layered => Manner::Layered,
            Placing::Force => Manner::Force,
            Placing::Auto | Placing::Graphviz(_) => Manner::Auto,
        };
        let plan = Plan {
            sizes: &sizes,
            outlines: &outlines,
            lines: &lines,
            groups: &groups,
            titles: &titles,
            manner,
            down: options.down,
        };
        let layout = lay_out(&plan);
        Self { sizes, labels, titles, layout }
    }

    fn area(&self, node: usize) -> Area {
        let middle = self.layout.nodes.get(node).copied().unwrap_or_default();
        Area { middle, size: self.sizes.get(node).copied().unwrap_or_default() }
    }
}

/// How large a node is, so that its outline holds its words.
fn size(item: &Item) -> Size {
    let (height, bold) = letters(item);
    let widths = item.lines.iter().map(|line| font::width(line, height, bold));
    let note = item.note.as_ref().map_or(0.0, |note| font::width(note, height - 2.0, false));
    let words = Size { width: widths.fold(note, f64::max), height: words_height(item) };
    let mut size =
        Size { width: (words.width + 2.0 * ROOM.0).max(34.0), height: words.height + 2.0 * ROOM.1 };
    let corner = Point { x: words.width / 2.0 + 3.0, y: words.height / 2.0 - 2.0 };
    let holds = |size: Size| {
        item.look.outline.holds(size, corner)
            && item.look.outline.holds(size, Point { y: -corner.y, ..corner })
    };
    for _ in 0..60 {
        if holds(size) {
            break;
        }
        size.width += 2.0;
    }
    Size { width: size.width.ceil(), height: size.height.ceil() }
}

/// How high the words of a node are.
fn words_height(item: &Item) -> f64 {
    let (height, _) = letters(item);
    #[expect(clippy::cast_precision_loss, reason = "few lines")]
    let lines = item.lines.len() as f64;
    lines * height * LEADING + if item.note.is_some() { (height - 2.0) * LEADING } else { 0.0 }
}

fn label(link: &Link) -> Size {
    let widths = link.rows.iter().map(|row| font::width(row, LABEL, false));
    #[expect(clippy::cast_precision_loss, reason = "few rows")]
    let rows = link.rows.len() as f64;
    Size {
        width: (widths.fold(0.0, f64::max) + 6.0).ceil(),
        height: (rows * LABEL * LEADING + 3.0).ceil(),
    }
}

/// A number with one digit at most after the point.
fn number(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a page is smaller")]
    let tenths = (value * 10.0).round() as i64;
    let (sign, tenths) = if tenths < 0 { ("-", -tenths) } else { ("", tenths) };
    match tenths % 10 {
        0 => format!("{sign}{}", tenths / 10),
        rest => format!("{sign}{}.{rest}", tenths / 10),
    }
}

#[cfg(test)]
pub(super) mod tests;
