//! Colours as a style sheet, or as attributes where one must do without.

use std::fmt::Write as _;

use crate::export::picture::{Class, Colours, LOOKS, Look, OTHER, Theme};

/// Paper, words on it, pale words, and lines of frames: on white and on black.
const LIGHT: [&str; 4] = ["#ffffff", "#14181d", "#59626b", "#c3c9cf"];
const DARK: [&str; 4] = ["#12161b", "#f1f3f5", "#aab3bc", "#424b54"];

/// The style sheet.
pub(super) fn style(theme: Theme, fonts: &str) -> String {
    let mut css = String::new();
    let _ = writeln!(css, "text{{font-family:{fonts};text-anchor:middle}}");
    css.push_str(".e{fill:none}.q{stroke-dasharray:5 3}.l{stroke-width:1.4;stroke-linejoin:round}");
    css.push_str(".f{fill:none;stroke-width:1.2}.s{text-anchor:start}.b{font-weight:bold}\n");
    match theme {
        Theme::Light => rules(false, &mut css),
        Theme::Dark => rules(true, &mut css),
        Theme::Auto => {
            rules(false, &mut css);
            css.push_str("@media (prefers-color-scheme:dark){\n");
            rules(true, &mut css);
            css.push_str("}\n");
        }
    }
    css
}

fn rules(dark: bool, css: &mut String) {
    let [paper, ink, pale, frame] = if dark { DARK } else { LIGHT };
    let _ =
        writeln!(css, ".p{{fill:{paper}}}.t{{fill:{ink}}}.n{{fill:{pale}}}.f{{stroke:{frame}}}");
    for look in LOOKS.iter().chain([OTHER]) {
        let Look { class, .. } = look;
        let Colours { fill, line, text } = if dark { look.dark } else { look.light };
        let _ = writeln!(
            css,
            ".{class} .l{{fill:{fill};stroke:{line}}}.{class} .m{{fill:{line}}}.{class} text{{fill:{text}}}"
        );
    }
    for class in Class::ALL {
        let (light, black, width) = class.ink();
        let (name, ink) = (class.class(), if dark { black } else { light });
        let _ = writeln!(
            css,
            ".{name} .e{{stroke:{ink};stroke-width:{width}}}.{name} .a,.{name} text{{fill:{ink}}}"
        );
    }
}
