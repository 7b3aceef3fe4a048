//! From an input to a document.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::decode::decode;
use super::{Document, Input, Place, SourceError, Warning};
use crate::text::{head, layout};

/// Reads one input. `date` is given to documents whose head has none. Memory: twice the file.
///
/// # Errors
/// It cannot be read, is no text, is empty, or holds nothing but page furniture.
pub fn read(input: &Input, date: Option<Date>) -> Result<(Document, Vec<Warning>), SourceError> {
    let path = input.place.path();
    let bytes = match &input.place {
        Place::File(path) => std::fs::read(path),
        Place::Stdin => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
    };
    let bytes =
        bytes.map_err(|reason| SourceError::Unreadable { path: path.to_owned(), reason })?;
    document(&input.id, path, bytes, date)
}

/// Makes a document of the bytes of an input; `path` is only for messages.
///
/// # Errors
/// The bytes are no text, empty, or hold nothing but page furniture.
pub fn document(
    id: &str,
    path: &Path,
    bytes: Vec<u8>,
    date: Option<Date>,
) -> Result<(Document, Vec<Warning>), SourceError> {
    let hash = hex(&Sha256::digest(&bytes));
    let decoded =
        decode(bytes).map_err(|reason| SourceError::Binary { path: path.to_owned(), reason })?;
    let text = decoded.text;
    let head = head(&text);
    if head.body.is_empty() {
        return Err(SourceError::Empty { path: path.to_owned() });
    }
    if layout(&text, head.body, head.title).iter().all(|block| !block.kind.tells()) {
        return Err(SourceError::OnlyNoise { path: path.to_owned() });
    }
    let input = path.display().to_string();
    let mut warnings = Vec::new();
    if let Some(first) = decoded.first {
        let count = decoded.undecodable;
        let bytes = if count == 1 { "byte is" } else { "bytes are" };
        warnings.push(Warning {
            input: input.clone(),
            line: None,
            message: format!(
                "{count} {bytes} not UTF-8, the first at byte {first}; read as \u{fffd}"
            ),
        });
    }
    warnings.extend(head.problems.into_iter().map(|problem| {
        let before = text.get(..problem.span.start).unwrap_or("");
        let line = Some(before.matches('\n').count() + 1);
        Warning { input: input.clone(), line, message: problem.message }
    }));
    let document = Document {
        id: id.to_owned(),
        hash,
        body: head.body,
        title: head.title,
        date: head.date.or(date),
        source: head.source,
        text,
    };
    Ok((document, warnings))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a String does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::document;
    use crate::source::SourceError;

    fn read(bytes: &[u8]) -> Result<(super::Document, Vec<super::Warning>), SourceError> {
        document("a/x", Path::new("in/a/x.txt"), bytes.to_vec(), Some(date(2024, 1, 1)))
    }

    #[test]
    fn a_document_keeps_its_id_its_head_and_the_hash_of_its_bytes() {
        let (document, warnings) =
            read(b"Envoys talk\r\ndate 2024-05-01\r\nsource Northern Wire\r\n\r\nThey talked.\r\n")
                .expect("a document");
        assert_eq!(document.id, "a/x");
        assert_eq!(document.title_text(), Some("Envoys talk"));
        assert_eq!(document.date, Some(date(2024, 5, 1)));
        assert_eq!(document.source.as_deref(), Some("Northern Wire"));
        assert_eq!(document.hash.len(), 64);
        assert!(!document.text.contains('\r') && warnings.is_empty());
    }

    #[test]
    fn the_given_date_is_for_documents_without_one() {
        let (document, _) = read(b"They talked.").expect("a document");
        assert_eq!(document.date, Some(date(2024, 1, 1)));
    }

    #[test]
    fn stray_bytes_and_bad_dates_are_warnings_with_their_place() {
        let (_, warnings) =
            read(b"Envoys talk\ndate 2024-13-01\nThe envoys talked in the caf\xe9.").expect("read");
        let shown: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), 2);
        assert!(shown[0].contains("1 byte is not UTF-8, the first at byte"));
        assert!(shown[1].starts_with("in/a/x.txt:2: \"2024-13-01\" is no date"));
    }

    #[test]
    fn empty_texts_noise_and_binaries_are_passed_over() {
        assert!(matches!(read(b" \n\n"), Err(SourceError::Empty { .. })));
        assert!(matches!(read(b"date 2024-05-01\n"), Err(SourceError::Empty { .. })));
        assert!(matches!(
            read(b"Share this article\nComments\n"),
            Err(SourceError::OnlyNoise { .. })
        ));
        let binary = read(b"\x7fELF\0\0").expect_err("binary");
        assert!(binary.is_passed_over() && binary.hint().is_some());
    }
}
