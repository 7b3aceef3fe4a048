//! Every kind of input that can go wrong, and what becomes of it: what is said, what is left, which exit code.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::program::{build, chancery, rows};

const STORY: &str = "Ministers talk in Quito\ndate 2024-05-01\n\nThe ministers of Peru and Chile met in Quito on Wednesday.\n";

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// Exit code and what was said of `chancery build FOLDER/NAMES -o FOLDER/graph.ron`.
fn build_from(folder: &TempDir, names: &[&str]) -> (i32, String) {
    let mut command = chancery(["build"]);
    command.args(names.iter().map(|name| folder.path().join(name)));
    let output = command.arg("-o").arg(graph(folder)).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.stdout.is_empty(), "a build prints no data");
    (output.status.code().unwrap(), said)
}

fn graph(folder: &TempDir) -> PathBuf {
    folder.path().join("graph.ron")
}

/// A bad file alone gives 1 and writes nothing; beside a good one it is passed over by name, with 3.
fn is_passed_over(name: &str, bytes: &[u8], why: &str) {
    let folder = folder(&[(name, bytes), ("good.txt", STORY.as_bytes())]);
    let (code, said) = build_from(&folder, &[name]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains(name) && said.contains(why), "{said}");
    assert!(!graph(&folder).exists(), "nothing was read, so nothing is saved");
    let (code, said) = build_from(&folder, &[name, "good.txt"]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("passed over") && said.contains(name) && said.contains(why), "{said}");
    assert_eq!(rows(&graph(&folder), "MATCH (d:Document) RETURN count(*)"), ["1"]);
}

#[test]
fn an_empty_file_is_passed_over() {
    is_passed_over("empty.txt", b"", "empty");
    is_passed_over("blank.txt", b"\n \r\n\t\n", "empty");
}

#[test]
fn a_file_with_nothing_but_noise_is_passed_over() {
    is_passed_over("noise.txt", b"Share this article\nADVERTISEMENT\nComments\n", "furniture");
}

#[test]
fn a_binary_file_is_passed_over() {
    is_passed_over("nul.txt", b"The ministers\0 met in Quito.", "NUL");
    is_passed_over("latin.txt", &[b'a', 0xe9, b'b', 0xe8, b'c', 0xf6], "cannot be decoded");
}

