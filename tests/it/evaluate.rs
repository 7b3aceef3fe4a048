//! `evaluate` and the CoNLL-U that `annotate` writes: what is printed, and that the one reads the other.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::syntax::conllu::parse_conllu;
use tempfile::TempDir;

use crate::program::chancery;

const GOLD: &str = "# newdoc id = one\n# text = The envoys left.\n\
    1\tThe\tthe\tDET\t_\tPronType=Art\t2\tdet\t_\t_\n\
    2\tenvoys\tenvoy\tNOUN\t_\tNumber=Plur\t3\tnsubj\t_\t_\n\
    3\tleft\tleave\tVERB\t_\tMood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No\n\
    4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n";

/// A folder with one file, and its path.
pub fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What `chancery evaluate ARGUMENTS PATH` prints; it must succeed.
pub fn evaluate(arguments: &[&str], path: &Path) -> String {
    let output = chancery(["evaluate"]).args(arguments).arg(path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Exit code and what was said.
pub fn fails(arguments: &[&str], path: &Path) -> (i32, String) {
    let output = chancery(["evaluate"]).args(arguments).arg(path).output().unwrap();
    assert!(output.stdout.is_empty(), "no scores beside an error");
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn scores_of_syntax_are_one_line_of_json() {
    let (_folder, path) = file("gold.conllu", GOLD.as_bytes());
    let printed = evaluate(&["--syntax"], &path);
    assert_eq!(printed.lines().count(), 1);
    let names = ["upos", "uas", "las", "lemma", "feats", "sentences", "words", "words_per_second"];
    let places: Vec<usize> =
        names.iter().map(|name| printed.find(&format!("\"{name}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{printed}");
    let scores: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(scores.as_object().unwrap().len(), names.len());
    assert_eq!(
        (&scores["upos"], &scores["las"], &scores["words"]),
        (&1.0.into(), &1.0.into(), &4.into())
    );
}

#[test]
fn several_files_are_scored_together_and_documents_can_be_chosen() {
    let (folder, path) = file("gold.conllu", GOLD.as_bytes());
    let other = folder.path().join("other.conllu");
    fs::write(&other, GOLD.replace("id = one", "id = two").repeat(2)).unwrap();
    let words = |arguments: &[&str]| {
        let mut all = vec!["--syntax", other.to_str().unwrap()];
        all.extend(arguments);
        let scores: serde_json::Value = serde_json::from_str(&evaluate(&all, &path)).unwrap();
        scores["words"].as_u64().unwrap()
    };
    assert_eq!((words(&[]), words(&["--documents", "tw"])), (12, 8));
}

#[test]
fn tables_follow_the_scores() {
    let (_folder, path) = file("gold.conllu", GOLD.as_bytes());
    let printed = evaluate(&["--syntax", "--by", "deprel", "--by", "argument"], &path);
    let lines: Vec<&str> = printed.lines().skip(1).collect();
    let wanted = [
        "label\tgold\tprecision\trecall\tf1",
        "det\t1\t1.000\t1.000\t1.000",
        "nsubj\t1\t1.000\t1.000\t1.000",
        "punct\t1\t1.000\t1.000\t1.000",
        "root\t1\t1.000\t1.000\t1.000",
        "argument\tgold\tattached\tprecision\trecall\tf1",
        "nsubj\t1\t1.000\t1.000\t1.000\t1.000",
        "obj\t0\t0.000\t0.000\t0.000\t0.000",
        "nsubj:pass\t0\t0.000\t0.000\t0.000\t0.000",
        "all\t1\t1.000\t1.000\t1.000\t1.000",
    ];
    assert_eq!(lines, wanted);
    let printed = evaluate(&["--syntax", "--by", "construction", "--by", "confusion"], &path);
    assert!(printed.contains("\nsubject of another verb\t1\t1.000\t"), "{printed}");
    assert!(printed.ends_with("gold\tread as\twords\twith the right head\n"), "{printed}");
}

#[test]
fn sentences_are_found_again_in_raw_text() {
    let (_folder, path) =
        file("gold.conllu", GOLD.repeat(3).replace("# newdoc id = one\n", "").as_bytes());
    let scores: serde_json::Value =
        serde_json::from_str(&evaluate(&["--sentences"], &path)).unwrap();
    for name in ["sentence_f1", "sentence_precision", "sentence_recall", "token_f1"] {
        assert_eq!(scores[name], 1.0, "{name}");
    }
    assert_eq!((&scores["sentences"], &scores["tokens"]), (&3.into(), &12.into()));
}

#[test]
fn what_is_no_treebank_is_an_error_with_its_line() {
    let broken = GOLD.replacen("\tenvoys", " envoys", 1);
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("--syntax", broken.into_bytes(), "line 4: expected ten columns"),
        (
            "--syntax",
            GOLD.replace("\t3\tpunct", "\t9\tpunct").into_bytes(),
            "line 7: expected heads",
        ),
        ("--syntax", b"# text = x\n\xff\xfe\n".to_vec(), "line 2: expected text in UTF-8"),
        (
            "--sentences",
            GOLD.replace("# text", "# sense").into_bytes(),
            "line 3: expected a comment",
        ),
        ("--syntax", b"# nothing\n\n".to_vec(), "no sentences"),
    ];
    for (what, bytes, why) in cases {
        let (_folder, path) = file("gold.conllu", &bytes);
        let (code, said) = fails(&[what], &path);
        assert!(code == 1 && said.contains(why) && said.contains("help:"), "{said}");
        assert!(said.contains("gold.conllu") || why == "no sentences", "{said}");
    }
    let (folder, path) = file("gold.conllu", GOLD.as_bytes());
    let (code, said) = fails(&["--syntax"], &folder.path().join("none.conllu"));
    assert!(code == 1 && said.contains("none.conllu") && said.contains("cannot be read"), "{said}");
    for wrong in
        [&["--by", "deprel"][..], &["--syntax", "--sentences"], &["--sentences", "--by", "deprel"]]
    {
        assert_eq!(fails(wrong, &path).0, 2);
    }
}

#[test]
fn what_annotate_writes_reads_back_as_it_was() {
    let written = chancery(["annotate", "--format", "conllu", "seeds"]).output().unwrap();
    assert!(written.status.success());
    let text = String::from_utf8(written.stdout.clone()).unwrap();
    let sentences = parse_conllu(&text).unwrap();
    assert!(sentences.len() > 50 && sentences.iter().filter(|s| s.paragraph).count() > 20);
    assert!(text.contains("\n# newpar\n") && text.contains("SpaceAfter=No"));
    for sentence in &sentences {
        let mut at = 0;
        for word in &sentence.words {
            // The words stand in the text in their order with nothing but blanks between.
            let rest = sentence.text.get(at..).unwrap().trim_start();
            assert!(rest.starts_with(&word.form), "{}: {}", sentence.text, word.form);
            at = sentence.text.len() - rest.len() + word.form.len();
        }
        assert_eq!(at, sentence.text.len());
    }
    let (_folder, path) = file("seeds.conllu", &written.stdout);
    let scores: serde_json::Value = serde_json::from_str(&evaluate(&["--syntax"], &path)).unwrap();
    for name in ["upos", "uas", "las", "lemma", "feats"] {
        assert_eq!(scores[name], 1.0, "{name}");
    }
    let scores: serde_json::Value =
        serde_json::from_str(&evaluate(&["--sentences"], &path)).unwrap();
    for name in ["sentence_f1", "sentence_precision", "sentence_recall", "token_f1"] {
        assert_eq!(scores[name], 1.0, "{name}");
    }
}

#[test]
fn odd_text_becomes_conllu_all_the_same() {
    let odd = "Minister\u{200b}s met\u{a0}in Quito\u{ad}.\tWho’s there?\u{2028}#1 isn't — said ‘X’.\n\n\
               日本の大臣 met Владимир.\n\n_ and | and = and \\t stay.\n";
    let (_folder, path) = file("odd.txt", odd.as_bytes());
    let written = chancery(["annotate", "--format", "conllu"]).arg(&path).output().unwrap();
    let text = String::from_utf8(written.stdout).unwrap();
    let sentences = parse_conllu(&text).unwrap();
    assert!(sentences.len() >= 4, "{text}");
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(cells.len() == 10 && cells.iter().all(|cell| !cell.is_empty()), "{line:?}");
    }
    assert!(text.contains("\tWho’s\t") && text.contains("\tisn't\t"), "{text}");
}

#[test]
fn mentions_can_be_left_out() {
    let annotate = |more: &[&str]| {
        let mut command = chancery(["annotate", "--format", "conllu"]);
        let output = command.args(more).arg("seeds").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (whole, bare) = (annotate(&[]), annotate(&["--no-mentions"]));
    assert!(whole.contains("Entity=") && !bare.contains("Entity="));
    let column = |text: &str| -> Vec<String> {
        text.lines()
            .filter_map(|line| line.rsplit_once('\t'))
            .map(|(rest, _)| rest.to_owned())
            .collect()
    };
    assert!(column(&whole) == column(&bare), "only the last column is another");
}
