//! `evaluate DIR`: what is printed of whole articles, and that it is what the scorer of the development data says.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::data;
use crate::evaluate::{evaluate, fails};
use crate::program::chancery;

const TEXT: &str = "Envoys meet in Lima\ndate 2025-06-12\n\n\
                    Peru's foreign minister Ana Ruiz met Chile's foreign minister Tomas Vera in Lima on Monday. \
                    Ruiz said the border would stay open.\n";

const GOLD: &str = r#"{
  "entities": [
    {"id": "e1", "kind": "person", "name": "Ana Ruiz", "mentions": ["Ruiz"]},
    {"id": "e2", "kind": "person", "name": "Tomas Vera"},
    {"id": "e3", "kind": "country", "name": "Peru"},
    {"id": "e4", "kind": "country", "name": "Chile"},
    {"id": "e5", "kind": "facility", "name": "border"}
  ],
  "relations": [
    {"type": "holds_office", "subject": "e1", "object": "e3", "value": "foreign minister", "quote": "Peru's foreign minister Ana Ruiz"}
  ],
  "events": [
    {"type": "CONSULT", "mode": "meeting", "actor": ["e1", "e2"], "date": "2025-06-09", "factuality": "asserted",
     "quote": "Ana Ruiz met Chile's foreign minister Tomas Vera"},
    {"type": "AID", "actor": ["e3"], "target": ["e4"], "factuality": "possible", "quote": "the border would stay open"}
  ],
  "statements": [
    {"speaker": "e1", "kind": "indirect", "content": "the border would stay open", "about": ["e5"]}
  ]
}
"#;

/// A folder with two articles, the second unread, and a text without gold.
fn folder() -> (TempDir, PathBuf) {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("gold");
    fs::create_dir(&folder).unwrap();
    for name in ["one", "two"] {
        fs::write(folder.join(name).with_extension("txt"), TEXT).unwrap();
        fs::write(folder.join(name).with_extension("json"), GOLD).unwrap();
    }
    fs::write(folder.join("three.txt"), TEXT).unwrap();
    fs::write(outer.path().join("unread.txt"), "two\nother\n").unwrap();
    (outer, folder)
}

fn scores(arguments: &[&str], folder: &Path) -> Value {
    serde_json::from_str(&evaluate(arguments, folder)).unwrap()
}

#[test]
fn every_aspect_is_scored_on_one_line() {
    let (_outer, folder) = folder();
    let all = scores(&[], &folder);
    assert_eq!((&all["documents"], &all["missing"]), (&json!(2), &json!([])));
    assert_eq!(all.as_object().unwrap().len(), 19);
    assert_eq!(all["relations"]["recall"], 1.0);
    assert_eq!(
        (&all["facts"]["gold"], &all["events (type, place in text)"]["recall"]),
        (&json!(12), &json!(0.5))
    );
    for row in ["date of matched events", "statements (speaker and content)"] {
        assert_eq!(
            (&all[row]["f1"], &all[row]["gold"], &all[row]["read"]),
            (&json!(1.0), &json!(2), &json!(2)),
            "{row}"
        );
    }
}

#[test]
fn tables_and_errors_follow_and_what_is_unread_is_only_counted() {
    let (outer, folder) = folder();
    let printed = evaluate(&["--by", "aspect", "--by", "type", "--errors"], &folder);
    let has = |line: &str| assert!(printed.lines().any(|l| l == line), "{line}\n{printed}");
    has("aspect\tprecision\trecall\tf1\tgold\tread");
    has("statements (speaker and content)\t1.000\t1.000\t1.000\t2\t2");
    has("AID\t0.000\t0.000\t0.000\t2\t0\t0.000");
    has("article\twhat\tverdict\twho\tquote");
    has("one\tevent\tmissed\tAID Peru → Chile\tthe border would stay open");
    has("one\tentity\tmissed\tfacility\tborder");
    assert!(!printed.contains("\ntwo\t"), "{printed}");
    let unread = evaluate(&["--split", "unread", "--errors"], &folder);
    assert_eq!(unread.lines().count(), 2, "{unread}");
    for (part, name) in [("read", "one"), ("unread", "two")] {
        assert_eq!(scores(&["--split", part], &folder), scores(&["--documents", name], &folder));
    }
    fs::rename(outer.path().join("unread.txt"), folder.join("unread.txt")).unwrap();
    assert_eq!(scores(&["--split", "unread"], &folder)["documents"], 1);
}

