//! Feeds: RSS (0.9x, 1.0, 2.0) and Atom.
//!
//! Read item by item, so that a feed of any length takes the memory of one: a crate for feeds gives the whole feed at once.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Content, Fields, Format, Passed, Piece};
use crate::source::budget::Budget;
use crate::source::day::day;
use crate::source::limits::{RECORD, RECORDS};
use crate::source::page;
use crate::source::passed::{At, Why};
use crate::source::unpack::Stream;

/// So deep may elements stand in one another.
const DEEP: usize = 200;

/// A feed.
pub(super) struct Feed {
    reader: Reader<Budget<Stream>>,
    buffer: Vec<u8>,
    depth: usize,
    number: usize,
    /// The title and the language of the whole.
    title: Option<String>,
    language: Option<String>,
    /// Of the item that is being read.
    item: Option<Item>,
    /// What is being taken down, at which depth it began, and whether markup stands in it.
    open: Option<(Name, usize)>,
    text: String,
    rooted: bool,
    ended: bool,
}

#[derive(Debug, Default)]
struct Item {
    depth: usize,
    title: Option<String>,
    /// The whole text, and what stands in its place.
    content: Option<String>,
    summary: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    id: Option<String>,
    link: Option<String>,
    source: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Title,
    Content,
    Summary,
    Published,
    Updated,
    Id,
    Link,
    Source,
    Language,
}

fn name(tag: &str) -> Option<Name> {
    Some(match tag {
        "title" | "atom:title" => Name::Title,
        "content:encoded" | "content" | "atom:content" | "fullitem" | "body" => Name::Content,
        "description" | "summary" | "atom:summary" => Name::Summary,
        "pubDate" | "published" | "dc:date" | "atom:published" | "issued" | "dcterms:issued" => {
            Name::Published
        }
        "updated" | "atom:updated" | "modified" => Name::Updated,
        "guid" | "id" | "atom:id" => Name::Id,
        "link" => Name::Link,
        "source" | "dc:publisher" => Name::Source,
        "language" | "dc:language" => Name::Language,
        _ => return None,
    })
}

