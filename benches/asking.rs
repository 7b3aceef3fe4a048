//! How fast a graph is assembled, saved, loaded and asked: `cargo bench --bench asking`.
//!
//! One graph is made of many copies of the project's own samples under other document ids. Another one is generated, of the
//! shape that `bench/query.sh` measures at larger scales: persons who met, organizations that attacked one another, events in
//! countries. It is imported, saved compact, opened, and asked the nine questions of that benchmark.

// A benchmark that cannot read its input may fail as a test does.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use chancery::extract::Extractor;
use chancery::facts::{Corpus, ReadDocument};
use chancery::grammar::Grammar;
use chancery::graph::Graph;
use chancery::import::{Importer, Table};
use chancery::query::{Context, run};
use chancery::snapshot::Content;
use chancery::{assemble, snapshot, source};
use divan::Bencher;

/// How often each sample stands in the graph.
const COPIES: usize = 200;

static GRAMMAR: LazyLock<Arc<Grammar>> = LazyLock::new(|| Arc::new(Grammar::embedded().unwrap()));
static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let extractor = Extractor::new(GRAMMAR.clone()).unwrap();
    let found = source::find(&[PathBuf::from("seeds")], &source::Options::default()).unwrap();
    let mut corpus = Corpus::default();
    for input in &found.inputs {
        let (document, _) = source::read(input, &source::Options::default()).unwrap();
        for copy in 0..COPIES {
            let mut document = document.clone();
            document.id = format!("{}-{copy:04}", document.id);
            let facts = extractor.extract(&document);
            corpus.insert(ReadDocument::new(document, facts));
        }
    }
    corpus
});
static GRAPH: LazyLock<Graph> = LazyLock::new(|| assemble::graph(&CORPUS, &GRAMMAR).unwrap());

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 10)]
fn assembling() -> usize {
    assemble::graph(&CORPUS, &GRAMMAR).unwrap().node_count()
}

#[divan::bench(sample_count = 10)]
fn saving() -> usize {
    let mut out = Vec::new();
    snapshot::write(&mut out, &CORPUS.clone().into(), &snapshot::SaveOptions::default()).unwrap();
    out.len()
}

#[divan::bench(args = [
    "MATCH (p:Person {name: 'Marco Rubio'}) RETURN p.name",
    "MATCH (p:Person)-[:MET]-(q:Person) RETURN DISTINCT p.name, q.name",
    "MATCH (p:Person)-[:MET]-()-[:MET]-(q) RETURN count(DISTINCT q)",
    "MATCH (e:Event) RETURN e.type, count(*) AS n ORDER BY n DESC",
    "MATCH (s:Statement) WHERE s.content CONTAINS 'peace' RETURN count(s)",
    "MATCH p = shortestPath((:Person {name: 'Marco Rubio'})-[*]-(:Person {name: 'Nirmala Sitharaman'})) RETURN length(p)",
])]
fn answering(bencher: Bencher<'_, '_>, query: &str) {
    LazyLock::force(&GRAPH);
    bencher.bench(|| run(&GRAPH, query, &Context::default()).unwrap().rows.len());
}

/// A graph of tables with as many relationships of all types together.
const RELATIONSHIPS: usize = 50_000;

