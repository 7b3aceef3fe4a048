//! The page that is exported and served, in a browser: `tests/browser` drives headless Chromium.

use std::path::Path;
use std::process::Command;

/// What to do where the tests cannot run: say so, or fail where `CHANCERY_REQUIRE_BROWSER` is set, as in CI.
fn skipped(why: &str) {
    let is_required = std::env::var_os("CHANCERY_REQUIRE_BROWSER").is_some();
    assert!(!is_required, "the page cannot be tested in a browser: {why}");
    eprintln!("skipped the_page_works_in_a_browser: {why}");
}

#[test]
fn the_page_works_in_a_browser() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if std::env::var("CHANCERY_BROWSER").is_ok_and(|told| told == "ran") {
        eprintln!("skipped the_page_works_in_a_browser: the same tests ran before");
        return;
    }
    if !Path::new(&chromium).exists() {
        return skipped(&format!("no Chromium at {chromium} (set CHROMIUM)"));
    }
    if !folder.join("node_modules/playwright-core").is_dir() {
        return skipped("run `npm ci` in tests/browser first");
    }
    let tests = Command::new("node")
        .args(["--test", "--test-concurrency=1"])
        .current_dir(&folder)
        .env("CHANCERY", env!("CARGO_BIN_EXE_chancery"))
        .output();
    match tests {
        Err(_) => skipped("Node.js is not installed"),
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{told}");
            for line in told.lines().filter(|line| line.contains(" ms") && line.contains('#')) {
                eprintln!("{line}");
            }
        }
    }
}
