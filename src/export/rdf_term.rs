//! Terms of RDF: names, literals with the types of XML Schema, blank nodes.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::form::{float, json};
use super::rdf::PREFIXES;
use crate::graph::{Duration, Value};

/// The namespace of XML Schema's types.
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
/// The namespace of our vocabulary.
pub(super) const CV: &str = "urn:chancery:vocabulary:";

/// A term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Term {
    /// A name, whole and with all that may not stand in one escaped.
    Iri(String),
    /// Text with the name of its type; without one it is a string.
    Literal(String, Option<String>),
    /// A node without a name, by number.
    Blank(usize),
}

impl Term {
    /// A string.
    pub(super) fn text(text: &str) -> Self {
        Self::Literal(text.to_owned(), None)
    }

    /// Writes it as N-Quads do.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Iri(iri) => write!(out, "<{iri}>"),
            Self::Blank(number) => write!(out, "_:b{number}"),
            Self::Literal(text, kind) => {
                quoted(out, text)?;
                match kind {
                    Some(kind) => write!(out, "^^<{kind}>"),
                    None => Ok(()),
                }
            }
        }
    }

    /// Writes it as Turtle does, names behind a prefix where they may be.
    pub(super) fn write_short(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Iri(iri) => short(out, iri),
            Self::Blank(_) => self.write(out),
            Self::Literal(text, kind) => {
                quoted(out, text)?;
                match kind {
                    Some(kind) => {
                        out.write_all(b"^^")?;
                        short(out, kind)
                    }
                    None => Ok(()),
                }
            }
        }
    }
}

fn short(out: &mut dyn Write, iri: &str) -> io::Result<()> {
    for (prefix, space) in PREFIXES {
        if let Some(local) = iri.strip_prefix(space) {
            let plain = local.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
                && local.starts_with(|c: char| c.is_ascii_alphanumeric());
            if plain {
                return write!(out, "{prefix}:{local}");
            }
        }
    }
    write!(out, "<{iri}>")
}

fn quoted(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let mut shown = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' => shown.push_str("\\\""),
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(shown, "\\u{:04X}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    write!(out, "\"{shown}\"")
}

/// Text as the last part of a name: all but letters, digits and `-_.~/` of ASCII by its bytes.
pub(super) fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// An item of a list: a list in it is JSON.
pub(super) fn list_item(value: &Value) -> Term {
    literal(value)
}

/// A value as a literal.
pub(super) fn literal(value: &Value) -> Term {
    let text = value.temporal_text().unwrap_or_default();
    let (text, kind) = match value {
        Value::String(text) => return Term::text(text),
        Value::Bool(is) => (is.to_string(), "boolean"),
        Value::Int(number) => (number.to_string(), "integer"),
        Value::Float(number) => (float(*number, ["NaN", "INF", "-INF"]), "double"),
        Value::Date(date) => {
            (year(date.year()) + &format!("-{:02}-{:02}", date.month(), date.day()), "date")
        }
        Value::LocalTime(time) => (clock(*time), "time"),
        Value::Time(time, offset) if offset % 60 == 0 => (clock(*time) + &zone(*offset), "time"),
        Value::LocalDateTime(moment) => (day(*moment), "dateTime"),
        Value::DateTime(moment) => {
            let offset = moment.offset().seconds();
            if offset % 60 == 0 {
                (day(moment.datetime()) + &zone(offset), "dateTime")
            } else {
                let moment = moment.with_time_zone(jiff::tz::TimeZone::UTC);
                (day(moment.datetime()) + "Z", "dateTime")
            }
        }
        Value::Duration(duration) => match duration_text(duration) {
            Some(text) => (text, "duration"),
            None => return Term::Literal(text, Some(format!("{CV}duration"))),
        },
        Value::Time(..) => return Term::Literal(text, Some(format!("{CV}time"))),
        other => return Term::Literal(json(other).to_string(), Some(format!("{CV}json"))),
    };
    Term::Literal(text, Some(format!("{XSD}{kind}")))
}

fn year(year: i16) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

fn day(moment: jiff::civil::DateTime) -> String {
    let date = moment.date();
    format!("{}-{:02}-{:02}T{}", year(date.year()), date.month(), date.day(), clock(moment.time()))
}

fn clock(time: jiff::civil::Time) -> String {
    let mut text = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    if time.subsec_nanosecond() != 0 {
        let digits = format!("{:09}", time.subsec_nanosecond());
        let _ = write!(text, ".{}", digits.trim_end_matches('0'));
    }
    text
}

/// An offset of whole minutes.
fn zone(offset: i32) -> String {
    if offset == 0 {
        return "Z".to_owned();
    }
    let minutes = offset.unsigned_abs() / 60;
    format!("{}{:02}:{:02}", if offset < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

/// A duration with one sign for all its parts; `None` where they have several.
fn duration_text(duration: &Duration) -> Option<String> {
    let time = duration.time();
    let parts = [i128::from(duration.months), i128::from(duration.days), time];
    let negative = parts.iter().any(|part| *part < 0);
    if negative && parts.iter().any(|part| *part > 0) {
        return None;
    }
    let [months, days, time] = parts.map(i128::unsigned_abs);
    let mut text = if negative { "-P".to_owned() } else { "P".to_owned() };
    if months > 0 {
        let _ = write!(text, "{months}M");
    }
    if days > 0 {
        let _ = write!(text, "{days}D");
    }
    if time > 0 || (months == 0 && days == 0) {
        let (seconds, nanoseconds) = (time / 1_000_000_000, time % 1_000_000_000);
        let _ = write!(text, "T{seconds}");
        if nanoseconds > 0 {
            let digits = format!("{nanoseconds:09}");
            let _ = write!(text, ".{}", digits.trim_end_matches('0'));
        }
        text.push('S');
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{Term, literal, percent};
    use crate::graph::{Duration, Value};

    fn told(value: Value) -> String {
        let mut out = Vec::new();
        literal(&value).write(&mut out).expect("written");
        String::from_utf8(out).expect("UTF-8").replace("http://www.w3.org/2001/XMLSchema#", "xsd:")
    }

    #[test]
    fn values_have_the_types_of_xml_schema() {
        assert_eq!(told(f64::NAN.into()), "\"NaN\"^^<xsd:double>");
        assert_eq!(told(Value::Date(jiff::civil::date(-44, 3, 15))), "\"-0044-03-15\"^^<xsd:date>");
        assert_eq!(
            told(Value::LocalTime(jiff::civil::time(9, 0, 0, 0))),
            "\"09:00:00\"^^<xsd:time>"
        );
        let duration =
            |months, days, time| Value::from(Duration::new(months, days, time).expect("one"));
        assert_eq!(told(duration(-1, -2, -1_500_000_000)), "\"-P1M2DT1.5S\"^^<xsd:duration>");
        assert_eq!(told(duration(0, 0, 0)), "\"PT0S\"^^<xsd:duration>");
        assert!(told(duration(1, -2, 0)).ends_with("^^<urn:chancery:vocabulary:duration>"));
    }

    #[test]
    fn no_text_leaves_its_place() {
        assert_eq!(percent("a b>#é"), "a%20b%3E%23%C3%A9");
        let mut out = Vec::new();
        Term::text("\"\\\n\u{1b}").write(&mut out).expect("written");
        assert_eq!(out, b"\"\\\"\\\\\\n\\u001B\"");
    }
}
