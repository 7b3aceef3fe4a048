//! Which format a file is in, by its name and by its first bytes.

use std::path::Path;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text.
    Text,
    /// A page of HTML.
    Page,
    /// One mail, or a page saved as one (MHTML).
    Mail,
    /// Mails one after the other (mbox).
    Mailbox,
    /// RSS or Atom.
    Feed,
    /// Records of JSON by the line.
    Lines,
    /// One piece of JSON: a record, or a list of them.
    Json,
    /// Records by the line, with a delimiter; `None`: it is seen from the header.
    Table(Option<u8>),
    /// Pages as they were fetched.
    Warc,
    /// A PDF.
    Pdf,
}

impl Kind {
    /// Does a file hold exactly one document?
    pub(super) fn is_single(self) -> bool {
        matches!(self, Self::Text | Self::Page | Self::Mail | Self::Pdf)
    }
}

/// What a name says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// It is in this format.
    Kind(Kind),
    /// It may be a feed: XML.
    Xml,
    /// Nothing that is known.
    Unknown,
}

/// The name without `.gz` or `.zst`.
pub(super) fn unpacked_name(path: &Path) -> &Path {
    let packed =
        extension(path).is_some_and(|it| ["gz", "gzip", "zst", "zstd"].contains(&it.as_str()));
    match path.to_str() {
        Some(name) if packed => Path::new(name.rsplit_once('.').map_or(name, |(stem, _)| stem)),
        _ => path,
    }
}

/// What the name says of the format.
pub(super) fn named(path: &Path) -> Named {
    let Some(extension) = extension(unpacked_name(path)) else { return Named::Unknown };
    Named::Kind(match extension.as_str() {
        "txt" | "text" => Kind::Text,
        "html" | "htm" | "xhtml" | "shtml" => Kind::Page,
        "eml" | "mht" | "mhtml" => Kind::Mail,
        "mbox" => Kind::Mailbox,
        "rss" | "atom" => Kind::Feed,
        "ndjson" | "jsonl" => Kind::Lines,
        "json" => Kind::Json,
        "csv" => Kind::Table(None),
        "tsv" | "tab" => Kind::Table(Some(b'\t')),
        "warc" => Kind::Warc,
        "pdf" => Kind::Pdf,
        "xml" | "rdf" => return Named::Xml,
        _ => return Named::Unknown,
    })
}

/// Is a file of such a name read where it lies in a folder? `None`: its first bytes decide, see [`tells_articles`].
pub(super) fn is_read_in_folders(path: &Path) -> Option<bool> {
    match named(path) {
        Named::Unknown => Some(extension(unpacked_name(path)).is_none()),
        // Settings, facts, whatever: it is to be named.
        Named::Kind(Kind::Json) => Some(false),
        Named::Xml | Named::Kind(Kind::Table(_)) => None,
        Named::Kind(_) => Some(true),
    }
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase())
}

/// The format of what is called so and begins so; the name goes first where the bytes do not say something else for certain.
pub(super) fn kind(path: &Path, head: &[u8]) -> Result<Kind, String> {
    let seen = seen(head);
    match (named(path), seen) {
        (_, Some(Kind::Pdf)) => Ok(Kind::Pdf),
        (Named::Kind(Kind::Text), Some(Kind::Page)) => Ok(Kind::Page),
        (Named::Kind(Kind::Json), Some(Kind::Lines)) => Ok(Kind::Lines),
        (Named::Kind(kind), _) => Ok(kind),
        (Named::Xml, Some(kind)) => Ok(kind),
        (Named::Xml, None) => Err("XML, but neither RSS nor Atom".to_owned()),
        (Named::Unknown, Some(kind)) => Ok(kind),
        (Named::Unknown, None) if head.starts_with(b"PK\x03\x04") => {
            Err("an archive or an office document: unpack it, or save it as text".to_owned())
        }
        (Named::Unknown, None) => Ok(Kind::Text),
    }
}

/// What the first bytes say for certain.
fn seen(head: &[u8]) -> Option<Kind> {
    if memchr::memmem::find(head.get(..1024).unwrap_or(head), b"%PDF-").is_some() {
        return Some(Kind::Pdf);
    }
    let text = super::encoding::decode(head.get(..4096).unwrap_or(head), None);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with("WARC/1.") || text.starts_with("WARC/0.") {
        return Some(Kind::Warc);
    }
    if text.starts_with('<') {
        return markup(text);
    }
    if let Some(list) = text.strip_prefix('[') {
        return list.trim_start().starts_with('{').then_some(Kind::Json);
    }
    if text.starts_with('{') {
        let line = text.lines().next().unwrap_or("");
        let whole = serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
        let long = !text.contains('\n') && text.len() > 2000;
        return text.contains('"').then_some(if whole || long { Kind::Lines } else { Kind::Json });
    }
    mail(text)
}