impl Feed {
    pub(super) fn new(stream: Stream) -> Self {
        let mut reader = Reader::from_reader(Budget::new(stream, RECORD));
        let config = reader.config_mut();
        // Feeds are written by hand, too.
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            number: 0,
            title: None,
            language: None,
            item: None,
            open: None,
            text: String::new(),
            rooted: false,
            ended: false,
        }
    }

    fn at(&self) -> At {
        let name =
            self.item.as_ref().and_then(|item| item.link.as_deref().or(item.title.as_deref()));
        At::record(self.number.max(1), name)
    }

    fn fail(&mut self, why: Why) -> Passed {
        self.ended = true;
        Passed { at: self.at(), why }
    }

    /// Goes on to the end of the next item.
    fn advance(&mut self) -> Result<Option<Item>, Why> {
        loop {
            if self.open.is_none() || self.item.is_none() {
                self.reader.get_mut().renew();
            }
            if self.text.len() > RECORD {
                return Err(Why::TooLarge { limit: RECORD });
            }
            self.buffer.clear();
            let mut buffer = std::mem::take(&mut self.buffer);
            let event = self.reader.read_event_into(&mut buffer).map_err(|error| match error {
                quick_xml::Error::Io(error) => Why::from(&*error),
                other => Why::Broken(format!("no XML: {other}")),
            })?;
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > DEEP {
                        return Err(Why::TooDeep);
                    }
                    self.start(&tag);
                }
                Event::Empty(tag) => {
                    if self.open.is_some() {
                        self.text.push_str("<br>");
                    } else {
                        self.link(&tag);
                    }
                }
                Event::End(tag) => {
                    let done = self.end(tag.name().as_ref());
                    self.depth = self.depth.saturating_sub(1);
                    if let Some(item) = done {
                        self.buffer = buffer;
                        return Ok(Some(item));
                    }
                }
                Event::Text(text) if self.open.is_some() => {
                    self.text.push_str(&text);
                }
                Event::CData(text) if self.open.is_some() => {
                    self.text.push_str(&text);
                }
                Event::GeneralRef(name) if self.open.is_some() => match name.resolve_char_ref() {
                    Ok(Some(c)) => self.text.push(c),
                    _ => {
                        let name = name.to_string();
                        match quick_xml::escape::resolve_xml_entity(&name) {
                            Some(text) => self.text.push_str(text),
                            // An entity of HTML; those of the document are never made.
                            None => self.text.push_str(&format!("&{name};")),
                        }
                    }
                },
                Event::Eof if self.item.is_some() => {
                    return Err(Why::Cut("the feed ends within an item".to_owned()));
                }
                Event::Eof if !self.rooted => return Err(Why::Broken("no feed".to_owned())),
                Event::Eof if self.depth > 0 => {
                    return Err(Why::Cut("the feed is not closed".to_owned()));
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
            self.buffer = buffer;
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        self.rooted = true;
        let full = tag.name();
        let full = full.as_ref();
        if self.open.is_some() {
            // Markup that is not escaped.
            let local = tag.local_name();
            self.text.push_str(&format!("<{}>", local.as_ref()));
            return;
        }
        if self.item.is_none() && matches!(full, "item" | "entry" | "atom:entry") {
            self.number += 1;
            self.item = Some(Item { depth: self.depth, ..Item::default() });
            return;
        }
        self.link(tag);
        let near = self.item.as_ref().map_or(3, |item| item.depth + 1);
        if let Some(name) = name(full).filter(|_| self.depth <= near) {
            self.open = Some((name, self.depth));
            self.text.clear();
        }
    }

    /// Atom has addresses in attributes.
    fn link(&mut self, tag: &BytesStart<'_>) {
        let Some(item) = &mut self.item else { return };
        if !matches!(tag.name().as_ref(), "link" | "atom:link") {
            return;
        }
        let attribute = |name: &str| {
            let found = tag.try_get_attribute(name).ok().flatten()?;
            Some(found.value.replace("&amp;", "&"))
        };
        let alternate = attribute("rel").is_none_or(|rel| rel == "alternate");
        if let Some(href) = attribute("href").filter(|_| alternate && item.link.is_none()) {
            item.link = Some(href);
        }
    }

    /// An element ends; the item, where it is that.
    fn end(&mut self, tag: &str) -> Option<Item> {
        if let Some((name, depth)) = self.open {
            if self.depth > depth {
                let local = tag.rsplit(':').next().unwrap_or(tag);
                self.text.push_str(&format!("</{local}>"));
                return None;
            }
            self.open = None;
            self.close(name);
            return None;
        }
        let ends = self.item.as_ref().is_some_and(|item| item.depth == self.depth);
        if ends { self.item.take() } else { None }
    }

    fn close(&mut self, name: Name) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let Some(item) = &mut self.item else {
            match name {
                Name::Title if self.title.is_none() => self.title = Some(line(&text)),
                Name::Language => self.language = Some(line(&text)),
                _ => {}
            }
            return;
        };
        let field = match name {
            Name::Title => &mut item.title,
            Name::Content => &mut item.content,
            Name::Summary => &mut item.summary,
            Name::Published => &mut item.published,
            Name::Updated => &mut item.updated,
            Name::Id => &mut item.id,
            Name::Link => &mut item.link,
            Name::Source => &mut item.source,
            Name::Language => return,
        };
        field.get_or_insert(text);
    }

    fn piece(&self, item: Item) -> Result<Piece, Passed> {
        let link = item.link.as_deref().map(line);
        let title = item.title.as_deref().map(line);
        let at = At::record(self.number, link.as_deref().or(title.as_deref()));
        let Some(text) = item.content.or(item.summary) else {
            let why = Why::NoText("the item has nothing but a title".to_owned());
            return Err(Passed { at, why });
        };
        let mut fields = Fields { text, url: link.clone(), ..Fields::default() };
        fields.article.title = title;
        fields.article.day =
            [&item.published, &item.updated].into_iter().flatten().find_map(|it| day(it));
        // Atom's source is a whole feed in small; its title stands first in it.
        fields.article.publisher = item.source.as_deref().map(line).or_else(|| self.title.clone());
        fields.article.language.clone_from(&self.language);
        let key = item.id.as_deref().map(line).or(link);
        Ok(Piece { at, key, content: Content::Fields(Box::new(fields)) })
    }
}

