//! Who said what, and whose views an article tells, read from whole sentences.

use super::{Context, LastPair, Lemmas, attributions, read};
use crate::entity;
use crate::grammar::Grammar;
use crate::syntax::Syntax;
use crate::text::{Block, BlockKind, Span};

/// Reads a text of one paragraph a line.
fn with<T>(text: &str, look: impl Fn(Context<'_>) -> T) -> T {
    let grammar = Grammar::embedded().unwrap();
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        blocks.push(Block { span, kind: BlockKind::Prose, section: 0 });
        at = span.end + 1;
    }
    let parsed = Syntax::embedded().unwrap().parse(text, &blocks);
    let entities = entity::read(text, &parsed, &grammar).entities;
    let lemmas = Lemmas::of(&parsed, &grammar.frames);
    look(Context {
        text,
        blocks: &blocks,
        parsed: &parsed,
        lemmas: &lemmas,
        entities: &entities,
        relations: &[],
        grammar: &grammar,
        date: None,
        speeches: &[],
        said: &[],
        issuer: None,
        last: LastPair::default(),
    })
}

/// Speaker, content and audience of each statement.
fn said(text: &str) -> Vec<(String, String, Vec<String>)> {
    with(text, |context| {
        let name = |entity: usize| context.entities.get(entity).map_or("", |r| &r.name).to_owned();
        let statements = read(context).statements;
        let one = |said: &super::Said| {
            let audience = said.audience.iter().map(|&entity| name(entity)).collect();
            (name(said.speaker), said.content(text), audience)
        };
        statements.iter().map(one).collect()
    })
}

/// Source and content of each attribution.
fn attributed(text: &str) -> Vec<(String, String)> {
    with(text, |context| {
        let words = |pieces: &[Span]| {
            pieces.iter().map(|piece| piece.of(text)).collect::<Vec<_>>().join(" ")
        };
        let found = attributions(context);
        found.iter().map(|one| (words(&one.source), words(&one.pieces))).collect()
    })
}

fn says(text: &str, speaker: &str, content: &str) {
    let read = said(text);
    let holds = |(who, what, _): &(String, String, Vec<String>)| who == speaker && what == content;
    assert!(read.iter().any(holds), "{text}\n    read: {read:?}");
}

#[test]
fn labels_in_capitals_name_the_speaker() {
    let talk = "The envoy Ana Ruiz met the press in Lima.\nRUIZ: We shall wait for them.\n\
        TOMAS VERA, LIMA HERALD: And what of the ship?\nRUIZ: It will come on Monday.";
    let speakers: Vec<String> =
        said(talk).into_iter().map(|(who, ..)| who.to_lowercase()).collect();
    assert_eq!(speakers, ["ana ruiz", "tomas vera", "ana ruiz"]);
}

#[test]
fn whoever_acts_before_a_colon_speaks() {
    says(
        "Ana Ruiz praised the crews: “The border will stay open.”",
        "Ana Ruiz",
        "The border will stay open.",
    );
}

#[test]
fn a_promise_may_stand_behind_what_is_promised() {
    says(
        "The border would stay open, Ana Ruiz promised.",
        "Ana Ruiz",
        "The border would stay open",
    );
}

#[test]
fn a_lead_before_a_quoted_sentence_is_not_said() {
    says("Under these circumstances, Ana Ruiz said, “We will wait.”", "Ana Ruiz", "We will wait.");
    says(
        "The Chilean side, Ana Ruiz said, “has been told to go”.",
        "Ana Ruiz",
        "The Chilean side has been told to go",
    );
}

#[test]
fn pairs_of_apostrophes_are_marks() {
    says("''The border will stay open,'' Ana Ruiz said.", "Ana Ruiz", "The border will stay open,");
}

#[test]
fn a_second_verb_of_the_speaker_is_not_said() {
    says(
        "Ana Ruiz said she would sign the pact and urged Chile to follow.",
        "Ana Ruiz",
        "she would sign the pact",
    );
}

#[test]
fn whom_a_letter_is_for_is_addressed() {
    let read = said("In a letter to Chile, Ana Ruiz said that the border would stay open.");
    assert_eq!(
        read.first().map(|(_, _, audience)| audience.as_slice()),
        Some(&["Chile".to_owned()][..])
    );
    let read = said("Ana Ruiz told the Herald newspaper that the border would stay open.");
    assert!(read.iter().all(|(who, ..)| who == "Ana Ruiz") && !read.is_empty(), "{read:?}");
}

