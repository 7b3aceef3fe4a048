//! The formats: each reads a stream and hands its articles on, one by one.

mod feed;
mod lines;
mod mail;
mod pdf;
mod record;
mod table;
mod warc;

use super::article::Article;
use super::kind::Kind;
use super::passed::{At, Why};
use super::unpack::Stream;
use super::{Columns, encoding};

pub(super) use mail::{Letter, message};
pub(super) use pdf::pages;
pub(super) use table::delimiter;

/// What a format has found.
pub(super) struct Piece {
    /// Where it stands in the input.
    pub(super) at: At,
    /// What it calls itself and will go on to be called: an address, a guid, an id.
    pub(super) key: Option<String>,
    pub(super) content: Content,
}

/// What is to be read of a piece: as little as possible is done where pieces are told apart, since that goes one by one.
pub(super) enum Content {
    /// Plain text.
    Text(Vec<u8>),
    /// A page.
    Page {
        bytes: Vec<u8>,
        /// The encoding that was told beside it.
        charset: Option<String>,
        url: Option<String>,
    },
    /// A mail.
    Mail(Vec<u8>),
    /// A PDF.
    Pdf(Vec<u8>),
    /// The fields of a record; the text may have markup.
    Fields(Box<Fields>),
}

/// The fields of a record.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// All but the paragraphs.
    pub(super) article: Article,
    pub(super) text: String,
    /// Its address.
    pub(super) url: Option<String>,
}

/// One that is passed over; the next may be read.
pub(super) struct Passed {
    pub(super) at: At,
    pub(super) why: Why,
}

/// A format, reading one input.
pub(super) trait Format: Send {
    /// The next article, or why one is passed over; `None` at the end, and from then on.
    fn next(&mut self) -> Option<Result<Piece, Passed>>;
}

/// A reader of an input of many documents.
///
/// # Errors
/// Its first bytes cannot be read.
pub(super) fn reader(
    kind: Kind,
    stream: Stream,
    columns: &Columns,
) -> std::io::Result<Box<dyn Format>> {
    Ok(match kind {
        Kind::Warc => Box::new(warc::Warc::new(stream)),
        Kind::Mailbox => Box::new(mail::Mailbox::new(stream)),
        Kind::Feed => Box::new(feed::Feed::new(encoding::utf8(stream, true)?)),
        Kind::Table(delimiter) => {
            Box::new(table::Table::new(encoding::utf8(stream, false)?, delimiter, columns.clone())?)
        }
        Kind::Json => Box::new(lines::List::new(encoding::utf8(stream, false)?, columns.clone())),
        // What holds one document is not read here.
        Kind::Lines | Kind::Text | Kind::Page | Kind::Mail | Kind::Pdf => {
            Box::new(lines::Lines::new(encoding::utf8(stream, false)?, columns.clone()))
        }
    })
}
