//! Datelines: "LIMA (Agency) – " at the head of a paragraph is no part of its first sentence.

use super::{Block, BlockKind, Span};

/// How long a dateline may be, in bytes: a city, a country, one or two agencies.
const LONGEST: usize = 80;

/// The blocks, each dateline cut off as a block of its own, so that no sentence runs through it.
/// Cost: linear in the blocks.
pub fn split_datelines(text: &str, blocks: &[Block]) -> Vec<Block> {
    let mut split = Vec::with_capacity(blocks.len() + 4);
    for &block in blocks {
        match (block.kind == BlockKind::Prose).then(|| dateline(block.span.of(text))).flatten() {
            Some(length) => {
                let cut = block.span.start + length;
                split.push(Block { span: Span::new(block.span.start, cut), ..block });
                split.push(Block { span: Span::new(cut, block.span.end), ..block });
            }
            None => split.push(block),
        }
    }
    split
}

/// Length of the dateline that `paragraph` begins with, its dash and the space behind it included.
pub(super) fn dateline(paragraph: &str) -> Option<usize> {
    let mut before = ' ';
    let mut words = 0;
    let mut named = 0;
    let mut start = 0;
    let mut agency = false;
    let mut comma = false;
    for (at, c) in paragraph.char_indices().take_while(|&(at, _)| at <= LONGEST) {
        let rest = paragraph.get(at + c.len_utf8()..).unwrap_or("");
        if matches!(c, '-' | '–' | '—') && (before.is_whitespace() || before == ')') {
            // A dash behind words that are all names, in capitals, with an agency in brackets, or a place and the
            // country that it lies in.
            let head = paragraph.get(..at).unwrap_or("");
            let capitals = head
                .split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'))
                .next()
                .is_some_and(|word| {
                    word.chars().count() > 1 && !word.chars().any(char::is_lowercase)
                });
            let dash = rest.trim_start_matches(['-', '–', '—']);
            let length = paragraph.len() - dash.trim_start().len();
            let spaced = dash.starts_with(char::is_whitespace);
            let place = comma && dash.trim_start().starts_with(char::is_uppercase);
            return (spaced && words > 0 && words == named && (capitals || agency || place))
                .then_some(length);
        }
        if c.is_alphanumeric() {
            if !before.is_alphanumeric() && before != '\'' && before != '’' {
                words += 1;
                start = at;
                // "June 5" may stand in a dateline; small words may not.
                named += usize::from(c.is_uppercase() || c.is_ascii_digit());
            }
        } else if c == '(' {
            agency = true;
        } else if c == ',' {
            comma = true;
        } else if matches!(c, '"' | '“' | ':' | ';' | '!' | '?') || (c == '\n' && start > 0) {
            return None;
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(paragraph: &str) -> &str {
        dateline(paragraph).map_or("", |length| &paragraph[..length])
    }

    #[test]
    fn a_dateline_ends_with_its_dash() {
        assert_eq!(cut("LIMA (Agency) - The border is shut."), "LIMA (Agency) - ");
        assert_eq!(cut("Lima (Peru) (XYZ) – The border is shut."), "Lima (Peru) (XYZ) – ");
        assert_eq!(cut("Lima, Peru – The border is shut."), "Lima, Peru – ");
        assert_eq!(cut("L'IMA — The border is shut."), "L'IMA — ");
        assert_eq!(cut("LIMA, June 5 — The border is shut."), "LIMA, June 5 — ");
    }

    #[test]
    fn a_dash_in_a_sentence_is_no_dateline() {
        assert_eq!(cut("Ana Ruiz – the minister – left."), "");
        assert_eq!(cut("Ruiz, Lund – who had come by night – left."), "");
        assert_eq!(cut("The border (of Peru) - it is long - is shut."), "");
        assert_eq!(cut("NATO-led troops left."), "");
    }
}
