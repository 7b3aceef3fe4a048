//! Pages as they were fetched: WARC (ISO 28500), as crawlers and archives write it.
//!
//! Read here and not by a crate, since a record that is broken must not end the reading, and a length that a record claims must not
//! take memory: records are passed by without being held, and after a broken one the next is looked for.

use std::io::{self, Read as _};

use super::{Content, Fields, Format, Passed, Piece};
use crate::source::budget::{read_all, read_line};
use crate::source::encoding::decode;
use crate::source::limits::{RECORD, RECORDS};
use crate::source::page;
use crate::source::passed::{At, Why};
use crate::source::unpack::Stream;

/// So long may a line of a record's head be, and so many may there be.
const LINE: usize = 64 << 10;
const LINES: usize = 1000;

/// An archive of fetched pages.
pub(super) struct Warc {
    stream: Stream,
    number: usize,
    line: Vec<u8>,
    /// Does the line that was read last begin a record?
    at_record: bool,
    ended: bool,
}

/// The address of a record, and what it holds.
type Found = (Option<String>, Result<Content, Why>);

/// The head of a record.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    url: Option<String>,
    content_type: String,
    length: Option<u64>,
}

impl Warc {
    pub(super) fn new(stream: Stream) -> Self {
        Self { stream, number: 0, line: Vec::new(), at_record: false, ended: false }
    }

    /// Goes on to the next record; false at the end.
    fn seek(&mut self) -> io::Result<bool> {
        while !std::mem::take(&mut self.at_record) {
            if read_line(&mut self.stream, &mut self.line, LINE)? == 0 {
                return Ok(false);
            }
            self.at_record = is_version(&self.line);
        }
        Ok(true)
    }

    /// Reads the head of a record, after its first line.
    fn head(&mut self) -> io::Result<Head> {
        let mut head = Head::default();
        for _ in 0..LINES {
            if read_line(&mut self.stream, &mut self.line, LINE)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if is_version(&self.line) {
                self.at_record = true;
                return Err(Why::Broken("the head of the record is cut off".to_owned()).into());
            }
            let line = String::from_utf8_lossy(&self.line);
            let line = line.trim();
            if line.is_empty() {
                return Ok(head);
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => {
                    head.url = Some(value.trim_matches(['<', '>']).to_owned());
                }
                "content-type" => head.content_type = value.to_ascii_lowercase(),
                "content-length" => head.length = value.parse().ok(),
                _ => {}
            }
        }
        Err(Why::Broken("the head of the record does not end".to_owned()).into())
    }

    /// Reads one record; `None`: it holds no document, and is meant to hold none.
    fn record(&mut self) -> io::Result<Option<Found>> {
        let head = self.head()?;
        let Some(length) = head.length else {
            return Err(Why::Broken("the record has no Content-Length".to_owned()).into());
        };
        let wanted = matches!(head.kind.as_str(), "response" | "resource" | "conversion")
            && head.url.as_deref().is_some_and(|url| !url.starts_with("dns:"));
        let held = if wanted { length.min(RECORD as u64 + 1) } else { 0 };
        let mut bytes = Vec::new();
        let read = self.stream.by_ref().take(held).read_to_end(&mut bytes)? as u64;
        let rest = length - held;
        let skipped = if read < held {
            0
        } else {
            io::copy(&mut self.stream.by_ref().take(rest), &mut io::sink())?
        };
        if read + skipped < length {
            self.ended = true;
            let told = format!("the record ends after {} of {length} bytes", read + skipped);
            return Ok(Some((head.url, Err(Why::Cut(told)))));
        }
        if !wanted {
            return Ok(None);
        }
        let large = bytes.len() > RECORD;
        let content = match head.kind.as_str() {
            "response" => match answer(bytes) {
                Some(answer) => answer.content(head.url.clone()),
                None => return Ok(None),
            },
            _ => body(bytes, &head.content_type, head.url.clone()),
        };
        let content =
            content.map(|it| if large { Err(Why::TooLarge { limit: RECORD }) } else { it });
        Ok(content.map(|content| (head.url, content)))
    }
}

