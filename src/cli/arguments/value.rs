//! Values of options: what they may be, and what is said where they are not.

use jiff::civil::Date;

use crate::text::iso_date;

pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    iso_date(text).ok_or_else(|| "expected a day that exists, as 2025-06-12".to_owned())
}

/// A time in RFC 3339, in UTC; a day alone is its first moment.
pub(super) fn parse_time(text: &str) -> Result<String, String> {
    let time = match iso_date(text) {
        Some(date) => format!("{date}T00:00:00Z").parse(),
        None => text.parse::<jiff::Timestamp>(),
    };
    time.map(|time| time.to_string())
        .map_err(|_| "expected a time in RFC 3339, as 2025-06-12T08:30:00Z".to_owned())
}

/// A number of seconds, with or without a fraction.
pub(super) fn seconds(text: &str) -> Result<std::time::Duration, String> {
    let seconds = text.parse::<f64>().ok();
    seconds
        .and_then(|seconds| std::time::Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| format!("{text:?} is no number of seconds"))
}

/// What separates cells: one ASCII character, but none that quotes or ends lines.
pub(super) fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if text == "tab" || text == "\\t" => Ok(b'\t'),
        &[byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(byte),
        _ => Err("expected one character, as ; or |, or tab".to_owned()),
    }
}

/// The time that SOURCE_DATE_EPOCH gives, in seconds since 1970.
pub(crate) fn source_date(epoch: &str) -> Result<String, String> {
    epoch
        .trim()
        .parse::<i64>()
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map(|time| time.to_string())
        .ok_or_else(|| format!("SOURCE_DATE_EPOCH is {epoch:?}: expected seconds since 1970"))
}

#[cfg(test)]
mod tests {
    use super::{parse_date, parse_time, source_date};

    #[test]
    fn times_are_kept_in_one_form() {
        assert_eq!(parse_time("2024-05-01T10:00:00+02:00").as_deref(), Ok("2024-05-01T08:00:00Z"));
        assert_eq!(parse_time("2024-05-01").as_deref(), Ok("2024-05-01T00:00:00Z"));
        assert_eq!(source_date("1714550400").as_deref(), Ok("2024-05-01T08:00:00Z"));
        assert!(parse_time("noon").is_err() && source_date("x").is_err());
        assert!(parse_date("2024-02-30").is_err() && parse_date("2024-5-1").is_err());
    }
}
