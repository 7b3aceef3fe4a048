//! Snapshots as they are read: everything is checked, and what is wrong is named with its place.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::compact::{self, MAGIC, Written};
use super::content::Content;
use super::error::SnapshotError;
use super::{SEAL, VERSION, is_compact, rows, v1};
use crate::facts::{Corpus, FactsError, Words};
use crate::graph::Entry;

/// Reads the snapshot in a file: a compact one where its first bytes say so, else one in RON. Cost: linear; memory: the file,
/// or of a compact one its largest part, and what is in it.
///
/// # Errors
/// - the file cannot be read, or is no snapshot;
/// - it is cut off, malformed, or its checksum does not fit;
/// - it is of a newer version;
/// - a document stands in it twice, or its facts do not fit together.
pub fn load(path: &Path) -> Result<Content, SnapshotError> {
    open(path).map(|(content, _)| content)
}

/// The same; of a compact snapshot also where its documents stand, so that it can be saved again sooner.
///
/// # Errors
/// As [`load`].
pub fn open(path: &Path) -> Result<(Content, Option<Written>), SnapshotError> {
    loop {
        let before = size_of(path);
        match opened(path) {
            // Another program was adding to it while it was read.
            Err(SnapshotError::Damaged { .. }) if size_of(path) != before => {}
            done => return done,
        }
    }
}

fn size_of(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().map(|about| about.len())
}

fn opened(path: &Path) -> Result<(Content, Option<Written>), SnapshotError> {
    let failed = || SnapshotError::io("read", path);
    let name = path.to_string_lossy();
    let mut file = File::open(path).map_err(failed())?;
    let size = file.metadata().map_err(failed())?.len();
    let mut bytes = Vec::new();
    file.by_ref().take(8).read_to_end(&mut bytes).map_err(failed())?;
    if bytes == MAGIC {
        let whole = bytes.as_slice().chain(BufReader::with_capacity(1 << 20, file));
        let (content, noted) = compact::read(&name, whole, size)?;
        return Ok((content, Some(noted.in_file(path))));
    }
    file.read_to_end(&mut bytes).map_err(failed())?;
    Ok((read_bytes(&name, bytes, is_compact(path))?, None))
}

/// The corrections in the file, if it is a snapshot that may hold some. What is no snapshot, or no file, has none. Cost: a
/// few bytes are read of a snapshot of the first version, the whole of another one.
///
/// # Errors
/// The snapshot may hold corrections, and cannot be read.
pub fn corrections_in(path: &Path) -> Result<Vec<Entry>, SnapshotError> {
    let mut head = Vec::new();
    if File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)).is_err() {
        return Ok(Vec::new());
    }
    let later = version(&String::from_utf8_lossy(&head)).is_some_and(|version| version > 1);
    if !later && !head.starts_with(&MAGIC) {
        return Ok(Vec::new());
    }
    load(path).map(|content| content.corrections)
}

/// The version stands in so many bytes.
const HEAD: u64 = 1024;

/// Reads a snapshot from memory, in RON or compact; errors call it `file`. `compact` says that it should be a compact one.
///
/// # Errors
/// As [`load`], but for reading the file.
pub fn read_bytes(file: &str, bytes: Vec<u8>, compact: bool) -> Result<Content, SnapshotError> {
    if bytes.starts_with(&MAGIC) || (compact && !looks_like_ron(&bytes)) {
        let read = compact::read(file, bytes.as_slice(), bytes.len() as u64);
        return read.map(|(content, _)| content);
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line_start = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        SnapshotError::NotText {
            file: file.to_owned(),
            line: good.iter().filter(|byte| **byte == b'\n').count() + 1,
            column: good.len() - line_start + 1,
        }
    })?;
    read(file, &text)
}

/// A snapshot in RON whose name was changed is read all the same.
pub(super) fn looks_like_ron(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'(' | b'#' | b'/'))
}