fn is_version(line: &[u8]) -> bool {
    line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.")
}

impl Format for Warc {
    fn next(&mut self) -> Option<Result<Piece, Passed>> {
        while !self.ended {
            match self.seek() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => return Some(Err(self.broken(&error))),
            }
            self.number += 1;
            if self.number > RECORDS {
                self.ended = true;
                let at = At::record(self.number, None);
                return Some(Err(Passed { at, why: Why::TooMany { limit: RECORDS } }));
            }
            match self.record() {
                Ok(Some((url, content))) => {
                    let at = At::record(self.number, url.as_deref());
                    return Some(match content {
                        Ok(content) => Ok(Piece { at, key: url, content }),
                        Err(why) => Err(Passed { at, why }),
                    });
                }
                Ok(None) => {}
                Err(error) => return Some(Err(self.broken(&error))),
            }
        }
        self.ended = true;
        if self.number == 0 {
            self.number = 1;
            let why = Why::Broken("no record of a web archive".to_owned());
            return Some(Err(Passed { at: At::default(), why }));
        }
        None
    }
}

impl Warc {
    /// What cannot be read ends it; what is broken does not.
    fn broken(&mut self, error: &io::Error) -> Passed {
        let why = Why::from(error);
        self.ended = !matches!(&why, Why::Broken(told) if told.contains("record"));
        Passed { at: At::record(self.number.max(1), None), why }
    }
}

/// An answer of a server.
struct Answer {
    content_type: String,
    coding: String,
    body: Vec<u8>,
}

/// The answer that stands in a record; `None`: it says that there is nothing.
fn answer(bytes: Vec<u8>) -> Option<Answer> {
    let mut at = 0;
    let mut answer =
        Answer { content_type: String::new(), coding: String::new(), body: Vec::new() };
    let mut chunked = false;
    for (i, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        at += line.len();
        let line = String::from_utf8_lossy(line);
        let line = line.trim();
        if i == 0 {
            let status = line.split_whitespace().nth(1)?;
            if !line.starts_with("HTTP/") || !status.starts_with('2') {
                return None;
            }
        } else if line.is_empty() {
            break;
        } else if let Some((name, value)) = line.split_once(':') {
            let value = value.trim().to_ascii_lowercase();
            match name.trim().to_ascii_lowercase().as_str() {
                "content-type" => answer.content_type = value,
                "content-encoding" => answer.coding = value,
                "transfer-encoding" => chunked = value.contains("chunked"),
                _ => {}
            }
        }
    }
    let body = bytes.get(at..).unwrap_or_default();
    // Some archives keep the head of an answer, but the body without its chunks.
    answer.body = chunked.then(|| joined(body)).flatten().unwrap_or_else(|| body.to_vec());
    Some(answer)
}

/// A body without the marks of its chunks; `None`: it has none.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = body.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        let chunk = body.get(..size.min(body.len()))?;
        whole.extend_from_slice(chunk);
        let Some(rest) = body.get(size..) else { return Some(whole) };
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if body.is_empty() {
            return Some(whole);
        }
    }
}

impl Answer {
    fn content(self, url: Option<String>) -> Option<Result<Content, Why>> {
        if !is_read(&self.content_type) {
            return None;
        }
        match unpacked(self.body, &self.coding) {
            Ok(bytes) => body(bytes, &self.content_type, url),
            Err(why) => Some(Err(why)),
        }
    }
}

fn is_read(content_type: &str) -> bool {
    content_type.is_empty()
        || ["html", "text/plain", "application/pdf"].iter().any(|it| content_type.contains(it))
}

/// A body as it was before it was packed for the way. Archives that unpack it often leave the head as it was.
fn unpacked(body: Vec<u8>, coding: &str) -> Result<Vec<u8>, Why> {
    let failed = |error: io::Error| Why::from(&error);
    match coding {
        _ if body.starts_with(&[0x1f, 0x8b]) => {
            let decoder = flate2::read::MultiGzDecoder::new(body.as_slice());
            read_all(decoder, RECORD).map_err(failed)
        }
        "deflate" => {
            let decoder = flate2::read::ZlibDecoder::new(body.as_slice());
            Ok(read_all(decoder, RECORD).unwrap_or(body))
        }
        "br" | "zstd" if !body.trim_ascii_start().starts_with(b"<") => Err(Why::Unsupported(
            format!("packed by the server as {coding}, which is not unpacked"),
        )),
        _ => Ok(body),
    }
}