#[test]
fn stray_bytes_survive_with_a_warning() {
    let mut bytes = STORY.as_bytes().to_vec();
    bytes.extend(b"The caf\xe9 was full.");
    let folder = folder(&[("stray.txt", &bytes)]);
    let (code, said) = build_from(&folder, &["stray.txt"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("1 byte is not UTF-8, the first at byte"), "{said}");
}

#[test]
fn byte_order_mark_and_foreign_line_ends_change_nothing() {
    let dos = format!("\u{feff}{}", STORY.replace('\n', "\r\n"));
    let mac = STORY.replace('\n', "\r");
    let folder = folder(&[("dos.txt", dos.as_bytes()), ("mac.txt", mac.as_bytes())]);
    let (code, said) = build_from(&folder, &["dos.txt", "mac.txt"]);
    assert_eq!((code, said.contains("warning")), (0, false), "{said}");
    let asked = "MATCH (d:Document) RETURN d.title, d.date";
    assert_eq!(rows(&graph(&folder), asked), ["Ministers talk in Quito\t2024-05-01"; 2]);
}

#[test]
fn one_bad_file_among_a_hundred_does_not_stop_the_rest() {
    let names: Vec<String> = (0..100).map(|n| format!("{n:03}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), if name == "042.txt" { b"\0" } else { STORY.as_bytes() }))
        .collect();
    let folder = folder(&files);
    let output =
        chancery(["build"]).arg(folder.path()).arg("-o").arg(graph(&folder)).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("042.txt") && said.contains("1  of 100 inputs"), "{said}");
    assert_eq!(rows(&graph(&folder), "MATCH (d:Document) RETURN count(*)"), ["99"]);
}

#[test]
fn a_missing_file_or_an_empty_folder_is_an_error_before_anything_is_written() {
    let folder = folder(&[("good.txt", STORY.as_bytes())]);
    fs::create_dir(folder.path().join("none")).unwrap();
    for (name, why) in [("gone.txt", "no such file"), ("none", "holds no documents")] {
        let (code, said) = build_from(&folder, &["good.txt", name]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(name) && said.contains(why) && said.contains("help:"), "{said}");
        assert!(!graph(&folder).exists());
    }
}

#[test]
fn a_document_without_a_date_has_none_and_a_given_date_is_for_those_only() {
    let folder = folder(&[("dated.txt", STORY.as_bytes()), ("bare.txt", b"The ministers met.")]);
    build_from(&folder, &["bare.txt", "dated.txt"]);
    let asked = "MATCH (d:Document) RETURN split(d.id, '/')[1] AS id, d.date ORDER BY id";
    let undated = rows(&graph(&folder), asked);
    assert!(undated.contains(&"bare\tnull".to_owned()), "{undated:?}");
    let mut command = chancery(["build", "--date", "2023-01-02"]);
    command.arg(folder.path()).arg("-o").arg(graph(&folder)).assert().success();
    assert_eq!(rows(&graph(&folder), asked), ["bare\t2023-01-02", "dated\t2024-05-01"]);
}

#[test]
fn nothing_of_an_absolute_path_enters_a_graph() {
    let folder = folder(&[("a.txt", STORY.as_bytes())]);
    build_from(&folder, &["a.txt", ""]);
    let saved = fs::read_to_string(graph(&folder)).unwrap();
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    assert!(!saved.contains(&name), "{saved}");
}

#[test]
fn a_damaged_snapshot_is_an_error_and_stays_as_it_was() {
    let folder = folder(&[("a.txt", STORY.as_bytes()), ("b.txt", STORY.as_bytes())]);
    build(&[&folder.path().join("a.txt")], &graph(&folder));
    let whole = fs::read_to_string(graph(&folder)).unwrap();
    let version = "version: 4";
    assert!(whole.contains(version), "{whole}");
    let damaged: [(&str, Vec<u8>, &str); 6] = [
        ("truncated", whole.as_bytes()[..whole.len() / 2].to_vec(), "graph.ron"),
        ("edited", whole.replacen("Quito", "Lima", 1).into_bytes(), "checksum"),
        ("newer", whole.replacen(version, "version: 99", 1).into_bytes(), "version 99"),
        ("no RON", b"This is no snapshot.".to_vec(), "graph.ron:1:"),
        ("empty", Vec::new(), "empty"),
        ("bytes", vec![0xff, 0xfe, 0, 1], "damaged"),
    ];
    for (what, bytes, why) in damaged {
        fs::write(graph(&folder), &bytes).unwrap();
        let add = chancery(["add"])
            .arg(graph(&folder))
            .arg(folder.path().join("b.txt"))
            .output()
            .unwrap();
        let query =
            chancery(["query"]).arg(graph(&folder)).arg("MATCH (n) RETURN n").output().unwrap();
        for output in [add, query] {
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{what}: {said}");
            assert!(said.contains("graph.ron") && said.contains(why), "{what}: {said}");
            assert!(output.stdout.is_empty());
        }
        assert!(fs::read(graph(&folder)).unwrap() == bytes, "{what}: the file was changed");
    }
}

#[test]
fn a_query_with_a_syntax_error_has_a_caret_and_what_was_expected() {
    let folder = folder(&[("a.txt", STORY.as_bytes())]);
    build_from(&folder, &["a.txt"]);
    let output = chancery(["query"]).arg(graph(&folder)).arg("MATCH (n RETURN n").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("MATCH (n RETURN n") && said.contains('^') && said.contains("expected"),
        "{said}"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn an_unknown_option_or_command_is_answered_with_the_nearest() {
    for (arguments, nearest) in [(["biuld", "x"], "build"), (["build", "--outptu"], "--output")] {
        let output = chancery(arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(nearest) && said.contains("Usage"), "{said}");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let folder = folder(&[("a.txt", STORY.as_bytes())]);
    let full = Path::new("/dev/full");
    let output = chancery(["build"]).arg(folder.path()).arg("-o").arg(full).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("/dev/full"), "{said}");
    build_from(&folder, &["a.txt"]);
    let full = fs::OpenOptions::new().write(true).open(full).unwrap();
    let mut query = Command::new(cargo_bin("chancery"));
    query.arg("query").arg(graph(&folder)).arg("MATCH (n) RETURN n");
    let output = query.stdout(full).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && said.contains("cannot write"), "{said}");
}

#[test]
fn when_the_disk_fills_up_the_old_snapshot_is_whole() {
    let folder = folder(&[("a.txt", STORY.as_bytes()), ("b.txt", STORY.repeat(40).as_bytes())]);
    build_from(&folder, &["a.txt"]);
    let old = fs::read(graph(&folder)).unwrap();
    // A limit on the size of files stands for the full disk: it needs no rights, and a write beyond it fails alike.
    let limited = "trap '' XFSZ; ulimit -f 4; exec \"$0\" add \"$1\" \"$2\"";
    let mut command = Command::new("sh");
    command.args(["-c", limited]).arg(cargo_bin("chancery"));
    let output = command.arg(graph(&folder)).arg(folder.path().join("b.txt")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("graph.ron") && said.contains("error"), "{said}");
    assert!(fs::read(graph(&folder)).unwrap() == old, "the old snapshot was changed");
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "something half-written was left: {names:?}");
}

#[cfg(unix)]
#[test]
fn in_a_read_only_folder_the_old_snapshot_is_whole() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    let folder = folder(&[("a.txt", STORY.as_bytes()), ("b.txt", STORY.as_bytes())]);
    build_from(&folder, &["a.txt"]);
    let old = fs::read(graph(&folder)).unwrap();
    // Nobody, so that the folder is read-only even where the tests run as root; the program stands in the folder
    // since nobody may not be allowed to look into the project's own.
    let program = folder.path().join("program");
    fs::copy(cargo_bin("chancery"), &program).unwrap();
    let root = fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0);
    let mut command = Command::new(&program);
    if root {
        const NOBODY: u32 = 65534;
        chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let output = command.arg("add").arg(graph(&folder)).arg(folder.path().join("b.txt")).output();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let output = output.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("graph.ron") || said.contains("denied"), "{said}");
    assert!(fs::read(graph(&folder)).unwrap() == old);
}

