//! Sentences of the treebanks, written as headlines are.

use super::conllu::GoldSentence;
use crate::syntax::lexeme::small_in_titles;

/// Every so-many-th sentence is learned as a headline, too.
const EVERY: usize = 13;

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
    headlines
}

#[cfg(test)]
mod tests {
    use super::{EVERY, headlines};
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
        assert_eq!(made.len(), 3);
        assert_eq!(forms(0).count() + 1, sentences[0].words.len(), "the stop is dropped");
        assert_eq!(style(forms(0)), Style::Title);
        assert_eq!(style(forms(2)), Style::Upper);
    }
}
