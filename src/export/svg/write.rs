//! The text of the SVG.

use std::fmt::Write as _;

use super::{FRAME, LABEL, LEADING, Placed, legend, letters, number, shape, theme, words_height};
use crate::export::layout::{Area, Course, Point, Size};
use crate::export::picture::{Class, Item, Options, Picture, Theme};

/// Room around all.
const MARGIN: f64 = 20.0;

/// Height of the letters of the title.
const TITLE: f64 = 17.0;

/// Heights of what stands above and below the picture.
struct Bands {
    head: f64,
    legend: legend::Legend,
    width: f64,
}

fn bands(picture: &Picture, placed: &Placed, options: &Options) -> Bands {
    let title = picture.title.as_ref().map_or(0.0, |title| legend::width(title, TITLE, true));
    let inner = placed.layout.size.width.max(title.min(1600.0)).max(300.0);
    let legend = legend::Legend::of(picture, placed, options, inner);
    let head = if picture.title.is_some() { TITLE * LEADING + 10.0 } else { 0.0 };
    Bands { head, width: inner.max(legend.size.width), legend }
}

/// How large the page is.
pub(super) fn page(picture: &Picture, placed: &Placed, options: &Options) -> Size {
    let bands = bands(picture, placed, options);
    let below = if bands.legend.size.height > 0.0 { bands.legend.size.height + 22.0 } else { 0.0 };
    Size {
        width: (bands.width + 2.0 * MARGIN).ceil(),
        height: (bands.head + placed.layout.size.height + below + 2.0 * MARGIN).ceil(),
    }
}