#[test]
fn a_speaker_who_adds_goes_on() {
    let text =
        "Tomas Vera has left. The truce will hold, said Ana Ruiz. The ship, she added, was late.";
    says(text, "Ana Ruiz", "The ship was late");
}

#[test]
fn polls_and_unnamed_people_are_sources() {
    let read = attributed("Most voters say that the truce will hold.");
    assert_eq!(read, [("Most voters".to_owned(), "the truce will hold".to_owned())]);
    assert_eq!(said("A poll shows that the truce will hold."), []);
}

#[test]
fn what_somebody_says_of_others_is_part_of_their_words() {
    let read = attributed("Ana Ruiz said that Chile wants to leave the pact.");
    assert_eq!(read, [("Ana Ruiz".to_owned(), "Chile wants to leave the pact".to_owned())]);
    let read = attributed("“I hope that they will wait,” Ana Ruiz said.");
    assert_eq!(read.len(), 1, "{read:?}");
}

#[test]
fn a_denied_or_hidden_subject_is_a_source_too() {
    let read = attributed("Ana Ruiz did not say that the truce would hold.");
    assert_eq!(read, [("Ana Ruiz".to_owned(), "the truce would hold".to_owned())]);
    let read = attributed("Ana Ruiz left the hall, hoping that the truce would hold.");
    assert_eq!(read, [("Ana Ruiz".to_owned(), "the truce would hold".to_owned())]);
}

#[test]
fn who_is_quoted_as_saying_something_says_it() {
    let text =
        "Ana Ruiz was quoted by the agency Andina as saying that Chile had broken the truce.";
    let found = said(text);
    let plain: Vec<(&str, &str)> = found.iter().map(|s| (&*s.0, &*s.1)).collect();
    assert_eq!(plain, [("Ana Ruiz", "Chile had broken the truce")]);
}

#[test]
fn what_is_said_ends_where_another_voice_begins() {
    let text = "Peru warned that the law would be void; spokesman Tomas Vera said Chile was calm.";
    let found = said(text);
    assert!(found.iter().any(|s| s.0 == "Peru" && s.1 == "the law would be void"), "{found:?}");
}

#[test]
fn a_wish_ends_where_telling_begins() {
    let text = "Chilean lawmakers demanded that the text be shown, and a crowd burned a flag.";
    let found = said(text);
    assert!(found.iter().all(|s| s.1 == "the text be shown"), "{found:?}");
    assert_eq!(found.len(), 1);
}

#[test]
fn who_speaks_for_his_part_is_heard() {
    let text = "Premier Musa Bello met Tomas Vera. Bello, for his part, said that Peru was calm.";
    let found = said(text);
    assert!(found.iter().any(|s| s.0 == "Musa Bello" && s.1 == "Peru was calm"), "{found:?}");
}

#[test]
fn who_is_denied_access_says_nothing() {
    assert_eq!(said("Monitors were denied access to Arica by Chilean soldiers."), []);
}

#[test]
fn who_claims_responsibility_beside_a_report_does_not_make_it() {
    let found = said("Gunmen raid a mine in Arica as Chilean rebels claim responsibility.");
    assert!(found.iter().all(|s| !s.1.contains("raid a mine")), "{found:?}");
}

/// Speaker and content of each statement.
fn plain(text: &str) -> Vec<(String, String)> {
    said(text).into_iter().map(|(who, what, _)| (who, what)).collect()
}

fn reads(text: &str, expected: &[(&str, &str)]) {
    let read = plain(text);
    let read: Vec<(&str, &str)> = read.iter().map(|(who, what)| (&**who, &**what)).collect();
    assert_eq!(read, expected, "{text}");
}

#[test]
fn what_trails_behind_a_cue_is_the_writers() {
    let content = "The border will stay shut";
    for trail in [
        ", hours after Chile rejected a truce",
        ", less than a week before talks begin",
        ", as crews searched the ruins",
        ", whereas Chile opened its own",
    ] {
        reads(
            &format!("The border will stay shut, Ana Ruiz said{trail}."),
            &[("Ana Ruiz", content)],
        );
    }
    for trail in [
        ", a day after Chile shut the border",
        ", whereas Chile stays in it",
        ", a move that angered Chile",
        ", prompting anger in Chile",
        ", while Chile shut the border",
    ] {
        reads(
            &format!("Ana Ruiz said Peru would leave the pact{trail}."),
            &[("Ana Ruiz", "Peru would leave the pact")],
        );
    }
}

