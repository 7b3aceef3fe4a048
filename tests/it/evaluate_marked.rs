//! `evaluate --entities`, `--pronouns`, `--chains`, `--attribution` and `--events`: what is printed, and what is said of wrong files.

use serde_json::{Value, json};

use crate::evaluate::{evaluate, fails, file};

const NAMES: &str = "# newdoc id = one\nAna\tB-PER\nRuiz\tI-PER\nleft\tO\nPeru\tB-LOC\n.\tO\n\n\
                     # newdoc id = two\nShe\tO\nleft\tO\non\tO\nMonday\tB-DATE\n.\tO\n";

const PRONOUNS: &str = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n\
                        a\tTomas Vera met Ana Ruiz as she left.\tshe\t27\tTomas Vera\t0\tFALSE\tAna Ruiz\t15\tTRUE\tx\n";

const CHAINS: &str = "# newdoc id = one\n\
    1\tPeru\tPeru\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(1-place)\n\
    2\tsaid\tsay\tVERB\t_\t_\t0\troot\t_\t_\n\
    3\tit\tit\tPRON\t_\t_\t4\tnsubj\t_\tEntity=(1-place)\n\
    4\tagreed\tagree\tVERB\t_\t_\t2\tccomp\t_\t_\n\
    5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";

const SAID: &str = r#"{"doc": "one", "text": "Peru’s envoy Ana Ruiz said the border would stay open.", "attributions": [{"source_span": [[13, 21]], "content_span": [[27, 53]]}]}
"#;

const MET: &str = r#"{"id": "a", "category": "VERB", "date": "20250612", "text": "Peru's president met Chile's foreign minister in Lima on Monday.", "gold": [{"plover2021": "CONSULT"}]}
{"id": "b", "category": "NONE", "text": "The mountains of Peru are high.", "expect_no_event": true}
{"id": "c", "text": "Something else.", "gold": [{"type": "041"}]}
"#;

fn scores(printed: &str) -> Value {
    assert_eq!(printed.lines().count(), 1, "{printed}");
    serde_json::from_str(printed).unwrap()
}

#[test]
fn scores_of_names_are_one_line_of_json() {
    let (_folder, path) = file("names.iob2", NAMES.as_bytes());
    let all = scores(&evaluate(&["--entities"], &path));
    assert_eq!((&all["f1"], &all["person"]["f1"]), (&json!(1.0), &json!(1.0)));
    assert_eq!(all["organization"], json!({"precision": 0.0, "recall": 0.0, "f1": 0.0}));
    assert_eq!((&all["sentences"], &all["tokens"]), (&json!(2), &json!(10)));
    let one = scores(&evaluate(&["--entities", "--documents", "tw"], &path));
    assert_eq!((&one["sentences"], &one["names"]), (&json!(1), &json!(0)));
}

#[test]
fn scores_of_pronouns_are_one_line_of_json() {
    let (_folder, path) = file("gap.tsv", PRONOUNS.as_bytes());
    let all = scores(&evaluate(&["--pronouns"], &path));
    assert_eq!((&all["f1"], &all["feminine"]["f1"]), (&json!(1.0), &json!(1.0)));
    assert_eq!((&all["masculine"]["f1"], &all["documents"]), (&json!(0.0), &json!(1)));
    let (code, said) = fails(&["--pronouns", "--documents", "other"], &path);
    assert!(code == 1 && said.contains("there are no documents to score"), "{said}");
    let (_folder, path) = file("gap.tsv", PRONOUNS.replace("27", "26").as_bytes());
    let (code, said) = fails(&["--pronouns"], &path);
    assert!(code == 1 && said.contains("line 2") && said.contains("character 26"), "{said}");
}

#[test]
fn scores_of_chains_are_one_line_of_json() {
    let (_folder, path) = file("chains.conllu", CHAINS.as_bytes());
    let all = scores(&evaluate(&["--chains"], &path));
    assert_eq!((&all["f1"], &all["mentions"]["f1"]), (&json!(1.0), &json!(1.0)));
    assert_eq!((&all["chains"], &all["documents"]), (&json!(1), &json!(1)));
    let (_folder, path) = file("chains.conllu", CHAINS.replace("\t2\tnsubj", "\tnsubj").as_bytes());
    let (code, said) = fails(&["--chains"], &path);
    assert!(code == 1 && said.contains("line 2: expected ten columns"), "{said}");
}