/// In one line, without markup.
fn line(text: &str) -> String {
    if text.contains(['<', '&']) {
        let parts = page::fragment(text).unwrap_or_default();
        return parts.join(" ");
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Format for Feed {
    fn next(&mut self) -> Option<Result<Piece, Passed>> {
        if self.ended {
            return None;
        }
        if self.number > RECORDS {
            return Some(Err(self.fail(Why::TooMany { limit: RECORDS })));
        }
        match self.advance() {
            Ok(Some(item)) => Some(self.piece(item)),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(why) => Some(Err(self.fail(why))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use jiff::civil::date;

    use super::super::{Content, Fields};
    use super::{Feed, Format as _, Why};

    fn read(text: &str) -> Vec<Result<(Option<String>, Fields), Why>> {
        let mut feed = Feed::new(Box::new(Cursor::new(text.as_bytes().to_vec())));
        std::iter::from_fn(|| feed.next())
            .map(|it| match it {
                Ok(piece) => match piece.content {
                    Content::Fields(fields) => Ok((piece.key, *fields)),
                    _ => panic!("fields"),
                },
                Err(passed) => Err(passed.why),
            })
            .collect()
    }

    #[test]
    fn rss_gives_its_items() {
        let found = read(
            "<?xml version='1.0'?><rss version='2.0' xmlns:content='c'><channel><title>Northern Wire</title><language>en</language>\
             <image><title>logo</title></image>\
             <item><title>Envoys meet &amp;amp; agree</title><link>https://wire.example/a?x=1&amp;y=2</link>\
             <description>Short.</description><content:encoded><![CDATA[<p>The envoys met.</p><p>They agreed.</p>]]></content:encoded>\
             <pubDate>Thu, 10 Jul 2025 23:30:00 -0500</pubDate><guid isPermaLink='false'>wire-1</guid></item>\
             <item><title>Second</title><description>&lt;b&gt;They&lt;/b&gt; left&nbsp;then.</description></item>\
             <item><title>Nothing</title></item></channel></rss>",
        );
        let [Ok((key, first)), Ok((_, second)), Err(Why::NoText(_))] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(key.as_deref(), Some("wire-1"));
        assert_eq!(first.article.title.as_deref(), Some("Envoys meet & agree"));
        assert_eq!(first.text, "<p>The envoys met.</p><p>They agreed.</p>");
        assert_eq!(first.article.day, Some(date(2025, 7, 10)));
        assert_eq!(first.article.publisher.as_deref(), Some("Northern Wire"));
        assert_eq!(first.url.as_deref(), Some("https://wire.example/a?x=1&y=2"));
        assert_eq!(second.text, "<b>They</b> left&nbsp;then.");
    }

    #[test]
    fn atom_gives_its_entries() {
        let found = read(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Northern Wire</title><entry><title type='html'>Envoys meet</title>\
             <id>urn:uuid:1</id><link rel='self' href='https://wire.example/self'/><link href='https://wire.example/a'/>\
             <updated>2025-07-11T00:00:00Z</updated><published>2025-07-10T00:00:00Z</published>\
             <content type='xhtml'><div xmlns='x'><p>The envoys met.</p><br/><p>They agreed.</p></div></content></entry></feed>",
        );
        let [Ok((key, entry))] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(key.as_deref(), Some("urn:uuid:1"));
        assert_eq!(entry.url.as_deref(), Some("https://wire.example/a"));
        assert_eq!(entry.text, "<div><p>The envoys met.</p><br><p>They agreed.</p></div>");
        assert_eq!(entry.article.day, Some(date(2025, 7, 10)));
    }

    #[test]
    fn what_is_cut_broken_or_hostile_says_so() {
        let item =
            "<rss><channel><item><title>a</title><description>The envoys met.</description></item>";
        assert!(matches!(read(item).as_slice(), [Ok(_), Err(Why::Cut(_))]));
        let cut = format!("{item}<item><title>b");
        assert!(matches!(read(&cut).as_slice(), [Ok(_), Err(_)]));
        assert!(matches!(read("").as_slice(), [Err(Why::Broken(_))]));
        let deep = format!("<rss>{}", "<a>".repeat(1000));
        assert!(matches!(read(&deep).as_slice(), [Err(Why::TooDeep)]));
        let laughs = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><rss><channel><item><title>t</title>\
            <description>&b; and &b;</description></item></channel></rss>";
        let found = read(laughs);
        assert_eq!(found[0].as_ref().unwrap().1.text, "&b; and &b;");
    }
}
