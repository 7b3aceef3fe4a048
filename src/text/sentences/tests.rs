use proptest::prelude::*;

use super::{LONGEST_SENTENCE, sentences};
use crate::text::Span;
use crate::text::chars::invisible;

/// Sentences as their tokens with `|` between them.
fn split(text: &str) -> Vec<String> {
    let found = sentences(text, Span::new(0, text.len()));
    found
        .iter()
        .map(|s| s.tokens.iter().map(|t| t.span.of(text)).collect::<Vec<_>>().join("|"))
        .collect()
}

fn assert_one(text: &str, tokens: &str) {
    assert_eq!(split(text), [tokens], "{text}");
}

fn assert_ends(text: &str) {
    // The marks show where sentences are to end.
    let plain = text.replace('¦', "");
    let found = sentences(&plain, Span::new(0, plain.len()));
    let shown: Vec<&str> = found.iter().map(|s| s.span.of(&plain)).collect();
    let wanted: Vec<&str> = text.split('¦').map(str::trim).collect();
    assert_eq!(shown, wanted);
}

#[test]
fn contractions_and_possessives_are_tokens_of_their_own() {
    assert_one("They don't know.", "They|do|n't|know|.");
    assert_one("We can’t and cannot go.", "We|ca|n’t|and|can|not|go|.");
    assert_one("Russia’s envoy said he'd come.", "Russia|’s|envoy|said|he|'d|come|.");
    assert_one("The nations' leaders met.", "The|nations|'|leaders|met|.");
    assert_one("Mr. O'Neill agreed.", "Mr.|O'Neill|agreed|.");
}

#[test]
fn hyphens_split_words_but_not_prefixes_and_designations() {
    assert_one("Franco-German talks", "Franco|-|German|talks");
    assert_one("a non-aligned ex-minister", "a|non-aligned|ex-minister");
    assert_one("F-16 and Su-35 jets", "F-16|and|Su-35|jets");
    assert_one("10-20 people", "10|-|20|people");
    assert_one("a 1,000-kilometre line", "a|1,000|-|kilometre|line");
    assert_one("Call 555-010-4477", "Call|555-010-4477");
    assert_one("short- and long-range arms", "short-|and|long|-|range|arms");
    assert_one(
        "the U.S.-led talks of the Lund–Moss pact",
        "the|U.S.|-|led|talks|of|the|Lund|–|Moss|pact",
    );
}

#[test]
fn numbers_keep_their_marks_and_lose_their_units() {
    assert_one("It cost $1.2bn, up 5%.", "It|cost|$|1.2|bn|,|up|5|%|.");
    assert_one("US$5m at 10:30am", "US$|5|m|at|10:30|am");
    assert_one("500 per cent", "500|per|cent");
    assert_one("30km at -5.5 degrees", "30|km|at|-5.5|degrees");
    assert_one("a .50 rifle, £3m and €4.5 million", "a|.50|rifle|,|£|3|m|and|€|4.5|million");
    assert_one("by 1/3 to 2,500,000", "by|1/3|to|2,500,000");
    assert_one("the 1990s and the ’80s", "the|1990s|and|the|’80s");
}

#[test]
fn addresses_are_one_token() {
    assert_one("See https://example.org/a-b?c=d.", "See|https://example.org/a-b?c=d|.");
    assert_one("Write to press@example.org, please", "Write|to|press@example.org|,|please");
}

#[test]
fn abbreviations_and_initials_do_not_end_sentences() {
    assert_ends("Lt. Gen. Ada B. Moss of the U.S. Army left at 10 a.m. on Monday. ¦She is back.");
    assert_ends("Adm. J. R. Pell (ret.) and Sgt. Lund wrote to Rt. Hon. Ivo Marsh. ¦He replied.");
    assert_ends("Holm Corp. sold St. Anne Ltd. to Pell Bros. Inc. for cash. ¦Shares fell.");
    assert_ends("No. 10 denied it. ¦The answer was No. ¦Nobody asked.");
    assert_ends("It is No.10 that decides. ¦Art. 5 was named.");
    assert_ends("They met in Washington, D.C. ¦The talks failed.");
    assert_ends("The ship left at 6 p.m. ¦Officials in the U.S. Navy saw it.");
    assert_ends(
        "They belonged to group B. ¦The others were group C. ¦But Ivo B. Marsh was in both.",
    );
    assert_ends("See p. 28 and e.g. the annex. ¦It is long.");
    assert_ends("Ida Holm (b. March 1950, m. 1972) ruled. ¦Her son did not.");
    assert_ends("He sold (through Holm Corp.) Pell Mines. ¦It was dear.");
}

#[test]
fn quotes_go_with_the_sentence_that_they_close() {
    assert_ends("“We agree,” she said. ¦“They do not.” ¦The room was silent.");
    assert_ends("\"Will you go?\" he asked. ¦\"No!\" ¦She left.");
    assert_ends("He called it \"a start.\" ¦Others laughed.");
    assert_ends("‘We wait.’ ¦«We pray.» ¦Nobody came.");
}

#[test]
fn a_quote_may_run_over_sentences() {
    assert_ends("“We agree. ¦They do not. ¦We shall see,” she said. ¦He nodded.");
    assert_ends("She said: “The road is open. ¦Nobody may use it.” ¦He nodded.");
    assert_ends("\"We waited for years.\" – Ida Holm, Minister");
    assert_ends("“We waited. ¦Then it came.” — Ida Holm");
}

