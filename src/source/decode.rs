//! From bytes to text.

/// A text and what had to be replaced in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// UTF-8, `\n` between lines, no byte order mark.
    pub(super) text: String,
    /// Bytes that are no UTF-8; each stretch of them became one U+FFFD.
    pub(super) undecodable: usize,
    /// Where the first of them stands in the input, in bytes from 0.
    pub(super) first: Option<usize>,
}

/// Decodes UTF-8. Cost: linear; valid text without carriage returns is not copied.
///
/// # Errors
/// Why the bytes are taken for binary: a NUL byte, or over a tenth of them undecodable.
pub(super) fn decode(mut bytes: Vec<u8>) -> Result<Decoded, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it begins with the byte order mark of UTF-16".to_owned());
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(format!("byte {at} is NUL"));
    }
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    let length = bytes.len();
    let (mut text, undecodable, first) = match String::from_utf8(bytes) {
        Ok(text) => (text, 0, None),
        Err(error) => lossy(error.as_bytes()),
    };
    if undecodable * 10 > length {
        return Err(format!("{undecodable} of {length} bytes cannot be decoded"));
    }
    if text.contains('\r') {
        text = plain_newlines(&text);
    }
    Ok(Decoded { text, undecodable, first })
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
    fn stray_bytes_are_replaced_and_counted() {
        let decoded = decode(b"Caf\xe9 talks go on for days and days \xff\xfe".to_vec());
        let decoded = decoded.expect("a text");
        assert_eq!(decoded.text, "Caf\u{fffd} talks go on for days and days \u{fffd}\u{fffd}");
        assert_eq!((decoded.undecodable, decoded.first), (3, Some(3)));
    }

    #[test]
    fn nul_bytes_and_a_tenth_of_rubbish_are_binary() {
        assert!(decode(b"text\0text".to_vec()).is_err());
        assert!(decode(b"123456789\xff".to_vec()).is_ok(), "a tenth is still text");
        assert!(decode(b"12345678\xff".to_vec()).is_err(), "over a tenth is not");
        assert!(decode(b"\xff\xfea\0".to_vec()).is_err_and(|why| why.contains("UTF-16")));
    }
}
