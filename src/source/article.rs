//! An article as a format hands it on, and its one form as plain text.

use jiff::civil::Date;

use crate::text::is_head_line;

/// What a format has found of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub(super) title: Option<String>,
    /// The day of publication, as the source writes it.
    pub(super) day: Option<Date>,
    /// Who published it.
    pub(super) publisher: Option<String>,
    /// The language that it declares.
    pub(super) language: Option<String>,
    /// Its paragraphs; a blank line between them is made here.
    pub(super) paragraphs: Vec<String>,
}

/// How long a publisher's name may be, in bytes: a longer one would not be read as a head line.
const LONGEST_NAME: usize = 150;

/// How long a title may be, in bytes.
const LONGEST_TITLE: usize = 400;

impl Article {
    /// The article as plain text: its title, `date` and `source` lines, a blank line, and the paragraphs with blank lines between
    /// them. This is the only place where such a text is made: what reads documents knows nothing of formats.
    pub(super) fn compose(&self) -> String {
        let mut text = String::new();
        let title =
            self.title.as_deref().map(|title| line(title, LONGEST_TITLE)).unwrap_or_default();
        if !title.is_empty() {
            text.push_str(&no_head_line(&title));
            text.push('\n');
        }
        if let Some(day) = self.day {
            text.push_str(&format!("date {day}\n"));
        }
        let publisher = self.publisher.as_deref().map(|name| line(name, LONGEST_NAME));
        let publisher = publisher.as_deref().map(|name| name.trim_end_matches(['.', ' ']));
        if let Some(publisher) = publisher.filter(|name| !name.is_empty()) {
            text.push_str(&format!("source {publisher}\n"));
        }
        let same = folded(&title);
        // Many pages and mails repeat the title as the first paragraph.
        let repeated = |(i, paragraph): (usize, &String)| i == 0 && folded(paragraph) == same;
        let told = self.paragraphs.iter().enumerate().filter(|&it| !repeated(it));
        for (i, (_, paragraph)) in told.enumerate() {
            if i > 0 || !text.is_empty() {
                text.push('\n');
            }
            let lines = paragraph.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
            for (j, line) in lines.enumerate() {
                let plain = if i == 0 && j == 0 { no_head_line(line) } else { line.to_owned() };
                text.push_str(&plain);
                text.push('\n');
            }
        }
        text
    }

    /// How many words the paragraphs have.
    pub(super) fn words(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum()
    }
}

/// In one line, without control characters, cut where it is too long.
pub(super) fn line(text: &str, longest: usize) -> String {
    let mut line = String::new();
    for word in
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty())
    {
        if line.len() + word.len() >= longest {
            if line.is_empty() {
                line.push_str(word.get(..word.floor_char_boundary(longest)).unwrap_or_default());
            }
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// A title or first line that says "Source: …" is not to be taken for a line of the head.
fn no_head_line(line: &str) -> String {
    if !is_head_line(line) {
        return line.to_owned();
    }
    match line.split_once(':') {
        Some((before, after)) => format!("{before} – {}", after.trim_start()),
        None => format!("“{line}”"),
    }
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Article;
    use crate::text::head;

    fn article(title: &str, publisher: &str, paragraphs: &[&str]) -> Article {
        Article {
            title: Some(title.to_owned()).filter(|it| !it.is_empty()),
            day: Some(date(2025, 7, 10)),
            publisher: Some(publisher.to_owned()),
            language: None,
            paragraphs: paragraphs.iter().map(|&it| it.to_owned()).collect(),
        }
    }

    #[test]
    fn the_plain_form_is_that_of_text_files() {
        let text =
            article("Envoys  meet\nin Oslo", "Northern Wire", &["They talked.", "They left."])
                .compose();
        assert_eq!(
            text,
            "Envoys meet in Oslo\ndate 2025-07-10\nsource Northern Wire\n\nThey talked.\n\nThey left.\n"
        );
        let read = head(&text);
        assert_eq!(read.title.map(|it| it.of(&text)), Some("Envoys meet in Oslo"));
        assert_eq!(
            (read.date, read.source.as_deref()),
            (Some(date(2025, 7, 10)), Some("Northern Wire"))
        );
        assert!(read.problems.is_empty());
    }

    #[test]
    fn a_title_that_repeats_itself_is_told_once() {
        let text = article("Envoys meet", "", &["ENVOYS MEET", "They talked."]).compose();
        assert_eq!(text, "Envoys meet\ndate 2025-07-10\n\nThey talked.\n");
    }

    #[test]
    fn nothing_that_is_told_becomes_a_line_of_the_head() {
        for title in
            ["Source: envoys to meet", "date 2020-01-01", "source Mallory", "Date: 1 May 2020"]
        {
            let text = article(title, "Northern Wire.", &["Source: the envoys.", "They talked."])
                .compose();
            let read = head(&text);
            assert_eq!(read.date, Some(date(2025, 7, 10)), "{text}");
            assert_eq!(read.source.as_deref(), Some("Northern Wire"), "{text}");
            assert!(read.problems.is_empty() && read.title.is_some(), "{text}");
        }
    }

    #[test]
    fn hostile_names_stay_in_their_line() {
        let text = article("a\u{1b}[31m\u{0}b", "x\ndate 1999-01-01", &["They talked."]).compose();
        assert!(
            text.starts_with("a [31m b\ndate 2025-07-10\nsource x date 1999-01-01\n"),
            "{text}"
        );
    }
}
