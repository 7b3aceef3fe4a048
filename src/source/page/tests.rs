use jiff::civil::date;

use super::{article, fragment};
use crate::source::article::Article;
use crate::source::passed::Why;

/// What stands around every article of a site.
fn site(head: &str, main: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\" class=\"no-js has-cookie-banner\"><head><meta charset=\"utf-8\">{head}\
         <script>window.x = '<p>The script ran.</p>';</script><style>p {{ color: red }}</style></head>\
         <body class=\"article-page share-enabled\">\
         <div id=\"onetrust-banner\" class=\"cookie-consent\"><p>We and our 812 partners use cookies to store and access data on your device.</p><button>Accept all</button></div>\
         <a class=\"skip-link\" href=\"#main\">Skip to content</a>\
         <header class=\"site-header\"><nav><ul><li><a href=\"/world\">World</a></li><li><a href=\"/business\">Business</a></li></ul></nav></header>\
         {main}\
         <section class=\"related-stories\"><h2>More on this story</h2><ul><li><a href=\"/a\">Ministers of Peru quarrel about a dam that was never built.</a></li>\
         <li><a href=\"/b\">The navy of Chile searches for a lost ship off the coast.</a></li></ul></section>\
         <div class=\"newsletter-signup\"><p>Sign up to our morning briefing and get the news that matters in your inbox each day.</p></div>\
         <footer><p>© 2025 Northern Wire. The Northern Wire is not responsible for the content of external sites.</p></footer>\
         </body></html>"
    )
}

const BODY: [&str; 5] = [
    "The foreign ministers of Peru and Chile met in Oslo on Thursday to talk about the border at Tacna.",
    "“We agreed on a commission that begins its work in August,” the Norwegian hosts said in a statement.",
    "Peru had closed two crossings in May after soldiers fired at a lorry, which killed a driver from Arica.",
    "Chile's government denied that its soldiers had crossed the border, and called the closure an overreaction.",
    "The ministers will meet again in Lima in September, the statement said.",
];

fn paragraphs() -> String {
    BODY.iter().map(|text| format!("<p>{text}</p>\n")).collect()
}

fn read(html: &str) -> Article {
    article(html, None).unwrap_or_else(|why| panic!("{why}: {html}"))
}

/// Nothing of the site is in it, and all of the article.
fn is_whole(article: &Article) {
    for text in BODY {
        assert!(
            article.paragraphs.iter().any(|paragraph| paragraph == text),
            "{text}\n{article:#?}"
        );
    }
    let all = article.paragraphs.join("\n");
    for text in [
        "cookies",
        "Sign up",
        "quarrel",
        "lost ship",
        "responsible",
        "Skip to",
        "The script",
        "Accept",
        "Business",
    ] {
        assert!(!all.contains(text), "{text}\n{all}");
    }
}

#[test]
fn a_page_of_a_modern_site_gives_its_article() {
    let head = "<title>Peru and Chile agree on a border commission | Northern Wire</title>\
        <meta property=\"og:title\" content=\"Peru and Chile agree on a border commission\">\
        <meta property=\"og:site_name\" content=\"Northern Wire\">\
        <script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Peru and Chile agree\", \"datePublished\": \"2025-07-10T22:00:00-05:00\", \"publisher\": {\"name\": \"Northern Wire\"}}</script>";
    let main = format!(
        "<main id=\"main\"><article><header><h1>Peru and Chile agree on a border commission</h1><div class=\"byline\">By Ana Lund in Oslo</div>\
         <time datetime=\"2025-07-10T22:00:00-05:00\">10 Jul</time></header>\
         <div class=\"share-tools\"><ul><li><a href=\"#\">Share on Facebook</a></li><li><a href=\"#\">Copy link</a></li></ul></div>\
         <figure><img src=\"x.jpg\"><figcaption>The ministers shake hands in front of the palace. Photo: Northern Wire</figcaption></figure>\
         <div class=\"article__body\">{}</div><aside class=\"related-links\"><p>Read more: why the border was closed in the first place.</p></aside></article></main>",
        paragraphs()
    );
    let found = read(&site(head, &main));
    assert_eq!(found.title.as_deref(), Some("Peru and Chile agree on a border commission"));
    assert_eq!(
        (found.day, found.publisher.as_deref()),
        (Some(date(2025, 7, 10)), Some("Northern Wire"))
    );
    is_whole(&found);
    let all = found.paragraphs.join("\n");
    assert!(
        !all.contains("shake hands") && !all.contains("Share on") && !all.contains("Read more"),
        "{all}"
    );
}

#[test]
fn a_page_made_of_divisions_gives_its_article() {
    let body: String =
        BODY.iter().map(|text| format!("<div class=\"par\"><span>{text}</span></div>")).collect();
    let main = format!(
        "<div class=\"wrap\"><div class=\"col-left\"><h1>Peru and Chile agree</h1><div class=\"txt\">{body}</div></div>\
        <div class=\"col-right sidebar\"><div class=\"most-read\"><a href=\"/c\">Ten towns to see before you are forty</a></div></div></div>"
    );
    is_whole(&read(&site("<title>Peru and Chile agree</title>", &main)));
}

#[test]
fn a_page_of_tables_and_line_ends_gives_its_article() {
    let body = BODY.join("<br><br>\n");
    let html = format!(
        "<HTML><BODY><TABLE><TR><TD><A HREF=a>Home</A><BR><A HREF=b>World</A></TD><TD><H1>Peru and Chile agree</H1><FONT FACE=arial>{body}</FONT></TD></TR></TABLE></BODY></HTML>"
    );
    is_whole(&read(&html));
}

