//! From the bytes of a plain text to text.

use encoding_rs::UTF_8;

use super::encoding::{guess, marked};

/// A text and what had to be replaced in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// UTF-8, `\n` between lines, no byte order mark.
    pub(super) text: String,
    /// Bytes that are no UTF-8; read in another encoding, or each stretch of them as one U+FFFD.
    pub(super) undecodable: usize,
    /// Where the first of them stands in the input, in bytes from 0.
    pub(super) first: Option<usize>,
    /// The encoding that they were read in, where that is not UTF-8.
    pub(super) read_as: Option<&'static str>,
}

/// Decodes UTF-8; UTF-16 with a byte order mark; and where stray bytes stand in a text that has no other sign of UTF-8, what the
/// bytes most probably are. Cost: linear; valid text without carriage returns is not copied.
///
/// # Errors
/// Why the bytes are taken for binary: a NUL byte, or over a tenth of them undecodable.
pub(super) fn decode(mut bytes: Vec<u8>) -> Result<Decoded, String> {
    if let Some(encoding) = marked(&bytes).filter(|encoding| *encoding != UTF_8) {
        let text = plain_newlines(&encoding.decode(&bytes).0);
        if text.contains('\0') {
            return Err("a character of it is NUL".to_owned());
        }
        return Ok(Decoded { text, undecodable: 0, first: None, read_as: None });
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(format!("byte {at} is NUL"));
    }
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    let length = bytes.len();
    let (mut text, undecodable, first, read_as) = match String::from_utf8(bytes) {
        Ok(text) => (text, 0, None, None),
        Err(error) => {
            let (lossy, undecodable, first) = lossy(error.as_bytes());
            let encoding = guess(error.as_bytes(), true);
            if encoding == UTF_8 || undecodable * 10 > length {
                (lossy, undecodable, first, None)
            } else {
                let text = encoding.decode_without_bom_handling(error.as_bytes()).0.into_owned();
                (text, undecodable, first, Some(encoding.name()))
            }
        }
    };
    if undecodable * 10 > length {
        return Err(format!("{undecodable} of {length} bytes cannot be decoded"));
    }
    if text.contains('\r') {
        text = plain_newlines(&text);
    }
    Ok(Decoded { text, undecodable, first, read_as })
}

fn lossy(bytes: &[u8]) -> (String, usize, Option<usize>) {
    let mut text = String::with_capacity(bytes.len());
    let (mut undecodable, mut first, mut at) = (0, None, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            first.get_or_insert(at);
            undecodable += chunk.invalid().len();
            at += chunk.invalid().len();
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (text, undecodable, first)
}

/// CRLF and lone CR become `\n`.
fn plain_newlines(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\r') {
        plain.push_str(line);
        plain.push('\n');
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_kind_of_line_end_becomes_a_newline() {
        let decoded = decode(b"\xef\xbb\xbfone\r\ntwo\rthree\n\r\r\nfour\r".to_vec());
        assert_eq!(decoded.map(|d| d.text), Ok("one\ntwo\nthree\n\n\nfour\n".to_owned()));
    }

    #[test]
    fn stray_bytes_among_utf8_are_replaced_and_counted() {
        let text = b"Zo\xc3\xab and Ren\xc3\xa9 talk in Troms\xc3\xb8 for days \xe9 and \xff\xfe";
        let decoded = decode(text.to_vec()).expect("a text");
        assert_eq!(
            decoded.text,
            "Zoë and René talk in Tromsø for days \u{fffd} and \u{fffd}\u{fffd}"
        );
        assert_eq!((decoded.undecodable, decoded.first), (3, Some(40)));
        assert_eq!(decoded.read_as, None);
    }

    #[test]
    fn other_encodings_are_seen() {
        let decoded = decode(b"Caf\xe9 talks go on for days and days, \x93he said\x94.".to_vec());
        let decoded = decoded.expect("a text");
        assert_eq!(decoded.text, "Café talks go on for days and days, “he said”.");
        assert_eq!((decoded.undecodable, decoded.read_as), (3, Some("windows-1252")));
        let utf16: Vec<u8> = "\u{feff}Café\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(utf16).map(|it| it.text), Ok("Café\n".to_owned()));
    }

    #[test]
    fn nul_bytes_and_a_tenth_of_rubbish_are_binary() {
        assert!(decode(b"text\0text".to_vec()).is_err());
        assert!(decode(b"123456789\xff".to_vec()).is_ok(), "a tenth is still text");
        assert!(decode(b"12345678\xff".to_vec()).is_err(), "over a tenth is not");
        assert!(decode(b"\xff\xfea\0\0\0".to_vec()).is_err());
    }
}
