//! Title, day, publisher, language and address of a page.

use dom_query::Document;

use super::linked::{self, Linked};
use crate::source::day::day;
use jiff::civil::Date;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) day: Option<Date>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    /// The text of the article, where the page has it for search engines, too.
    pub(super) body: Option<String>,
}

/// Names of `<meta>` elements that tell the day of publication, best first.
const DAYS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "datepublished",
    "date-published",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "pub_date",
    "date.release",
    "originalpublicationdate",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "date",
    "created",
    "release_date",
    "displaydate",
    "og:pubdate",
    "article.published",
    "rnews:datepublished",
];

/// Names of `<meta>` elements that tell the publisher.
const PUBLISHERS: &[&str] = &[
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "application-name",
    "al:ios:app_name",
    "twitter:app:name:iphone",
];

/// Names of `<meta>` elements that tell the title.
const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "headline",
    "title",
];

/// What the page says of itself; `url` is its address, where that is known. Cost: linear in the page.
pub(super) fn metadata(page: &Document, url: Option<&str>) -> Metadata {
    let scripts: Vec<_> =
        page.select("script[type=\"application/ld+json\"]").iter().map(|it| it.text()).collect();
    let linked =
        linked::article(scripts.iter().map(|script| -> &str { script })).unwrap_or_default();
    let meta = Meta::of(page);
    let title = title(page, &linked, &meta);
    let url =
        url.map(str::to_owned).or_else(|| linked.url.clone()).or_else(|| address(page, &meta));
    let day = linked
        .published
        .as_deref()
        .and_then(day)
        .or_else(|| DAYS.iter().find_map(|name| meta.get(name).and_then(day)))
        .or_else(|| shown_day(page));
    let publisher = linked
        .publisher
        .filter(|name| !name.contains("://"))
        .or_else(|| PUBLISHERS.iter().find_map(|name| meta.get(name).map(str::to_owned)))
        .or_else(|| url.as_deref().and_then(host));
    let language = page
        .select("html")
        .attr("lang")
        .map(|lang| lang.to_string())
        .or(linked.language)
        .or_else(|| meta.get("og:locale").map(str::to_owned));
    Metadata {
        title,
        day,
        publisher: publisher.map(|name| plain(&name)),
        language,
        body: linked.body,
    }
}

/// The `<meta>` elements of a page by name.
struct Meta {
    pairs: Vec<(String, String)>,
}

impl Meta {
    fn of(page: &Document) -> Self {
        let mut pairs = Vec::new();
        for meta in page.select("meta[content]").iter().take(500) {
            let content = meta.attr_or("content", "").trim().to_owned();
            let name = ["property", "name", "itemprop"].iter().find_map(|key| meta.attr(key));
            if let Some(name) = name.filter(|_| !content.is_empty()) {
                pairs.push((name.trim().to_ascii_lowercase(), content));
            }
        }
        Self { pairs }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, content)| content.as_str())
    }
}

/// The title: as search engines are told, as the page shows it, as the window is called.
fn title(page: &Document, linked: &Linked, meta: &Meta) -> Option<String> {
    let window = page.select("title").iter().next().map(|it| plain(&it.text()));
    let shown: Vec<String> =
        page.select("h1").iter().map(|it| plain(&it.text())).filter(|it| !it.is_empty()).collect();
    // The title that the page shows, where it is also part of the window's: others are the name of the site.
    if let (Some(window), Some(shown)) =
        (&window, shown.iter().find(|it| it.split_whitespace().nth(2).is_some()))
        && window.to_lowercase().contains(&shown.to_lowercase())
    {
        return Some(shown.clone());
    }
    linked
        .headline
        .as_deref()
        .map(plain)
        .or_else(|| TITLES.iter().find_map(|name| meta.get(name)).map(plain))
        .map(|title| without_site(&title, meta.get("og:site_name")))
        .or_else(|| shown.first().filter(|_| shown.len() == 1).cloned())
        .or_else(|| window.map(|title| without_site(&title, meta.get("og:site_name"))))
        .filter(|title| !title.is_empty())
}

