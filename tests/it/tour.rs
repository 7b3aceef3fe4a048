//! The picture of a session in the README shows what the tour shows, which `readme` runs.

use std::fmt::Write as _;

/// Columns of the screen.
const WIDTH: usize = 108;
/// Pixels from line to line, and from letter to letter.
const LINE: f64 = 18.0;
const LETTER: f64 = 7.83;

/// The lines of the `console` blocks of a page, as a screen of this width has them, a blank one between blocks.
fn screen(page: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
            if inside && !lines.is_empty() {
                lines.push(String::new());
            }
        } else if inside {
            let letters: Vec<char> = line.chars().collect();
            lines.extend(letters.chunks(WIDTH).map(|part| part.iter().collect::<String>()));
            if letters.is_empty() {
                lines.push(String::new());
            }
        }
    }
    lines
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The screen as a picture: what was typed is bright.
fn picture(lines: &[String]) -> String {
    let (width, height) = (WIDTH as f64 * LETTER + 32.0, lines.len() as f64 * LINE + 32.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\">\n\
         <title>A session: from a folder to a picture</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1c2128\"/>\n\
         <g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#adbac7\" xml:space=\"preserve\">\n"
    );
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let y = 28.0 + number as f64 * LINE;
        let colour = if line.starts_with("$ ") { " fill=\"#8ddb8c\"" } else { "" };
        let text = escaped(line);
        writeln!(svg, "<text x=\"16\" y=\"{y:.0}\"{colour}>{text}</text>").unwrap();
    }
    svg + "</g>\n</svg>\n"
}

#[test]
fn the_picture_of_the_session_shows_the_tour() {
    let page = std::fs::read_to_string("docs/tour.md").unwrap();
    let lines = screen(&page);
    assert!(lines.iter().filter(|line| line.starts_with("$ ")).count() >= 4, "{lines:#?}");
    let drawn = picture(&lines);
    if std::env::var_os("CHANCERY_REWRITE").is_some() {
        std::fs::write("docs/tour.svg", &drawn).unwrap();
    }
    let kept = std::fs::read_to_string("docs/tour.svg").unwrap();
    assert!(kept == drawn, "draw it again: CHANCERY_REWRITE=1 cargo test --test it -- tour");
}
