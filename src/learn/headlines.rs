//! Sentences of the treebanks as the tagger learns them: as they stand, and some also as headlines.

use super::conllu::GoldSentence;
use super::tagging::{Tagged, tag_number};
use crate::syntax::lexeme::{Clusters, read_words, small_in_titles};
use crate::syntax::tagger::TagValue;

/// Every so-many-th sentence is learned as a headline, too.
const EVERY: usize = 13;

/// A sentence with the numbers of its tags.
pub(crate) fn read_tagged(
    sentence: &GoldSentence,
    clusters: &Clusters,
    tags: &[TagValue],
) -> Tagged {
    let mut words = Vec::new();
    read_words(clusters, sentence.words.iter().map(|word| word.form.as_str()), &mut words);
    let tags = sentence.words.iter().map(|word| tag_number(tags, word.tag())).collect();
    Tagged { words, tags }
}

/// Sentences written as headlines are, so that the tagger knows nouns and verbs without the help of capitals, each with
/// the number of the sentence that it was made of.
pub(crate) fn headlines(
    sentences: &[GoldSentence],
    clusters: &Clusters,
    tags: &[TagValue],
) -> Vec<(usize, Tagged)> {
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
        if sentence.words.last().is_some_and(|word| word.form == ".") {
            sentence.words.pop();
        }
        for word in &mut sentence.words {
            word.form = retell(&word.form);
        }
        headlines.push((number, read_tagged(&sentence, clusters, tags)));
    }
    headlines
}

#[cfg(test)]
mod tests {
    use super::{EVERY, headlines, read_tagged};
    use crate::learn::conllu::parse_conllu;
    use crate::syntax::lexeme::{Clusters, style};

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
        let tags = [sentences[0].words[0].tag()];
        let made = headlines(&sentences, &Clusters::default(), &tags);
        assert_eq!(made.iter().map(|(of, _)| *of).collect::<Vec<_>>(), [0, EVERY, EVERY + 1]);
        let plain = read_tagged(&sentences[0], &Clusters::default(), &tags);
        assert_eq!(made[0].1.words.len() + 1, plain.words.len(), "the stop is dropped");
        assert_eq!(made[0].1.words[1].word, plain.words[1].word);
        assert_ne!(made[0].1.words[1].shape, plain.words[1].shape);
        assert_eq!(
            style("the Envoys Met Old Friends".split(' ')),
            crate::syntax::lexeme::Style::Title
        );
    }
}