#[test]
fn scores_of_attributions_are_one_line_of_json() {
    let (_folder, path) = file("said.jsonl", SAID.repeat(2).as_bytes());
    let all = scores(&evaluate(&["--attribution"], &path));
    let right = json!({"precision": 1.0, "recall": 1.0, "f1": 1.0});
    assert_eq!((&all["content"], &all["source_and_content"]), (&right, &right));
    assert_eq!((&all["attributions"], &all["documents"]), (&json!(2), &json!(2)));
}

#[test]
fn scores_of_types_have_tables_behind_them() {
    let (_folder, path) = file("met.jsonl", MET.as_bytes());
    let all = scores(&evaluate(&["--events"], &path));
    assert_eq!(
        (&all["sentences"], &all["right"], &all["left_out"]),
        (&json!(2), &json!(2), &json!(1))
    );
    assert_eq!((&all["share"], &all["events_per_sentence"]), (&json!(1.0), &json!(0.5)));
    assert_eq!(all["types"]["CONSULT"], json!({"sentences": 1, "right": 1, "share": 1.0}));
    let printed = evaluate(&["--events", "--by", "category", "--by", "type"], &path);
    let lines: Vec<&str> = printed.lines().skip(1).collect();
    let wanted = [
        "category\tsentences\tright\tshare",
        "NONE\t1\t1\t1.000",
        "VERB\t1\t1\t1.000",
        "type\tsentences\tright\tshare",
        "CONSULT\t1\t1\t1.000",
        "none\t1\t1\t1.000",
    ];
    assert_eq!(lines, wanted);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (_folder, path) = file("met.jsonl", MET.repeat(90).as_bytes());
    let with = |jobs| evaluate(&["--events", "--by", "type", "--jobs", jobs], &path);
    assert_eq!(with("1"), with("3"));
}

#[test]
fn wrong_files_are_errors_with_their_line() {
    let label = NAMES.replace("B-LOC", "LOC");
    let span = SAID.replace("[27, 53]", "[27, 153]");
    let kind = MET.replacen("CONSULT", "MEET", 1);
    let date = MET.replacen("20250612", "yesterday", 1);
    let broken = format!("{SAID}\n{{\"doc\": \"two\"");
    let cases: [(&str, &[u8], &str); 8] = [
        ("--entities", label.as_bytes(), "line 5: the label is \"LOC\""),
        ("--entities", b"Ana Ruiz\n", "line 1: the label is \"Ruiz\""),
        ("--entities", b"\xff\xfe\n", "line 1: expected text in UTF-8"),
        ("--attribution", span.as_bytes(), "line 1: attribution 1: the span 27 to 153"),
        ("--attribution", broken.as_bytes(), "line 3: column 13: EOF while parsing"),
        ("--events", kind.as_bytes(), "line 1: there is no event type \"MEET\""),
        ("--events", date.as_bytes(), "line 1: the date is \"yesterday\""),
        ("--attribution", MET.as_bytes(), "line 1: column"),
    ];
    for (what, bytes, why) in cases {
        let (_folder, path) = file("gold.txt", bytes);
        let (code, said) = fails(&[what], &path);
        assert!(code == 1 && said.contains(why) && said.contains("help:"), "{said}");
        assert!(said.contains("gold.txt"), "{said}");
    }
    let (_folder, path) = file("gold.txt", b"\n");
    for what in ["--entities", "--attribution", "--events"] {
        let (code, said) = fails(&[what], &path);
        assert!(code == 1 && said.contains("there are no documents to score"), "{said}");
        assert_eq!(fails(&[what, "--by", "deprel"], &path).0, 2);
        assert_eq!(fails(&[what, "--errors"], &path).0, 2);
    }
}
