//! What a word shows to the model: its letters, shape, tag, place in the tree, cluster and gazetteer marks.

use super::gazetteer::{Gazetteer, Mark, NAMES};
use crate::syntax::lexeme::{Clusters, Lexeme, Style, read_words};
use crate::syntax::{Deprel, Upos, Word};

/// One word as the model sees it: hashes and small numbers. Equal values mean equal things.
#[derive(Debug, Clone, Copy)]
pub struct Observed {
    /// Hashes of the word, its first and last letters, and its clusters.
    pub(crate) lexeme: Lexeme,
    /// Its capitals, small letters, digits and marks.
    pub shape: u32,
    /// Does it look like (a part of) a name by its letters?
    pub capital: bool,
    /// Its tag.
    pub upos: Upos,
    /// How it depends on its head.
    pub deprel: Deprel,
    /// Its head.
    pub head: Option<usize>,
    /// What the gazetteer says.
    pub marks: u32,
    /// Nearest words outside of the run of capitalised words that it stands in; `None` at the edges.
    pub around: (Option<usize>, Option<usize>),
    /// First and last word of that run.
    pub run: (usize, usize),
}

/// Capitals, small letters, digits and marks of a word; more than two of a kind in a row count as two.
fn shape(form: &str, style: Style) -> u32 {
    let mut key = 7u32;
    let (mut last, mut times) = (0u32, 0);
    for c in form.chars() {
        let kind = match c {
            c if c.is_uppercase() && style == Style::Upper => 2,
            c if c.is_uppercase() => 1,
            c if c.is_alphabetic() => 2,
            c if c.is_numeric() => 3,
            '-' | '–' => 4,
            '.' => 5,
            '\'' | '’' => 6,
            '&' => 7,
            '@' => 8,
            '#' => 9,
            '/' | '_' => 10,
            _ => 11,
        };
        times = if kind == last { times + 1 } else { 1 };
        last = kind;
        if times <= 2 {
            key = key.wrapping_mul(13).wrapping_add(kind);
        }
    }
    key.wrapping_mul(31).wrapping_add(style as u32)
}

/// What the words of a sentence show. Cost: linear in their letters.
pub(crate) fn observe(words: &[Word], clusters: &Clusters, gazetteer: &Gazetteer) -> Vec<Observed> {
    let forms = words.iter().map(|word| &*word.form);
    let mut lexemes = Vec::with_capacity(words.len());
    let style = read_words(clusters, forms, &mut lexemes);
    let marks = gazetteer.marks(words);
    let rest = lexemes.into_iter().zip(marks).enumerate();
    let mut seen: Vec<Observed> = words
        .iter()
        .zip(rest)
        .map(|(word, (i, (lexeme, marks)))| {
            let first = word.form.starts_with(char::is_uppercase);
            let noun = matches!(word.upos, Upos::Propn | Upos::Adj | Upos::Noun | Upos::X);
            Observed {
                lexeme,
                shape: shape(&word.form, style),
                capital: match style {
                    Style::Upper => word.upos == Upos::Propn,
                    Style::Title => first && noun,
                    Style::Plain => first,
                },
                upos: word.upos,
                deprel: word.deprel,
                head: word.head,
                marks,
                around: (None, None),
                run: (i, i),
            }
        })
        .collect();
    find_runs(words, &mut seen);
    seen
}

/// So many small words may stand between two capitalised ones of a run: "Mira al - Sadi".
const JOINED_BY: usize = 3;

/// Does a word hold a name together?
fn joins(word: &Word, seen: &Observed) -> bool {
    let particle = 1 << (NAMES + Mark::Particle as u32);
    matches!(&*word.form, "-" | "&" | "of") || seen.marks & particle != 0
}

/// Tells each word the run of capitalised words that it stands in, and its neighbours outside. Hyphens, ampersands,
/// particles and "of" between two such words do not end a run.
fn find_runs(words: &[Word], seen: &mut [Observed]) {
    let capital = |seen: &[Observed], i: usize| seen.get(i).is_some_and(|word| word.capital);
    let mut start = 0;
    while start < seen.len() {
        let mut end = start;
        while capital(seen, start) {
            let small = words.iter().zip(seen.iter()).skip(end + 1).take(JOINED_BY);
            let next = end
                + 1
                + small.take_while(|(word, seen)| !seen.capital && joins(word, seen)).count();
            if !capital(seen, next) {
                break;
            }
            end = next;
        }
        let around = (start.checked_sub(1), Some(end + 1).filter(|&next| next < seen.len()));
        for word in seen.iter_mut().take(end + 1).skip(start) {
            word.run = (start, end);
            word.around = around;
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Observed, observe};
    use crate::entity::name_model::gazetteer::Gazetteer;
    use crate::syntax::lexeme::Clusters;
    use crate::syntax::{Deprel, Feats, Upos, Word};
    use crate::text::Span;

    fn seen(text: &str) -> Vec<Observed> {
        let word = |form: &str| Word {
            span: Span::default(),
            form: form.into(),
            lemma: form.into(),
            upos: if form.len() > 3 { Upos::Propn } else { Upos::Adp },
            feats: Feats::default(),
            head: None,
            deprel: Deprel::Dep,
        };
        let words: Vec<Word> = text.split(' ').map(word).collect();
        observe(&words, &Clusters::default(), &Gazetteer::default())
    }

    #[test]
    fn a_run_goes_on_over_words_that_join_names() {
        let seen = seen("the Bank of Lima said Mira left");
        assert_eq!(seen[1].run, (1, 3));
        assert_eq!(seen[2].around, (Some(0), Some(4)));
        assert_eq!(seen[5].run, (5, 5));
    }

    #[test]
    fn in_capitals_the_tag_tells_a_name() {
        let seen = seen("BANK OF LIMA CLOSES FOR DAYS");
        assert!(seen[2].capital && !seen[1].capital);
    }
}