#[test]
fn what_extract_prints_is_gold_of_the_right_form() {
    let (_outer, folder) = folder();
    for name in ["one", "two"] {
        let article = folder.join(name).with_extension("txt");
        let printed = chancery(["extract"]).arg(&article).output().unwrap();
        assert!(printed.status.success());
        fs::write(article.with_extension("json"), printed.stdout).unwrap();
    }
    let all = scores(&["--split", "read"], &folder);
    for row in ["facts", "entities", "mentions", "events (type, actor and target exact)"] {
        assert_eq!(all[row]["f1"], 1.0, "{row}");
    }
}

#[test]
fn an_article_that_cannot_be_read_counts_as_missed() {
    let (_outer, folder) = folder();
    fs::write(folder.join("one.txt"), "\n").unwrap();
    let output = chancery(["evaluate"]).arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("one.txt"));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&all["missing"], &all["relations"]["recall"]), (&json!(["one"]), &json!(0.5)));
}

#[test]
fn wrong_folders_and_files_are_errors() {
    let (outer, folder) = folder();
    let breaks: [(&str, &str, &str); 4] = [
        (
            "\"actor\": [\"e3\"]",
            "\"actor\": [\"e8\"]",
            "line 15: the entity \"e8\" is not among the entities",
        ),
        ("\"AID\"", "\"HELP\"", "line 15: there is no event type \"HELP\""),
        (
            "\"person\", \"name\": \"Tomas",
            "\"man\", \"name\": \"Tomas",
            "line 4: unknown variant `man`",
        ),
        ("2025-06-09", "Monday", "line 13: "),
    ];
    for (right, wrong, why) in breaks {
        fs::write(folder.join("one.json"), GOLD.replace(right, wrong)).unwrap();
        let (code, said) = fails(&[], &folder);
        assert!(code == 1 && said.contains(why) && said.contains("help:"), "{said}");
        assert!(said.contains("one.json"), "{said}");
    }
    fs::write(folder.join("one.json"), GOLD).unwrap();
    fs::remove_file(folder.join("one.txt")).unwrap();
    let (code, said) = fails(&[], &folder);
    assert!(code == 1 && said.contains("there is no article one.txt beside it"), "{said}");
    let (code, said) = fails(&[], outer.path());
    assert!(code == 1 && said.contains("there are no articles to score"), "{said}");
    let (code, said) = fails(&[], &folder.join("two.json"));
    assert!(code == 2 && said.contains("expected a folder"), "{said}");
    assert_eq!(fails(&["--by", "confusion"], &folder).0, 2);
}

const FOLDERS: [&str; 4] = ["seeds", "dev", "official", "registers"];

/// What `score.py` says of facts that `chancery extract` printed.
fn scored(gold: &Path, folders: &[PathBuf], part: &str, facts: &[u8]) -> Value {
    let folders: Vec<String> =
        folders.iter().map(|folder| folder.to_string_lossy().into_owned()).collect();
    let mut scorer = Command::new("python3")
        .arg(gold.join("score.py"))
        .args(["--json", "--split", part, &folders.join(","), "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("score.py runs by python3");
    scorer.stdin.take().unwrap().write_all(facts).unwrap();
    serde_json::from_slice(&scorer.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn the_figures_are_those_of_the_scorer_of_the_development_data() {
    let test = "the_figures_are_those_of_the_scorer_of_the_development_data";
    let Some(data) = data::folder(test) else { return };
    let gold = data.join("gold");
    let folders = FOLDERS.map(|folder| gold.join(folder));
    let mut articles: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    articles.sort();
    let facts = chancery(["extract", "--format", "json"]).args(&articles).output().unwrap();
    assert!(facts.status.success(), "{}", String::from_utf8_lossy(&facts.stderr));
    for part in ["all", "read", "unread"] {
        let theirs = scored(&gold, &folders, part, &facts.stdout);
        let mut command = chancery(["evaluate"]);
        if part != "all" {
            command.args(["--split", part]);
        }
        let output = command.args(&folders).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let ours: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(ours.as_object().unwrap().len(), theirs.as_object().unwrap().len());
        for (row, theirs) in theirs.as_object().unwrap() {
            let ours = &ours[row];
            let Some(theirs) = theirs.as_object() else {
                assert_eq!(ours, theirs, "{part}: {row}");
                continue;
            };
            let names = [
                ("precision", "p"),
                ("recall", "r"),
                ("f1", "f1"),
                ("gold", "gold"),
                ("read", "pred"),
            ];
            assert_eq!(theirs.len(), names.len());
            for (our_name, their_name) in names {
                assert_eq!(ours[our_name], theirs[their_name], "{part}: {our_name} of {row}");
            }
        }
    }
}
