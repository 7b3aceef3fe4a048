//! Paths of files, as they are typed after a command: with blanks, without escapes.

use std::path::PathBuf;

use super::Candidate;
use crate::repl::command::path;
use crate::view::escape;

/// The files and folders that `part` may begin; a folder ends with `/`. Hidden ones are left out unless they are meant,
/// and so are names that no line could hold. Cost: linear in the folder.
pub(crate) fn files(part: &str) -> Vec<Candidate> {
    let at = part.rfind('/').map_or(0, |at| at + 1);
    let (folder, begun) = part.split_at(at);
    let place = if folder.is_empty() { PathBuf::from(".") } else { path(folder) };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let mut found: Vec<Candidate> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begun.starts_with('.');
            if hidden || !name.starts_with(begun) || escape(&name) != name {
                return None;
            }
            let slash = if entry.path().is_dir() { "/" } else { "" };
            Some(Candidate {
                shown: format!("{name}{slash}"),
                text: format!("{folder}{name}{slash}"),
            })
        })
        .collect();
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    found
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn files_are_found_in_their_folder_and_hidden_ones_when_they_are_meant() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["some news.txt", "some.ron", ".hidden", "odd\u{1b}[2J"] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        std::fs::create_dir(folder.path().join("articles")).expect("made");
        let place = folder.path().to_str().expect("UTF-8").to_owned();
        let found = |part: &str| -> Vec<String> {
            files(&format!("{place}/{part}")).into_iter().map(|it| it.shown).collect()
        };
        assert_eq!(found(""), ["articles/", "some news.txt", "some.ron"]);
        assert_eq!(found("some "), ["some news.txt"]);
        assert_eq!(found("."), [".hidden"]);
        assert_eq!(files(&format!("{place}/art"))[0].text, format!("{place}/articles/"));
        assert!(files("no/such/folder/").is_empty());
    }
}