#[test]
fn a_folder_that_is_not_there_is_an_error_before_reading() {
    let folder = folder(&[("a.txt", STORY.as_bytes())]);
    let output = chancery(["build"])
        .arg(folder.path())
        .arg("-o")
        .arg(folder.path().join("none/graph.ron"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("no such folder"));
}

const MEGABYTE: usize = 1 << 20;

/// What reading a text took.
struct Cost {
    /// The most memory that the process ever had, as a multiple of the text.
    memory: f64,
    /// What it said at the end.
    said: String,
}

/// Reads `text` in a process of its own.
fn cost(text: &str) -> Cost {
    let folder = folder(&[("big.txt", text.as_bytes())]);
    let mut command = Command::new(cargo_bin("chancery"));
    command.args(["build", "--jobs", "1"]).arg(folder.path()).arg("-o").arg(graph(&folder));
    let (bytes, said) = peak(&mut command);
    Cost { memory: bytes / text.len() as f64, said }
}

/// The most memory that a command ever had, in bytes, and what it said; it must succeed. Its data is thrown away.
pub fn peak(command: &mut Command) -> (f64, String) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let code = loop {
        // The high-water mark only rises, so the last look before the end is near the truth.
        let about = fs::read_to_string(&status).unwrap_or_default();
        let line = about.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        if let Some(kilobytes) =
            line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok())
        {
            peak = peak.max(kilobytes * 1024.0);
        }
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(code, Some(0), "{said}");
    (peak, said)
}

