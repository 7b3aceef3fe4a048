//! A document as the rest of Chancery sees it.

use jiff::civil::Date;

use crate::text::Span;

/// One document, decoded: what was read, under which name, and what its head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its path relative to what was named on the command line, without extension, `/` between folders.
    pub id: String,
    /// SHA-256 of the bytes as they were read, in lower-case hexadecimal.
    pub hash: String,
    /// The whole decoded text (UTF-8, no byte order mark, `\n` between lines). All byte offsets refer to it.
    pub text: String,
    /// Where the article itself stands in `text`, without white space at its ends. Starts with the title
    /// where there is one; the head lines (`date …`, `source …`) below a title lie in it, and
    /// [`crate::text::layout`] leaves them out.
    pub body: Span,
    /// The title line, where there is one; it lies inside `body`.
    pub title: Option<Span>,
    /// The day of publication, where the head or the command line gives one; never today's.
    pub date: Option<Date>,
    /// Who published it, where the head says so.
    pub source: Option<String>,
}

impl Document {
    /// The words of the title, if there is one.
    pub fn title_text(&self) -> Option<&str> {
        self.title.map(|span| span.of(&self.text))
    }
}
