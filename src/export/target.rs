//! Where an export is written: one stream, or a folder of files.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where a format writes its files.
pub trait Target {
    /// Opens the file with this name (`/` between folders) and gives what is written to it: the one before is closed.
    ///
    /// # Errors
    /// It cannot be made, the one before cannot be closed, or there can be but one.
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write>;

    /// The file that was opened last.
    ///
    /// # Errors
    /// None was.
    fn current(&mut self) -> io::Result<&mut dyn Write>;
}

/// What is told of a format that writes before it has opened a file.
fn none_open() -> io::Error {
    io::Error::other("no file of the export is open")
}

/// A stream for formats of one file; names are not looked at.
pub struct Stream<'w> {
    out: &'w mut dyn Write,
    begun: bool,
}

impl<'w> Stream<'w> {
    /// A target that writes to `out`.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, begun: false }
    }
}

impl Target for Stream<'_> {
    fn file(&mut self, _name: &str) -> io::Result<&mut dyn Write> {
        if std::mem::replace(&mut self.begun, true) {
            return Err(io::Error::other("a format of several files needs a folder"));
        }
        Ok(self.out)
    }

    fn current(&mut self) -> io::Result<&mut dyn Write> {
        if self.begun { Ok(self.out) } else { Err(none_open()) }
    }
}

/// A folder for formats of several files. They are written to a new folder beside it, which takes its place when all
/// is written ([`Folder::keep`]); until then what stood there stands.
#[derive(Debug)]
pub struct Folder {
    at: PathBuf,
    new: tempfile::TempDir,
    open: Option<BufWriter<File>>,
    made: BTreeSet<String>,
}

impl Folder {
    /// A folder that will stand at `path`.
    ///
    /// # Errors
    /// Something stands there that is no empty folder and was not made by an export, or no folder can be made beside it.
    pub fn new(path: &Path) -> io::Result<Self> {
        if path.exists() && !is_replaceable(path)? {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                "something stands there already; name a new folder, or an empty one",
            ));
        }
        let beside = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let beside = beside.unwrap_or(Path::new("."));
        fs::create_dir_all(beside)?;
        let new = tempfile::Builder::new().prefix(".chancery-export-").tempdir_in(beside)?;
        // A temporary folder is for its owner alone; what is kept is made as any other folder is.
        fs::create_dir(new.path().join(WHOLE))?;
        Ok(Self { at: path.to_owned(), new, open: None, made: BTreeSet::new() })
    }

    /// Puts what was written in its place.
    ///
    /// # Errors
    /// Those of the file system; then what stood there before stands.
    pub fn keep(mut self) -> io::Result<()> {
        self.close()?;
        let names: Vec<&str> = self.made.iter().map(String::as_str).collect();
        let whole = self.new.path().join(WHOLE);
        fs::write(whole.join(MARK), names.join("\n") + "\n")?;
        if self.at.exists() {
            let old = self.new.path().join("old");
            fs::rename(&self.at, &old)?;
            if let Err(error) = fs::rename(&whole, &self.at) {
                fs::rename(&old, &self.at)?;
                return Err(error);
            }
        } else {
            fs::rename(&whole, &self.at)?;
        }
        // What stood there before goes with the temporary folder.
        self.new.close()
    }

    fn close(&mut self) -> io::Result<()> {
        match self.open.take() {
            Some(mut file) => file.flush(),
            None => Ok(()),
        }
    }
}

impl Target for Folder {
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write> {
        self.close()?;
        if !self.made.insert(name.to_owned()) {
            return Err(io::Error::other(format!("{name} is written twice")));
        }
        let path = self.new.path().join(WHOLE).join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(self.open.insert(BufWriter::new(File::create(path)?)))
    }

    fn current(&mut self) -> io::Result<&mut dyn Write> {
        Ok(self.open.as_mut().ok_or_else(none_open)?)
    }
}

/// What is kept of the temporary folder.
const WHOLE: &str = "whole";

/// The file that says that a folder was made by an export, and with which files.
const MARK: &str = ".chancery-export";

/// May the folder be replaced? It is empty, or holds nothing but what an export wrote.
fn is_replaceable(path: &Path) -> io::Result<bool> {
    if !path.is_dir() {
        return Ok(false);
    }
    let Ok(mark) = fs::read_to_string(path.join(MARK)) else {
        return Ok(fs::read_dir(path)?.next().is_none());
    };
    let made: BTreeSet<PathBuf> = mark.lines().chain([MARK]).map(|name| path.join(name)).collect();
    for entry in walkdir::WalkDir::new(path) {
        let entry = entry.map_err(io::Error::from)?;
        if !entry.file_type().is_dir() && !made.contains(entry.path()) {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Folder, Stream, Target as _};

    #[test]
    fn a_stream_takes_one_file() {
        let mut out = Vec::new();
        let mut stream = Stream::new(&mut out);
        stream.file("a").expect("the first").write_all(b"x").expect("written");
        assert!(stream.file("b").is_err());
        assert_eq!(out, b"x");
    }

    #[test]
    fn a_folder_stands_whole_or_not_at_all_and_may_be_written_anew() {
        let home = tempfile::tempdir().expect("a folder");
        let at = home.path().join("out");
        let mut dropped = Folder::new(&at).expect("a folder");
        dropped.file("a/b").expect("a file").write_all(b"x").expect("written");
        drop(dropped);
        assert!(!at.exists());
        for text in ["one", "two"] {
            let mut folder = Folder::new(&at).expect("a folder");
            folder.file("a/b").expect("a file").write_all(text.as_bytes()).expect("written");
            assert!(folder.file("a/b").is_err());
            folder.keep().expect("kept");
            assert_eq!(fs::read_to_string(at.join("a/b")).expect("read"), text);
        }
        assert_eq!(fs::read_dir(home.path()).expect("listed").count(), 1);
    }

    #[test]
    fn what_somebody_else_put_there_is_not_replaced() {
        let home = tempfile::tempdir().expect("a folder");
        let at = home.path().join("out");
        Folder::new(&at).expect("a folder").keep().expect("kept");
        fs::write(at.join("mine"), "mine").expect("written");
        assert!(Folder::new(&at).is_err());
        assert!(Folder::new(&at.join("mine")).is_err());
    }
}
