//! From what a format found to a document.

use std::fmt::Write as _;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::article::Article;
use super::articles::{content, of_io, stream};
use super::decode::decode;
use super::format::{Content, Fields, Letter, message, pages};
use super::kind::{Kind, kind};
use super::language::{Claim, claim, is_declared_foreign};
use super::passed::{At, Why};
use super::unpack::{packing, unpacked};
use super::{Articles, Document, Input, Options, Place, SourceError, Warning, encoding, page};
use crate::text::{after_title, head, layout};

/// An article before it is cleaned: where it stands, and what it is made from. To read it is most of the work, and can be done by many
/// at once.
pub struct Raw {
    id: String,
    path: PathBuf,
    at: At,
    source: From,
}

enum From {
    /// A file of one document, which is not opened yet.
    File(Place),
    Content(Content),
}

impl std::fmt::Debug for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}{})", self.id, self.path.display(), self.at)
    }
}

impl Raw {
    pub(super) fn file(id: String, place: Place) -> Self {
        Self { id, path: place.path().to_owned(), at: At::default(), source: From::File(place) }
    }

    pub(super) fn new(id: String, path: PathBuf, at: At, content: Content) -> Self {
        Self { id, path, at, source: From::Content(content) }
    }

    /// The id of the document.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Is it all that its file holds?
    pub fn stands_alone(&self) -> bool {
        matches!(self.source, From::File(_))
    }

    /// That another document of the run has its id.
    pub fn twice(self) -> SourceError {
        let Self { id, path, at, .. } = self;
        SourceError::Passed { path, at, why: Why::Twice(id) }
    }

    /// How many bytes it holds in memory.
    pub fn size(&self) -> usize {
        match &self.source {
            From::File(_) => 0,
            From::Content(Content::Fields(fields)) => fields.text.len(),
            From::Content(
                Content::Text(bytes)
                | Content::Page { bytes, .. }
                | Content::Mail(bytes)
                | Content::Pdf(bytes),
            ) => bytes.len(),
        }
    }

    /// The hash that its document will have; it is read for it, but not cleaned.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn hash(self) -> Result<String, SourceError> {
        Ok(hash(&self.loaded()?.1))
    }

    /// As it stands in the file, and where.
    fn loaded(self) -> Result<(Stand, Content), SourceError> {
        let Self { id, path, at, source } = self;
        let content = match source {
            From::Content(content) => content,
            From::File(place) => load(&place)?,
        };
        Ok((Stand { id, path, at }, content))
    }

    /// Makes the document of it.
    ///
    /// # Errors
    /// Why it is passed over, or left out: see [`SourceError`].
    pub fn read(self, options: &Options) -> Result<(Document, Vec<Warning>), SourceError> {
        let (place, content) = self.loaded()?;
        let hash = hash(&content);
        if let Content::Text(bytes) = content {
            let (document, warnings) = plain(&place.id, &place.path, bytes, hash, options)?;
            return chosen(&place, document, None, options).map(|document| (document, warnings));
        }
        let article = article(content).map_err(|why| place.passed(why))?;
        let text = article.compose();
        let head = head(&text);
        let telling = |block: &crate::text::Block| block.kind.tells();
        if article.words() == 0 || !layout(&text, head.body, head.title).iter().any(telling) {
            return Err(place.passed(Why::NoText("nothing but page furniture".to_owned())));
        }
        let document = Document {
            id: place.id.clone(),
            hash,
            body: head.body,
            title: head.title,
            date: head.date.or(options.date),
            source: head.source,
            text,
        };
        let document = chosen(&place, document, article.language.as_deref(), options)?;
        Ok((document, Vec::new()))
    }
}

/// Which article, and where it stands.
struct Stand {
    id: String,
    path: PathBuf,
    at: At,
}

impl Stand {
    fn passed(&self, why: Why) -> SourceError {
        SourceError::Passed { path: self.path.clone(), at: self.at.clone(), why }
    }
}

/// Reads a file of one document.
fn load(place: &Place) -> Result<Content, SourceError> {
    let path = place.path();
    let failed = |error: std::io::Error| of_io(path, error);
    let mut stream = stream(place).map_err(failed)?;
    let is_packed = packing(stream.fill_buf().map_err(failed)?).is_some();
    let mut stream = unpacked(stream).map_err(failed)?;
    let kind =
        kind(path, stream.fill_buf().map_err(failed)?).map_err(|told| SourceError::Passed {
            path: path.to_owned(),
            at: At::default(),
            why: Why::Unsupported(told),
        })?;
    if kind == Kind::Text && !is_packed {
        // A text may be as long as it likes: it is its own memory.
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut stream, &mut bytes).map_err(failed)?;
        return Ok(Content::Text(bytes));
    }
    content(kind, stream).map_err(failed)
}