#[test]
fn lines_without_a_stop_end_at_dates_and_figures() {
    assert_ends("Monday, March 4, 2024 ¦On Sunday the envoys met.");
    assert_ends("Envoys meet in the old town ¦Monday, 4 March 2024");
    assert_ends("The envoys met on Monday, March 4, 2024");
    assert_ends("On Monday, March 4, 2024, They Met for the First Time");
    assert_ends("Figure 2.1 ¦The road to the coast, as it was.");
    assert_ends("Figure 2.1 shows the road to the coast.");
    assert_ends("The bridge is shut. ¦Photo: Northern Wire");
}

#[test]
fn time_stamps_open_an_entry_and_stay_with_it() {
    assert_ends("14:05 Sirens sound in the port. ¦14:20 The port is shut.");
    assert_ends("9.30am The envoys are in. ¦10:15 GMT Nobody is out.");
}

#[test]
fn items_of_lists_are_sentences() {
    assert_ends("They ask for three things: ¦• an open road ¦• a free port ¦● nobody's blame");
    assert_ends("1. Open the door. ¦Close it.");
    assert_ends("2.1. The parties open the road. ¦2.2. They keep it open.");
    assert_ends("They want (1) the road, (2) the port; and (3) the bridge. ¦They get none.");
}

#[test]
fn ellipses_end_a_sentence_only_before_a_new_one() {
    assert_ends("Well... perhaps. ¦We shall see… ¦Then it ended.");
    assert_ends("We were … well … surprised. ¦They were not.");
    assert_ends("It was over . . . but not for all. ¦They stayed.");
    assert_ends("It was over. ¦... Then it began again.");
}

#[test]
fn a_space_that_is_missing_after_a_stop_joins_nothing() {
    assert_ends("The deal is done.¦The minister left.¦Nobody stayed.");
    assert_ends("The deal is done.¦“We won,” she said.¦Who lost?¦Nobody knows!¦Not even he.");
    assert_one("It cost 2.5 in v.2 of x.org.", "It|cost|2.5|in|v.2|of|x.org|.");
}

#[test]
fn references_and_notes_stay_with_the_sentence_before() {
    assert_ends("The law passed in 1999.[4] ¦It was dropped.[5][6] ¦Nobody knew.");
    assert_ends("The law passed. [source needed] ¦It was dropped.");
    assert_ends("The law passed.12 ¦It was dropped. 3 ¦But 4 States kept it. ¦12 Ministers left.");
}

#[test]
fn small_letters_open_a_sentence_where_their_writer_uses_no_others() {
    assert_ends("nobody came. ¦the road was shut. ¦why was that? ¦nobody knows.");
    assert_ends("Nobody came. perhaps the road was shut.");
    assert_ends("The firm sells phones. ¦eHolm sells cars. ¦It is rich.");
}

#[test]
fn datelines_stay_with_their_sentence() {
    assert_one("KYIV (Agency) – Two men died.", "KYIV|(|Agency|)|–|Two|men|died|.");
}

#[test]
fn dashes_and_quotes_of_any_shape_are_tokens() {
    assert_one("The deal—if any–is “his”.", "The|deal|—|if|any|–|is|“|his|”|.");
    assert_one("It − they said -- is ‘done’.", "It|−|they|said|--|is|‘|done|’|.");
    assert_one("2019–21 and 2019—21", "2019|–|21|and|2019|—|21");
}

#[test]
fn unseen_characters_separate_or_are_passed_over() {
    assert_one("a\u{0}b\u{7}c", "a|b|c");
    assert_one("\u{feff}one\u{200b} two\u{200f}", "one|two");
    assert_one("Zeleny\u{ad}grad fell", "Zeleny\u{ad}grad|fell");
}

#[test]
fn a_block_outside_the_text_has_no_sentences() {
    assert_eq!(sentences("é", Span::new(1, 2)), []);
    assert_eq!(sentences("abc", Span::new(2, 9)), []);
    assert_eq!(sentences("  \n ", Span::new(0, 4)), []);
}

#[test]
fn a_long_line_without_stops_is_cut() {
    let text = "word, ".repeat(5_000);
    let found = sentences(&text, Span::new(0, text.len()));
    assert!(found.len() > 10);
    assert!(found.iter().all(|s| s.tokens.len() <= LONGEST_SENTENCE));
    assert_eq!(found.iter().map(|s| s.tokens.len()).sum::<usize>(), 10_000);
    let glued = "x".repeat(1_000_000);
    let found = sentences(&glued, Span::new(0, glued.len()));
    assert_eq!(
        found.iter().flat_map(|s| &s.tokens).map(|t| t.span.len()).sum::<usize>(),
        1_000_000
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn tokens_tile_any_text(text in "(\\PC|[ .!?'’\"“”\\-a-cA-C0-9\\n\u{0}\u{200b}]){0,80}") {
        let found = sentences(&text, Span::new(0, text.len()));
        let mut at = 0;
        for sentence in &found {
            prop_assert!(!sentence.tokens.is_empty());
            prop_assert_eq!(sentence.span.start, sentence.tokens[0].span.start);
            for token in &sentence.tokens {
                let word = text.get(token.span.start..token.span.end);
                let gap = text.get(at..token.span.start);
                prop_assert!(word.is_some_and(|word| !word.is_empty() && word.trim() == word));
                prop_assert!(gap.is_some_and(|gap| gap
                    .chars()
                    .all(|c| c.is_whitespace() || c.is_control() || invisible(c))), "{:?}", gap);
                at = token.span.end;
            }
            prop_assert_eq!(sentence.span.end, at);
        }
        let rest = text.get(at..).unwrap_or("");
        prop_assert!(rest.chars().all(|c| c.is_whitespace() || c.is_control() || invisible(c)));
    }
}
