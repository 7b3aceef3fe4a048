//! The page around the data: markup, styles and scripts, and the policy that lets nothing else run.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The markup, with marks where the rest goes.
const MARKUP: &str = include_str!("page/page.html");

/// Colours by day, and all that has none.
const STYLES: [&str; 4] = [
    include_str!("page/base.css"),
    include_str!("page/layout.css"),
    include_str!("page/parts.css"),
    include_str!("page/views.css"),
];

/// Colours by night.
const DARK: &str = include_str!("page/dark.css");

/// The scripts of every page, in the order in which they stand in it. They share one scope.
const SCRIPTS: [&str; 19] = [
    include_str!("page/dom.js"),
    include_str!("page/model.js"),
    include_str!("page/state.js"),
    include_str!("page/filter.js"),
    include_str!("page/force.js"),
    include_str!("page/place.js"),
    include_str!("page/looks.js"),
    include_str!("page/paint.js"),
    include_str!("page/overlay.js"),
    include_str!("page/stage.js"),
    include_str!("page/hands.js"),
    include_str!("page/search.js"),
    include_str!("page/card.js"),
    include_str!("page/filters.js"),
    include_str!("page/slider.js"),
    include_str!("page/timeline.js"),
    include_str!("page/map.js"),
    include_str!("page/table.js"),
    include_str!("page/main.js"),
];

/// The outlines of countries for the map: Natural Earth, 1:110 million, public domain.
const WORLD: &str = include_str!("page/world.json");

/// Where the data stand in the page.
const DATA: &str = "<script type=\"application/json\" id=\"data\">";

/// A page without its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    policy: String,
    before: String,
    behind: String,
}

/// What makes a page another than the file: its own part of the markup, styles and scripts.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// Markup behind the bar.
    pub markup: &'a str,
    /// Styles behind all others.
    pub style: &'a str,
    /// The last script: it begins the page.
    pub script: &'a str,
    /// Where the page may ask for data, as a source of the policy.
    pub connect: &'a str,
}

impl Frame {
    /// The page as a file, which asks for nothing.
    pub fn of_file() -> &'static Self {
        static FRAME: LazyLock<Frame> = LazyLock::new(|| {
            let script = include_str!("page/file.js");
            Frame::of(Parts { markup: "", style: "", script, connect: "'none'" })
        });
        &FRAME
    }

    /// The page with parts of its own.
    pub fn of(parts: Parts<'_>) -> Self {
        let [base, rest @ ..] = STYLES;
        let style = format!(
            "\n{base}:root[data-theme=\"dark\"] {{\n{DARK}}}\n@media (prefers-color-scheme: dark) {{ :root[data-theme=\"auto\"] {{\n{DARK}}} }}\n{}{}",
            rest.concat(),
            parts.style
        );
        let script =
            format!("\n\"use strict\";\n(() => {{\n{}{}}})();\n", SCRIPTS.concat(), parts.script);
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; worker-src blob:; connect-src {}; \
             img-src data:; base-uri 'none'; form-action 'none'",
            source(&script),
            source(&style),
            parts.connect,
        );
        let put = [
            ("{{policy}}", policy.as_str()),
            ("{{style}}", &style),
            ("{{live}}\n", parts.markup),
            ("{{world}}", WORLD.trim_end()),
            ("{{script}}", &script),
        ];
        let filled = |markup: &str| {
            put.iter().fold(markup.to_owned(), |page, (mark, text)| page.replacen(mark, text, 1))
        };
        let (before, behind) = MARKUP.split_once("{{data}}").unwrap_or((MARKUP, ""));
        let (before, behind) = (filled(before) + DATA, "</script>".to_owned() + &filled(behind));
        Self { policy, before, behind }
    }

    /// The content security policy that stands in it.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// What stands before the data.
    pub fn before_data(&self) -> &str {
        &self.before
    }

    /// What stands behind them.
    pub fn behind_data(&self) -> &str {
        &self.behind
    }
}

/// The source of a policy that lets one text run and no other.
fn source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::Frame;

    #[test]
    fn a_frame_is_whole_and_names_no_host() {
        let frame = Frame::of_file();
        let page = [frame.before_data(), "{}", frame.behind_data()].concat();
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
        assert!(!page.contains("{{"), "a mark is left");
        let hosts = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!hosts.contains("://"), "a host is named");
        assert!(!page.contains("innerHTML") && !page.contains("eval("));
        assert!(page.contains("connect-src 'none'"));
    }
}
