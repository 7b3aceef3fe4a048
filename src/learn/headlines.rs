//! Sentences of the treebanks, written as headlines are.

use super::conllu::GoldSentence;
use crate::syntax::Deprel;
use crate::syntax::lexeme::small_in_titles;

/// Every so-many-th sentence is learned as a headline, too.
const EVERY: usize = 13;

/// Every so-many-th sentence is learned without its articles, too.
const TERSE: usize = 6;

/// Some of the sentences written as headlines are, so that nouns and verbs are known without the help of capitals.
pub(crate) fn headlines(sentences: &[GoldSentence]) -> Vec<GoldSentence> {
    let title = |form: &str| {
        let mut letters = form.chars();
        match letters.next() {
            Some(first) if !small_in_titles(form) => first.to_uppercase().chain(letters).collect(),
            _ => form.to_owned(),
        }
    };
    let mut headlines = Vec::new();
    for (number, sentence) in sentences.iter().enumerate().filter(|(_, s)| s.words.len() >= 5) {
        let retell: &dyn Fn(&str) -> String = match number % EVERY {
            0 => &title,
            1 if number % 2 == 0 => &|form| form.to_uppercase(),
            _ => continue,
        };
        let mut sentence = sentence.clone();
        let last = sentence.words.len() - 1;
        let leaf = sentence.words.iter().all(|word| word.head != Some(last));
        if leaf && sentence.words[last].form == "." && sentence.words[last].head.is_some() {
            sentence.words.pop();
        }
        for word in &mut sentence.words {
            word.form = retell(&word.form);
        }
        headlines.push(sentence);
    }
    headlines.extend(sentences.iter().skip(3).step_by(TERSE).filter_map(terse));
    headlines
}

/// The sentence without its articles, where it has any that nothing hangs on: "Envoys met minister in old town".
fn terse(sentence: &GoldSentence) -> Option<GoldSentence> {
    let words = &sentence.words;
    let mut bare = vec![true; words.len()];
    for head in words.iter().filter_map(|word| word.head) {
        *bare.get_mut(head)? = false;
    }
    let article = |form: &str| matches!(form.to_ascii_lowercase().as_str(), "the" | "a" | "an");
    let kept: Vec<bool> = words
        .iter()
        .zip(bare)
        .map(|(word, bare)| !(bare && word.deprel == Deprel::Det && article(&word.form)))
        .collect();
    if kept.iter().all(|&kept| kept) {
        return None;
    }
    // Where each word stands once the articles are gone.
    let places: Vec<usize> = kept
        .iter()
        .scan(0, |place, &kept| {
            let here = *place;
            *place += usize::from(kept);
            Some(here)
        })
        .collect();
    let mut told = sentence.clone();
    told.words =
        words.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(w, _)| w.clone()).collect();
    for word in &mut told.words {
        word.head = word.head.and_then(|head| places.get(head).copied());
    }
    let large = words.first()?.form.starts_with(char::is_uppercase);
    if let Some(first) = told.words.first_mut().filter(|_| large) {
        let mut letters = first.form.chars();
        first.form = letters.next()?.to_uppercase().chain(letters).collect();
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::{EVERY, headlines, terse};
    use crate::learn::conllu::parse_conllu;
    use crate::syntax::lexeme::{Style, style};

    #[test]
    fn some_sentences_are_learned_as_headlines_too() {
        let rows: Vec<String> = ["the", "envoys", "met", "old", "friends", "quietly", "."]
            .iter()
            .enumerate()
            .map(|(i, form)| {
                let head = if i == 0 { 0 } else { 1 };
                format!("{}\t{form}\t{form}\tX\t_\t_\t{head}\tdep\t_\t_\n", i + 1)
            })
            .collect();
        let text = format!("{}\n", rows.concat()).repeat(2 * EVERY);
        let sentences = parse_conllu(&text).expect("well formed");
        let made = headlines(&sentences);
        let forms = |number: usize| made[number].words.iter().map(|word| word.form.as_str());
        assert_eq!(made.len(), 3, "none of them has an article that is one");
        assert_eq!(forms(0).count() + 1, sentences[0].words.len(), "the stop is dropped");
        assert_eq!(style(forms(0)), Style::Title);
        assert_eq!(style(forms(2)), Style::Upper);
    }

    #[test]
    fn some_sentences_are_learned_without_articles_too() {
        let rows = [
            ("The", 2, "det"),
            ("envoys", 3, "nsubj"),
            ("met", 0, "root"),
            ("a", 5, "det"),
            ("king", 3, "obj"),
        ];
        let rows: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(i, (form, head, rel))| {
                format!("{}\t{form}\t{form}\tX\t_\t_\t{head}\t{rel}\t_\t_\n", i + 1)
            })
            .collect();
        let sentences = parse_conllu(&format!("{}\n", rows.concat())).expect("well formed");
        let told = terse(&sentences[0]).expect("it has articles");
        let words: Vec<_> = told.words.iter().map(|w| (w.form.as_str(), w.head)).collect();
        assert_eq!(words, [("Envoys", Some(1)), ("met", None), ("king", Some(1))]);
        assert_eq!(terse(&told), None, "there is nothing to leave out");
    }
}
