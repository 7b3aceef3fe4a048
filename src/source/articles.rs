//! From an input to its articles, one by one: a file that holds one, or one that holds many.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use rustc_hash::FxBuildHasher;
use sha2::{Digest as _, Sha256};

use super::format::{self, Content, Format, Piece};
use super::kind::{Kind, Named, kind, named};
use super::passed::{At, Why};
use super::read::hex;
use super::unpack::{Stream, unpacked};
use super::{Input, Options, Place, Raw, SourceError, budget, limits};

/// The articles of one input, in the order of the file. What is passed over stands among them, and the rest comes all the same.
///
/// Memory: that of one article. A file of one document is not even opened here, but where it is read.
pub struct Articles {
    input: Input,
    state: State,
    /// Keys that were given, and how often.
    taken: HashMap<String, usize, FxBuildHasher>,
    number: usize,
}

enum State {
    /// It is to be opened.
    Closed,
    Reading(Box<dyn Format>),
    Ended,
}

impl std::fmt::Debug for Articles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Articles").field("input", &self.input).finish_non_exhaustive()
    }
}

impl Articles {
    /// The articles of an input.
    pub fn of(input: &Input) -> Self {
        Self { input: input.clone(), state: State::Closed, taken: HashMap::default(), number: 0 }
    }

    /// The next article, or why one is passed over; `None` at the end.
    pub fn next(&mut self, options: &Options) -> Option<Result<Raw, SourceError>> {
        if let State::Closed = self.state {
            self.state = State::Ended;
            if self.input.holds_one() {
                let Input { id, place } = self.input.clone();
                return Some(Ok(Raw::file(id, place)));
            }
            match self.open(options) {
                Ok(Opened::One(content)) => {
                    let Input { id, place } = self.input.clone();
                    return Some(Ok(Raw::new(id, place.path().to_owned(), At::default(), content)));
                }
                Ok(Opened::Many(reader)) => self.state = State::Reading(reader),
                Err(error) => return Some(Err(error)),
            }
        }
        let State::Reading(reader) = &mut self.state else { return None };
        // A reader of another crate's making that panics is one that has ended.
        let Some(next) = super::contained::contained(|| reader.next()) else {
            self.state = State::Ended;
            return Some(Err(
                self.passed(At::default(), Why::Broken("it cannot be read on".to_owned()))
            ));
        };
        match next {
            None => {
                self.state = State::Ended;
                None
            }
            Some(Ok(piece)) => Some(Ok(self.raw(piece))),
            Some(Err(passed)) => Some(Err(self.passed(passed.at, passed.why))),
        }
    }

    fn open(&self, options: &Options) -> Result<Opened, SourceError> {
        let path = self.input.place.path();
        let failed = |error: std::io::Error| of_io(path, error);
        let stream = stream(&self.input.place).map_err(failed)?;
        let mut stream = unpacked(stream).map_err(failed)?;
        let head = stream.fill_buf().map_err(failed)?;
        let kind =
            kind(path, head).map_err(|told| self.passed(At::default(), Why::Unsupported(told)))?;
        if kind.is_single() {
            return Ok(Opened::One(content(kind, stream).map_err(failed)?));
        }
        if head.is_empty() {
            return Err(SourceError::Empty { path: path.to_owned() });
        }
        format::reader(kind, stream, &options.columns).map(Opened::Many).map_err(failed)
    }

    fn passed(&self, at: At, why: Why) -> SourceError {
        SourceError::Passed { path: self.input.place.path().to_owned(), at, why }
    }

    fn raw(&mut self, piece: Piece) -> Raw {
        self.number += 1;
        let Piece { at, key, content } = piece;
        let key = key.as_deref().map(slug).filter(|key| !key.is_empty());
        let key = key.unwrap_or_else(|| at.line.or(at.record).unwrap_or(self.number).to_string());
        let mut unique = key.clone();
        loop {
            let times = self.taken.entry(unique.clone()).or_insert(0);
            *times += 1;
            if *times == 1 {
                break;
            }
            let times = self
                .taken
                .entry(key.clone())
                .and_modify(|it| *it += usize::from(unique != key))
                .or_insert(1);
            unique = format!("{key}-{times}");
        }
        let id = format!("{}/{unique}", self.input.id);
        Raw::new(id, self.input.place.path().to_owned(), at, content)
    }
}

enum Opened {
    One(Content),
    Many(Box<dyn Format>),
}

impl Input {
    /// Is it, by its name, a file of exactly one document?
    pub fn holds_one(&self) -> bool {
        match (&self.place, named(self.place.path())) {
            (Place::Stdin, _) => false,
            (_, Named::Kind(kind)) => kind.is_single(),
            _ => false,
        }
    }

    /// May a document of this id come from it?
    pub fn owns(&self, id: &str) -> bool {
        id == self.id || id.strip_prefix(&self.id).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// What an error of reading a file means.
pub(super) fn of_io(path: &Path, error: std::io::Error) -> SourceError {
    match Why::from(&error) {
        Why::Broken(_) if error.get_ref().is_none() || error.raw_os_error().is_some() => {
            SourceError::Unreadable { path: path.to_owned(), reason: error }
        }
        why => SourceError::Passed { path: path.to_owned(), at: At::default(), why },
    }
}

/// The bytes of an input as they are.
pub(super) fn stream(place: &Place) -> std::io::Result<Stream> {
    Ok(match place {
        Place::File(path) => Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)),
        Place::Stdin => Box::new(BufReader::new(std::io::stdin())),
    })
}