#[test]
fn a_hundred_megabytes_on_one_line_are_read_in_bounded_memory() {
    // Few words far apart: every stage sees the whole line, and the parser is not what is measured.
    let sentence = format!("The ministers met in Quito.{}", " ".repeat(MEGABYTE / 2));
    let text = sentence.repeat(200);
    let memory = cost(&text).memory;
    assert!(memory < 20.0, "{memory} times the file");
}

#[test]
fn a_hundred_megabytes_on_many_lines_are_read_in_bounded_memory() {
    // The same line again and again: repeated leads are noise.
    let line = "The ministers of Peru and Chile met in Quito on Wednesday.\n";
    let text = line.repeat(100 * MEGABYTE / line.len());
    let memory = cost(&text).memory;
    assert!(memory < 20.0, "{memory} times the file");
}

/// Sentences of an agency, dense with facts, in which hardly two are alike.
fn prose(length: usize) -> String {
    const SYLLABLES: [&str; 12] =
        ["ka", "ro", "ve", "lin", "mar", "sto", "bel", "dor", "ris", "ten", "gor", "pal"];
    const FIRST: [&str; 8] =
        ["Anna", "Peter", "Maria", "David", "Laura", "Omar", "Elena", "Victor"];
    const COUNTRIES: [&str; 8] =
        ["Peru", "Chile", "Japan", "Egypt", "Poland", "Kenya", "France", "Norway"];
    const CITIES: [&str; 6] = ["Lima", "Quito", "Cairo", "Warsaw", "Nairobi", "Oslo"];
    // A number in its digits to any base: each choice takes one.
    let digit = |state: &mut usize, base: usize| {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) % base
    };
    let person = |state: &mut usize| {
        let mut name = SYLLABLES[digit(state, 12)].to_owned() + SYLLABLES[digit(state, 12)];
        name[..1].make_ascii_uppercase();
        format!("{} {name}", FIRST[digit(state, 8)])
    };
    let (mut text, mut state) = (String::with_capacity(length + 1024), 1);
    while text.len() < length {
        let s = &mut state;
        let (a, b) = (person(s), person(s));
        let (c, d) = (COUNTRIES[digit(s, 8)], COUNTRIES[digit(s, 8)]);
        let (p, n) = (CITIES[digit(s, 6)], 2 + digit(s, 60));
        text.push_str(&format!(
            "Foreign Minister {a} of {c} met his colleague {b} in {p} on Monday for what officials called a frank \
             exchange on fishing rights, tariffs and the future of the old railway between the two capitals. \
             The ministry in {p} did not comment, and no date was given for another round. \
             {c} accused {d} of shelling a village near the border at dawn and said that {n} people had been killed. \
             In the evening {b} told reporters that the shelling had to stop before anyone could speak of trade again. ",
        ));
    }
    text
}

/// Minutes long, so it is run by name, in release mode, where a change lands.
#[test]
#[ignore = "reads a hundred megabytes of prose, for minutes: run by name, in release mode"]
fn a_hundred_megabytes_of_prose_are_read_in_bounded_memory() {
    let text = prose(100 * MEGABYTE);
    let Cost { memory, said } = cost(&text);
    // Else the text would be easy, and the bound would say nothing.
    let events = said.lines().find_map(|line| line.strip_prefix("events")).unwrap_or_default();
    let events: usize = events
        .split_whitespace()
        .next()
        .map(|count| count.replace(',', ""))
        .and_then(|count| count.parse().ok())
        .unwrap_or(0);
    println!("{events} events, {memory:.1} times the file\n{said}");
    assert!(events * 300 > text.len(), "{said}");
    assert!(memory < 20.0, "{memory} times the file");
}
