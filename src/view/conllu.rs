//! Documents in CoNLL-U, for other programs.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Sheet, Style, escape};
use crate::entity::Entities;
use crate::syntax::{Parsed, Upos, Word};
use crate::text::{Span, contracted, takes_no_room};

/// Writes the sentences of a document, or of the next part of it, as CoNLL-U. Entities stand in the last column at the
/// head of each mention.
///
/// Each block is a paragraph. The text of a sentence is that of its words: whatever white space or control characters
/// stand between two of them is one blank there, and characters that take no room are left out. Words that treebanks
/// have as parts of one (`do|n't`, `Russia|'s`, `nations|'`) stand below a multiword token. On a terminal, what could
/// act on it is shown as an escape.
///
/// # Errors
/// Those of `out`.
pub fn sentences(
    out: &mut dyn Write,
    sheet: &mut Sheet<'_>,
    sentences: &[Parsed],
    entities: &Entities,
) -> io::Result<()> {
    let (text, style) = (sheet.text, sheet.style);
    let id = sheet.id.split_whitespace().collect::<Vec<_>>().join(" ");
    let id = shown(&id, style);
    if sheet.is_blank() && !sentences.is_empty() {
        writeln!(out, "# newdoc id = {id}")?;
    }
    let mut block = sheet.block;
    for (number, sentence) in sentences.iter().enumerate() {
        if block.replace(sentence.block) != Some(sentence.block) {
            writeln!(out, "# newpar")?;
        }
        let page = Page { text, words: &sentence.words, style };
        writeln!(out, "# sent_id = {id}-{}", sheet.sentences + number + 1)?;
        writeln!(out, "# text = {}", shown(&page.line(), style))?;
        let mut from = 0;
        while from < sentence.words.len() {
            let to = page.multiword(from);
            let whole = to > from + 1;
            if whole {
                page.range(out, from, to)?;
            }
            for at in from..to {
                let entity = misc(entities, number, at, sheet.entities);
                page.row(out, at, !whole && page.joined(at), &entity)?;
            }
            from = to;
        }
        writeln!(out)?;
    }
    sheet.turn(sentences, entities);
    Ok(())
}

/// The entity whose mention has its head here, for the last column; `before` entities were counted before these.
fn misc(entities: &Entities, sentence: usize, word: usize, before: usize) -> Option<String> {
    let mention = entities.at_head(sentence, word)?;
    let record = entities.get(mention.entity)?;
    Some(format!("Entity=e{}-{}", before + mention.entity + 1, record.kind.as_str()))
}

/// `text` as the place of the output may have it.
fn shown(text: &str, style: Style) -> Cow<'_, str> {
    if style.terminal { escape(text) } else { Cow::Borrowed(text) }
}

/// The words of a sentence, and where they go.
struct Page<'a> {
    text: &'a str,
    words: &'a [Word],
    style: Style,
}

