//! Files with one JSON object a line, and the documents that such objects hold.

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::source::Document;
use crate::text::{Span, head, iso_date};

/// Where a file of gold is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct GoldError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, or what should stand there.
    pub reason: String,
}

/// The objects of the lines that are not blank; `check` says what is wrong with an object whose form is right. Cost:
/// linear.
///
/// # Errors
/// [`GoldError`] with the first line that is wrong.
pub fn rows<T: DeserializeOwned>(
    text: &str,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<Vec<T>, GoldError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let wrong = |reason| GoldError { line: number + 1, reason };
            let row = serde_json::from_str(line).map_err(|error| wrong(told(&error)))?;
            check(&row).map_err(wrong)?;
            Ok(row)
        })
        .collect()
}

/// What is wrong with a line of JSON, the place told by its column: the line is known better here.
fn told(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let reason = said.split(" at line ").next().unwrap_or(&said);
    format!("column {}: {reason}", error.column())
}

/// The day that `YYYY-MM-DD` or `YYYYMMDD` names.
pub(super) fn day(word: &str) -> Option<Date> {
    iso_date(word).or_else(|| {
        let digits = word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| word.parse().ok()).flatten()
    })
}

/// Is this a day, where there is one at all?
pub(super) fn check_day(word: Option<&str>) -> Result<(), String> {
    match word {
        Some(word) if day(word).is_none() => {
            Err(format!("the date is {word:?}: expected a day that exists, as 2025-06-12"))
        }
        _ => Ok(()),
    }
}

/// The document that has this text, its head read as that of a file.
pub(super) fn document(id: &str, text: &str, date: Option<Date>) -> Document {
    let head = head(text);
    Document {
        id: id.to_owned(),
        hash: String::new(),
        body: if head.body.is_empty() { Span::new(0, text.len()) } else { head.body },
        text: text.to_owned(),
        title: head.title,
        date: head.date.or(date),
        source: head.source,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{GoldError, check_day, day, rows};

    #[test]
    fn blank_lines_are_passed_over_and_errors_have_their_line() {
        let fine = |_: &u8| Ok(());
        assert_eq!(rows("1\n\n 2 \n", fine), Ok(vec![1, 2]));
        let error = rows("1\n\n2 3\n", fine).map_err(|error| error.to_string());
        assert_eq!(error, Err("line 3: column 3: trailing characters".to_owned()));
        let odd = |n: &u8| if n % 2 == 1 { Ok(()) } else { Err("even".to_owned()) };
        assert_eq!(rows("1\n2", odd), Err(GoldError { line: 2, reason: "even".to_owned() }));
    }

    #[test]
    fn days_come_with_and_without_hyphens() {
        assert_eq!(day("19950104"), day("1995-01-04"));
        assert_eq!(day("19950104"), Some(date(1995, 1, 4)));
        assert!(check_day(Some("19951304")).is_err() && check_day(None).is_ok());
    }
}