#[test]
fn quotations_lists_and_headings_are_kept_where_they_stand() {
    let main = format!(
        "<article><h1>Peru and Chile agree</h1>{}<h2>What was agreed</h2><ul><li>The crossings open on Monday.</li><li>A commission begins in August.</li></ul>\
         <blockquote><p>“We shall not wait for another century,” the minister of Peru said.</p></blockquote></article>",
        paragraphs()
    );
    let found = read(&site("", &main));
    let tail: Vec<&str> = found
        .paragraphs
        .iter()
        .map(String::as_str)
        .skip_while(|it| *it != "What was agreed")
        .collect();
    assert_eq!(
        tail,
        [
            "What was agreed",
            "The crossings open on Monday.",
            "A commission begins in August.",
            "“We shall not wait for another century,” the minister of Peru said.",
        ]
    );
    is_whole(&found);
}

#[test]
fn a_live_blog_gives_its_entries() {
    let entries: String = BODY.iter().enumerate().map(|(i, text)| format!("<article class=\"live-entry\" id=\"e{i}\"><time datetime=\"2025-07-10T1{i}:00\">1{i}.00</time><h3>Entry {i}</h3><p>{text}</p><div class=\"share\"><a href=#>Share</a></div></article>")).collect();
    let main = format!(
        "<main><h1>Talks in Oslo: live</h1><div class=\"live-blog\">{entries}</div></main>"
    );
    is_whole(&read(&site("<title>Talks in Oslo: live</title>", &main)));
}

#[test]
fn amp_pages_give_their_article() {
    let main = format!(
        "<amp-sidebar id=s><ul><li>Menu of sections that nobody reads</li></ul></amp-sidebar><article class=\"amp-wp-article\"><h1>Peru and Chile agree</h1><amp-img src=x></amp-img><div class=\"amp-wp-article-content\">{}</div><amp-social-share type=email></amp-social-share></article>",
        paragraphs()
    );
    is_whole(&read(&site("", &main)));
}

#[test]
fn a_text_for_search_engines_is_taken_where_the_page_shows_only_its_beginning() {
    let head = format!(
        "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Peru and Chile agree\", \"articleBody\": {:?}}}</script>",
        BODY.join("\n\n")
    );
    let main = format!(
        "<article><h1>Peru and Chile agree</h1><p>{}</p><div class=\"paywall\"><p>Subscribe to read on. Already a subscriber? Log in to your account here.</p></div></article>",
        BODY[0]
    );
    is_whole(&read(&site(&head, &main)));
}

#[test]
fn of_a_page_behind_a_wall_the_beginning_is_read() {
    let main = format!(
        "<article><h1>Peru and Chile agree</h1><p>{}</p><p>{}</p><div class=\"paywall\"><p>Subscribe to read on. Already a subscriber? Log in.</p></div></article>",
        BODY[0], BODY[1]
    );
    let found = read(&site("", &main));
    assert_eq!(found.paragraphs.iter().filter(|it| BODY.contains(&it.as_str())).count(), 2);
    assert!(!found.paragraphs.join(" ").contains("Subscribe"));
}

#[test]
fn a_short_item_is_an_article_too() {
    for (before, after) in [("<article>", "</article>"), ("<div class=\"item\">", "</div>")] {
        let main = format!(
            "{before}<h1>Peru and Chile agree</h1><p>{}</p><p>{}</p>{after}",
            BODY[0], BODY[4]
        );
        let found = read(&site("", &main));
        let told: Vec<&str> = found
            .paragraphs
            .iter()
            .map(String::as_str)
            .filter(|it| *it != "Peru and Chile agree")
            .collect();
        assert_eq!(told, [BODY[0], BODY[4]]);
    }
}

#[test]
fn links_within_sentences_stay() {
    let main = format!(
        "<article><h1>Peru and Chile agree</h1>{}<p>The <a href=x>treaty of Lima</a>, signed in <a href=y>1929</a>, has no such commission.</p></article>",
        paragraphs()
    );
    let found = read(&site("", &main));
    assert!(
        found
            .paragraphs
            .iter()
            .any(|it| it == "The treaty of Lima, signed in 1929, has no such commission.")
    );
}

#[test]
fn a_page_without_an_article_says_so() {
    let links: String = (0..40).map(|n| format!("<li><a href=\"/{n}\">Ministers of Peru quarrel about dam number {n} in the south</a></li>")).collect();
    for html in [
        site(
            "<title>Northern Wire</title>",
            &format!("<main><h1>World</h1><ul>{links}</ul></main>"),
        ),
        site("<title>Not found</title>", "<main><h1>404</h1><p>The page was not found.</p></main>"),
        "<html><body></body></html>".to_owned(),
        String::new(),
        "<html><head><meta http-equiv=refresh content='0;url=x'></head></html>".to_owned(),
    ] {
        assert_eq!(article(&html, None).map(|it| it.paragraphs), Err(Why::NoArticle), "{html}");
    }
}

#[test]
fn hostile_pages_are_refused_or_read_in_time() {
    let begun = std::time::Instant::now();
    assert_eq!(article(&"<div>".repeat(100_000), None).map(|it| it.words()), Err(Why::TooDeep));
    let flat =
        format!("<article>{}</article>", "<p>The envoys of Peru met in Oslo.</p>".repeat(50_000));
    assert!(article(&flat, None).is_ok());
    let many = "<p>The envoys met in Oslo, and left.</p><div class=related>x</div>".repeat(30_000);
    let _ = article(&many, None);
    let words = format!("<p>{}</p>", "word ".repeat(1_000_000));
    let _ = article(&words, None);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn a_fragment_is_all_article() {
    assert_eq!(
        fragment(
            "The envoys <b>met</b>.<p>They left &amp; slept.<p><a href=x>Continue reading</a>"
        )
        .unwrap(),
        ["The envoys met.", "They left & slept."]
    );
}
