//! How inputs are chosen and read.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use jiff::civil::Date;

use super::Columns;

/// How inputs are chosen and read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The day of documents that name none.
    pub date: Option<Date>,
    /// Documents of earlier days are left out; those without a day are not.
    pub since: Option<Date>,
    /// Read what is in another language than English, too?
    pub any_language: bool,
    /// Which columns of tables and records hold what.
    pub columns: Columns,
    /// Which files of folders are read.
    pub globs: Globs,
}

impl Options {
    /// Those that give `date` to documents that name none, and else choose nothing.
    pub fn dated(date: Option<Date>) -> Self {
        Self { date, ..Self::default() }
    }
}

/// Which files of folders are read.
#[derive(Debug, Clone, Default)]
pub struct Globs {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
}

impl Globs {
    /// By patterns as shells have them: `*` any part of a name, `**` any folders, `?` a character, `[ab]`, `{a,b}`. A pattern
    /// without `/` is for names at any depth, one with `/` for paths below the folder that was named. Case does not count.
    ///
    /// # Errors
    /// Which pattern is none, and why.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, String> {
        Ok(Self { include: set(include)?, exclude: set(exclude)? })
    }

    /// Is a file of this path below a folder to be read: `Some` where the patterns say so.
    pub(super) fn choose(&self, relative: &Path) -> Option<bool> {
        if self.exclude.as_ref().is_some_and(|set| set.is_match(relative)) {
            return Some(false);
        }
        self.include.as_ref().map(|set| set.is_match(relative))
    }

    /// Is nothing below this folder to be read?
    pub(super) fn excludes(&self, relative: &Path) -> bool {
        self.exclude.as_ref().is_some_and(|set| set.is_match(relative))
    }
}

fn set(patterns: &[String]) -> Result<Option<GlobSet>, String> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut builder = GlobSetBuilder::new();
    let wrong = |error: globset::Error| error.to_string();
    for pattern in patterns {
        let anywhere = match pattern.trim_end_matches('/') {
            bare if bare.contains('/') => bare.trim_start_matches("./").to_owned(),
            bare => format!("**/{bare}"),
        };
        let glob = GlobBuilder::new(&anywhere)
            .literal_separator(true)
            .case_insensitive(true)
            .build()
            .map_err(wrong)?;
        builder.add(glob);
    }
    Ok(Some(builder.build().map_err(wrong)?))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Globs;

    #[test]
    fn patterns_choose_by_name_or_by_path() {
        let globs = |include: &[&str], exclude: &[&str]| {
            let owned = |list: &[&str]| list.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
            Globs::new(&owned(include), &owned(exclude)).unwrap()
        };
        let chosen = |globs: &Globs, path: &str| globs.choose(Path::new(path));
        let by_name = globs(&["*.html"], &["index.*"]);
        assert_eq!(chosen(&by_name, "a/b.HTML"), Some(true));
        assert_eq!(chosen(&by_name, "a/b.txt"), Some(false));
        assert_eq!(chosen(&by_name, "a/index.html"), Some(false));
        let by_path = globs(&[], &["2024/**", "drafts/"]);
        assert_eq!(chosen(&by_path, "2024/07/a.txt"), Some(false));
        assert_eq!(chosen(&by_path, "2025/07/a.txt"), None);
        assert!(by_path.excludes(Path::new("x/drafts")));
        assert!(Globs::new(&["[".to_owned()], &[]).is_err());
    }
}