/// "Envoys meet in Oslo | Northern Wire" without the name of the site.
fn without_site(title: &str, site: Option<&str>) -> String {
    for mark in [" | ", " – ", " — ", " - ", " :: ", " » "] {
        if let Some((before, after)) = title.rsplit_once(mark) {
            let named = site.is_some_and(|site| after.eq_ignore_ascii_case(site));
            let short =
                after.split_whitespace().count() <= 4 && before.split_whitespace().count() >= 4;
            // A dash may stand in a title; a bar does not.
            if named
                || short && (mark == " | " || mark == " :: " || mark == " » " || short_name(after))
            {
                return before.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Is each word of it one with a capital, or an address?
fn short_name(name: &str) -> bool {
    name.split_whitespace().count() <= 3
        && name
            .split_whitespace()
            .all(|word| word.contains('.') || word.starts_with(char::is_uppercase))
}

/// The day that the page shows: `<time>` first, then a line of the head of the article is found when the text is read.
fn shown_day(page: &Document) -> Option<Date> {
    let parts = "[itemprop=datePublished], time[pubdate], article header time, article time, header time, main time, time";
    for part in parts.split(", ") {
        let found = page.select(part).iter().take(20).find_map(|it| {
            let told =
                it.attr("datetime").or_else(|| it.attr("content")).filter(|it| !it.is_empty());
            told.as_deref().and_then(day).or_else(|| day(&it.text()))
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The address that the page gives for itself.
fn address(page: &Document, meta: &Meta) -> Option<String> {
    let link = page.select("link[rel=canonical]").attr("href").map(|it| it.to_string());
    link.filter(|it| it.starts_with("http"))
        .or_else(|| meta.get("og:url").map(str::to_owned))
        .or_else(|| saved_from(page))
}

/// Browsers note where a page was saved from in a comment: `<!-- saved from url=(0042)https://… -->`.
fn saved_from(page: &Document) -> Option<String> {
    page.root().descendants_it().take(20).filter(|node| node.is_comment()).find_map(|node| {
        node.query(|it| match &it.data {
            dom_query::NodeData::Comment { contents } => {
                let (_, rest) = contents.split_once("saved from url=")?;
                let rest = rest.split_once(')').map_or(rest, |(_, rest)| rest);
                Some(rest.trim().to_owned()).filter(|it| it.starts_with("http"))
            }
            _ => None,
        })
        .flatten()
    })
}

/// The host of an address, as a name for who publishes there.
pub(in crate::source) fn host(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (scheme.starts_with("http") && host.contains('.')).then(|| host.to_ascii_lowercase())
}

/// With one blank between the words.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use dom_query::Document;
    use jiff::civil::date;

    use super::{host, metadata, without_site};

    #[test]
    fn a_page_tells_its_title_day_and_publisher_in_many_ways() {
        let of = |html: &str| metadata(&Document::from(html), None);
        let open_graph = of(
            "<html lang='en-GB'><title>Envoys meet in Oslo | Northern Wire</title>\
            <meta property='og:title' content='Envoys meet in Oslo'><meta property='og:site_name' content='Northern Wire'>\
            <meta property='article:published_time' content='2025-07-10T23:30:00-05:00'>",
        );
        assert_eq!(open_graph.title.as_deref(), Some("Envoys meet in Oslo"));
        assert_eq!(open_graph.publisher.as_deref(), Some("Northern Wire"));
        assert_eq!(open_graph.day, Some(date(2025, 7, 10)));
        assert_eq!(open_graph.language.as_deref(), Some("en-GB"));
        let plain = of(
            "<!-- saved from url=(0042)https://www.wire.example/a --><title>Envoys meet in Oslo - The Wire</title>\
            <h1>Envoys  meet in\nOslo</h1><article><time datetime='2025-07-09'>Wednesday</time></article>",
        );
        assert_eq!(plain.title.as_deref(), Some("Envoys meet in Oslo"));
        assert_eq!(plain.publisher.as_deref(), Some("wire.example"));
        assert_eq!(plain.day, Some(date(2025, 7, 9)));
        let none = of("<p>x");
        assert!(none.title.is_none() && none.day.is_none() && none.publisher.is_none());
    }

    #[test]
    fn the_name_of_a_site_is_no_part_of_a_title() {
        assert_eq!(without_site("Envoys meet in Oslo | World", None), "Envoys meet in Oslo");
        assert_eq!(without_site("Envoys meet in Oslo - wire.example", None), "Envoys meet in Oslo");
        assert_eq!(
            without_site("Envoys meet in Oslo - and agree at last", None),
            "Envoys meet in Oslo - and agree at last"
        );
        assert_eq!(without_site("Iran - Israel", None), "Iran - Israel");
    }

    #[test]
    fn hosts_are_names() {
        assert_eq!(host("https://www.wire.example:8080/a?b").as_deref(), Some("wire.example"));
        assert_eq!(host("file:///tmp/x"), None);
        assert_eq!(host("nothing"), None);
    }
}
