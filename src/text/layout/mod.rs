//! The layout of a document: which stretches are headings, which are running text, and which are
//! furniture of the page that they were taken from.

mod lines;
mod phrases;
mod repeats;
mod wrap;

pub(super) use lines::is_date;
pub use lines::opens_with_time;
use lines::{Line, Shape};
use repeats::Repeats;

use super::{Block, BlockKind, Span};

/// Cuts the article that stands in `body` into blocks, in order. No sentence crosses a block.
///
/// One line is one paragraph, unless the lines are wrapped at a column or a line breaks off in a
/// sentence. Bytes between blocks are white space, head lines below the title and list marks.
/// Cost: linear in time and in memory.
pub fn layout(text: &str, body: Span, title: Option<Span>) -> Vec<Block> {
    let start = title.map_or(body.start, |title| super::head::after_title(text, title, body.end));
    let found = lines::lines(text, Span::new(start, body.end));
    let mut layout = Layout::new(text, &found);
    if let Some(title) = title {
        layout.push(title, BlockKind::Heading);
    }
    while layout.step() {}
    layout.blocks
}

/// Is the line by itself furniture of a page (a share prompt, "2 hours ago", a bare date)?
pub(super) fn is_furniture(line: &str) -> bool {
    matches!(lines::shape(line), Shape::Noise | Shape::Byline | Shape::Ago | Shape::Opener(_))
}

struct Layout<'t> {
    text: &'t str,
    lines: &'t [Line],
    at: usize,
    blocks: Vec<Block>,
    section: usize,
    /// Has the section running text already?
    prose: bool,
    /// Do headlines of other stories stand here? `Some(true)` if whole stories may.
    others: Option<bool>,
    /// Lines before this one are known not to be wrapped.
    unwrapped: usize,
    repeats: Repeats,
}

impl<'t> Layout<'t> {
    fn new(text: &'t str, lines: &'t [Line]) -> Self {
        Self {
            text,
            lines,
            at: 0,
            blocks: Vec::new(),
            section: 0,
            prose: false,
            others: None,
            unwrapped: 0,
            repeats: Repeats::default(),
        }
    }

