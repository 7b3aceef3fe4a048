//! Is a page such that its tree can be built in a time and a memory that its length tells?
//!
//! The rules of HTML let a few bytes make many nodes (elements of style that are never closed come again in every paragraph) and
//! let each tag look at all that are open. What is open is followed here as a parser would, in doubt too much of it.

/// So deep may elements stand in one another; a page of news is 20 to 60 deep.
const DEEP: usize = 400;

/// So many nodes may a page have; a page of news has two to ten thousand.
const NODES: usize = 600_000;

/// So many attributes may a tag have: a parser looks for each among those before it.
const ATTRIBUTES: usize = 500;

/// Elements that never hold others.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "path", "use",
];

/// Elements that end where another of them begins, or their parent ends.
const IMPLIED: &[&str] = &[
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot",
    "colgroup", "rb", "rp", "rt",
];

/// Elements of style: where they are not closed they are opened again.
const STYLE: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements whose content is no markup.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Elements that an end tag within them does not reach beyond.
const BOUNDARY: &[&str] = &[
    "applet", "caption", "html", "table", "td", "th", "marquee", "object", "template", "button",
    "svg", "math",
];

/// May the tree of this page be built? Cost: linear, times [`DEEP`] at worst.
pub(super) fn is_tame(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let (mut nodes, mut styles) = (0_usize, 0_usize);
    let mut rest = html;
    // Names in lower case are compared; they are short.
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = rest.get(at + 1..).unwrap_or("");
        nodes += 1;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or("");
            continue;
        }
        let closing = rest.starts_with('/');
        let tag = rest.trim_start_matches('/');
        let length =
            tag.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        if length == 0 {
            continue;
        }
        let name = tag.get(..length).unwrap_or("");
        let Some((attributes, empty, after)) = attributes(tag.get(length..).unwrap_or("")) else {
            break;
        };
        if attributes > ATTRIBUTES {
            return false;
        }
        rest = after;
        let is = |list: &[&str]| list.iter().any(|one| one.eq_ignore_ascii_case(name));
        if closing {
            close(&mut open, name, &mut styles);
            continue;
        }
        if is(RAW) && !empty {
            rest = past_raw(rest, name);
            continue;
        }
        nodes += styles;
        if nodes > NODES {
            return false;
        }
        if is(VOID) || is(IMPLIED) && !is(BOUNDARY) || empty && open.contains(&"svg") {
            continue;
        }
        if is(BOUNDARY) && is(IMPLIED) {
            // A cell ends the one before it.
            close(&mut open, name, &mut styles);
        }
        styles += usize::from(is(STYLE));
        open.push(name);
        if open.len() > DEEP {
            return false;
        }
    }
    true
}

/// Takes the last element of this name from what is open, with what stands in it but for elements of style, which would be
/// opened again; nothing where a boundary stands between.
fn close<'h>(open: &mut Vec<&'h str>, name: &str, styles: &mut usize) {
    let is = |list: &[&str], name: &str| list.iter().any(|one| one.eq_ignore_ascii_case(name));
    let Some(at) = open.iter().rposition(|it| it.eq_ignore_ascii_case(name) || is(BOUNDARY, it))
    else {
        return;
    };
    if !open.get(at).is_some_and(|it| it.eq_ignore_ascii_case(name)) {
        // A cell or a table is closed over what stands in it.
        let over = ["table", "td", "th", "svg", "template", "object", "button"];
        let Some(outer) = open.iter().rposition(|it| it.eq_ignore_ascii_case(name)) else { return };
        if !is(&over, name) {
            return;
        }
        open.truncate(outer + 1);
    }
    let at = open.iter().rposition(|it| it.eq_ignore_ascii_case(name)).unwrap_or(at);
    // What a cell holds ends with it.
    let all = is(&["td", "th", "caption", "object", "marquee", "applet", "template"], name);
    let above: Vec<&'h str> = open.drain(at..).collect();
    open.extend(above.into_iter().skip(1).filter(|it| !all && is(STYLE, it)));
    *styles = open.iter().filter(|it| is(STYLE, it)).count();
}

/// How many attributes a tag has, whether it closes itself, and what follows it; `None`: it never ends.
fn attributes(tag: &str) -> Option<(usize, bool, &str)> {
    let bytes = tag.as_bytes();
    let (mut at, mut count, mut quote, mut blank) = (0, 0, None, true);
    let mut value = false;
    loop {
        let byte = *bytes.get(at)?;
        match quote {
            Some(mark) => {
                if byte == mark {
                    quote = None;
                    blank = true;
                }
            }
            None if byte == b'>' => {
                let empty = at > 0 && bytes.get(at - 1) == Some(&b'/');
                return Some((count, empty, tag.get(at + 1..)?));
            }
            None if byte == b'=' => value = true,
            None if value && (byte == b'"' || byte == b'\'') => {
                quote = Some(byte);
                value = false;
            }
            None if byte.is_ascii_whitespace() || byte == b'/' => blank = true,
            None => {
                count += usize::from(blank && !value);
                blank = false;
                value = false;
            }
        }
        at += 1;
    }
}

/// What follows the end tag of an element whose content is no markup.
fn past_raw<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"</") {
        rest = rest.get(at + 2..).unwrap_or("");
        if rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name)) {
            return rest;
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::is_tame;

    #[test]
    fn pages_as_they_are_written_are_tame() {
        let old = "<table><tr><td><font size=2>Text<p>More<td><b>Text</b></table><br>".repeat(2000);
        let new = "<div class='a'><ul><li>One<li>Two</ul><p>Text <a href='x'>link</a>.</div>"
            .repeat(5000);
        let icons =
            "<svg viewBox=\"0 0 1 1\"><path d=\"M0\"/><g><circle r=1 /></g></svg>".repeat(5000);
        let script = "<script>if (a < b) { x = '<div><div>' }</script>".repeat(5000);
        for page in [&old, &new, &icons, &script, "", "<", "</", "<a", "a < b"] {
            assert!(is_tame(page), "{}", page.get(..60).unwrap_or(page));
        }
    }

    #[test]
    fn what_grows_is_not() {
        let styles: String = (0..500).map(|n| format!("<b id={n}><p>x")).collect();
        let hidden: String =
            (0..500).map(|n| format!("<b id={n}><marquee></b></marquee>")).collect();
        let crossed: String = (0..500).map(|n| format!("<b><i id={n}></b>")).collect();
        let many = format!("<p {}>", (0..1000).map(|n| format!("a{n}=1 ")).collect::<String>());
        for page in
            [&"<div>".repeat(1000), &"<table>".repeat(1000), &styles, &hidden, &crossed, &many]
        {
            assert!(!is_tame(page), "{}", page.get(..60).unwrap_or(page));
        }
    }
}
