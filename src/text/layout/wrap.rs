//! Tells lines that are paragraphs from lines that a paragraph was wrapped into.

use super::lines::{Line, Shape, ends_sentence};

/// Columns at which people wrap text.
const NARROW: usize = 40;
const WIDE: usize = 110;

/// How many lines from `lines[0]` on stand together without a blank line or anything but running text between.
pub(super) fn run(lines: &[Line]) -> usize {
    let together =
        |line: &&Line| !line.blank_before && matches!(line.shape, Shape::Title | Shape::Prose);
    1 + lines.get(1..).unwrap_or(&[]).iter().take_while(together).count()
}

/// Is this run of lines one paragraph, wrapped at a column? So it is if each line is full: the
/// next line's first word had no room in it.
pub(super) fn is_wrapped(text: &str, run: &[Line]) -> bool {
    let Some((last, full)) = run.split_last() else { return false };
    let columns = |line: &Line| {
        if line.span.len() > 4 * WIDE { usize::MAX } else { line.span.of(text).chars().count() }
    };
    let widest = run.iter().map(columns).max().unwrap_or(0);
    if full.is_empty() || !(NARROW..=WIDE).contains(&widest) || columns(last) > WIDE {
        return false;
    }
    let mut breaks_off = false;
    for pair in run.windows(2) {
        let [line, next] = pair else { continue };
        let room = widest - columns(line);
        let word = next.span.of(text).split_whitespace().next().unwrap_or("");
        if word.chars().count() < room {
            return false;
        }
        breaks_off |= !ends_sentence(line.span.of(text));
    }
    breaks_off
}

/// Does `next` go on with the sentence that `line` broke off (at a link, say)?
pub(super) fn runs_on(text: &str, line: &Line, next: &Line) -> bool {
    let open = !ends_sentence(line.span.of(text));
    open && !next.blank_before
        && matches!(next.shape, Shape::Title | Shape::Prose | Shape::Noise)
        && next.span.of(text).starts_with(|c: char| c.is_lowercase() || ",;)".contains(c))
}
