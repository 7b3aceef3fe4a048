use super::layout;
use crate::text::{BlockKind, head};

/// The blocks of a text as `Kind section | words`, one a line.
fn blocks(text: &str) -> Vec<String> {
    let head = head(text);
    layout(text, head.body, head.title)
        .iter()
        .map(|block| {
            let kind = match block.kind {
                BlockKind::Heading => "H",
                BlockKind::Prose => "P",
                BlockKind::Byline => "B",
                BlockKind::Noise => "-",
            };
            format!("{kind}{} {}", block.section, block.span.of(text).replace('\n', "/"))
        })
        .collect()
}

#[test]
fn one_line_is_one_paragraph_and_head_lines_are_no_blocks() {
    let text = "Ministers talk in Quito\ndate 2024-05-01\n\nThe ministers talked for an hour.\nThey will talk again.";
    assert_eq!(
        blocks(text),
        [
            "H0 Ministers talk in Quito",
            "P0 The ministers talked for an hour.",
            "P0 They will talk again."
        ]
    );
}

#[test]
fn lines_wrapped_at_a_column_are_joined() {
    let text = "The ministers of the two countries, who had not spoken for a year,\n\
                talked for an hour in Quito and said that the border would open\n\
                again.\n\nA second round of talks is to be held in the spring, once the\n\
                new envoy is there.";
    let found = blocks(text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].ends_with("again.") && found[1].starts_with("P0 A second round"));
}

#[test]
fn short_paragraphs_on_lines_of_their_own_are_not_joined() {
    let text = "The bridge at the northern end of the town was closed at noon.\n\
                Nobody was hurt.\nThe mayor said it would open again when the water falls.";
    assert_eq!(blocks(text).len(), 3);
}

#[test]
fn a_line_broken_at_a_link_goes_on_in_the_next() {
    let text = "Talks go on in the capital\n\nThe envoy of the northern\nfederation\n said that the talks went well. He left.\n";
    let found = blocks(text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].ends_with("talks went well. He left."));
}

#[test]
fn furniture_is_noise() {
    let text = "Ministers talk in Quito\n\nShare this article\nBy Ana Lund and Per Holm\n\
                Published 3 May 2024, 10:15 GMT\n4 min read\nThe ministers talked for an hour.\n\
                ADVERTISEMENT\nRead more: Why the border was closed\n@northernwire\n\
                Sign up for our morning briefing\n* * *\nThey will talk again.\n© Northern Wire";
    let found = blocks(text);
    let facts: Vec<_> = found.iter().filter(|b| !b.starts_with('-')).collect();
    assert_eq!(
        facts,
        [
            "H0 Ministers talk in Quito",
            "B0 By Ana Lund and Per Holm",
            "P0 The ministers talked for an hour.",
            "P0 They will talk again."
        ]
    );
}

#[test]
fn bare_headlines_of_other_stories_are_noise() {
    let text = "Ministers talk in Quito\n\nThe ministers talked for an hour.\n\nRelated\n\
                Dam bursts above the old town\nWho is the new envoy?\n\nThey will talk again.\n\n\
                Most read\nSinger cancels her tour\nTeam wins cup after long night\n";
    let found = blocks(text);
    assert_eq!(found.iter().filter(|b| !b.starts_with('-')).count(), 3, "{found:?}");
    assert!(found.contains(&"P0 They will talk again.".to_owned()));
}

#[test]
fn stories_of_a_feed_are_sections_of_their_own() {
    let text = "Ministers talk in Quito\n\nThe ministers talked for an hour.\n\nRelated Articles\n\n\n\
                Southern Post\n12 minutes ago\n- Southern Post\nDam bursts above the old town\n\
                A dam burst on Monday, the mayor said.\n\n\nNorthern Wire\nan hour ago\n- Northern Wire\n\
                Envoy resigns after quarrel\nThe envoy resigned on Sunday.";
    let found = blocks(text);
    let facts: Vec<_> = found.iter().filter(|b| !b.starts_with('-')).map(String::as_str).collect();
    assert_eq!(
        facts,
        [
            "H0 Ministers talk in Quito",
            "P0 The ministers talked for an hour.",
            "H1 Dam bursts above the old town",
            "P1 A dam burst on Monday, the mayor said.",
            "H2 Envoy resigns after quarrel",
            "P2 The envoy resigned on Sunday."
        ]
    );
}

#[test]
fn an_articles_own_time_is_noise_and_opens_no_section() {
    let text =
        "Ministers talk in Quito\nNorthern Wire\n2 hours ago\nThe ministers talked for an hour.";
    assert_eq!(
        blocks(text),
        [
            "H0 Ministers talk in Quito",
            "-0 Northern Wire",
            "-0 2 hours ago",
            "P0 The ministers talked for an hour."
        ]
    );
}

#[test]
fn entries_of_a_live_blog_keep_one_section() {
    let text = "Flood live: Army arrives\n\nSummary\n\n• The army has reached the old town\n\
                • Two bridges are closed\n\n18:42 Mayor: leave now\nAna Lund in the old town\n\n\
                The mayor told people to leave.\n\n17.05 Dam holds\n\nThe dam held, engineers said.";
    assert_eq!(
        blocks(text),
        [
            "H0 Flood live: Army arrives",
            "-0 Summary",
            "P0 The army has reached the old town",
            "P0 Two bridges are closed",
            "H0 18:42 Mayor: leave now",
            "B0 Ana Lund in the old town",
            "P0 The mayor told people to leave.",
            "H0 17.05 Dam holds",
            "P0 The dam held, engineers said."
        ]
    );
}

#[test]
fn a_repeated_lead_is_noise() {
    let lead = "The ministers of the two countries talked for an hour in Quito on Monday.";
    let near = "The ministers of the two countries talked for an hour in Quito, on Monday.";
    let text =
        format!("{lead}\n\nWorld\n{near}\nThey will talk again.\n{lead} They will talk again.");
    let found = blocks(&text);
    assert!(found[0].starts_with("P0") && found[2].starts_with("-0"), "{found:?}");
    let also =
        "The ministers of the two countries talked for an hour in Lima on Sunday, and fell out.";
    assert!(blocks(&format!("{lead}\n{also}"))[1].starts_with("P0"));
}

#[test]
fn crossheads_are_headings_and_sentences_without_a_full_stop_are_prose() {
    let text = "Ministers talk in Quito\n\nThe ministers talked for an hour.\n\n'A new start'\n\n\
                They will talk again.\nThe envoy is to meet the minister again in the spring, her office said\nShe left.";
    let found = blocks(text);
    assert_eq!(found[2], "H0 'A new start'");
    assert!(found[4].starts_with("P0 The envoy is to meet"), "{found:?}");
}

#[test]
fn blocks_stand_in_order_on_character_boundaries_and_hold_all_words() {
    let text = "Élan “vital” – ça va\n\n• naïve\n\u{feff}…\n  x  \n日本語の見出し\n\n";
    let head = head(text);
    let mut end = 0;
    for block in layout(text, head.body, head.title) {
        assert!(block.span.start >= end && !block.span.of(text).trim().is_empty());
        end = block.span.end;
    }
}

#[test]
fn a_long_line_and_many_lines_take_linear_time() {
    let long = "the envoy left. ".repeat(200_000);
    assert_eq!(layout(&long, head(&long).body, None).len(), 1);
    let many: String =
        (0..100_000).map(|n| format!("Envoy number {n} left.\nA town fell\n")).collect();
    assert_eq!(layout(&many, head(&many).body, None).len(), 200_000);
}
