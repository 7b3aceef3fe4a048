//! From what was named on the command line to the inputs that are read.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::articles::stream;
use super::kind::{is_read_in_folders, tells_articles, unpacked_name};
use super::unpack::unpacked;
use super::{Options, SourceError};

/// One input: what will be one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Id of the document.
    pub id: String,
    /// Where it is read from.
    pub place: Place,
}

/// Where an input is read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input, named `-`.
    Stdin,
}

impl Place {
    /// The path as it was named or found (`-` for standard input).
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Stdin => Path::new("-"),
        }
    }
}

/// The inputs that were found, and what in the folders could not be looked at.
#[derive(Debug, Default)]
pub struct Found {
    /// The inputs, in order of their ids.
    pub inputs: Vec<Input>,
    /// What was passed over: folders that cannot be opened, links in a circle.
    pub passed_over: Vec<SourceError>,
}

/// Finds the inputs under `paths`: files as they are, folders with all documents below them,
/// `-` for standard input.
///
/// In folders, the files are read whose extension is that of a format, or which have none; of XML and tables those that hold
/// articles; or what `options` choose. Hidden files and folders are not looked at, nor the folder that a browser saves beside
/// a page (`Page_files`). A document's id is its path below the folder, or the
/// file's name, without extension. Inputs that would share an id keep their extension where that
/// tells them apart, else as many folders of their path as are needed; so the ids depend on the
/// set of inputs, not on their order. A file that is named twice is read once.
///
/// # Errors
/// A path that does not exist, a folder without documents, two inputs that no part of their path
/// tells apart.
pub fn find(paths: &[PathBuf], options: &Options) -> Result<Found, SourceError> {
    let mut passed_over = Vec::new();
    // By canonical path, so that one file is one input.
    let mut candidates: BTreeMap<PathBuf, Candidate> = BTreeMap::new();
    for path in paths {
        if path == Path::new("-") {
            let candidate = Candidate { place: Place::Stdin, relative: PathBuf::from("stdin") };
            candidates.insert(PathBuf::from("-"), candidate);
            continue;
        }
        let about = std::fs::metadata(path).map_err(|reason| refused(path, reason))?;
        if about.is_dir() {
            let before = (candidates.len(), passed_over.len());
            let mut any = false;
            for entry in WalkDir::new(path)
                .follow_links(true)
                .sort_by_file_name()
                .into_iter()
                .filter_entry(|entry| entry.depth() == 0 || is_looked_at(entry, path, options))
            {
                match entry {
                    Ok(entry)
                        if entry.file_type().is_file() && is_document(&entry, path, options) =>
                    {
                        any = true;
                        let relative = entry.path().strip_prefix(path).unwrap_or(entry.path());
                        add(&mut candidates, entry.path(), relative);
                    }
                    Ok(_) => {}
                    Err(error) => passed_over.push(walked(path, error)),
                }
            }
            if !any && before == (candidates.len(), passed_over.len()) {
                return Err(SourceError::NoDocuments { path: path.clone() });
            }
        } else {
            let name = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            add(&mut candidates, path, &name);
        }
    }
    let mut inputs = name(candidates.into_values().collect())?;
    inputs.sort();
    Ok(Found { inputs, passed_over })
}

struct Candidate {
    place: Place,
    /// The path below what was named, with extension.
    relative: PathBuf,
}

fn add(candidates: &mut BTreeMap<PathBuf, Candidate>, path: &Path, relative: &Path) {
    let key = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let new = Candidate { place: Place::File(path.to_owned()), relative: relative.to_owned() };
    match candidates.get_mut(&key) {
        // Named twice: the longer id tells more, and does not depend on the order.
        Some(old) if longer(&old.relative, &new.relative) => {}
        Some(old) => *old = new,
        None => {
            candidates.insert(key, new);
        }
    }
}

fn longer(a: &Path, b: &Path) -> bool {
    (a.components().count(), a) >= (b.components().count(), b)
}