/// The root of a text that begins with a tag: comments, declarations and instructions are read past.
fn markup(text: &str) -> Option<Kind> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let lower: String = rest.chars().take(40).collect::<String>().to_ascii_lowercase();
        if lower.starts_with("<!doctype html") || lower.starts_with("<!-- saved from url") {
            return Some(Kind::Page);
        }
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->")?.1;
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest = rest.split_once('>')?.1;
        } else {
            let name = lower.strip_prefix('<')?;
            let name = name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
            return match name {
                "rss" | "feed" | "rdf:rdf" | "atom:feed" => Some(Kind::Feed),
                "html" | "head" | "body" | "article" | "meta" | "title" => Some(Kind::Page),
                _ => None,
            };
        }
    }
}

/// A mail, or several, by the names of their first lines.
fn mail(text: &str) -> Option<Kind> {
    const KNOWN: &[&str] = &[
        "from",
        "to",
        "subject",
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "mime-version",
        "content-type",
        "x-mozilla-status",
        "reply-to",
    ];
    let mut lines = text.lines();
    let mut first = lines.next()?;
    let several = first.starts_with("From ") && first.split_whitespace().count() >= 4;
    if several {
        first = lines.next()?;
    }
    let known = std::iter::once(first)
        .chain(lines)
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| {
            line.split_once(':')
                .is_some_and(|(name, _)| KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known)))
        })
        .count();
    (known >= 3).then_some(if several { Kind::Mailbox } else { Kind::Mail })
}

/// Does a file whose name does not tell hold articles: is it a feed, or a table with a column of texts?
pub(super) fn tells_articles(path: &Path, head: &[u8], columns: &super::Columns) -> bool {
    match named(path) {
        Named::Xml => matches!(seen(head), Some(Kind::Feed | Kind::Page)),
        Named::Kind(Kind::Table(delimiter)) => {
            let text = super::encoding::decode(head, None);
            let header = text.lines().next().unwrap_or("");
            let delimiter = delimiter.unwrap_or_else(|| super::format::delimiter(header));
            let cells =
                header.split(char::from(delimiter)).map(|cell| cell.trim_matches(['"', ' ']));
            columns.have_text(cells)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Kind, is_read_in_folders, kind, unpacked_name};

    fn of(name: &str, head: &str) -> Option<Kind> {
        kind(Path::new(name), head.as_bytes()).ok()
    }

    #[test]
    fn names_tell_the_format_packed_or_not() {
        assert_eq!(of("a.html", ""), Some(Kind::Page));
        assert_eq!(of("a.WARC.gz", ""), Some(Kind::Warc));
        assert_eq!(of("a.jsonl.zst", ""), Some(Kind::Lines));
        assert_eq!(of("a.txt", "{\"text\": \"x\"}"), Some(Kind::Text));
        assert_eq!(unpacked_name(Path::new("x/a.txt.gz")), Path::new("x/a.txt"));
    }

    #[test]
    fn bytes_tell_it_where_the_name_does_not() {
        assert_eq!(of("-", "\n<!DOCTYPE html><html>"), Some(Kind::Page));
        assert_eq!(
            of("-", "<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>"),
            Some(Kind::Feed)
        );
        assert_eq!(of("a.xml", "<?xml version='1.0'?><feed xmlns='x'>"), Some(Kind::Feed));
        assert_eq!(of("a.xml", "<?xml version='1.0'?><svg>"), None);
        assert_eq!(of("-", "WARC/1.0\r\nWARC-Type: warcinfo"), Some(Kind::Warc));
        assert_eq!(of("-", "{\"text\": \"x\"}\n{\"text\": \"y\"}"), Some(Kind::Lines));
        assert_eq!(of("-", "{\n  \"text\": \"x\"\n}"), Some(Kind::Json));
        assert_eq!(of("-", "[{\"text\": \"x\"}]"), Some(Kind::Json));
        assert_eq!(of("-", "From: a@b\nTo: c@d\nSubject: x\n\nThe envoys met."), Some(Kind::Mail));
        assert_eq!(
            of("-", "From a@b Thu Jul 10 10:00:00 2025\nFrom: a@b\nTo: c@d\nSubject: x\n\n"),
            Some(Kind::Mailbox)
        );
        assert_eq!(of("a.txt", "<html><body>"), Some(Kind::Page));
        assert_eq!(of("a.html", "%PDF-1.7"), Some(Kind::Pdf));
        assert_eq!(of("a.docx", "PK\x03\x04"), None);
    }

    #[test]
    fn articles_stay_plain_text() {
        for text in [
            "From Lima to Quito the envoys travelled.\n\nThey met.",
            "Date: 2025-07-10\nSource: Northern Wire\n\nThe envoys met.",
            "[Photo] The envoys met.",
            "The envoys met.",
            "",
        ] {
            assert_eq!(of("-", text), Some(Kind::Text), "{text}");
        }
    }

    #[test]
    fn in_folders_what_may_be_anything_is_looked_into() {
        let read = |name: &str| is_read_in_folders(Path::new(name));
        assert_eq!(read("a.txt"), Some(true));
        assert_eq!(read("a.html.gz"), Some(true));
        assert_eq!(read("README"), Some(true));
        assert_eq!(read("a.json"), Some(false));
        assert_eq!(read("a.png"), Some(false));
        assert_eq!(read("a.csv"), None);
    }
}
