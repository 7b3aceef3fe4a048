//! Where the history of the prompt is kept.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The file of the history in the user's folder for state; `None` where there is no such folder.
pub(super) fn file() -> Option<PathBuf> {
    state_folder(env::var_os("XDG_STATE_HOME"), env::var_os("HOME"))
        .map(|folder| folder.join("chancery").join("history"))
}

fn state_folder(state: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let absolute = |folder: OsString| Some(PathBuf::from(folder)).filter(|path| path.is_absolute());
    state.and_then(absolute).or_else(|| Some(home.and_then(absolute)?.join(".local/state")))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::state_folder;

    #[test]
    fn the_users_state_folder_is_used_and_never_the_working_folder() {
        let folder = |state: Option<&str>, home: Option<&str>| {
            state_folder(state.map(Into::into), home.map(Into::into))
        };
        assert_eq!(folder(Some("/s"), Some("/h")).as_deref(), Some(Path::new("/s")));
        assert_eq!(folder(Some("s"), Some("/h")).as_deref(), Some(Path::new("/h/.local/state")));
        assert_eq!(folder(None, None), None);
    }
}
