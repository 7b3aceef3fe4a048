//! What can be set at the prompt.

use std::time::Duration;

use jiff::civil::Date;

use crate::text::iso_date;
use crate::view::Mode;

/// The keys of the line editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keys {
    /// Those of Emacs and of most shells.
    #[default]
    Emacs,
    /// Those of vi.
    Vi,
}

/// How wide tables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// As the terminal.
    #[default]
    Auto,
    /// As wide as they need to be.
    Off,
    /// So many columns.
    Columns(u16),
}

/// What can be set at the prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The keys of the line editor.
    pub editor: Keys,
    /// The form of answers.
    pub mode: Mode,
    /// How many rows are shown; `None` for all.
    pub maxrows: Option<usize>,
    /// How many characters of a value are shown; `None` for all.
    pub cut: Option<usize>,
    /// How wide tables are.
    pub width: Width,
    /// Is the time of a question told?
    pub timer: bool,
    /// Does what is higher than the screen go to a pager?
    pub pager: bool,
    /// Are hints from the history shown?
    pub hints: bool,
    /// How long a question may take; `None` for any time.
    pub timeout: Option<Duration>,
    /// The day as of which the graph is looked at; `None` for all of it.
    pub asof: Option<Date>,
    /// The command that edits a file; `None` for the one that the system names.
    pub edit_with: Option<String>,
    /// The command that shows what is higher than the screen; `None` for the one that the system names.
    pub page_with: Option<String>,
}

impl Settings {
    /// What a script has: all of an answer, and nothing around it.
    pub const SCRIPT: Self = Self {
        editor: Keys::Emacs,
        mode: Mode::Auto,
        maxrows: None,
        cut: None,
        width: Width::Auto,
        timer: false,
        pager: false,
        hints: false,
        timeout: None,
        asof: None,
        edit_with: None,
        page_with: None,
    };

    /// What the prompt has.
    pub const PROMPT: Self = Self {
        maxrows: Some(200),
        cut: Some(300),
        timer: true,
        pager: true,
        hints: true,
        ..Self::SCRIPT
    };
}

/// The settings: name, what it may be, what it is for.
pub(super) const SETTINGS: &[(&str, &str, &str)] = &[
    ("editor", "emacs|vi", "the keys of the prompt"),
    ("mode", "auto|table|line|csv|tsv|json|jsonl|markdown|dot", "the form of answers"),
    ("maxrows", "N|off", "how many rows of an answer are shown"),
    ("cut", "N|off", "how many characters of a value are shown"),
    (
        "width",
        "auto|off|N",
        "how wide tables are; off: as wide as they need, for a pager that scrolls",
    ),
    ("timer", "on|off", "tell how long a question took"),
    ("pager", "on|off", "what is higher than the screen goes to $PAGER"),
    ("hints", "on|off", "show what the history would go on with"),
    ("timeout", "SECONDS|off", "how long a question may take"),
    ("asof", "DATE|off", "only what could be known by the end of that day"),
];

/// Why something cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// There is no such setting.
    #[error("no setting {name}")]
    Unknown {
        /// What was typed.
        name: String,
        /// The setting nearest to it.
        nearest: Option<&'static str>,
    },
    /// It cannot be that.
    #[error("{name} cannot be {value:?}")]
    Wrong {
        /// The setting.
        name: &'static str,
        /// What was typed.
        value: String,
        /// What it may be.
        may_be: &'static str,
    },
}

impl SettingError {
    /// How to mend it.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { nearest: Some(name), .. } => format!("did you mean {name}?"),
            Self::Unknown { .. } => ":set lists the settings".to_owned(),
            Self::Wrong { may_be, .. } => format!("it may be {}", may_be.replace('|', ", ")),
        }
    }
}

