//! Which characters bytes stand for: a mark of byte order, UTF-8, what is declared, and else a guess.

use std::io::{self, BufRead, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8};

/// So much is looked at for a guess, in bytes.
const LOOKED_AT: usize = 64 << 10;

/// The encoding that bytes begin to show themselves by: a mark of byte order.
pub(super) fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding)
}

/// The text of bytes whose encoding may be declared beside them. Invalid stretches become U+FFFD. Cost: linear.
///
/// What is valid as UTF-8 is UTF-8, whatever is declared: by chance nothing else is.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    if marked(bytes).is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return text.to_owned();
    }
    let encoding = marked(bytes)
        .or_else(|| declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())))
        .filter(|encoding| marked(bytes).is_some() || *encoding != UTF_8 || mostly_utf8(bytes))
        .unwrap_or_else(|| guess(bytes, true));
    encoding.decode(bytes).0.into_owned()
}

/// Are there more bytes in characters of UTF-8 beyond ASCII than stray ones?
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut stray) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        stray += chunk.invalid().len();
    }
    valid > stray
}

/// The encoding that bytes which are not UTF-8 most probably have. Cost: the first 64 kB of what is not ASCII.
pub(super) fn guess(bytes: &[u8], last: bool) -> &'static Encoding {
    if mostly_utf8(bytes.get(..LOOKED_AT).unwrap_or(bytes)) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The first byte that is not ASCII may stand far behind.
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(256);
    let looked_at = bytes.get(from..).unwrap_or_default();
    detector.feed(looked_at.get(..LOOKED_AT).unwrap_or(looked_at), last);
    detector.guess(None, Utf8Detection::Deny)
}

/// The encoding that the head of an XML or HTML text declares for itself.
pub(super) fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.get(..2048).unwrap_or(head).to_ascii_lowercase();
    let label = after(&head, b"charset=").or_else(|| {
        head.trim_ascii_start().starts_with(b"<?xml").then(|| after(&head, b"encoding=")).flatten()
    })?;
    Encoding::for_label(&label)
}

fn after(head: &[u8], word: &[u8]) -> Option<Vec<u8>> {
    let at = memchr::memmem::find(head, word)? + word.len();
    let rest = head.get(at..)?;
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
    let label: Vec<u8> = rest.iter().copied().take_while(plain).take(40).collect();
    (!label.is_empty()).then_some(label)
}

/// A stream in UTF-8, whatever it was. What is UTF-8 already goes through as it is, or, where it must be `valid`, with U+FFFD for
/// what is not.
///
/// # Errors
/// The first bytes cannot be read.
pub(super) fn utf8(
    mut stream: super::unpack::Stream,
    valid: bool,
) -> io::Result<super::unpack::Stream> {
    let head = stream.fill_buf()?;
    let encoding = match marked(head) {
        Some(encoding) => encoding,
        None if is_utf8_so_far(head) => UTF_8,
        None => declared(head).filter(|it| *it != UTF_8).unwrap_or_else(|| guess(head, false)),
    };
    if encoding == UTF_8 && !valid {
        if head.starts_with(&[0xef, 0xbb, 0xbf]) {
            stream.consume(3);
        }
        return Ok(stream);
    }
    let transcoded = Transcoded {
        stream,
        decoder: encoding.new_decoder(),
        text: vec![0; 1 << 16],
        from: 0,
        to: 0,
        ended: false,
    };
    Ok(Box::new(transcoded))
}

/// Valid, but for a character that is cut off at the end.
fn is_utf8_so_far(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Another encoding, read as UTF-8.
struct Transcoded {
    stream: super::unpack::Stream,
    decoder: encoding_rs::Decoder,
    text: Vec<u8>,
    from: usize,
    to: usize,
    ended: bool,
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut text = self.fill_buf()?;
        let read = text.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Transcoded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.from == self.to && !self.ended {
            let bytes = self.stream.fill_buf()?;
            let last = bytes.is_empty();
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(bytes, &mut self.text, last);
            self.stream.consume(read);
            (self.from, self.to) = (0, written);
            // A decoder that has ended must not be asked again.
            self.ended = last && result == CoderResult::InputEmpty;
        }
        Ok(self.text.get(self.from..self.to).unwrap_or_default())
    }

    fn consume(&mut self, read: usize) {
        self.from = (self.from + read).min(self.to);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::{declared, decode, utf8};

    #[test]
    fn marks_then_utf8_then_what_is_declared_then_a_guess() {
        let utf16: Vec<u8> = "\u{feff}Café".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16, Some("utf-8")), "Café");
        assert_eq!(decode("Café".as_bytes(), Some("windows-1252")), "Café");
        assert_eq!(decode(b"Caf\xe9", Some("iso-8859-1")), "Café");
        assert_eq!(decode(b"\xb3\xf3d\xbc", Some("iso-8859-2")), "łódź");
        assert_eq!(
            decode(b"The caf\xe9 was full; \x93no table\x94.", None),
            "The café was full; “no table”."
        );
        assert_eq!(decode(b"The caf\xe9 was full.", Some("utf-8")), "The café was full.");
        assert_eq!(decode("Café, café, café \u{2014}".as_bytes(), None), "Café, café, café —");
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf8_into_something_else() {
        let mut bytes = "Zoë, Müller and Łukasz met — “at last”.".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(decode(&bytes, None), "Zoë, Müller and Łukasz met — “at last”.\u{fffd}");
    }

    #[test]
    fn heads_declare_their_encoding() {
        let name = |head: &str| declared(head.as_bytes()).map(encoding_rs::Encoding::name);
        assert_eq!(name("<html><meta charset='koi8-r'>"), Some("KOI8-R"));
        assert_eq!(name("<meta content=\"text/html; charset=shift_jis\">"), Some("Shift_JIS"));
        assert_eq!(name("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?>"), Some("ISO-8859-2"));
        assert_eq!(name("<p>encoding=koi8-r"), None);
    }

    #[test]
    fn a_stream_is_read_as_utf8() {
        let read = |bytes: Vec<u8>| {
            let mut text = String::new();
            utf8(Box::new(Cursor::new(bytes)), false).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let utf16 =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        let long = "Zoë met “him”. ".repeat(20_000);
        assert_eq!(read(utf16(&format!("\u{feff}{long}"))), long);
        assert_eq!(read(b"\xef\xbb\xbftext".to_vec()), "text");
        assert_eq!(read(b"caf\xe9.".to_vec()), "café.");
        assert_eq!(read(Vec::new()), "");
    }
}
