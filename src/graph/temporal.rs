//! Dates and times as text, the way openCypher writes them.

use std::fmt::Write as _;

use jiff::civil::Time;

use super::value::Value;

impl Value {
    /// The text of a date, a time or a duration in ISO 8601; nothing for any other value.
    pub fn temporal_text(&self) -> Option<String> {
        Some(match self {
            Self::Date(date) => date.to_string(),
            Self::LocalTime(time) => clock(*time),
            Self::Time(time, offset) => clock(*time) + &zone(*offset),
            Self::LocalDateTime(moment) => format!("{}T{}", moment.date(), clock(moment.time())),
            Self::DateTime(moment) => {
                let offset = zone(moment.offset().seconds());
                let name = moment.time_zone().iana_name().filter(|name| *name != "UTC");
                let name = name.map(|name| format!("[{name}]")).unwrap_or_default();
                format!("{}T{}{offset}{name}", moment.date(), clock(moment.time()))
            }
            Self::Duration(duration) => duration.to_string(),
            _ => return None,
        })
    }
}

fn clock(time: Time) -> String {
    let mut text = format!("{:02}:{:02}", time.hour(), time.minute());
    let fraction = time.subsec_nanosecond();
    if time.second() != 0 || fraction != 0 {
        let _ = write!(text, ":{:02}", time.second());
    }
    if fraction != 0 {
        let digits = format!("{fraction:09}");
        let _ = write!(text, ".{}", digits.trim_end_matches('0'));
    }
    text
}

/// An offset from UTC, given in seconds.
fn zone(offset: i32) -> String {
    if offset == 0 {
        return "Z".to_owned();
    }
    let sign = if offset < 0 { '-' } else { '+' };
    let seconds = offset.unsigned_abs();
    let mut text = format!("{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if !seconds.is_multiple_of(60) {
        let _ = write!(text, ":{:02}", seconds % 60);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Value;
    use jiff::civil::time;

    #[test]
    fn seconds_are_written_only_where_there_are_some() {
        assert_eq!(Value::LocalTime(time(12, 0, 0, 0)).temporal_text().as_deref(), Some("12:00"));
        let offset = Value::Time(time(1, 2, 3, 4_000_000), -3_600);
        assert_eq!(offset.temporal_text().as_deref(), Some("01:02:03.004-01:00"));
        assert_eq!(Value::Int(1).temporal_text(), None);
    }
}