/// Gives every candidate an id of its own.
fn name(candidates: Vec<Candidate>) -> Result<Vec<Input>, SourceError> {
    let mut named: Vec<Input> = Vec::with_capacity(candidates.len());
    let mut groups: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        groups.entry(joined(&stem(&candidate.relative))).or_default().push(candidate);
    }
    for (id, group) in groups {
        if group.len() == 1 {
            named.extend(group.into_iter().map(|one| Input { id: id.clone(), place: one.place }));
            continue;
        }
        // Nothing but the extension differs: it stays. Else folders come in front, until all differ.
        let ids = tell_apart(&group);
        named.extend(group.into_iter().zip(ids).map(|(one, id)| Input { id, place: one.place }));
    }
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for input in &named {
        if let Some(first) = seen.insert(&input.id, &input.place) {
            return Err(SourceError::SameId {
                id: input.id.clone(),
                first: first.path().to_owned(),
                second: input.place.path().to_owned(),
            });
        }
    }
    Ok(named)
}

fn tell_apart(group: &[Candidate]) -> Vec<String> {
    let with_extension: Vec<String> = group.iter().map(|one| joined(&one.relative)).collect();
    if all_differ(&with_extension) {
        return with_extension;
    }
    let deepest = group.iter().map(|one| one.place.path().components().count()).max().unwrap_or(0);
    for folders in 1..=deepest {
        for extension in [false, true] {
            let ids: Vec<String> =
                group.iter().map(|one| with_folders(one, folders, extension)).collect();
            if all_differ(&ids) {
                return ids;
            }
        }
    }
    with_extension
}

/// The id with up to `folders` folders of the path in front of what was named.
fn with_folders(one: &Candidate, folders: usize, extension: bool) -> String {
    let full = one.place.path();
    let kept = one.relative.components().count() + folders;
    let skipped = full.components().count().saturating_sub(kept);
    let path: PathBuf = full
        .components()
        .skip(skipped)
        .filter(|part| matches!(part, Component::Normal(_)))
        .collect();
    joined(&if extension { path } else { stem(&path) })
}

fn all_differ(ids: &[String]) -> bool {
    let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
    distinct.len() == ids.len()
}

/// The parts of a path with `/` between them, on every system.
fn joined(path: &Path) -> String {
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

/// A path without its extension, and without `.gz` or `.zst` behind that.
fn stem(path: &Path) -> PathBuf {
    unpacked_name(path).with_extension("")
}

fn is_looked_at(entry: &DirEntry, root: &Path, options: &Options) -> bool {
    let name = entry.file_name().to_string_lossy();
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    !name.starts_with('.')
        && !(entry.file_type().is_dir()
            && (belongs_to_a_page(entry.path(), &name) || options.globs.excludes(relative)))
}

/// Is it the folder of pictures and frames that a browser saves beside a page?
fn belongs_to_a_page(path: &Path, name: &str) -> bool {
    let page = ["_files", ".files", "_fichiers", "-Dateien", "_archivos"]
        .iter()
        .find_map(|end| name.strip_suffix(end));
    page.is_some_and(|page| {
        ["html", "htm", "xhtml", "html.gz", "htm.gz", "html.zst", "htm.zst"]
            .iter()
            .any(|it| path.with_file_name(format!("{page}.{it}")).is_file())
    })
}

fn is_document(entry: &DirEntry, root: &Path, options: &Options) -> bool {
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let chosen = options.globs.choose(relative);
    chosen.or_else(|| is_read_in_folders(entry.path())).unwrap_or_else(|| {
        let head = stream(&Place::File(entry.path().to_owned()))
            .and_then(unpacked)
            .and_then(|mut stream| stream.fill_buf().map(<[u8]>::to_vec));
        // What cannot be read is named, not overlooked.
        head.map_or(true, |head| tells_articles(entry.path(), &head, &options.columns))
    })
}

fn refused(path: &Path, reason: std::io::Error) -> SourceError {
    let path = path.to_owned();
    if reason.kind() == std::io::ErrorKind::NotFound {
        SourceError::Missing { path }
    } else {
        SourceError::Unreadable { path, reason }
    }
}

fn walked(root: &Path, error: walkdir::Error) -> SourceError {
    let path = error.path().unwrap_or(root).to_owned();
    let reason = match error.loop_ancestor() {
        Some(_) => std::io::Error::other("the link leads back to a folder above it"),
        None => error.into_io_error().unwrap_or_else(|| std::io::Error::other("unknown reason")),
    };
    SourceError::Unreadable { path, reason }
}

#[cfg(test)]
mod tests;