impl Settings {
    /// What a setting is now.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let on = |on: bool| if on { "on" } else { "off" }.to_owned();
        let number = |n: Option<usize>| n.map_or_else(|| "off".to_owned(), |n| n.to_string());
        Some(match name {
            "editor" => match self.editor {
                Keys::Emacs => "emacs".to_owned(),
                Keys::Vi => "vi".to_owned(),
            },
            "mode" => self.mode.name().to_owned(),
            "maxrows" => number(self.maxrows),
            "cut" => number(self.cut),
            "width" => match self.width {
                Width::Auto => "auto".to_owned(),
                Width::Off => "off".to_owned(),
                Width::Columns(n) => n.to_string(),
            },
            "timer" => on(self.timer),
            "pager" => on(self.pager),
            "hints" => on(self.hints),
            "timeout" => {
                self.timeout.map_or_else(|| "off".to_owned(), |it| it.as_secs_f64().to_string())
            }
            "asof" => self.asof.map_or_else(|| "off".to_owned(), |day| day.to_string()),
            _ => return None,
        })
    }

    /// Sets one; without a value what is on is turned off and the other way round.
    ///
    /// # Errors
    /// There is no such setting, or it cannot be that.
    pub(super) fn set(&mut self, name: &str, value: Option<&str>) -> Result<(), SettingError> {
        let (name, may_be) = known(name)?;
        let wrong = |value: &str| SettingError::Wrong { name, value: value.to_owned(), may_be };
        let Some(value) = value else {
            let now = self.get(name).unwrap_or_default();
            return match now.as_str() {
                "on" => self.set(name, Some("off")),
                "off" if may_be == "on|off" => self.set(name, Some("on")),
                _ => Err(wrong("")),
            };
        };
        let lower = value.to_lowercase();
        let off = matches!(lower.as_str(), "off" | "none" | "no" | "false" | "0");
        let switch = || match lower.as_str() {
            "on" | "yes" | "true" | "1" => Ok(true),
            _ if off => Ok(false),
            _ => Err(wrong(value)),
        };
        let number = || match lower.as_str() {
            _ if off || lower == "all" => Ok(None),
            _ => lower.parse().map(Some).map_err(|_| wrong(value)),
        };
        match name {
            "editor" => {
                self.editor = match lower.as_str() {
                    "vi" | "vim" => Keys::Vi,
                    "emacs" => Keys::Emacs,
                    _ => return Err(wrong(value)),
                };
            }
            "mode" => self.mode = Mode::parse(&lower).ok_or_else(|| wrong(value))?,
            "maxrows" => self.maxrows = number()?,
            "cut" => self.cut = number()?,
            "width" => {
                self.width = match lower.as_str() {
                    "auto" => Width::Auto,
                    _ if off => Width::Off,
                    n => Width::Columns(
                        n.parse().ok().filter(|&n| n >= 20).ok_or_else(|| wrong(value))?,
                    ),
                };
            }
            "timer" => self.timer = switch()?,
            "pager" => self.pager = switch()?,
            "hints" => self.hints = switch()?,
            "asof" if off => self.asof = None,
            "asof" => self.asof = Some(iso_date(&lower).ok_or_else(|| wrong(value))?),
            _ => {
                self.timeout = if off {
                    None
                } else {
                    let seconds = lower.parse::<f64>().map_err(|_| wrong(value))?;
                    Some(Duration::try_from_secs_f64(seconds).map_err(|_| wrong(value))?)
                };
            }
        }
        Ok(())
    }
}

/// The name of a setting as it is written, and what it may be.
fn known(name: &str) -> Result<(&'static str, &'static str), SettingError> {
    let lower = name.to_lowercase();
    let found = SETTINGS.iter().find(|(known, ..)| *known == lower);
    found.map(|&(name, may_be, _)| (name, may_be)).ok_or_else(|| {
        let near = SETTINGS.iter().map(|&(known, ..)| (strsim::osa_distance(&lower, known), known));
        let nearest = near.filter(|&(far, _)| far <= 2).min().map(|(_, known)| known);
        SettingError::Unknown { name: name.to_owned(), nearest }
    })
}

#[cfg(test)]
mod tests {
    use super::{SETTINGS, Settings};

    #[test]
    fn every_setting_can_be_asked_and_set_to_what_it_is() {
        let mut settings = Settings::PROMPT;
        for (name, ..) in SETTINGS {
            let now = settings.get(name).expect("a setting");
            settings.set(name, Some(&now)).expect("its own value");
            assert_eq!(settings.get(name), Some(now), "{name}");
        }
        assert_eq!(settings, Settings::PROMPT);
    }

    #[test]
    fn switches_turn_and_mistakes_say_what_may_be() {
        let mut settings = Settings::PROMPT;
        settings.set("timer", None).expect("turned");
        assert!(!settings.timer);
        settings.set("maxrows", Some("0")).expect("all");
        assert_eq!(settings.maxrows, None);
        let error = settings.set("width", Some("wide")).expect_err("no width");
        assert_eq!(error.hint(), "it may be auto, off, N");
        assert_eq!(
            settings.set("modes", Some("x")).expect_err("none").hint(),
            "did you mean mode?"
        );
        assert!(settings.set("mode", None).is_err());
    }
}
