//! Why a document, or the rest of an input, was passed over.

use std::fmt;

/// Where in an input something stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The line, from 1, where the format goes by lines.
    pub line: Option<usize>,
    /// The record, item or message, from 1, where it does not.
    pub record: Option<usize>,
    /// What the record calls itself: mostly its address.
    pub name: Option<String>,
}

impl At {
    /// A line.
    pub(super) fn line(line: usize) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// A record, and what it calls itself.
    pub(super) fn record(record: usize, name: Option<&str>) -> Self {
        let name = name.map(|name| name.chars().take(LONGEST_NAME).collect());
        Self { record: Some(record), name, ..Self::default() }
    }
}

/// So much of a record's name is told.
const LONGEST_NAME: usize = 200;

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(record) = self.record {
            write!(f, ": record {record}")?;
        }
        match &self.name {
            // What another wrote: no control characters reach a terminal.
            Some(name) => {
                let plain: String =
                    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
                write!(f, " ({plain})")
            }
            None => Ok(()),
        }
    }
}

/// Why something was passed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A page without an article: a front page, a list of links, an error.
    #[error("the page holds no article")]
    NoArticle,
    /// A record, an item or a mail without a text.
    #[error("no text: {0}")]
    NoText(String),
    /// In another language than English.
    #[error("in {0}, not in English")]
    OtherLanguage(&'static str),
    /// Longer than is read at once.
    #[error("too large: more than {limit} bytes")]
    TooLarge {
        /// How much is read at once, in bytes.
        limit: usize,
    },
    /// More records than are read of one input.
    #[error("too many records: the first {limit} were read")]
    TooMany {
        /// How many are read.
        limit: usize,
    },
    /// It grows so much when it is unpacked that it is taken for a bomb.
    #[error("unpacked it is over {times} times as large: taken for a decompression bomb")]
    Bomb {
        /// How many times as large it may be.
        times: u64,
    },
    /// It ends in the middle.
    #[error("cut off: {0}")]
    Cut(String),
    /// It is not what it says it is.
    #[error("{0}")]
    Broken(String),
    /// A form that is not read.
    #[error("{0}")]
    Unsupported(String),
    /// Nested too deep, or in a way that would take too long.
    #[error("nested too deep")]
    TooDeep,
    /// Two documents of a run would have one id.
    #[error("a second document {0:?}: the first one is kept")]
    Twice(String),
}

impl Why {
    /// How to mend it, where there is a way.
    pub(super) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoArticle | Self::TooDeep | Self::Twice(_) => None,
            Self::NoText(_) => Some(
                "of tables and records, --column text=NAME names the column that holds the text",
            ),
            Self::OtherLanguage(_) => {
                Some("English is read; --any-language reads it all the same, badly")
            }
            Self::TooLarge { .. } | Self::TooMany { .. } => Some("split it"),
            Self::Bomb { .. } => Some("unpack it yourself if you trust it, and name what is in it"),
            Self::Cut(_) => Some("fetch or save it again; what stands before was read"),
            Self::Broken(_) | Self::Unsupported(_) => None,
        }
    }

    /// A name for this kind of reason that stays the same, for programs.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoArticle => "InputNoArticle",
            Self::NoText(_) => "InputNoText",
            Self::OtherLanguage(_) => "InputLanguage",
            Self::TooLarge { .. } => "InputTooLarge",
            Self::TooMany { .. } => "InputTooMany",
            Self::Bomb { .. } => "InputBomb",
            Self::Cut(_) => "InputCut",
            Self::Broken(_) => "InputBroken",
            Self::Unsupported(_) => "InputUnsupported",
            Self::TooDeep => "InputTooDeep",
            Self::Twice(_) => "InputTwice",
        }
    }

    /// In a few words, for counting.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::NoArticle => "no article",
            Self::NoText(_) => "no text",
            Self::OtherLanguage(_) => "other language",
            Self::TooLarge { .. } | Self::TooMany { .. } => "too large",
            Self::Bomb { .. } => "decompression bomb",
            Self::Cut(_) => "cut off",
            Self::Broken(_) => "broken",
            Self::Unsupported(_) => "form not read",
            Self::TooDeep => "nested too deep",
            Self::Twice(_) => "id taken",
        }
    }
}

/// Carries a [`Why`] through [`std::io::Error`], and back.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Carried(Why);

impl From<Why> for std::io::Error {
    fn from(why: Why) -> Self {
        Self::other(Carried(why))
    }
}

/// What an error of reading or unpacking means.
impl From<&std::io::Error> for Why {
    fn from(error: &std::io::Error) -> Self {
        if let Some(Carried(why)) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
            return why.clone();
        }
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => {
                Self::Cut("the file ends in the middle".to_owned())
            }
            _ => Self::Broken(format!("cannot be read on: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{At, Why};

    #[test]
    fn places_are_told_as_compilers_do() {
        assert_eq!(At::line(17).to_string(), ":17");
        assert_eq!(At::record(3, None).to_string(), ": record 3");
        let hostile = At::record(3, Some("https://x.example/\u{1b}[31m"));
        assert_eq!(hostile.to_string(), ": record 3 (https://x.example/\u{fffd}[31m)");
        assert_eq!(At::default().to_string(), "");
    }

    #[test]
    fn a_reason_survives_a_reader() {
        let error = std::io::Error::from(Why::Bomb { times: 9 });
        assert_eq!(Why::from(&error), Why::Bomb { times: 9 });
        let cut = std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        assert!(matches!(Why::from(&cut), Why::Cut(_)));
    }
}