/// What a body holds; `None`: no document.
fn body(bytes: Vec<u8>, content_type: &str, url: Option<String>) -> Option<Result<Content, Why>> {
    if bytes.trim_ascii().is_empty() {
        return None;
    }
    let charset = content_type.split_once("charset=").map(|(_, rest)| {
        rest.split([';', ' ']).next().unwrap_or("").trim_matches(['"', '\'']).to_owned()
    });
    let html = content_type.contains("html");
    let marked = content_type.is_empty() && bytes.trim_ascii_start().starts_with(b"<");
    Some(Ok(if html || marked {
        Content::Page { bytes, charset, url }
    } else if content_type.contains("application/pdf") {
        Content::Pdf(bytes)
    } else if content_type.contains("text/plain") {
        let mut fields = Fields { text: decode(&bytes, charset.as_deref()), ..Fields::default() };
        fields.article.publisher = url.as_deref().and_then(page::host);
        fields.url = url;
        Content::Fields(Box::new(fields))
    } else {
        return None;
    }))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::Content;
    use super::{Format as _, Warc, Why, joined};

    fn record(kind: &str, url: &str, body: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    }

    fn page(text: &str) -> String {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<p>{text}</p>"
        )
    }

    fn read(text: &str) -> Vec<Result<(String, String), Why>> {
        let mut warc = Warc::new(Box::new(Cursor::new(text.as_bytes().to_vec())));
        std::iter::from_fn(|| warc.next())
            .map(|it| match it {
                Ok(piece) => match piece.content {
                    Content::Page { bytes, .. } => {
                        Ok((piece.key.unwrap(), String::from_utf8(bytes).unwrap()))
                    }
                    _ => panic!("a page"),
                },
                Err(passed) => Err(passed.why),
            })
            .collect()
    }

    #[test]
    fn pages_are_read_and_all_else_is_passed_by() {
        let text = [
            record("warcinfo", "", "software: x"),
            record("request", "https://a.example/1", "GET / HTTP/1.1\r\n\r\n"),
            record("response", "https://a.example/1", &page("One")),
            record(
                "response",
                "https://a.example/x.png",
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG",
            ),
            record(
                "response",
                "https://a.example/gone",
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>",
            ),
            record("response", "https://a.example/2", &page("Two")),
        ]
        .concat();
        let urls: Vec<String> = read(&text).into_iter().map(|it| it.unwrap().0).collect();
        assert_eq!(urls, ["https://a.example/1", "https://a.example/2"]);
    }

    #[test]
    fn a_broken_record_costs_no_other() {
        let text = [
            record("response", "https://a.example/1", &page("One")),
            "WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n".to_owned(),
            record("response", "https://a.example/2", &page("Two")),
        ]
        .concat();
        let found = read(&text);
        assert!(matches!(found.as_slice(), [Ok(_), Err(Why::Broken(_)), Ok(_)]), "{found:?}");
        let cut = record("response", "https://a.example/1", &page("One"));
        let found = read(&cut[..cut.len() - 12]);
        assert!(matches!(found.as_slice(), [Err(Why::Cut(_))]), "{found:?}");
        assert!(matches!(read("nothing").as_slice(), [Err(Why::Broken(_))]));
    }

    #[test]
    fn a_length_that_is_claimed_takes_no_memory() {
        let text = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\n\
            Content-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n";
        assert!(matches!(read(text).as_slice(), [Err(Why::Cut(_))]));
    }

    #[test]
    fn chunks_are_joined() {
        assert_eq!(joined(b"4\r\nThe \r\n6;x=1\r\nenvoys\r\n0\r\n\r\n").unwrap(), b"The envoys");
        assert_eq!(joined(b"<p>The envoys\n"), None);
        assert_eq!(joined(b"ff\r\nThe").unwrap(), b"The");
    }
}