/// A generator of numbers that is the same everywhere (SplitMix64, Steele, Lea and Flood, 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// The first ones come more often, as in news.
    fn known(&mut self, end: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((share * share * share) * end as f64) as usize
    }

    fn day(&mut self) -> String {
        format!("{}-{:02}-{:02}", 2015 + self.below(10), 1 + self.below(12), 1 + self.below(28))
    }

    fn words(&mut self) -> String {
        const WORDS: [&str; 10] = [
            "border", "talks", "minister", "summit", "treaty", "budget", "police", "port",
            "strike", "vote",
        ];
        (0..5).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// A file's name, its label or type, its text.
type Csv = (&'static str, &'static str, String);

/// Tables of nodes, and of relationships.
fn tables() -> (Vec<Csv>, Vec<Csv>) {
    let mut numbers = Numbers(7);
    let (persons, organizations, countries, events) =
        (RELATIONSHIPS / 12, RELATIONSHIPS / 50, 40, RELATIONSHIPS / 5);
    let (organization, country) = (persons, persons + organizations);
    let event = country + countries;
    let table = |head: &str, rows: &mut dyn Iterator<Item = String>| {
        let mut text = format!("{head}\n");
        rows.for_each(|row| text.push_str(&(row + "\n")));
        text
    };
    let nodes = vec![
        (
            "person.csv",
            "Person",
            table(
                "id,name,born",
                &mut (0..persons).map(|i| format!("{i},Person {i},{}", 1930 + i % 70)),
            ),
        ),
        (
            "organization.csv",
            "Organization",
            table("id,name", &mut (organization..country).map(|i| format!("{i},Organization {i}"))),
        ),
        (
            "country.csv",
            "Country",
            table("id,name", &mut (country..event).map(|i| format!("{i},Country {i}"))),
        ),
        (
            "event.csv",
            "Event",
            table(
                "id,name,date,deaths",
                &mut (event..event + events).map(|i| {
                    format!("{i},{},{},{}", numbers.words(), numbers.day(), numbers.below(60))
                }),
            ),
        ),
    ];
    let mut numbers = Numbers(11);
    let relationships = vec![
        (
            "met.csv",
            "MET",
            table(
                "src,dst,date",
                &mut (0..RELATIONSHIPS / 4).map(|_| {
                    format!(
                        "{},{},{}",
                        numbers.known(persons),
                        numbers.known(persons),
                        numbers.day()
                    )
                }),
            ),
        ),
        (
            "attacked.csv",
            "ATTACKED",
            table(
                "src,dst,date,deaths",
                &mut (0..RELATIONSHIPS / 10).map(|_| {
                    let (from, to) = (numbers.known(organizations), numbers.known(organizations));
                    format!(
                        "{},{},{},{}",
                        organization + from,
                        organization + to,
                        numbers.day(),
                        numbers.below(50)
                    )
                }),
            ),
        ),
        (
            "located_in.csv",
            "LOCATED_IN",
            table(
                "src,dst",
                &mut (event..event + events)
                    .map(|i| format!("{i},{}", country + numbers.known(countries))),
            ),
        ),
        (
            "participant.csv",
            "PARTICIPANT",
            table(
                "src,dst,role",
                &mut (0..RELATIONSHIPS / 4).map(|_| {
                    format!("{},{},envoy", event + numbers.below(events), numbers.known(persons))
                }),
            ),
        ),
    ];
    (nodes, relationships)
}

static TABLES: LazyLock<(Vec<Csv>, Vec<Csv>)> = LazyLock::new(tables);

fn imported() -> Graph {
    let (nodes, relationships) = &*TABLES;
    let part = |(name, _, text): &Csv| {
        [Table { name: (*name).to_owned(), bytes: text.clone().into_bytes(), delimiter: b',' }]
    };
    let mut importer = Importer::new();
    for csv in nodes {
        importer.nodes(&[csv.1.to_owned()], &part(csv)).unwrap();
    }
    for csv in relationships {
        importer.relationships(Some(csv.1), &part(csv)).unwrap();
    }
    importer.finish().graph
}

static SAVED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let content = Content { imported: imported(), ..Content::default() };
    let mut out = Vec::new();
    snapshot::write_compact(&mut out, &content, &snapshot::SaveOptions::default()).unwrap();
    out
});

fn opened() -> Graph {
    snapshot::read_bytes("a.chy", SAVED.clone(), true).unwrap().imported
}

static TABLE_GRAPH: LazyLock<Graph> = LazyLock::new(opened);

#[divan::bench(sample_count = 10)]
fn importing() -> usize {
    imported().node_count()
}

#[divan::bench(sample_count = 10)]
fn opening() -> usize {
    opened().node_count()
}

/// The questions of `bench/query.sh`.
#[divan::bench(sample_count = 20, args = [
    "MATCH (p:Person {name: 'Person 7'})-[r]-(n) RETURN n.name AS name ORDER BY name",
    "MATCH (o:Organization)-[a:ATTACKED]->(t:Organization) WHERE a.deaths >= 40 RETURN o.name AS attacker, t.name AS target, a.date AS date, a.deaths AS deaths ORDER BY deaths DESC, date, attacker, target LIMIT 20",
    "MATCH (p:Person {name: 'Person 9'})-[:MET]-(:Person)-[:MET]-(g:Person) WHERE g.id <> p.id RETURN count(DISTINCT g) AS c",
    "MATCH (p:Person)-[m:MET]-(:Person) RETURN p.name AS name, count(m) AS degree ORDER BY degree DESC, name LIMIT 10",
    "MATCH p = shortestPath((a:Person {name: 'Person 11'})-[:MET*..15]-(b:Person {name: 'Person 300'})) RETURN length(p) AS len",
    "MATCH (p:Person {name: 'Person 11'})-[:MET*1..3]-(x:Person) WHERE x.id <> p.id RETURN count(DISTINCT x) AS c",
    "MATCH (a:Person)-[:MET]-(b:Person)-[:MET]-(c:Person)-[:MET]-(a) WHERE a.id < b.id AND b.id < c.id RETURN count(*) AS c",
    "MATCH (e:Event) WHERE e.name CONTAINS 'border talks' RETURN count(*) AS c",
    "MATCH (e:Event)-[:LOCATED_IN]->(c:Country) WHERE e.date >= '2020-01-01' RETURN c.name AS country, count(*) AS n, sum(e.deaths) AS deaths ORDER BY n DESC, country LIMIT 10",
])]
fn questions(bencher: Bencher<'_, '_>, query: &str) {
    LazyLock::force(&TABLE_GRAPH);
    let rows = run(&TABLE_GRAPH, query, &Context::default()).unwrap().rows;
    assert!(!rows.is_empty(), "{query}");
    bencher.bench(|| run(&TABLE_GRAPH, query, &Context::default()).unwrap().rows.len());
}
