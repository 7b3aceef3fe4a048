//! How a document was read: words, tags, trees, mentions.

use std::io::{self, Write};

use super::{Sheet, Style, escape};
use crate::entity::Entities;
use crate::extract::{Annotated, Attempt};
use crate::syntax::Parsed;
use crate::text::{Block, BlockKind};

/// Writes the words of a document, or of the next part of it, in columns: number, word, lemma, tag, features, head,
/// relation, and at the head of each mention its entity and the rule that linked it. Below them stand the frames whose
/// words the sentence has: which event each reads, or why it reads none. Comment lines begin with `#`.
///
/// # Errors
/// Those of `out`.
pub fn columns(out: &mut dyn Write, sheet: &mut Sheet<'_>, read: &Annotated) -> io::Result<()> {
    let Annotated { parsed: sentences, entities, attempts } = read;
    let (text, style) = (sheet.text, sheet.style);
    if sheet.is_blank() {
        writeln!(out, "{}", style.bold(&format!("# document {}", escape(sheet.id))))?;
    }
    for (number, sentence) in sentences.iter().enumerate() {
        let kind = if sentence.heading { "heading" } else { "prose" };
        let words = one_line(sentence.span.of(text));
        let (count, section) = (sheet.sentences + number + 1, sentence.section);
        writeln!(out, "\n# sentence {count} section {section} {kind}")?;
        writeln!(out, "{}", style.pale(&format!("# {words}")))?;
        let rows: Vec<[String; 8]> = (0..sentence.words.len())
            .map(|i| row(sentence, number, i, entities, sheet.entities))
            .collect();
        let mut widths = [0; 7];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in &rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                let room = width - cell.chars().count().min(width);
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', room + 2));
            }
            line.push_str(&row[7]);
            writeln!(out, "{}", line.trim_end())?;
        }
        for attempt in attempts.get(number).into_iter().flatten() {
            let line = told(sentence, attempt, entities, sheet.entities);
            let line = if attempt.refusal.is_some() { style.pale(&line) } else { line };
            writeln!(out, "{line}")?;
        }
    }
    sheet.turn(sentences, entities);
    writeln!(out)
}

/// What became of a frame whose words stand in the sentence; `before` entities were counted before these.
fn told(sentence: &Parsed, attempt: &Attempt, entities: &Entities, before: usize) -> String {
    let form = |&word: &usize| sentence.words.get(word).map(|word| escape(&word.form).into_owned());
    let trigger = attempt.words.iter().filter_map(form).collect::<Vec<_>>().join(" … ");
    let frame = &attempt.frame;
    if let Some(refusal) = attempt.refusal {
        return format!("# no event   {frame} “{trigger}”: {}", refusal.reason());
    }
    let mut line = format!("# event      {frame} “{trigger}” {}", attempt.factuality.as_str());
    for (role, filled) in ["actor", "target", "place"].iter().zip(&attempt.roles) {
        let name = |&number: &usize| {
            let entity = entities.get(number)?;
            Some(format!("e{} {}", before + number + 1, one_line(&entity.name)))
        };
        let names: Vec<String> = filled.iter().filter_map(name).collect();
        if !names.is_empty() {
            line.push_str(&format!("; {role} {}", names.join(", ")));
        }
    }
    line
}

/// The cells of word `i`; `before` entities were counted before these.
fn row(
    sentence: &Parsed,
    number: usize,
    i: usize,
    entities: &Entities,
    before: usize,
) -> [String; 8] {
    let Some(word) = sentence.words.get(i) else { return Default::default() };
    let mentions: Vec<String> = entities
        .covering(number, i)
        .filter(|mention| mention.head == i)
        .filter_map(|mention| {
            let entity = entities.get(mention.entity)?;
            let (from, to) = (mention.words.start + 1, mention.words.end);
            let kind = entity.kind.as_str();
            Some(format!(
                "{kind} e{} {} [{from}-{to} {}]",
                before + mention.entity + 1,
                one_line(&entity.name),
                mention.rule
            ))
        })
        .collect();
    [
        (i + 1).to_string(),
        escape(&word.form).into_owned(),
        escape(&word.lemma).into_owned(),
        word.upos.to_string(),
        word.feats.to_conllu(),
        word.head.map_or(0, |head| head + 1).to_string(),
        word.deprel.to_string(),
        mentions.join("; "),
    ]
}

/// Writes, as comment lines, the stretches that were taken for page furniture.
///
/// # Errors
/// Those of `out`.
pub fn noise(out: &mut dyn Write, text: &str, blocks: &[Block], style: Style) -> io::Result<()> {
    let noise: Vec<&Block> = blocks.iter().filter(|block| block.kind == BlockKind::Noise).collect();
    if noise.is_empty() {
        return Ok(());
    }
    writeln!(out, "# page furniture, not read")?;
    for block in noise {
        writeln!(out, "{}", style.pale(&format!("# {}", one_line(block.span.of(text)))))?;
    }
    writeln!(out)
}

fn one_line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::columns;
    use crate::entity::Entities;
    use crate::extract::{Annotated, Attempt, Refusal};
    use crate::facts::Factuality;
    use crate::syntax::{Deprel, Feats, Parsed, Upos, Word};
    use crate::text::Span;
    use crate::view::sheet::ana_lund;
    use crate::view::{Sheet, Style};

    const TEXT: &str = "Ana Lund left.";

    fn sentence() -> Annotated {
        let word = |start: usize, end: usize, upos, head: Option<usize>, deprel| Word {
            span: Span::new(start, end),
            form: Span::new(start, end).of(TEXT).into(),
            lemma: Span::new(start, end).of(TEXT).into(),
            upos,
            feats: Feats::default(),
            head,
            deprel,
        };
        let words = vec![
            word(0, 3, Upos::Propn, Some(2), Deprel::Nsubj),
            word(4, 8, Upos::Propn, Some(0), Deprel::Flat),
            word(9, 13, Upos::Verb, None, Deprel::Root),
            word(13, 14, Upos::Punct, Some(2), Deprel::Punct),
        ];
        let (record, mention) = ana_lund();
        let parsed = Parsed::new(Span::new(0, 14), 0, 0, false, words);
        let attempt = |refusal| Attempt {
            frame: "retreat/withdraw".to_owned(),
            words: vec![2],
            roles: [vec![0], Vec::new(), Vec::new()],
            factuality: Factuality::Asserted,
            refusal,
        };
        Annotated {
            parsed: vec![parsed],
            entities: Entities::new(vec![record], vec![mention]),
            attempts: vec![vec![attempt(None), attempt(Some(Refusal::Nobody))]],
        }
    }

    #[test]
    fn columns_show_word_tag_head_and_mention() {
        let mut out = Vec::new();
        let mut sheet = Sheet::new("x", TEXT, Style::PLAIN);
        columns(&mut out, &mut sheet, &sentence()).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(
            text.contains("1  Ana   Ana   PROPN  _  3  nsubj  person e1 Ana Lund [1-2 name/given]"),
            "{text}"
        );
        assert!(text.contains("# Ana Lund left."));
        assert!(
            text.contains("# event      retreat/withdraw “left” asserted; actor e1 Ana Lund\n"),
            "{text}"
        );
        let nobody =
            "# no event   retreat/withdraw “left”: neither a participant nor a place was found";
        assert!(text.contains(nobody), "{text}");
    }
}
