//! Text in XML.

use std::io::{self, Write};

use super::form::{Kind, Scalar};

/// Writes text so that it may stand between tags and in quoted attributes and is read back as it is: line ends and tabs by
/// their numbers, which no reader normalises. What XML 1.0 cannot hold stands there as `\u{…}`.
pub(super) fn escaped<W: Write + ?Sized>(out: &mut W, text: &str) -> io::Result<()> {
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let with = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\n' => "&#10;",
            '\r' => "&#13;",
            '\t' => "&#9;",
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => "",
            _ => continue,
        };
        out.write_all(text.get(plain..at).unwrap_or_default().as_bytes())?;
        if with.is_empty() {
            write!(out, "\\u{{{:x}}}", u32::from(c))?;
        } else {
            out.write_all(with.as_bytes())?;
        }
        plain = at + c.len_utf8();
    }
    out.write_all(text.get(plain..).unwrap_or_default().as_bytes())
}

/// The name that GraphML and GEXF both have for a kind of values; what they cannot hold is text.
pub(super) fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind { scalar: Scalar::Bool, list: false } => "boolean",
        Kind { scalar: Scalar::Int, list: false } => "long",
        Kind { scalar: Scalar::Float, list: false } => "double",
        _ => "string",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_xml_can_hold_is_read_back_as_it_is(text in any::<String>()) {
            let mut out = b"<a b=\"".to_vec();
            super::escaped(&mut out, &text).expect("written");
            out.extend(b"\"/>");
            let out = String::from_utf8(out).expect("UTF-8");
            let document = roxmltree::Document::parse(&out).expect("XML");
            let read = document.root_element().attribute("b").expect("an attribute").to_owned();
            let held: String = text
                .chars()
                .map(|c| match c {
                    '\t' | '\n' | '\r' => c.to_string(),
                    c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                        format!("\\u{{{:x}}}", u32::from(c))
                    }
                    c => c.to_string(),
                })
                .collect();
            prop_assert_eq!(read, held);
        }
    }
}
