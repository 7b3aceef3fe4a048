//! The text of a PDF.

mod guard;

use pdf_extract::{Document, Object, PlainTextOutput, output_doc_page};

use crate::source::article::Article;
use crate::source::contained::contained;
use crate::source::limits::RECORD;
use crate::source::page::paragraphs_of;
use crate::source::passed::Why;

/// More pages are a book.
const PAGES: usize = 2000;

/// The article that a PDF holds: its paragraphs, and the title that it gives itself. Its first line is not taken for one here: where it
/// is one, that is seen as in a plain text.
///
/// # Errors
/// It is broken, encrypted, a picture of a text, or so made that reading it would take more than its length tells.
pub(in crate::source) fn pages(bytes: &[u8]) -> Result<Article, Why> {
    guard::streams(bytes)?;
    let read = contained(|| {
        let document = Document::load_mem(bytes)
            .map_err(|error| Why::Broken(format!("no PDF that can be read: {error}")))?;
        let pages = document.get_pages();
        if pages.len() > PAGES {
            return Err(Why::TooMany { limit: PAGES });
        }
        guard::objects(&document)?;
        let mut text = String::new();
        for number in pages.keys() {
            let mut page = String::new();
            // One page that cannot be read costs no other.
            let told = contained(|| {
                let mut output = PlainTextOutput::new(&mut page);
                output_doc_page(&document, &mut output, *number).is_ok()
            });
            if told.is_some() {
                text.push_str(&page);
                text.push_str("\n\n");
            }
            if text.len() > RECORD {
                return Err(Why::TooLarge { limit: RECORD });
            }
        }
        Ok((text, about(&document, b"Title")))
    });
    let (text, title) =
        read.unwrap_or_else(|| Err(Why::Broken("no PDF that can be read".to_owned())))?;
    if text.trim().is_empty() {
        return Err(Why::NoText("the PDF has pictures of pages, or none".to_owned()));
    }
    let paragraphs = paragraphs_of(&text);
    // Programs leave the name of the file, or their own, as the title.
    let title =
        title.filter(|title| title.split_whitespace().nth(2).is_some() && !title.contains(".doc"));
    // The day on which it was made is that of printing, not of publication.
    Ok(Article { title, paragraphs, ..Article::default() })
}

/// What a PDF says of itself.
fn about(document: &Document, key: &[u8]) -> Option<String> {
    let info = document.trailer.get(b"Info").ok()?;
    let info = match info {
        Object::Reference(id) => document.get_object(*id).ok()?,
        other => other,
    };
    let bytes = info.as_dict().ok()?.get(key).ok()?.as_str().ok()?;
    let text = if bytes.starts_with(&[0xfe, 0xff]) {
        crate::source::encoding::decode(bytes, None)
    } else {
        crate::source::encoding::decode(bytes, Some("windows-1252"))
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::pages;
    use crate::source::passed::Why;

    /// A PDF of these objects, numbered from 1, of which the first is the catalog.
    fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            places.push(out.len());
            out.extend(format!("{} 0 obj\n", i + 1).bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let table = out.len();
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
        for place in places {
            out.extend(format!("{place:010} 00000 n \n").bytes());
        }
        out.extend(
            format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF", objects.len() + 1)
                .bytes(),
        );
        out
    }

    fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
        let mut out = format!("<<{dict}/Length {}>>stream\n", content.len()).into_bytes();
        out.extend(content);
        out.extend(b"\nendstream");
        out
    }

    fn with(page: &str, more: &[Vec<u8>]) -> Vec<u8> {
        let mut objects = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]>>".to_vec(),
            format!("<</Type/Page/Parent 2 0 R{page}>>").into_bytes(),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        ];
        objects.extend(more.iter().cloned());
        pdf(&objects)
    }

    const RESOURCES: &str = "/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>";

    #[test]
    fn words_and_lines_are_read() {
        let content = b"BT /F1 12 Tf 72 700 Td (The envoys of Peru) Tj ( met in Oslo.) Tj 0 -14 Td (They agreed.) Tj ET";
        let found = pages(&with(RESOURCES, &[stream("", content)])).unwrap();
        let text = found.paragraphs.join("\n");
        assert!(
            text.contains("The envoys of Peru met in Oslo.") && text.contains("They agreed."),
            "{text}"
        );
    }

    #[test]
    fn hostile_pdfs_are_refused() {
        let itself = "/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>";
        let form = stream("/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>", b"/X Do");
        let cycle = with(itself, &[stream("", b"/X Do"), form]);
        assert_eq!(pages(&cycle).map(|_| ()), Err(Why::TooDeep));
        let bare = stream("/Type/XObject/Subtype/Form", b"/X Do");
        assert_eq!(
            pages(&with(itself, &[stream("", b"/X Do"), bare])).map(|_| ()),
            Err(Why::TooDeep)
        );
        let form = stream("/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>", b"/X %/Y\nDo");
        assert_eq!(
            pages(&with(itself, &[stream("", b"/X %/Y\nDo"), form])).map(|_| ()),
            Err(Why::TooDeep)
        );
        // Each form draws the next a thousand times.
        let mut forms = vec![stream("", b"/X Do")];
        for next in 7..12 {
            let dict = format!("/Subtype/Form/Resources<</XObject<</X {next} 0 R>>>>");
            forms.push(stream(&dict, &b"/X Do ".repeat(1000)));
        }
        forms.push(stream("/Subtype/Form/Resources<<>>", b"BT ET"));
        assert_eq!(pages(&with(itself, &forms)).map(|_| ()), Err(Why::TooDeep));
        let parent = pdf(&[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec(),
            stream("", b"BT ET"),
        ]);
        assert_eq!(pages(&parent).map(|_| ()), Err(Why::TooDeep));
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::copy(&mut std::io::Read::take(std::io::repeat(b' '), 300 << 20), &mut packer)
            .unwrap();
        let bomb = with(RESOURCES, &[stream("/Filter/FlateDecode", &packer.finish().unwrap())]);
        assert!(matches!(pages(&bomb), Err(Why::Bomb { .. })));
        for broken in
            [&b""[..], b"%PDF-1.7", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"]
        {
            assert!(pages(broken).is_err());
        }
    }
}