    /// Reads the block at the next line; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(&line) = self.lines.get(self.at) else { return false };
        if self.feed_header() {
            return true;
        }
        match line.shape {
            Shape::Noise | Shape::Ago => self.take_line(BlockKind::Noise),
            Shape::Byline => self.take_line(BlockKind::Byline),
            Shape::Opener(stories) => {
                self.take_line(BlockKind::Noise);
                self.others = Some(stories);
            }
            Shape::Stamp => self.entry(),
            Shape::Bullet(words) => self.paragraph(usize::from(words)),
            Shape::Title => self.title_like(line),
            Shape::Prose => self.paragraph(0),
        }
        true
    }

    /// The header of a story in a feed: its publisher, how long ago, and the publisher again.
    fn feed_header(&mut self) -> bool {
        let shape = |i: usize| self.lines.get(self.at + i).map(|line| line.shape);
        let named = shape(0) == Some(Shape::Title)
            && shape(1) == Some(Shape::Ago)
            && self.words(self.at).split_whitespace().nth(6).is_none();
        if !named && shape(0) != Some(Shape::Ago) {
            return false;
        }
        let mut length = if named { 2 } else { 1 };
        let credited = self.lines.get(self.at + length).is_some_and(|_| {
            let words = self.words(self.at + length);
            words.strip_prefix(['-', '–', '—']).is_some_and(|name| {
                name.starts_with(' ') && name.len() <= 60 && !lines::ends_sentence(name)
            })
        });
        length += usize::from(credited);
        let headline = shape(length) == Some(Shape::Title);
        if !headline && !credited {
            if named {
                self.take_line(BlockKind::Noise);
            }
            self.take_line(BlockKind::Noise);
            return true;
        }
        self.new_section();
        for _ in 0..length {
            self.take_line(BlockKind::Noise);
        }
        if headline {
            self.take_line(BlockKind::Heading);
        }
        true
    }

    /// An entry of a live blog: its headline and its author; the section goes on.
    fn entry(&mut self) {
        self.take_line(BlockKind::Heading);
        let author = self.lines.get(self.at).is_some_and(|line| {
            let words = self.words(self.at);
            !line.blank_before
                && line.shape == Shape::Title
                && lines::is_names(words.split(" in ").next().unwrap_or(""))
                && words.split_whitespace().nth(8).is_none()
        });
        if author {
            self.take_line(BlockKind::Byline);
        }
        self.prose = true;
        self.others = None;
    }

    /// A line that may be a headline: of this story, of another, or a sentence without its full stop.
    fn title_like(&mut self, line: Line) {
        let words = line.span.of(self.text);
        let next = self.lines.get(self.at + 1);
        let furniture = |shape: Shape| {
            matches!(shape, Shape::Noise | Shape::Byline | Shape::Opener(_) | Shape::Ago)
        };
        let before = self.at.checked_sub(1).and_then(|i| self.lines.get(i));
        match self.others {
            Some(true) if next.is_some_and(|next| next.shape == Shape::Prose) => {
                self.new_section();
                self.take_line(BlockKind::Heading);
                return;
            }
            Some(_) => return self.take_line(BlockKind::Noise),
            None => {}
        }
        let after = next.is_none_or(|next| furniture(next.shape));
        let among_furniture = after && before.is_some_and(|line| furniture(line.shape));
        let quoted = words.starts_with(['"', '\'', '“', '‘']);
        let short = !quoted && words.split_whitespace().nth(2).is_none();
        let tag = short && (!self.prose || after);
        if among_furniture || tag {
            self.take_line(BlockKind::Noise);
        } else if self.wrapped_run() > 1
            || next.is_some_and(|next| wrap::runs_on(self.text, &line, next))
            || !lines::is_written_as_heading(words)
        {
            self.paragraph(0);
        } else {
            self.take_line(BlockKind::Heading);
        }
    }

    /// Running text from the next line on, without the first `skipped` bytes (a list mark).
    fn paragraph(&mut self, skipped: usize) {
        let first = self.at;
        let mut last = first + self.wrapped_run() - 1;
        while let (Some(line), Some(next)) = (self.lines.get(last), self.lines.get(last + 1)) {
            if !wrap::runs_on(self.text, line, next) {
                break;
            }
            last += 1;
        }
        let (Some(start), Some(end)) = (self.lines.get(first), self.lines.get(last)) else {
            return;
        };
        self.at = last + 1;
        self.others = None;
        self.prose = true;
        self.push(Span::new(start.span.start + skipped, end.span.end), BlockKind::Prose);
    }

    /// How many lines from here on are one wrapped paragraph: 1 if they are not wrapped.
    fn wrapped_run(&mut self) -> usize {
        if self.at < self.unwrapped {
            return 1;
        }
        let rest = self.lines.get(self.at..).unwrap_or(&[]);
        let length = wrap::run(rest);
        if wrap::is_wrapped(self.text, rest.get(..length).unwrap_or(&[])) {
            length
        } else {
            self.unwrapped = self.at + length;
            1
        }
    }

    fn new_section(&mut self) {
        if self.prose {
            self.section += 1;
            self.repeats.new_section();
        }
        self.prose = false;
        self.others = None;
    }

    fn take_line(&mut self, kind: BlockKind) {
        if let Some(line) = self.lines.get(self.at) {
            self.at += 1;
            self.push(line.span, kind);
        }
    }

    fn push(&mut self, span: Span, kind: BlockKind) {
        let repeated = kind != BlockKind::Noise && self.repeats.is_repeated(span.of(self.text));
        let kind = if repeated { BlockKind::Noise } else { kind };
        self.blocks.push(Block { span, kind, section: self.section });
    }

    fn words(&self, line: usize) -> &'t str {
        self.lines.get(line).map_or("", |line| line.span.of(self.text))
    }
}

#[cfg(test)]
mod tests;