/// Reads the snapshot in RON `text`; errors call it `file`.
///
/// # Errors
/// As [`load`], but for reading the file.
pub fn read(file: &str, text: &str) -> Result<Content, SnapshotError> {
    if text.trim().is_empty() {
        return Err(SnapshotError::Empty { file: file.to_owned() });
    }
    if let Some(version) = version(text).filter(|version| *version > u64::from(VERSION)) {
        return Err(SnapshotError::Newer { file: file.to_owned(), version });
    }
    let seal = seal(file, text)?;
    let options = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .with_recursion_limit(MAX_DEPTH);
    let mut snapshot: v1::Snapshot =
        options.from_str(text).map_err(|error| syntax_error(file, &error))?;

    if seal == Seal::Broken {
        return Err(SnapshotError::Checksum { file: file.to_owned() });
    }
    let (mut corpus, mut words) = (Corpus::default(), Words::default());
    for read in std::mem::take(&mut snapshot.documents) {
        let read = read.into_document(&mut words);
        crate::facts::check(&read).map_err(|problem| misfit(file, text, problem))?;
        if let Some(twice) = corpus.insert(read) {
            return Err(SnapshotError::TwoDocuments {
                file: file.to_owned(),
                id: twice.document.id,
            });
        }
    }
    let v1::Snapshot { tables, nodes, relationships, corrections, .. } = snapshot;
    let imported = rows::graph(tables, nodes, relationships, &mut words).map_err(|misfit| {
        let (line, column) = place(text, text.find(&misfit.clue).unwrap_or(0));
        SnapshotError::Imported { file: file.to_owned(), line, column, problem: misfit.problem }
    })?;
    Ok(Content { corpus, imported, corrections })
}

/// What is wrong with a text in RON, and where.
pub(super) fn syntax_error(file: &str, error: &ron::error::SpannedError) -> SnapshotError {
    let end = matches!(error.code, ron::Error::Eof | ron::Error::ExpectedStringEnd);
    SnapshotError::Syntax {
        file: file.to_owned(),
        line: error.span.start.line,
        column: error.span.start.col,
        message: error.code.to_string(),
        hint: if end {
            "the file ends too early: it was cut off; `chancery repair` keeps what is whole"
        } else {
            "mend that place, or let `chancery repair` keep what is whole"
        },
    }
}

/// Line and column of a byte, both from 1.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// What does not fit in a document, with its place: the first that looks like it in that document's part.
fn misfit(file: &str, text: &str, problem: FactsError) -> SnapshotError {
    let mut id = Vec::new();
    // Writing to memory does not fail.
    let _ = super::quote::string(&mut id, &problem.document);
    let id = format!("id: {}", String::from_utf8_lossy(&id));
    let document = text.find(&id).unwrap_or(0);
    let clue = text.get(document..).and_then(|rest| rest.find(&problem.clue)).unwrap_or(0);
    let (line, column) = place(text, document + clue);
    SnapshotError::Facts { file: file.to_owned(), line, column, problem }
}

/// How deep values may lie in each other; a snapshot needs eight levels.
pub(super) const MAX_DEPTH: usize = 32;

/// The version that the snapshot says it is of, found without understanding the rest: a later version may be
/// written otherwise. `None` where it does not stand first.
pub(super) fn version(text: &str) -> Option<u64> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if rest.starts_with("//") || rest.starts_with("#!") {
            rest = rest.split_once('\n')?.1;
        } else {
            break;
        }
    }
    let rest = rest.strip_prefix('(')?.trim_start().strip_prefix("version")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    // A number too large to hold is a version all the same, and not ours.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seal {
    /// There is no checksum: it was taken out by hand.
    Absent,
    Whole,
    Broken,
}

/// Looks at the last line.
fn seal(file: &str, text: &str) -> Result<Seal, SnapshotError> {
    let trimmed = text.trim_end();
    let start = trimmed.rfind('\n').map_or(0, |at| at + 1);
    let (content, last) = trimmed.split_at_checked(start).unwrap_or(("", trimmed));
    if !last.trim_start().starts_with("//") {
        return Ok(Seal::Absent);
    }
    let Some(checksum) = last.strip_prefix(SEAL).filter(|sum| {
        sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    }) else {
        return Err(SnapshotError::Syntax {
            file: file.to_owned(),
            line: content.lines().count() + 1,
            column: 1,
            message: "the last line is no checksum".to_owned(),
            hint: "if you edited the file, delete this line; if not, it is damaged, and `chancery repair` keeps what is whole",
        });
    };
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(content.as_bytes()) {
        hex.push_str(&format!("{byte:02x}"));
    }
    Ok(if hex == checksum { Seal::Whole } else { Seal::Broken })
}
