use super::{ArticleCounts, Aspect, ComparedFacts, Miss, article, article_facts};
use crate::grammar::Grammar;

const TEXT: &str = "Peru's envoy Ana Ruiz met Tomas Vera of Chile in Arica on Monday. “The border is open,” Ms Ruiz said.\n";

const GOLD: &str = r#"{
  "doc": "a", "date": null, "more": 1,
  "entities": [
    {"id": "e1", "kind": "person", "name": "Ana Ruiz", "mentions": ["Ms Ruiz"]},
    {"id": "e2", "kind": "person", "name": "Tomas Vera"},
    {"id": "e3", "kind": "place", "name": "Arica", "mentions": []},
    {"id": "e4", "kind": "country", "name": "Peru", "mentions": ["Peru's"]}
  ],
  "relations": [
    {"type": "holds_office", "subject": "e1", "object": "e4", "value": "the envoy", "quote": "Peru's envoy Ana Ruiz"}
  ],
  "events": [
    {"id": "v1", "type": "CONSULT", "mode": "meeting", "actor": ["e1", "e2"], "target": [], "place": ["e3"],
     "date": "2025-06-09", "factuality": "asserted", "quantities": [{"what": "envoys", "value": 2}],
     "quote": "Ana Ruiz met Tomas Vera"}
  ],
  "statements": [
    {"id": "s1", "speaker": "e1", "kind": "direct", "content": "The border is open", "about": [], "audience": []}
  ]
}"#;

fn facts(text: &str) -> ComparedFacts {
    article_facts(text, &Grammar::embedded().expect("the grammar").ontology).expect("facts")
}

fn wrong(text: &str) -> String {
    let ontology = &Grammar::embedded().expect("the grammar").ontology;
    article_facts(text, ontology).expect_err("a mistake").to_string()
}

fn compared(read: &str) -> (ArticleCounts, Vec<Miss>) {
    article(&facts(GOLD), &facts(read), TEXT)
}

/// Gold, read and right of an aspect.
fn of(counts: &ArticleCounts, aspect: Aspect) -> (usize, usize, usize) {
    let count = counts.of(aspect);
    (count.gold, count.read, count.right)
}

#[test]
fn gold_beside_itself_is_all_right() {
    let (counts, misses) = compared(GOLD);
    assert!(misses.is_empty(), "{misses:?}");
    for (name, count) in counts.rows() {
        assert_eq!((count.gold, count.read), (count.right, count.right), "{name}");
    }
    assert_eq!(counts.facts().gold, 5);
    assert_eq!(counts.types()["CONSULT"].roles.right, 3);
}

#[test]
fn ids_do_not_matter_and_kinds_do() {
    let read =
        GOLD.replace("\"e1\"", "\"e9\"").replace("\"place\", \"name\"", "\"country\", \"name\"");
    let (counts, misses) = compared(&read);
    assert_eq!(of(&counts, Aspect::Entities), (4, 4, 3));
    assert_eq!(of(&counts, Aspect::Mentions), (5, 5, 5));
    assert_eq!(of(&counts, Aspect::Roles), (3, 3, 3));
    let told: Vec<String> = misses
        .iter()
        .map(|m| format!("{} {} {} {}", m.what, m.verdict(), m.who, m.quote))
        .collect();
    assert_eq!(told, ["entity missed place Arica", "entity made up country Arica"]);
}

#[test]
fn events_match_by_type_and_place_or_by_two_roles() {
    let elsewhere = GOLD.replace("\"Ana Ruiz met Tomas Vera\"", "\"on Monday\"");
    assert_eq!(of(&compared(&elsewhere).0, Aspect::Events), (1, 1, 1));
    let alone = elsewhere
        .replace("[\"e1\", \"e2\"]", "[\"e2\"]")
        .replace("\"place\": [\"e3\"]", "\"place\": []");
    let (counts, misses) = compared(&alone);
    assert_eq!(of(&counts, Aspect::Events), (1, 1, 0));
    assert_eq!(misses[0].who, "CONSULT Ana Ruiz, Tomas Vera @ Arica");
    assert_eq!(
        (misses[1].who.as_str(), misses[1].quote.as_str()),
        ("CONSULT Tomas Vera", "on Monday")
    );
    let other = GOLD.replace("CONSULT", "AGREE");
    assert_eq!(of(&compared(&other).0, Aspect::Events), (1, 1, 0));
}

#[test]
fn what_a_matched_event_has_is_compared() {
    let read = GOLD
        .replace("\"meeting\"", "null")
        .replace("2025-06-09", "2025-06-10")
        .replace("\"asserted\"", "\"planned\"")
        .replace("\"value\": 2}", "\"value\": 3}")
        .replace("[\"e1\", \"e2\"]", "[\"e1\"]");
    let (counts, _) = compared(&read);
    assert_eq!(of(&counts, Aspect::Events), (1, 1, 1));
    assert_eq!(of(&counts, Aspect::ExactEvents), (1, 1, 0));
    assert_eq!(of(&counts, Aspect::Roles), (3, 2, 2));
    assert_eq!(of(&counts, Aspect::Mode), (1, 0, 0));
    for aspect in [Aspect::Date, Aspect::Factuality, Aspect::Quantities] {
        assert_eq!(of(&counts, aspect), (1, 1, 0));
    }
}

#[test]
fn a_statement_needs_its_speaker() {
    let read =
        GOLD.replace("\"speaker\": \"e1\"", "\"speaker\": \"e2\"").replace("the envoy", "minister");
    let (counts, misses) = compared(&read);
    assert_eq!(of(&counts, Aspect::Contents), (1, 1, 1));
    assert_eq!(of(&counts, Aspect::Statements), (1, 1, 0));
    assert_eq!(of(&counts, Aspect::Kind), (0, 0, 0));
    assert_eq!(of(&counts, Aspect::Office), (1, 1, 0));
    assert_eq!(misses.len(), 2);
    assert_eq!(misses[0].quote, "The border is open");
}

#[test]
fn an_article_that_was_not_read_is_all_missed() {
    let (counts, misses) = article(&facts(GOLD), &ComparedFacts::default(), TEXT);
    assert_eq!(of(&counts, Aspect::Entities), (4, 0, 0));
    assert_eq!(misses.iter().filter(|miss| miss.in_gold).count(), 7);
}

#[test]
fn mistakes_in_gold_have_their_line() {
    assert_eq!(
        wrong(&GOLD.replace("\"actor\": [\"e1\"", "\"actor\": [\"e7\"")),
        "line 13: the entity \"e7\" is not among the entities"
    );
    assert_eq!(wrong(&GOLD.replace("CONSULT", "MEET")), "line 13: there is no event type \"MEET\"");
    assert_eq!(
        wrong(&GOLD.replace("\"id\": \"e2\"", "\"id\": \"e1\"")),
        "line 4: the entity \"e1\" is listed twice"
    );
    assert!(wrong(&GOLD.replace("holds_office", "holds")).contains("no relation type \"holds\""));
    assert!(
        wrong(&GOLD.replace("\"place\", \"name\"", "\"town\", \"name\""))
            .starts_with("line 6: unknown variant `town`")
    );
    assert!(
        wrong(&GOLD.replace("\"statements\"", "\"statement\""))
            .contains("missing field `statements`")
    );
}