/// Writes all.
pub(super) fn write(picture: &Picture, placed: &Placed, options: &Options, fonts: &str) -> String {
    let bands = bands(picture, placed, options);
    let page = page(picture, placed, options);
    let name = picture.title.as_deref().unwrap_or("A graph of Chancery");
    let mut out = String::new();
    let (width, height) = (number(page.width), number(page.height));
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"graphics-document\" aria-labelledby=\"title desc\">"
    );
    let _ = writeln!(out, "<title id=\"title\">{}</title>", escaped(name));
    let _ = writeln!(out, "<desc id=\"desc\">{}</desc>", escaped(&picture.summary));
    let _ = write!(out, "<style>\n{}</style>\n", theme::style(options.theme, fonts));
    let scheme = match options.theme {
        Theme::Auto => "light dark",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let _ = writeln!(
        out,
        "<rect class=\"p\" style=\"color-scheme:{scheme}\" width=\"100%\" height=\"100%\"/>"
    );
    if let Some(title) = &picture.title {
        text(
            &[Text {
                size: TITLE,
                bold: true,
                start: true,
                ..Text::new(title, MARGIN, MARGIN + TITLE, "t")
            }],
            &mut out,
        );
        out.push('\n');
    }
    let left = MARGIN + (bands.width - placed.layout.size.width) / 2.0;
    let _ = writeln!(
        out,
        "<g transform=\"translate({},{})\">",
        number(left),
        number(MARGIN + bands.head)
    );
    frames(picture, placed, &mut out);
    lines(picture, placed, &mut out);
    for (number, item) in picture.items.iter().enumerate() {
        node(item, &placed.area(number), &mut out);
    }
    labels(picture, placed, &mut out);
    out.push_str("</g>\n");
    if bands.legend.size.height > 0.0 {
        let top = page.height - MARGIN - bands.legend.size.height;
        let _ = writeln!(out, "<g transform=\"translate({},{})\">", number(MARGIN), number(top));
        bands.legend.write(&mut out);
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    out
}

fn frames(picture: &Picture, placed: &Placed, out: &mut String) {
    for ((frame, title), size) in
        placed.layout.frames.iter().zip(&picture.groups).zip(&placed.titles)
    {
        let Some(frame) = frame else { continue };
        let [left, top, ..] = frame.sides();
        let _ = write!(
            out,
            "<g role=\"graphics-object\"><title>{}</title><rect class=\"f\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
            escaped(title),
            number(left),
            number(top),
            number(frame.size.width),
            number(frame.size.height)
        );
        let at = (left + 16.0, top + 6.0 + size.height * 0.8);
        text(
            &[Text { size: FRAME, bold: true, start: true, ..Text::new(title, at.0, at.1, "n") }],
            out,
        );
        out.push_str("</g>\n");
    }
}

/// The lines, the quiet ones first, so that the others lie on them.
fn lines(picture: &Picture, placed: &Placed, out: &mut String) {
    for class in Class::ALL.into_iter().rev() {
        if !picture.links.iter().any(|link| link.class == class) {
            continue;
        }
        let _ = writeln!(out, "<g class=\"{}\">", class.class());
        for (link, course) in picture.links.iter().zip(&placed.layout.courses) {
            if link.class == class {
                let (_, _, width) = class.ink();
                let _ = write!(
                    out,
                    "<g role=\"graphics-symbol\"><title>{}</title>",
                    escaped(&link.tooltip)
                );
                line(course, link.doubtful, width, out);
                out.push_str("</g>\n");
            }
        }
        out.push_str("</g>\n");
    }
}

/// A line that ends in an arrow.
pub(super) fn line(course: &Course, doubtful: bool, width: f64, out: &mut String) {
    let (end, back) = (course.end(), course.before_end());
    let way = end.minus(back);
    let length = way.length();
    if length <= 0.0 {
        return;
    }
    let way = way.times(1.0 / length);
    let (long, wide) = (6.5 + width, 2.6 + width * 0.7);
    let side = Point { x: -way.y, y: way.x }.times(wide);
    let foot = end.minus(way.times(long));
    let mut path = format!("M{}", pair(course.start));
    let last = course.curves.len().saturating_sub(1);
    for (number, [one, two, to]) in course.curves.iter().enumerate() {
        // The line ends in the arrow, not at its tip, which would be blunt.
        let to = if number == last { to.minus(way.times(long * 0.7)) } else { *to };
        let _ = write!(path, "C{} {} {}", pair(*one), pair(*two), pair(to));
    }
    let dashed = if doubtful { " q" } else { "" };
    let _ = write!(out, "<path class=\"e{dashed}\" d=\"{path}\"/>");
    let (one, other) = (foot.plus(side), foot.minus(side));
    let _ = write!(out, "<path class=\"a\" d=\"M{}L{}L{}z\"/>", pair(end), pair(one), pair(other));
}

fn pair(point: Point) -> String {
    format!("{},{}", number(point.x), number(point.y))
}

fn node(item: &Item, area: &Area, out: &mut String) {
    let _ = write!(
        out,
        "<g class=\"{}\" role=\"graphics-symbol\"><title>{}</title>",
        item.look.class,
        escaped(&item.tooltip)
    );
    shape::shape(item.look, area, item.doubtful, out);
    let (size, bold) = letters(item);
    let mut y = area.middle.y - words_height(item) / 2.0 + size * 0.95;
    let mut rows = Vec::new();
    for line in &item.lines {
        rows.push(Text { size, bold, ..Text::new(line, area.middle.x, y, "") });
        y += size * LEADING;
    }
    if let Some(note) = &item.note {
        rows.push(Text { size: size - 2.0, ..Text::new(note, area.middle.x, y - 1.0, "") });
    }
    text(&rows, out);
    out.push_str("</g>\n");
}

/// The labels of lines, on paper of their own.
fn labels(picture: &Picture, placed: &Placed, out: &mut String) {
    let labelled = picture.links.iter().zip(&placed.layout.courses).zip(&placed.labels);
    for ((link, course), size) in labelled {
        let (Some(middle), Some(size)) = (course.label, size) else { continue };
        let _ = write!(
            out,
            "<g class=\"{}\" aria-hidden=\"true\"><rect class=\"p\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            link.class.class(),
            number(middle.x - size.width / 2.0),
            number(middle.y - size.height / 2.0),
            number(size.width),
            number(size.height)
        );
        let mut y = middle.y - (size.height - 3.0) / 2.0 + LABEL * 0.92;
        let mut rows = Vec::new();
        for row in &link.rows {
            rows.push(Text { size: LABEL, ..Text::new(row, middle.x, y, "") });
            y += LABEL * LEADING;
        }
        text(&rows, out);
        out.push_str("</g>\n");
    }
}

/// A line of text: where it stands on its base line.
pub(super) struct Text<'a> {
    pub text: &'a str,
    pub x: f64,
    pub y: f64,
    pub class: &'a str,
    pub size: f64,
    pub bold: bool,
    pub start: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str, x: f64, y: f64, class: &'a str) -> Self {
        Self { text, x, y, class, size: LABEL, bold: false, start: false }
    }
}

/// Writes lines of text.
pub(super) fn text(rows: &[Text<'_>], out: &mut String) {
    for row in rows {
        let mut classes: Vec<&str> = Vec::new();
        classes.extend(Some(row.class).filter(|class| !class.is_empty()));
        classes.extend(row.bold.then_some("b"));
        classes.extend(row.start.then_some("s"));
        let class = if classes.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", classes.join(" "))
        };
        let _ = write!(
            out,
            "<text{class} x=\"{}\" y=\"{}\" font-size=\"{}\">{}</text>",
            number(row.x),
            number(row.y),
            number(row.size),
            escaped(row.text)
        );
    }
}

/// Text as it stands in XML, in an attribute too.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
