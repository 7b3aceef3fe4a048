//! Mails: one in a file, several one after the other (mbox), and pages that were saved as mails (MHTML).

use jiff::civil::Date;
use mail_parser::{HeaderValue, Message, MessageParser, PartType};

use super::{Content, Format, Passed, Piece};
use crate::source::article::Article;
use crate::source::budget::read_line;
use crate::source::contained::contained;
use crate::source::limits::FILE;
use crate::source::page;
use crate::source::passed::{At, Why};
use crate::source::unpack::Stream;

/// What a mail turns out to be.
pub(in crate::source) enum Letter {
    /// A text.
    Article(Article),
    /// A page that was saved as a mail, and its address.
    Page(String, Option<String>),
}

/// Reads one mail: its subject, its day as the sender wrote it, its sender, and its text without quotations of others and
/// without the signature.
///
/// # Errors
/// It has no text, or is none.
pub(in crate::source) fn message(bytes: &[u8]) -> Result<Letter, Why> {
    let read = contained(|| MessageParser::default().parse(bytes).map(|message| letter(&message)));
    read.flatten().unwrap_or_else(|| Err(Why::Broken("no mail: it has no head".to_owned())))
}

fn letter(message: &Message<'_>) -> Result<Letter, Why> {
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    });
    if is_saved_page(message)
        && let Some(html) = html
    {
        return Ok(Letter::Page(html, address(message)));
    }
    let plain: Vec<&str> = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(&**text),
            _ => None,
        })
        .collect();
    let plain = own_words(&plain.join("\n\n"));
    let paragraphs = match html {
        _ if plain.iter().any(|part| !part.trim().is_empty()) => plain,
        Some(html) => page::fragment(&html)?,
        None => Vec::new(),
    };
    if paragraphs.is_empty() {
        let attached = message.attachment_count();
        let told = match attached {
            0 => "the mail is empty".to_owned(),
            _ => format!("the mail has nothing but attachments ({attached})"),
        };
        return Err(Why::NoText(told));
    }
    let day = message.date().and_then(|date| {
        let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        Date::new(i16::try_from(date.year).ok()?, month, day).ok()
    });
    let sender = message.from().and_then(|from| from.first());
    let sender = sender.and_then(|from| from.name.as_deref().or(from.address.as_deref()));
    Ok(Letter::Article(Article {
        title: message.subject().map(str::to_owned),
        day,
        publisher: sender.map(|name| name.trim_matches('"').to_owned()),
        language: None,
        paragraphs,
    }))
}

/// Browsers say that they saved it; others leave the address of the root.
fn is_saved_page(message: &Message<'_>) -> bool {
    let related = message.root_part().headers.iter().any(|header| match &header.value {
        HeaderValue::ContentType(kind) => {
            kind.ctype().eq_ignore_ascii_case("multipart")
                && kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("related"))
        }
        _ => false,
    });
    let saved = message.headers_raw().any(|(name, value)| {
        name.eq_ignore_ascii_case("Snapshot-Content-Location")
            || name.eq_ignore_ascii_case("From") && value.to_ascii_lowercase().contains("saved by")
    });
    saved || related && message.to().is_none()
}

fn address(message: &Message<'_>) -> Option<String> {
    let told = message.headers_raw().find(|(name, _)| {
        name.eq_ignore_ascii_case("Snapshot-Content-Location")
            || name.eq_ignore_ascii_case("Content-Location")
    });
    told.map(|(_, value)| value.trim().to_owned()).filter(|value| value.starts_with("http"))
}