impl Page<'_> {
    fn span(&self, at: usize) -> Span {
        self.words.get(at).map_or(Span::default(), |word| word.span)
    }

    /// Is the next word of the sentence written on without room between?
    fn joined(&self, at: usize) -> bool {
        let between = Span::new(self.span(at).end, self.span(at + 1).start);
        at + 1 < self.words.len() && between.of(self.text).chars().all(takes_no_room)
    }

    /// The text of the sentence, made of its words.
    fn line(&self) -> String {
        let mut line = String::new();
        for (at, word) in self.words.iter().enumerate() {
            line.push_str(&word.form);
            if !self.joined(at) && at + 1 < self.words.len() {
                line.push(' ');
            }
        }
        line
    }

    /// One past the last word that is a part of the same written word as word `from`.
    fn multiword(&self, from: usize) -> usize {
        let mut to = from + 1;
        while to < self.words.len() && self.continues(to) {
            to += 1;
        }
        to
    }

    /// Does word `at` end a written word that the word before it begins?
    fn continues(&self, at: usize) -> bool {
        let (before, here) = (self.span(at - 1), self.span(at));
        if before.end != here.start {
            return false;
        }
        let possessive = here.len() <= '’'.len_utf8()
            && matches!(here.of(self.text), "'" | "’")
            && self.words.get(at).is_some_and(|word| word.upos == Upos::Part);
        possessive || contracted(before.cover(here).of(self.text), before.len())
    }

    /// The line of a multiword token.
    fn range(&self, out: &mut dyn Write, from: usize, to: usize) -> io::Result<()> {
        let form = self.span(from).cover(self.span(to - 1)).of(self.text);
        let misc = if self.joined(to - 1) { "SpaceAfter=No" } else { "_" };
        let form = shown(form, self.style);
        writeln!(out, "{}-{to}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", from + 1)
    }

    /// The line of a word.
    fn row(
        &self,
        out: &mut dyn Write,
        at: usize,
        joined: bool,
        entity: &Option<String>,
    ) -> io::Result<()> {
        let Some(word) = self.words.get(at) else { return Ok(()) };
        let misc = match (entity, joined) {
            (None, false) => "_",
            (None, true) => "SpaceAfter=No",
            (Some(entity), false) => entity,
            (Some(entity), true) => &format!("{entity}|SpaceAfter=No"),
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t{misc}",
            at + 1,
            shown(&word.form, self.style),
            shown(&word.lemma, self.style),
            word.upos,
            word.feats.to_conllu(),
            word.head.map_or(0, |head| head + 1),
            word.deprel,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Sheet, sentences};
    use crate::entity::Entities;
    use crate::syntax::Syntax;
    use crate::syntax::conllu::parse_conllu;
    use crate::text::{Block, BlockKind, Span};
    use crate::view::Style;
    use crate::view::sheet::ana_lund;

    /// The text, one paragraph a line, as it is written; nobody is mentioned but Ana Lund.
    fn written(text: &str, style: Style) -> String {
        let mut at = 0;
        let mut blocks = Vec::new();
        for line in text.split('\n') {
            let span = Span::new(at, at + line.len());
            blocks.push(Block { span, kind: BlockKind::Prose, section: 0 });
            at = span.end + 1;
        }
        let parsed = Syntax::embedded().expect("a model").parse(text, &blocks);
        let (record, mention) = ana_lund();
        let mentions = if text.starts_with("Ana Lund") { vec![mention] } else { Vec::new() };
        let entities = Entities::new(vec![record], mentions);
        let mut out = Vec::new();
        let mut sheet = Sheet::new("a story", text, style);
        // In two parts, as huge documents come.
        let (first, rest) = parsed.split_at(1);
        sentences(&mut out, &mut sheet, first, &entities).expect("written");
        let none = Entities::new(Vec::new(), Vec::new());
        sentences(&mut out, &mut sheet, rest, &none).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        written(text, Style::PLAIN)
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn documents_paragraphs_and_sentences_have_their_comments() {
        let text = written("Ana Lund left. Nobody knew.\nShe came back.", Style::PLAIN);
        let comments: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
        let wanted = [
            "# newdoc id = a story",
            "# newpar",
            "# sent_id = a story-1",
            "# text = Ana Lund left.",
            "# sent_id = a story-2",
            "# text = Nobody knew.",
            "# newpar",
            "# sent_id = a story-3",
            "# text = She came back.",
        ];
        assert_eq!(comments, wanted);
        assert!(text.ends_with("\n\n") && !text.contains("\n\n\n"));
    }

    #[test]
    fn a_word_has_ten_columns() {
        let rows = cells("Ana Lund left.");
        assert!(rows.iter().all(|row| row.len() == 10), "{rows:?}");
        assert_eq!(rows[0][1..4], ["Ana", "Ana", "PROPN"]);
        assert_eq!(rows[0][9], "Entity=e1-person");
        assert_eq!(rows[2][5], "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin");
        assert_eq!((rows[2][9].as_str(), rows[3][9].as_str()), ("SpaceAfter=No", "_"));
    }

    #[test]
    fn parts_of_a_written_word_stand_below_it() {
        let rows = cells("They can't see Peru’s and the nations' envoys, who wouldn't've come.");
        let ranges: Vec<&str> =
            rows.iter().filter(|r| r[0].contains('-')).map(|r| r[1].as_str()).collect();
        assert_eq!(ranges, ["can't", "Peru’s", "nations'", "wouldn't've"]);
        let last = rows.iter().find(|row| row[1] == "wouldn't've").expect("it is there");
        assert_eq!(last[0], "14-16");
        let inside = |row: &&Vec<String>| ["ca", "n't", "Peru", "’s"].contains(&row[1].as_str());
        assert!(rows.iter().filter(inside).all(|row| row[9] == "_"), "{rows:?}");
        assert_eq!(cells("Leave it: it's \"done\".")[3][9], "_");
        assert_eq!(cells("“It’s”, he said.")[1][9], "SpaceAfter=No");
    }

    #[test]
    fn what_stands_between_words_is_one_blank_or_nothing() {
        let text = written("One\u{0}two \t three\u{200b}.", Style::PLAIN);
        assert!(text.contains("# text = One two three.\n"), "{text}");
        let read = parse_conllu(&text).expect("CoNLL-U");
        let forms: Vec<&str> = read[0].words.iter().map(|word| word.form.as_str()).collect();
        assert_eq!(forms, ["One", "two", "three", "."]);
    }

    #[test]
    fn a_terminal_gets_nothing_that_could_act_on_it() {
        let text = "Zele\u{200f}ny left.";
        let terminal = Style { terminal: true, ..Style::PLAIN };
        assert!(written(text, terminal).contains("Zele\\u{200f}ny"));
        assert!(written(text, Style::PLAIN).contains("\tZele\u{200f}ny\t"));
    }
}