#[test]
fn what_became_of_a_paper_is_not_said_in_it() {
    for paper in [
        "a statement read out on state radio",
        "a statement broadcast on national television",
        "a letter seen by the Herald",
    ] {
        let text = format!("President Ana Ruiz said in {paper} that Chile had broken the pact.");
        reads(&text, &[("Ana Ruiz", "Chile had broken the pact")]);
    }
}

#[test]
fn who_is_to_act_belongs_to_what_is_asked_for() {
    reads(
        "Peru called for aid convoys to be let through.",
        &[("Peru", "aid convoys to be let through")],
    );
    reads("Peru pressed for Chile to leave the island.", &[("Peru", "Chile to leave the island")]);
}

#[test]
fn what_is_withheld_or_kept_silent_is_not_said() {
    for text in [
        "Peru denied the UN mission access to Arica.",
        "Peru denied Ana Ruiz entry to the country.",
        "Ana Ruiz declined to say whether the ship was lost.",
        "The UN mission observed two soldiers clearing mines near Arica.",
        "The plan has failed, sources said.",
    ] {
        assert_eq!(said(text), [], "{text}");
    }
    reads(
        "Ana Ruiz declined to say whether the ship was lost, but confirmed the death of two sailors.",
        &[("Ana Ruiz", "the death of two sailors")],
    );
    reads(
        "Ana Ruiz, asked whether the ship was lost, said it was safe.",
        &[("Ana Ruiz", "it was safe")],
    );
}

#[test]
fn a_speaker_is_found_by_place_too() {
    reads(
        "Peru rejected the plan, two officials familiar with the talks told the Herald.",
        &[("two officials familiar with the talks", "Peru rejected the plan")],
    );
    reads(
        "The truce, two people close to the talks say, will not hold.",
        &[("two people close to the talks", "The truce will not hold")],
    );
    reads(
        "Shells hit a market in Arica, the state-run Andean News Agency (ANA) reported.",
        &[("Andean News Agency", "Shells hit a market in Arica")],
    );
    reads(
        "The crews will see each other again in May, said a Peruvian diplomat.",
        &[("Peruvian diplomat", "The crews will see each other again in May")],
    );
}

#[test]
fn one_official_told_of_before_speaks() {
    reads(
        "A senior official visited Lima. “The war is not over,” the official said.",
        &[("senior official", "The war is not over,")],
    );
}

#[test]
fn who_is_named_behind_a_description_speaks() {
    reads(
        "The front-runner, Senator Ana Mamani of the ruling Movement for Reform (MPR), retorted that the count was fair.",
        &[("Ana Mamani", "the count was fair")],
    );
    reads(
        "A US senator, Jane Holm, who wrote a bill, said Washington \"cannot look away\".",
        &[("Jane Holm", "Washington \"cannot look away\"")],
    );
}

#[test]
fn who_is_quoted_inside_did_not_speak_last() {
    let text = "Envoy Ana Otieno said President Paul Bello had called Juan Soto, urging him to \"give Lima a chance\". \
        Nairobi, she added, was ready.";
    says(text, "Ana Otieno", "Nairobi was ready");
}

#[test]
fn an_accuser_may_stand_behind_by() {
    reads(
        "Rwanda is accused by UN experts of arming rebels in eastern Congo.",
        &[("UN experts", "arming rebels in eastern Congo")],
    );
}

#[test]
fn a_cue_in_a_relative_clause_keeps_its_own_words() {
    reads(
        "Peru denied hosting foreign troops who, it says, train armed groups.",
        &[("Peru", "hosting foreign troops"), ("Peru", "train armed groups")],
    );
}

#[test]
fn a_figure_may_stand_far_from_its_verb() {
    reads(
        "The UN rights office puts the number of farmers whom raids have killed since May at more than 90.",
        &[(
            "UN rights office",
            "the number of farmers whom raids have killed since May at more than 90",
        )],
    );
}

#[test]
fn a_record_only_tells_what_others_said() {
    reads(
        "Tomas Vera has left. Vera \"reaffirmed Peru's support for the truce\", according to the readout.",
        &[("Tomas Vera", "Peru's support for the truce")],
    );
}