/// The paragraphs of a mail without quotations and signature; the lines of a paragraph stay as they are.
fn own_words(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        if line == "-- " || line == "--" {
            break;
        }
        if line.starts_with('>') {
            continue;
        }
        let Some(last) = paragraphs.last_mut() else { break };
        if line.trim().is_empty() {
            if !last.is_empty() {
                paragraphs.push(String::new());
            }
        } else {
            if !last.is_empty() {
                last.push('\n');
            }
            last.push_str(line.trim_end());
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Mails one after the other, each behind a line `From …`.
pub(super) struct Mailbox {
    stream: Stream,
    /// The line that was read last, where it begins a mail.
    line: Vec<u8>,
    number: usize,
    begun: bool,
    ended: bool,
}

impl Mailbox {
    pub(super) fn new(stream: Stream) -> Self {
        Self { stream, line: Vec::new(), number: 0, begun: false, ended: false }
    }
}

/// Longer lines of a mail are cut.
const LINE: usize = 1 << 20;

impl Format for Mailbox {
    fn next(&mut self) -> Option<Result<Piece, Passed>> {
        let mut mail = Vec::new();
        let mut large = false;
        let mut blank = true;
        while !self.ended {
            match read_line(&mut self.stream, &mut self.line, LINE) {
                Ok(0) => self.ended = true,
                Ok(_) if blank && self.line.starts_with(b"From ") => {
                    if self.begun {
                        break;
                    }
                    self.begun = true;
                }
                Ok(_) => {
                    self.begun = true;
                    blank = self.line.trim_ascii().is_empty();
                    // "From " at the head of a line was marked when it was put in.
                    let quoted = self.line.iter().take_while(|&&byte| byte == b'>').count();
                    let marked =
                        self.line.get(quoted..).is_some_and(|rest| rest.starts_with(b"From "));
                    let line =
                        self.line.get(usize::from(quoted > 0 && marked)..).unwrap_or_default();
                    large |= mail.len() + line.len() > FILE / 4;
                    if !large {
                        mail.extend_from_slice(line);
                    }
                }
                Err(error) => {
                    self.ended = true;
                    let at = At::record(self.number + 1, None);
                    return Some(Err(Passed { at, why: Why::from(&error) }));
                }
            }
        }
        if mail.trim_ascii().is_empty() && !large {
            return None;
        }
        self.number += 1;
        let at = At::record(self.number, None);
        if large {
            return Some(Err(Passed { at, why: Why::TooLarge { limit: FILE / 4 } }));
        }
        Some(Ok(Piece { at, key: message_id(&mail), content: Content::Mail(mail) }))
    }
}

/// What a mail calls itself; only its head is looked at.
fn message_id(mail: &[u8]) -> Option<String> {
    let head = mail
        .split(|&byte| byte == b'\n')
        .take_while(|line| !line.trim_ascii().is_empty())
        .take(200);
    for line in head {
        let Some((name, value)) = line.split_at_checked(11) else { continue };
        if name.eq_ignore_ascii_case(b"message-id:") {
            let id = String::from_utf8_lossy(value);
            return Some(id.trim().trim_matches(['<', '>']).to_owned()).filter(|id| !id.is_empty());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use jiff::civil::date;

    use super::super::Content;
    use super::{Format as _, Letter, Mailbox, Why, message};

    const MAIL: &str = "From: Northern Wire <desk@wire.example>\r\nTo: reader@example.org\r\n\
        Subject: =?utf-8?q?Envoys_meet_in_Troms=C3=B8?=\r\nDate: Thu, 10 Jul 2025 23:30:00 -0500\r\n\
        Message-ID: <1@wire.example>\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nThe envoys met in Troms=F8.\r\n\r\n\
        > Where?\r\nThey agreed.\r\n-- \r\nNorthern Wire, Oslo\r\n";

    #[test]
    fn a_mail_is_an_article_by_its_sender() {
        let Ok(Letter::Article(article)) = message(MAIL.as_bytes()) else { panic!("a mail") };
        assert_eq!(article.title.as_deref(), Some("Envoys meet in Tromsø"));
        assert_eq!(article.day, Some(date(2025, 7, 10)));
        assert_eq!(article.publisher.as_deref(), Some("Northern Wire"));
        assert_eq!(article.paragraphs, ["The envoys met in Tromsø.", "They agreed."]);
    }

    #[test]
    fn the_plain_form_goes_first_and_html_is_read_where_there_is_no_other() {
        let two = "From: a@b.c\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=q\n\n\
            --q\nContent-Type: text/plain\n\nPlain words.\n--q\nContent-Type: text/html\n\n<p>Marked words.</p>\n--q--\n";
        let Ok(Letter::Article(article)) = message(two.as_bytes()) else { panic!("a mail") };
        assert_eq!(article.paragraphs, ["Plain words."]);
        let one = "From: a@b.c\nTo: d@e.f\nSubject: x\nContent-Type: text/html\n\n<div>Marked words.</div><p>More.</p>";
        let Ok(Letter::Article(article)) = message(one.as_bytes()) else { panic!("a mail") };
        assert_eq!(article.paragraphs, ["Marked words.", "More."]);
    }

    #[test]
    fn a_saved_page_is_a_page() {
        let page = "From: <Saved by Blink>\nSnapshot-Content-Location: https://wire.example/a\nSubject: x\n\
            MIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=q\n\n\
            --q\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://wire.example/a\n\n\
            <p class=3D\"x\">The envoys met.</p>\n--q\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--q--\n";
        let Ok(Letter::Page(html, url)) = message(page.as_bytes()) else { panic!("a page") };
        assert!(html.contains("class=\"x\""), "{html}");
        assert_eq!(url.as_deref(), Some("https://wire.example/a"));
    }

    #[test]
    fn a_mail_without_a_text_says_so() {
        let none = "From: a@b.c\nSubject: x\n\n";
        assert!(matches!(message(none.as_bytes()), Err(Why::NoText(_))));
        assert!(message(b"").is_err());
    }

    #[test]
    fn a_mailbox_is_told_apart() {
        let mailbox = "From a@b.c Thu Jul 10 10:00:00 2025\nMessage-ID: <1@x>\nFrom: a@b.c\n\nOne.\n>From here on.\n\n\
            From a@b.c Thu Jul 10 10:00:00 2025\nFrom: a@b.c\n\nTwo.\nFrom there on.\n";
        let mut mails = Mailbox::new(Box::new(Cursor::new(mailbox.as_bytes().to_vec())));
        let mut next = || {
            mails.next().and_then(Result::ok).map(|piece| match piece.content {
                Content::Mail(bytes) => (piece.key, String::from_utf8(bytes).unwrap()),
                _ => panic!("a mail"),
            })
        };
        let (key, one) = next().unwrap();
        assert_eq!(key.as_deref(), Some("1@x"));
        assert!(one.ends_with("One.\nFrom here on.\n\n"), "{one}");
        assert!(next().unwrap().1.ends_with("Two.\nFrom there on.\n"));
        assert!(next().is_none());
    }
}