/// What stands in a file of one document.
pub(super) fn content(kind: Kind, stream: Stream) -> std::io::Result<Content> {
    let limit = if kind == Kind::Page { limits::RECORD } else { limits::FILE };
    let bytes = budget::read_all(stream, limit)?;
    Ok(match kind {
        Kind::Page => Content::Page { bytes, charset: None, url: None },
        Kind::Mail => Content::Mail(bytes),
        Kind::Pdf => Content::Pdf(bytes),
        _ => Content::Text(bytes),
    })
}

/// So long may what a document calls itself become in its id, in characters.
const LONGEST: usize = 120;

/// What a document calls itself, as it stands in an id: an address without its scheme, no signs that a shell or a query would mind.
fn slug(key: &str) -> String {
    let key = key.trim();
    let bare =
        ["https://", "http://", "urn:uuid:"].iter().find_map(|scheme| key.strip_prefix(scheme));
    let bare = bare.unwrap_or(key);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let mut slug = String::new();
    for c in bare.chars() {
        let kept = c.is_alphanumeric() || matches!(c, '.' | '_' | '~' | '/' | '@' | '=');
        let c = if kept { c } else { '-' };
        if !(matches!(c, '-' | '/' | '.') && slug.ends_with(c)) {
            slug.push(c);
        }
    }
    let slug = slug.trim_matches(['-', '/', '.']);
    if slug.chars().count() <= LONGEST {
        return slug.to_owned();
    }
    // What is cut off tells one from the other.
    let digest = hex(&Sha256::digest(key.as_bytes()));
    let cut: String = slug.chars().take(LONGEST - 9).collect();
    format!("{cut}-{}", digest.get(..8).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Articles, Input, Options, Place, slug};
    use crate::source::SourceError;

    #[test]
    fn addresses_become_parts_of_ids() {
        assert_eq!(
            slug("https://www.wire.example/world/envoys-meet/?id=7&x=é"),
            "wire.example/world/envoys-meet/-id=7-x=é"
        );
        assert_eq!(slug("urn:uuid:12-34"), "12-34");
        assert_eq!(slug("../../etc/passwd"), "etc/passwd");
        assert_eq!(slug("=HYPERLINK(\"x\")\n<script>"), "=HYPERLINK-x-script");
        assert_eq!(slug("///"), "");
        let (one, other) =
            (slug(&format!("{}1", "x".repeat(500))), slug(&format!("{}2", "x".repeat(500))));
        assert!(one != other && one.chars().count() == 120, "{one}");
    }

    fn ids(name: &str, text: &str) -> Vec<Result<String, String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let input = Input { id: "in".to_owned(), place: Place::File(path) };
        let mut articles = Articles::of(&input);
        let options = Options::default();
        std::iter::from_fn(|| articles.next(&options))
            .map(|it| {
                it.map(|raw| raw.id().to_owned()).map_err(|error| match error {
                    SourceError::Passed { at, why, .. } => format!("{at}: {why}"),
                    other => other.to_string(),
                })
            })
            .collect()
    }

    #[test]
    fn each_article_has_an_id_of_its_own() {
        let text = "{\"id\": 1, \"text\": \"a\"}\n{\"id\": 1, \"text\": \"b\"}\n{\"id\": \"1-2\", \"text\": \"c\"}\n\
                    {\"id\": 1, \"text\": \"c\"}\n{\"text\": \"d\"}\n";
        let ids: Vec<String> = ids("a.jsonl", text).into_iter().map(Result::unwrap).collect();
        assert_eq!(ids.first().map(String::as_str), Some("in/1"));
        assert_eq!(ids.last().map(String::as_str), Some("in/5"));
        let different: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(different.len(), 5, "{ids:?}");
    }

    #[test]
    fn broken_lines_are_told_with_their_number() {
        let text = "{\"text\": \"a\"}\n\n{\"text\": \n{\"title\": \"x\"}\n7\n";
        let found = ids("a.ndjson", text);
        assert_eq!(found[0].as_deref(), Ok("in/1"));
        assert!(found[1].as_ref().is_err_and(|it| it.starts_with(":3: no JSON: EOF")), "{found:?}");
        assert!(
            found[2].as_ref().is_err_and(|it| it.starts_with(":4: no text: no field")),
            "{found:?}"
        );
        assert!(found[3].as_ref().is_err_and(|it| it.starts_with(":5: no object")), "{found:?}");
    }

    #[test]
    fn tables_tell_short_rows_and_missing_columns() {
        let found = ids(
            "a.csv",
            "id;headline;body\nx;Envoys meet;\"The envoys\nmet.\"\ny;short\nz;Empty;\n",
        );
        assert_eq!(found[0].as_deref(), Ok("in/x"));
        assert!(found[1].as_ref().is_err_and(|it| it.starts_with(":4 (y): 2 cells")), "{found:?}");
        assert!(found[2].as_ref().is_err_and(|it| it.starts_with(":5 (z): no text")), "{found:?}");
        let found = ids("a.tsv", "id\theadline\nx\ty\n");
        assert!(
            found[0].as_ref().is_err_and(|it| it.contains("there are id, headline")),
            "{found:?}"
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_quotation_that_never_ends_takes_no_more_than_a_record() {
        let text = format!("id,text\nx,\"{}", "The envoys met.\n".repeat(2_000_000));
        let found = ids("a.csv", &text);
        assert!(
            found.last().unwrap().as_ref().is_err_and(|it| it.contains("too large")),
            "{found:?}"
        );
    }

    #[test]
    fn an_input_owns_what_is_below_it() {
        let input =
            Input { id: "a".to_owned(), place: Place::File(Path::new("a.warc").to_owned()) };
        assert!(input.owns("a") && input.owns("a/b") && !input.owns("ab") && !input.holds_one());
    }
}
