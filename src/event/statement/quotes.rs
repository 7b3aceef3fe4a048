//! Quotations: what stands between quotation marks, over sentences and paragraphs.

use crate::text::{Block, Span};

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// From the opening to the closing mark, marks included.
    pub outer: Span,
    /// The words between the marks, one span a paragraph.
    pub inner: Vec<Span>,
}

impl Quote {
    /// Does this place lie between the marks?
    pub fn holds(&self, span: Span) -> bool {
        self.inner.iter().any(|inner| inner.contains(span))
    }
}

/// A mark that may open or close a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    /// Two apostrophes, as archives write them.
    Twin,
    Curly,
    Guillemet,
    Single,
    CurlySingle,
}

/// All quotations in the prose of a document, in order, inner ones left out.
///
/// A quotation that a paragraph leaves open goes on where the next one opens with the same mark; elsewhere
/// it is dropped with its paragraph, so that one stray mark never turns the rest of the text inside out.
/// Cost: linear in the text.
pub fn quotes(text: &str, blocks: &[Block]) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    // A quotation that the paragraph before left open.
    let mut open: Option<(Style, Quote)> = None;
    for block in blocks.iter().filter(|b| b.kind.tells()) {
        let mut current: Option<(Style, usize, Option<Quote>)> = None;
        let mut before = ' ';
        let mut chars = block.span.of(text).char_indices().peekable();
        let mut first = true;
        while let Some((offset, c)) = chars.next() {
            let at = block.span.start + offset;
            let twin = c == '\'' && chars.next_if(|&(_, c)| c == '\'').is_some();
            let length = c.len_utf8() + usize::from(twin);
            let after = chars.peek().map_or(' ', |&(_, c)| c);
            match current.take() {
                None => {
                    if let Some(style) = opens(c, twin, before, after) {
                        let started = match open.take() {
                            Some((same, quote)) if first && same == style => Some(quote),
                            _ => None,
                        };
                        current = Some((style, at, started));
                    } else if !c.is_whitespace() {
                        open = None;
                    }
                }
                Some((style, start, started)) => {
                    if closes(style, c, twin, before, after) {
                        let inner = Span::new(start + mark_len(style), at);
                        let outer = Span::new(start, at + length);
                        found.push(joined(started, outer, inner));
                    } else {
                        current = Some((style, start, started));
                    }
                }
            }
            first &= c.is_whitespace();
            before = c;
        }
        if let Some((style, start, started)) = current {
            let inner = Span::new(start + mark_len(style), block.span.end);
            let quote = joined(started, Span::new(start, block.span.end), inner);
            open = (!matches!(style, Style::Single | Style::CurlySingle)).then_some((style, quote));
        }
    }
    found
}

/// The quotations that share a byte with `span`, in order. Cost: a search, then the quotations returned.
pub fn overlapping(quotes: &[Quote], span: Span) -> impl Iterator<Item = &Quote> {
    let first = quotes.partition_point(|q| q.outer.end <= span.start);
    quotes.iter().skip(first).take_while(move |q| q.outer.start < span.end)
}

/// A piece whose words open a quotation runs on to its end: "she would “wait. I promise.”"
pub fn whole(quotes: &[Quote], piece: Span) -> Span {
    let opened = overlapping(quotes, piece).find(|q| {
        q.outer.start >= piece.start
            && q.outer.end > piece.end + 1
            && q.inner.first().is_some_and(|inner| inner.start < piece.end && inner.end > piece.end)
    });
    let end = |quote: &Quote| match quote.inner.as_slice() {
        [_] => quote.outer.end,
        [first, ..] => first.end,
        [] => piece.end,
    };
    opened.map_or(piece, |quote| Span::new(piece.start, end(quote)))
}

fn joined(started: Option<Quote>, outer: Span, inner: Span) -> Quote {
    match started {
        Some(mut quote) => {
            quote.outer = quote.outer.cover(outer);
            quote.inner.push(inner);
            quote
        }
        None => Quote { outer, inner: vec![inner] },
    }
}

fn mark_len(style: Style) -> usize {
    match style {
        Style::Double | Style::Single => 1,
        Style::Twin => 2,
        Style::Guillemet => '«'.len_utf8(),
        Style::Curly | Style::CurlySingle => '“'.len_utf8(),
    }
}

fn opens(c: char, twin: bool, before: char, after: char) -> Option<Style> {
    let at_start =
        before.is_whitespace() || matches!(before, '(' | '[' | '-' | '–' | '—' | '“' | '"');
    match c {
        '\'' if twin => (at_start && !after.is_whitespace()).then_some(Style::Twin),
        '“' | '„' => Some(Style::Curly),
        '«' => Some(Style::Guillemet),
        '"' if !after.is_whitespace() => Some(Style::Double),
        '\'' if at_start && after.is_alphabetic() => Some(Style::Single),
        '‘' if at_start && after.is_alphanumeric() => Some(Style::CurlySingle),
        _ => None,
    }
}

fn closes(style: Style, c: char, twin: bool, before: char, after: char) -> bool {
    let ends = !after.is_alphanumeric() && !before.is_whitespace();
    match style {
        Style::Twin => twin,
        // “A slip,“ as some write it.
        Style::Curly => {
            c == '”'
                || (c == '"' && ends)
                || (c == '“' && ends && matches!(before, ',' | '.' | '!' | '?'))
        }
        Style::Guillemet => c == '»',
        Style::Double => c == '"' || c == '”' || (twin && ends),
        // An apostrophe after a plural ("ministers' talks") is no closing mark: one follows punctuation,
        // or ends the words before a space.
        Style::Single => c == '\'' && ends && (before.is_ascii_punctuation() || before != 's'),
        Style::CurlySingle => c == '’' && ends && (before.is_ascii_punctuation() || before != 's'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BlockKind;

    fn read(text: &str) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            let span = Span::new(at, at + line.len());
            blocks.push(Block { span, kind: BlockKind::Prose, section: 0 });
            at = span.end + 1;
        }
        quotes(text, &blocks)
            .iter()
            .map(|q| q.inner.iter().map(|s| s.of(text)).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn marks_of_all_kinds_are_known() {
        assert_eq!(read("He said “no way” and \"yes\" and «oui»."), ["no way", "yes", "oui"]);
        assert_eq!(read("''We wait,'' she said. ''It’s Peru's.''"), ["We wait,", "It’s Peru's."]);
        assert_eq!(read("“A slip,“ he said, “and no more.”"), ["A slip,", "and no more."]);
        assert_eq!(read("The 'long-standing' tie of Peru's and Chile's."), ["long-standing"]);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph_only_if_it_opens_anew() {
        assert_eq!(read("“We wait.\n“And we hope.”"), ["We wait.|And we hope."]);
        assert_eq!(read("A stray “ mark.\nHe said “fine”."), ["fine"]);
    }

    #[test]
    fn an_apostrophe_is_no_quotation() {
        assert_eq!(read("The ministers' talks didn't end."), Vec::<String>::new());
    }
}
