//! Settings of the prompt.

use serde::Deserialize;

use super::{Origin, Setting};
use crate::repl;
use crate::view::Mode;

/// Whose keys the prompt has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::cli) enum Keys {
    Emacs,
    Vi,
}

/// What the file of settings says of the prompt.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PromptInFile {
    mode: Option<Mode>,
    keys: Option<Keys>,
    editor: Option<String>,
    pager: Option<String>,
    pub(super) history: Option<String>,
    timer: Option<bool>,
}

/// Settings of the prompt as they are in force.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Prompt {
    pub(in crate::cli) mode: Setting<Mode>,
    pub(in crate::cli) keys: Setting<Keys>,
    /// The command that edits a file.
    pub(in crate::cli) editor: Setting<String>,
    /// The command that shows long answers, or `off`.
    pub(in crate::cli) pager: Setting<String>,
    /// The file of the history, or `off`; `None` for the one in the user's folder for state.
    pub(in crate::cli) history: Setting<Option<String>>,
    /// Tell how long each statement took?
    pub(in crate::cli) timer: Setting<bool>,
}

impl Prompt {
    pub(super) fn of(file: PromptInFile, variable: impl Fn(&str) -> Option<String>) -> Self {
        let from = |name: &'static str| {
            variable(name).map(|value| Setting::new(value, Origin::Environment(name)))
        };
        // What the whole system edits and pages with counts as a default: the file is more particular.
        let command = |own: &'static str, file, of_system: &[&'static str], default: &str| {
            from(own)
                .or_else(|| Option::map(file, |value| Setting::new(value, Origin::File)))
                .or_else(|| of_system.iter().find_map(|&name| from(name)))
                .unwrap_or_else(|| Setting::new(default.to_owned(), Origin::Default))
        };
        let history = from("CHANCERY_HISTORY")
            .map(|Setting { value, origin }| Setting::new(Some(value), origin));
        Self {
            mode: Setting::pick(None, file.mode, Mode::Auto),
            keys: Setting::pick(None, file.keys, Keys::Emacs),
            editor: command("CHANCERY_EDITOR", file.editor, &["VISUAL", "EDITOR"], "vi"),
            pager: command("CHANCERY_PAGER", file.pager, &["PAGER"], "less"),
            history: Setting::pick(history, file.history.map(Some), None),
            timer: Setting::pick(None, file.timer, true),
        }
    }
}

impl Prompt {
    /// Sets what the prompt begins with.
    pub(in crate::cli) fn apply(&self, to: &mut repl::Settings) {
        to.mode = self.mode.value;
        to.editor = match self.keys.value {
            Keys::Emacs => repl::Keys::Emacs,
            Keys::Vi => repl::Keys::Vi,
        };
        to.timer = self.timer.value;
        to.edit_with = Some(self.editor.value.clone());
        to.page_with = Some(self.pager.value.clone());
        to.pager = self.pager.value != "off";
    }
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::{Prompt, PromptInFile};

    #[test]
    fn the_file_goes_before_the_systems_editor_and_the_programs_own_variable_before_both() {
        let prompt = |file: &str, own: bool| {
            let file: PromptInFile = ron::Options::default()
                .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
                .from_str(file)
                .unwrap();
            Prompt::of(file, |name| match name {
                "EDITOR" => Some("ed".to_owned()),
                "CHANCERY_EDITOR" if own => Some("own".to_owned()),
                _ => None,
            })
        };
        let plain = prompt("()", false);
        assert_eq!(
            (&*plain.editor.value, plain.editor.origin),
            ("ed", Origin::Environment("EDITOR"))
        );
        let file = prompt("(editor: \"nano\")", false);
        assert_eq!((&*file.editor.value, file.editor.origin), ("nano", Origin::File));
        assert_eq!(prompt("(editor: \"nano\")", true).editor.value, "own");
        assert_eq!((&*plain.pager.value, plain.pager.origin), ("less", Origin::Default));
        let mut set = crate::repl::Settings::PROMPT;
        prompt("(mode: jsonl, keys: vi, pager: \"off\", timer: false)", false).apply(&mut set);
        assert_eq!((set.mode, set.editor), (crate::view::Mode::Jsonl, crate::repl::Keys::Vi));
        assert!(!set.pager && !set.timer);
    }
}