#[test]
fn a_line_may_lead_to_a_speech() {
    let speech = "Chile has broken the pact. The border must be opened at once";
    for line in [
        "The following is attributable to Spokesperson Ana Ruiz:",
        "Statement by Foreign Minister Ana Ruiz:",
        "The following statement was issued by Ana Ruiz, the foreign minister of Peru:",
        "Text of a statement by President Ana Ruiz of Peru:",
    ] {
        reads(&format!("{line}\n{speech}."), &[("Ana Ruiz", speech)]);
    }
}

#[test]
fn an_issuer_speaks_in_its_own_voice() {
    let text =
        "The United States condemns the arrest of Ana Ruiz. We urge Peru to free her at once.";
    reads(text, &[("United States", "to free her at once")]);
    let text = "We, the ministers of the Andean Council, met in Lima. We called on Chile to open the border.";
    assert!(said(text).iter().any(|s| s.1 == "to open the border"), "{:?}", said(text));
}

#[test]
fn a_name_may_sign_a_quotation() {
    reads("“The border will stay open.” — Ana Ruiz", &[("Ana Ruiz", "The border will stay open.")]);
}

#[test]
fn a_quotation_may_go_on_behind_an_aside() {
    reads(
        "“Every time you wait,” Vera said, speaking of the raid, “you help the other side.”",
        &[("Vera", "Every time you wait, you help the other side.")],
    );
}

#[test]
fn who_orders_beside_a_report_says_nothing_of_it() {
    let found = said("Chile says boat seized as Soto orders troops to river.");
    assert!(found.iter().all(|s| s.0 == "Chile"), "{found:?}");
}

#[test]
fn a_semicolon_ends_what_is_reported_where_a_clause_of_its_own_follows() {
    reads("Peru denied the raid; its jets struck a camp later.", &[("Peru", "the raid")]);
    reads(
        "The ship was lost; Chile has offered help, Ana Ruiz said.",
        &[("Ana Ruiz", "Chile has offered help")],
    );
}

#[test]
fn a_thing_that_happened_is_acknowledged_by_its_name_alone() {
    reads(
        "The government of Peru acknowledged the raid but gave no figures.",
        &[("government of Peru", "the raid")],
    );
}

#[test]
fn a_second_verb_behind_the_cue_goes_on_with_what_is_said() {
    reads(
        "They boarded the ship, Ana Ruiz said, and seized its cargo in the port.",
        &[("Ana Ruiz", "They boarded the ship and seized its cargo in the port")],
    );
}

/// Is this one of the attributions?
fn holds(text: &str, source: &str, content: &str) {
    let found = attributed(text);
    let same = |one: &(String, String)| one.0 == source && one.1 == content;
    assert!(found.iter().any(same), "{text}\n    read: {found:?}");
}

#[test]
fn a_participle_tells_who_feels() {
    holds("Voters were convinced that the truce would hold.", "Voters", "the truce would hold");
    holds("Her fear is that the truce will not hold.", "Her", "the truce will not hold");
}

#[test]
fn a_view_is_theirs_who_are_told_of_before_the_noun_or_by_it() {
    holds("There were Chilean calls for a truce.", "Chilean", "a truce");
    holds("The pact was denounced by Tomas Vera.", "Tomas Vera", "The pact");
    holds(
        "They met supporters of the pact in Lima.",
        "supporters of the pact in Lima",
        "the pact in Lima",
    );
}

#[test]
fn whoever_makes_a_thing_that_speaks_is_its_source_with_it() {
    let text = "Ana Ruiz aired a spot attacking the pact with Chile.";
    holds(text, "Ana Ruiz a spot", "the pact with Chile");
    let text = "Ana Ruiz, who left the council and criticized the pact, lost.";
    holds(text, "Ana Ruiz who", "the pact");
}

#[test]
fn what_is_told_of_a_thing_belongs_to_it_wherever_the_tree_hangs_it() {
    holds(
        "A survey revealed deep anger over the raid on Arica.",
        "A survey",
        "deep anger over the raid on Arica",
    );
}

#[test]
fn what_a_source_says_of_others_is_part_of_its_words() {
    let found = attributed("“He says that the truce will hold,” Ana Ruiz said.");
    assert_eq!(found.len(), 1, "{found:?}");
    let found = attributed("Ana Ruiz said she was ill, according to the Herald.");
    assert_eq!(found.len(), 1, "{found:?}");
}