/// The hash of what an article is made from: the bytes of a file or a record, the fields of a row.
fn hash(content: &Content) -> String {
    let digest = match content {
        Content::Text(bytes)
        | Content::Page { bytes, .. }
        | Content::Mail(bytes)
        | Content::Pdf(bytes) => Sha256::digest(bytes),
        Content::Fields(fields) => {
            let Fields { article, text, .. } = fields.as_ref();
            let mut hash = Sha256::new();
            let day = article.day.map(|day| day.to_string());
            for part in
                [article.title.as_deref(), day.as_deref(), article.publisher.as_deref(), Some(text)]
            {
                let part = part.unwrap_or("");
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
            hash.finalize()
        }
    };
    hex(&digest)
}

/// Finds the article in what a format handed on.
fn article(content: Content) -> Result<Article, Why> {
    match content {
        Content::Page { bytes, charset, url } => {
            let declared =
                charset.or_else(|| encoding::declared(&bytes).map(|it| it.name().to_owned()));
            page::article(&encoding::decode(&bytes, declared.as_deref()), url.as_deref())
        }
        Content::Mail(bytes) => match message(&bytes)? {
            Letter::Article(article) => Ok(article),
            Letter::Page(html, url) => page::article(&html, url.as_deref()),
        },
        Content::Pdf(bytes) => pages(&bytes),
        Content::Fields(fields) => {
            let Fields { mut article, text, url } = *fields;
            article.paragraphs = page::paragraphs_of(&text);
            article.publisher = article.publisher.or_else(|| url.as_deref().and_then(page::host));
            if article.paragraphs.is_empty() {
                return Err(Why::NoText("nothing is left without its markup".to_owned()));
            }
            Ok(article)
        }
        // Plain text is no article of parts.
        Content::Text(bytes) => Ok(Article {
            paragraphs: vec![String::from_utf8_lossy(&bytes).into_owned()],
            ..Article::default()
        }),
    }
}

/// Is the document one of those that were asked for?
fn chosen(
    place: &Stand,
    document: Document,
    declared: Option<&str>,
    options: &Options,
) -> Result<Document, SourceError> {
    if let (Some(since), Some(date)) = (options.since, document.date)
        && date < since
    {
        return Err(SourceError::Older { path: place.path.clone() });
    }
    if options.any_language {
        return Ok(document);
    }
    let start = document
        .title
        .map_or(document.body.start, |title| after_title(&document.text, title, document.body.end));
    let body = document.text.get(start..document.body.end).unwrap_or("");
    let sample = body.get(..body.floor_char_boundary(4000)).unwrap_or(body);
    match claim(&format!("{}\n{sample}", document.title_text().unwrap_or(""))) {
        Claim::Other(language) => Err(place.passed(Why::OtherLanguage(language))),
        Claim::Unsure if declared.is_some_and(is_declared_foreign) => {
            Err(place.passed(Why::OtherLanguage("another language, as it declares")))
        }
        Claim::Unsure | Claim::English => Ok(document),
    }
}

/// Reads the first document of an input.
///
/// # Errors
/// See [`Raw::read`].
pub fn read(input: &Input, options: &Options) -> Result<(Document, Vec<Warning>), SourceError> {
    let empty = || SourceError::Empty { path: input.place.path().to_owned() };
    Articles::of(input).next(options).ok_or_else(empty)?.and_then(|raw| raw.read(options))
}

/// Makes a document of the bytes of a plain text; `path` is only for messages.
///
/// # Errors
/// The bytes are no text, empty, or hold nothing but page furniture.
pub fn document(
    id: &str,
    path: &Path,
    bytes: Vec<u8>,
    options: &Options,
) -> Result<(Document, Vec<Warning>), SourceError> {
    let hash = hex(&Sha256::digest(&bytes));
    plain(id, path, bytes, hash, options)
}

fn plain(
    id: &str,
    path: &Path,
    bytes: Vec<u8>,
    hash: String,
    options: &Options,
) -> Result<(Document, Vec<Warning>), SourceError> {
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
        let read = decoded.read_as.unwrap_or("\u{fffd}");
        warnings.push(Warning {
            input: input.clone(),
            line: None,
            message: format!(
                "{count} {bytes} not UTF-8, the first at byte {first}; read as {read}"
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
        date: head.date.or(options.date),
        source: head.source,
        text,
    };
    Ok((document, warnings))
}

pub(super) fn hex(bytes: &[u8]) -> String {
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
    use crate::source::{Options, SourceError};

    fn read(bytes: &[u8]) -> Result<(super::Document, Vec<super::Warning>), SourceError> {
        let options = Options::dated(Some(date(2024, 1, 1)));
        document("a/x", Path::new("in/a/x.txt"), bytes.to_vec(), &options)
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
        let (document, warnings) =
            read(b"Envoys talk\ndate 2024-13-01\nThe envoys talked in the caf\xe9.").expect("read");
        assert!(document.text.ends_with("in the café."));
        let shown: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), 2);
        assert!(shown[0].contains("1 byte is not UTF-8, the first at byte"));
        assert!(shown[0].ends_with("read as windows-1252"));
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
