//! Documents as people have them: saved pages, feeds, mails, tables, web archives, packed or not.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chancery::source::{Articles, Document, Input, Options, Place, SourceError};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::generator::articles;
use crate::program::{chancery, rows};

/// An invented article in its parts.
struct Story {
    id: String,
    text: String,
    title: String,
    day: String,
    source: String,
    paragraphs: Vec<String>,
}

/// Whole invented articles, as many as there are among the first `count`.
fn stories(count: usize) -> Vec<Story> {
    let world = articles::World::new(5, count);
    let all = (0..count).map(|number| articles::article(&world, 5, number));
    all.filter(|article| article.entry.broken.is_none())
        .map(|article| {
            let text = String::from_utf8(article.bytes).unwrap();
            let (head, body) = text.split_once("\n\n").unwrap();
            let mut lines = head.lines();
            Story {
                id: article.entry.id.replace('/', "-"),
                title: lines.next().unwrap().to_owned(),
                day: lines.next().unwrap().trim_start_matches("date ").to_owned(),
                source: lines.next().unwrap().trim_start_matches("source ").to_owned(),
                paragraphs: body.trim().split("\n\n").map(str::to_owned).collect(),
                text,
            }
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

impl Story {
    /// The story as a site shows it, among all that a site has beside it.
    fn page(&self) -> String {
        let paragraphs: String =
            self.paragraphs.iter().map(|it| format!("<p>{}</p>\n", escaped(it))).collect();
        let Self { day, .. } = self;
        let (title, source) = (escaped(&self.title), escaped(&self.source));
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | {source}</title>\
             <meta property=\"og:site_name\" content=\"{source}\"><meta property=\"og:title\" content=\"{title}\">\
             <meta property=\"article:published_time\" content=\"{day}T21:30:00-05:00\"><script>var a = '<p>no</p>';</script></head>\
             <body><div class=\"cookie-banner\"><p>We use cookies to give you the best experience of our site.</p></div>\
             <nav><a href=\"/\">Home</a><a href=\"/world\">World</a></nav><main><article><h1>{title}</h1>\
             <div class=\"share-tools\"><a href=\"#\">Share</a></div><figure><img src=\"a.jpg\"><figcaption>The hall of the talks, seen from the street.</figcaption></figure>\
             {paragraphs}</article><aside class=\"related\"><h2>Read more</h2><ul><li><a href=\"/x\">President of Peru visits the troops at Tacna.</a></li></ul></aside></main>\
             <footer><p>© {source}. All rights reserved by the publisher and its agencies.</p></footer></body></html>"
        )
    }

    /// As an archive keeps the page.
    fn record(&self) -> String {
        let page = self.page();
        let answer =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/{}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            self.id,
            answer.len()
        )
    }

    fn json(&self) -> Json {
        json!({
            "id": self.id, "headline": self.title, "published_at": format!("{}T21:30:00Z", self.day),
            "publisher": {"name": self.source}, "body": self.paragraphs.join("\n\n"),
        })
    }

    fn mail(&self) -> String {
        let day: jiff::civil::Date = self.day.parse().unwrap();
        format!(
            "From: \"{}\" <desk@wire.example>\nTo: reader@example.org\nSubject: {}\nDate: {} 21:30:00 -0500\n\
             Message-ID: <{}@wire.example>\nContent-Type: text/plain; charset=utf-8\n\n{}\n-- \nTo leave this list, write to us.\n",
            self.source,
            self.title,
            day.strftime("%a, %d %b %Y"),
            self.id,
            self.paragraphs.join("\n\n"),
        )
    }
}

/// A small file of each format, by its name.
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let story = &stories(3)[0];
    let text = escaped(&story.text);
    let table = format!("id,title,text\n1,{:?},{:?}\n", story.title, story.paragraphs.join(" "));
    vec![
        ("a.html", story.page().into_bytes()),
        ("a.eml", story.mail().into_bytes()),
        ("a.mbox", format!("From a@b.c Thu Jul 10 10:00:00 2025\n{0}\nFrom a@b.c\n{0}", story.mail()).into_bytes()),
        ("a.rss", format!("<rss><channel><item><title>x</title><description>{text}</description></item></channel></rss>").into_bytes()),
        ("a.ndjson", format!("{0}\n{0}\n", story.json()).into_bytes()),
        ("a.json", format!("[{}]", story.json()).into_bytes()),
        ("a.csv", table.into_bytes()),
        ("a.warc", format!("{0}{0}", story.record()).into_bytes()),
        ("a", gzip(story.page().as_bytes())),
        ("a", zstd(story.page().as_bytes())),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn write(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

/// The documents of a file, and what was said of those passed over.
fn read_with(path: &Path, options: &Options) -> (Vec<Document>, Vec<String>) {
    let input = Input { id: "in".to_owned(), place: Place::File(path.to_owned()) };
    let mut articles = Articles::of(&input);
    let (mut documents, mut said) = (Vec::new(), Vec::new());
    while let Some(next) = articles.next(options) {
        match next.and_then(|raw| raw.read(options)) {
            Ok((document, _)) => documents.push(document),
            Err(SourceError::Passed { at, why, .. }) => said.push(format!("{at}: {why}")),
            Err(error) => said.push(error.to_string()),
        }
    }
    (documents, said)
}

fn read(path: &Path) -> (Vec<Document>, Vec<String>) {
    read_with(path, &Options::default())
}

/// The facts that `extract` prints, by the last part of the document's id, which is left out of them.
fn facts(paths: &[&Path]) -> (BTreeMap<String, Json>, String, i32) {
    let output = chancery(["extract"]).args(paths).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let facts = lines.lines().map(|line| {
        let mut facts: Json = serde_json::from_str(line).unwrap();
        let id = facts["doc"].take();
        (id.as_str().unwrap().rsplit('/').next().unwrap().to_owned(), facts)
    });
    (facts.collect(), String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

#[test]
fn a_thousand_pages_and_an_archive_are_read_in_one_run_with_broken_ones_among_them() {
    let stories = stories(1400);
    let (pages, archived) = stories.split_at(1000.min(stories.len() - 200));
    let folder = tempfile::tempdir().unwrap();
    let plain = tempfile::tempdir().unwrap();
    for story in &stories {
        write(&plain, &format!("{}.txt", story.id), &story.text);
    }
    for (i, story) in pages.iter().enumerate() {
        let page = story.page();
        match i % 3 {
            0 => write(&folder, &format!("pages/{}.html", story.id), page),
            1 => write(&folder, &format!("pages/{}.htm.gz", story.id), gzip(page.as_bytes())),
            _ => write(&folder, &format!("pages/{}.html.zst", story.id), zstd(page.as_bytes())),
        };
        write(
            &folder,
            &format!("pages/{}_files/frame.html", story.id),
            "<p>An advertisement that nobody reads.</p>",
        );
    }
    // Broken ones: no article, cut off, another language, nested too deep.
    let links = "<li><a href=/x>Ministers of Peru quarrel about a dam</a></li>".repeat(30);
    for (n, story) in pages.iter().take(20).enumerate() {
        write(
            &folder,
            &format!("pages/front-{n}.html"),
            format!("<html><body><ul>{links}</ul></body></html>"),
        );
        let whole = gzip(story.page().as_bytes());
        write(&folder, &format!("pages/cut-{n}.html.gz"), &whole[..whole.len() / 2]);
        let french = "<p>Le ministre des Affaires étrangères a reçu mardi son homologue à Lima pour parler de la frontière et des réfugiés.</p>";
        write(
            &folder,
            &format!("pages/french-{n}.html"),
            format!("<html><body><article>{}</article></body></html>", french.repeat(4)),
        );
    }
    for n in 0..5 {
        write(&folder, &format!("pages/deep-{n}.html"), "<div>".repeat(5000));
    }
    let (one, two) = archived.split_at(archived.len() / 2);
    let mut archive: Vec<u8> =
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n".to_vec();
    for story in one {
        archive.extend(story.record().bytes());
    }
    archive.extend(b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n");
    write(&folder, "crawl.warc", &archive);
    let packed: Vec<u8> = two.iter().flat_map(|story| gzip(story.record().as_bytes())).collect();
    write(&folder, "crawl-2.warc.gz", &packed);

    let graph = folder.path().join("graph.ron");
    let output = chancery(["build"]).arg(folder.path()).arg("-o").arg(&graph).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    let passed = 20 * 3 + 5 + 1;
    let told = format!(
        "passed over         {passed}  of {} inputs, named above: 20 cut off, 20 no article, 20 other language, 5 nested too deep, 1 broken",
        chancery::view::grouped(passed + stories.len())
    );
    assert!(
        said.contains(&told),
        "{told}\n{}",
        said.lines().rev().take(14).collect::<Vec<_>>().join("\n")
    );
    assert_eq!(rows(&graph, "MATCH (d:Document) RETURN count(*)"), [stories.len().to_string()]);
    let named = said.lines().filter(|line| line.starts_with("warning: passed over")).count();
    assert_eq!(named, passed, "each is named");
    let line = said.lines().find(|line| line.contains("crawl.warc")).unwrap();
    assert!(
        line.contains(&format!(
            "crawl.warc: record {}: the record has no Content-Length",
            one.len() + 2
        )),
        "{line}"
    );

    // Read from whatever they stand in, they say what they say as plain texts.
    let (expected, _, _) = facts(&[plain.path()]);
    let (found, _, code) = facts(&[folder.path()]);
    assert_eq!((code, found.len()), (3, expected.len()));
    let differ: Vec<&String> = expected
        .iter()
        .filter(|(id, facts)| found.get(*id) != Some(facts))
        .map(|(id, _)| id)
        .collect();
    assert!(
        differ.is_empty(),
        "{} of {} differ: {:?}",
        differ.len(),
        expected.len(),
        &differ[..differ.len().min(5)]
    );
}

#[test]
fn each_format_gives_the_plain_text() {
    let stories = stories(40);
    let folder = tempfile::tempdir().unwrap();
    let items: String = stories
        .iter()
        .map(|it| {
            let paragraphs: String = it.paragraphs.iter().map(|it| format!("<p>{}</p>", escaped(it))).collect();
            format!(
                "<item><title>{}</title><guid>{}</guid><dc:publisher>{}</dc:publisher><pubDate>{}T21:00:00-05:00</pubDate><content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>",
                escaped(&it.title), it.id, escaped(&it.source), it.day
            )
        })
        .collect();
    let lines: String = stories.iter().map(|it| format!("{}\n", it.json())).collect();
    let list = Json::Array(stories.iter().map(Story::json).collect()).to_string();
    let mailbox: String = stories
        .iter()
        .map(|it| format!("From desk@wire.example Thu Jul 10 10:00:00 2025\n{}\n", it.mail()))
        .collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["Id", "Title", "Date", "Outlet", "Text"]).unwrap();
    for it in &stories {
        table
            .write_record([&it.id, &it.title, &it.day, &it.source, &it.paragraphs.join("\n\n")])
            .unwrap();
    }
    let table = table.into_inner().unwrap();
    let archive: String = stories.iter().map(Story::record).collect();
    let utf16: Vec<u8> = String::from_utf8(table.clone())
        .unwrap()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("feed.rss", format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>").into_bytes()),
        ("lines.ndjson", lines.into_bytes()),
        ("list.json", list.into_bytes()),
        ("mails.mbox", mailbox.into_bytes()),
        ("table.csv", table),
        ("utf16.csv", [vec![0xff, 0xfe], utf16].concat()),
        ("crawl.warc", archive.into_bytes()),
    ];
    for (name, bytes) in files {
        let packed = [
            (name.to_owned(), bytes.clone()),
            (format!("{name}.gz"), gzip(&bytes)),
            (format!("{name}.zst"), zstd(&bytes)),
        ];
        for (name, bytes) in packed {
            let (documents, said) = read(&write(&folder, &name, bytes));
            assert_eq!(said, Vec::<String>::new(), "{name}");
            assert_eq!(documents.len(), stories.len(), "{name}");
            for (document, story) in documents.iter().zip(&stories) {
                assert_eq!(document.text, story.text, "{name}");
                assert!(document.id.contains(&story.id), "{name}: {}", document.id);
                assert_eq!(document.date.unwrap().to_string(), story.day, "{name}");
            }
        }
    }
    let story = &stories[0];
    for (name, bytes) in [
        ("a.html", story.page()),
        ("a.eml", story.mail()),
        ("a.txt", story.text.clone()),
        ("a", story.page()),
    ] {
        for (name, bytes) in [
            (name.to_owned(), bytes.clone().into_bytes()),
            (format!("{name}.gz"), gzip(bytes.as_bytes())),
        ] {
            let (documents, said) = read(&write(&folder, &name, bytes));
            assert_eq!((documents.len(), said), (1, Vec::new()), "{name}");
            assert_eq!(documents[0].text, story.text, "{name}");
            assert_eq!(documents[0].id, "in");
        }
    }
}

#[test]
fn what_is_cut_off_is_told_and_what_stands_before_it_is_read() {
    let stories = stories(60);
    let folder = tempfile::tempdir().unwrap();
    let lines: String = stories.iter().map(|it| format!("{}\n", it.json())).collect();
    let archive: String = stories.iter().map(Story::record).collect();
    for (name, bytes) in [("a.jsonl", lines.into_bytes()), ("a.warc", archive.into_bytes())] {
        let whole = gzip(&bytes);
        let path = write(&folder, &format!("{name}.gz"), &whole[..whole.len() * 2 / 3]);
        let (documents, said) = read(&path);
        assert!(
            documents.len() > 5 && documents.len() < stories.len(),
            "{name}: {}",
            documents.len()
        );
        assert!(said.last().unwrap().contains("cut off"), "{name}: {said:?}");
        let (documents, said) = read(&write(&folder, name, &bytes[..bytes.len() - 400]));
        assert_eq!((documents.len(), said.len()), (stories.len() - 1, 1), "{name}: {said:?}");
    }
}

#[test]
fn tables_with_other_names_are_read_where_they_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let table = "nr;Overskrift;Brødtekst;Dato\n7;Envoys meet in Oslo;The envoys of Peru and Chile met in Oslo on Thursday.;10.07.2025\n";
    let path = write(&folder, "a.csv", table);
    let (code, said) = run(&["extract"], &path);
    assert!(
        code == 1
            && said.contains("no column is called text, body or content; there are nr, Overskrift"),
        "{said}"
    );
    assert!(said.contains("--column text=NAME"), "{said}");
    let columns = [
        "extract",
        "--column",
        "text=Brødtekst",
        "--column",
        "title=Overskrift",
        "--column",
        "date=Dato",
        "--column",
        "id=nr",
    ];
    let (code, said) = run(&columns, &path);
    assert!(
        code == 0 && said.contains("\"doc\":\"a/7\"") && said.contains("\"date\":\"2025-07-10\""),
        "{said}"
    );
    let (code, said) = run(&["extract", "--column", "story=x"], &path);
    assert!(code == 2 && said.contains("no part of an article"), "{said}");
}

fn run(arguments: &[&str], path: &Path) -> (i32, String) {
    let output = chancery(arguments).arg(path).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[test]
fn files_and_days_are_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let text = |day: &str| {
        format!("Envoys meet in Oslo\ndate {day}\n\nThe envoys of Peru and Chile met in Oslo.\n")
    };
    write(&folder, "new.txt", text("2025-07-10"));
    write(&folder, "old.txt", text("2024-07-10"));
    write(&folder, "bare.txt", "The envoys of Peru and Chile met in Oslo.\n");
    write(&folder, "drafts/draft.txt", text("2025-07-10"));
    let (code, said) =
        run(&["extract", "--since", "2025-01-01", "--exclude", "drafts"], folder.path());
    assert_eq!(code, 0, "{said}");
    let ids: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split("\"doc\":\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(ids, ["bare", "new"], "{said}");
    assert!(said.contains("1 older ones were left out"), "{said}");
    let (code, said) = run(&["extract", "--include", "["], folder.path());
    assert!(code == 2 && said.contains("unclosed character class"), "{said}");
}

#[test]
fn another_language_is_passed_over_unless_it_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Außenminister reist nach Ankara\n\nDer Außenminister ist am Montag nach Ankara gereist, um über die Lage an der Grenze zu sprechen.\n";
    let path = write(&folder, "a.txt", text);
    let (code, said) = run(&["extract"], &path);
    assert!(code == 1 && said.contains("in German, not in English"), "{said}");
    let (code, _) = run(&["extract", "--any-language"], &path);
    assert_eq!(code, 0);
}

#[test]
fn standard_input_is_what_it_looks_like() {
    let story = &stories(3)[0];
    for (bytes, id) in [
        (story.page().into_bytes(), "stdin"),
        (gzip(story.text.as_bytes()), "stdin"),
        (format!("{}\n", story.json()).into_bytes(), "stdin/"),
    ] {
        let output = chancery(["extract", "-"]).write_stdin(bytes).output().unwrap();
        let facts = String::from_utf8(output.stdout).unwrap();
        assert!(facts.starts_with(&format!("{{\"doc\":\"{id}")), "{facts}");
    }
}

#[test]
fn what_an_archive_no_longer_holds_is_taken_out_by_watch() {
    let stories = stories(12);
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.chy");
    let inputs = tempfile::tempdir().unwrap();
    let archive = |stories: &[Story]| stories.iter().map(Story::record).collect::<String>();
    let watch = || {
        let output = chancery(["watch", "--once", "--settle", "0.01"])
            .arg(inputs.path())
            .arg("-o")
            .arg(&graph)
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    write(&inputs, "crawl.warc", archive(&stories[..8]));
    write(&inputs, "one.txt", &stories[8].text);
    let count = || rows(&graph, "MATCH (d:Document) RETURN count(*)");
    assert!(watch().contains("read 9;"));
    assert_eq!(count(), ["9"]);
    assert!(!watch().contains("read"), "nothing has changed");
    write(&inputs, "crawl.warc", archive(&stories[2..10]));
    let said = watch();
    assert!(said.contains("removed 2"), "{said}");
    assert_eq!(count(), ["9"]);
}

#[test]
fn hostile_names_stay_names() {
    let folder = tempfile::tempdir().unwrap();
    let record = json!({
        "id": "=HYPERLINK(\"x\")\u{202e}\n../../\u{1b}[31m<script>", "title": "<script>alert(1)</script> \u{202e}Envoys",
        "source": "a\ndate 1999-01-01\nsource Mallory", "text": "The envoys of Peru and Chile met in Oslo on Thursday.",
    });
    let (documents, said) = read(&write(&folder, "a.jsonl", record.to_string()));
    assert_eq!(said, Vec::<String>::new());
    let document = &documents[0];
    assert!(
        !document.id.contains(['\n', '"', '<', '\u{1b}', '\u{202e}'])
            && !document.id.contains(".."),
        "{}",
        document.id
    );
    assert_eq!(document.source.as_deref(), Some("a date 1999-01-01 source Mallory"));
    assert_eq!(document.date, None);
}

/// Any bytes under any name are read or passed over.
fn is_answered(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let (documents, said) = read(&write(&folder, name, bytes));
    for document in documents {
        assert!(document.body.end <= document.text.len());
    }
    assert!(said.len() < 100_000);
}

const NAMES: [&str; 13] = [
    "a.html", "a.mhtml", "a.eml", "a.mbox", "a.rss", "a.ndjson", "a.json", "a.csv", "a.tsv",
    "a.warc", "a.pdf", "a.txt", "a",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        for name in NAMES {
            is_answered(name, &bytes);
        }
        for magic in [&[0x1f_u8, 0x8b, 8][..], &[0x28, 0xb5, 0x2f, 0xfd], b"%PDF-1.4\n", b"WARC/1.0\r\n"] {
            is_answered("a", &[magic, &bytes].concat());
        }
    }

    #[test]
    fn whole_files_with_anything_put_into_them_are_answered(
        at in 0.0..1.0_f64, put in prop::collection::vec(any::<u8>(), 0..40), cut in 0.0..1.0_f64, which in 0..6_usize,
    ) {
        let stories = stories(3);
        let story = &stories[0];
        let (name, mut bytes) = match which {
            0 => ("a.html", story.page().into_bytes()),
            1 => ("a.eml", story.mail().into_bytes()),
            2 => ("a.jsonl", story.json().to_string().into_bytes()),
            3 => ("a.warc", story.record().into_bytes()),
            4 => ("a.warc.gz", gzip(story.record().as_bytes())),
            _ => ("a.html.zst", zstd(story.page().as_bytes())),
        };
        let place = |share: f64, length: usize| ((share * length as f64) as usize).min(length);
        let from = place(at, bytes.len());
        bytes.splice(from..from, put);
        bytes.truncate(bytes.len() - place(cut * cut * cut, bytes.len()));
        is_answered(name, &bytes);
    }

    #[test]
    fn any_markup_is_answered(tags in prop::collection::vec(
        prop::sample::select(vec![
            "<p>", "</p>", "<b>", "<a href=x>", "</a>", "<table>", "<td>", "</table>", "<div class=related>", "</div>", "<svg>",
            "<math>", "<template>", "<!--", "-->", "<script>", "</script>", "The envoys met in Oslo on Thursday. ", "<li>", "<h1>",
            "<article>", "</article>", "<select>", "<option>", "<frameset>", "<body>", "</html>", "<![CDATA[", "&#x0;", "&amp", "<time datetime=2025>",
        ]), 0..300)) {
        is_answered("a.html", tags.concat().as_bytes());
    }
}
